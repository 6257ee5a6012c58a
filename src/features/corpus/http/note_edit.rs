//! Writing notes and cases.

use actix_web::web::{Data, Path};
use askama::Template;

use super::notebook;
use super::picker::{Picker, Picks};
use crate::features::corpus::model::{NoteKind, NoteState};
use crate::features::corpus::service::notes::{self, CaseText, NoteText};
use crate::kernel::{Fault, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, FormErrors, Posted, Routes, fragment, see_other};

/// What the forms call a case beside the four notebooks.
const CASE: &str = "case";

pub(super) fn routes(routes: &mut Routes) {
    routes
        .post("/notes", write)
        .get("/notes/new", new)
        .get("/notes/{id}/edit", edit)
        .post("/notes/{id}", change);
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
    case: Option<CaseText>,
    picker: Picker,
    shared: bool,
}

async fn page(
    who: &Allow<perm::OwnLearning>,
    site: &Data<Site>,
    action: String,
    text: &NoteText,
    picks: &Picks,
    shared: bool,
    errors: FormErrors,
) -> Answer {
    let t = Texts::new(who.lang).on(site.today());
    let kinds =
        NoteKind::ALL.into_iter().map(|kind| (kind.code(), notebook(t, kind), kind.code() == text.kind));
    let title = match (action == "/notes", text.case.is_some()) {
        (true, false) => "note-new",
        (true, true) => "case-new",
        (false, false) => "note-edit",
        (false, true) => "case-edit",
    };
    let page = EditPage {
        page: Chrome::new(who, title, Place::Policy),
        errors: errors.clone(),
        action,
        kinds: kinds.collect(),
        title: text.title.clone(),
        body: text.body.clone(),
        case: text.case.clone(),
        picker: Picker::load(site, who.actor(), t, picks).await?,
        shared,
    };
    fragment(&page, &errors)
}

fn typed(form: &Fields, picks: &Picks) -> NoteText {
    // Browsers send lines with CR LF.
    let text = |name: &str| form.one(name).replace("\r\n", "\n");
    let case = form.one("kind") == CASE;
    NoteText {
        // A case lies among the experience of the trade.
        kind: if case { NoteKind::Experience.code().to_owned() } else { form.one("kind").to_owned() },
        title: form.one("title").to_owned(),
        body: text("body"),
        pins: picks.references.clone(),
        case: case.then(|| CaseText {
            facts: text("facts"),
            decision: text("decision"),
            lesson: text("lesson"),
        }),
    }
}

async fn new(who: Allow<perm::OwnLearning>, query: Fields, site: Data<Site>) -> Answer {
    let picks = Picks::of(&query);
    let mut text = typed(&query, &picks);
    if NoteKind::from_code(&text.kind).is_none() {
        NoteKind::Experience.code().clone_into(&mut text.kind);
    }
    page(&who, &site, "/notes".to_owned(), &text, &picks, false, FormErrors::default()).await
}

async fn write(who: Allow<perm::OwnLearning>, form: Posted, site: Data<Site>) -> Answer {
    let picks = Picks::of(&form);
    let text = typed(&form, &picks);
    if picks.looking {
        return page(&who, &site, "/notes".to_owned(), &text, &picks, false, FormErrors::default()).await;
    }
    let (actor, sent, today) = (who.actor().clone(), text.clone(), site.today());
    match site.db.write(move |tx| notes::write(tx, &actor, &sent, today)).await {
        Ok(id) => see_other(&format!("/notes/{id}?ok=note-saved")),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            page(&who, &site, "/notes".to_owned(), &text, &picks, false, errors).await
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
    // A clause that was renumbered stands in the form under its number of today.
    let references =
        note.pins.into_iter().map(|pin| pin.clause.map_or(pin.reference, |clause| clause.reference()));
    let picks = Picks { references: references.collect(), ..Picks::default() };
    let text = NoteText {
        kind: note.kind.code().to_owned(),
        title: note.title,
        body: note.body,
        pins: picks.references.clone(),
        case: note.case,
    };
    page(&who, &site, format!("/notes/{}", note.id), &text, &picks, shared, FormErrors::default()).await
}

async fn change(who: Allow<perm::OwnLearning>, path: Path<String>, form: Posted, site: Data<Site>) -> Answer {
    let id = path.into_inner();
    let picks = Picks::of(&form);
    let text = typed(&form, &picks);
    let action = format!("/notes/{id}");
    let (actor, today, asked) = (who.actor().clone(), site.today(), id.clone());
    if picks.looking {
        let note = site.db.read(move |conn| notes::note(conn, &actor, &asked, today)).await?;
        if !note.own {
            return Err(Fault::missing().into());
        }
        let shared = note.state == NoteState::Shared;
        return page(&who, &site, action, &text, &picks, shared, FormErrors::default()).await;
    }
    let sent = text.clone();
    match site.db.write(move |tx| notes::change(tx, &actor, &asked, &sent, today)).await {
        Ok(()) => see_other(&format!("/notes/{id}?ok=note-saved")),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            page(&who, &site, action, &text, &picks, false, errors).await
        }
    }
}
