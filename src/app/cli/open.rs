//! Opening a site for a command.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;

use super::DataArgs;
use crate::kernel::Clock;
use crate::platform::clock::{SystemClock, SystemEntropy};
use crate::platform::config::Config;
use crate::platform::mail::{Mailer, Transport};
use crate::platform::site::Site;
use crate::platform::telemetry::{self, Format, TelemetryConfig};

/// Reads the configuration of a data folder.
pub(super) fn config(args: &DataArgs) -> anyhow::Result<Config> {
    std::fs::create_dir_all(&args.data)
        .with_context(|| format!("the data folder {} cannot be made", args.data.display()))?;
    Ok(Config::load(&args.data, |name| std::env::var(name).ok())?)
}

/// Opens the site with the machine's clock, its random numbers and the configured mail.
pub(super) fn site(config: Config) -> anyhow::Result<Arc<Site>> {
    logs(&config)?;
    site_at(config, Arc::new(SystemClock))
}

/// Starts the logs, once in a process.
pub(super) fn logs(config: &Config) -> anyhow::Result<()> {
    let format = if config.log_json { Format::Json } else { Format::Text };
    telemetry::init(&TelemetryConfig { format, ..TelemetryConfig::default() })?;
    Ok(())
}

/// Opens the site with a clock of the caller's.
pub(super) fn site_at(config: Config, clock: Arc<dyn Clock>) -> anyhow::Result<Arc<Site>> {
    let program = std::env::current_exe().context("this program's own file")?;
    let mailer = Mailer::new(Transport::from_url(&config.mail_url)?, &config.mail_from)?;
    let site = Site::open(config, clock, Arc::new(SystemEntropy), mailer, program)?;
    Ok(Arc::new(site))
}

pub(super) fn migrate(args: &DataArgs) -> anyhow::Result<ExitCode> {
    // Opening migrates.
    site(config(args)?)?;
    println!("the database is at the version of this program");
    Ok(ExitCode::SUCCESS)
}

pub(super) fn seed(args: &DataArgs) -> anyhow::Result<ExitCode> {
    let site = site(config(args)?)?;
    let report = crate::app::starter::load(&site)?;
    println!("{report}");
    Ok(ExitCode::SUCCESS)
}
