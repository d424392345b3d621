//! Keyword lines: "टैग: क, ख", a row of keywords, and keywords glued together when a page was turned to text.

use super::labels::bare;

/// Longest keyword, in characters.
const LONGEST: usize = 48;

/// The keywords of a line: cut at commas, bars and hashes, and where words are glued ("warMilitary").
pub(super) fn split(line: &str) -> Vec<String> {
    let line = after_label(line);
    let mut out: Vec<String> = Vec::new();
    let parts: Vec<&str> = if line.contains([',', '|', '#', '،', ';', '·', '•']) {
        line.split([',', '|', '#', '،', ';', '·', '•']).collect()
    } else {
        vec![line]
    };
    for part in parts {
        for tag in unglue(part) {
            let tag = bare(tag.trim()).trim();
            if !tag.is_empty() && tag.chars().count() <= LONGEST && !out.iter().any(|t| t == tag) {
                out.push(tag.to_string());
            }
        }
    }
    out
}

fn after_label(line: &str) -> &str {
    match line.split_once(':') {
        Some((label, rest)) if label.split_whitespace().count() <= 3 && !rest.trim().is_empty() => rest,
        _ => line,
    }
}

/// Places where two keywords are glued: a small Latin letter or an Indian sign before a capital, a Latin letter before an Indian one.
fn inline_boundaries(text: &str) -> Vec<usize> {
    let mut out = Vec::new();
    let mut before: [Option<char>; 2] = [None, None];
    for (i, c) in text.char_indices() {
        let [older, last] = before;
        if let Some(b) = last {
            let mac = b == 'c' && older == Some('M') || b.is_ascii_lowercase() && older.is_none();
            let seam = b.is_ascii_lowercase() && c.is_ascii_uppercase() && !mac
                || sutradhar_text::chars::is_indic(b) && c.is_ascii_uppercase()
                || b.is_ascii_lowercase() && sutradhar_text::chars::is_indic(c);
            if seam {
                out.push(i);
            }
        }
        before = [last, Some(c)];
    }
    out
}

fn unglue(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    for seam in inline_boundaries(text) {
        out.push(text.get(start..seam).unwrap_or(""));
        start = seam;
    }
    out.push(text.get(start..).unwrap_or(""));
    out
}

/// Whether a line is keywords glued together: two seams or more and no sentence.
pub(super) fn is_glued(line: &str) -> bool {
    if line.contains(['।', '?', ':', '/', '@']) || line.ends_with('.') {
        return false;
    }
    let seams = inline_boundaries(line).len();
    let words = line.split_whitespace().count();
    seams >= 2 && words <= seams * 4 + 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords() {
        for (line, want) in [
            ("टैग: नदी, पुल, नदी", vec!["नदी", "पुल"]),
            (
                "River floodOld BridgeKim RaoMayor",
                vec!["River flood", "Old Bridge", "Kim Rao", "Mayor"],
            ),
            (
                "बांधलाठीचार्जHill StateViral News",
                vec!["बांधलाठीचार्ज", "Hill State", "Viral News"],
            ),
            ("#Flood #Bridge", vec!["Flood", "Bridge"]),
            ("McKay Bridge", vec!["McKay Bridge"]),
        ] {
            assert_eq!(split(line), want, "{line}");
        }
        assert!(is_glued("River floodOld BridgeKim RaoMayor"));
        assert!(!is_glued("The McKay bridge and YouTube"));
        assert!(!is_glued("WP2Social Auto Publish Powered By : XYZScripts.com"));
    }
}
