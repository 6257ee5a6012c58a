//! Contrast of every text with its ground, from the style sheets as they are served (WCAG 2.2, success
//! criteria 1.4.3 and 1.4.11): 4.5 for text, 3.0 for controls, focus rings and bars.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

type Tokens = BTreeMap<String, String>;

/// Text tokens and the grounds they stand on, beyond the pairs that single rules name.
const TEXTS: &[(&[&str], &[&str])] = &[
    (&["ink", "ink-2", "ink-3"], &["bg", "surface", "sunken"]),
    (&["brand", "brand-press"], &["bg", "surface", "sunken", "brand-soft"]),
    (&["on-brand"], &["brand", "brand-press"]),
    (&["info"], &["info-soft", "surface", "bg"]),
    (&["ok"], &["ok-soft", "surface", "bg"]),
    (&["warn"], &["warn-soft", "surface", "bg"]),
    (&["risk"], &["risk-soft", "surface", "bg"]),
    (&["ink"], &["info-soft", "ok-soft", "warn-soft", "risk-soft", "brand-soft", "mark"]),
    (&["ink"], &["heat-1", "heat-2", "heat-3", "heat-4"]),
    (&["on-stage"], &["stage"]),
];

/// What must only be seen, not read.
const CONTROLS: &[(&[&str], &[&str])] = &[
    (&["control"], &["bg", "surface", "sunken"]),
    (&["focus"], &["bg", "surface", "sunken"]),
    (&["brand", "info", "warn"], &["surface", "sunken"]),
];

fn sheet(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web/assets/css").join(name);
    std::fs::read_to_string(path).unwrap()
}

fn sheets() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web/assets/css");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "tokens.css" && name != "print.css")
        .collect();
    names.sort();
    names.iter().map(|name| sheet(name)).collect()
}

/// Rules as selector and declarations; the rules inside a media query count like any other.
fn rules(css: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let mut plain = String::new();
    let mut rest = css;
    while let Some(start) = rest.find("/*") {
        plain.push_str(&rest[..start]);
        rest = rest[start..].split_once("*/").map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    let mut rules = Vec::new();
    let (mut at, bytes) = (0, plain.as_bytes());
    for (end, _) in plain.match_indices('}') {
        let Some(open) = plain[at..end].rfind('{').map(|place| at + place) else {
            at = end + 1;
            continue;
        };
        let from = plain[..open].rfind(['{', '}', ';']).map_or(0, |place| place + 1);
        let declarations = plain[open + 1..end]
            .split(';')
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
            .collect();
        rules.push((plain[from..open].trim().to_owned(), declarations));
        at = end + 1;
        assert!(bytes[end] == b'}');
    }
    rules
}

/// The tokens of the rules whose selector is exactly this one, in the order of the sheet.
fn tokens_of(css: &str, selector: &str) -> Vec<Tokens> {
    rules(css)
        .into_iter()
        .filter(|(name, _)| name == selector)
        .map(|(_, declarations)| {
            declarations
                .into_iter()
                .filter_map(|(name, value)| Some((name.strip_prefix("--")?.to_owned(), value)))
                .collect()
        })
        .collect()
}

/// Light and dark, the latter with what it inherits from the former.
fn themes() -> [(&'static str, Tokens); 2] {
    let css = sheet("tokens.css");
    let light = tokens_of(&css, ":root").remove(0);
    let dark = tokens_of(&css, ":root[data-theme=\"dark\"]").remove(0);
    let both = light.clone().into_iter().chain(dark).collect();
    [("light", light), ("dark", both)]
}

/// sRGB of `#rgb` or `#rrggbb`.
fn rgb(text: &str) -> Option<[u8; 3]> {
    let hex = text.strip_prefix('#')?;
    let wide: String =
        if hex.len() == 3 { hex.chars().flat_map(|c| [c, c]).collect() } else { hex.to_owned() };
    let channel = |at: usize| u8::from_str_radix(wide.get(at..at + 2)?, 16).ok();
    if wide.len() == 6 { Some([channel(0)?, channel(2)?, channel(4)?]) } else { None }
}

/// Relative luminance (WCAG 2.2, definition).
fn luminance(colour: [u8; 3]) -> f64 {
    let linear = |channel: u8| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    let [r, g, b] = colour.map(linear);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// Contrast ratio (WCAG 2.2, definition), from 1 to 21.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn colour(tokens: &Tokens, name: &str) -> [u8; 3] {
    let text = tokens.get(name).unwrap_or_else(|| panic!("no token --{name}"));
    rgb(text).unwrap_or_else(|| panic!("--{name} is not a colour: {text}"))
}

fn too_low(pairs: &[(&[&str], &[&str])], least: f64) -> Vec<String> {
    let mut complaints = Vec::new();
    for (theme, tokens) in themes() {
        for (texts, grounds) in pairs {
            for text in *texts {
                for ground in *grounds {
                    let ratio = contrast(colour(&tokens, text), colour(&tokens, ground));
                    if ratio < least {
                        complaints.push(format!("{theme}: --{text} on --{ground} is {ratio:.2}"));
                    }
                }
            }
        }
    }
    complaints
}

#[test]
fn the_measure_is_the_one_of_the_guidelines() {
    assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
    assert!((contrast([119; 3], [255; 3]) - 4.478).abs() < 0.01, "the well-known grey that just fails");
    assert_eq!(rgb("#fff"), Some([255; 3]));
    assert_eq!(rgb("var(--ink)"), None);
}

#[test]
fn text_is_readable_on_every_ground() {
    assert_eq!(too_low(TEXTS, 4.5), Vec::<String>::new());
}

#[test]
fn controls_and_focus_are_seen() {
    assert_eq!(too_low(CONTROLS, 3.0), Vec::<String>::new());
}

#[test]
fn the_dark_theme_is_the_same_by_choice_and_by_preference() {
    let css = sheet("tokens.css");
    let preferred = tokens_of(&css, ":root:not([data-theme=\"light\"])");
    let chosen = tokens_of(&css, ":root[data-theme=\"dark\"]");
    assert_eq!(preferred, chosen);
    assert!(chosen[0].len() > 20);
}

/// The colour a declaration ends in: a token or a hexadecimal number.
fn named(value: &str, tokens: &Tokens) -> Option<[u8; 3]> {
    match value.strip_prefix("var(--").and_then(|rest| rest.strip_suffix(')')) {
        Some(token) => tokens.get(token).and_then(|text| rgb(text)),
        None => rgb(value),
    }
}

#[test]
fn every_rule_that_sets_both_sets_a_readable_pair() {
    let (mut complaints, mut pairs) = (Vec::new(), BTreeSet::new());
    for (theme, tokens) in themes() {
        for css in sheets() {
            for (selector, declarations) in rules(&css) {
                let ground = declarations.get("background").or_else(|| declarations.get("background-color"));
                let (Some(text), Some(ground)) = (declarations.get("color"), ground) else { continue };
                let (Some(a), Some(b)) = (named(text, &tokens), named(ground, &tokens)) else { continue };
                pairs.insert((text.clone(), ground.clone()));
                // Disabled controls are exempt (1.4.3), and are still kept legible.
                let least = if selector.contains("disabled") { 3.0 } else { 4.5 };
                let ratio = contrast(a, b);
                if ratio < least {
                    complaints.push(format!("{theme}: {selector}: {text} on {ground} is {ratio:.2}"));
                }
            }
        }
    }
    assert_eq!(complaints, Vec::<String>::new());
    assert!(pairs.len() >= 10, "the rules were not read: {pairs:?}");
}
