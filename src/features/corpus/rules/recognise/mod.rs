//! What a document that came from outside is: its title, number, issuer and dates, and where its articles open.
//!
//! Everything here is a proposal with the words it was read from; a steward decides. The text itself is only
//! marked, never changed: take the marks away and every character of the source is there again, in its order
//! (a property test holds this).

mod compose;
pub mod days;
mod fields;
pub mod marks;

pub use fields::numbers;

use chrono::NaiveDate;

use crate::platform::documents::Paragraph;

/// How sure a proposal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// One of several possibilities.
    Guess,
    /// By its place and form.
    Likely,
    /// The document says so.
    Sure,
}

impl Confidence {
    /// The word in message keys.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Guess => "guess",
            Self::Likely => "likely",
            Self::Sure => "sure",
        }
    }
}

/// A proposed value with the words it was read from.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Proposal<T> {
    /// The value.
    pub value: T,
    /// How sure it is.
    pub confidence: Confidence,
    /// The paragraph it was read from, shortened.
    pub quote: String,
    /// Number of that paragraph, from 1.
    pub paragraph: usize,
}

/// What the head and the end of a document say.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Fields {
    /// Title.
    pub title: Option<Proposal<String>>,
    /// Document number.
    pub number: Option<Proposal<String>>,
    /// Who issued it.
    pub issuer: Option<Proposal<String>>,
    /// The day it was issued.
    pub issued: Option<Proposal<NaiveDate>>,
    /// First day in force.
    pub effective_from: Option<Proposal<NaiveDate>>,
    /// First day no longer in force.
    pub effective_to: Option<Proposal<NaiveDate>>,
    /// What it repeals, as it says.
    pub repeals: Vec<Proposal<String>>,
}

/// How a document was cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cutting {
    /// By 第…条.
    Articles,
    /// By 一、.
    HanItems,
    /// By （一）.
    BracketItems,
    /// By headings without numbers.
    Headings,
    /// By paragraphs, because nothing else divides it.
    Paragraphs,
}

impl Cutting {
    /// The word in message keys.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Articles => "articles",
            Self::HanItems => "han-items",
            Self::BracketItems => "bracket-items",
            Self::Headings => "headings",
            Self::Paragraphs => "paragraphs",
        }
    }
}

/// A document as it was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// What its head and end say.
    pub fields: Fields,
    /// The text with the marks of [`super::cutting::take_apart`].
    pub body: String,
    /// How it was cut.
    pub cutting: Cutting,
}

/// Recognises a document.
#[must_use]
pub fn recognise(paragraphs: &[Paragraph]) -> Recognised {
    let (title_lines, fields) = fields::read(paragraphs);
    let (body, cutting) = compose::compose(paragraphs, &title_lines);
    Recognised { fields, body, cutting }
}

#[cfg(test)]
mod tests;
