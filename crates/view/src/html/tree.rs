//! The tree of who stands on whose word, as nested lists.

use super::shell::{cites, escape};
use crate::labels::{self, Noun, is_hindi};
use crate::story::StoryPage;
use crate::word::WordNode;
use std::fmt::Write;

/// Trees that are shown at once; the others stand folded below them.
const OPEN: usize = 8;

/// The trees, and what rests on nobody named.
pub(super) fn trees(out: &mut String, page: &StoryPage) {
    let lang = page.language;
    let (open, folded) = page.word.split_at(page.word.len().min(OPEN));
    list(out, open, lang);
    if !folded.is_empty() {
        let _ = writeln!(out, "<details><summary>{}</summary>", labels::more(folded.len(), lang));
        list(out, folded, lang);
        out.push_str("</details>\n");
    }
    if page.unsourced.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "<h3>{}</h3>\n<p class=\"small soft\">{}</p>\n<ul class=\"chips\">",
        labels::UNSOURCED.of(lang),
        if is_hindi(lang) {
            "ख़बर के कितने वाक्य किसी के हवाले के बिना हैं।"
        } else {
            "How many sentences of each article rest on nobody named."
        }
    );
    for u in &page.unsourced {
        let _ = writeln!(
            out,
            "<li class=\"chip\">{} <b>{}</b>/{}</li>",
            escape(&u.outlet),
            u.sentences,
            u.of
        );
    }
    out.push_str("</ul>\n");
}

fn list(out: &mut String, nodes: &[WordNode], lang: &str) {
    out.push_str("<ul class=\"tree\">\n");
    for n in nodes {
        node(out, n, true, lang);
    }
    out.push_str("</ul>\n");
}

fn node(out: &mut String, n: &WordNode, root: bool, lang: &str) {
    let count = labels::count(n.statements, Noun::Statement, lang);
    let support = if root {
        format!("{} · ", labels::support(n.origins, n.articles, lang))
    } else {
        String::new()
    };
    let leaf = n.children.is_empty();
    let _ = write!(
        out,
        "<li{}><span class=\"n\">{}</span> <span class=\"small soft\">{support}{count}</span>",
        if leaf { " class=\"leaf\"" } else { "" },
        escape(&n.name)
    );
    if leaf {
        out.push_str(&cites(&n.cites));
    } else {
        out.push_str("\n<ul>\n");
        for c in &n.children {
            node(out, c, false, lang);
        }
        out.push_str("</ul>");
    }
    out.push_str("</li>\n");
}
