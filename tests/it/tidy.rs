//! The rules of the house, as tests, so that there are no private rules.
//!
//! Every rule is a function from a file's path and text to complaints, and has a test with a
//! planted violation beside it. Below they are run over the repository: over what git tracks and
//! over new files it does not ignore.

mod arrows;
mod frames;
mod lexer;
mod shape;
mod words;

use std::path::Path;
use std::process::Command;

use crate::notice;

/// Exceptions from the rules: (file, a piece of the complaint). It is empty, and stays so: a rule
/// that needs an exception is a wrong rule, to be changed in the open.
const ALLOWED: &[(&str, &str)] = &[];

/// A text file of the repository; the path is relative to it, with `/`.
struct File {
    path: String,
    text: String,
}

impl File {
    fn is_rust(&self) -> bool {
        Path::new(&self.path).extension().is_some_and(|extension| extension == "rs")
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every text file that is tracked, or new and not ignored.
fn repository() -> Vec<File> {
    let output = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git lists the files");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let paths = String::from_utf8(output.stdout).expect("paths are UTF-8");
    let files: Vec<File> = paths
        .split_terminator('\0')
        .filter_map(|path| {
            // A file deleted but not yet committed, a picture, a model: not texts.
            let text = String::from_utf8(std::fs::read(root().join(path)).ok()?).ok()?;
            Some(File { path: path.to_owned(), text })
        })
        .collect();
    assert!(files.iter().any(|file| file.path == "src/lib.rs"), "the repository was not listed");
    files
}

/// Runs a rule over the files and fails with all its complaints at once.
fn enforce(rule: impl Fn(&File) -> Vec<String>) {
    let complaints: Vec<String> = repository()
        .iter()
        .flat_map(|file| rule(file).into_iter().map(|complaint| format!("{}: {complaint}", file.path)))
        .filter(|complaint| {
            !ALLOWED.iter().any(|(path, piece)| complaint.starts_with(path) && complaint.contains(piece))
        })
        .collect();
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn the_allow_list_is_empty() {
    assert!(ALLOWED.is_empty());
}

#[test]
fn arrows_point_down() {
    enforce(|file| arrows::complaints(&file.path, &file.text));
}

#[test]
fn framework_words_stay_home() {
    enforce(|file| frames::complaints(&file.path, &file.text));
}

#[test]
fn every_module_says_what_it_is() {
    enforce(|file| if file.is_rust() { shape::undocumented(&file.text) } else { Vec::new() });
}

#[test]
fn files_are_short() {
    enforce(|file| {
        if !file.is_rust() {
            return Vec::new();
        }
        if let Some(remark) = shape::long(&file.path, &file.text) {
            notice::say(&remark);
        }
        shape::too_long(&file.path, &file.text)
    });
}

#[test]
fn no_room_is_a_lumber_room() {
    enforce(|file| shape::lumber(&file.path));
}

#[test]
fn the_map_shows_no_dead_path() {
    let exists = |path: &str| root().join(path).exists() || root().join("src").join(path).exists();
    enforce(|file| match file.path.as_str() {
        "src/ARCHITECTURE.md" => shape::dead_paths(&file.text, exists),
        _ => Vec::new(),
    });
}

#[test]
fn rust_speaks_ascii() {
    enforce(|file| if file.is_rust() { words::foreign_literals(&file.path, &file.text) } else { Vec::new() });
}

#[test]
fn templates_escape() {
    enforce(|file| words::unescaped(&file.path, &file.text));
}

#[test]
fn no_host_or_machine_is_named() {
    enforce(|file| words::places(&file.path, &file.text));
}

#[test]
fn han_keeps_its_own_punctuation() {
    enforce(|file| words::half_width(&file.path, &file.text));
}
