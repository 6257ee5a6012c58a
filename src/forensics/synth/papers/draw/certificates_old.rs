//! Two cards of one household copied beside each other, and a title to a home from before the common register.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{Kit, Look, Pen, look};
use super::super::sheet::{Align, Item, Sheet};

const TONER: [u8; 3] = [88, 88, 90];

/// Width of a label, the label, the width of its value, key and shape.
type Pair = (f32, &'static str, f32, &'static str, &'static str);

/// Rows of pairs; returns the lower edge.
fn pairs(
    pen: &mut Pen,
    rows: &[&[Pair]],
    (x, y): (f32, f32),
    tall: f32,
    (label, value): (Look, Look),
    ink: [u8; 3],
) -> f32 {
    let mut top = y;
    for row in rows {
        let mut left = x;
        for (named, name, wide, key, shape) in *row {
            pen.frame((left, top), (*named, tall), 0.2, ink);
            pen.frame((left + named, top), (*wide, tall), 0.2, ink);
            let lines: Vec<&str> = name.split('\n').collect();
            let up = 1.7 * (lines.len() - 1) as f32;
            for (index, line) in (0_u8..).zip(lines) {
                let at = top + tall / 2.0 - up + f32::from(index) * 3.4;
                pen.centre(line, label, (left + named / 2.0, at));
            }
            pen.field_within(key, shape, value, (left + named + 1.5, top + tall / 2.0), wide - 2.6);
            left += named + wide;
        }
        top += tall;
    }
    top
}

/// The head's card on the left, the member's on the right, under one lid of the copier.
pub fn household_pair(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, (297.0, 210.0));
    let label = look(Role::Song, 8.5).ink(TONER);
    let value = look(Role::Kai, 10.0);
    let cards: [(f32, [&'static str; 6]); 2] = [
        (15.0, ["head", "head_sex", "head_native_place", "head_born_on", "head_id_number", "head_employer"]),
        (152.0, ["name", "sex", "native_place", "born_on", "id_number", "employer"]),
    ];
    for (x, [name, sex, origin, born, number, employer]) in cards {
        let head = name == "head";
        pen.ground((x - 3.0, 22.0), (136.0, 138.0), [218, 218, 218]);
        pen.ground((x - 2.0, 23.0), (134.0, 136.0), [244, 244, 244]);
        let area = pen.area((x - 2.0, 23.0), (134.0, 136.0));
        let step = 2.6 * pen.sheet.scale;
        pen.sheet.items.push(Item::Waves { area, colour: [235, 235, 235], step });
        pen.left(if head { "户主页" } else { "成员页" }, look(Role::Hei, 8.0).ink(TONER), (x, 30.0));
        pen.centre("常住人口登记卡", look(Role::Song, 14.0).ink(TONER).wide(0.3), (x + 65.0, 32.0));
        let (kin, place, people, given) = if head {
            ("head_relation", "head_birthplace", "head_ethnicity", "head_issued_on")
        } else {
            ("relation", "birthplace", "ethnicity", "issued_on")
        };
        let home = if head { ("本户现住址", "address") } else { ("本市（县）其他住址", "") };
        let rows: [&[Pair]; 7] = [
            &[(24.0, "姓　　名", 40.0, name, ""), (28.0, "户主或与户主\n关　　系", 38.0, kin, "")],
            &[(24.0, "曾 用 名", 40.0, "", ""), (28.0, "性　　别", 38.0, sex, "")],
            &[(24.0, "出 生 地", 40.0, place, ""), (28.0, "民　　族", 38.0, people, "")],
            &[(24.0, "籍　　贯", 40.0, origin, ""), (28.0, "出生日期", 38.0, born, "dot")],
            &[(40.0, "公民身份证件编号", 90.0, number, "")],
            &[(40.0, "服务处所", 90.0, employer, "")],
            &[(40.0, home.0, 90.0, home.1, "")],
        ];
        let y = pairs(&mut pen, &rows, (x, 40.0), 12.0, (label, value), TONER);
        pen.left("登记机关（章）", label, (x, y + 9.0));
        pen.left("登记时间", label, (x + 78.0, y + 9.0));
        if head {
            pen.field("authority", "", value, (x, y + 18.0), Align::Left);
            pen.left("户号", label, (x + 78.0, y + 18.0));
            pen.field("household_number", "", value, (x + 92.0, y + 18.0), Align::Left);
        }
        pen.field(given, "dot", value, (x + 92.0, y + 9.0), Align::Left);
        pen.seal(&mut kit.random, (x + 50.0, y + 9.0), 13.5, false);
    }
    let hand = look(Role::Kai, 13.0).ink([40, 42, 58]);
    pen.left("此复印件由本人提供，与原件一致，限办理公积金业务。", hand, (24.0, 178.0));
    pen.left("签名：", hand, (200.0, 178.0));
    for item in &mut pen.sheet.items {
        if let Item::Seal(seal) = item {
            seal.colour = [126; 3];
        }
    }
    vec![pen.sheet]
}

const RED: [u8; 3] = [148, 40, 44];
const BLUE: [u8; 3] = [36, 40, 92];

const GIVEN: &str = "为保护房屋所有权人的合法权益，维护房地产市场秩序，根据《中华人民共和国城市房地产管理法》及本市房屋权属登记办法的规定，对所有权人申请登记的本证所列房屋，经审查属实，准予登记，特颁发此证。";

/// The opened booklet: who gave it and its number on the left, on the right owner, rooms in columns, the land.
pub fn property_old(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, (264.0, 184.0));
    pen.sheet.paper = [251, 246, 236];
    pen.waves(2.6, [244, 234, 220]);
    pen.upright(132.0, 0.0, 184.0, 0.6, [214, 198, 178]);
    let label = look(Role::Song, 8.5).ink(RED);
    let typed = look(Role::Hei, 9.0).ink(BLUE);
    pen.field("certificate_number", "", look(Role::Song, 11.0).ink(BLUE), (116.0, 24.0), Align::Right);
    let body = look(Role::Kai, 13.0).ink(RED);
    let flow =
        Flow { body, fill: body, underline: false, left: 18.0, width: 98.0, leading: 10.4, indent: 2.0 };
    let y = pen.flow(GIVEN, flow, 44.0);
    pen.left("填发机关（盖章）", look(Role::Kai, 11.0).ink(RED), (24.0, y + 22.0));
    pen.left("填发日期", look(Role::Kai, 11.0).ink(RED), (24.0, y + 50.0));
    pen.field("registered_on", "cnp", typed, (46.0, y + 50.0), Align::Left);
    pen.left("证书印刷号", label, (18.0, 174.0));
    pen.field("serial", "", typed, (37.0, 174.0), Align::Left);
    pen.seal(&mut kit.random, (74.0, y + 22.0), 19.5, false);
    let x = 141.0;
    let looks = (label, typed);
    let rows: [&[Pair]; 3] = [
        &[(28.0, "房屋所有权人", 86.0, "owner", "")],
        &[(28.0, "房屋坐落", 86.0, "address", "")],
        &[(28.0, "丘（地）号", 36.0, "plot", ""), (20.0, "产　别", 30.0, "", "")],
    ];
    let y = pairs(&mut pen, &rows, (x, 16.0), 11.0, looks, RED);
    pen.left("私有", typed, (x + 85.5, y - 5.5));
    let y = rooms(&mut pen, (x, y), looks);
    let rows: [&[Pair]; 2] = [
        &[(28.0, "共　有　人", 44.0, "partner", ""), (18.0, "共有权\n证　号", 24.0, "shared_number", "")],
        &[(28.0, "土地证号", 44.0, "land_number", ""), (18.0, "使用面积\n（㎡）", 24.0, "land_area", "")],
    ];
    let y = pairs(&mut pen, &rows, (x, y), 11.0, looks, RED);
    pen.frame((x, y), (28.0, 11.0), 0.2, RED);
    pen.frame((x + 28.0, y), (86.0, 11.0), 0.2, RED);
    pen.centre("土地使用年限", label, (x + 14.0, y + 5.5));
    let line = Flow { body: label, fill: typed, left: x + 29.5, width: 86.0, indent: 0.0, ..flow };
    pen.flow("自{term_from|cnp}至{term_to|cnp}止", line, y + 5.5);
    pen.frame((x, y + 11.0), (114.0, 30.0), 0.2, RED);
    pen.left("设定他项权利摘要", label, (x + 2.0, y + 16.0));
    pen.centre("（以下空白）", look(Role::Song, 8.0).ink([128, 120, 116]), (x + 57.0, y + 28.0));
    vec![pen.sheet]
}

/// The rooms in columns under an upright heading; returns the lower edge.
fn rooms(pen: &mut Pen, (x, y): (f32, f32), (label, value): (Look, Look)) -> f32 {
    let columns: [(f32, &str, &'static str); 7] = [
        (11.0, "幢号", "block"),
        (14.0, "房号", "room"),
        (16.0, "结构", "structure"),
        (13.0, "房屋\n总层数", "floors"),
        (13.0, "所在\n层数", "floor"),
        (22.0, "建筑面积\n（平方米）", "area"),
        (16.0, "设计\n用途", "usage"),
    ];
    let (head, tall) = (11.0, 10.0);
    let low = y + head + tall * 3.0;
    pen.frame((x, y), (9.0, low - y), 0.2, RED);
    for (index, part) in (0_u8..).zip(["房", "屋", "状", "况"]) {
        pen.centre(part, label, (x + 4.5, y + 10.0 + f32::from(index) * 7.0));
    }
    let mut left = x + 9.0;
    for (wide, name, key) in columns {
        let lines: Vec<&str> = name.split('\n').collect();
        let up = 1.8 * (lines.len() - 1) as f32;
        for (index, line) in (0_u8..).zip(lines) {
            pen.centre(line, label, (left + wide / 2.0, y + head / 2.0 - up + f32::from(index) * 3.6));
        }
        pen.field(key, "", value, (left + wide / 2.0, y + head + tall / 2.0), Align::Centre);
        pen.upright(left, y, low, 0.2, RED);
        left += wide;
    }
    for line in [y, y + head, y + head + tall, y + head + tall * 2.0, low] {
        pen.level(x + 9.0, x + 114.0, line, 0.2, RED);
    }
    pen.upright(x + 114.0, y, low, 0.2, RED);
    low
}
