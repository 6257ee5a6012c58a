//! `shifu openapi`.

use std::process::ExitCode;

use crate::app::server;

pub(super) fn run() -> anyhow::Result<ExitCode> {
    println!("{}", server::description().to_pretty_json()?);
    Ok(ExitCode::SUCCESS)
}
