//! Invented sample documents of the demonstration, handed in by its clerk through the real upload: one page
//! with a word copied over another, one untouched page, one PDF. They are drawn here; no file lies in the
//! repository. The worker examines them like any other.

use std::sync::Arc;

use crate::features::accounts;
use crate::features::screening::{self, Intake, Purpose, Upload};
use crate::forensics::synth::hostile::honest_pdf;
use crate::forensics::synth::{EditKind, LastSave, case};
use crate::kernel::{Actor, Blame, Fault, Id};
use crate::platform::site::Site;

/// Who hands the samples in.
const CLERK: &str = "jingban";

/// A sample: file name, media type, the file, whether a review is asked for, a fixed mark by which a second
/// start finds its case again.
struct Sample {
    name: &'static str,
    kind: &'static str,
    bytes: Vec<u8>,
    review: bool,
    batch: &'static str,
}

fn samples() -> anyhow::Result<Vec<Sample>> {
    Ok(vec![
        Sample {
            name: "sample-statement-edited.png",
            kind: "image/png",
            bytes: case(7, Some(EditKind::CopyMove), LastSave::Png)?.bytes,
            review: true,
            batch: "01KAMP0000000000000000DEM1",
        },
        Sample {
            name: "sample-receipt.jpg",
            kind: "image/jpeg",
            bytes: case(21, None, LastSave::Jpeg(92))?.bytes,
            review: false,
            batch: "01KAMP0000000000000000DEM2",
        },
        Sample {
            name: "sample-contract.pdf",
            kind: "application/pdf",
            bytes: honest_pdf(&["LEASE CONTRACT", "MONTHLY RENT 2400.00", "FROM 2026.03.01 TO 2027.02.28"], 2),
            review: false,
            batch: "01KAMP0000000000000000DEM3",
        },
    ])
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
    for sample in samples()? {
        debug_assert!(sample.batch.parse::<Id>().is_ok(), "a batch is an identifier");
        let intake = Intake {
            batch: sample.batch.to_owned(),
            case: None,
            purpose: Purpose::Exercise,
            item: None,
            reference: String::new(),
            review: sample.review,
        };
        let file = Upload {
            name: sample.name.to_owned(),
            declared: Some(sample.kind.to_owned()),
            bytes: sample.bytes,
        };
        match screening::receive(site, &clerk, &intake, &file) {
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
