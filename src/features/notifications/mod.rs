//! What the program has to tell a person: in the program, and by mail where the person has an address.

mod service;
mod store;

pub use service::{Notice, notify, unread};
