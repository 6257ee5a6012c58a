//! ASCII `, : ; ? ! ( )` beside a Chinese character is a slip of the keyboard; Chinese text has its own
//! (U+FF0C, U+FF1A, U+FF1B, U+FF1F, U+FF01, U+FF08, U+FF09).

/// What a file is, as far as punctuation has another meaning in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Every mark counts.
    Plain,
    /// Entities such as `&nbsp;` end in a semicolon.
    Html,
    /// Code between back quotes and the targets of links are not text.
    Markdown,
    /// Commas separate.
    List,
}

impl Kind {
    /// By the file's name. Word lists of the search separate by commas too.
    pub fn of(name: &str) -> Self {
        match name.rsplit('.').next() {
            Some("html") => Self::Html,
            Some("md") => Self::Markdown,
            Some("csv") => Self::List,
            _ if name.starts_with("content/search/") => Self::List,
            _ => Self::Plain,
        }
    }
}

/// Line numbers and surroundings of every slip.
pub fn faults(text: &str, kind: Kind) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut fenced = false;
    for (index, line) in text.lines().enumerate() {
        if kind == Kind::Markdown && line.trim_start().starts_with("```") {
            fenced = !fenced;
            continue;
        }
        if fenced {
            continue;
        }
        let line = match kind {
            Kind::Html => without_entities(line),
            Kind::Markdown => without_code_and_targets(line),
            Kind::Plain | Kind::List => line.to_owned(),
        };
        let characters: Vec<char> = line.chars().collect();
        for (at, &mark) in characters.iter().enumerate() {
            let counts =
                matches!(mark, ':' | ';' | '?' | '!' | '(' | ')') || (mark == ',' && kind != Kind::List);
            let before = at.checked_sub(1).map(|before| characters[before]);
            let beside = [before, characters.get(at + 1).copied()];
            if counts && beside.into_iter().flatten().any(is_han) {
                let near = &characters[at.saturating_sub(6)..characters.len().min(at + 7)];
                found.push((index + 1, near.iter().collect()));
            }
        }
    }
    found
}

/// Unified ideographs with extensions A to H and the compatibility block.
fn is_han(character: char) -> bool {
    matches!(u32::from(character), 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x323af)
}

fn without_entities(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let name = rest[at + 1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(0);
        let entity = name > 0 && rest[at + 1 + name..].starts_with(';');
        out.push_str(if entity { " " } else { "&" });
        rest = &rest[at + 1 + if entity { name + 1 } else { 0 }..];
    }
    out + rest
}

fn without_code_and_targets(line: &str) -> String {
    let text: Vec<_> = line.split('`').step_by(2).collect();
    let text = text.join("` `");
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("](") {
        out.push_str(before);
        out.push(']');
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    out + rest
}

#[test]
#[expect(clippy::non_ascii_literal, reason = "planted slips")]
fn planted_slips_are_found() {
    for mark in [',', ':', ';', '?', '!', '(', ')'] {
        assert_eq!(faults(&format!("x\n请{mark} a"), Kind::Plain).len(), 1, "{mark} after");
        assert_eq!(faults(&format!("a {mark}请"), Kind::Html).len(), 1, "{mark} before");
    }
    assert_eq!(faults("x\n甲,乙", Kind::Plain), [(2, "甲,乙".to_owned())]);
    assert_eq!(faults("𠀀!", Kind::Plain).len(), 1, "extension B");
    assert_eq!(faults("见[规定](x):好(甲", Kind::Markdown).len(), 2);
    assert_eq!(faults("`a`后(见", Kind::Markdown).len(), 1);
    assert_eq!(faults("&nbsp;甲;乙 & 丙;", Kind::Html).len(), 2);
    assert_eq!(faults("甲,乙;", Kind::List).len(), 1);
}

#[test]
#[expect(clippy::non_ascii_literal, reason = "texts that are right")]
fn what_is_right_passes() {
    for text in
        ["甲，乙：丙；丁？戊！（己）", "于14:30至 15:00", "title = \"甲\", \"乙\"", "{ $n }(a)", "a, b: c"]
    {
        assert!(faults(text, Kind::Plain).is_empty(), "{text}");
    }
    assert!(faults("&nbsp;甲&#12;乙&amp;", Kind::Html).is_empty());
    assert!(faults("见[规定](https://x.example/a)的`甲(乙)`丙", Kind::Markdown).is_empty());
    assert!(faults("```\n甲(乙)\n```\n好", Kind::Markdown).is_empty());
    assert!(faults("甲,乙", Kind::List).is_empty());
    assert_eq!(Kind::of("content/search/synonyms.txt"), Kind::List);
    assert_eq!(Kind::of("content/starter/a.md"), Kind::Markdown);
    assert_eq!(Kind::of("content/locales/en/a.ftl"), Kind::Plain);
}
