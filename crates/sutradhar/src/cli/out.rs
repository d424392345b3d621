//! The output: nothing from a page reaches the terminal that could control it.

use super::args::Colour;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};

/// Standard output, buffered and made safe.
pub struct Out {
    inner: BufWriter<Stdout>,
    /// Whether to colour.
    pub colour: bool,
    /// Columns of the terminal; 80 elsewhere.
    pub width: usize,
}

impl Out {
    /// Looks at the terminal and the environment.
    pub fn new(colour: Colour) -> Out {
        let terminal = io::stdout().is_terminal();
        let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty())
            || std::env::var_os("TERM").is_some_and(|t| t == "dumb");
        let width = if terminal {
            terminal_size::terminal_size().map_or(80, |(w, _)| usize::from(w.0))
        } else {
            80
        };
        Out {
            inner: BufWriter::new(io::stdout()),
            colour: match colour {
                Colour::Always => true,
                Colour::Never => false,
                Colour::Auto => terminal && !plain,
            },
            width: width.clamp(40, 120),
        }
    }

    /// Writes text for people: control characters are taken out, except line feeds, tabs and colours.
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        self.inner.write_all(safe(text).as_bytes())
    }

    /// Writes a line for people.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        self.text(text)?;
        self.inner.write_all(b"\n")
    }

    /// Writes bytes for programs as they are (JSON escapes control characters itself).
    pub fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.inner.write_all(bytes)
    }

    /// Where bytes for programs go, as they come.
    pub fn target(&mut self) -> crate::export::Target<'_> {
        &mut self.inner
    }

    /// Writes one JSON value on a line.
    pub fn json(&mut self, value: &impl serde::Serialize) -> anyhow::Result<()> {
        self.bytes(serde_json::to_string(value)?.as_bytes())?;
        self.bytes(b"\n")?;
        Ok(())
    }

    /// Hands everything on.
    pub fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }

    /// `text` in a colour, by its SGR number, if colours are on.
    pub fn paint(&self, sgr: &str, text: &str) -> String {
        if self.colour {
            format!("\u{1b}[{sgr}m{text}\u{1b}[0m")
        } else {
            text.to_string()
        }
    }
}

/// Prints an error for people.
pub fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "sutradhar: {}", safe(message));
}

/// Text without control characters: line feed, tab and colour sequences stay, marks that turn the writing direction do not.
pub fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c == '\u{1b}'
            && let Some(sequence) = colour_sequence(rest)
        {
            out.push_str(sequence);
            rest = &rest[sequence.len()..];
            continue;
        }
        let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if matches!(c, '\n' | '\t') || !(c.is_control() || turns) {
            out.push(c);
        }
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// The SGR sequence at the start of `text`, if there is one.
fn colour_sequence(text: &str) -> Option<&str> {
    let inside = text.strip_prefix("\u{1b}[")?;
    let end = inside.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    (inside.as_bytes().get(end) == Some(&b'm')).then(|| &text[..end + 3])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_colours_stay() {
        let check = |text: &str, want: &str| assert_eq!(safe(text), want);
        check("\u{1b}[1mक\u{1b}[0m\n", "\u{1b}[1mक\u{1b}[0m\n");
        check("\u{1b}]0;title\u{7}\u{1b}[2Jख\r\u{9b}1m\u{202e}", "]0;title[2Jख1m");
    }
}
