//! Who has not read a policy, what rests on it, and the steward's work list.

use actix_web::web::{Data, Path};
use askama::Template;

use crate::features::corpus::{self, ClauseChange, Fate, Note, Piece, RestKind, StaleFaq, StaleItem};
use crate::features::reports::service::keeping::{self, Coming, Reader, Tie};
use crate::kernel::perm;
use crate::platform::i18n::{Lang, Texts};
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Posted, Routes, html, see_other};

pub(super) fn routes(routes: &mut Routes) {
    routes
        .get("/policies/{key}/readers", readers)
        .post("/policies/{key}/remind", remind)
        .get("/policies/{key}/rests", rests)
        .get("/upkeep", upkeep)
        .post("/upkeep/{id}/undo", undo);
}

fn pick(t: Texts, zh: &str, en: &str) -> String {
    if t.lang == Lang::En && !en.is_empty() { en.to_owned() } else { zh.to_owned() }
}

struct ReaderLine {
    name: String,
    sub: String,
    when: String,
}

#[derive(Template)]
#[template(path = "features/reports/pages/readers.html")]
struct ReadersPage {
    page: Chrome,
    key: String,
    title: String,
    sub: String,
    count: String,
    /// Whose people are counted.
    whose: String,
    missing: Vec<ReaderLine>,
    read: Vec<ReaderLine>,
}

async fn readers(who: Allow<perm::ApprovePolicy>, path: Path<String>, site: Data<Site>) -> Answer {
    let today = site.today();
    let t = Texts::new(who.lang).on(today);
    let zone = site.zone();
    let (actor, key) = (who.actor().clone(), path.into_inner());
    let found = site.db.read(move |conn| keeping::readers(conn, &actor, &key, today)).await?;
    let line = |one: Reader| {
        let tie = match one.tie {
            Tie::Certificate => t.get("readers-certificate"),
            Tie::Post => t.get("readers-post"),
            Tie::Training => t.get("readers-training"),
        };
        let when = match (one.read_at, one.reminded_at) {
            (Some(at), _) => t.date_full(zone.day(at)),
            (None, Some(at)) => t.with("readers-reminded", &[("day", &t.date_full(zone.day(at)))]),
            (None, None) => String::new(),
        };
        let department = pick(t, &one.department.0, &one.department.1);
        ReaderLine { name: one.name, sub: format!("{department} \u{b7} {tie}"), when }
    };
    let all = found.people.len();
    let (read, missing): (Vec<_>, Vec<_>) = found.people.into_iter().partition(|one| one.read_at.is_some());
    let version = found.version;
    let whose = match &found.office {
        Some((name, name_en)) => t.with("readers-of-office", &[("name", &pick(t, name, name_en))]),
        None => t.get("readers-of-centre"),
    };
    html(&ReadersPage {
        page: Chrome::new(&who, "readers-title", Place::Policy),
        sub: format!(
            "{} \u{b7} {}",
            version.number,
            t.with("readers-from", &[("day", &t.date_full(version.effective_from))])
        ),
        count: t.with("readers-count", &[("read", &read.len()), ("all", &all)]),
        whose,
        key: version.doc_key,
        title: version.title,
        missing: missing.into_iter().map(line).collect(),
        read: read.into_iter().map(line).collect(),
    })
}

async fn remind(
    who: Allow<perm::ApprovePolicy>,
    path: Path<String>,
    _form: Posted,
    site: Data<Site>,
) -> Answer {
    let (actor, key, today) = (who.actor().clone(), path.into_inner(), site.today());
    let doc = key.clone();
    let told = site.db.write(move |tx| keeping::remind(tx, &actor, &doc, today)).await?;
    let outcome = if told > 0 { "?ok=readers-reminded" } else { "?ok=readers-told-already" };
    see_other(&format!("/policies/{key}/readers{outcome}"))
}

struct ClauseLines {
    anchor: String,
    label: String,
    rests: Vec<(String, String, String)>,
    questions: Vec<(String, String, bool)>,
}

#[derive(Template)]
#[template(path = "features/reports/pages/rests.html")]
struct RestsPage {
    page: Chrome,
    key: String,
    title: String,
    sub: String,
    items: Vec<(String, String, String)>,
    clauses: Vec<ClauseLines>,
}

async fn rests(who: Allow<perm::ApprovePolicy>, path: Path<String>, site: Data<Site>) -> Answer {
    let today = site.today();
    let t = Texts::new(who.lang).on(today);
    let key = path.into_inner();
    let found = site.db.read(move |conn| keeping::rests(conn, &key, today)).await?;
    let items = found.items.iter().map(|(item, held, learning)| {
        let sub = t.with("rests-item", &[("held", held), ("learning", learning)]);
        (item.slug.clone(), pick(t, &item.name, &item.name_en), sub)
    });
    let items = items.collect();
    let clause = |(anchor, article, one): (String, String, keeping::ClauseRests)| {
        let rests = one.rests.into_iter().map(|rest| {
            let kind = match rest.kind {
                RestKind::Faq => t.get("search-kind-faq"),
                RestKind::Note => t.get("search-kind-note"),
                RestKind::Item => t.get("search-kind-item"),
            };
            (kind, pick(t, &rest.name.0, &rest.name.1), rest.href)
        });
        ClauseLines { label: article, rests: rests.collect(), questions: one.questions, anchor }
    };
    let clauses = found.clauses.into_iter().map(clause).collect();
    html(&RestsPage {
        page: Chrome::new(&who, "rests-title", Place::Policy),
        sub: found.version.number,
        key: found.version.doc_key,
        title: found.version.title,
        items,
        clauses,
    })
}

struct DiffPiece {
    gone: bool,
    new: bool,
    text: String,
}

struct ChangeView {
    title: String,
    diff: String,
    gone: bool,
    pieces: Vec<DiffPiece>,
}

struct StaleView {
    title: String,
    sub: String,
    href: String,
    changes: Vec<ChangeView>,
    /// Where 仍然正确 is sent; empty where a clause is gone, so that it must be adapted.
    still: String,
    seen: String,
    /// Where it is adapted.
    adapt: String,
    /// Where it is taken off the shelf.
    retire: String,
}

struct Group {
    id: &'static str,
    title: String,
    lines: Vec<StaleView>,
}

/// What a day ahead will make stale: kind, name, address, and the clauses it rests on.
struct ComingView {
    day: String,
    title: String,
    lines: Vec<(String, String, String, Vec<ChangeView>)>,
    questions: String,
}

/// What was settled of late and can be undone.
struct DoneView {
    id: String,
    what: String,
    name: String,
    by: String,
}

#[derive(Template)]
#[template(path = "features/reports/pages/upkeep.html")]
struct UpkeepPage {
    page: Chrome,
    groups: Vec<Group>,
    coming: Vec<ComingView>,
    done: Vec<DoneView>,
    done_days: String,
    none: bool,
    questions: String,
    reviews: String,
}

fn pieces(found: Vec<Piece>) -> Vec<DiffPiece> {
    let piece = |piece: Piece| DiffPiece {
        gone: piece.fate == Fate::Gone,
        new: piece.fate == Fate::New,
        text: piece.text,
    };
    found.into_iter().map(piece).collect()
}

fn change(t: Texts, one: ClauseChange) -> ChangeView {
    let was = t.with("clause-label", &[("title", &one.was.0), ("article", &one.was.1)]);
    ChangeView {
        title: match &one.now {
            Some(now) if now.article != one.was.1 => {
                t.with("upkeep-renumbered", &[("clause", &was), ("article", &now.article)])
            }
            _ => was,
        },
        gone: one.now.is_none(),
        diff: one.diff,
        pieces: pieces(one.pieces),
    }
}

fn note_view(t: Texts, note: Note) -> StaleView {
    let seen = note.seen();
    let changed = note.pins.into_iter().filter(|pin| pin.changed).map(|pin| {
        let (title, gone) = match &pin.clause {
            Some(clause) => {
                (t.with("clause-label", &[("title", &clause.title), ("article", &clause.article)]), false)
            }
            None => (pin.reference.clone(), true),
        };
        ChangeView { title, diff: String::new(), gone, pieces: pieces(pin.pieces) }
    });
    let changes: Vec<ChangeView> = changed.collect();
    let gone = changes.iter().any(|change| change.gone);
    StaleView {
        sub: t.with("search-note-source", &[("author", &note.author)]),
        href: format!("/notes/{}", note.id),
        still: if gone { String::new() } else { format!("/notes/{}/still", note.id) },
        adapt: if note.own { format!("/notes/{}/edit", note.id) } else { String::new() },
        retire: String::new(),
        title: note.title,
        changes,
        seen,
    }
}

fn is_gone(changes: &[ClauseChange]) -> bool {
    changes.iter().any(|change| change.now.is_none())
}

fn faq_view(t: Texts, one: StaleFaq) -> StaleView {
    let id = one.faq.id;
    StaleView {
        sub: one.faq.plain,
        href: format!("/faq#q-{id}"),
        still: if is_gone(&one.changes) { String::new() } else { format!("/faq/{id}/still") },
        adapt: format!("/faq/{id}/edit"),
        retire: format!("/faq/{id}/retire"),
        title: one.faq.question,
        changes: one.changes.into_iter().map(|one| change(t, one)).collect(),
        seen: String::new(),
    }
}

fn item_view(t: Texts, one: StaleItem) -> StaleView {
    let slug = one.item.slug;
    StaleView {
        sub: one.item.content.summary,
        href: format!("/items/{slug}"),
        still: if is_gone(&one.changes) { String::new() } else { format!("/items/{slug}/still") },
        adapt: format!("/items/{slug}/edit"),
        retire: String::new(),
        title: pick(t, &one.item.name, &one.item.name_en),
        changes: one.changes.into_iter().map(|one| change(t, one)).collect(),
        seen: String::new(),
    }
}

/// What is still to come needs no act today: an answer adapted now would mislead until its day.
fn coming_view(t: Texts, one: Coming) -> ComingView {
    let line = |kind: &str, view: StaleView| (t.get(kind), view.title, view.href, view.changes);
    let items = one.items.into_iter().map(|one| line("search-kind-item", item_view(t, one)));
    let faqs = one.faqs.into_iter().map(|one| line("search-kind-faq", faq_view(t, one)));
    let notes = one.notes.into_iter().map(|one| line("search-kind-note", note_view(t, one)));
    ComingView {
        day: one.day.to_string(),
        title: t.with("upkeep-coming", &[("day", &t.date_full(one.day))]),
        lines: items.chain(faqs).chain(notes).collect(),
        questions: if one.questions > 0 {
            t.with("upkeep-coming-questions", &[("n", &one.questions)])
        } else {
            String::new()
        },
    }
}

async fn upkeep(who: Allow<perm::WritePolicy>, site: Data<Site>) -> Answer {
    let (today, now) = (site.today(), site.db.clock().now());
    let t = Texts::new(who.lang).on(today);
    let zone = site.zone();
    let actor = who.actor().clone();
    let (found, coming, settled) = site
        .db
        .read(move |conn| {
            let found = keeping::stale(conn, &actor, today)?;
            let coming = keeping::coming(conn, &actor, today, &found)?;
            Ok((found, coming, corpus::settled(conn, &actor, now)?))
        })
        .await?;
    let none = found.count() == 0;
    let (questions, reviews) = (found.questions, found.reviews);
    let groups = vec![
        Group {
            id: "items",
            title: t.get("search-kind-item"),
            lines: found.items.into_iter().map(|one| item_view(t, one)).collect(),
        },
        Group {
            id: "faqs",
            title: t.get("faq-title"),
            lines: found.faqs.into_iter().map(|one| faq_view(t, one)).collect(),
        },
        Group {
            id: "notes",
            title: t.get("notes-shared"),
            lines: found.notes.into_iter().map(|note| note_view(t, note)).collect(),
        },
    ];
    let done = settled.into_iter().map(|one| DoneView {
        id: one.id,
        what: t.get(if one.retired { "upkeep-retire" } else { "still-right" }),
        name: one.name,
        by: format!("{} \u{b7} {}", one.by, t.date_time(zone.local(one.at))),
    });
    let done: Vec<DoneView> = done.collect();
    let mut page = Chrome::new(&who, "upkeep-title", Place::Policy);
    if !done.is_empty() && matches!(who.toast.as_deref(), Some("still-right" | "faq-retired")) {
        page.toast_link = Some(("#done".to_owned(), t.get("upkeep-undo")));
    }
    html(&UpkeepPage {
        page,
        groups: groups.into_iter().filter(|group| !group.lines.is_empty()).collect(),
        coming: coming.into_iter().map(|one| coming_view(t, one)).collect(),
        done,
        done_days: t.with("upkeep-done-sub", &[("n", &corpus::UNDO_DAYS)]),
        none,
        questions: if questions > 0 {
            t.with("upkeep-questions", &[("n", &questions)])
        } else {
            String::new()
        },
        reviews: if reviews > 0 { t.with("upkeep-reviews", &[("n", &reviews)]) } else { String::new() },
    })
}

/// Puts back what was settled by a slip of the finger.
async fn undo(who: Allow<perm::WritePolicy>, path: Path<String>, form: Posted, site: Data<Site>) -> Answer {
    // The form carries its cross-site code and nothing else.
    drop(form);
    let (actor, id) = (who.actor().clone(), path.into_inner());
    match site.db.write(move |tx| corpus::undo(tx, &actor, &id)).await {
        Ok(()) => see_other("/upkeep?ok=undone"),
        // Somebody changed it meanwhile: nothing was done, and the list shows how it stands now.
        Err(fault) if fault.key == "undo-too-late" => see_other("/upkeep?ok=undo-too-late"),
        Err(fault) => Err(fault.into()),
    }
}
