//! Several papers in one file, and pages that are none of the kinds.

use super::super::{Kind, recognise, weigh};
use super::contracts::in_running_text;
use super::invoices::{digital, on_paper};
use super::setting::{id, page};
use super::statements::{debit_and_credit, signed_amounts};

#[test]
fn several_kinds_in_one_file_are_several_papers() {
    let [first, second] = in_running_text(&id("11010519900307123"));
    let plan = page("房屋平面图\n\n\n主卧    次卧    客厅");
    let papers = recognise(&[
        first.clone(),
        plan,
        second,
        on_paper(),
        digital(),
        debit_and_credit(),
        signed_amounts(),
    ]);
    let found: Vec<(Kind, &[u32])> =
        papers.iter().map(|paper| (paper.kind, paper.pages.as_slice())).collect();
    let wanted: [(Kind, &[u32]); 5] = [
        (Kind::PurchaseContract, &[0, 1, 2]),
        (Kind::VatInvoice, &[3]),
        (Kind::VatInvoice, &[4]),
        (Kind::BankStatement, &[5]),
        (Kind::BankStatement, &[6]),
    ];
    assert_eq!(found, wanted);
}

#[test]
fn a_list_of_papers_to_bring_is_none_of_them() {
    let notice = page(
        "
^          住房公积金提取办理指南
一、需要的材料
1、商品房买卖合同原件及复印件；
2、居民身份证、结婚证、户口簿；
3、增值税发票、不动产权证书；
4、离职证明或收入证明，近六个月银行流水。
二、办理时间：工作日上午九点至下午五点。
",
    );
    let papers = recognise(std::slice::from_ref(&notice));
    assert_eq!(papers[0].kind, Kind::Other, "{}", papers[0].confidence);
    let guess = &weigh(&[notice])[0];
    assert!(!guess.reasons.is_empty());
    assert!(guess.reasons.iter().all(|reason| reason.place.is_some() && !reason.words.is_empty()));
}

#[test]
fn other_papers_are_none_of_the_kinds() {
    for text in [
        "
^          某某超市购物小票
单号 20240301001
牛奶        2      15.00     30.00
面包        1       8.50      8.50
合计               38.50
现金支付 谢谢惠顾
",
        "
^          体检报告单
姓名：林晓岚    性别：女    年龄：34
身高 165  体重 54  血型 O
结论：未见异常。
",
    ] {
        assert_eq!(recognise(&[page(text)])[0].kind, Kind::Other, "{text}");
    }
}
