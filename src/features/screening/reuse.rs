//! The same document in another case. Resubmitting is usual and innocent, so the strength depends on what
//! is known of the two applicants; layouts of one bank look alike, so likeness alone never weighs much.

use crate::forensics::{Strength, hamming};

/// Rule: the same file, byte for byte.
pub const SAME_FILE: &str = "reuse.same_file";
/// Rule: a page that looks the same.
pub const SAME_PAGE: &str = "reuse.same_page";

/// Both hashes must lie this near. Forms of one template differ by more in the gradient hash once they are
/// filled in; a page scanned or saved again stays within (see `forensics::signal::phash`).
const NEAR: u32 = 4;

/// What is known of the two applicants' references.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applicants {
    /// Both references were given and are equal.
    Same,
    /// Both were given and differ.
    Different,
    /// At least one was not given.
    Unknown,
}

impl Applicants {
    /// Compares two keyed prints.
    #[must_use]
    pub fn of(one: Option<&str>, two: Option<&str>) -> Self {
        match (one, two) {
            (Some(one), Some(two)) if one == two => Self::Same,
            (Some(_), Some(_)) => Self::Different,
            _ => Self::Unknown,
        }
    }

    /// The stable name, as in the messages.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Unknown => "unknown",
        }
    }
}

/// How much the same file in another case weighs.
#[must_use]
pub const fn same_file(applicants: Applicants) -> Strength {
    match applicants {
        Applicants::Different => Strength::Strong,
        Applicants::Unknown => Strength::Medium,
        Applicants::Same => Strength::Weak,
    }
}

/// How much a page that looks the same weighs; never strong, since blank forms and templates do.
#[must_use]
pub const fn same_page(applicants: Applicants) -> Strength {
    match applicants {
        Applicants::Different => Strength::Medium,
        Applicants::Unknown | Applicants::Same => Strength::Weak,
    }
}

/// The hashes of a page.
#[derive(Debug, Clone)]
pub struct Look {
    /// DCT hash.
    pub phash: String,
    /// Gradient hash.
    pub dhash: String,
}

/// Differing bits of both hashes when the two pages look the same.
#[must_use]
pub fn near(one: &Look, two: &Look) -> Option<u32> {
    let phash = hamming(&one.phash, &two.phash)?;
    let dhash = hamming(&one.dhash, &two.dhash)?;
    (phash <= NEAR && dhash <= NEAR).then_some(phash + dhash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_another_applicant_makes_reuse_strong() {
        let of = |a, b| same_file(Applicants::of(a, b));
        assert_eq!(of(Some("a"), Some("b")), Strength::Strong);
        assert_eq!(of(Some("a"), Some("a")), Strength::Weak);
        assert_eq!(of(None, Some("a")), Strength::Medium);
        assert!(same_page(Applicants::Different) < Strength::Strong);
    }

    #[test]
    fn both_hashes_must_agree() {
        let look = |p: u64, d: u64| Look { phash: format!("{p:016x}"), dhash: format!("{d:016x}") };
        assert_eq!(near(&look(0, 0), &look(0b11, 0b1)), Some(3));
        assert_eq!(near(&look(0, 0), &look(0, 0b1_1111)), None);
        assert_eq!(near(&look(0, 0), &Look { phash: "x".to_owned(), dhash: String::new() }), None);
    }
}
