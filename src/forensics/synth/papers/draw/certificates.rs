//! Certificates: marriage, title to a home, household register.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{Kit, Pen, look};
use super::super::sheet::{Align, Sheet};
use super::contracts::{Cells, form};

/// The inner page of a marriage certificate.
pub fn marriage_page(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, (180.0, 125.0));
    pen.sheet.paper = [253, 244, 242];
    pen.waves(2.0, [250, 228, 226]);
    let label = look(Role::Song, 11.0).ink([150, 44, 40]);
    let value = look(Role::Kai, 12.0);
    pen.centre("结 婚 证", look(Role::Kai, 20.0).ink([180, 40, 36]), (90.0, 13.0));
    pen.figure((128.0, 22.0), (19.0, 26.0));
    pen.figure((147.0, 22.0), (19.0, 26.0));
    for (name, key, shape, y) in [
        ("持 证 人", "holder", "", 26.0),
        ("登记日期", "registered_on", "cn", 35.0),
        ("结婚证字号", "certificate_number", "", 44.0),
    ] {
        pen.left(name, label, (14.0, y));
        pen.field(key, shape, value, (40.0, y), Align::Left);
        pen.level(38.0, 118.0, y + 3.6, 0.15, [200, 140, 136]);
    }
    let mut y = 58.0;
    for keys in [
        ["name_a", "sex_a", "nationality_a", "born_a", "id_number_a"],
        ["name_b", "sex_b", "nationality_b", "born_b", "id_number_b"],
    ] {
        pen.left("姓名", label, (14.0, y));
        pen.field(keys[0], "", value, (28.0, y), Align::Left);
        pen.left("性别", label, (90.0, y));
        pen.field(keys[1], "", value, (104.0, y), Align::Left);
        pen.left("国籍", label, (14.0, y + 8.0));
        pen.field(keys[2], "", value, (28.0, y + 8.0), Align::Left);
        pen.left("出生日期", label, (90.0, y + 8.0));
        pen.field(keys[3], "cn", value, (111.0, y + 8.0), Align::Left);
        pen.left("身份证件号", label, (14.0, y + 16.0));
        pen.field(keys[4], "", value, (40.0, y + 16.0), Align::Left);
        y += 27.0;
        pen.level(14.0, 166.0, y - 5.5, 0.15, [200, 140, 136]);
    }
    pen.left("登记机关", label, (14.0, 114.0));
    pen.field("authority", "", value, (36.0, 114.0), Align::Left);
    pen.seal(&mut kit.random, (122.0, 100.0), 17.0, false);
    vec![pen.sheet]
}

/// Both pages open: photograph and registration on the left, the couple on the right.
pub fn marriage_spread(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, (250.0, 88.0));
    pen.sheet.paper = [252, 240, 238];
    pen.waves(2.6, [248, 222, 222]);
    pen.upright(125.0, 0.0, 88.0, 0.6, [226, 190, 188]);
    let label = look(Role::Kai, 10.5).ink([120, 30, 30]);
    let value = look(Role::Song, 10.5);
    pen.figure((8.0, 10.0), (23.0, 32.0));
    pen.figure((31.0, 10.0), (23.0, 32.0));
    for (name, key, shape, y) in [
        ("持证人：", "holder", "", 12.0),
        ("登记日期：", "registered_on", "cnp", 22.0),
        ("登记机关：", "authority", "", 32.0),
    ] {
        pen.left(name, label, (60.0, y));
        pen.field(key, shape, value, (80.0, y), Align::Left);
    }
    pen.left("结婚证字号：", label, (60.0, 42.0));
    pen.field("certificate_number", "", value, (60.0, 49.0), Align::Left);
    pen.left(
        "结婚申请，符合《中华人民共和国民法典》规定，予以登记，发给此证。",
        look(Role::Kai, 8.5).ink([120, 30, 30]),
        (8.0, 80.0),
    );
    let mut y = 13.0;
    for keys in [
        ["name_a", "sex_a", "nationality_a", "born_a", "id_number_a"],
        ["name_b", "sex_b", "nationality_b", "born_b", "id_number_b"],
    ] {
        for (name, key, shape, x, down) in [
            ("姓　　名：", keys[0], "", 133.0, 0.0),
            ("性　　别：", keys[1], "", 190.0, 0.0),
            ("出生日期：", keys[3], "cnp", 133.0, 8.0),
            ("国　　籍：", keys[2], "", 190.0, 8.0),
            ("身份证件号：", keys[4], "", 133.0, 16.0),
        ] {
            pen.left(name, label, (x, y + down));
            let from = x + pen.width(name, label) + 1.0;
            pen.field(key, shape, value, (from, y + down), Align::Left);
        }
        y += 34.0;
    }
    pen.seal(&mut kit.random, (96.0, 62.0), 16.0, false);
    vec![pen.sheet]
}

/// The table of a certificate of title.
pub fn property_table(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, (180.0, 250.0));
    pen.sheet.paper = [252, 249, 240];
    pen.waves(2.2, [246, 238, 222]);
    pen.field("certificate_number", "", look(Role::Song, 13.0), (90.0, 20.0), Align::Centre);
    let rows: [&Cells; 9] = [
        &[("权 利 人", "owner", "")],
        &[("共有情况", "ownership", "")],
        &[("坐　　落", "address", "")],
        &[("不动产单元号", "unit_number", "")],
        &[("权利类型", "right_kind", "")],
        &[("权利性质", "right_nature", "")],
        &[("用　　途", "usage", "")],
        &[("面　　积", "", "")],
        &[("使用期限", "", "")],
    ];
    let value = look(Role::Song, 11.0);
    let y = form(&mut pen, (14.0, 30.0), 152.0, &rows, 14.0, look(Role::Song, 11.5), value);
    let flow = Flow {
        body: value,
        fill: value,
        underline: false,
        left: 45.5,
        width: 118.0,
        leading: 6.0,
        indent: 0.0,
    };
    pen.flow("房屋建筑面积：{area}㎡", flow, y - 21.0);
    pen.flow("国有建设用地使用权 {term_from|cnp}起{term_to|cnp}止", flow, y - 7.0);
    pen.frame((14.0, y), (152.0, 56.0), 0.22, [40, 40, 44]);
    pen.upright(44.0, y, y + 56.0, 0.22, [40, 40, 44]);
    pen.centre("权利其他状况", look(Role::Song, 11.5), (29.0, y + 28.0));
    pen.flow(
        "专有建筑面积：{inner_area}㎡\n房屋结构：钢筋混凝土结构",
        Flow { leading: 8.0, ..flow },
        y + 8.0,
    );
    pen.flow("登记日期：{registered_on|cnp}", flow, y + 32.0);
    pen.put("编号", look(Role::Song, 9.0), (136.0, 240.0), Align::Right);
    pen.field("serial", "", look(Role::Hei, 10.0).ink([160, 40, 40]), (138.0, 240.0), Align::Left);
    pen.seal(&mut kit.random, (134.0, y + 36.0), 19.0, false);
    vec![pen.sheet]
}

/// The certificate as a page of lines without cells.
pub fn property_page(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, (210.0, 270.0));
    pen.sheet.paper = [250, 248, 244];
    pen.waves(3.0, [240, 236, 228]);
    pen.centre("中华人民共和国不动产权证书", look(Role::Kai, 17.0).ink([150, 30, 30]), (105.0, 22.0));
    pen.field("certificate_number", "", look(Role::Kai, 13.0), (105.0, 36.0), Align::Centre);
    let label = look(Role::Kai, 12.0).ink([110, 40, 30]);
    let value = look(Role::Song, 12.0);
    let rows: [(&str, &'static str); 7] = [
        ("权利人", "owner"),
        ("共有情况", "ownership"),
        ("坐落", "address"),
        ("不动产单元号", "unit_number"),
        ("权利类型", "right_kind"),
        ("权利性质", "right_nature"),
        ("用途", "usage"),
    ];
    let ink = [180, 150, 140];
    let mut y = 52.0;
    for (name, key) in rows {
        pen.left(name, label, (20.0, y));
        pen.field_within(key, "", value, (60.0, y), 128.0);
        pen.level(18.0, 192.0, y + 6.5, 0.25, ink);
        y += 14.0;
    }
    let flow = Flow {
        body: value,
        fill: value,
        underline: false,
        left: 60.0,
        width: 130.0,
        leading: 7.0,
        indent: 0.0,
    };
    pen.left("面积", label, (20.0, y));
    pen.flow("建筑面积{area}平方米（套内建筑面积{inner_area}平方米）", flow, y);
    pen.level(18.0, 192.0, y + 6.5, 0.25, ink);
    pen.left("使用期限", label, (20.0, y + 14.0));
    pen.flow("{term_from|dot}至{term_to|dot}", flow, y + 14.0);
    pen.level(18.0, 192.0, y + 20.5, 0.25, ink);
    pen.left("附记", label, (20.0, y + 28.0));
    pen.flow("业务类型：转移登记", flow, y + 28.0);
    pen.left("登记机构（章）", label, (60.0, y + 52.0));
    pen.field("registered_on", "cn", value, (130.0, y + 66.0), Align::Left);
    pen.put("No.", look(Role::Song, 10.0), (30.0, 258.0), Align::Right);
    pen.field("serial", "", look(Role::Song, 11.0), (32.0, 258.0), Align::Left);
    pen.seal(&mut kit.random, (148.0, y + 56.0), 20.0, false);
    vec![pen.sheet]
}

/// The page of one person in a household register.
pub fn household_member(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, (143.0, 105.0));
    pen.sheet.paper = [250, 247, 240];
    pen.waves(2.4, [240, 234, 222]);
    pen.centre("常住人口登记卡", look(Role::Song, 14.0).wide(0.2), (71.0, 9.0));
    let rows: [&Cells; 6] = [
        &[("姓名", "name", ""), ("户主或与户主关系", "relation", "")],
        &[("性别", "sex", ""), ("民族", "ethnicity", "")],
        &[("出生地", "birthplace", ""), ("籍贯", "native_place", "")],
        &[("出生日期", "born_on", "cnp"), ("职业", "occupation", "")],
        &[("公民身份号码", "id_number", "")],
        &[("服务处所", "employer", "")],
    ];
    let y = form(&mut pen, (7.0, 16.0), 129.0, &rows, 10.5, look(Role::Song, 8.5), look(Role::Kai, 10.0));
    pen.left("承办人签章：", look(Role::Song, 8.5), (10.0, y + 10.0));
    pen.left("登记日期：", look(Role::Song, 8.5), (80.0, y + 10.0));
    pen.field("issued_on", "cnp", look(Role::Kai, 9.5), (97.0, y + 10.0), Align::Left);
    pen.seal(&mut kit.random, (58.0, y + 5.0), 14.0, false);
    vec![pen.sheet]
}

/// Cover page of the household and the person's page on one sheet.
pub fn household_open(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, (148.0, 210.0));
    pen.sheet.paper = [247, 248, 244];
    pen.waves(3.2, [234, 238, 230]);
    let label = look(Role::Kai, 10.0);
    let value = look(Role::Song, 10.5);
    let first: [&Cells; 3] = [
        &[("户别", "household_kind", ""), ("户号", "household_number", "")],
        &[("户主姓名", "head", "")],
        &[("住址", "address", "")],
    ];
    let y = form(&mut pen, (9.0, 14.0), 130.0, &first, 12.0, label, value);
    pen.left("户口登记机关", label, (12.0, y + 10.0));
    pen.field("authority", "", value, (40.0, y + 10.0), Align::Left);
    pen.left("签发日期", label, (12.0, y + 20.0));
    pen.field("issued_on", "cn", value, (40.0, y + 20.0), Align::Left);
    pen.seal(&mut kit.random, (112.0, y + 15.0), 14.5, false);
    pen.level(0.0, 148.0, y + 32.0, 0.5, [190, 190, 186]);
    pen.centre("常 住 人 口 登 记 卡", look(Role::Kai, 13.0), (74.0, y + 41.0));
    let second: [&Cells; 6] = [
        &[("姓名", "name", ""), ("与户主关系", "relation", "")],
        &[("性别", "sex", ""), ("出生日期", "born_on", "dash")],
        &[("民族", "ethnicity", ""), ("籍贯", "native_place", "")],
        &[("出生地", "birthplace", "")],
        &[("身份证件编号", "id_number", "")],
        &[("服务处所", "employer", "")],
    ];
    form(&mut pen, (9.0, y + 48.0), 130.0, &second, 12.0, label, value);
    vec![pen.sheet]
}
