//! Letters as most employers give them: income on the centre's wording, leaving on a plain sheet.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{Kit, Pen, look};
use super::super::sheet::{Align, Sheet};

const A4: (f32, f32) = (210.0, 297.0);

const EARNS: &str = "兹证明{name}（性别：{sex}，身份证号码：{id_number}）系我单位正式职工，自{since|month}起在我单位工作至今，现在我单位{department}担任{position}职务。
该职工近十二个月平均月收入（税前）为人民币{monthly_income}元（大写：{monthly_income_words}），年收入合计为人民币{yearly_income}元（大写：{yearly_income_words}）。
我单位承诺以上情况真实、准确，如有虚假，愿意承担由此引起的一切法律责任。
本证明仅用于该职工办理住房公积金贷款，不作为我单位对该职工提供任何形式的担保。
特此证明。";

/// To the centre by name, values on lines, whom to ask below, the date at the end.
pub fn income_centre(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, A4);
    let body = look(Role::Song, 14.0);
    pen.centre("收 入 证 明", look(Role::Bold, 24.0), (105.0, 42.0));
    pen.field("centre", "", body, (27.0, 63.0), Align::Left);
    let after = 27.0 + pen.width(content.get("centre"), body);
    pen.left("：", body, (after, 63.0));
    let flow =
        Flow { body, fill: body, underline: true, left: 27.0, width: 156.0, leading: 10.6, indent: 2.0 };
    let y = pen.flow(EARNS, flow, 75.0) + 10.0;
    let line = look(Role::Song, 12.0);
    for (index, (name, key)) in (0_u8..).zip([
        ("单位地址：", "employer_address"),
        ("统一社会信用代码：", "employer_code"),
        ("联系人：", "contact"),
        ("联系电话：", "phone"),
    ]) {
        pen.pair(name, key, "", line, (27.0, y + f32::from(index) * 8.6));
    }
    let low = y + 58.0;
    pen.field("employer", "", body, (183.0, low), Align::Right);
    let before = 183.0 - pen.width(content.get("employer"), body);
    pen.put("单位名称（公章）：", body, (before, low), Align::Right);
    pen.field("issued_on", "cnp", body, (178.0, low + 17.0), Align::Right);
    pen.seal(&mut kit.random, (146.0, low - 11.0), 20.0, false);
    vec![pen.sheet]
}

const LEFT_FIRM: &str = "兹证明{name}，{sex}，身份证号码：{id_number}，于{from|cnp}入职我公司，担任{position}一职，因{reason}于{left_on|cnp}与我公司解除（终止）劳动关系。该员工已办理完毕工作交接及全部离职手续，工资已结清，与我公司不存在任何劳动争议及经济纠纷。
社会保险及住房公积金由我公司缴纳至{paid_until|month}。
特此证明！";

/// Title, one paragraph, the firm and the day at the lower right under its seal.
pub fn leaving_plain(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, A4);
    let body = look(Role::Song, 15.0);
    pen.centre("离 职 证 明", look(Role::Bold, 26.0), (105.0, 48.0));
    let flow =
        Flow { body, fill: body, underline: false, left: 28.0, width: 154.0, leading: 12.0, indent: 2.0 };
    let y = pen.flow(LEFT_FIRM, flow, 74.0) + 34.0;
    pen.field("employer", "", body, (182.0, y), Align::Right);
    pen.field("issued_on", "cnp", body, (176.0, y + 17.0), Align::Right);
    pen.seal(&mut kit.random, (140.0, y - 11.5), 20.5, false);
    vec![pen.sheet]
}
