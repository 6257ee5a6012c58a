//! Identifiers: ULIDs as 26-character text, the same in both databases, in addresses and in exports.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Entropy, Moment};

/// An identifier that came from outside and has been checked to be a ULID.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Id(String);

/// The text was not a ULID.
#[derive(Debug, thiserror::Error)]
#[error("not an identifier")]
pub struct NotAnId;

impl Id {
    /// A new identifier for a thing that comes to be at `at`.
    #[must_use]
    pub fn new(at: Moment, entropy: &dyn Entropy) -> Self {
        let random = u128::from_be_bytes(entropy.bytes::<16>());
        let millis = DateTime::<Utc>::from_naive_utc_and_offset(at, Utc).timestamp_millis();
        let ulid = ulid::Ulid::from_parts(u64::try_from(millis).unwrap_or(0), random);
        Self(ulid.to_string())
    }

    /// The text of the identifier.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text of the identifier, by value.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl std::str::FromStr for Id {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        // Lower case or look-alike letters would give one row two addresses; only the canonical form passes.
        let parsed = ulid::Ulid::from_string(text).map_err(|_e| NotAnId)?;
        if parsed.to_string() == text { Ok(Self(text.to_owned())) } else { Err(NotAnId) }
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::ops::Deref for Id {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_canonical_form_is_an_id() {
        let good = "01JD0000000000000000000000";
        assert_eq!(good.parse::<Id>().unwrap().as_str(), good);
        for bad in ["", "01jd0000000000000000000000", "01JD000000000000000000000O", "../../etc/passwd", "1"] {
            assert!(bad.parse::<Id>().is_err(), "{bad}");
        }
    }
}
