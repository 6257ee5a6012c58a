//! `shifu serve` and `shifu work`.

use std::process::ExitCode;
use std::sync::Arc;

use super::{DataArgs, first_start, open};
use crate::app::server;
use crate::app::worker::Crew;
use crate::platform::site::Site;

/// What `serve` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    data: DataArgs,
    /// Address to listen on, over the configuration's.
    #[arg(long)]
    addr: Option<String>,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut config = open::config(&args.data)?;
    if let Some(addr) = &args.addr {
        config.addr.clone_from(addr);
    }
    let site = open::site(config)?;
    first_start::administrator(&site)?;
    serve(&site, |address| println!("serving on {address}"))
}

/// Serves until a signal, then lets running requests and jobs finish.
pub(super) fn serve(site: &Arc<Site>, ready: impl FnOnce(&str)) -> anyhow::Result<ExitCode> {
    let crew = Crew::start(site, site.config.workers);
    let outcome = server::run(site, ready);
    crew.stop();
    outcome?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn work(args: &DataArgs) -> anyhow::Result<ExitCode> {
    let site = open::site(open::config(args)?)?;
    let crew = Crew::start(&site, site.config.workers.max(1));
    server::wait_for_signal()?;
    crew.stop();
    Ok(ExitCode::SUCCESS)
}
