//! Passwords, throttling and how long a session lasts, as arithmetic.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use chrono::Duration;

use crate::kernel::{Fault, Moment, Role, Roles};

/// Passwords too common to accept, one a line.
const COMMON: &str = include_str!("../../../content/common-passwords.txt");

/// What a password must be. The default is the ASVS profile: long, checked against a list, never forced to
/// change by the calendar.
#[derive(Debug, Clone, Copy)]
pub struct PasswordPolicy {
    /// Fewest characters.
    pub min_length: usize,
}

/// Most characters; nothing is ever cut off.
const MAX_LENGTH: usize = 128;

impl PasswordPolicy {
    /// Checks a new password for `username`.
    ///
    /// # Errors
    /// The key of the first thing wrong.
    pub fn check(self, password: &str, username: &str) -> Result<(), &'static str> {
        let length = password.chars().count();
        if length < self.min_length {
            return Err("password-too-short");
        }
        if length > MAX_LENGTH {
            return Err("password-too-long");
        }
        let lower = password.to_lowercase();
        if COMMON.lines().any(|common| lower == common) {
            return Err("password-common");
        }
        if username.len() >= 3 && lower.contains(&username.to_lowercase()) {
            return Err("password-holds-name");
        }
        let mut distinct: Vec<char> = lower.chars().collect();
        distinct.sort_unstable();
        distinct.dedup();
        if distinct.len() < 5 {
            return Err("password-common");
        }
        Ok(())
    }
}

/// Argon2id with 19 MiB, two passes, one lane: the OWASP minimum, about 20 ms here.
fn hasher() -> Argon2<'static> {
    Argon2::default()
}

/// Hashes a password with a fresh salt.
pub(super) fn hash_password(password: &str, salt: &[u8; 16]) -> Result<String, Fault> {
    Ok(hasher().hash_password_with_salt(password.as_bytes(), salt).map_err(Fault::ours)?.to_string())
}

/// A hash nobody's password gives, so that an unknown name costs the time of a known one.
pub(super) fn nobodys_hash() -> &'static str {
    static HASH: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    HASH.get_or_init(|| hash_password("nobody holds this", &[7; 16]).unwrap_or_default())
}

/// Whether the password gives the hash.
pub(super) fn verify_password(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| hasher().verify_password(password.as_bytes(), &hash).is_ok())
}

/// Letters and digits that are not mistaken for each other when read aloud or copied from paper.
const READABLE: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// A password to hand over once, on paper or screen: four groups of five.
#[must_use]
pub fn initial_password(random: [u8; 20]) -> String {
    let mut out = String::new();
    for (i, byte) in random.iter().enumerate() {
        if i > 0 && i % 5 == 0 {
            out.push('-');
        }
        out.push(READABLE[usize::from(*byte) % READABLE.len()] as char);
    }
    out
}

/// How long an initial password may be used.
pub(super) const INITIAL_PASSWORD_DAYS: i64 = 7;

/// A token bucket over failed log-ins: ten at once, then one a minute; one in a quarter of an hour after a
/// hundred failures in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bucket {
    pub failures: i32,
    pub allowance_ms: i64,
    pub updated_at: Moment,
}

const TRY_MS: i64 = 60_000;
const BURST: i64 = 10;
const HARD_STEP: i32 = 100;
const HARD_FACTOR: i64 = 15;

impl Bucket {
    pub(super) fn full(at: Moment) -> Self {
        Self { failures: 0, allowance_ms: BURST * TRY_MS, updated_at: at }
    }

    /// Takes one try, or says how many seconds until there is one.
    pub(super) fn take(self, at: Moment) -> Result<Self, i64> {
        let slow = if self.failures >= HARD_STEP { HARD_FACTOR } else { 1 };
        // A clock that jumped back gives nothing and takes nothing.
        let elapsed = (at - self.updated_at).num_milliseconds().max(0) / slow;
        let allowance = (self.allowance_ms + elapsed).min(BURST * TRY_MS);
        if allowance < TRY_MS {
            return Err(((TRY_MS - allowance) * slow + 999) / 1000);
        }
        Ok(Self {
            failures: self.failures.saturating_add(1),
            allowance_ms: allowance - TRY_MS,
            updated_at: at,
        })
    }
}

/// Whether the roles call for a second factor where the site asks for one.
#[must_use]
pub fn needs_second_factor(roles: Roles) -> bool {
    [
        Role::Clerk,
        Role::Mentor,
        Role::Reviewer,
        Role::Manager,
        Role::SystemAdmin,
        Role::SecurityAdmin,
        Role::AuditAdmin,
    ]
    .iter()
    .any(|role| roles.contains(*role))
}

/// Whether a session of these times is alive.
pub(super) fn alive(
    at: Moment,
    seen_at: Moment,
    expires_at: Moment,
    revoked_at: Option<Moment>,
    idle: Duration,
) -> bool {
    revoked_at.is_none() && at < expires_at && at - seen_at < idle
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;

    fn noon() -> Moment {
        NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(12, 0, 0).unwrap()
    }

    #[test]
    fn passwords_are_long_and_not_common() {
        let policy = PasswordPolicy { min_length: 15 };
        assert_eq!(policy.check("short", "lin"), Err("password-too-short"));
        assert_eq!(policy.check("lin-xiao-likes-tea", "lin-xiao"), Err("password-holds-name"));
        assert_eq!(policy.check("aaaaaaaaaaaaaaaaaaaa", "lin"), Err("password-common"));
        assert_eq!(policy.check("correct horse battery", "lin"), Ok(()));
        assert_eq!(policy.check(&"abcdefgh".repeat(17), "lin"), Err("password-too-long"));
        assert_eq!(PasswordPolicy { min_length: 8 }.check("password1", "lin"), Err("password-common"));
    }

    #[test]
    fn a_hash_is_proven_by_its_password_alone() {
        let hash = hash_password("correct horse battery", &[1; 16]).unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(verify_password("correct horse battery", &hash));
        assert!(!verify_password("correct horse batterx", &hash));
        assert!(!verify_password("nobody", nobodys_hash()));
    }

    #[test]
    fn ten_tries_then_one_a_minute_then_hardly_any() {
        let mut bucket = Bucket::full(noon());
        for _ in 0..10 {
            bucket = bucket.take(noon()).unwrap();
        }
        assert_eq!(bucket.take(noon()), Err(60));
        bucket = bucket.take(noon() + Duration::seconds(60)).unwrap();
        assert!(bucket.take(noon() + Duration::seconds(61)).is_err());
        bucket.failures = HARD_STEP;
        assert!(bucket.take(noon() + Duration::seconds(121)).is_err());
        assert!(bucket.take(noon() + Duration::seconds(61 + 900)).is_ok());
    }

    proptest! {
        #[test]
        fn never_more_than_the_burst_and_one_a_minute(gaps in proptest::collection::vec(0_i64..200, 1..200)) {
            let mut bucket = Bucket::full(noon());
            let mut at = noon();
            let mut taken = 0;
            for gap in &gaps {
                at += Duration::seconds(*gap);
                if let Ok(next) = bucket.take(at) {
                    bucket = next;
                    taken += 1;
                }
            }
            let minutes: i64 = gaps.iter().sum::<i64>() / 60;
            prop_assert!(taken <= BURST + minutes + 1);
        }
    }

    #[test]
    fn initial_passwords_can_be_read_aloud() {
        let password = initial_password([200; 20]);
        assert_eq!(password.len(), 23);
        assert!(!password.contains(['0', 'o', 'l', '1', 'i']));
    }
}
