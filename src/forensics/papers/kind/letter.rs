//! What certificates of employers have in common: 兹证明某某（身份证号：…）系我单位员工，自…起…，任…。

#![expect(clippy::non_ascii_literal, reason = "the wordings of the certificates")]

use std::ops::Range;

use super::super::fields::Content;
use super::super::flow::{Flow, starts};
use super::super::fold::han;
use super::super::shapes::Shape;

/// Words between 兹证明 and the name.
const BEFORE: &str = "我单位|本单位|我公司|本公司|我司|我校|我院|员工|职工|在职员工|在职职工|正式员工|正式职工|工作人员|人员|:|,|原|同志|教师|女士|先生|有";
/// What ends the name.
const BEHIND: &str = "拟|向|因|自愿|同志|先生|女士|(|,|:|。|同志|先生|女士|系|为|是|自|于|身份证|性别|男|女|在我|在本|,男|,女|、|员工|职工|因|原|证件";

/// The name and the number of the person.
pub(super) fn person(flow: &Flow<'_, '_>, content: &mut Content) {
    if !content.has("name") {
        let mut opened = flow.hits("兹证明|兹有|特证明|现证明|兹有我单位|兹证实");
        opened
            .extend(flow.hits("我单位员工|本单位职工|我公司员工|本公司员工|我司员工|本单位员工|我单位职工"));
        let name = opened.into_iter().find_map(|hit| name(flow, hit.end));
        content.add(name.and_then(|range| flow.field("name", range, 0.95)));
    }
    if !content.has("sex") {
        let at = flow.text.iter().enumerate().find(|(at, c)| {
            let alone = |place: Option<&char>| place.is_none_or(|c| !han(*c));
            matches!(c, '男' | '女')
                && alone(flow.text.get(at + 1))
                && at
                    .checked_sub(1)
                    .is_none_or(|b| alone(flow.text.get(b)) || flow.text.get(b) == Some(&'别'))
        });
        content.add(at.and_then(|(at, _)| flow.field("sex", at..at + 1, 0.9)));
    }
    if !content.has("id_number") {
        let labelled = flow
            .hits("身份证号码|身份证号|证件号码|身份证件号码|公民身份号码|身份证")
            .into_iter()
            .find_map(|hit| flow.within(hit.end..hit.end + 12, Shape::Person));
        content.add(labelled.and_then(|range| flow.field("id_number", range, 0.95)));
    }
}

fn name(flow: &Flow<'_, '_>, from: usize) -> Option<Range<usize>> {
    let mut at = from;
    while let Some(length) = starts(flow.text.get(at..)?, BEFORE) {
        at += length;
    }
    let end = (at..(at + 16).min(flow.text.len())).find(|end| {
        *end > at + 1
            && (starts(flow.text.get(*end..).unwrap_or_default(), BEHIND).is_some() || flow.gap(*end) > 2.5)
    })?;
    let text = flow.text.get(at..end)?;
    let letters = text.iter().all(|c| han(*c) || *c == '·' || c.is_ascii_alphabetic());
    (letters && text.len() <= 15).then_some(at..end)
}

/// 担任财务经理职务, 现任…, 岗位为….
pub(super) fn position(flow: &Flow<'_, '_>, content: &mut Content) {
    if content.has("position") {
        return;
    }
    for hit in flow.hits("现担任|担任|现任|职务为|岗位为|职务是|岗位是|曾任|从事|任")
    {
        let mut from = hit.end;
        while flow.text.get(from).is_some_and(|c| matches!(c, ':' | '我')) {
            from += 1;
        }
        let end = (from..(from + 20).min(flow.text.len())).find(|at| {
            starts(flow.text.get(*at..).unwrap_or_default(), "职务|一职|岗位|工作|职位|之职|,|。|;|、")
                .is_some()
        });
        if let Some(end) = end.filter(|end| *end >= from + 2) {
            content.add(flow.field("position", from..end, 0.85));
            return;
        }
    }
}

/// 自2015年3月起, 于2015年3月1日入职.
pub(super) fn since(flow: &Flow<'_, '_>, key: &'static str, content: &mut Content) {
    if content.has(key) {
        return;
    }
    let mut at = 0;
    while let Some(range) = flow.within(at..flow.text.len(), Shape::Date) {
        let behind = flow.text.get(range.end..).unwrap_or_default();
        // 自2023年7月7日起解除 is an end.
        if starts(behind, "起解除|起终止|起与|起双方解除").is_some() {
            at = range.end;
            continue;
        }
        let begins = starts(
            behind,
            "起|开始|入职|进入|到我|至今|至|-|到本|加入|参加工作|受聘|建立劳动关系|签订劳动合同|订立劳动合同",
        )
        .is_some();
        let from = range
            .start
            .checked_sub(1)
            .and_then(|at| flow.text.get(at))
            .is_some_and(|c| matches!(c, '自' | '从'));
        if begins || from {
            content.add(flow.field(key, range, 0.9));
            return;
        }
        at = range.end;
    }
}

/// The employer: the unit that signs at the end, else the first one named.
pub(super) fn employer(flow: &Flow<'_, '_>, content: &mut Content) {
    let units = flow.units();
    if !content.has("employer") {
        // Not the one the letter is written to, which a colon follows.
        let own = |range: &&Range<usize>| flow.text.get(range.end) != Some(&':');
        let trimmed = |range: &Range<usize>| {
            let text = flow.text.get(range.clone())?;
            let skip = starts(text, "特此证明|单位名称|单位全称|公司名称|兹证明|单位").unwrap_or(0);
            let own = text
                .windows(2)
                .rposition(|two| matches!(two, ['在' | '系' | '与', _]))
                .map_or(0, |at| at + 1);
            let from = range.start + skip.max(own);
            (range.end > from + 3).then_some(from..range.end)
        };
        let chosen = units.iter().rev().find(own).and_then(trimmed);
        content.add(chosen.and_then(|range| flow.field("employer", range, 0.85)));
    }
}

/// The day at the end.
pub(super) fn signed(flow: &Flow<'_, '_>, content: &mut Content) {
    if !content.has("issued_on") {
        content.add(flow.last_day().and_then(|range| flow.field("issued_on", range, 0.85)));
    }
}
