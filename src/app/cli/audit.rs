//! `shifu audit verify`.

use std::process::ExitCode;

use super::{DataArgs, open};
use crate::features::audit::{self, Head};
use crate::kernel::Actor;

/// The audit trail.
#[derive(Debug, clap::Subcommand)]
pub enum Audit {
    /// Walks the whole chain, compares it with every exported head and names the first bad entry.
    Verify {
        #[command(flatten)]
        data: DataArgs,
        /// A head printed on a certificate, as NUMBER:HASH.
        #[arg(long)]
        head: Option<String>,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
}

pub(super) fn run(command: &Audit) -> anyhow::Result<ExitCode> {
    let Audit::Verify { data, head, json } = command;
    let site = open::site(open::config(data)?)?;
    let printed = head
        .as_deref()
        .map(|text| {
            let (seq, hash) =
                text.split_once(':').ok_or_else(|| anyhow::anyhow!("--head wants NUMBER:HASH"))?;
            anyhow::Ok(Head { seq: seq.parse()?, hash: hash.to_owned() })
        })
        .transpose()?;
    let key = site.keys.derive("audit-head");
    let file = site.config.heads_file();
    let report = site.db.read_blocking(|conn| audit::verify(conn, Some((&key, &file)), printed.as_ref()))?;
    site.db.write_blocking(|tx| audit::note_verification(tx, &Actor::system(), &report))?;
    if *json {
        println!("{}", serde_json::to_string(&report)?);
    } else if let Some(bad) = &report.first_bad {
        println!("the trail does not hold: first bad entry {} ({bad:?})", bad.seq());
    } else {
        println!(
            "the trail holds: {} entries, {} exported heads, head {}:{}",
            report.entries, report.exported_heads, report.head.seq, report.head.hash
        );
    }
    Ok(if report.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
