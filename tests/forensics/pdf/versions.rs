//! What later versions of a file changed, and what signatures cover.

use shifu::forensics::synth::pdf::{Font, Writer, append, filled, sign, stream};
use shifu::forensics::wire::{WireError, decode, encode};
use shifu::forensics::{Grade, Report, Strength};

use super::{of, plain, quiet, statement};
use crate::report::examined;

#[test]
fn an_amount_changed_by_a_later_version_is_shown_before_and_after() {
    let (writer, font, contents) = plain();
    let changed = statement(&writer, font, |index, x, y| {
        (index == 1).then(|| writer.text(font, 12.0, x, y, "21,340.50"))
    });
    let bytes = writer.finish();
    quiet(&examined(&bytes));
    let report = examined(&append(&bytes, &[(contents, stream("", changed.as_bytes()))]));
    let found = of(&report, "structure.pdf.revision_amount");
    assert_eq!(found.len(), 1, "{:?}", report.findings);
    assert_eq!((found[0].strength, found[0].page), (Strength::Strong, Some(0)));
    assert_eq!(
        (found[0].facts["before"].as_str(), found[0].facts["after"].as_str()),
        ("12,340.50", "21,340.50")
    );
    assert_eq!(report.grade, Grade::LookFirst);
    let region = found[0].region.expect("region");
    assert!(region.x.abs_diff(360) <= 3 && region.y.abs_diff(148) <= 4, "{region:?}");

    let earlier = &report.earlier[0];
    assert_eq!((earlier.revision, earlier.page, earlier.changes.len()), (2, 0, 1));
    assert_eq!(earlier.changes[0].before, "12,340.50");
    let (was, is) = (&earlier.preview, &report.pages[0].preview);
    assert!(was != is && image::load_from_memory(was).is_ok());
    let back = decode(&encode(&Ok(report.clone()))).expect("decodes").expect("a report");
    assert_eq!(back, report);
}

#[test]
fn a_hostile_child_cannot_invent_earlier_pages() {
    let (writer, font, contents) = plain();
    let changed =
        statement(&writer, font, |index, x, y| (index == 1).then(|| writer.text(font, 12.0, x, y, "9.99")));
    let report = examined(&append(&writer.finish(), &[(contents, stream("", changed.as_bytes()))]));
    let said = |change: &dyn Fn(&mut Report)| {
        let mut report = report.clone();
        change(&mut report);
        decode(&encode(&Ok(report))).err()
    };
    assert_eq!(said(&|_| ()), None);
    let impossible = Some(WireError::Impossible("earlier"));
    assert_eq!(said(&|report| report.earlier[0].page = 7), impossible);
    assert_eq!(said(&|report| report.earlier[0].changes[0].region.x = 4_000_000), impossible);
    assert_eq!(said(&|report| report.earlier[0].changes[0].after = "9".repeat(5000)), impossible);
    assert_eq!(said(&|report| report.earlier = vec![report.earlier[0].clone(); 11]), impossible);
    assert_eq!(
        said(&|report| report.earlier[0].preview = b"<svg>".to_vec()),
        Some(WireError::Impossible("image"))
    );
}

#[test]
fn words_changed_by_a_later_version_weigh_less_than_numbers() {
    let (writer, font, contents) = plain();
    let mut changed = statement(&writer, font, |_, _, _| None);
    changed.push_str(&writer.text(font, 12.0, 40.0, 100.0, "EMPLOYER CONFIRMED"));
    let report = examined(&append(&writer.finish(), &[(contents, stream("", changed.as_bytes()))]));
    let found = of(&report, "structure.pdf.revision_text");
    assert_eq!((found.len(), found[0].strength), (1, Strength::Medium));
    assert_eq!(found[0].facts["kind"], "added");
    assert_eq!(report.grade, Grade::Hints);
}

#[test]
fn only_the_look_changed_and_the_words_stayed() {
    let mut writer = Writer::new();
    let font = writer.font(Font::Standard("Helvetica"));
    let before =
        format!("{}{}", filled([40.0, 60.0, 80.0, 40.0], 0.2), writer.text(font, 12.0, 40.0, 300.0, "PHOTO"));
    let after =
        format!("{}{}", filled([40.0, 60.0, 20.0, 90.0], 0.2), writer.text(font, 12.0, 40.0, 300.0, "PHOTO"));
    let contents = writer.page(&before);
    let report = examined(&append(&writer.finish(), &[(contents, stream("", after.as_bytes()))]));
    assert_eq!(of(&report, "structure.pdf.revision_look").len(), 1, "{:?}", report.findings);
    assert_eq!(report.earlier.len(), 1);
}

#[test]
fn the_same_page_written_anew_is_no_change() {
    // Another program writes the same lines in another order and with other operators.
    let (writer, font, contents) = plain();
    let lines = statement(&writer, font, |_, _, _| None);
    let mut parts: Vec<&str> = lines.lines().collect();
    parts.reverse();
    let report = examined(&append(&writer.finish(), &[(contents, stream("", parts.join("\n").as_bytes()))]));
    quiet(&report);
    assert_eq!(report.container["revisions"], "2");
}

#[test]
fn signing_and_filling_in_an_empty_field_are_lawful() {
    let mut writer = Writer::new();
    let font = writer.font(Font::Standard("Helvetica"));
    writer.page(&statement(&writer, font, |_, _, _| None));
    let place = [40, 80, 120, 20];
    let appearance = writer.field(place, "");
    let text = writer.text(font, 12.0, 2.0, 5.0, "5,000.00");
    let filled_in = writer.appearance(place, &text);
    let bytes = writer.finish();
    let signed = sign(&append(&bytes, &[(appearance, filled_in)]), 60);
    let report = examined(&signed);
    quiet(&report);
    assert_eq!(report.grade, Grade::NothingFound, "{:?}", report.findings);
    let says = |key: &str| report.container.get(key).map(String::as_str);
    assert_eq!(says("revisions"), Some("3"));
    assert_eq!(says("signature_filter"), Some("adbe.pkcs7.detached"));
    assert_eq!((says("signature_covers"), says("signature_validated")), (Some("whole"), Some("no")));
    assert_eq!(says("signature_name"), Some("Lin Yi"));
    assert!(report.earlier.is_empty());
}

#[test]
fn a_field_filled_in_twice_is_told_as_text() {
    let mut writer = Writer::new();
    let font = writer.font(Font::Standard("Helvetica"));
    writer.page(&statement(&writer, font, |_, _, _| None));
    let place = [40, 80, 120, 20];
    let appearance = writer.field(place, &writer.text(font, 12.0, 2.0, 5.0, "5,000.00"));
    let again = writer.appearance(place, &writer.text(font, 12.0, 2.0, 5.0, "8,000.00"));
    let report = examined(&append(&writer.finish(), &[(appearance, again)]));
    assert_eq!(of(&report, "structure.pdf.revision_text").len(), 1, "{:?}", report.findings);
    assert!(of(&report, "structure.pdf.revision_amount").is_empty());
}

#[test]
fn a_page_changed_behind_a_signature_is_told() {
    let (writer, font, contents) = plain();
    let changed = statement(&writer, font, |index, x, y| {
        (index == 5).then(|| writer.text(font, 12.0, x, y, "91,467.81"))
    });
    let signed = sign(&writer.finish(), 60);
    quiet(&examined(&signed));
    let report = examined(&append(&signed, &[(contents, stream("", changed.as_bytes()))]));
    let found = of(&report, "structure.pdf.signed_then_changed");
    assert_eq!((found.len(), found[0].strength), (1, Strength::Medium), "{:?}", report.findings);
    assert_eq!(report.container["signature_covers"], "part");
    // Validation data behind the signature changes nothing.
    let lawful = append(&signed, &[(61, b"<< /Type /DSS /VRI << >> >>".to_vec())]);
    quiet(&examined(&lawful));
}

#[test]
fn many_versions_are_compared_up_to_a_bound() {
    let (writer, font, contents) = plain();
    let mut bytes = Vec::new();
    let versions: Vec<String> = (0..9)
        .map(|version| {
            statement(&writer, font, |index, x, y| {
                (index == 0).then(|| writer.text(font, 12.0, x, y, &format!("{version},200.00")))
            })
        })
        .collect();
    let first = writer.finish();
    bytes.extend_from_slice(&first);
    for content in &versions {
        bytes = append(&bytes, &[(contents, stream("", content.as_bytes()))]);
    }
    let report = examined(&bytes);
    assert_eq!(report.container["revisions"], "10");
    assert_eq!(of(&report, "structure.pdf.revision_amount").len(), 5);
    assert_eq!(report.earlier.len(), 5);
}

#[test]
fn page_numbers_that_are_renewed_are_no_amounts() {
    let mut writer = Writer::new();
    let font = writer.font(Font::Standard("Helvetica"));
    let page = |writer: &Writer, of: u32| {
        statement(writer, font, |_, _, _| None)
            + &writer.text(font, 9.0, 140.0, 20.0, &format!("PAGE 1 OF {of}"))
    };
    let contents = writer.page(&page(&writer, 3));
    let renewed = page(&writer, 4);
    let report = examined(&append(&writer.finish(), &[(contents, stream("", renewed.as_bytes()))]));
    assert!(of(&report, "structure.pdf.revision_amount").is_empty(), "{:?}", report.findings);
    assert_eq!(of(&report, "structure.pdf.revision_text").len(), 1);
}

#[test]
fn long_numbers_are_not_told_whole() {
    let mut writer = Writer::new();
    let font = writer.font(Font::Standard("Helvetica"));
    let line = |writer: &Writer, number: &str| writer.text(font, 12.0, 40.0, 300.0, number);
    let contents = writer.page(&line(&writer, "6222020200112345678"));
    let changed = line(&writer, "6222020200912345678");
    let report = examined(&append(&writer.finish(), &[(contents, stream("", changed.as_bytes()))]));
    let found = of(&report, "structure.pdf.revision_amount");
    assert_eq!(found[0].facts["before"], "**********1****5678");
    assert_eq!(report.earlier[0].changes[0].after, "**********9****5678");
}

#[test]
fn a_page_added_later_is_a_weak_hint() {
    let mut writer = Writer::new();
    let font = writer.font(Font::Standard("Helvetica"));
    writer.page(&statement(&writer, font, |_, _, _| None));
    let later = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Resources << >> >>".to_vec();
    let first = writer.last_page();
    let tree = format!("<< /Type /Pages /Count 2 /Kids [{first} 0 R 50 0 R] >>").into_bytes();
    let alone = format!("<< /Type /Pages /Count 1 /Kids [{first} 0 R] >>").into_bytes();
    let bytes = append(&writer.finish(), &[(2, tree), (50, later)]);
    let report = examined(&bytes);
    let found = of(&report, "structure.pdf.revision_pages");
    assert_eq!((found.len(), found[0].strength), (1, Strength::Weak), "{:?}", report.findings);
    assert_eq!((found[0].facts["added"].as_str(), found[0].facts["removed"].as_str()), ("1", "0"));
    let report = examined(&append(&bytes, &[(2, alone)]));
    assert_eq!(of(&report, "structure.pdf.revision_pages").len(), 2);
}

#[test]
fn a_version_that_cannot_be_opened_is_said_to_be_unknown() {
    // The earlier version's catalogue is gone; the present one stands.
    let (writer, _, _) = plain();
    let bytes = writer.finish();
    let broken =
        String::from_utf8_lossy(&bytes).replace("/Type /Catalog /Pages 2 0 R", "/Type /Catalog /Nowhere 2 0");
    let whole = append(broken.as_bytes(), &[(1, b"<< /Type /Catalog /Pages 2 0 R >>".to_vec())]);
    let report = examined(&whole);
    assert!(
        report.findings.iter().any(|finding| finding.rule == "structure.pdf.revisions"),
        "{:?}",
        report.findings
    );
    assert_eq!(report.grade, Grade::Hints);
}
