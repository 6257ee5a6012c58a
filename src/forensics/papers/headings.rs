//! Headings of tables: the line (or lines) that says what the columns are.
//!
//! Banks word and set them differently: spaced, broken over two lines, without any space between them, with an
//! English line below.

use std::ops::Range;
use std::sync::LazyLock;

use super::fold::{Hit, Needles, han};
use super::sheet::{Line, Sheet, Span};
use super::wordings::{COMPOSED, INVOICE, Parts, STATEMENT, Wordings};

/// Wordings that other families of tables know.
#[derive(Debug)]
pub(super) struct Vocabulary {
    needles: Needles,
    /// Key and rank of each wording.
    means: Vec<(&'static str, usize)>,
    /// Known columns a line of headings has at least.
    pub least: usize,
}

impl Vocabulary {
    fn new(columns: &'static [Wordings], parts: &'static [Parts], least: usize) -> Self {
        let mut all: Vec<(&'static str, usize, String)> = Vec::new();
        for (key, words) in columns {
            all.extend(words.split('|').enumerate().map(|(rank, word)| (*key, rank, word.to_owned())));
        }
        for (key, lists) in parts {
            let composed = lists.iter().fold(vec![String::new()], |words, list| {
                let longer =
                    |word: &String| list.split('|').map(|part| format!("{word}{part}")).collect::<Vec<_>>();
                words.iter().flat_map(longer).collect()
            });
            for word in composed {
                // What is listed means what the list says.
                if !all.iter().any(|(_, _, known)| *known == word) {
                    all.push((key, COMPOSED_RANK, word));
                }
            }
        }
        // Every strange column is another.
        let group = |at: usize, key: &str| {
            columns.iter().position(|(k, _)| *k == key && key != OTHER).unwrap_or(1000 + at)
        };
        let groups = all.iter().enumerate().map(|(at, (key, _, _))| group(at, key)).collect();
        Self {
            needles: Needles::new(all.iter().map(|(_, _, word)| word.as_str())).grouped(groups),
            means: all.iter().map(|(key, rank, _)| (*key, *rank)).collect(),
            least,
        }
    }
}

/// Statements of accounts.
pub(super) static OF_STATEMENTS: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::new(STATEMENT, COMPOSED, 3));
/// Lines of invoices.
pub(super) static OF_INVOICES: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::new(INVOICE, &[], 4));

/// One heading.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Heading {
    /// Key of the column.
    pub key: &'static str,
    /// How good the wording is: 0 is best.
    pub rank: usize,
    /// Left edge.
    pub x0: f32,
    /// Right edge.
    pub x1: f32,
    /// Where it stands.
    pub spans: Vec<Span>,
}

/// The headings of one table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Head {
    /// From left to right; of one key only one, others are `other`.
    pub headings: Vec<Heading>,
    /// Lines they take.
    pub lines: Range<usize>,
}

/// Gap between headings that are not one, in ems, where a line is broken.
const APART: f32 = 0.45;

/// Columns of a head that are known.
fn known(head: &Head) -> usize {
    head.headings.iter().filter(|heading| heading.key != OTHER).count()
}

/// More headings win; of as many, the fewer lines.
fn better(a: &Head, b: &Head) -> std::cmp::Ordering {
    known(a).cmp(&known(b)).then(b.lines.len().cmp(&a.lines.len()))
}

/// Every head of a table on the page, from top to bottom.
pub(super) fn heads(sheet: &Sheet<'_>, vocabulary: &Vocabulary) -> Vec<Head> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < sheet.lines.len() {
        let best = (1..=3).filter_map(|count| read(sheet, at, count, vocabulary)).max_by(better);
        // A line above the headings (the last character of a label set on end) may be read along: where they read
        // better without it, they begin below.
        let best = best.map(|head| {
            let inner = (head.lines.start + 1..head.lines.end)
                .flat_map(|start| (1..=3).filter_map(move |count| read(sheet, start, count, vocabulary)));
            inner.filter(|inner| known(inner) > known(&head)).max_by(better).unwrap_or(head)
        });
        match best {
            Some(mut head) => {
                head.lines.end = translated(sheet, head.lines.end);
                at = head.lines.end;
                found.push(head);
            }
            None => at += 1,
        }
    }
    found
}

/// Key of a column nobody knows.
pub(super) const OTHER: &str = "other";

/// A line of headings in English below those in Chinese belongs to the head.
fn translated(sheet: &Sheet<'_>, mut end: usize) -> usize {
    for _ in 0..2 {
        let Some(line) = sheet.lines.get(end) else { break };
        let letters = line.text.iter().filter(|c| c.is_ascii_alphabetic()).count();
        let strange = line.text.iter().any(|c| c.is_ascii_digit() || han(*c));
        if strange || letters < 8 || letters * 10 < line.text.len() * 8 {
            break;
        }
        end += 1;
    }
    end
}

/// Reads `count` lines from `at` as one head.
fn read(sheet: &Sheet<'_>, at: usize, count: usize, vocabulary: &Vocabulary) -> Option<Head> {
    let lines = sheet.lines.get(at..at + count)?;
    let close = lines.windows(2).all(|pair| pair[1].y - pair[0].y < pair[0].height.max(pair[1].height) * 2.2);
    // Headings have no numbers; a row of the table may not be taken for the lower half of its head.
    let plain = lines.iter().all(|line| {
        let digits = line.text.iter().filter(|c| c.is_ascii_digit()).count();
        digits <= 1 && line.text.len() < 160
    });
    if !close || !plain {
        return None;
    }
    let mut cells =
        if count == 1 { whole(at, &lines[0], vocabulary) } else { stacked(at, lines, vocabulary) };
    cells.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let all: usize = lines.iter().map(|line| line.text.len()).sum();
    let known: usize = cells
        .iter()
        .filter(|cell| cell.rank < UNKNOWN)
        .flat_map(|cell| &cell.spans)
        .map(|span| span.range.len())
        .sum();
    settle(&mut cells);
    let keys = cells.iter().filter(|cell| cell.key != OTHER).count();
    (keys >= vocabulary.least && known * 10 >= all * 6)
        .then_some(Head { headings: cells, lines: at..at + count })
}

/// Rank of a heading that was put together: behind every listed one.
const COMPOSED_RANK: usize = 100;
/// Rank of a heading nobody knows.
const UNKNOWN: usize = usize::MAX;

/// Of two columns of one key, the one with the better wording keeps it.
fn settle(cells: &mut [Heading]) {
    for at in 0..cells.len() {
        let (key, rank) = (cells[at].key, cells[at].rank);
        let better = cells.iter().enumerate().any(|(other, cell)| {
            cell.key == key && other != at && (cell.rank < rank || (cell.rank == rank && other < at))
        });
        if key != OTHER && better {
            cells[at].key = OTHER;
        }
    }
}

/// The headings of one line: known wordings wherever they stand, and what is left between them.
fn whole(number: usize, line: &Line, vocabulary: &Vocabulary) -> Vec<Heading> {
    let hits = apart(line, vocabulary);
    let starts: Vec<usize> = hits.iter().map(|hit| hit.from).collect();
    let mut cells = Vec::new();
    let mut passed = 0;
    for hit in hits {
        // A short wording right behind a strange one is the end of a longer heading that was misread.
        let strange = (passed..hit.from).rev().take_while(|at| {
            line.gap(*at + 1) < line.em * 0.35 && line.text.get(*at).is_some_and(|c| han(*c))
        });
        let strange = strange.count();
        let (mut key, mut rank) = vocabulary.means.get(hit.word).copied().unwrap_or((OTHER, UNKNOWN));
        let mut from = hit.from;
        if (1..=4).contains(&strange) && hit.to - hit.from <= 2 {
            (key, rank, from) = (OTHER, UNKNOWN, hit.from - strange);
        }
        unknown(number, line, passed..from, &mut cells);
        // 支出 in front of a misread 金额 is 支出金额.
        let longer = vocabulary.needles.longer(&line.text, hit);
        let touching = (hit.to..longer).all(|at| line.gap(at) < line.em * 0.35 && !starts.contains(&at));
        let end = if touching { longer } else { hit.to };
        passed = end + unit(line.text.get(end..).unwrap_or_default());
        cells.push(heading(number, line, from..passed, key, rank));
    }
    unknown(number, line, passed..line.text.len(), &mut cells);
    slashed(line, cells)
}

/// Headings with a stroke between them are one column: 入账日/时刻, 摘要/附言, whatever the second says. Two of amounts are
/// one column of both.
fn slashed(line: &Line, cells: Vec<Heading>) -> Vec<Heading> {
    let mut joined: Vec<Heading> = Vec::new();
    for mut cell in cells {
        let stroke = |before: &Heading| {
            let (a, b) = (before.spans.last()?, cell.spans.first()?);
            let between = line.slice(a.range.end.min(b.range.start)..b.range.start);
            let own = line.slice(b.range.clone()).first() == Some(&'/');
            let last = line.slice(a.range.clone()).last() == Some(&'/');
            let near = b.range.start > 0 && cell.x0 - before.x1 < line.em * 1.5;
            Some(near && (between == ['/'] || (between.is_empty() && (own || last))))
        };
        match joined.last_mut().filter(|before| stroke(before) == Some(true)) {
            Some(before) => {
                if both_amounts(before.key, cell.key) {
                    before.key = "amount";
                } else if before.key == OTHER {
                    (before.key, before.rank) = (cell.key, cell.rank);
                }
                before.x1 = before.x1.max(cell.x1);
                before.spans.append(&mut cell.spans);
            }
            None => joined.push(cell),
        }
    }
    joined
}

fn both_amounts(a: &str, b: &str) -> bool {
    let either = |key: &str| key == "income" || key == "expense";
    either(a) && either(b)
}

/// Known wordings of a line; one with a gap inside that two others fill exactly is those two: 收/支 金额.
fn apart(line: &Line, vocabulary: &Vocabulary) -> Vec<Hit> {
    let mut hits = Vec::new();
    for hit in vocabulary.needles.all(&line.text) {
        let two = (hit.from + 1..hit.to).filter(|at| line.gap(*at) > line.em * APART).find_map(|at| {
            let first = vocabulary
                .needles
                .at(line.slice(hit.from..at), 0)
                .filter(|first| first.to == at - hit.from)?;
            let second =
                vocabulary.needles.at(line.slice(at..hit.to), 0).filter(|second| second.to == hit.to - at)?;
            let moved = |inner: Hit, by: usize| Hit { from: inner.from + by, to: inner.to + by, ..inner };
            Some([moved(first, hit.from), moved(second, at)])
        });
        match two {
            Some(both) => hits.extend(both),
            None => hits.push(hit),
        }
    }
    hits
}

/// Length of a unit in brackets behind a heading, such as (元).
fn unit(rest: &[char]) -> usize {
    if rest.first() != Some(&'(') {
        return 0;
    }
    rest.iter().take(8).position(|c| *c == ')').map_or(0, |at| at + 1)
}

fn heading(number: usize, line: &Line, range: Range<usize>, key: &'static str, rank: usize) -> Heading {
    let (x0, x1) = (line.left(&range), line.right(&range));
    Heading { key, rank, x0, x1, spans: vec![Span { line: number, range }] }
}

/// Runs of characters that no wording covers: columns too, when they stand apart.
fn unknown(number: usize, line: &Line, range: Range<usize>, cells: &mut Vec<Heading>) {
    for part in line.parts(range, APART * 2.0) {
        let letters = line.slice(part.clone()).iter().filter(|c| han(**c)).count();
        if letters >= 2 {
            cells.push(heading(number, line, part, OTHER, UNKNOWN));
        }
    }
}

/// Headings broken over several lines: parts above one another are one heading.
fn stacked(at: usize, lines: &[Line], vocabulary: &Vocabulary) -> Vec<Heading> {
    let mut columns: Vec<Heading> = Vec::new();
    for (number, line) in (at..).zip(lines) {
        for part in line.segments(APART) {
            let one = heading(number, line, part, OTHER, UNKNOWN);
            let over = |column: &&mut Heading| {
                let common = column.x1.min(one.x1) - column.x0.max(one.x0);
                common > (column.x1 - column.x0).min(one.x1 - one.x0) * 0.35
            };
            match columns.iter_mut().find(over) {
                Some(column) => {
                    column.x0 = column.x0.min(one.x0);
                    column.x1 = column.x1.max(one.x1);
                    column.spans.extend(one.spans);
                }
                None => columns.push(one),
            }
        }
    }
    for column in &mut columns {
        let text: Vec<char> = column
            .spans
            .iter()
            .filter_map(|span| {
                lines.get(span.line.checked_sub(at)?).map(|line| line.slice(span.range.clone()))
            })
            .flatten()
            .copied()
            .collect();
        let hit = vocabulary.needles.at(&text, 0);
        if let Some(hit) = hit.filter(|hit| hit.to + unit(&text[hit.to..]) == text.len())
            && let Some((key, rank)) = vocabulary.means.get(hit.word)
        {
            (column.key, column.rank) = (key, *rank);
        }
    }
    columns
}
