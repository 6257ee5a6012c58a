//! What a complaint or suggestion must be.

use serde::{Deserialize, Serialize};

use crate::kernel::Fault;
use crate::kernel::fault::FormCheck;

/// What a person has to say about the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedbackKind {
    /// Something is wrong and should not be.
    Complaint,
    /// Something could be better.
    Suggestion,
}

impl FeedbackKind {
    /// Both, in the order of the form.
    pub const ALL: [Self; 2] = [Self::Complaint, Self::Suggestion];

    /// The kind's name in the database and in message keys.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Complaint => "complaint",
            Self::Suggestion => "suggestion",
        }
    }

    /// The kind with this name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Notices that go out by mail as well: somebody is waited for, or a right or a duty has changed. The rest
/// can wait until the person looks.
const BY_MAIL: &[&str] = &[
    "certificate-changed",
    "certificate-earned",
    "certificate-issued",
    "delegate-named",
    "feedback-answered",
    "graduated",
    "graduation-asked",
    "grant-decided",
    "grant-proposed",
    "observation-asked",
    "pair-changed",
    "pair-proposed",
    "policy-approved",
    "policy-sent-back",
    "policy-submitted",
    "round-asked",
    "round-challenged",
    "round-passed",
    "round-revoked",
    "round-second-wanted",
    "round-sent-back",
    "screening-contested",
    "screening-decided",
    "thread-answered",
];

/// Whether a notice of this kind goes out by mail.
pub(super) fn by_mail(kind: &str) -> bool {
    BY_MAIL.contains(&kind)
}

/// Longest text, characters.
pub(super) const MAX_TEXT: usize = 2_000;

/// Checks what was typed.
///
/// # Errors
/// An input fault naming the fields.
pub(super) fn check(kind: &str, text: &str) -> Result<FeedbackKind, Fault> {
    let known = FeedbackKind::from_code(kind);
    let mut form = FormCheck::default();
    form.require(known.is_some(), "kind", "choose-one");
    check_text(&mut form, text);
    form.done()?;
    known.ok_or_else(|| Fault::field("kind", "choose-one"))
}

/// Checks an answer.
pub(super) fn check_answer(text: &str) -> Result<(), Fault> {
    let mut form = FormCheck::default();
    check_text(&mut form, text);
    form.done()
}

fn check_text(form: &mut FormCheck, text: &str) {
    form.require(!text.trim().is_empty(), "text", "text-needed").require(
        text.chars().count() <= MAX_TEXT,
        "text",
        "too-long",
    );
}

/// The page a piece of feedback is about: a path of ours, without its query, which may hold what somebody
/// searched for.
pub(super) fn page_of(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let fine = path.starts_with('/') && !path.starts_with("//") && !path.contains(char::is_whitespace);
    if fine { path.chars().take(200).collect() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::i18n::{Lang, TextValue, Texts};

    #[test]
    fn every_mail_has_a_sentence_in_both_languages() {
        for lang in [Lang::ZhCn, Lang::En] {
            let t = Texts::new(lang);
            for kind in BY_MAIL {
                let args = ["name", "item", "title", "number", "day", "code", "routine", "n"];
                let args: Vec<(&str, &dyn TextValue)> =
                    args.iter().map(|n| (*n, n as &dyn TextValue)).collect();
                let sentence = t.with(&format!("notice-{kind}"), &args);
                assert!(!sentence.contains('\u{27e6}'), "{kind} in {lang:?}: {sentence}");
            }
        }
    }

    #[test]
    fn a_kind_and_a_text_are_needed() {
        assert_eq!(check("complaint", "x").unwrap(), FeedbackKind::Complaint);
        assert_eq!(check("praise", "").unwrap_err().fields.len(), 2);
        assert!(check("complaint", &"x".repeat(MAX_TEXT)).is_ok());
        assert!(check("complaint", &"x".repeat(MAX_TEXT + 1)).is_err());
        assert!(check_answer("  ").is_err());
    }

    #[test]
    fn the_page_is_ours_and_carries_no_query() {
        assert_eq!(page_of("/search?q=name"), "/search");
        assert_eq!(page_of("https://else.where/"), "");
        assert_eq!(page_of("//else.where/"), "");
        assert_eq!(page_of(&format!("/{}", "a".repeat(500))).len(), 200);
    }
}
