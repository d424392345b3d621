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
        let name = sub.get_name().to_string();
        let man = clap_mangen::Man::new(sub.clone());
        page.extend(format!(".SH \"SUTRADHAR {}\"\n", name.to_uppercase()).into_bytes());
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
        man.render_extra_section(&mut page)?;
    }
    out.bytes(&page)?;
    Ok(Outcome::Done)
}
