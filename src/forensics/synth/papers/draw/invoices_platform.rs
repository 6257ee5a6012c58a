//! Fully digital invoices as the national platform prints them: of a sold flat, and of a broker's fee.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{Kit, Look, Pen, look};
use super::super::seal::Seal;
use super::super::sheet::{Align, Item, Sheet};
use super::super::table::{Column, Lines, Style, column};

/// The brown of the forms.
const FORM: [u8; 3] = [128, 60, 24];
const LEFT: f32 = 6.0;
const RIGHT: f32 = 204.0;
const TOP: f32 = 28.0;
const TABLE: f32 = 48.0;
/// Lower edge of the lines of goods, of their sums, of the total, of the remark.
const EDGES: [f32; 3] = [89.0, 98.0, 121.0];

/// Sold flats have columns for title and measure of area, and a mark at the upper left.
pub fn flat_invoice(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let columns = [
        column(&["item"], "项目名称", 33.0, Align::Left, ""),
        column(&["title_number"], "产权证书/不动产权证号", 37.0, Align::Left, ""),
        column(&["unit"], "面积单位", 18.0, Align::Centre, ""),
        column(&["quantity"], "数 量", 20.0, Align::Right, ""),
        column(&["unit_price"], "单 价", 24.0, Align::Right, ""),
        column(&["net"], "金 额", 26.0, Align::Right, ""),
        column(&["rate"], "税率/征收率", 20.0, Align::Right, ""),
        column(&["tax"], "税 额", 20.0, Align::Right, ""),
    ];
    let mut pen = Pen::new(kit, content, (210.0, 140.0));
    let label = look(Role::Song, 9.0).ink(FORM);
    pen.left("不动产销售", look(Role::Song, 8.0).ink(FORM), (31.0, 24.0));
    platform(&mut pen, content, &columns);
    remark(
        &mut pen,
        "不动产地址：{address}\n跨地（市）标志：否；土地增值税项目编号：{tax_project}\n不动产单元代码/网签合同备案编号：{contract_number}",
    );
    pen.pair("开票人：", "issuer", "", label, (22.0, 127.0));
    vec![pen.sheet]
}

/// The ordinary columns, one line, accounts in the remark.
pub fn brokerage(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let columns = [
        column(&["item"], "项目名称", 48.0, Align::Left, ""),
        column(&["model"], "规格型号", 22.0, Align::Left, ""),
        column(&["unit"], "单 位", 15.0, Align::Centre, ""),
        column(&["quantity"], "数 量", 18.0, Align::Right, ""),
        column(&["unit_price"], "单 价", 24.0, Align::Right, ""),
        column(&["net"], "金 额", 26.0, Align::Right, ""),
        column(&["rate"], "税率/征收率", 21.0, Align::Right, ""),
        column(&["tax"], "税 额", 24.0, Align::Right, ""),
    ];
    let mut pen = Pen::new(kit, content, (210.0, 140.0));
    let label = look(Role::Song, 9.0).ink(FORM);
    platform(&mut pen, content, &columns);
    remark(
        &mut pen,
        "销方开户银行:{seller_bank}; 银行账号:{seller_account};\n存量房交易居间服务费，房屋坐落：{address}",
    );
    pen.pair("开票人：", "issuer", "", label, (22.0, 127.0));
    vec![pen.sheet]
}

/// All that both have: code, name, seal, numbers, parties, lines, sums.
fn platform(pen: &mut Pen, content: &Content, columns: &[Column]) {
    let label = look(Role::Song, 9.0).ink(FORM);
    let value = look(Role::Song, 9.0);
    pen.qr((7.0, 5.0), 20.0);
    pen.field("title", "", look(Role::Kai, 18.0).ink(FORM), (105.0, 12.0), Align::Centre);
    pen.level(73.0, 137.0, 17.4, 0.25, FORM);
    pen.level(73.0, 137.0, 18.4, 0.25, FORM);
    let s = pen.sheet.scale;
    pen.sheet.items.push(Item::Seal(Seal {
        middle: ((105.0 * s).round(), (17.0 * s).round()),
        radius: (15.0 * s, 10.0 * s),
        turn: 0.0,
        name: content.get("seal_name").to_owned(),
        line: content.get("seal_line").to_owned(),
        number: content.get("seal_number").to_owned(),
        star: false,
        colour: [230, 52, 46],
        electronic: true,
        seed: 1,
    }));
    for (name, key, shape, y) in
        [("发票号码：", "invoice_number", "", 11.0), ("开票日期：", "issued_on", "cn", 18.0)]
    {
        pen.left(name, label, (148.0, y));
        pen.field(key, shape, value, (148.0 + pen.width(name, label), y), Align::Left);
    }
    let middle = f32::midpoint(LEFT, RIGHT);
    party(pen, (LEFT, middle), "购买方信息", ["buyer", "buyer_id_number"], (label, value));
    party(pen, (middle, RIGHT), "销售方信息", ["seller", "seller_code"], (label, value));
    pen.upright(middle, TOP, TABLE, 0.2, FORM);
    let style =
        Style { head: label, body: value, row: 6.5, top: 6.5, lines: Lines::Bare, ink: FORM, tint: None };
    pen.table((LEFT, TABLE), columns, &content.rows, 0, style);
    let net = LEFT + columns[..6].iter().map(|own| own.width).sum::<f32>() - 1.1;
    pen.centre("合　　　　计", label, (LEFT + 22.0, EDGES[0] - 3.6));
    pen.field("net", "wide", value, (net, EDGES[0] - 3.6), Align::Right);
    pen.field("tax", "wide", value, (RIGHT - 1.1, EDGES[0] - 3.6), Align::Right);
    let y = f32::midpoint(EDGES[0], EDGES[1]);
    pen.centre("价税合计（大写）", label, (LEFT + 22.0, y));
    pen.upright(LEFT + 44.0, EDGES[0], EDGES[1], 0.2, FORM);
    pen.left("⊗", value, (LEFT + 47.0, y));
    pen.field("total_words", "", value, (LEFT + 52.0, y), Align::Left);
    pen.left("（小写）", label, (LEFT + 136.0, y));
    pen.field("total", "wide", value, (LEFT + 150.0, y), Align::Left);
    for y in [TABLE, EDGES[0], EDGES[1]] {
        pen.level(LEFT, RIGHT, y, 0.2, FORM);
    }
    pen.frame((LEFT, TOP), (RIGHT - LEFT, EDGES[2] - TOP), 0.3, FORM);
}

/// Buyer or seller: the heading stands upright, name and number beside it.
fn party(
    pen: &mut Pen,
    (from, to): (f32, f32),
    heading: &str,
    keys: [&'static str; 2],
    (label, value): (Look, Look),
) {
    for (index, part) in (0_u8..).zip(heading.chars()) {
        pen.centre(&part.to_string(), label, (from + 3.0, TOP + 2.6 + f32::from(index) * 3.7));
    }
    pen.upright(from + 6.0, TOP, TABLE, 0.2, FORM);
    let names = ["名称：", "统一社会信用代码/纳税人识别号："];
    for (index, (name, key)) in (0_u8..).zip(names.into_iter().zip(keys)) {
        let y = TOP + 5.5 + f32::from(index) * 9.5;
        let at = from + 7.5 + pen.width(name, label);
        pen.left(name, label, (from + 7.5, y));
        pen.field_within(key, "", value, (at, y), to - at - 1.0);
    }
}

/// The remark below the total.
fn remark(pen: &mut Pen, text: &str) {
    let label = look(Role::Song, 9.0).ink(FORM);
    for (part, down) in [("备", 7.0), ("注", 15.0)] {
        pen.centre(part, label, (LEFT + 3.0, EDGES[1] + down));
    }
    pen.upright(LEFT + 6.0, EDGES[1], EDGES[2], 0.2, FORM);
    let value = look(Role::Song, 9.0);
    let flow = Flow {
        body: value,
        fill: value,
        underline: false,
        left: LEFT + 8.0,
        width: RIGHT - LEFT - 10.0,
        leading: 5.0,
        indent: 0.0,
    };
    pen.flow(text, flow, EDGES[1] + 4.2);
}
