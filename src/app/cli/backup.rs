//! `shifu backup` and `shifu restore`.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use super::{DataArgs, open};
use crate::app::backup;
use crate::platform::clock::{SystemClock, SystemEntropy};

/// What `backup` takes.
#[derive(Debug, clap::Args)]
pub struct BackupArgs {
    /// Folder for the archive; made when absent.
    folder: PathBuf,
    /// Writes the master key beside the archive. Without it, keep the key separately: no archive opens
    /// without it.
    #[arg(long)]
    with_keys: bool,
    #[command(flatten)]
    data: DataArgs,
}

/// What `restore` takes.
#[derive(Debug, clap::Args)]
pub struct RestoreArgs {
    /// The archive, or a folder of archives: then the newest.
    from: PathBuf,
    /// Folder that holds the master key, when it lies neither in its place nor beside the archive.
    #[arg(long)]
    key: Option<PathBuf>,
    #[command(flatten)]
    data: DataArgs,
}

pub(super) fn run(args: &BackupArgs) -> anyhow::Result<ExitCode> {
    let site = open::site(open::config(&args.data)?)?;
    let made = backup::make(&site, &args.folder, args.with_keys)?;
    println!("{}: {} files, {} bytes", made.archive.display(), made.files, made.bytes);
    match made.keys {
        Some(keys) => println!("the master key lies beside it in {}: guard both", keys.display()),
        None => println!(
            "the master key is not in it: keep a copy of {} on another medium",
            site.config.keys_dir().display()
        ),
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn restore(args: &RestoreArgs) -> anyhow::Result<ExitCode> {
    let config = open::config(&args.data)?;
    let done = backup::restore(
        config,
        &args.from,
        args.key.as_deref(),
        Arc::new(SystemClock),
        Arc::new(SystemEntropy),
    )?;
    println!(
        "restored {} of {}: {} files; the audit trail holds, {} entries, head {}:{}",
        done.archive.display(),
        done.created.format("%Y-%m-%d %H:%M:%S UTC"),
        done.blobs,
        done.trail.entries,
        done.trail.head.seq,
        done.trail.head.hash
    );
    if let Some(aside) = done.heads_aside {
        println!(
            "heads exported after this backup name entries that are lost; they are kept in {}",
            aside.display()
        );
    }
    println!("the search index is rebuilt; everybody has to log in again");
    Ok(ExitCode::SUCCESS)
}
