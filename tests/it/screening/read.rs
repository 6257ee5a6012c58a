//! Reports with words and papers, made by hand: an examined page and what a reader would have said of it.

use shifu::forensics::papers::{Cell, Field, Kind, Paper, Place, Table};
use shifu::forensics::reading::text::{Flat, Glyph, PageText, Point, Source, Word};
use shifu::forensics::{Calibration, Limits, Region, Report, examine};

/// The example of GB 11643, and the same one digit off.
pub const NUMBER: &str = "11010519491231002X";
pub const ONE_OFF: &str = "110105194912310021";
/// A card number that satisfies Luhn, and one that does not.
pub const CARD: &str = "6200000000000000018";
pub const CARD_OFF: &str = "6200000000000000016";
/// An invented name of the paper.
pub const NAME: &str = "闻人知远";

pub fn word(text: &str, region: Region, confidence: f32) -> Word {
    let side = |value: u32| f32::from(u16::try_from(value).unwrap());
    let (left, top) = (side(region.x), side(region.y));
    let (right, bottom) = (left + side(region.width), top + side(region.height));
    let corner = |x, y| Point { x, y };
    let all = side(u32::try_from(text.chars().count()).unwrap());
    let glyphs = text.chars().zip(0_u16..).map(|(_, n)| Glyph {
        from: f32::from(n) / all,
        to: f32::from(n + 1) / all,
        confidence,
        other: None,
    });
    Word {
        text: text.to_owned(),
        corners: [corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom)],
        flat: Flat { x: left, y: top, width: right - left, height: bottom - top },
        confidence,
        glyphs: glyphs.collect(),
    }
}

fn place(y: u32) -> Region {
    Region { x: 40, y, width: 180, height: 20 }
}

/// The report of a file, as if it were a statement with these readings.
pub fn statement(file: &[u8], number: &str) -> Report {
    let mut report = examine(file, &Calibration::default(), &Limits::default()).unwrap();
    let fields = [
        ("bank", "岚浦银行", 0.97),
        ("account_name", NAME, 0.95),
        ("id_number", number, 0.6),
        ("card_number", CARD, 0.92),
    ];
    let rows = [("2026-03-01", "1,200.00", "11,200.00", 0.95), ("2026-03-02", "-200.00", "11,000.00", 0.5)];
    let mut words = vec![word("流水", place(10), 0.99), word("备用号码6222020000001234567", place(200), 0.9)];
    let mut read = Vec::new();
    for ((key, value, confidence), n) in fields.iter().zip(0..) {
        let region = place(40 + n * 30);
        words.push(word(value, region, *confidence));
        read.push(Field {
            key: (*key).to_owned(),
            value: (*value).to_owned(),
            place: Some(Place { page: 0, region }),
            confidence: *confidence,
        });
    }
    let cell = |text: &str, confidence| {
        Some(Cell { text: text.to_owned(), place: Some(Place { page: 0, region: place(170) }), confidence })
    };
    let table = Table {
        columns: ["date", "amount", "balance", "counterparty"].map(str::to_owned).to_vec(),
        rows: rows
            .iter()
            .map(|(date, amount, balance, sure)| {
                vec![cell(date, 0.9), cell(amount, 0.9), cell(balance, *sure), cell("白知远", 0.9)]
            })
            .collect(),
    };
    report.pages[0].text = Some(PageText { source: Source::Picture, turns: 0, words });
    report.papers = vec![Paper {
        kind: Kind::IncomeProof,
        confidence: 0.62,
        pages: vec![0],
        fields: read,
        tables: vec![table],
    }];
    report
}

/// A field at a line of its page.
fn field(key: &str, value: &str, line: u32) -> Field {
    Field {
        key: key.to_owned(),
        value: value.to_owned(),
        place: Some(Place { page: 0, region: place(30 + line * 28) }),
        confidence: 0.99,
    }
}

/// A paper of one page whose fields were read without doubt.
pub fn paper(kind: Kind, fields: &[(&str, &str)]) -> Paper {
    let fields = fields.iter().zip(0..).map(|((key, value), line)| field(key, value, line)).collect();
    Paper { kind, confidence: 0.95, pages: vec![0], fields, tables: Vec::new() }
}

/// A piece of a statement with these rows: day, amount, balance.
pub fn piece(fields: &[(&str, &str)], rows: &[(&str, &str, &str)]) -> Paper {
    let cell = |text: &str, line: u32, x: u32| {
        let region = Region { x, y: 200 + line * 18, width: 80, height: 14 };
        Some(Cell { text: text.to_owned(), place: Some(Place { page: 0, region }), confidence: 0.99 })
    };
    let rows = rows.iter().zip(0..).map(|((day, amount, balance), line)| {
        vec![cell(day, line, 40), cell(amount, line, 140), cell(balance, line, 240)]
    });
    let columns = ["date", "amount", "balance"].map(str::to_owned).to_vec();
    Paper { tables: vec![Table { columns, rows: rows.collect() }], ..paper(Kind::BankStatement, fields) }
}

/// The report of a file, as if these papers were read from it.
pub fn of(file: &[u8], papers: Vec<Paper>) -> Report {
    let mut report = examine(file, &Calibration::default(), &Limits::default()).unwrap();
    report.findings.extend(
        shifu::forensics::logic::check_papers(
            &papers,
            shifu::forensics::logic::id_number::Day::new(2026, 11, 22).unwrap(),
        )
        .0,
    );
    report.papers = papers;
    report
}
