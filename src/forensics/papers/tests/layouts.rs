//! Layouts that papers were once missed on.

use super::super::{Kind, recognise_as};
use super::expect;
use super::setting::{id, page};

#[test]
fn a_gloss_behind_a_label_is_no_value() {
    let number = id("11010519900307123");
    let letter = page(&format!(
        "
^                       离职证明
姓名 Name                     性别 Gender
林晓岚                        女
身份证号 ID Card No.          职位 Job Title
{number}            会计
入职日期 Date of Joining      最后工作日 Last Working Day
2015-03-01                    2024-05-20
"
    ));
    let paper = recognise_as(&[letter], Kind::LeavingProof);
    let fields =
        [("name", "林晓岚"), ("sex", "女"), ("id_number", number.as_str()), ("left_on", "2024-05-20")];
    expect(&paper, "glosses", &fields);
}

#[test]
fn a_label_broken_over_two_lines_of_its_cell_is_one() {
    let number = id("11010519900307123");
    let form = page(&format!(
        "
^                 工资收入证明表
姓名            林晓岚            参加工作时间      2005年1月
身份证号码      {number}

调入本单位
½               2020年04月05日    经费来源        财政全额拨款
½   时间

统一社会
½               91350100M000100Y43
½信用代码

单 位
意 见          情况属实
部 门
"
    ));
    let paper = recognise_as(&[form], Kind::IncomeProof);
    let fields = [
        ("name", "林晓岚"),
        ("id_number", number.as_str()),
        ("since", "2020年04月05日"),
        ("employer_code", "91350100M000100Y43"),
    ];
    expect(&paper, "broken labels", &fields);
}

#[test]
fn one_foreign_word_behind_a_label_is_its_value() {
    let letter = page(
        "
^                       离职证明
姓名：Anna Li
离职日期：2024-05-20
",
    );
    expect(&recognise_as(&[letter], Kind::LeavingProof), "a name", &[("name", "Anna Li")]);
}

#[test]
fn a_wrong_number_under_two_labels_is_kept() {
    let (hers, wrong) = (id("11010519900307123"), "440305497503167454");
    let contract = page(&format!(
        "
^                    存量房屋买卖合同
甲方资料                          乙方资料
居民身份证号                      居民身份证号
{hers}                {wrong}
"
    ));
    let paper = recognise_as(&[contract], Kind::PurchaseContract);
    let kept = paper.fields.iter().any(|field| field.value == wrong);
    assert!(kept, "{:?}", paper.fields);
}

#[test]
fn the_number_of_a_row_is_no_part_of_its_day() {
    let statement = page(
        "
^                    临海商业银行
行    日期        摘要        支出(-)或存入(+)    结余
1                 承前                            3,651.48
2     20220412    工资        +18,041.74          21,693.22
3     20220412    扫码支付    -2.26               21,690.96
4     20220413    转入        +1,211.06           22,902.02
",
    );
    let paper = recognise_as(&[statement], Kind::BankStatement);
    let table = &paper.tables[0];
    let at = table.columns.iter().position(|column| column == "date").unwrap();
    let days: Vec<&str> =
        table.rows.iter().filter_map(|row| row[at].as_ref()).map(|cell| cell.text.as_str()).collect();
    assert_eq!(days, ["20220412", "20220412", "20220413"]);
}

#[test]
fn one_leaves_on_the_day_the_contract_ends_not_on_the_day_one_came() {
    let letter = page(
        "
^                    解除（终止）劳动合同证明书
    郝杰同志，2016.12.03 到我单位参加工作，离职前所在岗位为行政专员。依照有关规定，
自 2024.04.30 起与我单位解除（终止）劳动合同，双方劳动关系同时终结。
                                        2024年5月3日
",
    );
    let paper = recognise_as(&[letter], Kind::LeavingProof);
    expect(&paper, "slip", &[("left_on", "2024.04.30"), ("issued_on", "2024年5月3日")]);
}

#[test]
fn the_title_of_a_certificate_is_not_its_number() {
    let certificate = page(
        "
^                不动产权证书（电子证照）
不动产权证号
辽（2020）某某市不动产权第4143170号
权利人
林晓岚
",
    );
    let paper = recognise_as(&[certificate], Kind::PropertyCertificate);
    expect(&paper, "electronic", &[("certificate_number", "辽（2020）某某市不动产权第4143170号")]);
}

#[test]
fn movements_in_blocks_are_rows() {
    let block = |what: &str, amount: &str, who: &str, day: &str, balance: &str| {
        format!("{what:<30}                {amount}\n{who}\n{day}    10:20:30                {balance}\n")
    };
    let page = page(&format!(
        "\n^          华禾银行\n储蓄卡  6224 7953 5649 2110 007\n业务摘要/交易对方/记账时间            收支金额/余额\n{}{}{}{}{}{}",
        block("快捷支付", "-117.14", "城市公共交通", "2022.05.29", "29,542.90"),
        block("转入", "+2,800.62", "侯雪颖", "2022.05.29", "29,660.04"),
        block("水费代扣", "-29.83", "自来水公司", "2022.05.28", "26,859.42"),
        block("快捷支付", "-5,885.66", "城市公共交通", "2022.05.28", "26,889.25"),
        block("消费", "-176.20", "惠邻生鲜超市", "2022.05.27", "32,774.91"),
        block("退款", "+10.00", "惠邻生鲜超市", "2022.05.26", "32,951.11"),
    ));
    let paper = recognise_as(&[page], Kind::BankStatement);
    let rows = super::rows(&paper);
    assert_eq!(rows.len(), 6, "{rows:?}");
    assert_eq!(paper.tables[0].columns[..4], ["date", "summary", "amount", "balance"]);
    assert_eq!(rows[1], "2022.05.29|转入|+2,800.62|29,660.04|侯雪颖");
}

#[test]
fn dense_text_says_when_it_was_signed_and_what_is_borrowed() {
    let contract = page(
        "
^                    房屋买卖合同书
    双方于2022年9月1日在房屋所在地签订本合同。房屋总价款为人民币2,933,608.44元。
    买方采取商业银行贷款与住房公积金贷款相结合的方式付款：首期房款人民币1,733,608.44元
应于2022年9月9日前存入；余款人民币1,200,000.00元由买方申请贷款支付。
    卖方应当在2023年11月26日前将房屋交付买方使用。
",
    );
    let fields = [
        ("signed_on", "2022年9月1日"),
        ("total", "2,933,608.44"),
        ("down_payment", "1,733,608.44"),
        ("loan", "1,200,000.00"),
        ("delivered_on", "2023年11月26日"),
    ];
    expect(&recognise_as(&[contract], Kind::PurchaseContract), "dense", &fields);
}
