//! Pages of one statement as several papers: joined where they go on, left alone where they do not.

#![expect(clippy::non_ascii_literal, reason = "invented people")]

use proptest::prelude::*;

use super::*;
use crate::forensics::logic::fixture::{paper, table};
use crate::forensics::logic::id_number::Day;
use crate::forensics::logic::normal::shown;
use crate::forensics::logic::statement;

const COLUMNS: [&str; 4] = ["date", "income", "expense", "balance"];
const ACCOUNT: &str = "6222020000001234567";

fn today() -> Day {
    Day::new(2026, 6, 30).expect("a day")
}

/// Rows of an account: a day, what moves, what is left; every third row is money coming in.
fn rows(moves: &[i64]) -> Vec<Vec<String>> {
    let mut balance = 1_000_000;
    let mut rows = Vec::new();
    for (index, by) in moves.iter().enumerate() {
        let by = if index % 3 == 0 { *by } else { -*by };
        balance += by;
        let income = if by > 0 { shown(by) } else { String::new() };
        let expense = if by < 0 { shown(-by) } else { String::new() };
        rows.push(vec![
            format!("2026-{:02}-{:02}", 1 + index / 28, 1 + index % 28),
            income,
            expense,
            shown(balance),
        ]);
    }
    rows
}

/// A piece on a page of its own.
fn page(number: u32, fields: &[(&str, &str)], rows: &[Vec<String>]) -> Paper {
    let mut made = paper(Kind::BankStatement, fields);
    let mut table = table(&COLUMNS, rows);
    for cell in table.rows.iter_mut().flatten().flatten() {
        if let Some(place) = &mut cell.place {
            place.page = number;
        }
    }
    made.tables.push(table);
    made.pages = vec![number];
    made
}

fn head() -> Vec<(&'static str, &'static str)> {
    vec![("account_name", "某人"), ("account_number", ACCOUNT)]
}

fn moves() -> Vec<i64> {
    (1..=18).map(|index| index * 1_037 + 500).collect()
}

#[test]
fn pages_go_on_in_whatever_order_they_came() {
    let all = rows(&moves());
    let total: i64 = moves().iter().step_by(3).sum();
    let total = shown(total);
    let mut first = head();
    first.push(("total_in", &total));
    let pieces = [
        page(301, &head(), &all[12..]),
        page(101, &first, &all[..6]),
        page(201, &[], &all[6..12]),
        paper(Kind::IdCard, &[("name", "某人")]),
    ];
    let found = joined(&pieces);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].parts, [1, 2, 0]);
    assert_eq!(found[0].paper.pages, [101, 201, 301]);
    assert_eq!(found[0].paper.tables[0].rows.len(), 18);
    // The total of the first page is that of the whole: alone it speaks, joined it is silent.
    let alone = statement::check(&pieces[1], today()).expect("followed");
    assert!(alone.iter().any(|finding| finding.rule == "logic.statement.total"), "{alone:?}");
    assert_eq!(statement::check(&found[0].paper, today()), Ok(Vec::new()));
}

#[test]
fn backward_statements_and_overlapping_photographs_are_joined() {
    let mut all = rows(&moves());
    let overlap = [page(101, &head(), &all[..10]), page(201, &head(), &all[7..])];
    let found = joined(&overlap);
    assert_eq!(found[0].paper.tables[0].rows.len(), 18);
    assert_eq!(statement::check(&found[0].paper, today()), Ok(Vec::new()));
    all.reverse();
    let found = joined(&[page(201, &[], &all[9..]), page(101, &head(), &all[..9])]);
    assert_eq!(found[0].parts, [1, 0]);
    assert_eq!(statement::check(&found[0].paper, today()), Ok(Vec::new()));
}

#[test]
fn an_amount_changed_at_the_seam_is_a_broken_step_where_the_heads_say_one_period() {
    let mut all = rows(&moves());
    all[9][1] = "9,999.00".to_owned();
    let mut full = head();
    full.extend([("period_from", "2026-01-01"), ("period_to", "2026-03-31")]);
    let found = joined(&[page(101, &full, &all[..9]), page(201, &full, &all[9..])]);
    let told = statement::check(&found[0].paper, today()).expect("followed");
    assert!(!told.is_empty(), "the seam is looked at");
    // Without a period nothing says that the pages are of one statement.
    assert!(joined(&[page(101, &head(), &all[..9]), page(201, &head(), &all[9..])]).is_empty());
}

#[test]
fn other_accounts_gaps_and_copies_are_left_alone() {
    let all = rows(&moves());
    let other = [("account_name", "另一人"), ("account_number", "6222020000007654321")];
    assert!(joined(&[page(101, &head(), &all[..9]), page(201, &other, &all[9..])]).is_empty());
    assert!(joined(&[page(101, &head(), &all[..6]), page(201, &head(), &all[12..])]).is_empty(), "a gap");
    assert!(joined(&[page(101, &head(), &all[..9]), page(201, &head(), &all[..9])]).is_empty(), "a copy");
    // A copy beside the page that goes on does not stand in the way.
    let found = joined(&[
        page(101, &head(), &all[..9]),
        page(201, &head(), &all[..9]),
        page(301, &head(), &all[9..]),
    ]);
    assert_eq!(found[0].parts, [0, 2]);
    let mut foreign = head();
    foreign.push(("currency", "美元"));
    let mut own = head();
    own.push(("currency", "人民币"));
    assert!(joined(&[page(101, &own, &all[..9]), page(201, &foreign, &all[9..])]).is_empty());
}

#[test]
fn ends_that_two_pages_tell_in_two_ways_are_of_the_pages() {
    let all = rows(&moves());
    let (a, b) = (all[8][3].clone(), all[17][3].clone());
    let mut first = head();
    first.push(("closing_balance", &a));
    let mut second = head();
    second.push(("closing_balance", &b));
    let found = joined(&[page(101, &first, &all[..9]), page(201, &second, &all[9..])]);
    assert!(found[0].paper.fields.iter().all(|field| field.key != "closing_balance"));
}

proptest! {
    #[test]
    fn wherever_it_is_cut_a_statement_is_whole_again(
        moves in proptest::collection::vec(1_i64..500_000, 6..40),
        cut in 2_usize..38,
        turned in any::<bool>(),
    ) {
        let mut all = rows(&moves);
        if turned {
            all.reverse();
        }
        let cut = cut.min(all.len() - 2);
        let found = joined(&[page(201, &head(), &all[cut..]), page(101, &head(), &all[..cut])]);
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(found[0].paper.tables[0].rows.len(), all.len());
    }

    #[test]
    fn anything_is_read_without_a_panic(cells in proptest::collection::vec(".{0,9}", 8..40)) {
        let lines: Vec<Vec<String>> = cells.chunks(4).map(<[String]>::to_vec).collect();
        let _ = joined(&[page(101, &[], &lines), page(201, &[], &lines), page(301, &[], &lines[..1])]);
    }
}
