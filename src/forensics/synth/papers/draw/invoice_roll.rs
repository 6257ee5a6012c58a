//! The ordinary VAT invoice off a roll of 76 millimetres: prices with the tax in them, sums at the foot.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::{Content, shaped};
use super::super::fonts::Role;
use super::super::pen::{Kit, Look, Pen, look};
use super::super::sheet::{Align, Sheet, Tag};

const WIDE: f32 = 76.0;
const LEFT: f32 = 6.0;
const RIGHT: f32 = 70.0;
const RED: [u8; 3] = [176, 62, 66];
const STEP: f32 = 4.9;

/// Printed headings in red, what the machine printed in black under each other, the item over its numbers.
pub fn roll(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, (WIDE, 240.0));
    pen.sheet.paper = [254, 253, 251];
    let label = look(Role::Song, 8.5).ink(RED);
    let value = look(Role::Hei, 8.5).ink([44, 44, 52]);
    pen.field("title", "", look(Role::Kai, 14.0).ink(RED), (WIDE / 2.0, 13.0), Align::Centre);
    pen.level(14.0, 62.0, 17.4, 0.3, RED);
    pen.centre("发　票　联", look(Role::Kai, 11.0).ink(RED), (WIDE / 2.0, 21.5));
    let mut y = 30.0;
    for (name, key, shape) in [
        ("发票代码", "invoice_code", ""),
        ("发票号码", "invoice_number", ""),
        ("机打号码", "invoice_number", ""),
        ("机器编号", "machine", ""),
        ("销售方名称", "seller", ""),
        ("纳税人识别号", "seller_code", ""),
        ("开票日期", "issued_on", ""),
        ("收款员", "payee", ""),
        ("购买方名称", "buyer", ""),
        ("纳税人识别号", "", ""),
    ] {
        pen.left(name, label, (LEFT, y));
        let from = LEFT + pen.width(name, label) + 1.6;
        pen.field_within(key, shape, value, (from, y), RIGHT - from);
        y += STEP;
    }
    y = items(&mut pen, content, y + 0.6, (label, value));
    pen.left("合计金额（小写）", label, (LEFT, y));
    pen.field("total", "yuan", look(Role::Hei, 10.0), (RIGHT, y), Align::Right);
    pen.left("合计金额（大写）", label, (LEFT, y + STEP + 0.6));
    let words = look(Role::Hei, 9.0).ink([44, 44, 52]);
    pen.field_within("total_words", "", words, (LEFT, y + STEP * 2.0 + 1.2), RIGHT - LEFT);
    y += STEP * 3.0 + 1.8;
    pen.left("校验码", label, (LEFT, y));
    pen.field("check_code", "four", value, (LEFT + 12.0, y), Align::Left);
    pen.oval(&mut kit.random, (WIDE / 2.0 + 8.0, y + 22.0), false);
    let low = y + 43.0;
    pen.centre("（机器打印，手写无效）", look(Role::Song, 7.0).ink(RED), (WIDE / 2.0, low));
    // The roll is torn off behind the foot.
    pen.sheet.height = ((low + 6.0) * pen.sheet.scale).round() as u32;
    vec![pen.sheet]
}

/// Each item's name, and below it price, how many, and how much; returns the next line.
fn items(pen: &mut Pen, content: &Content, mut y: f32, (label, value): (Look, Look)) -> f32 {
    pen.level(LEFT, RIGHT, y - 1.8, 0.2, RED);
    pen.left("项目", label, (LEFT, y + 1.2));
    for (name, x) in [("单价", 36.0), ("数量", 49.0), ("金额", RIGHT)] {
        pen.put(name, label, (x, y + 1.2), Align::Right);
    }
    pen.level(LEFT, RIGHT, y + 4.2, 0.2, RED);
    y += 7.4;
    for (number, row) in content.rows.iter().enumerate() {
        for (key, x, down, align, most) in [
            ("item", LEFT, 0.0, Align::Left, RIGHT - LEFT),
            ("unit_price", 36.0, STEP, Align::Right, 26.0),
            ("quantity", 49.0, STEP, Align::Right, 12.0),
            ("net", RIGHT, STEP, Align::Right, 20.0),
        ] {
            let text = shaped(row.get(key).map_or("", String::as_str), "");
            pen.cell(&text, (Tag { key, row: Some(number) }, ""), value, (x, y + down), align, most);
        }
        y += STEP * 2.0 + 0.8;
    }
    pen.level(LEFT, RIGHT, y - 2.2, 0.2, RED);
    y + 2.0
}
