//! Who took whose text: one source on the left, those who carry its text on the right.

use super::short;
use crate::web::frame::Frame;
use crate::web::parts::esc;
use std::fmt::Write;

/// Those on the right that are drawn; the cards below have all.
const DRAWN: usize = 7;

/// One who carries the text: name, share of the text in percent, whether quote marks were taken away.
pub(in crate::web) struct Carrier {
    pub name: String,
    pub percent: Option<u32>,
    pub unquoted: bool,
}

/// The picture.
pub(in crate::web) fn copies(f: &Frame<'_>, source: &str, to: &[Carrier], id: &str) -> String {
    let shown = to.get(..DRAWN.min(to.len())).unwrap_or_default();
    let height = shown.len() as f64 * 40.0 + 12.0;
    let middle = height / 2.0;
    let told: Vec<String> = to.iter().map(words).collect();
    let mut out = format!(
        "<svg viewBox=\"0 0 330 {height:.0}\" role=\"img\" aria-labelledby=\"{id}\">\
         <title id=\"{id}\">{} → {}</title>\n\
         <g fill=\"none\" stroke=\"var(--calm)\" stroke-width=\"2\">",
        esc(source),
        esc(&told.join("; "))
    );
    for i in 0..shown.len() {
        let y = 26.0 + i as f64 * 40.0;
        let _ = write!(
            out,
            "<path d=\"M104 {middle:.0}C140 {middle:.0} 130 {y:.0} 162 {y:.0}\"/>"
        );
    }
    let _ = writeln!(
        out,
        "</g><text x=\"0\" y=\"{:.0}\" font-weight=\"600\">{}</text>",
        middle + 5.0,
        esc(&short(source, 15))
    );
    for (i, c) in shown.iter().enumerate() {
        let y = 26.0 + i as f64 * 40.0;
        let _ = write!(
            out,
            "<text x=\"168\" y=\"{:.0}\">{}</text>",
            y + 4.0,
            esc(&short(&c.name, 17))
        );
        let mut notes: Vec<String> = c.percent.map(|p| format!("{p} %")).into_iter().collect();
        if c.unquoted {
            notes.push(f.t(crate::labels::QUOTES_LOST).to_string());
        }
        if !notes.is_empty() {
            let _ = write!(
                out,
                "<text class=\"s\" x=\"168\" y=\"{:.0}\">{}</text>",
                y + 20.0,
                esc(&notes.join(" · "))
            );
        }
        out.push('\n');
    }
    out.push_str("</svg>\n");
    out
}

fn words(c: &Carrier) -> String {
    match c.percent {
        Some(p) => format!("{} {p} %", c.name),
        None => c.name.clone(),
    }
}
