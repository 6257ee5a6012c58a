//! What a PDF shows that a picture does not: changed versions, text under text, fonts used for one number,
//! signatures followed by changes.

mod fonts;
mod layers;
mod revisions;
pub mod tokens;

use super::{Declaration, RuleDeclaration};
use crate::forensics::input::Document;
use crate::forensics::{Answer, DetectorAnswer, Family, Finding, Region, Strength};

/// Most findings of one rule in one file.
const MOST: usize = 10;

/// Versions saved in the file.
pub const REVISIONS: Declaration = Declaration {
    key: "structure.pdf_revisions",
    family: Family::Structure,
    version: 1,
    needs: "a PDF that was saved more than once without being written anew",
    blind_to: "a PDF printed anew after the change",
    off_when: &["not-pdf", "one-version"],
    rules: &revisions::RULES,
};

/// Fonts used for few characters.
pub const FONTS: Declaration = Declaration {
    key: "structure.pdf_fonts",
    family: Family::Structure,
    version: 1,
    needs: "PDF with text and at least five amounts, its fonts embedded",
    blind_to: "a number typed in the very font of its neighbours",
    off_when: &["not-pdf", "no-text-layer", "too-few-words"],
    rules: &fonts::RULES,
};

/// Text under and over other content.
pub const LAYERS: Declaration = Declaration {
    key: "structure.pdf_layers",
    family: Family::Structure,
    version: 1,
    needs: "PDF that draws text",
    blind_to: "content that was taken out before something else took its place",
    off_when: &["not-pdf", "no-text-layer"],
    rules: &layers::RULES,
};

/// Examines a PDF beyond the look of its pages.
pub fn examine(document: &Document, answers: &mut Vec<DetectorAnswer>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let outcomes = match document.pdf.as_deref() {
        None => [Err("not-pdf"), Err("not-pdf"), Err("not-pdf")],
        Some(inside) => [revisions::examine(inside), fonts::examine(inside), layers::examine(inside)],
    };
    for (declaration, outcome) in [REVISIONS, FONTS, LAYERS].into_iter().zip(outcomes) {
        let answer = match outcome {
            Ok(found) => {
                let answer = if found.is_empty() { Answer::Nothing } else { Answer::Found };
                findings.extend(found);
                answer
            }
            Err(reason) => Answer::NotApplicable { reason: reason.to_owned() },
        };
        answers.push(DetectorAnswer { detector: declaration.key.to_owned(), page: None, answer });
    }
    findings
}

/// A finding on a page.
fn finding(
    rule: &RuleDeclaration,
    strength: Strength,
    place: Option<(usize, Region)>,
    facts: &[(&str, String)],
) -> Finding {
    Finding {
        rule: rule.key.to_owned(),
        family: rule.family,
        page: place.map(|(page, _)| u32::try_from(page).unwrap_or(u32::MAX)),
        region: place.map(|(_, region)| region),
        source_region: None,
        strength,
        score: match strength {
            Strength::Strong => 0.9,
            Strength::Medium => 0.6,
            Strength::Weak => 0.3,
        },
        facts: facts.iter().map(|(key, value)| ((*key).to_owned(), short(value))).collect(),
        counts: false,
    }
}

/// Facts are sentences' parts, not quotations: at most 60 characters.
fn short(text: &str) -> String {
    if text.chars().count() <= 60 {
        return text.to_owned();
    }
    text.chars().take(59).chain(std::iter::once('\u{2026}')).collect()
}
