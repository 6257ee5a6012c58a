//! Business items: what to bring, what is easily missed, every lawful way, the flow.

use actix_web::web::{Data, Path};
use askama::Template;
use chrono::NaiveDate;

use super::flow::{self, FlowBox};
use super::hits::clause_links;
use super::{ClauseLink, as_of, item_name};
use crate::features::corpus::content::{ItemContent, NoticeDesk};
use crate::features::corpus::service::resting::{ClauseChange, item_changes};
use crate::features::corpus::service::{items, policies, shelf};
use crate::kernel::{Permission, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, Posted, Routes, html, local_path, see_other};

pub(super) fn routes(routes: &mut Routes) {
    routes
        .get("/items", list)
        .get("/items/{slug}", item)
        .get("/items/{slug}/flow", flow_sheet)
        .post("/items/{slug}/still", still);
}

struct ItemLine {
    slug: String,
    name: String,
    summary: String,
    sub: String,
    high_risk: bool,
}

#[derive(Template)]
#[template(path = "features/corpus/pages/items.html")]
struct ListPage {
    page: Chrome,
    items: Vec<ItemLine>,
}

fn sub(t: Texts, content: &ItemContent) -> String {
    t.with("item-sub", &[("papers", &content.materials.len()), ("minutes", &content.target_minutes)])
}

async fn list(who: Allow<perm::ReadPolicy>, site: Data<Site>) -> Answer {
    let t = Texts::new(who.lang);
    let found = site.db.read(items::items).await?;
    let items = found
        .into_iter()
        .map(|item| ItemLine {
            name: item_name(t, &item),
            sub: sub(t, &item.content),
            slug: item.slug,
            summary: item.content.summary,
            high_risk: item.high_risk,
        })
        .collect();
    html(&ListPage { page: Chrome::new(&who, "items-title", Place::Policy), items })
}

struct Cited {
    title: String,
    text: String,
    clause: Option<ClauseLink>,
}

struct MaterialView {
    name: String,
    needs: String,
    place: String,
    note: String,
    condition: String,
    clause: Option<ClauseLink>,
}

#[derive(Template)]
#[template(path = "features/corpus/pages/item.html")]
struct ItemPage {
    page: Chrome,
    slug: String,
    summary: String,
    sub: String,
    high_risk: bool,
    version: String,
    day: String,
    day_text: String,
    not_today: bool,
    materials: Vec<MaterialView>,
    blind_spots: Vec<Cited>,
    options: Vec<Cited>,
    refusals: Vec<Cited>,
    may_write: bool,
    next_steps: Vec<String>,
    easily_missed: Vec<String>,
    flow: Vec<FlowBox>,
    notice: NoticeDesk,
    policies: Vec<ClauseLink>,
    forms: Vec<(String, String)>,
    /// Clauses that read differently from when the item was written.
    changed: Vec<ClauseLink>,
    /// What stands on the page: anchor and name.
    contents: Vec<(&'static str, String)>,
    /// How many questions with answers belong to the item.
    faqs: usize,
    faq_text: String,
}

/// The headings of the page that have something under them, in their order.
fn contents(t: Texts, content: &ItemContent) -> Vec<(&'static str, String)> {
    let lists = [
        ("materials-h", "item-materials", content.materials.len()),
        ("options-h", "item-options", content.options.len()),
        ("refusals-h", "item-refusals", content.refusals.len()),
        ("blind-h", "item-blind-spots", content.blind_spots.len()),
    ];
    let filled = lists.into_iter().filter(|(_, _, n)| *n > 0).map(|(id, key, _)| (id, t.get(key)));
    filled.chain([("flow-h", t.get("item-flow"))]).collect()
}

/// Links to what changed about the clauses an item rests on.
pub(super) fn changed_links(t: Texts, changes: Vec<ClauseChange>) -> Vec<ClauseLink> {
    let link = |change: ClauseChange| {
        let (title, article) = change.was;
        ClauseLink {
            href: change.diff,
            text: t.with("clause-label", &[("title", &title), ("article", &article)]),
        }
    };
    changes.into_iter().map(link).collect()
}

async fn item(who: Allow<perm::ReadPolicy>, path: Path<String>, query: Fields, site: Data<Site>) -> Answer {
    let today = site.today();
    let day = as_of(&query, today)?;
    let t = Texts::new(who.lang).on(today);
    let slug = path.into_inner();
    let (item, cited, in_force, forms, changes, faqs) = site
        .db
        .read(move |conn| {
            let item = items::item_by_slug(conn, &slug)?;
            let cited = Links::of(conn, t, &item.content, day)?;
            let in_force = policies::policies_of_item(conn, &item, day)?;
            let changes = item_changes(conn, &item, day)?;
            let faqs = shelf::faqs(conn)?.iter().filter(|faq| faq.items.contains(&item.slug)).count();
            Ok((item, cited, in_force, shelf::forms(conn, day)?, changes, faqs))
        })
        .await?;
    let content = item.content.clone();
    let Links { materials, blind_spots, options, refusals } = cited;
    let materials = content.materials.iter().zip(materials);
    let policies = in_force.into_iter().map(|version| ClauseLink {
        href: format!("/policies/{}?as_of={day}", version.doc_key),
        text: t.with("policy-label", &[("title", &version.title), ("number", &version.number)]),
    });
    let forms = forms
        .into_iter()
        .filter(|form| form.current.items.contains(&item.slug) && form.current.begins_after(day).is_none());
    html(&ItemPage {
        page: Chrome::titled(&who, item_name(t, &item), Place::Policy),
        sub: sub(t, &content),
        high_risk: item.high_risk,
        version: t.with("item-version", &[("n", &item.version)]),
        day: day.to_string(),
        day_text: t.date_full(day),
        not_today: day != today,
        materials: materials.map(|(material, clause)| material_view(t, material, clause)).collect(),
        blind_spots: content
            .blind_spots
            .into_iter()
            .zip(blind_spots)
            .map(|(spot, clause)| Cited { title: String::new(), text: spot.text, clause })
            .collect(),
        options: content
            .options
            .into_iter()
            .zip(options)
            .map(|(option, clause)| Cited { title: option.title, text: option.text, clause })
            .collect(),
        refusals: content
            .refusals
            .into_iter()
            .zip(refusals)
            .map(|(one, clause)| Cited { title: one.stuck, text: one.instead, clause })
            .collect(),
        may_write: who.actor().may(Permission::WritePolicy),
        summary: content.summary,
        next_steps: content.next_steps,
        easily_missed: content.easily_missed,
        flow: flow::boxes(&content.flowchart),
        notice: content.notice,
        policies: policies.collect(),
        forms: forms.map(|form| (format!("/forms#form-{}", form.current.slug), form.current.name)).collect(),
        changed: changed_links(t, changes),
        contents: contents(t, &item.content),
        faqs,
        faq_text: t.with("item-faqs", &[("n", &faqs)]),
        slug: item.slug,
    })
}

/// Clauses of everything an item cites, in the order of its lists.
struct Links {
    materials: Vec<Option<ClauseLink>>,
    blind_spots: Vec<Option<ClauseLink>>,
    options: Vec<Option<ClauseLink>>,
    refusals: Vec<Option<ClauseLink>>,
}

impl Links {
    fn of(
        conn: &mut crate::platform::db::AnyConn,
        t: Texts,
        content: &ItemContent,
        day: NaiveDate,
    ) -> Result<Self, crate::kernel::Fault> {
        let mut one = |reference: &String| -> Result<Option<ClauseLink>, crate::kernel::Fault> {
            Ok(clause_links(conn, t, std::slice::from_ref(reference), day)?.into_iter().next())
        };
        Ok(Self {
            materials: content.materials.iter().map(|m| one(&m.clause)).collect::<Result<_, _>>()?,
            blind_spots: content.blind_spots.iter().map(|b| one(&b.clause)).collect::<Result<_, _>>()?,
            options: content.options.iter().map(|o| one(&o.clause)).collect::<Result<_, _>>()?,
            refusals: content.refusals.iter().map(|r| one(&r.clause)).collect::<Result<_, _>>()?,
        })
    }
}

fn material_view(
    t: Texts,
    material: &crate::features::corpus::content::Material,
    clause: Option<ClauseLink>,
) -> MaterialView {
    MaterialView {
        name: material.name.clone(),
        needs: needs(t, material),
        place: material.place.clone(),
        note: material.note.clone(),
        condition: material.condition.clone(),
        clause,
    }
}

/// Original and copies, in words.
pub(super) fn needs(t: Texts, material: &crate::features::corpus::content::Material) -> String {
    match (material.original, material.copies) {
        (true, 0) => t.get("material-original"),
        (true, copies) => t.with("material-original-copies", &[("n", &copies)]),
        (false, 0) => t.get("material-none"),
        (false, copies) => t.with("material-copies", &[("n", &copies)]),
    }
}

#[derive(Template)]
#[template(path = "features/corpus/pages/flow.html")]
struct FlowPage {
    page: Chrome,
    slug: String,
    name: String,
    source: String,
    flow: Vec<FlowBox>,
}

async fn flow_sheet(who: Allow<perm::ReadPolicy>, path: Path<String>, site: Data<Site>) -> Answer {
    let today = site.today();
    let t = Texts::new(who.lang).on(today);
    let slug = path.into_inner();
    let item = site.db.read(move |conn| items::item_by_slug(conn, &slug)).await?;
    let name = item_name(t, &item);
    let source = t.with("flow-source", &[("n", &item.version), ("day", &t.date_full(today))]);
    html(&FlowPage {
        page: Chrome::titled(&who, t.with("flow-title", &[("name", &name)]), Place::Policy),
        flow: flow::boxes(&item.content.flowchart),
        slug: item.slug,
        name,
        source,
    })
}

/// The item is still right under what its clauses say now.
async fn still(who: Allow<perm::WritePolicy>, path: Path<String>, form: Posted, site: Data<Site>) -> Answer {
    let (actor, slug, today) = (who.actor().clone(), path.into_inner(), site.today());
    let own = slug.clone();
    site.db.write(move |tx| items::still_right(tx, &actor, &own, today)).await?;
    match local_path(form.one("back")) {
        "/" => see_other(&format!("/items/{slug}?ok=still-right")),
        back => see_other(&format!("{back}?ok=still-right")),
    }
}
