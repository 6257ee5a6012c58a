//! Papers whose labels nobody knows: values told by what stands around them.

use super::super::{Kind, recognise_as};
use super::setting::{id, page};
use super::{expect, rows};

/// Seven movements under any line of headings, or none.
fn statement(head: &str) -> String {
    format!(
        "
^          某某银行个人账户交易明细
客户姓名：林晓岚    卡号：6222020200012345678
{head}
2024-01-02  09:31:02   工资            8,000.00                 18,000.00
2024-01-03  10:02:11   消费                          120.50     17,879.50
2024-01-05  11:15:40   转出                        2,000.00     15,879.50
2024-01-09  16:40:22   退款               20.50                 15,900.00
2024-01-12  08:12:05   水费                          100.00     15,800.00
2024-01-20  09:00:00   利息                3.21                 15,803.21
2024-02-02  09:31:02   工资            8,000.00                 23,803.21
"
    )
}

#[test]
fn a_table_without_headings_is_told_by_its_sums() {
    for head in ["", "某某栏    某某      某某栏       某某栏        某某栏         某某栏"]
    {
        let paper = recognise_as(&[page(&statement(head))], Kind::BankStatement);
        let columns = &paper.tables.first().expect("a table").columns;
        for wanted in ["date", "income", "expense", "balance"] {
            assert!(columns.iter().any(|column| column == wanted), "{wanted} of {columns:?} under {head:?}");
        }
        assert_eq!(rows(&paper).len(), 7, "{head:?}");
    }
    // What does not add up is no account.
    let other =
        statement("").replace("18,000.00", "1.00").replace("15,900.00", "2.00").replace("15,800.00", "3.00");
    assert!(recognise_as(&[page(&other)], Kind::BankStatement).tables.is_empty());
}

#[test]
fn two_headings_with_a_stroke_between_them_are_one_column() {
    for head in [
        "入账日/时刻            业务/对方信息   进账额       出账额        卡内结余",
        "入账日 / 时刻          业务 / 对方信息 进账额       出账额        卡内结余",
    ] {
        let text = statement(head).replace("  09:31:02   ", "            ");
        let paper = recognise_as(&[page(&text)], Kind::BankStatement);
        let columns = &paper.tables.first().expect("a table").columns;
        assert_eq!(columns.first().map(String::as_str), Some("date"), "{columns:?} under {head:?}");
        for wanted in ["income", "expense", "balance"] {
            assert!(columns.iter().any(|column| column == wanted), "{wanted} of {columns:?} under {head:?}");
        }
    }
}

#[test]
fn amounts_under_a_row_of_headings_go_with_their_columns() {
    let paper = recognise_as(
        &[page(
            "
^            商品房买卖合同
出卖人：海棠房地产开发有限公司
买受人：林晓岚
房号          建筑面积(㎡)    单价(元/㎡)     总价(元)
3栋502        89.35           13,766.00       1,229,992.10
签订日期：2024年3月15日
",
        )],
        Kind::PurchaseContract,
    );
    expect(
        &paper,
        "a table of the price",
        &[("building_area", "89.35"), ("unit_price", "13,766.00"), ("total", "1,229,992.10")],
    );
}

#[test]
fn prices_are_told_by_what_stands_around_them() {
    let paper = recognise_as(
        &[page(
            "
^            商品房买卖合同
出卖人：海棠房地产开发有限公司
买受人：林晓岚
一、房屋的建筑总面积是89.35平方米，其中套内使用的面积70.12平方米。
二、按13,766.00元/㎡计，本房屋的全部价格为1,229,992.10元。
三、购房人先行以自有资金付清369,992.10元，其余860,000.00元由按揭银行发放。
签订日期：2024年3月15日
",
        )],
        Kind::PurchaseContract,
    );
    expect(
        &paper,
        "prices",
        &[
            ("building_area", "89.35"),
            ("inner_area", "70.12"),
            ("unit_price", "13,766.00"),
            ("total", "1,229,992.10"),
            ("down_payment", "369,992.10"),
        ],
    );
}

#[test]
fn terms_and_incomes_are_told_by_what_stands_around_them() {
    let number = id("11010519900307123");
    let lease = recognise_as(
        &[page(
            "
^            房屋租赁合同
甲方：陈一鸣
乙方：林晓岚
该房屋自2024年3月1日起至2025年2月28日止交乙方使用，乙方按3,200.00元/月交付甲方，
另付押金3,200.00元。
",
        )],
        Kind::LeaseContract,
    );
    let terms =
        [("from", "2024年3月1日"), ("to", "2025年2月28日"), ("rent", "3,200.00"), ("deposit", "3,200.00")];
    expect(&lease, "a lease", &terms);
    let left = recognise_as(
        &[page(&format!(
            "
^            离职证明
林晓岚（{number}）于2019年3月1日至2024年2月28日在我处做会计，现已不在岗。
"
        ))],
        Kind::LeavingProof,
    );
    let days = [("from", "2019年3月1日"), ("left_on", "2024年2月28日"), ("id_number", &number)];
    expect(&left, "a proof of leaving", &days);
    let income = recognise_as(
        &[page(
            "
^            收入情况证明
林晓岚是本单位职工，现每个月的全部所得9,500.00元（大写玖仟伍佰元整），全年合计的所得114,000.00元。
",
        )],
        Kind::IncomeProof,
    );
    let sums = [
        ("monthly_income", "9,500.00"),
        ("monthly_income_words", "玖仟伍佰元整"),
        ("yearly_income", "114,000.00"),
    ];
    expect(&income, "a proof of income", &sums);
}

#[test]
fn what_is_called_otherwise_is_left_alone() {
    let paper = recognise_as(
        &[page(
            "
^            商品房买卖合同
出卖人：海棠房地产开发有限公司
买受人：林晓岚
定金50,000.00元。违约金按总价的百分之一，最多12,000.00元。物业费每月每平方米2.50元。
装修及家电另计80,000.00元，佣金由买方支付10,000.00元。
",
        )],
        Kind::PurchaseContract,
    );
    for key in ["total", "down_payment", "loan"] {
        assert!(!paper.fields.iter().any(|field| field.key == key), "{key}: {:?}", paper.fields);
    }
}
