//! One data file and its lines.

use std::fmt;
use std::str::SplitWhitespace;

/// A data file of a language pack.
#[derive(Debug, PartialEq, Eq)]
pub struct File {
    /// The language by its tag, the name of its folder.
    pub tag: &'static str,
    /// The name without `.txt`.
    pub name: &'static str,
    /// Folder and name, for messages: `hi/times.txt`.
    pub path: &'static str,
    /// The contents.
    pub text: &'static str,
}

/// What is wrong with a data file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    path: &'static str,
    line: usize,
    what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

impl std::error::Error for Fault {}

/// A line of a file: its class, and the words behind it.
#[derive(Debug, Clone, Copy)]
pub struct Entry<C> {
    /// What its first word stands for.
    pub class: C,
    file: &'static File,
    line: usize,
    rest: &'static str,
}

impl<C> Entry<C> {
    /// The words behind the class.
    pub fn words(&self) -> SplitWhitespace<'static> {
        self.rest.split_whitespace()
    }

    /// Everything behind the class.
    pub fn rest(&self) -> &'static str {
        self.rest
    }

    /// The first word behind the class as `read` understands it, and the words behind that. An error names the line.
    pub fn value<T>(&self, read: impl Fn(&str) -> Option<T>) -> Result<(T, SplitWhitespace<'static>), Fault> {
        let mut words = self.rest.split_whitespace();
        let first = words.next().unwrap_or_default();
        match read(first) {
            Some(value) => Ok((value, words)),
            None => Err(self.fault(format!("`{first}` is no value of its class"))),
        }
    }

    /// An error about this line.
    pub fn fault(&self, what: impl Into<String>) -> Fault {
        self.file.fault(self.line, what)
    }
}

impl File {
    /// An error about one line, counted from 1.
    pub fn fault(&'static self, line: usize, what: impl Into<String>) -> Fault {
        Fault {
            path: self.path,
            line,
            what: what.into(),
        }
    }

    /// The lines that are neither empty nor comments, without blanks around them, and their numbers from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &'static str)> + use<> {
        let lines = self.text.lines().zip(1..).map(|(l, n)| (n, l.trim()));
        lines.filter(|(_, l)| !l.is_empty() && !l.starts_with('#'))
    }

    /// The words of all lines.
    pub fn words(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.lines().flat_map(|(_, l)| l.split_whitespace())
    }

    /// The lines as entries: a class of `classes`, then at least one word. An unknown class or a line without words is an
    /// error.
    pub fn entries<C: Copy>(&'static self, classes: &[(&str, C)]) -> Result<Vec<Entry<C>>, Fault> {
        let mut out = Vec::new();
        for (line, text) in self.lines() {
            let (name, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
            let Some(class) = classes.iter().find(|c| c.0 == name).map(|c| c.1) else {
                return Err(self.fault(line, format!("unknown class `{name}`")));
            };
            let rest = rest.trim();
            if rest.is_empty() {
                return Err(self.fault(line, "no words"));
            }
            out.push(Entry {
                class,
                file: self,
                line,
                rest,
            });
        }
        Ok(out)
    }

    /// The lines below headings in brackets as entries, one a line. A line before the first heading, or an unknown
    /// heading, is an error.
    pub fn sections<C: Copy>(&'static self, classes: impl Fn(&str) -> Option<C>) -> Result<Vec<Entry<C>>, Fault> {
        let mut out = Vec::new();
        let mut section = None;
        for (line, text) in self.lines() {
            if let Some(name) = text.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                section = classes(name);
                if section.is_none() {
                    return Err(self.fault(line, format!("unknown section `{name}`")));
                }
            } else if let Some(class) = section {
                out.push(Entry {
                    class,
                    file: self,
                    line,
                    rest: text,
                });
            } else {
                return Err(self.fault(line, "a word before the first section"));
            }
        }
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static ODD: File = File {
        tag: "xx",
        name: "odd",
        path: "xx/odd.txt",
        text: "# own, CC0\n\na one two\nb three\na\nc four",
    };

    #[test]
    fn a_fault_names_file_and_line() {
        let classes = [("a", 1), ("b", 2), ("c", 3)];
        let fault = |classes: &[(&str, i32)]| ODD.entries(classes).err().map(|f| f.to_string());
        assert_eq!(fault(&classes[..1]).as_deref(), Some("xx/odd.txt:4: unknown class `b`"));
        assert_eq!(fault(&classes).as_deref(), Some("xx/odd.txt:5: no words"));
        assert_eq!(
            ODD.sections(|_| Some(1)).err().map(|f| f.to_string()).as_deref(),
            Some("xx/odd.txt:3: a word before the first section")
        );
    }

    #[test]
    fn a_value_that_cannot_be_read_is_a_fault() {
        static FILE: File = File {
            tag: "xx",
            name: "n",
            path: "xx/n.txt",
            text: "n 5 five\nn six 6",
        };
        let entries = FILE.entries(&[("n", ())]).unwrap();
        let (value, mut words) = entries[0].value(|v| v.parse::<i32>().ok()).unwrap();
        assert_eq!((value, words.next(), words.next()), (5, Some("five"), None));
        let odd = entries[1].value(|v| v.parse::<i32>().ok()).err();
        assert_eq!(odd.unwrap().to_string(), "xx/n.txt:2: `six` is no value of its class");
    }
}
