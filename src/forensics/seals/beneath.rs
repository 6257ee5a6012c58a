//! What stands below a seal: the ink vanishes in one channel, the print does not.

use image::{Rgb, RgbImage};

use super::Found;
use super::ink::Ground;
use crate::forensics::signal::stats;

/// How far beyond the rim the ink may reach, in shares of its radius.
const MARGIN: f32 = 1.03;

/// A copy of the page in which the ink of seals is gone: within each rim the channel in which the ink vanishes
/// takes the place of all, with the ink's own faint tone evened to the colour of the paper.
#[must_use]
pub fn without(page: &RgbImage, ground: &Ground, seals: &[Found]) -> RgbImage {
    let mut clean = page.clone();
    for seal in seals {
        let region = seal.region(page.width(), page.height());
        let channel = seal.ink.channel();
        let grow = (region.width / 16).max(2);
        let (x0, y0) = (region.x.saturating_sub(grow), region.y.saturating_sub(grow));
        let x1 = (region.x + region.width + grow).min(page.width());
        let y1 = (region.y + region.height + grow).min(page.height());
        let mut tones = Vec::new();
        for y in y0..y1 {
            for x in x0..x1 {
                let (px, py) = (x as f32, y as f32);
                if seal.rim.out(px, py) > MARGIN {
                    continue;
                }
                let own = share(page, ground, channel, x, y);
                // Ink: the channel is light where green is dark.
                if own - share(page, ground, 1, x, y) > 0.2 {
                    tones.push(own);
                }
            }
        }
        // Print below darkens a part of the ink; most of it lies on paper.
        let tone = stats::quantile(&mut tones, 0.3).clamp(0.5, 1.0);
        for y in y0..y1 {
            for x in x0..x1 {
                if seal.rim.out(x as f32, y as f32) > MARGIN {
                    continue;
                }
                let level = (share(page, ground, channel, x, y) / tone).min(1.0);
                let paper = ground.paper(x as f32, y as f32);
                clean.put_pixel(
                    x,
                    y,
                    Rgb(paper.map(|value| (value * level).round().clamp(0.0, 255.0) as u8)),
                );
            }
        }
    }
    clean
}

fn share(page: &RgbImage, ground: &Ground, channel: usize, x: u32, y: u32) -> f32 {
    let paper = ground.paper(x as f32, y as f32);
    f32::from(page.get_pixel(x, y).0[channel]) / paper[channel].max(1.0)
}
