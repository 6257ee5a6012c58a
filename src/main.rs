//! The command line's door.

fn main() -> std::process::ExitCode {
    shifu::app::cli::main()
}
