//! Container facts without decoding: what lies behind the end, named software, frames.

use super::{Facts, jpeg, shorten};
use crate::forensics::Container;

/// Reads the facts of an image container.
pub fn facts(bytes: &[u8], kind: Container) -> Facts {
    let mut facts = Facts::default();
    let end = match kind {
        Container::Jpeg => jpeg_end(bytes, &mut facts),
        Container::Png => png_end(bytes, &mut facts),
        Container::Webp => {
            facts.animated = bytes.windows(4).take(4096).any(|window| window == b"ANIM");
            riff_end(bytes)
        }
        Container::Gif => {
            facts.animated = gif_frames(bytes) > 1;
            None
        }
        Container::Bmp | Container::Pdf => None,
    };
    if let Some(tail) = end.and_then(|end| bytes.get(end..)) {
        // Padding is not hidden content.
        if tail.iter().any(|byte| !matches!(byte, 0 | 0xff | b' ' | b'\r' | b'\n')) {
            facts.trailing_bytes = tail.len() as u64;
        }
    }
    facts
}

fn jpeg_end(bytes: &[u8], facts: &mut Facts) -> Option<usize> {
    let (segments, end) = jpeg::segments(bytes);
    let has =
        |marker: u8, start: &[u8]| segments.iter().any(|s| s.marker == marker && s.data.starts_with(start));
    if has(0xed, b"Photoshop 3.0") {
        facts.software.push("Photoshop (APP13)".to_owned());
    }
    if has(0xee, b"Adobe") {
        facts.shown.insert("adobe_segment".to_owned(), "yes".to_owned());
    }
    if segments.iter().any(|segment| segment.marker == 0xc2) {
        facts.shown.insert("progressive".to_owned(), "yes".to_owned());
    }
    // Phones append further pictures and announce them (CIPA multi-picture format).
    if has(0xe2, b"MPF\0") { None } else { end }
}

fn png_end(bytes: &[u8], facts: &mut Facts) -> Option<usize> {
    let mut at = 8;
    loop {
        let length = bytes.get(at..at + 4)?.first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let kind = bytes.get(at + 4..at + 8)?;
        let end = at.checked_add(12)?.checked_add(length)?;
        if kind == b"IEND" {
            return Some(end);
        }
        if kind == b"tEXt"
            && let Some(text) =
                bytes.get(at + 8..at + 8 + length.min(400)).and_then(|t| t.strip_prefix(b"Software\0"))
        {
            facts.software.push(shorten(&String::from_utf8_lossy(text)));
        }
        if end > bytes.len() {
            return None;
        }
        at = end;
    }
}

fn riff_end(bytes: &[u8]) -> Option<usize> {
    let length = usize::try_from(u32::from_le_bytes(*bytes.get(4..)?.first_chunk::<4>()?)).ok()?;
    let end = length.checked_add(8)?;
    (end <= bytes.len()).then_some(end + (end & 1))
}

/// Whether the WebP bit stream is the lossless one.
pub fn webp_is_lossless(bytes: &[u8]) -> bool {
    bytes.windows(4).take(4096).find(|window| *window == b"VP8L" || *window == b"VP8 ") == Some(b"VP8L")
}

/// Image blocks of a GIF, counted without unpacking; stops at two, which is all that is asked.
fn gif_frames(bytes: &[u8]) -> usize {
    let count = || -> Option<usize> {
        let table = |flags: u8| if flags & 0x80 != 0 { 3 << ((flags & 7) + 1) } else { 0 };
        let mut at = 13 + table(*bytes.get(10)?);
        let mut frames = 0;
        while frames < 2 {
            match *bytes.get(at)? {
                0x2c => {
                    frames += 1;
                    at += 11 + table(*bytes.get(at + 9)?);
                }
                0x21 => at += 2,
                _ => break,
            }
            loop {
                let length = usize::from(*bytes.get(at)?);
                at += length + 1;
                if length == 0 {
                    break;
                }
            }
        }
        Some(frames)
    };
    count().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png() -> Vec<u8> {
        let mut bytes = Vec::new();
        image::RgbImage::new(4, 4)
            .write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png)
            .expect("encodes");
        bytes
    }

    #[test]
    fn data_behind_the_end_is_counted_and_padding_is_not() {
        let mut bytes = png();
        assert_eq!(facts(&bytes, Container::Png).trailing_bytes, 0);
        bytes.extend_from_slice(&[0; 30]);
        assert_eq!(facts(&bytes, Container::Png).trailing_bytes, 0);
        bytes.extend_from_slice(b"PK\x03\x04");
        assert_eq!(facts(&bytes, Container::Png).trailing_bytes, 34);
    }

    #[test]
    fn png_software_is_read() {
        let bytes = png();
        let text = b"Software\0Paint Studio 3";
        let mut with = bytes[..33].to_vec();
        with.extend_from_slice(&u32::try_from(text.len()).expect("short").to_be_bytes());
        with.extend_from_slice(b"tEXt");
        with.extend_from_slice(text);
        with.extend_from_slice(&[0; 4]);
        with.extend_from_slice(&bytes[33..]);
        assert_eq!(facts(&with, Container::Png).software, ["Paint Studio 3"]);
    }

    #[test]
    fn any_prefix_is_answered() {
        let bytes = png();
        for cut in 8..bytes.len() {
            assert_eq!(facts(&bytes[..cut], Container::Png).trailing_bytes, 0);
            let _ = facts(&bytes[..cut], Container::Gif);
        }
    }
}
