//! From a drawing to a scan: ink and paper, blur, paper texture, light, sensor noise.

use image::RgbImage;

use super::{Drawing, Random};
use crate::forensics::signal::Plane;

/// How a page was printed and scanned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scanner {
    /// Grey level of the paper.
    pub paper: f32,
    /// Grey level of full ink.
    pub ink: f32,
    /// Blur radius passes (three box passes come near a Gaussian).
    pub blur: usize,
    /// Sensor noise, standard deviation.
    pub noise: f32,
    /// Paper texture, standard deviation of a smooth field.
    pub texture: f32,
    /// Light falling off across the page, grey levels from edge to edge.
    pub light: f32,
    /// Colour cast: added to red and taken from blue.
    pub cast: f32,
}

impl Scanner {
    /// A flatbed scanner by chance.
    pub fn random(random: &mut Random) -> Self {
        Self {
            paper: random.between(228.0, 250.0),
            ink: random.between(20.0, 70.0),
            blur: 1,
            noise: random.between(1.2, 3.5),
            texture: random.between(0.5, 2.0),
            light: random.between(0.0, 8.0),
            cast: random.between(-4.0, 6.0),
        }
    }
}

/// Scans a drawing: every print of a glyph gets its own noise and a place between pixels.
#[must_use]
pub fn scan(drawing: &Drawing, scanner: &Scanner, random: &mut Random) -> RgbImage {
    let (width, height) = (drawing.ink.width, drawing.ink.height);
    let texture = texture(width, height, random);
    let (phase, wave) = (random.between(0.0, 6.0), random.between(0.006, 0.02));
    let mut grey = Plane::filled(width, height, 0.0);
    for y in 0..height {
        // Transport of the paper is never even: rows wander by a part of a pixel.
        let wander = (y as f32 * wave + phase).sin() * 0.7;
        for x in 0..width {
            let at = x as f32 + wander;
            let left = at.floor().clamp(0.0, (width - 1) as f32);
            let part = (at - left).clamp(0.0, 1.0);
            let (i, j) = (left as usize, (left as usize + 1).min(width - 1));
            let cover = drawing.ink.at(i, y) * (1.0 - part) + drawing.ink.at(j, y) * part;
            let light = scanner.light * (x as f32 / width as f32 - 0.5);
            let paper = scanner.paper + light + texture.at(x, y) * scanner.texture;
            grey.data[y * width + x] = paper + (scanner.ink - paper) * cover;
        }
    }
    for _ in 0..scanner.blur {
        grey = grey.box_blur(1);
    }
    let mut rgb = RgbImage::new(width as u32, height as u32);
    for (pixel, value) in rgb.pixels_mut().zip(&grey.data) {
        let common = random.normal() * scanner.noise;
        let level = |own: f32| (value + common * 0.8 + own).round().clamp(0.0, 255.0) as u8;
        let spread = scanner.noise * 0.4;
        pixel.0 = [
            level(random.normal() * spread + scanner.cast),
            level(random.normal() * spread),
            level(random.normal() * spread - scanner.cast),
        ];
    }
    rgb
}

/// Paper as a program draws it: no noise, no blur.
#[must_use]
pub fn born_digital(drawing: &Drawing) -> RgbImage {
    let mut rgb = RgbImage::new(drawing.ink.width as u32, drawing.ink.height as u32);
    for (pixel, cover) in rgb.pixels_mut().zip(&drawing.ink.data) {
        pixel.0 = [(255.0 - cover * 235.0).round() as u8; 3];
    }
    rgb
}

/// A smooth field with deviation about 1: coarse noise, twice blurred.
fn texture(width: usize, height: usize, random: &mut Random) -> Plane {
    let mut field = Plane::filled(width, height, 0.0);
    field.data.iter_mut().for_each(|value| *value = random.normal() * 5.0);
    field.box_blur(2)
}
