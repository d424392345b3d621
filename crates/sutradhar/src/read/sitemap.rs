//! News sitemaps: a list of the pages of the last two days, with their titles. Sitemaps that only list other sitemaps
//! give those.

use super::{FeedDocument, FeedEntry};
use quick_xml::Reader;
use quick_xml::events::Event;

/// Items that are read of one sitemap; as many as its standard allows for news is half of this.
const ITEMS: usize = 2_000;

/// Bytes that are kept of one text in it.
const TEXT: usize = 4 << 10;

/// What a sitemap says.
#[derive(Debug, Clone, PartialEq)]
pub enum Sitemap {
    /// It lists pages.
    Pages(FeedDocument),
    /// It lists other sitemaps: the address and date of each.
    Index(Vec<(String, Option<String>)>),
}

/// Reads a sitemap.
///
/// # Errors
/// One sentence, if this is none, or is broken, or defines entities of its own.
pub fn sitemap(bytes: &[u8]) -> Result<Sitemap, String> {
    let text = String::from_utf8_lossy(bytes);
    let mut reader = Reader::from_str(&text);
    let mut path: Vec<String> = Vec::new();
    let mut index = None;
    let mut out = FeedDocument::default();
    let mut others = Vec::new();
    let mut entry = FeedEntry::default();
    let mut said = String::new();
    loop {
        match reader.read_event() {
            Err(e) => return Err(format!("not a sitemap that can be read: {e}")),
            Ok(Event::Eof) => break,
            Ok(Event::DocType(_)) => return Err("a sitemap has no document type of its own".to_string()),
            Ok(Event::Start(e)) => {
                let name = e.local_name().as_ref().to_string();
                if path.is_empty() {
                    index = match name.as_str() {
                        "urlset" => Some(false),
                        "sitemapindex" => Some(true),
                        _ => return Err("not a sitemap".to_string()),
                    };
                }
                if path.len() == 1 {
                    entry = FeedEntry::default();
                }
                path.push(name);
                said.clear();
            }
            Ok(Event::Text(e)) => take(&mut said, &e),
            Ok(Event::CData(e)) => take(&mut said, &e),
            Ok(Event::GeneralRef(e)) => take(&mut said, &format!("&{};", &*e)),
            Ok(Event::End(_)) => {
                let name = path.pop().unwrap_or_default();
                let value = super::feeds::plain(said.trim());
                said.clear();
                let parents: Vec<&str> = path.iter().skip(1).map(String::as_str).collect();
                match (parents.as_slice(), name.as_str()) {
                    (["url" | "sitemap"], "loc") => entry.url = Some(value).filter(|v| !v.is_empty()),
                    (["url" | "sitemap"], "lastmod") => entry.updated = Some(value),
                    (["url", "news"], "title") => entry.title = value,
                    (["url", "news"], "publication_date") => entry.hints.published = Some(value),
                    (["url", "news"], "keywords") => {
                        entry.hints.tags = value.split(',').map(|t| t.trim().to_string()).collect();
                    }
                    (["url", "news", "publication"], "name") => entry.hints.outlet = Some(value),
                    (["url", "news", "publication"], "language") => entry.hints.language = Some(value),
                    ([], "url" | "sitemap") => {
                        // Without a date of its own, the last change is the date.
                        if entry.hints.published.is_none() {
                            entry.hints.published = entry.updated.take();
                        }
                        let FeedEntry { url, hints, .. } = &entry;
                        match (url, index) {
                            (Some(url), Some(true)) => others.push((url.clone(), hints.published.clone())),
                            (Some(url), _) => {
                                entry.name = url.clone();
                                out.entries.push(std::mem::take(&mut entry));
                            }
                            (None, _) => {}
                        }
                        if out.entries.len() >= ITEMS || others.len() >= ITEMS {
                            break;
                        }
                    }
                    _ => {}
                }
            }
            Ok(_) => {}
        }
    }
    match index {
        Some(true) => Ok(Sitemap::Index(others)),
        Some(false) => {
            out.title = out.entries.iter().find_map(|e| e.hints.outlet.clone());
            Ok(Sitemap::Pages(out))
        }
        None => Err("not a sitemap".to_string()),
    }
}

/// Adds to a text what there is room for.
fn take(text: &mut String, more: &str) {
    let room = TEXT.saturating_sub(text.len());
    text.push_str(&more[..more.floor_char_boundary(room)]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_news_sitemap_is_a_list_of_items() {
        let xml = r#"<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
            xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://nadipatra.example/a?x=1&amp;y=2</loc>
            <lastmod>2025-08-13</lastmod><news:news><news:publication><news:name>नदीपत्र</news:name>
            <news:language>hi</news:language></news:publication>
            <news:publication_date>2025-08-13T14:09:00+05:30</news:publication_date>
            <news:title><![CDATA[बांध का पानी & गांव]]></news:title></news:news></url><url><lastmod>x</lastmod></url></urlset>"#;
        let Ok(Sitemap::Pages(list)) = sitemap(xml.as_bytes()) else {
            panic!("no pages")
        };
        assert_eq!(list.entries.len(), 1);
        let entry = &list.entries[0];
        assert_eq!(entry.url.as_deref(), Some("https://nadipatra.example/a?x=1&y=2"));
        assert_eq!(entry.title, "बांध का पानी & गांव");
        assert_eq!(entry.hints.published.as_deref(), Some("2025-08-13T14:09:00+05:30"));
        assert_eq!(list.title.as_deref(), Some("नदीपत्र"));
    }

    #[test]
    fn an_index_names_others_and_bombs_are_refused() {
        let xml = "<sitemapindex><sitemap><loc>https://x.example/1.xml</loc></sitemap></sitemapindex>";
        let want = Sitemap::Index(vec![("https://x.example/1.xml".to_string(), None)]);
        assert_eq!(sitemap(xml.as_bytes()), Ok(want));
        let bomb =
            "<!DOCTYPE u [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><urlset><url><loc>&b;</loc></url></urlset>";
        assert!(sitemap(bomb.as_bytes()).is_err());
        assert!(sitemap(b"<html></html>").is_err() && sitemap(b"").is_err() && sitemap(b"<urlset><url").is_err());
        let many = "<url><loc>https://x.example/</loc></url>".repeat(ITEMS + 5);
        let Ok(Sitemap::Pages(list)) = sitemap(format!("<urlset>{many}</urlset>").as_bytes()) else {
            panic!("no pages")
        };
        assert_eq!(list.entries.len(), ITEMS);
    }
}
