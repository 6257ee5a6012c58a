//! Charts as the pages draw them: numbers from `web::chart` in the shapes of the partials, and the table that
//! stands under each and goes out as CSV.

use crate::web::chart::{self, Interval, Scale};

/// Height of one row of a bar chart, in pixels.
const ROW: usize = 46;

/// The numbers of a chart: what the `<details>` under it shows and what the CSV holds.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    pub columns: Vec<String>,
    /// The first cell of each row is its heading.
    pub rows: Vec<Vec<String>>,
}

/// A piece of a bar.
pub(super) struct Piece {
    pub class: &'static str,
    pub x: String,
    pub width: String,
}

/// One bar with its words.
pub(super) struct BarRow {
    pub text_y: usize,
    pub bar_y: usize,
    pub label: String,
    pub value: String,
    pub pieces: Vec<Piece>,
}

/// A share with its interval.
pub(super) struct RangeRow {
    pub text_y: usize,
    pub line_y: usize,
    pub label: String,
    pub value: String,
    /// Left end, share, right end; none when there is nothing to show.
    pub range: Option<(String, String, String)>,
}

/// A tick of the axis below.
pub(super) struct Tick {
    pub x: String,
    pub label: String,
    pub anchor: &'static str,
}

/// What is drawn.
pub(super) enum Plot {
    /// Bars, simple or stacked.
    Bars(Vec<BarRow>),
    /// Shares with intervals over an axis.
    Ranges(Vec<RangeRow>, Vec<Tick>),
}

/// A chart.
pub(super) struct Chart {
    /// Part of ids and the name of its CSV.
    pub id: &'static str,
    pub title: String,
    pub note: String,
    /// What a reader who does not see the drawing hears.
    pub told: String,
    pub legend: Vec<(&'static str, String)>,
    pub plot: Plot,
    pub height: usize,
    pub table: Table,
    pub foot: String,
}

/// Bars on one scale, each label with its value and its words.
pub(super) fn bars(rows: &[(String, u32, String)]) -> (Plot, usize) {
    let values: Vec<u32> = rows.iter().map(|(_, value, _)| *value).collect();
    let rows = rows
        .iter()
        .zip(chart::bars(&values))
        .enumerate()
        .map(|(n, ((label, _, words), width))| BarRow {
            text_y: n * ROW + 14,
            bar_y: n * ROW + 21,
            label: label.clone(),
            value: words.clone(),
            pieces: vec![
                Piece { class: "bar-rest", x: "0".to_owned(), width: "100%".to_owned() },
                Piece { class: "bar-1", x: "0".to_owned(), width: chart::percent(width) },
            ],
        })
        .collect::<Vec<_>>();
    let height = rows.len() * ROW;
    (Plot::Bars(rows), height)
}

/// Stacked bars that fill the width, each label with its parts and its words.
pub(super) fn stacks<const N: usize>(rows: &[(String, [u32; N], String)], classes: [&'static str; N]) -> (Plot, usize) {
    let rows = rows
        .iter()
        .enumerate()
        .map(|(n, (label, values, words))| BarRow {
            text_y: n * ROW + 14,
            bar_y: n * ROW + 21,
            label: label.clone(),
            value: words.clone(),
            pieces: chart::stack(values)
                .into_iter()
                .zip(classes)
                .filter(|(segment, _)| segment.width > 0.0)
                .map(|(segment, class)| Piece {
                    class,
                    x: chart::percent(segment.x),
                    width: chart::percent(segment.width),
                })
                .collect(),
        })
        .collect::<Vec<_>>();
    let height = rows.len() * ROW;
    (Plot::Bars(rows), height)
}

/// Shares with their intervals on one axis from nothing to the highest bound, with round ticks.
pub(super) fn ranges(rows: &[(String, Option<Interval>, String)], tell: impl Fn(f64) -> String) -> (Plot, usize) {
    let most = rows.iter().filter_map(|(_, interval, _)| interval.map(|i| i.high)).fold(0.0, f64::max);
    let marks = chart::ticks(0.0, if most > 0.0 { most } else { 1.0 }, 5);
    let scale = Scale::up_to(marks.last().copied().unwrap_or(1.0));
    let lines: Vec<RangeRow> = rows
        .iter()
        .enumerate()
        .map(|(n, (label, interval, words))| RangeRow {
            text_y: n * ROW + 14,
            line_y: n * ROW + 30,
            label: label.clone(),
            value: words.clone(),
            range: interval.map(|i| {
                let at = |share| chart::percent(scale.at(share));
                (at(i.low), at(i.share), at(i.high))
            }),
        })
        .collect();
    let last = marks.len().saturating_sub(1);
    let ticks = marks
        .iter()
        .enumerate()
        .map(|(n, mark)| Tick {
            x: chart::percent(scale.at(*mark)),
            label: tell(*mark),
            anchor: if n == 0 {
                "start"
            } else if n == last {
                "end"
            } else {
                "middle"
            },
        })
        .collect();
    let height = lines.len() * ROW + 28;
    (Plot::Ranges(lines, ticks), height)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stack_leaves_out_what_is_nothing_and_keeps_its_colours() {
        let rows = [("a".to_owned(), [1, 0, 3], String::new())];
        let (Plot::Bars(rows), height) = stacks(&rows, ["one", "two", "three"]) else { panic!() };
        let pieces: Vec<_> = rows[0].pieces.iter().map(|p| (p.class, p.x.as_str(), p.width.as_str())).collect();
        assert_eq!(pieces, [("one", "0%", "25%"), ("three", "25%", "75%")]);
        assert_eq!(height, ROW);
    }

    #[test]
    fn an_interval_stands_within_its_axis() {
        let rows = [
            ("a".to_owned(), chart::wilson(1, 40), String::new()),
            ("b".to_owned(), None, String::new()),
        ];
        let (Plot::Ranges(lines, ticks), _) = ranges(&rows, |share| format!("{share:.2}")) else { panic!() };
        assert!(lines[0].range.is_some() && lines[1].range.is_none());
        assert_eq!(ticks.first().map(|t| (t.x.as_str(), t.anchor)), Some(("0%", "start")));
        assert_eq!(ticks.last().map(|t| (t.x.as_str(), t.anchor)), Some(("100%", "end")));
    }
}
