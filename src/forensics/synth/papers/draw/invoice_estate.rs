//! The fully digital invoice of a sold flat: its own columns for title and area, the home in the remark.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{Kit, Look, Pen, look};
use super::super::sheet::{Align, Sheet};
use super::super::table::{Lines, Style, column};

const INK: [u8; 3] = [120, 44, 30];
const LEFT: f32 = 8.0;
const WIDE: f32 = 200.0;
const RIGHT: f32 = LEFT + WIDE;

/// The mark of what is sold at the upper left, numbers at the right, the parties, one line, the remark.
pub fn estate(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let columns = [
        column(&["item"], "项目名称", 30.0, Align::Left, ""),
        column(&["title_number"], "产权证书/不动产权证号", 36.0, Align::Centre, ""),
        column(&["unit"], "面积单位", 18.0, Align::Centre, ""),
        column(&["quantity"], "数量", 19.0, Align::Right, ""),
        column(&["unit_price"], "单价", 25.0, Align::Right, ""),
        column(&["net"], "金额", 27.0, Align::Right, ""),
        column(&["rate"], "税率/征收率", 22.0, Align::Right, ""),
        column(&["tax"], "税额", 23.0, Align::Right, ""),
    ];
    let mut pen = Pen::new(kit, content, (216.0, 132.0));
    let label = look(Role::Song, 9.0).ink(INK);
    let value = look(Role::Song, 9.0);
    pen.frame((LEFT, 6.0), (25.0, 6.0), 0.25, INK);
    pen.centre("不动产销售", look(Role::Hei, 9.0).ink(INK), (LEFT + 12.5, 9.0));
    pen.qr((LEFT + 29.0, 4.5), 19.0);
    pen.field("title", "", look(Role::Kai, 18.0).ink(INK), (108.0, 11.0), Align::Centre);
    pen.level(76.0, 140.0, 16.4, 0.3, INK);
    pen.level(76.0, 140.0, 17.5, 0.3, INK);
    for (name, key, shape, y) in
        [("发票号码：", "invoice_number", "", 10.0), ("开票日期：", "issued_on", "cn", 17.0)]
    {
        pen.left(name, label, (154.0, y));
        pen.field(key, shape, value, (154.0 + pen.width(name, label), y), Align::Left);
    }
    let top = 26.0;
    side(&mut pen, (LEFT, top), "购买方信息", ["buyer", "buyer_id_number"], (label, value));
    side(&mut pen, (LEFT + WIDE / 2.0, top), "销售方信息", ["seller", "seller_code"], (label, value));
    let table = top + 20.0;
    pen.level(LEFT, RIGHT, table, 0.25, INK);
    let style =
        Style { head: label, body: value, row: 7.0, top: 7.5, lines: Lines::Bare, ink: INK, tint: None };
    pen.table((LEFT, table), &columns, &content.rows, 0, style);
    let sum = table + 30.0;
    let net = LEFT + columns[..6].iter().map(|own| own.width).sum::<f32>() - 1.1;
    pen.centre("合　　计", label, (LEFT + 17.0, sum + 3.6));
    pen.field("net", "yuan", value, (net, sum + 3.6), Align::Right);
    pen.field("tax", "yuan", value, (RIGHT - 1.1, sum + 3.6), Align::Right);
    pen.level(LEFT, RIGHT, sum + 7.2, 0.25, INK);
    let all = sum + 7.2;
    pen.centre("价税合计（大写）", label, (LEFT + 22.0, all + 4.2));
    pen.upright(LEFT + 44.0, all, all + 8.4, 0.25, INK);
    pen.left("⊗", value, (LEFT + 47.0, all + 4.2));
    pen.field("total_words", "", look(Role::Song, 9.5), (LEFT + 53.0, all + 4.2), Align::Left);
    pen.left("（小写）", label, (LEFT + 146.0, all + 4.2));
    pen.field("total", "yuan", look(Role::Song, 9.5), (LEFT + 160.0, all + 4.2), Align::Left);
    let low = all + 8.4;
    pen.level(LEFT, RIGHT, low, 0.25, INK);
    for (index, part) in (0_u8..).zip(["备", "注"]) {
        pen.centre(part, label, (LEFT + 3.5, low + 8.0 + f32::from(index) * 8.0));
    }
    pen.upright(LEFT + 7.0, low, low + 25.0, 0.25, INK);
    let flow = Flow {
        body: value,
        fill: value,
        underline: false,
        left: LEFT + 9.0,
        width: WIDE - 12.0,
        leading: 5.2,
        indent: 0.0,
    };
    pen.flow("不动产单元代码/网签合同备案编号：{unit_number} / {contract_number}\n不动产地址：{address}\n跨地（市）标志：否　　土地增值税项目编号：{tax_project}\n面积为合同约定建筑面积，以实测面积办理结算。", flow, low + 4.0);
    pen.frame((LEFT, top), (WIDE, low + 25.0 - top), 0.35, INK);
    pen.left("开票人：", label, (LEFT + 12.0, low + 30.0));
    pen.field("issuer", "", value, (LEFT + 25.0, low + 30.0), Align::Left);
    vec![pen.sheet]
}

/// One of the two parties: its upright heading, name and number.
fn side(
    pen: &mut Pen,
    (x, y): (f32, f32),
    name: &str,
    keys: [&'static str; 2],
    (label, value): (Look, Look),
) {
    for (index, part) in (0_u8..).zip(name.chars()) {
        let mut text = [0; 4];
        pen.centre(part.encode_utf8(&mut text), label, (x + 3.5, y + 2.6 + f32::from(index) * 3.7));
    }
    pen.upright(x + 7.0, y, y + 20.0, 0.25, INK);
    if x > LEFT {
        pen.upright(x, y, y + 20.0, 0.25, INK);
    }
    pen.left("名称：", label, (x + 9.0, y + 5.5));
    pen.field_within(keys[0], "", value, (x + 19.0, y + 5.5), WIDE / 2.0 - 21.0);
    let number = "统一社会信用代码/纳税人识别号：";
    pen.left(number, label, (x + 9.0, y + 14.0));
    let from = x + 9.0 + pen.width(number, label) + 0.4;
    pen.field_within(keys[1], "", value, (from, y + 14.0), x + WIDE / 2.0 - from - 1.0);
}
