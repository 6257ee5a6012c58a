//! The templates: for each kind at least two layouts, one for tuning and another for measuring.

mod bank;
mod bank_boxed;
mod bank_counter;
mod bank_history;
mod bank_large;
mod bank_local;
mod bank_monthly;
mod bank_other;
mod bank_printer;
mod bank_stacked;
mod bank_wide;
mod cards;
mod cards_stacked;
mod certificates;
mod certificates_copied;
mod certificates_old;
mod certificates_opened;
mod certificates_pages;
mod certificates_single;
mod certificates_usual;
mod contracts;
mod contracts_blanks;
mod contracts_dense;
mod contracts_model;
mod contracts_paged;
mod contracts_signed;
mod dealings;
mod income_forms;
mod income_lender;
mod invoice_electronic;
mod invoice_estate;
mod invoice_housing;
mod invoice_listed;
mod invoice_roll;
mod invoices;
mod invoices_platform;
mod leases_usual;
mod leaving_ended;
mod leaving_halves;
mod letters;
mod letters_company;
mod letters_formal;
mod letters_plain;
mod list;
mod passbook;
mod statements;
mod work_forms;

pub use list::TEMPLATES;

use super::super::Random;
use super::content::Content;
use super::fonts::Set;
use super::pen::Kit;
use super::sheet::Sheet;
use crate::forensics::papers::Kind;

/// A layout of a kind of paper.
pub struct Template {
    /// Stable name.
    pub name: &'static str,
    /// Kind of paper.
    pub kind: Kind,
    /// Where it may be used.
    pub set: Set,
    /// Invents what it says.
    pub invent: fn(&mut Random) -> Content,
    /// Lays it out.
    pub draw: fn(&Content, &mut Kit) -> Vec<Sheet>,
}

const fn template(
    name: &'static str,
    kind: Kind,
    set: Set,
    invent: fn(&mut Random) -> Content,
    draw: fn(&Content, &mut Kit) -> Vec<Sheet>,
) -> Template {
    Template { name, kind, set, invent, draw }
}
