//! Two pages of a certificate of title on one copied sheet, one below the other: the table of rights, and the page
//! of what is added.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{Kit, Pen, look};
use super::super::sheet::{Align, Item, Sheet};

const INK: [u8; 3] = [84, 84, 88];
const LEFT: f32 = 22.0;
const PAGE: (f32, f32) = (166.0, 124.0);

const ADDED: &str = "一、权利人：{owner_name}，证件种类：居民身份证，证件号码：{id_number}。";
const PARTNER: &str = "　　共有人：{partner}，证件种类：居民身份证，证件号码：{partner_id_number}。";
const MORE: &str =
    "二、登记业务号：{business_number}，登簿日期：{registered_on|cnp}，登记类型：转移登记（买卖）。
三、本户所在建筑总层数为{floors}层，本户位于第{floor}层，房屋结构：{structure}。
四、以下空白。";

/// The copied page: a pale ground with the shadow of the lid around it.
fn copied(pen: &mut Pen, y: f32) {
    pen.ground((LEFT - 1.5, y - 1.5), (PAGE.0 + 4.0, PAGE.1 + 4.0), [214, 214, 214]);
    pen.ground((LEFT, y), PAGE, [243, 243, 243]);
    let area = pen.area((LEFT, y), PAGE);
    let step = 3.0 * pen.sheet.scale;
    pen.sheet.items.push(Item::Waves { area, colour: [234, 234, 234], step });
}

/// Rows of the table, then the added page, then the words of whoever compared the copy.
pub fn property_pages(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, (210.0, 297.0));
    let label = look(Role::Song, 9.5).ink(INK);
    let value = look(Role::Song, 9.5);
    let top = 10.0;
    copied(&mut pen, top);
    pen.field("certificate_number", "", look(Role::Song, 11.0), (105.0, top + 8.0), Align::Centre);
    let rows: [(&str, &'static str); 7] = [
        ("权利人", "owner"),
        ("共有情况", "ownership"),
        ("坐　落", "address"),
        ("不动产单元号", "unit_number"),
        ("权利类型", "right_kind"),
        ("权利性质", "right_nature"),
        ("用　途", "usage"),
    ];
    let (x, names, wide, row) = (LEFT + 7.0, 30.0, 152.0, 8.4);
    let mut y = top + 14.0;
    let from = y;
    for (name, key) in rows {
        pen.centre(name, label, (x + names / 2.0, y + row / 2.0));
        pen.field_within(key, "", value, (x + names + 3.0, y + row / 2.0), wide - names - 5.0);
        y += row;
        pen.level(x, x + wide, y, 0.2, INK);
    }
    let flow = Flow {
        body: value,
        fill: value,
        underline: false,
        left: x + names + 3.0,
        width: wide - names - 6.0,
        leading: 5.6,
        indent: 0.0,
    };
    for (name, text, tall) in [
        ("面　积", "房屋建筑面积 {area} 平方米", row),
        ("使用期限", "国有建设用地使用权 {term_from|cnp} 起 {term_to|cnp} 止", row),
        ("权利其他状况", "专有建筑面积：{inner_area} 平方米\n分摊建筑面积：{shared_area} 平方米", row * 2.0),
    ] {
        pen.centre(name, label, (x + names / 2.0, y + tall / 2.0));
        let lines = text.lines().count();
        pen.flow(text, flow, y + tall / 2.0 - 2.8 * (lines - 1) as f32);
        y += tall;
        pen.level(x, x + wide, y, 0.2, INK);
    }
    pen.frame((x, from), (wide, y - from), 0.3, INK);
    pen.upright(x + names, from, y, 0.2, INK);
    let low = top + PAGE.1 + 12.0;
    copied(&mut pen, low);
    pen.centre("附　　记", look(Role::Song, 14.0).ink(INK), (105.0, low + 12.0));
    pen.frame((x, low + 20.0), (wide, 86.0), 0.3, INK);
    let added = Flow { left: x + 5.0, width: wide - 10.0, leading: 8.6, ..flow };
    let mut y = pen.flow(ADDED, added, low + 28.0);
    if !content.get("partner").is_empty() {
        y = pen.flow(PARTNER, added, y);
    }
    pen.flow(MORE, added, y);
    pen.left("No", look(Role::Song, 10.0).ink(INK), (x, low + 115.0));
    pen.field("serial", "", look(Role::Song, 10.5), (x + 7.0, low + 115.0), Align::Left);
    let hand = look(Role::Kai, 13.0).ink([40, 42, 58]);
    pen.left("经核对，与原件相符。", hand, (24.0, low + PAGE.1 + 12.0));
    pen.seal(&mut kit.random, (152.0, low + 86.0), 19.0, false);
    for item in &mut pen.sheet.items {
        if let Item::Seal(seal) = item {
            seal.colour = [128; 3];
        }
    }
    vec![pen.sheet]
}
