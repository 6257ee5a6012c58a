//! Where everything meets: the server, the workers, the command line.

pub mod backup;
pub mod cli;
pub mod server;
pub mod starter;
pub mod worker;

use crate::platform::documents;

/// What the sealed child does with the bytes it is given.
fn sandboxed(job: &str, bytes: &[u8], note: &dyn Fn(u8)) -> Vec<u8> {
    match job {
        documents::JOB => documents::child(bytes),
        "examine" => crate::features::screening::child_telling(bytes, note),
        crate::features::screening::COVER_JOB => crate::features::screening::cover_child(bytes),
        _ => Vec::new(),
    }
}
