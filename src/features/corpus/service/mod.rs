//! The use cases of the corpus.

pub mod documents;
pub mod drafting;
pub mod export;
pub mod index;
pub mod intake;
pub mod items;
pub mod notes;
pub mod policies;
pub mod reading;
pub mod search;
pub mod shelf;
pub mod slips;
pub mod taking_in;
