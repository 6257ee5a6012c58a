//! Rules about files: a first line that says what the file is, length, names, and a true map.

/// From here a file is worth a second look.
const SOFT: usize = 400;
/// From here it is refused.
const HARD: usize = 800;

/// A module file begins with its own documentation.
pub fn undocumented(text: &str) -> Vec<String> {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let said = first.strip_prefix("//!").is_some_and(|words| !words.trim().is_empty());
    if said { Vec::new() } else { vec!["does not begin with `//!` and what it is".to_owned()] }
}

/// `schema.rs` is written by a program and read by nobody from top to bottom.
fn measured(path: &str) -> bool {
    !path.ends_with("/schema.rs")
}

/// A remark about a file over the soft limit.
pub fn long(path: &str, text: &str) -> Option<String> {
    let lines = text.lines().count();
    (measured(path) && lines > SOFT).then(|| format!("long file: {path} has {lines} lines"))
}

/// A complaint about a file over the hard limit.
pub fn too_long(path: &str, text: &str) -> Vec<String> {
    let lines = text.lines().count();
    if measured(path) && lines > HARD { vec![format!("{lines} lines, {HARD} at most")] } else { Vec::new() }
}

/// Rooms named after nothing collect everything.
pub fn lumber(path: &str) -> Vec<String> {
    let code = path.starts_with("src/") || path.starts_with("tests/");
    let named = path.split('/').map(|part| part.split('.').next().unwrap_or_default());
    let bad = ["util", "utils", "helper", "helpers", "common", "misc", "shared"];
    named
        .filter(|name| code && bad.contains(name))
        .map(|name| format!("a room named {name} says nothing about what is in it"))
        .collect()
}

/// The names a path in the map may begin with: the top level, and the rooms of `src`.
const TOPS: &[&str] = &[
    "src",
    "tests",
    "content",
    "migrations",
    "models",
    ".ci",
    "app",
    "features",
    "forensics",
    "kernel",
    "platform",
    "web",
];

/// Back-ticked paths of the map that lead nowhere.
pub fn dead_paths(map: &str, exists: impl Fn(&str) -> bool) -> Vec<String> {
    let mut fenced = false;
    let mut dead = Vec::new();
    for line in map.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            continue;
        }
        if fenced {
            continue;
        }
        // Odd pieces between back-ticks are the quoted ones.
        let quoted = line.split('`').skip(1).step_by(2);
        dead.extend(
            quoted.filter(|text| looks_like_a_path(text)).flat_map(unfold).filter(|path| !exists(path)),
        );
    }
    dead.into_iter().map(|path| format!("`{path}` leads nowhere")).collect()
}

fn looks_like_a_path(text: &str) -> bool {
    let top = text.split('/').next().unwrap_or_default();
    text.contains('/') && TOPS.contains(&top) && !text.contains([' ', '(', '?'])
}

/// `a/{b,c}/d` is two paths; from the first part with a placeholder (`<noun>`, `*`) on, nothing
/// can be checked.
fn unfold(path: &str) -> Vec<String> {
    if let (Some(open), Some(close)) = (path.find('{'), path.find('}'))
        && open < close
    {
        let (head, tail) = (&path[..open], &path[close + 1..]);
        return path[open + 1..close]
            .split(',')
            .flat_map(|one| unfold(&format!("{head}{}{tail}", one.trim())))
            .collect();
    }
    let known: Vec<&str> = path.split('/').take_while(|part| !part.contains(['<', '*', '…'])).collect();
    vec![known.join("/").trim_end_matches('/').to_owned()]
}

#[test]
fn files_say_what_they_are() {
    for text in ["", "use x;", "// x", "//!\n//! x", "#![x]\n//! x"] {
        assert_eq!(undocumented(text).len(), 1, "{text}");
    }
    assert!(undocumented("//! What it is.\nuse x;").is_empty());
}

#[test]
fn long_files_are_found() {
    let lines = |count: usize| "x\n".repeat(count);
    assert!(long("src/a.rs", &lines(400)).is_none() && long("src/a.rs", &lines(401)).is_some());
    assert!(too_long("src/a.rs", &lines(800)).is_empty() && too_long("src/a.rs", &lines(801)).len() == 1);
    assert!(too_long("src/platform/db/schema.rs", &lines(801)).is_empty());
}

#[test]
fn lumber_rooms_are_found() {
    for path in ["src/web/utils.rs", "src/common/mod.rs", "tests/it/helpers/mod.rs"] {
        assert_eq!(lumber(path).len(), 1, "{path}");
    }
    assert!(lumber("src/web/utility_bills.rs").is_empty() && lumber("content/common/a.ftl").is_empty());
}

#[test]
fn dead_paths_are_found() {
    let map = "See `src/kernel/ids.rs`, `platform/{db,cellar}`, `features/<noun>/pages/*.html`.\n\
               ```text\nsrc/nowhere\n```\n\
               `POST /screening/cases`, `application/json`, `crate::web`, `tests/gone.rs`.\n";
    let exists = |path: &str| ["src/kernel/ids.rs", "platform/db", "features"].contains(&path);
    assert_eq!(dead_paths(map, exists), ["`platform/cellar` leads nowhere", "`tests/gone.rs` leads nowhere"]);
}
