//! Letters of employers: income and leaving, as letters and as forms.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{BLACK, Kit, Pen, look};
use super::super::sheet::{Align, Sheet};
use super::contracts::{Cells, form};

const A4: (f32, f32) = (210.0, 297.0);

const INCOME: &str = "兹证明{name}（性别：{sex}，身份证号码：{id_number}）系我单位正式员工，自{since|cnp}起在我单位工作，现任职务为{position}。
该员工月收入（税前）为人民币{monthly_income|group}元（大写：{monthly_income_words}），年收入为人民币{yearly_income|group}元（大写：{yearly_income_words}）。
我单位对上述证明内容的真实性负责，本证明仅用于办理住房公积金业务。
特此证明。";

/// A letter with underlined values, seal over the signature.
pub fn income_letter(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, A4);
    pen.centre("收入证明", look(Role::Bold, 24.0).wide(0.5), (105.0, 45.0));
    let style = Flow {
        body: look(Role::Song, 14.0),
        fill: look(Role::Song, 14.0),
        underline: true,
        left: 28.0,
        width: 154.0,
        leading: 11.5,
        indent: 2.0,
    };
    let y = pen.flow(INCOME, style, 70.0);
    let label = look(Role::Song, 14.0);
    let right = 182.0;
    pen.put("单位名称（盖章）：", label, (95.0, y + 16.0), Align::Right);
    pen.field_within("employer", "", label, (96.0, y + 16.0), 90.0);
    pen.put("统一社会信用代码：", label, (95.0, y + 27.0), Align::Right);
    pen.field("employer_code", "", label, (96.0, y + 27.0), Align::Left);
    pen.put("联系电话：", label, (95.0, y + 38.0), Align::Right);
    pen.field("phone", "", label, (96.0, y + 38.0), Align::Left);
    pen.field("issued_on", "cnp", label, (right, y + 51.0), Align::Right);
    pen.seal(&mut kit.random, (150.0, y + 30.0), 20.5, false);
    vec![pen.sheet]
}

/// A form of a fund centre: cells, amounts in figures and words.
pub fn income_form(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, A4);
    pen.centre("职工工资收入证明", look(Role::Bold, 18.0), (105.0, 28.0));
    let rows: [&Cells; 7] = [
        &[("姓名", "name", ""), ("性别", "sex", "")],
        &[("身份证号", "id_number", "")],
        &[("工作单位", "employer", "")],
        &[("单位信用代码", "employer_code", "")],
        &[("职务", "position", ""), ("入职时间", "since", "dash")],
        &[("月均收入（元）", "monthly_income", "whole"), ("年收入（元）", "yearly_income", "whole")],
        &[("月收入大写", "monthly_income_words", "")],
    ];
    let y = form(&mut pen, (18.0, 40.0), 174.0, &rows, 13.0, look(Role::Song, 11.0), look(Role::Kai, 12.0));
    let body = look(Role::Song, 11.0);
    let style =
        Flow { body, fill: body, underline: false, left: 20.0, width: 170.0, leading: 8.0, indent: 2.0 };
    let y = pen.flow("以上情况属实，如有不实，我单位愿承担相应法律责任。", style, y + 10.0);
    pen.left("经办人电话", body, (22.0, y + 8.0));
    pen.field("phone", "", body, (46.0, y + 8.0), Align::Left);
    pen.left("单位公章", body, (130.0, y + 8.0));
    pen.left("出具日期", body, (130.0, y + 20.0));
    pen.field("issued_on", "dash", body, (150.0, y + 20.0), Align::Left);
    pen.seal(&mut kit.random, (150.0, y + 14.0), 20.0, false);
    vec![pen.sheet]
}

const LEAVING: &str = "兹证明{name}（身份证号：{id_number}）自{from|cn}至{left_on|cn}在我公司担任{position}一职，因{reason}，经双方协商，现已办理完毕全部离职手续，双方劳动关系自{left_on|cn}起解除。
在职期间无不良表现，未签订竞业限制协议，离职后可自由择业。
特此证明！";

/// A letter under the firm's head.
pub fn leaving_letter(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, A4);
    pen.field("employer", "", look(Role::Bold, 15.0).ink([40, 70, 130]), (105.0, 20.0), Align::Centre);
    pen.level(25.0, 185.0, 28.0, 0.6, [40, 70, 130]);
    pen.centre("离职证明", look(Role::Hei, 22.0).wide(0.4), (105.0, 52.0));
    let body = look(Role::Hei, 13.0);
    let style =
        Flow { body, fill: body, underline: false, left: 28.0, width: 154.0, leading: 11.0, indent: 2.0 };
    let y = pen.flow(LEAVING, style, 74.0);
    pen.put("公司（盖章）", body, (182.0, y + 16.0), Align::Right);
    pen.field("issued_on", "cn", body, (182.0, y + 28.0), Align::Right);
    pen.level(25.0, 185.0, 278.0, 0.2, BLACK);
    pen.pair("统一社会信用代码：", "employer_code", "", look(Role::Hei, 9.0), (28.0, 283.0));
    pen.pair("电话：", "phone", "", look(Role::Hei, 9.0), (130.0, 283.0));
    pen.seal(&mut kit.random, (155.0, y + 20.0), 20.0, false);
    vec![pen.sheet]
}

const STUB: &str = "{name}同志（公民身份号码{id_number}），于{from|cnp}入职我单位，岗位为{position}，于{left_on|cnp}正式离职，离职原因：{reason}。
我单位已与其解除（终止）劳动合同，社会保险及住房公积金缴至离职当月。";

/// A proof with its stub above the tear line.
pub fn leaving_form(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, A4);
    pen.centre("解除（终止）劳动合同证明书（存根）", look(Role::Bold, 15.0), (105.0, 24.0));
    let rows: [&Cells; 3] = [
        &[("姓名", "name", ""), ("岗位", "position", "")],
        &[("身份证号", "id_number", "")],
        &[("离职日期", "left_on", "slash"), ("离职原因", "reason", "")],
    ];
    form(&mut pen, (20.0, 34.0), 170.0, &rows, 11.0, look(Role::Song, 10.5), look(Role::Song, 10.5));
    pen.centre("…………………………………… 裁 切 线 ……………………………………", look(Role::Song, 9.0), (105.0, 82.0));
    pen.centre("解除（终止）劳动合同证明书", look(Role::Bold, 19.0), (105.0, 104.0));
    let body = look(Role::Song, 13.0);
    let style = Flow {
        body,
        fill: look(Role::Kai, 13.5),
        underline: true,
        left: 25.0,
        width: 160.0,
        leading: 11.0,
        indent: 2.0,
    };
    let y = pen.flow(STUB, style, 122.0);
    pen.left("用人单位（公章）：", body, (60.0, y + 16.0));
    pen.field_within("employer", "", body, (102.0, y + 16.0), 85.0);
    pen.left("信用代码：", body, (60.0, y + 28.0));
    pen.field("employer_code", "", body, (102.0, y + 28.0), Align::Left);
    pen.field("issued_on", "cnp", body, (102.0, y + 40.0), Align::Left);
    pen.seal(&mut kit.random, (140.0, y + 28.0), 20.5, false);
    vec![pen.sheet]
}
