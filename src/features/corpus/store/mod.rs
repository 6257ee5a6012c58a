//! Every query on the tables of the corpus.

pub mod changes;
pub mod drafts;
pub mod intake;
pub mod items;
pub mod notes;
pub mod policies;
pub mod reviews;
pub mod searches;
pub mod settled;
pub mod shelf;
pub mod slips;
