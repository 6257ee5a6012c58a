//! What changed between two versions: both named at the head, then clause by clause.

use actix_web::web::{Data, Path};
use askama::Template;

use super::{StateTag, in_force_text};
use crate::features::corpus::rules::difference::{Fate, Pair, Piece};
use crate::features::corpus::service::reading::{self, DiffRow, VersionView};
use crate::kernel::{Fault, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, Routes, html};

pub(super) fn routes(routes: &mut Routes) {
    routes.get("/policies/{key}/diff", difference);
}

/// One of the two versions compared, at the head of the page.
pub(super) struct SideView {
    /// Older or newer.
    pub(super) label: String,
    /// Its whole text.
    pub(super) href: String,
    pub(super) number: String,
    pub(super) dates: String,
    pub(super) state: StateTag,
}

impl SideView {
    /// A version that was approved.
    pub(super) fn approved(t: Texts, label: &str, key: &str, view: &VersionView) -> Self {
        Self {
            label: t.get(label),
            href: format!("/policies/{key}?as_of={}", view.effective_from),
            number: view.number.clone(),
            dates: in_force_text(t, view.effective_from, view.effective_to),
            state: StateTag::new(t, view.state),
        }
    }
}

/// A row of the page.
pub(super) struct DiffView {
    pub(super) anchor: String,
    pub(super) title: String,
    pub(super) tag: &'static str,
    pub(super) state: String,
    /// The compared text; empty where the number alone is another.
    pub(super) pieces: Vec<DiffPiece>,
}

pub(super) struct DiffPiece {
    pub(super) gone: bool,
    pub(super) new: bool,
    pub(super) text: String,
}

#[derive(Template)]
#[template(path = "features/corpus/pages/difference.html")]
struct DiffPage {
    page: Chrome,
    key: String,
    title: String,
    sides: Vec<SideView>,
    major: bool,
    summary: String,
    rows: Vec<DiffView>,
    key_points: Vec<String>,
}

async fn difference(
    who: Allow<perm::ReadPolicy>,
    path: Path<String>,
    query: Fields,
    site: Data<Site>,
) -> Answer {
    let today = site.today();
    let t = Texts::new(who.lang).on(today);
    let key = path.into_inner();
    let number = |name: &str| query.one(name).parse::<i32>().map_err(|e| Fault::missing().because(e));
    let (from, to) = (number("from")?, number("to")?);
    let asked = key.clone();
    let found = site.db.read(move |conn| reading::difference(conn, &asked, from, to, today)).await?;
    let unchanged = found.unchanged();
    let changed = found.rows.len() - unchanged;
    html(&DiffPage {
        page: Chrome::new(&who, "diff-title", Place::Policy),
        title: found.to.title.clone(),
        sides: vec![
            SideView::approved(t, "diff-from", &key, &found.from),
            SideView::approved(t, "diff-to", &key, &found.to),
        ],
        key,
        major: found.to.major,
        summary: t.with("diff-summary", &[("changed", &changed), ("same", &unchanged)]),
        rows: found.rows.into_iter().filter_map(|row| diff_view(t, row)).collect(),
        key_points: found.to.digests.key_points,
    })
}

/// A row of the page; clauses that stayed as they were are only counted.
pub(super) fn diff_view(t: Texts, row: DiffRow) -> Option<DiffView> {
    let (tag, state) = match row.pair {
        Pair::Same { .. } => return None,
        Pair::Moved { .. } => ("", "diff-moved"),
        Pair::Changed { .. } => ("tag-info", "diff-changed"),
        Pair::New { .. } => ("tag-ok", "diff-new"),
        Pair::Gone { .. } => ("tag-warn", "diff-gone"),
    };
    let title = if row.old_article.is_empty() || row.old_article == row.new_article {
        row.new_article
    } else if row.new_article.is_empty() {
        row.old_article
    } else {
        t.with("diff-renumbered", &[("old", &row.old_article), ("new", &row.new_article)])
    };
    let piece = |piece: Piece| DiffPiece {
        gone: piece.fate == Fate::Gone,
        new: piece.fate == Fate::New,
        text: piece.text,
    };
    let pieces = if matches!(row.pair, Pair::Moved { .. }) { Vec::new() } else { row.pieces };
    Some(DiffView {
        anchor: row.anchor,
        title,
        tag,
        state: t.get(state),
        pieces: pieces.into_iter().map(piece).collect(),
    })
}
