//! The manager's page and its tables as CSV.

use actix_web::web::{Data, Path};
use askama::Template;

use super::charts::{self, Chart, Plot, Table};
use super::tables::{rates, share, table};
use super::today_parts::{Line, pick};
use crate::features::reports::rules::cover::{Standing, Verdict};
use crate::features::reports::rules::standstill::Step;
use crate::features::reports::service::overview::{self as service, CoverLine, Figure, Overview, Still};
use crate::kernel::{Fault, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::chart::Interval;
use crate::web::csv::Csv;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, html};

struct Number {
    name: String,
    value: String,
    unit: String,
    change: String,
    how: String,
}

/// A line of the cover table in words.
pub(super) struct CoverView {
    pub post: String,
    pub item: String,
    pub a: String,
    pub a_state: String,
    pub b: String,
    pub b_state: String,
    pub verdict: String,
    pub tone: &'static str,
}

struct StillGroup {
    step: String,
    lines: Vec<Line>,
}

struct HeatCell {
    name: String,
    value: String,
    class: &'static str,
}

struct HeatRow {
    item: String,
    cells: Vec<HeatCell>,
}

#[derive(Template)]
#[template(path = "features/reports/pages/reports.html")]
struct ReportsPage {
    page: Chrome,
    office: String,
    as_of: String,
    numbers: Vec<Number>,
    cover_title: String,
    cover: Vec<CoverView>,
    able: Table,
    able_none: String,
    still: Vec<StillGroup>,
    charts: Vec<Chart>,
    weak: Vec<HeatRow>,
}

fn change(t: &Texts, figure: Figure, than: &str) -> String {
    let than = t.get(than);
    match figure.now - figure.before {
        0 => t.with("change-same", &[("than", &than)]),
        more if more > 0 => t.with("change-more", &[("n", &more), ("than", &than)]),
        less => t.with("change-less", &[("n", &-less), ("than", &than)]),
    }
}

fn numbers(t: &Texts, found: &Overview) -> Vec<Number> {
    let n = &found.numbers;
    [
        ("number-able", "number-able-how", "unit-people", n.able, "than-month-end"),
        ("number-gaps", "number-gaps-how", "unit-places", n.gaps, "than-this-month"),
        ("number-training", "number-training-how", "unit-people", n.training, "than-period"),
        ("number-rounds", "number-rounds-how", "unit-rounds", n.rounds, "than-period-before"),
    ]
    .into_iter()
    .map(|(name, how, unit, figure, than)| Number {
        name: t.get(name),
        value: t.number(figure.now),
        unit: t.with(unit, &[("n", &figure.now)]),
        change: change(t, figure, than),
        how: t.get(how),
    })
    .collect()
}

fn standing(t: &Texts, standing: Standing) -> String {
    match standing {
        Standing::Nobody => t.get("cover-nobody"),
        Standing::Unlicensed => t.get("cover-unlicensed"),
        Standing::Ends(day) => t.with("cover-ends", &[("day", &t.date(day))]),
        Standing::Holds => t.get("cover-holds"),
    }
}

fn verdict(t: &Texts, verdict: Verdict) -> (String, &'static str) {
    match verdict {
        Verdict::Both => (t.get("cover-both"), "tag-ok"),
        Verdict::OnlyA => (t.get("cover-only-a"), "tag-warn"),
        Verdict::OnlyB => (t.get("cover-only-b"), "tag-warn"),
        Verdict::Open => (t.get("cover-open"), "tag-risk"),
    }
}

pub(super) fn cover_view(t: &Texts, line: &CoverLine) -> CoverView {
    let name = |name: &Option<String>| name.clone().unwrap_or_else(|| t.get("cover-vacant"));
    let (words, tone) = verdict(t, line.cover.verdict());
    CoverView {
        post: pick(t, &line.post),
        item: pick(t, &line.item),
        a: name(&line.a),
        a_state: standing(t, line.cover.a),
        b: name(&line.b),
        b_state: standing(t, line.cover.b),
        verdict: words,
        tone,
    }
}

pub(super) fn step_name(t: &Texts, step: Step) -> String {
    t.get(match step {
        Step::Listen => "step-listen",
        Step::Learn => "step-learn",
        Step::Watch => "step-watch",
        Step::Practice => "step-practice",
        Step::Alone => "step-alone",
    })
}

pub(super) fn missing(t: &Texts, line: &Still) -> String {
    let gates: Vec<String> = line
        .gates
        .iter()
        .map(|(key, have, need)| {
            t.with(key, &[("have", have), ("need", need), ("left", &need.saturating_sub(*have))])
        })
        .collect();
    gates.join(&t.get("list-semicolon"))
}

fn still(t: &Texts, found: &Overview) -> Vec<StillGroup> {
    Step::ALL
        .into_iter()
        .map(|step| StillGroup {
            step: step_name(t, step),
            lines: found
                .still
                .iter()
                .filter(|line| line.step == step)
                .map(|line| Line {
                    title: t.with("still-line", &[("name", &line.name), ("item", &pick(t, &line.item))]),
                    href: format!("/pairs/{}/board", line.pair),
                    sub: t.with("still-needs", &[("what", &missing(t, line))]),
                    tag: Some(("", t.with("still-since", &[("day", &t.date(line.last)), ("n", &line.days)]))),
                })
                .collect(),
        })
        .filter(|group| !group.lines.is_empty())
        .collect()
}

fn chart_list(t: &Texts, found: &Overview) -> Vec<Chart> {
    let funnel: Vec<(String, u32, String)> = Step::ALL
        .into_iter()
        .zip(found.funnel)
        .map(|(step, n)| (step_name(t, step), n, t.with("funnel-n", &[("n", &n)])))
        .collect();
    let ready: Vec<(String, [u32; 3], String)> = found
        .ready
        .iter()
        .map(|ready| {
            let [all, some, none] = ready.people;
            let words = t.with("ready-n", &[("all", &all), ("some", &some), ("none", &none)]);
            (pick(t, &ready.post), ready.people, words)
        })
        .collect();
    let rates: Vec<(String, Option<Interval>, String)> = rates(t, found)
        .into_iter()
        .map(|rate| {
            let words = match rate.now {
                None => t.get("rate-nothing"),
                Some(i) => t.with(
                    "rate-words",
                    &[
                        ("share", &t.percent(i.share)),
                        ("low", &t.percent(i.low)),
                        ("high", &t.percent(i.high)),
                        ("n", &rate.of),
                    ],
                ),
            };
            (rate.name, rate.now, words)
        })
        .collect();
    let told = |rows: Vec<(&String, &String)>| {
        rows.iter()
            .map(|(label, words)| format!("{label} {words}"))
            .collect::<Vec<_>>()
            .join(&t.get("list-semicolon"))
    };
    let filled = |name: &str| table(t, found, name).unwrap_or_default();
    let mut out = Vec::new();
    let (plot, height) = charts::bars(&funnel);
    out.push(Chart {
        id: "funnel",
        title: t.get("funnel-title"),
        note: t.get("funnel-note"),
        told: told(funnel.iter().map(|(label, _, words)| (label, words)).collect()),
        legend: Vec::new(),
        plot,
        height,
        table: filled("funnel"),
        foot: String::new(),
    });
    let (plot, height) = charts::stacks(&ready, ["bar-1", "bar-2", "bar-rest"]);
    out.push(Chart {
        id: "ready",
        title: t.get("ready-title"),
        note: t.get("ready-note"),
        told: told(ready.iter().map(|(label, _, words)| (label, words)).collect()),
        legend: vec![
            ("key-1", t.get("ready-all")),
            ("key-2", t.get("ready-some")),
            ("key-rest", t.get("ready-none")),
        ],
        plot,
        height,
        table: filled("ready"),
        foot: String::new(),
    });
    let months: Vec<(String, u32)> = found
        .months
        .iter()
        .map(|(day, n)| (t.with("months-short", &[("month", &chrono::Datelike::month(day))]), *n))
        .collect();
    let (plot, height) = charts::line(&months);
    out.push(Chart {
        id: "months",
        title: t.get("months-title"),
        note: t.get("months-note"),
        told: months
            .iter()
            .map(|(label, n)| t.with("months-told", &[("month", label), ("n", n)]))
            .collect::<Vec<_>>()
            .join(&t.get("list-semicolon")),
        legend: Vec::new(),
        plot,
        height,
        table: filled("months"),
        foot: String::new(),
    });
    let (plot, height) = charts::ranges(&rates, |share| t.percent(share));
    out.push(Chart {
        id: "screening",
        title: t.get("rate-title"),
        note: t.get("rate-note"),
        told: told(rates.iter().map(|(label, _, words)| (label, words)).collect()),
        legend: Vec::new(),
        plot,
        height,
        table: filled("screening"),
        foot: t.get("rate-foot"),
    });
    out
}

fn heat(t: &Texts, found: &Overview) -> Vec<HeatRow> {
    found
        .weak
        .iter()
        .map(|(item, criteria)| HeatRow {
            item: pick(t, item),
            cells: criteria
                .iter()
                .map(|weak| {
                    let (value, class) = share(t, weak.share);
                    HeatCell { name: pick(t, &weak.criterion), value, class }
                })
                .collect(),
        })
        .collect()
}

async fn gather(who: &Allow<perm::SeeReports>, site: &Data<Site>) -> Result<Overview, Fault> {
    let (actor, zone, now) = (who.actor().clone(), site.zone(), site.db.clock().now());
    site.db.read(move |conn| service::overview(conn, &actor, zone, now)).await
}

pub(super) async fn page(who: Allow<perm::SeeReports>, site: Data<Site>) -> Answer {
    let found = gather(&who, &site).await?;
    let page = Chrome::new(&who, "reports-title", Place::Reports);
    let t = page.t.on(site.today());
    let now = site.zone().local(site.db.clock().now());
    html(&ReportsPage {
        office: found.office.as_ref().map_or_else(|| t.get("reports-centre"), |names| pick(&t, names)),
        as_of: t.with("reports-as-of", &[("at", &t.date_time(now))]),
        numbers: numbers(&t, &found),
        cover_title: t.with("cover-title", &[("month", &t.month(found.month.first))]),
        cover: found.cover.iter().map(|line| cover_view(&t, line)).collect(),
        able: table(&t, &found, "able").unwrap_or_default(),
        able_none: t.get("able-none"),
        still: still(&t, &found),
        charts: chart_list(&t, &found),
        weak: heat(&t, &found),
        page,
    })
}

pub(super) async fn csv(who: Allow<perm::SeeReports>, name: Path<String>, site: Data<Site>) -> Answer {
    let found = gather(&who, &site).await?;
    let t = Texts::new(who.lang).on(site.today());
    let table = table(&t, &found, &name).ok_or_else(Fault::missing)?;
    let mut csv = Csv::new(&table.columns);
    for row in &table.rows {
        csv.row(row);
    }
    csv.answer(&format!("{name}-{}.csv", site.today()))
}
