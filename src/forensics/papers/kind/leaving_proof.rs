//! Certificates of leaving an employer (离职证明, 解除劳动合同证明).

#![expect(clippy::non_ascii_literal, reason = "labels and wordings of the certificates")]

use std::sync::LazyLock;

use super::super::fields::{Content, on_forms};
use super::super::flow::{BREAK, Flow, starts};
use super::super::pairs::{Ask, Form, ask, best};
use super::super::shapes::Shape;
use super::super::sheet::Sheet;
use super::letter;

const ASKS: &[Ask] = &[
    ask("name", "姓名|员工姓名|职工姓名|劳动者姓名", Shape::Name),
    ask("id_number", "身份证号码|身份证号|证件号码|公民身份号码|身份证件号码", Shape::Person),
    ask("sex", "性别", Shape::Sex),
    ask("employer", "单位名称|用人单位名称|用人单位|公司名称|工作单位|单位(盖章)|单位(公章)", Shape::Long),
    ask(
        "employer_code",
        "统一社会信用代码|单位信用代码|组织机构代码|社会信用代码|信用代码|机构代码",
        Shape::Unit,
    ),
    ask("position", "职务|岗位|原任职务|工作岗位|原岗位|担任职务", Shape::Text),
    ask("from", "入职时间|入职日期|到岗时间|合同起始日期", Shape::Date),
    ask(
        "left_on",
        "离职时间|离职日期|解除日期|终止日期|解除时间|最后工作日|最后工作日期|解除(终止)日期|合同解除日期|解除劳动合同日期|解除或终止日期",
        Shape::Date,
    ),
    ask("reason", "离职原因|解除原因|解除(终止)原因|终止原因|解除或终止原因|解除劳动合同原因", Shape::Long),
    ask("issued_on", "出具日期|开具日期|日期|证明日期", Shape::Date),
];

const STOPS: &str = "部门|所在部门|联系电话|经办人|学历|年龄|合同期限|工作年限|地址|劳动合同期限|合同类型";

static FORM: LazyLock<Form> = LazyLock::new(|| Form::new(ASKS, STOPS, false));

/// Reads a certificate.
pub(in crate::forensics::papers) fn read(sheets: &[Sheet<'_>]) -> Content {
    let flow = Flow::of(sheets);
    let mut content = Content::default();
    for field in best(sheets, &on_forms(sheets, &FORM)) {
        content.add(Some(field));
    }
    letter::person(&flow, &mut content);
    letter::position(&flow, &mut content);
    letter::since(&flow, "from", &mut content);
    left(&flow, &mut content);
    reason(&flow, &mut content);
    letter::employer(&flow, &mut content);
    letter::signed(&flow, &mut content);
    content
}

/// The day of leaving: in the clause of the leaving, the last before its words, else the first behind them.
fn left(flow: &Flow<'_, '_>, content: &mut Content) {
    for hit in flow.hits("办理离职|正式离职|离职手续|解除劳动合同|解除劳动关系|终止劳动合同|终止劳动关系|解除终止劳动合同|解除(终止)劳动合同|终止(解除)劳动合同|离职") {
        if content.has("left_on") {
            return;
        }
        // 离职证明 is what the paper is called.
        if starts(flow.text.get(hit.end..).unwrap_or_default(), "证明").is_some() {
            continue;
        }
        let from = flow.sentence_start(hit.start).max(hit.start.saturating_sub(60));
        let mut last = None;
        let mut at = from;
        while let Some(range) = flow.within(at..hit.start, Shape::Date) {
            at = range.end;
            last = Some(range);
        }
        // 自 2015年3月起 … is when the work began.
        // 自 2024年4月30日起与我单位解除 … is when it ended.
        let began = |range: &std::ops::Range<usize>| {
            let behind: String = flow.text.iter().skip(range.end).take(10).filter(|c| **c != BREAK).collect();
            let ended = ["起与", "起解除", "起终止"].iter().any(|word| behind.starts_with(word)) && (behind.contains("解除") || behind.contains("终止"));
            // 2015年3月1日至2024年4月30日
            let goes_on = behind.starts_with(['至', '-', '~'])
                && flow.within(range.end..range.end + 3, Shape::Date).is_some();
            !ended && (goes_on || behind.starts_with(['起', '入', '到', '进']))
        };
        let found = last.filter(|range| !began(range)).or_else(|| flow.within(hit.end..flow.sentence_end(hit.end).min(hit.end + 30), Shape::Date));
        content.add(found.filter(|range| !began(range)).and_then(|range| flow.field("left_on", range, 0.9)));
    }
}

/// 因个人原因, 因劳动合同期满.
fn reason(flow: &Flow<'_, '_>, content: &mut Content) {
    if content.has("reason") {
        return;
    }
    for (at, c) in flow.text.iter().enumerate() {
        let Some(rest) =
            flow.text.get(at + 1..(at + 22).min(flow.text.len())).filter(|_| matches!(c, '因' | '由'))
        else {
            continue;
        };
        let end = rest.windows(2).position(|two| {
            matches!(
                two,
                ['原', '因']
                    | ['期', '满']
                    | ['一', '致']
                    | ['裁', '员']
                    | ['离' | '辞', '职']
                    | ['提', '出']
            )
        });
        if let Some(end) = end.filter(|_| !matches!(rest.first(), Some('此' | '为' | '素'))) {
            let leaving = rest.get(end) == Some(&'离');
            let end = at + 1 + if leaving { end } else { end + 2 };
            if end > at + 2 {
                content.add(flow.field("reason", at + 1..end, 0.85));
                return;
            }
        }
    }
}
