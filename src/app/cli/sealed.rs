//! Examining files for a command: each in a sealed child of its own, as the server does it.

use std::cell::RefCell;
use std::process::ExitCode;

use anyhow::Context as _;

use super::{bench_examine, examine};
use crate::forensics::{Refused, Report, wire};
use crate::platform::sandbox::{self, Cap, SandboxError, Seal};

/// Runs `work` with the means to examine one file. A fault of this machine, which is no refusal of a file,
/// ends the command with an error.
fn with_children(
    work: impl FnOnce(&dyn Fn(&[u8]) -> Result<Report, Refused>) -> anyhow::Result<()>,
) -> anyhow::Result<ExitCode> {
    let program = std::env::current_exe().context("this program's own file")?;
    let seal = if sandbox::support().sealed() {
        Seal::Required
    } else {
        eprintln!("shifu: this system cannot fully seal the decoder; examine only files you trust");
        Seal::BestEffort
    };
    let cap = Cap { reply_bytes: wire::MAX_MESSAGE, ..Cap::EXAMINE };
    let broken: RefCell<Option<SandboxError>> = RefCell::new(None);
    let examine = |bytes: &[u8]| match sandbox::run(&program, "examine", bytes, &cap, seal) {
        Ok(answer) => wire::decode(&answer).unwrap_or(Err(Refused::Damaged)),
        Err(error) => {
            if error.blames_document() {
                eprintln!("shifu: {error}");
            } else {
                broken.borrow_mut().get_or_insert(error);
            }
            Err(Refused::Damaged)
        }
    };
    work(&examine)?;
    match broken.into_inner() {
        Some(error) => Err(error).context("the examination could not run"),
        None => Ok(ExitCode::SUCCESS),
    }
}

pub(super) fn examine(args: examine::Args) -> anyhow::Result<ExitCode> {
    with_children(|one| examine::run(args, one, &mut std::io::stdout().lock()))
}

pub(super) fn bench(args: bench_examine::Args) -> anyhow::Result<ExitCode> {
    with_children(|one| bench_examine::run(args, one, &mut std::io::stdout().lock()))
}
