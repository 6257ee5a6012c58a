//! As much of the grammar of Rust and of pages as it takes to find string literals.

/// The inside of `{{ … }}` and `{% … %}`; everything else in a page is not code.
pub fn expressions(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find(['{']) {
        let close = match rest.as_bytes().get(at + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                rest = &rest[at + 1..];
                continue;
            }
        };
        let inside = &rest[at + 2..];
        let length = inside.find(close).unwrap_or(inside.len());
        if close != "#}" {
            out.push_str(&inside[..length]);
            out.push('\n');
        }
        rest = inside.get(length + 2..).unwrap_or("");
    }
    out
}

/// Rust without comments; string and character literals stay as they are.
pub fn without_comments(code: &str) -> String {
    let mut out = String::new();
    let mut rest = code;
    while let Some(at) = rest.find(['/', '"', '\'']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else {
            let length =
                if rest.starts_with('"') { string_length(rest, &out) } else { character_length(rest) };
            out.push_str(&rest[..length]);
            length
        };
        rest = &rest[length..];
    }
    out + rest
}

/// Positions and contents of the string literals in code without comments.
pub fn strings(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = code[at..].find(['"', '\'']) {
        at += next;
        let rest = &code[at..];
        let length =
            if rest.starts_with('"') { string_length(rest, &code[..at]) } else { character_length(rest) };
        if rest.starts_with('"') {
            found.push((at, rest[..length].trim_matches('"').to_owned()));
        }
        at += length;
    }
    found
}

/// Length of the literal at the start of `rest`, quotes included; `before` tells whether it is a raw one.
fn string_length(rest: &str, before: &str) -> usize {
    let hashes = before.len() - before.trim_end_matches('#').len();
    let stem = &before[..before.len() - hashes];
    if stem.ends_with('r') && !stem.ends_with("for") {
        let close = format!("\"{}", "#".repeat(hashes));
        return rest[1..].find(&close).map_or(rest.len(), |end| end + 2);
    }
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Length of a character literal, or 1 for the quote of a lifetime.
fn character_length(rest: &str) -> usize {
    let mut characters = rest.char_indices().skip(1);
    match characters.next() {
        Some((_, '\\')) => rest[3..].find('\'').map_or(rest.len(), |end| end + 4),
        Some((at, c)) if rest[at + c.len_utf8()..].starts_with('\'') => at + c.len_utf8() + 1,
        _ => 1,
    }
}
