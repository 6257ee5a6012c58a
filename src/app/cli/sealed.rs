//! Examining files for a command: each in a sealed child of its own, as the server does it.

use std::cell::RefCell;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context as _;
use chrono::NaiveDate;

use super::{bench_examine, examine, open};
use crate::features::screening;
use crate::forensics::{Refused, Report, wire};
use crate::kernel::Clock as _;
use crate::kernel::clock::Zone;
use crate::platform::clock::{SystemClock, SystemEntropy};
use crate::platform::config::Config;
use crate::platform::db::{Db, DbUrl};
use crate::platform::models::ReaderFiles;
use crate::platform::sandbox::{self, Cap, SandboxError, Seal};

/// Runs `work` with the means to examine one file. A fault of this machine, which is no refusal of a file,
/// ends the command with an error.
fn with_children(
    models: Option<&Path>,
    today: NaiveDate,
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
    let files = models.map(ReaderFiles::load).transpose()?.flatten();
    if models.is_some() && files.is_none() {
        eprintln!("shifu: the reading models are not there (`shifu models fetch`); pictures are not read");
    }
    let request = |bytes: &[u8]| screening::request(bytes, files.as_ref(), today).encode();
    let examine = |bytes: &[u8]| match sandbox::run(&program, "examine", &request(bytes), &cap, seal) {
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

/// The database with the thresholds people put in force; none where the data folder has none yet.
fn bounds_in_force(config: &Config) -> Option<Db> {
    let url = config.database();
    if matches!(&url, DbUrl::Sqlite(path) if !path.exists()) {
        return None;
    }
    let opened = Db::open(&url, 1, Arc::new(SystemClock), Arc::new(SystemEntropy));
    opened.inspect_err(|error| eprintln!("shifu: {error}; the built-in thresholds hold")).ok()
}

/// The report as the case page would show it.
fn held(db: Option<&Db>, report: Report) -> Report {
    let Some(db) = db else { return report };
    match db.read_blocking(|conn| screening::held(conn, report.clone())) {
        Ok(held) => held,
        Err(fault) => {
            eprintln!("shifu: {fault}; the built-in thresholds hold");
            report
        }
    }
}

pub(super) fn examine(args: examine::Args) -> anyhow::Result<ExitCode> {
    let config = open::config(&args.data)?;
    let today = config.zone().day(SystemClock.now());
    let db = bounds_in_force(&config);
    with_children(Some(&config.models_dir()), today, |one| {
        let held = |bytes: &[u8]| one(bytes).map(|report| held(db.as_ref(), report));
        examine::run(args, &held, &mut std::io::stdout().lock())
    })
}

pub(super) fn bench(args: bench_examine::Args) -> anyhow::Result<ExitCode> {
    // The pixel detectors are measured: reading would only cost time.
    with_children(None, Zone::default().day(SystemClock.now()), |one| {
        bench_examine::run(args, one, &mut std::io::stdout().lock())
    })
}
