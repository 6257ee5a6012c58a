//! Promise G22: no known hole ships, and nothing whose licence asks for more than naming it.
//!
//! Both checks work offline: the first on a table of RustSec advisories beside the repository,
//! the second on what cargo already knows.

mod spdx;

use std::path::{Path, PathBuf};
use std::process::Command;

use semver::{Version, VersionReq};

use crate::notice;

/// Advisories that are open on purpose. Each with its reason; one that no longer strikes fails.
const ACCEPTED: &[(&str, &str)] = &[(
    "RUSTSEC-2023-0071",
    "rsa, through jsonwebtoken's rust_crypto backend: a timing leak of RSA private keys; tokens here are \
     HMAC only and no RSA key is ever held",
)];

/// Fixed holes that RustSec does not list (GitHub advisories only): package, first good version.
const MINIMUMS: &[(&str, &str)] = &[
    ("jsonwebtoken", "10.3.0"),
    ("ammonia", "4.1.4"),
    ("diesel", "2.3.10"),
    ("lopdf", "0.42.0"),
    ("quick-xml", "0.41.0"),
    ("zip", "2.3.0"),
];

/// Packages under a licence outside [`spdx::PERMISSIVE`]. Each with its reason; one that is no
/// longer needed fails.
const LICENCES_ACCEPTED: &[(&str, &str)] =
    &[("webdriver", "MPL-2.0, under fantoccini: drives the browser in tests and is no part of the program")];

/// A package in Cargo.lock.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Locked {
    name: String,
    version: Version,
}

/// One line of the advisory table.
#[derive(Debug)]
struct Advisory {
    id: String,
    package: String,
    /// Empty for a vulnerability, else its kind: unmaintained, unsound, notice.
    informational: String,
    /// Versions that are not affected: the patched and the never affected ones.
    good: Vec<VersionReq>,
    title: String,
}

fn manifest_dir() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The packages of a lock file that come from a registry.
fn locked(lock: &str) -> Result<Vec<Locked>, String> {
    let lock: toml::Table = lock.parse().map_err(|error| format!("Cargo.lock: {error}"))?;
    let packages = lock.get("package").and_then(toml::Value::as_array).ok_or("Cargo.lock has no packages")?;
    packages
        .iter()
        .filter(|package| package.get("source").is_some())
        .map(|package| {
            let text = |key: &str| package.get(key).and_then(toml::Value::as_str).unwrap_or_default();
            let version = Version::parse(text("version")).map_err(|error| format!("{package:?}: {error}"))?;
            Ok(Locked { name: text("name").to_owned(), version })
        })
        .collect()
}

/// Reads the table: id, package, date, informational, patched, unaffected, title; ranges separated
/// by `|`.
fn advisories(table: &str) -> Result<Vec<Advisory>, String> {
    let mut lines = table.lines();
    if lines.next() != Some("id\tpackage\tdate\tinformational\tpatched\tunaffected\ttitle") {
        return Err("the advisory table has other columns than expected".to_owned());
    }
    lines
        .map(|line| {
            let columns: Vec<&str> = line.split('\t').collect();
            let [id, package, _, informational, patched, unaffected, title] = columns[..] else {
                return Err(format!("not seven columns: {line}"));
            };
            let good = [patched, unaffected]
                .iter()
                .flat_map(|ranges| ranges.split('|'))
                .filter(|range| !range.trim().is_empty())
                .map(|range| VersionReq::parse(range).map_err(|error| format!("{id}: {range}: {error}")))
                .collect::<Result<_, _>>()?;
            Ok(Advisory {
                id: id.to_owned(),
                package: package.to_owned(),
                informational: informational.to_owned(),
                good,
                title: title.to_owned(),
            })
        })
        .collect()
}

fn strikes(advisory: &Advisory, package: &Locked) -> bool {
    advisory.package == package.name && !advisory.good.iter().any(|range| range.matches(&package.version))
}

/// What a check of a lock file found.
#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    /// Fail the test.
    holes: Vec<String>,
    /// Printed only: nobody keeps it any more, unsound in a corner, and the like.
    notes: Vec<String>,
    /// Accepted advisories that strike.
    accepted: Vec<String>,
}

fn check(packages: &[Locked], advisories: &[Advisory], accepted: &[(&str, &str)]) -> Found {
    let mut found = Found::default();
    for advisory in advisories {
        for package in packages.iter().filter(|package| strikes(advisory, package)) {
            let line = format!("{} {} {}: {}", advisory.id, package.name, package.version, advisory.title);
            if !advisory.informational.is_empty() {
                found.notes.push(format!("{} ({line})", advisory.informational));
            } else if accepted.iter().any(|(id, _)| *id == advisory.id) {
                found.accepted.push(advisory.id.clone());
            } else {
                found.holes.push(line);
            }
        }
    }
    found
}

fn below_minimum(packages: &[Locked], minimums: &[(&str, &str)]) -> Vec<String> {
    let below = |package: &&Locked| {
        minimums.iter().any(|(name, least)| {
            package.name == *name && Version::parse(least).is_ok_and(|least| package.version < least)
        })
    };
    packages.iter().filter(below).map(|package| format!("{} {}", package.name, package.version)).collect()
}

fn table_path() -> Option<PathBuf> {
    std::env::var_os("SHIFU_RUSTSEC_TSV")
        .map(PathBuf::from)
        .or_else(|| Some(manifest_dir().join("../shared/data/rustsec.tsv")))
        .filter(|path| path.exists())
}

#[test]
fn no_known_hole_is_locked() {
    let lock = std::fs::read_to_string(manifest_dir().join("Cargo.lock")).unwrap();
    let packages = locked(&lock).unwrap();
    assert!(packages.len() > 50, "the lock file was not read");
    assert_eq!(below_minimum(&packages, MINIMUMS), Vec::<String>::new());

    let Some(path) = table_path() else {
        // Not a failure in CI either: the table is no part of the repository.
        notice::say("SKIPPED the RustSec check: no table; name one in SHIFU_RUSTSEC_TSV");
        return;
    };
    let advisories = advisories(&std::fs::read_to_string(path).unwrap()).unwrap();
    let found = check(&packages, &advisories, ACCEPTED);
    for note in &found.notes {
        notice::say(&format!("advisory, for information: {note}"));
    }
    assert_eq!(found.holes, Vec::<String>::new());
    for (id, reason) in ACCEPTED {
        assert!(found.accepted.iter().any(|struck| struck == id), "{id} no longer strikes; drop: {reason}");
    }
}

#[test]
fn every_licence_is_permissive() {
    let host = Command::new("rustc").arg("-vV").output().unwrap();
    let host = String::from_utf8(host.stdout).unwrap();
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--offline", "--locked", "--format-version", "1", "--filter-platform", host])
        .current_dir(manifest_dir())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 50, "cargo metadata named hardly a package");
    let bad: Vec<(&str, String)> = packages
        .iter()
        .filter_map(|package| {
            let name = package["name"].as_str()?;
            let licence = package["license"].as_str().unwrap_or("none stated");
            let verdict = spdx::permissive(licence);
            (verdict != Ok(true)).then(|| (name, format!("{licence} {verdict:?}")))
        })
        .collect();
    let accepted = |name: &str| LICENCES_ACCEPTED.iter().any(|(package, _)| *package == name);
    let open: Vec<_> = bad.iter().filter(|(name, _)| !accepted(name)).collect();
    assert!(open.is_empty(), "{open:#?}");
    for (package, reason) in LICENCES_ACCEPTED {
        assert!(bad.iter().any(|(name, _)| name == package), "{package} needs no exception; drop: {reason}");
    }
}

#[test]
fn a_planted_hole_is_found() {
    let lock = "[[package]]\nname = \"own\"\nversion = \"0.1.0\"\n\
                [[package]]\nname = \"leaky\"\nversion = \"1.2.3\"\nsource = \"registry\"\n";
    let packages = locked(lock).unwrap();
    assert_eq!(packages, [Locked { name: "leaky".to_owned(), version: Version::new(1, 2, 3) }]);
    let head = "id\tpackage\tdate\tinformational\tpatched\tunaffected\ttitle\n";
    let run = |line: &str, accepted: &[(&str, &str)]| {
        check(&packages, &advisories(&format!("{head}{line}")).unwrap(), accepted)
    };
    let hole = "A\tleaky\t2026-01-01\t\t>= 1.3.0|>= 1.1.9, < 1.2.0\t< 1.0.0\ta hole";
    assert_eq!(run(hole, &[]).holes, ["A leaky 1.2.3: a hole"]);
    assert_eq!(run(hole, &[("A", "why")]), Found { accepted: vec!["A".to_owned()], ..Found::default() });
    assert_eq!(run(&hole.replace(">= 1.3.0", ">= 1.2.3"), &[]), Found::default());
    assert_eq!(run(&hole.replace("< 1.0.0", "< 2.0.0"), &[]), Found::default());
    let note = "A\tleaky\t2026-01-01\tunmaintained\t\t\tleft alone";
    assert_eq!(run(note, &[]).notes.len(), 1);
    assert!(run(note, &[]).holes.is_empty());
    assert_eq!(below_minimum(&packages, &[("leaky", "1.2.4")]), ["leaky 1.2.3"]);
    assert!(advisories("other\tcolumns").is_err());
}
