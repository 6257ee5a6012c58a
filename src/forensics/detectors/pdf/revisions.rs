//! What later versions saved in the file changed, and whether that happened behind a signature.
//!
//! Signing, stamping by a signature field, filling in an empty form field, commenting and adding validation
//! data (ISO 32000-2, 12.8.4.3) append versions lawfully and change no page: they give no finding.

use super::{MOST, RuleDeclaration, finding};
use crate::forensics::input::pdf::Inside;
use crate::forensics::input::pdf::compare::Change;
use crate::forensics::input::pdf::revisions::Revision;
use crate::forensics::{Family, Finding, Strength};

const AMOUNT: RuleDeclaration =
    RuleDeclaration::new("structure.pdf.revision_amount", Family::Structure, Strength::Strong);
const TEXT: RuleDeclaration =
    RuleDeclaration::new("structure.pdf.revision_text", Family::Structure, Strength::Medium);
const LOOK: RuleDeclaration =
    RuleDeclaration::new("structure.pdf.revision_look", Family::Structure, Strength::Medium);
const PAGES: RuleDeclaration =
    RuleDeclaration::new("structure.pdf.revision_pages", Family::Structure, Strength::Weak);
const SIGNED: RuleDeclaration =
    RuleDeclaration::new("structure.pdf.signed_then_changed", Family::Structure, Strength::Medium);

/// The rules of this detector.
pub const RULES: [RuleDeclaration; 5] = [AMOUNT, TEXT, LOOK, PAGES, SIGNED];

/// A seal or a date that is put on the page in the same step as the signature belongs to the signing.
fn belongs_to_signing(revision: &Revision, change: &Change) -> bool {
    revision.purpose == "signature" && change.before.is_empty()
}

/// Findings, or the reason why there can be none.
pub fn examine(inside: &Inside) -> Result<Vec<Finding>, &'static str> {
    if inside.revisions.is_empty() {
        return Err("one-version");
    }
    let mut out = Vec::new();
    for revision in &inside.revisions {
        let number = ("revision", revision.number.to_string());
        for page in &revision.pages {
            for change in &page.changes {
                if belongs_to_signing(revision, change) {
                    continue;
                }
                let (rule, strength) = weigh(change);
                let kind = match (change.before.is_empty(), change.after.is_empty()) {
                    (true, _) => "added",
                    (_, true) => "removed",
                    _ => "changed",
                };
                let facts = [
                    number.clone(),
                    ("kind", kind.to_owned()),
                    ("before", change.before.clone()),
                    ("after", change.after.clone()),
                ];
                let place = Some((page.page as usize, change.region));
                out.push(finding(&rule, strength, place, &facts));
            }
        }
        let (added, removed) = revision.pages_moved;
        if added + removed > 0 {
            let facts = [number.clone(), ("added", added.to_string()), ("removed", removed.to_string())];
            out.push(finding(&PAGES, Strength::Weak, None, &facts));
        }
    }
    // The strong ones first, then as they stand; a file rewritten everywhere is told by its first places.
    out.sort_by_key(|finding| std::cmp::Reverse(finding.strength));
    out.truncate(MOST);
    out.extend(behind_signature(inside));
    Ok(out)
}

fn weigh(change: &Change) -> (RuleDeclaration, Strength) {
    if change.before.is_empty() && change.after.is_empty() {
        (LOOK, Strength::Medium)
    } else if change.of_digits() && !change.annotation {
        (AMOUNT, Strength::Strong)
    } else {
        // A form field filled in twice is corrected more often than not.
        (TEXT, Strength::Medium)
    }
}

/// A later version behind the bytes a signature covers changed a page.
fn behind_signature(inside: &Inside) -> Option<Finding> {
    inside.signatures.iter().find_map(|signature| {
        let later = inside.revisions.iter().find(|revision| {
            revision.start.saturating_add(2) >= signature.end
                && revision
                    .pages
                    .iter()
                    .any(|page| page.changes.iter().any(|change| !belongs_to_signing(revision, change)))
        })?;
        let page = later.pages.first()?;
        let change = page.changes.first()?;
        let facts = [("revision", later.number.to_string()), ("signer", signature.name.clone())];
        Some(finding(&SIGNED, Strength::Medium, Some((page.page as usize, change.region)), &facts))
    })
}
