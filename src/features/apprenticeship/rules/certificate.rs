//! Certificates: their states, their short code, their levels.

use chrono::{Duration, NaiveDate};

use super::figures::CERTIFICATE_DAYS;

/// Where a certificate stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Holds.
    Valid,
    /// The rules changed in earnest: a new round is due.
    RecheckDue,
    /// Does not hold for now.
    Suspended,
    /// Its time ran out.
    Expired,
    /// A newer one took its place.
    Renewed,
    /// Taken back with a reason.
    Revoked,
}

/// What can happen to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A major change of what it rests on.
    MajorChange,
    /// What was due is done.
    Rechecked,
    /// What it rests on fell away.
    Suspend,
    /// Its last day passed.
    Expire,
    /// A new one was issued.
    Renew,
    /// A manager takes it back.
    Revoke,
}

impl State {
    /// Every state.
    pub const ALL: &'static [Self] =
        &[Self::Valid, Self::RecheckDue, Self::Suspended, Self::Expired, Self::Renewed, Self::Revoked];

    /// The stable name in the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::RecheckDue => "recheck_due",
            Self::Suspended => "suspended",
            Self::Expired => "expired",
            Self::Renewed => "renewed",
            Self::Revoked => "revoked",
        }
    }

    /// The state with this name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.code() == code)
    }

    /// Key of its word.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Valid => "cert-valid",
            Self::RecheckDue => "cert-recheck-due",
            Self::Suspended => "cert-suspended",
            Self::Expired => "cert-expired",
            Self::Renewed => "cert-renewed",
            Self::Revoked => "cert-revoked",
        }
    }

    /// The state after a step; `None` where the machine has no such arrow.
    #[must_use]
    pub fn after(self, step: Step) -> Option<Self> {
        match (self, step) {
            (Self::Valid, Step::MajorChange) => Some(Self::RecheckDue),
            (Self::RecheckDue, Step::Rechecked) => Some(Self::Valid),
            (Self::Valid | Self::RecheckDue, Step::Suspend) => Some(Self::Suspended),
            (Self::Valid | Self::RecheckDue, Step::Expire) => Some(Self::Expired),
            (Self::Valid | Self::RecheckDue | Self::Suspended | Self::Expired, Step::Renew) => {
                Some(Self::Renewed)
            }
            (Self::Valid | Self::RecheckDue | Self::Suspended, Step::Revoke) => Some(Self::Revoked),
            _ => None,
        }
    }

    /// The state on a day: time needs no job to run out.
    #[must_use]
    pub fn on(self, day: NaiveDate, expires_on: NaiveDate) -> Self {
        if day >= expires_on { self.after(Step::Expire).unwrap_or(self) } else { self }
    }
}

/// The first day on which a certificate of `issued` no longer holds.
#[must_use]
pub fn expiry(issued: NaiveDate) -> NaiveDate {
    issued + Duration::days(CERTIFICATE_DAYS)
}

/// Letters of codes: those of Crockford's base 32, which leaves out what is misread.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A short code from random bytes: `SG-XXXXX-XXXXX`, 50 bits, so that guessing one that exists is hopeless
/// and typing one from paper is not.
#[must_use]
pub fn code(random: [u8; 10]) -> String {
    let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 32)]);
    let (left, right) = random.split_at(5);
    let part = |bytes: &[u8]| bytes.iter().map(letter).collect::<String>();
    format!("SG-{}-{}", part(left), part(right))
}

/// A code as somebody typed it: case, blanks and misread letters put right; `None` when it cannot be one.
#[must_use]
pub fn read_code(typed: &str) -> Option<String> {
    let plain: String =
        typed.chars().filter(char::is_ascii_alphanumeric).map(|c| char::to_ascii_uppercase(&c)).collect();
    // Only a whole code carries the prefix: ten letters may begin with the same two.
    let body = if plain.len() == 12 { plain.strip_prefix("SG").unwrap_or(&plain) } else { &plain };
    let body: String = body
        .chars()
        .map(|c| match c {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        })
        .collect();
    let fine = body.len() == 10 && body.bytes().all(|b| LETTERS.contains(&b));
    fine.then(|| format!("SG-{}-{}", &body[..5], &body[5..]))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_code_is_read_back_as_people_type_it(random in any::<[u8; 10]>()) {
            let code = code(random);
            prop_assert_eq!(read_code(&code), Some(code.clone()));
            prop_assert_eq!(read_code(&code.to_lowercase().replace('-', " ")), Some(code.clone()));
            prop_assert_eq!(read_code(&code[3..].replace('0', "O").replace('1', "l")), Some(code));
        }

        #[test]
        fn nothing_makes_a_revoked_certificate_valid(steps in prop::collection::vec(0_u8..6, 0..20)) {
            let mut state = State::Revoked;
            for step in steps {
                let step = [Step::MajorChange, Step::Rechecked, Step::Suspend, Step::Expire, Step::Renew, Step::Revoke]
                    [usize::from(step)];
                state = state.after(step).unwrap_or(state);
            }
            prop_assert_eq!(state, State::Revoked);
        }
    }

    #[test]
    fn other_text_is_no_code() {
        for bad in ["", "SG", "SG-12345", "SG-12345-1234U", "../../etc/passwd"] {
            assert_eq!(read_code(bad), None, "{bad}");
        }
    }

    #[test]
    fn time_runs_out_by_itself() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
        assert_eq!(State::Valid.on(day(21), day(22)), State::Valid);
        assert_eq!(State::Valid.on(day(22), day(22)), State::Expired);
        assert_eq!(State::Revoked.on(day(22), day(22)), State::Revoked);
        for state in State::ALL {
            assert_eq!(State::from_code(state.code()), Some(*state));
        }
    }
}
