//! Leading questions towards the way rules put things: a learnt matrix on the vector of the question.
//!
//! The encoder knows language; how lay questions relate to clauses it has not been taught. A square matrix,
//! learnt from questions with known answers, closes a good part of that gap and leaves the vectors of the
//! passages as they are. It begins as the identity and is led by the softmax over all passages towards those
//! that answer (Adam, Kingma and Ba 2015; stopped early, which is what keeps it near the identity).
//!
//! Like the weights of the ranking there are five, each learnt without one fifth of the questions; their mean
//! is in use.

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions};
use rten_simd::SimdOp;
use rten_tensor::NdTensorView;
use rten_vecmath::Softmax;

use super::table::quantised;
use crate::platform::search::ranker::FOLDS;

/// The matrices that come with the program, learnt by `shifu train search`.
const LEARNT: &[u8] = include_bytes!("../../../../models/search/adapter.bin");
const MAGIC: &[u8; 4] = b"SHA1";

/// The matrices, as what they add to the identity.
pub struct Adapters {
    width: usize,
    folds: Vec<Vec<f32>>,
    mean: Vec<f32>,
}

impl Adapters {
    /// The matrices that come with the program; an encoder of another width goes without.
    #[must_use]
    pub fn built_in(width: usize) -> Self {
        Self::read(LEARNT, width).unwrap_or_else(|| Self::new(width, Vec::new()))
    }

    /// Matrices from what each adds to the identity.
    #[must_use]
    pub fn new(width: usize, folds: Vec<Vec<f32>>) -> Self {
        let mut mean = vec![0.0; width * width];
        for fold in &folds {
            mean.iter_mut().zip(fold).for_each(|(sum, value)| *sum += value / 5.0);
        }
        Self { width, folds, mean }
    }

    /// Rows in eight bits, each with a scale.
    fn read(bytes: &[u8], width: usize) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (size, rest) = rest.split_first_chunk::<4>()?;
        if usize::try_from(u32::from_le_bytes(*size)).ok()? != width
            || rest.len() != FOLDS * width * (width + 4)
        {
            return None;
        }
        let folds = rest
            .chunks_exact(width * (width + 4))
            .map(|fold| {
                fold.chunks_exact(width + 4)
                    .filter_map(|row| row.split_first_chunk::<4>())
                    .flat_map(|(scale, row)| {
                        let scale = f32::from_le_bytes(*scale);
                        row.iter().map(move |&byte| f32::from(i8::from_le_bytes([byte])) * scale)
                    })
                    .collect()
            })
            .collect();
        Some(Self::new(width, folds))
    }

    /// The file of the matrices.
    #[must_use]
    pub fn written(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(u32::try_from(self.width).unwrap_or(0).to_le_bytes());
        for row in self.folds.iter().flat_map(|fold| fold.chunks_exact(self.width)) {
            let (scale, numbers) = quantised(row);
            bytes.extend(scale.to_le_bytes());
            bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
        }
        bytes
    }

    /// Leads a vector; `blind` names the part of the questions the matrix must not have been learnt from.
    #[must_use]
    pub fn apply(&self, vector: &[f32], blind: Option<usize>) -> Vec<f32> {
        let matrix = blind.and_then(|fold| self.folds.get(fold)).unwrap_or(&self.mean);
        lead(matrix, vector)
    }
}

/// The vector plus the matrix times the vector, of length one.
#[must_use]
pub fn lead(matrix: &[f32], vector: &[f32]) -> Vec<f32> {
    let mut led: Vec<f32> = matrix
        .chunks_exact(vector.len().max(1))
        .zip(vector)
        .map(|(row, value)| value + row.iter().zip(vector).map(|(a, b)| a * b).sum::<f32>())
        .collect();
    let length = led.iter().map(|value| value * value).sum::<f32>().sqrt().max(1e-12);
    led.iter_mut().for_each(|value| *value /= length);
    led
}

/// Steps of learning.
const STEPS: i32 = 50;
/// Size of a step.
const RATE: f32 = 0.001;
/// Likeness is divided by it before the softmax.
const TEMPERATURE: f32 = 0.02;

/// Learns a matrix, returned as what it adds to the identity.
///
/// `questions` are their vectors, each with the places of the passages that answer it among `passages`, which
/// are rows of the same width laid end to end.
#[must_use]
pub fn learn(questions: &[(&[f32], &[usize])], passages: &[f32], width: usize) -> Vec<f32> {
    let (rows, count) = (questions.len(), passages.len() / width);
    let multiply = GemmExecutor::<f32, f32, f32>::new();
    let asked: Vec<f32> = questions.iter().flat_map(|(vector, _)| vector.iter().copied()).collect();
    let all = NdTensorView::from_data([count, width], passages);
    let (mut added, mut speed, mut square) =
        (vec![0.0_f32; width * width], vec![0.0_f32; width * width], vec![0.0_f32; width * width]);
    let (mut scores, mut pull, mut slope) =
        (vec![0.0_f32; rows * count], vec![0.0_f32; rows * width], vec![0.0_f32; width * width]);
    for step in 1..=STEPS {
        // Questions led, their lengths kept for the way back.
        let mut led = vec![0.0_f32; rows * width];
        let shape = NdTensorView::from_data([width, width], added.as_slice());
        product(&multiply, &mut led, ([rows, width], &asked), GemmInputB::Unpacked(shape.transposed()), 1.0);
        led.iter_mut().zip(&asked).for_each(|(led, asked)| *led += asked);
        let lengths: Vec<f32> = led
            .chunks_exact_mut(width)
            .map(|row| {
                let length = row.iter().map(|value| value * value).sum::<f32>().sqrt().max(1e-12);
                row.iter_mut().for_each(|value| *value /= length);
                length
            })
            .collect();
        product(
            &multiply,
            &mut scores,
            ([rows, width], &led),
            GemmInputB::Unpacked(all.transposed()),
            1.0 / TEMPERATURE,
        );
        for (row, (_, answers)) in scores.chunks_exact_mut(count).zip(questions) {
            Softmax::new_mut(row).dispatch();
            let share = 1.0 / single(answers.len().max(1));
            answers.iter().for_each(|&answer| row[answer] -= share);
        }
        let scale = 1.0 / TEMPERATURE / single(rows);
        product(&multiply, &mut pull, ([rows, count], &scores), GemmInputB::Unpacked(all), scale);
        for ((pull, led), length) in pull.chunks_exact_mut(width).zip(led.chunks_exact(width)).zip(&lengths) {
            // Only what turns the vector counts: its length is taken away again.
            let along: f32 = pull.iter().zip(led).map(|(a, b)| a * b).sum();
            pull.iter_mut().zip(led).for_each(|(pull, led)| *pull = (*pull - along * led) / length);
        }
        let turned = NdTensorView::from_data([rows, width], pull.as_slice());
        let questions_as_columns = NdTensorView::from_data([rows, width], asked.as_slice());
        let result = multiply.gemm(
            &mut slope,
            GemmInputA::Unpacked(turned.transposed()),
            GemmInputB::Unpacked(questions_as_columns),
            GemmOptions::default(),
        );
        debug_assert!(result.is_ok(), "shapes agree by construction");
        let (first, second) = (1.0 - 0.9_f32.powi(step), 1.0 - 0.99_f32.powi(step));
        for (((added, speed), square), slope) in added.iter_mut().zip(&mut speed).zip(&mut square).zip(&slope)
        {
            *speed = 0.9 * *speed + 0.1 * slope;
            *square = 0.99 * *square + 0.01 * slope * slope;
            *added -= RATE * (*speed / first) / ((*square / second).sqrt() + 1e-6);
        }
    }
    added
}

fn product(
    multiply: &GemmExecutor<f32, f32, f32>,
    out: &mut [f32],
    (shape, left): ([usize; 2], &[f32]),
    right: GemmInputB<'_, f32>,
    scale: f32,
) {
    let left = GemmInputA::Unpacked(NdTensorView::from_data(shape, left));
    let result = multiply.gemm(out, left, right, GemmOptions { alpha: scale, ..GemmOptions::default() });
    debug_assert!(result.is_ok(), "shapes agree by construction");
}

#[expect(clippy::cast_precision_loss, reason = "counts of questions and answers")]
fn single(count: usize) -> f32 {
    count as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(vector: &[f32]) -> Vec<f32> {
        let length = vector.iter().map(|v| v * v).sum::<f32>().sqrt();
        vector.iter().map(|v| v / length).collect()
    }

    #[test]
    fn learns_to_lead_questions_to_their_answers() {
        // Questions point one axis beside their answer; the encoder alone prefers the wrong passage.
        let width = 8;
        let axis =
            |at: usize| (0..width).map(|n| if n == at % width { 1.0 } else { 0.1 }).collect::<Vec<f32>>();
        let passages: Vec<Vec<f32>> = (0..width).map(|at| unit(&axis(at))).collect();
        let flat: Vec<f32> = passages.concat();
        let questions: Vec<(Vec<f32>, Vec<usize>)> =
            (0..width).map(|at| (unit(&axis(at)), vec![(at + 1) % width])).collect();
        let lent: Vec<(&[f32], &[usize])> = questions.iter().map(|(q, a)| (&q[..], &a[..])).collect();
        let likeness = |matrix: &[f32]| -> f32 {
            questions
                .iter()
                .map(|(question, answers)| {
                    let led = lead(matrix, question);
                    led.iter().zip(&passages[answers[0]]).map(|(a, b)| a * b).sum::<f32>()
                })
                .sum()
        };
        let matrix = learn(&lent, &flat, width);
        assert!(likeness(&matrix) > likeness(&vec![0.0; width * width]) + 0.1);
    }

    #[test]
    fn the_file_is_read_as_written() {
        let folds: Vec<Vec<f32>> = (0..FOLDS)
            .map(|fold| {
                (0..16_u8).map(|n| f32::from(n) / 100.0 * f32::from(u8::try_from(fold).unwrap())).collect()
            })
            .collect();
        let adapters = Adapters::new(4, folds);
        let read = Adapters::read(&adapters.written(), 4).unwrap();
        let vector = unit(&[0.1, 0.9, 0.3, 0.2]);
        for blind in [None, Some(0), Some(4)] {
            let (a, b) = (adapters.apply(&vector, blind), read.apply(&vector, blind));
            assert!(a.iter().zip(b).all(|(a, b)| (a - b).abs() < 0.01));
        }
        assert!(Adapters::read(&adapters.written(), 5).is_none());
        assert!(Adapters::read(b"SHA1", 4).is_none());
    }

    #[test]
    fn the_built_in_matrices_are_of_the_encoders_width() {
        assert_eq!(Adapters::built_in(384).folds.len(), FOLDS);
        let other = Adapters::built_in(4);
        let vector = unit(&[0.1, 0.9, 0.3, 0.2]);
        assert!(other.apply(&vector, Some(1)).iter().zip(&vector).all(|(a, b)| (a - b).abs() < 1e-6));
    }
}
