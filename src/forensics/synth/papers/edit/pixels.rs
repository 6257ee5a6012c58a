//! Edits of the measuring set, on finished pictures: digits copied from elsewhere on the page, values erased and
//! typed anew in another size, patches from another save, bands of pixels moved.

use image::RgbImage;

use super::super::super::Random;
use super::super::chain::saved;
use super::super::content::shaped;
use super::super::fonts::{Fonts, Role};
use super::super::render::{Drawn, Rendered, corners, write};
use super::super::sheet::Tag;
use super::{Move, Places, Plan, middles};
use crate::forensics::reading::text::Flat;

/// Changes the pictures and what is known about them; returns the places touched.
///
/// # Errors
/// Only when a patch cannot be saved.
pub fn apply(
    pages: &mut [Rendered],
    plan: &Plan,
    fonts: &Fonts,
    random: &mut Random,
) -> image::ImageResult<Places> {
    let mut places = Places::new();
    for change in &plan.changes {
        for (page, rendered) in pages.iter_mut().enumerate() {
            let found = rendered
                .words
                .iter()
                .enumerate()
                .filter(|(_, drawn)| drawn.tag == Some(change.tag))
                .nth(change.part)
                .map(|(index, _)| index);
            let Some(index) = found else { continue };
            let old = rendered.words[index].clone();
            let text = shaped(&change.value, old.run.shape);
            let place = if copied(rendered, index, &text) {
                old.word.flat
            } else {
                retyped(rendered, index, &text, fonts, random)?
            };
            places.push((page, super::around(&place, &old.word.flat)));
        }
    }
    if let Some(rows) = plan.rows {
        for (page, rendered) in pages.iter_mut().enumerate() {
            match rows {
                Move::Swap(a, b) => swap(rendered, a, b),
                Move::Delete(row) => delete(rendered, row),
            }
            .into_iter()
            .for_each(|flat| places.push((page, flat)));
        }
    }
    Ok(places)
}

/// Box of one character of a word.
fn part(drawn: &Drawn, at: usize) -> Option<Flat> {
    let (flat, glyph) = (&drawn.word.flat, drawn.word.glyphs.get(at)?);
    Some(Flat { x: flat.x + flat.width * glyph.from, width: flat.width * (glyph.to - glyph.from), ..*flat })
}

/// Copies each digit that differs from another place of the page, set the same way. `false` when one is missing.
fn copied(page: &mut Rendered, index: usize, text: &str) -> bool {
    let old = page.words[index].clone();
    let (was, new): (Vec<char>, Vec<char>) = (old.run.text.chars().collect(), text.chars().collect());
    if was.len() != new.len() {
        return false;
    }
    let mut moves = Vec::new();
    for (place, (a, b)) in was.iter().zip(&new).enumerate() {
        if a == b {
            continue;
        }
        let donor = page.words.iter().enumerate().find_map(|(other, drawn)| {
            let same = drawn.font == old.font
                && (drawn.run.em - old.run.em).abs() < 0.01
                && (drawn.run.squeeze - old.run.squeeze).abs() < 0.01
                && drawn.run.colour == old.run.colour;
            let at = drawn.run.text.chars().position(|c| c == *b)?;
            (same && other != index && b.is_ascii_digit())
                .then(|| part(drawn, at).map(|flat| (flat, drawn.run.y)))?
        });
        let (Some((from, line)), Some(to)) = (donor, part(&old, place)) else { return false };
        // A wider or narrower digit would leave a rest or cut its neighbour.
        if (from.width - to.width).abs() > to.width * 0.06 {
            return false;
        }
        moves.push((from, line, to));
    }
    for (from, line, to) in moves {
        let wide = (to.width.round() as u32).max(1);
        let tall = (to.height.round() as u32 + 2).max(1);
        let pixel = |value: f32| value.round().max(0.0) as u32;
        // Aligned by the line, not by the ink.
        let up = old.run.y - to.y;
        let source = (pixel(from.x), pixel(line - up - 1.0));
        let patch = image::imageops::crop_imm(&page.image, source.0, source.1, wide, tall).to_image();
        image::imageops::replace(&mut page.image, &patch, pixel(to.x).into(), pixel(to.y - 1.0).into());
    }
    text.clone_into(&mut page.words[index].word.text);
    text.clone_into(&mut page.words[index].run.text);
    true
}

/// Erases a value and types the new one, a little otherwise; by chance as a patch that was saved before.
fn retyped(
    page: &mut Rendered,
    index: usize,
    text: &str,
    fonts: &Fonts,
    random: &mut Random,
) -> image::ImageResult<Flat> {
    let old = page.words[index].clone();
    erase(&mut page.image, &old.word.flat, random);
    let mut run = old.run.clone();
    text.clone_into(&mut run.text);
    run.em *= random.between(0.95, 1.03);
    run.y += random.between(-0.7, 0.7);
    run.x += random.between(-0.5, 0.5);
    if run.role == Role::Song && random.below(3) == 0 {
        run.role = Role::Hei;
    }
    let lighter = random.below(40) as u8;
    run.colour = run.colour.map(|ink| ink.saturating_add(lighter));
    let cast = fonts.cast(random);
    let splice = random.below(2) == 0;
    let before = splice.then(|| page.image.clone());
    let word = write(&mut page.image, fonts, cast, &run);
    let Some(word) = word else { return Ok(old.word.flat) };
    if let Some(before) = before {
        // The same words as they come out of another save: pasted with a hard edge.
        let area = bounds(&page.image, &word.flat, 2.0);
        let [x, y, w, h] = area;
        let (x0, y0) = (x.saturating_sub(8), y.saturating_sub(8));
        let around = image::imageops::crop_imm(&page.image, x0, y0, w + 16, h + 16).to_image();
        let other = saved(&around, 62)?;
        let patch = image::imageops::crop_imm(&other, x - x0, y - y0, w, h).to_image();
        page.image = before;
        image::imageops::replace(&mut page.image, &patch, x.into(), y.into());
    }
    let font = fonts.name(cast, run.role);
    let place = word.flat;
    page.words[index] = Drawn { word, tag: old.tag, font, run };
    Ok(place)
}

/// A box in whole pixels inside the picture: left, top, width, height.
fn bounds(image: &RgbImage, flat: &Flat, more: f32) -> [u32; 4] {
    let clamp = |value: f32, limit: u32| value.clamp(0.0, limit as f32) as u32;
    let (x0, y0) =
        (clamp((flat.x - more).floor(), image.width()), clamp((flat.y - more).floor(), image.height()));
    let (x1, y1) = (
        clamp((flat.right() + more).ceil(), image.width()),
        clamp((flat.bottom() + more).ceil(), image.height()),
    );
    [x0, y0, (x1 - x0).max(1), (y1 - y0).max(1)]
}

/// Fills a box from its borders: left and right mixed by distance, ink at the border passed over.
fn erase(image: &mut RgbImage, flat: &Flat, random: &mut Random) {
    let [x, y, w, h] = bounds(image, flat, 1.0);
    let mut ring: Vec<[u8; 3]> = Vec::new();
    for row in y..y + h {
        for column in [x.saturating_sub(2), x.saturating_sub(3), x + w + 1, x + w + 2] {
            if let Some(pixel) = image.get_pixel_checked(column, row) {
                ring.push(pixel.0);
            }
        }
    }
    ring.sort_by_key(|pixel| pixel.iter().map(|v| u32::from(*v)).sum::<u32>());
    let ground = ring.get(ring.len() * 3 / 4).copied().unwrap_or([255; 3]);
    let near = |pixel: [u8; 3]| pixel.iter().zip(ground).all(|(a, b)| a.abs_diff(b) < 24);
    for row in y..y + h {
        let side = |column: u32| {
            image.get_pixel_checked(column, row).map(|pixel| pixel.0).filter(|p| near(*p)).unwrap_or(ground)
        };
        let (left, right) = (side(x.saturating_sub(2)), side(x + w + 1));
        for column in x..(x + w).min(image.width()) {
            let part = (column - x) as f32 / w as f32;
            let grain = random.below(3) as f32 - 1.0;
            let mut fill = [0; 3];
            for (own, (a, b)) in fill.iter_mut().zip(left.into_iter().zip(right)) {
                *own = (f32::from(a) + (f32::from(b) - f32::from(a)) * part + grain).clamp(0.0, 255.0) as u8;
            }
            if row < image.height() {
                image.put_pixel(column, row, image::Rgb(fill));
            }
        }
    }
}

/// The band of a row without its lines: top and height.
fn band(page: &Rendered, row: usize) -> Option<(f32, f32)> {
    let middles = middles(&page.words);
    let at = middles.iter().position(|(own, _)| *own == row)?;
    let next = middles.get(at + 1).map(|(_, y)| y - middles[at].1);
    let before = at
        .checked_sub(1)
        .and_then(|at| middles.get(at))
        .map(|(_, y)| middles[at + usize::from(at + 1 < middles.len())].1 - y);
    let height = next.into_iter().chain(before).fold(f32::MAX, f32::min);
    (height < f32::MAX).then(|| (middles[at].1 - height / 2.0, height))
}

/// Left and right end of the table.
fn sides(page: &Rendered) -> Option<(f32, f32)> {
    let cells: Vec<&Flat> = page
        .words
        .iter()
        .filter(|drawn| drawn.tag.is_some_and(|tag| tag.row.is_some()))
        .map(|d| &d.word.flat)
        .collect();
    let left = cells.iter().map(|flat| flat.x).fold(f32::MAX, f32::min);
    let right = cells.iter().map(|flat| flat.right()).fold(0.0, f32::max);
    (left < right).then_some((left, right))
}

/// Moves what is known about a row's words.
fn shift(page: &mut Rendered, which: impl Fn(Tag) -> bool, by: f32) -> Vec<Flat> {
    let mut places = Vec::new();
    for drawn in &mut page.words {
        if drawn.tag.is_some_and(&which) {
            drawn.word.flat.y += by;
            drawn.run.y += by;
            drawn.word.corners = corners(&drawn.word.flat);
            places.push(drawn.word.flat);
        }
    }
    places
}

/// Two bands of pixels change places.
fn swap(page: &mut Rendered, a: usize, b: usize) -> Vec<Flat> {
    let (Some((top_a, high_a)), Some((top_b, high_b)), Some((left, right))) =
        (band(page, a), band(page, b), sides(page))
    else {
        return Vec::new();
    };
    let high = high_a.min(high_b) - 4.0;
    let take = |top: f32| Flat { x: left - 2.0, y: top + 2.0, width: right - left + 4.0, height: high };
    let (one, two) = (bounds(&page.image, &take(top_a), 0.0), bounds(&page.image, &take(top_b), 0.0));
    let (w, h) = (one[2].min(two[2]), one[3].min(two[3]));
    let first = image::imageops::crop_imm(&page.image, one[0], one[1], w, h).to_image();
    let second = image::imageops::crop_imm(&page.image, two[0], two[1], w, h).to_image();
    image::imageops::replace(&mut page.image, &second, one[0].into(), one[1].into());
    image::imageops::replace(&mut page.image, &first, two[0].into(), two[1].into());
    let by = two[1] as f32 - one[1] as f32;
    let mut places: Vec<Flat> = [one, two]
        .iter()
        .map(|[x, y, _, _]| Flat { x: *x as f32, y: *y as f32, width: w as f32, height: h as f32 })
        .collect();
    // Both at once: the second must not be caught by the first's move.
    let rows: Vec<Option<usize>> = page.words.iter().map(|drawn| drawn.tag.and_then(|tag| tag.row)).collect();
    for (drawn, row) in page.words.iter_mut().zip(rows) {
        let by = if row == Some(a) {
            by
        } else if row == Some(b) {
            -by
        } else {
            continue;
        };
        drawn.word.flat.y += by;
        drawn.run.y += by;
        drawn.word.corners = corners(&drawn.word.flat);
        places.push(drawn.word.flat);
    }
    places
}

/// Everything below a row moves up over it; the freed band is filled with paper.
fn delete(page: &mut Rendered, row: usize) -> Vec<Flat> {
    let middles = middles(&page.words);
    let Some(at) = middles.iter().position(|(own, _)| *own == row) else { return Vec::new() };
    let (Some(next), Some(last), Some((left, right))) = (middles.get(at + 1), middles.last(), sides(page))
    else {
        return Vec::new();
    };
    let step = (next.1 - middles[at].1).round();
    let top = (middles[at].1 - step / 2.0).round();
    let foot = last.1 + step / 2.0;
    let moved = Flat {
        x: left - 2.0,
        y: top + step + 1.0,
        width: right - left + 4.0,
        height: foot - top - step - 2.0,
    };
    let [x, y, w, h] = bounds(&page.image, &moved, 0.0);
    let patch = image::imageops::crop_imm(&page.image, x, y, w, h).to_image();
    image::imageops::replace(&mut page.image, &patch, x.into(), i64::from(y) - step as i64);
    let freed = Flat { x: left - 1.0, y: foot - step + 2.0, width: right - left + 2.0, height: step - 4.0 };
    let [fx, fy, fw, fh] = bounds(&page.image, &freed, 0.0);
    let ground =
        *page.image.get_pixel_checked(fx.saturating_sub(2), fy + fh / 2).unwrap_or(&image::Rgb([255; 3]));
    for py in fy..(fy + fh).min(page.image.height()) {
        for px in fx..(fx + fw).min(page.image.width()) {
            page.image.put_pixel(px, py, ground);
        }
    }
    page.words.retain(|drawn| drawn.tag.is_none_or(|tag| tag.row != Some(row)));
    let mut places = shift(page, |tag| tag.row.is_some_and(|own| own > row), -step);
    places.push(Flat { x: left - 2.0, y: top, width: right - left + 4.0, height: foot - top });
    places
}
