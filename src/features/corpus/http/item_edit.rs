//! Changing a business item: what to bring, what else could be accepted, blind spots, ways, flow. Each saving makes
//! a new version; frozen records keep theirs.
//!
//! Lists stand as rows of fields with one empty row behind them; a clause is named as it is cited, chosen from the
//! clauses in force of the item's policies. Operating steps, rubric and cases are not changed here.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::web::{Data, Path};
use askama::Template;
use chrono::NaiveDate;

use super::{item_name, label};
use crate::features::corpus::content::{BlindSpot, Choice, ItemContent, Material, NoticeDesk, Refusal};
use crate::features::corpus::model::Item;
use crate::features::corpus::service::{items, policies};
use crate::kernel::{Fault, perm};
use crate::platform::db::AnyConn;
use crate::platform::i18n::{TextValue, Texts};
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, FormErrors, Posted, Routes, fragment, see_other};

/// Most rows of one list.
const ROWS: usize = 30;

pub(super) fn routes(routes: &mut Routes) {
    routes.get("/items/{slug}/edit", edit).post("/items/{slug}/edit", save);
}

/// How a field is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Line,
    Area,
    Clause,
    Tick,
    Number,
}

/// A list of rows: its letter in field names, the key of its legend, its columns with the keys of their labels.
struct List {
    letter: &'static str,
    legend: &'static str,
    columns: &'static [(&'static str, &'static str, Kind)],
}

const LISTS: [List; 4] = [
    List {
        letter: "m",
        legend: "item-materials",
        columns: &[
            ("name", "item-edit-paper", Kind::Line),
            ("place", "notice-where-to-get", Kind::Line),
            ("note", "item-edit-note", Kind::Line),
            ("condition", "material-only-when", Kind::Line),
            ("copies", "item-edit-copies", Kind::Number),
            ("original", "item-edit-original", Kind::Tick),
            ("clause", "notice-basis", Kind::Clause),
        ],
    },
    List {
        letter: "r",
        legend: "item-refusals",
        columns: &[
            ("name", "item-edit-stuck", Kind::Line),
            ("text", "item-edit-instead", Kind::Area),
            ("clause", "notice-basis", Kind::Clause),
        ],
    },
    List {
        letter: "b",
        legend: "item-blind-spots",
        columns: &[("name", "item-edit-spot", Kind::Area), ("clause", "notice-basis", Kind::Clause)],
    },
    List {
        letter: "o",
        legend: "item-options",
        columns: &[
            ("name", "item-edit-way", Kind::Line),
            ("text", "item-edit-means", Kind::Area),
            ("clause", "notice-basis", Kind::Clause),
        ],
    },
];

struct FieldView {
    id: String,
    label: String,
    value: String,
    kind: Kind,
}

impl FieldView {
    fn is(&self, kind: &str) -> bool {
        match self.kind {
            Kind::Line => kind == "line",
            Kind::Area => kind == "area",
            Kind::Clause => kind == "clause",
            Kind::Tick => kind == "tick",
            Kind::Number => kind == "number",
        }
    }
}

struct RowView {
    number: usize,
    fields: Vec<FieldView>,
}

struct ListView {
    letter: &'static str,
    legend: String,
    count: usize,
    rows: Vec<RowView>,
}

#[derive(Template)]
#[template(path = "features/corpus/pages/item_edit.html")]
struct EditPage {
    page: Chrome,
    errors: FormErrors,
    slug: String,
    name: String,
    version: i32,
    plain: Vec<FieldView>,
    lists: Vec<ListView>,
    clauses: Vec<String>,
}

/// Fields beside the lists: name, key of the label, how filled in.
const PLAIN: [(&str, &str, Kind); 9] = [
    ("summary", "item-edit-summary", Kind::Area),
    ("minutes", "item-edit-minutes", Kind::Number),
    ("next_steps", "item-next-steps", Kind::Area),
    ("easily_missed", "item-easily-missed", Kind::Area),
    ("flowchart", "item-flow", Kind::Area),
    ("desk_where", "notice-where", Kind::Line),
    ("desk_when", "notice-when", Kind::Line),
    ("desk_phone", "notice-phone", Kind::Line),
    ("desk_note", "item-edit-deadline", Kind::Line),
];

/// Characters of a clause behind its name: enough to tell it from the others.
const BEGINNING: usize = 24;

/// Clauses by what may be typed for them, and what is offered.
struct Clauses {
    by_label: BTreeMap<String, String>,
    labels: BTreeMap<String, String>,
    /// In the order of the policies.
    offered: Vec<String>,
}

impl Clauses {
    fn of(conn: &mut AnyConn, t: Texts, item: &Item, day: NaiveDate) -> Result<Self, Fault> {
        let mut clauses = Self { by_label: BTreeMap::new(), labels: BTreeMap::new(), offered: Vec::new() };
        let mut found = Vec::new();
        for key in &item.content.policies {
            found.extend(policies::clauses_in_force(conn, key, day)?);
        }
        let titles: BTreeSet<String> = found.iter().map(|clause| clause.title.clone()).collect();
        for clause in found {
            let reference = clause.reference();
            let beginning: String =
                clause.text.chars().filter(|c| !c.is_whitespace()).take(BEGINNING).collect();
            let name = [
                ("title", &short_title(&clause.title, &titles) as &dyn TextValue),
                ("article", &clause.article),
                ("beginning", &beginning),
            ];
            let shown = t.with("item-edit-clause", &name);
            clauses.labels.insert(reference.clone(), shown.clone());
            // A clause typed the way it is cited elsewhere is the same clause.
            clauses.by_label.insert(label(t, &clause), reference.clone());
            clauses.by_label.insert(shown.clone(), reference);
            clauses.offered.push(shown);
        }
        Ok(clauses)
    }

    fn label(&self, reference: &str) -> String {
        self.labels.get(reference).cloned().unwrap_or_else(|| reference.to_owned())
    }
}

/// A title without what it shares with its neighbours: most begin with the name of the city and the fund, and in a
/// narrow field nothing else would be seen.
fn short_title(title: &str, titles: &BTreeSet<String>) -> String {
    let shared =
        |other: &String| title.chars().zip(other.chars()).take_while(|(one, two)| one == two).count();
    let neighbours: Vec<usize> =
        titles.iter().filter(|other| *other != title).map(shared).filter(|n| *n >= SHARED).collect();
    let cut = neighbours.into_iter().min().unwrap_or(0);
    if title.chars().count() < cut + SHARED { title.to_owned() } else { title.chars().skip(cut).collect() }
}

/// Titles that share fewer characters share nothing by design; and fewer must not be left of one.
const SHARED: usize = 4;

/// The values of the form for what an item says now.
fn values(content: &ItemContent, clauses: &Clauses) -> Fields {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: &str| pairs.push((name.to_owned(), value.to_owned()));
    put("summary", &content.summary);
    put("minutes", &content.target_minutes.to_string());
    put("next_steps", &content.next_steps.join("\n"));
    put("easily_missed", &content.easily_missed.join("\n"));
    put("flowchart", &content.flowchart);
    put("desk_where", &content.notice.place);
    put("desk_when", &content.notice.when);
    put("desk_phone", &content.notice.phone);
    put("desk_note", &content.notice.deadline_note);
    for (at, m) in content.materials.iter().enumerate() {
        put(&format!("m-name-{at}"), &m.name);
        put(&format!("m-place-{at}"), &m.place);
        put(&format!("m-note-{at}"), &m.note);
        put(&format!("m-condition-{at}"), &m.condition);
        put(&format!("m-copies-{at}"), &m.copies.to_string());
        if m.original {
            put(&format!("m-original-{at}"), "1");
        }
        put(&format!("m-clause-{at}"), &clauses.label(&m.clause));
    }
    let rows = content.refusals.iter().map(|r| ("r", &r.stuck, &r.instead, &r.clause));
    let none = String::new();
    let rows = rows.chain(content.blind_spots.iter().map(|b| ("b", &b.text, &none, &b.clause)));
    let rows = rows.chain(content.options.iter().map(|o| ("o", &o.title, &o.text, &o.clause)));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (letter, name, text, clause) in rows {
        let at = counts.entry(letter).or_default();
        put(&format!("{letter}-name-{at}"), name);
        put(&format!("{letter}-text-{at}"), text);
        put(&format!("{letter}-clause-{at}"), &clauses.label(clause));
        *at += 1;
    }
    put("m-rows", &content.materials.len().to_string());
    for letter in ["r", "b", "o"] {
        put(&format!("{letter}-rows"), &counts.get(letter).copied().unwrap_or(0).to_string());
    }
    Fields::new(pairs)
}

fn rows_of(form: &Fields, letter: &str) -> usize {
    form.one(&format!("{letter}-rows")).parse::<usize>().unwrap_or(0).min(ROWS)
}

fn lines(form: &Fields, name: &str) -> Vec<String> {
    form.one(name).lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// What the form says, over what the item said before.
fn typed(form: &Fields, before: &ItemContent, clauses: &Clauses) -> Result<ItemContent, Fault> {
    let one = |name: String| form.one(&name).replace("\r\n", "\n");
    let clause = |letter: &str, at: usize| -> Result<String, Fault> {
        let given = one(format!("{letter}-clause-{at}"));
        match clauses.by_label.get(&given) {
            Some(reference) => Ok(reference.clone()),
            None if given.is_empty() => Ok(String::new()),
            None => Err(Fault::field("clauses", "item-clause").with("given", given)),
        }
    };
    let kept = |letter: &'static str| {
        let count = rows_of(form, letter) + 1;
        (0..count.min(ROWS)).filter(move |at| !form.one(&format!("{letter}-name-{at}")).is_empty())
    };
    let materials = kept("m").map(|at| {
        Ok(Material {
            name: one(format!("m-name-{at}")),
            copies: form.one(&format!("m-copies-{at}")).parse().unwrap_or(0),
            original: form.ticked(&format!("m-original-{at}")),
            place: one(format!("m-place-{at}")),
            clause: clause("m", at)?,
            note: one(format!("m-note-{at}")),
            condition: one(format!("m-condition-{at}")),
        })
    });
    let refusals = kept("r").map(|at| {
        let (stuck, instead) = (one(format!("r-name-{at}")), one(format!("r-text-{at}")));
        Ok(Refusal { stuck, instead, clause: clause("r", at)? })
    });
    let blind_spots =
        kept("b").map(|at| Ok(BlindSpot { text: one(format!("b-name-{at}")), clause: clause("b", at)? }));
    let options = kept("o").map(|at| {
        let (title, text) = (one(format!("o-name-{at}")), one(format!("o-text-{at}")));
        Ok(Choice { title, text, clause: clause("o", at)? })
    });
    Ok(ItemContent {
        summary: one("summary".to_owned()),
        target_minutes: form.one("minutes").parse().unwrap_or(before.target_minutes),
        next_steps: lines(form, "next_steps"),
        easily_missed: lines(form, "easily_missed"),
        flowchart: one("flowchart".to_owned()),
        notice: NoticeDesk {
            place: one("desk_where".to_owned()),
            when: one("desk_when".to_owned()),
            phone: one("desk_phone".to_owned()),
            deadline_note: one("desk_note".to_owned()),
        },
        materials: materials.collect::<Result<_, Fault>>()?,
        refusals: refusals.collect::<Result<_, Fault>>()?,
        blind_spots: blind_spots.collect::<Result<_, Fault>>()?,
        options: options.collect::<Result<_, Fault>>()?,
        ..before.clone()
    })
}

fn field(t: Texts, form: &Fields, id: String, label: &str, kind: Kind) -> FieldView {
    let value = if kind == Kind::Tick && form.ticked(&id) { "1" } else { form.one(&id) };
    FieldView { value: value.to_owned(), label: t.get(label), id, kind }
}

fn page(
    who: &Allow<perm::WritePolicy>,
    item: &Item,
    form: &Fields,
    version: i32,
    clauses: &Clauses,
    errors: &FormErrors,
) -> Answer {
    let t = Texts::new(who.lang);
    let list = |list: &List| {
        let count = rows_of(form, list.letter);
        let rows = (0..=count).take(ROWS).map(|at| RowView {
            number: at + 1,
            fields: list
                .columns
                .iter()
                .map(|(name, label, kind)| {
                    field(t, form, format!("{}-{name}-{at}", list.letter), label, *kind)
                })
                .collect(),
        });
        ListView { letter: list.letter, legend: t.get(list.legend), count, rows: rows.collect() }
    };
    let page = EditPage {
        page: Chrome::new(who, "item-edit", Place::Policy),
        errors: errors.clone(),
        slug: item.slug.clone(),
        name: item_name(t, item),
        version,
        plain: PLAIN
            .iter()
            .map(|(name, label, kind)| field(t, form, (*name).to_owned(), label, *kind))
            .collect(),
        lists: LISTS.iter().map(list).collect(),
        clauses: clauses.offered.clone(),
    };
    fragment(&page, errors)
}

async fn known(site: &Site, t: Texts, slug: String) -> Result<(Item, Clauses), Fault> {
    let today = site.today();
    site.db
        .read(move |conn| {
            let item = items::item_by_slug(conn, &slug)?;
            let clauses = Clauses::of(conn, t, &item, today)?;
            Ok((item, clauses))
        })
        .await
}

async fn edit(who: Allow<perm::WritePolicy>, path: Path<String>, site: Data<Site>) -> Answer {
    let (item, clauses) = known(&site, Texts::new(who.lang), path.into_inner()).await?;
    let form = values(&item.content, &clauses);
    page(&who, &item, &form, item.version, &clauses, &FormErrors::default())
}

async fn save(who: Allow<perm::WritePolicy>, path: Path<String>, form: Posted, site: Data<Site>) -> Answer {
    let t = Texts::new(who.lang);
    let (item, clauses) = known(&site, t, path.into_inner()).await?;
    let base: i32 = form.one("version").parse().map_err(|e| Fault::input("malformed").because(e))?;
    if form.ticked("more") {
        // One row more, with everything typed: the row behind the last becomes one of the list.
        let letter = form.one("more").to_owned();
        let more = form.iter().map(|(name, value)| {
            let grown = (name == format!("{letter}-rows")).then(|| rows_of(&form, &letter) + 1);
            (name.to_owned(), grown.map_or_else(|| value.to_owned(), |n| n.to_string()))
        });
        let more = Fields::new(more.collect());
        return page(&who, &item, &more, base, &clauses, &FormErrors::default());
    }
    let (actor, slug, today) = (who.actor().clone(), item.slug.clone(), site.today());
    let saved = match typed(&form, &item.content, &clauses) {
        Ok(content) => site.db.write(move |tx| items::change(tx, &actor, &slug, base, &content, today)).await,
        Err(fault) => Err(fault),
    };
    match saved {
        Ok(()) => see_other(&format!("/items/{}?ok=item-saved", item.slug)),
        Err(fault) => {
            let errors = FormErrors::from_fault(&t, fault)?;
            page(&who, &item, &form, base, &clauses, &errors)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lose_what_they_share() {
        let titles = [
            "岚浦市住房公积金提取管理办法",
            "岚浦市住房公积金提前还款规定",
            "岚浦市住房公积金缴存办法",
            "窗口服务规范",
        ];
        let titles: BTreeSet<String> = titles.map(str::to_owned).into_iter().collect();
        assert_eq!(short_title("岚浦市住房公积金提取管理办法", &titles), "提取管理办法");
        assert_eq!(short_title("岚浦市住房公积金缴存办法", &titles), "缴存办法");
        assert_eq!(short_title("窗口服务规范", &titles), "窗口服务规范");
    }
}
