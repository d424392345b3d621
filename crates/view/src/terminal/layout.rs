//! Words on lines: wrapping, indentation, columns, colour.

use super::{NARROWEST, Style};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How words look, where there is colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Strong,
    Muted,
    Accent,
    Good,
    Warn,
    Bad,
}

impl Tone {
    fn code(self) -> &'static str {
        match self {
            Tone::Plain => "",
            Tone::Strong => "1",
            Tone::Muted => "2",
            Tone::Accent => "36",
            Tone::Good => "32",
            Tone::Warn => "33",
            Tone::Bad => "31",
        }
    }
}

/// Words of one tone.
pub type Run = (Tone, String);

/// A run of plain words.
pub fn plain(text: impl Into<String>) -> Run {
    (Tone::Plain, text.into())
}

/// A run of secondary words.
pub fn muted(text: impl Into<String>) -> Run {
    (Tone::Muted, text.into())
}

/// A run of strong words.
pub fn strong(text: impl Into<String>) -> Run {
    (Tone::Strong, text.into())
}

/// Columns that a text takes.
pub fn width(text: &str) -> usize {
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// Text that is safe on a terminal: white space of any kind is a space, control characters and direction overrides are gone.
pub fn clean(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\u{2028}' | '\u{2029}' => Some(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => None,
            c if c.is_whitespace() => Some(' '),
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect()
}

/// `text` on one line, cut between words to `columns`, with an ellipsis where it was cut.
pub fn shorten(text: &str, columns: usize) -> String {
    let text = clean(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let whole = words.join(" ");
    if width(&whole) <= columns {
        return whole;
    }
    let mut out = String::new();
    let mut used = 0;
    for word in words {
        let w = width(word);
        if used + usize::from(used > 0) + w + 1 > columns {
            break;
        }
        if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += w;
    }
    if out.is_empty() {
        for g in whole.graphemes(true) {
            if used + width(g) + 1 > columns {
                break;
            }
            used += width(g);
            out.push_str(g);
        }
    }
    out.push('…');
    out
}

/// A word with its tones; what stands together without white space stays together.
type Atom = Vec<Run>;

fn atoms(runs: &[Run]) -> Vec<Atom> {
    let mut out: Vec<Atom> = Vec::new();
    let mut open: Atom = Vec::new();
    for (tone, text) in runs {
        for c in clean(text).chars() {
            if c == ' ' {
                if !open.is_empty() {
                    out.push(std::mem::take(&mut open));
                }
                continue;
            }
            match open.last_mut() {
                Some((t, s)) if t == tone => s.push(c),
                _ => open.push((*tone, c.to_string())),
            }
        }
    }
    if !open.is_empty() {
        out.push(open);
    }
    out
}

fn atom_width(atom: &[Run]) -> usize {
    atom.iter().map(|(_, s)| width(s)).sum()
}

/// Runs as lines of at most `room` columns. A word that is wider is broken between graphemes.
pub fn wrap(runs: &[Run], room: usize) -> Vec<Vec<Run>> {
    let room = room.max(1);
    let mut lines: Vec<Vec<Run>> = Vec::new();
    let (mut line, mut used): (Vec<Run>, usize) = (Vec::new(), 0);
    for atom in atoms(runs) {
        let wide = atom_width(&atom);
        if !line.is_empty() && used + 1 + wide > room {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if !line.is_empty() {
            // A space between two words of one tone keeps it.
            let tone = match (line.last(), atom.first()) {
                (Some((a, _)), Some((b, _))) if a == b => *a,
                _ => Tone::Plain,
            };
            add(&mut line, tone, " ");
            used += 1;
        }
        if used + wide <= room {
            for (tone, s) in &atom {
                add(&mut line, *tone, s);
            }
            used += wide;
            continue;
        }
        for (tone, s) in &atom {
            for g in s.graphemes(true) {
                let w = width(g);
                if !line.is_empty() && used + w > room {
                    lines.push(std::mem::take(&mut line));
                    used = 0;
                }
                add(&mut line, *tone, g);
                used += w;
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

fn add(line: &mut Vec<Run>, tone: Tone, text: &str) {
    match line.last_mut() {
        Some((t, s)) if *t == tone => s.push_str(text),
        _ => line.push((tone, text.to_string())),
    }
}

/// The text of a page as it grows.
pub struct Sheet {
    width: usize,
    colour: bool,
    text: String,
}

impl Sheet {
    /// An empty sheet.
    pub fn new(style: Style) -> Sheet {
        Sheet {
            width: style.width.max(NARROWEST),
            colour: style.colour,
            text: String::new(),
        }
    }

    /// Whether there is colour.
    pub fn colour(&self) -> bool {
        self.colour
    }

    /// The text.
    pub fn finish(self) -> String {
        self.text
    }

    /// An empty line, unless one stands there already.
    pub fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A paragraph: `mark` opens its first line, its other lines stand below the first word.
    pub fn paragraph(&mut self, indent: usize, mark: &str, runs: &[Run]) {
        let mark = clean(mark);
        let indent = indent.min(self.width / 3);
        let hang = (indent + width(&mark)).min(self.width / 2);
        for (i, line) in wrap(runs, self.width - hang).iter().enumerate() {
            if i == 0 && hang == indent + width(&mark) {
                self.text.push_str(&" ".repeat(indent));
                self.text.push_str(&mark);
            } else {
                self.text.push_str(&" ".repeat(hang));
            }
            self.line(line);
            self.text.push('\n');
        }
    }

    /// A section heading: the reader's language first, English beside it if that is another.
    pub fn heading(&mut self, first: &str, second: Option<&str>) {
        self.blank();
        let mut runs = vec![strong(first)];
        if let Some(s) = second.filter(|s| *s != first) {
            runs.push(muted(format!(" · {s}")));
        }
        self.paragraph(0, "", &runs);
        let rule = "─".repeat(self.width);
        self.line(&[muted(rule)]);
        self.text.push('\n');
    }

    /// A section heading on one line with its rule: for pages that must stay short.
    pub fn band(&mut self, first: &str, second: Option<&str>) {
        self.blank();
        let mut runs = vec![strong(clean(first))];
        if let Some(s) = second.filter(|s| *s != first) {
            runs.push(muted(format!(" · {}", clean(s))));
        }
        let rest = self.width.saturating_sub(atom_width(&runs) + 1);
        if rest > 1 {
            runs.push(muted(format!(" {}", "─".repeat(rest))));
            self.line(&runs);
            self.text.push('\n');
        } else {
            self.paragraph(0, "", &runs);
        }
    }

    /// Columns of the sheet.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows in columns, or one below the other where the terminal is too narrow for them.
    pub fn table(&mut self, indent: usize, headings: &[&str], rows: &[Vec<Vec<Run>>]) {
        let room = self.width.saturating_sub(indent);
        match columns(headings, rows, room) {
            Some(widths) => {
                let head: Vec<Vec<Run>> = headings.iter().map(|h| vec![muted(*h)]).collect();
                for row in std::iter::once(&head).chain(rows) {
                    self.row(indent, &widths, row);
                }
            }
            None => {
                for row in rows {
                    for (i, cell) in row.iter().enumerate() {
                        let mut runs = cell.clone();
                        if i > 0 {
                            runs.insert(0, muted(format!("{}: ", headings.get(i).unwrap_or(&""))));
                        }
                        self.paragraph(if i == 0 { indent } else { indent + 2 }, "", &runs);
                    }
                }
            }
        }
    }

    fn row(&mut self, indent: usize, widths: &[usize], row: &[Vec<Run>]) {
        let cells: Vec<Vec<Vec<Run>>> = row.iter().zip(widths).map(|(c, w)| wrap(c, *w)).collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        for i in 0..height {
            self.text.push_str(&" ".repeat(indent));
            let last = cells.iter().rposition(|c| c.len() > i).unwrap_or(0);
            for (k, (cell, w)) in cells.iter().zip(widths).enumerate().take(last + 1) {
                let line = cell.get(i).map_or(&[][..], |l| l);
                self.line(line);
                if k < last {
                    let pad = w.saturating_sub(atom_width(line)) + GAP;
                    self.text.push_str(&" ".repeat(pad));
                }
            }
            self.text.push('\n');
        }
    }

    fn line(&mut self, runs: &[Run]) {
        for (tone, s) in runs {
            if self.colour && *tone != Tone::Plain {
                self.text.push_str("\x1b[");
                self.text.push_str(tone.code());
                self.text.push('m');
                self.text.push_str(s);
                self.text.push_str("\x1b[0m");
            } else {
                self.text.push_str(s);
            }
        }
    }
}

/// Columns between two cells.
const GAP: usize = 2;

/// Columns below which a cell is not read any more.
const NARROW_CELL: usize = 9;

/// Widths of columns: as wide as their words, the widest made narrower until all fit; `None` if they cannot.
fn columns(headings: &[&str], rows: &[Vec<Vec<Run>>], room: usize) -> Option<Vec<usize>> {
    let mut widths: Vec<usize> = headings.iter().map(|h| width(h)).collect();
    let mut least: Vec<usize> = widths.clone();
    for row in rows {
        for (i, cell) in row.iter().enumerate() {
            let natural: usize = atom_width(cell);
            let longest = atoms(cell).iter().map(|a| atom_width(a)).max().unwrap_or(0);
            if let (Some(w), Some(l)) = (widths.get_mut(i), least.get_mut(i)) {
                *w = natural.max(*w);
                *l = longest.min(NARROW_CELL * 2).max(*l).max(NARROW_CELL.min(natural));
            }
        }
    }
    let gaps = GAP * widths.len().saturating_sub(1);
    loop {
        let total: usize = widths.iter().sum::<usize>() + gaps;
        if total <= room {
            return Some(widths);
        }
        let (widest, _) = widths
            .iter()
            .enumerate()
            .filter(|(i, w)| least.get(*i).is_some_and(|l| **w > *l))
            .max_by_key(|(i, w)| (**w, *i))?;
        let over = total - room;
        let (w, l) = (widths.get_mut(widest)?, least.get(widest)?);
        // Down by what is too much, but at most by a quarter at a time, so that two wide columns share the loss.
        *w = w.saturating_sub(over.min(*w / 4).max(1)).max(*l);
    }
}
