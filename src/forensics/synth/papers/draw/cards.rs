//! The identity card: both sides as cropped pictures, and copied onto one sheet.
//!
//! The layout keeps the order of GA 448 (labels in blue on a pale ground); emblem and wave pattern are abstract.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{Kit, Look, Pen, look};
use super::super::sheet::{Align, Item, Sheet};

pub(super) const CARD: (f32, f32) = (85.6, 54.0);
const BLUE: [u8; 3] = [62, 110, 168];

struct Inks {
    label: [u8; 3],
    value: [u8; 3],
}

/// The side with the photograph; `at` is its upper left corner in millimetres.
fn front(pen: &mut Pen, content: &Content, (x, y): (f32, f32), inks: &Inks, roles: (Role, Role)) {
    let label = look(roles.0, 7.6).ink(inks.label);
    let value = look(roles.1, 8.8).ink(inks.value);
    pen.left("姓　名", label, (x + 5.5, y + 9.0));
    pen.field("name", "", look(roles.1, 10.0).ink(inks.value), (x + 16.5, y + 9.0), Align::Left);
    pen.left("性　别", label, (x + 5.5, y + 16.0));
    pen.field("sex", "", value, (x + 16.5, y + 16.0), Align::Left);
    pen.left("民　族", label, (x + 25.5, y + 16.0));
    pen.field("ethnicity", "", value, (x + 36.0, y + 16.0), Align::Left);
    pen.left("出　生", label, (x + 5.5, y + 23.0));
    birthday(pen, content, (x + 16.5, y + 23.0), label, value);
    pen.left("住　址", label, (x + 5.5, y + 30.0));
    let style = Flow {
        body: value,
        fill: value,
        underline: false,
        left: x + 16.5,
        width: 36.0,
        leading: 4.4,
        indent: 0.0,
    };
    pen.flow("{address}", style, y + 30.0);
    pen.left("公民身份号码", label, (x + 5.5, y + 47.5));
    pen.field(
        "id_number",
        "",
        look(Role::Hei, 10.5).ink(inks.value).wide(0.09),
        (x + 29.0, y + 47.5),
        Align::Left,
    );
    pen.figure((x + 57.0, y + 7.5), (22.5, 31.5));
}

/// Year, month and day are filled into a printed line: three texts of one field.
pub(super) fn birthday(pen: &mut Pen, content: &Content, (x, y): (f32, f32), label: Look, value: Look) {
    let day = content.get("born_on").to_owned();
    let parts: Vec<&str> = day.split('-').collect();
    let mut at = x;
    for (part, unit) in parts.iter().zip(["年", "月", "日"]) {
        let text = part.trim_start_matches('0');
        let tag = super::super::sheet::Tag { key: "born_on", row: None };
        pen.cell(text, (tag, "part"), value, (at, y), Align::Left, 20.0);
        at += pen.width(text, value) + 0.8;
        let tag_unit = pen.width(unit, label);
        pen.left(unit, label, (at, y));
        at += tag_unit + 1.2;
    }
}

/// The side with the emblem.
fn back(pen: &mut Pen, (x, y): (f32, f32), inks: &Inks, roles: (Role, Role), rings: [[u8; 3]; 2]) {
    for (radius, colour) in [(8.0_f32, rings[0]), (6.9, rings[1]), (6.3, rings[0])] {
        disc(pen, (x + 14.0, y + 14.0), radius, colour);
    }
    let heading = look(Role::Kai, 15.0).ink(inks.value);
    pen.centre("中华人民共和国", heading.wide(0.06), (x + 53.0, y + 11.0));
    pen.centre("居民身份证", look(Role::Kai, 19.0).ink(inks.value).wide(0.12), (x + 53.0, y + 21.0));
    let label = look(roles.0, 7.8).ink(inks.label);
    let value = look(roles.1, 8.4).ink(inks.value);
    pen.put("签发机关", label, (x + 33.0, y + 39.5), Align::Right);
    pen.field("authority", "", value, (x + 36.0, y + 39.5), Align::Left);
    pen.put("有效期限", label, (x + 33.0, y + 46.5), Align::Right);
    pen.field("valid_from", "dot", value, (x + 36.0, y + 46.5), Align::Left);
    let wide = pen.width("2024.03.05", value);
    pen.left("-", value, (x + 36.2 + wide, y + 46.5));
    let dash = pen.width("-", value) + 0.4;
    pen.field("valid_to", "dot", value, (x + 36.0 + wide + dash, y + 46.5), Align::Left);
}

/// A filled circle out of level strips.
pub(super) fn disc(pen: &mut Pen, (x, y): (f32, f32), radius: f32, colour: [u8; 3]) {
    let step = 0.2;
    let count = (radius * 2.0 / step) as u16;
    for index in 0..count {
        let down = f32::from(index) * step - radius;
        let half = (radius * radius - down * down).max(0.0).sqrt();
        let area = pen.area((x - half, y + down), (half * 2.0, step));
        pen.sheet.items.push(Item::Ground { area, colour });
    }
}

/// Front and back as two cropped pictures of card size.
pub fn sides(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let inks = Inks { label: BLUE, value: [30, 30, 34] };
    // Cards are small and are photographed from near: twice the resolution of pages.
    let near = Kit { fonts: kit.fonts, cast: kit.cast, dpi: kit.dpi * 1.7, random: kit.random.clone() };
    let roles = (Role::Hei, Role::Hei);
    let mut one = Pen::new(&near, content, CARD);
    one.sheet.paper = [232, 240, 246];
    one.waves(1.6, [206, 222, 236]);
    front(&mut one, content, (0.0, 0.0), &inks, roles);
    let mut two = Pen::new(&near, content, CARD);
    two.sheet.paper = [234, 240, 242];
    two.waves(1.9, [222, 214, 226]);
    back(&mut two, (0.0, 0.0), &inks, roles, [[196, 60, 56], [232, 196, 120]]);
    vec![one.sheet, two.sheet]
}

/// A grey copy of both sides on one sheet.
pub fn copied(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let inks = Inks { label: [96, 96, 98], value: [26, 26, 28] };
    let mut pen = Pen::new(kit, content, (210.0, 148.0));
    for (x, tint) in [(14.0, [238, 238, 238]), (110.0, [240, 240, 240])] {
        pen.ground((x, 30.0), CARD, tint);
        let area = pen.area((x, 30.0), CARD);
        let step = 1.8 * pen.sheet.scale;
        pen.sheet.items.push(Item::Waves { area, colour: [220, 220, 220], step });
        pen.frame((x, 30.0), CARD, 0.15, [170, 170, 170]);
    }
    front(&mut pen, content, (14.0, 30.0), &inks, (Role::Song, Role::Hei));
    back(&mut pen, (110.0, 30.0), &inks, (Role::Song, Role::Hei), [[120, 120, 120], [206, 206, 206]]);
    pen.left("与原件核对一致", look(Role::Song, 12.0), (14.0, 100.0));
    pen.left("仅限办理住房公积金业务使用，他用无效", look(Role::Kai, 11.0), (110.0, 100.0));
    vec![pen.sheet]
}
