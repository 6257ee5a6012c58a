//! Proofs of income on forms: a bank's, for those who ask it for a loan, and a school's, with the parts of the pay.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{BLACK, Kit, Pen, look};
use super::super::sheet::{Align, Sheet};

const A4: (f32, f32) = (210.0, 297.0);

const BANK: &str = "兹证明{name}（性别：{sex}，身份证号码：{id_number}）系我单位正式职工，自{since|month}起在我单位工作至今，现任职部门：{department}，职务：{position}，职称：{qualification}，学历：{schooling}，婚姻状况：{marriage}。
该职工目前月均收入（税前）为人民币（大写）{monthly_income_words}（小写¥{monthly_income|group}元），近一年总收入为人民币¥{yearly_income|group}元；住房公积金月缴存额（个人与单位合计）为¥{fund_monthly|group}元。
我单位保证以上情况真实、准确，并愿意接受贵行的核实。本证明仅用于该职工向贵行申请个人住房贷款，我单位不承担担保责任。
特此证明。";

/// A letter whose blanks are filled in, addressed to the bank, with whom to ask at its foot.
pub fn bank_form(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, A4);
    let body = look(Role::Song, 14.0);
    let fill = look(Role::Kai, 14.0);
    pen.left("附件3", look(Role::Hei, 11.0), (28.0, 20.0));
    pen.centre("个人收入证明", look(Role::Bold, 22.0).wide(0.12), (105.0, 40.0));
    pen.field("lender", "", fill, (28.0, 60.0), Align::Left);
    let end = 28.0 + pen.width(content.get("lender"), fill);
    pen.level(27.0, end + 1.0, 63.2, 0.2, BLACK);
    pen.left("：", body, (end + 1.0, 60.0));
    let flow = Flow { body, fill, underline: true, left: 28.0, width: 154.0, leading: 11.4, indent: 2.0 };
    let y = pen.flow(BANK, flow, 73.0);
    let small = look(Role::Song, 12.0);
    for (index, (name, key)) in (0_u8..).zip([
        ("单位名称（公章）：", "employer"),
        ("单位地址：", "employer_address"),
        ("人事部门联系人：", "contact"),
        ("单位联系电话：", "phone"),
    ]) {
        let at = y + 6.0 + f32::from(index) * 9.4;
        pen.left(name, small, (28.0, at));
        let from = 28.0 + pen.width(name, small) + 0.8;
        pen.field_within(key, "", small, (from, at), 180.0 - from);
    }
    pen.field("issued_on", "cnp", small, (180.0, y + 52.0), Align::Right);
    pen.seal(&mut kit.random, (118.0, y + 16.0), 20.5, false);
    let note = look(Role::Song, 9.0);
    pen.left("注：1．本证明须加盖单位公章或人事（劳资）部门章，涂改无效。", note, (28.0, 277.0));
    pen.left("　　2．月均收入指申请日前12个月的平均收入。", note, (28.0, 282.5));
    vec![pen.sheet]
}

/// A label cell, its value, and whether it is money.
type Cell = (&'static str, &'static str, &'static str);

const WHO: [[Cell; 3]; 2] = [
    [("姓名", "name", ""), ("性别", "sex", ""), ("身份证号", "id_number", "")],
    [("参加工作时间", "worked_since", "month"), ("岗位", "position", ""), ("到校时间", "since", "month")],
];
/// What the month is made of, and what is kept back.
const PAY: [(Cell, Cell); 6] = [
    (("岗位工资", "post_pay", "group"), ("住房公积金", "fund", "group")),
    (("薪级工资", "grade_pay", "group"), ("养老保险", "pension", "group")),
    (("基础性绩效工资", "basic_performance", "group"), ("职业年金", "annuity", "group")),
    (("奖励性绩效工资", "reward_performance", "group"), ("医疗保险", "medical", "group")),
    (("津贴补贴", "allowance", "group"), ("失业保险", "unemployment", "group")),
    (("", "", ""), ("个人所得税", "income_tax", "group")),
];

/// A table of what is paid beside what is kept back; the month in words, then the year.
pub fn school(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, A4);
    let body = look(Role::Song, 11.0);
    let (left, right) = (22.0, 188.0);
    pen.field("employer", "", look(Role::Bold, 20.0).ink([200, 30, 34]), (105.0, 24.0), Align::Centre);
    pen.level(left, right, 33.0, 0.6, [200, 30, 34]);
    pen.centre("在职人员工资收入证明", look(Role::Hei, 17.0), (105.0, 47.0));
    pen.pair("编号：", "proof_number", "", body, (152.0, 58.0));
    pen.left("单位：元", body, (left, 58.0));
    let (top, tall) = (62.0, 10.0);
    let mut y = top;
    for cells in WHO {
        for ((name, key, shape), (x, wide, end)) in
            cells.into_iter().zip([(22.0, 26.0, 78.0), (78.0, 16.0, 118.0), (118.0, 22.0, 188.0)])
        {
            pen.centre(name, body, (x + wide / 2.0, y + tall / 2.0));
            pen.upright(x, y, y + tall, 0.2, BLACK);
            pen.upright(x + wide, y, y + tall, 0.2, BLACK);
            pen.field_within(key, shape, body, (x + wide + 2.0, y + tall / 2.0), end - x - wide - 3.0);
        }
        y += tall;
        pen.level(left, right, y, 0.2, BLACK);
    }
    pen.centre("应发项目", look(Role::Hei, 11.0), (46.0, y + tall / 2.0));
    pen.centre("金额", look(Role::Hei, 11.0), (87.5, y + tall / 2.0));
    pen.centre("代扣项目", look(Role::Hei, 11.0), (129.0, y + tall / 2.0));
    pen.centre("金额", look(Role::Hei, 11.0), (170.5, y + tall / 2.0));
    let from = y;
    y += tall;
    let sums = (("应发合计", "monthly_income", "group"), ("扣款合计", "deductions", "group"));
    for (paid, kept) in PAY.into_iter().chain([sums]) {
        pen.level(left, right, y, 0.2, BLACK);
        for ((name, key, shape), (x, edge)) in [(paid, (46.0, 103.0)), (kept, (129.0, 186.0))] {
            pen.centre(name, body, (x, y + tall / 2.0));
            pen.field(key, shape, body, (edge, y + tall / 2.0), Align::Right);
        }
        y += tall;
    }
    for x in [70.0, 105.0, 153.0] {
        pen.upright(x, from, y, 0.2, BLACK);
    }
    let wide: [(&str, &'static str, &'static str); 3] = [
        ("应发合计（大写）", "monthly_income_words", ""),
        ("实发金额", "net_income", "group"),
        ("年应发收入", "yearly_income", "group"),
    ];
    for (name, key, shape) in wide {
        pen.level(left, right, y, 0.2, BLACK);
        pen.upright(70.0, y, y + tall, 0.2, BLACK);
        pen.centre(name, body, (46.0, y + tall / 2.0));
        pen.field(key, shape, body, (74.0, y + tall / 2.0), Align::Left);
        y += tall;
    }
    pen.frame((left, top), (right - left, y - top), 0.35, BLACK);
    let line = "以上为该同志现行月工资标准，所在单位性质为事业单位，经费来源：{funds}。特此证明。";
    let flow =
        Flow { body, fill: body, underline: false, left, width: right - left, leading: 8.0, indent: 2.0 };
    let y = pen.flow(line, flow, y + 9.0);
    pen.pair("统一社会信用代码：", "employer_code", "", body, (left, y + 4.0));
    pen.pair("经办人：", "contact", "", body, (left, y + 13.0));
    pen.pair("联系电话：", "phone", "", body, (left, y + 22.0));
    pen.left("单位（盖章）：", body, (128.0, y + 13.0));
    pen.field("issued_on", "cnp", body, (186.0, y + 30.0), Align::Right);
    pen.seal(&mut kit.random, (158.0, y + 18.0), 20.5, false);
    vec![pen.sheet]
}
