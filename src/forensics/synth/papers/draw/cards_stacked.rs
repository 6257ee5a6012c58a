//! The identity card as every counter gets it: both sides below each other in the middle of a sheet, in grey.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{Kit, Pen, look};
use super::super::sheet::{Align, Item, Sheet};
use super::cards::{CARD, birthday, disc};

const LABEL: [u8; 3] = [112, 112, 114];
const VALUE: [u8; 3] = [30, 30, 32];
const LEFT: f32 = 62.0;
const FRONT: f32 = 46.0;
const BACK: f32 = 122.0;

/// A copier's sheet: the side with the picture above, the side with the emblem below, a written note at the foot.
pub fn stacked(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, (210.0, 297.0));
    for y in [FRONT, BACK] {
        pen.ground((LEFT, y), CARD, [239, 239, 239]);
        let area = pen.area((LEFT, y), CARD);
        let step = 2.1 * pen.sheet.scale;
        pen.sheet.items.push(Item::Waves { area, colour: [225, 225, 225], step });
        pen.frame((LEFT, y), CARD, 0.2, [188, 188, 188]);
    }
    front(&mut pen, content);
    back(&mut pen);
    let hand = look(Role::Kai, 15.0).ink([42, 42, 48]);
    pen.centre("此复印件与原件一致，仅供办理住房公积金业务使用", hand, (105.0, 206.0));
    vec![pen.sheet]
}

fn front(pen: &mut Pen, content: &Content) {
    let label = look(Role::Hei, 7.4).ink(LABEL);
    let value = look(Role::Hei, 8.6).ink(VALUE);
    let (x, y) = (LEFT + 6.0, FRONT);
    let from = x + 10.0;
    pen.left("姓 名", label, (x, y + 8.4));
    pen.field("name", "", look(Role::Hei, 9.8).ink(VALUE), (from, y + 8.4), Align::Left);
    pen.left("性 别", label, (x, y + 15.0));
    pen.field("sex", "", value, (from, y + 15.0), Align::Left);
    pen.left("民 族", label, (x + 19.0, y + 15.0));
    pen.field("ethnicity", "", value, (x + 28.0, y + 15.0), Align::Left);
    pen.left("出 生", label, (x, y + 21.6));
    birthday(pen, content, (from, y + 21.6), label, value);
    pen.left("住 址", label, (x, y + 28.4));
    let lines = Flow {
        body: value,
        fill: value,
        underline: false,
        left: from,
        width: 36.5,
        leading: 4.2,
        indent: 0.0,
    };
    pen.flow("{address}", lines, y + 28.4);
    pen.left("公民身份号码", label, (x, y + 47.0));
    let number = look(Role::Hei, 10.4).ink(VALUE).wide(0.12);
    pen.field("id_number", "", number, (x + 23.0, y + 47.0), Align::Left);
    pen.figure((LEFT + 56.5, y + 7.0), (24.0, 32.5));
    if let Some(Item::Figure { grey, .. }) = pen.sheet.items.last_mut() {
        *grey = true;
    }
}

fn back(pen: &mut Pen) {
    let (x, y) = (LEFT, BACK);
    for (radius, colour) in [(8.4_f32, [108; 3]), (7.2, [212; 3]), (6.4, [120; 3]), (3.0, [200; 3])] {
        disc(pen, (x + 15.0, y + 14.0), radius, colour);
    }
    let heading = look(Role::Kai, 15.0).ink(VALUE).wide(0.1);
    pen.centre("中华人民共和国", heading, (x + 53.0, y + 10.5));
    pen.centre("居 民 身 份 证", look(Role::Kai, 19.0).ink(VALUE), (x + 53.0, y + 20.5));
    let label = look(Role::Hei, 7.6).ink(LABEL);
    let value = look(Role::Hei, 8.6).ink(VALUE);
    pen.put("签发机关", label, (x + 32.0, y + 39.0), Align::Right);
    pen.field("authority", "", value, (x + 35.0, y + 39.0), Align::Left);
    pen.put("有效期限", label, (x + 32.0, y + 46.4), Align::Right);
    pen.field("valid_from", "dot", value, (x + 35.0, y + 46.4), Align::Left);
    let after = x + 35.6 + pen.width("2024.00.00", value);
    pen.left("-", value, (after, y + 46.4));
    pen.field("valid_to", "dot", value, (after + pen.width("-", value) + 0.6, y + 46.4), Align::Left);
}
