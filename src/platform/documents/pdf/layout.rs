//! From characters on pages to paragraphs: lines, running heads, paragraphs, headings.

use std::collections::HashMap;

use super::{Placed, Sheet};
use crate::platform::documents::lines::{self, Line};
use crate::platform::documents::{Look, Paragraph, tidy};

/// Share of the page's height at the top and at the bottom where running heads and page numbers stand.
const MARGIN: f64 = 0.12;
/// A heading is set this much larger than the running text.
const LARGER: f64 = 1.15;

/// A page taken apart.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Page {
    /// Running heads, feet and page numbers.
    pub running: Vec<String>,
    pub paragraphs: Vec<(String, Look)>,
    pub pictures: usize,
    pub unknown: usize,
}

/// A line with its height on the page.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    line: Line,
    y: f64,
}

/// Takes the pages apart. What stands at the edge of several pages in the same words, numbers aside, is no text
/// of the document; nor is a page number.
pub(super) fn pages(sheets: &[Sheet]) -> Vec<Page> {
    let rows: Vec<Vec<Row>> = sheets.iter().map(|sheet| rows(&sheet.placed)).collect();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (sheet, rows) in sheets.iter().zip(&rows) {
        for row in rows.iter().filter(|row| at_edge(row, sheet)) {
            *seen.entry(without_numbers(&row.line.text)).or_default() += 1;
        }
    }
    let often = (sheets.len() / 2).max(2);
    let body = body_size(&rows);
    sheets
        .iter()
        .zip(rows)
        .map(|(sheet, rows)| {
            let mut page = Page { pictures: sheet.pictures, unknown: sheet.unknown, ..Page::default() };
            let mut kept = Vec::new();
            for row in rows {
                let repeated = seen.get(&without_numbers(&row.line.text)).is_some_and(|n| *n >= often);
                if at_edge(&row, sheet) && (repeated || page_number(&row.line.text)) {
                    page.running.push(row.line.text);
                } else {
                    kept.push(row);
                }
            }
            page.paragraphs = paragraphs(&kept, body);
            page
        })
        .collect()
}

fn at_edge(row: &Row, sheet: &Sheet) -> bool {
    row.y < sheet.height * MARGIN || row.y > sheet.height * (1.0 - MARGIN)
}

fn without_numbers(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(|c| if c.is_numeric() { '#' } else { c }).collect()
}

/// A number alone, dressed in dashes, or with the words for page and total.
fn page_number(text: &str) -> bool {
    // The words for "number", "page" and "altogether".
    let plain: String = text
        .chars()
        .filter(|c| {
            !c.is_whitespace() && !"-\u{2014}\u{2013}\u{2022}\u{b7}/|\u{7b2c}\u{9875}\u{5171}".contains(*c)
        })
        .collect();
    !plain.is_empty()
        && plain.chars().count() <= 8
        && plain.chars().all(char::is_numeric)
        && text.chars().count() <= 20
}

/// The lines of a page from top to bottom.
fn rows(placed: &[Placed]) -> Vec<Row> {
    let mut sorted: Vec<&Placed> = placed.iter().filter(|c| !c.text.trim().is_empty()).collect();
    sorted.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let mut groups: Vec<Vec<&Placed>> = Vec::new();
    for c in sorted {
        // A raised note mark sits a little higher than its line.
        match groups.last_mut().filter(|group| {
            group.last().is_some_and(|last| (c.y - last.y).abs() <= 0.45 * last.size.max(c.size))
        }) {
            Some(group) => group.push(c),
            None => groups.push(vec![c]),
        }
    }
    groups.into_iter().filter_map(row).collect()
}

fn row(mut group: Vec<&Placed>) -> Option<Row> {
    group.sort_by(|a, b| a.x.total_cmp(&b.x));
    let size = group.iter().map(|c| c.size).fold(0.0, f64::max);
    let mut text = String::new();
    let mut last: Option<&Placed> = None;
    for c in &group {
        if let Some(before) = last {
            // Bold that is made by drawing twice, a hair apart.
            if before.text == c.text && c.x - before.x < 0.2 * c.size {
                continue;
            }
            let gap = c.x - before.x - advance(before);
            if gap > 1.6 * size {
                text.push('\u{3000}');
            } else if gap > 0.28 * size {
                text.push(' ');
            }
        }
        text.push_str(&c.text);
        last = Some(c);
    }
    let (first, last) = (group.first()?, last?);
    let text = tidy(&text);
    (!text.is_empty()).then(|| Row {
        line: Line { text, left: first.x, right: last.x + advance(last), em: size },
        y: group.iter().map(|c| c.y).fold(f64::NEG_INFINITY, f64::max),
    })
}

/// How far a character moves the pen, by its kind: exact widths stand in fonts that are not read here.
fn advance(c: &Placed) -> f64 {
    let width = |c: char| match c {
        _ if !c.is_ascii() => 1.0,
        'i' | 'j' | 'l' | '.' | ',' | ';' | ':' | '\'' | '|' | '!' | ' ' => 0.3,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.85,
        'A'..='Z' => 0.68,
        _ => 0.53,
    };
    c.text.chars().map(width).sum::<f64>() * c.size
}

/// The size most characters are set in.
fn body_size(rows: &[Vec<Row>]) -> f64 {
    let mut sizes: HashMap<u64, usize> = HashMap::new();
    for row in rows.iter().flatten() {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a font's size in half points"
        )]
        let half = (row.line.em * 2.0).round() as u64;
        *sizes.entry(half).or_default() += row.line.text.chars().count();
    }
    let most = sizes.into_iter().max_by_key(|(half, count)| (*count, *half)).map_or(0, |(half, _)| half);
    #[expect(clippy::cast_precision_loss, reason = "a font's size in half points")]
    let size = most as f64 / 2.0;
    size
}

/// Joins rows to paragraphs, block by block: a change of size or a wide gap begins a block.
fn paragraphs(rows: &[Row], body: f64) -> Vec<(String, Look)> {
    let mut out = Vec::new();
    let mut block: Vec<Line> = Vec::new();
    let mut before: Option<&Row> = None;
    let mut flush = |block: &mut Vec<Line>| {
        let large = block.first().is_some_and(|line| line.em > body * LARGER);
        let look = if large { Look::Heading(1) } else { Look::Body };
        let lines = std::mem::take(block);
        if large {
            // The lines of a large heading belong together wherever they break.
            let text: String = lines.iter().map(|line| line.text.as_str()).collect();
            out.push((text, look));
        } else {
            out.extend(lines::join(&lines).into_iter().map(|text| (text, look)));
        }
    };
    for row in rows {
        let apart = before.is_some_and(|last| {
            let same = (last.line.em - row.line.em).abs() < 0.12 * last.line.em;
            let heading = last.line.em > body * LARGER && row.y - last.y > 2.4 * row.line.em;
            !same || heading
        });
        if apart && !block.is_empty() {
            flush(&mut block);
        }
        block.push(row.line.clone());
        before = Some(row);
    }
    if !block.is_empty() {
        flush(&mut block);
    }
    out
}

/// Joins a paragraph that runs over the end of a page: it ends no sentence, and what follows opens nothing.
pub(super) fn across_pages(paragraphs: &mut Vec<Paragraph>) {
    let mut at = 1;
    while at < paragraphs.len() {
        let (before, after) = (&paragraphs[at - 1], &paragraphs[at]);
        let joins = before.page != after.page
            && before.look == Look::Body
            && after.look == Look::Body
            && before.text.chars().count() >= 20
            && !before.text.ends_with(|c: char| {
                !c.is_alphanumeric() && !matches!(c, '\u{ff0c}' | '\u{3001}' | '\u{300b}' | '\u{201d}')
            })
            && !lines::opens(&after.text);
        if joins {
            let rest = paragraphs.remove(at);
            paragraphs[at - 1].text.push_str(&rest.text);
        } else {
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, x: f64, y: f64, size: f64) -> Vec<Placed> {
        let mut at = x;
        let mut out = Vec::new();
        for c in text.chars() {
            let placed = Placed { text: c.to_string(), x: at, y, size };
            at += advance(&placed);
            out.push(placed);
        }
        out
    }

    fn sheet(lines: Vec<Vec<Placed>>) -> Sheet {
        Sheet { width: 595.0, height: 842.0, placed: lines.concat(), ..Sheet::default() }
    }

    #[test]
    fn lines_become_paragraphs_and_running_heads_are_named() {
        let page = |n: usize, first: &str, second: &str| {
            sheet(vec![
                set("岚浦公积金文件汇编", 90.0, 50.0, 9.0),
                set(first, 90.0, 200.0, 14.0),
                set(second, 90.0, 224.0, 14.0),
                set("（一）另起一项。", 118.0, 248.0, 14.0),
                set(&format!("— {n} —"), 280.0, 800.0, 9.0),
            ])
        };
        let long = "第一条为了加强管理维护合法权益制定本办法本条很长";
        let found = pages(&[page(1, long, "所以折成两行。"), page(2, long, "又折成两行。")]);
        assert_eq!(found[0].running, ["岚浦公积金文件汇编", "— 1 —"]);
        let texts: Vec<&str> = found[0].paragraphs.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(texts, [format!("{long}所以折成两行。").as_str(), "（一）另起一项。"]);
    }

    #[test]
    fn a_large_line_is_a_heading_and_bold_is_read_once() {
        let mut title = set("提取管理办法", 200.0, 150.0, 22.0);
        title.extend(set("提取管理办法", 200.6, 150.0, 22.0));
        let found = pages(&[sheet(vec![
            title,
            set("第一条 本办法适用于本市。", 90.0, 220.0, 14.0),
            set("第二条 甲。", 90.0, 244.0, 14.0),
        ])]);
        assert_eq!(found[0].paragraphs[0], ("提取管理办法".to_owned(), Look::Heading(1)));
        assert_eq!(found[0].paragraphs[1].0, "第一条 本办法适用于本市。");
    }

    #[test]
    fn page_numbers_are_told_from_text() {
        for text in ["3", "— 12 —", "第3页 共9页", "- 4 -"] {
            assert!(page_number(text), "{text}");
        }
        for text in ["2026年", "第三条", "一、", "123456789"] {
            assert!(!page_number(text), "{text}");
        }
    }

    #[test]
    fn a_paragraph_runs_over_a_page() {
        let p = |text: &str, page| Paragraph { text: text.to_owned(), look: Look::Body, page };
        let mut list = vec![
            p("第一条 本办法适用于本市行政区域内住房公积金的缴存", 1),
            p("和提取。", 2),
            p("第二条 甲。", 3),
        ];
        across_pages(&mut list);
        assert_eq!(list.len(), 2);
        assert!(list[0].text.ends_with("缴存和提取。"));
    }
}
