//! Text under boxes, over scans and in the colour of the ground.

use shifu::forensics::input;
use shifu::forensics::synth::pdf::{Font, FontId, Writer, filled, picture};
use shifu::forensics::{Grade, Limits, Report, Strength};

use super::{AMOUNTS, of, quiet, statement};
use crate::report::examined;

/// One page of Helvetica; the closure writes what comes after the statement.
fn page_with(more: impl Fn(&Writer, FontId) -> String) -> Report {
    let mut writer = Writer::new();
    let font = writer.font(Font::Standard("Helvetica"));
    let content = statement(&writer, font, |_, _, _| None) + &more(&writer, font);
    writer.page(&content);
    examined(&writer.finish())
}

#[test]
fn a_white_box_and_a_new_amount_over_the_old_one_is_strong() {
    let report = page_with(|writer, font| {
        filled([178.0, 312.0, 70.0, 14.0], 1.0) + &writer.text(font, 12.0, 180.0, 316.0, "21,340.50")
    });
    let found = of(&report, "structure.pdf.covered_amount");
    assert_eq!((found.len(), found[0].strength), (1, Strength::Strong), "{:?}", report.findings);
    assert_eq!(
        (found[0].facts["covered"].as_str(), found[0].facts["shown"].as_str()),
        ("12,340.50", "21,340.50")
    );
}

#[test]
fn a_box_under_text_a_repeated_text_and_a_covered_privacy_are_told_apart() {
    // A tinted row below its text.
    let mut writer = Writer::new();
    let font = writer.font(Font::Standard("Helvetica"));
    let content = filled([30.0, 308.0, 240.0, 20.0], 0.9) + &statement(&writer, font, |_, _, _| None);
    writer.page(&content);
    quiet(&examined(&writer.finish()));
    // A program that paints twice: the same words over their own box.
    quiet(&page_with(|writer, font| {
        filled([178.0, 312.0, 70.0, 14.0], 0.95) + &writer.text(font, 12.0, 180.0, 316.0, "12,340.50")
    }));
    // A placeholder of zeros under the figure of the form is no strong matter.
    let report = page_with(|writer, font| {
        writer.text(font, 12.0, 180.0, 100.0, "0.00")
            + &filled([178.0, 96.0, 70.0, 14.0], 1.0)
            + &writer.text(font, 12.0, 180.0, 100.0, "5,000.00")
    });
    assert!(of(&report, "structure.pdf.covered_amount").is_empty(), "{:?}", report.findings);
    // Somebody covered a number and wrote nothing.
    let report = page_with(|_, _| filled([178.0, 312.0, 70.0, 14.0], 0.0));
    let found = of(&report, "structure.pdf.covered_blank");
    assert_eq!((found.len(), found[0].strength), (1, Strength::Weak), "{:?}", report.findings);
    assert_eq!(report.grade, Grade::Hints);
}

#[test]
fn a_cell_over_the_end_of_its_neighbour_covers_no_number() {
    let report = page_with(|writer, font| {
        // Half of "15,000.00" stays in sight; the next cell has its own ground and text.
        filled([206.0, 264.0, 80.0, 14.0], 1.0) + &writer.text(font, 12.0, 208.0, 268.0, "9,999.99")
    });
    assert!(of(&report, "structure.pdf.covered_amount").is_empty(), "{:?}", report.findings);
    assert!(report.findings.iter().all(|finding| finding.strength == Strength::Weak));
}

#[test]
fn a_highlight_that_shines_through_covers_nothing() {
    let with = |blend: &str| {
        let mut writer = Writer::new();
        let font = writer.font(Font::Standard("Helvetica"));
        writer.state(&format!("/BM /{blend}"));
        let box_over = format!("/S0 gs {}", filled([170.0, 305.0, 90.0, 25.0], 0.8));
        let content = statement(&writer, font, |_, _, _| None) + &box_over;
        writer.page(&content);
        examined(&writer.finish())
    };
    quiet(&with("Multiply"));
    assert_eq!(of(&with("Normal"), "structure.pdf.covered_blank").len(), 1);
}

/// A scanned page: a picture of grey lines over the whole page.
fn scan(over: impl Fn(&Writer, FontId) -> String) -> Report {
    let mut writer = Writer::new();
    let font = writer.font(Font::Standard("Helvetica"));
    let image = writer.picture(150, 200, |x, y| if y % 12 < 3 && x % 7 < 4 { 60 } else { 240 });
    let content = picture(image, [0.0, 0.0, 300.0, 400.0]) + &over(&writer, font);
    writer.page(&content);
    examined(&writer.finish())
}

#[test]
fn the_unseen_text_of_a_read_scan_is_normal() {
    let report = scan(|writer, font| {
        AMOUNTS
            .iter()
            .zip([300.0, 280.0, 260.0, 240.0, 220.0, 200.0])
            .fold(String::new(), |content, (amount, y)| {
                content + "3 Tr " + &writer.text(font, 12.0, 100.0, y, amount) + "0 Tr\n"
            })
    });
    quiet(&report);
    assert!(!report.informative.text);
    assert_eq!(report.container["scan_text_pages"], "1");
}

#[test]
fn the_strips_of_a_scan_cover_nothing() {
    let mut writer = Writer::new();
    let font = writer.font(Font::Standard("Helvetica"));
    let image = writer.picture(150, 50, |x, y| if y % 12 < 3 && x % 7 < 4 { 60 } else { 240 });
    // Some programs write what they read in plain sight and lay the strips of the scan over it.
    let mut content = writer.text(font, 12.0, 100.0, 300.0, "TOTAL 12,340.50");
    for y in [300.0, 200.0, 100.0, 0.0] {
        content += &picture(image, [0.0, y, 300.0, 100.0]);
    }
    writer.page(&content);
    let report = examined(&writer.finish());
    quiet(&report);
    assert_eq!(report.container["scanned_pages"], "1");
}

#[test]
fn an_amount_typed_over_a_scan_with_another_one_unseen_beneath() {
    let report = scan(|writer, font| {
        format!("3 Tr {} 0 Tr\n", writer.text(font, 12.0, 100.0, 300.0, "12,340.50"))
            + &filled([98.0, 296.0, 70.0, 14.0], 0.95)
            + &writer.text(font, 12.0, 100.0, 300.0, "21,340.50")
    });
    let over = of(&report, "structure.pdf.text_over_scan");
    assert_eq!((over.len(), over[0].strength, over[0].facts["boxed"].as_str()), (1, Strength::Medium, "yes"));
    let hidden = of(&report, "structure.pdf.hidden_amount");
    assert_eq!((hidden.len(), hidden[0].facts["hidden"].as_str()), (1, "12,340.50"), "{:?}", report.findings);
    // A date typed into a scan is no amount.
    quiet(&scan(|writer, font| writer.text(font, 12.0, 100.0, 300.0, "2026-11-22")));
}

#[test]
fn text_in_the_colour_of_the_ground_is_no_text_of_the_page() {
    let mut writer = Writer::new();
    let font = writer.font(Font::Standard("Helvetica"));
    let content = writer.text(font, 12.0, 40.0, 300.0, "TOTAL 1,200.00")
        + "1 g\n"
        + &writer.text(font, 12.0, 40.0, 200.0, "UNSEEN")
        + &writer.text(font, 0.4, 40.0, 180.0, "TINY")
        + &writer.text(font, 12.0, 40.0, 900.0, "OUTSIDE")
        + &filled([30.0, 90.0, 200.0, 30.0], 0.1)
        + &writer.text(font, 12.0, 40.0, 100.0, "WHITE ON BLACK");
    writer.page(&content);
    let document = input::open(&writer.finish(), &Limits::default(), None).expect("opened");
    let text = document.pages[0].text.as_ref().expect("text");
    let words: Vec<&str> = text.words.iter().map(|word| word.text.as_str()).collect();
    assert_eq!(words, ["TOTAL 1,200.00", "WHITE ON BLACK"]);
}
