//! Word processor documents (ECMA-376, Office Open XML): the archive and its parts.
//!
//! Own code over an XML tokenizer, because the paragraphs, printed numbers and tracked changes are needed and
//! nothing of the layout. Nothing is unpacked to a disk; a part is read up to a limit. Numbers that the word
//! processor prints by itself (第%1条 most of all) are counted as it counts them: see [`lists`].

mod body;
mod lists;
mod styles;
mod xml;

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{Kind, Limits, Paper, Refused, What};

/// What stands between two cells of a row: a wide bar.
pub(super) const CELL: &str = " \u{ff5c} ";

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Reads a document.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Paper, Refused> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_broken| Refused::Damaged)?;
    if archive.len() > limits.entries {
        return Err(Refused::Bomb);
    }
    let mut names = Vec::with_capacity(archive.len());
    for name in archive.file_names_raw() {
        let name = std::str::from_utf8(name).map_err(|_not_utf8| Refused::Path)?;
        if outside(name) {
            return Err(Refused::Path);
        }
        names.push(name.to_owned());
    }
    // Two entries of one name: readers disagree on which one counts, so none does.
    if archive.has_duplicate_names() {
        return Err(Refused::Path);
    }
    if !names.iter().any(|name| name == "[Content_Types].xml") {
        return Err(Refused::NotSupported);
    }
    let Some(document) = part(&mut archive, "word/document.xml", limits)? else {
        return Err(Refused::NotSupported);
    };
    let styles = match part(&mut archive, "word/styles.xml", limits)? {
        Some(text) => styles::read(&text, limits)?,
        None => styles::Styles::default(),
    };
    let lists = match part(&mut archive, "word/numbering.xml", limits)? {
        Some(text) => lists::read(&text, limits)?,
        None => lists::Lists::default(),
    };
    let mut notes = body::Notes::default();
    for (name, kind) in [
        ("word/footnotes.xml", body::NoteKind::Footnote),
        ("word/endnotes.xml", body::NoteKind::Endnote),
        ("word/comments.xml", body::NoteKind::Comment),
    ] {
        if let Some(text) = part(&mut archive, name, limits)? {
            body::notes(&text, kind, &mut notes, limits)?;
        }
    }
    let mut gathered = body::read(&document, styles, lists, &notes, limits)?;
    for name in &names {
        let running = name.starts_with("word/header") || name.starts_with("word/footer");
        if running {
            let text = part(&mut archive, name, limits)?.unwrap_or_default();
            let words = body::words(&text, limits)?;
            if !words.trim().is_empty() {
                gathered.leave_out(What::RunningHead, &words);
            }
        } else if name.ends_with("vbaProject.bin") {
            gathered.leave_out(What::Script, name);
        } else if name.starts_with("word/embeddings/") {
            gathered.leave_out(What::Embedded, name.trim_start_matches("word/embeddings/"));
        }
    }
    Ok(gathered.into_paper(Kind::Docx, ""))
}

/// Whether a name leads out of the archive.
fn outside(name: &str) -> bool {
    name.starts_with(['/', '\\'])
        || name.contains('\0')
        || name.as_bytes().get(1) == Some(&b':')
        || name.split(['/', '\\']).any(|step| step == "..")
}

/// One part of the archive as text; `None` when it is not there.
fn part(archive: &mut Archive<'_>, name: &str, limits: &Limits) -> Result<Option<String>, Refused> {
    let entry = match archive.by_name(name) {
        Ok(entry) => entry,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(ZipError::UnsupportedArchive(_) | ZipError::InvalidPassword) => return Err(Refused::Encrypted),
        Err(_broken) => return Err(Refused::Damaged),
    };
    let packed = entry.compressed_size().max(1);
    let mut bytes = Vec::new();
    // What the header says of the size is not trusted: what really comes out is counted.
    entry.take(limits.unpacked + 1).read_to_end(&mut bytes).map_err(|_broken| Refused::Damaged)?;
    let length = bytes.len() as u64;
    if length > limits.unpacked || (length > 1 << 20 && length / packed > limits.ratio) {
        return Err(Refused::Bomb);
    }
    xml::text(bytes).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_lead_outside_are_known() {
        for name in ["../x", "a/../../x", "/etc/x", "\\x", "c:x", "a\\..\\x", "a\0"] {
            assert!(outside(name), "{name}");
        }
        for name in ["word/document.xml", "[Content_Types].xml", "a..b/c"] {
            assert!(!outside(name), "{name}");
        }
    }
}
