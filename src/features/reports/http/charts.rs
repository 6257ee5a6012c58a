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

/// From one point to the next.
pub(super) struct LinePiece {
    pub x1: String,
    pub y1: String,
    pub x2: String,
    pub y2: String,
}

/// A point with its value and what stands under it.
pub(super) struct Point {
    pub x: String,
    pub y: String,
    pub value_y: String,
    pub value: String,
    pub label: String,
}

/// A mark of the axis at the left.
pub(super) struct Mark {
    pub y: String,
    pub text_y: String,
    pub label: String,
}

/// What is drawn.
pub(super) enum Plot {
    /// Bars, simple or stacked.
    Bars(Vec<BarRow>),
    /// A line through points: pieces of line, points, marks of the axis at the left.
    Line(Vec<LinePiece>, Vec<Point>, Vec<Mark>),
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
pub(super) fn stacks<const N: usize>(
    rows: &[(String, [u32; N], String)],
    classes: [&'static str; N],
) -> (Plot, usize) {
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

/// Top and bottom of the field in which a line is drawn, in pixels; its labels stand below.
const FIELD: (f64, f64) = (24.0, 156.0);

/// A line through values over their labels, on a scale from nothing to a round number.
pub(super) fn line(rows: &[(String, u32)]) -> (Plot, usize) {
    let most = rows.iter().map(|(_, value)| *value).max().unwrap_or(0);
    let marks: Vec<f64> =
        chart::ticks(0.0, f64::from(most.max(4)), 5).into_iter().filter(|mark| mark.fract() == 0.0).collect();
    let scale = Scale::up_to(marks.last().copied().unwrap_or(1.0));
    let y = |value: f64| FIELD.1 - scale.at(value) / 100.0 * (FIELD.1 - FIELD.0);
    let across = Scale::new(0.0, f64::from(u32::try_from(rows.len().saturating_sub(1)).unwrap_or(1)));
    // The field leaves room for the numbers of the axis at the left and half a label at the right.
    let x = |n: u32| 9.0 + across.at(f64::from(n)) * 0.86;
    let places: Vec<(f64, f64)> =
        rows.iter().zip(0..).map(|((_, value), n)| (x(n), y(f64::from(*value)))).collect();
    let pieces = places
        .windows(2)
        .map(|pair| LinePiece {
            x1: chart::percent(pair[0].0),
            y1: pixels(pair[0].1),
            x2: chart::percent(pair[1].0),
            y2: pixels(pair[1].1),
        })
        .collect();
    let points = rows
        .iter()
        .zip(&places)
        .map(|((label, value), (x, y))| Point {
            x: chart::percent(*x),
            y: pixels(*y),
            value_y: pixels(y - 11.0),
            value: value.to_string(),
            label: label.clone(),
        })
        .collect();
    let marks = marks
        .iter()
        .map(|mark| Mark { y: pixels(y(*mark)), text_y: pixels(y(*mark) + 4.0), label: format!("{mark}") })
        .collect();
    (Plot::Line(pieces, points, marks), 184)
}

fn pixels(value: f64) -> String {
    format!("{value:.1}")
}

/// Shares with their intervals on one axis from nothing to the highest bound, with round ticks.
pub(super) fn ranges(
    rows: &[(String, Option<Interval>, String)],
    tell: impl Fn(f64) -> String,
) -> (Plot, usize) {
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
        let pieces: Vec<_> =
            rows[0].pieces.iter().map(|p| (p.class, p.x.as_str(), p.width.as_str())).collect();
        assert_eq!(pieces, [("one", "0%", "25%"), ("three", "25%", "75%")]);
        assert_eq!(height, ROW);
    }

    #[test]
    fn a_line_goes_through_its_points_within_the_field() {
        let rows = [("6".to_owned(), 0), ("7".to_owned(), 3), ("8".to_owned(), 10)];
        let (Plot::Line(pieces, points, marks), _) = line(&rows) else { panic!() };
        assert_eq!((pieces.len(), points.len()), (2, 3));
        assert_eq!((&pieces[1].x1, &pieces[1].y1), (&points[1].x, &points[1].y));
        assert_eq!(points[0].y, pixels(FIELD.1), "nothing lies on the ground");
        assert_eq!(points[2].y, pixels(FIELD.0), "ten is the top of the scale");
        assert!(marks.iter().all(|mark| !mark.label.contains('.')), "people and rounds come whole");
    }

    #[test]
    fn an_interval_stands_within_its_axis() {
        let rows =
            [("a".to_owned(), chart::wilson(1, 40), String::new()), ("b".to_owned(), None, String::new())];
        let (Plot::Ranges(lines, ticks), _) = ranges(&rows, |share| format!("{share:.2}")) else { panic!() };
        assert!(lines[0].range.is_some() && lines[1].range.is_none());
        assert_eq!(ticks.first().map(|t| (t.x.as_str(), t.anchor)), Some(("0%", "start")));
        assert_eq!(ticks.last().map(|t| (t.x.as_str(), t.anchor)), Some(("100%", "end")));
    }
}
