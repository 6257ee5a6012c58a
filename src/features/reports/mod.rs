//! What comes together from every earlier room: the first page of everybody (今日), the posts and who holds
//! them, and what a manager plans by.
//!
//! A *post* (岗位) is a window or desk with its business items. Its *A holder* works it, its *B holder* stands
//! in. *Cover* asks who of the two may work each item alone through all of next month. *Today* shows the one
//! next thing, why and how long, and a handful more; there is no streak, no score and no ranking in this
//! room, and figures about fewer than five people are not shown as rates.

pub mod http;
mod jobs;
mod kept;
mod model;
mod rules;
mod service;
mod store;

pub use jobs::remind_readers;
pub use model::{Post, PostHolder};
pub use rules::cover::Kind as HolderKind;
pub use service::posts::{NewPost, import_post, name_holders, posts};
