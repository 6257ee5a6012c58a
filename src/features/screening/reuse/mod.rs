//! The same thing in another case: the file, a page, a seal, a photo, a table, a number, a wording. Submitting
//! again is usual and innocent, so the strength depends on what is known of the two applicants and of whom the
//! papers are about; layouts of one bank look alike, so likeness of a picture alone never weighs much.

pub mod bands;
pub mod content;
pub mod numbers;
pub mod sketch;

use crate::forensics::seals::print::Print;
use crate::forensics::{Region, Strength};
use sketch::Sketch;

/// Rule: the same file, byte for byte.
pub const SAME_FILE: &str = "reuse.same_file";
/// Rule: a page that looks the same.
pub const SAME_PAGE: &str = "reuse.same_page";
/// Rule: a table that looks and reads the same.
pub const SAME_TABLE: &str = "reuse.same_table";
/// Rule: the same imprint of a seal.
pub const SAME_SEAL: &str = "reuse.same_seal";
/// Rule: the same photo.
pub const SAME_PHOTO: &str = "reuse.same_photo";
/// Rule: the same number of an invoice, contract or certificate.
pub const NUMBER: &str = "reuse.number";
/// Rule: the same wording from different employers.
pub const WORDING: &str = "reuse.wording";

/// Every rule of this room, for lists of what is checked and for their lessons.
pub const RULES: &[&str] = &[SAME_FILE, SAME_PAGE, SAME_TABLE, SAME_SEAL, SAME_PHOTO, NUMBER, WORDING];

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

/// Kinds of things that are looked up by likeness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartKind {
    /// A whole page.
    Page,
    /// An imprint of a seal.
    Seal,
    /// A photo.
    Photo,
    /// The body of a table.
    Table,
    /// The wording of a proof, without what was filled in.
    Wording,
}

impl PartKind {
    /// The stable name in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Seal => "seal",
            Self::Photo => "photo",
            Self::Table => "table",
            Self::Wording => "wording",
        }
    }

    /// The one with this name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Page, Self::Seal, Self::Photo, Self::Table, Self::Wording]
            .into_iter()
            .find(|k| k.code() == code)
    }

    /// The rule a find of this kind rests on.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Page => SAME_PAGE,
            Self::Seal => SAME_SEAL,
            Self::Photo => SAME_PHOTO,
            Self::Table => SAME_TABLE,
            Self::Wording => WORDING,
        }
    }
}

/// The two hashes of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// DCT hash.
    pub phash: u64,
    /// Gradient hash.
    pub dhash: u64,
}

impl Look {
    /// Reads two hashes as a report writes them; `None` for what is no hash.
    #[must_use]
    pub fn read(phash: &str, dhash: &str) -> Option<Self> {
        let hash = |text: &str| (text.len() == 16).then(|| u64::from_str_radix(text, 16).ok()).flatten();
        Some(Self { phash: hash(phash)?, dhash: hash(dhash)? })
    }

    /// Whether there is enough on it to be told from others. A flat or evenly shaded area has a gradient hash
    /// of nearly all zeros or ones: fewer than 8 of 64 comparisons going the other way is what paper and
    /// shadow alone give.
    #[must_use]
    pub fn has_detail(self) -> bool {
        (8..=56).contains(&self.dhash.count_ones())
    }

    /// Differing bits, of the first and the second hash.
    #[must_use]
    pub const fn apart(self, other: Self) -> (u32, u32) {
        ((self.phash ^ other.phash).count_ones(), (self.dhash ^ other.dhash).count_ones())
    }
}

/// One thing of a page by which it is found again.
#[derive(Debug, Clone)]
pub struct PartLook {
    /// What it is.
    pub kind: PartKind,
    /// Where; none for the whole page.
    pub region: Option<Region>,
    /// Its hashes; zero for a wording.
    pub look: Look,
    /// Its words, where they were read.
    pub sketch: Option<Sketch>,
    /// Its letters, for a seal.
    pub print: Option<Print>,
    /// Keyed print of whom it is about: the holder of a page, photo or table, the issuer of a seal or wording.
    pub party: Option<String>,
}

impl PartLook {
    /// What it is known by.
    #[must_use]
    pub fn marks(&self) -> Marks<'_> {
        Marks { look: self.look, words: self.sketch.as_ref(), print: self.print.as_ref() }
    }
}

/// What a thing is known by.
#[derive(Debug, Clone, Copy)]
pub struct Marks<'a> {
    /// Its hashes.
    pub look: Look,
    /// Its words, where they were read.
    pub words: Option<&'a Sketch>,
    /// Its letters, for a seal.
    pub print: Option<&'a Print>,
}

/// How two things are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Likeness {
    /// Differing bits of both hashes together.
    pub bits: u32,
    /// Per cent of the words both share; none where one was not read.
    pub words: Option<u32>,
    /// Seals: correlation of their letters in per cent.
    pub letters: Option<u32>,
}

/// Letters of two seals that are so alike come from one imprint.
///
/// Seals of the measuring set, the same bitmap on another paper (`seals::print`, 20 pairs for each way): correlation
/// 0.77 to 0.94 after a chat program, 0.66 to 0.88 between two photos by hand. Set anew, at another angle and with
/// other wear: at most 0.40. Of other names: 0.56 at the 99th percentile, 0.70 at most, where nine of thirteen
/// characters were the same at the same places. The bound was chosen on these pairs: some of two photos lie below it.
const SAME_LETTERS: f32 = 0.7;

/// Whether two things of one kind are the same thing, and how alike they are.
///
/// Bounds against chance. Were the bits of a hash free, two unrelated ones would lie within d of 64 with
/// probability Σ C(64, i≤d) / 2⁶⁴. They are not free, so the bounds are set as if every second bit only
/// repeated its neighbour (32 free bits, half the distance):
///
/// - seal: its letters, see [`SAME_LETTERS`];
/// - photo, and seals whose letters are not known, both hashes ≤ 6 and ≤ 9 together: Σ C(32, i≤3) / 2³² =
///   1.3·10⁻⁶ each, and at most half of that on the second: below 10⁻¹¹ for a pair, below 10⁻⁶ for a look-up
///   among 40,000;
/// - page and table that were not read, both ≤ 4: Σ C(32, i≤2) / 2³² = 1.2·10⁻⁷ each, 1.5·10⁻¹⁴ for a pair;
/// - page and table that were read, both ≤ 7, and at least half of the sketch equal. Here the pictures may be
///   alike for a reason (one bank, one layout), so the words decide: statements of one bank share dates and
///   headings, at most three tenths of their numbers, and then 16 of 32 equal values come up in 1 % of pairs
///   whose pictures are alike already.
#[must_use]
pub fn alike(kind: PartKind, one: &Marks<'_>, two: &Marks<'_>) -> Option<Likeness> {
    let (p, d) = one.look.apart(two.look);
    let words = one.words.zip(two.words).map(|(one, two)| one.percent(two));
    let letters = one.print.zip(two.print).and_then(|(one, two)| one.likeness(two));
    let near = match (kind, words) {
        (PartKind::Seal, _) if letters.is_some() => letters >= Some(SAME_LETTERS),
        (PartKind::Wording, Some(percent)) => percent >= 88,
        (PartKind::Wording, None) => false,
        (PartKind::Seal | PartKind::Photo, _) => p <= 6 && d <= 6 && p + d <= 9,
        (_, Some(percent)) => p <= bands::REACH && d <= bands::REACH && percent >= 50,
        // Read here and not there, or not at all.
        (_, None) => p <= 4 && d <= 4,
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of one")]
    let letters = letters.map(|likeness| (likeness.max(0.0) * 100.0) as u32);
    near.then_some(Likeness { bits: p + d, words, letters })
}

/// How much the same file or the same number in another case weighs.
#[must_use]
pub const fn same_file(applicants: Applicants) -> Strength {
    match applicants {
        Applicants::Different => Strength::Strong,
        Applicants::Unknown => Strength::Medium,
        Applicants::Same => Strength::Weak,
    }
}

/// How much a number elsewhere weighs. The certificate of a flat or a marriage is handed in by each of those
/// it names, so it is never strong.
#[must_use]
pub fn same_number(certificate: bool, applicants: Applicants) -> Strength {
    if certificate { same_file(applicants).min(Strength::Medium) } else { same_file(applicants) }
}

/// How much a likeness weighs; `None` says nothing of it.
///
/// - A page or table whose words agree too is the same paper: as the same file. Not read: a template is the
///   likelier reason, at most medium.
/// - A photo for two people whose numbers were read and hold is strong; for one person it is a resubmission.
/// - Seals of one issuer recur by nature and are not told. Of two issuers: medium, since a name may be misread.
/// - Wording counts only between two issuers.
#[must_use]
pub fn weight(
    kind: PartKind,
    likeness: Likeness,
    applicants: Applicants,
    parties: Applicants,
) -> Option<Strength> {
    match (kind, parties, applicants) {
        (PartKind::Page | PartKind::Table, _, _) if likeness.words.is_some() => {
            let strength = same_file(applicants);
            // The same paper with another holder on it: one region was changed, or misread.
            Some(if parties == Applicants::Different { strength.max(Strength::Medium) } else { strength })
        }
        (PartKind::Photo, Applicants::Different, _) => Some(Strength::Strong),
        (PartKind::Page | PartKind::Table, _, Applicants::Different)
        | (PartKind::Photo, Applicants::Unknown, Applicants::Different)
        | (PartKind::Seal | PartKind::Wording, Applicants::Different, _) => Some(Strength::Medium),
        (PartKind::Page | PartKind::Table | PartKind::Photo, ..)
        | (PartKind::Seal, Applicants::Unknown, Applicants::Different) => Some(Strength::Weak),
        (PartKind::Seal | PartKind::Wording, ..) => None,
    }
}

/// Of what is alike, that which can weigh anything, in the order given. All papers of one firm bear its seal: however
/// many they are, they must not stand before the one of another firm.
pub fn telling<T>(
    kind: PartKind,
    near: Vec<(Likeness, T)>,
    parties: impl Fn(&T) -> Applicants,
) -> impl Iterator<Item = (Likeness, T)> {
    near.into_iter().filter(move |(likeness, other)| {
        weight(kind, *likeness, Applicants::Different, parties(other)).is_some()
    })
}

/// From so many issuers on a wording is a common template and says nothing.
pub const COMMON_WORDING: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    const SAME: Applicants = Applicants::Same;
    const OTHER: Applicants = Applicants::Different;
    const UNKNOWN: Applicants = Applicants::Unknown;

    fn look(phash: u64, dhash: u64) -> Look {
        Look { phash, dhash }
    }

    #[test]
    fn the_many_papers_of_one_firm_do_not_hide_another() {
        let likeness = Likeness { bits: 0, words: None, letters: Some(90) };
        let near = (0..40).map(|n| (likeness, if n == 39 { OTHER } else { SAME })).collect();
        let told: Vec<_> = telling(PartKind::Seal, near, |parties| *parties).collect();
        assert_eq!(told, [(likeness, OTHER)]);
    }

    #[test]
    fn only_another_applicant_makes_reuse_strong() {
        let of = |a, b| same_file(Applicants::of(a, b));
        assert_eq!(of(Some("a"), Some("b")), Strength::Strong);
        assert_eq!(of(Some("a"), Some("a")), Strength::Weak);
        assert_eq!(of(None, Some("a")), Strength::Medium);
        assert_eq!(same_number(true, OTHER), Strength::Medium);
        assert_eq!(same_number(false, SAME), Strength::Weak);
    }

    #[test]
    fn both_hashes_must_agree_and_words_decide_between_layouts() {
        fn marks(look: Look, words: Option<&Sketch>) -> Marks<'_> {
            Marks { look, words, print: None }
        }
        let near = |kind, p, d| alike(kind, &marks(look(0, 0), None), &marks(look(p, d), None));
        let plain = Likeness { bits: 3, words: None, letters: None };
        assert_eq!(near(PartKind::Page, 0b11, 0b1), Some(plain));
        assert_eq!(near(PartKind::Page, 0, 0b1_1111), None);
        assert_eq!(near(PartKind::Seal, 0b1_1111, 0b1111).map(|l| l.bits), Some(9));
        assert_eq!(near(PartKind::Seal, 0b1_1111, 0b1_1111), None);
        let key = [7; 32];
        let words = |from: u32| Sketch::of(&key, (from..from + 40).map(|n| n.to_string())).unwrap();
        let (a, b, c) = (words(100), words(104), words(900));
        let read = |one: &Sketch, two: &Sketch| {
            let far = marks(look(0b111_1111, 0), Some(two));
            alike(PartKind::Table, &marks(look(0, 0), Some(one)), &far)
        };
        assert!(read(&a, &b).is_some_and(|l| l.words > Some(60)));
        assert_eq!(read(&a, &c), None, "one layout, other figures");
    }

    #[test]
    fn seals_of_one_issuer_and_common_resubmission_stay_quiet() {
        let plain = Likeness { bits: 0, words: None, letters: None };
        let read = Likeness { bits: 0, words: Some(95), letters: None };
        assert_eq!(weight(PartKind::Seal, plain, OTHER, SAME), None);
        assert_eq!(weight(PartKind::Seal, plain, SAME, UNKNOWN), None);
        assert_eq!(weight(PartKind::Seal, plain, OTHER, OTHER), Some(Strength::Medium));
        assert_eq!(
            weight(PartKind::Page, plain, OTHER, OTHER),
            Some(Strength::Medium),
            "not read: a template"
        );
        assert_eq!(weight(PartKind::Table, read, OTHER, SAME), Some(Strength::Strong));
        assert_eq!(weight(PartKind::Table, read, SAME, SAME), Some(Strength::Weak));
        assert_eq!(weight(PartKind::Page, read, SAME, OTHER), Some(Strength::Medium), "another holder on it");
        assert_eq!(weight(PartKind::Photo, plain, OTHER, SAME), Some(Strength::Weak), "spouses share a card");
        assert_eq!(weight(PartKind::Photo, plain, UNKNOWN, OTHER), Some(Strength::Strong));
        assert_eq!(weight(PartKind::Wording, read, OTHER, UNKNOWN), None);
    }

    #[test]
    fn what_is_no_hash_is_refused_and_what_is_flat_has_no_detail() {
        assert_eq!(Look::read("x", "0000000000000000"), None);
        let flat = Look::read("00000000000000ff", "0000000000000003").unwrap();
        assert!(!flat.has_detail());
        assert!(look(0, 0xffff).has_detail());
    }
}
