//! Letters of employers: addressed to a fund centre with words before figures, and in two languages.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{Kit, Pen, look};
use super::super::sheet::{Align, Sheet};

const A4: (f32, f32) = (210.0, 297.0);

const ADDRESSED: &str = "兹有我单位职工{name}，{sex}，公民身份号码{id_number}，于{since|cnp}入职，现任我单位{position}，劳动合同类型为：（√）固定期限　（　）无固定期限。
经核实，该职工近十二个月税前收入合计人民币（大写）{yearly_income_words}（小写：{yearly_income|yuan}），平均每月税前收入人民币（大写）{monthly_income_words}（小写：{monthly_income|yuan}），包括基本工资、奖金、津贴和补贴。
本单位承诺所出具的收入情况真实有效，并愿意配合贵中心核查。如因证明不实造成损失，由本单位承担责任。";

/// Addressed to the centre, the year before the month, words before figures, the date in Han digits.
pub fn income_addressed(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, A4);
    let body = look(Role::Kai, 14.0);
    pen.centre("职工收入情况证明", look(Role::Bold, 22.0).wide(0.15), (105.0, 40.0));
    pen.field("centre", "", body, (28.0, 60.0), Align::Left);
    pen.left("：", body, (28.0 + pen.width(content.get("centre"), body), 60.0));
    let style =
        Flow { body, fill: body, underline: false, left: 28.0, width: 154.0, leading: 11.0, indent: 2.0 };
    let y = pen.flow(ADDRESSED, style, 73.0);
    let small = look(Role::Kai, 12.0);
    for (name, key, down) in
        [("单位名称", "employer", 12.0), ("信用代码", "employer_code", 21.0), ("联系电话", "phone", 30.0)]
    {
        pen.left(name, small, (28.0, y + down));
        pen.field_within(key, "", small, (50.0, y + down), 66.0);
    }
    pen.left("（单位公章）", small, (140.0, y + 26.0));
    pen.field("issued_on", "han", body, (182.0, y + 53.0), Align::Right);
    pen.left("注：本证明涂改无效，自出具之日起三十日内有效。", look(Role::Kai, 10.5), (28.0, 275.0));
    pen.seal(&mut kit.random, (152.0, y + 24.0), 20.5, false);
    vec![pen.sheet]
}

const LEFT: &str = "　　兹证明上述人员曾为我公司全职员工，双方已依法解除劳动关系并办结工作交接及薪资结算手续，其住房公积金账户已按规定办理封存。";
const GONE: &str =
    "We hereby certify that the person named above was employed by this company during the period stated,";
const GONE_TOO: &str = "and that all separation formalities have been completed.";

/// Two languages, labels above values in two columns.
pub fn leaving_bilingual(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, A4);
    let blue = [30, 60, 104];
    let grey = [112, 116, 122];
    pen.ground((0.0, 0.0), (210.0, 4.0), blue);
    pen.field("employer", "", look(Role::Hei, 13.0).ink(blue), (24.0, 18.0), Align::Left);
    let small = look(Role::Hei, 9.0).ink(grey);
    pen.field("phone", "", small, (186.0, 18.0), Align::Right);
    let from = 184.0 - pen.width(content.get("phone"), small);
    pen.put("Tel", small, (from, 18.0), Align::Right);
    pen.level(24.0, 186.0, 25.0, 0.2, grey);
    pen.left("离职证明", look(Role::Hei, 22.0), (24.0, 44.0));
    pen.left("CERTIFICATE OF SEPARATION", look(Role::Hei, 10.0).ink(grey), (24.0, 54.0));
    let cells: [[(&str, &str, &'static str); 2]; 4] = [
        [("姓名", "Name", "name"), ("性别", "Gender", "sex")],
        [("身份证号", "ID Card No.", "id_number"), ("职位", "Job Title", "position")],
        [("入职日期", "Date of Joining", "from"), ("最后工作日", "Last Working Day", "left_on")],
        [("离职原因", "Reason for Leaving", "reason"), ("出具日期", "Date of Issue", "issued_on")],
    ];
    let label = look(Role::Hei, 9.0).ink(grey);
    let mut y = 72.0;
    for pair in cells {
        for ((name, english, key), x) in pair.into_iter().zip([24.0, 108.0]) {
            pen.left(name, label, (x, y));
            let from = x + pen.width(name, label) + 1.8;
            pen.left(english, label, (from, y));
            pen.field(key, "", look(Role::Hei, 12.5), (x, y + 7.5), Align::Left);
            pen.level(x, x + 78.0, y + 12.0, 0.15, grey);
        }
        y += 20.0;
    }
    let body = look(Role::Hei, 11.5);
    let style =
        Flow { body, fill: body, underline: false, left: 24.0, width: 162.0, leading: 8.5, indent: 0.0 };
    let y = pen.flow(LEFT, style, y + 6.0);
    pen.left(GONE, label, (24.0, y + 2.0));
    pen.left(GONE_TOO, label, (24.0, y + 7.5));
    pen.left("公司盖章 Company Seal", label, (24.0, y + 30.0));
    pen.level(24.0, 102.0, y + 60.0, 0.15, grey);
    pen.left("人力资源负责人签字 HR Signature", label, (108.0, y + 30.0));
    pen.level(108.0, 186.0, y + 60.0, 0.15, grey);
    pen.left("统一社会信用代码", label, (24.0, 282.0));
    pen.field("employer_code", "", label, (52.0, 282.0), Align::Left);
    pen.seal(&mut kit.random, (72.0, y + 46.0), 20.0, false);
    vec![pen.sheet]
}
