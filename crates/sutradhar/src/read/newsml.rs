//! News items as NewsML-G2 (IPTC): one item, or a message with several.

use super::Raw;
use super::feeds::plain;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use sutradhar_engine::model::*;

/// Bytes at the head of a file in which its root is looked for.
const HEAD: usize = 4 << 10;

/// Elements within elements that are read; no item nests so deep.
const DEPTH: usize = 200;

/// Whether a file is NewsML-G2, by its root.
pub(super) fn is_newsml(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes));
    let root = |name: &str| {
        head.match_indices(name).any(|(i, _)| {
            head[..i].ends_with(['<', ':']) && head[i + name.len()..].starts_with([' ', '>', '\n', '\r', '\t'])
        })
    };
    (root("newsItem") || root("newsMessage")) && head.contains("iptc.org/std/nar/")
}

/// What an item says, as it is read.
#[derive(Default)]
struct Item {
    guid: String,
    language: String,
    title: String,
    byline: String,
    created: String,
    version: String,
    provider: String,
    body: String,
    markup: String,
}

/// The pages of a file: its items that have a headline or a text.
///
/// # Errors
/// One sentence: it is not well formed, or holds no item.
pub(super) fn pages(raw: &Raw) -> Result<Vec<RawPage>, String> {
    let (text, notices) = sutradhar_engine::ingest::decode(&raw.bytes);
    let mut out = Vec::new();
    for item in items(&text)? {
        let body = if item.body.trim().is_empty() {
            plain(&item.markup)
        } else {
            plain(&item.body)
        };
        let title = plain(&item.title).replace("\n\n", " ");
        if title.is_empty() && body.is_empty() {
            continue;
        }
        let full = |text: &str| Some(plain(text)).filter(|t| !t.is_empty());
        let mut hasher = blake3::Hasher::new();
        for part in [&item.guid, &title, &body] {
            hasher.update(part.as_bytes());
            hasher.update(&[0]);
        }
        let hints = Hints {
            outlet: full(&item.provider),
            language: full(&item.language),
            published: full(&item.created).or_else(|| full(&item.version)),
            byline: full(&item.byline),
            tags: Vec::new(),
        };
        let mut notices = notices.clone();
        notices.extend(super::unread_date(&hints));
        out.push(RawPage {
            id: ArticleId(format!("a{}", &hasher.finalize().to_hex()[..16])),
            source: raw.source.clone(),
            url: full(&item.guid).filter(|g| g.starts_with("http")),
            hints,
            content: Content::Record { title, body },
            notices,
        });
    }
    match out.is_empty() {
        true => Err("no news item with a headline or a text is in the NewsML file".to_string()),
        false => Ok(out),
    }
}

fn items(text: &str) -> Result<Vec<Item>, String> {
    let mut reader = Reader::from_str(text);
    // Entities are those of XML alone; what a document type defines is text.
    let mut out: Vec<Item> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let wrong = |at: u64, why: &dyn std::fmt::Display| format!("not well-formed XML at byte {at}: {why}");
    loop {
        let at = reader.buffer_position();
        match reader.read_event() {
            Err(e) => return Err(wrong(at, &e)),
            Ok(Event::Eof) if open.is_empty() => return Ok(out),
            Ok(Event::Eof) => {
                return Err(wrong(
                    at,
                    &format!("<{}> is not closed", open.last().map_or("", String::as_str)),
                ));
            }
            Ok(Event::Start(e)) => {
                let name = local(&e);
                begin(&name, &e, &open, &mut out);
                if open.len() >= DEPTH {
                    return Err(wrong(at, &"elements nest too deep"));
                }
                open.push(name);
            }
            Ok(Event::Empty(e)) => {
                let name = local(&e);
                begin(&name, &e, &open, &mut out);
                if let Some(item) = out.last_mut().filter(|_| open.iter().any(|n| n == "inlineXML"))
                    && name == "br"
                {
                    item.markup.push_str("<br>");
                }
            }
            Ok(Event::End(_)) => {
                let name = open.pop().unwrap_or_default();
                if let Some(item) = out.last_mut().filter(|_| open.iter().any(|n| n == "inlineXML"))
                    && is_block(&name)
                {
                    item.markup.push_str("<br>");
                }
            }
            Ok(Event::Text(e)) => text_of(&e.xml_content(XmlVersion::Implicit1_0), &open, &mut out),
            Ok(Event::CData(e)) => text_of(&e.xml_content(XmlVersion::Implicit1_0), &open, &mut out),
            Ok(Event::GeneralRef(e)) => {
                let name = e.to_string();
                text_of(&format!("&{name};"), &open, &mut out);
            }
            Ok(_) => {}
        }
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div" | "li" | "tr" | "blockquote" | "h1" | "h2" | "h3" | "h4" | "hl1" | "hl2" | "block"
    )
}

/// The name of an element without its prefix.
fn local(e: &BytesStart<'_>) -> String {
    e.local_name().as_ref().to_string()
}

/// What the beginning of an element says.
fn begin(name: &str, e: &BytesStart<'_>, open: &[String], out: &mut Vec<Item>) {
    let attribute = |wanted: &str| {
        let found = e.attributes().flatten().find(|a| a.key.local_name().as_ref() == wanted);
        // One that cannot be unescaped stays as it is printed.
        let value = |a: quick_xml::events::attributes::Attribute<'_>| {
            let plain = a.normalized_value(XmlVersion::Implicit1_0);
            plain.map_or_else(|_| a.value.to_string(), |v| v.into_owned())
        };
        found.map(value).unwrap_or_default()
    };
    if name == "newsItem" {
        out.push(Item {
            guid: attribute("guid"),
            language: attribute("lang"),
            ..Item::default()
        });
    }
    let Some(item) = out.last_mut() else { return };
    let within = |parent: &str| open.last().is_some_and(|n| n == parent);
    match name {
        "language" if within("contentMeta") => item.language = attribute("tag"),
        "provider" if within("itemMeta") => item.provider = attribute("literal"),
        _ => {}
    }
}

/// What a text within elements says.
fn text_of(text: &str, open: &[String], out: &mut [Item]) {
    let Some(item) = out.last_mut() else { return };
    let (Some(name), parent) = (open.last(), open.iter().rev().nth(1).map(String::as_str)) else {
        return;
    };
    let parent = parent.unwrap_or("");
    if open.iter().any(|n| n == "inlineXML") {
        // The head of an XHTML page is not its text.
        if !open.iter().any(|n| matches!(n.as_str(), "head" | "style" | "script")) {
            item.markup.push_str(&text.replace('<', "&lt;"));
        }
        return;
    }
    let field = match (name.as_str(), parent) {
        ("headline", "contentMeta") => &mut item.title,
        ("by", "contentMeta") => &mut item.byline,
        ("contentCreated", "contentMeta") => &mut item.created,
        ("versionCreated", "itemMeta") => &mut item.version,
        ("name", "provider") => &mut item.provider,
        ("inlineData", "contentSet") => &mut item.body,
        _ => return,
    };
    field.push_str(text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::RawKind;

    const ITEM: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tag:samachar.example,2031:1" version="1" standard="NewsML-G2"
  standardversion="2.31" conformance="power" xml:lang="hi">
  <itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:X"><name>नदीघाट समाचार</name></provider>
    <versionCreated>2031-07-05T10:00:00+05:30</versionCreated></itemMeta>
  <contentMeta><contentCreated>2031-07-05T09:30:00+05:30</contentCreated><by>रमा जोशी</by><language tag="hi"/>
    <headline>पुल टूटा &amp; रास्ता बंद</headline></contentMeta>
  <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>
    </head><body><p>नदी में बाढ़ आई।</p><p>रास्ता <b>बंद</b> है।</p></body></html></inlineXML></contentSet>
</newsItem>"#;

    fn read(xml: &str) -> Result<Vec<RawPage>, String> {
        assert!(is_newsml(xml.as_bytes()));
        pages(&Raw::new("n.xml", RawKind::Feed, xml.as_bytes().to_vec()))
    }

    #[test]
    fn an_item_is_an_article() {
        let page = read(ITEM).unwrap().remove(0);
        let content = Content::Record {
            title: "पुल टूटा & रास्ता बंद".into(),
            body: "नदी में बाढ़ आई।\n\nरास्ता बंद है।".into(),
        };
        assert_eq!(page.content, content);
        assert_eq!(page.hints.outlet.as_deref(), Some("नदीघाट समाचार"));
        assert_eq!(page.hints.published.as_deref(), Some("2031-07-05T09:30:00+05:30"));
        assert_eq!(
            (page.hints.byline.as_deref(), page.hints.language.as_deref()),
            (Some("रमा जोशी"), Some("hi"))
        );
    }

    #[test]
    fn a_message_holds_several() {
        let item = ITEM.split_once("?>").unwrap().1;
        let xml = format!(
            "<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><itemSet>{item}{}</itemSet></newsMessage>",
            item.replace("पुल", "बांध")
        );
        assert_eq!(read(&xml).unwrap().len(), 2);
        assert!(
            read(&xml[..xml.len() - 40])
                .unwrap_err()
                .contains("not well-formed XML")
        );
    }

    #[test]
    fn other_xml_is_none() {
        assert!(!is_newsml(b"<rss version=\"2.0\"><channel/></rss>"));
        assert!(!is_newsml(b"<newsItem><x/></newsItem>"));
    }
}
