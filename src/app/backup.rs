//! Backup and restore: one sealed archive with the database at one moment, the files as they lie encrypted,
//! and the exported heads of the audit trail.
//!
//! The master key is **not** in the archive. It opens every file and every sealed field, so it is kept
//! apart from what it opens: another medium, another keeper. `--with-keys` writes it beside the archive for
//! whoever wants one folder to carry; otherwise the administrator is told to keep it separately.
//!
//! The order matters: heads first, then the database, then files. A head exported later than the database
//! would name entries the copy does not have; a file listed before the database could lack one that a row
//! names. A file deleted by retention in between is left out, as it was to go.

use std::fs::{self, File};
use std::io::BufReader;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail, ensure};

use crate::features::accounts;
use crate::features::audit::{self, Entry, Kind};
use crate::features::corpus;
use crate::kernel::{Actor, Clock, Entropy};
use crate::platform::archive::{ArchiveReader, ArchiveWriter, Limits};
use crate::platform::blobs::{BlobError, BlobName};
use crate::platform::config::Config;
use crate::platform::db::{Db, snapshot};
use crate::platform::keys::{FILE_NAME, MasterKey};
use crate::platform::mail::{Mailer, Transport};
use crate::platform::site::Site;

/// Label of the key that seals archives.
const LABEL: &str = "backup";
const DATABASE: &str = "database/";
const BLOBS: &str = "blobs/";
const HEADS: &str = "heads/heads.jsonl";

/// A finished backup.
#[derive(Debug)]
pub struct Made {
    /// The archive.
    pub archive: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
    /// Files inside.
    pub files: usize,
    /// Folder with the master key, when it was asked for.
    pub keys: Option<PathBuf>,
}

/// Writes an archive into `folder`. Others may go on writing to the database meanwhile.
///
/// # Errors
/// What failed; nothing that looks like a whole archive is left behind.
pub fn make(site: &Site, folder: &Path, with_keys: bool) -> anyhow::Result<Made> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let now = site.db.clock().now();
    let name = format!("shifu-{}", now.format("%Y%m%d-%H%M%S"));
    let archive = folder.join(format!("{name}.tar.gz"));
    ensure!(!archive.exists(), "{} exists already", archive.display());
    let draft = tempfile::Builder::new().prefix(".backup-").tempdir_in(folder)?;

    let heads = heads(site)?;
    let data = draft.path().join("database");
    fs::create_dir(&data)?;
    let tables = snapshot::snapshot(&site.db, &data).context("the database")?;

    let partial = draft.path().join("archive");
    let out = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&partial)?;
    let key = site.keys.derive(LABEL);
    let mut writer = ArchiveWriter::new(out, &key, env!("CARGO_PKG_VERSION"), now.and_utc());
    for table in &tables {
        let file = File::open(data.join(table))?;
        let length = file.metadata()?.len();
        writer.add(&format!("{DATABASE}{table}"), BufReader::new(file), length)?;
    }
    for blob in site.blobs.list_blocking().context("the files")? {
        match site.blobs.get_sealed_blocking(&blob) {
            Ok(sealed) => writer.add_bytes(&format!("{BLOBS}{}/{blob}", &blob.as_str()[..2]), &sealed)?,
            Err(BlobError::Missing(_)) => {}
            Err(error) => return Err(error).context("the files"),
        }
    }
    writer.add_bytes(HEADS, &heads)?;
    let (out, manifest) = writer.finish()?;
    out.sync_all()?;
    let bytes = out.metadata()?.len();
    fs::rename(&partial, &archive)?;
    File::open(folder)?.sync_all()?;
    let keys = with_keys.then(|| folder.join(format!("{name}.keys")));
    if let Some(keys) = &keys {
        copy_key(&site.config.keys_dir(), keys)?;
    }
    site.db.write_blocking(|tx| {
        let entry = Entry::new(Kind("backup.made"), "backup", name.as_str())
            .fact("bytes", bytes)
            .fact("files", manifest.files.len())
            .fact("with_keys", with_keys);
        audit::record(tx, &Actor::system(), entry)
    })?;
    Ok(Made { archive, bytes, files: manifest.files.len(), keys })
}

/// The exported heads, with the present one.
fn heads(site: &Site) -> anyhow::Result<Vec<u8>> {
    let key = site.keys.derive("audit-head");
    let file = site.config.heads_file();
    let now = site.db.clock().now();
    site.db.read_blocking(|conn| audit::export_head(conn, &key, &file, now))?;
    fs::read(&file).with_context(|| file.display().to_string())
}

/// Copies the master key into a folder of its own, readable by its owner alone.
fn copy_key(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(to)?;
    let text = zeroize::Zeroizing::new(fs::read(from.join(FILE_NAME))?);
    let path = to.join(FILE_NAME);
    let mut out = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
    std::io::Write::write_all(&mut out, &text)?;
    out.sync_all()?;
    File::open(to)?.sync_all()?;
    Ok(())
}

/// A finished restore.
#[derive(Debug)]
pub struct Restored {
    /// The archive it came from.
    pub archive: PathBuf,
    /// When the backup was begun.
    pub created: chrono::DateTime<chrono::Utc>,
    /// Files put back.
    pub blobs: usize,
    /// What the walk over the audit trail found.
    pub trail: audit::Report,
    /// An earlier file of exported heads, moved aside because it tells of entries the backup lacks.
    pub heads_aside: Option<PathBuf>,
}

/// Fills the empty data folder of `config` from `from`, an archive or a folder of archives (then the newest
/// one). Nothing is touched before the whole archive has been proven. All sessions are ended: those that
/// were ended after the backup would live again otherwise.
///
/// # Errors
/// The reason in plain words: target not empty, archive damaged, wrong key, later version, broken trail.
pub fn restore(
    config: Config,
    from: &Path,
    key_folder: Option<&Path>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
) -> anyhow::Result<Restored> {
    let archive = newest(from)?;
    refuse_filled(&config)?;
    let key_folder = find_key(&config, &archive, key_folder)?;
    let keys = MasterKey::load(&key_folder)?;
    fs::create_dir_all(&config.data)?;
    let draft = tempfile::Builder::new().prefix(".restoring-").tempdir_in(&config.data)?;
    let unpacked = draft.path().join("archive");
    let file = File::open(&archive).with_context(|| archive.display().to_string())?;
    let manifest = ArchiveReader::new(file, &keys.derive(LABEL), Limits::default())
        .verify_and_extract(&unpacked)
        .with_context(|| format!("{} is refused", archive.display()))?;

    let url = config.database();
    let open = || Db::open(&url, 2, Arc::clone(&clock), Arc::clone(&entropy));
    snapshot::load(&url, &unpacked.join("database"), open)?;
    snapshot::refuse_newer(&open()?)?;
    if key_folder != config.keys_dir() {
        copy_key(&key_folder, &config.keys_dir())?;
    }
    let heads_aside = put_heads(&config, &unpacked.join(HEADS), manifest.created)?;
    let mailer = Mailer::new(Transport::Off, &config.mail_from)?;
    let site = Arc::new(Site::open(config, clock, entropy, mailer, PathBuf::new())?);
    let blobs = put_blobs(&site, &manifest, &unpacked)?;

    let key = site.keys.derive("audit-head");
    let heads = site.config.heads_file();
    let trail = site.db.read_blocking(|conn| audit::verify(conn, Some((&key, &heads)), None))?;
    if let Some(bad) = &trail.first_bad {
        bail!(
            "the rows are there, but the audit trail does not hold: first bad entry {} ({bad:?})",
            bad.seq()
        );
    }
    corpus::rebuild_now(&site).context("the search index")?;
    site.db.write_blocking(|tx| {
        let ended = accounts::end_all_sessions(tx)?;
        let entry = Entry::new(Kind("backup.restored"), "backup", manifest.created.to_rfc3339())
            .fact("entries", trail.entries)
            .fact("sessions_ended", ended);
        audit::record(tx, &Actor::system(), entry)
    })?;
    Ok(Restored { archive, created: manifest.created, blobs, trail, heads_aside })
}

/// The archive itself, or the newest in a folder: names carry their time.
fn newest(from: &Path) -> anyhow::Result<PathBuf> {
    if !from.is_dir() {
        ensure!(from.is_file(), "{} is neither an archive nor a folder of archives", from.display());
        return Ok(from.to_owned());
    }
    let mut found: Vec<PathBuf> = fs::read_dir(from)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
            name.starts_with("shifu-") && name.ends_with(".tar.gz")
        })
        .collect();
    found.sort();
    found.pop().with_context(|| format!("{} holds no archive", from.display()))
}

/// Only the configuration and the key may lie in the target: everything else would be mixed with the backup.
fn refuse_filled(config: &Config) -> anyhow::Result<()> {
    let Ok(entries) = fs::read_dir(&config.data) else { return Ok(()) };
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        if name != "shifu.toml" && path != config.keys_dir() {
            bail!("the target {} is not empty: {name} is there", config.data.display());
        }
    }
    Ok(())
}

/// Where the master key lies: named, already in place, or beside the archive.
fn find_key(config: &Config, archive: &Path, named: Option<&Path>) -> anyhow::Result<PathBuf> {
    let has = |folder: &Path| folder.join(FILE_NAME).is_file();
    let place = config.keys_dir();
    if let Some(named) = named {
        ensure!(has(named), "{} holds no {FILE_NAME}", named.display());
        ensure!(!has(&place) || named == place, "{} holds another key already", place.display());
        return Ok(named.to_owned());
    }
    if has(&place) {
        return Ok(place);
    }
    let name = archive.file_name().and_then(|n| n.to_str()).unwrap_or_default();
    let beside = archive.with_file_name(format!("{}.keys", name.trim_end_matches(".tar.gz")));
    ensure!(
        has(&beside),
        "the master key is not in the archive: name its folder with --key, or put {FILE_NAME} into {}",
        place.display()
    );
    Ok(beside)
}

/// Puts the exported heads in their place. Heads exported after the backup tell of entries that are lost
/// now; their file is kept under another name, as evidence.
fn put_heads(
    config: &Config,
    from: &Path,
    created: chrono::DateTime<chrono::Utc>,
) -> anyhow::Result<Option<PathBuf>> {
    let place = config.heads_file();
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut aside = None;
    if place.exists() {
        let name = format!("heads-before-restore-of-{}.jsonl", created.format("%Y%m%d-%H%M%S"));
        let kept = place.with_file_name(name);
        ensure!(!kept.exists(), "{} exists already", kept.display());
        fs::rename(&place, &kept)?;
        aside = Some(kept);
    }
    fs::copy(from, &place)?;
    File::open(&place)?.sync_all()?;
    Ok(aside)
}

/// Puts the files into whatever store the site uses; each proves that it opens under its name.
fn put_blobs(
    site: &Site,
    manifest: &crate::platform::archive::Manifest,
    unpacked: &Path,
) -> anyhow::Result<usize> {
    let mut count = 0;
    for file in manifest.files.iter().filter(|file| file.name.starts_with(BLOBS)) {
        let name: BlobName = file.name.rsplit('/').next().unwrap_or_default().parse()?;
        site.blobs.put_sealed_blocking(&name, fs::read(unpacked.join(&file.name))?)?;
        count += 1;
    }
    Ok(count)
}
