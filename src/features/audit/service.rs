//! Writing the trail, proving it, and carrying its head out of the database.

use std::fs::OpenOptions;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::model::{Entry, Event, Kind};
use super::rules::{self, Break, Head, Walk};
use super::store;
pub use super::store::Filter as SearchFilter;
use crate::kernel::{Actor, Fault, Moment};
use crate::platform::db::{AnyConn, Tx};

/// Appends an entry in the caller's transaction: if the act is rolled back, so is its entry.
///
/// # Errors
/// When the database fails.
pub fn record(tx: &mut Tx<'_>, actor: &Actor, entry: Entry) -> Result<i64, Fault> {
    let before = store::lock_head(tx)?;
    let mut event = Event {
        seq: before.seq + 1,
        at: tx.at,
        actor_id: (!actor.person.is_empty()).then(|| actor.person.clone()),
        kind: entry.kind.0.to_owned(),
        subject_type: entry.subject_type.to_owned(),
        subject_id: entry.subject_id,
        // A BTreeMap serialises with sorted keys whatever features serde_json was built with.
        payload: serde_json::to_string(&entry.facts).map_err(Fault::ours)?,
        algorithm: rules::ALGORITHM.to_owned(),
        prev_hash: before.hash,
        hash: String::new(),
    };
    event.hash = rules::hash(&event);
    store::append(tx, &event)?;
    Ok(event.seq)
}

/// Where the chain ends now.
///
/// # Errors
/// When the database fails.
pub fn head(conn: &mut AnyConn) -> Result<Head, Fault> {
    store::head(conn)
}

/// Entries that match, newest first.
///
/// # Errors
/// When the database fails.
pub fn search(conn: &mut AnyConn, filter: &SearchFilter, limit: i64) -> Result<Vec<Event>, Fault> {
    store::search(conn, filter, limit)
}

/// A head that left the database: one line of `heads.jsonl`.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Exported {
    seq: i64,
    hash: String,
    at: Moment,
    /// HMAC-SHA-256 over the three fields, so that a head cannot be made up without the key.
    mac: String,
}

fn mac(key: &[u8; 32], seq: i64, hash: &str, at: Moment) -> Result<String, Fault> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).map_err(Fault::ours)?;
    mac.update(format!("{seq}\n{hash}\n{at}").as_bytes());
    Ok(hex::encode(mac.finalize().into_bytes()))
}

/// Appends the present head to `file`, which lies outside the database and should lie on another disk.
/// Nothing is written when the chain has not grown since the last line.
///
/// # Errors
/// When the file or the database fails.
pub fn export_head(conn: &mut AnyConn, key: &[u8; 32], file: &Path, at: Moment) -> Result<Head, Fault> {
    let head = store::head(conn)?;
    if read_heads(key, file)?.last().is_some_and(|last| last.seq == head.seq && last.hash == head.hash) {
        return Ok(head);
    }
    let line =
        Exported { seq: head.seq, hash: head.hash.clone(), at, mac: mac(key, head.seq, &head.hash, at)? };
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(Fault::ours)?;
    }
    let mut out = OpenOptions::new().create(true).append(true).open(file).map_err(Fault::ours)?;
    let mut text = serde_json::to_string(&line).map_err(Fault::ours)?;
    text.push('\n');
    out.write_all(text.as_bytes()).and_then(|()| out.sync_all()).map_err(Fault::ours)?;
    Ok(head)
}

/// Exported heads whose code is genuine, in order of export. A forged or half-written line is left out
/// and counted by [`verify`].
fn read_heads(key: &[u8; 32], file: &Path) -> Result<Vec<Exported>, Fault> {
    let file = match std::fs::File::open(file) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Fault::ours(error)),
    };
    let mut heads = Vec::new();
    for line in BufReader::new(file).lines() {
        let line = line.map_err(Fault::ours)?;
        let Ok(head) = serde_json::from_str::<Exported>(&line) else { continue };
        let expected = mac(key, head.seq, &head.hash, head.at)?;
        if bool::from(subtle::ConstantTimeEq::ct_eq(expected.as_bytes(), head.mac.as_bytes())) {
            heads.push(head);
        }
    }
    Ok(heads)
}

/// When the last head left the database.
///
/// # Errors
/// When the file of heads cannot be read.
pub fn exported_at(key: &[u8; 32], file: &Path) -> Result<Option<Moment>, Fault> {
    Ok(read_heads(key, file)?.last().map(|head| head.at))
}

/// What a verification found.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Entries walked.
    pub entries: i64,
    /// Where the walk ended.
    pub head: Head,
    /// Exported heads compared with the chain.
    pub exported_heads: usize,
    /// The first bad entry, if there is one.
    pub first_bad: Option<Break>,
}

impl Report {
    /// Whether the trail is what it should be.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.first_bad.is_none()
    }
}

/// Walks the whole chain and compares it with the stored head and with every exported one. A head printed
/// on paper can be given too.
///
/// # Errors
/// When the database or the file of heads fails.
pub fn verify(
    conn: &mut AnyConn,
    exported: Option<(&[u8; 32], &Path)>,
    printed: Option<&Head>,
) -> Result<Report, Fault> {
    let mut walk = Walk::new();
    let mut first_bad = None;
    'walk: loop {
        let events = store::after(conn, walk.head().seq, 2_000)?;
        if events.is_empty() {
            break;
        }
        for event in &events {
            if let Err(found) = walk.step(event) {
                first_bad = Some(found);
                break 'walk;
            }
        }
    }
    let stored = store::head(conn)?;
    if first_bad.is_none() && stored != *walk.head() {
        first_bad = Some(Break::HeadDiffers { seq: walk.head().seq.min(stored.seq) + 1 });
    }
    let mut heads: Vec<Head> = match exported {
        Some((key, file)) => {
            read_heads(key, file)?.into_iter().map(|e| Head { seq: e.seq, hash: e.hash }).collect()
        }
        None => Vec::new(),
    };
    heads.extend(printed.cloned());
    heads.sort_by_key(|head| head.seq);
    for head in &heads {
        let there = if head.seq == 0 { Some(String::new()) } else { store::hash_of(conn, head.seq)? };
        if there.as_deref() != Some(head.hash.as_str()) {
            // An edit inside the chain is the nearer trouble when it comes first.
            if first_bad.as_ref().is_none_or(|found| found.seq() > head.seq) {
                first_bad = Some(Break::ExportedHeadDiffers { seq: head.seq });
            }
            break;
        }
    }
    Ok(Report { entries: walk.head().seq, head: walk.head().clone(), exported_heads: heads.len(), first_bad })
}

/// Writes down that the trail was walked and what was found, so that the security page can say when.
///
/// # Errors
/// When the database fails.
pub fn note_verification(tx: &mut Tx<'_>, actor: &Actor, report: &Report) -> Result<(), Fault> {
    let mut entry = Entry::new(Kind("audit.verified"), "audit", report.head.seq.to_string())
        .fact("entries", report.entries)
        .fact("holds", report.holds());
    if let Some(bad) = &report.first_bad {
        entry = entry.fact("first_bad", bad.seq());
    }
    record(tx, actor, entry)?;
    Ok(())
}
