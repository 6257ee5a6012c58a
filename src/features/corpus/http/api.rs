//! Search and business items in the JSON API. Operating steps are not among them: they are for those who
//! have passed the gate of their apprenticeship, which lies in a later room.

use actix_web::web::{Data, Path};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::{IntoParams, OpenApi, ToSchema};

use super::{as_of, item_name};
use crate::features::corpus::model::{ClauseView, Item};
use crate::features::corpus::service::items;
use crate::features::corpus::service::search::{self as searching, FoundHit, Question, What};
use crate::kernel::{Fault, perm};
use crate::platform::i18n::Texts;
use crate::platform::search::{Kind, Segment};
use crate::platform::site::Site;
use crate::web::{Allow, Answer, Fields, Routes, json};

/// Most hits of one answer.
const MOST: usize = 50;
const USUAL: usize = 10;

#[derive(OpenApi)]
#[openapi(paths(search, list_items, one_item))]
struct Doc;

/// This feature's part of the API's description.
#[must_use]
pub fn description() -> utoipa::openapi::OpenApi {
    Doc::openapi()
}

pub(super) fn routes(routes: &mut Routes) {
    routes
        .get("/api/v1/search", search)
        .get("/api/v1/items", list_items)
        .get("/api/v1/items/{slug}", one_item);
}

/// What to search for; read from the query by hand, as on the page.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes the query; its fields are read by name")]
struct SearchQuery {
    /// The question, in words.
    #[param(max_length = 200)]
    q: String,
    /// The day whose rules are wanted; today when left out.
    as_of: Option<NaiveDate>,
    /// `clause`, `faq`, `form`, `item` or `note`; all when left out.
    kind: Option<String>,
    /// How many hits, 1 to 50; 10 when left out.
    #[param(minimum = 1, maximum = 50)]
    limit: Option<usize>,
}

/// A piece of a passage.
#[derive(Serialize, ToSchema)]
struct SegmentOut {
    text: String,
    /// Whether it matched.
    marked: bool,
}

/// A clause as found.
#[derive(Serialize, ToSchema)]
struct ClauseOut {
    title: String,
    number: String,
    article: String,
    text: String,
    effective_from: NaiveDate,
    /// First day no longer in force.
    effective_to: Option<NaiveDate>,
    /// Whether it was out of force on the day asked for.
    past: bool,
}

/// A hit.
#[derive(Serialize, ToSchema)]
struct HitOut {
    /// `clause`, `faq`, `form`, `item` or `note`.
    kind: &'static str,
    title: String,
    /// Path of the page.
    link: String,
    passage: Vec<SegmentOut>,
    clause: Option<ClauseOut>,
    /// Earlier wordings of the same article that match too, the latest first.
    earlier: Vec<ClauseOut>,
}

/// Hits, best first.
#[derive(Serialize, ToSchema)]
struct SearchOut {
    as_of: NaiveDate,
    /// Whether the index answered. If not, it is being built anew and nothing is listed: ask again shortly.
    served: bool,
    total: usize,
    /// Whether something was found, but nothing that speaks of what was asked.
    vague: bool,
    /// The question as it was probably meant, where a character seems to be mistyped for another of its sound.
    corrected: Option<String>,
    hits: Vec<HitOut>,
    /// With no hits: words for which something would be found.
    nearby: Vec<String>,
}

/// Searches clauses, questions, forms, items and shared notes as of a day.
#[utoipa::path(
    get,
    path = "/api/v1/search",
    tag = "corpus",
    params(SearchQuery),
    responses((status = 200, description = "The hits.", body = SearchOut))
)]
async fn search(who: Allow<perm::ReadPolicy>, query: Fields, site: Data<Site>) -> Answer {
    let day = as_of(&query, site.today())?;
    let limit = query.one("limit").parse().unwrap_or(USUAL).clamp(1, MOST);
    let question = Question {
        text: query.one("q").to_owned(),
        as_of: day,
        kinds: Kind::parse(query.one("kind")).into_iter().collect(),
        typing: false,
        limit,
        offset: 0,
    };
    let (actor, worker) = (who.actor().clone(), site.into_inner());
    let found = tokio::task::spawn_blocking(move || searching::search(&worker, &actor, &question))
        .await
        .map_err(Fault::ours)??;
    let t = Texts::new(who.lang);
    json(&SearchOut {
        as_of: day,
        served: found.standing.serves(),
        total: found.total,
        vague: found.vague,
        corrected: found.corrected,
        hits: found.hits.into_iter().map(|hit| hit_out(t, hit, day)).collect(),
        nearby: found.nearby,
    })
}

fn hit_out(t: Texts, hit: FoundHit, day: NaiveDate) -> HitOut {
    let (kind, title, link, clause) = match hit.what {
        What::Clause(hit) => {
            let opened = if hit.past { hit.clause.effective_from } else { day };
            let (title, link) = (super::label(t, &hit.clause), hit.clause.href(opened));
            (Kind::Clause, title, link, Some(clause_out(hit.clause, hit.past)))
        }
        What::Note { id, title, .. } => (Kind::Note, title, format!("/notes/{id}"), None),
        What::Faq(faq) => (Kind::Faq, faq.question, format!("/faq?as_of={day}#q-{}", faq.id), None),
        What::Form(form) => (Kind::Form, form.name, format!("/forms#form-{}", form.slug), None),
        What::Item(item) => (Kind::Item, item_name(t, &item), format!("/items/{}", item.slug), None),
    };
    let earlier = hit.earlier.into_iter().map(|one| clause_out(one.clause, one.past)).collect();
    let passage = hit.passage.into_iter().map(|Segment { text, marked }| SegmentOut { text, marked });
    HitOut { kind: kind.as_str(), title, link, passage: passage.collect(), clause, earlier }
}

fn clause_out(clause: ClauseView, past: bool) -> ClauseOut {
    ClauseOut {
        title: clause.title,
        number: clause.number,
        article: clause.article,
        text: clause.text,
        effective_from: clause.effective_from,
        effective_to: clause.effective_to,
        past,
    }
}

/// A business item in a list.
#[derive(Serialize, ToSchema)]
struct ItemOut {
    slug: String,
    name: String,
    name_en: String,
    high_risk: bool,
    version: i32,
}

/// Business items.
#[derive(Serialize, ToSchema)]
struct ItemsOut {
    items: Vec<ItemOut>,
}

fn item_out(item: &Item) -> ItemOut {
    ItemOut {
        slug: item.slug.clone(),
        name: item.name.clone(),
        name_en: item.name_en.clone(),
        high_risk: item.high_risk,
        version: item.version,
    }
}

/// Every business item.
#[utoipa::path(
    get,
    path = "/api/v1/items",
    tag = "corpus",
    responses((status = 200, description = "The items.", body = ItemsOut))
)]
async fn list_items(_who: Allow<perm::ReadPolicy>, site: Data<Site>) -> Answer {
    let items = site.db.read(items::items).await?;
    json(&ItemsOut { items: items.iter().map(item_out).collect() })
}

/// A paper the visitor brings.
#[derive(Serialize, ToSchema)]
struct MaterialOut {
    name: String,
    copies: u32,
    original: bool,
    /// Where one gets it.
    place: String,
    /// Reference of the clause that asks for it.
    clause: String,
    note: String,
    /// Only then; empty: always.
    condition: String,
}

/// A business item.
#[derive(Serialize, ToSchema)]
struct ItemDetailOut {
    item: ItemOut,
    summary: String,
    /// Keys of the policies it rests on.
    policies: Vec<String>,
    target_minutes: u32,
    materials: Vec<MaterialOut>,
    /// What the visitor should hear before leaving.
    next_steps: Vec<String>,
    /// What is easily missed.
    easily_missed: Vec<String>,
}

/// One business item: what to bring, what it rests on, what is easily missed.
#[utoipa::path(
    get,
    path = "/api/v1/items/{slug}",
    tag = "corpus",
    params(("slug" = String, Path, description = "Short name of the item.")),
    responses((status = 200, description = "The item.", body = ItemDetailOut))
)]
async fn one_item(_who: Allow<perm::ReadPolicy>, slug: Path<String>, site: Data<Site>) -> Answer {
    let item = site.db.read(move |conn| items::item_by_slug(conn, &slug)).await?;
    let head = item_out(&item);
    let content = item.content;
    let materials = content.materials.into_iter().map(|paper| MaterialOut {
        name: paper.name,
        copies: paper.copies,
        original: paper.original,
        place: paper.place,
        clause: paper.clause,
        note: paper.note,
        condition: paper.condition,
    });
    json(&ItemDetailOut {
        item: head,
        summary: content.summary,
        policies: content.policies,
        target_minutes: content.target_minutes,
        materials: materials.collect(),
        next_steps: content.next_steps,
        easily_missed: content.easily_missed,
    })
}
