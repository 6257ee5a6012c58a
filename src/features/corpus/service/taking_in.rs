//! Reading a document from outside: in the sealed child, recognised, placed among the policies there are. Nothing
//! is stored here.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::features::corpus::policy_file;
use crate::features::corpus::rules::anchors;
use crate::features::corpus::rules::header::Header;
use crate::features::corpus::rules::recognise::{self, Cutting, Fields};
use crate::features::corpus::store::policies as policy_store;
use crate::kernel::{Blame, Fault};
use crate::platform::db::AnyConn;
use crate::platform::documents::{LeftOut, Paper, sealed};
use crate::platform::search::pinyin;
use crate::platform::site::Site;

/// Longest header of a policy file, bytes. It is the only thing read outside the child.
const POLICY_FILE: usize = 2 << 20;
/// Titles at least this alike (Dice over pairs of characters) are taken for the same policy.
const SAME_POLICY: f64 = 0.8;
/// Longest file name kept, characters.
const NAME: usize = 120;

/// What was read from a file, kept beside what is typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Reading {
    /// What its head and end say.
    pub fields: Fields,
    /// How it was cut; `None` for a text that was not cut here.
    pub cutting: Option<Cutting>,
    /// What was not taken over.
    pub left_out: Vec<LeftOut>,
    /// How many more things were left out than are listed.
    pub left_out_more: u32,
    /// Name of the encoding.
    pub charset: String,
    /// Whether the file's name says another kind than its bytes.
    pub misnamed: bool,
    /// Why the policy was taken for a version of an existing one: `title`, `number`, `alike`, or nothing.
    pub matched: String,
}

/// A document that was read, before anything of it is stored.
#[derive(Debug, Clone)]
pub struct Read {
    /// Name of the file.
    pub name: String,
    /// SHA-256 of the file, in hexadecimal.
    pub hash: String,
    /// Kind of the file.
    pub kind: &'static str,
    /// The fields proposed.
    pub header: Header,
    /// Number of the version, when the file names it.
    pub version: Option<i32>,
    /// What was read.
    pub reading: Reading,
    /// One paragraph a line.
    pub original: String,
    /// The text with its marks.
    pub body: String,
}

/// Reads a file in the sealed child and recognises it. Blocks; nothing is stored.
///
/// # Errors
/// A refusal whose key says what to do (`document-…`, `policy-file-…`), or this machine's fault.
pub fn read(site: &Site, name: &str, bytes: &[u8]) -> Result<Read, Fault> {
    let seal = site.seal().ok_or_else(|| Fault::new(Blame::Unavailable, "upload-unsealed"))?;
    let name: String = name
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_control())
        .take(NAME)
        .collect();
    let hash = hex::encode(Sha256::digest(bytes));
    if bytes.len() <= POLICY_FILE
        && let Ok(source) = std::str::from_utf8(bytes)
        && let Some((head, body)) = policy_file::split(source)
    {
        return policy(name, hash, &head, body);
    }
    let paper = sealed::read(&site.program, bytes, seal).map_err(|error| match &error {
        sealed::ReadError::Machine(_) => Fault::new(Blame::Unavailable, error.code()).because(error),
        _ => Fault::input(error.code()),
    })?;
    Ok(recognised(name, hash, paper, site.today()))
}

fn recognised(name: String, hash: String, paper: Paper, today: NaiveDate) -> Read {
    let found = recognise::recognise(&paper.paragraphs);
    let original: Vec<&str> = paper.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
    Read {
        header: Header::proposed(&found.fields, today),
        version: None,
        reading: Reading {
            fields: found.fields,
            cutting: Some(found.cutting),
            left_out: paper.left_out,
            left_out_more: paper.left_out_more,
            charset: paper.charset,
            misnamed: !paper.kind.fits(&name),
            matched: String::new(),
        },
        original: original.join("\n"),
        body: found.body,
        kind: paper.kind.code(),
        name,
        hash,
    }
}

/// A file of our own format: its header says everything, nothing is recognised.
pub(super) fn policy(name: String, hash: String, head: &str, body: String) -> Result<Read, Fault> {
    let table: toml::Table = toml::from_str(head).map_err(|error: toml::de::Error| {
        Fault::input("policy-file-header").with("detail", error.message())
    })?;
    let text = |field: &str| match table.get(field) {
        Some(toml::Value::String(text)) => text.clone(),
        Some(toml::Value::Array(lines)) => {
            let lines: Vec<&str> = lines.iter().filter_map(toml::Value::as_str).collect();
            lines.join("\n")
        }
        Some(toml::Value::Datetime(day)) => day.to_string(),
        _ => String::new(),
    };
    let header = Header {
        policy: text("key"),
        title: text("title"),
        number: text("number"),
        issuer: text("issuer"),
        area: text("area"),
        effective_from: text("effective_from"),
        effective_to: text("effective_to"),
        change: text("change"),
        note: text("state_note"),
        key_points: text("key_points"),
        hard_points: text("hard_points"),
        watch_points: text("watch_points"),
        review_on: text("review_on"),
    };
    let version = table.get("version").and_then(toml::Value::as_integer).and_then(|n| i32::try_from(n).ok());
    let reading = Reading::default();
    Ok(Read { name, hash, kind: "policy", header, version, reading, original: body.clone(), body })
}

/// Finds the policy a document is a version of: by its title, by the number of what it repeals, by a title much
/// alike. A file of our own names it itself.
///
/// # Errors
/// When the database fails.
pub fn place(conn: &mut AnyConn, read: &mut Read) -> Result<(), Fault> {
    let known = known(conn)?;
    if read.kind == "policy" {
        if !known.iter().any(|policy| policy.key == read.header.policy) {
            // A new policy gets its key when the draft is made; a proposed one is kept as the file's own.
            return Ok(());
        }
    } else {
        let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let title = bare(&read.header.title);
        let repealed: Vec<String> =
            read.reading.fields.repeals.iter().flat_map(|repeal| recognise::numbers(&repeal.value)).collect();
        let by =
            |why: &str, policy: Option<&Known>| policy.map(|policy| (policy.key.clone(), why.to_owned()));
        let found =
            by("title", known.iter().find(|policy| !title.is_empty() && bare(&policy.title) == title))
                .or_else(|| {
                    by(
                        "number",
                        known.iter().find(|policy| policy.numbers.iter().any(|n| repealed.contains(n))),
                    )
                })
                .or_else(|| {
                    let alike = |policy: &Known| anchors::likeness(&bare(&policy.title), &title);
                    let best = known.iter().max_by(|a, b| alike(a).total_cmp(&alike(b)));
                    by("alike", best.filter(|policy| alike(policy) >= SAME_POLICY))
                });
        if let Some((key, why)) = found {
            read.header.policy = key;
            read.reading.matched = why;
        }
    }
    if let Some(policy) = known.iter().find(|policy| policy.key == read.header.policy) {
        for (field, value) in
            [(&mut read.header.area, &policy.area), (&mut read.header.issuer, &policy.issuer)]
        {
            if field.is_empty() {
                field.clone_from(value);
            }
        }
    } else if read.header.area.is_empty() {
        let areas: BTreeSet<&String> = known.iter().map(|policy| &policy.area).collect();
        let named =
            areas.into_iter().find(|area| !area.is_empty() && read.header.title.contains(area.as_str()));
        read.header.area = named.cloned().unwrap_or_default();
    }
    Ok(())
}

/// A policy there is, by its latest version.
#[derive(Debug, Clone)]
pub struct Known {
    /// Key.
    pub key: String,
    /// Title.
    pub title: String,
    /// Area of business.
    pub area: String,
    /// Who issued it.
    pub issuer: String,
    /// The numbers of all its versions.
    pub numbers: Vec<String>,
}

/// The policies there are, by title.
///
/// # Errors
/// When the database fails.
pub fn known(conn: &mut AnyConn) -> Result<Vec<Known>, Fault> {
    let keys = policy_store::keys(conn)?;
    let mut found: Vec<Known> = Vec::new();
    for row in policy_store::all_versions(conn)?.into_iter().filter(|row| row.state == "approved") {
        let Some(key) = keys.get(&row.doc_id) else { continue };
        let number = row.number.clone();
        match found.last_mut().filter(|last| last.key == *key) {
            Some(last) => {
                last.numbers.push(number);
                (last.title, last.area, last.issuer) = (row.title, row.area, row.issuer);
            }
            None => found.push(Known {
                key: key.clone(),
                title: row.title,
                area: row.area,
                issuer: row.issuer,
                numbers: vec![number],
            }),
        }
    }
    found.sort_by(|a, b| (&a.title, &a.key).cmp(&(&b.title, &b.key)));
    Ok(found)
}

/// Key and number of the version that a header asks for.
pub(super) fn next_version(conn: &mut AnyConn, header: &Header) -> Result<(String, i32), Fault> {
    let wanted = header.policy.trim();
    if let Some(doc_id) = policy_store::doc_id(conn, wanted)? {
        let last = policy_store::versions(conn, &doc_id)?.last().map_or(0, |row| row.version);
        return Ok((wanted.to_owned(), last + 1));
    }
    if policy_file::key_fine(wanted) {
        return Ok((wanted.to_owned(), 1));
    }
    let taken: BTreeSet<String> = policy_store::keys(conn)?.into_values().collect();
    let plain = key_of(&header.title);
    let numbered = (2..).map(|n| format!("{plain}_{n}"));
    let key = std::iter::once(plain.clone())
        .chain(numbered)
        .find(|key| policy_file::key_fine(key) && !taken.contains(key));
    Ok((key.unwrap_or(plain), 1))
}

/// A key for addresses: the first letters of the title's syllables.
fn key_of(title: &str) -> String {
    let letter = |c: char| match c {
        _ if c.is_ascii_alphanumeric() => Some(c.to_ascii_lowercase()),
        _ => pinyin::readings(c)
            .next()
            .and_then(|reading| reading.chars().next())
            .filter(char::is_ascii_lowercase),
    };
    let letters: String = title.chars().filter_map(letter).take(24).collect();
    if letters.len() < 2 { format!("policy_{letters}") } else { letters }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_of_the_title() {
        assert_eq!(key_of("提取管理办法"), "tqglbf");
        assert_eq!(key_of("2026年通知"), "2026ntz");
        assert!(policy_file::key_fine(&key_of("！？")) && policy_file::key_fine(&key_of("甲")));
        assert!(policy_file::key_fine(&key_of(&"办法".repeat(40))));
    }
}
