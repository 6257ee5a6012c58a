//! A marriage certificate under the copier: both spreads below each other on one grey sheet.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::fonts::Role;
use super::super::pen::{Kit, Look, Pen, look};
use super::super::sheet::{Item, Sheet};

const GREY: [u8; 3] = [104, 104, 106];
const BOOK: (f32, f32) = (168.0, 112.0);

/// The opened booklet as a copier sees it: a pale ground, its fold, its edge.
fn book(pen: &mut Pen, (x, y): (f32, f32)) {
    pen.ground((x, y), BOOK, [236, 236, 236]);
    let area = pen.area((x, y), BOOK);
    let step = 2.4 * pen.sheet.scale;
    pen.sheet.items.push(Item::Waves { area, colour: [224, 224, 224], step });
    pen.frame((x, y), BOOK, 0.3, [170, 170, 170]);
    pen.ground((x + BOOK.0 / 2.0 - 0.6, y), (1.2, BOOK.1), [206, 206, 206]);
}

/// Each of the couple on a page of the booklet.
fn spouse(pen: &mut Pen, keys: [&'static str; 5], (x, y): (f32, f32), (label, value): (Look, Look)) {
    for (index, (name, key)) in
        (0_u8..).zip(["姓名", "性别", "国籍", "出生日期", "身份证件号"].iter().zip(keys))
    {
        let at = y + f32::from(index) * 14.0;
        pen.left(name, label, (x, at));
        let shape = if name.starts_with('出') { "cnp" } else { "" };
        pen.field_within(key, shape, value, (x + 23.0, at), 48.0);
        pen.level(x + 22.0, x + 72.0, at + 4.0, 0.15, [160, 160, 160]);
    }
}

/// Registration and photograph above, the couple side by side below, the officer's words at the foot.
pub fn marriage_copied(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, (210.0, 297.0));
    let label = look(Role::Song, 10.5).ink(GREY);
    let value = look(Role::Song, 11.5);
    let (x, y) = (21.0, 18.0);
    book(&mut pen, (x, y));
    pen.figure((x + 15.0, y + 14.0), (26.5, 35.0));
    pen.figure((x + 41.5, y + 14.0), (26.5, 35.0));
    let oath = look(Role::Kai, 9.5).ink(GREY);
    // The code replaced the law of marriage on 1 January 2021.
    let law = if content.get("registered_on") < "2021" { "婚姻法" } else { "民法典" };
    let lines = [&format!("结婚申请，符合《中华人民共和国{law}》"), "规定，予以登记，发给此证。"];
    for (index, line) in (0_u8..).zip(lines) {
        pen.left(line, oath, (x + 10.0, y + 66.0 + f32::from(index) * 7.0));
    }
    let rows: [(&str, &'static str, &'static str); 4] = [
        ("登记机关", "authority", ""),
        ("登记日期", "registered_on", "cn"),
        ("结婚证字号", "certificate_number", ""),
        ("持证人", "holder", ""),
    ];
    for (index, (name, key, shape)) in (0_u8..).zip(rows) {
        let at = y + 18.0 + f32::from(index) * 15.0;
        pen.left(name, label, (x + 90.0, at));
        pen.field_within(key, shape, value, (x + 112.0, at), 50.0);
        pen.level(x + 111.0, x + 163.0, at + 4.0, 0.15, [160, 160, 160]);
    }
    pen.left("婚姻登记专用章", look(Role::Song, 9.0).ink(GREY), (x + 92.0, y + 102.0));
    pen.left("婚姻登记员", look(Role::Song, 9.0).ink(GREY), (x + 128.0, y + 102.0));
    let low = y + BOOK.1 + 12.0;
    book(&mut pen, (x, low));
    let first = ["name_a", "sex_a", "nationality_a", "born_a", "id_number_a"];
    let second = ["name_b", "sex_b", "nationality_b", "born_b", "id_number_b"];
    spouse(&mut pen, first, (x + 7.0, low + 26.0), (label, value));
    spouse(&mut pen, second, (x + 91.0, low + 26.0), (label, value));
    let hand = look(Role::Kai, 12.0).ink([44, 46, 60]);
    pen.left("复印件与原件一致，仅用于提取住房公积金。", hand, (30.0, 274.0));
    pen.seal(&mut kit.random, (x + 108.0, y + 88.0), 16.0, false);
    grey(&mut pen);
    vec![pen.sheet]
}

/// A copier knows no red.
fn grey(pen: &mut Pen) {
    for item in &mut pen.sheet.items {
        match item {
            Item::Seal(seal) => seal.colour = [120; 3],
            Item::Figure { grey, .. } => *grey = true,
            _ => {}
        }
    }
}
