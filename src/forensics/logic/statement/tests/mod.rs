//! Statements of an invented bank in every layout: honest ones are left alone, a changed figure is named.

#![expect(clippy::non_ascii_literal, reason = "the words that banks print")]

mod made;

use self::made::{Dice, FREE, STYLES, Style, statement, today};
use super::*;
use crate::forensics::logic::fixture::{paper, table};
use crate::forensics::logic::normal::{amount, count, shown, weekday};

fn style(dice: &mut Dice) -> Style {
    let (backward, days_turned, ends) = (dice.flag(), dice.flag(), dice.flag());
    Style { columns: dice.below(STYLES), backward, days_turned, ends }
}

fn strong(findings: &[Finding]) -> Vec<&Finding> {
    findings.iter().filter(|finding| finding.strength == Strength::Strong).collect()
}

fn chained(findings: &[Finding]) -> Vec<String> {
    let other = ["logic.statement.salary_day", "logic.statement.salary_payer"];
    findings
        .iter()
        .map(|finding| finding.rule.clone())
        .filter(|rule| !other.contains(&rule.as_str()))
        .collect()
}

/// The columns that hold figures, and whether a cell in them has one.
fn figure_cells(paper: &Paper) -> Vec<(usize, usize)> {
    let table = &paper.tables[0];
    let figures = ["income", "expense", "amount", "balance"];
    let mut found = Vec::new();
    for (row, cells) in table.rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let is = figures.contains(&table.columns[column].as_str());
            let moves = cell.as_ref().is_some_and(|cell| cell.text.chars().any(|c| matches!(c, '1'..='9')));
            if is && moves {
                found.push((row, column));
            }
        }
    }
    found
}

fn cell(paper: &mut Paper, (row, column): (usize, usize)) -> &mut crate::forensics::papers::Cell {
    paper.tables[0].rows[row][column].as_mut().expect("a cell")
}

/// Another digit at a random place of a figure.
fn edit(dice: &mut Dice, text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    loop {
        let place = dice.below(chars.len());
        let new = char::from_digit(u32::try_from(dice.below(10)).expect("small"), 10).expect("a digit");
        if chars[place].is_ascii_digit() && chars[place] != new {
            chars[place] = new;
            return chars.into_iter().collect();
        }
    }
}

#[test]
fn honest_statements_of_every_layout_are_left_alone() {
    let mut dice = Dice(0x5eed_0001);
    for round in 0..600 {
        let style = style(&mut dice);
        let rows = 6 + dice.below(60);
        let paper = statement(&mut dice, style, rows);
        let findings = check(&paper, today()).unwrap_or_else(|reason| panic!("{round}: {reason}"));
        assert_eq!(chained(&findings), Vec::<String>::new(), "{round}, {} {rows}", style.columns);
    }
}

#[test]
fn a_changed_figure_is_named() {
    let mut dice = Dice(0x5eed_0002);
    let (mut named, mut all) = (0, 0);
    for round in 0..1_000 {
        // With opening and closing balance the layout says of every cell what it must be.
        let style = Style { ends: true, ..style(&mut dice) };
        let rows = 8 + dice.below(50);
        let mut paper = statement(&mut dice, style, rows);
        let cells = figure_cells(&paper);
        let at = cells[dice.below(cells.len())];
        let first_or_last = at.0 == 0 || at.0 + 1 == rows;
        let changed = cell(&mut paper, at);
        let before = changed.text.clone();
        changed.text = edit(&mut dice, &before);
        let place = changed.place.expect("a place");
        // A figure that becomes nothing leaves the other column to speak.
        if !changed.text.chars().any(|c| matches!(c, '1'..='9')) || first_or_last {
            continue;
        }
        all += 1;
        let findings = check(&paper, today()).unwrap_or_else(|reason| panic!("{round}: {reason}"));
        let hit = findings.iter().any(|finding| {
            finding.region == Some(place.region)
                && finding.page == Some(place.page)
                && finding.facts.get("expected").and_then(|text| amount(text)) == amount(&before)
                && (finding.strength == Strength::Strong || style.columns == FREE)
        });
        named += usize::from(hit);
        if !hit {
            eprintln!("{round}: style {} {at:?} {before}: {findings:#?}", style.columns);
        }
    }
    assert!(all > 700 && named * 100 >= all * 99, "{named} of {all}");
}

#[test]
fn without_opening_and_closing_balance_the_place_is_still_found() {
    let mut dice = Dice(0x5eed_0003);
    let (mut found, mut all) = (0, 0);
    for _ in 0..400 {
        let style = Style { ends: false, days_turned: false, ..style(&mut dice) };
        let mut paper = statement(&mut dice, style, 12);
        let cells = figure_cells(&paper);
        let at = cells[dice.below(cells.len())];
        if at.0 < 2 || at.0 > 9 {
            continue;
        }
        all += 1;
        let changed = cell(&mut paper, at);
        let before = changed.text.clone();
        changed.text = edit(&mut dice, &before);
        let (place, now) = (changed.place, changed.text.clone());
        let findings = check(&paper, today());
        let hit = findings.as_ref().is_ok_and(|findings| {
            findings.iter().any(|finding| finding.region == place.map(|place| place.region))
        });
        found += usize::from(hit);
        if !hit {
            eprintln!("style {} {at:?} {before} {now}: {findings:#?}", style.columns);
        }
    }
    assert!(found * 100 >= all * 98, "{found} of {all}");
}

#[test]
fn one_unsure_misread_is_never_strong() {
    let mut dice = Dice(0x5eed_0004);
    for round in 0..1_500 {
        let style = style(&mut dice);
        let rows = 6 + dice.below(40);
        let mut paper = statement(&mut dice, style, rows);
        let cells = figure_cells(&paper);
        let at = cells[dice.below(cells.len())];
        let changed = cell(&mut paper, at);
        let before = changed.text.clone();
        let text = match dice.below(6) {
            0 => before.replacen(',', "", 1).replace('.', ""),
            1 => before.chars().skip(1).collect(),
            2 => format!("{before}1"),
            3 => before.replacen(['0', '1', '8'], "O", 1),
            _ => edit(&mut dice, &before),
        };
        if text.trim().is_empty() {
            continue;
        }
        (changed.text, changed.confidence) = (text.clone(), 0.9);
        let findings = check(&paper, today()).unwrap_or_default();
        let strong = strong(&findings);
        assert!(strong.is_empty(), "{round}: style {} {at:?} {before} {text}: {strong:#?}", style.columns);
    }
}

#[test]
fn days_in_an_order_of_their_own_are_left_alone() {
    let mut dice = Dice(0x5eed_0008);
    let mut followed = 0;
    for round in 0..300 {
        let style = style(&mut dice);
        let mut paper = statement(&mut dice, style, 50);
        let day =
            |row: &Vec<Option<crate::forensics::papers::Cell>>| row[0].as_ref().map(|cell| cell.text.clone());
        for rows in paper.tables[0].rows.chunk_by_mut(|a, b| day(a) == day(b)) {
            for place in (1..rows.len()).rev() {
                rows.swap(place, dice.below(place + 1));
            }
        }
        let findings = check(&paper, today());
        followed += usize::from(findings.is_ok());
        let findings = findings.unwrap_or_default();
        assert!(strong(&findings).is_empty(), "{round} {}: {findings:#?}", style.columns);
    }
    assert!(followed > 200, "{followed}");
}

#[test]
fn a_missing_page_is_a_missing_page() {
    let mut dice = Dice(0x5eed_0005);
    for round in 0..150 {
        let style = Style { ends: false, ..style(&mut dice) };
        if style.columns == FREE {
            continue;
        }
        let mut paper = statement(&mut dice, style, 75);
        let rows = &mut paper.tables[0].rows;
        let taken: i64 = i64::from(rows.len() > 50);
        rows.drain(25..50);
        assert_eq!(taken, 1);
        let findings = check(&paper, today()).unwrap_or_else(|reason| panic!("{round}: {reason}"));
        let rules = chained(&findings);
        assert!(strong(&findings).is_empty(), "{round}: {findings:#?}");
        assert!(rules.iter().all(|rule| rule == PAGE_GAP.key), "{round}: {rules:?}");
    }
}

fn simple(rows: &[(&str, &str, &str, &str)]) -> Paper {
    let mut made = paper(Kind::BankStatement, &[]);
    let lines: Vec<Vec<String>> = rows
        .iter()
        .map(|(date, purpose, amount, balance)| {
            [date, purpose, amount, balance].map(|text| (*text).to_owned()).to_vec()
        })
        .collect();
    made.tables.push(table(&["date", "summary", "amount", "balance"], &lines));
    made
}

const HONEST: [(&str, &str, &str, &str); 7] = [
    ("2026-01-05", "转入", "1,000.00", "11,000.00"),
    ("2026-01-06", "消费", "-200.00", "10,800.00"),
    ("2026-01-09", "工资", "8,000.00", "18,800.00"),
    ("2026-01-12", "消费", "-300.00", "18,500.00"),
    ("2026-01-15", "消费", "-50.50", "18,449.50"),
    ("2026-01-20", "结息", "3.21", "18,452.71"),
    ("2026-01-28", "消费", "-452.71", "18,000.00"),
];

fn head(fields: &[(&str, &str)]) -> Vec<crate::forensics::papers::Field> {
    paper(Kind::BankStatement, fields).fields
}

fn rules(paper: &Paper) -> Vec<String> {
    chained(&check(paper, today()).unwrap_or_default())
}

#[test]
fn the_sentence_carries_its_figures() {
    let mut rows = HONEST;
    rows[3].3 = "28,500.00";
    let findings = check(&simple(&rows), today()).expect("followed");
    let facts = &findings[0].facts;
    assert_eq!(findings[0].rule, BALANCE.key);
    assert_eq!(
        (facts["row"].as_str(), facts["expected"].as_str(), facts["read"].as_str()),
        ("4", "18,500.00", "28,500.00")
    );
    assert_eq!((facts["candidates"].as_str(), facts["sure"].as_str()), ("1:2\u{2192}1", "yes"));
}

#[test]
fn rows_put_in_taken_out_and_repeated() {
    assert!(rules(&simple(&HONEST)).is_empty());
    let mut more = HONEST.to_vec();
    more.insert(4, ("2026-01-13", "工资", "9,000.00", "27,500.00"));
    assert_eq!(rules(&simple(&more)), [INSERTED.key]);
    let mut twice = HONEST.to_vec();
    twice.insert(4, HONEST[3]);
    assert_eq!(rules(&simple(&twice)), [REPEATED.key]);
    let mut fewer = HONEST.to_vec();
    fewer.remove(3);
    let found = rules(&simple(&fewer));
    assert_eq!(found, [AMOUNT.key]);
}

#[test]
fn a_row_that_was_not_read_is_no_strong_finding() {
    // Room for a row between two others, and a row of which nothing could be read.
    let mut gone = simple(&HONEST);
    gone.tables[0].rows.remove(3);
    let findings = check(&gone, today()).expect("followed");
    assert!(strong(&findings).is_empty() && !findings.is_empty(), "{findings:#?}");
    let mut rows = HONEST.to_vec();
    rows[3] = ("", "消费", "-3OO.OO", "18,5OO.OO");
    let findings = check(&simple(&rows), today()).expect("followed");
    assert!(strong(&findings).is_empty(), "{findings:#?}");
}

#[test]
fn the_end_of_a_long_number_wrapped_below_the_balances_is_no_transaction() {
    let mut rows = HONEST.to_vec();
    rows.insert(3, ("", "", "", "5"));
    rows.push(("", "", "", "6"));
    assert_eq!(rules(&simple(&rows)), Vec::<String>::new());
    // A row of which the date was not read is one all the same.
    let mut rows = HONEST.to_vec();
    rows[3].0 = "";
    assert_eq!(rules(&simple(&rows)), Vec::<String>::new());
}

#[test]
fn accounts_one_below_the_other() {
    let mut rows = HONEST.to_vec();
    rows.push(("", "账号：****1234", "", ""));
    rows.extend(HONEST.map(|(date, purpose, amount, _)| (date, purpose, amount, "")));
    let balances = ["2,000.00", "1,800.00", "9,800.00", "9,500.00", "9,449.50", "9,452.71", "9,000.00"];
    for (row, balance) in rows[8..].iter_mut().zip(balances) {
        row.3 = balance;
    }
    assert_eq!(rules(&simple(&rows)), Vec::<String>::new());
}

#[test]
fn accounts_told_apart_by_a_column() {
    let book = |broken: bool| {
        let mut made = paper(Kind::BankStatement, &[("total_in", "1.00"), ("closing_balance", "18,000.00")]);
        let fixed = [
            ("2026-01-07", "定期存入", "5,000.00", "5,000.00"),
            ("2026-01-12", "定期存入", "5,000.00", if broken { "10,900.00" } else { "10,000.00" }),
            ("2026-01-16", "定期支取", "-3,000.00", "7,000.00"),
            ("2026-01-21", "定期存入", "1,000.00", "8,000.00"),
        ];
        let mut lines: Vec<[&str; 5]> =
            HONEST.iter().map(|(day, what, by, rest)| [*day, *what, "活期", *by, *rest]).collect();
        lines.extend(fixed.iter().map(|(day, what, by, rest)| [*day, *what, "定期", *by, *rest]));
        lines.sort_unstable();
        let lines: Vec<Vec<String>> =
            lines.iter().map(|line| line.iter().map(|text| (*text).to_owned()).collect()).collect();
        made.tables.push(table(&["date", "summary", "other", "amount", "balance"], &lines));
        check(&made, today()).expect("followed")
    };
    assert_eq!(book(false), []);
    let found = book(true);
    assert_eq!((found.len(), found[0].rule.as_str()), (1, BALANCE.key), "{found:#?}");
    // The branch of a row is no account.
    let mut made = simple(&HONEST);
    made.tables[0].columns.push("other".to_owned());
    for (index, row) in made.tables[0].rows.iter_mut().enumerate() {
        let mut cell = row[1].clone().expect("a cell");
        cell.text = ["东街支行", "西街支行"][usize::from(index > 3)].to_owned();
        row.push(Some(cell));
    }
    made.tables[0].rows[3][3].as_mut().expect("a balance").text = "28,500.00".to_owned();
    assert_eq!(rules(&made), [BALANCE.key]);
}

#[test]
fn money_held_for_a_while_comes_back_without_a_row() {
    let mut rows = HONEST.to_vec();
    rows.insert(4, ("2026-01-13", "预授权", "-2,000.00", "16,500.00"));
    assert_eq!(rules(&simple(&rows)), Vec::<String>::new());
}

#[test]
fn a_ledger_closes_its_months_with_dated_lines() {
    let columns = ["date", "summary", "income", "expense", "balance"];
    let lines = [
        ["2026-01-05", "转入", "1,000.00", "", "11,000.00"],
        ["2026-01-09", "消费", "", "200.00", "10,800.00"],
        ["2026-01-31", "本月合计", "1,000.00", "200.00", "10,800.00"],
        ["2026-02-05", "转入", "500.00", "", "11,300.00"],
        ["2026-02-09", "消费", "", "300.00", "11,000.00"],
        ["2026-02-28", "本月合计", "500.00", "300.00", "11,000.00"],
        ["2026-02-28", "本年累计", "1,500.00", "500.00", "11,000.00"],
    ];
    let mut made = paper(Kind::BankStatement, &[]);
    let lines = lines.map(|line| line.map(ToOwned::to_owned).to_vec());
    made.tables.push(table(&columns, &lines));
    assert_eq!(check(&made, today()).expect("followed"), []);
}

#[test]
fn a_code_beside_the_amount_explains_no_break() {
    let columns = ["date", "summary", "other", "amount", "balance"];
    let with = |beside: &str| {
        let lines = [
            ["2026-01-05", "转入", "0113", "1,000.00", "11,000.00"],
            ["2026-01-09", "消费", "0420", "-300.00", "10,700.00"],
            ["2026-01-11", "消费", beside, "-500.00", "10,000.00"],
            ["2026-02-05", "转入", "0113", "500.00", "10,500.00"],
            ["2026-02-09", "消费", "0733", "-300.00", "10,200.00"],
        ];
        let mut made = paper(Kind::BankStatement, &[]);
        let lines = lines.map(|line| line.map(ToOwned::to_owned).to_vec());
        made.tables.push(table(&columns, &lines));
        rules(&made)
    };
    assert_eq!(with("200.00"), Vec::<String>::new(), "a fee");
    assert_eq!(with("0200").len(), 1, "a code of a region");
}

#[test]
fn headings_within_the_table_are_no_transactions() {
    let columns = ["date", "summary", "income", "expense", "balance"];
    let with = |total: &str| {
        let lines = [
            ["2026年01月", "月初余额", "月存入", "月支出", "月末余额"],
            ["2026-01-05", "转入", "1,000.00", "", "11,000.00"],
            ["2026-01-09", "消费", "", "200.00", "10,800.00"],
            ["2026年02月", "月初余额", "月存入", "月支出", "月末余额"],
            ["2026-02-05", "转入", "500.00", "", "11,300.00"],
            ["2026-02-09", "消费", "", "300.00", "11,000.00"],
        ];
        let mut made = paper(Kind::BankStatement, &[("total_in", "1,500.00"), ("total_out", total)]);
        let lines = lines.map(|line| line.map(ToOwned::to_owned).to_vec());
        made.tables.push(table(&columns, &lines));
        rules(&made)
    };
    assert_eq!(with("500.00"), Vec::<String>::new());
    assert_eq!(with("600.00"), [TOTAL.key]);
}

#[test]
fn reversals_are_counted_in_more_ways_than_one() {
    let mut rows = HONEST.to_vec();
    rows.insert(2, ("2026-01-07", "消费", "-100.00", "10,700.00"));
    rows.insert(3, ("2026-01-07", "消费冲正", "100.00", "10,800.00"));
    let with = |total_in: &str, total_out: &str| {
        let mut paper = simple(&rows);
        paper.fields = head(&[
            ("opening_balance", "10,000.00"),
            ("closing_balance", "18,000.00"),
            ("total_in", total_in),
            ("total_out", total_out),
        ]);
        rules(&paper)
    };
    for (total_in, total_out) in [("9,103.21", "1,103.21"), ("9,003.21", "1,003.21")] {
        assert_eq!(with(total_in, total_out), Vec::<String>::new(), "{total_in}");
    }
    assert_eq!(with("9,203.21", "1,003.21"), [TOTAL.key]);
}

#[test]
fn frozen_money_and_reversals_are_no_findings() {
    let mut rows = HONEST.to_vec();
    rows.insert(2, ("2026-01-07", "冻结", "-5,000.00", "10,800.00"));
    assert!(rules(&simple(&rows)).is_empty());
    let mut rows = HONEST.to_vec();
    rows.insert(2, ("2026-01-07", "消费", "-100.00", "10,700.00"));
    rows.insert(3, ("2026-01-07", "消费冲正", "-100.00", "10,800.00"));
    assert!(rules(&simple(&rows)).is_empty());
}

#[test]
fn the_order_of_a_day_is_the_banks() {
    let mut rows = HONEST.to_vec();
    for row in &mut rows[1..5] {
        row.0 = "2026-01-06";
    }
    rows.swap(1, 3);
    rows.swap(2, 4);
    assert_eq!(rules(&simple(&rows)), Vec::<String>::new());
    // In such a day a changed balance is still no order.
    rows[3].3 = "18,900.00";
    assert_ne!(check(&simple(&rows), today()), Ok(Vec::new()));
}

#[test]
fn pages_begin_with_headings_and_what_is_carried_over() {
    let mut rows = vec![("", "承前页", "", "10,000.00")];
    rows.extend(HONEST);
    rows.insert(5, ("日期", "摘要", "金额", "余额"));
    rows.insert(6, ("", "承前页", "", "18,500.00"));
    rows.push(("", "本页合计", "8,000.00", ""));
    assert!(rules(&simple(&rows)).is_empty());
    rows[1].2 = "7,000.00";
    assert_eq!(rules(&simple(&rows)), [AMOUNT.key]);
}

#[test]
fn dates_and_periods() {
    let mut rows = HONEST;
    rows[2].0 = "2026-02-30";
    assert_eq!(rules(&simple(&rows)), [DATE.key]);
    rows[2].0 = "2026-12-09";
    assert_eq!(rules(&simple(&rows)), [FUTURE.key, DATE_ORDER.key]);
    let mut paper = simple(&HONEST);
    paper.fields = head(&[("period_from", "2026-01-06"), ("period_to", "2026-01-31")]);
    assert_eq!(rules(&paper), [PERIOD.key]);
}

#[test]
fn totals_speak_when_everything_else_fits() {
    let with = |total_in: &str| {
        let mut paper = simple(&HONEST);
        let fields = [
            ("opening_balance", "10,000.00"),
            ("closing_balance", "18,000.00"),
            ("total_in", total_in),
            ("total_out", "1,003.21"),
            ("count", "7"),
        ];
        paper.fields = head(&fields);
        check(&paper, today()).expect("followed")
    };
    assert!(with("9,003.21").is_empty());
    let found = with("99,003.21");
    assert_eq!((found[0].rule.as_str(), found[0].strength), (TOTAL.key, Strength::Strong));
}

#[test]
fn the_rhythm_of_the_salary() {
    let mut rows = Vec::new();
    let mut balance = 0;
    for month in 1..=6 {
        balance += 800_000;
        let payer = if month == 4 { "另外一家商贸有限公司" } else { "某某科技有限公司" };
        // The tenth of each of these months, moved to the Saturday of its week.
        let day = (8..=14)
            .filter_map(|day| Day::new(2026, month, day))
            .find(|day| weekday(*day) == 5)
            .expect("a Saturday");
        rows.push(vec![
            day.to_string(),
            "代发工资".to_owned(),
            "8,000.00".to_owned(),
            shown(balance),
            payer.to_owned(),
        ]);
    }
    let mut made = paper(Kind::BankStatement, &[]);
    made.tables.push(table(&["date", "summary", "amount", "balance", "counterparty"], &rows));
    let found: Vec<String> =
        check(&made, today()).expect("followed").into_iter().map(|finding| finding.rule).collect();
    assert_eq!(found, [SALARY_DAY.key, SALARY_PAYER.key]);
    assert_eq!(salary::monthly(&salary::payments(&made)), Some(800_000));
}

#[test]
fn what_is_no_statement_is_not_followed() {
    assert_eq!(check(&paper(Kind::IdCard, &[]), today()), Err("no-such-paper"));
    assert_eq!(check(&simple(&[]), today()), Err("balance-not-followed"));
    // Transactions chosen by a filter, and a column read wrongly.
    let filtered: Vec<_> = HONEST.iter().step_by(2).copied().collect();
    assert!(strong(&check(&simple(&filtered), today()).unwrap_or_default()).is_empty());
    let mut dice = Dice(0x5eed_0006);
    let noise: Vec<(String, String)> =
        (0..40).map(|_| (shown(dice.fen(900_000)), shown(dice.fen(9_000_000)))).collect();
    let noise: Vec<_> = noise.iter().map(|(a, b)| ("2026-01-05", "消费", a.as_str(), b.as_str())).collect();
    assert_eq!(check(&simple(&noise), today()), Err("balance-not-followed"));
    assert!(count(today()) > 20_000);
}

#[test]
fn strange_tables_do_not_harm() {
    let mut dice = Dice(0x5eed_0007);
    let texts = [
        "",
        "-",
        "9999999999999999",
        "0.00",
        "1",
        "2026-01-01",
        "贷",
        "承前页",
        "期末",
        "-1",
        "9223372036854775807",
    ];
    for _ in 0..300 {
        let keys =
            ["date", "income", "expense", "amount", "direction", "balance", "currency", "serial", "other"];
        let columns: Vec<&str> = (0..dice.below(7)).map(|_| keys[dice.below(keys.len())]).collect();
        let rows: Vec<Vec<String>> = (0..dice.below(30))
            .map(|_| (0..dice.below(9)).map(|_| texts[dice.below(texts.len())].to_owned()).collect())
            .collect();
        let mut made = paper(Kind::BankStatement, &[("opening_balance", "99999999999999")]);
        made.tables.push(table(&columns, &rows));
        let _ = check(&made, today());
    }
}
