//! Notebooks.

use actix_web::web::{Data, Path};
use askama::Template;

use super::difference::DiffPiece;
use super::{ClauseLink, label, notebook};
use crate::features::corpus::model::{NoteKind, NoteState};
use crate::features::corpus::rules::difference::Fate;
use crate::features::corpus::service::notes::{self, CaseText, Note, PinView, Step, Which};
use crate::features::corpus::service::repinning;
use crate::kernel::{Fault, Permission, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, Posted, Routes, html, local_path, see_other};

pub(super) fn routes(routes: &mut Routes) {
    routes
        .get("/notes", list)
        .get("/notes/{id}", show)
        .post("/notes/{id}/step", step)
        .post("/notes/{id}/still", still);
}

struct Tab {
    href: String,
    text: String,
    count: i64,
    current: bool,
}

struct NoteLine {
    id: String,
    title: String,
    kind: String,
    sub: String,
    state: Option<(&'static str, String)>,
    stale: bool,
}

#[derive(Template)]
#[template(path = "features/corpus/pages/notes.html")]
struct ListPage {
    page: Chrome,
    tabs: Vec<Tab>,
    kinds: Vec<Tab>,
    notes: Vec<NoteLine>,
    /// What an empty list says: a heading and a sentence.
    empty: (String, String),
}

fn state_tag(t: Texts, state: NoteState) -> (&'static str, String) {
    match state {
        NoteState::Private => ("", t.get("note-state-private")),
        NoteState::Offered => ("tag-info", t.get("note-state-offered")),
        NoteState::Shared => ("tag-ok", t.get("note-state-shared")),
    }
}

async fn list(who: Allow<perm::OwnLearning>, query: Fields, site: Data<Site>) -> Answer {
    let today = site.today();
    let zone = site.zone();
    let t = Texts::new(who.lang).on(today);
    let (which, code) = match query.one("of") {
        "shared" => (Which::Shared, "shared"),
        "offered" => (Which::Offered, "offered"),
        _ => (Which::Own, "own"),
    };
    let kind = NoteKind::from_code(query.one("kind"));
    let cases = query.one("kind") == "case";
    let actor = who.actor().clone();
    let (found, counts) = site
        .db
        .read(move |conn| Ok((notes::notes(conn, &actor, which, today)?, notes::counts(conn, &actor)?)))
        .await?;
    let mut tabs = vec![("own", "notes-own", counts[0]), ("shared", "notes-shared", counts[1])];
    if who.actor().may(Permission::WritePolicy) {
        tabs.push(("offered", "notes-offered", counts[2]));
    }
    let tabs = tabs.into_iter().map(|(of, text, count)| Tab {
        href: format!("/notes?of={of}"),
        text: t.get(text),
        count,
        current: of == code,
    });
    // A case is no note of its notebook: it stands among the cases alone.
    let of_kind = |note: &Note, kind: NoteKind| note.case.is_none() && note.kind == kind;
    let count = |wanted: &dyn Fn(&Note) -> bool| -> i64 {
        i64::try_from(found.iter().filter(|note| wanted(note)).count()).unwrap_or(i64::MAX)
    };
    let mut kinds = vec![Tab {
        href: format!("/notes?of={code}"),
        text: t.get("notes-all-kinds"),
        count: count(&|_| true),
        current: kind.is_none() && !cases,
    }];
    kinds.extend(NoteKind::ALL.into_iter().map(|one| Tab {
        href: format!("/notes?of={code}&kind={}", one.code()),
        text: notebook(t, one),
        count: count(&|note| of_kind(note, one)),
        current: kind == Some(one),
    }));
    kinds.push(Tab {
        href: format!("/notes?of={code}&kind=case"),
        text: t.get("note-kind-case"),
        count: count(&|note| note.case.is_some()),
        current: cases,
    });
    let wanted = |note: &Note| match kind {
        Some(kind) => of_kind(note, kind),
        None => !cases || note.case.is_some(),
    };
    let empty = match which {
        _ if !found.is_empty() => (t.get("notes-empty-kind"), t.get("notes-empty-kind-sub")),
        Which::Own => (t.get("notes-empty"), t.get("notes-empty-own")),
        Which::Shared => (t.get("notes-empty-shared"), t.get("notes-empty-others")),
        Which::Offered => (t.get("notes-empty-offered"), t.get("notes-empty-offered-sub")),
    };
    let line = |note: Note| NoteLine {
        kind: kind_text(t, &note),
        sub: format!("{} \u{b7} {}", note.author, t.date_full(zone.day(note.updated_at))),
        state: (which == Which::Own).then(|| state_tag(t, note.state)),
        stale: note.own && note.stale(),
        id: note.id,
        title: note.title,
    };
    html(&ListPage {
        page: Chrome::new(&who, "notes-title", Place::Policy),
        tabs: tabs.collect(),
        kinds,
        empty,
        notes: found.into_iter().filter(wanted).map(line).collect(),
    })
}

/// The notebook of a note, or that it is a case.
fn kind_text(t: Texts, note: &Note) -> String {
    if note.case.is_some() { t.get("note-kind-case") } else { notebook(t, note.kind) }
}

struct PinLine {
    link: Option<ClauseLink>,
    reference: String,
    text: String,
    changed: bool,
    diff: String,
    pieces: Vec<DiffPiece>,
}

#[derive(Template)]
#[template(path = "features/corpus/pages/note.html")]
struct NotePage {
    page: Chrome,
    id: String,
    body: String,
    kind: String,
    sub: String,
    state: (&'static str, String),
    own: bool,
    offer: bool,
    withdraw: bool,
    decide: bool,
    pins: Vec<PinLine>,
    case: Option<CaseText>,
    /// Whether a pinned clause reads differently and the reader may say that the note is still right.
    may_confirm: bool,
    /// Whether a pinned clause is gone, so that the note can only be adapted.
    gone: bool,
    stale: bool,
    seen: String,
}

async fn show(who: Allow<perm::OwnLearning>, path: Path<String>, site: Data<Site>) -> Answer {
    let today = site.today();
    let t = Texts::new(who.lang).on(today);
    let (actor, id) = (who.actor().clone(), path.into_inner());
    let note = site.db.read(move |conn| notes::note(conn, &actor, &id, today)).await?;
    let pins = note.pins.iter().map(|pin| PinLine {
        link: pin
            .clause
            .as_ref()
            .map(|clause| ClauseLink { href: clause.href(today), text: label(t, clause) }),
        reference: pin.reference.clone(),
        text: pin.clause.as_ref().map(|clause| clause.text.clone()).unwrap_or_default(),
        changed: pin.changed,
        diff: diff_of(pin),
        pieces: pieces(pin),
    });
    let pins = pins.collect();
    let gone = note.pins.iter().any(|pin| pin.clause.is_none());
    let steward = who.actor().may(Permission::WritePolicy);
    html(&NotePage {
        page: Chrome::titled(&who, note.title.clone(), Place::Policy),
        may_confirm: note.stale() && !gone && (note.own || (steward && note.state == NoteState::Shared)),
        gone,
        stale: note.stale(),
        seen: note.seen(),
        kind: kind_text(t, &note),
        body: note.body,
        case: note.case,
        sub: format!("{} \u{b7} {}", note.author, t.date_full(site.zone().day(note.updated_at))),
        state: state_tag(t, note.state),
        own: note.own,
        offer: note.own && note.state == NoteState::Private,
        withdraw: note.own && note.state != NoteState::Private,
        decide: !note.own && steward && note.state == NoteState::Offered,
        id: note.id,
        pins,
    })
}

/// The words of a clause then and now.
pub(super) fn pieces(pin: &PinView) -> Vec<DiffPiece> {
    let piece = |piece: &crate::features::corpus::rules::difference::Piece| DiffPiece {
        gone: piece.fate == Fate::Gone,
        new: piece.fate == Fate::New,
        text: piece.text.clone(),
    };
    pin.pieces.iter().map(piece).collect()
}

/// Address of what changed since a clause was pinned; empty when nothing did or the clause is gone.
fn diff_of(pin: &notes::PinView) -> String {
    match &pin.clause {
        Some(clause) if pin.changed => format!(
            "/policies/{}/diff?from={}&to={}#{}",
            clause.doc_key, pin.pinned_version, pin.current_version, clause.anchor
        ),
        _ => String::new(),
    }
}

async fn step(who: Allow<perm::OwnLearning>, path: Path<String>, form: Posted, site: Data<Site>) -> Answer {
    let (actor, id) = (who.actor().clone(), path.into_inner());
    let (wanted, next) = match form.one("step") {
        "offer" => (Step::Offer, format!("/notes/{id}?ok=note-offered")),
        "withdraw" => (Step::Withdraw, format!("/notes/{id}?ok=note-withdrawn")),
        "share" => (Step::Share, format!("/notes/{id}?ok=note-shared")),
        "decline" => (Step::Decline, "/notes?of=offered&ok=note-declined".to_owned()),
        _ => return Err(Fault::input("malformed").into()),
    };
    site.db.write(move |tx| notes::step(tx, &actor, &id, wanted)).await?;
    see_other(&next)
}

/// The note is still right under what its clauses say now.
async fn still(who: Allow<perm::OwnLearning>, path: Path<String>, form: Posted, site: Data<Site>) -> Answer {
    let (actor, id, today) = (who.actor().clone(), path.into_inner(), site.today());
    let (own, seen) = (id.clone(), form.one("seen").to_owned());
    site.db.write(move |tx| repinning::still_right(tx, &actor, &own, &seen, today)).await?;
    match local_path(form.one("back")) {
        "/" => see_other(&format!("/notes/{id}?ok=still-right")),
        back => see_other(&format!("{back}?ok=still-right")),
    }
}
