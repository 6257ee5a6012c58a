//! The header's fields as a person types them, and what is wrong with them.

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::recognise::{Fields, Proposal};
use crate::features::corpus::model::Digests;

/// Longest title, number, office or area, characters.
const LINE: usize = 200;
/// Longest remark, and longest list of points, characters.
const LONG: usize = 8_000;

/// The fields as typed: kept whatever they say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Header {
    /// Key of the policy this is a version of; empty for a new policy.
    pub policy: String,
    /// Title.
    pub title: String,
    /// Document number.
    pub number: String,
    /// Who issued it.
    pub issuer: String,
    /// Area of business.
    pub area: String,
    /// First day in force.
    pub effective_from: String,
    /// First day no longer in force; may be empty.
    pub effective_to: String,
    /// `minor` or `major`.
    pub change: String,
    /// A remark on its state.
    pub note: String,
    /// Key points, one a line.
    pub key_points: String,
    /// Hard points, one a line.
    pub hard_points: String,
    /// Points to watch, one a line.
    pub watch_points: String,
    /// When its owner looks at it again.
    pub review_on: String,
}

/// The fields once they make sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// First day in force.
    pub effective_from: NaiveDate,
    /// First day no longer in force.
    pub effective_to: Option<NaiveDate>,
    /// Whether it changes much.
    pub major: bool,
    /// When its owner looks at it again.
    pub review_on: NaiveDate,
    /// The points.
    pub digests: Digests,
}

fn points(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The day a year after another.
#[must_use]
pub fn a_year_after(day: NaiveDate) -> NaiveDate {
    day.checked_add_months(Months::new(12)).unwrap_or(day)
}

impl Header {
    /// What a document's own words propose. The review is proposed a year after it comes into force.
    #[must_use]
    pub fn proposed(fields: &Fields, today: NaiveDate) -> Self {
        let text = |proposal: Option<&Proposal<String>>| {
            proposal.map(|proposal| proposal.value.clone()).unwrap_or_default()
        };
        let day = |proposal: Option<&Proposal<NaiveDate>>| {
            proposal.map(|proposal| proposal.value.to_string()).unwrap_or_default()
        };
        let review = a_year_after(fields.effective_from.as_ref().map_or(today, |from| from.value.max(today)));
        Self {
            title: text(fields.title.as_ref()),
            number: text(fields.number.as_ref()),
            issuer: text(fields.issuer.as_ref()),
            effective_from: day(fields.effective_from.as_ref()),
            effective_to: day(fields.effective_to.as_ref()),
            change: "major".to_owned(),
            review_on: review.to_string(),
            ..Self::default()
        }
    }

    /// Checks the fields: each fault by its field's name and the key of its sentence.
    ///
    /// # Errors
    /// Every field at fault, in the order of the form.
    pub fn check(&self) -> Result<Checked, Vec<(&'static str, &'static str)>> {
        let mut faults = Vec::new();
        for (field, value) in
            [("title", &self.title), ("number", &self.number), ("issuer", &self.issuer), ("area", &self.area)]
        {
            if value.trim().is_empty() {
                faults.push((field, "policy-field-needed"));
            } else if value.chars().count() > LINE {
                faults.push((field, "too-long"));
            }
        }
        let from: Option<NaiveDate> = self.effective_from.trim().parse().ok();
        if from.is_none() {
            faults.push(("effective_from", "policy-day-needed"));
        }
        let to: Option<NaiveDate> = self.effective_to.trim().parse().ok();
        if to.is_none() && !self.effective_to.trim().is_empty() {
            faults.push(("effective_to", "policy-day-wrong"));
        }
        if from.zip(to).is_some_and(|(from, to)| to <= from) {
            faults.push(("effective_to", "policy-file-order"));
        }
        if !matches!(self.change.as_str(), "minor" | "major") {
            faults.push(("change", "choose-one"));
        }
        for (field, value) in [
            ("note", &self.note),
            ("key_points", &self.key_points),
            ("hard_points", &self.hard_points),
            ("watch_points", &self.watch_points),
        ] {
            if value.chars().count() > LONG {
                faults.push((field, "too-long"));
            }
        }
        let review: Option<NaiveDate> = self.review_on.trim().parse().ok();
        if review.is_none() {
            faults.push(("review_on", "policy-day-needed"));
        }
        match (from, review) {
            (Some(effective_from), Some(review_on)) if faults.is_empty() => Ok(Checked {
                effective_from,
                effective_to: to,
                major: self.change == "major",
                review_on,
                digests: Digests {
                    key_points: points(&self.key_points),
                    hard_points: points(&self.hard_points),
                    watch_points: points(&self.watch_points),
                },
            }),
            _ => Err(faults),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fine() -> Header {
        Header {
            title: "T".to_owned(),
            number: "N".to_owned(),
            issuer: "I".to_owned(),
            area: "A".to_owned(),
            effective_from: "2026-01-01".to_owned(),
            change: "minor".to_owned(),
            key_points: " a \n\nb".to_owned(),
            review_on: "2027-01-01".to_owned(),
            ..Header::default()
        }
    }

    #[test]
    fn each_field_says_what_is_wrong_with_it() {
        let checked = fine().check().unwrap();
        assert_eq!(
            (checked.major, checked.digests.key_points),
            (false, vec!["a".to_owned(), "b".to_owned()])
        );
        let empty = Header::default().check().unwrap_err();
        let fields: Vec<&str> = empty.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, ["title", "number", "issuer", "area", "effective_from", "change", "review_on"]);
        for (broken, field) in [
            (Header { effective_to: "2026-01-01".to_owned(), ..fine() }, "effective_to"),
            (Header { effective_to: "tomorrow".to_owned(), ..fine() }, "effective_to"),
            (Header { effective_from: "2026-02-30".to_owned(), ..fine() }, "effective_from"),
            (Header { title: "x".repeat(201), ..fine() }, "title"),
            (Header { note: "x".repeat(8001), ..fine() }, "note"),
        ] {
            assert_eq!(broken.check().unwrap_err()[0].0, field);
        }
    }
}
