//! PDFs from outside: each rule with a truth pair, an innocent case and one where it has nothing to say.

mod fonts;
mod layers;
mod versions;

use std::sync::Arc;

use shifu::forensics::input::{self, FallbackFont};
use shifu::forensics::reading::text::Source;
use shifu::forensics::synth::pdf::{Font, FontId, Writer, append, sign, stream};
use shifu::forensics::{Answer, Calibration, Finding, Limits, Options, Report, examine_with};

use crate::report::examined;

const PDF_RULES: [&str; 12] = [
    "structure.pdf.revision_amount",
    "structure.pdf.revision_text",
    "structure.pdf.revision_look",
    "structure.pdf.revision_pages",
    "structure.pdf.signed_then_changed",
    "structure.pdf.font_split",
    "structure.pdf.font_rare",
    "structure.pdf.covered_amount",
    "structure.pdf.covered_text",
    "structure.pdf.covered_blank",
    "structure.pdf.hidden_amount",
    "structure.pdf.text_over_scan",
];

fn of<'a>(report: &'a Report, rule: &str) -> Vec<&'a Finding> {
    assert!(PDF_RULES.contains(&rule));
    report.findings.iter().filter(|finding| finding.rule == rule).collect()
}

fn quiet(report: &Report) {
    let loud: Vec<_> =
        report.findings.iter().filter(|finding| PDF_RULES.contains(&finding.rule.as_str())).collect();
    assert!(loud.is_empty(), "{loud:?}");
}

fn answer<'a>(report: &'a Report, detector: &str) -> &'a Answer {
    &report.detectors.iter().find(|answer| answer.detector == detector).expect("answered").answer
}

const AMOUNTS: [&str; 6] = ["1,200.00", "12,340.50", "880.00", "15,000.00", "2,047.31", "31,467.81"];

/// A statement whose amounts stand in one column; one row may be drawn by somebody else.
fn statement(writer: &Writer, font: FontId, row: impl Fn(usize, f32, f32) -> Option<String>) -> String {
    let mut content = String::new();
    let lines = [340.0, 316.0, 292.0, 268.0, 244.0, 220.0];
    for (index, (amount, y)) in AMOUNTS.iter().zip(lines).enumerate() {
        content.push_str(&writer.text(font, 12.0, 40.0, y, &format!("ROW {index} SALARY")));
        content.push_str(&row(index, 180.0, y).unwrap_or_else(|| writer.text(font, 12.0, 180.0, y, amount)));
    }
    content
}

/// A plain statement, the number of its contents and a font for what comes later.
fn plain() -> (Writer, FontId, u32) {
    let mut writer = Writer::new();
    let font = writer.font(Font::Standard("Helvetica"));
    let contents = writer.page(&statement(&writer, font, |_, _, _| None));
    (writer, font, contents)
}

#[test]
fn the_text_of_a_page_has_its_places() {
    let (writer, _, _) = plain();
    let document = input::open(&writer.finish(), &Limits::default(), None).expect("opened");
    let text = document.pages[0].text.as_ref().expect("text");
    assert_eq!((text.source, text.turns), (Source::TextLayer, 0));
    let words: Vec<&str> = text.words.iter().map(|word| word.text.as_str()).collect();
    assert_eq!(words[..4], ["ROW 0 SALARY", "1,200.00", "ROW 1 SALARY", "12,340.50"]);
    let word = &text.words[1];
    assert_eq!(word.glyphs.len(), word.text.chars().count());
    // 180 points from the left and 60 from the top of the page, at two pixels a point.
    let region = word.region();
    assert!(region.x.abs_diff(360) <= 2 && region.y.abs_diff(100) <= 3, "{region:?}");
    let ink = |x: u32, y: u32| document.pages[0].rgb.get_pixel(x, y).0[0] < 128;
    let dark = (region.x..region.x + region.width)
        .flat_map(|x| (region.y..region.y + region.height).map(move |y| (x, y)))
        .filter(|&(x, y)| ink(x, y))
        .count();
    assert!(dark > 100, "{dark}");
}

#[test]
fn turned_pages_and_turned_text_keep_their_places() {
    let dark = |document: &input::Document, text: &str| {
        let page = &document.pages[0];
        let word = &page.text.as_ref().expect("text").words[1];
        assert_eq!(word.text, text);
        let region = word.region();
        let count = (region.x..region.x + region.width)
            .flat_map(|x| (region.y..region.y + region.height).map(move |y| (x, y)))
            .filter(|&(x, y)| page.rgb.get_pixel(x, y).0[0] < 128)
            .count();
        (page.text.as_ref().expect("text").turns, count)
    };
    // A page turned clockwise by its own entry reads downwards: three more turns put it right.
    let (writer, _, _) = plain();
    let bytes = writer.finish();
    let text = String::from_utf8_lossy(&bytes);
    let shown = text.replace("/MediaBox [0 0 300 400]", "/Rotate 90/MediaBox[0 0 300 400]");
    let document = input::open(shown.as_bytes(), &Limits::default(), None).expect("opened");
    assert_eq!(document.pages[0].rgb.dimensions(), (800, 600));
    let (turns, count) = dark(&document, "1,200.00");
    assert!(turns == 3 && count > 100, "{turns} {count}");

    // Text turned on an upright page reads upwards: one turn clockwise puts it right. The first lines fall
    // off the page.
    let mut writer = Writer::new();
    let font = writer.font(Font::Standard("Helvetica"));
    let lines = statement(&writer, font, |_, _, _| None);
    writer.page(&format!("q 0 1 -1 0 300 0 cm {lines} Q"));
    let document = input::open(&writer.finish(), &Limits::default(), None).expect("opened");
    let (turns, count) = dark(&document, "880.00");
    assert!(turns == 1 && count > 100, "{turns} {count}");
}

#[test]
fn dates_far_apart_are_a_weak_hint_and_a_signature_explains_them() {
    let made = |modified: &str| {
        let mut writer = Writer::new();
        let font = writer.font(Font::Standard("Helvetica"));
        writer.page(&statement(&writer, font, |_, _, _| None));
        writer.info(&format!(
            "/Producer (Office 12) /CreationDate (D:20260301090000+08'00') /ModDate (D:{modified}+08'00')"
        ));
        writer.finish()
    };
    let named = |bytes: &[u8]| {
        examined(bytes).findings.iter().filter(|f| f.rule == "structure.metadata.changed").count()
    };
    assert_eq!(named(&made("20260301090005")), 0);
    assert_eq!(named(&made("20260305100000")), 1);
    assert_eq!(named(&sign(&made("20260305100000"), 60)), 0);
}

#[test]
fn a_chinese_font_that_is_not_embedded_is_stood_in_for() {
    let mut writer = Writer::new();
    let font = writer.font(Font::Chinese);
    writer.page(&writer.text(font, 16.0, 40.0, 300.0, "合计金额12,340.50元"));
    let bytes = writer.finish();
    let plain = examined(&bytes);
    assert!(plain.findings.iter().any(|finding| finding.rule == "structure.pdf.missing_fonts"));

    let path = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
    let Ok(font) = std::fs::read(path) else {
        eprintln!("{path} is not installed: rendering with it is not tested");
        return;
    };
    let options =
        Options { font: Some(FallbackFont { bytes: Arc::new(font), index: 2 }), ..Options::default() };
    let report =
        examine_with(&bytes, &Calibration::default(), &Limits::default(), &options).expect("examined");
    assert!(!report.findings.iter().any(|finding| finding.rule == "structure.pdf.missing_fonts"));
    assert_eq!(report.container["fonts_stood_in"], "yes");
    assert!(!report.container.contains_key("missing_fonts"));
    let document = input::open(&bytes, &Limits::default(), options.font.as_ref()).expect("opened");
    let words = &document.pages[0].text.as_ref().expect("text").words;
    assert_eq!(words[0].text, "合计金额12,340.50元");
    let region = words[0].part(0..4);
    let dark = (region.x..region.x + region.width)
        .flat_map(|x| (region.y..region.y + region.height).map(move |y| (x, y)))
        .filter(|&(x, y)| document.pages[0].rgb.get_pixel(x, y).0[0] < 128)
        .count();
    assert!(dark > 300, "{dark}");
}

#[test]
fn any_part_of_a_changed_file_is_answered() {
    let (writer, font, contents) = plain();
    let changed = statement(&writer, font, |index, x, y| {
        (index == 1).then(|| writer.text(font, 12.0, x, y, "21,340.50"))
    });
    let bytes = sign(&append(&writer.finish(), &[(contents, stream("", changed.as_bytes()))]), 60);
    let answer = |bytes: &[u8]| {
        if let Ok(document) = input::open(bytes, &Limits::default(), None) {
            assert!(document.pages.len() <= 1);
        }
    };
    for cut in (0..bytes.len()).step_by(bytes.len() / 40) {
        answer(&bytes[..cut]);
        let mut turned = bytes.clone();
        turned[cut] ^= 0x11;
        answer(&turned);
        turned.rotate_left(cut);
        answer(&turned);
    }
}
