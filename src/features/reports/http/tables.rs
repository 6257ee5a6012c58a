//! The tables behind the manager's page: the same rows for the page and for CSV.

use super::charts::Table;
use super::overview::{cover_view, missing, step_name};
use super::today_parts::pick;
use crate::features::reports::rules::group::{self, Share};
use crate::features::reports::rules::standstill::Step;
use crate::features::reports::service::overview::Overview;
use crate::features::screening::Figures;
use crate::platform::i18n::Texts;
use crate::web::chart::{Interval, wilson};

/// One table by its name in addresses; `None` for a name that is none.
pub(super) fn table(t: &Texts, found: &Overview, name: &str) -> Option<Table> {
    let head = |keys: &[&str]| keys.iter().map(|key| t.get(key)).collect::<Vec<_>>();
    Some(match name {
        "able" => Table {
            columns: std::iter::once(t.get("able-person"))
                .chain(found.items.iter().map(|names| pick(t, names)))
                .collect(),
            rows: found
                .able
                .iter()
                .map(|able| {
                    std::iter::once(able.name.clone())
                        .chain(able.levels.iter().map(|l| level(t, *l)))
                        .collect()
                })
                .collect(),
        },
        "cover" => Table {
            columns: head(&[
                "cover-post",
                "cover-item",
                "cover-a",
                "cover-a-state",
                "cover-b",
                "cover-b-state",
                "cover-verdict",
            ]),
            rows: found
                .cover
                .iter()
                .map(|line| cover_view(t, line))
                .map(|v| vec![v.post, v.item, v.a, v.a_state, v.b, v.b_state, v.verdict])
                .collect(),
        },
        "still" => Table {
            columns: head(&[
                "still-step",
                "able-person",
                "cover-item",
                "still-last",
                "still-days",
                "still-missing",
            ]),
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
        "months" => Table {
            columns: head(&["months-month", "months-count"]),
            rows: found.months.iter().map(|(day, n)| vec![t.month(*day), n.to_string()]).collect(),
        },
        "ready" => Table {
            columns: head(&["cover-post", "ready-all", "ready-some", "ready-none"]),
            rows: found
                .ready
                .iter()
                .map(|ready| {
                    std::iter::once(pick(t, &ready.post))
                        .chain(ready.people.iter().map(u32::to_string))
                        .collect()
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
                    let cell =
                        |pick: fn(Interval) -> f64| rate.now.map_or_else(String::new, |i| t.percent(pick(i)));
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

pub(super) fn share(t: &Texts, share: Share) -> (String, &'static str) {
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

/// A share of cases, now and in the period before.
pub(super) struct Rate {
    pub name: String,
    pub of: i64,
    pub now: Option<Interval>,
    pub before: Option<Interval>,
}

pub(super) fn rates(t: &Texts, found: &Overview) -> Vec<Rate> {
    let decided =
        |f: &Figures, kind: &str| (f.decisions.get(kind).copied().unwrap_or(0), f.decisions.values().sum());
    let marked =
        |f: &Figures, kind: &str| (f.outcomes.get(kind).copied().unwrap_or(0), f.outcomes.values().sum());
    let interval =
        |(hits, of): (i64, i64)| wilson(u32::try_from(hits).unwrap_or(0), u32::try_from(of).unwrap_or(0));
    let rate = |key: &str, counts: &dyn Fn(&Figures) -> (i64, i64)| {
        let [now, before] = &found.screening;
        Rate {
            name: t.get(key),
            of: counts(now).1,
            now: interval(counts(now)),
            before: interval(counts(before)),
        }
    };
    vec![
        rate("rate-flagged", &|f| (f.flagged, f.examined)),
        rate("rate-ask-more", &|f| decided(f, "ask_more")),
        rate("rate-refer-up", &|f| decided(f, "refer_up")),
        rate("rate-false-alarm", &|f| marked(f, "false_alarm")),
    ]
}
