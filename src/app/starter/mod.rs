//! Loading the starter content (`content/starter`) through the same services people use: nothing is written
//! past a rule. Loading twice changes nothing.

mod corpus;
mod files;
mod history;
mod mentoring;
mod people;
mod posts;
mod quizzes;
mod routines;
mod screening;
mod threads;

use std::fmt;
use std::sync::Arc;

use crate::kernel::Actor;
use crate::platform::site::Site;

pub use history::{DAYS as PAST_DAYS, load_past};
pub use people::{centre, load_people};

/// What was loaded.
#[derive(Debug, Default)]
pub struct Report {
    lines: Vec<String>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.lines {
            writeln!(f, "{line}")?;
        }
        Ok(())
    }
}

/// Loads departments, policies, items, routines and the programme.
///
/// # Errors
/// When a file is not valid, which the tests exclude, or the database fails.
pub fn load(site: &Arc<Site>) -> anyhow::Result<Report> {
    let mut report = Report::default();
    let system = Actor::system();
    report.lines.push(people::load_departments(site, &system)?);
    report.lines.push(corpus::load_policies(site, &system)?);
    report.lines.push(corpus::load_items(site, &system)?);
    report.lines.push(corpus::load_shelf(site, &system)?);
    corpus::index(site)?;
    report.lines.push(quizzes::load_questions(site, &system)?);
    report.lines.push(routines::load_routines(site, &system)?);
    report.lines.push(mentoring::load_programme(site, &system)?);
    report.lines.push(posts::load_posts(site, &system)?);
    Ok(report)
}

/// Loads what the demonstration needs beyond content and people: pairings, grants, sample cases. Each step
/// goes through the services people use, with the people's own `password` where proof is asked for, and leaves
/// alone what is already there.
///
/// # Errors
/// When a service refuses, which the tests exclude, or the database fails.
pub fn load_practice(site: &Arc<Site>, password: &str) -> anyhow::Result<()> {
    mentoring::load_practice(site, password)?;
    corpus::load_notes(site)?;
    corpus::index(site)?;
    posts::load_holders(site, &Actor::system())?;
    screening::load_samples(site)?;
    Ok(())
}

/// What the demonstration shows besides: a table of house prices, and Chinese papers where the machine has fonts to
/// draw them with. A hall of its own starts without.
///
/// # Errors
/// When a service refuses, which the tests exclude, or the database fails.
pub fn load_showpieces(site: &Arc<Site>) -> anyhow::Result<()> {
    screening::load_prices(site)?;
    screening::load_papers(site)
}
