//! The name of a blob.

use std::fmt;
use std::str::FromStr;

/// Digits of a name: 32 bytes in hexadecimal.
const DIGITS: usize = 64;

/// The name of a blob: 64 lower-case hexadecimal digits, a keyed hash of the content. Parsed once, so
/// that no other text, and no path, can reach the store.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobName(String);

/// The text is not 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a blob name: 64 lower-case hexadecimal digits are expected")]
pub struct NotABlobName;

impl BlobName {
    /// The name as text, for a database column.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn from_digest(digest: &[u8; 32]) -> Self {
        Self(hex::encode(digest))
    }

    /// Where the object lies: 256 folders by the first two digits, since some file systems grow slow with
    /// a hundred thousand entries in one.
    pub(super) fn location(&self) -> object_store::path::Path {
        object_store::path::Path::from_iter([&self.0[..2], self.0.as_str()])
    }

    /// The reverse of [`BlobName::location`]; `None` for files that are not blobs.
    pub(super) fn from_location(location: &object_store::path::Path) -> Option<Self> {
        let name: Self = location.filename()?.parse().ok()?;
        (name.location() == *location).then_some(name)
    }
}

impl FromStr for BlobName {
    type Err = NotABlobName;

    fn from_str(text: &str) -> Result<Self, NotABlobName> {
        let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() == DIGITS && text.bytes().all(digit) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotABlobName)
        }
    }
}

impl fmt::Display for BlobName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for BlobName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BlobName({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_whole_lower_case_digests_are_names() {
        let good = "0123456789abcdef".repeat(4);
        assert_eq!(good.parse::<BlobName>().unwrap().as_str(), good);
        for bad in ["", "ab", &good[1..], &format!("{good}0"), &good.to_uppercase(), &good.replace('0', "g")]
        {
            assert_eq!(bad.parse::<BlobName>(), Err(NotABlobName), "{bad}");
        }
        assert!(format!("../{}", &good[3..]).parse::<BlobName>().is_err());
    }

    proptest! {
        #[test]
        fn location_and_back(digest in any::<[u8; 32]>()) {
            let name = BlobName::from_digest(&digest);
            prop_assert_eq!(BlobName::from_location(&name.location()), Some(name.clone()));
            prop_assert_eq!(name.as_str().parse(), Ok(name));
        }
    }

    #[test]
    fn a_file_in_the_wrong_folder_is_no_blob() {
        let digits = "0123456789abcdef".repeat(4);
        for place in
            [digits.clone(), format!("ff/{digits}"), format!("01/deep/{digits}"), "01/readme".to_owned()]
        {
            assert_eq!(BlobName::from_location(&object_store::path::Path::from(place)), None);
        }
    }
}
