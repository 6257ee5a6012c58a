//! Proof that a contract of labour ended, on the form labour offices hand out.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{Kit, Pen, look};
use super::super::sheet::{Align, Sheet};

const BODY: &str = "{name}（身份证号码：{id_number}），性别{sex}，于{from|cnp}进入我单位工作，离职前在{department}从事{position}岗位。
因{reason}，根据《中华人民共和国劳动合同法》{clause}之规定，自{left_on|cnp}起与我单位解除（终止）劳动合同，双方劳动关系同时终止。
该职工工资已结算完毕，社会保险和住房公积金缴至{paid_until|month}，工作交接手续已办结，我单位与其未约定竞业限制。
特此证明。";

/// Number, running text with underlined blanks, seal and day, what the one who leaves has to do.
pub fn ended(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, (210.0, 297.0));
    let body = look(Role::Song, 14.0);
    pen.centre("解除（终止）劳动合同证明书", look(Role::Bold, 21.0), (105.0, 42.0));
    pen.put("编号：", look(Role::Song, 12.0), (158.0, 56.0), Align::Right);
    pen.field("proof_number", "", look(Role::Song, 12.0), (159.0, 56.0), Align::Left);
    let flow = Flow {
        body,
        fill: look(Role::Kai, 14.0),
        underline: true,
        left: 28.0,
        width: 154.0,
        leading: 12.0,
        indent: 2.0,
    };
    let y = pen.flow(BODY, flow, 73.0);
    pen.field("employer", "", body, (182.0, y + 14.0), Align::Right);
    pen.field("issued_on", "cnp", body, (182.0, y + 25.0), Align::Right);
    pen.seal(&mut kit.random, (152.0, y + 17.0), 20.5, false);
    let small = look(Role::Song, 10.5);
    pen.pair("经办人：", "contact", "", small, (28.0, y + 44.0));
    pen.pair("联系电话：", "phone", "", small, (28.0, y + 52.0));
    pen.level(28.0, 182.0, 250.0, 0.2, [90, 90, 94]);
    for (index, line) in (0_u8..).zip([
        "说明：1．本证明书一式三份，单位、职工本人、失业保险经办机构各一份。",
        "　　　2．职工应自劳动合同解除（终止）之日起60日内，持本证明书到失业保险经办机构办理登记。",
        "　　　3．本证明书经单位盖章后生效，涂改无效。",
    ]) {
        pen.left(line, look(Role::Song, 9.5), (28.0, 257.0 + f32::from(index) * 6.2));
    }
    vec![pen.sheet]
}
