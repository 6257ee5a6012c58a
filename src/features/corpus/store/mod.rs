//! Every query on the tables of the corpus.

pub mod changes;
pub mod items;
pub mod policies;
