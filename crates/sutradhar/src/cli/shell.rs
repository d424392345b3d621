//! `sutradhar completions SHELL` and `sutradhar man`

use super::Outcome;
use super::args::Args;
use super::out::Out;
use clap::CommandFactory;

pub fn completions(shell: clap_complete::Shell, out: &mut Out) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "sutradhar", &mut script);
    out.bytes(&script)?;
    Ok(Outcome::Done)
}

/// One page with all commands.
pub fn man(out: &mut Out) -> anyhow::Result<Outcome> {
    let mut page = Vec::new();
    let command = Args::command();
    clap_mangen::Man::new(command.clone())
        .section("1")
        .manual("Sutradhar")
        .render(&mut page)?;
    for sub in command.get_subcommands().filter(|s| s.get_name() != "help") {
        section(sub, "SUTRADHAR", &mut page)?;
    }
    for (title, entries) in [("ENVIRONMENT", ENVIRONMENT), ("FILES", FILES), ("EXIT STATUS", STATUS)] {
        page.extend(format!(".SH \"{title}\"\n").into_bytes());
        for (name, what) in entries {
            page.extend(format!(".TP\n\\fB{}\\fR\n{}\n", roff(name), roff(what)).into_bytes());
        }
    }
    out.bytes(&page)?;
    Ok(Outcome::Done)
}

/// Variables that are looked at.
const ENVIRONMENT: &[(&str, &str)] = &[
    ("SUTRADHAR_STORE", "Folder of the store, where --store names none."),
    (
        "XDG_DATA_HOME, LOCALAPPDATA, HOME",
        "Where the store is if nothing names it: the folder sutradhar in XDG_DATA_HOME, else in LOCALAPPDATA, else in \
         .local/share of HOME.",
    ),
    (
        "NO_COLOR",
        "Colours nothing if it is set and not empty, unless --colour always is typed.",
    ),
    ("TERM", "Colours nothing if it is dumb."),
    (
        "COLUMNS",
        "Width of lines, from 40 to 200, where the output is no terminal. Without it nothing is cut there.",
    ),
    ("TMPDIR", "Where demo makes its folder."),
];

/// Files that are written.
const FILES: &[(&str, &str)] = &[
    (
        "~/.local/share/sutradhar/sutradhar.db",
        "The store, if nothing else names one: one SQLite file with the raw pages, the decisions of editors, and what \
         was made from them.",
    ),
    (
        "sutradhar.db-wal, sutradhar.db-shm, lock",
        "Beside it while it is open; lock names the process that writes.",
    ),
    (
        ".sutradhar-site",
        "In a folder that export site wrote: the list of its pages, so that those of stories that are gone can be \
         removed.",
    ),
];

/// How a command ends.
const STATUS: &[(&str, &str)] = &[
    ("0", "Done."),
    ("1", "Nothing was found; for doctor, something is wrong."),
    (
        "2",
        "An error: something mistyped, a file that cannot be read (the rest is stored), a store that cannot be read or \
         written.",
    ),
];

/// Text in which nothing is taken for a command of the page.
fn roff(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    if text.starts_with(['.', '\'']) {
        format!("\\&{text}")
    } else {
        text
    }
}

/// One command of the page, and the commands below it.
fn section(command: &clap::Command, above: &str, page: &mut Vec<u8>) -> anyhow::Result<()> {
    let name = format!("{above} {}", command.get_name().to_uppercase());
    let man = clap_mangen::Man::new(command.clone());
    page.extend(format!(".SH \"{name}\"\n").into_bytes());
    man.render_description_section(page)?;
    man.render_options_section(page)?;
    man.render_extra_section(page)?;
    for sub in command.get_subcommands().filter(|s| s.get_name() != "help") {
        section(sub, &name, page)?;
    }
    Ok(())
}
