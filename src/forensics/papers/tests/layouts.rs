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

#[test]
fn what_stands_below_the_head_and_at_the_foot_is_no_part_of_a_row() {
    let statement = page(
        "
^            华禾银行账户明细
日期          摘要          发生额          发生额          余额          对方
½                           （支出）        （收入）
2024-01-01    电费          88.00                           912.00        供电服务中心
2024-01-08    工资                          5,000.00        5,912.00      华禾科技
2024-01-09    水费          12.00                           5,900.00      自来水公司
会计主管：        复核：    （以下空白）    打印：
",
    );
    let paper = recognise_as(&[statement], Kind::BankStatement);
    assert_eq!(
        super::rows(&paper),
        [
            "2024-01-01|电费|88.00||912.00|供电服务中心",
            "2024-01-08|工资||5,000.00|5,912.00|华禾科技",
            "2024-01-09|水费|12.00||5,900.00|自来水公司"
        ]
    );
}

#[test]
fn numbers_printed_on_the_paper_are_no_part_of_a_row() {
    let book = page(
        "
行  日期          摘要            支出(-)或存入(+)    结余          备注
1                 承前                                76,414.68
2   20220718      工资            +9,321.06           85,735.74     网上银行
3   20220721      医疗支出        -407.59             85,328.15     自助设备
4   20221305      消费            -20.00              85,308.15     柜面
5   20220723      话费充值        -3,745.92           81,562.23     网上银行
6
7
                              — 1 —
",
    );
    let paper = recognise_as(&[book], Kind::BankStatement);
    assert_eq!(
        super::rows(&paper),
        [
            "20220718|工资|+9,321.06||85,735.74|网上银行",
            "20220721|医疗支出|-407.59||85,328.15|自助设备",
            "20221305|消费|-20.00||85,308.15|柜面",
            "20220723|话费充值|-3,745.92||81,562.23|网上银行"
        ]
    );
}

#[test]
fn a_cell_of_two_lines_beside_cells_of_one_is_one_row() {
    let row = |number: &str, day: &str, time: &str, way: &str, amount: &str, balance: &str| {
        // What stands between the two lines was taken for a part of the lower one.
        format!(
            "    {day}    10002023\n½{number}   {time}      48384011      转账      {way}      {amount}      {balance}\n"
        )
    };
    let wallet = page(&format!(
        "\n编号  发生时间      交易单号      类型      收支      金额(元)      余额(元)\n{}{}{}{}",
        row("1", "2023-04-19", "12:09:00", "收入", "126.50", "1000.00"),
        row("2", "2023-04-20", "07:46:35", "支出", "108.72", " 891.28"),
        row("3", "2023-04-22", "11:22:17", "收入", "120.17", "1011.45"),
        row("4", "2023-04-23", "12:00:33", "收入", "562.84", "1574.29"),
    ));
    let paper = recognise_as(&[wallet], Kind::BankStatement);
    let rows = super::rows(&paper);
    assert_eq!(rows.len(), 4, "{rows:?}");
    assert!(rows[1].starts_with("2|2023-04-2007:46:35|1000202348384011|转账|支出|108.72|891.28"), "{rows:?}");
}

#[test]
fn words_have_a_cell_of_their_own() {
    let lease = page(
        "
^                     房屋租赁备案表
起租日期        2024年05月24日        到期日期      2025年05月23日
月租金（元）    4,700.00              押金（元）    9,440.00
月租金大写      肆仟柒佰元整
押金大写        玖仟肆佰元整
租金总额（元）  56,400.00             签约日期      2024年05月19日
租金总额大写    伍万陆仟肆佰元整
",
    );
    let fields = [
        ("rent", "4,700.00"),
        ("rent_words", "肆仟柒佰元整"),
        ("deposit", "9,440.00"),
        ("deposit_words", "玖仟肆佰元整"),
        ("total", "56,400.00"),
        ("total_words", "伍万陆仟肆佰元整"),
    ];
    expect(&recognise_as(&[lease], Kind::LeaseContract), "cells of words", &fields);
}
