//! Numbers in a font of their own.

use shifu::forensics::synth::pdf::{Font, FontId, Writer};
use shifu::forensics::{Answer, Grade, Report, Strength};

use super::{AMOUNTS, answer, of, quiet, statement};
use crate::report::examined;

/// A statement in embedded type; `row` draws one amount in its own way.
fn typeset(row: impl Fn(&Writer, [FontId; 3], f32, f32) -> String, odd: &[usize]) -> Report {
    let mut writer = Writer::new();
    let fonts = [
        writer.font(Font::Embedded("SimSun", 1)),
        writer.font(Font::Embedded("ArialMT", 2)),
        writer.font(Font::Embedded("SimSun", 3)),
    ];
    let content =
        statement(&writer, fonts[0], |index, x, y| odd.contains(&index).then(|| row(&writer, fonts, x, y)));
    writer.page(&content);
    examined(&writer.finish())
}

#[test]
fn an_amount_in_a_font_of_its_own_stands_out() {
    quiet(&typeset(|_, _, _, _| String::new(), &[]));
    for odd in [1, 2] {
        let report = typeset(|writer, fonts, x, y| writer.text(fonts[odd], 12.0, x, y, "21,340.50"), &[1]);
        let found = of(&report, "structure.pdf.font_rare");
        assert_eq!((found.len(), found[0].strength), (1, Strength::Medium), "{:?}", report.findings);
        assert_eq!(found[0].facts["text"], "21,340.50");
        assert_eq!(report.grade, Grade::Hints);
    }
}

#[test]
fn digits_of_one_amount_from_two_subsets_stand_out() {
    let report = typeset(
        |writer, fonts, x, y| {
            // Half a size a character: the second part follows the first without a gap.
            writer.text(fonts[2], 12.0, x, y, "21") + &writer.text(fonts[0], 12.0, x + 12.0, y, ",340.50")
        },
        &[1],
    );
    let found = of(&report, "structure.pdf.font_split");
    assert_eq!((found.len(), found[0].facts["text"].as_str()), (1, "21,340.50"), "{:?}", report.findings);
}

#[test]
fn a_bold_total_and_a_system_of_two_fonts_are_innocent() {
    let mut writer = Writer::new();
    let (usual, bold) =
        (writer.font(Font::Embedded("SimSun", 1)), writer.font(Font::Embedded("SimSun-Bold", 2)));
    let content = statement(&writer, usual, |index, x, y| {
        (index == 5).then(|| writer.text(bold, 12.0, x, y, AMOUNTS[5]))
    });
    writer.page(&content);
    quiet(&examined(&writer.finish()));
    // Every second row in another font: that is how this paper is made.
    let report = typeset(|writer, fonts, x, y| writer.text(fonts[1], 12.0, x, y, "1,000.00"), &[0, 2, 4]);
    quiet(&report);
    // A heading in larger type.
    let report = typeset(|writer, fonts, x, y| writer.text(fonts[1], 18.0, x, y, "21,340.50"), &[0]);
    quiet(&report);
}

#[test]
fn too_few_amounts_make_no_custom() {
    let mut writer = Writer::new();
    let font = writer.font(Font::Embedded("SimSun", 1));
    writer.page(&writer.text(font, 12.0, 40.0, 300.0, "TOTAL 1,200.00"));
    let report = examined(&writer.finish());
    assert_eq!(
        answer(&report, "structure.pdf_fonts"),
        &Answer::NotApplicable { reason: "too-few-words".to_owned() }
    );
    assert_eq!(
        answer(&report, "structure.pdf_revisions"),
        &Answer::NotApplicable { reason: "one-version".to_owned() }
    );
}
