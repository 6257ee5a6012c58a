//! Pages kept while the trail says that nothing has happened.
//!
//! Every act is recorded in the audit chain in its own transaction, so the hash at the chain's head names the
//! state of everything these pages show: the same head, the same page, on every process and for every test
//! hall in one process. What is not recorded (the lease of a job, the hour) is bounded by a short age.
//! The road not taken is a cache with events that empty it, which must be remembered at every write.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use chrono::Duration;

use crate::kernel::Moment;

/// Nothing is kept longer than this.
const AGE: Duration = Duration::seconds(20);

/// About 10 kB a page: some 40 MB at most.
const ENTRIES: usize = 4_096;

struct Entry {
    head: String,
    at: Moment,
    text: Arc<str>,
}

/// Texts by key, each with the head it was made at.
#[derive(Default)]
pub(super) struct Kept(HashMap<String, Entry>);

impl Kept {
    /// The text, if it was made at this head and is young.
    fn find(&self, key: &str, head: &str, now: Moment) -> Option<Arc<str>> {
        let entry = self.0.get(key)?;
        let young = now >= entry.at && now - entry.at < AGE;
        (young && entry.head == head).then(|| Arc::clone(&entry.text))
    }

    fn keep(&mut self, key: String, head: &str, now: Moment, text: &Arc<str>) {
        if self.0.len() >= ENTRIES && !self.0.contains_key(&key) {
            self.0.retain(|_, entry| entry.head == head && now - entry.at < AGE);
            if self.0.len() >= ENTRIES {
                self.0.clear();
            }
        }
        self.0.insert(key, Entry { head: head.to_owned(), at: now, text: Arc::clone(text) });
    }
}

static KEPT: LazyLock<Mutex<Kept>> = LazyLock::new(Mutex::default);

/// The kept text for `key` at this head, or the one that `make` makes. Two who ask at once may both make it,
/// because nobody waits for a page under a lock.
pub(super) fn or_make<E>(
    key: String,
    head: &str,
    now: Moment,
    make: impl FnOnce() -> Result<String, E>,
) -> Result<Arc<str>, E> {
    let found = KEPT.lock().unwrap_or_else(PoisonError::into_inner).find(&key, head, now);
    if let Some(text) = found {
        return Ok(text);
    }
    let text: Arc<str> = make()?.into();
    KEPT.lock().unwrap_or_else(PoisonError::into_inner).keep(key, head, now, &text);
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: u32) -> Moment {
        chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap().and_hms_opt(1, 0, second).unwrap()
    }

    #[test]
    fn a_page_lives_until_something_happens_or_it_is_old() {
        let mut kept = Kept::default();
        kept.keep("p".to_owned(), "h1", at(0), &"page".into());
        assert_eq!(kept.find("p", "h1", at(19)).as_deref(), Some("page"));
        assert_eq!(kept.find("p", "h2", at(1)), None, "somebody did something");
        assert_eq!(kept.find("p", "h1", at(20)), None, "old");
        assert_eq!(kept.find("q", "h1", at(1)), None);
    }

    #[test]
    fn a_crowd_does_not_fill_the_memory() {
        let mut kept = Kept::default();
        for person in 0..=2 * ENTRIES {
            kept.keep(person.to_string(), "h", at(0), &"page".into());
            assert!(kept.0.len() <= ENTRIES);
        }
        assert!(kept.find(&(2 * ENTRIES).to_string(), "h", at(0)).is_some());
    }
}
