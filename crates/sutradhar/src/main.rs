//! The command line.

fn main() -> std::process::ExitCode {
    eprintln!("sutradhar: no command is built in yet");
    std::process::ExitCode::from(2)
}
