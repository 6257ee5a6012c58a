//! The search log: what found nothing and what was found only far down, for the steward who mends it.
//!
//! It knows no people. A row is a day and a keyed digest; the words are kept, with longer numbers hidden, only
//! when nothing was found, when the hit opened stood far down, or when the same words have been asked
//! [`OFTEN`] times. Everything goes after [`KEPT_DAYS`]. No entry in the trail goes with a search: it would
//! tie words to a person, which is what this log avoids.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDate};

use crate::features::audit::{self, Entry, Kind};
use crate::features::corpus::rules::personal;
use crate::features::corpus::store::searches::{self as store, SearchRow};
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::{AnyConn, Tx};
use crate::platform::keys::MasterKey;
use crate::platform::search::normalise::normalised;

/// From this many askings on the words are kept though they find something.
pub const OFTEN: i64 = 3;

/// Days a search is remembered.
pub const KEPT_DAYS: i64 = 90;

/// A hit opened below this place was hard to find.
pub const FAR: usize = 5;

/// Longest words kept, in characters.
const LONGEST: usize = 60;

/// Words on their way into the log.
#[derive(Debug, Clone)]
pub struct Words {
    digest: String,
    text: String,
}

impl Words {
    /// The words of a question without longer numbers; `None` when nothing is left to look at.
    #[must_use]
    pub fn of(keys: &MasterKey, question: &str) -> Option<Self> {
        let text: String = personal::without_numbers(question).chars().take(LONGEST).collect();
        let plain = normalised(&text);
        let digest = keys.fingerprint("search-log", plain.trim());
        plain.chars().any(char::is_alphanumeric).then_some(Self { digest, text })
    }
}

/// What became of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was asked and so many were found.
    Asked(usize),
    /// The hit at this place, from 1, was opened.
    Opened(usize),
}

/// Counts a search.
///
/// # Errors
/// When the database fails.
pub fn note(tx: &mut Tx<'_>, words: &Words, outcome: Outcome, day: NaiveDate) -> Result<(), Fault> {
    let (asked, nothing, far) = match outcome {
        Outcome::Asked(found) => (1, i32::from(found == 0), 0),
        Outcome::Opened(place) => (0, 0, i32::from(place > FAR)),
    };
    let telling = nothing + far > 0;
    if asked == 0 && !telling {
        return Ok(());
    }
    let since = day - Duration::days(KEPT_DAYS);
    let keep = telling || store::asked_since(tx.conn, &words.digest, since)? + i64::from(asked) >= OFTEN;
    let row = SearchRow {
        day,
        digest: words.digest.clone(),
        words: if keep { words.text.clone() } else { String::new() },
        asked,
        missed: nothing,
        far,
    };
    store::count(tx, &row)
}

/// What people look for, over the days that are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Searched {
    /// Names it in forms.
    pub digest: String,
    /// The words.
    pub words: String,
    /// How often they were asked.
    pub asked: i32,
    /// How often nothing was found.
    pub nothing: i32,
    /// How often the hit opened stood far down.
    pub far: i32,
    /// The last day.
    pub last: NaiveDate,
}

/// What the steward looks at: what found nothing, the most frequent first; then what was found far down; then
/// what is asked often.
#[derive(Debug, Clone, Default)]
pub struct SearchLog {
    /// Nothing was found.
    pub nothing: Vec<Searched>,
    /// Found, but far down.
    pub far: Vec<Searched>,
    /// Asked often, and found.
    pub often: Vec<Searched>,
}

/// Most lines of one list.
const LINES: usize = 50;

/// The log.
///
/// # Errors
/// A refusal for who keeps no policy; when the database fails.
pub fn log(conn: &mut AnyConn, actor: &Actor, today: NaiveDate) -> Result<SearchLog, Fault> {
    actor.need(Permission::WritePolicy)?;
    let mut all: BTreeMap<String, Searched> = BTreeMap::new();
    for row in store::kept(conn, today - Duration::days(KEPT_DAYS))? {
        let one = all.entry(row.digest.clone()).or_insert_with(|| Searched {
            digest: row.digest.clone(),
            words: row.words.clone(),
            asked: 0,
            nothing: 0,
            far: 0,
            last: row.day,
        });
        one.words.clone_from(&row.words);
        one.asked += row.asked;
        one.nothing += row.missed;
        one.far += row.far;
        one.last = one.last.max(row.day);
    }
    let mut log = SearchLog::default();
    for one in all.into_values() {
        let list = match () {
            () if one.nothing > 0 => &mut log.nothing,
            () if one.far > 0 => &mut log.far,
            () => &mut log.often,
        };
        list.push(one);
    }
    log.nothing.sort_by(|a, b| (b.nothing, b.last, &a.digest).cmp(&(a.nothing, a.last, &b.digest)));
    log.far.sort_by(|a, b| (b.far, b.last, &a.digest).cmp(&(a.far, a.last, &b.digest)));
    log.often.sort_by(|a, b| (b.asked, b.last, &a.digest).cmp(&(a.asked, a.last, &b.digest)));
    for list in [&mut log.nothing, &mut log.far, &mut log.often] {
        list.truncate(LINES);
    }
    Ok(log)
}

/// Takes a search off the list: the steward has mended it.
///
/// # Errors
/// A refusal for who keeps no policy; missing when it is gone already.
pub fn mended(tx: &mut Tx<'_>, actor: &Actor, digest: &str) -> Result<(), Fault> {
    actor.need(Permission::WritePolicy)?;
    if store::forget(tx, digest)? == 0 {
        return Err(Fault::missing());
    }
    audit::record(tx, actor, Entry::new(Kind("search.mended"), "search_query", digest))?;
    Ok(())
}

/// Forgets what is older than [`KEPT_DAYS`].
///
/// # Errors
/// When the database fails.
pub fn sweep(tx: &mut Tx<'_>, today: NaiveDate) -> Result<usize, Fault> {
    store::forget_before(tx, today - Duration::days(KEPT_DAYS))
}
