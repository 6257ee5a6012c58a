//! A policy version as a file: a TOML header between `+++` lines, then Markdown with one paragraph an article.

use chrono::NaiveDate;
use serde::Deserialize;

use super::model::Digests;
use super::rules::cutting::{self, CutClause};

/// One version of a policy, read and cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyFile {
    /// Key of the policy, the same for all versions.
    pub key: String,
    /// Number of the version, from 1.
    pub version: i32,
    /// Title.
    pub title: String,
    /// Document number.
    pub number: String,
    /// Who issued it.
    pub issuer: String,
    /// Area of business.
    pub area: String,
    /// First day in force.
    pub effective_from: NaiveDate,
    /// First day no longer in force, when known.
    pub effective_to: Option<NaiveDate>,
    /// Whether it changes much against the version before.
    pub major: bool,
    /// A remark on its state.
    pub note: String,
    /// Digest under three headings.
    pub digests: Digests,
    /// When its owner looks at it again.
    pub review_on: NaiveDate,
    /// The articles, in order.
    pub clauses: Vec<CutClause>,
    /// The file as given.
    pub source: String,
}

/// The file is not a policy version.
#[derive(Debug, thiserror::Error)]
pub enum PolicyFileError {
    /// No header between `+++` lines.
    #[error("the file must open with a header between +++ lines")]
    NoHeader,
    /// The header is not valid TOML or lacks a field.
    #[error("the header: {0}")]
    Header(#[from] toml::de::Error),
    /// A date is not a plain day.
    #[error("{0} must be a date without a time")]
    Date(&'static str),
    /// The dates are in the wrong order.
    #[error("effective_to must come after effective_from")]
    Order,
    /// `change` is neither minor nor major.
    #[error("change must be minor or major")]
    Change,
    /// No article was found.
    #[error("no article was found; an article opens its paragraph and is followed by a wide space")]
    NoArticle,
    /// The key cannot stand in an address.
    #[error("key must be 2 to 40 lower-case letters, digits or underscores")]
    Key,
    /// An article stands twice.
    #[error("{0} stands twice")]
    Twice(String),
}

impl PolicyFileError {
    /// The key of the sentence that tells its writer.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NoHeader => "policy-file-no-header",
            Self::Header(_) => "policy-file-header",
            Self::Date(_) => "policy-file-date",
            Self::Order => "policy-file-order",
            Self::Change => "policy-file-change",
            Self::NoArticle => "policy-file-no-article",
            Self::Key => "policy-file-key",
            Self::Twice(_) => "policy-file-twice",
        }
    }

    /// What the sentence names: a field, an article, the place in the header.
    #[must_use]
    pub fn detail(&self) -> String {
        match self {
            Self::Header(error) => error.message().to_owned(),
            Self::Date(field) => (*field).to_owned(),
            Self::Twice(article) => article.clone(),
            _ => String::new(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    key: String,
    version: i32,
    title: String,
    number: String,
    issuer: String,
    area: String,
    effective_from: toml::value::Datetime,
    effective_to: Option<toml::value::Datetime>,
    change: String,
    #[serde(default)]
    state_note: String,
    #[serde(default)]
    key_points: Vec<String>,
    #[serde(default)]
    hard_points: Vec<String>,
    #[serde(default)]
    watch_points: Vec<String>,
    /// Items name their policies themselves; the header's list is for the reader of the file.
    #[serde(default, rename = "items")]
    _items: Vec<String>,
    review_on: toml::value::Datetime,
}

/// Whether a key can stand in addresses and references, and is no address of its own.
pub fn key_fine(key: &str) -> bool {
    (2..=40).contains(&key.len())
        && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && !matches!(key, "drafts" | "versions" | "import" | "export")
}

fn day(value: toml::value::Datetime, name: &'static str) -> Result<NaiveDate, PolicyFileError> {
    let date = value.date.filter(|_| value.time.is_none()).ok_or(PolicyFileError::Date(name))?;
    NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
        .ok_or(PolicyFileError::Date(name))
}

/// A text as a TOML string. JSON's escapes are a part of TOML's.
fn quoted(text: &str) -> String {
    let text: String = text.chars().filter(|c| *c != '\u{7f}').collect();
    serde_json::Value::String(text).to_string()
}

/// The header and the text of a file, without a look at what they say. `None` when there is no header.
#[must_use]
pub fn split(source: &str) -> Option<(String, String)> {
    let source = source.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let rest = source.strip_prefix("+++\n")?;
    let (header, body) = rest.split_once("\n+++\n").or_else(|| Some((rest.strip_suffix("\n+++")?, "")))?;
    Some((header.to_owned(), body.to_owned()))
}

impl PolicyFile {
    /// Writes the header of these fields and the text under it; [`PolicyFile::parse`] reads it back. The clauses
    /// are taken from `body`, not from the value.
    #[must_use]
    pub fn write(&self, body: &str) -> String {
        let mut out = String::from("+++\n");
        let mut field = |name: &str, value: String| {
            out.push_str(name);
            out.push_str(" = ");
            out.push_str(&value);
            out.push('\n');
        };
        field("key", quoted(&self.key));
        field("version", self.version.to_string());
        field("title", quoted(&self.title));
        field("number", quoted(&self.number));
        field("issuer", quoted(&self.issuer));
        field("area", quoted(&self.area));
        field("effective_from", self.effective_from.to_string());
        if let Some(to) = self.effective_to {
            field("effective_to", to.to_string());
        }
        field("change", quoted(if self.major { "major" } else { "minor" }));
        if !self.note.is_empty() {
            field("state_note", quoted(&self.note));
        }
        let points = [
            ("key_points", &self.digests.key_points),
            ("hard_points", &self.digests.hard_points),
            ("watch_points", &self.digests.watch_points),
        ];
        for (name, points) in points {
            if !points.is_empty() {
                let lines: Vec<String> =
                    points.iter().map(|point| format!("  {},\n", quoted(point))).collect();
                field(name, format!("[\n{}]", lines.concat()));
            }
        }
        field("review_on", self.review_on.to_string());
        out.push_str("+++\n");
        out.push_str(body.trim_start_matches('\n'));
        if !out.ends_with('\n') {
            out.push('\n');
        }
        out
    }

    /// Reads a file.
    ///
    /// # Errors
    /// What is wrong with it, for whoever wrote it.
    pub fn parse(source: &str) -> Result<Self, PolicyFileError> {
        let source = source.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let (header, body) = split(&source).ok_or(PolicyFileError::NoHeader)?;
        let header: Header = toml::from_str(&header)?;
        if !key_fine(&header.key) {
            return Err(PolicyFileError::Key);
        }
        let effective_from = day(header.effective_from, "effective_from")?;
        let effective_to = header.effective_to.map(|value| day(value, "effective_to")).transpose()?;
        if effective_to.is_some_and(|to| to <= effective_from) {
            return Err(PolicyFileError::Order);
        }
        let major = match header.change.as_str() {
            "major" => true,
            "minor" => false,
            _ => return Err(PolicyFileError::Change),
        };
        let clauses = cutting::cut(&body);
        if clauses.is_empty() {
            return Err(PolicyFileError::NoArticle);
        }
        let twice = clauses.iter().enumerate().find(|(at, clause)| {
            clauses[..*at].iter().any(|other| cutting::same_name(&other.article, &clause.article))
        });
        if let Some((_, twice)) = twice {
            return Err(PolicyFileError::Twice(twice.article.clone()));
        }
        Ok(Self {
            key: header.key,
            version: header.version,
            title: header.title,
            number: header.number,
            issuer: header.issuer,
            area: header.area,
            effective_from,
            effective_to,
            major,
            note: header.state_note,
            digests: Digests {
                key_points: header.key_points,
                hard_points: header.hard_points,
                watch_points: header.watch_points,
            },
            review_on: day(header.review_on, "review_on")?,
            clauses,
            source,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn file(from: &str, to: &str, body: &str) -> String {
        format!(
            "+++\nkey = \"kk\"\nversion = 1\ntitle = \"T\"\nnumber = \"N\"\nissuer = \"I\"\narea = \"A\"\n\
             effective_from = {from}\neffective_to = {to}\nchange = \"minor\"\nreview_on = 2027-01-01\n+++\n{body}"
        )
    }

    #[test]
    fn a_file_is_read_and_its_faults_are_named() {
        let body = "# T\n\n第一条　甲。\n（一）乙；\n\n第二条　丙。\n";
        let read = PolicyFile::parse(&file("2026-01-01", "2026-02-01", body)).unwrap();
        assert_eq!((read.clauses.len(), read.major, read.effective_to.is_some()), (2, false, true));
        let fault = |text: &str| PolicyFile::parse(text).unwrap_err().to_string();
        assert!(fault("no header").contains("+++"));
        assert!(fault(&file("2026-02-01", "2026-02-01", body)).contains("after"));
        assert!(fault(&file("2026-01-01", "2026-02-01", "# T\n")).contains("no article"));
        assert!(fault(&file("2026-01-01T10:00:00", "2026-02-01", body)).contains("without a time"));
        assert!(fault(&file("2026-01-01", "2026-02-01", "第一条　甲\n\n第一条　乙")).contains("twice"));
        assert!(PolicyFile::parse(&file("2026-01-01", "2026-02-01", "第一条　甲\n\n第一条之一　乙")).is_ok());
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            texts in prop::collection::vec("[甲乙\"\\\\'=#\\[\\]+a\\-\u{1}\t]{0,8}", 5),
            points in prop::collection::vec("[甲\"\\\\,]{1,5}", 0..3),
            days in 0_i64..5000,
            until in prop::option::of(1_i64..900),
            major in any::<bool>(),
        ) {
            let from = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap() + chrono::Duration::days(days);
            let body = "# 题\n\n第一条　甲。\n（一）乙；\n";
            let file = PolicyFile {
                key: "kk".to_owned(),
                version: 3,
                title: texts[0].clone(),
                number: texts[1].clone(),
                issuer: texts[2].clone(),
                area: texts[3].clone(),
                effective_from: from,
                effective_to: until.map(|until| from + chrono::Duration::days(until)),
                major,
                note: texts[4].clone(),
                digests: Digests { key_points: points.clone(), hard_points: Vec::new(), watch_points: points },
                review_on: from,
                clauses: cutting::cut(body),
                source: String::new(),
            };
            let written = file.write(body);
            let read = PolicyFile::parse(&written).unwrap();
            prop_assert_eq!(PolicyFile { source: String::new(), ..read }, file);
        }
    }
}
