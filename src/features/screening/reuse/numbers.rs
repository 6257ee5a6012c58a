//! Numbers that one paper alone can bear, brought into one form, so that equal means the same paper.

use super::content::plain;
use crate::forensics::papers::{Kind, Paper};

/// A number of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// `invoice`, `contract` or `certificate`.
    pub kind: &'static str,
    /// In one form.
    pub value: String,
}

/// A number so long does not come up twice by itself; a shorter one needs its issuer beside it.
const OWN: usize = 12;
/// Shorter numbers are counters.
const LEAST: usize = 6;

/// The numbers of a paper that may be looked up elsewhere.
#[must_use]
pub fn numbers(paper: &Paper) -> Vec<Number> {
    let number = |kind: &'static str, value: Option<String>| value.map(|value| Number { kind, value });
    match paper.kind {
        // Fully digital invoices have one number of 20 digits; paper ones a code of 10 or 12 and a number of 8.
        Kind::VatInvoice => {
            let digits = plain(paper, "invoice_number").filter(|n| n.chars().all(|c| c.is_ascii_digit()));
            let code = plain(paper, "invoice_code").filter(|c| matches!(c.len(), 10 | 12));
            let value = match (digits, code) {
                (Some(number), _) if number.len() == 20 => Some(number),
                (Some(number), Some(code)) if number.len() == 8 => Some(format!("{code}{number}")),
                _ => None,
            };
            number("invoice", value).into_iter().collect()
        }
        Kind::PurchaseContract => number("contract", contract(paper, "seller")).into_iter().collect(),
        Kind::LeaseContract => number("contract", contract(paper, "lessor")).into_iter().collect(),
        Kind::PropertyCertificate | Kind::MarriageCertificate => {
            let value = plain(paper, "certificate_number").filter(|n| digits(n) >= LEAST && n.len() >= OWN);
            number("certificate", value).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

/// A contract's number; `2026-018` alone stands on contracts of many sellers.
fn contract(paper: &Paper, party: &str) -> Option<String> {
    let number = plain(paper, "contract_number").filter(|number| digits(number) >= LEAST)?;
    if number.chars().count() >= OWN {
        return Some(number);
    }
    Some(format!("{number}/{}", plain(paper, party)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forensics::papers::Field;

    fn paper(kind: Kind, fields: &[(&str, &str)]) -> Paper {
        let field = |(key, value): &(&str, &str)| Field {
            key: (*key).to_owned(),
            value: (*value).to_owned(),
            place: None,
            confidence: 1.0,
        };
        Paper {
            kind,
            confidence: 1.0,
            pages: vec![0],
            fields: fields.iter().map(field).collect(),
            tables: Vec::new(),
        }
    }

    fn one(kind: Kind, fields: &[(&str, &str)]) -> Option<String> {
        numbers(&paper(kind, fields)).pop().map(|number| number.value)
    }

    #[test]
    fn invoices_of_both_kinds_have_a_number_and_half_of_one_has_none() {
        let full = one(Kind::VatInvoice, &[("invoice_number", "2644 2000 0000 1234 5678")]);
        assert_eq!(full.as_deref(), Some("26442000000012345678"));
        let fields = [("invoice_code", "044002100111"), ("invoice_number", "01234567")];
        assert_eq!(one(Kind::VatInvoice, &fields).as_deref(), Some("04400210011101234567"));
        assert_eq!(one(Kind::VatInvoice, &fields[1..]), None);
        assert_eq!(
            one(Kind::VatInvoice, &[("invoice_number", "2644200000001234567O")]),
            None,
            "a misread digit"
        );
    }

    #[test]
    fn a_short_contract_number_needs_its_seller() {
        let short = ("contract_number", "2026-0018");
        assert_eq!(one(Kind::PurchaseContract, &[short]), None);
        let two = one(Kind::PurchaseContract, &[short, ("seller", "岚浦 置业有限公司")]);
        assert_eq!(two.as_deref(), Some("20260018/岚浦置业有限公司"));
        assert_eq!(one(Kind::LeaseContract, &[("contract_number", "018"), ("lessor", "甲")]), None);
        let wide =
            one(Kind::PurchaseContract, &[("contract_number", "岚房网签（２０２６）第００１２３４５号")]);
        assert_eq!(wide.as_deref(), Some("岚房网签2026第0012345号"));
    }
}
