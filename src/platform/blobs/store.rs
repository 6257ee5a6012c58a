//! Putting, getting and deleting blobs.

use super::{BlobError, BlobName, MAX_BLOB_BYTES};
use crate::platform::keys::{self, KEY_BYTES, MasterKey, SealError};
use futures_util::TryStreamExt as _;
use object_store::local::LocalFileSystem;
use object_store::{ObjectStore, ObjectStoreExt as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

/// Magic and algorithm number; bound into the seal together with the name.
const HEADER: &[u8] = b"shifubl1\x01";

/// Encrypted files under content-derived names. Cheap to clone; clones share one store.
#[derive(Clone)]
pub struct BlobStore {
    store: Arc<dyn ObjectStore>,
    /// Set for a local folder: deletions are flushed there.
    folder: Option<PathBuf>,
    naming: Arc<Zeroizing<[u8; KEY_BYTES]>>,
    sealing: Arc<Zeroizing<[u8; KEY_BYTES]>>,
}

impl std::fmt::Debug for BlobStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BlobStore({})", self.store)
    }
}

impl BlobStore {
    /// Blobs in any object store, with keys derived from `master`. Writes of the store must be atomic and
    /// durable when they return; S3 and [`BlobStore::local`] are.
    #[must_use]
    pub fn new(store: Arc<dyn ObjectStore>, master: &MasterKey) -> Self {
        Self {
            store,
            folder: None,
            naming: Arc::new(master.derive("blobs/name")),
            sealing: Arc::new(master.derive("blobs/seal")),
        }
    }

    /// Blobs in a local folder, made with mode 0700 if absent. Each write goes to a staging file that is
    /// flushed, renamed, and its folder flushed, before it is acknowledged.
    ///
    /// # Errors
    /// [`BlobError::Folder`] when the folder cannot be made, [`BlobError::Store`] when it cannot be used.
    pub fn local(folder: &Path, master: &MasterKey) -> Result<Self, BlobError> {
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self { folder: Some(folder.to_owned()), ..Self::new(Arc::new(store), master) })
    }

    /// The name `bytes` have or would have. Reads and writes nothing.
    #[must_use]
    pub fn name_of(&self, bytes: &[u8]) -> BlobName {
        BlobName::from_digest(&keys::hmac_sha256(&self.naming, &[bytes]))
    }

    /// Stores the bytes and gives their name. Storing the same bytes again gives the same name and
    /// rewrites the object, which heals one that was damaged on disk.
    ///
    /// # Errors
    /// [`BlobError::TooLarge`]; [`BlobError::Random`] and [`BlobError::Store`] from below. After an error
    /// the name holds either what it held before or the whole new object.
    pub async fn put(&self, bytes: &[u8]) -> Result<BlobName, BlobError> {
        if bytes.len() > MAX_BLOB_BYTES {
            return Err(BlobError::TooLarge(bytes.len()));
        }
        let name = self.name_of(bytes);
        let sealed = self.seal(&name, bytes)?;
        self.store.put(&name.location(), sealed.into()).await?;
        Ok(name)
    }

    /// The plain bytes, checked twice: by the cipher's tag and by computing the name again.
    ///
    /// # Errors
    /// [`BlobError::Missing`], [`BlobError::Damaged`], or [`BlobError::Store`].
    pub async fn get(&self, name: &BlobName) -> Result<Vec<u8>, BlobError> {
        self.open(name, &self.get_sealed(name).await?)
    }

    /// The object as it lies in the store, encrypted: for a backup, which needs no plain bytes.
    ///
    /// # Errors
    /// [`BlobError::Missing`] or [`BlobError::Store`].
    pub async fn get_sealed(&self, name: &BlobName) -> Result<Vec<u8>, BlobError> {
        let object = match self.store.get(&name.location()).await {
            Ok(object) => object,
            Err(object_store::Error::NotFound { .. }) => return Err(BlobError::Missing(name.clone())),
            Err(error) => return Err(error.into()),
        };
        Ok(object.bytes().await?.into())
    }

    /// Puts back what [`BlobStore::get_sealed`] gave, after proving that it opens under this name.
    ///
    /// # Errors
    /// [`BlobError::Damaged`] when it does not, or [`BlobError::Store`].
    pub async fn put_sealed(&self, name: &BlobName, sealed: Vec<u8>) -> Result<(), BlobError> {
        self.open(name, &sealed)?;
        self.store.put(&name.location(), sealed.into()).await?;
        Ok(())
    }

    /// Removes a blob; removing one that is not there succeeds, so that a repeated deletion job does no
    /// harm. In a local folder the removal is flushed: deleted data does not come back after a power cut.
    ///
    /// The caller makes sure that no row still names the blob: equal uploads share one.
    ///
    /// # Errors
    /// [`BlobError::Store`] or [`BlobError::Folder`].
    pub async fn delete(&self, name: &BlobName) -> Result<(), BlobError> {
        match self.store.delete(&name.location()).await {
            Ok(()) => {}
            Err(object_store::Error::NotFound { .. }) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
        if let Some(folder) = &self.folder {
            // One small flush; the price of a thread switch would be larger.
            std::fs::File::open(folder.join(&name.as_str()[..2]))?.sync_all()?;
        }
        Ok(())
    }

    /// Whether a blob of this name is stored (not whether it is whole: that takes [`BlobStore::get`]).
    ///
    /// # Errors
    /// [`BlobError::Store`].
    pub async fn exists(&self, name: &BlobName) -> Result<bool, BlobError> {
        match self.store.head(&name.location()).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// The names of all blobs, sorted. Other files in the folder are passed over.
    ///
    /// # Errors
    /// [`BlobError::Store`].
    pub async fn list(&self) -> Result<Vec<BlobName>, BlobError> {
        let mut names = Vec::new();
        let mut objects = self.store.list(None);
        while let Some(object) = objects.try_next().await? {
            names.extend(BlobName::from_location(&object.location));
        }
        names.sort_unstable();
        Ok(names)
    }

    /// [`BlobStore::put`] for threads that may block: jobs, `spawn_blocking`, the command line. Like all
    /// the `_blocking` doors it panics when called from asynchronous code.
    ///
    /// # Errors
    /// As [`BlobStore::put`].
    pub fn put_blocking(&self, bytes: &[u8]) -> Result<BlobName, BlobError> {
        wait(self.put(bytes))
    }

    /// [`BlobStore::get`] for threads that may block.
    ///
    /// # Errors
    /// As [`BlobStore::get`].
    pub fn get_blocking(&self, name: &BlobName) -> Result<Vec<u8>, BlobError> {
        wait(self.get(name))
    }

    /// [`BlobStore::get_sealed`] for threads that may block.
    ///
    /// # Errors
    /// As [`BlobStore::get_sealed`].
    pub fn get_sealed_blocking(&self, name: &BlobName) -> Result<Vec<u8>, BlobError> {
        wait(self.get_sealed(name))
    }

    /// [`BlobStore::put_sealed`] for threads that may block.
    ///
    /// # Errors
    /// As [`BlobStore::put_sealed`].
    pub fn put_sealed_blocking(&self, name: &BlobName, sealed: Vec<u8>) -> Result<(), BlobError> {
        wait(self.put_sealed(name, sealed))
    }

    /// [`BlobStore::delete`] for threads that may block.
    ///
    /// # Errors
    /// As [`BlobStore::delete`].
    pub fn delete_blocking(&self, name: &BlobName) -> Result<(), BlobError> {
        wait(self.delete(name))
    }

    /// [`BlobStore::exists`] for threads that may block.
    ///
    /// # Errors
    /// As [`BlobStore::exists`].
    pub fn exists_blocking(&self, name: &BlobName) -> Result<bool, BlobError> {
        wait(self.exists(name))
    }

    /// [`BlobStore::list`] for threads that may block.
    ///
    /// # Errors
    /// As [`BlobStore::list`].
    pub fn list_blocking(&self) -> Result<Vec<BlobName>, BlobError> {
        wait(self.list())
    }

    fn blob_key(&self, name: &BlobName) -> Zeroizing<[u8; KEY_BYTES]> {
        keys::expand(&self.sealing, &[name.as_str().as_bytes()])
    }

    fn seal(&self, name: &BlobName, bytes: &[u8]) -> Result<Vec<u8>, BlobError> {
        match keys::seal(&self.blob_key(name), &associated(name), bytes) {
            Ok(sealed) => Ok([HEADER, &sealed].concat()),
            Err(SealError::Random) => Err(BlobError::Random),
            Err(SealError::NotOpened) => Err(BlobError::TooLarge(bytes.len())),
        }
    }

    fn open(&self, name: &BlobName, stored: &[u8]) -> Result<Vec<u8>, BlobError> {
        let damaged = || BlobError::Damaged(name.clone());
        let sealed = stored.strip_prefix(HEADER).ok_or_else(damaged)?;
        let bytes = keys::open(&self.blob_key(name), &associated(name), sealed).or(Err(damaged()))?;
        let found = self.name_of(&bytes);
        if bool::from(found.as_str().as_bytes().ct_eq(name.as_str().as_bytes())) {
            Ok(bytes)
        } else {
            Err(damaged())
        }
    }
}

fn associated(name: &BlobName) -> Vec<u8> {
    [HEADER, name.as_str().as_bytes()].concat()
}

/// Runs a future to its end on this thread. Inside `spawn_blocking` the runtime around it drives the
/// input and output; on a thread without one (command line, plain worker) a small runtime is made for
/// the call, since a store behind the network needs its timers and sockets. A runtime kept in the store
/// would have to be dropped somewhere, and dropping one inside asynchronous code panics.
fn wait<T>(future: impl Future<Output = Result<T, BlobError>>) -> Result<T, BlobError> {
    match tokio::runtime::Handle::try_current() {
        Ok(handle) => handle.block_on(future),
        Err(_) => tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(future),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use object_store::memory::InMemory;
    use proptest::prelude::*;

    fn master() -> MasterKey {
        MasterKey::from_bytes([1; KEY_BYTES])
    }

    fn local() -> (tempfile::TempDir, BlobStore) {
        let dir = tempfile::tempdir().unwrap();
        let store = BlobStore::local(&dir.path().join("blobs"), &master()).unwrap();
        (dir, store)
    }

    fn file_of(dir: &tempfile::TempDir, name: &BlobName) -> PathBuf {
        dir.path().join("blobs").join(&name.as_str()[..2]).join(name.as_str())
    }

    #[test]
    fn a_blob_lives_and_dies() {
        let (_dir, store) = local();
        let name = store.put_blocking(b"content").unwrap();
        assert_eq!(name, store.name_of(b"content"));
        assert!(store.exists_blocking(&name).unwrap());
        assert_eq!(store.get_blocking(&name).unwrap(), b"content");
        assert_eq!(store.put_blocking(b"content").unwrap(), name, "equal content is stored once");
        assert_eq!(store.list_blocking().unwrap(), std::slice::from_ref(&name));
        store.delete_blocking(&name).unwrap();
        store.delete_blocking(&name).unwrap();
        assert!(!store.exists_blocking(&name).unwrap());
        assert!(matches!(store.get_blocking(&name), Err(BlobError::Missing(n)) if n == name));
        assert!(store.list_blocking().unwrap().is_empty());
    }

    #[test]
    fn nothing_plain_reaches_the_disk_and_no_staging_file_stays() {
        let (dir, store) = local();
        let name = store.put_blocking(b"11010519491231002X").unwrap();
        let stored = std::fs::read(file_of(&dir, &name)).unwrap();
        assert!(!stored.windows(8).any(|part| part == b"11010519"));
        assert_eq!(stored.len(), HEADER.len() + keys::OVERHEAD + 18);
        let plain_hash = hex::encode(<sha2::Sha256 as sha2::Digest>::digest(b"11010519491231002X"));
        assert_ne!(name.as_str(), plain_hash, "the name is keyed");
        let folder = file_of(&dir, &name).parent().unwrap().to_owned();
        assert_eq!(std::fs::read_dir(folder).unwrap().count(), 1);
    }

    #[test]
    fn the_folder_belongs_to_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let (dir, _store) = local();
        let mode = std::fs::metadata(dir.path().join("blobs")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }

    #[test]
    fn exchanging_two_files_is_noticed() {
        let (dir, store) = local();
        let (one, two) = (store.put_blocking(b"one").unwrap(), store.put_blocking(b"two").unwrap());
        std::fs::copy(file_of(&dir, &one), file_of(&dir, &two)).unwrap();
        assert!(matches!(store.get_blocking(&two), Err(BlobError::Damaged(n)) if n == two));
        store.put_blocking(b"two").unwrap();
        assert_eq!(store.get_blocking(&two).unwrap(), b"two", "putting again heals");
    }

    #[test]
    fn another_master_key_opens_nothing() {
        let shared = Arc::new(InMemory::new());
        let name = BlobStore::new(shared.clone(), &master()).put_blocking(b"content").unwrap();
        let other = BlobStore::new(shared, &MasterKey::from_bytes([2; KEY_BYTES]));
        assert!(matches!(other.get_blocking(&name), Err(BlobError::Damaged(_))));
        assert_ne!(other.name_of(b"content"), name);
    }

    #[test]
    fn sealed_objects_move_between_stores_of_one_key() {
        let (_a, from) = local();
        let (_b, to) = local();
        let name = from.put_blocking(b"content").unwrap();
        let mut sealed = from.get_sealed_blocking(&name).unwrap();
        to.put_sealed_blocking(&name, sealed.clone()).unwrap();
        assert_eq!(to.get_blocking(&name).unwrap(), b"content");
        sealed[20] ^= 1;
        assert!(matches!(to.put_sealed_blocking(&name, sealed), Err(BlobError::Damaged(_))));
        assert_eq!(to.get_blocking(&name).unwrap(), b"content", "the good object stands");
    }

    #[test]
    fn other_files_in_the_folder_are_passed_over() {
        let (dir, store) = local();
        std::fs::write(dir.path().join("blobs/README"), "x").unwrap();
        let name = store.put_blocking(b"x").unwrap();
        assert_eq!(store.list_blocking().unwrap(), [name]);
    }

    #[test]
    fn blocking_doors_work_inside_spawn_blocking_of_either_runtime() {
        for builder in [
            &mut tokio::runtime::Builder::new_current_thread(),
            tokio::runtime::Builder::new_multi_thread().worker_threads(1),
        ] {
            let (_dir, store) = local();
            let runtime = builder.enable_all().build().unwrap();
            let back = runtime.block_on(async move {
                let name = store.put(b"content").await.unwrap();
                tokio::task::spawn_blocking(move || store.get_blocking(&name)).await.unwrap()
            });
            assert_eq!(back.unwrap(), b"content");
        }
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_an_error() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        std::fs::write(&file, "").unwrap();
        assert!(matches!(BlobStore::local(&file.join("blobs"), &master()), Err(BlobError::Folder(_))));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_content_comes_back(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
            let store = BlobStore::new(Arc::new(InMemory::new()), &master());
            let name = store.put_blocking(&bytes).unwrap();
            prop_assert_eq!(store.get_blocking(&name).unwrap(), bytes);
        }

        #[test]
        fn any_changed_byte_is_noticed(bytes in prop::collection::vec(any::<u8>(), 0..100), at in any::<prop::sample::Index>(), by in 1..=255_u8) {
            let store = BlobStore::new(Arc::new(InMemory::new()), &master());
            let name = store.name_of(&bytes);
            let mut stored = store.seal(&name, &bytes).unwrap();
            prop_assert_eq!(store.open(&name, &stored).unwrap(), bytes);
            let at = at.index(stored.len());
            stored[at] ^= by;
            prop_assert!(matches!(store.open(&name, &stored), Err(BlobError::Damaged(_))));
            stored[at] ^= by;
            stored.truncate(at);
            prop_assert!(matches!(store.open(&name, &stored), Err(BlobError::Damaged(_))));
        }
    }
}
