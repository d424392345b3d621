//! The output: nothing from a page, a file name or an id reaches the terminal that could control it.
//!
//! This is the one place where text goes out to people, so this is where it is cleaned: on a terminal, in a pipe, and
//! in error messages alike. Colours are set by [`Out::paint`] with a mark that no page can know.

use super::args::Colour;
use super::text::wrap;
use crate::export::json_escaped;
use std::hash::{BuildHasher, Hasher};
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};

/// Columns below which a layout would be one word a line.
const NARROWEST: usize = 40;

/// Columns above which a line is hard to read.
const WIDEST: usize = 200;

/// Columns that a table wants.
const TABLE: usize = 72;

/// Opens a mark of [`Out::paint`]; a random number follows, so that no text can hold one by chance or by design.
const OPENS: char = '\u{1}';

/// Ends a mark.
const ENDS: char = '\u{2}';

/// Standard output, buffered and made safe.
pub struct Out {
    inner: BufWriter<Stdout>,
    /// Whether to colour.
    pub colour: bool,
    /// Columns of the terminal, from 40 to 200; 80 elsewhere.
    pub width: usize,
    /// Whether long lines are cut and broken to fit: not in a pipe or a file, where nobody can widen the window.
    fits: bool,
    /// Whether to leave out what was not asked for.
    pub quiet: bool,
    /// Whether to say more.
    pub verbose: bool,
    terminal: bool,
    mark: String,
}

impl Out {
    /// Looks at the terminal and the environment.
    pub fn new(colour: Colour) -> Out {
        let terminal = io::stdout().is_terminal();
        let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty())
            || std::env::var_os("TERM").is_some_and(|t| t == "dumb");
        let typed = std::env::var("COLUMNS")
            .ok()
            .and_then(|c| c.trim().parse::<usize>().ok());
        let seen = terminal_size::terminal_size().map(|(w, _)| usize::from(w.0));
        let width = seen.filter(|_| terminal).or(typed);
        let random = std::hash::RandomState::new().build_hasher().finish();
        Out {
            inner: BufWriter::new(io::stdout()),
            colour: match colour {
                Colour::Always => true,
                Colour::Never => false,
                Colour::Auto => terminal && !plain,
            },
            width: width.unwrap_or(80).clamp(NARROWEST, WIDEST),
            fits: terminal || typed.is_some(),
            quiet: false,
            verbose: false,
            terminal,
            mark: format!("{OPENS}{random:016x}"),
        }
    }

    /// Writes text of several lines for people.
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        let text = cleaned(text, Colours::Marks(&self.mark));
        self.inner.write_all(text.as_bytes())
    }

    /// Writes one line for people; a line feed in it becomes a space.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        let text = one_line(text);
        self.text(&text)?;
        self.inner.write_all(b"\n")
    }

    /// Writes a line that is no answer, only said besides; nothing if quiet is wanted.
    pub fn note(&mut self, text: &str) -> io::Result<()> {
        if self.quiet { Ok(()) } else { self.line(text) }
    }

    /// Columns that are left of a line beside `used` others; without end where nothing is cut.
    pub fn room(&self, used: usize) -> usize {
        if self.fits {
            self.width.saturating_sub(used)
        } else {
            usize::MAX
        }
    }

    /// Whether a table has too few columns to stand on one line a row.
    pub fn narrow(&self) -> bool {
        self.fits && self.width < TABLE
    }

    /// Writes a line that is broken between words where it is too long; what follows stands under `label`'s end.
    pub fn wrapped(&mut self, label: &str, text: &str, sgr: &str) -> io::Result<()> {
        let indent = " ".repeat(columns(label));
        let text = one_line(text);
        let body = if self.fits {
            wrap(&text, self.width, &indent)
        } else {
            format!("{indent}{text}")
        };
        let body = body.get(indent.len()..).unwrap_or(&body);
        let body = if sgr.is_empty() {
            body.to_string()
        } else {
            self.paint(sgr, body)
        };
        self.text(&format!("{}{body}\n", one_line(label)))
    }

    /// Writes a page that the engine laid out: its colours stay if colours are on.
    pub fn page(&mut self, text: &str) -> io::Result<()> {
        let colours = if self.colour { Colours::Sequences } else { Colours::None };
        self.inner.write_all(cleaned(text, colours).as_bytes())
    }

    /// Writes bytes for programs as they are.
    pub fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.inner.write_all(bytes)
    }

    /// Gives `write` the place where records go: as they come to a program, cleaned to a terminal.
    pub fn records<T>(&mut self, write: impl FnOnce(crate::export::Target<'_>) -> T) -> T {
        if !self.terminal {
            return write(&mut self.inner);
        }
        let mut cleaner = Cleaner {
            inner: &mut self.inner,
            rest: Vec::new(),
        };
        write(&mut cleaner)
    }

    /// Writes one JSON value on a line.
    pub fn json(&mut self, value: &impl serde::Serialize) -> anyhow::Result<()> {
        self.bytes(json_escaped(&serde_json::to_string(value)?).as_bytes())?;
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
            let mark = &self.mark;
            format!("{mark}{sgr}{ENDS}{text}{mark}0{ENDS}")
        } else {
            text.to_string()
        }
    }
}

/// The file that output goes to; `-` is standard output.
pub fn file(typed: Option<&std::path::PathBuf>) -> Option<&std::path::Path> {
    typed.map(|p| p.as_path()).filter(|p| p.as_os_str() != "-")
}

/// Prints an error for people, on one line.
pub fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "sutradhar: {}", plain(&one_line(message)));
}

/// Prints what the reader of the arguments says: help as it is, errors cleaned, for they repeat what was typed.
pub fn arguments(e: &clap::Error) {
    if e.use_stderr() {
        let mut text = e.render().to_string();
        // The message repeats what was typed; a line feed in that must not make a line of its own.
        if std::env::args_os().any(|a| a.to_string_lossy().contains(char::is_control)) {
            text = one_line(text.trim_end()) + "\n";
        }
        let _ = write!(io::stderr(), "{}", plain(&text));
    } else {
        let _ = e.print();
    }
}

/// Text that cannot control a terminal: line feeds and tabs stay, other control characters and marks that turn the
/// writing direction do not.
pub fn plain(text: &str) -> String {
    cleaned(text, Colours::None)
}

/// `text` without line feeds of any kind.
fn one_line(text: &str) -> String {
    text.replace(
        ['\n', '\r', '\t', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'],
        " ",
    )
}

/// Columns that `text` takes, marks of [`Out::paint`] and control characters left out.
pub fn columns(text: &str) -> usize {
    use unicode_width::UnicodeWidthStr;
    let mut inside = false;
    let shown: String = text
        .chars()
        .filter(|c| {
            let mark = inside || *c == OPENS;
            inside = mark && *c != ENDS;
            !mark && !c.is_control()
        })
        .collect();
    shown.width()
}

/// Which colours of a text stay.
#[derive(Clone, Copy)]
enum Colours<'a> {
    /// None.
    None,
    /// Those that `paint` marked with this.
    Marks(&'a str),
    /// SGR sequences, in text that the engine has cleaned before it put them in.
    Sequences,
}

fn cleaned(text: &str, colours: Colours<'_>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let sequence = match colours {
            Colours::None => None,
            Colours::Marks(mark) => rest.strip_prefix(mark).and_then(|r| numbers(r, ENDS)),
            Colours::Sequences => rest.strip_prefix("\u{1b}[").and_then(|r| numbers(r, 'm')),
        };
        if let Some((sgr, after)) = sequence {
            out.push_str("\u{1b}[");
            out.push_str(sgr);
            out.push('m');
            rest = after;
            continue;
        }
        match c {
            '\n' | '\t' => out.push(c),
            '\u{2028}' | '\u{2029}' => out.push(' '),
            c if c.is_control() || turns(c) => {}
            c => out.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// Whether a character turns the writing direction of what follows it.
fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The numbers of a colour up to its end, and what follows.
fn numbers(text: &str, end: char) -> Option<(&str, &str)> {
    let (sgr, after) = text.split_once(end)?;
    sgr.bytes()
        .all(|b| b.is_ascii_digit() || b == b';')
        .then_some((sgr, after))
}

/// Cleans bytes on their way to a terminal.
struct Cleaner<'a> {
    inner: &'a mut BufWriter<Stdout>,
    /// The beginning of a character whose end has not come.
    rest: Vec<u8>,
}

impl Write for Cleaner<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.rest.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.rest) {
            Ok(_) => self.rest.len(),
            Err(e) if e.error_len().is_none() => e.valid_up_to(),
            Err(_) => self.rest.len(),
        };
        let text: Vec<u8> = self.rest.drain(..whole).collect();
        self.inner
            .write_all(plain(&String::from_utf8_lossy(&text)).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_controls_the_terminal() {
        let check = |text: &str, want: &str| assert_eq!(plain(text), want);
        check("\u{1b}[1mक\u{1b}[0m\n", "[1mक[0m\n");
        check(
            "\u{1b}]0;title\u{7}\u{1b}[2Jख\r\u{9b}1m\u{202e}\u{2067}",
            "]0;title[2Jख1m",
        );
        assert_eq!(one_line("a\nb\r\u{2028}c"), "a b  c");
        assert_eq!(cleaned("\u{1b}[1mक\u{1b}[2J", Colours::Sequences), "\u{1b}[1mक[2J");
    }

    #[test]
    fn only_colours_with_the_mark_are_shown() {
        let out = Out::new(Colour::Always);
        let text = out.paint("1;33", "क\u{1b}[31m\u{1}31\u{2}");
        assert_eq!(
            cleaned(&text, Colours::Marks(&out.mark)),
            "\u{1b}[1;33mक[31m31\u{1b}[0m"
        );
        assert_eq!(columns(&out.paint("1", "abc")), 3);
    }
}
