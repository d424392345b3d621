//! Feeds to begin with: outlets of India and in its languages whose texts may be used by others.

use crate::read::opml::Outline;

const LIST: &str = include_str!("../../data/feeds.tsv");

/// A feed of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feed {
    /// Tag of its language.
    pub lang: &'static str,
    /// Its address.
    pub url: &'static str,
    /// Who publishes it.
    pub name: &'static str,
    /// Under which terms others may use its texts.
    pub terms: &'static str,
}

impl Feed {
    /// The feed as lists of feeds have it.
    pub fn outline(&self) -> Outline {
        Outline {
            url: self.url.to_string(),
            title: Some(self.name.to_string()),
            language: Some(self.lang.to_string()),
        }
    }
}

/// All feeds of the list.
pub fn feeds() -> Vec<Feed> {
    let lines = LIST.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty());
    lines
        .filter_map(|line| {
            let mut parts = line.split('\t');
            Some(Feed {
                lang: parts.next()?,
                url: parts.next()?,
                name: parts.next()?,
                terms: parts.next()?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watch::guard::Guard;

    #[test]
    fn every_line_is_whole() {
        let feeds = feeds();
        let lines = LIST.lines().filter(|l| !l.starts_with('#')).count();
        assert_eq!(feeds.len(), lines);
        let guard = Guard::default();
        for feed in &feeds {
            assert!(
                guard.read(feed.url, None).is_ok() && !feed.terms.is_empty(),
                "{}",
                feed.url
            );
        }
        assert!(feeds.iter().filter(|f| f.lang == "hi").count() >= 3);
    }
}
