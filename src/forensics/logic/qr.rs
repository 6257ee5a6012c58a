//! The QR code of an invoice against what is printed beside it.
//!
//! Both formats as seen on invoices: `01,kind,code,number,amount,date,check code,CRC`, and on fully digital ones
//! `01,kind,,20-digit number,amount,date,,CRC`. The amount is the one without tax on the former and the one with
//! tax on the latter. A code that leads to a page in the net is never followed.

use super::id_number::Day;
use super::normal::{amount, date, dense, shown};
use super::said::{Said, amount_slips, judged, slips, weighing};
use crate::forensics::detectors::{Declaration, RuleDeclaration};
use crate::forensics::papers::{Kind, Paper};
use crate::forensics::{Family, Finding, Strength};

const AMOUNT: RuleDeclaration = rule("logic.qr.amount");
const NUMBER: RuleDeclaration = rule("logic.qr.number");
const DATE: RuleDeclaration = rule("logic.qr.date");
const CHECK: RuleDeclaration = rule("logic.qr.check_code");

const RULES: [RuleDeclaration; 4] = [AMOUNT, NUMBER, DATE, CHECK];

const fn rule(key: &'static str) -> RuleDeclaration {
    RuleDeclaration::new(key, Family::Logic, Strength::Strong)
}

/// The QR code of an invoice.
pub const DECLARATION: Declaration = Declaration {
    key: "logic.qr",
    family: Family::Logic,
    version: 1,
    needs: "the QR code of an invoice and the fields printed beside it",
    blind_to: "an invoice whose QR code was made to fit",
    off_when: &["no-such-paper", "no-code"],
    rules: &RULES,
};

/// What the code of an invoice says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invoice {
    /// Kind of invoice, two digits: 01 special, 04 ordinary, 10 electronic ordinary, 31 and 32 fully digital.
    pub kind: String,
    /// Invoice code; empty on fully digital ones.
    pub code: String,
    /// Invoice number.
    pub number: String,
    /// In fen.
    pub amount: Option<i64>,
    /// Day of issue.
    pub issued: Option<Day>,
    /// Check code; empty on special and fully digital ones.
    pub check: String,
}

impl Invoice {
    /// Whether it is a fully digital one, whose amount is the one with tax.
    #[must_use]
    pub fn digital(&self) -> bool {
        self.number.len() == 20
    }
}

/// Longest text of a code that is looked at.
const LONGEST: usize = 600;

/// Reads the text of a code; `None` when it is not that of an invoice.
#[must_use]
pub fn invoice(text: &str) -> Option<Invoice> {
    if text.len() > LONGEST {
        return None;
    }
    let text = dense(text);
    let parts: Vec<&str> = text.split(',').collect();
    let &[version, kind, code, number, sum, day, ref rest @ ..] = parts.as_slice() else { return None };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let form = matches!((code.len(), number.len()), (10 | 12, 8) | (0, 20));
    if version != "01" || kind.len() != 2 || !digits(kind) || !digits(code) || !digits(number) || !form {
        return None;
    }
    Some(Invoice {
        kind: kind.to_owned(),
        code: code.to_owned(),
        number: number.to_owned(),
        amount: amount(sum),
        issued: date(day).day(),
        check: rest.first().copied().unwrap_or_default().to_owned(),
    })
}

/// The host of a code that leads to a page in the net. It is shown, never opened.
#[must_use]
pub fn host(text: &str) -> Option<String> {
    let rest = text.trim().strip_prefix("https://").or_else(|| text.trim().strip_prefix("http://"))?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    (!host.is_empty() && host.len() <= 253 && host.chars().all(plain)).then(|| host.to_lowercase())
}

/// Compares the code with the fields.
///
/// # Errors
/// When the paper is no invoice, or no code of an invoice was read on it.
pub fn check(paper: &Paper) -> Result<Vec<Finding>, &'static str> {
    if paper.kind != Kind::VatInvoice {
        return Err("no-such-paper");
    }
    let mut codes = paper.fields.iter().filter(|field| field.key == "qr");
    let says = codes.find_map(|field| invoice(&field.value)).ok_or("no-code")?;
    let mut findings = Vec::new();
    findings.extend(amounts(paper, &says));
    for (rule, key, wanted) in
        [(&NUMBER, "invoice_number", &says.number), (&NUMBER, "invoice_code", &says.code)]
    {
        findings.extend(numbers(paper, rule, key, wanted));
    }
    findings.extend(check_code(paper, &says.check));
    if let (Some(said), Some(issued)) = (Said::field(paper, "issued_on"), says.issued)
        && let Some(printed) = date(said.text).day()
        && printed != issued
    {
        let near = slips(said.text, |other| date(other).day() == Some(issued));
        let facts = [("code", issued.to_string()), ("printed", printed.to_string())];
        findings.push(judged(&DATE, &said, &near, &facts));
    }
    Ok(findings)
}

fn amounts(paper: &Paper, says: &Invoice) -> Option<Finding> {
    let wanted = says.amount?;
    let net = Said::field(paper, "net").and_then(|said| Some((said, said.fen()?)));
    let total = Said::field(paper, "total").and_then(|said| Some((said, said.fen()?)));
    // Some programs put the other of the two there: only an amount that is neither is worth a look.
    if [net, total].iter().flatten().any(|(_, fen)| *fen == wanted) {
        return None;
    }
    let (said, printed) = if says.digital() { total } else { net }?;
    // Without the tax on the paper (rolls, tolls) the field holds what has no counterpart in the code.
    let facts = [("code", shown(wanted)), ("printed", shown(printed))];
    Some(judged(&AMOUNT, &said, &amount_slips(said.text, wanted), &facts))
}

/// A printed number against the one of the code. The numbers themselves are no facts: places are.
fn numbers(paper: &Paper, rule: &RuleDeclaration, key: &str, wanted: &str) -> Option<Finding> {
    let said = Said::field(paper, key)?;
    let printed: String = dense(said.text).chars().filter(char::is_ascii_digit).collect();
    if wanted.is_empty() || printed.is_empty() || printed == wanted {
        return None;
    }
    let places: Vec<String> = printed
        .chars()
        .zip(wanted.chars())
        .enumerate()
        .filter(|(_, (a, b))| a != b)
        .map(|(place, (a, b))| format!("{}:{a}\u{2192}{b}", place + 1))
        .take(6)
        .collect();
    let whole = printed.len() == wanted.len();
    let facts = [("places", places.join(", ")), ("length", printed.len().to_string())];
    let near = slips(&printed, |other| other == wanted);
    let finding = judged(rule, &said, &near, &facts);
    // Another length is a number cut short or run together by the reader.
    let strength = if whole { finding.strength } else { finding.strength.min(Strength::Medium) };
    Some(weighing(finding, strength))
}

fn check_code(paper: &Paper, wanted: &str) -> Option<Finding> {
    let said = Said::field(paper, "check_code")?;
    let printed: String = dense(said.text).chars().filter(char::is_ascii_digit).collect();
    let wanted: String = wanted.chars().filter(char::is_ascii_digit).collect();
    if printed.len() != 20 || wanted.len() < 6 || printed.ends_with(&wanted) {
        return None;
    }
    numbers(paper, &CHECK, "check_code", &wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forensics::logic::fixture::paper;

    const PAPER: &str = "01,10,011001900211,12345678,1000.00,20200601,12345678901234567890,A1B2";
    const DIGITAL: &str = "01,32,,25112000000012345678,1130.00,20250601,,C3D4";

    fn found(fields: &[(&str, &str)]) -> Result<Vec<String>, &'static str> {
        check(&paper(Kind::VatInvoice, fields)).map(|all| all.into_iter().map(|one| one.rule).collect())
    }

    #[test]
    fn both_formats_are_read() {
        let old = invoice(PAPER).expect("an invoice");
        assert_eq!((old.amount, old.issued, old.digital()), (Some(100_000), Day::new(2020, 6, 1), false));
        let new = invoice(DIGITAL).expect("an invoice");
        assert_eq!((new.number.len(), new.digital(), new.check.as_str()), (20, true, ""));
        for text in ["", "https://example.org/a", "01,10,1,2,3,4", "02,10,011001900211,12345678,1,20200601"] {
            assert_eq!(invoice(text), None, "{text}");
        }
        assert_eq!(host("https://user@Inv.Example.org:8443/a?b"), Some("inv.example.org".to_owned()));
        assert_eq!((host("ftp://a"), host("https://")), (None, None));
    }

    #[test]
    fn printed_fields_must_agree() {
        let good = [
            ("qr", PAPER),
            ("invoice_code", "011001900211"),
            ("invoice_number", "12345678"),
            ("issued_on", "2020.06.01"),
            ("net", "1,000.00"),
            ("total", "1,130.00"),
            ("check_code", "12345 67890 12345 67890"),
        ];
        assert_eq!(found(&good), Ok(Vec::new()));
        for (index, changed, rule) in [
            (4, "8,000.00", AMOUNT.key),
            (2, "12345679", NUMBER.key),
            (3, "2020-06-11", DATE.key),
            (6, "12345 67890 12345 67891", CHECK.key),
        ] {
            let mut bad = good;
            bad[index].1 = changed;
            assert_eq!(found(&bad), Ok(vec![rule.to_owned()]), "{changed}");
        }
        assert_eq!(found(&[("total", "1")]), Err("no-code"));
        // On a fully digital one the amount is the total; with the net there it is no finding either.
        let digital = |total| found(&[("qr", DIGITAL), ("total", total), ("net", "1000.00")]);
        assert_eq!(digital("1130.00"), Ok(Vec::new()));
        assert_eq!(digital("1730.00"), Ok(vec![AMOUNT.key.to_owned()]));
    }

    #[test]
    fn an_unsure_reading_weighs_less() {
        let mut paper = paper(Kind::VatInvoice, &[("qr", PAPER), ("invoice_number", "12345673")]);
        assert_eq!(check(&paper).expect("a code")[0].strength, Strength::Strong);
        paper.fields[1].confidence = 0.9;
        assert_eq!(check(&paper).expect("a code")[0].strength, Strength::Medium);
    }
}
