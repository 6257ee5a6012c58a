//! Container and metadata: named editing software, a thumbnail of another picture, data behind
//! the end, later revisions of a PDF. Weak to medium, never alone: scanners, chat programs and
//! lawful signing leave the same marks.

use std::collections::BTreeMap;

use super::{Declaration, RuleDeclaration};
use crate::forensics::input::Document;
use crate::forensics::{Answer, Container, DetectorAnswer, Family, Finding, Strength};

const SOFTWARE: RuleDeclaration =
    RuleDeclaration::new("structure.metadata.software", Family::Structure, Strength::Weak);
const THUMBNAIL: RuleDeclaration =
    RuleDeclaration::new("structure.metadata.thumbnail", Family::Structure, Strength::Medium);
const CHANGED: RuleDeclaration =
    RuleDeclaration::new("structure.metadata.changed", Family::Structure, Strength::Weak);
const TRAILING: RuleDeclaration =
    RuleDeclaration::new("structure.container.trailing", Family::Structure, Strength::Weak);
const REVISIONS: RuleDeclaration =
    RuleDeclaration::new("structure.pdf.revisions", Family::Structure, Strength::Medium);
const FONTS: RuleDeclaration =
    RuleDeclaration::new("structure.pdf.missing_fonts", Family::Structure, Strength::Weak);

/// EXIF and other named facts.
pub const METADATA: Declaration = Declaration {
    key: "structure.metadata",
    family: Family::Structure,
    version: 1,
    needs: "EXIF, PNG text or PDF information",
    blind_to: "files whose metadata were removed, as chat programs do",
    off_when: &["no-metadata"],
    rules: &[SOFTWARE, THUMBNAIL, CHANGED],
};

/// The container itself.
pub const CONTAINER: Declaration = Declaration {
    key: "structure.container",
    family: Family::Structure,
    version: 1,
    needs: "JPEG, PNG, WebP or PDF",
    blind_to: "anything inside the picture",
    off_when: &[],
    rules: &[TRAILING],
};

/// PDF structure.
pub const PDF: Declaration = Declaration {
    key: "structure.pdf",
    family: Family::Structure,
    version: 1,
    needs: "PDF",
    blind_to: "a PDF printed anew after the change",
    off_when: &["not-pdf"],
    rules: &[REVISIONS, FONTS],
};

/// Programs made for changing pictures or pages, as lower-case parts of their names. Scanner
/// applications and office suites are not among them: their names are normal on honest files.
const EDITORS: [&str; 26] = [
    "photoshop",
    "gimp",
    "meitu",
    "picsart",
    "snapseed",
    "lightroom",
    "affinity photo",
    "paint.net",
    "pixelmator",
    "coreldraw",
    "illustrator",
    "inkscape",
    "acrobat pro",
    "foxit phantom",
    "foxit pdf editor",
    "foxit editor",
    "pdfelement",
    "ilovepdf",
    "smallpdf",
    "sejda",
    "pdfescape",
    "pdf-xchange editor",
    "nitro pro",
    "pdf candy",
    "soda pdf",
    "wps pdf",
];

/// A PDF changed later than this many minutes after it was made was not finished in one go.
const LATER: i64 = 60;

/// A thumbnail less alike than this shows something else. Recompression and sharpening leave
/// the correlation above 0.95.
const ALIKE: f32 = 0.8;

/// Examines what the file says about itself.
pub fn examine(document: &Document, answers: &mut Vec<DetectorAnswer>) -> Vec<Finding> {
    let facts = &document.facts;
    let mut findings = Vec::new();
    for name in &facts.software {
        let lower = name.to_lowercase();
        if EDITORS.iter().any(|editor| lower.contains(editor)) {
            findings.push(finding(&SOFTWARE, Strength::Weak, 0.3, &[("software", name.clone())]));
            break;
        }
    }
    if let Some(likeness) = facts.thumbnail_likeness.filter(|likeness| *likeness < ALIKE) {
        let score = ((ALIKE - likeness) / ALIKE).clamp(0.0, 1.0);
        findings.push(finding(
            &THUMBNAIL,
            Strength::Medium,
            score,
            &[("likeness", format!("{likeness:.2}"))],
        ));
    }
    // Signing sets the date of the last change as well.
    if let Some(minutes) = facts.changed_after.filter(|minutes| *minutes >= LATER && !facts.signed) {
        let shown = |key: &str| facts.shown.get(key).cloned().unwrap_or_default();
        let figures = [
            ("created", shown("created")),
            ("modified", shown("modified")),
            ("hours", (minutes / 60).to_string()),
        ];
        findings.push(finding(&CHANGED, Strength::Weak, 0.2, &figures));
    }
    let metadata =
        if facts.software.is_empty() && facts.thumbnail_likeness.is_none() && facts.shown.is_empty() {
            Answer::NotApplicable { reason: "no-metadata".to_owned() }
        } else {
            said(findings.len())
        };

    let before = findings.len();
    if facts.trailing_bytes > 0 {
        findings.push(finding(
            &TRAILING,
            Strength::Weak,
            0.3,
            &[("bytes", facts.trailing_bytes.to_string())],
        ));
    }
    let container = said(findings.len() - before);

    let before = findings.len();
    let pdf = if document.kind == Container::Pdf {
        let revisions = facts.revisions.unwrap_or(1);
        // What later versions changed is told by the comparison; what could not be compared is told here.
        let compared = document
            .pdf
            .as_deref()
            .map_or(0, |inside| inside.revisions.iter().filter(|revision| revision.compared).count());
        if (revisions as usize).saturating_sub(1) > compared {
            // Signing appends a revision lawfully, so one extra revision of a signed file weighs less.
            let strength = if facts.signed && revisions == 2 { Strength::Weak } else { Strength::Medium };
            let signed = if facts.signed { "yes" } else { "no" };
            let figures = [("revisions", revisions.to_string()), ("signed", signed.to_owned())];
            findings.push(finding(&REVISIONS, strength, 0.5, &figures));
        }
        if facts.missing_fonts {
            findings.push(finding(&FONTS, Strength::Weak, 0.1, &[]));
        }
        said(findings.len() - before)
    } else {
        Answer::NotApplicable { reason: "not-pdf".to_owned() }
    };
    for (declaration, answer) in [(METADATA, metadata), (CONTAINER, container), (PDF, pdf)] {
        answers.push(DetectorAnswer { detector: declaration.key.to_owned(), page: None, answer });
    }
    findings
}

const fn said(findings: usize) -> Answer {
    if findings == 0 { Answer::Nothing } else { Answer::Found }
}

fn finding(rule: &RuleDeclaration, strength: Strength, score: f32, facts: &[(&str, String)]) -> Finding {
    Finding {
        rule: rule.key.to_owned(),
        family: rule.family,
        page: None,
        region: None,
        source_region: None,
        strength,
        score,
        facts: facts
            .iter()
            .map(|(key, value)| ((*key).to_owned(), value.clone()))
            .collect::<BTreeMap<_, _>>(),
        counts: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forensics::input::Facts;

    fn document(kind: Container, facts: Facts) -> Document {
        Document { kind, facts, pages: Vec::new(), pdf: None }
    }

    fn rules(kind: Container, facts: Facts) -> Vec<(String, Strength)> {
        examine(&document(kind, facts), &mut Vec::new()).into_iter().map(|f| (f.rule, f.strength)).collect()
    }

    #[test]
    fn an_editor_is_named_and_a_scanner_application_is_not() {
        let named = |name: &str| Facts { software: vec![name.to_owned()], ..Facts::default() };
        assert_eq!(rules(Container::Jpeg, named("Adobe Photoshop 25.1"))[0].0, SOFTWARE.key);
        assert!(rules(Container::Jpeg, named("CamScanner")).is_empty());
        assert!(rules(Container::Pdf, named("WPS Office")).is_empty());
    }

    #[test]
    fn a_second_revision_weighs_less_when_it_is_a_signature() {
        let with = |revisions, signed| Facts { revisions: Some(revisions), signed, ..Facts::default() };
        assert_eq!(rules(Container::Pdf, with(2, false)), [(REVISIONS.key.to_owned(), Strength::Medium)]);
        assert_eq!(rules(Container::Pdf, with(2, true)), [(REVISIONS.key.to_owned(), Strength::Weak)]);
        assert!(rules(Container::Pdf, with(1, true)).is_empty());
    }

    #[test]
    fn a_thumbnail_of_the_same_picture_is_no_finding() {
        let with = |likeness| Facts { thumbnail_likeness: Some(likeness), ..Facts::default() };
        assert!(rules(Container::Jpeg, with(0.97)).is_empty());
        assert_eq!(rules(Container::Jpeg, with(0.1)), [(THUMBNAIL.key.to_owned(), Strength::Medium)]);
    }

    #[test]
    fn silence_is_said_with_its_reason() {
        let mut answers = Vec::new();
        examine(&document(Container::Png, Facts::default()), &mut answers);
        let reasons: Vec<_> = answers
            .iter()
            .filter_map(|answer| match &answer.answer {
                Answer::NotApplicable { reason } => Some(reason.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(reasons, ["no-metadata", "not-pdf"]);
    }
}
