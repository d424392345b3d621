//! What an address of the web names: its host, its site, and the page without what only counts readers.

use crate::store::ItemKey;
use url::Url;

/// Fields of a query that tell where a reader came from, not which page is meant.
const COUNTING: &[&str] = &[
    "fbclid", "gclid", "dclid", "msclkid", "igshid", "mc_cid", "mc_eid", "yclid", "_ga", "cmpid", "ref_src", "spm",
];

/// Second parts of names under which others register theirs, for sites such as `x.co.in`.
const SECOND: &[&str] = &[
    "co", "com", "net", "org", "gov", "nic", "ac", "edu", "res", "gen", "firm", "ind", "mil",
];

/// The host of an address, which has one connection at a time.
pub fn host(url: &Url) -> String {
    url.host_str().unwrap_or("").trim_end_matches('.').to_string()
}

/// Scheme, host and port: what one robots file speaks for.
pub fn origin(url: &Url) -> String {
    let port = url.port_or_known_default().unwrap_or(0);
    format!("{}://{}:{port}", url.scheme(), host(url))
}

/// Whether two addresses belong to one registered name, as far as the names tell.
pub fn same_site(a: &Url, b: &Url) -> bool {
    site(a) == site(b)
}

fn site(url: &Url) -> String {
    let host = host(url);
    if url.host().is_some_and(|h| !matches!(h, url::Host::Domain(_))) {
        return host;
    }
    let parts: Vec<&str> = host.split('.').collect();
    let n = parts.len();
    let deep = n >= 3 && parts[n - 1].len() == 2 && SECOND.contains(&parts[n - 2]);
    parts[n.saturating_sub(if deep { 3 } else { 2 })..].join(".")
}

/// Names the page of an address: the same for the forms in which feeds give it.
pub fn place(url: &Url) -> ItemKey {
    let mut plain = url.clone();
    plain.set_fragment(None);
    let kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, value)| {
            let name = name.to_ascii_lowercase();
            let amp =
                (name == "amp" && matches!(&**value, "" | "1" | "true")) || (name == "outputtype" && value == "amp");
            !name.starts_with("utm_") && !COUNTING.contains(&name.as_str()) && !amp
        })
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    plain.set_query(None);
    if !kept.is_empty() {
        plain.query_pairs_mut().extend_pairs(kept);
    }
    let path = plain.path().trim_end_matches('/');
    let path = path.strip_suffix("/amp").unwrap_or(path).to_string();
    plain.set_path(&path);
    // The same page answers under both schemes.
    let shown = plain.as_str();
    let shown = shown.split_once("://").map_or(shown, |(_, rest)| rest);
    digest(&[b"place", shown.strip_prefix("www.").unwrap_or(shown).as_bytes()])
}

/// Names an item of a feed.
pub fn item(feed: i64, name: &str) -> ItemKey {
    digest(&[b"item", &feed.to_le_bytes(), name.as_bytes()])
}

/// The first 16 bytes of a digest over some parts.
pub fn digest(parts: &[&[u8]]) -> ItemKey {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let mut key = ItemKey::default();
    key.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn one_page_has_one_place() {
        let place = |text: &str| place(&url(text));
        let want = place("https://nadipatra.example/a/b?id=7");
        for same in [
            "http://www.nadipatra.example/a/b/?id=7",
            "https://nadipatra.example/a/b?id=7#top",
            "https://nadipatra.example/a/b?utm_source=rss&id=7&fbclid=x",
            "https://nadipatra.example/a/b/amp?id=7&amp=1",
        ] {
            assert_eq!(place(same), want, "{same}");
        }
        for other in [
            "https://nadipatra.example/a/b?id=8",
            "https://nadipatra.example/a/c?id=7",
        ] {
            assert_ne!(place(other), want, "{other}");
        }
        assert_ne!(item(1, "x"), item(2, "x"));
    }

    #[test]
    fn sites_are_told_apart() {
        let same = |a: &str, b: &str| same_site(&url(a), &url(b));
        assert!(same("https://a.nadipatra.example/", "http://nadipatra.example/x"));
        assert!(same("https://feeds.x.co.in/", "https://www.x.co.in/"));
        assert!(!same("https://x.co.in/", "https://y.co.in/"));
        assert!(!same("https://nadipatra.example/", "https://other.example/"));
        assert!(!same("http://127.0.0.1/", "http://127.0.0.2/"));
    }
}
