//! How a page reaches the hall: as a file, printed and scanned, photographed, through a chat program.
//!
//! Honest and edited pages go the same way.

use std::io::Cursor;

use image::{ImageFormat, ImageReader, RgbImage};
use rayon::prelude::*;

use super::super::Random;
use super::super::edit::jpeg;
use super::warp::Warp;

/// A way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chain {
    /// As drawn, saved without loss.
    Clean,
    /// Saved as JPEG of this quality.
    Jpeg(u8),
    /// Printed and scanned, saved as JPEG of quality 85.
    PrintScan,
    /// Photographed by hand, saved as JPEG of quality 82.
    Phone,
    /// Scanned, then sent through a chat program: long side 1280 pixels, JPEG of quality 75.
    Chat,
}

/// A page after its way.
#[derive(Debug, Clone)]
pub struct Passed {
    /// The picture as a reader of the file sees it.
    pub image: RgbImage,
    /// From the drawn page to the picture.
    pub warp: Warp,
    /// Quality of the last save; `None` for PNG.
    pub quality: Option<u8>,
}

impl Passed {
    /// The file.
    ///
    /// # Errors
    /// Only when the picture cannot be encoded.
    pub fn file(&self) -> image::ImageResult<Vec<u8>> {
        if let Some(quality) = self.quality {
            return jpeg(&self.image, quality);
        }
        let mut bytes = Vec::new();
        self.image.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)?;
        Ok(bytes)
    }
}

impl Chain {
    /// The name in tables.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Clean => "clean".to_owned(),
            Self::Jpeg(quality) => format!("jpeg{quality}"),
            Self::PrintScan => "print-scan".to_owned(),
            Self::Phone => "phone".to_owned(),
            Self::Chat => "chat".to_owned(),
        }
    }

    /// The way of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "clean" => Some(Self::Clean),
            "print-scan" => Some(Self::PrintScan),
            "phone" => Some(Self::Phone),
            "chat" => Some(Self::Chat),
            _ => {
                let quality = name.strip_prefix("jpeg")?.parse().ok()?;
                (1..=100).contains(&quality).then_some(Self::Jpeg(quality))
            }
        }
    }

    /// Sends a page on its way; at the end it lies turned clockwise by so many quarters.
    ///
    /// # Errors
    /// Only when the picture cannot be encoded or decoded.
    pub fn pass(self, page: &RgbImage, turns: u8, random: &mut Random) -> image::ImageResult<Passed> {
        let (image, warp, quality) = match self {
            Self::Clean => (page.clone(), Warp::STILL, None),
            Self::Jpeg(quality) => (page.clone(), Warp::STILL, Some(quality)),
            Self::PrintScan => {
                let (image, warp) = scan(page, random);
                (image, warp, Some(85))
            }
            Self::Phone => {
                let (image, warp) = photograph(page, random);
                (image, warp, Some(82))
            }
            Self::Chat => {
                let (image, warp) = scan(page, random);
                let image = saved(&image, 88)?;
                let factor = (1280.0 / f64::from(image.width().max(image.height()))).min(1.0);
                let size = |side: u32| ((f64::from(side) * factor).round() as u32).max(1);
                let (width, height) = (size(image.width()), size(image.height()));
                let exact = Warp::scaled(
                    f64::from(width) / f64::from(image.width()),
                    f64::from(height) / f64::from(image.height()),
                );
                let filter = image::imageops::FilterType::Triangle;
                (image::imageops::resize(&image, width, height, filter), warp.then(exact), Some(75))
            }
        };
        let turn = Warp::quarters(turns, image.width(), image.height());
        let image = match turns % 4 {
            1 => image::imageops::rotate90(&image),
            2 => image::imageops::rotate180(&image),
            3 => image::imageops::rotate270(&image),
            _ => image,
        };
        let image = match quality {
            Some(quality) => saved(&image, quality)?,
            None => image,
        };
        Ok(Passed { image, warp: warp.then(turn), quality })
    }
}

/// Saved as JPEG and opened again.
///
/// # Errors
/// Only when the picture cannot be encoded or decoded.
pub fn saved(image: &RgbImage, quality: u8) -> image::ImageResult<RgbImage> {
    let bytes = jpeg(image, quality)?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), ImageFormat::Jpeg);
    reader.limits(image::Limits::default());
    Ok(reader.decode()?.into_rgb8())
}

/// Roughly normal with deviation 1 out of one draw: the sum of four even sixteenths of it (Irwin–Hall).
fn noise(random: &mut Random) -> f32 {
    let bits = random.next_u64();
    let sum = (bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff) + (bits >> 48);
    (sum as f32 / 65_536.0 - 2.0) * 1.732
}

/// Blur with the weights side, middle, side both ways.
fn blur(image: &mut RgbImage, side: f32) {
    let middle = 1.0 - 2.0 * side;
    let (width, height) = (image.width() as usize, image.height() as usize);
    let mix =
        |a: u8, b: u8, c: u8| (f32::from(b) * middle + (f32::from(a) + f32::from(c)) * side).round() as u8;
    let raw: &mut [u8] = image;
    let mut line = vec![0_u8; width * 3];
    for row in raw.chunks_exact_mut(width * 3) {
        line.copy_from_slice(row);
        for at in 3..(width * 3).saturating_sub(3) {
            row[at] = mix(line[at - 3], line[at], line[at + 3]);
        }
    }
    let mut above = raw[..width * 3].to_vec();
    for y in 1..height.saturating_sub(1) {
        let start = y * width * 3;
        let own = raw[start..start + width * 3].to_vec();
        for at in 0..width * 3 {
            raw[start + at] = mix(above[at], own[at], raw[start + width * 3 + at]);
        }
        above = own;
    }
}

/// Light, tone and noise: `level` gives the factor at a place.
fn expose(
    image: &mut RgbImage,
    ink: f32,
    paper: [f32; 3],
    sigma: f32,
    random: &mut Random,
    level: impl Fn(u32, u32) -> f32 + Sync,
) {
    let wide = image.width() as usize * 3;
    let source = random.branch(7);
    image.par_chunks_exact_mut(wide).enumerate().for_each(|(y, row)| {
        // Each row has its own sequence: the same on any number of threads.
        let mut random = source.branch(y as u64);
        for (x, pixel) in (0_u32..).zip(row.chunks_exact_mut(3)) {
            let light = level(x, y as u32);
            let common = noise(&mut random) * sigma;
            let bits = random.next_u64();
            for (channel, own) in pixel.iter_mut().enumerate() {
                let grain = ((bits >> (channel * 16) & 0xffff) as f32 / 65_536.0 - 0.5) * sigma;
                let tone = ink + f32::from(*own) / 255.0 * (paper[channel] - ink);
                *own = (tone * light + common + grain + 0.5).clamp(0.0, 255.0) as u8;
            }
        }
    });
}

fn scan(page: &RgbImage, random: &mut Random) -> (RgbImage, Warp) {
    let (width, height) = (f64::from(page.width()), f64::from(page.height()));
    let angle = f64::from(random.between(-0.011, 0.011));
    let scale = f64::from(random.between(0.992, 1.0));
    let warp = Warp::turned(angle, (width / 2.0, height / 2.0)).then(Warp::scaled(scale, scale));
    let mut image = warp.draw(page, (page.width(), page.height()), |_, _| [250; 3]);
    let side = random.between(0.08, 0.2);
    blur(&mut image, side);
    let tone = random.between(236.0, 250.0);
    let cast = random.between(-3.0, 5.0);
    let ink = random.between(18.0, 52.0);
    let sigma = random.between(1.2, 3.2);
    let lean = random.between(-0.03, 0.03);
    let wide = page.width() as f32;
    expose(&mut image, ink, [tone + cast, tone, tone - cast], sigma, random, |x, _| {
        1.0 + lean * (x as f32 / wide - 0.5)
    });
    (image, warp)
}

fn photograph(page: &RgbImage, random: &mut Random) -> (RgbImage, Warp) {
    let (width, height) = (f64::from(page.width()), f64::from(page.height()));
    let scale = f64::from(random.between(0.98, 1.12));
    let (w, h) = (width * scale, height * scale);
    let margin = w.min(h) * 0.07;
    let size = ((w + margin * 2.0) as u32, (h + margin * 2.0) as u32);
    let angle = f64::from(random.between(-0.035, 0.035));
    let most = w.min(h) as f32 * 0.03;
    let mut corner = |x: f64, y: f64| {
        let (sin, cos) = angle.sin_cos();
        let (dx, dy) = (x - w / 2.0, y - h / 2.0);
        (
            margin + w / 2.0 + dx * cos - dy * sin + f64::from(random.between(-most, most)),
            margin + h / 2.0 + dx * sin + dy * cos + f64::from(random.between(-most, most)),
        )
    };
    let to = [corner(0.0, 0.0), corner(w, 0.0), corner(w, h), corner(0.0, h)];
    let from = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)];
    let warp = Warp::corners(from, to).unwrap_or(Warp::STILL);
    let desk = [90.0 + random.between(-40.0, 60.0), 76.0 + random.between(-30.0, 50.0), 62.0];
    let grain = random.between(0.02, 0.06);
    let mut image = warp.draw(page, size, |x, y| {
        let wave =
            ((y as f32 * grain + (x as f32 * 0.004).sin() * 3.0).sin() + (y as f32 * 0.31).sin() * 0.4) * 9.0;
        desk.map(|v: f32| (v + wave).clamp(0.0, 255.0) as u8)
    });
    let side = random.between(0.14, 0.27);
    blur(&mut image, side);
    let (cx, cy) = (random.between(0.2, 0.8), random.between(0.2, 0.8));
    let fall = random.between(0.1, 0.3);
    let direction = random.between(0.0, std::f32::consts::TAU);
    let (sin, cos) = direction.sin_cos();
    let edge = random.between(0.1, 0.45);
    let shade = random.between(0.0, 0.16);
    let cast = random.between(-8.0, 10.0);
    let tone = random.between(222.0, 246.0);
    let (ink, sigma) = (random.between(14.0, 40.0), random.between(1.8, 4.2));
    let paper = [tone + cast, tone, tone - cast];
    expose(&mut image, ink, paper, sigma, random, |x, y| {
        let (u, v) = (x as f32 / size.0 as f32, y as f32 / size.1 as f32);
        let far = (u - cx).hypot(v - cy);
        // The shadow of hand and telephone, with a soft edge.
        let over = (((u - 0.5) * cos + (v - 0.5) * sin - edge) * 8.0).clamp(0.0, 1.0);
        (1.04 - fall * far * far) * (1.0 - shade * over)
    });
    (image, warp)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> RgbImage {
        RgbImage::from_fn(200, 120, |x, y| {
            image::Rgb([if (80..90).contains(&x) && (40..50).contains(&y) { 0 } else { 255 }; 3])
        })
    }

    #[test]
    fn a_mark_is_found_where_the_projection_says() {
        for chain in [Chain::Clean, Chain::Jpeg(75), Chain::PrintScan, Chain::Phone, Chain::Chat] {
            for turns in 0..4 {
                let passed = chain.pass(&page(), turns, &mut Random::new(9)).unwrap();
                let (x, y) = passed.warp.at(85.0, 45.0);
                let middle = passed.image.get_pixel(x as u32, y as u32).0[1];
                let (x, y) = passed.warp.at(110.0, 45.0);
                let beside = passed.image.get_pixel(x as u32, y as u32).0[1];
                assert!(middle < 90 && beside > 150, "{chain:?} {turns}: {middle} {beside}");
            }
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_picture_and_names_go_there_and_back() {
        for chain in [Chain::Clean, Chain::Jpeg(60), Chain::PrintScan, Chain::Phone, Chain::Chat] {
            let go = |seed| chain.pass(&page(), 0, &mut Random::new(seed)).unwrap().image;
            assert_eq!(go(4), go(4));
            assert_eq!(Chain::named(&chain.name()), Some(chain));
        }
        assert_eq!(Chain::named("jpeg0"), None);
    }
}
