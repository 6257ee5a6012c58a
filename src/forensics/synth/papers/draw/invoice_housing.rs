//! The fully digital invoice of a developer on the ordinary form, with the seal of the tax offices below its title.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{Kit, Look, Pen, look};
use super::super::seal::Seal;
use super::super::sheet::{Align, Item, Sheet};
use super::super::table::{Lines, Style, column};

const BROWN: [u8; 3] = [128, 64, 32];
const LEFT: f32 = 6.0;
const WIDE: f32 = 198.0;
const RIGHT: f32 = LEFT + WIDE;
const TOP: f32 = 30.0;
const TABLE: f32 = TOP + 22.0;

/// Both parties, eight columns, the sums, both ways of writing the total, the home in the remark.
pub fn housing(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let columns = [
        column(&["item"], "项目名称", 39.0, Align::Left, ""),
        column(&["model"], "规格型号", 21.0, Align::Left, ""),
        column(&["unit"], "单 位", 16.0, Align::Centre, ""),
        column(&["quantity"], "数 量", 22.0, Align::Right, ""),
        column(&["unit_price"], "单 价", 25.0, Align::Right, ""),
        column(&["net"], "金 额", 28.0, Align::Right, ""),
        column(&["rate"], "税率/征收率", 22.0, Align::Centre, ""),
        column(&["tax"], "税 额", 25.0, Align::Right, ""),
    ];
    let mut pen = Pen::new(kit, content, (210.0, 140.0));
    let label = look(Role::Song, 9.0).ink(BROWN);
    let value = look(Role::Song, 9.0);
    pen.qr((8.0, 6.0), 20.0);
    pen.field("title", "", look(Role::Kai, 19.0).ink(BROWN), (105.0, 11.5), Align::Centre);
    pen.level(70.0, 140.0, 17.0, 0.3, BROWN);
    pen.level(70.0, 140.0, 18.1, 0.3, BROWN);
    supervised(&mut pen, content, (105.0, 17.5));
    for (name, key, shape, y) in
        [("发票号码：", "invoice_number", "", 12.0), ("开票日期：", "issued_on", "cn", 19.0)]
    {
        pen.left(name, label, (149.0, y));
        pen.field(key, shape, value, (149.3 + pen.width(name, label), y), Align::Left);
    }
    let middle = LEFT + WIDE / 2.0;
    party(&mut pen, LEFT, "购买方信息", ["buyer", "buyer_id_number"], (label, value));
    party(&mut pen, middle, "销售方信息", ["seller", "seller_code"], (label, value));
    pen.upright(middle, TOP, TABLE, 0.25, BROWN);
    pen.level(LEFT, RIGHT, TABLE, 0.25, BROWN);
    let style =
        Style { head: label, body: value, row: 7.0, top: 7.0, lines: Lines::Bare, ink: BROWN, tint: None };
    pen.table((LEFT, TABLE), &columns, &content.rows, 0, style);
    let sum = TABLE + 37.0;
    let net = LEFT + columns[..6].iter().map(|own| own.width).sum::<f32>() - 1.1;
    pen.centre("合　　　计", label, (LEFT + 21.0, sum));
    pen.field("net", "wide", value, (net, sum), Align::Right);
    pen.field("tax", "wide", value, (RIGHT - 1.1, sum), Align::Right);
    let all = sum + 4.0;
    pen.level(LEFT, RIGHT, all, 0.25, BROWN);
    pen.centre("价税合计（大写）", label, (LEFT + 21.0, all + 4.5));
    pen.upright(LEFT + 42.0, all, all + 9.0, 0.25, BROWN);
    pen.left("⊗", value, (LEFT + 46.0, all + 4.5));
    pen.field("total_words", "", look(Role::Song, 10.0), (LEFT + 51.0, all + 4.5), Align::Left);
    pen.left("（小写）", label, (LEFT + 138.0, all + 4.5));
    pen.field("total", "wide", look(Role::Song, 10.0), (LEFT + 153.0, all + 4.5), Align::Left);
    let low = all + 9.0;
    pen.level(LEFT, RIGHT, low, 0.25, BROWN);
    for (part, down) in [("备", 6.0), ("注", 14.0)] {
        pen.centre(part, label, (LEFT + 3.5, low + down));
    }
    pen.upright(LEFT + 7.0, low, low + 20.0, 0.25, BROWN);
    let flow = Flow {
        body: value,
        fill: value,
        underline: false,
        left: LEFT + 9.0,
        width: WIDE - 12.0,
        leading: 4.8,
        indent: 0.0,
    };
    pen.flow(
        "不动产地址：{address}\n网签合同备案号：{contract_number}\n不动产单元代码：{unit_number}",
        flow,
        low + 4.2,
    );
    pen.frame((LEFT, TOP), (WIDE, low + 20.0 - TOP), 0.35, BROWN);
    pen.left("开票人：", label, (LEFT + 14.0, low + 25.0));
    pen.field("issuer", "", value, (LEFT + 27.0, low + 25.0), Align::Left);
    vec![pen.sheet]
}

/// The oval seal printed on every invoice.
fn supervised(pen: &mut Pen, content: &Content, (x, y): (f32, f32)) {
    let s = pen.sheet.scale;
    pen.sheet.items.push(Item::Seal(Seal {
        middle: ((x * s).round(), (y * s).round()),
        radius: (15.0 * s, 10.0 * s),
        turn: 0.0,
        name: content.get("seal_name").to_owned(),
        line: content.get("seal_line").to_owned(),
        number: content.get("seal_number").to_owned(),
        star: false,
        colour: [226, 60, 52],
        electronic: true,
        seed: 1,
    }));
}

/// One of the two parties: its upright heading, name and number.
fn party(pen: &mut Pen, x: f32, name: &str, keys: [&'static str; 2], (label, value): (Look, Look)) {
    for (index, part) in (0_u8..).zip(name.chars()) {
        pen.centre(&part.to_string(), label, (x + 3.5, TOP + 3.2 + f32::from(index) * 3.9));
    }
    pen.upright(x + 7.0, TOP, TABLE, 0.25, BROWN);
    let most = x + WIDE / 2.0 - 1.5;
    for (index, (name, key)) in
        (0_u8..).zip(["名称：", "统一社会信用代码/纳税人识别号："].into_iter().zip(keys))
    {
        let y = TOP + 6.0 + f32::from(index) * 10.0;
        let from = x + 9.0 + pen.width(name, label) + 0.4;
        pen.left(name, label, (x + 9.0, y));
        pen.field_within(key, "", value, (from, y), most - from);
    }
}
