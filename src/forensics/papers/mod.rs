//! From words to papers: which kind of paper a page is, and what its fields say.

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "counts of steps within a line: some hundreds"
)]
mod grid;
mod guessed;

mod asides;
mod bare;
mod disputes;
mod fields;
mod flow;
mod fold;
mod headings;
mod joining;
mod keys;
mod kind;
mod kinds;
mod lines;
mod pairs;
mod shapes;
mod sheet;
mod stacked;
mod strays;
mod tables;
mod wordings;

pub use keys::{FieldKey, Need, PAYMENTS, ValueType, column_keys, column_label, field_keys, field_label};
pub use kinds::{Evidence, Guess};

use serde::{Deserialize, Serialize};

use crate::forensics::Region;
use crate::forensics::reading::text::PageText;

/// Kinds of supporting papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 银行流水.
    BankStatement,
    /// 购房合同 (商品房买卖合同, 存量房买卖合同).
    PurchaseContract,
    /// 租赁合同.
    LeaseContract,
    /// 增值税发票, paper and fully digital.
    VatInvoice,
    /// 收入证明.
    IncomeProof,
    /// 居民身份证, either side.
    IdCard,
    /// 结婚证.
    MarriageCertificate,
    /// 不动产权证书.
    PropertyCertificate,
    /// 离职证明.
    LeavingProof,
    /// 户口簿.
    HouseholdRegister,
    /// None of these.
    Other,
}

/// A paper: one or more pages of one file that belong together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Paper {
    /// What it is.
    pub kind: Kind,
    /// 0 to 1: how sure; 1 when a person said so.
    pub confidence: f32,
    /// Its pages, from 0, one after the other.
    pub pages: Vec<u32>,
    /// What its fields say, in the order of the paper.
    pub fields: Vec<Field>,
    /// Its tables: transactions of a statement, lines of an invoice.
    pub tables: Vec<Table>,
}

/// One field of a paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// Stable key within the kind (`name`, `id_number`, `total` …); label `paper-field-<key>`.
    pub key: String,
    /// What stands there, as read or as a person corrected it.
    pub value: String,
    /// Where; `None` when a person typed what the reader did not find.
    pub place: Option<Place>,
    /// 0 to 1; 1 when a person said so.
    pub confidence: f32,
}

/// Where something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Page of the file, from 0.
    pub page: u32,
    /// In pixels of the page.
    pub region: Region,
}

/// A table of a paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Stable keys of the columns (`date`, `amount`, `balance` …), `other` where the heading says nothing known.
    pub columns: Vec<String>,
    /// Rows from top to bottom, over all pages; a missing cell is `None`.
    pub rows: Vec<Vec<Option<Cell>>>,
}

/// One cell of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// What stands there.
    pub text: String,
    /// Where.
    pub place: Option<Place>,
    /// 0 to 1.
    pub confidence: f32,
}

/// The papers of a file: which pages are which kind, and what they say. Pages nobody knows are papers of
/// [`Kind::Other`]; why, says [`weigh`].
#[must_use]
pub fn recognise(pages: &[PageText]) -> Vec<Paper> {
    let sheets = sheets(pages);
    let guesses: Vec<Guess> = sheets.iter().map(kinds::guess).collect();
    let runs = joining::runs(&sheets, &guesses);
    let own = |run: &joining::Run| sheets.get(run.pages.clone()).unwrap_or_default();
    runs.iter().map(|run| paper(run.kind, run.confidence, own(run))).collect()
}

/// The pages as one paper of a kind: what a person said it is.
#[must_use]
pub fn recognise_as(pages: &[PageText], kind: Kind) -> Paper {
    paper(kind, 1.0, &sheets(pages))
}

/// What each page may be and why.
#[must_use]
pub fn weigh(pages: &[PageText]) -> Vec<Guess> {
    sheets(pages).iter().map(kinds::guess).collect()
}

fn sheets(pages: &[PageText]) -> Vec<sheet::Sheet<'_>> {
    (0_u32..).zip(pages).map(|(number, page)| lines::sheet(number, page)).collect()
}

fn paper(kind: Kind, confidence: f32, sheets: &[sheet::Sheet<'_>]) -> Paper {
    let mut content = fields::read(kind, sheets);
    strays::add(kind, sheets, &mut content);
    disputes::settle(kind, &mut content.fields);
    Paper {
        kind,
        confidence,
        pages: sheets.iter().map(|sheet| sheet.page).collect(),
        fields: content.fields,
        tables: content.tables,
    }
}

#[cfg(test)]
mod tests;
