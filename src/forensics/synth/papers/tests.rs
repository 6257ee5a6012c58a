//! The papers from outside: the same seed the same pixels, boxes on ink, numbers that agree, edits in their place.

use std::sync::OnceLock;

use proptest::prelude::*;

use super::case::{Case, Request, case};
use super::chain::Chain;
use super::content::{Content, fen};
use super::draw::TEMPLATES;
use super::edit::EditKind;
use super::fonts::{DEBIAN_PACKAGES, FILES, FOLDER, Fonts, Set};
use super::render::render;
use super::*;
use crate::forensics::Region;
use crate::forensics::logic::{amount, bank_card, credit_code, id_number};

/// The fonts of a set; without them the test says so, and in CI it fails.
pub(in crate::forensics) fn fonts(set: Set) -> Option<&'static Fonts> {
    static OPEN: OnceLock<[Result<Fonts, Vec<&'static str>>; 2]> = OnceLock::new();
    let open = |set| Fonts::open(set, |file| std::fs::read(format!("{FOLDER}/{}", file.path)).ok());
    let both = OPEN.get_or_init(|| [open(Set::Tune), open(Set::Test)]);
    match &both[usize::from(set == Set::Test)] {
        Ok(fonts) => Some(fonts),
        Err(missing) => {
            let must = std::env::var_os("CI")
                .is_some_and(|value| !value.is_empty() && value != "0" && value != "false");
            assert!(!must, "fonts are missing: {missing:?}");
            println!("SKIPPED the tests of papers: fonts are missing: {missing:?}");
            None
        }
    }
}

fn made(template: &Template, chain: Chain, seed: u64, edit: Option<EditKind>) -> Option<Case> {
    let fonts = fonts(template.set)?;
    case(&Request { template, chain, seed, dpi: 72.0, turns: 0, edit }, fonts).unwrap()
}

#[test]
fn every_font_names_a_package_that_is_installed_for_tests() {
    for file in &FILES {
        assert!(DEBIAN_PACKAGES.contains(&file.package), "{}", file.path);
    }
    let script = include_str!("../../../../tests/run.sh");
    for package in DEBIAN_PACKAGES {
        assert!(script.contains(package), "tests/run.sh does not install {package}");
    }
}

#[test]
fn the_sets_share_neither_font_nor_layout_and_each_kind_has_both() {
    for file in &FILES {
        assert!(FILES.iter().all(|other| other.set == file.set || other.path != file.path), "{}", file.path);
    }
    for template in &TEMPLATES {
        for set in [Set::Tune, Set::Test] {
            assert!(!templates(set, Some(template.kind)).is_empty(), "{:?} in {set:?}", template.kind);
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_pixels() {
    for template in TEMPLATES.iter().step_by(5) {
        let Some(one) = made(template, Chain::Phone, 5, None) else { return };
        let two = made(template, Chain::Phone, 5, None).unwrap();
        let three = made(template, Chain::Phone, 6, None).unwrap();
        assert_eq!(one.pages[0].passed.image, two.pages[0].passed.image, "{}", template.name);
        assert_ne!(one.pages[0].truth.text(), three.pages[0].truth.text(), "{}", template.name);
    }
}

#[test]
fn every_character_has_a_glyph_and_every_box_has_ink() {
    for template in &TEMPLATES {
        let Some(fonts) = fonts(template.set) else { return };
        for seed in 0..3 {
            let paper = document(template, fonts, 100.0, seed);
            for sheet in &paper.sheets {
                let page = render(sheet, fonts);
                for run in sheet.runs() {
                    for c in run.text.chars() {
                        assert!(fonts.has(c), "{}: no glyph for {c}", template.name);
                    }
                }
                for drawn in &page.words {
                    let flat = drawn.word.flat;
                    let name = template.name;
                    let text = &drawn.word.text;
                    assert!(flat.x >= 0.0 && flat.y >= 0.0, "{name}: {text}");
                    assert!(flat.right() <= sheet.width as f32, "{name}: {text} leaves the page");
                    assert!(flat.bottom() <= sheet.height as f32, "{name}: {text} leaves the page");
                    assert_eq!(drawn.word.glyphs.len(), text.chars().count());
                    assert!(contrast(&page.image, drawn.word.region()) > 60, "{name}: no ink at {text}");
                }
            }
        }
    }
}

/// From the darkest to the lightest pixel of a place.
fn contrast(image: &image::RgbImage, place: Region) -> u8 {
    let (mut low, mut high) = (255, 0);
    for y in place.y..(place.y + place.height).min(image.height()) {
        for x in place.x..(place.x + place.width).min(image.width()) {
            let value = image.get_pixel(x, y).0[1];
            (low, high) = (low.min(value), high.max(value));
        }
    }
    high.saturating_sub(low)
}

#[test]
fn boxes_stay_on_the_ink_on_every_way() {
    for template in TEMPLATES.iter().step_by(4) {
        for chain in [Chain::Jpeg(60), Chain::PrintScan, Chain::Phone, Chain::Chat] {
            for turns in [0, 1, 2, 3] {
                let Some(fonts) = fonts(template.set) else { return };
                let request = Request { template, chain, seed: 3, dpi: 100.0, turns, edit: None };
                let case = case(&request, fonts).unwrap().unwrap();
                let page = &case.pages[0];
                assert_eq!((page.truth.turns + turns) % 4, 0);
                let words: Vec<_> = page.truth.drawn.iter().filter(|d| d.run.em > 14.0).collect();
                let inked =
                    words.iter().filter(|d| contrast(&page.passed.image, d.word.region()) > 35).count();
                assert!(
                    inked * 50 >= words.len() * 49,
                    "{} {chain:?} {turns}: {inked} of {}",
                    template.name,
                    words.len()
                );
            }
        }
    }
}

/// What a paper says about itself, by the rules that are checked elsewhere.
fn agrees(content: &Content) -> Result<(), String> {
    for (key, value) in &content.values {
        if key.contains("id_number") && !id_number::check(value, &id_number::Beside::default()).is_empty() {
            return Err(format!("{key} {value}"));
        }
        if matches!(*key, "employer_code" | "seller_code" | "buyer_code")
            && !credit_code::check(value).is_empty()
        {
            return Err(format!("{key} {value}"));
        }
        if *key == "card_number" && !bank_card::check(value).is_empty() {
            return Err(format!("{key} {value}"));
        }
        if let Some(figures) = key.strip_suffix("_words")
            && amount::in_words(&value.chars().collect::<Vec<_>>()).map(u64::cast_signed)
                != Some(content.fen(figures))
        {
            return Err(format!("{key} {value}"));
        }
    }
    let sum = |key: &str| {
        content.rows.iter().filter_map(|row| row.get(key)).filter_map(|text| fen(text)).sum::<i64>()
    };
    if content.values.contains_key("closing_balance") {
        let mut rows = content.rows.clone();
        let number = |text: &str| text.parse::<usize>().unwrap();
        rows.sort_by_key(|row| number(&row["serial"]));
        let mut balance = content.fen("opening_balance");
        for row in &rows {
            balance += fen(&row["amount"]).unwrap();
            if fen(&row["balance"]) != Some(balance) || balance < 0 {
                return Err(format!("balance of row {}", row["serial"]));
            }
        }
        let same = balance == content.fen("closing_balance")
            && sum("income") == content.fen("total_in")
            && sum("expense") == content.fen("total_out");
        if !same
            || rows
                .windows(2)
                .any(|pair| (&pair[0]["date"], &pair[0]["time"]) > (&pair[1]["date"], &pair[1]["time"]))
        {
            return Err("totals or order".to_owned());
        }
    }
    if content.values.contains_key("net") {
        let gross = content.fen("net") + content.fen("tax");
        if sum("net") != content.fen("net")
            || sum("tax") != content.fen("tax")
            || gross != content.fen("total")
        {
            return Err("sums of the invoice".to_owned());
        }
        let shown = content.get("qr").split(',').nth(4).and_then(fen);
        if shown != Some(content.fen("net")) && shown != Some(gross) {
            return Err("code of the invoice".to_owned());
        }
    }
    // Prices with the tax in them: their sum is what is paid.
    let gross = content.values.contains_key("total") && !content.values.contains_key("net");
    if gross && content.rows.iter().any(|row| row.contains_key("net")) && sum("net") != content.fen("total") {
        return Err("sum of a roll".to_owned());
    }
    for row in &content.rows {
        let value = |key: &str| row.get(key).and_then(|text| fen(text));
        if let (Some(quantity), Some(price)) = (value("quantity"), value("unit_price"))
            && value("net") != Some((quantity * price + 50) / 100)
        {
            return Err("product of a line".to_owned());
        }
    }
    if content.values.contains_key("reward_performance") {
        let parts = ["post_pay", "grade_pay", "basic_performance", "reward_performance", "allowance"];
        if parts.iter().any(|key| content.fen(key) <= 0)
            || parts.iter().map(|key| content.fen(key)).sum::<i64>() != content.fen("monthly_income")
        {
            return Err("parts of the month's pay".to_owned());
        }
    }
    if content.rows.iter().any(|row| row.contains_key("period_rent")) {
        let ends = (content.rows[0].get("period_from"), content.rows.last().unwrap().get("period_to"));
        if sum("period_rent") != content.fen("total")
            || ends.0.map(String::as_str) != Some(content.get("from"))
            || ends.1.map(String::as_str) != Some(content.get("to"))
        {
            return Err("periods of the lease".to_owned());
        }
    }
    if content.values.contains_key("down_payment") {
        let (total, area) = (content.fen("total"), content.fen("building_area"));
        let product = (content.fen("unit_price") * area + 50) / 100;
        // Where the sum is agreed on, the unit price is what is rounded.
        let divided = (total * 100 + area / 2) / area == content.fen("unit_price");
        if !(product == total || divided) || content.fen("down_payment") + content.fen("loan") != total {
            return Err("product or parts".to_owned());
        }
    }
    let whole = |key: &str, parts: &[&str]| {
        content.values.contains_key(key)
            && content.fen(key) != parts.iter().map(|part| content.fen(part)).sum::<i64>()
    };
    if content.values.contains_key("earnest")
        && whole("down_payment", &["earnest", "first_part", "second_part"])
        || whole("quarter_rent", &["rent"; 3])
        || whole("first_payment", &["deposit", "quarter_rent"])
        || content.values.contains_key("shared_area")
            && (whole("area", &["inner_area", "shared_area"])
                || whole("building_area", &["inner_area", "shared_area"]))
    {
        return Err("a whole and its parts".to_owned());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_is_invented_agrees_with_itself(seed in any::<u64>()) {
        for template in &TEMPLATES {
            let content = (template.invent)(&mut Random::new(seed));
            prop_assert_eq!(agrees(&content), Ok(()), "{}", template.name);
        }
    }
}

#[test]
fn an_edit_shows_where_it_is_said_to_be_and_nowhere_else() {
    for template in &TEMPLATES {
        let Some(honest) = made(template, Chain::Clean, 2, None) else { return };
        for edit in EditKind::ALL {
            let Some(edited) = made(template, Chain::Clean, 2, Some(edit)) else { continue };
            let done = edited.edit.as_ref().unwrap();
            assert!(!done.regions.is_empty(), "{} {}", template.name, edit.name());
            let mut changed = 0;
            for (number, (a, b)) in (0_u32..).zip(honest.pages.iter().zip(&edited.pages)) {
                let near = |x: u32, y: u32| {
                    done.regions.iter().any(|(page, r)| {
                        *page == number
                            && x + 4 >= r.x
                            && y + 4 >= r.y
                            && x <= r.x + r.width + 4
                            && y <= r.y + r.height + 4
                    })
                };
                for (x, y, pixel) in a.passed.image.enumerate_pixels() {
                    let other = b.passed.image.get_pixel(x, y);
                    if pixel.0.iter().zip(other.0).any(|(one, two)| one.abs_diff(two) > 12) {
                        changed += 1;
                        assert!(near(x, y), "{} {}: {x},{y} on page {number}", template.name, edit.name());
                    }
                }
            }
            assert!(changed > 0, "{} {}: nothing to see", template.name, edit.name());
        }
    }
}

#[test]
fn every_edit_is_possible_on_papers_of_both_sets() {
    for set in [Set::Tune, Set::Test] {
        for edit in EditKind::ALL {
            let mut able = false;
            for template in templates(set, None) {
                for seed in 0..4 {
                    let Some(fonts) = fonts(set) else { return };
                    let paper = document(template, fonts, 50.0, seed);
                    able |= edit::plan(edit, &paper, &mut Random::new(seed)).is_some();
                }
            }
            assert!(able, "{} in {set:?}", edit.name());
        }
    }
}

#[test]
fn a_paper_hands_on_its_fields_and_rows() {
    let template = TEMPLATES.iter().find(|template| template.name == "bank_ruled").unwrap();
    let Some(case) = made(template, Chain::Clean, 4, None) else { return };
    let fonts = fonts(Set::Tune).unwrap();
    let content = document(template, fonts, 100.0, 4).content;
    let paper = case.paper();
    let field =
        |key: &str| paper.fields.iter().find(|field| field.key == key).map(|field| field.value.clone());
    assert_eq!(field("account_number").as_deref(), Some(content.get("account_number")));
    let table = &paper.tables[0];
    assert_eq!(table.rows.len(), content.rows.len());
    let balance = table.columns.iter().position(|key| key == "balance").unwrap();
    for (row, truth) in table.rows.iter().zip(&content.rows) {
        let text = row[balance].as_ref().unwrap().text.replace(',', "");
        assert_eq!(text, truth["balance"]);
    }
    let text = case.pages[0].truth.text();
    assert!(text.words.iter().any(|word| word.text.contains(content.get("account_name"))));
}
