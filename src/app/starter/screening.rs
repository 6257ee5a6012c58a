//! Invented sample documents of the demonstration (`content/starter/samples.toml`), handed in by its clerk
//! through the real upload: one page with a word copied over another, one untouched page, one PDF. They are
//! drawn here by seed; no picture lies in the repository. The worker examines them like any other file.

use std::sync::Arc;

use serde::Deserialize;

use super::files;
use crate::features::accounts;
use crate::features::screening::{self, Intake, Purpose, Upload};
use crate::forensics::synth::hostile::honest_pdf;
use crate::forensics::synth::{EditKind, LastSave, case};
use crate::kernel::{Actor, Blame, Fault};
use crate::platform::site::Site;

/// Who hands the samples in.
const CLERK: &str = "jingban";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SamplesFile {
    samples: Vec<Sample>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    name: String,
    draw: Draw,
    seed: u64,
    /// Whether the clerk asks for a review at once.
    review: bool,
    /// By which a second start finds the case again.
    batch: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Draw {
    Edited,
    Untouched,
    Contract,
}

impl Sample {
    fn file(&self) -> anyhow::Result<Upload> {
        let (kind, bytes) = match self.draw {
            Draw::Edited => ("image/png", case(self.seed, Some(EditKind::CopyMove), LastSave::Png)?.bytes),
            Draw::Untouched => ("image/jpeg", case(self.seed, None, LastSave::Jpeg(92))?.bytes),
            Draw::Contract => {
                let lines = ["LEASE CONTRACT", "MONTHLY RENT 2400.00", "FROM 2026.03.01 TO 2027.02.28"];
                ("application/pdf", honest_pdf(&lines, 2))
            }
        };
        Ok(Upload { name: self.name.clone(), declared: Some(kind.to_owned()), bytes })
    }
}

/// Hands the samples in, once.
pub(super) fn load_samples(site: &Arc<Site>) -> anyhow::Result<()> {
    let clerk = site.db.read_blocking(|conn| {
        let Some(person) = accounts::person_by_username(conn, CLERK)? else { return Ok(None) };
        let roles = accounts::roles_of(conn, &person.id)?;
        Ok(Some(Actor {
            person: person.id,
            name: person.name,
            session: None,
            roles,
            department: person.department_id,
            proved_at: None,
        }))
    })?;
    let Some(clerk) = clerk else { return Ok(()) };
    let file: SamplesFile = files::toml("samples.toml")?;
    for sample in &file.samples {
        let intake = Intake {
            batch: sample.batch.clone(),
            case: None,
            purpose: Purpose::Exercise,
            item: None,
            reference: String::new(),
            review: sample.review,
        };
        match screening::receive(site, &clerk, &intake, &sample.file()?) {
            Ok(_) => {}
            Err(fault) if already_there(&fault) => {}
            // Where nothing can be sealed the demonstration goes on without samples.
            Err(fault) if fault.blame == Blame::Unavailable => tracing::warn!(%fault, "no sample documents"),
            Err(fault) => return Err(fault.into()),
        }
    }
    Ok(())
}

/// A second start finds the samples there: in their case, or their case further on.
fn already_there(fault: &Fault) -> bool {
    matches!(fault.key, "upload-duplicate" | "case-moved-on")
}
