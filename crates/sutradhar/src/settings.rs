//! Settings: what was typed and what the environment says, resolved to what is used.

use std::path::PathBuf;
use std::time::Duration;

/// What was typed, nothing looked up yet.
#[derive(Debug, Clone, Default)]
pub struct RawArgs {
    /// `--store DIR`.
    pub store: Option<PathBuf>,
    /// `--threads N`.
    pub threads: Option<usize>,
    /// `--wait SECONDS`.
    pub wait: Option<u64>,
}

/// What is used.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The folder of the store.
    pub store: PathBuf,
    /// Threads for analysing; at least 1.
    pub threads: usize,
    /// How long a second writer waits for the first.
    pub wait: Duration,
}

/// Seconds that a second writer waits unless told otherwise: longer than a small `add`, short enough not to look stuck.
pub const DEFAULT_WAIT: u64 = 10;

impl RawArgs {
    /// Looks up the rest in the environment.
    ///
    /// # Errors
    /// A sentence for the user if no folder for the store can be found.
    pub fn resolve(self) -> Result<Settings, String> {
        let store = match self.store.filter(|s| !s.as_os_str().is_empty()) {
            Some(store) => store,
            None => default_store(|name| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from))
                .ok_or("no home folder is known here: name the store with --store DIR or SUTRADHAR_STORE")?,
        };
        let threads = self
            .threads
            .filter(|n| *n > 0)
            .unwrap_or_else(|| std::thread::available_parallelism().map_or(1, |n| n.get()));
        Ok(Settings {
            store,
            threads,
            wait: Duration::from_secs(self.wait.unwrap_or(DEFAULT_WAIT)),
        })
    }
}

/// `SUTRADHAR_STORE`, else in the folder for data of this user: XDG on Unix, `LOCALAPPDATA` on Windows.
fn default_store(var: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    if let Some(store) = var("SUTRADHAR_STORE") {
        return Some(store);
    }
    var("XDG_DATA_HOME")
        .filter(|p| p.is_absolute())
        .or_else(|| var("LOCALAPPDATA"))
        .or_else(|| var("HOME").map(|h| h.join(".local/share")))
        .map(|p| p.join("sutradhar"))
}

/// A day, month or year as typed, in digits of any script, as ISO 8601 writes it.
///
/// # Errors
/// A sentence that shows the forms.
pub fn day(typed: &str) -> Result<String, String> {
    let plain = sutradhar_text::fold::fold(typed.trim());
    let parts: Vec<&str> = plain.split('-').collect();
    let shape = parts
        .iter()
        .map(|p| p.len())
        .eq([4, 2, 2].into_iter().take(parts.len()));
    let digits = parts
        .iter()
        .all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()));
    let full = match parts.len() {
        1 => format!("{plain}-01-01"),
        2 => format!("{plain}-01"),
        _ => plain.clone(),
    };
    match full.parse::<jiff::civil::Date>() {
        Ok(_) if shape && digits => Ok(plain),
        _ => Err("a day such as 2025-08-13, a month such as 2025-08, or a year".to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_store_follows_xdg() {
        let check = |vars: &[(&str, &str)], want: Option<&str>| {
            let got = default_store(|n| vars.iter().find(|v| v.0 == n).map(|v| PathBuf::from(v.1)));
            assert_eq!(got, want.map(PathBuf::from));
        };
        check(&[("HOME", "/h"), ("XDG_DATA_HOME", "/x")], Some("/x/sutradhar"));
        check(
            &[("HOME", "/h"), ("XDG_DATA_HOME", "relative")],
            Some("/h/.local/share/sutradhar"),
        );
        check(&[("HOME", "/h"), ("SUTRADHAR_STORE", "s")], Some("s"));
        check(&[], None);
    }

    #[test]
    fn days_are_checked() {
        for (typed, want) in [
            ("2025-08-13", Some("2025-08-13")),
            ("२०२५-०८", Some("2025-08")),
            ("2025-13", None),
            ("x", None),
        ] {
            assert_eq!(day(typed).ok().as_deref(), want, "{typed}");
        }
    }
}
