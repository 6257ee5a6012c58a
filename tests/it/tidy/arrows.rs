//! Rule: a room imports only rooms below it.
//!
//! `app → features → {web, platform} → kernel`, `features::screening → forensics`; `forensics`
//! and `kernel` import nothing of ours; `web` may use `platform`, never the other way round; a
//! feature imports only earlier features, and only through their front door, their `mod.rs`.

use super::lexer;

/// The features, earlier ones first.
const FEATURES: &[&str] = &[
    "audit",
    "notifications",
    "accounts",
    "corpus",
    "courses",
    "quizzes",
    "routines",
    "apprenticeship",
    "threads",
    "screening",
    "service_quality",
    "reports",
    "admin",
];

/// The files every feature may have. To name one from outside is to go round the front door.
const INNER: &[&str] = &["model", "rules", "store", "service", "http", "jobs", "error", "pages", "schema"];

/// Complaints about the paths a file of `src` names.
pub fn complaints(path: &str, text: &str) -> Vec<String> {
    let Some(module) = module_of(path) else { return Vec::new() };
    let code = lexer::read(text).code;
    let mut complaints: Vec<String> = paths(&code, &module)
        .iter()
        .filter_map(|target| judge(&module, target).map(|why| format!("{}: {why}", target.join("::"))))
        .collect();
    complaints.sort_unstable();
    complaints.dedup();
    complaints
}

/// `src/features/audit/store.rs` is `[features, audit, store]`; the crate's root is `[]`. Only the
/// library: `main.rs` and the tests stand outside it, and `tests.rs` files hold tests.
fn module_of(path: &str) -> Option<Vec<String>> {
    let inner = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    let mut module: Vec<String> = inner.split('/').map(str::to_owned).collect();
    match module.last().map(String::as_str) {
        Some("mod") => {
            module.pop();
        }
        Some("lib") if module.len() == 1 => module.clear(),
        Some("main") if module.len() == 1 => return None,
        _ => {}
    }
    if module.iter().any(|part| part == "tests") { None } else { Some(module) }
}

fn judge(from: &[String], to: &[String]) -> Option<String> {
    let text = |path: &[String], at: usize| path.get(at).map_or(String::new(), Clone::clone);
    let (room, target) = (text(from, 0), text(to, 0));
    let at_home = room == target && room != "features";
    if from.is_empty() || to.is_empty() || at_home {
        return None;
    }
    let below: &[&str] = match room.as_str() {
        "app" => &["features", "web", "platform", "kernel", "forensics"],
        "features" => &["features", "web", "platform", "kernel"],
        "web" => &["platform", "kernel"],
        "platform" => &["kernel"],
        _ => &[],
    };
    let screening = room == "features" && text(from, 1) == "screening";
    let allowed = below.contains(&target.as_str()) || (screening && target == "forensics");
    if !allowed {
        return Some(format!("{room} may not import {target}"));
    }
    if target != "features" || room != "features" || to.len() < 2 || from.len() < 2 {
        return None;
    }
    let (own, other) = (text(from, 1), text(to, 1));
    if own == other {
        return None;
    }
    let rank = |feature: &str| FEATURES.iter().position(|name| *name == feature);
    match (rank(&own), rank(&other)) {
        (None, _) => return Some(format!("{own} has no place in the order of features")),
        (_, None) => return Some(format!("{other} has no place in the order of features")),
        (Some(mine), Some(theirs)) if theirs > mine => return Some(format!("{other} comes after {own}")),
        _ => {}
    }
    let door = text(to, 2);
    let deeper = to.len() > 3 && door.starts_with(|c: char| c.is_ascii_lowercase());
    (INNER.contains(&door.as_str()) || deeper)
        .then(|| format!("goes round the front door of {other}: take what its mod.rs offers"))
}

/// Every path in the code that leads into the crate, made absolute: `crate::…`, `super::…`,
/// `self::…`, with the trees of `use` unfolded.
fn paths(code: &str, module: &[String]) -> Vec<Vec<String>> {
    let tokens = tokens(code);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let starts = matches!(tokens[at], "crate" | "super" | "self")
            && tokens.get(at + 1) == Some(&"::")
            && (at == 0 || tokens[at - 1] != "::");
        if starts {
            let mut rest = at;
            unfold(&tokens, &mut rest, &[], &mut found);
            at = rest.max(at + 1);
        } else {
            at += 1;
        }
    }
    found.into_iter().map(|path| absolute(&path, module)).collect()
}

/// Words, `::`, braces and commas; everything else as single characters.
fn tokens(code: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let length = if word > 0 {
            word
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        tokens.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    tokens
}

/// Reads one path or tree of paths from `at` on, behind `prefix`.
fn unfold(tokens: &[&str], at: &mut usize, prefix: &[String], found: &mut Vec<Vec<String>>) {
    let mut path = prefix.to_vec();
    loop {
        match tokens.get(*at) {
            Some(&"{") => {
                *at += 1;
                while let Some(&token) = tokens.get(*at) {
                    match token {
                        "}" => {
                            *at += 1;
                            break;
                        }
                        "," => *at += 1,
                        _ => {
                            let before = *at;
                            unfold(tokens, at, &path, found);
                            if tokens.get(*at) == Some(&"as") {
                                *at += 2;
                            }
                            // A brace that opens no tree: never stand still.
                            if *at == before {
                                *at += 1;
                            }
                        }
                    }
                }
                return;
            }
            Some(&word) if word == "*" || word.starts_with(|c: char| c.is_alphabetic() || c == '_') => {
                path.push(word.to_owned());
                *at += 1;
            }
            _ => break,
        }
        if tokens.get(*at) == Some(&"::") {
            *at += 1;
        } else {
            break;
        }
    }
    if path.len() > prefix.len() {
        found.push(path);
    }
}

fn absolute(path: &[String], module: &[String]) -> Vec<String> {
    let mut base = module.to_vec();
    let mut parts = path.iter().peekable();
    while let Some(part) = parts.peek() {
        match part.as_str() {
            "crate" => base.clear(),
            "super" => {
                base.pop();
            }
            "self" => {}
            _ => break,
        }
        parts.next();
    }
    base.extend(parts.cloned());
    base
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bites(path: &str, text: &str) -> bool {
        !complaints(path, text).is_empty()
    }

    #[test]
    fn rooms_import_downwards_only() {
        for (path, text) in [
            ("src/kernel/ids.rs", "use crate::platform::db::Db;"),
            ("src/forensics/input/mod.rs", "fn f() { crate::kernel::now() }"),
            ("src/platform/mail/mod.rs", "use crate::{kernel::Clock, features::audit};"),
            ("src/platform/db/mod.rs", "use crate::web::Page;"),
            ("src/web/mod.rs", "use super::features::audit::Entry;"),
            ("src/platform/db/pool.rs", "use super::super::super::app::cli;"),
            ("src/features/audit/mod.rs", "use crate::app::server;"),
            ("src/features/corpus/service.rs", "use crate::forensics::examine;"),
            ("src/cellar/mod.rs", "use crate::kernel::Clock;"),
        ] {
            assert!(bites(path, text), "{path}: {text}");
        }
        for (path, text) in [
            (
                "src/app/server/mod.rs",
                "use crate::{features::admin::http, web, platform, kernel, forensics};",
            ),
            ("src/features/screening/service.rs", "use crate::forensics::examine; use crate::web::Page;"),
            ("src/web/guard.rs", "use crate::platform::i18n::Locale; use super::page;"),
            ("src/platform/mail/mod.rs", "use crate::kernel::Clock; use crate::platform::config;"),
            ("src/forensics/detectors/ela.rs", "use super::super::maps::Map; use crate::forensics::input;"),
            ("src/lib.rs", "pub use crate::app::run;"),
            ("src/main.rs", "use shifu::app;"),
            ("tests/it/main.rs", "use crate::app;"),
        ] {
            assert_eq!(complaints(path, text), Vec::<String>::new(), "{path}: {text}");
        }
    }

    #[test]
    fn features_import_earlier_ones_by_the_front_door() {
        let path = "src/features/courses/service.rs";
        for text in [
            "use crate::features::quizzes::Quiz;",
            "use crate::features::{audit, screening::Case};",
            "use super::super::reports::Report;",
            "use crate::features::accounts::store::find;",
            "use crate::features::accounts::{User, service};",
            "use crate::features::accounts::{self as people, policy::words::check};",
            "fn f() { crate::features::accounts::service::create() }",
            "use crate::features::cellar::Shelf;",
        ] {
            assert!(bites(path, text), "{text}");
        }
        for text in [
            "use crate::features::accounts::{User, Role::Clerk, find_user};",
            "use crate::features::audit;",
            "use super::store::find; use crate::features::courses::rules::score;",
            "use self::inner::x;",
            "// use crate::features::admin::Page;",
            "fn f() { \"crate::features::admin::Page\" }",
            "#[cfg(test)]\nmod tests { use crate::features::admin::Page; }",
        ] {
            assert_eq!(complaints(path, text), Vec::<String>::new(), "{text}");
        }
        assert!(bites("src/features/cellar/mod.rs", "use crate::features::audit::Entry;"));
    }
}
