//! The command line.

fn main() -> std::process::ExitCode {
    sutradhar::cli::run()
}
