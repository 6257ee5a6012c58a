//! What a detector says about itself before it has looked at anything.

use crate::forensics::{Family, Strength};

/// A detector's declaration.
#[derive(Debug, Clone, Copy)]
pub struct Declaration {
    /// Stable dotted key; messages are `detector-<key>-name` and `detector-<key>-limits`.
    pub key: &'static str,
    /// Family of evidence.
    pub family: Family,
    /// Raised when the same page may be answered differently.
    pub version: u16,
    /// What it needs to speak.
    pub needs: &'static str,
    /// What it cannot see.
    pub blind_to: &'static str,
    /// Reasons for which it switches itself off, from [`super::REASONS`].
    pub off_when: &'static [&'static str],
    /// The rules its findings rest on.
    pub rules: &'static [RuleDeclaration],
}

/// A rule a finding can rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleDeclaration {
    /// Stable dotted key.
    pub key: &'static str,
    /// Family of evidence.
    pub family: Family,
    /// The most a finding of this rule can weigh.
    pub max_strength: Strength,
}

impl RuleDeclaration {
    /// A rule.
    #[must_use]
    pub const fn new(key: &'static str, family: Family, max_strength: Strength) -> Self {
        Self { key, family, max_strength }
    }
}
