//! Statements in the styles of several banks.

use super::super::{Kind, Paper, recognise, recognise_as};
use super::setting::{CELL, accidents, page, read_as, word};
use super::{expect, rows, value};
use crate::forensics::reading::text::{PageText, Source};

/// Debit and credit in columns of their own, sums at the foot, headings broken over two lines.
pub(super) fn debit_and_credit() -> PageText {
    page(
        "
^                    云山农村商业银行账户交易明细清单
户名：林晓岚      账号：6210985512340000187      币种：人民币
起始日期：2024-01-01   截止日期：2024-03-31   打印日期：2024年4月2日
  交易                           借方          贷方          账户
  日期        摘要             发生额        发生额          余额      对方户名
  承前页                                                  8,200.00
2024-01-05    工资                           6,500.00    14,700.00    海棠软件有限公司
2024-01-09    网上支付购买       320.50                  14,379.50    某某商城
              办公用品
2024-02-05    工资                           6,500.00    20,879.50    海棠软件有限公司
2024-02-20    转账支取         5,000.00                  15,879.50    周明远
2024-03-05    工资                           6,500.00    22,379.50    海棠软件有限公司
  本页小计                     5,320.50     19,500.00
  合计                         5,320.50     19,500.00    22,379.50
第1页 共1页        柜员号：0871       以下空白
",
    )
}

const DEBIT_AND_CREDIT: [&str; 5] = [
    "2024-01-05|工资||6,500.00|14,700.00|海棠软件有限公司",
    "2024-01-09|网上支付购买办公用品|320.50||14,379.50|某某商城",
    "2024-02-05|工资||6,500.00|20,879.50|海棠软件有限公司",
    "2024-02-20|转账支取|5,000.00||15,879.50|周明远",
    "2024-03-05|工资||6,500.00|22,379.50|海棠软件有限公司",
];

/// One signed amount, English headings below, an account in stars.
pub(super) fn signed_amounts() -> PageText {
    page(
        "
^                          江岸银行交易流水
户    名：周明远                      账    号：6214****0093
Name                                  Account No
查询起止日期：2024-05-01 至 2024-05-31
记账日期      货币      交易金额      联机余额    交易摘要      对手信息
Date          Currency  Transaction   Balance     Transaction   Counter Party
                        Amount                    Type
2024-05-03    CNY      -1,200.00      9,300.00    快捷支付      某某超市
2024-05-10    CNY      +8,000.00     17,300.00    代发工资      海棠软件有限公司
2024-05-21    CNY        -300.25     16,999.75    转账          林晓岚
2024-05-31    CNY          +3.10     17,002.85    结息
                                                                                   1/1
",
    )
}

/// A number of the line, times, a mark for the direction, no space between the headings, wide columns.
pub(super) fn marked_direction() -> PageText {
    let mut page = page(
        "
^                     长乐商业银行股份有限公司个人账户对账单
卡号：6225880137712345     客户姓名：许文博    证件号码：11010519491231002X
开始时间 2024-06-01    结束时间 2024-06-30
",
    );
    page.words.push(word(
        0.0,
        5.0,
        "序号交易日期 交易时间借贷标志交易金额    账户余额 对方账号           摘要",
    ));
    let lines = [
        ("1", "2024-06-02", "09:12:33", "借", "58.00", "4,942.00", "6222020200112233", "消费"),
        ("2", "2024-06-02", "18:00:01", "贷", "1,000.00", "5,942.00", "6217000130008888", "转入"),
        ("3", "2024-06-15", "10:30:00", "贷", "12,345.67", "18,287.67", "", "工资"),
    ];
    for (y, (number, day, time, sign, amount, balance, account, summary)) in (6_u8..).zip(lines) {
        let y = f32::from(y);
        let right = |edge: f32, text: &str| word(edge - super::setting::width(text), y, text);
        page.words.push(word(1.0, y, number));
        page.words.push(word(4.0, y, day));
        page.words.push(word(15.0, y, time));
        page.words.push(word(27.0, y, sign));
        page.words.push(right(41.0, amount));
        page.words.push(right(53.0, balance));
        if !account.is_empty() {
            page.words.push(word(54.0, y, account));
        }
        page.words.push(word(73.0, y, summary));
    }
    page.words.push(word(0.0, 10.0, "收入合计：13,345.67  支出合计：58.00"));
    page.words.push(word(45.0, 10.0, "交易笔数：3"));
    page
}

/// A payment service: day and time under 交易时间, 收/支 in a column, cells over two lines set in the middle.
pub(super) fn payment_service() -> PageText {
    page(
        "
^                       微信支付交易明细证明
姓名：林晓岚       微信号：linxiaolan-0187
交易时间               交易类型    收/支    金额(元)    交易对方      备注
2024-07-01 08:02:11    商户消费    支出        12.50    早点铺        /
                                                        某某餐饮管理
½2024-07-02 19:45:10    商户消费    支出       186.00
½                                                        有限公司
2024-07-03 12:00:00    转账        收入       500.00    许文博        还款
2024-07-04 12:00:00    转账        收入       100.00    许文博        还款
",
    )
}

#[test]
fn debit_and_credit_columns() {
    for (what, page) in accidents(&debit_and_credit()) {
        let papers = recognise(&[page]);
        assert_eq!(papers.len(), 1, "{what}");
        assert_eq!(papers[0].kind, Kind::BankStatement, "{what}");
        assert!(papers[0].confidence > 0.9, "{what}");
        assert_eq!(
            papers[0].tables[0].columns,
            ["date", "summary", "expense", "income", "balance", "counterparty"],
            "{what}"
        );
        assert_eq!(rows(&papers[0]), DEBIT_AND_CREDIT, "{what}");
        expect(
            &papers[0],
            &what,
            &[
                ("bank", "云山农村商业银行"),
                ("account_name", "林晓岚"),
                ("account_number", "6210985512340000187"),
                ("currency", "人民币"),
                ("period_from", "2024-01-01"),
                ("period_to", "2024-03-31"),
                ("printed_on", "2024年4月2日"),
                ("total_in", "19,500.00"),
                ("total_out", "5,320.50"),
                ("page_in", "19,500.00"),
                ("page_out", "5,320.50"),
                ("brought_forward", "8,200.00"),
            ],
        );
    }
}

#[test]
fn signed_amounts_with_english_headings() {
    for (what, page) in accidents(&signed_amounts()) {
        let paper = only(&page, &what);
        assert_eq!(
            paper.tables[0].columns,
            ["date", "currency", "amount", "balance", "summary", "counterparty"],
            "{what}"
        );
        let wanted = [
            "2024-05-03|CNY|-1,200.00|9,300.00|快捷支付|某某超市",
            "2024-05-10|CNY|+8,000.00|17,300.00|代发工资|海棠软件有限公司",
            "2024-05-21|CNY|-300.25|16,999.75|转账|林晓岚",
            "2024-05-31|CNY|+3.10|17,002.85|结息|",
        ];
        assert_eq!(rows(&paper), wanted, "{what}");
        let fields = [
            ("account_name", "周明远"),
            ("account_number", "6214****0093"),
            ("period_from", "2024-05-01"),
            ("period_to", "2024-05-31"),
        ];
        expect(&paper, &what, &fields);
    }
}

#[test]
fn headings_without_spaces() {
    for (what, page) in accidents(&marked_direction()) {
        let paper = only(&page, &what);
        let columns =
            ["serial", "date", "time", "direction", "amount", "balance", "counterparty_account", "summary"];
        assert_eq!(paper.tables[0].columns, columns, "{what}");
        let wanted = [
            "1|2024-06-02|09:12:33|借|58.00|4,942.00|6222020200112233|消费",
            "2|2024-06-02|18:00:01|贷|1,000.00|5,942.00|6217000130008888|转入",
            "3|2024-06-15|10:30:00|贷|12,345.67|18,287.67||工资",
        ];
        assert_eq!(rows(&paper), wanted, "{what}");
        expect(
            &paper,
            &what,
            &[
                ("bank", "长乐商业银行股份有限公司"),
                ("card_number", "6225880137712345"),
                ("account_name", "许文博"),
                ("id_number", "11010519491231002X"),
                ("period_from", "2024-06-01"),
                ("period_to", "2024-06-30"),
                ("total_in", "13,345.67"),
                ("total_out", "58.00"),
                ("count", "3"),
            ],
        );
    }
}

#[test]
fn days_under_the_heading_of_times() {
    for (what, page) in accidents(&payment_service()) {
        let paper = only(&page, &what);
        assert_eq!(
            paper.tables[0].columns,
            ["date", "summary", "direction", "amount", "counterparty", "note"],
            "{what}"
        );
        let rows = rows(&paper);
        assert_eq!(rows.len(), 4, "{what}: {rows:?}");
        assert_eq!(rows[1], "2024-07-0219:45:10|商户消费|支出|186.00|某某餐饮管理有限公司|", "{what}");
        assert_eq!(rows[3], "2024-07-0412:00:00|转账|收入|100.00|许文博|还款", "{what}");
    }
}

#[test]
fn a_misread_character_changes_no_column() {
    for (from, to) in
        [("发生额", "发主额"), ("账户", "账尸"), ("起始日期", "起始曰期"), ("对方户名", "对万户名")]
    {
        let paper = only(&read_as(&debit_and_credit(), from, to), from);
        assert_eq!(rows(&paper), DEBIT_AND_CREDIT, "{from}");
        assert_eq!(value(&paper, "period_from"), "2024-01-01", "{from}");
    }
    let old = read_as(&read_as(&debit_and_credit(), "账户", "帳戶"), "余额", "餘額");
    assert_eq!(rows(&only(&old, "traditional")), DEBIT_AND_CREDIT);
}

#[test]
fn later_pages_with_and_without_a_head() {
    let first = debit_and_credit();
    let headless = page(
        "
户名：林晓岚      账号：6210985512340000187
2024-04-05    工资                           6,500.00    28,879.50    海棠软件有限公司
2024-04-09    水费               120.00                  28,759.50    某某水务
第2页 共3页
",
    );
    // The same page photographed from nearer.
    let mut near = headless.clone();
    for word in &mut near.words {
        word.flat.x = word.flat.x * 1.2 + 31.0;
        word.flat.width *= 1.2;
        word.flat.y *= 1.2;
        word.flat.height *= 1.2;
    }
    for second in [headless, near] {
        let third = read_as(&read_as(&debit_and_credit(), "2024-0", "2025-0"), "第1页", "第3页");
        let papers = recognise(&[first.clone(), second, third]);
        assert_eq!(papers.len(), 1, "{:?}", papers.iter().map(|p| p.kind).collect::<Vec<_>>());
        assert_eq!(papers[0].pages, [0, 1, 2]);
        let rows = rows(&papers[0]);
        assert_eq!(rows.len(), 12, "{rows:#?}");
        assert_eq!(rows[5], "2024-04-05|工资||6,500.00|28,879.50|海棠软件有限公司");
        assert_eq!(rows[6], "2024-04-09|水费|120.00||28,759.50|某某水务");
        let places: Vec<u32> = papers[0].tables[0]
            .rows
            .iter()
            .filter_map(|row| row[0].as_ref()?.place)
            .map(|p| p.page)
            .collect();
        assert_eq!(places, [0, 0, 0, 0, 0, 1, 1, 2, 2, 2, 2, 2]);
    }
}

#[test]
fn a_cell_stands_where_its_word_stands() {
    let page = debit_and_credit();
    let paper = only(&page, "place");
    let cell = paper.tables[0].rows[0][3].as_ref().unwrap();
    let region = cell.place.unwrap().region;
    let word = page.words.iter().find(|word| word.text == "6,500.00").unwrap().region();
    assert_eq!(region, word);
    assert!((f64::from(cell.confidence) - 0.98).abs() < 0.001);
    // Part of a word: the name behind its label.
    let name = paper.fields.iter().find(|field| field.key == "account_name").unwrap();
    let whole = page.words.iter().find(|word| word.text.starts_with("户名")).unwrap();
    let region = name.place.unwrap().region;
    assert!(region.x > whole.region().x && region.width < whole.region().width);
    assert!((f64::from(region.width) - f64::from(6.0 * CELL)).abs() < 3.0);
}

#[test]
fn two_accounts_are_two_papers() {
    let other = read_as(&debit_and_credit(), "6210985512340000187", "6210985512349999187");
    let papers = recognise(&[debit_and_credit(), other]);
    assert_eq!(papers.len(), 2);
}

fn only(page: &PageText, what: &str) -> Paper {
    let papers = recognise(std::slice::from_ref(page));
    assert_eq!(papers.len(), 1, "{what}");
    assert_eq!(papers[0].kind, Kind::BankStatement, "{what}: {}", papers[0].confidence);
    papers.into_iter().next().unwrap()
}

#[test]
fn nothing_is_made_of_nothing() {
    assert!(recognise(&[]).is_empty());
    let empty = PageText { source: Source::Unread, turns: 0, words: Vec::new() };
    let papers = recognise(&[empty.clone(), empty]);
    assert!(papers.iter().all(|paper| paper.kind == Kind::Other && paper.fields.is_empty()));
    let forced = recognise_as(&[debit_and_credit()], Kind::IdCard);
    assert_eq!((forced.kind, forced.confidence.to_bits()), (Kind::IdCard, 1.0_f32.to_bits()));
}
