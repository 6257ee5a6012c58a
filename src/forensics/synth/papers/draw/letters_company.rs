//! Letters on companies' own paper: post and pay with the year before the month, and leaving within a double frame.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{Kit, Pen, look};
use super::super::sheet::{Align, Sheet};

const A4: (f32, f32) = (210.0, 297.0);
const TEAL: [u8; 3] = [16, 104, 112];
const GREY: [u8; 3] = [104, 108, 114];

const EMPLOYED: &str = "{name}{honorific}（居民身份证：{id_number}）与本公司订有劳动合同，{since|dot}到岗，目前在{department}从事{position}工作，在岗状态正常。
经查本公司薪酬台账，该员工最近十二个月的应发薪酬（扣除个人所得税、社会保险费及住房公积金个人缴存部分之前）为：
—　全年总额　{yearly_income|yuan}（人民币{yearly_income_words}）；
—　每月平均　{monthly_income|yuan}（人民币{monthly_income_words}）。
应员工本人要求开具本函，供其办理住房公积金、购房及信贷事务之用。本公司不因本函对第三方承担保证责任。";

/// The firm's head on the right, a subject line, figures before words in brackets, signature on the left.
pub fn income_company(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, A4);
    let body = look(Role::Hei, 11.5);
    let small = look(Role::Hei, 8.5).ink(GREY);
    pen.ground((178.0, 14.0), (10.0, 10.0), TEAL);
    pen.ground((181.0, 17.0), (4.0, 4.0), [255, 255, 255]);
    pen.field("employer", "", look(Role::Bold, 12.5).ink(TEAL), (174.0, 17.0), Align::Right);
    pen.put("人力资源中心", small, (174.0, 22.5), Align::Right);
    pen.left("发函编号", small, (22.0, 38.0));
    pen.field("proof_number", "", body, (37.0, 38.0), Align::Left);
    pen.left("发函日期", small, (22.0, 45.0));
    pen.field("issued_on", "dot", body, (37.0, 45.0), Align::Left);
    pen.left("主　　题", small, (22.0, 52.0));
    pen.left("员工任职与薪酬证明", look(Role::Bold, 14.0), (37.0, 52.0));
    pen.level(22.0, 188.0, 59.0, 0.5, TEAL);
    pen.left("有关机构：", body, (22.0, 70.0));
    let flow =
        Flow { body, fill: body, underline: false, left: 22.0, width: 164.0, leading: 9.4, indent: 2.0 };
    let y = pen.flow(EMPLOYED, flow, 81.0);
    let low = y + 34.0;
    pen.level(22.0, 96.0, low, 0.2, GREY);
    pen.left("开具单位（公章）", small, (22.0, low + 4.5));
    pen.level(112.0, 186.0, low, 0.2, GREY);
    pen.left("授权签署人", small, (112.0, low + 4.5));
    pen.left("机构代码（统一社会信用代码）", small, (22.0, 278.0));
    pen.field("employer_code", "", look(Role::Hei, 8.5), (66.0, 278.0), Align::Left);
    pen.put("核实电话", small, (160.0, 278.0), Align::Right);
    pen.field("phone", "", look(Role::Hei, 8.5), (188.0, 278.0), Align::Right);
    pen.level(22.0, 188.0, 273.0, 0.2, TEAL);
    pen.seal(&mut kit.random, (60.0, low - 6.0), 20.0, false);
    vec![pen.sheet]
}

const GONE: &str = "我司原员工{name}，证件号码{id_number}，最后任职岗位为{position}。其入职日为{from|slash}，最后在岗日为{left_on|slash}，离开本公司的事由为：{reason}。
自最后在岗日次日起，本公司与该员工之间的劳动权利义务关系即告消灭。工资、报销款项及未休年假折算工资均已付清，办公用品、门禁及系统权限均已收回；社会保险及住房公积金由本公司缴存至{paid_until|month}（含当月）。
本公司未要求该员工承担离职后的竞业禁止义务，亦无未决之劳动仲裁或诉讼。
以上情况属实，开此证明，涂改无效。";

/// Everything inside a double frame, the number in the upper corner, whoever gave it at the lower right.
pub fn leaving_company(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, A4);
    let body = look(Role::Song, 13.0);
    let small = look(Role::Song, 10.0);
    pen.frame((16.0, 16.0), (178.0, 265.0), 0.8, TEAL);
    pen.frame((18.5, 18.5), (173.0, 260.0), 0.2, TEAL);
    pen.left("编号", small, (25.0, 27.0));
    pen.field("proof_number", "", small, (35.0, 27.0), Align::Left);
    pen.centre("员工离职证明函", look(Role::Bold, 24.0).wide(0.3).ink(TEAL), (105.0, 50.0));
    pen.centre("（解除或终止劳动关系适用）", small, (105.0, 61.0));
    let flow =
        Flow { body, fill: body, underline: false, left: 30.0, width: 150.0, leading: 10.6, indent: 2.0 };
    let y = pen.flow(GONE, flow, 80.0);
    let right = 178.0;
    pen.field("employer", "", body, (right, y + 16.0), Align::Right);
    pen.put("（用人单位公章）", small, (right, y + 24.0), Align::Right);
    pen.field("issued_on", "slash", body, (right, y + 46.0), Align::Right);
    pen.left("信用代码", small, (25.0, 271.0));
    pen.field("employer_code", "", small, (42.0, 271.0), Align::Left);
    pen.left("人事部电话", small, (120.0, 271.0));
    pen.field("phone", "", small, (140.0, 271.0), Align::Left);
    pen.seal(&mut kit.random, (150.0, y + 21.0), 20.0, false);
    vec![pen.sheet]
}
