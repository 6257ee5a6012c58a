//! `shifu routes`.

use std::process::ExitCode;

use crate::app::server;

/// What `routes` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// As JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let routes = server::routes();
    if args.json {
        println!("{}", serde_json::to_string_pretty(routes.infos())?);
    } else {
        for route in routes.infos() {
            let permission = route.permission.unwrap_or("-");
            println!("{:6} {:48} {permission:24} {}", route.method, route.path, route.roles.join(" "));
        }
    }
    Ok(ExitCode::SUCCESS)
}
