//! Proof of income on a lender's printed form: blanks with lines, filled in by hand.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{Kit, Pen, look};
use super::super::sheet::{Align, Sheet};

const A4: (f32, f32) = (210.0, 297.0);
const RED: [u8; 3] = [170, 30, 40];
const PEN: [u8; 3] = [28, 40, 120];

const PRINTED: &str = "因我单位员工{name}拟向贵行申请个人住房贷款，现就该员工的职业及收入状况证明如下：
一、该员工性别{sex}，身份证件号码{id_number}，文化程度{schooling}，自{since|month}起受聘于我单位，至今已连续工作{years}年，现于我单位担任{position}职务。
二、该员工目前的税后月收入（含工资、奖金、各类补贴）为人民币（大写）{monthly_income_words}，￥{monthly_income|group}元；折合年收入人民币（大写）{yearly_income_words}，￥{yearly_income|group}元。
三、该员工收入的发放方式为（以√选择）：　□现金　　√银行代发　　□其他。";

const PROMISE: &str = "我单位保证以上内容属实，同意贵行以电话或上门方式核实。本证明仅供贵行审查贷款使用，我单位不因此对该员工的债务承担担保责任。";

/// The lender's name in its colour, the addressee, three numbered blanks, a box for the employer, one for the bank.
pub fn income_lender(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, A4);
    let body = look(Role::Song, 12.0);
    let hand = look(Role::Kai, 13.5).ink(PEN);
    let small = look(Role::Song, 9.0);
    pen.ground((22.0, 14.0), (8.0, 8.0), RED);
    pen.left("个人贷款业务　格式文本", look(Role::Hei, 10.0).ink(RED), (33.0, 18.0));
    pen.put("GD-05（2020版）", small, (188.0, 18.0), Align::Right);
    pen.level(22.0, 188.0, 24.5, 0.4, RED);
    pen.centre("个人职业及收入证明", look(Role::Bold, 20.0).wide(0.2), (105.0, 38.0));
    pen.left("致：", body, (24.0, 53.0));
    pen.field_within("lender", "", hand, (33.0, 53.0), 100.0);
    pen.level(32.0, 136.0, 56.2, 0.2, [40, 40, 44]);
    let flow =
        Flow { body, fill: hand, underline: true, left: 24.0, width: 162.0, leading: 10.6, indent: 2.0 };
    let y = pen.flow(PRINTED, flow, 66.0);
    let y = pen.flow(PROMISE, Flow { leading: 8.6, ..flow }, y - 0.6);
    let (top, tall) = (y + 1.0, 68.0);
    pen.frame((22.0, top), (166.0, tall), 0.3, [40, 40, 44]);
    pen.upright(34.0, top, top + tall, 0.3, [40, 40, 44]);
    for (index, part) in (0_u8..).zip(["单", "位", "填", "写"]) {
        pen.centre(part, body, (28.0, top + 19.0 + f32::from(index) * 10.0));
    }
    for (index, (name, key)) in (0_u8..).zip([
        ("单位全称（公章）：", "employer"),
        ("统一社会信用代码：", "employer_code"),
        ("人事部门联系人：", "contact"),
        ("单位固定电话：", "phone"),
    ]) {
        let at = top + 9.5 + f32::from(index) * 12.5;
        pen.left(name, body, (38.0, at));
        let from = 38.0 + pen.width(name, body) + 1.0;
        pen.level(from, 182.0, at + 3.4, 0.2, [40, 40, 44]);
        pen.field_within(key, "", hand, (from + 2.0, at), 180.0 - from);
    }
    pen.put("出具日期：", body, (140.0, top + 60.0), Align::Right);
    pen.field("issued_on", "cnp", hand, (182.0, top + 60.0), Align::Right);
    let low = top + tall;
    pen.frame((22.0, low), (166.0, 20.0), 0.3, [40, 40, 44]);
    pen.left("银行核实意见：", small, (25.0, low + 5.0));
    pen.left("核实人签名：", small, (110.0, low + 15.0));
    pen.left(
        "填写须知：应由单位人事或财务部门如实填写，涂改处须加盖公章，复印无效。",
        small,
        (22.0, low + 25.0),
    );
    pen.seal(&mut kit.random, (146.0, top + 24.0), 20.0, false);
    vec![pen.sheet]
}
