//! Who may accept an answer.

/// Why somebody may not accept an answer, as an error key; `None` when they may.
///
/// The asker knows whether the question is answered; a steward knows the source. Nobody accepts what they wrote
/// themselves: an answer counts because a second person has read it.
#[must_use]
pub fn refusal(reader: &str, steward: bool, asker: &str, author: &str) -> Option<&'static str> {
    if reader == author {
        Some("thread-own-answer")
    } else if reader == asker || steward {
        None
    } else {
        Some("not-allowed")
    }
}

/// Longest question, in characters.
pub const QUESTION: usize = 200;
/// Longest text beside it, answer or reason, in characters.
pub const TEXT: usize = 2_000;
/// Longest transfer case, in characters.
pub const CASE: usize = 500;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_asker_and_a_steward_accept_what_others_wrote() {
        assert_eq!(refusal("asker", false, "asker", "colleague"), None);
        assert_eq!(refusal("steward", true, "asker", "colleague"), None);
        assert_eq!(refusal("steward", true, "asker", "steward"), Some("thread-own-answer"));
        assert_eq!(refusal("asker", false, "asker", "asker"), Some("thread-own-answer"));
        assert_eq!(refusal("other", false, "asker", "colleague"), Some("not-allowed"));
    }

    proptest! {
        #[test]
        fn nobody_accepts_their_own(reader in "[ab]", steward: bool, asker in "[ab]") {
            prop_assert!(refusal(&reader, steward, &asker, &reader).is_some());
        }
    }
}
