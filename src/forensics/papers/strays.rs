//! What stands on the pages, belongs to no field that was made out, and contradicts itself: numbers of people and
//! of units whose check character is wrong, days that are none, amounts whose words say another figure.
//!
//! Papers are laid out in more ways than anyone has seen. What a check would speak of must not be lost because a
//! form calls a field by a name of its own; what no check would speak of is not kept, so that the form of the paper
//! stays short.

#![expect(clippy::non_ascii_literal, reason = "the words that stand beside numbers and amounts")]

use std::ops::Range;

use super::fields::Content;
use super::flow::{BREAK, Flow};
use super::fold::han;
use super::shapes::{Shape, day};
use super::sheet::Sheet;
use super::{Kind, Place};
use crate::forensics::logic::amount::{Spelt, spelt};
use crate::forensics::logic::normal::{Dated, amount, date};
use crate::forensics::logic::{credit_code, id_number};

/// As many of each are kept.
const MOST: usize = 3;
/// How far before a number its label may stand, and how far a figure from its words, in characters.
const REACH: usize = 14;
const NEAR: usize = 16;
/// More numbers than these stand beside each other on no form.
const MOST_BESIDE: usize = 6;

const OF_PEOPLE: [&str; 5] = ["身份", "证件号", "公民", "证号", "居民"];
const OF_UNITS: [&str; 4] = ["信用代码", "识别号", "机构代码", "税号"];

/// Whether eighteen characters are built like a credit code (GB 32100): authority, kind, six digits of a region, and
/// letters among the rest. Nothing else is, so that no label is asked for.
fn is_unit_code(run: &str) -> bool {
    let mut chars = run.chars();
    let (authority, kind) = (chars.next(), chars.next());
    let rest: Vec<char> = chars.collect();
    matches!(authority, Some('1' | '5' | '9'))
        && matches!(kind, Some('1' | '2' | '3' | '9'))
        && rest.iter().take(6).all(char::is_ascii_digit)
        && rest.iter().skip(6).any(char::is_ascii_alphabetic)
}

/// Words that name other long numbers.
const OF_OTHERS: [&str; 9] = ["账号", "卡号", "单号", "流水号", "订单", "编码", "条码", "序列", "单元"];

/// Adds them to the fields of a paper.
pub(super) fn add(kind: Kind, sheets: &[Sheet<'_>], content: &mut Content) {
    // Rows of accounts are full of numbers that only look like these.
    if kind == Kind::BankStatement {
        return;
    }
    let flow = Flow::of(sheets);
    // Words may have run on over a number below them: that number is still nobody's.
    let words = |text: &str| text.chars().filter(|c| han(*c)).count();
    let numbers = content.fields.iter().filter(|field| words(&field.value) <= 3);
    let taken: Vec<Place> = numbers.filter_map(|field| field.place).collect();
    let mut found = Found { flow: &flow, taken, content };
    found.numbers();
    // Invoices have days and amounts of lines by the dozen, and rules of their own for them.
    if kind != Kind::VatInvoice {
        found.days();
        found.amounts();
    }
}

/// Whether a day is written so that it can be nothing else: 2023年02月30日, 2023-02-30, 2023.02.30. The last sign may
/// have run into what stands behind it (2014年11月31囚职 for 31日入职); two figures behind the month are its day.
fn is_whole_day(text: &str) -> bool {
    let behind = text.rsplit_once('月').map_or("", |(_, day)| day);
    let two = behind.len() == 2 && behind.chars().all(|c| c.is_ascii_digit());
    let marked = text.contains('年') && (text.contains('日') || two);
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let digits = |part: &&str, count: usize| part.len() == count && part.chars().all(|c| c.is_ascii_digit());
    let apart = matches!(parts.as_slice(), [year, month, day]
        if digits(year, 4) && (year.starts_with("19") || year.starts_with("20")) && digits(month, 2) && digits(day, 2));
    marked || apart
}

struct Found<'a, 'b, 'c> {
    flow: &'a Flow<'a, 'b>,
    taken: Vec<Place>,
    content: &'c mut Content,
}

impl Found<'_, '_, '_> {
    fn keep(&mut self, keys: [&str; MOST], range: Range<usize>) -> bool {
        let Some(key) = keys.into_iter().find(|key| !self.content.has(key)) else { return false };
        let Some(field) = self.flow.field(key, range, 1.0) else { return false };
        self.content.add(Some(field));
        true
    }

    fn place(&self, range: &Range<usize>) -> Option<Place> {
        self.flow.field("", range.clone(), 1.0)?.place
    }

    /// Whether a field that holds a number stands there.
    fn is_taken(&self, range: &Range<usize>) -> bool {
        let Some(place) = self.place(range) else { return true };
        self.taken.iter().any(|other| other.page == place.page && place.region.mostly_in(&other.region))
    }

    /// Where the first of numbers in a row begins: in a form of two columns both stand below both labels.
    fn first_of_row(&self, at: usize) -> usize {
        let text = &self.flow.text;
        let mut from = at;
        for _ in 0..MOST_BESIDE {
            let end =
                text.get(..from).unwrap_or_default().iter().rposition(|c| *c != BREAK).map_or(0, |at| at + 1);
            let belongs = |c: &char| c.is_ascii_alphanumeric();
            let start =
                text.get(..end).unwrap_or_default().iter().rposition(|c| !belongs(c)).map_or(0, |at| at + 1);
            if end - start != 18 {
                break;
            }
            from = start;
        }
        from
    }

    fn behind(&self, at: usize, words: &[&str]) -> bool {
        let before: String =
            self.flow.text.get(at.saturating_sub(REACH)..at).unwrap_or_default().iter().collect();
        words.iter().any(|word| before.contains(word))
    }

    /// Runs of eighteen letters and digits.
    fn numbers(&mut self) {
        let text = &self.flow.text;
        let belongs = |at: usize| text.get(at).is_some_and(char::is_ascii_alphanumeric);
        let mut at = 0;
        while at < text.len() {
            if !belongs(at) {
                at += 1;
                continue;
            }
            let end = (at..text.len()).find(|place| !belongs(*place)).unwrap_or(text.len());
            let range = at..end;
            at = end;
            if range.len() != 18 {
                continue;
            }
            let run: String = text.get(range.clone()).unwrap_or_default().iter().collect();
            let digits = run.chars().filter(char::is_ascii_digit).count();
            let person = digits >= 17 && run.chars().take(17).all(|c| c.is_ascii_digit());
            let labelled = || self.behind(self.first_of_row(range.start), &OF_PEOPLE);
            let built = || id_number::is_built(&run) && !self.behind(range.start, &OF_OTHERS);
            if person && (labelled() || built()) {
                if id_number::parse(&run).is_none_or(|parts| !parts.check) && !self.is_taken(&range) {
                    self.keep(["other_id_number", "other_id_number_2", "other_id_number_3"], range);
                }
            } else if !person
                && (self.behind(range.start, &OF_UNITS) || is_unit_code(&run))
                && !credit_code::check(&run).is_empty()
                && !self.is_taken(&range)
            {
                self.keep(["other_code", "other_code_2", "other_code_3"], range);
            }
        }
    }

    /// Days that are none, with year, month and day written out: any other run of digits may be anything.
    fn days(&mut self) {
        let mut at = 0;
        while at < self.flow.text.len() {
            let Some(end) = day(&self.flow.text, at) else {
                at += 1;
                continue;
            };
            let range = at..end;
            at = end;
            let text: String = self.flow.text.get(range.clone()).unwrap_or_default().iter().collect();
            if is_whole_day(&text) && date(&text) == Dated::Impossible && !self.is_taken(&range) {
                self.keep(["other_date", "other_date_2", "other_date_3"], range);
            }
        }
    }

    /// Amounts in words beside a figure that says another.
    fn amounts(&mut self) {
        let mut at = 0;
        while let Some(words) = self.flow.within(at..self.flow.text.len(), Shape::Words) {
            at = words.end.max(at + 1);
            let spelled: String = self.flow.text.get(words.clone()).unwrap_or_default().iter().collect();
            let Spelt::Fen(fen) = spelt(&spelled) else { continue };
            let (Some(figure), Ok(fen)) = (self.figure_of(&words), i64::try_from(fen)) else { continue };
            let read: String = self.flow.text.get(figure.clone()).unwrap_or_default().iter().collect();
            if amount(&read).is_none_or(|read| read == fen || read.checked_mul(10_000) == Some(fen))
                || self.known(&words, &figure)
            {
                continue;
            }
            if self.keep(["other_amount", "other_amount_2", "other_amount_3"], figure) {
                self.keep(["other_amount_words", "other_amount_2_words", "other_amount_3_words"], words);
            }
        }
    }

    /// The figure an amount in words belongs to: 12,000.00元（大写：…） before it, …（小写：¥12,000.00） behind it.
    fn figure_of(&self, words: &Range<usize>) -> Option<Range<usize>> {
        let text = &self.flow.text;
        let from = words.start.saturating_sub(NEAR + 16);
        // The last figure before, with nothing but the label of the words between.
        let mut before = None;
        let mut at = from;
        while at < words.start {
            let Some(found) = self.flow.within(at..words.start, Shape::Amount) else { break };
            at = found.end.max(at + 1);
            before = Some(found);
        }
        // Nothing but the label of the words may stand between: in a form the figure of one row stands before the
        // label of the next.
        let said = |range: Range<usize>, of: &[&str]| {
            let between = text.get(range).unwrap_or_default();
            let mut left: String =
                between.iter().filter(|c| !matches!(**c, BREAK | '元' | '(' | ')' | ':' | ',')).collect();
            for word in ["人民币", "整", "正"] {
                left = left.replace(word, "");
            }
            of.contains(&left.as_str())
        };
        let whole = |range: &Range<usize>| {
            let figure = text.get(range.clone()).unwrap_or_default();
            figure.iter().filter(|c| c.is_ascii_digit()).count() >= 3
        };
        let opened = |range: Range<usize>| text.get(range).is_some_and(|between| between.contains(&'('));
        if let Some(found) = before
            && found.end <= words.start
            && whole(&found)
            && (said(found.end..words.start, &["大写", "即", "合计", "共计", "计"])
                // 670,000.00元（人民币陆拾柒万元整）
                || (opened(found.end..words.start) && said(found.end..words.start, &[""])))
        {
            return Some(found);
        }
        let end = (words.end + NEAR).min(text.len());
        let behind = self.flow.within(words.end..end, Shape::Amount)?;
        (whole(&behind) && said(words.end..behind.start, &["小写", "小写¥", "", "¥", "即", "即¥"]))
            .then_some(behind)
    }

    /// Whether both stand in fields that are checked against each other.
    fn known(&self, words: &Range<usize>, figure: &Range<usize>) -> bool {
        let (Some(words), Some(figure)) = (self.place(words), self.place(figure)) else { return true };
        let stands = |place: Option<Place>, at: Place| {
            place.is_some_and(|place| place.page == at.page && at.region.mostly_in(&place.region))
        };
        let fields = &self.content.fields;
        fields.iter().any(|field| {
            field.key.strip_suffix("_words").is_some_and(|key| {
                stands(field.place, words)
                    && fields.iter().any(|other| other.key == key && stands(other.place, figure))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::setting::page;
    use super::super::{Kind, recognise_as};

    fn strays(kind: Kind, text: &str) -> Vec<(String, String)> {
        let paper = recognise_as(&[page(text)], kind);
        let fields = paper.fields.into_iter().filter(|field| field.key.starts_with("other_"));
        fields.map(|field| (field.key, field.value)).collect()
    }

    #[test]
    fn numbers_that_do_not_hold_are_kept_and_others_are_not() {
        let text = "
经办人身份证号：11010519491231002X    经办人信用代码：91350100M000100Y43
另一人身份证号：110105194912310021
承办单位统一社会信用代码：91350100M000100Y48
账号：110105194912310022
证照号 91910105MABJUG546D
";
        let found = strays(Kind::Other, text);
        assert_eq!(
            found,
            [
                ("other_id_number".to_owned(), "110105194912310021".to_owned()),
                ("other_code".to_owned(), "91350100M000100Y48".to_owned()),
                ("other_code_2".to_owned(), "91910105MABJUG546D".to_owned())
            ]
        );
        assert_eq!(strays(Kind::BankStatement, text), []);
    }

    #[test]
    fn a_number_built_for_a_person_needs_no_label() {
        let found = strays(
            Kind::Other,
            "\n李某 110105194912310021\n记录 991105194912310021\n订单号 110105194912310021\n",
        );
        assert_eq!(found, [("other_id_number".to_owned(), "110105194912310021".to_owned())]);
    }

    #[test]
    fn days_that_are_none() {
        let found =
            strays(Kind::Other, "\n领取日期：2023年02月30日\n交回日期：2023年02月28日\n编号：20231399\n");
        assert_eq!(found, [("other_date".to_owned(), "2023年02月30日".to_owned())]);
        let plain = strays(Kind::Other, "\n打印日期 2021-04-31\n版本 2021.4.31\n卷号 1021-04-31\n");
        assert_eq!(plain, [("other_date".to_owned(), "2021-04-31".to_owned())]);
        let known = "\n离职证明\n姓名：张三\n离职日期：2023年02月30日\n特此证明\n";
        assert_eq!(strays(Kind::LeavingProof, known), [], "it stands in its own field");
    }

    #[test]
    fn words_go_with_the_figure_they_stand_beside() {
        let told = |text: &str| {
            strays(Kind::Other, &format!("\n{text}\n")).into_iter().map(|(_, v)| v).collect::<Vec<_>>()
        };
        assert_eq!(told("押金72,000.00元（大写：壹万贰仟元整）。"), ["72,000.00", "壹万贰仟元整"]);
        assert_eq!(told("合计（大写）壹万贰仟元整（小写）¥72,000.00"), ["¥72,000.00", "壹万贰仟元整"]);
        for honest in [
            "押金12,000.00元（大写：壹万贰仟元整）。",
            "租金5,000.00元（大写：伍仟元整），押金12,000.00元（大写：壹万贰仟元整）。",
            "共3,000.00元。押金（大写）壹万贰仟元整",
            "租金72,000.00元，押金为壹万贰仟元整",
            "总价120万元（大写：壹佰贰拾万元整）",
            "保证金￥2800.00\n每月租金大写 壹仟肆佰元整 保证金大写 贰仟捌佰元整",
            "1. 总价人民币（大写）壹万贰仟元整",
        ] {
            assert_eq!(told(honest), Vec::<String>::new(), "{honest}");
        }
    }
}
