//! What the seals of a paper say against what the paper says of itself: the name along the rim against the firm that
//! issues the paper, the kind of the seal against the kind of the paper.
//!
//! Sources: a seal carries the legal name of its holder (国务院关于国家行政机关和企业事业单位社会团体印章管理的规定, 国发〔1999〕25号);
//! paper invoices carry the seal for invoices of the seller (中华人民共和国发票管理办法; shape and wording: 国家税务总局公告
//! 2011年第7号). Formula: both names are narrowed (NFKC, without marks, legal forms and branches); their likeness is
//! twice the longest common subsequence over the sum of the lengths. A paper may lawfully carry seals of others (bank,
//! notary, agency, authority), so only firms count, and one seal that fits silences the rest.

#![expect(clippy::non_ascii_literal, reason = "the words as seals and papers print them")]

use unicode_normalization::UnicodeNormalization;

use super::said::{Said, at, weighing};
use crate::forensics::detectors::{Declaration, RuleDeclaration};
use crate::forensics::papers::{Field, Kind, Paper, Place};
use crate::forensics::{Family, Finding, Strength};

const NAME: RuleDeclaration = RuleDeclaration::new("logic.seal.name", Family::Logic, Strength::Medium);
const KIND: RuleDeclaration = RuleDeclaration::new("logic.seal.kind", Family::Logic, Strength::Weak);
const RULES: [RuleDeclaration; 2] = [NAME, KIND];

/// Seals against the paper they stand on.
pub const DECLARATION: Declaration = Declaration {
    key: "logic.seal",
    family: Family::Logic,
    version: 1,
    needs: "a seal whose name or line was read surely, and the name of the firm the paper is from",
    blind_to: "a copied seal of the right name, and seals in script of old forms",
    off_when: &["no-such-paper", "nothing-to-compare"],
    rules: &RULES,
};

/// The name along the rim must be read this surely, and for a medium finding this.
const SURE: f32 = 0.95;
const VERY_SURE: f32 = 0.985;
/// The name on the paper must be read this surely.
const SURE_PAPER: f32 = 0.9;
/// Likeness, in per cent, from which two names may be one misread or shortened, and below which they differ surely.
const MAY_BE_ONE: usize = 55;
const DIFFER: usize = 35;
/// Shorter names are parts of names.
const SHORTEST: usize = 5;

/// What a firm's name ends with once branches are taken off.
const FIRM: [&str; 8] = ["公司", "厂", "商行", "企业", "事务所", "经营部", "商店", "中心"];
/// Firms that lawfully set their seals on papers of others.
const HELPERS: [&str; 15] = [
    "经纪",
    "中介",
    "代理",
    "公证",
    "评估",
    "担保",
    "物业",
    "银行",
    "人力资源",
    "劳务",
    "人才",
    "外包",
    "测绘",
    "律师",
    "会计",
];

/// One seal as the fields of a paper tell it.
struct Set<'a> {
    name: Option<Said<'a>>,
    line: Option<Said<'a>>,
}

/// Checks the seals of a paper.
///
/// # Errors
/// When the paper is of a kind that names no firm, or no seal on it was read.
pub fn check(paper: &Paper) -> Result<Vec<Finding>, &'static str> {
    let seals = seals(paper);
    if seals.is_empty() {
        return Err("nothing-to-compare");
    }
    let mut findings = Vec::new();
    let named = issuer(paper);
    findings.extend(named.as_ref().and_then(|said| names(paper, said, &seals)));
    let kinds = expected(paper.kind);
    findings.extend(kinds.and_then(|kinds| kind(kinds, &seals)));
    if named.is_none() && kinds.is_none() { Err("no-such-paper") } else { Ok(findings) }
}

/// The seals by their places: the fields of one seal stand at one place.
fn seals(paper: &Paper) -> Vec<Set<'_>> {
    let mut places: Vec<Option<Place>> = Vec::new();
    let own = |field: &&Field| matches!(field.key.as_str(), "seal_name" | "seal_line");
    for field in paper.fields.iter().filter(own) {
        if !places.contains(&field.place) {
            places.push(field.place);
        }
    }
    let of = |place: &Option<Place>, key: &str| {
        let found = paper.fields.iter().find(|field| field.key == key && field.place == *place);
        found.filter(|field| !field.value.trim().is_empty()).map(Said::from)
    };
    let sets = places.iter().map(|place| Set { name: of(place, "seal_name"), line: of(place, "seal_line") });
    sets.filter(|set| set.name.is_some() || set.line.is_some()).collect()
}

/// The firm a paper is from, where it names one.
fn issuer(paper: &Paper) -> Option<Said<'_>> {
    let key = match paper.kind {
        Kind::IncomeProof | Kind::LeavingProof => "employer",
        Kind::VatInvoice | Kind::PurchaseContract => "seller",
        Kind::LeaseContract => "lessor",
        Kind::BankStatement => "bank",
        _ => return None,
    };
    Said::field(paper, key)
}

/// A name for comparing: narrowed, without marks.
fn plain(text: &str) -> String {
    text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// The part of a firm's name that tells it from others: without legal form and branch.
fn core(text: &str) -> Vec<char> {
    let mut name = plain(text);
    for form in ["股份有限公司", "有限责任公司", "有限公司", "集团", "公司"] {
        if let Some(at) = name.find(form).filter(|at| *at > 0) {
            // What follows the legal form names a branch.
            name.truncate(at);
        }
    }
    name.chars().collect()
}

fn is_firm(text: &str) -> bool {
    let name = plain(text);
    FIRM.iter().any(|end| name.ends_with(end)) && !HELPERS.iter().any(|word| name.contains(word))
}

/// The part of a bank's name that tells it from other banks: before the word, without what many have in common.
fn bank(text: &str) -> Vec<char> {
    let name = plain(text);
    let end = ["银行", "信用"].iter().find_map(|word| name.find(word)).unwrap_or(0);
    let own = name.get(..end).unwrap_or_default();
    own.replace("农村商业", "农商").replace("商业", "").chars().collect()
}

/// Twice the longest common subsequence over the sum of the lengths, in per cent.
fn likeness(a: &[char], b: &[char]) -> usize {
    let (a, b) = (a.get(..60).unwrap_or(a), b.get(..60).unwrap_or(b));
    let mut row = vec![0_usize; b.len() + 1];
    for x in a {
        let mut corner = 0;
        for (index, y) in b.iter().enumerate() {
            let above = row[index + 1];
            row[index + 1] = if x == y { corner + 1 } else { above.max(row[index]) };
            corner = above;
        }
    }
    let common = row.last().copied().unwrap_or(0);
    200 * common / (a.len() + b.len()).max(1)
}

/// Whether one name is the other with something left out at its ends.
fn is_part(a: &[char], b: &[char]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.len() >= 2 && long.windows(short.len()).any(|window| window == short)
}

fn names(paper: &Paper, said: &Said<'_>, seals: &[Set<'_>]) -> Option<Finding> {
    let statement = paper.kind == Kind::BankStatement;
    let part = |text: &str| if statement { bank(text) } else { core(text) };
    let comparable = |text: &str| if statement { !bank(text).is_empty() } else { is_firm(text) };
    let own = part(said.text);
    if said.confidence < SURE_PAPER || !comparable(said.text) || own.len() < 2 {
        return None;
    }
    let mut worst: Option<(&Said<'_>, usize)> = None;
    for seal in seals.iter().filter_map(|set| set.name.as_ref()) {
        let other = part(seal.text);
        let alike = likeness(&own, &other);
        if alike >= MAY_BE_ONE || is_part(&own, &other) || is_part(&core(said.text), &core(seal.text)) {
            return None;
        }
        let long = plain(seal.text).chars().count() >= SHORTEST;
        // A seal nobody can read may be the one that fits.
        if seal.confidence < SURE || !long || !comparable(seal.text) {
            if statement || plain(seal.text).is_empty() || seal.confidence < SURE {
                return None;
            }
            continue;
        }
        if worst.as_ref().is_none_or(|(_, known)| alike > *known) {
            worst = Some((seal, alike));
        }
    }
    // A seal of which only the line was read may be the one that fits.
    if seals.iter().any(|set| set.name.is_none()) {
        return None;
    }
    let (seal, alike) = worst?;
    let very = seal.confidence >= VERY_SURE && said.confidence >= VERY_SURE && alike < DIFFER;
    let strength = if very { Strength::Medium } else { Strength::Weak };
    let facts = [("seal", seal.text.to_owned()), ("paper", said.text.to_owned())];
    Some(weighing(at(&NAME, seal.place, &facts), strength))
}

/// Kinds of seals for one purpose, by what they say.
const PURPOSES: [(&str, &str); 5] = [
    ("invoice", "发票专用"),
    ("contract", "合同专用"),
    ("finance", "财务专用"),
    ("staff", "人事专用"),
    ("business", "业务专用"),
];

/// Purposes that stand on a kind of paper; other known purposes look astray there. A firm's own seal has no line.
fn expected(kind: Kind) -> Option<&'static [&'static str]> {
    match kind {
        Kind::VatInvoice => Some(&["invoice"]),
        Kind::PurchaseContract | Kind::LeaseContract => Some(&["contract", "business"]),
        Kind::IncomeProof | Kind::LeavingProof => Some(&["staff", "finance", "business"]),
        Kind::BankStatement => Some(&["business", "finance"]),
        _ => None,
    }
}

fn kind(expected: &[&str], seals: &[Set<'_>]) -> Option<Finding> {
    let mut astray: Option<(&Said<'_>, &str)> = None;
    for set in seals {
        // A seal without a line is the firm's own and fits everywhere; one badly read may be the right one.
        let line = set.line.as_ref().filter(|line| line.confidence >= SURE)?;
        let text = plain(line.text);
        let (purpose, _) = PURPOSES.iter().find(|(_, words)| text.contains(words))?;
        if expected.contains(purpose) {
            return None;
        }
        astray = astray.or(Some((line, purpose)));
    }
    let (line, _) = astray?;
    Some(at(&KIND, line.place, &[("seal", line.text.to_owned())]))
}

#[cfg(test)]
mod tests;
