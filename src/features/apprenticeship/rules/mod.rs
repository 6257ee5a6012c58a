//! The rules of mentoring, without any input or output: state machines, progress, who may sign, what a
//! signature must hold, which text is refused.

pub mod certificate;
pub mod flags;
pub mod pairing;
pub mod progress;
pub mod round;
pub mod signing;
pub mod wording;

/// Figures of the programme that a site may change one day; each is a judgement unless a source is named.
pub mod figures {
    /// A signature comes within this many days of the event, or says why (section 4, rule 9).
    pub const SIGN_WITHIN_DAYS: i64 = 7;
    /// Different days over which the passed rounds of an item spread.
    pub const PRACTICE_DAYS: usize = 3;
    /// Different signers under the passed rounds of an item (rule 5).
    pub const PRACTICE_SIGNERS: usize = 2;
    /// The last rounds that must pass without a prompt.
    pub const UNPROMPTED_ROUNDS: usize = 2;
    /// The level from which a critical criterion is met: "done" on the scale of four described levels.
    pub const CRITICAL_LEVEL: u8 = 3;
    /// A certificate holds for two years.
    pub const CERTIFICATE_DAYS: i64 = 730;
    /// A proof of identity is fresh for this many minutes (rule 14); a password with the signature is always.
    pub const PROOF_MINUTES: i64 = 5;
    /// Founding grants are for the first holders only: a first and a second signer, and one who stands in.
    pub const FOUNDING_HOLDERS: usize = 3;
    /// Longest sentence under a round.
    pub const SENTENCE_CHARS: usize = 500;
    /// Longest account of an encounter or observation.
    pub const ACCOUNT_CHARS: usize = 1_000;
}
