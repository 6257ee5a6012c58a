//! `shifu demo`: everything with invented people, ready to be tried.

use std::path::PathBuf;
use std::process::ExitCode;

use serde::{Deserialize, Serialize};

use super::{DataArgs, open, serve};
use crate::app::starter;
use crate::features::accounts;

/// What `demo` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1:8080")]
    addr: String,
    /// Data folder of the demonstration.
    #[arg(long, default_value = "data/demo")]
    data: PathBuf,
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
    let file = args.data.join("demo.json");
    // The password is made at the first start and stays with the folder: no built-in one exists.
    let known: Option<DemoFile> =
        std::fs::read_to_string(&file).ok().and_then(|text| serde_json::from_str(&text).ok());
    let site = open::site(config)?;
    let password = known
        .and_then(|known| known.logins.into_iter().next())
        .map_or_else(|| accounts::initial_password(site.db.entropy().bytes::<20>()), |login| login.password);
    starter::load(&site)?;
    let logins = starter::load_people(&site, &password)?;
    starter::load_practice(&site, &password)?;
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

fn write(file: &std::path::Path, demo: &DemoFile) -> anyhow::Result<()> {
    std::fs::write(file, serde_json::to_string_pretty(demo)?)?;
    Ok(())
}
