//! Identity cards of residents (居民身份证), either side, and copies with both on one page.

#![expect(clippy::non_ascii_literal, reason = "labels as printed on the card")]

use std::sync::LazyLock;

use super::super::fields::{Content, best_of, on_forms, second_day};
use super::super::fold::han;
use super::super::pairs::{Ask, Form, ask, best};
use super::super::shapes::Shape;
use super::super::sheet::{Sheet, Span};

const ASKS: &[Ask] = &[
    ask("name", "姓名", Shape::Name),
    ask("sex", "性别", Shape::Sex),
    ask("ethnicity", "民族", Shape::Text),
    ask("born_on", "出生", Shape::Date),
    ask("address", "住址", Shape::Long),
    ask("id_number", "公民身份号码|身份号码|公民身份证号码", Shape::Person),
    ask("authority", "签发机关", Shape::Text),
    ask("valid_from", "有效期限|有效期", Shape::Date),
];

static FORM: LazyLock<Form> = LazyLock::new(|| Form::new(ASKS, "中华人民共和国|居民身份证", true));

/// Reads a card.
pub(in crate::forensics::papers) fn read(sheets: &[Sheet<'_>]) -> Content {
    let mut found = on_forms(sheets, &FORM);
    // 族 inside an address is no label of the card.
    found.retain(|one| one.ask.name != "ethnicity" || one.text(sheets).len() <= 5);
    let mut content = Content::default();
    for field in best(sheets, &found) {
        content.add(Some(field));
    }
    if let Some(from) = best_of(&found, "valid_from") {
        let spans = second_day(sheets, from).or_else(|| forever(sheets, from.sheet, from.spans.last()?));
        content.add(spans.and_then(|spans| sheets.get(from.sheet)?.field("valid_to", &spans, 1.0)));
    }
    if !content.has("id_number") {
        content.add(bare_number(sheets));
    }
    content
}

/// 长期 behind the first day.
fn forever(sheets: &[Sheet<'_>], sheet: usize, first: &Span) -> Option<Vec<Span>> {
    let line = sheets.get(sheet)?.lines.get(first.line)?;
    let rest = line.text.get(first.range.end..)?;
    let at = rest.iter().position(|c| han(*c))?;
    let from = first.range.end + at;
    (rest.get(at..at + 2) == Some(&['长', '期']))
        .then(|| vec![Span { line: first.line, range: from..from + 2 }])
}

/// A number whose label was not read: it is the only one on the card.
fn bare_number(sheets: &[Sheet<'_>]) -> Option<super::super::Field> {
    sheets.iter().find_map(|sheet| {
        sheet.lines.iter().enumerate().find_map(|(number, line)| {
            let range = Shape::Person.find(&line.text)?;
            sheet.field("id_number", &[Span { line: number, range }], 0.8)
        })
    })
}
