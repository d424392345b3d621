//! How others cite a page: a line in Hindi and in English, and Markdown, to be copied; CSL-JSON is another form of it.

use super::frame::Frame;
use super::parts::esc;
use crate::citing::Citing;
use std::fmt::Write;

/// The lines, folded.
pub(super) fn share(out: &mut String, f: &Frame<'_>, citing: &Citing) {
    let url = f.canonical;
    let _ = writeln!(
        out,
        "<details class=\"share\"><summary>{}</summary><dl class=\"qa\">",
        f.either("साझा करें, उद्धृत करें", "Share, cite")
    );
    for (name, language, text) in [
        ("हिन्दी", "hi", citing.hindi(url)),
        ("English", "en", citing.english(url)),
    ] {
        let _ = writeln!(
            out,
            "<dt lang=\"{language}\">{name}</dt><dd lang=\"{language}\" dir=\"auto\">{}</dd>",
            esc(&text)
        );
    }
    let _ = writeln!(
        out,
        "<dt lang=\"en\">Markdown</dt><dd lang=\"en\"><pre dir=\"auto\"><code>{}</code></pre></dd></dl></details>",
        esc(&citing.markdown(url))
    );
}
