//! Which keys the catalogues define and which the source asks for.

use super::lexing::{expressions, strings, without_comments};
use fluent_templates::fluent_bundle::FluentResource;
use std::collections::{BTreeMap, BTreeSet};

/// A beginning of keys that is completed at run time.
pub struct Family {
    /// The beginning, such as `error-`.
    pub prefix: &'static str,
    /// Ends put behind the completed part, such as `-title`.
    pub suffixes: &'static [&'static str],
    /// What the completing part stands behind in addresses, such as `?ok=`.
    pub markers: &'static [&'static str],
    /// The file that puts the key together, by `format!("error-{…}")`.
    pub place: &'static str,
}

/// All messages of one language.
#[derive(Default)]
pub struct Catalogue {
    /// Keys (attributes as `key.attribute`) with the variables they use.
    pub messages: BTreeMap<String, BTreeSet<String>>,
    /// Syntax errors and keys defined twice.
    pub faults: Vec<String>,
    text: String,
}

impl Catalogue {
    pub fn read(files: &[(String, String)]) -> Self {
        let mut all = Self::default();
        for (name, text) in files {
            if let Err((_, errors)) = FluentResource::try_new(text.clone()) {
                all.faults.extend(errors.iter().map(|error| format!("{name}: {error}")));
            }
            all.add(name, text);
        }
        all
    }

    fn add(&mut self, name: &str, text: &str) {
        let mut message = String::new();
        let mut current = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let (indented, start) = (line.starts_with([' ', '\t']), line.trim_start());
            let opened = start.split_once('=').map(|(id, _)| id.trim_end()).filter(|id| is_id(id));
            match opened {
                Some(id) if !indented => id.clone_into(&mut current),
                Some(id) if id.starts_with('.') => current = format!("{message}{id}"),
                _ => {}
            }
            if let Some(id) = opened.filter(|id| !indented || id.starts_with('.')) {
                if !indented {
                    id.clone_into(&mut message);
                }
                if self.messages.insert(current.clone(), BTreeSet::new()).is_some() {
                    self.faults.push(format!("{name}: {current} is defined twice"));
                }
            }
            if let Some(variables) = self.messages.get_mut(&current) {
                let ends = |c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_';
                let found = line.split('$').skip(1).map(|rest| rest.split(ends).next().unwrap_or(""));
                variables.extend(found.map(str::to_owned));
            }
        }
        self.text.push_str(text);
    }

    /// Whether another message refers to this one.
    fn refers_to(&self, key: &str) -> bool {
        self.text.contains(&format!("{{ {key} }}")) || self.text.contains(&format!("{{ {key}("))
    }
}

fn is_id(text: &str) -> bool {
    let text = text.strip_prefix(['.', '-']).unwrap_or(text);
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// Calls that take the key of a fault, and which argument it is.
const FAULTS: &[(&str, usize)] = &[
    ("Fault::input(", 0),
    ("Fault::refused(", 0),
    ("Fault::conflict(", 0),
    ("Fault::new(", 1),
    ("Self::new(Blame::", 1),
    ("Fault::field(", 1),
    (".require(", 2),
];

/// One source file: its code without comments and tests, and the string literals in it.
pub struct Source {
    name: String,
    code: String,
    literals: BTreeSet<String>,
    /// The code, or the whole page: addresses stand in attributes.
    addresses: String,
}

impl Source {
    pub fn read(name: &str, text: &str) -> Self {
        // Tests stand at the end of a file and may ask for anything.
        let code = without_comments(text.split("\n#[cfg(test)]").next().unwrap_or(text));
        let page = std::path::Path::new(name).extension().is_some_and(|ending| ending == "html");
        let (code, addresses) =
            if page { (expressions(text), text.to_owned()) } else { (code.clone(), code) };
        let literals = strings(&code).into_iter().map(|(_, text)| text).collect();
        Self { name: name.to_owned(), code, literals, addresses }
    }

    /// The parts that complete keys of a family in addresses.
    fn marked(&self, family: &Family) -> BTreeSet<String> {
        let behind = |marker| self.addresses.split(marker).skip(1);
        let part = |rest: &str| {
            rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().map(str::to_owned)
        };
        let parts = family.markers.iter().flat_map(|&marker| behind(marker).filter_map(part));
        parts.filter(|part| !part.is_empty()).collect()
    }

    /// Keys asked for by name: for each, what would satisfy it.
    fn asked(&self) -> Vec<Vec<String>> {
        let mut asked = Vec::new();
        for (at, text) in strings(&self.code) {
            let before = self.code[..at].trim_end();
            let whole = vec![text.clone()];
            let of_fault = vec![format!("error-{text}")];
            let looked_up = ["get", "with", "try_with", "has"].iter().any(|call| {
                let receiver = before.strip_suffix('(').and_then(|b| b.strip_suffix(call)).map(str::trim_end);
                let receiver = receiver.and_then(|b| b.strip_suffix('.')).map_or("", str::trim_end);
                let word = receiver.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next();
                matches!(word, Some("t" | "texts"))
            });
            if looked_up {
                asked.push(whole);
            } else if FAULTS.iter().any(|(call, number)| is_argument(before, call, *number)) {
                asked.push(of_fault);
            } else if before.ends_with(" key:")
                && !text.contains('.')
                && !self.name.starts_with("src/forensics/")
            {
                // A dotted key names a rule of the examination, a key in the engine a field of a paper; no messages.
                asked.push([whole, of_fault].concat());
            }
        }
        asked
    }
}

/// Whether what follows the text is the argument of that number (from 0) of the last such call in it.
fn is_argument(before: &str, call: &str, number: usize) -> bool {
    let Some(at) = before.rfind(call) else { return false };
    let (mut depth, mut commas) = (0_i32, 0);
    for character in before[at + call.len()..].chars() {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => commas += 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0 && commas == number && (number == 0 || before.ends_with(','))
}

/// Keys asked for that the catalogue lacks.
pub fn missing(sources: &[Source], catalogue: &Catalogue, families: &[Family]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        let marked = families
            .iter()
            .flat_map(|f| source.marked(f).into_iter().map(|part| vec![f.prefix.to_owned() + &part]));
        for wanted in source.asked().into_iter().chain(marked) {
            let family = |key: &String| families.iter().any(|f| key == f.prefix);
            if !wanted.iter().any(|key| catalogue.messages.contains_key(key) || family(key)) {
                found.push(format!("{}: {}", source.name, wanted.join(" or ")));
            }
        }
    }
    found
}

/// Keys of the catalogue that no literal, no family with a literal rest and no other message names.
pub fn unused(sources: &[Source], catalogue: &Catalogue, families: &[Family]) -> Vec<String> {
    let named = |text: &str| sources.iter().any(|source| source.literals.contains(text));
    // Codes carry dots and underscores (`round.signed`, `bank_agent`), keys dashes.
    let dashed: BTreeSet<String> =
        sources.iter().flat_map(|s| &s.literals).map(|text| text.replace(['.', '_'], "-")).collect();
    let completed = |key: &str| {
        families.iter().filter_map(|family| Some((family, key.strip_prefix(family.prefix)?))).any(
            |(family, rest)| {
                let ends = family.suffixes.iter().filter_map(|suffix| rest.strip_suffix(suffix));
                ends.chain([rest]).any(|rest| named(rest) || dashed.contains(&rest.replace('_', "-")))
                    || sources.iter().any(|source| source.marked(family).contains(rest))
            },
        )
    };
    let used = |key: &str| named(key) || completed(key) || catalogue.refers_to(key);
    catalogue.messages.keys().filter(|key| !used(key)).cloned().collect()
}

/// Keys or variables that one language has and the other lacks.
pub fn differences(one: &Catalogue, two: &Catalogue) -> Vec<String> {
    let keys: BTreeSet<_> = one.messages.keys().chain(two.messages.keys()).collect();
    let differs = |key: &&String| one.messages.get(*key) != two.messages.get(*key);
    let show =
        |variables: Option<&BTreeSet<String>>| variables.map_or("absent".to_owned(), |v| format!("{v:?}"));
    keys.into_iter()
        .filter(differs)
        .map(|key| format!("{key}: {} against {}", show(one.messages.get(key)), show(two.messages.get(key))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue(text: &str) -> Catalogue {
        Catalogue::read(&[("a.ftl".to_owned(), text.to_owned())])
    }

    fn rust(code: &str) -> Vec<Source> {
        vec![Source::read("a.rs", code)]
    }

    const ERRORS: &[Family] =
        &[Family { prefix: "error-", suffixes: &["-hint"], markers: &["?ok="], place: "a.rs" }];

    #[test]
    fn catalogues_are_read_with_attributes_and_variables() {
        let found = catalogue(
            "# a = b\na = { $n ->\n    [one] x = y\n   *[other] { $m }\n}\n    .label = { $l }\nb = c\n",
        )
        .messages;
        let shown: Vec<_> = found.iter().map(|(key, v)| format!("{key}{v:?}")).collect();
        assert_eq!(shown, [r#"a{"m", "n"}"#, r#"a.label{"l"}"#, "b{}"]);
    }

    #[test]
    fn planted_faults_of_catalogues_are_found() {
        assert_eq!(catalogue("a = b\na = c\n").faults.len(), 1);
        assert!(!catalogue("a = { $n\n").faults.is_empty());
        let (one, two) = (catalogue("a = { $n }\nb = x\n"), catalogue("a = { $m }\nc = x\n"));
        assert_eq!(differences(&one, &two).len(), 3);
        assert!(differences(&one, &one).is_empty());
    }

    #[test]
    fn planted_missing_keys_are_found() {
        for code in [
            r#"t.get("no")"#,
            r#"page.t.with("no", &[])"#,
            "texts\n    .with(\n        \"no\", &[])",
            r#"self.t.try_with("no", &[])"#,
            r#"Fault::input("no")"#,
            r#"see_other("/account?ok=no")"#,
            r#"Fault::new(Blame::Ours, "no")"#,
            r#"Fault::field("name", "no")"#,
            r#"check.require(a.len() <= 4 && f(a, b), "name", "no")"#,
            r#"Entry { place, key: "no" }"#,
            "let c = '\"'; t.get(\"no\")",
            "fn f<'a>(c: char) { c == '\\'' || t.get(\"no\") }",
            "r#\"a \" b\"#; t.get(\"no\")",
        ] {
            assert_eq!(
                missing(&rust(code), &catalogue("yes = x\nerror-yes = x\n"), ERRORS).len(),
                1,
                "{code}"
            );
            let fine = code.replace("no\"", "yes\"");
            assert!(
                missing(&rust(&fine), &catalogue("yes = x\nerror-yes = x\n"), ERRORS).is_empty(),
                "{fine}"
            );
        }
        for html in [
            r#"<a href="/x?ok=no">"#,
            r#"<p>{{ t.get("no") }}</p>"#,
            r#"{% if x %}{% let y = page.t.get("no") %}{% endif %}"#,
        ] {
            assert_eq!(
                missing(&[Source::read("a.html", html)], &catalogue("yes = x\n"), ERRORS).len(),
                1,
                "{html}"
            );
        }
    }

    #[test]
    fn what_asks_for_no_text_is_left_alone() {
        for code in [
            r#"headers.get("no")"#,
            r#"input.get("no")"#,
            r#"// t.get("no")"#,
            r#"/* t.get("no") */"#,
            "x();\n#[cfg(test)]\nmod tests { fn a() { t.get(\"no\"); } }",
            r#"Fault::with("no", 1)"#,
            r#"Fault::input(key); a("no")"#,
        ] {
            assert!(missing(&rust(code), &catalogue("yes = x\n"), ERRORS).is_empty(), "{code}");
        }
        assert!(
            missing(&[Source::read("a.html", r#"{# t.get("no") #}<p>t.get("no")</p>"#)], &catalogue(""), &[])
                .is_empty()
        );
    }

    #[test]
    fn planted_unused_keys_are_found() {
        let texts = "used = { part }\npart = x\nerror-e = x\nerror-a-b = x\nerror-c-hint = x\nerror-d = x\nidle = x\n";
        let found = unused(
            &rust(r#"match x { _ => "used", _ => "a_b", _ => "c", _ => "/?ok=e" } // "idle" "d""#),
            &catalogue(texts),
            ERRORS,
        );
        assert_eq!(found, ["error-d", "idle"]);
    }
}
