//! Papers of employers: the income form of a public institution, and a leaving proof with a slip to be returned.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{Kit, Look, Pen, look};
use super::super::sheet::{Align, Sheet};

const A4: (f32, f32) = (210.0, 297.0);
const INK: [u8; 3] = [30, 30, 34];

/// A cell: left edge, width, label or key, shape; a key is meant where `key` says so.
pub(super) struct Cell {
    x: f32,
    wide: f32,
    text: &'static str,
    shape: &'static str,
    key: bool,
}

/// A printed label.
pub(super) const fn label(x: f32, wide: f32, text: &'static str) -> Cell {
    Cell { x, wide, text, shape: "", key: false }
}

/// A place for a value.
pub(super) const fn field(x: f32, wide: f32, text: &'static str, shape: &'static str) -> Cell {
    Cell { x, wide, text, shape, key: true }
}

/// A row of cells of one height; returns its lower edge.
pub(super) fn cells(
    pen: &mut Pen,
    cells: &[Cell],
    (y, height): (f32, f32),
    (name, value): (Look, Look),
) -> f32 {
    for cell in cells {
        pen.frame((cell.x, y), (cell.wide, height), 0.25, INK);
        let middle = y + height / 2.0;
        if cell.key {
            pen.field_within(cell.text, cell.shape, value, (cell.x + 2.0, middle), cell.wide - 3.5);
        } else {
            let lines: Vec<&str> = cell.text.split('\n').collect();
            let up = 2.6 * (lines.len() - 1) as f32;
            for (index, line) in (0_u8..).zip(lines) {
                pen.centre(line, name, (cell.x + cell.wide / 2.0, middle - up + f32::from(index) * 5.2));
            }
        }
    }
    y + height
}

/// A table of a public institution: the person, each part of the pay, month and year in figures and words.
pub fn income_institution(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, A4);
    let name = look(Role::Song, 11.0);
    let value = look(Role::Kai, 11.5);
    pen.centre("机关事业单位在编人员工资收入证明表", look(Role::Bold, 18.0), (105.0, 27.0));
    pen.left("填报单位（盖章）：", name, (18.0, 39.5));
    pen.field_within("employer", "", value, (52.0, 39.5), 70.0);
    pen.put("金额单位：元", name, (192.0, 39.5), Align::Right);
    let looks = (name, value);
    let mut y = 44.0;
    let person: [&[Cell]; 4] = [
        &[
            label(18.0, 26.0, "姓　　名"),
            field(44.0, 34.0, "name", ""),
            label(78.0, 18.0, "性 别"),
            field(96.0, 18.0, "sex", ""),
            label(114.0, 30.0, "岗位（职称）"),
            field(144.0, 48.0, "position", ""),
        ],
        &[
            label(18.0, 26.0, "身份证号码"),
            field(44.0, 70.0, "id_number", ""),
            label(114.0, 30.0, "参加工作时间"),
            field(144.0, 48.0, "worked_since", "month"),
        ],
        &[
            label(18.0, 26.0, "调入本单位\n时　　间"),
            field(44.0, 70.0, "since", "cn"),
            label(114.0, 30.0, "经费来源"),
            field(144.0, 48.0, "funds", ""),
        ],
        &[label(18.0, 44.0, "统一社会信用代码"), field(62.0, 130.0, "employer_code", "")],
    ];
    for row in person {
        y = cells(&mut pen, row, (y, 12.0), looks);
    }
    let high = 11.0;
    let parts = y;
    let pay: [[&'static str; 4]; 3] = [
        ["岗位工资", "post_pay", "薪级工资", "grade_pay"],
        ["基础性绩效", "basic_performance", "奖励性绩效", "reward_performance"],
        ["岗位津贴", "allowance", "月应发合计", "monthly_income"],
    ];
    for [one, first, two, second] in pay {
        let row = [
            label(44.0, 34.0, one),
            field(78.0, 36.0, first, "group"),
            label(114.0, 36.0, two),
            field(150.0, 42.0, second, "group"),
        ];
        y = cells(&mut pen, &row, (y, high), looks);
    }
    y = cells(
        &mut pen,
        &[label(44.0, 34.0, "合计（大写）"), field(78.0, 114.0, "monthly_income_words", "")],
        (y, high),
        looks,
    );
    cells(&mut pen, &[label(18.0, 26.0, "月工资\n收　入\n构　成")], (parts, y - parts), looks);
    y = cells(
        &mut pen,
        &[
            label(18.0, 26.0, "年收入"),
            field(44.0, 34.0, "yearly_income", "group"),
            label(78.0, 18.0, "大 写"),
            field(96.0, 96.0, "yearly_income_words", ""),
        ],
        (y, 12.0),
        looks,
    );
    let opinion = y;
    cells(&mut pen, &[label(18.0, 26.0, "单　位\n人　事\n部　门\n意　见")], (opinion, 48.0), looks);
    pen.frame((44.0, opinion), (148.0, 48.0), 0.25, INK);
    pen.left("以上工资数据与人事工资管理系统一致，情况属实。", name, (50.0, opinion + 9.0));
    pen.left("经办人（签字）：", name, (50.0, opinion + 26.0));
    pen.left("（公　章）", name, (140.0, opinion + 26.0));
    pen.field("issued_on", "cnp", name, (186.0, opinion + 41.0), Align::Right);
    pen.seal(&mut kit.random, (148.0, opinion + 25.0), 20.0, false);
    let y = opinion + 55.0;
    let small = look(Role::Song, 9.5);
    pen.left(
        "说明：1. 月应发合计为本表各项之和，未扣除个人应缴的社会保险费、住房公积金及个人所得税。",
        small,
        (18.0, y),
    );
    pen.left("　　　2. 年收入按月应发合计乘以十二个月计算，不含年终一次性奖金。", small, (18.0, y + 6.0));
    pen.left("　　　3. 本表由单位人事部门填写，涂改或未盖章的无效。", small, (18.0, y + 12.0));
    pen.pair("单位人事部门电话：", "phone", "", small, (18.0, y + 20.0));
    vec![pen.sheet]
}

const LEFT_TEXT: &str = "{name}同志（{sex}，公民身份号码 {id_number}），{from|dot} 到我单位参加工作，离职前所在岗位为{position}，在本单位工作年限共计{served}。现因{reason}，依照《中华人民共和国劳动合同法》的有关规定，自 {left_on|dot} 起与我单位解除（终止）劳动合同，双方劳动关系同时终结。
该同志的工资已结算至离职当日，社会保险和住房公积金缴至当月，档案及社会保险关系自本证明出具之日起十五日内办理转移。
根据《中华人民共和国劳动合同法》第五十条，特出具此证明。本证明一式三份，单位、职工本人及职工档案各留存一份。";

/// Running text with a number, and a slip below the cut.
pub fn leaving_slip(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, A4);
    let body = look(Role::Song, 12.5);
    pen.centre("解除（终止）劳动合同证明书", look(Role::Bold, 20.0), (105.0, 32.0));
    pen.field("proof_number", "", look(Role::Kai, 12.0), (180.0, 44.0), Align::Right);
    let style =
        Flow { body, fill: body, underline: false, left: 30.0, width: 150.0, leading: 10.0, indent: 2.0 };
    let y = pen.flow(LEFT_TEXT, style, 58.0);
    pen.field_within("employer", "", body, (112.0, y + 10.0), 72.0);
    pen.field("issued_on", "cnp", body, (120.0, y + 20.0), Align::Left);
    pen.left("统一社会信用代码", look(Role::Song, 10.0), (30.0, y + 10.0));
    pen.field("employer_code", "", look(Role::Song, 10.0), (30.0, y + 16.0), Align::Left);
    pen.left("单位电话", look(Role::Song, 10.0), (30.0, y + 24.0));
    pen.field("phone", "", look(Role::Song, 10.0), (47.0, y + 24.0), Align::Left);
    pen.seal(&mut kit.random, (142.0, y + 14.0), 20.0, false);
    let cut = (y + 42.0).max(196.0);
    let mut x = 14.0;
    while x < 194.0 {
        pen.level(x, x + 2.4, cut, 0.25, [110, 110, 112]);
        x += 4.0;
    }
    pen.centre("（沿此线撕开）", look(Role::Kai, 9.0), (105.0, cut + 4.0));
    pen.centre("签 收 回 执", look(Role::Bold, 14.0), (105.0, cut + 14.0));
    let slip = look(Role::Song, 11.5);
    pen.left(
        "本人已收到上述解除（终止）劳动合同证明书原件壹份，对所载内容无异议。",
        slip,
        (30.0, cut + 26.0),
    );
    pen.left("职工本人签名：", slip, (30.0, cut + 40.0));
    pen.level(60.0, 96.0, cut + 43.0, 0.2, INK);
    pen.left("签收日期：　　　　年　　月　　日", slip, (112.0, cut + 40.0));
    pen.left("送达方式：□ 当面领取　□ 邮寄送达", slip, (30.0, cut + 52.0));
    vec![pen.sheet]
}
