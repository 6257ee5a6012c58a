//! `shifu demo`: everything with invented people, ready to be tried.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{DataArgs, open, serve};
use crate::app::starter;
use crate::features::accounts;
use crate::kernel::Clock;
use crate::platform::clock::{ManualClock, SystemClock};
use crate::platform::config::Config;
use crate::platform::models;

/// What `demo` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1:8080")]
    addr: String,
    /// Data folder of the demonstration.
    #[arg(long, default_value = "data/demo")]
    data: PathBuf,
    /// Does not fetch the networks that read papers; without them papers are examined and not read.
    #[arg(long)]
    offline: bool,
}

/// Written to `demo.json` in the data folder.
#[derive(Debug, Serialize, Deserialize)]
struct DemoFile {
    address: String,
    logins: Vec<Login>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Login {
    role: String,
    username: String,
    password: String,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut config = open::config(&DataArgs { data: args.data.clone() })?;
    config.addr.clone_from(&args.addr);
    config.demo = true;
    if config.centre.is_empty() {
        config.centre = starter::centre()?;
    }
    let file = args.data.join("demo.json");
    // The password belongs to the folder: no built-in one exists.
    let known: Option<DemoFile> =
        std::fs::read_to_string(&file).ok().and_then(|text| serde_json::from_str(&text).ok());
    open::logs(&config)?;
    let reader_folder = config.models_dir();
    let mut site = open::site_at(config.clone(), Arc::new(SystemClock))?;
    // Made from the folder's own key, so that a first start that was cut short is taken up with the same one.
    let mut bytes = [0; 20];
    bytes.copy_from_slice(&site.keys.derive("demo-password")[..20]);
    let password = known
        .and_then(|known| known.logins.into_iter().next())
        .map_or_else(|| accounts::initial_password(bytes), |login| login.password);
    if site.db.read_blocking(|conn| accounts::people(conn, None))?.is_empty() {
        // One site at a time holds the folder.
        drop(site);
        live_through_the_past(&config, &password)?;
        site = open::site_at(config, Arc::new(SystemClock))?;
    }
    starter::load(&site)?;
    let logins = starter::load_people(&site, &password)?;
    starter::load_practice(&site, &password)?;
    starter::load_showpieces(&site)?;
    if !args.offline {
        fetch_reader(reader_folder);
    }
    serve::serve(&site, |address| {
        let demo = DemoFile {
            address: address.to_owned(),
            logins: logins
                .into_iter()
                .map(|(role, username)| Login { role, username, password: password.clone() })
                .collect(),
        };
        if let Err(error) = write(&file, &demo) {
            tracing::error!(%error, "demo.json cannot be written");
        }
        println!("\nShifu demo: {address}\n");
        println!("  {:28} {:12} password", "role", "log-in");
        for login in &demo.logins {
            println!("  {:28} {:12} {}", login.role, login.username, login.password);
        }
        println!(
            "\nInvented people and documents. Stop with Ctrl-C; the data stays in {}.",
            args.data.display()
        );
    })
}

/// Brings the networks that read papers in the background: the demonstration is tried meanwhile, and papers handed
/// in afterwards are read.
fn fetch_reader(folder: PathBuf) {
    std::thread::spawn(move || match models::fetch(&folder, &models::READER, &[]) {
        Ok(brought) if brought.is_empty() => {}
        Ok(_) => println!("Papers are read from now on: the networks of the reader have been fetched."),
        Err(error) => println!("Papers are examined and not read: {error}"),
    });
}

/// Fills a new folder with content, people and what they did in the weeks before now.
fn live_through_the_past(config: &Config, password: &str) -> anyhow::Result<()> {
    let now = SystemClock.now();
    let clock = Arc::new(ManualClock::at(now - chrono::Duration::days(starter::PAST_DAYS)));
    let site = open::site_at(config.clone(), clock.clone())?;
    starter::load(&site)?;
    starter::load_people(&site, password)?;
    starter::load_past(&site, password, &clock, now)
}

fn write(file: &std::path::Path, demo: &DemoFile) -> anyhow::Result<()> {
    std::fs::write(file, serde_json::to_string_pretty(demo)?)?;
    Ok(())
}
