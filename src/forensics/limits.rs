//! What a file may cost, and the refusals that follow.

use serde::{Deserialize, Serialize};

/// Bounds on one examination. They are checked before the costly step, not after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Largest file, in bytes.
    pub max_bytes: usize,
    /// Most pixels of one page.
    pub max_pixels: u64,
    /// Longest side of one page, in pixels.
    pub max_side: u32,
    /// Most pages of one PDF.
    pub max_pages: usize,
    /// Memory the image decoder may ask for, in bytes (best effort in the decoder; a process
    /// limit stands behind it).
    pub max_alloc: u64,
    /// Pages with more pixels than this are shown but their pixels are not analysed.
    pub max_analysed_pixels: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 40 << 20,
            max_pixels: 40_000_000,
            max_side: 12_000,
            max_pages: 20,
            max_alloc: 128 << 20,
            max_analysed_pixels: 16_000_000,
        }
    }
}

/// Why a file was not examined. The person who sent it can do something about each of them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Refused {
    /// The file or one page is larger than [`Limits`] allow.
    #[error("{what} is {found}, the limit is {limit}")]
    TooLarge {
        /// Which measure: `bytes`, `side` or `pixels`.
        what: String,
        /// What the file has (0 when the decoder only said "too much").
        found: u64,
        /// What is allowed.
        limit: u64,
    },
    /// A PDF with more pages than [`Limits::max_pages`].
    #[error("{found} pages, the limit is {limit}")]
    TooManyPages {
        /// Pages in the file.
        found: u64,
        /// Pages allowed.
        limit: u64,
    },
    /// Not JPEG, PNG, WebP, GIF, BMP or PDF by its first bytes.
    #[error("the file is of a kind that is not examined")]
    NotSupported,
    /// The file breaks off or contradicts its own format.
    #[error("the file is damaged")]
    Damaged,
    /// A PDF that asks for a password.
    #[error("the file is encrypted")]
    Encrypted,
    /// No bytes at all, or a PDF without pages.
    #[error("the file is empty")]
    Empty,
}

impl Refused {
    /// The stable code: interface texts, logs and the API speak of refusals by it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "upload.too_large",
            Self::TooManyPages { .. } => "upload.too_many_pages",
            Self::NotSupported => "upload.not_supported",
            Self::Damaged => "upload.damaged",
            Self::Encrypted => "upload.encrypted",
            Self::Empty => "upload.empty",
        }
    }
}
