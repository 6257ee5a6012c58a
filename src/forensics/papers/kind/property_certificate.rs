//! Certificates of real property (不动产权证书) and the house ownership certificates before them.

#![expect(clippy::non_ascii_literal, reason = "labels as printed on the certificate")]

use std::sync::LazyLock;

use super::super::fields::{Content, on_forms};
use super::super::flow::{BREAK, Flow};
use super::super::pairs::{Ask, Form, ask, best};
use super::super::shapes::Shape;
use super::super::sheet::Sheet;

const ASKS: &[Ask] = &[
    ask("owner", "权利人|房屋所有权人|房地产权利人|权利人(申请人)|所有权人", Shape::Text),
    ask("ownership", "共有情况|共有方式|房屋共有情况", Shape::Text),
    ask("address", "坐落|房屋坐落|房地坐落|房地产坐落|座落|房屋座落", Shape::Long),
    ask("unit_number", "不动产单元号", Shape::Text),
    ask("right_kind", "权利类型", Shape::Long),
    ask("right_nature", "权利性质|房屋性质", Shape::Long),
    ask("usage", "用途|规划用途|房屋用途|设计用途", Shape::Long),
    ask("area", "房屋建筑面积|建筑面积|面积", Shape::Number),
    ask("inner_area", "套内建筑面积|专有建筑面积|套内面积", Shape::Number),
    ask("term", "使用期限|国有建设用地使用权|土地使用期限", Shape::Long),
    ask("registered_on", "登记日期|登记时间|登簿日期|发证日期|填发日期", Shape::Date),
    ask("certificate_number", "不动产权证号|产权证号|证书编号|证号", Shape::Text),
    ask("serial", "编号NO|NO|编号", Shape::Code),
];

const STOPS: &str =
    "权利其他状况|附记|业务编号|房屋状况|土地状况|共用宗面积|总层数|房屋结构|地号|缮证人|登记机构|备注";

static FORM: LazyLock<Form> = LazyLock::new(|| Form::new(ASKS, STOPS, false));

/// Reads a certificate.
pub(in crate::forensics::papers) fn read(sheets: &[Sheet<'_>]) -> Content {
    let flow = Flow::of(sheets);
    let mut content = Content::default();
    content.add(number(&flow));
    let found = on_forms(sheets, &FORM);
    let fields = best(sheets, &found);
    content.add(area(&flow, "房屋建筑面积|建筑面积", "area"));
    content.add(area(&flow, "套内建筑面积|专有建筑面积|套内面积", "inner_area"));
    for field in fields {
        if field.key != "term" {
            content.add(Some(field));
        }
    }
    if !content.has("area") {
        content.add(area(&flow, "面积", "area"));
    }
    term(&flow, &mut content);
    if !content.has("registered_on") {
        content.add(flow.last_day().and_then(|range| {
            stands_alone(&flow, &range).then(|| flow.field("registered_on", range, 0.8))?
        }));
    }
    content
}

/// 某(2024)某市不动产权第0012345号.
fn number(flow: &Flow<'_, '_>) -> Option<super::super::Field> {
    // Words without a slip first: the title of the certificate is one character from the beginning of its number.
    let hit = flow.ranked("不动产权第|房权证|房地权证|不动产证明第|房地证字|产权证字").into_iter().next()?;
    let line = flow.line(hit.start);
    let belongs = |at: usize| {
        flow.line(at) == line
            && flow
                .text
                .get(at)
                .is_some_and(|c| c.is_alphanumeric() || matches!(c, '(' | ')' | '[' | ']' | '-'))
    };
    let mut from = hit.start;
    while from > 0 && belongs(from - 1) && flow.gap(from) < 3.0 {
        from -= 1;
    }
    let mut to = hit.end;
    while belongs(to) {
        to += 1;
        if flow.text.get(to - 1) == Some(&'号') {
            break;
        }
    }
    flow.field("certificate_number", from..to, 0.95)
}

/// The number behind the name of an area; not one that is part of a longer name.
fn area(flow: &Flow<'_, '_>, words: &str, key: &'static str) -> Option<super::super::Field> {
    for word in words.split('|') {
        for hit in flow.hits(word) {
            let before = hit.start.checked_sub(1).and_then(|at| flow.text.get(at));
            let other = before.is_some_and(|c| matches!(c, '内' | '有' | '地' | '摊' | '宗'));
            if other {
                continue;
            }
            let rest = flow.text.get(hit.end..).unwrap_or_default();
            let reach = rest.iter().take(12).take_while(|c| **c != BREAK).count();
            if let Some(range) = flow.within(hit.end..hit.end + reach, Shape::Number) {
                return flow.field(key, range, 0.95);
            }
        }
    }
    None
}

/// From 2010年5月1日 to 2080年4月30日, behind 使用期限.
fn term(flow: &Flow<'_, '_>, content: &mut Content) {
    for hit in flow.hits("使用期限|土地使用期限|使用年限|土地使用年限|使用权期限") {
        let end = hit.end + 60;
        let Some(first) = flow.within(hit.end..end, Shape::Date) else { continue };
        let second = flow.within(first.end..first.end + 16, Shape::Date);
        let only_end = flow.text.get(first.end) == Some(&'止')
            || flow.text.get(hit.end..first.start).is_some_and(|t| t.contains(&'至'));
        match second {
            Some(second) => {
                content.add(flow.field("term_from", first, 0.95));
                content.add(flow.field("term_to", second, 0.95));
            }
            None if only_end => content.add(flow.field("term_to", first, 0.9)),
            None => content.add(flow.field("term_from", first, 0.8)),
        }
        return;
    }
}

/// Whether a day is all that stands on its line: the day beside the seal.
fn stands_alone(flow: &Flow<'_, '_>, range: &std::ops::Range<usize>) -> bool {
    let line = flow.line(range.start);
    let before = range.start.checked_sub(1).is_none_or(|at| flow.line(at) != line);
    before && flow.line(range.end) != line
}
