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
    for key in ["total", "down_payment", "loan", "unit_price"] {
        assert!(!paper.fields.iter().any(|field| field.key == key), "{key}: {:?}", paper.fields);
    }
}

#[test]
fn an_amount_right_behind_its_label_goes_before_one_in_a_later_clause() {
    let paper = recognise_as(
        &[page(
            "
^            商品房出售合同
卖方：海棠房地产开发有限公司
买方：林晓岚
1．每平方米房价为  7106.00  元，大写：柒仟壹佰零陆元整。
2．该房屋房价款共计  751743.74  元，大写：柒拾伍万壹仟柒佰肆拾叁元柒角肆分。
四、乙方按以下方式付清房价款：
1．于  2024年6月3日  前自付  331743.74  元，大写：叁拾叁万壹仟柒佰肆拾叁元柒角肆分。
2．余额  420000.00  元申请个人住房贷款支付，大写：肆拾贰万元整。
1/2
",
        )],
        Kind::PurchaseContract,
    );
    let prices = [
        ("unit_price", "7106.00"),
        ("total", "751743.74"),
        ("total_words", "柒拾伍万壹仟柒佰肆拾叁元柒角肆分"),
        ("down_payment", "331743.74"),
        ("loan", "420000.00"),
        ("loan_words", "肆拾贰万元整"),
    ];
    expect(&paper, "prices and their words", &prices);
}

#[test]
fn what_stands_below_a_whole_amount_is_no_part_of_it() {
    let paper = recognise_as(
        &[page(
            "
^          某某银行个人账户交易明细
日期          摘要          存入               支出          结余
2024-01-02    转入          2,180.29                         28,778.52
09:26:32      钱某          6242957970645996926              POS
2024-01-03    消费                             202.47        28,576.05
09:27:32      某超市        6562303794430912                 POS
",
        )],
        Kind::BankStatement,
    );
    let lines = rows(&paper);
    assert!(lines.iter().any(|line| line.ends_with("|2,180.29||28,778.52")), "{lines:?}");
}

#[test]
fn sums_of_a_statement_in_a_sentence() {
    let text = statement("交易日期  交易时间  摘要  支出  收入  余额").replace(
        "23,803.21\n",
        "23,803.21\n上列明细共计7笔，其中借方3笔、发生额2,220.50元，贷方4笔、发生额16,023.71元。\n",
    );
    let paper = recognise_as(&[page(&text)], Kind::BankStatement);
    let sums = [
        ("count", "7"),
        ("count_out", "3"),
        ("total_out", "2,220.50"),
        ("count_in", "4"),
        ("total_in", "16,023.71"),
    ];
    expect(&paper, "sums", &sums);
}

#[test]
fn a_deed_in_everyday_words() {
    let paper = super::super::recognise(&[page(
        "
^              租房字据
房东陈一鸣，有住房一套，今租给林晓岚一家居住。两方当面讲定：
一，由二〇二二年九月三日到二〇二五年九月二日止，共租36个月。
二，每月房租人民币壹仟玖佰元整，即1900元，按月先交后住。全
期房租一共陆万捌仟肆佰元整，即69400元。
三，今日收下押金壹仟玖佰元整，即1900元，搬走时原数退回。
房东：陈一鸣      租客：林晓岚      二〇二二年八月二十八日
",
    )])
    .remove(0);
    assert_eq!(paper.kind, Kind::LeaseContract);
    let terms = [
        ("from", "二〇二二年九月三日"),
        ("to", "二〇二五年九月二日"),
        ("rent", "1900"),
        ("total_words", "陆万捌仟肆佰元整"),
        ("total", "69400"),
        ("deposit", "1900"),
    ];
    expect(&paper, "a deed", &terms);
}

#[test]
fn days_are_told_by_the_words_beside_them() {
    let left = recognise_as(
        &[page(
            "
^            员工离职证明函
我司原员工林晓岚，其入职日为2016/12/04，最后在岗日为2022/05/15，离开本公司的事由为合同期满。
                          2022/05/17
",
        )],
        Kind::LeavingProof,
    );
    expect(
        &left,
        "leaving",
        &[("from", "2016/12/04"), ("left_on", "2022/05/15"), ("issued_on", "2022/05/17")],
    );
    let contract = recognise_as(
        &[page(
            "
^            员工离职证明函
林晓岚与我司的合同期限为2023/03/01至2026/02/28，最后在岗日为2024/05/15。
                          2024/05/17
",
        )],
        Kind::LeavingProof,
    );
    expect(
        &contract,
        "a contract that was to last",
        &[("left_on", "2024/05/15"), ("issued_on", "2024/05/17")],
    );
    let income = recognise_as(
        &[page(
            "
发函日期  2022.05.06
主题  员工任职与薪酬证明
林晓岚女士与本公司订有劳动合同，2020.11.25到岗，最近十二个月的应发薪酬为：
—  全年总额  ¥312,000.00  （人民币叁拾壹万贰仟元整）；
—  每月平均  ¥26,000.00   （人民币贰万陆仟元整）。
",
        )],
        Kind::IncomeProof,
    );
    let said = [
        ("since", "2020.11.25"),
        ("yearly_income", "¥312,000.00"),
        ("monthly_income", "¥26,000.00"),
        ("monthly_income_words", "贰万陆仟元整"),
    ];
    expect(&income, "income", &said);
    let month = recognise_as(
        &[page(
            "
^            收入情况证明
林晓岚系本单位职工，2023年9月的工资合计9,500.00元，近12个月的工资合计114,000.00元。
",
        )],
        Kind::IncomeProof,
    );
    expect(&month, "a month of a year", &[("monthly_income", "9,500.00"), ("yearly_income", "114,000.00")]);
}

#[test]
fn the_total_of_an_invoice_off_a_roll() {
    let paper = recognise_as(
        &[page(
            "
^      某某增值税普通发票
发票代码 052002370207
项目          单价      数量      金额
*陶瓷制品*釉面地砖 800*800
             106.70       15    1600.50
*涂料*内墙漆
             526.10        2    1052.20
合计金额（小写）             ¥2,652.70
合计金额（大写）
贰仟陆佰伍拾贰元柒角整
",
        )],
        Kind::VatInvoice,
    );
    expect(&paper, "a roll", &[("total", "¥2,652.70"), ("total_words", "贰仟陆佰伍拾贰元柒角整")]);
    let lines = rows(&paper);
    assert!(lines.len() == 2 && lines[0] == "*陶瓷制品*釉面地砖800*800|106.70|15|1600.50", "{lines:?}");
}
