//! The vectors of wordings, in memory and in a file that only grows.
//!
//! The file: a heading (magic, width, fingerprint of the encoder), then records of key, number of vectors,
//! the vectors in eight bits with a scale each, and a checksum. A record cut short by a crash and all behind
//! it is dropped at the next start: what is missing is made again.

use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::platform::search::SearchError;
use crate::platform::search::numbered::{ByNumber, fnv};

const MAGIC: &[u8; 4] = b"SHV1";
/// Bytes of the heading: magic, width, fingerprint.
const HEADING: usize = 4 + 4 + 8;

/// The vectors of one wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rows {
    /// Its first vector.
    pub first: usize,
    /// How many.
    pub count: usize,
}

/// All vectors of a node.
pub(crate) struct Table {
    path: PathBuf,
    heading: Vec<u8>,
    /// Where the last whole record ends; 0 when there is not even a heading.
    whole: usize,
    /// Opened by the first record that is added: who only searches must not touch another's file.
    file: Option<BufWriter<File>>,
    width: usize,
    known: ByNumber<Rows>,
    data: Vec<i8>,
    scales: Vec<f32>,
    version: u64,
}

impl Table {
    pub(super) fn open(path: &Path, width: usize, fingerprint: u64) -> Result<Self, SearchError> {
        let mut heading = MAGIC.to_vec();
        heading.extend(u32::try_from(width).unwrap_or(0).to_le_bytes());
        heading.extend(fingerprint.to_le_bytes());
        let bytes = match std::fs::read(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            read => read?,
        };
        let whole = if bytes.starts_with(&heading) { HEADING } else { 0 };
        let (known, data, scales) = (ByNumber::default(), Vec::new(), Vec::new());
        let mut table = Self {
            path: path.to_owned(),
            heading,
            whole,
            file: None,
            width,
            known,
            data,
            scales,
            version: 1,
        };
        while table.whole > 0
            && let Some(next) = table.take(&bytes, table.whole)
        {
            table.whole = next;
        }
        Ok(table)
    }

    /// The file behind its last whole record; what stands there is dropped.
    fn file(&mut self) -> Result<&mut BufWriter<File>, SearchError> {
        let file = match self.file.take() {
            Some(file) => file,
            None => {
                let mut file =
                    OpenOptions::new().create(true).truncate(false).write(true).open(&self.path)?;
                file.set_len(u64::try_from(self.whole).unwrap_or(0))?;
                file.seek(SeekFrom::End(0))?;
                if self.whole == 0 {
                    file.write_all(&self.heading)?;
                }
                BufWriter::new(file)
            }
        };
        Ok(self.file.insert(file))
    }

    /// Reads the record at a place; the place behind it, or `None` when it is not whole.
    fn take(&mut self, bytes: &[u8], at: usize) -> Option<usize> {
        let head = bytes.get(at..at + 10)?;
        let key = u64::from_le_bytes(head[..8].try_into().ok()?);
        let count = usize::from(u16::from_le_bytes(head[8..].try_into().ok()?));
        let end = at + 10 + count * (self.width + 4);
        let record = bytes.get(at..end)?;
        let sum = bytes.get(end..end + 8)?;
        if fnv(record.iter().copied()).to_le_bytes() != *sum {
            return None;
        }
        let first = self.scales.len();
        for vector in record[10..].chunks_exact(self.width + 4) {
            let (scale, data) = vector.split_at(4);
            self.scales.push(f32::from_le_bytes(scale.try_into().ok()?));
            self.data.extend(data.iter().map(|&byte| i8::from_le_bytes([byte])));
        }
        self.known.insert(key, Rows { first, count });
        Some(end + 8)
    }

    /// Keeps the vectors of a wording; one that is known already is left as it is.
    pub(super) fn add(&mut self, key: u64, vectors: &[Vec<f32>]) -> Result<(), SearchError> {
        if self.known.contains_key(&key) {
            return Ok(());
        }
        let mut record = key.to_le_bytes().to_vec();
        record.extend(u16::try_from(vectors.len()).unwrap_or(0).to_le_bytes());
        for vector in vectors {
            let (scale, data) = quantised(vector);
            record.extend(scale.to_le_bytes());
            record.extend(data.iter().map(|number| number.to_le_bytes()[0]));
        }
        record.extend(fnv(record.iter().copied()).to_le_bytes());
        self.file()?.write_all(&record)?;
        self.take(&record, 0);
        self.version += 1;
        Ok(())
    }

    pub(super) fn flush(&mut self) -> Result<(), SearchError> {
        if let Some(file) = &mut self.file {
            file.flush()?;
        }
        Ok(())
    }

    /// Writes the vectors of these wordings to a new file and puts it in the place of the old one.
    pub(super) fn keep(&mut self, keys: &HashSet<u64>) -> Result<(), SearchError> {
        if self.known.keys().all(|key| keys.contains(key)) {
            return Ok(());
        }
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let mut next = tempfile::NamedTempFile::new_in(folder)?;
        next.write_all(&self.heading)?;
        for (key, rows) in self.known.iter().filter(|(key, _)| keys.contains(key)) {
            let mut record = key.to_le_bytes().to_vec();
            record.extend(u16::try_from(rows.count).unwrap_or(0).to_le_bytes());
            for row in rows.first..rows.first + rows.count {
                record.extend(self.scales[row].to_le_bytes());
                record.extend(self.row(row).iter().map(|number| number.to_le_bytes()[0]));
            }
            next.write_all(&record)?;
            next.write_all(&fnv(record.iter().copied()).to_le_bytes())?;
        }
        next.persist(&self.path).map_err(|error| error.error)?;
        let mut fingerprint = [0; 8];
        fingerprint.copy_from_slice(&self.heading[8..HEADING]);
        let version = self.version + 1;
        *self = Self::open(&self.path, self.width, u64::from_le_bytes(fingerprint))?;
        self.version = version;
        Ok(())
    }

    pub(crate) fn rows(&self, key: u64) -> Option<Rows> {
        self.known.get(&key).copied()
    }

    /// A number that changes whenever vectors came or went.
    pub(crate) fn version(&self) -> u64 {
        self.version
    }

    pub(super) fn row(&self, row: usize) -> &[i8] {
        &self.data[row * self.width..][..self.width]
    }

    /// The likeness of a vector in eight bits with its scale, and the best row of a wording.
    pub(super) fn likeness(&self, rows: Rows, scale: f32, vector: &[i8]) -> f32 {
        (rows.first..rows.first + rows.count)
            .map(|row| dot(vector, self.row(row)) * scale * self.scales[row])
            .fold(-1.0, f32::max)
    }

    pub(super) fn vector(&self, row: usize) -> Vec<f32> {
        self.row(row).iter().map(|&number| f32::from(number) * self.scales[row]).collect()
    }
}

/// A vector in eight bits: value = scale x number.
pub(super) fn quantised(vector: &[f32]) -> (f32, Vec<i8>) {
    let most = vector.iter().fold(0.0_f32, |most, value| most.max(value.abs()));
    let scale = if most > 0.0 { most / 127.0 } else { 1.0 };
    #[expect(clippy::cast_possible_truncation, reason = "the scale keeps the numbers within eight bits")]
    let numbers = vector.iter().map(|value| (value / scale).round() as i8).collect();
    (scale, numbers)
}

/// The dot product, written so that the compiler makes whole registers of it.
fn dot(a: &[i8], b: &[i8]) -> f32 {
    let sum: i32 = a.iter().zip(b).map(|(&a, &b)| i32::from(i16::from(a) * i16::from(b))).sum();
    #[expect(clippy::cast_precision_loss, reason = "a likeness needs no more")]
    let sum = sum as f32;
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn filled(path: &Path) -> Table {
        let mut table = Table::open(path, 4, 7).unwrap();
        table.add(1, &[vec![1.0, 0.0, 0.0, 0.0]]).unwrap();
        table.add(2, &[vec![0.0, 0.6, 0.8, 0.0], vec![0.0, 0.0, 0.0, -1.0]]).unwrap();
        table.flush().unwrap();
        table
    }

    #[test]
    fn what_was_written_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vectors");
        drop(filled(&path));
        let mut table = Table::open(&path, 4, 7).unwrap();
        let (scale, asked) = quantised(&[0.0, 0.6, 0.8, 0.0]);
        assert!((table.likeness(table.rows(2).unwrap(), scale, &asked) - 1.0).abs() < 0.02);
        assert!(table.likeness(table.rows(1).unwrap(), scale, &asked).abs() < 0.02);
        assert_eq!(table.rows(3), None);
        table.add(3, &[vec![0.5; 4]]).unwrap();
        table.flush().unwrap();
        assert!(Table::open(&path, 4, 7).unwrap().rows(3).is_some());
    }

    #[test]
    fn another_encoder_begins_anew_and_a_broken_end_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vectors");
        drop(filled(&path));
        assert_eq!(Table::open(&path, 4, 8).unwrap().rows(1), None);
        drop(filled(&path));
        let bytes = std::fs::read(&path).unwrap();
        for length in 0..bytes.len() {
            std::fs::write(&path, &bytes[..length]).unwrap();
            let mut table = Table::open(&path, 4, 7).unwrap();
            assert!(table.rows(2).is_none());
            table.add(9, &[vec![1.0; 4]]).unwrap();
            table.flush().unwrap();
            assert!(Table::open(&path, 4, 7).unwrap().rows(9).is_some(), "{length}");
        }
        let mut flipped = bytes.clone();
        flipped[HEADING + 12] ^= 1;
        std::fs::write(&path, flipped).unwrap();
        assert_eq!(Table::open(&path, 4, 7).unwrap().rows(1), None);
    }

    #[test]
    fn what_is_no_longer_there_is_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vectors");
        let mut table = filled(&path);
        table.keep(&HashSet::from([2])).unwrap();
        assert!(table.rows(1).is_none() && table.rows(2).is_some());
        let again = Table::open(&path, 4, 7).unwrap();
        assert!(again.rows(1).is_none() && again.rows(2).is_some_and(|rows| rows.count == 2));
    }

    proptest! {
        #[test]
        fn eight_bits_are_enough(vector in proptest::collection::vec(-1.0_f32..1.0, 64)) {
            let (scale, numbers) = quantised(&vector);
            for (value, number) in vector.iter().zip(numbers) {
                prop_assert!((value - f32::from(number) * scale).abs() <= scale * 0.51);
            }
        }
    }
}
