//! Loading the starter content (`content/starter`) through the same services people use: nothing is written
//! past a rule. Loading twice changes nothing.

mod corpus;
mod files;
mod people;
mod screening;

use std::fmt;
use std::sync::Arc;

use crate::kernel::Actor;
use crate::platform::site::Site;

pub use people::load_people;

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
    Ok(report)
}

/// Loads what the demonstration needs beyond content and people: pairings, grants, sample cases. Each step
/// goes through the services people use and leaves alone what is already there.
///
/// # Errors
/// When a service refuses, which the tests exclude, or the database fails.
pub fn load_practice(site: &Arc<Site>) -> anyhow::Result<()> {
    screening::load_samples(site)?;
    Ok(())
}
