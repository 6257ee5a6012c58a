//! The child's side: seal, say so, read, work, answer.

use std::io::{self, Write};
use std::process::ExitCode;

use super::{seal, wire};

/// Longest document a child accepts. Far above any upload limit; it only keeps a broken parent
/// from asking for the impossible.
const INPUT_MAX: usize = 1 << 30;

/// Body of the hidden subcommand `sandboxed <job>`: seals this process, then reads one document
/// from standard input, gives it to `work` and writes the reply to standard output.
///
/// `main` calls it before it starts a thread, opens a file or sets up logging. `job` only names
/// the work in an error message; choosing `work` by it is the caller's part. A panic in `work`
/// ends the process with a failure, which the parent reports as [`super::SandboxError::Broken`].
pub fn child(job: &str, work: impl FnOnce(&[u8]) -> Vec<u8>) -> ExitCode {
    child_noting(job, |document, _note| work(document))
}

/// As [`child`]; `work` may say how far it is, which the parent of [`super::run_noting`] hears.
pub fn child_noting(job: &str, work: impl FnOnce(&[u8], &(dyn Fn(u8) + Sync)) -> Vec<u8>) -> ExitCode {
    let seals = seal::seal();
    match talk(seals, work) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            // Standard error is a pipe of bounded length; if it is gone there is nobody to tell.
            let _ = writeln!(io::stderr(), "job {job}: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn talk(seals: wire::Seals, work: impl FnOnce(&[u8], &(dyn Fn(u8) + Sync)) -> Vec<u8>) -> Result<(), String> {
    let mut out = io::stdout();
    out.write_all(wire::greeting(seals).as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| format!("greeting: {error}"))?;
    let document = wire::read_frame(&mut io::stdin().lock(), INPUT_MAX)
        .map_err(|error| format!("reading the document: {error:?}"))?;
    // Whoever does not listen will not read the reply either.
    let note = |note: u8| drop(wire::write_note(&mut io::stdout(), note));
    let reply = work(&document, &note);
    wire::write_frame(&mut out, &reply).map_err(|error| format!("writing the reply: {error}"))
}
