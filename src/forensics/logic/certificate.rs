//! Numbers of certificates and invoices, as far as their form is public. None of them has a public check digit:
//! only structure, region and year are looked at.
//!
//! Sources: marriage certificates, 婚姻登记工作规范 (民发〔2015〕230号): J, six digits of the region, the year, six of the
//! serial number; L for divorce, B before either for a certificate issued again. Property certificates,
//! 国土资源部关于启用不动产登记簿证样式的通知 (国土资发〔2015〕25号): province (year) county 不动产权第, seven digits, 号. Property units,
//! GB/T 37346-2019: 28 characters. Fully digital invoices, 国家税务总局公告2024年第11号: 20 digits, of which 1 and 2 are
//! the year and 3 and 4 the region. Invoice codes of 12 digits, 国家税务总局公告2015年第84号: 2 to 5 the region, 6 and 7 the
//! year; of 10 digits: 5 and 6 the year.

#![expect(clippy::non_ascii_literal, reason = "the words as papers print them")]

use super::id_number::{Day, PROVINCES};
use super::normal::{date, dense};
use super::said::{Said, at, weighing};
use crate::forensics::detectors::{Declaration, RuleDeclaration};
use crate::forensics::papers::{Kind, Paper};
use crate::forensics::{Family, Finding, Strength};

const MARRIAGE: RuleDeclaration = rule("logic.certificate.marriage");
const MARRIAGE_YEAR: RuleDeclaration = rule("logic.certificate.marriage_year");
const PROPERTY: RuleDeclaration = rule("logic.certificate.property");
const PROPERTY_YEAR: RuleDeclaration = rule("logic.certificate.property_year");
const UNIT: RuleDeclaration = rule("logic.certificate.unit");
const INVOICE: RuleDeclaration = rule("logic.certificate.invoice");
const INVOICE_YEAR: RuleDeclaration = rule("logic.certificate.invoice_year");

const RULES: [RuleDeclaration; 7] =
    [MARRIAGE, MARRIAGE_YEAR, PROPERTY, PROPERTY_YEAR, UNIT, INVOICE, INVOICE_YEAR];

const fn rule(key: &'static str) -> RuleDeclaration {
    RuleDeclaration::new(key, Family::Logic, Strength::Medium)
}

/// Numbers of certificates and invoices.
pub const DECLARATION: Declaration = Declaration {
    key: "logic.certificate",
    family: Family::Logic,
    version: 1,
    needs: "the number of a marriage or property certificate or of an invoice",
    blind_to: "a number of the right form that was never given out",
    off_when: &["no-such-paper", "nothing-to-compare"],
    rules: &RULES,
};

/// Checks the numbers of a paper.
///
/// # Errors
/// When the paper has no such number.
pub fn check(paper: &Paper, today: Day) -> Result<Vec<Finding>, &'static str> {
    match paper.kind {
        Kind::MarriageCertificate => marriage(paper, today),
        Kind::PropertyCertificate => property(paper, today),
        Kind::VatInvoice => invoice(paper),
        _ => Err("no-such-paper"),
    }
}

const ABSENT: &str = "nothing-to-compare";

/// A finding about a form is weak where the reading is unsure: one character lost changes it.
fn weighed(rule: &RuleDeclaration, said: &Said<'_>, facts: &[(&str, String)]) -> Finding {
    let finding = at(rule, said.place, facts);
    let strength = if said.sure() { finding.strength } else { Strength::Weak };
    weighing(finding, strength)
}

fn number(text: &str) -> Option<u32> {
    text.parse().ok()
}

fn known_region(digits: &str) -> bool {
    digits.get(..2).and_then(number).is_some_and(|province| PROVINCES.contains(&province))
}

fn day(paper: &Paper, key: &str) -> Option<Day> {
    Said::field(paper, key).and_then(|said| date(said.text).day())
}

fn marriage(paper: &Paper, today: Day) -> Result<Vec<Finding>, &'static str> {
    let said = Said::field(paper, "certificate_number").ok_or(ABSENT)?;
    let text = dense(said.text).to_uppercase();
    let prefix: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
    // Certificates from before the present form have numbers in words.
    if !matches!(prefix.as_str(), "J" | "L" | "BJ" | "BL") {
        return Ok(Vec::new());
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let year = digits.get(6..10).and_then(number);
    let form = (13..=17).contains(&digits.len())
        && known_region(&digits)
        && year.is_some_and(|year| (1980..=today.year).contains(&year));
    let mut findings = Vec::new();
    if !form {
        findings.push(weighed(&MARRIAGE, &said, &[("length", digits.len().to_string())]));
        return Ok(findings);
    }
    if let (Some(year), Some(registered)) = (year, day(paper, "registered_on")) {
        // A certificate issued again carries the day of the first registration.
        let fits = if prefix.starts_with('B') { year >= registered.year } else { year == registered.year };
        if !fits {
            let facts = [("year", year.to_string()), ("date", registered.to_string())];
            findings.push(weighed(&MARRIAGE_YEAR, &said, &facts));
        }
    }
    Ok(findings)
}

/// Short names of provinces as certificates begin with them.
const SHORT: &str = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕秦甘陇青宁新";

fn property(paper: &Paper, today: Day) -> Result<Vec<Finding>, &'static str> {
    let certificate = Said::field(paper, "certificate_number");
    let unit = Said::field(paper, "unit_number");
    if certificate.is_none() && unit.is_none() {
        return Err(ABSENT);
    }
    let mut findings = Vec::new();
    if let Some(said) = certificate {
        let text = dense(said.text);
        // Older certificates of ownership have forms of their own: only the unified one is looked at.
        if text.contains("不动产权第") || text.contains("不动产证明第") {
            findings.extend(property_number(paper, &said, &text, today));
        }
    }
    if let Some(said) = unit {
        let text: String =
            dense(said.text).to_uppercase().chars().filter(char::is_ascii_alphanumeric).collect();
        if !unit_form(&text) {
            findings.push(weighed(&UNIT, &said, &[("length", text.len().to_string())]));
        }
    }
    Ok(findings)
}

fn property_number(paper: &Paper, said: &Said<'_>, text: &str, today: Day) -> Option<Finding> {
    let (head, tail) = text.split_once('第')?;
    let digits = tail.chars().filter(char::is_ascii_digit).count();
    let year: String = head
        .chars()
        .skip_while(|c| !matches!(c, '(' | '（' | '〔' | '['))
        .skip(1)
        .take_while(char::is_ascii_digit)
        .collect();
    let year = Some(year).filter(|year| year.len() == 4).and_then(|year| number(&year));
    let province = head.chars().next().is_some_and(|c| SHORT.contains(c));
    // The register was unified on 1 March 2015.
    let form = province && digits == 7 && year.is_some_and(|year| (2015..=today.year).contains(&year));
    if !form {
        return Some(weighed(&PROPERTY, said, &[("digits", digits.to_string())]));
    }
    let (year, registered) = (year?, day(paper, "registered_on")?);
    let facts = [("year", year.to_string()), ("date", registered.to_string())];
    // Registered in the last days of a year, numbered in the first of the next.
    let near = year == registered.year + 1 && registered.month == 12;
    (year != registered.year && !near).then(|| weighed(&PROPERTY_YEAR, said, &facts))
}

/// GB/T 37346: region 6, cadastral area 3, sub-area 3, kind of right and use 2 letters, parcel 5; then what stands on
/// it, a letter of F, L, Q, W, and 8 more.
fn unit_form(text: &str) -> bool {
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or("");
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let letter = |at: usize, of: &str| text.get(at..=at).is_some_and(|letter| of.contains(letter));
    text.len() == 28
        && digits(part(0..12))
        && known_region(text)
        && letter(12, "GJZ")
        && text.as_bytes().get(13).is_some_and(u8::is_ascii_uppercase)
        && digits(part(14..19))
        && letter(19, "FLQW")
        && text.bytes().skip(20).all(|byte| byte.is_ascii_alphanumeric())
}

/// Tax offices of cities that stand beside the provinces have codes of their own.
const TAX_CITIES: std::ops::RangeInclusive<u32> = 91..=95;

fn invoice(paper: &Paper) -> Result<Vec<Finding>, &'static str> {
    let said = Said::field(paper, "invoice_number").ok_or(ABSENT)?;
    let text = dense(said.text);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let code_said = Said::field(paper, "invoice_code");
    let code: Option<String> =
        code_said.map(|said| dense(said.text).chars().filter(char::is_ascii_digit).collect());
    let issued = day(paper, "issued_on");
    let mut findings = Vec::new();
    let form = matches!((digits.len(), code.as_ref().map(String::len)), (20, _) | (8, None | Some(10 | 12)));
    if !form {
        let facts = [
            ("length", digits.len().to_string()),
            ("code", code.as_ref().map_or_else(|| "none".to_owned(), |code| code.len().to_string())),
        ];
        findings.push(weighed(&INVOICE, &said, &facts));
        return Ok(findings);
    }
    let full = digits.len() == 20;
    let (place, year, region) = match (&code, full) {
        (_, true) => (said, digits.get(0..2), digits.get(2..4)),
        (Some(code), false) if code.len() == 12 => {
            (code_said.unwrap_or(said), code.get(5..7), code.get(1..3))
        }
        (Some(code), false) => (code_said.unwrap_or(said), code.get(4..6), code.get(0..2)),
        (None, false) => return Ok(findings),
    };
    let known = region
        .and_then(number)
        .is_some_and(|region| PROVINCES.contains(&region) || TAX_CITIES.contains(&region) || region == 10);
    if full && !known {
        let facts = [("length", digits.len().to_string()), ("code", "none".to_owned())];
        findings.push(weighing(weighed(&INVOICE, &place, &facts), Strength::Weak));
    }
    if let (Some(year), Some(issued)) = (year.and_then(number), issued) {
        let year = year + 2000;
        // Blank paper forms were printed years ahead; a digital number is made with the invoice.
        let fits = if full { year == issued.year } else { (year..=year + 6).contains(&issued.year) };
        if !fits {
            let facts = [("year", year.to_string()), ("date", issued.to_string())];
            findings.push(weighed(&INVOICE_YEAR, &place, &facts));
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forensics::logic::fixture::paper;

    fn found(kind: Kind, fields: &[(&str, &str)]) -> Vec<String> {
        let today = Day::new(2026, 3, 5).expect("a day");
        check(&paper(kind, fields), today)
            .unwrap_or_default()
            .into_iter()
            .map(|finding| finding.rule)
            .collect()
    }

    #[test]
    fn marriage_certificates() {
        let with = |number, day| {
            found(Kind::MarriageCertificate, &[("certificate_number", number), ("registered_on", day)])
        };
        assert!(with("J110105-2019-001234", "2019-05-20").is_empty());
        assert!(with("BJ110105-2021-000034", "2009年5月20日").is_empty());
        assert!(with("京朝结字第1234号", "1999-05-20").is_empty());
        assert_eq!(with("J110105-2018-001234", "2019-05-20"), [MARRIAGE_YEAR.key]);
        assert_eq!(with("J990105-2019-001234", "2019-05-20"), [MARRIAGE.key]);
        assert_eq!(with("J110105-2019", "2019-05-20"), [MARRIAGE.key]);
    }

    #[test]
    fn property_certificates() {
        let with = |number, day| {
            found(Kind::PropertyCertificate, &[("certificate_number", number), ("registered_on", day)])
        };
        assert!(with("京（2019）朝不动产权第0012345号", "2019-05-20").is_empty());
        assert!(with("京 (2020) 朝不动产权第0000045号", "2019年12月30日").is_empty());
        assert!(with("X京房权证朝字第123456号", "2009-05-20").is_empty());
        assert_eq!(with("京（2017）朝不动产权第0012345号", "2019-05-20"), [PROPERTY_YEAR.key]);
        assert_eq!(with("京（2019）朝不动产权第12345号", "2019-05-20"), [PROPERTY.key]);
        let unit = |number| found(Kind::PropertyCertificate, &[("unit_number", number)]);
        assert!(unit("110105 001002 GB00001 F00010002").is_empty());
        assert_eq!(unit("110105 001002 GB00001 F0001000"), [UNIT.key]);
        assert_eq!(unit("110105 001002 XB00001 F00010002"), [UNIT.key]);
    }

    #[test]
    fn invoices() {
        let with = |code: &str, number: &str, day: &str| {
            let mut fields = vec![("invoice_number", number), ("issued_on", day)];
            if !code.is_empty() {
                fields.push(("invoice_code", code));
            }
            found(Kind::VatInvoice, &fields)
        };
        assert!(with("", "25112000000012345678", "2025年06月01日").is_empty());
        assert_eq!(with("", "24112000000012345678", "2025年06月01日"), [INVOICE_YEAR.key]);
        assert!(with("011001900211", "12345678", "2020-06-01").is_empty());
        assert_eq!(with("011002100211", "12345678", "2020-06-01"), [INVOICE_YEAR.key]);
        assert!(with("1100194130", "12345678", "2020-06-01").is_empty());
        assert_eq!(with("1100194130", "1234567", "2020-06-01"), [INVOICE.key]);
        assert_eq!(found(Kind::IdCard, &[]), Vec::<String>::new());
    }
}
