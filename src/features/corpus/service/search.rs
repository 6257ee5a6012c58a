//! Searching: the engine finds, the database says what the hits are.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::features::corpus::model::{ClauseView, Faq, Form, Item, NoteKind, Term, VersionRow};
use crate::features::corpus::rules::{asking, dates};
use crate::features::corpus::service::documents::EVERYBODY;
use crate::features::corpus::service::index::{self, Standing};
use crate::features::corpus::service::{items, notes, policies as policy_service, shelf};
use crate::features::corpus::store::policies;
use crate::kernel::{Actor, Fault};
use crate::platform::db::AnyConn;
use crate::platform::search::{Also, Ask, Cuts, Hit, Kind, READ, Segment};
use crate::platform::site::Site;

/// Longest question, in characters; the rest of a longer one is not looked at.
pub const LONGEST: usize = 200;

/// Hits read from the index for each one shown: room for the versions that are folded under others.
const ROOM: usize = 3;

/// A question.
#[derive(Debug, Clone)]
pub struct Question {
    /// What was typed.
    pub text: String,
    /// The day whose rules are asked for.
    pub as_of: NaiveDate,
    /// Kinds wanted; empty: all.
    pub kinds: Vec<Kind>,
    /// Whether it is still being typed.
    pub typing: bool,
    /// Most hits wanted.
    pub limit: usize,
    /// Hits skipped.
    pub offset: usize,
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// Best first; a version out of force never above the one in force, and folded under it where both match.
    pub hits: Vec<FoundHit>,
    /// How many in all, folded ones not counted.
    pub total: usize,
    /// What was searched beside the words.
    pub also: Vec<Also>,
    /// Whether something was found, but nothing that speaks of what was asked.
    pub vague: bool,
    /// The question as it was probably meant, where a character seems to be mistyped.
    pub corrected: Option<String>,
    /// With no hits: words for which something would be found.
    pub nearby: Vec<String>,
    /// Words of the trade that occur in the question.
    pub terms: Vec<Term>,
    /// How far the index is. When it does not serve, nothing was searched.
    pub standing: Standing,
}

impl Found {
    /// How many hits answer what was asked, as the search log counts them: none of those that are only vague.
    #[must_use]
    pub fn telling(&self) -> usize {
        if self.vague { 0 } else { self.total }
    }
}

/// One hit.
#[derive(Debug, Clone)]
pub struct FoundHit {
    /// What it is.
    pub what: What,
    /// The passage that matches.
    pub passage: Vec<Segment>,
    /// Whether the text goes on around it.
    pub cuts: Cuts,
    /// Of a clause: earlier wordings of the same article that match too, the latest first.
    pub earlier: Vec<ClauseHit>,
}

/// What a hit is.
#[derive(Debug, Clone)]
pub enum What {
    /// A clause.
    Clause(Box<ClauseHit>),
    /// A shared note.
    Note {
        /// Its id.
        id: String,
        /// Title.
        title: String,
        /// Who wrote it.
        author: String,
        /// Which notebook.
        kind: NoteKind,
    },
    /// A question with its answer.
    Faq(Faq),
    /// A form.
    Form(Form),
    /// A business item.
    Item(Box<Item>),
}

/// A clause found.
#[derive(Debug, Clone)]
pub struct ClauseHit {
    /// The clause.
    pub clause: ClauseView,
    /// Number of its version.
    pub version: i32,
    /// Whether it was out of force on the day asked for.
    pub past: bool,
    /// Whether the version in force on that day reads the same.
    pub same: bool,
    /// The version in force on that day, to compare with.
    pub current: Option<i32>,
    /// The next version in which it reads differently: its number and its first day.
    pub next: Option<(i32, NaiveDate)>,
}

/// Searches on behalf of somebody.
///
/// # Errors
/// When the index or the database fails.
pub fn search(site: &Arc<Site>, actor: &Actor, question: &Question) -> Result<Found, Fault> {
    let standing = index::follow(site)?;
    let text: String = question.text.chars().take(LONGEST).collect();
    let mut found = Found {
        hits: Vec::new(),
        total: 0,
        also: Vec::new(),
        vague: false,
        corrected: None,
        nearby: Vec::new(),
        terms: Vec::new(),
        standing,
    };
    if !standing.serves() || text.trim().is_empty() {
        return Ok(found);
    }
    let reader = [EVERYBODY.to_owned()];
    let end = question.offset.saturating_add(question.limit);
    let ask = Ask {
        text: &text,
        as_of: question.as_of,
        kinds: &question.kinds,
        reader: &reader,
        as_you_type: question.typing,
        include_superseded: true,
        limit: end.saturating_mul(ROOM).min(READ.max(end)),
        offset: 0,
    };
    let answer = site.engine.search(&ask).map_err(Fault::ours)?;
    // Half a word says too little to judge by.
    found.vague = !question.typing && answer.is_vague();
    found.corrected = answer.corrected.filter(|_| question.offset == 0);
    found.also = answer.also;
    found.nearby = answer.nearby;
    let total = answer.total;
    site.db.read_blocking(|conn| {
        let mut shelf = Shelf::of(conn, &answer.hits, question.as_of)?;
        let mut folded = 0;
        let read = answer.hits.len();
        for hit in answer.hits {
            let past = hit.superseded;
            let Some(what) = what(conn, actor, &mut shelf, &hit, question.as_of, past)? else {
                folded += 1;
                continue;
            };
            folded += put(&mut found.hits, what, hit.passage, hit.cuts);
            // One more than the page holds says that there is a next page.
            if found.hits.len() > end && read < total {
                break;
            }
        }
        found.total = total.saturating_sub(folded).max(found.hits.len());
        found.terms = shelf::terms(conn)?;
        Ok(())
    })?;
    found.hits.truncate(end);
    found.hits.drain(..question.offset.min(found.hits.len()));
    found.terms.retain(|term| text.contains(&term.word));
    // The longest word explains most: 住房消费提取 rather than 提取.
    found.terms.sort_by_key(|term| std::cmp::Reverse(term.word.chars().count()));
    found.terms.truncate(2);
    Ok(found)
}

/// Adds a hit, or folds it under the last one where it is an earlier wording of the same article; returns how
/// many were folded. The engine lists each version right behind the one in force.
fn put(hits: &mut Vec<FoundHit>, what: What, passage: Vec<Segment>, cuts: Cuts) -> usize {
    if let What::Clause(hit) = &what
        && hit.past
        && let Some(last) = hits.last_mut()
        && let What::Clause(above) = &last.what
        && above.clause.doc_key == hit.clause.doc_key
        && above.clause.article == hit.clause.article
    {
        last.earlier.push((**hit).clone());
        last.earlier.sort_by_key(|hit| std::cmp::Reverse(hit.version));
        return 1;
    }
    hits.push(FoundHit { what, passage: asking::unmark(passage), cuts, earlier: Vec::new() });
    0
}

/// What is read once for all hits of an answer.
struct Shelf {
    faqs: BTreeMap<String, Faq>,
    forms: BTreeMap<String, Form>,
    /// Key and versions of each policy met so far, by its id.
    policies: BTreeMap<String, (String, Vec<VersionRow>)>,
}

impl Shelf {
    fn of(conn: &mut AnyConn, hits: &[Hit], day: NaiveDate) -> Result<Self, Fault> {
        let any = |kind: Kind| hits.iter().any(|hit| hit.kind == kind);
        let faqs = if any(Kind::Faq) { shelf::faqs(conn)? } else { Vec::new() };
        let forms = if any(Kind::Form) { shelf::forms(conn, day)? } else { Vec::new() };
        Ok(Self {
            faqs: faqs.into_iter().map(|faq| (faq.id.clone(), faq)).collect(),
            forms: forms.into_iter().map(|view| (view.current.slug.clone(), view.current)).collect(),
            policies: BTreeMap::new(),
        })
    }

    /// Key and versions of the policy a version belongs to.
    fn policy(&mut self, conn: &mut AnyConn, version_id: &str) -> Result<&(String, Vec<VersionRow>), Fault> {
        let known = self.policies.iter().find(|(_, (_, all))| all.iter().any(|v| v.id == version_id));
        let doc_id = match known {
            Some((doc_id, _)) => doc_id.clone(),
            None => policies::version(conn, version_id)?.doc_id,
        };
        match self.policies.entry(doc_id) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => {
                let key = policies::key_of(conn, place.key())?;
                let versions = policies::versions(conn, place.key())?;
                Ok(place.insert((key, versions)))
            }
        }
    }
}

/// What a hit is, read from the database; `None` when it is gone or no longer for the reader, whatever the
/// index still says.
fn what(
    conn: &mut AnyConn,
    actor: &Actor,
    shelf: &mut Shelf,
    hit: &Hit,
    as_of: NaiveDate,
    past: bool,
) -> Result<Option<What>, Fault> {
    let Some((_, id)) = hit.id.split_once(':') else { return Ok(None) };
    Ok(match hit.kind {
        Kind::Clause => clause(conn, shelf, id, as_of, past)?.map(|hit| What::Clause(Box::new(hit))),
        Kind::Faq => shelf.faqs.get(id).cloned().map(What::Faq),
        Kind::Form => shelf.forms.get(id).cloned().map(What::Form),
        Kind::Item => Some(What::Item(Box::new(items::item(conn, id)?))),
        Kind::Note => match notes::note(conn, actor, id, as_of) {
            Ok(note) => {
                Some(What::Note { id: note.id, title: note.title, author: note.author, kind: note.kind })
            }
            Err(fault) if fault.blame == crate::kernel::Blame::Missing => None,
            Err(fault) => return Err(fault),
        },
    })
}

fn clause(
    conn: &mut AnyConn,
    shelf: &mut Shelf,
    id: &str,
    as_of: NaiveDate,
    past: bool,
) -> Result<Option<ClauseHit>, Fault> {
    let Some(clause) = policies::clause(conn, id)? else { return Ok(None) };
    let (key, versions) = shelf.policy(conn, &clause.version_id)?;
    let Some(version) = versions.iter().find(|version| version.id == clause.version_id) else {
        return Ok(None);
    };
    let approved = || versions.iter().filter(|v| v.state == "approved");
    let current = approved().rev().find(|v| dates::in_force(v.effective_from, v.effective_to, as_of));
    let mut next = None;
    let mut same = false;
    if past {
        if let Some(current) = current {
            let there = policies::clause_by_anchor(conn, &current.id, &clause.anchor)?;
            same = there.is_some_and(|there| there.hash == clause.hash);
        }
    } else {
        for candidate in approved().filter(|v| v.effective_from > as_of) {
            let there = policies::clause_by_anchor(conn, &candidate.id, &clause.anchor)?;
            if there.is_none_or(|there| there.hash != clause.hash) {
                next = Some((candidate.version, candidate.effective_from));
                break;
            }
        }
    }
    Ok(Some(ClauseHit {
        version: version.version,
        past,
        same,
        current: current.map(|current| current.version).filter(|current| *current != version.version),
        next,
        clause: policy_service::clause_view(key, version, clause),
    }))
}
