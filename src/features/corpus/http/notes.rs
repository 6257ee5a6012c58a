//! Notebooks.

use actix_web::web::{Data, Path};
use askama::Template;

use super::{ClauseLink, label, notebook};
use crate::features::corpus::model::{NoteKind, NoteState};
use crate::features::corpus::service::notes::{self, Note, NoteText, Step, Which};
use crate::kernel::{Fault, Permission, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{
    Allow, Answer, Chrome, Fields, FormErrors, Posted, Routes, Visitor, fragment, html, see_other,
};

pub(super) fn routes(routes: &mut Routes) {
    routes
        .get("/notes", list)
        .post("/notes", write)
        .get("/notes/new", new)
        .get("/notes/{id}", show)
        .get("/notes/{id}/edit", edit)
        .post("/notes/{id}", change)
        .post("/notes/{id}/step", step);
}

struct Tab {
    href: String,
    text: String,
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
    own: bool,
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
    let actor = who.actor().clone();
    let found = site.db.read(move |conn| notes::notes(conn, &actor, which, today)).await?;
    let mut tabs = vec![("own", "notes-own"), ("shared", "notes-shared")];
    if who.actor().may(Permission::WritePolicy) {
        tabs.push(("offered", "notes-offered"));
    }
    let tabs = tabs.into_iter().map(|(of, text)| Tab {
        href: format!("/notes?of={of}"),
        text: t.get(text),
        current: of == code,
    });
    let every =
        Tab { href: format!("/notes?of={code}"), text: t.get("notes-all-kinds"), current: kind.is_none() };
    let kinds = std::iter::once(every).chain(NoteKind::ALL.into_iter().map(|one| Tab {
        href: format!("/notes?of={code}&kind={}", one.code()),
        text: notebook(t, one),
        current: kind == Some(one),
    }));
    let line = |note: Note| NoteLine {
        kind: notebook(t, note.kind),
        sub: format!("{} \u{b7} {}", note.author, t.date_full(zone.day(note.updated_at))),
        state: (which == Which::Own).then(|| state_tag(t, note.state)),
        stale: note.own && note.stale(),
        id: note.id,
        title: note.title,
    };
    html(&ListPage {
        page: Chrome::new(&who, "notes-title", Place::Policy),
        tabs: tabs.collect(),
        kinds: kinds.collect(),
        notes: found.into_iter().filter(|note| kind.is_none_or(|k| note.kind == k)).map(line).collect(),
        own: which == Which::Own,
    })
}

struct PinLine {
    link: Option<ClauseLink>,
    reference: String,
    text: String,
    changed: bool,
    diff: String,
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
    });
    let pins = pins.collect();
    let steward = who.actor().may(Permission::WritePolicy);
    html(&NotePage {
        page: Chrome::titled(&who, note.title.clone(), Place::Policy),
        body: note.body,
        kind: notebook(t, note.kind),
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

#[derive(Template)]
#[template(path = "features/corpus/pages/note_edit.html")]
struct EditPage {
    page: Chrome,
    errors: FormErrors,
    action: String,
    kinds: Vec<(&'static str, String, bool)>,
    title: String,
    body: String,
    pins: String,
    shared: bool,
}

fn edit_page(
    visitor: &Visitor,
    action: String,
    text: &NoteText,
    shared: bool,
    errors: &FormErrors,
) -> Answer {
    let t = Texts::new(visitor.lang);
    let kinds =
        NoteKind::ALL.into_iter().map(|kind| (kind.code(), notebook(t, kind), kind.code() == text.kind));
    let title = if action == "/notes" { "note-new" } else { "note-edit" };
    let page = EditPage {
        page: Chrome::new(visitor, title, Place::Policy),
        errors: errors.clone(),
        action,
        kinds: kinds.collect(),
        title: text.title.clone(),
        body: text.body.clone(),
        pins: text.pins.join("\n"),
        shared,
    };
    fragment(&page, errors)
}

fn typed(form: &Fields) -> NoteText {
    NoteText {
        kind: form.one("kind").to_owned(),
        title: form.one("title").to_owned(),
        // Browsers send lines with CR LF.
        body: form.one("body").replace("\r\n", "\n"),
        pins: form.one("pins").split_whitespace().map(str::to_owned).collect(),
    }
}

async fn new(who: Allow<perm::OwnLearning>, query: Fields) -> Answer {
    let text = NoteText {
        kind: NoteKind::from_code(query.one("kind")).unwrap_or(NoteKind::Experience).code().to_owned(),
        ..typed(&query)
    };
    edit_page(&who, "/notes".to_owned(), &text, false, &FormErrors::default())
}

async fn write(who: Allow<perm::OwnLearning>, form: Posted, site: Data<Site>) -> Answer {
    let (actor, text, today) = (who.actor().clone(), typed(&form), site.today());
    let sent = text.clone();
    match site.db.write(move |tx| notes::write(tx, &actor, &sent, today)).await {
        Ok(id) => see_other(&format!("/notes/{id}?ok=note-saved")),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            edit_page(&who, "/notes".to_owned(), &text, false, &errors)
        }
    }
}

async fn edit(who: Allow<perm::OwnLearning>, path: Path<String>, site: Data<Site>) -> Answer {
    let (actor, id, today) = (who.actor().clone(), path.into_inner(), site.today());
    let note = site.db.read(move |conn| notes::note(conn, &actor, &id, today)).await?;
    if !note.own {
        return Err(Fault::missing().into());
    }
    let shared = note.state == NoteState::Shared;
    let text = NoteText {
        kind: note.kind.code().to_owned(),
        title: note.title,
        body: note.body,
        pins: note.pins.into_iter().map(|pin| pin.reference).collect(),
    };
    edit_page(&who, format!("/notes/{}", note.id), &text, shared, &FormErrors::default())
}

async fn change(who: Allow<perm::OwnLearning>, path: Path<String>, form: Posted, site: Data<Site>) -> Answer {
    let (actor, text, today) = (who.actor().clone(), typed(&form), site.today());
    let id = path.into_inner();
    let (sent, own) = (text.clone(), id.clone());
    match site.db.write(move |tx| notes::change(tx, &actor, &own, &sent, today)).await {
        Ok(()) => see_other(&format!("/notes/{id}?ok=note-saved")),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            edit_page(&who, format!("/notes/{id}"), &text, false, &errors)
        }
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
