//! Certificates on one sheet: the full card of a household's member with its page of changes, and the printout of
//! an electronic certificate of title.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{Kit, Pen, look};
use super::super::sheet::{Align, Sheet};

const BROWN: [u8; 3] = [96, 66, 48];

/// Label and value side by side: label, width of its cell, key, shape, width of the value's cell.
type Pair = (&'static str, f32, &'static str, &'static str, f32);

/// Both pages of the booklet opened upwards: the whole card, and below it the lines for changes.
pub fn household_card(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, (154.0, 214.0));
    pen.sheet.paper = [252, 249, 241];
    pen.waves(2.8, [243, 236, 222]);
    let label = look(Role::Song, 8.5).ink(BROWN);
    let value = look(Role::Hei, 9.0);
    pen.centre("常 住 人 口 登 记 卡", look(Role::Song, 14.0).ink(BROWN), (77.0, 9.5));
    let rows: [&[Pair]; 10] = [
        &[("姓　　　名", 21.0, "name", "", 41.0), ("户主或与\n户主关系", 24.0, "relation", "", 54.0)],
        &[("曾　用　名", 21.0, "former_name", "", 41.0), ("性　　　　别", 24.0, "sex", "", 54.0)],
        &[("出　生　地", 21.0, "birthplace", "", 41.0), ("民　　　　族", 24.0, "ethnicity", "", 54.0)],
        &[("籍　　　贯", 21.0, "native_place", "", 41.0), ("出 生 日 期", 24.0, "born_on", "cn", 54.0)],
        &[("本市（县）其他住址", 33.0, "other_address", "", 54.0), ("宗教信仰", 24.0, "faith", "", 29.0)],
        &[
            ("公民身份证件编号", 33.0, "id_number", "", 48.0),
            ("身高", 12.0, "height", "", 18.0),
            ("血型", 12.0, "blood", "", 17.0),
        ],
        &[
            ("文 化 程 度", 21.0, "schooling", "", 27.0),
            ("婚姻状况", 18.0, "marital", "", 22.0),
            ("兵役状况", 18.0, "service", "", 34.0),
        ],
        &[("服 务 处 所", 21.0, "employer", "", 65.0), ("职 业", 18.0, "occupation", "", 36.0)],
        &[("何时由何地迁来本市（县）", 44.0, "came_to_city", "", 96.0)],
        &[("何时由何地迁来本址", 44.0, "came_to_address", "", 96.0)],
    ];
    let mut y = 15.0;
    for cells in rows {
        let mut x = 7.0;
        for (name, named, key, shape, wide) in cells {
            pen.frame((x, y), (*named, 8.0), 0.18, BROWN);
            pen.frame((x + named, y), (*wide, 8.0), 0.18, BROWN);
            let lines: Vec<&str> = name.split('\n').collect();
            let up = 1.7 * (lines.len() - 1) as f32;
            for (index, line) in (0_u8..).zip(lines) {
                pen.centre(line, label, (x + named / 2.0, y + 4.0 - up + f32::from(index) * 3.4));
            }
            pen.field_within(key, shape, value, (x + named + 1.6, y + 4.0), wide - 2.8);
            x += named + wide;
        }
        y += 8.0;
    }
    pen.left("承办人签章：", label, (10.0, y + 6.5));
    pen.left("登记日期：", label, (84.0, y + 6.5));
    pen.field("issued_on", "cn", value, (100.0, y + 6.5), Align::Left);
    pen.level(0.0, 154.0, 107.0, 0.5, [206, 200, 188]);
    pen.centre("登记事项变更和更正记载", look(Role::Song, 12.0).ink(BROWN), (77.0, 115.0));
    let wide = [26.0, 56.0, 29.0, 29.0];
    let mut x = 7.0;
    for (head, wide) in ["项　　目", "变更、更正后的内容", "变更、更正日期", "承办人签章"].iter().zip(wide)
    {
        pen.centre(head, label, (x + wide / 2.0, 126.0));
        pen.upright(x, 121.5, 203.5, 0.18, BROWN);
        x += wide;
    }
    pen.upright(x, 121.5, 203.5, 0.18, BROWN);
    pen.level(7.0, 147.0, 121.5, 0.18, BROWN);
    for line in 0..9_u8 {
        pen.level(7.0, 147.0, 130.5 + f32::from(line) * 9.125, 0.18, BROWN);
    }
    pen.seal(&mut kit.random, (37.0, y - 4.0), 13.0, false);
    vec![pen.sheet]
}

const BLUE: [u8; 3] = [24, 72, 132];

/// A printout of the electronic certificate: one page, labels above values, a code for checking it.
pub fn property_electronic(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, (210.0, 297.0));
    pen.watermark("电子证照打印件", 30.0, [243, 246, 250]);
    pen.frame((12.0, 12.0), (186.0, 270.0), 0.9, BLUE);
    pen.frame((14.0, 14.0), (182.0, 266.0), 0.25, BLUE);
    pen.centre("中华人民共和国", look(Role::Song, 13.0).ink(BLUE).wide(0.3), (105.0, 26.0));
    pen.centre("不动产权证书（电子证照）", look(Role::Bold, 22.0).ink(BLUE), (105.0, 38.0));
    let label = look(Role::Hei, 9.0).ink([92, 112, 140]);
    let value = look(Role::Hei, 12.0);
    pen.put("不动产权证号", label, (22.0, 54.0), Align::Left);
    pen.field("certificate_number", "", look(Role::Hei, 13.0), (22.0, 61.0), Align::Left);
    pen.put("证书编号", label, (146.0, 54.0), Align::Left);
    pen.field("serial", "", value, (146.0, 61.0), Align::Left);
    let rows: [[(&str, &'static str); 2]; 5] = [
        [("权利人", "owner"), ("共有方式", "ownership")],
        [("不动产坐落", "address"), ("", "")],
        [("不动产单元代码", "unit_number"), ("", "")],
        [("权利类型", "right_kind"), ("", "")],
        [("权利性质", "right_nature"), ("规划用途", "usage")],
    ];
    let mut y = 68.0;
    for cells in rows {
        pen.level(22.0, 188.0, y, 0.15, [190, 202, 218]);
        for ((name, key), x) in cells.into_iter().zip([22.0, 116.0]) {
            let most = if cells[1].0.is_empty() { 164.0 } else { 88.0 };
            pen.left(name, label, (x, y + 4.6));
            pen.field_within(key, "", value, (x, y + 11.4), most);
        }
        y += 17.0;
    }
    pen.level(22.0, 188.0, y, 0.15, [190, 202, 218]);
    for (name, key, x) in
        [("建筑面积（平方米）", "area", 22.0), ("专有建筑面积（平方米）", "inner_area", 84.0)]
    {
        pen.left(name, label, (x, y + 4.6));
        pen.field(key, "", value, (x, y + 11.4), Align::Left);
    }
    pen.left("登簿日期", label, (146.0, y + 4.6));
    pen.field("registered_on", "", value, (146.0, y + 11.4), Align::Left);
    y += 17.0;
    pen.level(22.0, 188.0, y, 0.15, [190, 202, 218]);
    pen.left("土地使用期限", label, (22.0, y + 4.6));
    pen.field("term_from", "", value, (22.0, y + 11.4), Align::Left);
    pen.left("至", value, (49.0, y + 11.4));
    pen.field("term_to", "", value, (56.0, y + 11.4), Align::Left);
    pen.left("房屋总层数/所在层", label, (116.0, y + 4.6));
    pen.field("floors", "", value, (116.0, y + 11.4), Align::Left);
    y += 17.0;
    pen.level(22.0, 188.0, y, 0.15, [190, 202, 218]);
    pen.left("附记", label, (22.0, y + 4.6));
    let small = look(Role::Hei, 10.5);
    let flow = Flow {
        body: small,
        fill: small,
        underline: false,
        left: 22.0,
        width: 164.0,
        leading: 6.6,
        indent: 0.0,
    };
    pen.flow("1. 房屋结构：钢筋混凝土；登记类型：转移登记。\n2. 本证照与纸质不动产权证书具有同等法律效力，可在当地不动产登记网上办事大厅查验。", flow, y + 11.4);
    pen.qr((22.0, 232.0), 32.0);
    pen.left("扫描二维码核验证照", label, (24.0, 268.0));
    pen.left("登记机构（电子签章）", label, (104.0, 240.0));
    pen.field_within("authority", "", value, (104.0, 248.0), 84.0);
    pen.put("打印日期", label, (146.0, 274.0), Align::Right);
    pen.field("printed_on", "", look(Role::Hei, 10.5), (149.0, 274.0), Align::Left);
    pen.seal(&mut kit.random, (158.0, 246.0), 20.0, true);
    vec![pen.sheet]
}
