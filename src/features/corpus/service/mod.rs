//! The use cases of the corpus.

pub mod items;
pub mod policies;
