//! Who stands on whose word: from the ultimate source through its relays to the outlets.

use super::cite::Citer;
use super::names::{chain, is_sourced, outlet_name};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use sutradhar_engine::model::*;
use sutradhar_text::fold::fold;

/// Citations kept at each node.
const CITES: usize = 3;

/// One who says something, and those who pass it on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WordNode {
    /// Its name.
    pub name: String,
    /// What kind of source; `outlet` at the leaves.
    pub kind: &'static str,
    /// Statements that come this way.
    pub statements: usize,
    /// Articles that they stand in.
    pub articles: usize,
    /// Independent origins that those articles are folded into.
    pub origins: usize,
    /// Some of the statements.
    pub cites: Vec<usize>,
    /// Those who pass it on, most articles first.
    pub children: Vec<WordNode>,
}

/// An article's body sentences that rest on nobody named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UnsourcedRow {
    /// The article.
    pub article: String,
    /// Its outlet.
    pub outlet: String,
    /// Body sentences outside every statement with a source.
    pub sentences: usize,
    /// Body sentences.
    pub of: usize,
}

#[derive(Default)]
struct Node {
    name: String,
    kind: &'static str,
    statements: usize,
    articles: BTreeSet<String>,
    origins: BTreeSet<String>,
    cites: Vec<usize>,
    children: BTreeMap<String, Node>,
}

impl Node {
    fn finish(self) -> WordNode {
        WordNode {
            name: self.name,
            kind: self.kind,
            statements: self.statements,
            articles: self.articles.len(),
            origins: self.origins.len(),
            cites: self.cites,
            children: finish(self.children),
        }
    }
}

fn finish(children: BTreeMap<String, Node>) -> Vec<WordNode> {
    let mut list: Vec<WordNode> = children.into_values().map(Node::finish).collect();
    list.sort_by(|a, b| {
        (b.origins, b.articles, b.statements)
            .cmp(&(a.origins, a.articles, a.statements))
            .then_with(|| a.name.cmp(&b.name))
    });
    list
}

/// The trees of these articles; `agency` tells whose text an article carries, the source behind most origins first. Derived lines (headlines, summaries) do not count.
pub(super) fn trees<'a>(
    articles: &[&'a Analysis],
    origin: &dyn Fn(&ArticleId) -> String,
    agency: &dyn Fn(&Article) -> Option<String>,
    citer: &mut Citer<'a>,
) -> Vec<WordNode> {
    let mut roots: BTreeMap<String, Node> = BTreeMap::new();
    for analysis in articles {
        let article = &analysis.article;
        let outlet = outlet_name(article);
        let agency = agency(article);
        for s in &analysis.statements {
            if !is_sourced(s) || article.class_at(s.content.start) != Some(LineClass::Body) {
                continue;
            }
            let Some(n) = citer.cite(&article.id, s.content) else {
                continue;
            };
            let mut path: Vec<(String, String, &'static str)> = chain(analysis, s)
                .into_iter()
                .filter(|l| l.kind != SourceKind::Outlet.name() && !l.name.is_empty())
                .map(|l| (l.entity.unwrap_or_else(|| fold(&l.name)), l.name, l.kind))
                .collect();
            path.dedup_by(|a, b| a.0 == b.0);
            if let Some(agency) = &agency {
                let key = fold(agency);
                let known = path
                    .iter()
                    .any(|(id, name, _)| fold(id).contains(&key) || fold(name) == key);
                if !known {
                    path.push((key, agency.clone(), SourceKind::Agency.name()));
                }
            }
            path.push((
                format!("article {}", article.id),
                outlet.clone(),
                SourceKind::Outlet.name(),
            ));
            let mut level = &mut roots;
            for (key, name, kind) in path {
                let node = level.entry(key).or_default();
                if node.name.is_empty() {
                    node.name = name;
                    node.kind = kind;
                }
                node.statements += 1;
                node.articles.insert(article.id.to_string());
                node.origins.insert(origin(&article.id));
                if node.cites.len() < CITES && !node.cites.contains(&n) {
                    node.cites.push(n);
                }
                level = &mut node.children;
            }
        }
    }
    finish(roots)
}

/// How much of each article rests on nobody named.
pub(super) fn unsourced(articles: &[&Analysis]) -> Vec<UnsourcedRow> {
    let row = |a: &&Analysis| {
        let sourced = |s: &&Sentence| {
            let named = |t: &Statement| is_sourced(t) && t.content.overlaps(s.span);
            let near = a.statements.partition_point(|t| t.content.end <= s.span.start);
            a.statements.iter().skip(near.saturating_sub(4)).take(40).any(named)
        };
        let of = a.body_sentences().count();
        let sentences = of - a.body_sentences().filter(sourced).count();
        UnsourcedRow {
            article: a.article.id.to_string(),
            outlet: outlet_name(&a.article),
            sentences,
            of,
        }
    };
    articles.iter().map(row).filter(|r| r.sentences > 0).collect()
}
