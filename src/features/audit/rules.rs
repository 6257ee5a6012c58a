//! The chain as arithmetic: how an entry is hashed and when a sequence of entries is a chain.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::model::Event;
use crate::kernel::Moment;

/// The hash function in use. SM3 can take its place for a site that must use it: entries name theirs.
pub(super) const ALGORITHM: &str = "sha-256";

/// Where the chain ends: how many entries and the hash of the last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Number of entries, which is the sequence number of the last.
    pub seq: i64,
    /// Hash of the last entry; empty for an empty chain.
    pub hash: String,
}

impl Head {
    /// The head of an empty chain.
    #[must_use]
    pub fn empty() -> Self {
        Self { seq: 0, hash: String::new() }
    }
}

/// The first place where the trail is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Break {
    /// The entry that should stand here is missing, or one was put in.
    OutOfSequence {
        /// The expected number.
        seq: i64,
    },
    /// The entry does not continue the one before it.
    WrongPredecessor {
        /// The entry.
        seq: i64,
    },
    /// The entry's content does not give its hash.
    WrongHash {
        /// The entry.
        seq: i64,
    },
    /// The chain ends elsewhere than the database's own head says.
    HeadDiffers {
        /// Where the stored head says the chain ends.
        seq: i64,
    },
    /// A head that left the database does not lie on the chain: entries were cut off or all rewritten.
    ExportedHeadDiffers {
        /// The exported head's entry.
        seq: i64,
    },
}

impl Break {
    /// The number of the first bad entry.
    #[must_use]
    pub fn seq(&self) -> i64 {
        match self {
            Self::OutOfSequence { seq }
            | Self::WrongPredecessor { seq }
            | Self::WrongHash { seq }
            | Self::HeadDiffers { seq }
            | Self::ExportedHeadDiffers { seq } => *seq,
        }
    }
}

/// Hash of an entry: SHA-256 over its fields, each with its length before it so that no two different
/// entries read as the same bytes.
pub(super) fn hash(event: &Event) -> String {
    let mut digest = Sha256::new();
    let at = moment(event.at);
    for field in [
        event.algorithm.as_str(),
        &event.prev_hash,
        &event.seq.to_string(),
        &at,
        event.actor_id.as_deref().unwrap_or(""),
        &event.kind,
        &event.subject_type,
        &event.subject_id,
        &event.payload,
    ] {
        digest.update((field.len() as u64).to_be_bytes());
        digest.update(field.as_bytes());
    }
    hex::encode(digest.finalize())
}

fn moment(at: Moment) -> String {
    at.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}

/// Walks entries one by one and finds the first that does not continue the chain.
#[derive(Debug)]
pub(super) struct Walk {
    head: Head,
}

impl Walk {
    pub(super) fn new() -> Self {
        Self { head: Head::empty() }
    }

    pub(super) fn head(&self) -> &Head {
        &self.head
    }

    pub(super) fn step(&mut self, event: &Event) -> Result<(), Break> {
        let seq = self.head.seq + 1;
        if event.seq != seq {
            return Err(Break::OutOfSequence { seq });
        }
        if event.prev_hash != self.head.hash {
            return Err(Break::WrongPredecessor { seq });
        }
        if hash(event) != event.hash {
            return Err(Break::WrongHash { seq });
        }
        self.head = Head { seq, hash: event.hash.clone() };
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;

    fn chain(n: i64) -> Vec<Event> {
        let mut events: Vec<Event> = Vec::new();
        for seq in 1..=n {
            let mut event = Event {
                seq,
                at: NaiveDate::from_ymd_opt(2026, 1, 1).unwrap().and_hms_opt(0, 0, 0).unwrap(),
                actor_id: (seq % 3 != 0).then(|| format!("p{}", seq % 5)),
                kind: "test.act".into(),
                subject_type: "thing".into(),
                subject_id: format!("t{seq}"),
                payload: format!("{{\"n\":{seq}}}"),
                algorithm: ALGORITHM.into(),
                prev_hash: events.last().map(|e| e.hash.clone()).unwrap_or_default(),
                hash: String::new(),
            };
            event.hash = hash(&event);
            events.push(event);
        }
        events
    }

    fn walk(events: &[Event]) -> Result<Head, Break> {
        let mut walk = Walk::new();
        for event in events {
            walk.step(event)?;
        }
        Ok(walk.head().clone())
    }

    #[test]
    fn an_untouched_chain_holds() {
        assert_eq!(walk(&chain(40)).unwrap().seq, 40);
        assert_eq!(walk(&[]).unwrap(), Head::empty());
    }

    #[test]
    fn the_border_between_fields_counts() {
        let mut a = chain(1).remove(0);
        let mut b = a.clone();
        a.kind = "ab".into();
        a.subject_type = "c".into();
        b.kind = "a".into();
        b.subject_type = "bc".into();
        assert_ne!(hash(&a), hash(&b));
    }

    proptest! {
        #[test]
        fn any_edit_delete_or_swap_is_found_at_its_place(n in 2_i64..30, at in 0_usize..30, way in 0..6) {
            let good = chain(n);
            let at = at % good.len();
            let mut bad = good.clone();
            match way {
                0 => bad[at].payload.push(' '),
                1 => bad[at].actor_id = Some("somebody".into()),
                2 => bad[at].at += chrono::Duration::microseconds(1),
                3 => { bad.remove(at); }
                4 => { let other = (at + 1) % bad.len(); bad.swap(at, other); }
                _ => { let copy = bad[at].clone(); bad.insert(at, copy); }
            }
            // A cut tail still walks: that is what the exported head is for.
            if way == 3 && at == good.len() - 1 {
                prop_assert_ne!(walk(&bad).unwrap(), walk(&good).unwrap());
            } else {
                let found = walk(&bad).unwrap_err();
                prop_assert!(found.seq() <= i64::try_from(at).unwrap() + 2);
            }
        }
    }
}
