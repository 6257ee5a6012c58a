//! Invented sample documents of the demonstration (`content/starter/samples.toml`), handed in by its clerk
//! through the real upload: one page with a word copied over another, one untouched page, one PDF, and Chinese papers
//! where the machine has the fonts of the tests. They are drawn here by seed; no picture lies in the repository. The
//! worker examines them like any other file. A table of house prices is brought in beside them.

use std::sync::Arc;

use anyhow::Context;
use serde::Deserialize;

use super::files;
use crate::features::accounts;
use crate::features::screening::{self, About, Intake, NewExercise, Purpose, Upload};
use crate::forensics::synth::hostile::honest_pdf;
use crate::forensics::synth::papers::case::{self as papers, Request};
use crate::forensics::synth::papers::chain::Chain;
use crate::forensics::synth::papers::draw::TEMPLATES;
use crate::forensics::synth::papers::edit::EditKind as PaperEdit;
use crate::forensics::synth::papers::fonts::{FOLDER, Fonts, Set};
use crate::forensics::synth::{EditKind, LastSave, case};
use crate::kernel::{Actor, Blame, Fault};
use crate::platform::site::Site;

/// Who hands the samples in.
const CLERK: &str = "jingban";
/// Who brings the table of house prices in.
const MANAGER: &str = "zhuguan";
/// Who has exercises drawn, and who looks at them.
const MENTOR: &str = "shifu";
const STEWARD: &str = "zhengce";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SamplesFile {
    /// Why the table of house prices (`prices.csv`) was brought in.
    prices: String,
    samples: Vec<Sample>,
    exercises: Vec<DrawnExercise>,
    papers: Vec<DrawnPaper>,
}

/// A Chinese paper, drawn with the fonts of the machine.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DrawnPaper {
    name: String,
    /// Name of the layout and of what happened to it on its way.
    template: String,
    way: String,
    /// Name of the edit; none for an honest paper.
    edit: Option<String>,
    seed: u64,
    review: bool,
    batch: String,
}

/// An exercise in finding the place, drawn by chance.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DrawnExercise {
    /// Name of the edit, as in manifests.
    edit: String,
    title: String,
    explanation: String,
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

impl DrawnPaper {
    /// Its pages as files.
    fn files(&self, fonts: &Fonts) -> anyhow::Result<Vec<Upload>> {
        let template =
            TEMPLATES.iter().find(|known| known.name == self.template).context("no such layout")?;
        let chain = Chain::named(&self.way).context("no such way")?;
        let named = |name: &String| {
            PaperEdit::ALL.into_iter().find(|edit| edit.name() == name).context("no such edit")
        };
        let edit = self.edit.as_ref().map(named).transpose()?;
        let request = Request { template, chain, seed: self.seed, dpi: 150.0, turns: 0, edit };
        let drawn = papers::case(&request, fonts)?.context("this layout has nothing of that kind to edit")?;
        let name = |page: usize| match drawn.pages.len() {
            1 => format!("{}.jpg", self.name),
            _ => format!("{}-{}.jpg", self.name, page + 1),
        };
        let file = |(page, drawn): (usize, &papers::Page)| {
            let declared = Some("image/jpeg".to_owned());
            Ok(Upload { name: name(page), declared, bytes: drawn.passed.file()? })
        };
        drawn.pages.iter().enumerate().map(file).collect()
    }
}

fn actor(site: &Site, username: &str) -> Result<Option<Actor>, Fault> {
    site.db.read_blocking(|conn| {
        let Some(person) = accounts::person_by_username(conn, username)? else { return Ok(None) };
        let roles = accounts::roles_of(conn, &person.id)?;
        Ok(Some(Actor {
            person: person.id,
            name: person.name,
            session: None,
            roles,
            department: person.department_id,
            proved_at: None,
        }))
    })
}

/// Hands the samples in and has the exercises drawn, once.
pub(super) fn load_samples(site: &Arc<Site>) -> anyhow::Result<()> {
    let Some(clerk) = actor(site, CLERK)? else { return Ok(()) };
    let file: SamplesFile = files::toml("samples.toml")?;
    for sample in &file.samples {
        hand_in(site, &clerk, &sample.batch, sample.review, &sample.file()?)?;
    }
    load_exercises(site, file.exercises)
}

/// Brings the table of house prices in and puts it in force, once.
pub(super) fn load_prices(site: &Arc<Site>) -> anyhow::Result<()> {
    let Some(manager) = actor(site, MANAGER)? else { return Ok(()) };
    let file: SamplesFile = files::toml("samples.toml")?;
    let there = site.db.read_blocking(|conn| screening::prices(conn, &manager, None))?;
    if there.tables.is_empty() {
        let table = files::text("prices.csv")?;
        site.db.write_blocking(|tx| {
            let version = screening::bring_in_prices(tx, &manager, &table, &file.prices)?;
            screening::put_prices_in_force(tx, &manager, version)
        })?;
    }
    Ok(())
}

/// Hands in the Chinese papers, once. Their fonts are not part of the program: without them there are none.
pub(super) fn load_papers(site: &Arc<Site>) -> anyhow::Result<()> {
    let Some(clerk) = actor(site, CLERK)? else { return Ok(()) };
    let fonts = match Fonts::open(Set::Tune, |file| std::fs::read(format!("{FOLDER}/{}", file.path)).ok()) {
        Ok(fonts) => fonts,
        Err(packages) => {
            tracing::info!(?packages, "no Chinese papers: fonts are not installed");
            return Ok(());
        }
    };
    let file: SamplesFile = files::toml("samples.toml")?;
    for paper in &file.papers {
        for upload in paper.files(&fonts)? {
            hand_in(site, &clerk, &paper.batch, paper.review, &upload)?;
        }
    }
    Ok(())
}

/// Hands one file in, unless it is there already; files of one batch are one case.
fn hand_in(site: &Site, clerk: &Actor, batch: &str, review: bool, file: &Upload) -> anyhow::Result<()> {
    let intake = Intake {
        batch: batch.to_owned(),
        case: None,
        about: About { purpose: Purpose::Exercise, ..About::default() },
        review,
    };
    match screening::receive(site, clerk, &intake, file) {
        Ok(_) => {}
        Err(fault) if already_there(&fault) => {}
        // Where nothing can be sealed the demonstration goes on without samples.
        Err(fault) if fault.blame == Blame::Unavailable => tracing::warn!(%fault, "no sample documents"),
        Err(fault) => return Err(fault.into()),
    }
    Ok(())
}

/// Has exercises drawn by a mentor and looked at by a steward.
fn load_exercises(site: &Arc<Site>, exercises: Vec<DrawnExercise>) -> anyhow::Result<()> {
    let (Some(mentor), Some(steward)) = (actor(site, MENTOR)?, actor(site, STEWARD)?) else { return Ok(()) };
    for exercise in exercises {
        let there = site.db.read_blocking(|conn| screening::has_exercise(conn, &exercise.title))?;
        let edit = EditKind::ALL.into_iter().find(|edit| edit.name() == exercise.edit);
        let Some(edit) = edit.filter(|_| !there) else { continue };
        let new = NewExercise { title: exercise.title, explanation: exercise.explanation };
        let id = screening::draw_exercise(site, &mentor, edit, &new)?;
        site.db.write_blocking(|tx| {
            let seen = screening::exercise_file(tx.conn, &steward, &id, None)?.exercise.seen();
            screening::approve_exercise(tx, &steward, &id, &seen)
        })?;
    }
    Ok(())
}

/// A second start finds the samples there: in their case, or their case further on.
fn already_there(fault: &Fault) -> bool {
    matches!(fault.key, "upload-duplicate" | "case-moved-on")
}
