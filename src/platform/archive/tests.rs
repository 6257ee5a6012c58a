//! Archives that must be accepted and archives that must be refused.

use super::*;
use chrono::{DateTime, Utc};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;

const KEY: [u8; 32] = [9; 32];

fn created() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_312_800, 0).unwrap()
}

fn pack(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ArchiveWriter::new(Vec::new(), &KEY, "0.1.0", created());
    for (name, bytes) in files {
        writer.add_bytes(name, bytes).unwrap();
    }
    writer.finish().unwrap().0
}

fn verify(bytes: &[u8]) -> Result<Manifest, ArchiveError> {
    ArchiveReader::new(bytes, &KEY, Limits::default()).verify()
}

/// The files of an extracted folder with their contents.
fn files_in(root: &std::path::Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                found.push((name, std::fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// A tar built by hand from headers, compressed: what an attacker would send.
fn forge(entries: &[(&str, tar::EntryType, &[u8])]) -> Vec<u8> {
    let mut tar = Vec::new();
    for (name, kind, bytes) in entries {
        let mut header = tar::Header::new_ustar();
        // Written into the field itself, since the library would refuse `..` as well.
        header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(bytes.len() as u64);
        header.set_entry_type(*kind);
        header.set_cksum();
        tar.extend_from_slice(header.as_bytes());
        tar.extend_from_slice(bytes);
        tar.resize(tar.len().next_multiple_of(512), 0);
    }
    tar.resize(tar.len() + 1024, 0);
    gzip(&tar)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn gunzip(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut plain).unwrap();
    plain
}

#[test]
fn what_was_packed_comes_back_private() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("deep/target");
    let bytes =
        pack(&[("database.sqlite3", b"rows"), ("blobs/ab/cd", b""), ("blobs/ab/ef", &vec![7; 70_000])]);
    let manifest = ArchiveReader::new(&*bytes, &KEY, Limits::default()).verify_and_extract(&target).unwrap();
    assert_eq!((manifest.created, &*manifest.program_version), (created(), "0.1.0"));
    assert_eq!(manifest.files.iter().map(|f| f.size).collect::<Vec<_>>(), [4, 0, 70_000]);
    let wanted = [
        ("blobs/ab/cd".to_owned(), vec![]),
        ("blobs/ab/ef".to_owned(), vec![7; 70_000]),
        ("database.sqlite3".to_owned(), b"rows".to_vec()),
    ];
    assert_eq!(files_in(&target), wanted);
    let mode = |path: &str| std::fs::metadata(target.join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("database.sqlite3"), mode("blobs"), mode("")), (0o600, 0o700, 0o700));
    assert_eq!(std::fs::read_dir(target.parent().unwrap()).unwrap().count(), 1, "no draft stays");
}

#[test]
fn an_empty_target_is_used_and_a_filled_one_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("target");
    std::fs::create_dir(&target).unwrap();
    let bytes = pack(&[("a", b"1")]);
    ArchiveReader::new(&*bytes, &KEY, Limits::default()).verify_and_extract(&target).unwrap();
    let again = ArchiveReader::new(&*bytes, &KEY, Limits::default()).verify_and_extract(&target);
    assert!(matches!(again, Err(ArchiveError::TargetNotEmpty)));
    assert_eq!(files_in(&target), [("a".to_owned(), b"1".to_vec())]);
}

#[test]
fn a_refused_archive_leaves_nothing_behind() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("target");
    let bytes = pack(&[("a", b"1"), ("b", b"2")]);
    let refused = ArchiveReader::new(&*bytes, &[8; 32], Limits::default()).verify_and_extract(&target);
    assert!(matches!(refused, Err(ArchiveError::Seal)));
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn names_that_climb_or_surprise_are_refused_on_both_sides() {
    let long = "x".repeat(101);
    for name in
        ["", "/etc/passwd", "../up", "a/../../up", "a//b", "./a", "a/", "a\\b", "a b", "\u{7532}", &long]
    {
        let mut writer = ArchiveWriter::new(Vec::new(), &KEY, "0", created());
        assert!(matches!(writer.add_bytes(name, b""), Err(ArchiveError::Name(_))), "{name:?}");
    }
    for name in ["/etc/passwd", "../up", "a/../../up", "./a", "a b"] {
        let forged = forge(&[(name, tar::EntryType::Regular, b"x")]);
        assert!(matches!(verify(&forged), Err(ArchiveError::Name(n)) if n == name), "{name:?}");
    }
}

#[test]
fn links_devices_folders_and_extension_records_are_refused() {
    use tar::EntryType as E;
    let kinds = [
        E::Symlink,
        E::Link,
        E::Char,
        E::Block,
        E::Fifo,
        E::Directory,
        E::GNULongName,
        E::XHeader,
        E::GNUSparse,
    ];
    for kind in kinds {
        let forged = forge(&[("name", kind, b"")]);
        assert!(matches!(verify(&forged), Err(ArchiveError::NotAFile { .. })), "{kind:?}");
    }
}

#[test]
fn the_same_name_twice_is_refused_on_both_sides() {
    let mut writer = ArchiveWriter::new(Vec::new(), &KEY, "0", created());
    writer.add_bytes("a", b"").unwrap();
    for name in ["a", MANIFEST, SEAL] {
        assert!(matches!(writer.add_bytes(name, b""), Err(ArchiveError::Duplicate(n)) if n == name));
    }
    let forged = forge(&[("a", tar::EntryType::Regular, b"1"), ("a", tar::EntryType::Regular, b"2")]);
    assert!(matches!(verify(&forged), Err(ArchiveError::Duplicate(_))));
}

#[test]
fn contents_swapped_under_a_true_manifest_are_named() {
    let plain = gunzip(&pack(&[("a", b"1"), ("b", b"2")]));
    let mut changed = plain.clone();
    changed[512] = b'9';
    assert!(matches!(verify(&gzip(&changed)), Err(ArchiveError::Differs(name)) if name == "a"));
    // The second file left out, its manifest kept.
    let without = [&plain[..1024], &plain[2048..]].concat();
    assert!(matches!(verify(&gzip(&without)), Err(ArchiveError::Differs(name)) if name == "b"));
    // The manifest left out.
    assert!(matches!(verify(&gzip(&plain[..2048])), Err(ArchiveError::Truncated)));
}

#[test]
fn a_changed_manifest_breaks_the_seal() {
    let mut plain = gunzip(&pack(&[("a", b"1")]));
    let at = plain.windows(5).position(|part| part == b"0.1.0").unwrap();
    plain[at] = b'9';
    assert!(matches!(verify(&gzip(&plain)), Err(ArchiveError::Seal)));
}

#[test]
fn nothing_may_follow() {
    let bytes = pack(&[("a", b"1")]);
    let after_stream = [&*bytes, b"x"].concat();
    assert!(matches!(verify(&after_stream), Err(ArchiveError::Damaged(_))));
    let plain = gunzip(&bytes);
    assert!(matches!(verify(&gzip(&[&*plain, &[1]].concat())), Err(ArchiveError::Damaged(_))));
    assert!(matches!(verify(&gzip(&[&*plain, &vec![0; 20_000]].concat())), Err(ArchiveError::Damaged(_))));
    // Another entry in place of the end blocks.
    let end = plain.len() - 1024;
    let entry = gunzip(&forge(&[("late", tar::EntryType::Regular, b"x")]));
    assert!(matches!(verify(&gzip(&[&plain[..end], &entry].concat())), Err(ArchiveError::Damaged(_))));
}

#[test]
fn limits_hold_on_what_comes_out() {
    let bytes = pack(&[("a", &[0; 3000]), ("b", &[0; 3000])]);
    let with = |limits| ArchiveReader::new(&*bytes, &KEY, limits).verify();
    let all = Limits { files: 2, file_bytes: 3000, total_bytes: 6000 };
    with(all).unwrap();
    for tight in
        [Limits { files: 1, ..all }, Limits { file_bytes: 2999, ..all }, Limits { total_bytes: 5999, ..all }]
    {
        assert!(matches!(with(tight), Err(ArchiveError::TooLarge(_))), "{tight:?}");
    }
}

#[test]
fn a_header_that_claims_too_much_is_refused_before_it_is_read() {
    let mut header = tar::Header::new_ustar();
    header.set_path("huge").unwrap();
    header.set_size(1 << 50);
    header.set_entry_type(tar::EntryType::Regular);
    header.set_cksum();
    assert!(matches!(verify(&gzip(header.as_bytes())), Err(ArchiveError::TooLarge(_))));
}

#[test]
fn a_file_that_changes_its_length_while_read_is_noticed() {
    for announced in [2, 4] {
        let mut writer = ArchiveWriter::new(Vec::new(), &KEY, "0", created());
        assert!(
            matches!(writer.add("a", &b"123"[..], announced), Err(ArchiveError::Length(_))),
            "{announced}"
        );
    }
}

#[test]
fn noise_is_refused() {
    for bytes in [
        &b""[..],
        b"x",
        &[0; 2000],
        b"PK\x03\x04 not a tar",
        &gzip(b""),
        &gzip(&[0; 1024]),
        &gzip(&[7; 5000]),
    ] {
        assert!(verify(bytes).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_files_survive(files in prop::collection::btree_map("([a-z]{1,5}/){0,2}[0-9]{1,6}", prop::collection::vec(any::<u8>(), 0..1500), 0..6)) {
        let list: Vec<_> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("t");
        let packed = pack(&list);
        ArchiveReader::new(&*packed, &KEY, Limits::default()).verify_and_extract(&target).unwrap();
        prop_assert_eq!(files_in(&target), files.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn any_cut_is_refused(at in any::<prop::sample::Index>()) {
        let bytes = pack(&[("database.sqlite3", &[3; 2000]), ("blobs/a", b"sealed")]);
        prop_assert!(verify(&bytes[..at.index(bytes.len())]).is_err());
    }

    /// A changed byte is refused, or it was one that carries nothing (a time stamp in the gzip header,
    /// the code of a symbol that does not occur): never does anything else come out.
    #[test]
    fn no_changed_byte_changes_what_comes_out(at in any::<prop::sample::Index>(), by in 1..=255_u8) {
        let files = [("blobs/a", &b"sealed"[..]), ("database.sqlite3", &[3; 2000])];
        let mut bytes = pack(&files);
        let at = at.index(bytes.len());
        bytes[at] ^= by;
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("t");
        if ArchiveReader::new(&*bytes, &KEY, Limits::default()).verify_and_extract(&target).is_ok() {
            let wanted: Vec<_> = files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
            prop_assert_eq!(files_in(&target), wanted);
        } else {
            prop_assert!(!target.exists());
        }
    }

    /// The same below the compression, where no byte of a file or of the manifest is without meaning.
    #[test]
    fn a_changed_byte_of_a_file_is_always_refused(at in 0..2000_usize, by in 1..=255_u8) {
        let mut plain = gunzip(&pack(&[("database.sqlite3", &[3; 2000])]));
        plain[512 + at] ^= by;
        prop_assert!(matches!(verify(&gzip(&plain)), Err(ArchiveError::Differs(_))));
    }
}
