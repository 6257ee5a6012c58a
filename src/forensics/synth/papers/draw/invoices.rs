//! VAT invoices: on paper (240 by 140 millimetres, brown or blue lines) and fully digital.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::fonts::Role;
use super::super::pen::{Kit, Look, Pen, look};
use super::super::sheet::{Align, Sheet};
use super::super::table::{Column, Lines, Style, column};

struct Paper {
    ink: [u8; 3],
    printed: Role,
    filled: Role,
    copy: &'static str,
    qr: bool,
}

/// The special invoice on paper.
pub fn paper_special(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let style = Paper {
        ink: [150, 84, 40],
        printed: Role::Song,
        filled: Role::Hei,
        copy: "第三联：发票联　购买方记账凭证",
        qr: true,
    };
    paper(content, kit, &style)
}

/// The ordinary invoice on paper.
pub fn paper_plain(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let style = Paper {
        ink: [150, 60, 70],
        printed: Role::Kai,
        filled: Role::Song,
        copy: "第二联：发票联　购买方记账凭证",
        qr: true,
    };
    paper(content, kit, &style)
}

fn columns(first: f32) -> [Column; 8] {
    [
        column(&["item"], "货物或应税劳务、服务名称", first, Align::Left, ""),
        column(&["model"], "规格型号", 22.0, Align::Left, ""),
        column(&["unit"], "单位", 11.0, Align::Centre, ""),
        column(&["quantity"], "数量", 19.0, Align::Right, ""),
        column(&["unit_price"], "单价", 24.0, Align::Right, ""),
        column(&["net"], "金额", 28.0, Align::Right, ""),
        column(&["rate"], "税率", 13.0, Align::Right, ""),
        column(&["tax"], "税额", 25.0, Align::Right, ""),
    ]
}

fn paper(content: &Content, kit: &mut Kit, style: &Paper) -> Vec<Sheet> {
    let ink = style.ink;
    let mut pen = Pen::new(kit, content, (241.0, 140.0));
    pen.sheet.paper = [253, 252, 249];
    let label = look(style.printed, 9.5).ink(ink);
    let value = look(style.filled, 9.5).ink([34, 36, 60]);
    let title = look(Role::Kai, 19.0).ink(ink).wide(0.1);
    pen.field("title", "", title, (120.0, 14.0), Align::Centre);
    pen.level(84.0, 156.0, 20.0, 0.4, ink);
    pen.level(84.0, 156.0, 21.4, 0.4, ink);
    if style.qr {
        pen.qr((18.0, 7.0), 20.0);
    }
    pen.field("invoice_code", "", look(style.filled, 13.0), (45.0, 14.0), Align::Left);
    pen.left("№", look(Role::Song, 15.0).ink(ink), (172.0, 13.0));
    pen.field("invoice_number", "", look(style.filled, 15.0).ink([30, 40, 110]), (181.0, 13.0), Align::Left);
    pen.left("开票日期：", label, (172.0, 24.0));
    pen.field("issued_on", "cn", value, (191.0, 24.0), Align::Left);
    if !content.get("check_code").is_empty() {
        pen.left("校验码", label, (45.0, 24.0));
        pen.field("check_code", "four", value, (57.0, 24.0), Align::Left);
    }
    let (left, wide, top) = (14.0, 212.0, 29.0);
    party(&mut pen, (left, top), ("购", "买", "方"), ["buyer", "buyer_code"], label, value, ink);
    pen.upright(left + 118.0, top, top + 23.0, 0.25, ink);
    pen.centre("密", label, (left + 121.5, top + 6.0));
    pen.centre("码", label, (left + 121.5, top + 11.5));
    pen.centre("区", label, (left + 121.5, top + 17.0));
    pen.upright(left + 125.0, top, top + 23.0, 0.25, ink);
    let cipher = cipher(content.get("invoice_number"));
    for (index, line) in (0_u8..).zip(&cipher) {
        pen.left(
            line,
            look(style.filled, 10.0).ink([34, 36, 60]).wide(0.12),
            (left + 129.0, top + 4.0 + f32::from(index) * 5.0),
        );
    }
    let table = top + 23.0;
    let columns = columns(70.0);
    let head = Style { head: label, body: value, row: 5.0, top: 6.0, lines: Lines::Bare, ink, tint: None };
    pen.table((left, table), &columns, &content.rows, 0, head);
    let foot = table + 38.0;
    let mut x = left;
    for column in &columns {
        if x > left {
            pen.upright(x, table, foot + 7.0, 0.25, ink);
        }
        x += column.width;
    }
    pen.centre("合　　　计", label, (left + 35.0, foot + 3.5));
    pen.field("net", "yuan", value, (left + 173.2, foot + 3.5), Align::Right);
    pen.field("tax", "yuan", value, (left + 211.2, foot + 3.5), Align::Right);
    pen.level(left, left + wide, foot + 7.0, 0.25, ink);
    pen.centre("价税合计（大写）", label, (left + 30.0, foot + 11.0));
    pen.upright(left + 60.0, foot + 7.0, foot + 15.0, 0.25, ink);
    pen.left("⊗", value, (left + 64.0, foot + 11.0));
    pen.field("total_words", "", value, (left + 70.0, foot + 11.0), Align::Left);
    pen.left("（小写）", label, (left + 150.0, foot + 11.0));
    pen.field("total", "yuan", value, (left + 166.0, foot + 11.0), Align::Left);
    let low = foot + 15.0;
    pen.level(left, left + wide, low, 0.25, ink);
    party(&mut pen, (left, low), ("销", "售", "方"), ["seller", "seller_code"], label, value, ink);
    pen.upright(left + 118.0, low, low + 23.0, 0.25, ink);
    pen.upright(left + 125.0, low, low + 23.0, 0.25, ink);
    pen.centre("备", label, (left + 121.5, low + 7.5));
    pen.centre("注", label, (left + 121.5, low + 15.5));
    pen.frame((left, top), (wide, low + 23.0 - top), 0.35, ink);
    pen.level(left, left + wide, table, 0.25, ink);
    for (name, key, x) in
        [("收款人：", "payee", 16.0), ("复核：", "reviewer", 72.0), ("开票人：", "issuer", 122.0)]
    {
        pen.left(name, label, (x, low + 26.5));
        pen.field(key, "", value, (x + 15.0, low + 26.5), Align::Left);
    }
    pen.left("销售方：（章）", label, (176.0, low + 26.5));
    for (index, part) in (0_u8..).zip(style.copy.chars()) {
        let mut text = [0; 4];
        pen.centre(
            part.encode_utf8(&mut text),
            look(style.printed, 7.0).ink(ink),
            (231.0, 40.0 + f32::from(index) * 3.6),
        );
    }
    pen.oval(&mut kit.random, (192.0, low + 14.0), false);
    vec![pen.sheet]
}

fn party(
    pen: &mut Pen,
    (x, y): (f32, f32),
    side: (&str, &str, &str),
    keys: [&'static str; 2],
    label: Look,
    value: Look,
    ink: [u8; 3],
) {
    for (index, part) in (0_u8..).zip([side.0, side.1, side.2]) {
        pen.centre(part, label, (x + 3.5, y + 6.0 + f32::from(index) * 5.5));
    }
    pen.upright(x + 7.0, y, y + 23.0, 0.25, ink);
    let names = ["名　　　　称：", "纳税人识别号：", "地 址、电 话：", "开户行及账号："];
    for (index, name) in (0_u8..).zip(names) {
        pen.left(name, label, (x + 9.0, y + 3.4 + f32::from(index) * 5.4));
    }
    let from = x + 9.0 + pen.width(names[0], label) + 1.0;
    pen.field(keys[0], "", value, (from, y + 3.4), Align::Left);
    pen.field(keys[1], "", value.wide(0.08), (from, y + 8.8), Align::Left);
}

/// The field of signs that only the tax authority can read: here a hash of the number.
fn cipher(number: &str) -> Vec<String> {
    const SIGNS: &[u8] = b"0123456789+-*/<>";
    let mut state =
        number.bytes().fold(7_u64, |sum, byte| sum.wrapping_mul(131).wrapping_add(u64::from(byte)));
    let mut line = || {
        (0..27)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                char::from(SIGNS[(state >> 60) as usize])
            })
            .collect()
    };
    (0..4).map(|_| line()).collect()
}

/// The fully digital ordinary invoice.
pub fn digital(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    electronic(content, kit, [128, 40, 36], (Role::Song, Role::Song), (210.0, 140.0))
}

/// The fully digital special invoice.
pub fn digital_special(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    electronic(content, kit, [136, 52, 40], (Role::Kai, Role::Song), (214.0, 148.0))
}

fn electronic(
    content: &Content,
    kit: &mut Kit,
    ink: [u8; 3],
    roles: (Role, Role),
    size: (f32, f32),
) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, size);
    let label = look(roles.0, 9.0).ink(ink);
    let value = look(roles.1, 9.0);
    let middle = size.0 / 2.0;
    let (left, wide) = (6.0, size.0 - 12.0);
    pen.field("title", "", look(Role::Kai, 18.0).ink(ink), (middle, 13.0), Align::Centre);
    pen.level(middle - 34.0, middle + 34.0, 18.5, 0.3, ink);
    pen.level(middle - 34.0, middle + 34.0, 19.7, 0.3, ink);
    pen.qr((9.0, 5.0), 20.0);
    pen.left("发票号码：", label, (size.0 - 62.0, 13.0));
    pen.field("invoice_number", "", value, (size.0 - 45.0, 13.0), Align::Left);
    pen.left("开票日期：", label, (size.0 - 62.0, 20.0));
    pen.field("issued_on", "cn", value, (size.0 - 45.0, 20.0), Align::Left);
    let top = 28.0;
    let half = wide / 2.0;
    for (x, side, keys) in [
        (left, ["购", "买", "方", "信", "息"], ["buyer", "buyer_code"]),
        (left + half, ["销", "售", "方", "信", "息"], ["seller", "seller_code"]),
    ] {
        for (index, part) in (0_u8..).zip(side) {
            pen.centre(part, label, (x + 3.0, top + 2.6 + f32::from(index) * 3.9));
        }
        pen.upright(x + 6.0, top, top + 21.0, 0.2, ink);
        pen.left("名称：", label, (x + 8.0, top + 5.0));
        pen.field_within(keys[0], "", value, (x + 18.0, top + 5.0), half - 19.0);
        pen.left("统一社会信用代码/纳税人识别号：", label, (x + 8.0, top + 15.5));
        let from = x + 8.5 + pen.width("统一社会信用代码/纳税人识别号：", label);
        pen.field_within(keys[1], "", value, (from, top + 15.5), x + half - from - 1.0);
    }
    pen.upright(left + half, top, top + 21.0, 0.2, ink);
    let table = top + 21.0;
    let mut columns = columns(wide - 142.0);
    columns[0].head = "项目名称";
    columns[6].head = "税率/征收率";
    columns[6].width = 19.0;
    columns[3].width = 17.0;
    columns[4].width = 22.0;
    columns[5].width = 26.0;
    let head = Style { head: label, body: value, row: 5.4, top: 6.5, lines: Lines::Bare, ink, tint: None };
    pen.table((left, table), &columns, &content.rows, 0, head);
    let foot = table + 40.0;
    pen.centre("合　　计", label, (left + 22.0, foot + 3.5));
    let sums: f32 = columns[..6].iter().map(|column| column.width).sum();
    pen.field("net", "yuan", value, (left + sums - 0.8, foot + 3.5), Align::Right);
    let all: f32 = columns.iter().map(|column| column.width).sum();
    pen.field("tax", "yuan", value, (left + all - 0.8, foot + 3.5), Align::Right);
    pen.level(left, left + wide, foot + 7.0, 0.2, ink);
    pen.centre("价税合计（大写）", label, (left + 22.0, foot + 11.0));
    pen.upright(left + 44.0, foot + 7.0, foot + 15.0, 0.2, ink);
    pen.left("⊗", value, (left + 48.0, foot + 11.0));
    pen.field("total_words", "", value, (left + 54.0, foot + 11.0), Align::Left);
    pen.left("（小写）", label, (left + 132.0, foot + 11.0));
    pen.field("total", "yuan", value, (left + 147.0, foot + 11.0), Align::Left);
    let low = foot + 15.0;
    pen.level(left, left + wide, low, 0.2, ink);
    pen.centre("备", label, (left + 3.0, low + 5.0));
    pen.centre("注", label, (left + 3.0, low + 10.5));
    pen.upright(left + 6.0, low, low + 16.0, 0.2, ink);
    pen.level(left, left + wide, table, 0.2, ink);
    pen.frame((left, top), (wide, low + 16.0 - top), 0.3, ink);
    pen.left("开票人：", label, (left + 8.0, low + 20.0));
    pen.field("issuer", "", value, (left + 22.0, low + 20.0), Align::Left);
    vec![pen.sheet]
}
