//! Covering places of a picture in the sealed child: the server decodes nothing, not even its own pictures of what
//! strangers sent.

use serde::{Deserialize, Serialize};

use super::receiving::decoder_ready;
use crate::forensics::{Limits, Region, redaction};
use crate::kernel::Fault;
use crate::platform::sandbox::{self, Cap};
use crate::platform::site::Site;

/// The sealed child's task: cover places of a picture.
pub const COVER_JOB: &str = "cover";

/// What the child is told before the picture's bytes.
#[derive(Serialize, Deserialize)]
pub(super) struct Cover {
    pub(super) places: Vec<Region>,
    pub(super) size: (u32, u32),
}

/// What the sealed child does: reads a length, the places and the picture; answers with the covered picture, or
/// with nothing.
#[must_use]
pub fn cover_child(bytes: &[u8]) -> Vec<u8> {
    (|| {
        let (length, rest) = bytes.split_first_chunk::<4>()?;
        let (told, picture) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
        let told: Cover = serde_json::from_slice(told).ok()?;
        redaction::cover(picture, &told.places, told.size, &Limits::default()).ok()
    })()
    .unwrap_or_default()
}

/// A picture with places covered.
pub(super) fn covered(site: &Site, picture: &[u8], cover: &Cover) -> Result<Vec<u8>, Fault> {
    let told = serde_json::to_vec(cover).map_err(Fault::ours)?;
    let mut request = u32::try_from(told.len()).map_err(Fault::ours)?.to_le_bytes().to_vec();
    request.extend_from_slice(&told);
    request.extend_from_slice(picture);
    let seal = decoder_ready(site)?;
    let answer = sandbox::run(&site.program, COVER_JOB, &request, &Cap::DECODE, seal).map_err(Fault::ours)?;
    if answer.starts_with(b"\x89PNG\r\n\x1a\n") {
        Ok(answer)
    } else {
        Err(Fault::ours("no picture came back"))
    }
}
