//! Saying aloud what a test did not do.

use std::io::Write;

/// Whether this run must not skip anything.
pub fn in_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "0" && value != "false")
}

/// Prints a line past the capture of the test harness, which would hide it when the test passes.
pub fn say(line: &str) {
    // A closed standard error leaves nobody to tell.
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Prints that `what` was skipped and why; in CI that is a failure.
pub fn skipped(what: &str, why: &str) {
    say(&format!("SKIPPED {what}: {why}"));
    assert!(!in_ci(), "{what} may not be skipped in CI: {why}");
}
