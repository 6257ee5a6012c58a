//! The integration tests: one binary, because each further one links the whole program again.

mod advisories;
mod locales;
mod notice;
mod pg;
mod tidy;
