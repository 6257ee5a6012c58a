//! The use cases of the corpus.

pub mod digests;
pub mod documents;
pub mod drafting;
pub mod export;
pub mod faqs;
pub mod index;
pub mod intake;
pub mod items;
mod lens;
pub mod notes;
pub mod policies;
pub mod reading;
pub mod repinning;
pub mod resting;
pub mod reviews;
pub mod search;
pub mod searches;
pub mod settled;
pub mod shelf;
pub mod slips;
pub mod taking_in;
