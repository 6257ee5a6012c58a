//! Content-addressed, encrypted storage of files.
//!
//! A blob's name is HMAC-SHA-256 over its plain bytes with a key derived from the master key. The name
//! answers one question, whether two contents are equal, so that the same upload is stored once. A plain
//! SHA-256 would answer a second one to anybody who sees the folder or the bucket: whether it holds a
//! file they have themselves, such as a known form or a leaked scan.
//!
//! Each blob has its own key, derived from the master key and the name, and is bound to the name and the
//! header, so that exchanging two files in the store is noticed. Layout of a stored object:
//!
//! ```text
//! 8 bytes  magic "shifubl1"
//! 1 byte   algorithm: 1 = XChaCha20-Poly1305, keys and names by HMAC-SHA-256
//! 24 bytes nonce
//! n bytes  ciphertext, as long as the content
//! 16 bytes tag
//! ```
//!
//! A blob is sealed and opened whole, in memory: documents and pictures are bounded by the upload limits.
//! Splitting into separately sealed segments (needed for seeking in long videos) would need order and end
//! markers as in STREAM (Hoang, Reyhanitabar, Rogaway and Vizár 2015) and a second algorithm number.
//!
//! The store behind is any `ObjectStore`: a local folder here, an S3-compatible service by handing in
//! another implementation.

mod name;
mod store;

pub use name::{BlobName, NotABlobName};
pub use store::BlobStore;

/// Largest content accepted, in bytes (512 MiB): sealing holds it in memory twice.
pub const MAX_BLOB_BYTES: usize = 512 << 20;

/// What can go wrong with blobs.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// No blob has this name.
    #[error("there is no blob {0}")]
    Missing(BlobName),
    /// The stored bytes are not what was put under this name: changed, cut, exchanged, or sealed with
    /// another master key.
    #[error("blob {0} is damaged or was sealed with another key")]
    Damaged(BlobName),
    /// The content is larger than [`MAX_BLOB_BYTES`].
    #[error("a blob of {0} bytes is larger than {MAX_BLOB_BYTES}")]
    TooLarge(usize),
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random bytes")]
    Random,
    /// The store refused: disk full, no permission, service unreachable. Worth another try later.
    #[error("the blob store failed: {0}")]
    Store(#[from] object_store::Error),
    /// A folder could not be made or flushed.
    #[error("the blob folder cannot be used: {0}")]
    Folder(#[from] std::io::Error),
}
