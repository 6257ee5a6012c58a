//! Certificates as they are usually copied: the page of a marriage certificate that says who, both leaves of a title,
//! first leaf and own card of a household's register.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{Kit, Look, Pen, look};
use super::super::sheet::{Align, Item, Sheet};

const DARK: [u8; 3] = [70, 62, 60];

/// Holder, day and number beside the picture above the fold, the couple one above the other below it.
pub fn marriage_upright(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, (132.0, 186.0));
    pen.sheet.paper = [253, 246, 240];
    pen.waves(2.4, [248, 230, 222]);
    let label = look(Role::Song, 10.0).ink([120, 58, 50]);
    let value = look(Role::Hei, 10.5);
    for (y, name, key, shape) in [
        (22.0, "持 证 人", "holder", ""),
        (36.0, "登记日期", "registered_on", "cn"),
        (50.0, "结婚证字号", "certificate_number", ""),
    ] {
        pen.left(name, label, (11.0, y));
        pen.field_within(key, shape, value, (32.0, y), 41.0);
        pen.level(31.0, 73.0, y + 3.6, 0.15, [196, 150, 140]);
    }
    pen.left("备　注", label, (11.0, 64.0));
    pen.level(31.0, 73.0, 67.6, 0.15, [196, 150, 140]);
    pen.figure((78.0, 17.0), (23.0, 34.0));
    pen.figure((101.0, 17.0), (23.0, 34.0));
    pen.level(0.0, 132.0, 93.0, 0.5, [228, 212, 204]);
    let first = ["name_a", "sex_a", "nationality_a", "born_a", "id_number_a"];
    let second = ["name_b", "sex_b", "nationality_b", "born_b", "id_number_b"];
    spouse(&mut pen, first, 107.0, (label, value));
    spouse(&mut pen, second, 147.0, (label, value));
    pen.seal(&mut kit.random, (101.0, 58.0), 15.0, false);
    vec![pen.sheet]
}

/// Three lines for one of the couple.
fn spouse(pen: &mut Pen, keys: [&'static str; 5], y: f32, (label, value): (Look, Look)) {
    let [name, sex, nationality, born, number] = keys;
    let rows = [
        ("姓名", name, "", 11.0, 24.0, y),
        ("性别", sex, "", 68.0, 81.0, y),
        ("国籍", nationality, "", 11.0, 24.0, y + 11.0),
        ("出生日期", born, "cn", 68.0, 87.0, y + 11.0),
        ("身份证件号", number, "", 11.0, 35.0, y + 22.0),
    ];
    for (text, key, shape, x, from, at) in rows {
        pen.left(text, label, (x, at));
        pen.field(key, shape, value, (from, at), Align::Left);
    }
}

/// The leaf with the seal, then the leaf with the table beside its annex.
pub fn property_leaves(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    vec![granted(content, kit), table(content, kit)]
}

fn granted(content: &Content, kit: &mut Kit) -> Sheet {
    let mut pen = Pen::new(kit, content, (148.0, 210.0));
    pen.sheet.paper = [253, 251, 246];
    pen.waves(2.6, [244, 238, 230]);
    let body = look(Role::Song, 13.0).ink(DARK);
    let flow =
        Flow { body, fill: body, underline: false, left: 22.0, width: 104.0, leading: 10.0, indent: 2.0 };
    // The code replaced the law of property on 1 January 2021; the ministry was renamed in 2018.
    let day = content.get("registered_on");
    let law = if day < "2021" { "物权法" } else { "民法典" };
    let text = format!(
        "根据《中华人民共和国{law}》等法律法规，为保护不动产权利人合法权益，对不动产权利人申请登记的本证所列不动产权利，经审查核实，准予登记，颁发此证。"
    );
    pen.flow(&text, flow, 42.0);
    pen.left("登记机构（章）", body, (72.0, 112.0));
    pen.field("registered_on", "cnp", look(Role::Hei, 12.0), (72.0, 136.0), Align::Left);
    let ministry = if day < "2018-09" { "国土资源部" } else { "自然资源部" };
    let small = look(Role::Song, 10.0).ink(DARK);
    pen.left(&format!("中华人民共和国{ministry}监制"), small, (22.0, 184.0));
    pen.left("编号 NO", small, (22.0, 191.0));
    pen.field("serial", "", look(Role::Hei, 10.0), (38.0, 191.0), Align::Left);
    pen.seal(&mut kit.random, (94.0, 108.0), 20.0, false);
    pen.sheet
}

const ROWS: [(&str, f32, &str); 10] = [
    ("权利人", 11.0, "{owner}"),
    ("共有情况", 11.0, "{ownership}"),
    ("坐落", 13.0, "{address}"),
    ("不动产单元号", 11.0, "{unit_number}"),
    ("权利类型", 11.0, "{right_kind}"),
    ("权利性质", 11.0, "{right_nature}"),
    ("用途", 11.0, "{usage}"),
    ("面积", 11.0, "共有宗地面积：{land_area}㎡/房屋建筑面积：{area}㎡"),
    ("使用期限", 11.0, "国有建设用地使用权 {term_from|cn}起{term_to|cn}止"),
    (
        "权利其他状况",
        44.0,
        "房屋结构：{structure}\n专有建筑面积：{inner_area}㎡\n分摊建筑面积：{shared_area}㎡\n房屋总层数：{floors}，所在层：{floor}",
    ),
];

fn table(content: &Content, kit: &Kit) -> Sheet {
    let mut pen = Pen::new(kit, content, (297.0, 210.0));
    pen.sheet.paper = [253, 251, 246];
    pen.waves(2.6, [244, 238, 230]);
    pen.ground((148.2, 0.0), (0.6, 210.0), [226, 220, 210]);
    let label = look(Role::Song, 10.0).ink(DARK);
    let value = look(Role::Hei, 9.5);
    pen.field("certificate_number", "", look(Role::Hei, 11.0), (14.0, 20.0), Align::Left);
    let mut y = 26.0;
    for (name, height, text) in ROWS {
        pen.frame((12.0, y), (30.0, height), 0.2, DARK);
        pen.frame((42.0, y), (98.0, height), 0.2, DARK);
        pen.centre(name, label, (27.0, y + height / 2.0));
        let flow = Flow {
            body: value,
            fill: value,
            underline: false,
            left: 44.0,
            width: 94.0,
            leading: if text.contains('\n') { 7.4 } else { 4.6 },
            indent: 0.0,
        };
        // What is longer than a line begins higher.
        let long = text.contains("{address}") && pen.width(content.get("address"), value) > 94.0;
        let from = if text.contains('\n') {
            y + 7.0
        } else if long {
            y + height / 2.0 - 2.3
        } else {
            y + height / 2.0
        };
        pen.flow(text, flow, from);
        y += height;
    }
    pen.centre("附　　记", look(Role::Song, 13.0).ink(DARK), (222.5, 20.0));
    pen.frame((157.0, 26.0), (131.0, 145.0), 0.2, DARK);
    let flow = Flow {
        body: value,
        fill: value,
        underline: false,
        left: 162.0,
        width: 121.0,
        leading: 7.6,
        indent: 0.0,
    };
    let mut note = String::from("权利人证件号码：\n{owner_name}　居民身份证　{id_number}\n");
    if !content.get("partner").is_empty() {
        note.push_str("{partner}　居民身份证　{partner_id_number}\n");
    }
    note.push_str("业务编号：{business_number}\n房屋性质：市场化商品房");
    pen.flow(&note, flow, 34.0);
    pen.sheet
}

/// Label and value side by side: label, width of its cell, key, shape, width of the value's cell.
type Pair = (&'static str, f32, &'static str, &'static str, f32);

const CARD: [&[Pair]; 10] = [
    &[("姓　　名", 22.0, "name", "", 48.0), ("户主或与\n户主关系", 22.0, "relation", "", 48.0)],
    &[("曾 用 名", 22.0, "former_name", "", 48.0), ("性　　别", 22.0, "sex", "", 48.0)],
    &[("出 生 地", 22.0, "birthplace", "", 48.0), ("民　　族", 22.0, "ethnicity", "", 48.0)],
    &[("籍　　贯", 22.0, "native_place", "", 48.0), ("出生日期", 22.0, "born_on", "cn", 48.0)],
    &[("本市（县）\n其他住址", 22.0, "other_address", "", 74.0), ("宗教\n信仰", 14.0, "faith", "", 30.0)],
    &[
        ("公民身份\n证件编号", 22.0, "id_number", "", 52.0),
        ("身高", 12.0, "height", "", 22.0),
        ("血型", 12.0, "blood", "", 20.0),
    ],
    &[
        ("文化程度", 22.0, "schooling", "", 30.0),
        ("婚姻状况", 20.0, "marital", "", 24.0),
        ("兵役状况", 20.0, "service", "", 24.0),
    ],
    &[("服务处所", 22.0, "employer", "", 60.0), ("职　业", 16.0, "occupation", "", 42.0)],
    &[("何时由何地\n迁来本市(县)", 26.0, "came_to_city", "", 114.0)],
    &[("何时由何地\n迁来本址", 26.0, "came_to_address", "", 114.0)],
];

const LEAF: (f32, f32) = (160.0, 114.0);

/// Both leaves on one copied sheet: the household's above, the person's below.
pub fn household_copied(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, (210.0, 297.0));
    let label = look(Role::Song, 9.0).ink([58, 58, 60]);
    let value = look(Role::Hei, 9.5);
    let (left, first, second) = (25.0, 22.0, 152.0);
    for y in [first, second] {
        pen.ground((left, y), LEAF, [246, 246, 246]);
        pen.frame((left, y), LEAF, 0.2, [196, 196, 196]);
    }
    let inner = left + 10.0;
    let rows: [&[Pair]; 3] = [
        &[("户　　别", 22.0, "household_kind", "", 48.0), ("户主姓名", 22.0, "head", "", 48.0)],
        &[("户　　号", 22.0, "household_number", "", 48.0), ("编　　号", 22.0, "", "", 48.0)],
        &[("住　　址", 22.0, "address", "", 118.0)],
    ];
    let mut y = first + 10.0;
    for cells in rows {
        row(&mut pen, cells, (inner, y), 12.0, (label, value));
        y += 12.0;
    }
    pen.left("省级公安机关", label, (inner + 12.0, y + 18.0));
    pen.left("户口专用章", label, (inner + 13.5, y + 23.0));
    pen.left("户口登记机关", label, (inner + 82.0, y + 18.0));
    pen.left("户口专用章", label, (inner + 83.5, y + 23.0));
    pen.left("承办人签章：", label, (inner + 2.0, y + 58.0));
    pen.field("officer", "", value, (inner + 24.0, y + 58.0), Align::Left);
    pen.field("issued_on", "cn", value, (inner + 100.0, y + 58.0), Align::Left);
    pen.left("签发", label, (inner + 130.0, y + 58.0));
    pen.seal(&mut kit.random, (inner + 94.0, y + 24.0), 15.0, false);
    // The province's seal is printed with the leaf.
    if let Some(Item::Seal(own)) = pen.sheet.items.last() {
        let mut printed = own.clone();
        let s = pen.sheet.scale;
        printed.middle = (((inner + 22.0) * s).round(), ((y + 21.0) * s).round());
        content.get("province_seal").clone_into(&mut printed.name);
        (printed.turn, printed.electronic) = (0.0, true);
        pen.sheet.items.push(Item::Seal(printed));
    }
    pen.centre("常 住 人 口 登 记 卡", look(Role::Song, 14.0).ink(DARK), (105.0, second + 7.5));
    let mut y = second + 13.0;
    for cells in CARD {
        row(&mut pen, cells, (inner, y), 8.8, (label, value));
        y += 8.8;
    }
    pen.left("承办人签章：", label, (inner + 2.0, y + 6.5));
    pen.left("登记日期：", label, (inner + 82.0, y + 6.5));
    pen.field("officer", "", value, (inner + 24.0, y + 6.5), Align::Left);
    pen.field("card_issued_on", "cn", value, (inner + 99.0, y + 6.5), Align::Left);
    for item in &mut pen.sheet.items {
        // A copier knows no red.
        if let Item::Seal(seal) = item {
            seal.colour = [128; 3];
        }
    }
    vec![pen.sheet]
}

/// One row of framed labels and values.
fn row(pen: &mut Pen, cells: &[Pair], (x, y): (f32, f32), height: f32, (label, value): (Look, Look)) {
    let mut x = x;
    for (name, named, key, shape, wide) in cells {
        pen.frame((x, y), (*named, height), 0.2, [84, 84, 86]);
        pen.frame((x + named, y), (*wide, height), 0.2, [84, 84, 86]);
        let lines: Vec<&str> = name.split('\n').collect();
        let up = 1.8 * (lines.len() - 1) as f32;
        for (index, line) in (0_u8..).zip(lines) {
            pen.centre(line, label, (x + named / 2.0, y + height / 2.0 - up + f32::from(index) * 3.6));
        }
        pen.field_within(key, shape, value, (x + named + 2.0, y + height / 2.0), wide - 3.4);
        x += named + wide;
    }
}
