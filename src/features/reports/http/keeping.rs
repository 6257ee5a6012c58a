//! Who has not read a policy, what rests on it, and the steward's work list.

use actix_web::web::{Data, Path};
use askama::Template;

use crate::features::corpus::{ClauseChange, Fate, Note, Piece, RestKind};
use crate::features::reports::service::keeping::{self, Reader, Tie};
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
        .get("/upkeep", upkeep);
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

#[derive(Template)]
#[template(path = "features/reports/pages/upkeep.html")]
struct UpkeepPage {
    page: Chrome,
    groups: Vec<Group>,
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

async fn upkeep(who: Allow<perm::WritePolicy>, site: Data<Site>) -> Answer {
    let today = site.today();
    let t = Texts::new(who.lang).on(today);
    let actor = who.actor().clone();
    let found = site.db.read(move |conn| keeping::stale(conn, &actor, today)).await?;
    let none = found.count() == 0;
    let (questions, reviews) = (found.questions, found.reviews);
    let faqs = found.faqs.into_iter().map(|one| {
        let gone = one.changes.iter().any(|change| change.now.is_none());
        let id = one.faq.id;
        StaleView {
            sub: one.faq.plain,
            href: format!("/faq#q-{id}"),
            still: if gone { String::new() } else { format!("/faq/{id}/still") },
            adapt: format!("/faq/{id}/edit"),
            retire: format!("/faq/{id}/retire"),
            title: one.faq.question,
            changes: one.changes.into_iter().map(|one| change(t, one)).collect(),
            seen: String::new(),
        }
    });
    let items = found.items.into_iter().map(|one| {
        let gone = one.changes.iter().any(|change| change.now.is_none());
        let slug = one.item.slug;
        StaleView {
            sub: one.item.content.summary,
            href: format!("/items/{slug}"),
            still: if gone { String::new() } else { format!("/items/{slug}/still") },
            adapt: format!("/items/{slug}/edit"),
            retire: String::new(),
            title: pick(t, &one.item.name, &one.item.name_en),
            changes: one.changes.into_iter().map(|one| change(t, one)).collect(),
            seen: String::new(),
        }
    });
    let groups = vec![
        Group { id: "items", title: t.get("search-kind-item"), lines: items.collect() },
        Group { id: "faqs", title: t.get("faq-title"), lines: faqs.collect() },
        Group {
            id: "notes",
            title: t.get("notes-shared"),
            lines: found.notes.into_iter().map(|note| note_view(t, note)).collect(),
        },
    ];
    html(&UpkeepPage {
        page: Chrome::new(&who, "upkeep-title", Place::Policy),
        groups: groups.into_iter().filter(|group| !group.lines.is_empty()).collect(),
        none,
        questions: if questions > 0 {
            t.with("upkeep-questions", &[("n", &questions)])
        } else {
            String::new()
        },
        reviews: if reviews > 0 { t.with("upkeep-reviews", &[("n", &reviews)]) } else { String::new() },
    })
}
