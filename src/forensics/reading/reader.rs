//! Reads a picture of a page: finds its lines, puts it upright, reads strip after strip.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use image::{RgbImage, imageops};

use super::ctc::{Alphabet, Decoded, decode};
use super::detect;
use super::flatten::{flat, flattening};
use super::network::{Lane, Lanes, Network, NetworkFault, Onnx};
use super::strip::extent;
use super::text::{PageText, Point, Source, Word, around};
use super::{script, singles, strip};
use crate::forensics::Region;

/// What is read with less confidence is texture, not text.
const LEAST_SURE: f32 = 0.5;
/// What was read this surely below a seal is not read a second time.
const SURE: f32 = 0.97;
/// So many of the longest lines tell whether a page stands on its head.
const WITNESSES: usize = 6;
/// Upright lines are read with more than this confidence; only below it the page is tried upside down.
const UPRIGHT: f32 = 0.85;
/// The two networks of the reader: PP-OCR's detector and recogniser in ONNX.
#[derive(Clone)]
pub struct Models {
    /// Marks lines.
    pub detector: Arc<[u8]>,
    /// Reads strips.
    pub recogniser: Arc<[u8]>,
}

/// A page without the ink of its seals, and where they lie on it.
pub struct Below<'a> {
    /// The page with the ink taken away, of the same size.
    pub clean: &'a RgbImage,
    /// Where it was taken away.
    pub seals: &'a [Region],
}

/// A reader of pages.
pub struct Reader {
    detector: Box<dyn Network>,
    recogniser: Box<dyn Network>,
    alphabet: Alphabet,
    lanes: usize,
}

impl Reader {
    /// A reader with these networks, see [`Models`].
    ///
    /// # Errors
    /// When a network cannot be loaded or names no characters.
    pub fn load(detector: &[u8], recogniser: &[u8]) -> Result<Self, NetworkFault> {
        let lanes = Lanes::new();
        let detector = Onnx::load(detector.to_vec(), Arc::clone(&lanes))?;
        let recogniser = Onnx::load(recogniser.to_vec(), Arc::clone(&lanes))?;
        let list = recogniser
            .metadata("character")
            .ok_or_else(|| NetworkFault("the recogniser names no characters".to_owned()))?;
        let alphabet = Alphabet::parse(list);
        Ok(Self {
            detector: Box::new(detector),
            recogniser: Box::new(recogniser),
            alphabet,
            lanes: lanes.count(),
        })
    }

    /// Reads a page. `type_height` is the height of its type in pixels where it is known (0 otherwise):
    /// large type needs fewer pixels to be found.
    ///
    /// # Errors
    /// When a network fails.
    pub fn read(&self, page: &RgbImage, type_height: usize) -> Result<PageText, NetworkFault> {
        self.read_below(page, type_height, None)
    }

    /// Reads a page on which seals lie: lines are looked for where the seals' ink is taken away, and what crosses a
    /// seal is read both ways.
    ///
    /// # Errors
    /// When a network fails.
    pub fn read_below(
        &self,
        page: &RgbImage,
        type_height: usize,
        below: Option<&Below<'_>>,
    ) -> Result<PageText, NetworkFault> {
        let longest = longest_side(page, type_height);
        let original = page;
        let page = below.map_or(page, |below| below.clean);
        let mut boxes = detect::lines(self.detector.as_ref(), page, longest)?;
        let mut turned: Option<RgbImage> = None;
        let mut turns = 0_u8;
        if lies_on_its_side(&boxes) {
            let upright = imageops::rotate90(page);
            boxes = detect::lines(self.detector.as_ref(), &upright, longest)?;
            turned = Some(upright);
            turns = 1;
        }
        let picture = turned.as_ref().unwrap_or(page);
        let (width, height) = picture.dimensions();
        boxes.sort_by(|a, b| extent(b).0.total_cmp(&extent(a).0));
        let mut read = self.strips(picture, &boxes[..boxes.len().min(WITNESSES)])?;
        if mean(&read) < UPRIGHT && !read.is_empty() {
            let headlong: Vec<[Point; 4]> = boxes.iter().map(|&[a, b, c, d]| [c, d, a, b]).collect();
            let other = self.strips(picture, &headlong[..read.len()])?;
            if mean(&other) > mean(&read) + 0.05 {
                (boxes, read) = (headlong, other);
                turns += 2;
            }
        }
        read.extend(self.strips(picture, &boxes[read.len()..])?);
        let place = |corners: &[Point; 4]| match &turned {
            Some(_) => corners.map(|p| unturn(p, page.height())),
            None => *corners,
        };
        if let Some(below) = below {
            self.read_again(original, below, &boxes, &mut read, &place)?;
        }
        self.read_singles(picture, turns >= 2, &mut boxes, &mut read)?;
        // On a page that stands on its head the boxes are given from their own beginning; the level page is
        // the one turned by half.
        let settled: Vec<[Point; 4]> = if turns >= 2 {
            let (w, h) = (width as f32, height as f32);
            boxes.iter().map(|corners| corners.map(|p| Point { x: w - p.x, y: h - p.y })).collect()
        } else {
            boxes.clone()
        };
        let map = flattening(&settled, width, height);
        let mut words: Vec<Word> = read
            .into_iter()
            .zip(boxes.iter().zip(&settled))
            .filter(|(decoded, _)| !decoded.text.is_empty() && decoded.confidence >= LEAST_SURE)
            .map(|(decoded, (corners, upright))| Word {
                text: decoded.text,
                corners: place(corners),
                flat: flat(&map, upright),
                confidence: decoded.confidence,
                glyphs: decoded.glyphs,
            })
            .collect();
        script::settle(&mut words);
        in_reading_order(&mut words);
        Ok(PageText { source: Source::Picture, turns, words })
    }

    /// Reads the characters that stand alone. Columns of them that were taken for lines give way to what is found in
    /// them.
    fn read_singles(
        &self,
        picture: &RgbImage,
        headlong: bool,
        boxes: &mut Vec<[Point; 4]>,
        read: &mut Vec<Decoded>,
    ) -> Result<(), NetworkFault> {
        let is_column =
            |(corners, decoded): &(&[Point; 4], &Decoded)| singles::is_column(corners, decoded.confidence);
        let lines: Vec<[Point; 4]> = boxes
            .iter()
            .zip(read.iter())
            .filter(|one| !is_column(one))
            .map(|(corners, _)| *corners)
            .collect();
        let mut lone = singles::places(picture, &lines);
        if headlong {
            lone.iter_mut().for_each(|corners| corners.rotate_left(2));
        }
        let found: Vec<([Point; 4], Decoded)> = self
            .strips(picture, &lone)?
            .into_iter()
            .zip(lone)
            .filter(|(decoded, _)| singles::is_character(decoded))
            .map(|(decoded, corners)| (corners, decoded))
            .collect();
        let mut kept = Vec::new();
        for (corners, decoded) in boxes.drain(..).zip(read.drain(..)) {
            let column = is_column(&(&corners, &decoded));
            let place = around(&corners);
            let given = found.iter().any(|(other, _)| around(other).mostly_in(&place));
            if !(column && given) {
                kept.push((corners, decoded));
            }
        }
        (*boxes, *read) = kept.into_iter().chain(found).unzip();
        Ok(())
    }

    /// Reads what crosses a seal as it is on the page too: print of the seal's own colour vanishes with it. What was
    /// read without the ink stands unless the other reading is clearly surer.
    fn read_again(
        &self,
        page: &RgbImage,
        below: &Below<'_>,
        boxes: &[[Point; 4]],
        read: &mut [Decoded],
        place: &dyn Fn(&[Point; 4]) -> [Point; 4],
    ) -> Result<(), NetworkFault> {
        let places: Vec<[Point; 4]> = boxes.iter().map(place).collect();
        let crossed: Vec<usize> = (0..read.len().min(places.len()))
            .filter(|&index| {
                let region = around(&places[index]);
                read[index].confidence < SURE && below.seals.iter().any(|seal| seal.overlap(&region) > 0)
            })
            .collect();
        let again: Vec<[Point; 4]> = crossed.iter().map(|&index| places[index]).collect();
        for (index, other) in crossed.into_iter().zip(self.strips(page, &again)?) {
            if other.confidence > read[index].confidence + 0.08 {
                read[index] = other;
            }
        }
        Ok(())
    }

    /// Reads one line from a picture of it, [`strip::HEIGHT`] pixels high.
    ///
    /// # Errors
    /// When the network fails or the picture has another height.
    pub fn line(&self, strip: &RgbImage) -> Result<Decoded, NetworkFault> {
        if strip.height() != strip::HEIGHT || strip.width() == 0 {
            return Err(NetworkFault("the strip has another height".to_owned()));
        }
        let mut one = self.decoded(std::slice::from_ref(strip), 0)?;
        one.pop().ok_or_else(|| NetworkFault("a strip was not read".to_owned()))
    }

    /// Reads strips on all lanes; the answers come in the order given.
    fn strips(&self, page: &RgbImage, boxes: &[[Point; 4]]) -> Result<Vec<Decoded>, NetworkFault> {
        let batches = strip::batches(boxes);
        let next = AtomicUsize::new(0);
        let done: Mutex<Vec<Option<Decoded>>> = Mutex::new(vec![None; boxes.len()]);
        let fault: Mutex<Option<NetworkFault>> = Mutex::new(None);
        std::thread::scope(|scope| {
            for lane in 0..self.lanes.min(batches.len()) {
                let (next, done, fault, batches) = (&next, &done, &fault, &batches);
                scope.spawn(move || {
                    while let Some(batch) = batches.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let strips: Vec<RgbImage> =
                            batch.iter().map(|&index| strip::cut(page, &boxes[index])).collect();
                        match self.decoded(&strips, lane) {
                            Ok(decoded) => {
                                let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
                                for (&index, decoded) in batch.iter().zip(decoded) {
                                    done[index] = Some(decoded);
                                }
                            }
                            Err(why) => *fault.lock().unwrap_or_else(PoisonError::into_inner) = Some(why),
                        }
                    }
                });
            }
        });
        if let Some(fault) = fault.into_inner().unwrap_or_else(PoisonError::into_inner) {
            return Err(fault);
        }
        let done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        let missing = || NetworkFault("a strip was not read".to_owned());
        done.into_iter().map(|one| one.ok_or_else(missing)).collect()
    }

    /// Reads strips that are padded to one width, together: the network's weights are fetched once for all of them.
    fn decoded(&self, strips: &[RgbImage], lane: usize) -> Result<Vec<Decoded>, NetworkFault> {
        let height = strip::HEIGHT as usize;
        let padded = strips.iter().map(|strip| strip::padded(strip.width())).max().unwrap_or(0) as usize;
        // What lies right of a strip is 0, the middle grey.
        let mut input = vec![0.0; strips.len() * 3 * height * padded];
        for (strip, planes) in strips.iter().zip(input.chunks_exact_mut(3 * height * padded)) {
            let width = strip.width() as usize;
            let rows = planes.chunks_exact_mut(padded);
            for (to, from) in rows.zip(detect::planes(strip).chunks_exact(width)) {
                to[..width].copy_from_slice(from);
            }
        }
        let shape = [strips.len(), 3, height, padded];
        let output = self.recogniser.run(&input, shape, Lane::One(lane))?;
        let classes = output.shape.last().copied().unwrap_or(0);
        if classes != self.alphabet.classes() {
            return Err(NetworkFault("the recogniser knows other characters than it names".to_owned()));
        }
        let each = output.values.len() / strips.len().max(1);
        if each == 0 {
            return Err(NetworkFault("the recogniser says nothing of a strip".to_owned()));
        }
        Ok(strips
            .iter()
            .zip(output.values.chunks_exact(each))
            .map(|(strip, values)| {
                decode(values, classes, &self.alphabet, strip.width() as f32 / padded as f32)
            })
            .collect())
    }
}

/// The longer side the detector sees: enough that the smallest common type is still some ten pixels high.
fn longest_side(page: &RgbImage, type_height: usize) -> u32 {
    let longest = page.width().max(page.height());
    let wanted = match type_height {
        0 => 1280.0,
        height => f64::from(longest) * 12.0 / height as f64,
    };
    (wanted.clamp(736.0, 1408.0) as u32).min(longest.saturating_mul(2)).next_multiple_of(32)
}

/// Whether most of the text runs up or down the page.
fn lies_on_its_side(boxes: &[[Point; 4]]) -> bool {
    let (mut level, mut upright) = (0.0, 0.0);
    for corners in boxes {
        let (length, height) = extent(corners);
        if length > 2.5 * height {
            level += length;
        } else if height > 2.5 * length {
            upright += height;
        }
    }
    upright > 2.0 * level
}

fn mean(read: &[Decoded]) -> f32 {
    read.iter().map(|one| one.confidence).sum::<f32>() / read.len().max(1) as f32
}

/// A place on the page from its place on the page turned clockwise by a quarter.
fn unturn(point: Point, height: u32) -> Point {
    Point { x: point.y, y: height as f32 - point.x }
}

/// Rows from top to bottom, words from left to right.
fn in_reading_order(words: &mut Vec<Word>) {
    words.sort_by(|a, b| a.flat.middle().total_cmp(&b.flat.middle()));
    let mut rows: Vec<Vec<Word>> = Vec::new();
    for word in words.drain(..) {
        match rows.last_mut() {
            Some(row)
                if row.last().is_some_and(|last| {
                    let reach = last.flat.height.min(word.flat.height) / 2.0;
                    word.flat.middle() - last.flat.middle() < reach
                }) =>
            {
                row.push(word);
            }
            _ => rows.push(vec![word]),
        }
    }
    for mut row in rows {
        row.sort_by(|a, b| a.flat.x.total_cmp(&b.flat.x));
        words.append(&mut row);
    }
}
