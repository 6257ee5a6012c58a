//! JPEG markers (ITU-T T.81, annex B): tables, end of image, what follows it.

use crate::forensics::signal::dct::ZIGZAG;

/// One marker segment.
#[derive(Debug, Clone, Copy)]
pub struct Segment<'a> {
    /// Second byte of the marker.
    pub marker: u8,
    /// Payload without the length.
    pub data: &'a [u8],
}

/// Segments up to the end of the image, and the offset behind it (`None` when it breaks off).
#[must_use]
pub fn segments(bytes: &[u8]) -> (Vec<Segment<'_>>, Option<usize>) {
    let mut found = Vec::new();
    let mut at = 2;
    // A page has a few dozen segments, a progressive one some hundred; more is an attack.
    while found.len() < 10_000 {
        while bytes.get(at) == Some(&0xff) && bytes.get(at + 1) == Some(&0xff) {
            at += 1;
        }
        let (Some(&0xff), Some(&marker)) = (bytes.get(at), bytes.get(at + 1)) else { break };
        at += 2;
        match marker {
            0xd9 => return (found, Some(at)),
            0x01 | 0xd0..=0xd8 => {}
            _ => {
                let Some(length) = bytes.get(at..at + 2) else { break };
                let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
                let Some(data) = bytes.get(at + 2..at + length.max(2)) else { break };
                found.push(Segment { marker, data });
                at += length.max(2);
                if marker == 0xda {
                    at = entropy_end(bytes, at);
                }
            }
        }
    }
    (found, None)
}

/// Skips entropy-coded data: up to the next marker that is neither stuffing nor restart.
fn entropy_end(bytes: &[u8], mut at: usize) -> usize {
    while let (Some(&first), Some(&second)) = (bytes.get(at), bytes.get(at + 1)) {
        if first == 0xff && !matches!(second, 0x00 | 0xff | 0xd0..=0xd7) {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

/// The luminance quantisation table in natural order: the one the first component names.
#[must_use]
pub fn luma_table(bytes: &[u8]) -> Option<[u16; 64]> {
    let (segments, _) = segments(bytes);
    let frame = segments.iter().find(|s| matches!(s.marker, 0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb))?;
    let wanted = *frame.data.get(8)?;
    let mut table = None;
    for segment in segments.iter().filter(|segment| segment.marker == 0xdb) {
        let mut rest = segment.data;
        while let Some((&head, after)) = rest.split_first() {
            let wide = head >> 4 != 0;
            let size = if wide { 128 } else { 64 };
            let Some((values, next)) = after.split_at_checked(size) else { break };
            if head & 0x0f == wanted {
                let mut natural = [0; 64];
                for (place, &index) in ZIGZAG.iter().enumerate() {
                    let value = if wide {
                        u16::from_be_bytes([values[place * 2], values[place * 2 + 1]])
                    } else {
                        u16::from(values[place])
                    };
                    natural[index] = value.max(1);
                }
                table = Some(natural);
            }
            rest = next;
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use image::codecs::jpeg::JpegEncoder;

    use super::*;
    use crate::forensics::signal::dct::nearest_quality;

    fn sample(quality: u8) -> Vec<u8> {
        let picture = image::RgbImage::from_fn(40, 24, |x, y| {
            image::Rgb([x * 5, y * 9, 90].map(|v| u8::try_from(v).expect("small")))
        });
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(&picture).expect("encodes");
        bytes
    }

    #[test]
    fn the_end_and_the_quality_are_found() {
        let mut bytes = sample(83);
        assert_eq!(segments(&bytes).1, Some(bytes.len()));
        assert_eq!(nearest_quality(&luma_table(&bytes).expect("table")), 83);
        let end = bytes.len();
        bytes.extend_from_slice(b"hidden");
        assert_eq!(segments(&bytes).1, Some(end));
    }

    #[test]
    fn a_file_that_breaks_off_has_no_end() {
        let bytes = sample(70);
        for cut in [3, 20, bytes.len() / 2, bytes.len() - 2] {
            assert_eq!(segments(&bytes[..cut]).1, None);
        }
    }
}
