//! Covering places of a picture for good: the pixels are replaced and the picture is written anew, so that
//! nothing of what stood there, and no metadata, is left in the file.

use image::Rgb;

use super::input;
use super::{Limits, Refused, Region, maps};

/// The grey of a covered place: neither paper nor ink, so that nobody takes it for either.
const COVER: Rgb<u8> = Rgb([96, 96, 96]);

/// A picture with places covered, as PNG of at most 2000 pixels on its long side. `size` is the size in pixels
/// the places are counted in, when the picture is a smaller copy of the page.
///
/// # Errors
/// [`Refused`] for bytes that are no picture within the limits.
pub fn cover(bytes: &[u8], places: &[Region], size: (u32, u32), limits: &Limits) -> Result<Vec<u8>, Refused> {
    let document = input::open(bytes, limits, None)?;
    let page = document.pages.into_iter().next().ok_or(Refused::Damaged)?;
    let mut picture = page.rgb;
    let (width, height) = picture.dimensions();
    // Rounded outwards: half a pixel of a digit is no digit, but two pixels may be.
    let low = |at: u32, from: u32, to: u32| u64::from(at) * u64::from(to) / u64::from(from.max(1));
    let high = |at: u32, from: u32, to: u32| (u64::from(at) * u64::from(to)).div_ceil(u64::from(from.max(1)));
    for place in places {
        let left = low(place.x, size.0, width).saturating_sub(1);
        let top = low(place.y, size.1, height).saturating_sub(1);
        let right = (high(place.x.saturating_add(place.width), size.0, width) + 1).min(u64::from(width));
        let bottom = (high(place.y.saturating_add(place.height), size.1, height) + 1).min(u64::from(height));
        for y in top..bottom {
            for x in left..right {
                if let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y))
                    && let Some(pixel) = picture.get_pixel_mut_checked(x, y)
                {
                    *pixel = COVER;
                }
            }
        }
    }
    maps::preview(&picture)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forensics::synth::{LastSave, case};

    #[test]
    fn what_is_covered_is_gone_and_the_rest_stays() {
        let bytes = case(3, None, LastSave::Png).unwrap().bytes;
        let before = input::open(&bytes, &Limits::default(), None).unwrap().pages.remove(0).rgb;
        let (width, height) = before.dimensions();
        let place = Region { x: width / 4, y: height / 4, width: width / 4, height: height / 8 };
        // Counted on a page twice the size.
        let double =
            Region { x: place.x * 2, y: place.y * 2, width: place.width * 2, height: place.height * 2 };
        let covered = cover(&bytes, &[double], (width * 2, height * 2), &Limits::default()).unwrap();
        let after = input::open(&covered, &Limits::default(), None).unwrap().pages.remove(0).rgb;
        assert_eq!(after.dimensions(), (width, height));
        for (x, y, pixel) in after.enumerate_pixels() {
            let inside =
                x >= place.x && x < place.x + place.width && y >= place.y && y < place.y + place.height;
            let near = x + 2 >= place.x
                && x < place.x + place.width + 2
                && y + 2 >= place.y
                && y < place.y + place.height + 2;
            if inside {
                assert_eq!(*pixel, COVER);
            } else if !near {
                assert_eq!(pixel, before.get_pixel(x, y));
            }
        }
    }

    #[test]
    fn places_beyond_the_page_and_bytes_that_are_no_picture_do_no_harm() {
        let bytes = case(3, None, LastSave::Png).unwrap().bytes;
        let far = Region { x: u32::MAX - 2, y: 5, width: u32::MAX, height: u32::MAX };
        assert!(cover(&bytes, &[far], (1, 0), &Limits::default()).is_ok());
        assert!(cover(b"no picture", &[], (1, 1), &Limits::default()).is_err());
    }
}
