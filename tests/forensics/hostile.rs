//! Malformed files and bombs: an answer, never a panic. What overflows stacks is tested behind
//! the sandbox, with the same generator.

use std::sync::LazyLock;

use shifu::forensics::synth::hostile::{Hostile, all};
use shifu::forensics::{Calibration, Limits, Refused, examine};

static FILES: LazyLock<Vec<Hostile>> = LazyLock::new(|| all(42));

#[test]
fn every_hostile_file_is_refused_or_examined() {
    let limits = Limits { max_pixels: 4_000_000, ..Limits::default() };
    let mut refused = 0;
    for file in FILES.iter().filter(|file| !file.needs_child) {
        match examine(&file.bytes, &Calibration::default(), &limits) {
            Ok(report) => assert!((0.0..=1.0).contains(&report.score), "{}", file.name),
            Err(_) => refused += 1,
        }
    }
    assert!(refused > 16, "{refused}");
}

#[test]
fn bombs_are_refused_before_they_are_unpacked() {
    for name in ["huge PNG", "wide PNG", "PNG bomb", "huge JPEG", "huge GIF"] {
        let file = FILES.iter().find(|file| file.name == name).expect(name);
        let limits = Limits { max_pixels: 20_000_000, ..Limits::default() };
        let answer = examine(&file.bytes, &Calibration::default(), &limits);
        assert!(
            matches!(answer, Err(Refused::TooLarge { .. } | Refused::Damaged)),
            "{name}: {:?}",
            answer.map(|report| report.score)
        );
    }
}

#[test]
fn plain_nesting_is_refused_before_any_parser_recurses() {
    let file = FILES.iter().find(|file| file.name == "PDF nested arrays").expect("made");
    assert_eq!(
        examine(&file.bytes, &Calibration::default(), &Limits::default()).err(),
        Some(Refused::Damaged)
    );
}
