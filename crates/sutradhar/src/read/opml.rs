//! OPML: lists of feeds as feed readers hand them on.

use quick_xml::Reader;
use quick_xml::events::Event;
use std::fmt::Write;

/// Feeds that are read of one list.
const FEEDS: usize = 20_000;

/// A feed of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Its address.
    pub url: String,
    /// Its name.
    pub title: Option<String>,
    /// Its language.
    pub language: Option<String>,
}

/// The feeds of a list, of all its folders.
///
/// # Errors
/// One sentence, if this is no such list, or it is broken.
pub fn read(bytes: &[u8]) -> Result<Vec<Outline>, String> {
    let text = String::from_utf8_lossy(bytes);
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut out = Vec::new();
    let mut begun = false;
    loop {
        let event = reader
            .read_event()
            .map_err(|e| format!("not an OPML list that can be read: {e}"))?;
        let tag = match event {
            Event::Eof => break,
            Event::DocType(_) => return Err("an OPML list has no document type of its own".to_string()),
            Event::Start(tag) | Event::Empty(tag) => tag,
            _ => continue,
        };
        if !begun {
            if !tag.name().as_ref().eq_ignore_ascii_case("opml") {
                return Err("not an OPML list".to_string());
            }
            begun = true;
        }
        if !tag.name().as_ref().eq_ignore_ascii_case("outline") {
            continue;
        }
        let mut one = Outline::default();
        for attribute in tag.attributes().with_checks(false).flatten() {
            let value = super::feeds::plain(&attribute.value);
            match attribute.key.as_ref().to_ascii_lowercase().as_str() {
                "xmlurl" => one.url = value,
                "title" => one.title = Some(value).filter(|v| !v.is_empty()),
                "text" if one.title.is_none() => one.title = Some(value).filter(|v| !v.is_empty()),
                "language" => one.language = Some(value).filter(|v| !v.is_empty()),
                _ => {}
            }
        }
        if !one.url.is_empty() && out.len() < FEEDS {
            out.push(one);
        }
    }
    match begun {
        true => Ok(out),
        false => Err("not an OPML list".to_string()),
    }
}

/// A list of feeds.
pub fn write(feeds: &[Outline]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head><title>Sutradhar</title></head>\n  <body>\n",
    );
    for feed in feeds {
        let title = escaped(feed.title.as_deref().unwrap_or(&feed.url));
        let _ = write!(
            out,
            "    <outline type=\"rss\" text=\"{title}\" title=\"{title}\" xmlUrl=\"{}\"",
            escaped(&feed.url)
        );
        if let Some(language) = &feed.language {
            let _ = write!(out, " language=\"{}\"", escaped(language));
        }
        out.push_str("/>\n");
    }
    out + "  </body>\n</opml>\n"
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_comes_back_as_it_was() {
        let feeds = vec![
            Outline {
                url: "https://nadipatra.example/feed?a=1&b=2".to_string(),
                title: Some("नदी \"पत्र\" <1>".to_string()),
                language: Some("hi".to_string()),
            },
            Outline {
                url: "https://x.example/rss".to_string(),
                title: Some("x".to_string()),
                language: None,
            },
        ];
        assert_eq!(read(write(&feeds).as_bytes()), Ok(feeds));
    }

    #[test]
    fn folders_are_opened_and_other_things_refused() {
        let list = "<OPML version='1.0'><body><outline text='समाचार'><outline text='a' XMLURL='https://a.example/'/></outline></body></OPML>";
        let read_back = read(list.as_bytes()).unwrap();
        assert_eq!(read_back.len(), 1);
        assert_eq!(
            (read_back[0].url.as_str(), read_back[0].title.as_deref()),
            ("https://a.example/", Some("a"))
        );
        assert!(read(b"<html><outline xmlUrl='x'/></html>").is_err());
        assert!(read(b"<!DOCTYPE opml [<!ENTITY a 'b'>]><opml></opml>").is_err() && read(b"").is_err());
    }
}
