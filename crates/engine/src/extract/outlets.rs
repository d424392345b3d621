//! Outlets of India by their spellings and hosts: one name for all of them, in the outlet's own script.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use sutradhar_text::fold::fold;

/// What is known of outlets.
#[derive(Default)]
struct Known {
    /// Folded spelling -> name.
    names: FxHashMap<String, &'static str>,
    /// Host -> beginnings of paths and names; the empty beginning fits every path.
    hosts: FxHashMap<&'static str, Vec<(&'static str, &'static str)>>,
    /// First part of a host -> name, where only one outlet has it.
    labels: FxHashMap<&'static str, Option<&'static str>>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let mut known = Known::default();
    let lines = include_str!("../../data/extract/outlets.txt").lines();
    for line in lines.filter(|l| !l.starts_with('#')) {
        let mut fields = line.split('|');
        let mut field = || fields.next().unwrap_or("").trim();
        let (name, english, hosts, _language, spellings) = (field(), field(), field(), field(), field());
        for spelling in [name, english].into_iter().chain(spellings.split(',').map(str::trim)) {
            let spelling = without_article(&fold(spelling)).to_string();
            if !spelling.is_empty() {
                known.names.entry(spelling).or_insert(name);
            }
        }
        for host in hosts.split(',').map(str::trim).filter(|h| !h.is_empty()) {
            let (host, path) = host.split_once('/').unwrap_or((host, ""));
            known.hosts.entry(host).or_default().push((path, name));
            let label = host.split('.').next().unwrap_or(host);
            known
                .labels
                .entry(label)
                .and_modify(|n| *n = n.filter(|n| *n == name))
                .or_insert(Some(name));
        }
    }
    known
});

fn without_article(name: &str) -> &str {
    name.strip_prefix("the ").unwrap_or(name)
}

/// The one name of an outlet that a page or a record names so, or that publishes at this address; `None` if it is none
/// of those that are known. A name that is known goes before the address: sites print each other's news.
pub(super) fn canonical(name: Option<&str>, url: Option<&str>) -> Option<&'static str> {
    let Some(name) = name else {
        return url.and_then(at_address);
    };
    let folded = fold(name.trim());
    let spelt = |name: &str| KNOWN.names.get(without_article(name)).copied();
    spelt(&folded).or_else(|| spelt(&folded.replace('_', " "))).or_else(|| {
        // A record may give the host, or its first part, where others give a name.
        let plain = !folded.contains(char::is_whitespace) && folded.is_ascii();
        let host = plain && folded.contains('.');
        let here = |url: &&str| host && url.contains(folded.as_str());
        match host {
            true => url.filter(here).and_then(at_address).or_else(|| at_address(&folded)),
            false if plain => KNOWN.labels.get(folded.as_str()).copied().flatten(),
            false => None,
        }
    })
}

/// The outlet that publishes at an address.
fn at_address(url: &str) -> Option<&'static str> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.split(['?', '#', ':']).next().unwrap_or(host).to_ascii_lowercase();
    let mut part = host.strip_prefix("www.").unwrap_or(&host);
    loop {
        if let Some(editions) = KNOWN.hosts.get(part) {
            let begins = |edition: &str| {
                let rest = path.strip_prefix(edition);
                edition.is_empty() || rest.is_some_and(|r| r.is_empty() || r.starts_with('/'))
            };
            let fits = editions.iter().filter(|(edition, _)| begins(edition));
            return fits.max_by_key(|(edition, _)| edition.len()).map(|(_, name)| *name);
        }
        part = part.split_once('.')?.1;
    }
}

/// Whether an outlet of India publishes at a host.
pub fn is_outlet_of_india(host: &str) -> bool {
    at_address(host).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_and_addresses_of_one_outlet_have_one_name() {
        let check = |name: Option<&str>, url: Option<&str>, want: Option<&str>| {
            assert_eq!(canonical(name, url), want, "{name:?} {url:?}");
        };
        for name in [
            "Amar Ujala",
            "amarujala",
            "amarujala.com",
            "अमर उजाला",
            "अमर उजाला ब्यूरो",
            "AMAR UJALA",
        ] {
            check(Some(name), None, Some("अमर उजाला"));
        }
        check(None, Some("https://www.amarujala.com/delhi/x"), Some("अमर उजाला"));
        check(Some("times_of_india"), None, Some("The Times of India"));
        check(Some("Times of India"), None, Some("The Times of India"));
        check(
            None,
            Some("https://timesofindia.indiatimes.com/a"),
            Some("The Times of India"),
        );
        check(None, Some("https://zeenews.india.com/gujarati/x"), Some("ઝી 24 કલાક"));
        check(None, Some("https://zeenews.india.com/x"), Some("Zee News"));
        // Names of others stay as they are, whatever the address.
        check(Some("नदीघाट टाइम्स"), Some("https://www.amarujala.com/x"), None);
        check(None, Some("https://samachar.example/x"), None);
        check(None, Some("https://notamarujala.com/x"), None);
    }

    #[test]
    fn every_line_of_the_list_is_whole() {
        let lines = include_str!("../../data/extract/outlets.txt").lines();
        let mut hosts = std::collections::BTreeSet::new();
        for line in lines.filter(|l| !l.starts_with('#')) {
            let fields: Vec<&str> = line.split('|').collect();
            assert_eq!(fields.len(), 5, "{line}");
            assert!(
                !fields[0].is_empty() && !fields[1].is_empty() && !fields[2].is_empty(),
                "{line}"
            );
            for host in fields[2].split(',') {
                assert!(
                    host.contains('.') && !host.starts_with("www.") && hosts.insert(host),
                    "{host}"
                );
            }
        }
        assert!(hosts.len() > 500);
    }
}
