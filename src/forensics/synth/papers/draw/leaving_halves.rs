//! A labour office's form of a leaving proof across the page: the stub on the left, the proof on the right, the cut
//! between them with the number over it.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{BLACK, Kit, Pen, look};
use super::super::sheet::{Align, Sheet};

const CUT: f32 = 112.0;

const KEPT: &str = "{name}，性别{sex}，在我单位工作年限为{served}，岗位为{position}。现因{reason}，已与其解除（终止）劳动合同，证明书正本已送达本人。";

const GIVEN: &str = "{name}（居民身份证号码：{id_number}）：
你与我单位于{from|cnp}建立劳动关系，工作岗位为{position}。现因下列第（{clause}）项原因，双方劳动合同自{left_on|cnp}起解除（终止）。
（1）劳动合同期满；（2）双方协商一致；（3）劳动者本人提出；（4）用人单位依法提出。
你在本单位的工作年限为{served}，解除（终止）劳动合同前的各项社会保险费、住房公积金已足额缴纳。
你可自收到本证明书之日起六十日内，持本证明书到户籍地或常住地公共就业服务机构办理失业登记。";

/// Both halves speak of one person; the proof is sealed, and the seal over the cut holds them together.
pub fn leaving_halves(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, (297.0, 210.0));
    let body = look(Role::Song, 11.5);
    let hand = look(Role::Kai, 12.0);
    let small = look(Role::Song, 9.0);
    let title = look(Role::Bold, 15.0);
    pen.centre("解除、终止劳动合同", title, (58.0, 25.0));
    pen.centre("证 明 书（存 根）", title, (58.0, 33.0));
    pen.field("proof_number", "", small, (98.0, 44.0), Align::Right);
    let kept =
        Flow { body, fill: hand, underline: true, left: 18.0, width: 80.0, leading: 10.0, indent: 2.0 };
    let y = pen.flow(KEPT, kept, 56.0);
    for (name, down) in [("签收人：", 14.0), ("经办人：", 26.0), ("送达日期：", 38.0)] {
        pen.left(name, body, (20.0, y + down));
        let from = 20.0 + pen.width(name, body) + 1.0;
        pen.level(from, 88.0, y + down + 3.2, 0.2, BLACK);
    }
    pen.left("（存根由用人单位留存，保存期不少于二年）", small, (18.0, 196.0));
    let mut at = 10.0;
    while at < 200.0 {
        pen.upright(CUT, at, at + 3.0, 0.25, [120, 120, 122]);
        at += 5.0;
    }
    pen.centre("解除、终止劳动合同证明书", look(Role::Bold, 20.0), (200.0, 29.0));
    pen.field("proof_number", "", small, (278.0, 44.0), Align::Right);
    let given = Flow { left: 124.0, width: 154.0, indent: 0.0, ..kept };
    let (first, rest) = GIVEN.split_once('\n').unwrap_or((GIVEN, ""));
    let y = pen.flow(first, given, 56.0);
    let y = pen.flow(rest, Flow { indent: 2.0, ..given }, y);
    pen.left("用人单位（盖章）：", body, (150.0, y + 8.0));
    pen.field_within("employer", "", body, (185.0, y + 8.0), 92.0);
    pen.left("统一社会信用代码：", body, (150.0, y + 17.0));
    pen.field("employer_code", "", body, (187.0, y + 17.0), Align::Left);
    pen.field("issued_on", "cnp", body, (278.0, y + 28.0), Align::Right);
    pen.left("本证明书一式两份，劳动者与用人单位各执一份。人力资源和社会保障部门监制", small, (124.0, 196.0));
    pen.seal(&mut kit.random, (225.0, y + 13.0), 20.0, false);
    pen.seal(&mut kit.random, (CUT, 150.0), 20.0, false);
    vec![pen.sheet]
}
