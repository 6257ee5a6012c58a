//! What a table says, and which of its bands holds.

use proptest::prelude::*;

use super::*;

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

fn all() -> BTreeMap<&'static str, usize> {
    COLUMNS.iter().enumerate().map(|(at, column)| (*column, at)).collect()
}

fn one(cells: &[&str]) -> Row {
    rows(&[row(cells)], &all()).remove(0)
}

const GOOD: [&str; 11] = [
    "城东区",
    "禾苗家园",
    "禾苗小区；禾苗花园",
    "住宅",
    "2026年5月",
    "12,000",
    "13500.50",
    "15000",
    "23",
    "成交登记",
    "2026-06-30",
];

#[test]
fn a_good_row_is_read_in_fen_with_all_its_names() {
    let band = one(&GOOD).band.unwrap();
    assert_eq!((band.low, band.median, band.high, band.samples), (1_200_000, 1_350_050, 1_500_000, 23));
    assert_eq!(band.month, NaiveDate::from_ymd_opt(2026, 5, 1).unwrap());
    assert_eq!(band.names().len(), 3);
}

#[test]
fn each_mistake_is_named_by_its_column() {
    let wrong = |at: usize, text: &'static str| {
        let mut cells = GOOD;
        cells[at] = text;
        one(&cells).faults
    };
    assert_eq!(wrong(0, " "), [("district", "price-needed")]);
    assert_eq!(wrong(4, "五月"), [("month", "price-month")]);
    assert_eq!(wrong(5, "一万二"), [("low", "price-amount")]);
    assert_eq!(wrong(5, "14000"), [("median", "price-order")]);
    assert_eq!(wrong(7, "1"), [("high", "price-amount")]);
    assert_eq!(wrong(8, "-3"), [("samples", "price-samples")]);
    assert_eq!(wrong(10, "2026-13-01"), [("as-of", "price-day")]);
    let twice = rows(&[row(&GOOD), row(&GOOD)], &all());
    assert_eq!((twice[0].faults.len(), twice[1].faults[0].1), (0, "price-twice"));
    let header = row(&["district", "Estate", "month"]);
    let missing = columns(&header, |column| vec![column.to_owned()]).unwrap_err();
    assert!(missing.contains(&"low") && !missing.contains(&"district"));
}

fn band(estate: &str, building: &str, month: (i32, u32), samples: i32, median: i64) -> Band {
    Band {
        district: "城东区".to_owned(),
        estate: estate.to_owned(),
        aliases: vec!["禾苗小区".to_owned()],
        building: building.to_owned(),
        month: NaiveDate::from_ymd_opt(month.0, month.1, 1).unwrap(),
        low: median,
        median,
        high: median,
        samples,
        source: String::new(),
        as_of: NaiveDate::from_ymd_opt(2026, 6, 30).unwrap(),
    }
}

#[test]
fn the_estate_comes_first_then_the_district_then_nothing() {
    let may = NaiveDate::from_ymd_opt(2026, 5, 17).unwrap();
    let flat =
        |estate: &str| Flat {
            estate: estate.into(), district: "城东区".into(), building: "住宅".into()
        };
    let bands = [
        band("禾苗家园", "住宅", (2026, 4), 9, 100),
        band("禾苗家园", "住宅", (2026, 5), 8, 101),
        band("禾苗家园", "住宅", (2026, 6), 99, 102),
        band("", "住宅", (2026, 5), 80, 103),
        band("远山居", "住宅", (2026, 5), 4, 104),
    ];
    let median = |estate: &str, bands: &[Band]| reference(bands, &flat(estate), may).map(|r| r.band.median);
    assert_eq!(median("禾苗 家园", &bands), Some(101), "the month of the contract, never a later one");
    assert_eq!(median("禾苗小区", &bands), Some(101), "by another name");
    assert_eq!(median("禾苗家园", &bands[..1]), Some(100), "an earlier month stands in");
    assert_eq!(median("远山居", &bands), Some(103), "four sales are no reference");
    assert_eq!(median("别处", &bands[..3]), None);
    let late = NaiveDate::from_ymd_opt(2026, 9, 1).unwrap();
    assert_eq!(reference(&bands[..2], &flat("禾苗家园"), late), None, "stale");
}

proptest! {
    #[test]
    fn amounts_read_as_they_are_written(yuan in 0..1_000_000_i64, fen in 0..100_i64) {
        prop_assert_eq!(fen_of(&format!("{yuan}.{fen:02}")), Some(yuan * 100 + fen));
    }

    #[test]
    fn any_cells_are_read_or_refused(cells in proptest::collection::vec(".{0,20}", 11)) {
        let _row = rows(&[cells], &all());
    }
}
