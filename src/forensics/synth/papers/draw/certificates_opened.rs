//! A title to a flat under the copier: the booklet opened flat, its table on the left page, the notes on the right.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{Kit, Pen, look};
use super::super::sheet::{Align, Item, Sheet};

const INK: [u8; 3] = [96, 96, 98];
/// The booklet on the glass.
const BOOK: ((f32, f32), (f32, f32)) = ((16.0, 16.0), (265.0, 178.0));

const STATE: &str = "专有建筑面积：{inner_area}平方米\n分摊建筑面积：{shared_area}平方米\n房屋结构：{structure}\n房屋总层数：{floors}层，所在层：第{floor}层";
const NOTES: &str = "业务编号：{business_number}
权利人：{owner_name}，身份证号：{id_number}
房屋取得方式：买卖
本证记载的不动产权利，以不动产登记簿为准。";

/// Grey on grey, rows of differing height, the seal's red gone, a line by hand at the foot.
pub fn opened(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, (297.0, 210.0));
    let ((x, y), (wide, tall)) = BOOK;
    pen.ground((x, y), (wide, tall), [238, 238, 238]);
    let area = pen.area((x, y), (wide, tall));
    let step = 2.2 * pen.sheet.scale;
    pen.sheet.items.push(Item::Waves { area, colour: [226, 226, 226], step });
    pen.ground((x + wide / 2.0 - 0.8, y), (1.6, tall), [204, 204, 204]);
    pen.frame((x, y), (wide, tall), 0.25, [168, 168, 168]);
    let value = look(Role::Song, 10.5);
    pen.field("certificate_number", "", look(Role::Song, 11.0), (x + 125.0, y + 11.0), Align::Right);
    let rows: [(&str, &'static str, f32); 9] = [
        ("权利人", "owner", 11.0),
        ("共有情况", "ownership", 11.0),
        ("坐落", "address", 14.0),
        ("不动产单元号", "unit_number", 11.0),
        ("权利类型", "right_kind", 13.0),
        ("权利性质", "right_nature", 11.0),
        ("用途", "usage", 11.0),
        ("面积", "", 15.0),
        ("使用期限", "", 13.0),
    ];
    let (left, split, right) = (x + 9.0, x + 37.0, x + 126.0);
    let label = look(Role::Hei, 10.5).ink(INK);
    let top = y + 16.0;
    let mut at = top;
    for (name, key, high) in rows {
        pen.centre(name, label, (f32::midpoint(left, split), at + high / 2.0));
        pen.level(left, right, at, 0.2, INK);
        let middle = at + high / 2.0;
        if !key.is_empty() {
            pen.field_within(key, "", value, (split + 2.0, middle), right - split - 4.0);
        } else if name == "面积" {
            pen.left("共有宗地面积：", value, (split + 2.0, middle - 3.2));
            let after = split + 2.0 + pen.width("共有宗地面积：", value);
            pen.field("land_area", "", value, (after, middle - 3.2), Align::Left);
            let end = after + pen.width(content.get("land_area"), value);
            pen.left("㎡", value, (end + 0.4, middle - 3.2));
            pen.left("房屋建筑面积：", value, (split + 2.0, middle + 3.4));
            pen.field("area", "", value, (after, middle + 3.4), Align::Left);
            let end = after + pen.width(content.get("area"), value);
            pen.left("㎡", value, (end + 0.4, middle + 3.4));
        } else {
            pen.field("term_from", "cn", value, (split + 2.0, middle), Align::Left);
            let end = split + 2.0 + pen.width("2024年01月01日", value);
            pen.left("起", value, (end + 0.6, middle));
            pen.field("term_to", "cn", value, (end + 6.0, middle), Align::Left);
            pen.left("止", value, (end * 2.0 - split + 4.8, middle));
        }
        at += high;
    }
    let foot = y + tall - 8.0;
    pen.level(left, right, at, 0.2, INK);
    for (index, part) in (0_u8..).zip("权利其他状况".chars()) {
        let down = at + 5.0 + f32::from(index) * ((foot - at - 10.0) / 5.0);
        pen.centre(&part.to_string(), label, (f32::midpoint(left, split), down));
    }
    let flow = Flow {
        body: value,
        fill: value,
        underline: false,
        left: split + 2.0,
        width: right - split - 4.0,
        leading: 6.0,
        indent: 0.0,
    };
    pen.flow(STATE, flow, at + 6.0);
    pen.upright(split, top, foot, 0.2, INK);
    pen.frame((left, top), (right - left, foot - top), 0.35, INK);
    let second = x + wide / 2.0 + 8.0;
    pen.centre("附　记", look(Role::Hei, 13.0).ink(INK), (second + 58.0, y + 11.0));
    pen.frame((second, top), (116.0, foot - top), 0.35, INK);
    let y = pen.flow(NOTES, Flow { left: second + 4.0, width: 108.0, leading: 8.0, ..flow }, top + 9.0);
    if content.get("partner").is_empty() {
        pen.left("以下空白", value, (second + 4.0, y + 2.0));
    } else {
        pen.flow(
            "共有人：{partner}，身份证号：{partner_id_number}\n以下空白",
            Flow { left: second + 4.0, width: 108.0, leading: 8.0, ..flow },
            y,
        );
    }
    pen.pair("登记机构（章）　登记日期：", "registered_on", "cn", value, (second + 26.0, foot - 22.0));
    let hand = look(Role::Kai, 13.0).ink([50, 50, 58]);
    pen.left("此复印件与原件一致，仅供办理公积金提取使用", hand, (70.0, 201.0));
    pen.seal(&mut kit.random, (second + 74.0, foot - 28.0), 19.0, false);
    for item in &mut pen.sheet.items {
        if let Item::Seal(seal) = item {
            seal.colour = [112; 3];
        }
    }
    vec![pen.sheet]
}
