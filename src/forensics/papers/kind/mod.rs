//! One file for each kind of paper: what its fields are called on it, and where its values stand.

mod bank_columns;
mod bank_stacked;
pub(super) mod bank_statement;
mod bank_sums;
pub(super) mod household_register;
pub(super) mod id_card;
pub(super) mod income_proof;
pub(super) mod lease_contract;
pub(super) mod leaving_proof;
mod letter;
pub(super) mod marriage_certificate;
pub(super) mod property_certificate;
pub(super) mod purchase_contract;
pub(super) mod vat_invoice;
