//! The templates: for each kind at least two layouts, one for tuning and another for measuring.

mod bank;
mod bank_boxed;
mod bank_counter;
mod bank_history;
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
mod certificates_pages;
mod certificates_single;
mod certificates_usual;
mod contracts;
mod contracts_blanks;
mod contracts_dense;
mod contracts_model;
mod contracts_paged;
mod dealings;
mod income_lender;
mod invoice_electronic;
mod invoice_estate;
mod invoice_housing;
mod invoice_listed;
mod invoice_roll;
mod invoices;
mod leaving_halves;
mod letters;
mod letters_company;
mod letters_formal;
mod letters_plain;
mod passbook;
mod statements;
mod work_forms;

use super::super::Random;
use super::content::Content;
use super::fonts::Set;
use super::invent::{dealings as dealt, estate, forms, identity, usual, work};
use super::pen::Kit;
use super::sheet::Sheet;
use crate::forensics::papers::Kind;
use statements::{
    city_statement, counter_statement, history_statement, latest_first, lettered_statement, long_statement,
    paged_statement, rural_statement, short_statement, wallet_statement,
};

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

/// All templates.
pub const TEMPLATES: [Template; 73] = [
    template("bank_ruled", Kind::BankStatement, Set::Tune, long_statement, bank::ruled),
    template(
        "bank_signed",
        Kind::BankStatement,
        Set::Tune,
        |r| latest_first(short_statement(r)),
        bank::signed,
    ),
    template("bank_flagged", Kind::BankStatement, Set::Tune, short_statement, bank::flagged),
    template(
        "bank_ledger",
        Kind::BankStatement,
        Set::Test,
        |r| latest_first(long_statement(r)),
        bank_other::ledger,
    ),
    template("bank_plain", Kind::BankStatement, Set::Test, short_statement, bank_other::plain),
    template("purchase_new", Kind::PurchaseContract, Set::Tune, estate::purchase, contracts::purchase_new),
    template("purchase_form", Kind::PurchaseContract, Set::Test, estate::purchase, contracts::purchase_form),
    template("lease_clauses", Kind::LeaseContract, Set::Tune, estate::lease, contracts::lease_clauses),
    template("lease_form", Kind::LeaseContract, Set::Test, estate::lease, contracts::lease_form),
    template(
        "invoice_paper",
        Kind::VatInvoice,
        Set::Tune,
        |r| work::invoice(r, false, true),
        invoices::paper_special,
    ),
    template(
        "invoice_digital",
        Kind::VatInvoice,
        Set::Tune,
        |r| work::invoice(r, true, false),
        invoices::digital,
    ),
    template(
        "invoice_paper_plain",
        Kind::VatInvoice,
        Set::Test,
        |r| work::invoice(r, false, false),
        invoices::paper_plain,
    ),
    template(
        "invoice_digital_special",
        Kind::VatInvoice,
        Set::Test,
        |r| work::invoice(r, true, true),
        invoices::digital_special,
    ),
    template("income_letter", Kind::IncomeProof, Set::Tune, work::income, letters::income_letter),
    template("income_form", Kind::IncomeProof, Set::Test, work::income, letters::income_form),
    template("leaving_letter", Kind::LeavingProof, Set::Tune, work::leaving, letters::leaving_letter),
    template("leaving_form", Kind::LeavingProof, Set::Test, work::leaving, letters::leaving_form),
    template("id_card_sides", Kind::IdCard, Set::Tune, identity::id_card, cards::sides),
    template("id_card_copy", Kind::IdCard, Set::Test, identity::id_card, cards::copied),
    template(
        "marriage_page",
        Kind::MarriageCertificate,
        Set::Tune,
        identity::marriage,
        certificates::marriage_page,
    ),
    template(
        "marriage_spread",
        Kind::MarriageCertificate,
        Set::Test,
        identity::marriage,
        certificates::marriage_spread,
    ),
    template(
        "property_table",
        Kind::PropertyCertificate,
        Set::Tune,
        estate::property,
        certificates::property_table,
    ),
    template(
        "property_page",
        Kind::PropertyCertificate,
        Set::Test,
        estate::property,
        certificates::property_page,
    ),
    template(
        "household_member",
        Kind::HouseholdRegister,
        Set::Tune,
        identity::household,
        certificates::household_member,
    ),
    template(
        "household_open",
        Kind::HouseholdRegister,
        Set::Test,
        identity::household,
        certificates::household_open,
    ),
    template("lease_letter", Kind::LeaseContract, Set::Test, estate::lease, contracts::lease_letter),
    template(
        "purchase_resale",
        Kind::PurchaseContract,
        Set::Tune,
        estate::purchase,
        contracts::purchase_resale,
    ),
    template("bank_bilingual", Kind::BankStatement, Set::Test, paged_statement, bank_wide::bilingual),
    template("bank_rural", Kind::BankStatement, Set::Test, rural_statement, bank_wide::rural),
    template("bank_passbook", Kind::BankStatement, Set::Test, short_statement, passbook::passbook),
    template(
        "purchase_presale",
        Kind::PurchaseContract,
        Set::Test,
        estate::presale,
        contracts_paged::presale,
    ),
    template(
        "purchase_brokered",
        Kind::PurchaseContract,
        Set::Test,
        estate::resale,
        contracts_paged::brokered,
    ),
    template("lease_costs", Kind::LeaseContract, Set::Test, estate::lease, contracts_paged::lease_costs),
    template(
        "invoice_electronic",
        Kind::VatInvoice,
        Set::Test,
        work::electronic,
        invoice_electronic::electronic,
    ),
    template(
        "income_addressed",
        Kind::IncomeProof,
        Set::Test,
        work::income,
        letters_formal::income_addressed,
    ),
    template(
        "leaving_bilingual",
        Kind::LeavingProof,
        Set::Test,
        work::leaving,
        letters_formal::leaving_bilingual,
    ),
    template(
        "marriage_copied",
        Kind::MarriageCertificate,
        Set::Test,
        identity::marriage,
        certificates_copied::marriage_copied,
    ),
    template(
        "bank_mobile",
        Kind::BankStatement,
        Set::Test,
        |r| latest_first(paged_statement(r)),
        bank_stacked::mobile,
    ),
    template("bank_printer", Kind::BankStatement, Set::Test, lettered_statement, bank_printer::printer),
    template("bank_wallet", Kind::BankStatement, Set::Test, wallet_statement, bank_stacked::wallet),
    template("invoice_listed", Kind::VatInvoice, Set::Test, work::listed, invoice_listed::listed),
    template(
        "income_institution",
        Kind::IncomeProof,
        Set::Test,
        work::institution,
        work_forms::income_institution,
    ),
    template("leaving_slip", Kind::LeavingProof, Set::Test, work::leaving_numbered, work_forms::leaving_slip),
    template(
        "household_card",
        Kind::HouseholdRegister,
        Set::Test,
        identity::household_card,
        certificates_single::household_card,
    ),
    template(
        "property_electronic",
        Kind::PropertyCertificate,
        Set::Test,
        estate::property_electronic,
        certificates_single::property_electronic,
    ),
    template(
        "purchase_dense",
        Kind::PurchaseContract,
        Set::Test,
        estate::purchase,
        contracts_dense::purchase_dense,
    ),
    template(
        "lease_periods",
        Kind::LeaseContract,
        Set::Test,
        estate::lease_periods,
        contracts_dense::lease_periods,
    ),
    template("bank_city", Kind::BankStatement, Set::Test, city_statement, bank_boxed::city),
    template("bank_monthly", Kind::BankStatement, Set::Test, long_statement, bank_monthly::monthly),
    template(
        "purchase_instalments",
        Kind::PurchaseContract,
        Set::Test,
        dealt::instalments,
        dealings::instalments,
    ),
    template("lease_agency", Kind::LeaseContract, Set::Test, dealt::lease_agency, dealings::lease_agency),
    template(
        "income_lender",
        Kind::IncomeProof,
        Set::Test,
        work::income_for_lender,
        income_lender::income_lender,
    ),
    template("invoice_estate", Kind::VatInvoice, Set::Test, dealt::estate_invoice, invoice_estate::estate),
    template(
        "leaving_halves",
        Kind::LeavingProof,
        Set::Test,
        work::leaving_ticked,
        leaving_halves::leaving_halves,
    ),
    template(
        "property_pages",
        Kind::PropertyCertificate,
        Set::Test,
        dealt::property_annexed,
        certificates_pages::property_pages,
    ),
    template("bank_counter", Kind::BankStatement, Set::Test, counter_statement, bank_counter::counter),
    template(
        "purchase_city",
        Kind::PurchaseContract,
        Set::Test,
        forms::city_sale,
        contracts_blanks::purchase_city,
    ),
    template("lease_hand", Kind::LeaseContract, Set::Test, estate::lease, contracts_blanks::lease_hand),
    template(
        "income_company",
        Kind::IncomeProof,
        Set::Test,
        forms::company_income,
        letters_company::income_company,
    ),
    template("invoice_roll", Kind::VatInvoice, Set::Test, forms::roll, invoice_roll::roll),
    template(
        "leaving_company",
        Kind::LeavingProof,
        Set::Test,
        forms::company_leaving,
        letters_company::leaving_company,
    ),
    template(
        "household_pair",
        Kind::HouseholdRegister,
        Set::Test,
        forms::household_pair,
        certificates_old::household_pair,
    ),
    template(
        "property_old",
        Kind::PropertyCertificate,
        Set::Test,
        forms::old_title,
        certificates_old::property_old,
    ),
    template("bank_history", Kind::BankStatement, Set::Test, history_statement, bank_history::history),
    template(
        "purchase_model",
        Kind::PurchaseContract,
        Set::Test,
        usual::model_presale,
        contracts_model::presale_model,
    ),
    template("lease_typed", Kind::LeaseContract, Set::Test, usual::lease, contracts_model::lease_typed),
    template(
        "invoice_housing",
        Kind::VatInvoice,
        Set::Test,
        usual::housing_invoice,
        invoice_housing::housing,
    ),
    template("income_centre", Kind::IncomeProof, Set::Test, usual::income, letters_plain::income_centre),
    template("id_card_stacked", Kind::IdCard, Set::Test, identity::id_card, cards_stacked::stacked),
    template(
        "marriage_upright",
        Kind::MarriageCertificate,
        Set::Test,
        identity::marriage,
        certificates_usual::marriage_upright,
    ),
    template(
        "property_leaves",
        Kind::PropertyCertificate,
        Set::Test,
        usual::property,
        certificates_usual::property_leaves,
    ),
    template("leaving_plain", Kind::LeavingProof, Set::Test, usual::leaving, letters_plain::leaving_plain),
    template(
        "household_copied",
        Kind::HouseholdRegister,
        Set::Test,
        usual::household,
        certificates_usual::household_copied,
    ),
];
