//! Reading a page: where its words are. What they say is read by an engine behind a trait.

pub mod words;
