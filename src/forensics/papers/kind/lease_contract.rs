//! Lease contracts (租赁合同).

#![expect(clippy::non_ascii_literal, reason = "labels and wordings of the contract forms")]

use std::sync::LazyLock;

use super::super::fields::{Content, money, money_but, on_forms, parties, party};
use super::super::flow::Flow;
use super::super::pairs::{Ask, Form, ask, best};
use super::super::shapes::Shape;
use super::super::sheet::Sheet;

const ASKS: &[Ask] = &[
    ask("contract_number", "合同编号|备案编号|合同备案号|租赁备案号|编号", Shape::Code),
    ask("address", "房屋坐落|房屋地址|租赁房屋地址|坐落|房屋座落|出租房屋地址|租赁地址", Shape::Long),
    ask("area", "建筑面积|房屋面积|租赁面积|使用面积|面积", Shape::Number),
    ask("months", "租期|租赁期限|租赁期", Shape::Number),
    ask("signed_on", "签订日期|签约日期|签订时间|签署日期", Shape::Date),
];

const STOPS: &str = "出租方|承租方|出租人|承租人|甲方|乙方|身份证号|证件号码|联系电话|月租金|租金|押金|付款方式|户型|租赁用途|起租日|到期日";

static FORM: LazyLock<Form> = LazyLock::new(|| Form::new(ASKS, STOPS, false));

const TOTALS: &str = "租金总额|租金总计|总租金|合计租金|租金合计|租金共计";

const LESSORS: &str = "出租方(甲方)|甲方(出租方)|甲方(出租人)|出租人(甲方)|出租方|出租人|房东|甲方";
const LESSEES: &str = "承租方(乙方)|乙方(承租方)|乙方(承租人)|承租人(乙方)|承租方|承租人|租客|乙方";

/// Reads a contract.
pub(in crate::forensics::papers) fn read(sheets: &[Sheet<'_>]) -> Content {
    let flow = Flow::of(sheets);
    let mut content = Content::default();
    let found = parties(&flow, LESSORS, LESSEES);
    let keys = [(true, "lessor", "lessor_id_number"), (false, "lessee", "lessee_id_number")];
    for (gives, name, number) in keys {
        if let Some(side) = party(&found, gives) {
            content.add(flow.field(name, side.name.clone(), 1.0));
            content.add(side.people.first().and_then(|range| flow.field(number, range.clone(), 1.0)));
        }
    }
    for field in best(sheets, &on_forms(sheets, &FORM)) {
        // 租期：2024年1月1日至… is no count of months.
        if field.key != "months" {
            content.add(Some(field));
        }
    }
    place(&flow, &mut content);
    money_but(
        &flow,
        "月租金为|每月租金|月租金|租金每月|房屋租金|租金标准|租金为|租金",
        TOTALS,
        ("rent", "rent_words"),
        &mut content,
    );
    money(&flow, "押金为|押金|保证金|履约保证金|租赁保证金", ("deposit", "deposit_words"), &mut content);
    money(&flow, TOTALS, ("total", "total_words"), &mut content);
    term(&flow, &mut content);
    if !content.has("signed_on") {
        let end = content.fields.iter().find(|field| field.key == "to").map(|field| field.value.clone());
        let signed = flow.last_day().and_then(|range| flow.field("signed_on", range, 0.8));
        content.add(signed.filter(|field| Some(&field.value) != end.as_ref()));
    }
    content
}

/// Where the house stands, in running text.
fn place(flow: &Flow<'_, '_>, content: &mut Content) {
    for hit in flow.hits("坐落于|坐落在|房屋位于|位于|坐落") {
        if content.has("address") {
            return;
        }
        if let Some(range) = flow.house(hit.end).filter(|range| range.len() >= 6) {
            content.add(flow.field("address", range, 0.9));
        }
    }
    if !content.has("area") {
        let hit = flow
            .hits("建筑面积|房屋面积|使用面积|面积")
            .into_iter()
            .find_map(|hit| flow.within(hit.end..hit.end + 12, Shape::Number));
        content.add(hit.and_then(|range| flow.field("area", range, 0.9)));
    }
}

/// From and to, and how many months.
fn term(flow: &Flow<'_, '_>, content: &mut Content) {
    for hit in flow.hits("租赁期限|租赁期|租期|租赁时间|起租日期|起租日|承租期限|租用期限|出租期限")
    {
        let end = flow.sentence_end(hit.end).min(hit.end + 80);
        let Some(first) = flow.within(hit.end..end, Shape::Date) else { continue };
        let Some(second) = flow.within(first.end..(first.end + 40).min(flow.text.len()), Shape::Date) else {
            continue;
        };
        content.add(flow.field("from", first.clone(), 0.95));
        content.add(flow.field("to", second.clone(), 0.95));
        // 共12个月, 租期一年: before the days or behind them.
        for from in hit.end..(second.end + 24).min(flow.text.len()) {
            let inside =
                (first.start..first.end).contains(&from) || (second.start..second.end).contains(&from);
            if let Some(range) = flow.within(from..from + 1, Shape::Number).filter(|_| !inside) {
                let behind = flow.text.get(range.end..range.end + 2);
                if behind == Some(&['个', '月'])
                    || matches!(behind, Some(['月', c]) if *c != '租' && !c.is_ascii_digit())
                {
                    content.add(flow.field("months", range, 0.9));
                    return;
                }
            }
        }
        return;
    }
}
