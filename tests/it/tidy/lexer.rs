//! Just enough of Rust's lexer to tell code from comments, literals and tests.

/// A string literal and the line it begins on.
#[derive(Debug, PartialEq, Eq)]
pub struct Literal {
    pub line: usize,
    pub text: String,
}

/// A source text taken apart.
#[derive(Debug)]
pub struct Source {
    /// The text with comments, literals and test items blanked; lines and columns (in characters)
    /// stay where they were.
    pub code: String,
    /// The string literals outside comments and test items.
    pub literals: Vec<Literal>,
}

/// Takes a source text apart.
pub fn read(text: &str) -> Source {
    let (mut code, literals) = blank(text);
    let tests = test_items(&code);
    let inside = |line: usize| tests.iter().any(|&(from, to)| (from..=to).contains(&line));
    let literals = literals.into_iter().filter(|literal| !inside(literal.line)).collect();
    code = code
        .lines()
        .enumerate()
        .map(|(number, line)| if inside(number + 1) { "\n".to_owned() } else { format!("{line}\n") })
        .collect();
    Source { code, literals }
}

/// Blanks comments and the contents of literals.
fn blank(text: &str) -> (String, Vec<Literal>) {
    let chars: Vec<char> = text.chars().collect();
    let (mut code, mut literals) = (String::with_capacity(text.len()), Vec::new());
    let (mut at, mut line) = (0, 1);
    while at < chars.len() {
        let (end, content) = piece(&chars, at);
        let is_code = end == at + 1;
        for &c in &chars[at..end] {
            code.push(if is_code || c == '\n' { c } else { ' ' });
        }
        if let Some((from, to)) = content {
            literals.push(Literal { line, text: chars[from..to].iter().collect() });
        }
        line += chars[at..end].iter().filter(|&&c| c == '\n').count();
        at = end;
    }
    (code, literals)
}

/// The end of the piece that begins at `at`: a comment or a literal as a whole, else one character.
/// For a string literal also where its content lies.
fn piece(chars: &[char], at: usize) -> (usize, Option<(usize, usize)>) {
    let is = |offset: usize, c: char| chars.get(at + offset) == Some(&c);
    let in_word = at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
    if is(0, '/') && is(1, '/') {
        return (find(chars, at, |c| c == '\n'), None);
    }
    if is(0, '/') && is(1, '*') {
        return (block_comment(chars, at), None);
    }
    if !in_word && (is(0, 'r') || (matches!(chars[at], 'b' | 'c') && is(1, 'r'))) {
        let hashes_at = at + if is(0, 'r') { 1 } else { 2 };
        let quote = find(chars, hashes_at, |c| c != '#');
        if chars.get(quote) == Some(&'"') {
            let hashes = quote - hashes_at;
            let close = raw_end(chars, quote + 1, hashes);
            return ((close + 1 + hashes).min(chars.len()), Some((quote + 1, close)));
        }
    }
    if is(0, '"') {
        let close = quoted_end(chars, at + 1, '"');
        return ((close + 1).min(chars.len()), Some((at + 1, close)));
    }
    // A character literal, not a lifetime: 'x' or '\…'.
    if is(0, '\'') && (is(1, '\\') || is(2, '\'')) {
        return ((quoted_end(chars, at + 1, '\'') + 1).min(chars.len()), None);
    }
    (at + 1, None)
}

fn find(chars: &[char], from: usize, wanted: impl Fn(char) -> bool) -> usize {
    (from..chars.len()).find(|&at| wanted(chars[at])).unwrap_or(chars.len())
}

fn block_comment(chars: &[char], from: usize) -> usize {
    let (mut depth, mut at) = (0_usize, from);
    while at + 1 < chars.len() {
        match (chars[at], chars[at + 1]) {
            ('/', '*') => depth += 1,
            ('*', '/') => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return at;
        }
    }
    chars.len()
}

fn quoted_end(chars: &[char], from: usize, quote: char) -> usize {
    let mut at = from;
    while at < chars.len() && chars[at] != quote {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at.min(chars.len())
}

fn raw_end(chars: &[char], from: usize, hashes: usize) -> usize {
    (from..chars.len())
        .find(|&at| chars[at] == '"' && (1..=hashes).all(|offset| chars.get(at + offset) == Some(&'#')))
        .unwrap_or(chars.len())
}

/// First and last line of each item under `#[cfg(test)]`.
fn test_items(code: &str) -> Vec<(usize, usize)> {
    let line_of = |offset: usize| code[..offset].matches('\n').count() + 1;
    code.match_indices("#[cfg(test)]")
        .map(|(start, mark)| {
            let mut depth = 0_usize;
            let rest = &code[start + mark.len()..];
            let end = rest.char_indices().find(|&(_, c)| match c {
                '{' | '(' | '[' => {
                    depth += 1;
                    false
                }
                ')' | ']' => {
                    depth = depth.saturating_sub(1);
                    false
                }
                '}' => {
                    depth = depth.saturating_sub(1);
                    depth == 0
                }
                ';' => depth == 0,
                _ => false,
            });
            let end = end.map_or(code.len(), |(offset, _)| start + mark.len() + offset);
            (line_of(start), line_of(end))
        })
        .collect()
}

#[test]
fn comments_and_literals_are_not_code() {
    let source = read("a /* b /* c */ \" */ d // e\n'\"' f \"g\\\"h\" r#\"i\"j\"# k<'l> b\"m\" '\\'' n");
    let words: Vec<&str> = source.code.split_whitespace().collect();
    assert_eq!(words, ["a", "d", "f", "k<'l>", "b", "n"]);
    let texts: Vec<&str> = source.literals.iter().map(|literal| literal.text.as_str()).collect();
    assert_eq!(texts, ["g\\\"h", "i\"j", "m"]);
    assert!(source.literals.iter().all(|literal| literal.line == 2));
}

#[test]
fn test_items_are_not_code() {
    let source = read(
        "fn a() {}\n#[cfg(test)]\nmod tests {\n  use b;\n  fn c() { \"d\" }\n}\nfn e() { \"f\" }\n\
         #[cfg(test)]\nmod g;\nfn h() {}\n",
    );
    assert!(source.code.contains("fn e") && source.code.contains("fn h"));
    for gone in ["use b", "fn c", "mod g", "tests"] {
        assert!(!source.code.contains(gone), "{gone}");
    }
    assert_eq!(source.literals, [Literal { line: 7, text: "f".to_owned() }]);
}

#[test]
fn broken_text_ends_the_reading_quietly() {
    for text in ["\"open", "/* open", "r##\"open\"#", "'\\", "#[cfg(test)] mod a {", "r", "br", "é'"] {
        assert_eq!(read(text).code.lines().count(), 1, "{text}");
    }
}
