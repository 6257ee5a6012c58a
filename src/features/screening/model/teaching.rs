//! Rows of exercises and of house prices.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::super::prices::Band;
use crate::forensics::Region;
use crate::kernel::Moment;
use crate::platform::db::schema::{price_band, price_table, screening_exercise, screening_try};

/// A teaching picture with the places to find.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = screening_exercise)]
pub struct Exercise {
    /// Its id.
    pub id: String,
    /// The case it is made from, until somebody else has approved it.
    pub case_id: Option<String>,
    /// Number of the page in that case.
    pub page: Option<i32>,
    /// What it is called.
    pub title: String,
    /// The rule it teaches.
    pub rule: String,
    /// What to learn from it.
    pub explanation: String,
    pub(in super::super) truth: String,
    pub(in super::super) boxes: String,
    pub(in super::super) picture: Option<String>,
    /// Pixels.
    pub width: i32,
    /// Pixels.
    pub height: i32,
    /// `draft`, `waiting`, `published`, `retired`.
    pub state: String,
    /// Who made it.
    pub author_id: String,
    /// Who approved it; never the author.
    pub approver_id: Option<String>,
    /// When it was begun.
    pub made_at: Moment,
    /// When it was approved.
    pub approved_at: Option<Moment>,
}

impl Exercise {
    /// The places to find, in pixels of the picture.
    #[must_use]
    pub fn truth(&self) -> Vec<Region> {
        serde_json::from_str(&self.truth).unwrap_or_default()
    }

    /// The places to be covered, in pixels of the picture.
    #[must_use]
    pub fn boxes(&self) -> Vec<Region> {
        serde_json::from_str(&self.boxes).unwrap_or_default()
    }

    /// Size in pixels.
    #[must_use]
    pub fn size(&self) -> (u32, u32) {
        let side = |pixels: i32| u32::try_from(pixels).unwrap_or(1).max(1);
        (side(self.width), side(self.height))
    }

    /// What a second person sees of it, as one word: it changes with the picture, the places and the words.
    #[must_use]
    pub fn seen(&self) -> String {
        let picture = self.picture.as_deref().unwrap_or_default();
        let parts = [picture, &self.truth, &self.title, &self.rule, &self.explanation];
        hex::encode(<sha2::Sha256 as sha2::Digest>::digest(parts.join("\n")))
    }

    /// Whether its picture is stored.
    #[must_use]
    pub fn has_picture(&self) -> bool {
        self.picture.is_some()
    }
}

/// What a learner marked; never changed.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = screening_try)]
pub struct Try {
    /// Its id.
    pub id: String,
    /// Which exercise.
    pub exercise_id: String,
    /// Who.
    pub person_id: String,
    pub(in super::super) cells: String,
    /// 0 to 100.
    pub score: i32,
    /// Places found.
    pub found: i32,
    /// Places there were.
    pub places: i32,
    /// Marks where nothing was.
    pub extra: i32,
    /// When.
    pub tried_at: Moment,
}

impl Try {
    /// The cells marked.
    #[must_use]
    pub fn cells(&self) -> Vec<u32> {
        serde_json::from_str(&self.cells).unwrap_or_default()
    }
}

/// A table of house prices.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = price_table)]
pub struct PriceTable {
    /// From 1.
    pub version: i32,
    /// Rows.
    pub bands: i32,
    /// Why it was brought in or put in force.
    pub reason: String,
    /// Whether it is the one that is asked.
    pub in_force: bool,
    /// Who brought it in.
    pub imported_by: String,
    /// When.
    pub imported_at: Moment,
}

/// A row of a table of house prices.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = price_band)]
pub struct BandRow {
    pub version: i32,
    pub line: i32,
    pub district: String,
    pub estate: String,
    pub aliases: String,
    pub building: String,
    pub month: NaiveDate,
    pub low: i64,
    pub median: i64,
    pub high: i64,
    pub samples: i32,
    pub source: String,
    pub as_of: NaiveDate,
}

impl BandRow {
    /// The row of a band.
    #[must_use]
    pub fn of(version: i32, line: i32, band: &Band) -> Self {
        Self {
            version,
            line,
            district: band.district.clone(),
            estate: band.estate.clone(),
            aliases: band.aliases.join(";"),
            building: band.building.clone(),
            month: band.month,
            low: band.low,
            median: band.median,
            high: band.high,
            samples: band.samples,
            source: band.source.clone(),
            as_of: band.as_of,
        }
    }

    /// The band of a row.
    #[must_use]
    pub fn band(self) -> Band {
        Band {
            aliases: self.aliases.split(';').filter(|a| !a.is_empty()).map(str::to_owned).collect(),
            district: self.district,
            estate: self.estate,
            building: self.building,
            month: self.month,
            low: self.low,
            median: self.median,
            high: self.high,
            samples: self.samples,
            source: self.source,
            as_of: self.as_of,
        }
    }
}
