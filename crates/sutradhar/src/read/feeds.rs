//! RSS, Atom, RDF and JSON feeds: one file, many articles.

use super::Raw;
use sutradhar_engine::model::*;

/// What a feed says, item by item.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FeedDocument {
    /// What it calls itself.
    pub title: Option<String>,
    /// Seconds for which it says that nothing new will be there.
    pub rest: Option<u64>,
    /// Its items, in its order, those that say nothing too.
    pub entries: Vec<FeedEntry>,
}

/// An item of a feed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FeedEntry {
    /// The name that the feed gives it, or one made of its address and title.
    pub name: String,
    /// Address of its page.
    pub url: Option<String>,
    /// Its headline.
    pub title: String,
    /// Its text, as far as the feed has it.
    pub body: String,
    /// Outlet, language, date as it is printed, byline, tags.
    pub hints: Hints,
    /// When it was changed last, if the feed says that beside its date.
    pub updated: Option<String>,
}

/// Reads RSS, Atom, RDF or a JSON feed. `base` is where it was fetched from: addresses in it may lean on that.
///
/// # Errors
/// One sentence, if this is no feed.
pub fn feed(bytes: &[u8], base: Option<&str>) -> Result<FeedDocument, String> {
    let feed = feed_rs::parser::Builder::new()
        .base_uri(base)
        .build()
        .parse(bytes)
        .map_err(|e| format!("not a feed that can be read: {e}"))?;
    let xml = String::from_utf8_lossy(bytes);
    let stated = stated_dates(&xml);
    // A list of another length would give items the dates of their neighbours: better none.
    let stated = if stated.len() == feed.entries.len() {
        stated
    } else {
        Vec::new()
    };
    let outlet = feed.title.map(|t| plain(&t.content)).filter(|t| !t.is_empty());
    let mut out = FeedDocument {
        rest: rest(feed.ttl, &xml),
        ..FeedDocument::default()
    };
    for (i, entry) in feed.entries.into_iter().enumerate() {
        let title = entry.title.map(|t| plain(&t.content)).unwrap_or_default();
        let summary = entry.summary.map(|s| s.content).unwrap_or_default();
        let full = entry.content.and_then(|c| c.body).unwrap_or_default();
        let body = plain(if full.len() >= summary.len() { &full } else { &summary });
        let updated = entry.updated.filter(|at| entry.published.is_some_and(|d| d != *at));
        let read = entry.published.or(entry.updated).map(|d| d.to_rfc3339());
        let hints = Hints {
            outlet: outlet.clone(),
            language: entry.language.or_else(|| feed.language.clone()),
            published: stated.get(i).cloned().flatten().or(read),
            byline: entry
                .authors
                .iter()
                .find_map(|a| a.name.clone().into_iter().find(|n| !n.is_empty())),
            tags: entry
                .categories
                .into_iter()
                .map(|c| c.label.unwrap_or(c.term))
                .collect(),
        };
        out.entries.push(FeedEntry {
            name: entry.id,
            url: entry.links.first().map(|l| l.href.clone()),
            title,
            body,
            hints,
            updated: updated.map(|at| at.to_rfc3339()),
        });
    }
    out.title = outlet;
    Ok(out)
}

/// The pages of a feed, one an entry that has a title or a text.
///
/// # Errors
/// One sentence, if this is no feed.
pub(super) fn pages(raw: &Raw) -> Result<Vec<RawPage>, String> {
    if super::newsml::is_newsml(&raw.bytes) {
        return super::newsml::pages(raw);
    }
    let mut out = Vec::new();
    for entry in feed(&raw.bytes, None)?.entries {
        let FeedEntry {
            name,
            url,
            title,
            body,
            hints,
            ..
        } = entry;
        if title.is_empty() && body.is_empty() {
            continue;
        }
        let mut hasher = blake3::Hasher::new();
        for part in [url.as_deref().unwrap_or(&name), &title, &body] {
            hasher.update(part.as_bytes());
            hasher.update(&[0]);
        }
        out.push(RawPage {
            id: ArticleId(format!("a{}", &hasher.finalize().to_hex()[..16])),
            source: raw.source.clone(),
            url,
            notices: super::unread_date(&hints).into_iter().collect(),
            hints,
            content: Content::Record { title, body },
        });
    }
    if out.is_empty() {
        return Err("the feed has no entries".to_string());
    }
    Ok(out)
}

/// Seconds for which a feed says that nothing new will be there: `ttl`, or the period of the syndication module.
fn rest(ttl: Option<u32>, xml: &str) -> Option<u64> {
    let head = xml.split("<item").next().unwrap_or(xml);
    let period = element(head, "sy:updatePeriod").and_then(|period| match period.as_str() {
        "hourly" => Some(3600),
        "daily" => Some(86_400),
        "weekly" => Some(7 * 86_400),
        "monthly" => Some(30 * 86_400),
        "yearly" => Some(365 * 86_400),
        _ => None,
    });
    let often: Option<u64> = element(head, "sy:updateFrequency").and_then(|n| n.parse().ok());
    let period = period.map(|p: u64| p / often.unwrap_or(1).max(1));
    ttl.map(|minutes| u64::from(minutes) * 60).max(period)
}

/// The publication dates of the entries as they are printed there, for an XML feed.
///
/// feed-rs reads one of four forms that Indian sites print, and turns that one to UTC, so that the stated zone is lost.
fn stated_dates(xml: &str) -> Vec<Option<String>> {
    let mut out = Vec::new();
    for (open, close) in [("<item", "</item>"), ("<entry", "</entry>")] {
        let mut rest = xml;
        while let Some(start) = rest.find(open) {
            rest = &rest[start + open.len()..];
            if !rest.starts_with(|c: char| c == '>' || c.is_whitespace()) {
                continue;
            }
            let item = rest.find(close).map_or(rest, |end| &rest[..end]);
            let date = ["pubDate", "published", "dc:date", "updated"]
                .iter()
                .find_map(|name| element(item, name));
            out.push(date);
            rest = &rest[item.len()..];
        }
        if !out.is_empty() {
            break;
        }
    }
    out
}

/// The text of the first element `name` in `xml`.
fn element(xml: &str, name: &str) -> Option<String> {
    let start = xml.find(&format!("<{name}"))? + name.len() + 1;
    let rest = &xml[start..];
    let rest = &rest[rest.find('>')? + 1..];
    let text = &rest[..rest.find(&format!("</{name}"))?];
    let text = text.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
    let text = plain(text);
    (!text.is_empty()).then_some(text)
}

/// Elements that begin a new paragraph.
const BLOCKS: &[&str] = &[
    "p",
    "br",
    "div",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "table",
    "blockquote",
    "figure",
];

/// The text of an HTML fragment, a block a line.
pub(super) fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    let mut hidden: Option<&str> = None;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        if hidden.is_none() {
            text.push_str(before);
        }
        let after = &tag[1..];
        let named = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        let Some(end) = after.find('>').filter(|_| named) else {
            if hidden.is_none() {
                text.push('<');
            }
            rest = after;
            continue;
        };
        let closing = after.starts_with('/');
        let name: String = after
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        match hidden {
            Some(h) if closing && name == h => hidden = None,
            Some(_) => {}
            None if !closing && name == "script" => hidden = Some("script"),
            None if !closing && name == "style" => hidden = Some("style"),
            None if BLOCKS.contains(&name.as_str()) => text.push('\n'),
            None => {}
        }
        rest = &after[end + 1..];
    }
    if hidden.is_none() {
        text.push_str(rest);
    }
    let text = entities(&text);
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    lines.join("\n\n")
}

/// Named and numbered character references of HTML that occur in feeds.
fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|b| b == b';');
        let known = end.and_then(|end| {
            let name = &rest[1..end];
            let c = match name {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                "apos" => '\'',
                "nbsp" => '\u{a0}',
                "ndash" => '–',
                "mdash" => '—',
                "hellip" => '…',
                "lsquo" => '‘',
                "rsquo" => '’',
                "ldquo" => '“',
                "rdquo" => '”',
                "zwj" => '\u{200d}',
                "zwnj" => '\u{200c}',
                _ => {
                    let number = name.strip_prefix('#')?;
                    let code = match number.strip_prefix(['x', 'X']) {
                        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                        None => number.parse().ok()?,
                    };
                    char::from_u32(code).filter(|c| !c.is_control())?
                }
            };
            Some((c, end))
        });
        match known {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::RawKind;
    use sutradhar_engine::extract;

    #[test]
    fn html_fragments_become_paragraphs() {
        let check = |html: &str, want: &str| assert_eq!(plain(html), want, "{html}");
        check("<p>एक</p><p>दो &amp; तीन<br/>चार</p>", "एक\n\nदो & तीन\n\nचार");
        check("2 < 3 <script>var x = '<p>';</script>ok", "2 < 3 ok");
        check("&#2325;&#x915;&bogus;&", "कक&bogus;&");
    }

    #[test]
    fn dates_of_every_form_reach_the_hints() {
        let item =
            |date: &str| format!("<item><title>t</title><link>http://x/1</link><pubDate>{date}</pubDate></item>");
        for date in [
            "Wed, 13 Aug 2025 14:09:00 +0530",
            "Wed, 13 Aug 2025 14:09:00 IST",
            "2025-08-13 14:09:00",
            "2025-08-13T14:09:00+05:30",
            "2025-08-13T08:39:00Z",
            "Aug 13, 2025, 02:09 PM IST",
        ] {
            let xml = format!(
                "<rss version=\"2.0\"><channel><title>दैनिक नमूना</title>{}</channel></rss>",
                item(date)
            );
            let raw = Raw::new("f.xml", RawKind::Feed, xml.into_bytes());
            let pages = pages(&raw).unwrap();
            assert_eq!(pages[0].hints.published.as_deref(), Some(date));
            assert!(pages[0].notices.is_empty(), "{date}");
            assert_eq!(extract::stated_moment(date), Some(1_755_074_340), "{date}");
            assert_eq!(pages[0].hints.outlet.as_deref(), Some("दैनिक नमूना"));
        }
    }
}
