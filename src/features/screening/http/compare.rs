//! Two pages side by side.

use actix_web::web::{Data, Path};
use askama::Template;

use super::super::model::Page;
use super::super::papers::{Change, shown};
use super::super::service::{self, Other};
use super::words;
use crate::forensics::Region;
use crate::kernel::{Id, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, html};

/// One of the two.
struct Side {
    title: String,
    /// Where its case is; empty for the case one comes from.
    href: String,
    picture: String,
    alt: String,
    width: i32,
    height: i32,
    boxes: Vec<Region>,
}

/// What changed between two revisions, in a row of the table.
struct ChangeView {
    n: usize,
    before: String,
    after: String,
}

#[derive(Template)]
#[template(path = "features/screening/pages/compare.html")]
struct ComparePage {
    page: Chrome,
    id: String,
    code: String,
    why: String,
    other_reasons: String,
    /// Why there is nothing on the right; empty when there is.
    hidden: String,
    sides: Vec<Side>,
    changes: Vec<ChangeView>,
    /// Address, text, whether it is shown: the revisions to choose from.
    revisions: Vec<(String, String, bool)>,
}

fn side(t: &Texts, title: String, case: &str, page: &Page, region: Option<Region>) -> Side {
    Side {
        title,
        href: String::new(),
        picture: format!("/screening/{case}/pages/{}/preview", page.number),
        alt: t.with("screening-page-alt", &[("n", &(page.number % 100)), ("places", &0)]),
        width: page.width,
        height: page.height,
        boxes: region.into_iter().collect(),
    }
}

/// The page of a reuse finding beside the page of the other case.
pub(super) async fn beside(
    who: Allow<perm::SeeScreening>,
    place: Path<(Id, Id)>,
    site: Data<Site>,
) -> Answer {
    let (id, finding) = place.into_inner();
    let actor = who.actor().clone();
    let found = site.db.write(move |tx| service::beside(tx, &actor, &id, &finding)).await?;
    let page = Chrome::new(&who, "screening-compare", Place::Screening);
    let t = page.t.on(site.today());
    let (why, other_reasons) = words::finding_words(&t, &found.finding);
    let title = |code: &str, page: &Page| {
        let (file, n) = (page.number / 100, page.number % 100);
        t.with("screening-compare-side", &[("code", &code), ("file", &file), ("n", &n)])
    };
    let own =
        side(&t, title(&found.case.code, &found.page), &found.case.id, &found.page, found.finding.region());
    let mut sides = vec![own];
    let hidden = match &found.other {
        Other::Seen(seen) => {
            let (case, page) = seen.as_ref();
            let other = side(&t, title(&case.code, page), &case.id, page, found.finding.source_region());
            sides.push(Side { href: format!("/screening/{}?page={}", case.id, page.number), ..other });
            String::new()
        }
        Other::Hidden { code, office, person } => {
            t.with("screening-compare-hidden", &[("code", code), ("office", office), ("person", person)])
        }
        Other::Gone => t.get("screening-compare-gone"),
    };
    html(&ComparePage {
        id: found.case.id,
        code: found.case.code,
        why,
        other_reasons: t.with("screening-or", &[("other", &other_reasons)]),
        hidden,
        sides,
        changes: Vec::new(),
        revisions: Vec::new(),
        page,
    })
}

/// A page beside an earlier revision of itself, and what changed.
pub(super) async fn earlier(
    who: Allow<perm::SeeScreening>,
    place: Path<(Id, i32)>,
    query: Fields,
    site: Data<Site>,
) -> Answer {
    let (id, number) = place.into_inner();
    let (actor, worker) = (who.actor().clone(), site.clone());
    let found = site.db.write(move |tx| service::history(tx, &actor, &worker.keys, &id, number)).await?;
    let page = Chrome::new(&who, "screening-earlier", Place::Screening);
    let t = page.t.on(site.today());
    let asked = query.one("revision").parse::<i32>().ok();
    let last = found.earlier.len() - 1;
    let at = found.earlier.iter().position(|(row, _)| Some(row.revision) == asked).unwrap_or(last);
    let (row, changes) = &found.earlier[at];
    let named = |revision: i32| t.with("screening-revision", &[("n", &revision)]);
    let before = Side {
        title: named(row.revision),
        href: String::new(),
        picture: format!("/screening/{}/pages/{number}/earlier-{}", found.case.id, row.revision),
        alt: t.with("screening-page-alt", &[("n", &(number % 100)), ("places", &changes.len())]),
        width: row.width,
        height: row.height,
        boxes: changes.iter().filter_map(|change| change.region).collect(),
    };
    let now = Side {
        boxes: changes.iter().filter_map(|change| change.region).collect(),
        ..side(&t, t.get("screening-revision-now"), &found.case.id, &found.page, None)
    };
    html(&ComparePage {
        revisions: found
            .earlier
            .iter()
            .map(|(one, _)| {
                let href =
                    format!("/screening/{}/pages/{number}/earlier?revision={}", found.case.id, one.revision);
                (href, named(one.revision), one.revision == row.revision)
            })
            .collect(),
        why: t.with("screening-earlier-why", &[("n", &changes.len())]),
        other_reasons: t.get("screening-earlier-or"),
        hidden: String::new(),
        sides: vec![before, now],
        changes: changes
            .iter()
            .zip(1..)
            .map(|(change, n)| ChangeView {
                n,
                before: masked(&found.personal, change, &change.before),
                after: masked(&found.personal, change, &change.after),
            })
            .collect(),
        id: found.case.id,
        code: found.case.code,
        page,
    })
}

/// What stood at a place that changed, masked as the personal field is that stands there.
fn masked(personal: &[(String, Region)], change: &Change, text: &str) -> String {
    let key = change.region.and_then(|region| {
        personal.iter().find(|(_, place)| place.overlap(&region) > 0).map(|(key, _)| key.as_str())
    });
    shown(key.unwrap_or("note"), text)
}
