//! Rules about texts: where foreign words may stand, what may not be named, how Han is set.

use std::path::Path;

use super::lexer;

/// String literals beyond ASCII outside tests. Interface text lives in `content/locales`; a table
/// of characters that belongs to a rule says so with the lint's name and a reason.
pub fn foreign_literals(path: &str, text: &str) -> Vec<String> {
    let is_test = path.split('/').any(|part| part == "tests" || part == "tests.rs");
    if !path.starts_with("src/") || is_test || excused(text) {
        return Vec::new();
    }
    let source = lexer::read(text);
    let foreign = source.literals.iter().filter(|literal| !literal.text.is_ascii());
    foreign.map(|literal| format!("line {}: a text beyond ASCII: {:?}", literal.line, literal.text)).collect()
}

/// An `expect` of the lint with a reason. Clippy sees to it that it is needed.
fn excused(text: &str) -> bool {
    let lint = "clippy::non_ascii_literal";
    text.match_indices(lint).any(|(at, _)| {
        let before: String =
            text[..at].chars().rev().take(120).collect::<Vec<_>>().into_iter().rev().collect();
        let after: String = text[at..].chars().take(200).collect();
        before.rfind("expect(").is_some_and(|open| !before[open..].contains(']')) && after.contains("reason")
    })
}

/// Templates that switch escaping off.
pub fn unescaped(path: &str, text: &str) -> Vec<String> {
    if !path.starts_with("src/") || Path::new(path).extension().is_none_or(|kind| kind != "html") {
        return Vec::new();
    }
    let dense: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_filter = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let mut complaints = Vec::new();
    if dense.match_indices("|safe").any(|(at, word)| is_filter(&dense[at + word.len()..])) {
        complaints.push("`|safe` lets text through unescaped".to_owned());
    }
    if ["|escape(\"none\")", "|e(\"none\")"].iter().any(|filter| dense.contains(filter)) {
        complaints.push("`|escape(\"none\")` lets text through unescaped".to_owned());
    }
    complaints
}

/// What no file names: (piece, piece, whether it is a path and so begins a word). In two pieces,
/// so that this file does not name them either.
const PLACES: &[(&str, &str, bool)] = &[
    ("crates", ".io", false),
    ("pypi", ".org", false),
    ("pythonhosted", ".org", false),
    ("registry", ".npmjs", false),
    ("npmjs", ".com", false),
    ("deb", ".debian.org", false),
    ("proxy", ".golang.org", false),
    ("/ro", "ot/", true),
    ("/ho", "me/", true),
    ("/wo", "rk/main", true),
    ("/wo", "rk/shared", true),
    ("/wo", "rk/.library", true),
    ("/tm", "p/wt", true),
    ("/tm", "p/target", true),
];

/// Names of package registries' hosts and absolute paths of a machine.
pub fn places(path: &str, text: &str) -> Vec<String> {
    // Cargo writes the index's address behind every package; it is the format, not a choice.
    let index = format!("registry+https://github.com/rust-lang/{}{}-index", PLACES[0].0, PLACES[0].1);
    let text = if path == "Cargo.lock" { text.replace(&index, "") } else { text.to_owned() };
    let boundary = |c: char| !c.is_alphanumeric() && !matches!(c, '/' | '_' | '-' | '.' | '}' | '~');
    let named = |&&(head, tail, is_path): &&(&str, &str, bool)| {
        let place = format!("{head}{tail}");
        text.match_indices(&place)
            .any(|(at, _)| !is_path || text[..at].chars().next_back().is_none_or(boundary))
    };
    PLACES.iter().filter(named).map(|(head, tail, _)| format!("names {head}{tail}")).collect()
}

/// ASCII punctuation touching a Han character, in the texts people read. Not in English texts,
/// which set a Han word into their own punctuation, nor in the search tables, where a comma parts
/// two entries.
pub fn half_width(path: &str, text: &str) -> Vec<String> {
    let extension = path.rsplit('.').next().unwrap_or_default();
    let read_by_people = match extension {
        "ftl" | "html" => path.starts_with("src/") || path.starts_with("content/"),
        "md" | "toml" | "txt" | "json" => path.starts_with("content/"),
        _ => false,
    };
    if !read_by_people || path.starts_with("content/locales/en/") || path.starts_with("content/search/") {
        return Vec::new();
    }
    text.lines()
        .enumerate()
        .filter(|(_, line)| !(extension == "ftl" || extension == "toml") || !line.starts_with('#'))
        .filter_map(|(number, line)| {
            let chars: Vec<char> = line.chars().collect();
            let touching = chars.windows(2).find(|pair| {
                (is_han(pair[0]) && is_half(pair[1])) || (is_half(pair[0]) && is_han(pair[1]))
            })?;
            Some(format!("line {}: {}{} mixes the two punctuations", number + 1, touching[0], touching[1]))
        })
        .collect()
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

fn is_half(c: char) -> bool {
    matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | '(' | ')')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_literals_are_found() {
        let path = "src/web/page.rs";
        for text in ["fn f() { \"学徒\" }", "const A: &str = r#\"é\"#;", "#[allow(x)] const A: &str = \"é\";"]
        {
            assert_eq!(foreign_literals(path, text).len(), 1, "{text}");
        }
        for text in [
            "// 学徒\nfn f() { \"ascii \\u{5b66}\" }",
            "#[expect(clippy::non_ascii_literal, reason = \"check digits\")]\nconst A: &str = \"学\";",
            "#[cfg(test)]\nmod tests { const A: &str = \"学\"; }",
        ] {
            assert_eq!(foreign_literals(path, text), Vec::<String>::new(), "{text}");
        }
        let unreasoned = "#[expect(clippy::non_ascii_literal)]\nconst A: &str = \"学\";";
        assert_eq!(foreign_literals(path, unreasoned).len(), 1);
        assert!(foreign_literals("tests/it/a.rs", "fn f() { \"学\" }").is_empty());
    }

    #[test]
    fn switched_off_escaping_is_found() {
        let path = "src/features/audit/pages/list.html";
        for text in ["{{ a|safe }}", "{{ a | safe }}", "{{ a|upper |\n safe}}", "{{ a|escape(\"none\") }}"] {
            assert_eq!(unescaped(path, text).len(), 1, "{text}");
        }
        assert!(unescaped(path, "{{ a|safety }} {{ a }} |").is_empty());
        assert!(unescaped("content/starter/a.html", "{{ a|safe }}").is_empty());
    }

    #[test]
    fn hosts_and_machines_are_found() {
        for &(head, tail, _) in PLACES {
            let text = format!("see \"{head}{tail}x\" there");
            assert_eq!(places("README.md", &text).len(), 1, "{text}");
        }
        let lock = format!("source = \"registry+https://github.com/rust-lang/{}{}-index\"", "crates", ".io");
        assert!(places("Cargo.lock", &lock).is_empty());
        assert_eq!(places("README.md", &lock).len(), 1);
        let inner = format!("see data{}{}a, ${{HOME}}{}{}", "/ho", "me/", "/ro", "ot/");
        assert_eq!(places("README.md", &inner), Vec::<String>::new());
    }

    #[test]
    fn mixed_punctuation_is_found() {
        let path = "content/locales/zh-CN/main.ftl";
        for text in ["a = 好的,请", "a = (好", "a = 好(1)", "a = 好: { $n }", "x\na = 1.好"] {
            assert_eq!(half_width(path, text).len(), 1, "{text}");
        }
        for text in ["a = 好的，请（3.5 分）: { $n }", "# 好, 注释", "a = 1. 好", "a = A/B 好"] {
            assert_eq!(half_width(path, text), Vec::<String>::new(), "{text}");
        }
        assert!(half_width("content/locales/en/main.ftl", "a = Shifu (师傅)").is_empty());
        assert!(half_width("content/search/synonyms.txt", "公积金,住房公积金").is_empty());
        assert_eq!(half_width("src/web/pages/a.html", "<p>姓名:张").len(), 1);
        assert_eq!(half_width("content/starter/course.md", "听,看").len(), 1);
        assert!(half_width("src/web/page.rs", "// 听,看").is_empty());
    }
}
