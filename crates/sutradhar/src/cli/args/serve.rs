//! What can be typed about the web server.

use clap::{Args as ClapArgs, ValueEnum};
use std::net::SocketAddr;

/// Languages of labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum UiLanguage {
    /// Hindi
    Hi,
    /// English
    En,
}

impl From<UiLanguage> for sutradhar_view::web::Ui {
    fn from(language: UiLanguage) -> sutradhar_view::web::Ui {
        match language {
            UiLanguage::Hi => sutradhar_view::web::Ui::Hi,
            UiLanguage::En => sutradhar_view::web::Ui::En,
        }
    }
}

/// Serve the stories as web pages and as data
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Every page is also data: /stories/ID.json, /stories/ID.md, /stories.csv. Pages need no script, no cookie and no account.
Only this machine can ask, unless --public says otherwise; then articles are shown in excerpts that are cited, with a
link to their publisher. Other commands may write to the store meanwhile.

Examples:
  sutradhar serve
  sutradhar serve --port 9000 --ui en
  sutradhar serve --mcp                     # assistants ask at http://127.0.0.1:8700/mcp
  sutradhar serve --bind 0.0.0.0:8700 --public --base-url https://news.example.org")]
pub struct Serve {
    /// Port on this machine
    #[arg(short, long, value_name = "N", default_value_t = 8700, conflicts_with = "bind")]
    pub port: u16,
    /// Address to listen on
    #[arg(long, value_name = "ADDRESS")]
    pub bind: Option<SocketAddr>,
    /// Let other machines ask
    #[arg(long, requires = "base_url")]
    pub public: bool,
    /// The address under which others see the server
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Show whole texts of articles to others: for texts of your own, or licensed ones
    #[arg(long)]
    pub full_text: bool,
    /// Answer assistants of this machine at /mcp as well (Model Context Protocol over HTTP)
    #[arg(long, conflicts_with = "public")]
    pub mcp: bool,
    /// Language of labels
    #[arg(long, value_name = "TAG", default_value = "hi")]
    pub ui: UiLanguage,
}
