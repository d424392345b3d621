//! The gazetteer knows India best, and other countries have a Supreme Court too: names that mean the Indian one only in
//! reports that are of India.

use super::lexicon::{LEXICON, Strength, lines, slug};
use super::phrases::{Hit, Phrases};
use super::tokens::Token;
use crate::model::{Article, EntityKind};
use sutradhar_text::lang::Lang;

/// The id of India.
const INDIA: &str = "loc:india";

/// The ids of India and of the places in it that the gazetteer has.
pub(super) fn places() -> impl Iterator<Item = String> {
    let ids = lines(include_str!("../../../data/names/states-india.txt"))
        .chain(lines(include_str!("../../../data/names/cities-india.txt")))
        .filter_map(|line| Some(line.split_once('|')?.0.trim().to_string()));
    let districts = lines(include_str!("../../../data/names/districts.txt"))
        .filter_map(|line| Some(format!("loc:{}", slug(line.split_once(" = ")?.0.trim()))));
    ids.chain(districts).chain([INDIA.to_string()])
}

/// Takes away the hits that name a thing in India where nothing says that the report is of India, or where the country
/// of another stands beside them (the US Supreme Court). In a language that is not read, towns of India by one word are
/// taken away too: they are words there.
pub(super) fn leave_foreign(article: &Article, tokens: &[Token], phrases: &mut Phrases) {
    let indian = is_of_india(article, &phrases.hits);
    let unread = article.language == Lang::Other;
    if indian && !phrases.hits.iter().any(|h| h.at_home) {
        return;
    }
    let foreign_ends: Vec<usize> = foreign(&phrases.hits).map(|h| h.end).collect();
    let foreign_starts: Vec<usize> = foreign(&phrases.hits).map(|h| h.start).collect();
    let after_of = |h: &Hit| {
        let of = tokens
            .get(h.end)
            .is_some_and(|t| t.span.of(&article.text).eq_ignore_ascii_case("of"));
        // "of Pakistan", "of the Philippines"
        of && [1, 2].iter().any(|skip| foreign_starts.contains(&(h.end + skip)))
    };
    phrases.hits.retain(|h| match h.at_home {
        true => indian && !foreign_ends.contains(&h.start) && !after_of(h),
        false => indian || !(unread && h.end == h.start + 1 && is_indian(h)),
    });
}

/// Whether a report is of India: by its language, its address, or a place that it names.
fn is_of_india(article: &Article, hits: &[Hit]) -> bool {
    match article.language {
        Lang::En | Lang::Other => {}
        _ => return true,
    }
    let named = |h: &Hit| {
        let known = LEXICON.known.get(h.known as usize);
        let country = known.is_some_and(|k| k.id.as_str() == INDIA);
        country || (article.language == Lang::En && h.strength == Strength::Strong && is_indian(h))
    };
    let hosts = [article.host(), article.outlet.as_deref()];
    hosts.into_iter().flatten().any(is_indian_host) || hits.iter().any(named)
}

/// Whether a host is of India, by its ending or by the list.
fn is_indian_host(host: &str) -> bool {
    let listed = |listed: &str| {
        let above = host.strip_suffix(listed);
        above.is_some_and(|above| above.is_empty() || above.ends_with('.'))
    };
    let others = lines(include_str!("../../../data/names/outlets-india.txt"));
    host.ends_with(".in") || crate::extract::is_outlet_of_india(host) || others.into_iter().any(listed)
}

fn is_indian(h: &Hit) -> bool {
    LEXICON.known.get(h.known as usize).is_some_and(|k| k.indian)
}

/// Hits that are places in other countries, or their people.
fn foreign(hits: &[Hit]) -> impl Iterator<Item = &Hit> {
    hits.iter().filter(|h| {
        let known = LEXICON.known.get(h.known as usize);
        known.is_some_and(|k| k.kind == EntityKind::Place && !k.indian)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_india() {
        for host in ["theweek.in", "epaper.theweek.in", "amarujala.com", "millenniumpost.in"] {
            assert!(is_indian_host(host), "{host}");
        }
        for host in ["theweek.com", "freepressjournal.com", "bbc.co.uk"] {
            assert!(!is_indian_host(host), "{host}");
        }
    }
}
