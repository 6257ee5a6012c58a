//! The ordinary VAT invoice sent as a file, as it was before fully digital ones.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::fonts::Role;
use super::super::pen::{Kit, Look, Pen, look};
use super::super::sheet::{Align, Sheet};
use super::super::table::{Column, Lines, Style, column};

const RED: [u8; 3] = [158, 64, 38];
const LEFT: f32 = 5.0;
const WIDE: f32 = 204.0;
/// Where the halves of buyer and seller end.
const PARTED: f32 = 122.0;

fn columns() -> [Column; 8] {
    [
        column(&["item"], "货物或应税劳务、服务名称", 53.0, Align::Left, ""),
        column(&["model"], "规格型号", 24.0, Align::Left, ""),
        column(&["unit"], "单 位", 12.0, Align::Centre, ""),
        column(&["quantity"], "数 量", 20.0, Align::Right, ""),
        column(&["unit_price"], "单 价", 25.0, Align::Right, ""),
        column(&["net"], "金 额", 29.0, Align::Right, ""),
        column(&["rate"], "税率", 13.0, Align::Centre, ""),
        column(&["tax"], "税 额", 28.0, Align::Right, ""),
    ]
}

/// Numbers in a block at the upper right, the machine's number on the left, signs in the middle.
pub fn electronic(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, (214.0, 140.0));
    let label = look(Role::Song, 9.0).ink(RED);
    let value = look(Role::Song, 9.0);
    pen.qr((8.0, 5.0), 19.0);
    pen.left("机器编号：", label, (LEFT + 2.0, 28.5));
    pen.field("machine", "", value, (LEFT + 19.0, 28.5), Align::Left);
    pen.field("title", "", look(Role::Kai, 18.0).ink(RED), (98.0, 13.0), Align::Centre);
    pen.level(60.0, 136.0, 18.6, 0.3, RED);
    pen.level(60.0, 136.0, 19.8, 0.3, RED);
    for (name, key, shape, y) in [
        ("发票代码：", "invoice_code", "", 8.0),
        ("发票号码：", "invoice_number", "", 14.0),
        ("开票日期：", "issued_on", "cn", 20.0),
        ("校 验 码：", "check_code", "four", 26.0),
    ] {
        pen.left(name, label, (149.0, y));
        pen.field(key, shape, value, (166.0, y), Align::Left);
    }
    let top = 32.0;
    party(&mut pen, top, ["购", "买", "方"], ["buyer", "buyer_code"], (label, value));
    signs(&mut pen, content, top, (label, value));
    let table = top + 22.0;
    let columns = columns();
    let style =
        Style { head: label, body: value, row: 5.0, top: 6.0, lines: Lines::Bare, ink: RED, tint: None };
    pen.table((LEFT, table), &columns, &content.rows, 0, style);
    let foot = table + 35.0;
    let mut x = LEFT;
    for column in &columns[..7] {
        x += column.width;
        pen.upright(x, table, foot + 6.5, 0.2, RED);
    }
    pen.centre("合　　　　计", label, (LEFT + 26.5, foot + 3.2));
    pen.field("net", "wide", value, (LEFT + 161.9, foot + 3.2), Align::Right);
    pen.field("tax", "wide", value, (LEFT + 202.9, foot + 3.2), Align::Right);
    pen.level(LEFT, LEFT + WIDE, foot + 6.5, 0.2, RED);
    pen.centre("价税合计（大写）", label, (LEFT + 26.5, foot + 10.5));
    pen.upright(LEFT + 53.0, foot + 6.5, foot + 14.5, 0.2, RED);
    pen.left("⊗", value, (LEFT + 57.0, foot + 10.5));
    pen.field("total_words", "", value, (LEFT + 63.0, foot + 10.5), Align::Left);
    pen.left("（小写）", label, (LEFT + 145.0, foot + 10.5));
    pen.field("total", "wide", value, (LEFT + 160.0, foot + 10.5), Align::Left);
    let low = foot + 14.5;
    pen.level(LEFT, LEFT + WIDE, low, 0.2, RED);
    pen.level(LEFT, LEFT + WIDE, table, 0.2, RED);
    party(&mut pen, low, ["销", "售", "方"], ["seller", "seller_code"], (label, value));
    pen.upright(LEFT + PARTED, low, low + 22.0, 0.2, RED);
    pen.upright(LEFT + PARTED + 7.0, low, low + 22.0, 0.2, RED);
    pen.centre("备", label, (LEFT + PARTED + 3.5, low + 7.0));
    pen.centre("注", label, (LEFT + PARTED + 3.5, low + 15.0));
    pen.frame((LEFT, top), (WIDE, low + 22.0 - top), 0.3, RED);
    for (name, key, x) in
        [("收款人：", "payee", 12.0), ("复核：", "reviewer", 64.0), ("开票人：", "issuer", 110.0)]
    {
        pen.left(name, label, (x, low + 25.6));
        let from = x + pen.width(name, label) + 0.8;
        pen.field(key, "", value, (from, low + 25.6), Align::Left);
    }
    pen.left("销售方：（章）", label, (160.0, low + 25.6));
    pen.oval(&mut kit.random, (172.0, low + 13.0), true);
    vec![pen.sheet]
}

fn party(pen: &mut Pen, y: f32, side: [&str; 3], keys: [&'static str; 2], (label, value): (Look, Look)) {
    for (index, part) in (0_u8..).zip(side) {
        pen.centre(part, label, (LEFT + 3.5, y + 5.5 + f32::from(index) * 5.5));
    }
    pen.upright(LEFT + 7.0, y, y + 22.0, 0.2, RED);
    let names = ["名　　　　称：", "纳税人识别号：", "地 址、电 话：", "开户行及账号："];
    for (index, name) in (0_u8..).zip(names) {
        pen.left(name, label, (LEFT + 9.0, y + 3.2 + f32::from(index) * 5.2));
    }
    let from = LEFT + 9.8 + pen.width(names[0], label);
    pen.field_within(keys[0], "", value, (from, y + 3.2), LEFT + PARTED - from - 1.0);
    pen.field(keys[1], "", value, (from, y + 8.4), Align::Left);
}

/// The signs only the authority reads: made from the number.
fn signs(pen: &mut Pen, content: &Content, y: f32, (label, value): (Look, Look)) {
    const SIGNS: &[u8; 14] = b"0123456789+-*/";
    let x = LEFT + PARTED;
    pen.upright(x, y, y + 22.0, 0.2, RED);
    pen.upright(x + 7.0, y, y + 22.0, 0.2, RED);
    for (index, part) in (0_u8..).zip(["密", "码", "区"]) {
        pen.centre(part, label, (x + 3.5, y + 5.5 + f32::from(index) * 5.5));
    }
    let mut state =
        content.get("invoice_number").bytes().fold(11_u64, |sum, byte| sum * 137 + u64::from(byte));
    for line in 0..4_u8 {
        let text: String = (0..28)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                char::from(SIGNS[(state >> 33) as usize % SIGNS.len()])
            })
            .collect();
        pen.left(&text, value, (x + 10.0, y + 3.4 + f32::from(line) * 5.1));
    }
}
