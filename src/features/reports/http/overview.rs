//! The manager's page and its tables as CSV.

use actix_web::web::{Data, Path};
use askama::Template;

use super::charts::{self, Chart, Plot, Table};
use super::today_parts::{Line, pick};
use crate::features::reports::rules::cover::{Standing, Verdict};
use crate::features::reports::rules::group::{self, Share};
use crate::features::reports::rules::standstill::Step;
use crate::features::reports::service::overview::{self as service, CoverLine, Figure, Overview, Still};
use crate::features::screening::Figures;
use crate::kernel::{Fault, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::chart::{Interval, wilson};
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

struct CoverView {
    post: String,
    item: String,
    a: String,
    a_state: String,
    b: String,
    b_state: String,
    verdict: String,
    tone: &'static str,
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
        unit: t.get(unit),
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

fn cover_view(t: &Texts, line: &CoverLine) -> CoverView {
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

fn step_name(t: &Texts, step: Step) -> String {
    t.get(match step {
        Step::Listen => "step-listen",
        Step::Learn => "step-learn",
        Step::Watch => "step-watch",
        Step::Practice => "step-practice",
        Step::Alone => "step-alone",
    })
}

fn missing(t: &Texts, line: &Still) -> String {
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

/// The tables behind the page: by name, the same for the page and for CSV.
fn table(t: &Texts, found: &Overview, name: &str) -> Option<Table> {
    let head = |keys: &[&str]| keys.iter().map(|key| t.get(key)).collect::<Vec<_>>();
    Some(match name {
        "able" => Table {
            columns: std::iter::once(t.get("able-person"))
                .chain(found.items.iter().map(|names| pick(t, names)))
                .collect(),
            rows: found
                .able
                .iter()
                .map(|able| std::iter::once(able.name.clone()).chain(able.levels.iter().map(|l| level(t, *l))).collect())
                .collect(),
        },
        "cover" => Table {
            columns: head(&["cover-post", "cover-item", "cover-a", "cover-a-state", "cover-b", "cover-b-state", "cover-verdict"]),
            rows: found
                .cover
                .iter()
                .map(|line| cover_view(t, line))
                .map(|v| vec![v.post, v.item, v.a, v.a_state, v.b, v.b_state, v.verdict])
                .collect(),
        },
        "still" => Table {
            columns: head(&["still-step", "able-person", "cover-item", "still-last", "still-days", "still-missing"]),
            rows: found
                .still
                .iter()
                .map(|line| {
                    vec![
                        step_name(t, line.step),
                        line.name.clone(),
                        pick(t, &line.item),
                        t.date_full(line.last),
                        line.days.to_string(),
                        missing(t, line),
                    ]
                })
                .collect(),
        },
        "funnel" => Table {
            columns: head(&["still-step", "funnel-count"]),
            rows: Step::ALL
                .into_iter()
                .zip(found.funnel)
                .map(|(step, count)| vec![step_name(t, step), count.to_string()])
                .collect(),
        },
        "ready" => Table {
            columns: head(&["cover-post", "ready-all", "ready-some", "ready-none"]),
            rows: found
                .ready
                .iter()
                .map(|ready| {
                    std::iter::once(pick(t, &ready.post)).chain(ready.people.iter().map(u32::to_string)).collect()
                })
                .collect(),
        },
        "weak" => Table {
            columns: head(&["cover-item", "weak-criterion", "weak-share"]),
            rows: found
                .weak
                .iter()
                .flat_map(|(item, criteria)| {
                    criteria.iter().map(move |weak| {
                        vec![pick(t, item), pick(t, &weak.criterion), share(t, weak.share).0]
                    })
                })
                .collect(),
        },
        "screening" => Table {
            columns: head(&["rate-name", "rate-share", "rate-low", "rate-high", "rate-n", "rate-before"]),
            rows: rates(t, found)
                .into_iter()
                .map(|rate| {
                    let cell = |pick: fn(Interval) -> f64| rate.now.map_or_else(String::new, |i| t.percent(pick(i)));
                    vec![
                        rate.name,
                        cell(|i| i.share),
                        cell(|i| i.low),
                        cell(|i| i.high),
                        rate.of.to_string(),
                        rate.before.map_or_else(String::new, |i| t.percent(i.share)),
                    ]
                })
                .collect(),
        },
        _ => return None,
    })
}

fn level(t: &Texts, level: Option<(i32, chrono::NaiveDate)>) -> String {
    match level {
        None => t.get("able-none"),
        Some((level, until)) => {
            let words = t.get(if level >= 5 { "able-teach" } else { "able-alone" });
            t.with("able-until", &[("level", &words), ("day", &t.date(until))])
        }
    }
}

fn share(t: &Texts, share: Share) -> (String, &'static str) {
    match share {
        Share::TooFew => (t.get("weak-few"), ""),
        Share::Percent(percent) => {
            let class = match group::heat(percent) {
                1 => "h1",
                2 => "h2",
                3 => "h3",
                _ => "h4",
            };
            (t.percent(f64::from(percent) / 100.0), class)
        }
    }
}

struct Rate {
    name: String,
    of: i64,
    now: Option<Interval>,
    before: Option<Interval>,
}

fn rates(t: &Texts, found: &Overview) -> Vec<Rate> {
    let decided = |f: &Figures, kind: &str| (f.decisions.get(kind).copied().unwrap_or(0), f.decisions.values().sum());
    let marked = |f: &Figures, kind: &str| (f.outcomes.get(kind).copied().unwrap_or(0), f.outcomes.values().sum());
    let interval = |(hits, of): (i64, i64)| {
        wilson(u32::try_from(hits).unwrap_or(0), u32::try_from(of).unwrap_or(0))
    };
    let rate = |key: &str, counts: &dyn Fn(&Figures) -> (i64, i64)| {
        let [now, before] = &found.screening;
        Rate { name: t.get(key), of: counts(now).1, now: interval(counts(now)), before: interval(counts(before)) }
    };
    vec![
        rate("rate-flagged", &|f| (f.flagged, f.examined)),
        rate("rate-ask-more", &|f| decided(f, "ask_more")),
        rate("rate-refer-up", &|f| decided(f, "refer_up")),
        rate("rate-false-alarm", &|f| marked(f, "false_alarm")),
    ]
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
        rows.iter().map(|(label, words)| format!("{label} {words}")).collect::<Vec<_>>().join(&t.get("list-semicolon"))
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
