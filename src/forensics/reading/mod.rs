//! Reading a page: where its words are, what they say, what its codes hold.

pub mod bars;
pub mod codes;
mod ctc;
mod detect;
mod flatten;
mod geometry;
mod network;
mod reader;
mod script;
mod singles;
mod strip;
pub mod text;
pub mod words;

pub use ctc::Decoded;
pub use network::NetworkFault;
pub use reader::{Below, Models, Reader};
pub use strip::HEIGHT;
