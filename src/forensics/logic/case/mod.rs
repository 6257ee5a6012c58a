//! What can be seen only over all papers of a case: the same person, firm, price, dwelling or income told in two
//! ways.

#![expect(clippy::non_ascii_literal, reason = "the marks between names on papers")]

mod people;
mod statements;
mod things;
mod typed;

pub use statements::{Joined, joined};
pub use typed::{Typed, comparable};

use serde::{Deserialize, Serialize};

use super::id_number::Day;
use super::said::{Said, at, weighing};
use crate::forensics::detectors::{Declaration, RuleDeclaration};
use crate::forensics::papers::{Kind, Paper, Place};
use crate::forensics::{Family, Finding, Strength};

const NAME: RuleDeclaration = rule("logic.case.name", Strength::Strong);
const ID_NUMBER: RuleDeclaration = rule("logic.case.id_number", Strength::Strong);
const EMPLOYER: RuleDeclaration = rule("logic.case.employer", Strength::Medium);
const PRICE: RuleDeclaration = rule("logic.case.price", Strength::Strong);
const INCOME: RuleDeclaration = rule("logic.case.income", Strength::Medium);
const AREA: RuleDeclaration = rule("logic.case.area", Strength::Medium);
const ADDRESS: RuleDeclaration = rule("logic.case.address", Strength::Medium);
const DATE: RuleDeclaration = rule("logic.case.date", Strength::Medium);
const TYPED: RuleDeclaration = rule("logic.case.typed", Strength::Strong);

const RULES: [RuleDeclaration; 9] = [NAME, ID_NUMBER, EMPLOYER, PRICE, INCOME, AREA, ADDRESS, DATE, TYPED];

const fn rule(key: &'static str, strength: Strength) -> RuleDeclaration {
    RuleDeclaration::new(key, Family::Logic, strength)
}

/// Papers of a case against each other and against what was typed.
pub const DECLARATION: Declaration = Declaration {
    key: "logic.case",
    family: Family::Logic,
    version: 1,
    needs: "two papers of one case, or a paper and what was typed in the business system",
    blind_to: "papers that were all changed in step",
    off_when: &["nothing-to-compare"],
    rules: &RULES,
};

/// Something two papers of a case say differently.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseFinding {
    /// The finding, with page and region in the file of the first place.
    pub finding: Finding,
    /// Where the two readings stand; one only when the other was typed.
    pub places: Vec<CasePlace>,
}

/// A field of a paper of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasePlace {
    /// The file, as the caller numbers them.
    pub file: usize,
    /// The paper, by its place in what was given.
    pub paper: usize,
    /// Its kind.
    pub kind: Kind,
    /// Key of the field; of the column for a cell.
    pub key: String,
    /// Where on the file's page.
    pub place: Option<Place>,
}

/// A field with the paper it stands on.
#[derive(Debug, Clone, Copy)]
struct Mention<'a> {
    file: usize,
    paper: usize,
    kind: Kind,
    key: &'a str,
    said: Said<'a>,
}

impl Mention<'_> {
    fn place(&self) -> CasePlace {
        CasePlace {
            file: self.file,
            paper: self.paper,
            kind: self.kind,
            key: self.key.to_owned(),
            place: self.said.place,
        }
    }
}

/// The papers of a case.
struct Case<'a> {
    papers: &'a [(usize, Paper)],
    today: Day,
}

/// More papers than this are not set against each other.
const MOST_PAPERS: usize = 120;

impl<'a> Case<'a> {
    fn field(&self, paper: usize, key: &'a str) -> Option<Mention<'a>> {
        let (file, of) = self.papers.get(paper)?;
        let said = Said::field(of, key)?;
        Some(Mention { file: *file, paper, kind: of.kind, key, said })
    }

    /// A field on every paper of a kind that has it.
    fn all(&self, kind: Kind, key: &'a str) -> Vec<Mention<'a>> {
        let papers = 0..self.papers.len();
        papers
            .filter(|&paper| self.kind(paper) == Some(kind))
            .filter_map(|paper| self.field(paper, key))
            .collect()
    }

    fn kind(&self, paper: usize) -> Option<Kind> {
        self.papers.get(paper).map(|(_, paper)| paper.kind)
    }
}

/// A finding at two places; the strength falls where one of the readings is unsure.
fn between(
    rule: &RuleDeclaration,
    strength: Strength,
    places: &[Mention<'_>],
    facts: &[(&str, String)],
) -> CaseFinding {
    let sure = places.iter().all(|mention| mention.said.sure());
    let strength = if sure { strength } else { strength.min(Strength::Medium) };
    let finding = at(rule, places.first().and_then(|mention| mention.said.place), facts);
    let mut finding = weighing(finding, strength.min(rule.max_strength));
    finding.facts.insert("sure".to_owned(), super::said::yes_no(sure));
    for (key, mention) in ["first_kind", "second_kind"].iter().zip(places) {
        finding.facts.insert((*key).to_owned(), kind_word(mention.kind).to_owned());
    }
    CaseFinding { finding, places: places.iter().map(Mention::place).collect() }
}

/// A kind as messages know it, the same word as in storage.
fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::BankStatement => "bank_statement",
        Kind::PurchaseContract => "purchase_contract",
        Kind::LeaseContract => "lease_contract",
        Kind::VatInvoice => "vat_invoice",
        Kind::IncomeProof => "income_proof",
        Kind::IdCard => "id_card",
        Kind::MarriageCertificate => "marriage_certificate",
        Kind::PropertyCertificate => "property_certificate",
        Kind::LeavingProof => "leaving_proof",
        Kind::HouseholdRegister => "household_register",
        Kind::Other => "other",
    }
}

/// The names in a field that may hold several.
fn names(text: &str) -> Vec<String> {
    text.split(['、', ',', '，', ';', '；', '/', '和', '及'])
        .map(super::normal::name)
        .filter(|name| !name.is_empty())
        .take(6)
        .collect()
}

/// Checks the papers of a case against each other and against what was typed.
#[must_use]
pub fn check_case(papers: &[(usize, Paper)], typed: &[Typed], today: Day) -> Vec<CaseFinding> {
    let case = Case { papers: papers.get(..papers.len().min(MOST_PAPERS)).unwrap_or_default(), today };
    let mut findings = people::check(&case);
    findings.extend(things::check(&case));
    findings.extend(typed::check(&case, typed));
    findings
}

#[cfg(test)]
mod tests;
