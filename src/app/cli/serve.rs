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
    let outcome = actix_web::rt::System::new().block_on(async {
        let running = server::start(site)?;
        let scheme = if site.config.tls_certificate.is_some() { "https" } else { "http" };
        let address = running
            .addrs
            .first()
            .map_or_else(|| site.config.base_url(), |addr| format!("{scheme}://{addr}"));
        ready(&address);
        running.server.await?;
        anyhow::Ok(())
    });
    crew.stop();
    outcome?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn work(args: &DataArgs) -> anyhow::Result<ExitCode> {
    let site = open::site(open::config(args)?)?;
    let crew = Crew::start(&site, site.config.workers.max(1));
    actix_web::rt::System::new().block_on(async { tokio::signal::ctrl_c().await })?;
    crew.stop();
    Ok(ExitCode::SUCCESS)
}
