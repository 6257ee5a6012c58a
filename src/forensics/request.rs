//! What the parent hands to the sealed child: the file and all that is lent for its examination.
//!
//! Layout: magic, the head as JSON, then the parts (font, detector, recogniser, file), each with an 8-byte
//! little-endian length before it; a part of no length is not there. The parent is trusted, so lengths are
//! only checked against what is there.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::input::FallbackFont;
use super::logic::id_number::Day;
use super::reading::{Models, Reader};
use super::{Limits, Options, Refused, Report, Step, examine_telling};
use crate::forensics::Calibration;

const MAGIC: &[u8; 8] = b"SHIFUQ01";

/// One examination to be made.
#[derive(Clone)]
pub struct Request<'a> {
    /// The file.
    pub file: &'a [u8],
    /// Thresholds.
    pub calibration: Calibration,
    /// The day at the hall.
    pub today: Day,
    /// The networks of the reader.
    pub models: Option<Models>,
    /// A Chinese font and which of its file it is.
    pub font: Option<FallbackFont>,
}

#[derive(Serialize, Deserialize)]
struct Head {
    calibration: Calibration,
    today: (u32, u32, u32),
    font_index: u32,
}

/// The bytes are no request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the bytes are no request for an examination")]
pub struct BadRequest;

impl Request<'_> {
    /// Packs it.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let head = Head {
            calibration: self.calibration.clone(),
            today: (self.today.year, self.today.month, self.today.day),
            font_index: self.font.as_ref().map_or(0, |font| font.index),
        };
        let head = serde_json::to_vec(&head).unwrap_or_default();
        let font = self.font.as_ref().map_or(&[][..], |font| font.bytes.as_slice());
        let (detector, recogniser) = self
            .models
            .as_ref()
            .map_or((&[][..], &[][..]), |models| (&*models.detector, &*models.recogniser));
        let parts = [head.as_slice(), font, detector, recogniser, self.file];
        let mut out =
            Vec::with_capacity(MAGIC.len() + parts.iter().map(|part| part.len() + 8).sum::<usize>());
        out.extend_from_slice(MAGIC);
        for part in parts {
            out.extend_from_slice(&(part.len() as u64).to_le_bytes());
            out.extend_from_slice(part);
        }
        out
    }
}

/// Unpacks a request and makes the examination.
///
/// # Errors
/// [`BadRequest`] when the bytes are none; the inner error is the file's own refusal.
pub fn answer(bytes: &[u8], limits: &Limits) -> Result<Result<Report, Refused>, BadRequest> {
    answer_telling(bytes, limits, &|_step| {})
}

/// [`answer`]; `told` hears how far the examination is.
///
/// # Errors
/// As [`answer`].
pub fn answer_telling(
    bytes: &[u8],
    limits: &Limits,
    told: &dyn Fn(Step),
) -> Result<Result<Report, Refused>, BadRequest> {
    let rest = bytes.strip_prefix(MAGIC.as_slice()).ok_or(BadRequest)?;
    let (head, rest) = part(rest)?;
    let (font, rest) = part(rest)?;
    let (detector, rest) = part(rest)?;
    let (recogniser, rest) = part(rest)?;
    let (file, rest) = part(rest)?;
    if !rest.is_empty() {
        return Err(BadRequest);
    }
    let head: Head = serde_json::from_slice(head).map_err(|_error| BadRequest)?;
    let (year, month, day) = head.today;
    let reader = if detector.is_empty() || recogniser.is_empty() {
        None
    } else {
        // A network that cannot be loaded leaves the pages unread, which the report says.
        Reader::load(detector, recogniser).ok()
    };
    let options = Options {
        font: (!font.is_empty())
            .then(|| FallbackFont { bytes: Arc::new(font.to_vec()), index: head.font_index }),
        reader: reader.map(Arc::new),
        today: Day { year, month, day },
    };
    Ok(examine_telling(file, &head.calibration, limits, &options, told))
}

fn part(bytes: &[u8]) -> Result<(&[u8], &[u8]), BadRequest> {
    let (length, rest) = bytes.split_first_chunk::<8>().ok_or(BadRequest)?;
    let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_error| BadRequest)?;
    rest.split_at_checked(length).ok_or(BadRequest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_arrives_and_what_breaks_off_is_none() {
        let request = Request {
            file: b"no picture",
            calibration: Calibration::default(),
            today: Day { year: 2026, month: 11, day: 22 },
            models: None,
            font: None,
        };
        let bytes = request.encode();
        assert_eq!(answer(&bytes, &Limits::default()), Ok(Err(Refused::NotSupported)));
        for end in 0..bytes.len() {
            assert_eq!(answer(&bytes[..end], &Limits::default()), Err(BadRequest), "{end}");
        }
    }
}
