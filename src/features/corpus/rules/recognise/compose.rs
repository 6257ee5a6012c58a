//! Marking the text: where parts, chapters, sections and articles open, what is an annex, what signs it.
#![expect(
    clippy::non_ascii_literal,
    reason = "the marks and the names given to unnamed clauses are the rule"
)]

use std::collections::BTreeSet;

use super::Cutting;
use super::marks;
use crate::features::corpus::rules::cutting::{self, escaped};
use crate::platform::documents::{Look, Paragraph};

/// The heads of a table of contents.
const CONTENTS: [&str; 2] = ["目录", "目次"];

/// What a paragraph is, by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Title,
    /// Part, chapter or section, by level from 1.
    Heading(usize),
    /// Opens an article; so many bytes are its name.
    Article(usize),
    /// Opens a clause of another name; so many bytes are its name, 0 when the name is not printed.
    Clause(usize),
    Annex(usize),
    Closing,
    Text,
}

/// The text with its marks, and how it was cut.
pub(super) fn compose(paragraphs: &[Paragraph], title_lines: &[usize]) -> (String, Cutting) {
    let contents = contents(paragraphs);
    let mut roles = vec![Role::Text; paragraphs.len()];
    for &at in title_lines {
        roles[at] = Role::Title;
    }
    let free = |roles: &[Role], at: usize| roles[at] == Role::Text && !contents.contains(&at);
    let mut last = None;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if !free(&roles, at) || paragraph.look == Look::Row {
            continue;
        }
        if let Some(article) = marks::article(&paragraph.text, last) {
            roles[at] = Role::Article(article.name.len());
            last = Some(article.place);
        } else if let Some(level) = marks::heading(&paragraph.text) {
            roles[at] = Role::Heading(level);
        }
    }
    let articles = roles.iter().any(|role| matches!(role, Role::Article(_)));
    let cutting = if articles { Cutting::Articles } else { unnumbered(paragraphs, &mut roles, &contents) };
    annexes(paragraphs, &mut roles);
    close(paragraphs, &mut roles);
    if !articles {
        open_the_beginning(&mut roles);
    }
    (write(paragraphs, &roles), cutting)
}

/// Cuts a document without articles by the first division of it that occurs at least twice.
fn unnumbered(paragraphs: &[Paragraph], roles: &mut [Role], contents: &BTreeSet<usize>) -> Cutting {
    let candidates = |of: &dyn Fn(&Paragraph) -> Option<usize>, roles: &[Role]| -> Vec<(usize, usize)> {
        let free = (0..paragraphs.len()).filter(|at| roles[*at] == Role::Text && !contents.contains(at));
        free.filter_map(|at| of(&paragraphs[at]).map(|length| (at, length))).collect()
    };
    let text = |paragraph: &Paragraph| paragraph.look != Look::Row;
    let han =
        candidates(&|p| marks::han_item(&p.text).filter(|_| text(p)).map(|(mark, _)| mark.len()), roles);
    let bracket =
        candidates(&|p| marks::bracket_item(&p.text).filter(|_| text(p)).map(|(mark, _)| mark.len()), roles);
    let heads = candidates(&|p| matches!(p.look, Look::Heading(_)).then_some(0), roles);
    let all = candidates(&|p| (p.look != Look::Row).then_some(0), roles);
    let choices = [(han, Cutting::HanItems), (bracket, Cutting::BracketItems), (heads, Cutting::Headings)];
    let (found, cutting) =
        choices.into_iter().find(|(found, _)| found.len() >= 2).unwrap_or((all, Cutting::Paragraphs));
    for (at, length) in found {
        roles[at] = Role::Clause(length);
    }
    cutting
}

/// Without articles even the opening words belong to a clause, so that they are found.
fn open_the_beginning(roles: &mut [Role]) {
    let first = roles.iter().position(|role| !matches!(role, Role::Title | Role::Heading(_)));
    if let Some(at) = first.filter(|at| matches!(roles[*at], Role::Text)) {
        roles[at] = Role::Clause(0);
    }
}

/// Annexes open behind the last article or item. What is listed there by number belongs to the annex.
fn annexes(paragraphs: &[Paragraph], roles: &mut [Role]) {
    let Some(last) =
        roles.iter().rposition(|role| matches!(role, Role::Article(_) | Role::Clause(_) | Role::Text))
    else {
        return;
    };
    let numbered =
        |role: &Role| matches!(role, Role::Article(_)) || matches!(role, Role::Clause(length) if *length > 0);
    let from = roles.iter().position(numbered).unwrap_or(last);
    let mut inside = false;
    for (at, paragraph) in paragraphs.iter().enumerate().skip(from) {
        let row = paragraph.look == Look::Row;
        match marks::annex(&paragraph.text).filter(|_| !row) {
            Some((name, _)) if !matches!(roles[at], Role::Article(_) | Role::Title) => {
                roles[at] = Role::Annex(name.len());
                inside = true;
            }
            // A second set of 一、 inside an annex is a list of that annex.
            _ if inside && matches!(roles[at], Role::Clause(_)) => roles[at] = Role::Text,
            _ => {}
        }
    }
}

/// The signature stands at the end of the text or before the first annex.
fn close(paragraphs: &[Paragraph], roles: &mut [Role]) {
    let mut end = roles.len();
    loop {
        let mut at = end;
        while at > 0
            && matches!(roles[at - 1], Role::Text | Role::Clause(0))
            && marks::closing(&paragraphs[at - 1].text)
        {
            at -= 1;
            roles[at] = Role::Closing;
        }
        match roles[..end].iter().rposition(|role| matches!(role, Role::Annex(_))) {
            Some(annex) => end = annex,
            None => return,
        }
    }
}

/// The lines of a table of contents typed as text: from 目录 up to where its first entry stands again.
fn contents(paragraphs: &[Paragraph]) -> BTreeSet<usize> {
    let bare = |text: &str| -> String {
        let kept = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '…' | '·' | '-' | '—'));
        kept.collect::<String>().trim_end_matches(char::is_numeric).to_owned()
    };
    let Some(head) = paragraphs.iter().position(|p| CONTENTS.contains(&bare(&p.text).as_str())) else {
        return BTreeSet::new();
    };
    let Some(first) = paragraphs.get(head + 1).map(|p| bare(&p.text)).filter(|entry| !entry.is_empty())
    else {
        return BTreeSet::new();
    };
    match (head + 2..paragraphs.len()).find(|at| bare(&paragraphs[*at].text) == first) {
        Some(again) => (head..again).collect(),
        None => BTreeSet::new(),
    }
}

fn write(paragraphs: &[Paragraph], roles: &[Role]) -> String {
    let mut out = String::new();
    let mut used: BTreeSet<String> = BTreeSet::new();
    let mut unnamed = 0;
    let mut closed = false;
    for (paragraph, role) in paragraphs.iter().zip(roles) {
        let text = paragraph.text.as_str();
        if *role != Role::Text && !out.is_empty() && !(closed && *role == Role::Closing) {
            out.push('\n');
        }
        if *role == Role::Closing && !closed {
            out.push_str("---\n");
        }
        closed = *role == Role::Closing;
        match *role {
            Role::Title | Role::Heading(1) => line(&mut out, &format!("# {text}")),
            Role::Heading(2) => line(&mut out, &format!("## {text}")),
            Role::Heading(_) => line(&mut out, &format!("### {text}")),
            Role::Article(length) => {
                let rest = text[length..].trim_start_matches(['\u{3000}', ' ']);
                line(&mut out, &format!("{}\u{3000}{rest}", &text[..length]));
            }
            Role::Clause(length) | Role::Annex(length) => {
                let (name, rest) = text.split_at(length);
                let name = name.trim();
                let taken = name.is_empty() || used.contains(name);
                if taken {
                    // No name is printed, or the same name stands twice: it gets one that is not of the text.
                    unnamed += 1;
                    let mut own = cutting::unprinted(unnamed);
                    while used.contains(&own) {
                        unnamed += 1;
                        own = cutting::unprinted(unnamed);
                    }
                    line(&mut out, &format!("#### {own}"));
                    line(&mut out, &escaped(text));
                    used.insert(own);
                } else {
                    line(&mut out, &format!("#### {name}"));
                    if !rest.trim().is_empty() {
                        line(&mut out, &escaped(rest.trim()));
                    }
                    used.insert(name.to_owned());
                }
            }
            Role::Closing | Role::Text => line(&mut out, &escaped(text)),
        }
    }
    out
}

fn line(out: &mut String, text: &str) {
    out.push_str(text.trim_end());
    out.push('\n');
}
