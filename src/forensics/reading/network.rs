//! The engine that runs the networks of the reader: pictures in, numbers out.
//!
//! Behind a trait, so that another engine can take its place and the reader's own arithmetic can be
//! tested with small invented maps.

use std::num::NonZero;
use std::sync::Arc;
use std::thread::available_parallelism;

use rten::{Model, ModelOptions, RunOptions, ThreadPool, ValueOrView};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};

/// A network that turns one batch of pictures into one array.
pub trait Network: Send + Sync {
    /// Runs it on `shape` = (pictures, channels, rows, columns), values row by row.
    ///
    /// # Errors
    /// When the network cannot take this shape.
    fn run(&self, input: &[f32], shape: [usize; 4], lane: Lane) -> Result<Output, NetworkFault>;
}

/// What a network gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// Sizes, outermost first.
    pub shape: Vec<usize>,
    /// Values, row by row.
    pub values: Vec<f32>,
}

/// Which processor lane a run takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// The whole machine: one large picture.
    All,
    /// One thread of its own: one of many small pictures, told apart by number.
    One(usize),
}

/// A model file that is none, or a shape it cannot take.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the reader's network failed: {0}")]
pub struct NetworkFault(pub String);

/// A network in ONNX on `rten`, which is pure Rust.
pub struct Onnx {
    model: Model,
    lanes: Arc<Lanes>,
}

/// Threads for the networks. `rten` would otherwise open a pool of its own that asks the system for its
/// cores, which a sealed process may not.
pub struct Lanes {
    all: Arc<ThreadPool>,
    single: Vec<Arc<ThreadPool>>,
}

impl Lanes {
    /// One lane for each processor, at most four: a page has no more to do at once.
    #[must_use]
    pub fn new() -> Arc<Self> {
        let count = available_parallelism().map_or(1, NonZero::get).min(4);
        let pool = |threads| Arc::new(ThreadPool::with_num_threads(threads));
        Arc::new(Self { all: pool(count), single: (0..count).map(|_| pool(1)).collect() })
    }

    /// How many single lanes there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.single.len()
    }
}

impl Onnx {
    /// Loads a network.
    ///
    /// # Errors
    /// When the bytes are no network this engine knows.
    pub fn load(bytes: Vec<u8>, lanes: Arc<Lanes>) -> Result<Self, NetworkFault> {
        // Weights are laid out for the processor once, not once a strip.
        let model = ModelOptions::with_all_ops()
            .prepack_weights(true)
            .load(bytes)
            .map_err(|error| NetworkFault(error.to_string()))?;
        Ok(Self { model, lanes })
    }

    /// A text of the file's own description: PP-OCR keeps the characters it knows there.
    #[must_use]
    pub fn metadata(&self, key: &str) -> Option<&str> {
        self.model.metadata().get(key)
    }
}

impl Network for Onnx {
    fn run(&self, input: &[f32], shape: [usize; 4], lane: Lane) -> Result<Output, NetworkFault> {
        let fault = |what: &dyn std::fmt::Display| NetworkFault(what.to_string());
        let input = NdTensorView::try_from_data(shape, input).map_err(|error| fault(&error))?;
        let pool = match lane {
            Lane::All => &self.lanes.all,
            Lane::One(number) => {
                self.lanes.single.get(number % self.lanes.single.len().max(1)).unwrap_or(&self.lanes.all)
            }
        };
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(pool)));
        let input: ValueOrView = NdTensor::from(input.to_tensor()).into();
        let output = self.model.run_one(input, Some(options)).map_err(|error| fault(&error))?;
        let output = output.into_tensor::<f32>().ok_or_else(|| fault(&"the answer is of another type"))?;
        Ok(Output { shape: output.shape().to_vec(), values: output.into_data() })
    }
}
