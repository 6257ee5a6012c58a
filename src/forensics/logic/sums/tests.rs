//! Contracts, invoices and proofs of income: honest ones, and one figure changed.

#![expect(clippy::non_ascii_literal, reason = "the words as papers print them")]

use proptest::prelude::*;

use super::*;
use crate::forensics::logic::fixture::{paper, table};

fn found(paper: &Paper) -> Vec<(String, Strength)> {
    let findings = check(paper).unwrap_or_default();
    findings.into_iter().map(|finding| (finding.rule, finding.strength)).collect()
}

fn contract(fields: &[(&str, &str)]) -> Vec<(String, Strength)> {
    found(&paper(Kind::PurchaseContract, fields))
}

const SALE: [(&str, &str); 8] = [
    ("building_area", "89.53平方米"),
    ("inner_area", "70.11"),
    ("unit_price", "23,456.78元/平方米"),
    ("total", "2,100,085"),
    ("total_words", "人民币贰佰壹拾万零捌拾伍元整"),
    ("down_payment", "640,085.00"),
    ("down_payment_words", "陆拾肆万零捌拾伍元整"),
    ("loan", "1,460,000.00"),
];

fn changed(index: usize, value: &'static str) -> Vec<(String, Strength)> {
    let mut fields = SALE;
    fields[index].1 = value;
    contract(&fields)
}

#[test]
fn contracts_add_up() {
    assert_eq!(contract(&SALE), []);
    // The total in figures alone, then in words alone: both times one figure breaks several sums.
    for (index, value) in
        [(3, "2,600,085"), (4, "人民币贰佰陆拾万零捌拾伍元整"), (5, "940,085.00"), (7, "1,760,000.00")]
    {
        let found = changed(index, value);
        assert_eq!(found.len(), 1, "{value}: {found:?}");
        assert_eq!(found[0].1, Strength::Strong, "{value}");
    }
    // The unit price of another flat.
    assert_eq!(changed(2, "33,456.78"), [(UNIT_PRICE.key.to_owned(), Strength::Strong)]);
}

#[test]
fn the_figure_named_is_the_one_that_was_changed() {
    let mut fields = SALE;
    fields[3].1 = "2,600,085";
    let sale = paper(Kind::PurchaseContract, &fields);
    let finding = &check(&sale).expect("a contract")[0];
    assert_eq!(finding.rule, DIFFERS.key);
    assert_eq!(finding.region, sale.fields[3].place.map(|place| place.region));
    assert_eq!(
        (finding.facts["figures"].as_str(), finding.facts["words"].as_str()),
        ("2,600,085.00", "2,100,085.00")
    );
    assert_eq!(finding.facts["candidates"], "3:6\u{2192}1");
}

#[test]
fn innocent_contracts() {
    // By inner area; in ten thousands; rounded to the yuan; a price in whole yuan; part paid otherwise.
    assert_eq!(
        contract(&[
            ("inner_area", "70.11"),
            ("building_area", "89.53"),
            ("unit_price", "29953.78"),
            ("total", "2100060")
        ]),
        []
    );
    assert_eq!(contract(&[("total", "210.0085"), ("total_words", "贰佰壹拾万零捌拾伍元整")]), []);
    assert_eq!(
        contract(&[("building_area", "89.53"), ("unit_price", "23457"), ("total", "2,100,085.00")]),
        []
    );
    let rest = contract(&[("total", "2,000,000"), ("down_payment", "600,000"), ("loan", "800,000")]);
    assert_eq!(rest, [(PARTS.key.to_owned(), Strength::Weak)]);
    // A form left empty, and words that the reader lost.
    assert_eq!(contract(&[("total", "2,000,000"), ("total_words", "人民币      元整")]), []);
    assert_eq!(contract(&[("total", "2,000,000"), ("total_words", "贰佰禺元整")]), []);
    // A little off: decoration, a discount.
    assert_eq!(
        contract(&[("building_area", "89.53"), ("unit_price", "23,456.78"), ("total", "2,090,000")]),
        [(UNIT_PRICE.key.to_owned(), Strength::Weak)]
    );
    assert_eq!(check(&paper(Kind::IdCard, &[])), Err("no-such-paper"));
}

#[test]
fn a_price_may_be_for_an_inner_area_the_paper_does_not_name() {
    // 70.11 square metres of 89.53, not printed: far off, yet what honest contracts do.
    let inner = [("building_area", "89.53"), ("unit_price", "29,953.78"), ("total", "2,100,060")];
    assert_eq!(contract(&inner), [(UNIT_PRICE.key.to_owned(), Strength::Medium)]);
    let above = [("building_area", "89.53"), ("unit_price", "23,456.78"), ("total", "2,600,085")];
    assert_eq!(contract(&above), [(UNIT_PRICE.key.to_owned(), Strength::Strong)]);
}

#[test]
fn one_broken_equation_names_no_figure() {
    // The parts are most of the price: something else may have been paid, and nothing speaks for any of the three.
    let fields = [("total", "2,100,085"), ("down_payment", "600,000"), ("loan", "1,300,000")];
    assert_eq!(contract(&fields), [(PARTS.key.to_owned(), Strength::Medium)]);
}

#[test]
fn other_payments_are_parts_of_the_price() {
    let of = |payment: &'static str| {
        contract(&[
            ("total", "2,100,085"),
            ("down_payment", "200,000"),
            ("loan", "1,300,000"),
            ("payment", "20,085"),
            ("payment_2", payment),
        ])
    };
    assert_eq!(of("580,000"), []);
    assert_eq!(of("680,000"), [(PARTS.key.to_owned(), Strength::Medium)]);
}

#[test]
fn an_unsure_figure_weighs_less() {
    for (index, value) in
        [(3, "2,600,085"), (4, "人民币贰佰陆拾万零捌拾伍元整"), (2, "28,456.78"), (0, "39.53")]
    {
        let mut fields = SALE;
        fields[index].1 = value;
        let mut sale = paper(Kind::PurchaseContract, &fields);
        sale.fields[index].confidence = 0.9;
        for (rule, strength) in found(&sale) {
            assert!(strength < Strength::Strong, "{value}: {rule}");
        }
    }
}

#[test]
fn leases_and_incomes() {
    let lease = |total| {
        let fields = [
            ("rent", "3500"),
            ("rent_words", "叁仟伍佰元"),
            ("deposit", "7000"),
            ("months", "12个月"),
            ("total", total),
        ];
        found(&paper(Kind::LeaseContract, &fields))
    };
    assert!(lease("42000").is_empty() && lease("49000").is_empty() && lease("38500").is_empty());
    assert_eq!(lease("45000"), [(RENT.key.to_owned(), Strength::Medium)]);
    let income = |month, words, year| {
        let fields = [("monthly_income", month), ("monthly_income_words", words), ("yearly_income", year)];
        found(&paper(Kind::IncomeProof, &fields))
    };
    assert!(income("12000元", "壹万贰仟元整", "18万元").is_empty());
    assert_eq!(income("72000元", "壹万贰仟元整", "864000"), [(DIFFERS.key.to_owned(), Strength::Strong)]);
    assert_eq!(income("12000元", "壹万贰仟元整", "60000"), [(YEARLY.key.to_owned(), Strength::Medium)]);
}

const COLUMNS: [&str; 6] = ["item", "quantity", "unit_price", "net", "rate", "tax"];

fn invoice(lines: &[[&str; 6]], fields: &[(&str, &str)]) -> Paper {
    let mut made = paper(Kind::VatInvoice, fields);
    let lines: Vec<Vec<String>> = lines.iter().map(|line| line.map(str::to_owned).to_vec()).collect();
    made.tables.push(table(&COLUMNS, &lines));
    made
}

const LINES_OF: [[&str; 6]; 4] = [
    ["*建材*瓷砖", "120", "35.398230088", "4247.79", "13%", "552.21"],
    ["*建材*瓷砖", "", "", "-424.78", "13%", "-55.22"],
    ["*物流*运费", "1", "183.49", "183.49", "9%", "16.51"],
    ["合计", "", "", "4006.50", "", "513.50"],
];
const FOOT: [(&str, &str); 5] = [
    ("issued_on", "2025-06-01"),
    ("net", "4,006.50"),
    ("tax", "513.50"),
    ("total", "4,520.00"),
    ("total_words", "肆仟伍佰贰拾圆整"),
];

#[test]
fn invoices_add_up_with_discounts() {
    assert_eq!(found(&invoice(&LINES_OF, &FOOT)), []);
    let free = [["*农产品*大米", "10", "5.5", "55.00", "免税", "***"]];
    let foot = [("issued_on", "2025-06-01"), ("net", "55.00"), ("tax", "***"), ("total", "55.00")];
    assert_eq!(found(&invoice(&free, &foot)), []);
    let part = [["*劳务派遣*服务费", "", "", "99047.62", "***", "47.62"]];
    let foot = [("net", "99047.62"), ("tax", "47.62"), ("total", "99095.24"), ("note", "差额征税：98000.00")];
    assert_eq!(found(&invoice(&part, &foot)), []);
}

#[test]
fn one_figure_of_an_invoice_is_named() {
    let good = invoice(&LINES_OF, &FOOT);
    for (field, value) in [(1, "9,006.50"), (2, "573.50"), (3, "9,520.00"), (4, "玖仟伍佰贰拾圆整")] {
        let mut bad = good.clone();
        bad.fields[field].value = value.to_owned();
        let findings = check(&bad).expect("an invoice");
        assert_eq!(findings.len(), 1, "{value}: {findings:#?}");
        assert_eq!(findings[0].region, bad.fields[field].place.map(|place| place.region), "{value}");
        assert_eq!(findings[0].strength, Strength::Strong, "{value}");
    }
    for (row, column, value) in [(0, 3, "9247.79"), (0, 5, "952.21"), (2, 3, "783.49"), (1, 5, "-35.22")] {
        let mut bad = good.clone();
        let cell = bad.tables[0].rows[row][column].as_mut().expect("a cell");
        cell.text = value.to_owned();
        let place = cell.place.map(|place| place.region);
        let findings = check(&bad).expect("an invoice");
        assert_eq!((findings.len(), findings[0].region), (1, place), "{value}: {findings:#?}");
        assert_eq!(findings[0].strength, Strength::Strong, "{value}");
    }
}

#[test]
fn a_line_that_was_not_read_is_no_strong_finding() {
    let mut bad = invoice(&LINES_OF, &FOOT);
    bad.tables[0].rows.remove(2);
    for (rule, strength) in found(&bad) {
        assert!(strength < Strength::Strong, "{rule}");
    }
    let mut price = invoice(&LINES_OF, &FOOT);
    price.tables[0].rows[0][2].as_mut().expect("a cell").text = "85.398230088".to_owned();
    assert_eq!(found(&price), [(LINE.key.to_owned(), Strength::Medium)]);
}

#[test]
fn rates_out_of_their_time() {
    let mut old = invoice(&LINES_OF, &FOOT);
    old.fields[0].value = "2018-06-01".to_owned();
    let rates = found(&old);
    assert!(!rates.is_empty() && rates.iter().all(|found| *found == (RATE.key.to_owned(), Strength::Medium)));
}

proptest! {
    #[test]
    fn honest_sales_are_left_alone(centi in 3_000_i64..30_000, price in 300_000_i64..9_000_000, share in 20_i64..80, whole in any::<bool>()) {
        let exact = centi * price / 100;
        let total = if whole { (exact + 50) / 100 * 100 } else { exact };
        let down = total * share / 100;
        let fields = [
            ("building_area", format!("{}.{:02}", centi / 100, centi % 100)),
            ("unit_price", shown(price)),
            ("total", shown(total)),
            ("total_words", spelled(total.unsigned_abs())),
            ("down_payment", shown(down)),
            ("loan", shown(total - down)),
            ("loan_words", spelled((total - down).unsigned_abs())),
        ];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(key, value)| (*key, value.as_str())).collect();
        prop_assert_eq!(contract(&fields), []);
    }

    #[test]
    fn honest_invoices_are_left_alone(lines in prop::collection::vec((1_i64..500, 1_i64..900_000, 0_usize..5), 1..8)) {
        let (mut rows, mut net, mut tax) = (Vec::new(), 0, 0);
        for (quantity, price, rate) in lines {
            let thousandths: i64 = [130, 90, 60, 30, 10][rate];
            // The price with tax is round; the one without is printed with many places.
            let gross = quantity * price;
            let line_net = (gross * 1_000 + i64::midpoint(thousandths, 1_000)) / (1_000 + thousandths);
            let line_tax = gross - line_net;
            #[expect(clippy::cast_precision_loss, reason = "small numbers")]
            let unit = line_net as f64 / quantity as f64 / 100.0;
            let percent = format!("{}%", thousandths / 10);
            rows.push(vec!["*货物*某物".to_owned(), quantity.to_string(), format!("{unit:.8}"), shown(line_net), percent, shown(line_tax)]);
            (net, tax) = (net + line_net, tax + line_tax);
        }
        let (net, tax, total, words) = (shown(net), shown(tax), shown(net + tax), spelled((net + tax).unsigned_abs()));
        let fields = [("issued_on", "2025-06-01"), ("net", &net), ("tax", &tax), ("total", &total), ("total_words", &words)];
        let mut made = paper(Kind::VatInvoice, &fields);
        made.tables.push(table(&COLUMNS, &rows));
        prop_assert_eq!(found(&made), []);
    }

    #[test]
    fn nothing_panics(values in prop::collection::vec("[0-9.,元万壹贰整%-]{0,24}", 14)) {
        let keys = ["total", "total_words", "unit_price", "building_area", "down_payment", "loan", "net", "tax", "rent", "months", "deposit", "monthly_income", "yearly_income", "yearly_income_words"];
        let fields: Vec<(&str, &str)> = keys.iter().copied().zip(values.iter().map(String::as_str)).collect();
        for kind in [Kind::PurchaseContract, Kind::LeaseContract, Kind::VatInvoice, Kind::IncomeProof] {
            let mut made = paper(kind, &fields);
            made.tables.push(table(&COLUMNS, &[values.clone(), values.iter().rev().cloned().collect()]));
            let _ = check(&made);
        }
    }
}
