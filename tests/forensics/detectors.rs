//! Each pixel detector with a truth pair, a hard negative and a case where it must not speak.

use shifu::forensics::synth::edit::{Case, digital_page, jpeg};
use shifu::forensics::synth::{EditKind, LastSave, case};
use shifu::forensics::{Answer, Finding, Profile, Region, Report};

use crate::report::examined;

fn of<'a>(report: &'a Report, rule: &str) -> Vec<&'a Finding> {
    report.findings.iter().filter(|finding| finding.rule == rule).collect()
}

fn touches(finding: &Finding, place: Region) -> bool {
    [finding.region, finding.source_region]
        .iter()
        .flatten()
        .any(|region| region.overlap(&place) * 3 > place.area())
}

/// Over a few seeds: how often the rule points at the edit, and on how many untouched twins it speaks.
fn pairs(kind: EditKind, save: LastSave, rule: &str, seeds: std::ops::Range<u64>) -> (usize, usize) {
    let (mut hits, mut alarms) = (0, 0);
    for seed in seeds {
        let Case { bytes, region, .. } = case(seed, Some(kind), save).expect("made");
        let place = region.expect("edited");
        hits += usize::from(of(&examined(&bytes), rule).iter().any(|finding| touches(finding, place)));
        let twin = case(seed, None, save).expect("made");
        alarms += usize::from(!of(&examined(&twin.bytes), rule).is_empty());
    }
    (hits, alarms)
}

#[test]
fn copies_are_found_in_lossless_files_and_untouched_twins_stay_quiet() {
    let (hits, alarms) = pairs(EditKind::CopyMove, LastSave::Png, "copy.exact_noise", 0..3);
    assert!(hits >= 3 && alarms == 0, "{hits} hits, {alarms} alarms");
}

#[test]
fn copies_survive_a_good_last_save() {
    let (hits, alarms) = pairs(EditKind::CopyMove, LastSave::Jpeg(90), "copy.exact_noise", 6..8);
    assert!(hits >= 2 && alarms == 0, "{hits} hits, {alarms} alarms");
}

#[test]
fn a_copy_names_both_ends() {
    let case = case(2, Some(EditKind::CopyMove), LastSave::Png).expect("made");
    let report = examined(&case.bytes);
    let found = of(&report, "copy.exact_noise");
    let ends = [found[0].region.expect("region"), found[0].source_region.expect("source")];
    for place in [case.region.expect("target"), case.source.expect("source")] {
        assert!(ends.iter().any(|end| end.overlap(&place) * 2 > place.area()), "{place:?} {ends:?}");
    }
}

#[test]
fn words_set_anew_have_another_history() {
    let (hits, alarms) = pairs(EditKind::Retype, LastSave::Png, "jpeg.word_history", 20..23);
    assert!(hits >= 3 && alarms <= 1, "{hits} hits, {alarms} alarms");
}

#[test]
fn words_set_anew_look_different() {
    let (hits, alarms) = pairs(EditKind::Retype, LastSave::Jpeg(92), "word.looks_different", 30..33);
    assert!(hits >= 2 && alarms <= 1, "{hits} hits, {alarms} alarms");
}

#[test]
fn repeated_glyphs_of_a_program_are_no_copies() {
    let report = examined(&digital_page(4).expect("made"));
    assert_eq!(report.pages[0].profile, Profile::Screenshot);
    assert!(!report.informative.pixels);
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    let silent = report.detectors.iter().filter(
        |answer| matches!(&answer.answer, Answer::NotApplicable { reason } if reason == "screenshot"),
    );
    assert_eq!(silent.count(), 3);
}

#[test]
fn repeated_glyphs_of_a_program_saved_as_jpeg_are_no_copies() {
    let page = image::load_from_memory(&digital_page(5).expect("made")).expect("decodes").into_rgb8();
    let report = examined(&jpeg(&page, 90).expect("encodes"));
    assert!(of(&report, "copy.exact_noise").is_empty(), "{:?}", report.findings);
}

#[test]
fn a_chat_sized_coarse_picture_is_told_apart() {
    let page = image::load_from_memory(&case(1, None, LastSave::Png).expect("made").bytes).expect("decodes");
    let small = page.resize_exact(1024, 1280, image::imageops::FilterType::Triangle).into_rgb8();
    let report = examined(&jpeg(&small, 75).expect("encodes"));
    assert_eq!(report.pages[0].profile, Profile::ChatCompressed);
    assert!(!report.informative.pixels);
}
