//! Rule: framework words stay home, so that a framework can be exchanged in one place.

use super::lexer;

/// A crate, and where it may be named: folders, and file or folder names anywhere.
struct Home {
    words: &'static [&'static str],
    folders: &'static [&'static str],
    names: &'static [&'static str],
}

const HOMES: &[Home] = &[
    Home {
        words: &["diesel"],
        folders: &["src/platform/db", "src/platform/jobs"],
        names: &["store", "model"],
    },
    Home {
        words: &["actix_web", "actix_multipart"],
        folders: &["src/web", "src/app/server"],
        names: &["http"],
    },
    Home { words: &["tantivy"], folders: &["src/platform/search"], names: &[] },
    Home { words: &["lettre"], folders: &["src/platform/mail"], names: &[] },
    Home { words: &["image", "imageproc"], folders: &["src/forensics"], names: &[] },
];

/// Complaints about crates that a file of `src` names away from their home.
pub fn complaints(path: &str, text: &str) -> Vec<String> {
    let Some(stem) = path.strip_prefix("src/").and_then(|rest| rest.strip_suffix(".rs")) else {
        return Vec::new();
    };
    let code = lexer::read(text).code;
    let away = |home: &&Home| {
        let in_folder = home
            .folders
            .iter()
            .any(|folder| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with(['/', '.'])));
        !in_folder && !stem.split('/').any(|part| home.names.contains(&part))
    };
    HOMES
        .iter()
        .filter(away)
        .flat_map(|home| home.words)
        .filter(|word| names_crate(&code, word))
        .map(|word| format!("names {word}, which is at home elsewhere"))
        .collect()
}

/// Whether the code names the crate: at the head of a path or in an import, not as the end of
/// somebody else's path and not as a variable.
fn names_crate(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        let (before, after) = (code[..at].trim_end(), code[at + word.len()..].trim_start());
        let touches = |c: char| c.is_alphanumeric() || c == '_';
        if code[..at].ends_with(touches) || code[at + word.len()..].starts_with(touches) {
            return false;
        }
        // `::image` alone is the crate too; `maps::image` is not.
        let head = match before.strip_suffix("::") {
            Some(owner) => !owner.ends_with(|c: char| touches(c) || c == '>'),
            None => true,
        };
        let imported = ["use", "crate", "use ::"].iter().any(|keyword| before.ends_with(keyword));
        head && (after.starts_with("::") || imported)
    })
}

#[test]
fn frameworks_away_from_home_are_found() {
    for (path, text) in [
        ("src/features/audit/service.rs", "use diesel::prelude::*;"),
        ("src/features/audit/rules.rs", "fn f() { ::diesel::insert_into(t) }"),
        ("src/features/audit/service.rs", "use actix_web as web;"),
        ("src/platform/config.rs", "#[actix_web::main]\nasync fn main() {}"),
        ("src/features/corpus/store.rs", "use tantivy::Index;"),
        ("src/features/accounts/jobs.rs", "use lettre::Message;"),
        ("src/features/screening/service.rs", "let x = image :: open(p);"),
        ("src/platform/database/mod.rs", "use diesel::prelude::*;"),
    ] {
        assert_eq!(complaints(path, text).len(), 1, "{path}: {text}");
    }
    for (path, text) in [
        ("src/features/audit/store.rs", "use diesel::prelude::*;"),
        ("src/features/audit/store/queries.rs", "use diesel::prelude::*;"),
        ("src/platform/db.rs", "use diesel::prelude::*;"),
        ("src/platform/db/pool.rs", "use diesel::prelude::*;"),
        ("src/features/audit/http.rs", "use actix_web::web;"),
        ("src/forensics/maps/mod.rs", "use image::GrayImage;"),
        ("src/features/screening/service.rs", "let image = page.image; use crate::web::image::Inline;"),
        ("src/features/screening/service.rs", "// image::open\nlet s = \"image::open\"; my_image::open();"),
        ("tests/it/pg.rs", "use diesel::prelude::*;"),
    ] {
        assert_eq!(complaints(path, text), Vec::<String>::new(), "{path}: {text}");
    }
}
