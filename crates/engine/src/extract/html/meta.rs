//! Metadata of an HTML page: JSON-LD, OpenGraph and other meta tags, `time` elements, the address.

use super::blocks::{Blocks, collapse};
use super::hints::Hints;
use super::jsonld::JsonLd;
use crate::extract::dates::{self, DateHit};
use crate::extract::facts::Given;
use crate::extract::{agency, byline, published};
use crate::model::{Precision, Published};

/// Meta names of the publication date, best first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "og:pubdate",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published-date",
    "published_at",
    "published",
    "publication_date",
    "publicationdate",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "sailthru.date",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.created",
    "dc.date",
    "dc:date",
    "dcterms.date",
    "citation_publication_date",
    "citation_date",
    "article.published",
    "article:publicationdate",
    "article:post_date",
    "article:create",
    "article_date_original",
    "originalpublicationdate",
    "rnews:datepublished",
    "shareaholic:article_published_time",
    "bt:pubdate",
    "ptime",
    "pdate",
    "displaydate",
    "issuedate",
    "date_published",
    "datecreated",
    "created",
    "creation_date",
    "article:created",
    "date",
    "timestamp",
    "release_date",
    "gentime",
    "publish-time",
    "publishtime",
    "firstpublished",
    "vr:published_time",
    "weibo:article:create_at",
    "video:release_date",
    "og:release_date",
];

/// Meta names of the date of the last change.
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "lastmodified",
    "modified",
    "updated_time",
    "dcterms.modified",
    "dc.date.modified",
    "revision_date",
];

fn meta<'b>(page: &'b Blocks, names: &[&str]) -> Option<&'b str> {
    names
        .iter()
        .find_map(|n| page.meta.iter().find(|(name, _)| name == n))
        .map(|(_, v)| v.as_str())
}

/// What the metadata says, apart from the headline.
pub(super) fn given(page: &Blocks, ld: &JsonLd) -> Given {
    let own = |s: &String| Some(collapse(&super::tokens::decode(s))).filter(|s| !s.is_empty());
    let site = meta(page, &["og:site_name", "application-name", "dc.publisher", "publisher"])
        .and_then(|s| own(&s.to_string()));
    let publisher = ld.publisher.as_ref().and_then(own);
    let outlet = match (publisher, site) {
        // "X Network" is the firm, "X" the name that readers know.
        (Some(firm), Some(site)) if firm != site && firm.contains(&site) => Some(site),
        (firm, site) => firm.or(site),
    }
    .or_else(|| {
        page.title
            .rsplit(['|', '–', '—', '»'])
            .next()
            .filter(|t| t.len() < page.title.len())
            .map(collapse)
    })
    .filter(|o| o.split_whitespace().count() <= 8);
    let mut authors: Vec<String> = ld.authors.iter().filter_map(own).collect();
    if authors.is_empty() {
        authors.extend(
            meta(
                page,
                &[
                    "author",
                    "article:author",
                    "article:author_name",
                    "byl",
                    "dc.creator",
                    "parsely-author",
                    "sailthru.author",
                    "cxenseparse:author",
                ],
            )
            .filter(|a| !a.starts_with("http") && !a.starts_with("//"))
            .and_then(|a| own(&a.to_string())),
        );
    }
    if authors.is_empty() {
        authors.extend(
            page.authors
                .iter()
                .take(3)
                .filter_map(|a| byline::author(a))
                .filter(|a| a.split_whitespace().count() <= 6)
                .take(1),
        );
    }
    let agency = authors.iter().find_map(|a| agency::in_byline(a));
    let named: Vec<String> = authors
        .iter()
        .map(|a| byline::author(a).unwrap_or_default())
        .filter(|a| !a.is_empty() && !byline::is_cms_user(a) && Some(a) != outlet.as_ref())
        .collect();
    let mut tags: Vec<String> = Vec::new();
    let listed = meta(page, &["news_keywords", "keywords", "article:tag", "parsely-tags"]).unwrap_or("");
    let several = page
        .meta
        .iter()
        .filter(|(n, _)| n == "article:tag")
        .map(|(_, v)| v.as_str());
    for tag in ld
        .keywords
        .iter()
        .map(String::as_str)
        .chain(several)
        .chain(page.tags.iter().map(String::as_str))
        .chain(listed.split([',', ';']))
    {
        let tag = collapse(&super::tokens::decode(tag));
        if !tag.is_empty() && tag.chars().count() <= 60 && tags.len() < 40 && !tags.contains(&tag) && !tag.contains(',')
        {
            tags.push(tag);
        }
    }
    let address = |u: &str| Some(u.trim().to_string()).filter(|u| u.starts_with("http"));
    Given {
        outlet,
        byline: (!named.is_empty()).then(|| named.join(", ")),
        agency,
        url: page
            .canonical
            .as_deref()
            .and_then(address)
            .or_else(|| meta(page, &["og:url", "al:web:url", "twitter:url"]).and_then(address))
            .or_else(|| ld.url.as_deref().and_then(address)),
        tags,
        published: date(page, ld),
        paid: ld.paid,
    }
}

/// The publication date: JSON-LD, meta tags, marked `time` elements, dates printed near the headline, the address, and last the
/// date of the last change.
fn date(page: &Blocks, ld: &JsonLd) -> Option<Published> {
    let field = |value: Option<&str>, why: &str| {
        value
            .and_then(dates::parse)
            .map(|hit| published::stated(hit, why.to_string()))
    };
    let ranked = ld
        .published
        .as_deref()
        .and_then(|v| field(Some(v), "JSON-LD datePublished"))
        .or_else(|| {
            PUBLISHED
                .iter()
                .find_map(|n| field(meta(page, &[*n]), &format!("meta {n}")))
        })
        .or_else(|| {
            page.times
                .iter()
                .filter(|t| t.0)
                .find_map(|t| field(Some(&t.1), "time element marked as publication"))
        });
    let printed = printed(page);
    let address = address_date(page);
    let fine = |p: Published| match &printed {
        // The same day with a clock time is better than without.
        Some((hit, why))
            if p.precision == Precision::Day && Some(hit.value.date()) == p.day() && hit.precision < Precision::Day =>
        {
            published::stated(*hit, why.clone())
        }
        _ => p,
    };
    if let Some(found) = ranked {
        return Some(local(fine(found), address, printed.as_ref()));
    }
    let times: Vec<DateHit> = page.times.iter().filter_map(|t| dates::parse(&t.1)).collect();
    let first_time = times.first().copied().filter(|_| times.len() <= 3);
    if let Some(day) = address {
        // The address is exact to the day; what is printed of the same day is finer.
        let same = first_time
            .into_iter()
            .chain(printed.iter().map(|p| p.0))
            .find(|h| h.value.date() == day.value.date());
        return Some(published::stated(same.unwrap_or(day), "the address holds the day"));
    }
    if let Some(hit) = first_time {
        return Some(published::stated(hit, "time element"));
    }
    if let Some((hit, why)) = printed {
        return Some(published::stated(hit, why));
    }
    field(ld.modified.as_deref(), "JSON-LD dateModified")
        .or_else(|| {
            MODIFIED
                .iter()
                .find_map(|n| field(meta(page, &[*n]), &format!("meta {n}")))
        })
        .or_else(|| field(ld.other.as_deref(), "JSON-LD datePublished of another object"))
        .or_else(|| times.first().map(|hit| published::stated(*hit, "first time element")))
}

/// The date with the day that readers saw: a time stamp in UTC may name the day before or after the one in the address or on the page,
/// and a stamp far from the day in the address is that of a move or a new edition.
fn local(found: Published, address: Option<DateHit>, printed: Option<&(DateHit, String)>) -> Published {
    let Some(day) = found.day() else { return found };
    let days = |hit: &DateHit| hit.value.date().since(day).map_or(0, |s| s.get_days().abs());
    if let Some(hit) = address.filter(|h| h.value.date() != day) {
        return published::stated(hit, "the address holds the day");
    }
    match printed {
        Some((hit, why)) if address.is_none() && found.offset == Some(0) && days(hit) == 1 => {
            published::stated(*hit, why.clone())
        }
        _ => found,
    }
}

/// Blocks of a page that are searched for a printed date.
const PRINTED_BLOCKS: usize = 400;

/// The best date printed in a short block: in an element named for dates first, else one that is little but a date.
fn printed(page: &Blocks) -> Option<(DateHit, String)> {
    let mut best: Option<(i32, DateHit)> = None;
    let heading = page
        .blocks
        .iter()
        .position(|b| b.kind == super::blocks::Kind::Heading(1))
        .unwrap_or(0);
    for (i, block) in page.blocks.iter().enumerate().take(heading + PRINTED_BLOCKS) {
        if block.text.len() > 220
            || !block
                .text
                .chars()
                .any(|c| sutradhar_text::chars::digit_value(c).is_some())
        {
            continue;
        }
        let off = block.hints.0 & (Hints::OTHER.0 | Hints::FRAME.0) != 0;
        for hit in dates::find(&block.text)
            .into_iter()
            .filter(|h| h.precision <= Precision::Day)
        {
            let before = block.text.get(..hit.span.start as usize).unwrap_or("");
            let mut score = published::label_score(before);
            score += 3 * block.hints.has(Hints::DATE) as i32;
            let near = i + 6 >= heading && i < heading + 12;
            score -= if near { 2 } else { 4 } * off as i32;
            score -= (block.text.len() > hit.span.len() + 40) as i32 * 2;
            score += (hit.precision < Precision::Day) as i32;
            score += near as i32 + (near && i >= heading) as i32;
            if best.is_none_or(|(s, _)| score > s) {
                best = Some((score, hit));
            }
        }
    }
    best.filter(|(score, _)| *score >= 1)
        .map(|(_, hit)| (hit, "printed near the headline".to_string()))
}

/// The day in the address: /2025/08/13/, /2025/8/13/, /2025-08-13-.
fn address_date(page: &Blocks) -> Option<DateHit> {
    let address = page.canonical.as_deref().or_else(|| meta(page, &["og:url"]))?;
    let path = address.split_once("://").map_or(address, |p| p.1);
    let path = path.split(['?', '#']).next().unwrap_or(path);
    dates::find(path).into_iter().find(|hit| {
        let text = hit.span.of(path);
        let year_first = text.chars().take_while(char::is_ascii_digit).count() == 4;
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let (start, end) = (hit.span.start as usize, hit.span.end as usize);
        hit.precision <= Precision::Day
            && year_first
            && !digit(path.get(end..).and_then(|s| s.chars().next()))
            && !digit(path.get(..start).and_then(|s| s.chars().next_back()))
    })
}
