//! What can be typed about decisions.

use clap::Args as ClapArgs;

/// Put two stories together
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Stories are named by id: their numbers change as pages come in.
A decision of an editor: kept with its reason, applied each time the stories are made, taken back with `sutradhar undo`.

Example: sutradhar merge e3f9 e7a0 --why \"both report the fire in the market\"")]
pub struct Merge {
    /// Id of one story, or its beginning
    #[arg(value_name = "A")]
    pub a: String,
    /// Id of the other
    #[arg(value_name = "B")]
    pub b: String,
    /// Why, for those who come after
    #[arg(long, value_name = "TEXT", value_parser = reason)]
    pub why: String,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Take articles out of a story; they become a story of their own
#[derive(Debug, ClapArgs)]
#[command(after_help = "Example: sutradhar split e3f9 a77c a91e --why \"another fire, a week later\"")]
pub struct Split {
    /// Id of the story, or its beginning
    #[arg(value_name = "STORY")]
    pub story: String,
    /// Ids of the articles, or their beginnings
    #[arg(value_name = "ARTICLE", required = true)]
    pub articles: Vec<String>,
    /// Why, for those who come after
    #[arg(long, value_name = "TEXT", value_parser = reason)]
    pub why: String,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Take pages out of the store, with all that was made from them
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
The pages are kept aside until `sutradhar undo` brings them back. Meanwhile nothing shows them, and adding them again is
refused with the reason. An article that came with others in one file leaves with them: name them all, or add
--whole-file.

Example: sutradhar remove a77c --why \"withdrawn by the outlet\"")]
pub struct Remove {
    /// Ids of articles, or their beginnings
    #[arg(value_name = "ID", required = true)]
    pub articles: Vec<String>,
    /// Why, for those who come after
    #[arg(long, value_name = "TEXT", value_parser = reason)]
    pub why: String,
    /// With all other articles of the same file
    #[arg(long)]
    pub whole_file: bool,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Take a decision back
#[derive(Debug, ClapArgs)]
#[command(after_help = "Example: sutradhar undo 4")]
pub struct Undo {
    /// Its number in `sutradhar decisions`
    #[arg(value_name = "N")]
    pub number: i64,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// List what editors decided: stories put together or parted, pages removed, aliases
#[derive(Debug, ClapArgs)]
#[command(after_help = "Example: sutradhar decisions --json")]
pub struct Decisions {
    /// Print a JSON array
    #[arg(long)]
    pub json: bool,
}

/// A reason, which must say something.
fn reason(typed: &str) -> Result<String, String> {
    let says = |c: char| !c.is_whitespace() && !c.is_control();
    if typed.contains(says) {
        Ok(typed.trim().to_string())
    } else {
        Err("a reason is wanted, for those who come after".to_string())
    }
}
