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
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for sub in command.get_subcommands().filter(|s| s.get_name() != "help") {
        section(sub, "SUTRADHAR", &mut page)?;
    }
    out.bytes(&page)?;
    Ok(Outcome::Done)
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
