//! What can be typed about the server for assistants.

use clap::Args as ClapArgs;

/// Let an assistant ask the store, over the Model Context Protocol on standard input and output
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
The client starts this program and speaks with it; nothing is printed but the protocol. It only reads: other commands
may write to the store meanwhile. Every answer is small, names the state of the store that it shows, and cites its
passages to the letter.

Example, in the settings of a client:
  {\"mcpServers\": {\"sutradhar\": {\"command\": \"sutradhar\", \"args\": [\"mcp\", \"--store\", \"/path/of/it\"]}}}")]
pub struct Mcp {
    /// The address under which `sutradhar serve` or a site shows the pages; without it answers give paths
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
}
