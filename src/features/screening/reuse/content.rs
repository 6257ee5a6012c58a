//! What of a page is content and not layout: its numbers, whom it is about, who issued it, how it is worded.

use unicode_normalization::UnicodeNormalization;

use crate::forensics::papers::{Kind, Paper};
use crate::forensics::reading::text::PageText;
use crate::forensics::{Region, logic};

/// The numbers of a part of a page, as digits; headings and template sentences have none.
pub fn numbers<'a>(text: &'a PageText, within: Option<&'a Region>) -> impl Iterator<Item = String> + 'a {
    text.words
        .iter()
        .filter(move |word| within.is_none_or(|region| word.region().mostly_in(region)))
        .flat_map(|word| {
            let plain: String = word.text.nfkc().collect();
            // Points, commas and strokes of a number or date do not part it; everything else does.
            plain
                .split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '-' | '/' | ':'))
                .map(|run| run.chars().filter(char::is_ascii_digit).collect::<String>())
                .filter(|digits| digits.len() >= 3)
                .collect::<Vec<_>>()
        })
}

/// A field's value for comparing: NFKC, without spaces and marks, upper case; `None` when empty.
#[must_use]
pub fn plain(paper: &Paper, key: &str) -> Option<String> {
    let value = &paper.fields.iter().find(|field| field.key == key)?.value;
    let plain: String = value.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    (!plain.is_empty()).then_some(plain)
}

fn first(paper: &Paper, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| plain(paper, key))
}

/// Whom a paper is about. An identity number counts only when its check digit holds, because a misread one
/// would make two people of one.
#[must_use]
pub fn holder(paper: &Paper) -> Option<String> {
    let sure = |key: &str| {
        plain(paper, key)
            // Fifteen digits, valid until 2013, have no check digit.
            .filter(|number| number.len() == 18)
            .filter(|number| logic::id_number::check(number, &logic::id_number::Beside::default()).is_empty())
    };
    match paper.kind {
        Kind::IdCard => sure("id_number"),
        Kind::BankStatement => first(paper, &["account_number", "card_number", "account_name"]),
        Kind::PurchaseContract => sure("buyer_id_number").or_else(|| plain(paper, "buyer")),
        Kind::LeaseContract => sure("lessee_id_number").or_else(|| plain(paper, "lessee")),
        Kind::VatInvoice => plain(paper, "buyer"),
        Kind::IncomeProof | Kind::LeavingProof => sure("id_number").or_else(|| plain(paper, "name")),
        Kind::MarriageCertificate | Kind::PropertyCertificate => plain(paper, "certificate_number"),
        Kind::HouseholdRegister => plain(paper, "household_number"),
        Kind::Other => None,
    }
}

/// Who issued a paper, whose seal should be on it.
#[must_use]
pub fn issuer(paper: &Paper) -> Option<String> {
    match paper.kind {
        Kind::BankStatement => plain(paper, "bank"),
        Kind::PurchaseContract | Kind::VatInvoice => first(paper, &["seller", "seller_code"]),
        Kind::LeaseContract => plain(paper, "lessor"),
        Kind::IncomeProof | Kind::LeavingProof => first(paper, &["employer", "employer_code"]),
        _ => None,
    }
}

/// Characters of a shingle.
const SHINGLE: usize = 6;
/// Shorter wordings are all alike.
const LEAST_WORDING: usize = 40;

/// The wording of a proof without what was filled in: runs of six Han characters of its sentences. Empty for
/// other kinds and for short texts.
#[must_use]
pub fn wording(paper: &Paper, pages: &[Option<&PageText>]) -> Vec<String> {
    if !matches!(paper.kind, Kind::IncomeProof | Kind::LeavingProof) {
        return Vec::new();
    }
    let mut text: String =
        pages.iter().flatten().flat_map(|page| &page.words).flat_map(|word| word.text.nfkc()).collect();
    text.retain(|c| !c.is_whitespace());
    for field in &paper.fields {
        let value: String = field.value.nfkc().filter(|c| !c.is_whitespace()).collect();
        if value.chars().count() >= 2 {
            text = text.replace(&value, "");
        }
    }
    let han: Vec<char> = text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect();
    if han.len() < LEAST_WORDING {
        return Vec::new();
    }
    han.windows(SHINGLE).map(|run| run.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forensics::papers::Field;
    use crate::forensics::reading::text::{Point, Word};

    fn word(text: &str, x: f32, y: f32) -> Word {
        let corners =
            [(0.0, 0.0), (60.0, 0.0), (60.0, 20.0), (0.0, 20.0)].map(|(a, b)| Point { x: x + a, y: y + b });
        Word {
            text: text.to_owned(),
            corners,
            flat: crate::forensics::reading::text::Flat::default(),
            confidence: 1.0,
            glyphs: Vec::new(),
        }
    }

    fn page(words: &[&str]) -> PageText {
        PageText {
            words: words.iter().zip(0_u8..).map(|(text, n)| word(text, 0.0, f32::from(n) * 30.0)).collect(),
            ..PageText::default()
        }
    }

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

    #[test]
    fn numbers_are_read_without_their_marks_and_within_a_region() {
        let text = page(&["余额12,340.50元", "２０２６-03-01", "第3页", "6222********0093"]);
        assert_eq!(numbers(&text, None).collect::<Vec<_>>(), ["1234050", "20260301", "6222", "0093"]);
        let region = Region { x: 0, y: 0, width: 80, height: 25 };
        assert_eq!(numbers(&text, Some(&region)).collect::<Vec<_>>(), ["1234050"]);
    }

    #[test]
    fn a_misread_identity_number_is_nobody() {
        let of = |number| holder(&paper(Kind::IdCard, &[("id_number", number)]));
        assert_eq!(of("11010519491231002x").as_deref(), Some("11010519491231002X"));
        assert_eq!(of("110105194912310021"), None);
    }

    #[test]
    fn the_wording_is_what_is_left_without_the_fields() {
        let sentence = "兹证明张禾苗系我单位正式职工现任会计一职月均税前收入人民币捌仟元整本单位对上述内容的真实性负责特此证明仅供办理住房公积金业务使用";
        let other =
            sentence.replace("张禾苗", "李远山").replace("捌仟元整", "玖仟伍佰元整").replace("会计", "司机");
        let shingles = |text: &str, name: &str, amount: &str, post: &str| {
            let paper = paper(
                Kind::IncomeProof,
                &[("name", name), ("monthly_income_words", amount), ("position", post)],
            );
            wording(&paper, &[Some(&page(&[text]))])
        };
        let one = shingles(sentence, "张禾苗", "捌仟元整", "会计");
        assert!(!one.is_empty());
        assert_eq!(one, shingles(&other, "李远山", "玖仟伍佰元整", "司机"));
        assert!(shingles("兹证明张禾苗系我单位职工", "张禾苗", "", "").is_empty());
        assert!(wording(&paper(Kind::LeaseContract, &[]), &[Some(&page(&[sentence]))]).is_empty());
    }
}
