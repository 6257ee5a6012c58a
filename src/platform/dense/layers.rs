//! The arithmetic of the encoder: a BERT encoder (Devlin et al. 2019) with eight-bit matrices.
//!
//! Matrices are quantised once, each output column with its own scale, activations anew before each product,
//! each token with its own scale and zero. Attention, normalisation and the activation function stay in
//! single precision. Four-bit products as the file stores them were not kept: on processors with eight-bit
//! dot products the plain eight-bit product is several times faster and no less exact.

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_simd::{SimdOp, SimdUnaryOp};
use rten_tensor::{AsView, NdTensor, NdTensorView};
use rten_vecmath::{
    ExtendInit, Gelu, MinMax, Normalize, NormalizeOptions, Quantize, Softmax, Sum, SumSquareSub,
};

use super::DenseError;
use super::file::{BLOCK, BLOCK_BYTES, Packed, Shape, unpack};

/// The two kinds of matrix product, by the best kernel of this processor. Made anew for every run, which costs
/// nothing beside it: the kernels cannot be handed from thread to thread.
struct Products {
    whole: GemmExecutor<u8, i8, i32>,
    real: GemmExecutor<f32, f32, f32>,
    /// Greatest weight that cannot overflow the sixteen-bit sums of processors without dot products.
    greatest: f32,
}

impl Products {
    fn new() -> Self {
        let whole = GemmExecutor::<u8, i8, i32>::new();
        let greatest = if whole.may_saturate() { 63.0 } else { 127.0 };
        Self { whole, real: GemmExecutor::new(), greatest }
    }
}

/// A matrix with its bias.
struct Linear {
    weights: PackedBMatrix<i8>,
    /// Of each column: its scale, the sum of its weights, its bias.
    columns: Vec<Column>,
}

#[derive(Clone, Copy)]
struct Column {
    scale: f32,
    sum: i32,
    bias: f32,
}

impl Linear {
    /// Several matrices of the file over the same input become one, side by side.
    fn read(
        file: &Packed<'_>,
        products: &Products,
        names: &[String],
        depth: usize,
        width: usize,
    ) -> Result<Self, DenseError> {
        let mut weights: Vec<i8> = Vec::with_capacity(width * names.len() * depth);
        let mut columns = Vec::with_capacity(width * names.len());
        let mut row = vec![0.0; depth];
        for name in names {
            let blocks = file.blocks(&format!("{name}.w"), width, depth)?;
            let bias = file.numbers(&format!("{name}.b"), width)?;
            for (packed, bias) in blocks.chunks_exact(depth / BLOCK * BLOCK_BYTES).zip(bias) {
                unpack(packed, &mut row);
                let most = row.iter().fold(0.0_f32, |most, weight| most.max(weight.abs()));
                let scale = if most > 0.0 { most / products.greatest } else { 1.0 };
                let start = weights.len();
                weights.extend(row.iter().map(|weight| rounded(weight / scale)));
                let sum = weights[start..].iter().map(|&weight| i32::from(weight)).sum();
                columns.push(Column { scale, sum, bias });
            }
        }
        let matrix = NdTensor::from_data([columns.len(), depth], weights);
        let weights = products.whole.prepack_b(matrix.view().transposed());
        Ok(Self { weights, columns })
    }

    /// Multiplies rows of quantised activations: `out` becomes one row of numbers for each.
    fn apply(&self, products: &Products, input: &Quantised, sums: &mut Vec<i32>, out: &mut Vec<f32>) {
        let (rows, width) = (input.scale.len(), self.columns.len());
        sums.clear();
        sums.resize(rows * width, 0);
        let depth = input.data.len() / rows.max(1);
        // The kernel could subtract the zeros itself, but rten-gemm 0.27 takes those of the first eight rows
        // for all others; with the sums of the columns it is one multiplication here.
        let result = products.whole.gemm(
            sums,
            GemmInputA::Unpacked(NdTensorView::from_data([rows, depth], input.data.as_slice())),
            GemmInputB::Packed(&self.weights),
            GemmOptions::default(),
        );
        debug_assert!(result.is_ok(), "shapes agree by construction: {result:?}");
        out.clear();
        for ((sums, &row), &zero) in sums.chunks_exact(width).zip(&input.scale).zip(&input.zero) {
            let zero = i32::from(zero);
            let columns = sums.iter().zip(&self.columns);
            out.extend(
                columns
                    .map(|(&sum, column)| real(sum - zero * column.sum) * row * column.scale + column.bias),
            );
        }
    }
}

/// Activations in eight bits: value = scale of the row x (number - zero of the row).
#[derive(Default)]
struct Quantised {
    data: Vec<u8>,
    scale: Vec<f32>,
    zero: Vec<u8>,
}

impl Quantised {
    fn fill(&mut self, values: &[f32], width: usize) {
        self.data.clear();
        self.scale.clear();
        self.zero.clear();
        self.data.reserve(values.len());
        for row in values.chunks_exact(width) {
            let (least, most) = MinMax::new(row).dispatch();
            // Zero itself must be a number of the scale.
            let (least, most) = (least.min(0.0), most.max(0.0));
            let scale = if most > least { (most - least) / 255.0 } else { 1.0 };
            let zero = unsigned(-least / scale);
            self.data
                .extend_init(|room| Quantize::new(row, &mut room[..width], 1.0 / scale, zero).dispatch());
            self.scale.push(scale);
            self.zero.push(zero);
        }
    }
}

/// Scale and shift after a normalisation.
struct Norm {
    scale: Vec<f32>,
    shift: Vec<f32>,
    epsilon: f32,
}

impl Norm {
    fn read(file: &Packed<'_>, name: &str) -> Result<Self, DenseError> {
        let Shape { width, epsilon, .. } = file.shape;
        let scale = file.numbers(&format!("{name}.w"), width)?;
        let shift = file.numbers(&format!("{name}.b"), width)?;
        Ok(Self { scale, shift, epsilon })
    }

    fn apply(&self, values: &mut [f32]) {
        let width = self.scale.len();
        for row in values.chunks_exact_mut(width) {
            let count = length(width);
            let mean = Sum::new(row).dispatch() / count;
            let variance = SumSquareSub::new(row, mean).dispatch() / count;
            let options = NormalizeOptions {
                pre_scale_bias: mean,
                scale: 1.0 / (variance + self.epsilon).sqrt(),
                element_scale: Some(&self.scale),
                bias: 0.0,
                element_bias: Some(&self.shift),
            };
            Normalize::new_mut(row, options).dispatch();
        }
    }
}

/// One of the encoder's layers.
struct Layer {
    /// Questions, keys and values side by side.
    attention: Linear,
    joined: Linear,
    after_attention: Norm,
    widened: Linear,
    narrowed: Linear,
    after_feed: Norm,
}

/// Buffers used again and again within one call.
#[derive(Default)]
struct Room {
    quantised: Quantised,
    sums: Vec<i32>,
    attention: Vec<f32>,
    joined: Vec<f32>,
    out: Vec<f32>,
    inner: Vec<f32>,
    weights: Vec<f32>,
    head: Vec<f32>,
}

/// All layers of an encoder.
pub(super) struct Layers {
    shape: Shape,
    first: Norm,
    stack: Vec<Layer>,
}

impl Layers {
    pub(super) fn read(file: &Packed<'_>) -> Result<Self, DenseError> {
        let Shape { width, inner, layers, .. } = file.shape;
        let products = Products::new();
        let linear =
            |names: &[String], depth: usize, width: usize| Linear::read(file, &products, names, depth, width);
        let layers = (0..layers)
            .map(|at| {
                let named = |part: &str| format!("l{at}.{part}");
                Ok(Layer {
                    attention: linear(&[named("q"), named("k"), named("v")], width, width)?,
                    joined: linear(&[named("ao")], width, width)?,
                    after_attention: Norm::read(file, &named("aln"))?,
                    widened: linear(&[named("fi")], width, inner)?,
                    narrowed: linear(&[named("fo")], inner, width)?,
                    after_feed: Norm::read(file, &named("oln"))?,
                })
            })
            .collect::<Result<Vec<_>, DenseError>>()?;
        let first = Norm::read(file, "emb.ln")?;
        Ok(Self { shape: file.shape, first, stack: layers })
    }

    /// Runs the layers over the embedded tokens of several windows, laid end to end: `ends` are the token
    /// counts up to the end of each. `values` has one row of the encoder's width for each token.
    pub(super) fn run(&self, values: &mut [f32], ends: &[usize]) {
        let width = self.shape.width;
        let products = &Products::new();
        let mut room = Room::default();
        self.first.apply(values);
        for layer in &self.stack {
            room.quantised.fill(values, width);
            layer.attention.apply(products, &room.quantised, &mut room.sums, &mut room.attention);
            self.attend(products, &mut room, ends);
            room.quantised.fill(&room.joined, width);
            layer.joined.apply(products, &room.quantised, &mut room.sums, &mut room.out);
            add(values, &room.out);
            layer.after_attention.apply(values);

            room.quantised.fill(values, width);
            layer.widened.apply(products, &room.quantised, &mut room.sums, &mut room.inner);
            Gelu {}.map_mut(&mut room.inner);
            room.quantised.fill(&room.inner, self.shape.inner);
            layer.narrowed.apply(products, &room.quantised, &mut room.sums, &mut room.out);
            add(values, &room.out);
            layer.after_feed.apply(values);
        }
    }

    /// Scaled dot-product attention of each window's tokens among themselves, head by head.
    fn attend(&self, products: &Products, room: &mut Room, ends: &[usize]) {
        let Shape { width, heads, .. } = self.shape;
        let size = width / heads;
        let tokens = room.attention.len() / (3 * width);
        room.joined.clear();
        room.joined.resize(tokens * width, 0.0);
        let all = NdTensorView::from_data([tokens, 3 * width], room.attention.as_slice());
        let scale = 1.0 / length(size).sqrt();
        let mut start = 0;
        for &end in ends {
            let count = end - start;
            for head in 0..heads {
                let part = |which: usize| {
                    let from = which * width + head * size;
                    all.slice((start..end, from..from + size))
                };
                let (asked, keys, given) = (part(0), part(1), part(2));
                room.weights.clear();
                room.weights.resize(count * count, 0.0);
                let options = GemmOptions { alpha: scale, ..GemmOptions::default() };
                let real = &products.real;
                let scored = real.gemm(
                    &mut room.weights,
                    GemmInputA::Unpacked(asked),
                    GemmInputB::Unpacked(keys.transposed()),
                    options,
                );
                for row in room.weights.chunks_exact_mut(count) {
                    Softmax::new_mut(row).dispatch();
                }
                room.head.clear();
                room.head.resize(count * size, 0.0);
                let mixed = real.gemm(
                    &mut room.head,
                    GemmInputA::Unpacked(NdTensorView::from_data([count, count], room.weights.as_slice())),
                    GemmInputB::Unpacked(given),
                    GemmOptions::default(),
                );
                debug_assert!(scored.is_ok() && mixed.is_ok(), "shapes agree by construction");
                for (token, row) in (start..end).zip(room.head.chunks_exact(size)) {
                    let at = token * width + head * size;
                    room.joined[at..at + size].copy_from_slice(row);
                }
            }
            start = end;
        }
    }
}

fn add(values: &mut [f32], more: &[f32]) {
    for (value, more) in values.iter_mut().zip(more) {
        *value += more;
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the scale keeps weights within eight bits")]
fn rounded(weight: f32) -> i8 {
    weight.round() as i8
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the scale keeps the zero within eight bits"
)]
fn unsigned(zero: f32) -> u8 {
    zero.round() as u8
}

#[expect(clippy::cast_precision_loss, reason = "sums of eight-bit products; scores need no more")]
fn real(sum: i32) -> f32 {
    sum as f32
}

#[expect(clippy::cast_precision_loss, reason = "widths of a few hundred")]
fn length(count: usize) -> f32 {
    count as f32
}
