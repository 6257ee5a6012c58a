//! The catalogues, the source and each other: nothing missing, nothing unused, nothing mistyped.
//!
//! Keys stand in the source as whole string literals. Where a key is put together at run time
//! (`error-` and the key of a fault), its beginning is declared in [`FAMILIES`] with the file that builds
//! it, and the rest must still be a literal somewhere.

#![expect(clippy::unwrap_used, reason = "a file that cannot be read fails the test")]

mod keys;
mod lexing;
mod punctuation;

use keys::{Catalogue, Family, Source};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Beginnings of keys that are completed at run time.
const FAMILIES: &[Family] = &[
    Family { prefix: "error-", suffixes: &[], markers: &[], place: "src/web/fault.rs" },
    Family { prefix: "role-", suffixes: &[], markers: &[], place: "src/web/page.rs" },
    Family { prefix: "audit-", suffixes: &[], markers: &[], place: "src/features/admin/http/trail.rs" },
    Family { prefix: "notice-", suffixes: &[], markers: &[], place: "src/features/notifications/service.rs" },
    Family { prefix: "people-csv-", suffixes: &[], markers: &[], place: "src/features/admin/import.rs" },
    Family {
        prefix: "people-csv-example-",
        suffixes: &[],
        markers: &[],
        place: "src/features/admin/http/import.rs",
    },
    Family {
        prefix: "security-",
        suffixes: &["-why", "-todo"],
        markers: &[],
        place: "src/features/admin/http/health.rs",
    },
    Family {
        prefix: "finding-title-",
        suffixes: &[],
        markers: &[],
        place: "src/features/screening/http/words.rs",
    },
    Family { prefix: "finding-", suffixes: &[], markers: &[], place: "src/features/screening/http/words.rs" },
    Family {
        prefix: "alternative-",
        suffixes: &[],
        markers: &[],
        place: "src/features/screening/http/words.rs",
    },
    Family { prefix: "refused-", suffixes: &[], markers: &[], place: "src/features/screening/http/words.rs" },
    Family {
        prefix: "detector-",
        suffixes: &["-name", "-limits"],
        markers: &[],
        place: "src/features/screening/http/parts.rs",
    },
    Family {
        prefix: "not-applicable-",
        suffixes: &[],
        markers: &[],
        place: "src/features/screening/http/parts.rs",
    },
    Family {
        prefix: "paper-kind-",
        suffixes: &[],
        markers: &[],
        place: "src/features/screening/http/paper_view.rs",
    },
    Family {
        prefix: "paper-field-",
        suffixes: &[],
        markers: &[],
        place: "src/features/screening/http/paper_view.rs",
    },
    Family {
        prefix: "typed-",
        suffixes: &[],
        markers: &[],
        place: "src/features/screening/http/typed_view.rs",
    },
    Family {
        prefix: "paper-column-",
        suffixes: &[],
        markers: &[],
        place: "src/features/screening/http/paper_view.rs",
    },
    Family {
        prefix: "review-seat-",
        suffixes: &[],
        markers: &[],
        place: "src/features/screening/http/review.rs",
    },
    Family {
        prefix: "review-sit-",
        suffixes: &[],
        markers: &[],
        place: "src/features/screening/http/opinions.rs",
    },
    Family {
        prefix: "price-csv-",
        suffixes: &[],
        markers: &[],
        place: "src/features/screening/service/pricing.rs",
    },
    Family {
        prefix: "price-csv-example-",
        suffixes: &[],
        markers: &[],
        place: "src/features/screening/http/prices.rs",
    },
    Family {
        prefix: "price-level-",
        suffixes: &[],
        markers: &[],
        place: "src/features/screening/http/prices.rs",
    },
    Family {
        prefix: "exercise-edit-",
        suffixes: &[],
        markers: &[],
        place: "src/features/screening/http/exercises.rs",
    },
    Family {
        prefix: "screening-purpose-",
        suffixes: &[],
        markers: &[],
        place: "src/features/screening/http/words.rs",
    },
    Family {
        prefix: "screening-cause-",
        suffixes: &[],
        markers: &[],
        place: "src/features/screening/http/words.rs",
    },
    Family {
        prefix: "screening-check-",
        suffixes: &[],
        markers: &[],
        place: "src/features/screening/http/view.rs",
    },
    Family {
        prefix: "screening-note-",
        suffixes: &[],
        markers: &[],
        place: "src/features/screening/http/view.rs",
    },
    Family {
        prefix: "today-",
        suffixes: &["-title", "-why", "-act"],
        markers: &[],
        place: "src/features/reports/http/today_parts.rs",
    },
    Family {
        prefix: "left-out-",
        suffixes: &[],
        markers: &[],
        place: "src/features/corpus/http/intake_view.rs",
    },
    Family {
        prefix: "intake-finding-",
        suffixes: &[],
        markers: &[],
        place: "src/features/corpus/http/intake_view.rs",
    },
    Family {
        prefix: "intake-cut-",
        suffixes: &[],
        markers: &[],
        place: "src/features/corpus/http/intake_view.rs",
    },
    Family {
        prefix: "confidence-",
        suffixes: &[],
        markers: &[],
        place: "src/features/corpus/http/intake_view.rs",
    },
    Family {
        prefix: "notice-outcome-",
        suffixes: &[],
        markers: &[],
        place: "src/features/notifications/service.rs",
    },
    Family { prefix: "paper-kind-", suffixes: &[], markers: &[], place: "src/forensics/papers/keys.rs" },
    Family { prefix: "paper-field-", suffixes: &[], markers: &[], place: "src/forensics/papers/keys.rs" },
    Family { prefix: "paper-column-", suffixes: &[], markers: &[], place: "src/forensics/papers/keys.rs" },
    Family { prefix: "toast-", suffixes: &[], markers: &["?ok=", "&ok="], place: "src/web/page.rs" },
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Files below `folder` with one of these endings, with their contents and names relative to the root.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| endings.iter().any(|ending| e == *ending)) {
                let name = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
                found.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn catalogue(lang: &str) -> Catalogue {
    let files = files(&format!("content/locales/{lang}"), &["ftl"]);
    assert!(!files.is_empty(), "no catalogue for {lang}");
    Catalogue::read(&files)
}

fn sources() -> Vec<Source> {
    files("src", &["rs", "html"]).iter().map(|(name, text)| Source::read(name, text)).collect()
}

fn fail_if_any(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n  {}\n", found.join("\n  "));
}

#[test]
fn catalogues_are_sound_and_alike() {
    let (zh, en) = (catalogue("zh-CN"), catalogue("en"));
    fail_if_any("faults in content/locales/zh-CN", &zh.faults);
    fail_if_any("faults in content/locales/en", &en.faults);
    fail_if_any("zh-CN and en differ", &keys::differences(&zh, &en));
}

#[test]
fn every_text_asked_for_exists() {
    fail_if_any("texts that no catalogue has", &keys::missing(&sources(), &catalogue("zh-CN"), FAMILIES));
}

#[test]
fn every_text_is_used() {
    fail_if_any("texts that nothing uses", &keys::unused(&sources(), &catalogue("zh-CN"), FAMILIES));
}

#[test]
fn families_are_built_where_they_say() {
    let all = files("src", &["rs", "html"]);
    let keys: BTreeSet<_> = catalogue("zh-CN").messages.into_keys().collect();
    let wrong: Vec<_> = FAMILIES
        .iter()
        .filter(|family| {
            let built = format!("\"{}{{", family.prefix);
            let built = all.iter().any(|(name, text)| name == family.place && text.contains(&built));
            !built || !keys.iter().any(|key| key.starts_with(family.prefix))
        })
        .map(|family| format!("{} in {}", family.prefix, family.place))
        .collect();
    fail_if_any("families without a place that builds them, or without texts", &wrong);
}

#[test]
fn chinese_has_chinese_punctuation() {
    let mut found = Vec::new();
    for (folder, endings) in
        [("src", &["html"][..]), ("content", &["ftl", "html", "md", "txt", "toml", "json", "csv"])]
    {
        for (name, text) in files(folder, endings) {
            let faults = punctuation::faults(&text, punctuation::Kind::of(&name));
            found.extend(faults.into_iter().map(|(line, near)| format!("{name}:{line}: {near}")));
        }
    }
    fail_if_any("ASCII punctuation beside a Chinese character", &found);
}

#[test]
fn no_key_stands_in_two_files_of_a_language() {
    // The loader stops the program at the first page when one does.
    for language in ["zh-CN", "en"] {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content/locales").join(language);
        let mut home = std::collections::BTreeMap::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            for line in std::fs::read_to_string(&path).unwrap().lines() {
                let Some((key, _)) = line.split_once(" =").filter(|(key, _)| !key.contains([' ', '#']))
                else {
                    continue;
                };
                let before = home.insert(key.to_owned(), path.clone());
                assert_eq!(before, None, "{language}: {key} stands in {} too", path.display());
            }
        }
    }
}

/// An entry whose kind has no sentence would show a code to whoever reads the trail.
#[test]
fn every_kind_of_audit_entry_has_a_sentence() {
    for lang in ["zh-CN", "en"] {
        let known = catalogue(lang);
        let mut mute = BTreeSet::new();
        for (name, text) in files("src", &["rs"]) {
            let code = text.split("\n#[cfg(test)]").next().unwrap_or_default();
            for rest in code.split("Kind(\"").skip(1) {
                let kind = rest.split('"').next().unwrap_or_default();
                let key = format!("audit-{}", kind.replace(['.', '_'], "-"));
                if kind.contains('.') && !known.messages.contains_key(&key) {
                    mute.insert(format!("{name}: {key}"));
                }
            }
        }
        fail_if_any(&format!("entries without a sentence in {lang}"), &mute.into_iter().collect::<Vec<_>>());
    }
}
