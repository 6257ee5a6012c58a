//! The keys of fields and columns of each kind of paper, for the form in which a person corrects them.

use super::Kind;

/// Payments towards a price beside the first and the loan, in the order of the paper.
pub const PAYMENTS: [&str; 3] = ["payment", "payment_2", "payment_3"];

/// Whether a field must be there for the checks to say much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The form shows it even when nothing was read.
    Required,
    /// It stands on most papers of the kind; the form offers it.
    Usual,
    /// It is there only when it was found: something that contradicts itself and belongs to no other field.
    Stray,
}

/// What a value is, for the input of the form and for the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "ordinary types of values")]
pub enum ValueType {
    Text,
    Name,
    Sex,
    Date,
    Amount,
    /// An amount in words.
    AmountWords,
    Number,
    IdNumber,
    /// Credit code, organisation code or taxpayer number.
    UnitCode,
    /// Account or card number.
    Account,
    /// Any other number of letters and digits.
    Code,
    Phone,
}

/// A field of a kind of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldKey {
    /// Stable key.
    pub key: &'static str,
    /// Whether it must be there.
    pub need: Need,
    /// What its value is.
    pub value_type: ValueType,
    /// Whether it says something about a person and is masked until somebody asks to see it.
    pub personal: bool,
}

impl FieldKey {
    /// Key of its name in the interface.
    #[must_use]
    pub fn label(&self) -> String {
        field_label(self.key)
    }
}

/// Key of a field's name in the interface.
#[must_use]
pub fn field_label(key: &str) -> String {
    format!("paper-field-{key}")
}

/// Key of a column's name in the interface.
#[must_use]
pub fn column_label(key: &str) -> String {
    format!("paper-column-{key}")
}

const fn must(key: &'static str, value_type: ValueType) -> FieldKey {
    FieldKey { key, need: Need::Required, value_type, personal: false }
}

const fn may(key: &'static str, value_type: ValueType) -> FieldKey {
    FieldKey { key, need: Need::Usual, value_type, personal: false }
}

const fn stray(key: &'static str, value_type: ValueType) -> FieldKey {
    FieldKey { key, need: Need::Stray, value_type, personal: false }
}

/// Says something about a person.
const fn of_person(field: FieldKey) -> FieldKey {
    FieldKey { personal: true, ..field }
}

use ValueType::{
    Account, Amount, AmountWords, Code, Date, IdNumber, Name, Number, Phone, Sex, Text, UnitCode,
};

/// Fields of the seal, and what belongs to no field: every kind may have them.
macro_rules! with_seal {
    ($($field:expr),* $(,)?) => {
        &[
            $($field,)*
            may("seal_name", Text),
            may("seal_line", Text),
            may("seal_number", Code),
            may("bar_code", Code),
            may("bar_code_print", Code),
            may("bar_code_2", Code),
            may("bar_code_2_print", Code),
            of_person(stray("other_id_number", IdNumber)),
            of_person(stray("other_id_number_2", IdNumber)),
            of_person(stray("other_id_number_3", IdNumber)),
            stray("other_code", UnitCode),
            stray("other_code_2", UnitCode),
            stray("other_code_3", UnitCode),
            stray("other_date", Date),
            stray("other_date_2", Date),
            stray("other_date_3", Date),
            stray("other_amount", Amount),
            stray("other_amount_words", AmountWords),
            stray("other_amount_2", Amount),
            stray("other_amount_2_words", AmountWords),
            stray("other_amount_3", Amount),
            stray("other_amount_3_words", AmountWords),
        ]
    };
}

const SEAL: &[FieldKey] = with_seal![];

const BANK_STATEMENT: &[FieldKey] = with_seal![
    must("bank", Text),
    of_person(must("account_name", Name)),
    of_person(must("account_number", Account)),
    of_person(may("card_number", Account)),
    of_person(may("id_number", IdNumber)),
    must("period_from", Date),
    must("period_to", Date),
    may("printed_on", Date),
    may("currency", Text),
    may("opening_balance", Amount),
    may("closing_balance", Amount),
    may("total_in", Amount),
    may("total_out", Amount),
    may("count_in", Number),
    may("count_out", Number),
    may("count", Number),
    may("page_in", Amount),
    may("page_out", Amount),
    may("brought_forward", Amount),
    may("carried_forward", Amount),
];

const PURCHASE_CONTRACT: &[FieldKey] = with_seal![
    must("contract_number", Code),
    must("seller", Name),
    may("seller_code", UnitCode),
    of_person(may("seller_id_number", IdNumber)),
    of_person(must("buyer", Name)),
    of_person(must("buyer_id_number", IdNumber)),
    of_person(may("co_buyer", Name)),
    of_person(may("co_buyer_id_number", IdNumber)),
    of_person(must("address", Text)),
    may("estate", Text),
    may("district", Text),
    may("usage", Text),
    must("building_area", Number),
    may("inner_area", Number),
    may("unit_price", Amount),
    must("total", Amount),
    must("total_words", AmountWords),
    may("down_payment", Amount),
    may("down_payment_words", AmountWords),
    may("loan", Amount),
    may("loan_words", AmountWords),
    may(PAYMENTS[0], Amount),
    may(PAYMENTS[1], Amount),
    may(PAYMENTS[2], Amount),
    may("down_payment_on", Date),
    may("delivered_on", Date),
    must("signed_on", Date),
];

const LEASE_CONTRACT: &[FieldKey] = with_seal![
    may("contract_number", Code),
    of_person(must("lessor", Name)),
    of_person(may("lessor_id_number", IdNumber)),
    of_person(must("lessee", Name)),
    of_person(must("lessee_id_number", IdNumber)),
    of_person(must("address", Text)),
    may("area", Number),
    must("rent", Amount),
    may("rent_words", AmountWords),
    may("deposit", Amount),
    may("deposit_words", AmountWords),
    must("from", Date),
    must("to", Date),
    may("months", Number),
    may("total", Amount),
    may("total_words", AmountWords),
    must("signed_on", Date),
];

const VAT_INVOICE: &[FieldKey] = with_seal![
    must("title", Text),
    may("invoice_code", Code),
    must("invoice_number", Code),
    must("issued_on", Date),
    of_person(must("buyer", Name)),
    may("buyer_code", UnitCode),
    must("seller", Name),
    must("seller_code", UnitCode),
    must("net", Amount),
    must("tax", Amount),
    must("total", Amount),
    must("total_words", AmountWords),
    may("check_code", Code),
    may("note", Text),
    may("payee", Name),
    may("reviewer", Name),
    may("issuer", Name),
    may("qr", Text),
];

const INCOME_PROOF: &[FieldKey] = with_seal![
    of_person(must("name", Name)),
    of_person(may("sex", Sex)),
    of_person(must("id_number", IdNumber)),
    must("employer", Name),
    may("employer_code", UnitCode),
    may("position", Text),
    may("since", Date),
    must("monthly_income", Amount),
    may("monthly_income_words", AmountWords),
    may("yearly_income", Amount),
    may("yearly_income_words", AmountWords),
    may("phone", Phone),
    must("issued_on", Date),
];

const ID_CARD: &[FieldKey] = with_seal![
    of_person(must("name", Name)),
    of_person(must("sex", Sex)),
    of_person(may("ethnicity", Text)),
    of_person(must("born_on", Date)),
    of_person(must("address", Text)),
    of_person(must("id_number", IdNumber)),
    may("authority", Text),
    may("valid_from", Date),
    may("valid_to", Date),
];

const MARRIAGE_CERTIFICATE: &[FieldKey] = with_seal![
    must("certificate_number", Code),
    of_person(may("holder", Name)),
    must("registered_on", Date),
    may("authority", Text),
    of_person(must("name_a", Name)),
    of_person(may("sex_a", Sex)),
    of_person(may("nationality_a", Text)),
    of_person(may("born_a", Date)),
    of_person(must("id_number_a", IdNumber)),
    of_person(must("name_b", Name)),
    of_person(may("sex_b", Sex)),
    of_person(may("nationality_b", Text)),
    of_person(may("born_b", Date)),
    of_person(must("id_number_b", IdNumber)),
];

const PROPERTY_CERTIFICATE: &[FieldKey] = with_seal![
    must("certificate_number", Code),
    of_person(must("owner", Name)),
    may("ownership", Text),
    of_person(must("address", Text)),
    must("unit_number", Code),
    may("right_kind", Text),
    may("right_nature", Text),
    may("usage", Text),
    must("area", Number),
    may("inner_area", Number),
    may("term_from", Date),
    may("term_to", Date),
    may("registered_on", Date),
    may("serial", Code),
];

const LEAVING_PROOF: &[FieldKey] = with_seal![
    of_person(must("name", Name)),
    of_person(must("id_number", IdNumber)),
    must("employer", Name),
    may("employer_code", UnitCode),
    may("position", Text),
    may("from", Date),
    must("left_on", Date),
    may("reason", Text),
    must("issued_on", Date),
];

const HOUSEHOLD_REGISTER: &[FieldKey] = with_seal![
    may("household_number", Code),
    may("household_kind", Text),
    of_person(may("head", Name)),
    of_person(may("address", Text)),
    may("authority", Text),
    may("issued_on", Date),
    of_person(must("name", Name)),
    of_person(must("relation", Text)),
    of_person(may("sex", Sex)),
    of_person(may("ethnicity", Text)),
    of_person(must("born_on", Date)),
    of_person(may("native_place", Text)),
    of_person(may("birthplace", Text)),
    of_person(must("id_number", IdNumber)),
    of_person(may("occupation", Text)),
    of_person(may("employer", Text)),
    // A second card on the same sheet.
    of_person(may("name_b", Name)),
    of_person(may("sex_b", Sex)),
    of_person(may("born_b", Date)),
    of_person(may("id_number_b", IdNumber)),
];

/// The fields of a kind, in the order of the form.
#[must_use]
pub fn field_keys(kind: Kind) -> &'static [FieldKey] {
    match kind {
        Kind::BankStatement => BANK_STATEMENT,
        Kind::PurchaseContract => PURCHASE_CONTRACT,
        Kind::LeaseContract => LEASE_CONTRACT,
        Kind::VatInvoice => VAT_INVOICE,
        Kind::IncomeProof => INCOME_PROOF,
        Kind::IdCard => ID_CARD,
        Kind::MarriageCertificate => MARRIAGE_CERTIFICATE,
        Kind::PropertyCertificate => PROPERTY_CERTIFICATE,
        Kind::LeavingProof => LEAVING_PROOF,
        Kind::HouseholdRegister => HOUSEHOLD_REGISTER,
        Kind::Other => SEAL,
    }
}

/// The columns of a kind's table, in the order of the form; none where the kind has no table. A table may have
/// fewer, and `other` for columns nobody knows.
#[must_use]
pub fn column_keys(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::BankStatement => &[
            "serial",
            "date",
            "time",
            "summary",
            "income",
            "expense",
            "amount",
            "direction",
            "balance",
            "counterparty",
            "counterparty_account",
            "channel",
            "currency",
            "note",
        ],
        Kind::VatInvoice => &["item", "model", "unit", "quantity", "unit_price", "net", "rate", "tax"],
        _ => &[],
    }
}

impl Kind {
    /// Every kind, in the order of the interface.
    pub const ALL: [Self; 11] = [
        Self::BankStatement,
        Self::PurchaseContract,
        Self::LeaseContract,
        Self::VatInvoice,
        Self::IncomeProof,
        Self::IdCard,
        Self::MarriageCertificate,
        Self::PropertyCertificate,
        Self::LeavingProof,
        Self::HouseholdRegister,
        Self::Other,
    ];

    /// Stable key, as it is serialised.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::BankStatement => "bank_statement",
            Self::PurchaseContract => "purchase_contract",
            Self::LeaseContract => "lease_contract",
            Self::VatInvoice => "vat_invoice",
            Self::IncomeProof => "income_proof",
            Self::IdCard => "id_card",
            Self::MarriageCertificate => "marriage_certificate",
            Self::PropertyCertificate => "property_certificate",
            Self::LeavingProof => "leaving_proof",
            Self::HouseholdRegister => "household_register",
            Self::Other => "other",
        }
    }

    /// The kind of a stable key.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Key of its name in the interface.
    #[must_use]
    pub fn label(self) -> String {
        format!("paper-kind-{}", self.name())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn keys_are_unique_and_kinds_are_named_as_serialised() {
        for kind in Kind::ALL {
            let keys: BTreeSet<_> = field_keys(kind).iter().map(|field| field.key).collect();
            assert_eq!(keys.len(), field_keys(kind).len(), "{kind:?}");
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
            assert_eq!(Kind::named(kind.name()), Some(kind));
        }
        assert_eq!(Kind::named("x"), None);
    }

    #[test]
    fn every_name_exists_in_both_languages() {
        for language in ["zh-CN", "en"] {
            let path = format!("{}/content/locales/{language}/papers.ftl", root());
            let text = std::fs::read_to_string(&path).expect(&path);
            let has: BTreeSet<&str> =
                text.lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key.trim()).collect();
            let mut wanted: BTreeSet<String> = BTreeSet::from([column_label("other")]);
            for kind in Kind::ALL {
                wanted.insert(kind.label());
                wanted.extend(field_keys(kind).iter().map(FieldKey::label));
                wanted.extend(column_keys(kind).iter().map(|key| column_label(key)));
            }
            let named =
                |key: &&&str| ["paper-column-", "paper-field-"].iter().any(|family| key.starts_with(family));
            let sentences = ["paper-field-was", "paper-field-added"];
            let kinds = Kind::ALL.map(Kind::label);
            let has_owned: BTreeSet<String> = has
                .iter()
                .filter(|key| {
                    (named(key) && !sentences.contains(key)) || kinds.iter().any(|kind| kind == **key)
                })
                .map(|key| (*key).to_owned())
                .collect();
            assert_eq!(
                wanted.difference(&has_owned).collect::<Vec<_>>(),
                Vec::<&String>::new(),
                "{language}"
            );
            assert_eq!(
                has_owned.difference(&wanted).collect::<Vec<_>>(),
                Vec::<&String>::new(),
                "{language}"
            );
        }
    }

    /// The repository's folder, from where this file was compiled.
    fn root() -> String {
        let file = std::path::Path::new(file!());
        let up = file.ancestors().nth(4).expect("four folders up").to_string_lossy().into_owned();
        if up.is_empty() { env!("CARGO_MANIFEST_DIR").to_owned() } else { up }
    }
}
