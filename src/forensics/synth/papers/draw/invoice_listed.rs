//! A fully digital invoice of many lines: wrapped names, lines of discount, several tax rates, a filled remark.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{Kit, Look, Pen, look};
use super::super::sheet::{Align, Sheet};
use super::super::table::{Lines, Style, column, wrapped};

const RED: [u8; 3] = [132, 34, 30];
const LEFT: f32 = 9.0;
const WIDE: f32 = 192.0;
const RIGHT: f32 = LEFT + WIDE;

/// As long as its list: the code on the left, numbers on the right, the parties, the lines, the sums, the remark.
pub fn listed(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let columns = [
        wrapped(&["item"], "项目名称", 45.0),
        column(&["model"], "规格型号", 22.0, Align::Left, ""),
        column(&["unit"], "单位", 12.0, Align::Centre, ""),
        column(&["quantity"], "数量", 17.0, Align::Right, ""),
        column(&["unit_price"], "单价", 24.0, Align::Right, ""),
        column(&["net"], "金额", 27.0, Align::Right, ""),
        column(&["rate"], "税率/征收率", 21.0, Align::Centre, ""),
        column(&["tax"], "税额", 24.0, Align::Right, ""),
    ];
    let mut pen = Pen::new(kit, content, (210.0, 260.0));
    let label = look(Role::Kai, 9.5).ink(RED);
    let value = look(Role::Song, 9.0);
    pen.qr((LEFT, 6.0), 22.0);
    pen.centre("国家税务总局监制", look(Role::Kai, 8.0).ink(RED), (105.0, 26.5));
    pen.field("title", "", look(Role::Kai, 19.0).ink(RED), (105.0, 13.5), Align::Centre);
    pen.level(66.0, 144.0, 19.4, 0.35, RED);
    pen.level(66.0, 144.0, 20.7, 0.2, RED);
    for (name, key, shape, y) in
        [("发票号码：", "invoice_number", "", 11.5), ("开票日期：", "issued_on", "cn", 18.5)]
    {
        pen.left(name, label, (149.0, y));
        pen.field(key, shape, value, (149.0 + pen.width(name, label), y), Align::Left);
    }
    pen.put("共 1 页　第 1 页", label, (RIGHT, 26.5), Align::Right);
    let top = 31.0;
    for (x, side, keys) in [
        (LEFT, "购买方信息", ["buyer", "buyer_code"]),
        (LEFT + WIDE / 2.0, "销售方信息", ["seller", "seller_code"]),
    ] {
        party(&mut pen, (x, top), side, keys, (label, value));
    }
    let table = top + 22.0;
    pen.level(LEFT, RIGHT, table, 0.25, RED);
    let style =
        Style { head: label, body: value, row: 6.2, top: 7.5, lines: Lines::Bare, ink: RED, tint: None };
    let bottom = pen.table((LEFT, table), &columns, &content.rows, 0, style).max(table + 52.0) + 2.0;
    let net = LEFT + columns[..6].iter().map(|own| own.width).sum::<f32>() - 1.1;
    pen.centre("合　　　计", label, (LEFT + 22.5, bottom + 3.8));
    pen.field("net", "wide", value, (net, bottom + 3.8), Align::Right);
    pen.field("tax", "wide", value, (RIGHT - 1.1, bottom + 3.8), Align::Right);
    let sum = bottom + 7.6;
    pen.level(LEFT, RIGHT, sum, 0.25, RED);
    pen.centre("价税合计（大写）", label, (LEFT + 22.5, sum + 4.5));
    pen.upright(LEFT + 45.0, sum, sum + 9.0, 0.25, RED);
    pen.left("⊗", value, (LEFT + 49.0, sum + 4.5));
    pen.field("total_words", "", look(Role::Song, 9.5), (LEFT + 55.0, sum + 4.5), Align::Left);
    pen.left("（小写）", label, (LEFT + 138.0, sum + 4.5));
    pen.field("total", "wide", look(Role::Song, 9.5), (LEFT + 154.0, sum + 4.5), Align::Left);
    let low = sum + 9.0;
    pen.level(LEFT, RIGHT, low, 0.25, RED);
    for (index, part) in (0_u8..).zip(["备", "注"]) {
        pen.centre(part, label, (LEFT + 3.5, low + 8.0 + f32::from(index) * 8.0));
    }
    pen.upright(LEFT + 7.0, low, low + 24.0, 0.25, RED);
    let flow = Flow {
        body: value,
        fill: value,
        underline: false,
        left: LEFT + 9.5,
        width: WIDE - 14.0,
        leading: 5.4,
        indent: 0.0,
    };
    pen.flow("订单编号：{order_number}\n收货联系电话：{buyer_phone}\n销售方开户银行：{seller_bank}；银行账号：{seller_account}\n折扣已在同一张发票内列示。", flow, low + 4.0);
    pen.frame((LEFT, top), (WIDE, low + 24.0 - top), 0.35, RED);
    pen.left("开票人：", label, (LEFT + 10.0, low + 29.0));
    pen.field("issuer", "", value, (LEFT + 25.0, low + 29.0), Align::Left);
    // The file is as tall as what it holds.
    pen.sheet.height = ((low + 38.0) * pen.sheet.scale).round() as u32;
    vec![pen.sheet]
}

fn party(
    pen: &mut Pen,
    (x, y): (f32, f32),
    side: &str,
    keys: [&'static str; 2],
    (label, value): (Look, Look),
) {
    let half = WIDE / 2.0;
    for (index, part) in (0_u8..).zip(side.chars()) {
        let mut text = [0; 4];
        pen.centre(part.encode_utf8(&mut text), label, (x + 3.5, y + 3.0 + f32::from(index) * 4.0));
    }
    pen.upright(x + 7.0, y, y + 22.0, 0.25, RED);
    if x > LEFT {
        pen.upright(x, y, y + 22.0, 0.25, RED);
    }
    pen.left("名称：", label, (x + 9.0, y + 6.0));
    pen.field_within(keys[0], "", value, (x + 19.5, y + 6.0), half - 21.0);
    let name = "统一社会信用代码/纳税人识别号：";
    pen.left(name, label, (x + 9.0, y + 12.5));
    pen.field(keys[1], "", value, (x + 9.0, y + 18.0), Align::Left);
}
