//! Licence expressions (SPDX 2.3, annex D) as far as packages use them: identifiers, `WITH`, `AND`,
//! `OR`, parentheses, and the old `/` that means `OR`.

/// Licences that ask for no more than keeping their text.
pub const PERMISSIVE: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "PostgreSQL",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Whether a choice exists under which every part is permissive.
///
/// # Errors
/// What could not be read, for a text that is no licence expression.
pub fn permissive(expression: &str) -> Result<bool, String> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = &words[..];
    let answer = any(&mut rest)?;
    if rest.is_empty() { Ok(answer) } else { Err(format!("left over: {}", rest.join(" "))) }
}

/// `OR` binds weaker than `AND`.
fn any(words: &mut &[&str]) -> Result<bool, String> {
    let mut answer = all(words)?;
    while taken(words, "OR") {
        answer |= all(words)?;
    }
    Ok(answer)
}

fn all(words: &mut &[&str]) -> Result<bool, String> {
    let mut answer = one(words)?;
    while taken(words, "AND") {
        answer &= one(words)?;
    }
    Ok(answer)
}

fn one(words: &mut &[&str]) -> Result<bool, String> {
    if taken(words, "(") {
        let answer = any(words)?;
        return if taken(words, ")") { Ok(answer) } else { Err("a parenthesis is not closed".to_owned()) };
    }
    let name = next(words)?;
    if matches!(name, "AND" | "OR" | "WITH" | ")") {
        return Err(format!("{name} where a licence should be"));
    }
    if taken(words, "WITH") {
        // An exception only ever takes conditions away.
        next(words)?;
    }
    Ok(PERMISSIVE.contains(&name))
}

fn next<'a>(words: &mut &[&'a str]) -> Result<&'a str, String> {
    let (first, rest) = words.split_first().ok_or("it ends too early")?;
    *words = rest;
    Ok(first)
}

fn taken(words: &mut &[&str], word: &str) -> bool {
    let found = words.first() == Some(&word);
    if found {
        *words = &words[1..];
    }
    found
}

#[test]
fn expressions_are_read_as_they_are_meant() {
    for (expression, answer) in [
        ("MIT", true),
        ("MIT OR Apache-2.0", true),
        ("Apache-2.0 / MIT / MPL-2.0", true),
        ("GPL-3.0-only OR MIT", true),
        ("GPL-3.0-only AND MIT", false),
        ("MIT AND (GPL-2.0-only OR ISC)", true),
        ("MIT AND GPL-2.0-only OR ISC", true),
        ("GPL-2.0-only AND (MIT OR ISC)", false),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("MPL-2.0", false),
    ] {
        assert_eq!(permissive(expression), Ok(answer), "{expression}");
    }
    for broken in ["", "MIT OR", "(MIT", "MIT)", "MIT MIT", "none stated", "OR MIT"] {
        assert!(permissive(broken).is_err(), "{broken}");
    }
}
