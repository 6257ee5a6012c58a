//! The report as a whole: determinism, the way through the pipe, containers.

use shifu::forensics::synth::hostile::honest_pdf;
use shifu::forensics::synth::{EditKind, LastSave, case};
use shifu::forensics::wire::{WireError, decode, encode};
use shifu::forensics::{Calibration, Container, Grade, Limits, Profile, Refused, Report, examine, hamming};

pub fn examined(bytes: &[u8]) -> Report {
    examine(bytes, &Calibration::default(), &Limits::default()).expect("examined")
}

#[test]
fn the_same_bytes_give_the_same_report_on_any_number_of_threads() {
    let bytes = case(9, Some(EditKind::Splice), LastSave::Jpeg(88)).expect("made").bytes;
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("pool");
        pool.install(|| examined(&bytes))
    };
    assert_eq!(on(1), on(4));
}

#[test]
fn a_report_survives_the_pipe_with_its_pictures() {
    let report = examined(&case(2, Some(EditKind::CopyMove), LastSave::Png).expect("made").bytes);
    let keys: Vec<&str> = report.pages[0].maps.iter().map(|map| map.key.as_str()).collect();
    assert_eq!(keys, ["heat", "overlay", "error_level", "copy"]);
    assert!(!report.pages[0].preview.is_empty());
    let back = decode(&encode(&Ok(report.clone()))).expect("decodes").expect("a report");
    assert_eq!(back, report);
    let refused = Err(Refused::TooManyPages { found: 30, limit: 20 });
    assert_eq!(decode(&encode(&refused)), Ok(refused));
}

#[test]
fn a_hostile_child_is_not_believed() {
    let mut report = examined(&case(2, None, LastSave::Png).expect("made").bytes);
    let message = encode(&Ok(report.clone()));
    for cut in [0, 4, 11, 100, message.len() / 2, message.len() - 1] {
        assert!(decode(&message[..cut]).is_err(), "{cut}");
    }
    let mut longer = message.clone();
    longer.push(0);
    assert_eq!(decode(&longer), Err(WireError::Malformed));
    let mut huge = message;
    huge[8..12].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_eq!(decode(&huge), Err(WireError::TooLarge));

    let said = |report: &Report| decode(&encode(&Ok(report.clone())));
    report.score = 7.0;
    assert_eq!(said(&report), Err(WireError::Impossible("score")));
    report.score = 0.5;
    report.pages[0].preview = b"<script>".to_vec();
    assert_eq!(said(&report), Err(WireError::Impossible("image")));
    report.pages.clear();
    report.findings =
        examined(&case(2, Some(EditKind::CopyMove), LastSave::Png).expect("made").bytes).findings;
    assert_eq!(said(&report), Err(WireError::Impossible("page")));
    report.findings.truncate(1);
    report.findings[0].page = None;
    report.findings[0].rule = "made.up".to_owned();
    assert_eq!(said(&report), Err(WireError::Impossible("finding")));
}

#[test]
fn a_pdf_is_rendered_page_by_page_and_told_to_be_born_digital() {
    let bytes =
        honest_pdf(&["SALARY STATEMENT", "TOTAL 12 340.50", "TOTAL 12 340.50", "NOTHING ELSE HERE"], 2);
    let report = examined(&bytes);
    assert_eq!((report.kind, report.pages.len()), (Container::Pdf, 2));
    assert_eq!((report.pages[0].width, report.pages[0].height), (600, 800));
    assert_eq!(report.pages[0].profile, Profile::BornDigital);
    assert!(report.informative.text && !report.informative.pixels);
    assert_eq!(report.grade, Grade::NothingFound);
    assert_eq!(hamming(&report.pages[0].phash, &report.pages[1].phash), Some(0));
}

#[test]
fn a_pdf_saved_again_without_a_change_says_so_and_no_more() {
    let mut bytes = honest_pdf(&["ONE LINE"], 1);
    let again = bytes.clone();
    let at = again.windows(9).rposition(|w| w == b"startxref").expect("cross references");
    bytes.extend_from_slice(&again[at..]);
    let report = examined(&bytes);
    assert_eq!(report.container["revisions"], "2");
    assert_eq!((report.grade, report.findings.len()), (Grade::NothingFound, 0), "{:?}", report.findings);
}

#[test]
fn limits_refuse_with_stable_codes() {
    let tight = Limits { max_pages: 2, max_side: 300, ..Limits::default() };
    let code = |bytes: &[u8]| examine(bytes, &Calibration::default(), &tight).expect_err("refused").code();
    assert_eq!(code(&honest_pdf(&["A"], 3)), "upload.too_many_pages");
    assert_eq!(code(&case(1, None, LastSave::Png).expect("made").bytes), "upload.too_large");
    assert_eq!(code(b""), "upload.empty");
    assert_eq!(code(b"plain text"), "upload.not_supported");
}

#[test]
fn a_copy_of_a_page_saved_again_has_nearly_the_same_hashes() {
    let page = |save| examined(&case(7, None, save).expect("made").bytes).pages.remove(0);
    let (one, two) = (page(LastSave::Png), page(LastSave::Jpeg(72)));
    assert!(hamming(&one.phash, &two.phash).expect("hash") <= 6);
    assert!(hamming(&one.dhash, &two.dhash).expect("hash") <= 10);
}
