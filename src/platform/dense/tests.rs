//! The encoder against a plain one written for the test, on a small model with random weights.

use super::*;

const WIDTH: usize = 64;
const HEADS: usize = 2;
const INNER: usize = 128;
const LAYERS: usize = 2;
const WINDOW: usize = 40;
const PIECES: [&str; 12] =
    ["<s>", "<pad>", "</s>", "<unk>", "\u{2581}", "q", "p", "公", "积", "金", "公积金", ":"];

/// Numbers that look random and are the same in every run (Knuth's MMIX generator).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0
    }

    fn next(&mut self) -> f32 {
        f32::from(u16::try_from(self.roll() >> 48).unwrap()) / 65_536.0 - 0.5
    }
}

/// A small model under construction: the file and, beside it, the numbers as the plain encoder uses them.
pub(crate) struct Model {
    tensors: Vec<(String, Vec<u8>)>,
    plain: std::collections::HashMap<String, Vec<f32>>,
}

impl Model {
    pub(crate) fn new() -> Self {
        let mut model = Self { tensors: Vec::new(), plain: std::collections::HashMap::new() };
        let mut dice = Dice(7);
        model.matrix("emb.word", PIECES.len(), WIDTH, &mut dice);
        model.numbers("emb.pos", (0..WINDOW * WIDTH).map(|_| dice.next() * 0.3).collect());
        model.numbers("emb.type", (0..WIDTH).map(|_| dice.next() * 0.1).collect());
        model.norm("emb.ln", &mut dice);
        for at in 0..LAYERS {
            for (name, rows, columns) in [
                ("q", WIDTH, WIDTH),
                ("k", WIDTH, WIDTH),
                ("v", WIDTH, WIDTH),
                ("ao", WIDTH, WIDTH),
                ("fi", INNER, WIDTH),
                ("fo", WIDTH, INNER),
            ] {
                model.matrix(&format!("l{at}.{name}.w"), rows, columns, &mut dice);
                model.numbers(&format!("l{at}.{name}.b"), (0..rows).map(|_| dice.next() * 0.2).collect());
            }
            model.norm(&format!("l{at}.aln"), &mut dice);
            model.norm(&format!("l{at}.oln"), &mut dice);
        }
        model
    }

    fn numbers(&mut self, name: &str, numbers: Vec<f32>) {
        let bytes = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        self.tensors.push((name.to_owned(), bytes));
        self.plain.insert(name.to_owned(), numbers);
    }

    fn norm(&mut self, name: &str, dice: &mut Dice) {
        self.numbers(&format!("{name}.w"), (0..WIDTH).map(|_| 1.0 + dice.next() * 0.4).collect());
        self.numbers(&format!("{name}.b"), (0..WIDTH).map(|_| dice.next() * 0.2).collect());
    }

    /// Blocks of four bits with the scale 1/16 in half precision.
    fn matrix(&mut self, name: &str, rows: usize, columns: usize, dice: &mut Dice) {
        let (mut bytes, mut numbers) = (Vec::new(), Vec::new());
        for _ in 0..rows * columns / 32 {
            let nibbles: Vec<u8> = (0..32).map(|_| u8::try_from(dice.roll() >> 60).unwrap()).collect();
            bytes.extend(0x2c00_u16.to_le_bytes());
            bytes.extend((0..16).map(|at| nibbles[at] | nibbles[at + 16] << 4));
            numbers.extend(nibbles.iter().map(|&n| (f32::from(n) - 8.0) / 16.0));
        }
        self.tensors.push((name.to_owned(), bytes));
        self.plain.insert(name.to_owned(), numbers);
    }

    pub(crate) fn file(&self) -> Vec<u8> {
        let mut bytes = b"E5S1".to_vec();
        let int = |n: usize| u32::try_from(n).unwrap().to_le_bytes();
        for n in [1, WIDTH, LAYERS, HEADS, INNER, PIECES.len(), WINDOW, 2] {
            bytes.extend(int(n));
        }
        bytes.extend(1e-12_f32.to_le_bytes());
        for n in [32, PIECES.len(), 0, 2, 1, 3] {
            bytes.extend(int(n));
        }
        let text: String = PIECES.concat();
        bytes.extend(u64::try_from(text.len()).unwrap().to_le_bytes());
        let mut start = 0;
        bytes.extend(int(0));
        for piece in PIECES {
            start += piece.len();
            bytes.extend(int(start));
        }
        for at in 0..PIECES.len() {
            bytes.extend((-3.0 - f32::from(u8::try_from(at).unwrap()) / 10.0).to_le_bytes());
        }
        bytes.extend(text.as_bytes());
        bytes.extend([int(0), int(0)].concat());
        bytes.extend(int(self.tensors.len()));
        let heading: usize = self.tensors.iter().map(|(name, _)| 2 + name.len() + 1 + 4 + 8 + 8).sum();
        let mut at = bytes.len() + heading;
        for (name, data) in &self.tensors {
            bytes.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
            bytes.extend(name.as_bytes());
            bytes.push(0);
            bytes.extend(int(data.len()));
            bytes.extend(u64::try_from(at).unwrap().to_le_bytes());
            bytes.extend(u64::try_from(data.len()).unwrap().to_le_bytes());
            at += data.len();
        }
        self.tensors.iter().for_each(|(_, data)| bytes.extend(data));
        bytes
    }

    fn linear(&self, name: &str, input: &[Vec<f32>]) -> Vec<Vec<f32>> {
        let (weights, bias) = (&self.plain[&format!("{name}.w")], &self.plain[&format!("{name}.b")]);
        let dot = |row: &[f32], column: &[f32]| row.iter().zip(column).map(|(a, b)| a * b).sum::<f32>();
        let depth = input[0].len();
        input
            .iter()
            .map(|row| weights.chunks(depth).zip(bias).map(|(w, b)| dot(row, w) + b).collect())
            .collect()
    }

    fn normed(&self, name: &str, rows: &mut [Vec<f32>]) {
        let (scale, shift) = (&self.plain[&format!("{name}.w")], &self.plain[&format!("{name}.b")]);
        for row in rows {
            let count = f32::from(u8::try_from(row.len()).unwrap());
            let mean = row.iter().sum::<f32>() / count;
            let variance = row.iter().map(|v| (v - mean).powi(2)).sum::<f32>() / count;
            for ((value, scale), shift) in row.iter_mut().zip(scale).zip(shift) {
                *value = (*value - mean) / variance.sqrt() * scale + shift;
            }
        }
    }

    /// The plain encoder: one window, everything in single precision.
    fn encode(&self, ids: &[u32]) -> Vec<f32> {
        let row = |name: &str, at: usize| self.plain[name][at * WIDTH..][..WIDTH].to_vec();
        let add = |a: &mut [Vec<f32>], b: &[Vec<f32>]| {
            a.iter_mut().zip(b).for_each(|(a, b)| a.iter_mut().zip(b).for_each(|(a, b)| *a += b));
        };
        let mut values: Vec<Vec<f32>> = ids.iter().map(|&id| row("emb.word", id as usize)).collect();
        let places: Vec<Vec<f32>> = (0..ids.len()).map(|at| row("emb.pos", at)).collect();
        add(&mut values, &places);
        add(&mut values, &vec![row("emb.type", 0); ids.len()]);
        self.normed("emb.ln", &mut values);
        let size = WIDTH / HEADS;
        for at in 0..LAYERS {
            let part = |name: &str, input: &[Vec<f32>]| self.linear(&format!("l{at}.{name}"), input);
            let (q, k, v) = (part("q", &values), part("k", &values), part("v", &values));
            let mut joined = vec![vec![0.0; WIDTH]; ids.len()];
            for head in (0..WIDTH).step_by(size) {
                for (asked, out) in q.iter().zip(&mut joined) {
                    let score = |key: &Vec<f32>| {
                        (head..head + size).map(|n| asked[n] * key[n]).sum::<f32>()
                            / f32::from(u8::try_from(size).unwrap()).sqrt()
                    };
                    let weights: Vec<f32> = k.iter().map(|key| score(key).exp()).collect();
                    let whole: f32 = weights.iter().sum();
                    for (weight, given) in weights.iter().zip(&v) {
                        (head..head + size).for_each(|n| out[n] += weight / whole * given[n]);
                    }
                }
            }
            add(&mut values, &part("ao", &joined));
            self.normed(&format!("l{at}.aln"), &mut values);
            let mut inner = part("fi", &values);
            // The error function by its derivative's sum: slow and plain.
            let erf = |x: f32| {
                let steps = 200_u8;
                let width = x / f32::from(steps);
                let sum: f32 =
                    (0..steps).map(|n| (-((f32::from(n) + 0.5) * width).powi(2)).exp() * width).sum();
                sum * 2.0 / std::f32::consts::PI.sqrt()
            };
            inner.iter_mut().flatten().for_each(|x| *x *= 0.5 * (1.0 + erf(*x / std::f32::consts::SQRT_2)));
            add(&mut values, &part("fo", &inner));
            self.normed(&format!("l{at}.oln"), &mut values);
        }
        let mut mean: Vec<f32> = (0..WIDTH).map(|n| values.iter().map(|row| row[n]).sum()).collect();
        normalise(&mut mean);
        mean
    }
}

fn likeness(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[test]
fn agrees_with_a_plain_encoder_also_beyond_a_block_of_rows() {
    let model = Model::new();
    let encoder = Encoder::read(&model.file()).unwrap();
    // Short and long ones, alone and side by side: kernels work on blocks of rows.
    let texts = ["公", "公积金公积金公积", "积金公金积公金积公金积公金积公金积公金积公"];
    let together = encoder.passages(&texts);
    for (text, together) in texts.iter().zip(&together) {
        let mut ids = vec![encoder.pieces.begin];
        ids.extend(encoder.pieces.cut(&format!("passage: {text}")));
        ids.push(encoder.pieces.end);
        let plain = model.encode(&ids);
        let alone = encoder.passages(&[text]).remove(0);
        assert!(likeness(&plain, &alone) > 0.995, "{text}: {}", likeness(&plain, &alone));
        assert!(likeness(&alone, together) > 0.9999, "{text}: neighbours change nothing");
        assert!((likeness(together, together) - 1.0).abs() < 1e-4, "of length one");
    }
}

#[test]
fn a_text_longer_than_a_window_is_read_to_its_end() {
    let encoder = Encoder::read(&Model::new().file()).unwrap();
    let long = "公".repeat(100);
    let [whole, other] =
        encoder.passages(&[long.clone(), format!("{long}{}", "金".repeat(60))]).try_into().unwrap();
    assert!(likeness(&whole, &other) < 0.9999, "what stands behind the first window counts");
    assert_ne!(encoder.question("公积金"), encoder.passages(&["公积金"])[0], "a question is no passage");
}

#[test]
fn a_damaged_file_is_an_error() {
    let bytes = Model::new().file();
    assert!(matches!(Encoder::read(b"nonsense"), Err(DenseError::Damaged(_))));
    for length in (0..bytes.len()).step_by(97) {
        assert!(Encoder::read(&bytes[..length]).is_err(), "{length}");
    }
}
