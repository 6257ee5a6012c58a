//! Invoices of value-added tax: the paper form and the fully digital one (数电发票).
//!
//! The paper form has the buyer above the lines and the seller below them; the digital one has them side by side
//! above. Both call their names and numbers the same.

#![expect(clippy::non_ascii_literal, reason = "labels as printed on invoices")]

use std::sync::LazyLock;

use super::super::asides::Sum;
use super::super::fields::{Content, cells};
use super::super::flow::Flow;
use super::super::headings::OF_INVOICES;
use super::super::pairs::{Ask, Form, Found, ask, best, find};
use super::super::shapes::{Shape, money};
use super::super::sheet::{Sheet, Span};
use super::super::tables::{self, Part};
use super::super::{Field, Table};

const ASKS: &[Ask] = &[
    ask("invoice_code", "发票代码", Shape::Code),
    ask("invoice_number", "发票号码|NO", Shape::Code),
    ask("issued_on", "开票日期", Shape::Date),
    ask("check_code", "校验码", Shape::Code),
    ask("name", "名称|单位名称", Shape::Name),
    ask(
        "code",
        "统一社会信用代码/纳税人识别号|纳税人识别号|统一社会信用代码|购买方识别号|识别号",
        Shape::Unit,
    ),
    ask("buyer", "购买方名称|购方名称|买方名称", Shape::Name),
    ask("seller", "销售方名称|销方名称|卖方名称", Shape::Name),
    ask("payee", "收款人", Shape::Name),
    ask("reviewer", "复核人|复核", Shape::Name),
    ask("issuer", "开票人", Shape::Name),
    ask("note", "备注", Shape::Long),
];

const STOPS: &str = "地址、电话|地址电话|开户行及账号|开户行及账户|机器编号|密码区|销售方|购买方|购买方信息|销售方信息|销售方:|价税合计|合计|\
(大写)|(小写)|项目名称|货物或应税劳务、服务名称|下载次数|共1页";

static FORM: LazyLock<Form> = LazyLock::new(|| Form::new(ASKS, STOPS, false));

/// Reads an invoice.
pub(in crate::forensics::papers) fn read(sheets: &[Sheet<'_>]) -> Content {
    let parts: Vec<(usize, Part)> = sheets
        .iter()
        .enumerate()
        .flat_map(|(number, sheet)| {
            tables::parts(sheet, &OF_INVOICES).into_iter().map(move |part| (number, part))
        })
        .collect();
    let within =
        |number: usize, line: usize| parts.iter().any(|(s, part)| *s == number && part.lines.contains(&line));
    let found = find(sheets, &FORM, within);
    let mut content = Content::default();
    content.add(title(sheets));
    let (sides, own): (Vec<Found>, Vec<Found>) =
        found.into_iter().partition(|one| matches!(one.ask.name, "name" | "code"));
    for field in best(sheets, &own) {
        content.add(Some(field));
    }
    parties(sheets, &parts, &sides, &mut content);
    for (number, part) in &parts {
        if let Some(sheet) = sheets.get(*number) {
            sums(sheet, part, &mut content);
        }
    }
    total(sheets, &mut content);
    if let Some(table) = table(sheets, &parts) {
        content.tables.push(table);
    }
    content
}

/// The title: the piece of a line in the upper part that ends like one.
fn title(sheets: &[Sheet<'_>]) -> Option<Field> {
    let sheet = sheets.first()?;
    for (number, line) in sheet.lines.iter().enumerate().take(10) {
        for part in line.segments(2.0) {
            let text = line.slice(part.clone());
            let called = text.windows(2).any(|two| two == ['发', '票']);
            let label = text.contains(&':')
                || text.windows(3).any(|t| matches!(t, ['发', '票', '代' | '号' | '联' | '监']));
            if called && !label && text.len() >= 4 {
                return sheet.field("title", &[Span { line: number, range: part }], 0.95);
            }
        }
    }
    None
}

/// Which name and number is the buyer's and which the seller's.
fn parties(sheets: &[Sheet<'_>], parts: &[(usize, Part)], sides: &[Found], content: &mut Content) {
    let head = parts.first().map(|(number, part)| (*number, part.lines.start));
    let end = parts.first().map(|(number, part)| (*number, part.lines.end));
    let place = |one: &Found| (one.sheet, one.label.line);
    let above = |one: &Found| head.is_none_or(|head| place(one) < head);
    let left = |one: &Found| {
        sheets
            .get(one.sheet)
            .and_then(|sheet| sheet.lines.get(one.label.line))
            .map_or(0.0, |line| line.left(&one.label.range))
    };
    for (name, buyer, seller) in [("name", "buyer", "seller"), ("code", "buyer_code", "seller_code")] {
        let upper: Vec<&Found> = sides.iter().filter(|one| one.ask.name == name && above(one)).collect();
        let lower = sides
            .iter()
            .find(|one| one.ask.name == name && !above(one) && end.is_none_or(|end| place(one) >= end));
        // Beside each other: two of one label above the lines, the left one is the buyer's.
        let two = upper.iter().copied().find_map(|a| {
            let b = upper.iter().copied().find(|b| {
                a.sheet == b.sheet && a.label.line.abs_diff(b.label.line) <= 2 && left(b) > left(a) + 40.0
            })?;
            Some((a, b))
        });
        let middle = sheets.first().map_or(0.0, |sheet| {
            let edges = sheet
                .lines
                .iter()
                .map(|line| (line.left(&(0..line.chars.len())), line.right(&(0..line.chars.len()))));
            edges.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).map_or(0.0, |(x0, x1)| f32::midpoint(x0, x1))
        });
        match (two, lower) {
            (Some((a, b)), _) => {
                content.add(a.named(sheets, buyer));
                content.add(b.named(sheets, seller));
            }
            (None, Some(lower)) => {
                content.add(upper.first().and_then(|one| one.named(sheets, buyer)));
                content.add(lower.named(sheets, seller));
            }
            (None, None) => match upper.as_slice() {
                [one] if left(one) > middle => content.add(one.named(sheets, seller)),
                [one] => content.add(one.named(sheets, buyer)),
                [one, other, ..] => {
                    content.add(one.named(sheets, buyer));
                    content.add(other.named(sheets, seller));
                }
                [] => {}
            },
        }
    }
}

/// 合计: net and tax.
fn sums(sheet: &Sheet<'_>, part: &Part, content: &mut Content) {
    for aside in part.asides.iter().filter(|aside| aside.sum == Sum::All) {
        for key in ["net", "tax"] {
            let cell = part.grid.column(key).and_then(|column| aside.cells.get(column));
            content.add(
                cell.filter(|cell| money(&sheet.folded(cell))).and_then(|cell| sheet.field(key, cell, 1.0)),
            );
        }
    }
}

/// 价税合计 in words and figures.
fn total(sheets: &[Sheet<'_>], content: &mut Content) {
    let flow = Flow::of(sheets);
    for hit in flow.hits("价税合计") {
        let end = (hit.end + 80).min(flow.text.len());
        let words = flow.within(hit.end..end, Shape::Words);
        let figures = flow.within(words.as_ref().map_or(hit.end, |words| words.end)..end, Shape::Amount);
        content.add(words.and_then(|range| flow.field("total_words", range, 0.95)));
        content.add(figures.and_then(|range| flow.field("total", range, 0.95)));
    }
}

/// The lines of all pages.
fn table(sheets: &[Sheet<'_>], parts: &[(usize, Part)]) -> Option<Table> {
    let (_, first) = parts.first()?;
    let columns: Vec<String> = first.grid.keys.iter().map(|key| (*key).to_owned()).collect();
    let mut rows = Vec::new();
    for (number, part) in parts.iter().filter(|(_, part)| part.grid.keys == first.grid.keys) {
        let sheet = sheets.get(*number)?;
        rows.extend(part.rows.iter().map(|row| cells(sheet, row)));
    }
    (!rows.is_empty()).then_some(Table { columns, rows })
}
