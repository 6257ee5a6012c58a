//! Seals drawn by hand, and lawful red print that is none.

use image::{Rgb, RgbImage};

use super::*;

/// A page with paper of a colour and rough print on it.
fn page(paper: [u8; 3]) -> RgbImage {
    RgbImage::from_fn(900, 1200, |x, y| {
        let print = y % 40 < 14 && x > 90 && x < 810 && (x / 5 + y / 7 * 3) % 3 == 0;
        Rgb(if print { [30, 30, 34] } else { paper })
    })
}

fn press(page: &mut RgbImage, x: u32, y: u32, ink: [u8; 3], cover: f32) {
    let pixel = page.get_pixel_mut(x, y);
    for (own, ink) in pixel.0.iter_mut().zip(ink) {
        *own = (f32::from(*own) * (1.0 - cover * (1.0 - f32::from(ink) / 255.0))) as u8;
    }
}

const RED: [u8; 3] = [214, 30, 40];

/// A rim with blocks for letters and a disc for the star.
fn stamp(page: &mut RgbImage, rim: &Rim, letters: u8, ink: [u8; 3]) {
    let (width, height) = page.dimensions();
    for y in 0..height {
        for x in 0..width {
            let (px, py) = (x as f32, y as f32);
            let out = rim.out(px, py);
            if out > 1.0 {
                continue;
            }
            let direction = (px - rim.x).atan2(rim.y - py) - rim.turn;
            let pitch = 3.9 / f32::from(letters.max(1));
            let along = ((direction + 1.95) / pitch).rem_euclid(1.0);
            let letter = letters > 0 && (0.62..0.85).contains(&out) && direction.abs() < 1.95 && along < 0.62;
            if out > 0.945 || letter || out < 0.22 {
                press(page, x, y, ink, 0.85);
            }
        }
    }
}

const ROUND: Rim = Rim { x: 480.0, y: 700.0, a: 118.0, b: 118.0, turn: 0.0 };

#[test]
fn round_oval_and_blue_seals_are_found_over_print_on_tinted_paper() {
    for (paper, ink) in
        [([255; 3], RED), ([252, 238, 226], RED), ([176, 164, 150], RED), ([250; 3], [40, 60, 190])]
    {
        for rim in [ROUND, Rim { b: 88.0, turn: 0.2, ..ROUND }, Rim { a: 60.0, b: 60.0, x: 300.0, ..ROUND }] {
            let mut page = page(paper);
            stamp(&mut page, &rim, 11, ink);
            let (found, ground) = find(&page);
            assert!(ground.is_some());
            assert_eq!(found.len(), 1, "{paper:?} {ink:?} {rim:?}");
            let own = &found[0];
            assert!(own.rim.distance(&rim) < 4.0, "{:?}", own.rim);
            assert!(
                (own.rim.a / rim.a - 1.0).abs() < 0.06 && (own.rim.b / rim.b - 1.0).abs() < 0.06,
                "{own:?}"
            );
            assert_eq!(own.ink, if ink == RED { Ink::Red } else { Ink::Blue });
            assert_eq!(own.shape(), if rim.a > rim.b { Shape::Oval } else { Shape::Round });
            assert!(own.clear > 0.8);
        }
    }
}

#[test]
fn a_seal_that_lines_of_a_form_run_through_is_found() {
    let mut page = page([255; 3]);
    stamp(&mut page, &ROUND, 11, RED);
    for y in (600..900).step_by(64) {
        for x in 40..860 {
            for thick in 0..2 {
                page.put_pixel(x, y + thick, Rgb([200, 60, 60]));
            }
        }
    }
    for x in (60..860).step_by(160) {
        for y in 600..900 {
            page.put_pixel(x, y, Rgb([200, 60, 60]));
        }
    }
    let (found, _) = find(&page);
    assert_eq!(found.len(), 1);
    assert!(found[0].rim.distance(&ROUND) < 6.0, "{:?}", found[0].rim);
}

#[test]
fn red_titles_tables_discs_and_bare_rings_are_no_seals() {
    let white = || RgbImage::from_pixel(900, 1200, Rgb([255; 3]));
    let mut table = white();
    for y in 100..900 {
        for x in 60..840 {
            if y % 50 < 2 || x % 130 < 2 || (y < 160 && (x / 9 + y / 6) % 3 == 0) {
                table.put_pixel(x, y, Rgb([206, 30, 36]));
            }
        }
    }
    let mut disc = white();
    let mut ring = white();
    for y in 0..1200 {
        for x in 0..900 {
            let out = ROUND.out(x as f32, y as f32);
            if out < 1.0 {
                disc.put_pixel(x, y, Rgb(RED));
            }
            if (0.9..1.0).contains(&out) {
                ring.put_pixel(x, y, Rgb(RED));
            }
        }
    }
    for (name, page) in [("table", table), ("disc", disc), ("ring", ring), ("print", page([255; 3]))] {
        let (found, _) = find(&page);
        assert!(found.is_empty(), "{name}: {:?}", found.iter().map(|one| one.rim).collect::<Vec<_>>());
    }
}

#[test]
fn pages_of_any_size_and_colour_do_no_harm() {
    assert!(find(&RgbImage::new(0, 0)).0.is_empty());
    assert!(find(&RgbImage::new(39, 4000)).0.is_empty());
    for colour in [[255, 0, 0], [0, 0, 255], [0, 0, 0], [255, 255, 255]] {
        assert!(find(&RgbImage::from_pixel(333, 222, Rgb(colour))).0.is_empty());
    }
    let noise = RgbImage::from_fn(700, 500, |x, y| {
        let value = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)).wrapping_mul(2_246_822_519);
        Rgb([(value >> 24) as u8, (value >> 16) as u8, (value >> 8) as u8])
    });
    assert!(find(&noise).0.is_empty());
    // A seal cut off by the edge is none, or lies inside the page.
    let mut cut = page([255; 3]);
    stamp(&mut cut, &Rim { x: 30.0, y: 20.0, ..ROUND }, 11, RED);
    for one in find(&cut).0 {
        let region = one.region(900, 1200);
        assert!(region.x + region.width <= 900 && region.y + region.height <= 1200);
    }
}

#[test]
fn the_ink_vanishes_and_the_print_below_stays() {
    let clean = page([250, 246, 240]);
    let mut sealed = clean.clone();
    stamp(&mut sealed, &ROUND, 11, RED);
    let (found, ground) = find(&sealed);
    let restored = beneath::without(&sealed, &ground.unwrap(), &found);
    let mut worst = 0.0_f64;
    let mut sum = 0.0_f64;
    let mut count = 0.0_f64;
    for (x, y, pixel) in restored.enumerate_pixels() {
        if ROUND.out(x as f32, y as f32) < 0.99 {
            let off = f64::from(pixel.0[1].abs_diff(clean.get_pixel(x, y).0[1]));
            worst = worst.max(off);
            sum += off;
            count += 1.0;
        } else if ROUND.out(x as f32, y as f32) > 1.1 {
            assert_eq!(pixel, sealed.get_pixel(x, y));
        }
    }
    assert!(sum / count < 6.0, "{}", sum / count);
    assert!(worst < 60.0, "{worst}");
}

#[test]
fn the_strip_begins_behind_the_gap_wherever_it_lies() {
    for lean in [0.0_f32, 0.4, -1.2, 3.0] {
        let mut page = RgbImage::from_pixel(900, 1200, Rgb([255; 3]));
        let (sin, cos) = lean.sin_cos();
        for y in 0..1200_u32 {
            for x in 0..900_u32 {
                let (dx, dy) = (x as f32 - ROUND.x, y as f32 - ROUND.y);
                // Turned back: where this pixel lies on the upright seal.
                let (u, v) = (dx * cos + dy * sin, dy * cos - dx * sin);
                let out = u.hypot(v) / ROUND.a;
                let direction = u.atan2(-v);
                let along = ((direction + 1.7) / 0.34).rem_euclid(1.0);
                let letter = (0.62..0.85).contains(&out) && direction.abs() < 1.7 && along < 0.6;
                if (0.945..1.0).contains(&out) || letter {
                    press(&mut page, x, y, RED, 0.9);
                }
            }
        }
        let (found, _) = find(&page);
        assert_eq!(found.len(), 1, "{lean}");
        let arc = unwrap::arcs(&found[0].cut).remove(0);
        let off = (arc.top - lean + 0.07).sin().abs();
        assert!(off < 0.15, "{lean}: {}", arc.top);
        assert!((arc.half - 1.65).abs() < 0.2, "{lean}: {}", arc.half);
        assert_eq!(arc.strip.height, crate::forensics::reading::HEIGHT as usize);
    }
}

#[test]
fn hashes_know_the_imprint_again_and_no_other() {
    let hashes = |letters: u8, paper: [u8; 3], lean: f32| {
        let mut page = page(paper);
        stamp(&mut page, &Rim { turn: lean, ..ROUND }, letters, RED);
        let (found, _) = find(&page);
        look::hashes(&found[0].cut, lean)
    };
    let apart = |a: (u64, u64), b: (u64, u64)| ((a.0 ^ b.0).count_ones(), (a.1 ^ b.1).count_ones());
    let own = hashes(11, [255; 3], 0.0);
    let (p, d) = apart(own, hashes(11, [240, 232, 220], 0.0));
    assert!(p <= 6 && d <= 6, "{p} {d}");
    let (p, d) = apart(own, hashes(11, [255; 3], 0.1));
    assert!(p <= 9 && d <= 9, "{p} {d}");
    let (p, d) = apart(own, hashes(12, [255; 3], 0.0));
    assert!(p + d > 14, "{p} {d}");
}

#[test]
fn a_seal_without_a_reader_is_described() {
    let mut page = page([255; 3]);
    stamp(&mut page, &ROUND, 11, RED);
    let (found, _) = find(&page);
    let seal = words::read(&found[0], None, 0, page.dimensions());
    assert_eq!(
        (seal.kind, seal.shape, seal.name, seal.lines.len()),
        (SealKind::Imprint, Shape::Round, None, 0)
    );
    assert!(seal.turn.abs() < 0.3, "{}", seal.turn);
}
