//! Title, number, issuer, dates, and what is repealed.
#![expect(clippy::non_ascii_literal, reason = "the words a document is recognised by are the rule")]

use chrono::{Datelike, NaiveDate};

use super::days::{self, Found};
use super::{Confidence, Fields, Proposal, marks};
use crate::features::corpus::rules::cutting;
use crate::platform::documents::{Look, Paragraph};

/// What titles end with.
const KINDS: &[&str] = &[
    "办法", "规定", "条例", "细则", "通知", "意见", "方案", "规范", "制度", "决定", "公告", "通告", "指南",
    "规程", "标准", "解读", "指引", "公约", "批复", "守则", "流程", "清单", "须知", "问答", "手册", "准则",
    "规则", "章程", "协议", "预案",
];
/// The head of a document ends here at the latest, paragraphs.
const HEAD: usize = 40;
/// Longest quotation kept, characters.
const QUOTE: usize = 120;

fn quote(text: &str) -> String {
    if text.chars().count() <= QUOTE {
        return text.to_owned();
    }
    text.chars().take(QUOTE).chain(['…']).collect()
}

fn proposal<T>(value: T, confidence: Confidence, at: usize, text: &str) -> Proposal<T> {
    Proposal { value, confidence, quote: quote(text), paragraph: at + 1 }
}

/// Reads the fields; the first value are the paragraphs that are the title.
pub(super) fn read(paragraphs: &[Paragraph]) -> (Vec<usize>, Fields) {
    let structure = paragraphs
        .iter()
        .position(|p| {
            marks::article(&p.text, None).is_some()
                || marks::heading(&p.text).is_some()
                || marks::han_item(&p.text).is_some()
        })
        .unwrap_or(paragraphs.len());
    let (lines, title) = title(paragraphs, structure.min(HEAD));
    let mut fields = Fields { title, ..Fields::default() };
    fields.number = number(paragraphs, structure);
    fields.issued = issued(paragraphs, structure);
    fields.issuer = issuer(paragraphs, fields.title.as_ref().map(|title| title.value.as_str()), structure);
    let issued = fields.issued.as_ref().map(|issued| issued.value);
    // A number of another year than the day of issue may be that of a document only mentioned.
    if let Some(number) = &mut fields.number
        && issued.is_some_and(|issued| contradicts(&number.value, issued))
    {
        number.confidence = Confidence::Guess;
    }
    fields.effective_from = effective_from(paragraphs, issued);
    let from = fields.effective_from.as_ref().map(|from| from.value).or(issued);
    fields.effective_to = effective_to(paragraphs, from);
    fields.repeals = repeals(paragraphs);
    (lines, fields)
}

fn bare(text: &str) -> &str {
    text.trim().trim_end_matches(['（', '）', '试', '行', '暂', '(', ')'])
}

fn kind_word(text: &str) -> bool {
    KINDS.iter().any(|kind| bare(text).ends_with(kind) || text.trim().ends_with(kind))
}

/// The best line of the head. Where a notice puts a set of rules out, the rules are the title: they are what is
/// cited.
fn title(paragraphs: &[Paragraph], structure: usize) -> (Vec<usize>, Option<Proposal<String>>) {
    let score = |at: usize| -> i32 {
        let Paragraph { text, look, .. } = &paragraphs[at];
        let length = text.chars().count();
        let out = !(2..=70).contains(&length)
            || *look == Look::Row
            || text.ends_with(['。', '；', '：', '，'])
            || text.ends_with("文件")
            || !number_in(text).is_empty()
            || matches!(text.replace(['\u{3000}', ' '], "").as_str(), "目录" | "目次")
            || text.starts_with(['（', '('])
            || marks::closing(text);
        if out {
            return 0;
        }
        let heading = if matches!(look, Look::Heading(1 | 2)) { 3 } else { 0 };
        let kind = if kind_word(text) { 4 } else { 0 };
        let notice = if text.contains("关于") && text.ends_with("通知") { -1 } else { 0 };
        1 + heading + kind + notice
    };
    let best = (0..structure.max(1).min(paragraphs.len())).max_by_key(|at| (score(*at), *at));
    let Some(at) = best.filter(|at| score(*at) > 0) else {
        return (Vec::new(), None);
    };
    // Nothing looks like a title: the first line that may be one is proposed, and stays text.
    let points = score(at);
    let confidence = match points {
        5.. => Confidence::Sure,
        3 | 4 => Confidence::Likely,
        _ => Confidence::Guess,
    };
    if points == 1 {
        let first = (0..=at).find(|first| score(*first) > 0).unwrap_or(at);
        return (
            Vec::new(),
            Some(proposal(paragraphs[first].text.clone(), confidence, first, &paragraphs[first].text)),
        );
    }
    // A long title is set in two lines, the office above and the rest below.
    let above = at.checked_sub(1).filter(|above| {
        let (upper, lower) = (&paragraphs[*above], &paragraphs[at]);
        let same = upper.look == lower.look && matches!(lower.look, Look::Heading(_));
        same && !kind_word(&upper.text)
            && !upper.text.ends_with("文件")
            && number_in(&upper.text).is_empty()
            && upper.text.chars().count() + lower.text.chars().count() <= 70
    });
    match above {
        Some(above) => {
            let text = format!("{}{}", paragraphs[above].text, paragraphs[at].text);
            (vec![above, at], Some(proposal(text.clone(), confidence, above, &text)))
        }
        None => (vec![at], Some(proposal(paragraphs[at].text.clone(), confidence, at, &paragraphs[at].text))),
    }
}

/// Document numbers in a text with their places in bytes: 岚房金发〔2026〕12号, 国务院令第350号.
fn number_in(text: &str) -> Vec<(usize, usize, String)> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let behind = |at: usize| chars.get(at).map_or(text.len(), |(byte, _)| *byte);
    let skip = |mut at: usize, more: &dyn Fn(char) -> bool| {
        while chars.get(at).is_some_and(|(_, c)| more(*c)) {
            at += 1;
        }
        at
    };
    let word = |c: char| c.is_alphabetic() && !"第《》〈〉".contains(c);
    for at in 0..chars.len() {
        let (open, end) = match chars[at].1 {
            '〔' | '[' | '［' | '【' | '(' | '（' | '〕' => {
                let digits = skip(at + 1, &|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
                let closed = chars.get(digits).is_some_and(|(_, c)| "〕]］】)）".contains(*c));
                if digits != at + 5 || !closed {
                    continue;
                }
                let start = skip(digits + 1, &|c| c == ' ' || c == '第');
                (at, start)
            }
            '令' => {
                let start = skip(at + 1, &|c| c == ' ');
                if chars.get(start).map(|(_, c)| *c) != Some('第') {
                    continue;
                }
                (at + 1, start + 1)
            }
            _ => continue,
        };
        let digits = skip(end, &|c| c.is_ascii_digit() || c == ' ' || "一二三四五六七八九十百".contains(c));
        if digits == end || chars.get(digits).map(|(_, c)| *c) != Some('号') {
            continue;
        }
        let mut first = open;
        while first > 0 && word(chars[first - 1].1) && open - first < 20 {
            first -= 1;
        }
        if first == open {
            continue;
        }
        let (start, stop) = (chars[first].0, behind(digits + 1));
        let plain: String = text[start..stop].chars().filter(|c| !c.is_whitespace()).collect();
        found.push((
            start,
            stop,
            plain
                .replace(['[', '［', '【', '('], "〔")
                .replace([']', '］', '】', ')'], "〕")
                .replace('（', "〔")
                .replace('）', "〕"),
        ));
    }
    found
}

fn number(paragraphs: &[Paragraph], structure: usize) -> Option<Proposal<String>> {
    // A number in brackets behind a title in 《》 names another document.
    let own = |text: &str, start: usize| !text[..start].trim_end().ends_with(['（', '(', '》', '、']);
    let find = |range: std::ops::Range<usize>| {
        range.clone().find_map(|at| {
            let text = &paragraphs[at].text;
            let (start, stop, value) = number_in(text).into_iter().find(|(start, ..)| own(text, *start))?;
            let alone = text.trim().len() - (stop - start) <= 12;
            Some((at, value, alone))
        })
    };
    let head = find(0..structure.min(HEAD).min(paragraphs.len()));
    let (at, value, alone) = head.or_else(|| find(paragraphs.len().saturating_sub(6)..paragraphs.len()))?;
    let confidence = if alone { Confidence::Sure } else { Confidence::Guess };
    Some(proposal(value, confidence, at, &paragraphs[at].text))
}

/// The day under the signature, in the line of the printing office, or in the brackets under the title.
fn issued(paragraphs: &[Paragraph], structure: usize) -> Option<Proposal<NaiveDate>> {
    let signed = (0..paragraphs.len()).rev().take(60).find_map(|at| {
        let text = &paragraphs[at].text;
        let day = days::find(text).pop()?.day?;
        marks::closing(text).then_some((at, day))
    });
    let above = (0..structure.min(paragraphs.len())).find_map(|at| {
        let text = &paragraphs[at].text;
        let told = ["印发", "发布", "公布", "通过"].iter().any(|word| text.contains(word));
        let day = days::find(text).into_iter().find_map(|found| found.day)?;
        ((told && text.starts_with(['（', '('])) || marks::closing(text)).then_some((at, day))
    });
    let confidence = if signed.is_some() { Confidence::Sure } else { Confidence::Likely };
    let (at, day) = signed.or(above)?;
    Some(proposal(day, confidence, at, &paragraphs[at].text))
}

fn issuer(paragraphs: &[Paragraph], title: Option<&str>, structure: usize) -> Option<Proposal<String>> {
    // The red head: 某某中心文件.
    for (at, p) in paragraphs.iter().enumerate().take(structure.min(8)) {
        if let Some(office) = p.text.strip_suffix("文件").filter(|office| office.chars().count() >= 4) {
            return Some(proposal(office.trim().to_owned(), Confidence::Sure, at, &p.text));
        }
    }
    // The signature: an office alone, just above its date.
    for at in (1..paragraphs.len()).rev().take(60) {
        let (office, date) = (&paragraphs[at - 1].text, &paragraphs[at].text);
        let signed = marks::closing(date) && days::find(date).len() == 1;
        if signed && marks::closing(office) && days::find(office).is_empty() && !office.contains("抄送") {
            return Some(proposal(office.clone(), Confidence::Sure, at - 1, office));
        }
    }
    let before = paragraphs.iter().enumerate().take(structure.min(HEAD)).find_map(|(at, p)| {
        let (office, _) = p.text.split_once("关于")?;
        (4..=30).contains(&office.chars().count()).then_some((at, office))
    });
    if let Some((at, office)) = before {
        return Some(proposal(office.trim().to_owned(), Confidence::Likely, at, &paragraphs[at].text));
    }
    // Where everything else is silent, the title's beginning often names the place.
    let title = title?;
    let office = ["管理中心", "管理委员会", "国务院"]
        .iter()
        .find_map(|word| title.find(word).map(|at| &title[..at + word.len()]))?;
    Some(proposal(office.to_owned(), Confidence::Guess, 0, title))
}

/// 自2026年1月1日起施行; 自印发之日起施行 with the day of issue.
fn effective_from(paragraphs: &[Paragraph], issued: Option<NaiveDate>) -> Option<Proposal<NaiveDate>> {
    const BEGINS: &[&str] = &["施行", "执行", "实施", "生效", "试行", "适用"];
    for (at, p) in paragraphs.iter().enumerate().rev() {
        let text = &p.text;
        for Found { end, day, .. } in days::find(text) {
            let rest = text[end..].trim_start();
            let begins = rest.strip_prefix('起').or_else(|| rest.strip_prefix("以后")).unwrap_or(rest);
            let begins = begins.trim_start_matches("正式").trim_start_matches("开始");
            if let Some(day) = day.filter(|_| BEGINS.iter().any(|word| begins.starts_with(word))) {
                return Some(proposal(day, Confidence::Sure, at, text));
            }
        }
    }
    let day = issued?;
    let (at, p) = paragraphs.iter().enumerate().rev().find(|(_, p)| {
        ["印发", "发布", "公布", "发文", "下发", "签发", "颁布"].iter().any(|word| {
            p.text.contains(&format!("自{word}之日起")) || p.text.contains(&format!("从{word}之日起"))
        })
    })?;
    Some(proposal(day, Confidence::Likely, at, &p.text))
}

/// 有效期至2031年12月31日 ends the day after; 有效期五年 ends so many years after it began.
fn effective_to(paragraphs: &[Paragraph], from: Option<NaiveDate>) -> Option<Proposal<NaiveDate>> {
    for (at, p) in paragraphs.iter().enumerate().rev() {
        let text = &p.text;
        let Some(start) = ["有效期", "试行期", "施行期限", "暂行期"].iter().find_map(|word| text.find(word))
        else {
            continue;
        };
        let behind = &text[start..];
        let until = days::find(behind).into_iter().find(|found| {
            let before = behind[..found.start].trim_end();
            before.ends_with('至') || before.ends_with('到') || before.ends_with("截止")
        });
        if let Some(last) = until.and_then(|found| found.day) {
            return Some(proposal(last.succ_opt()?, Confidence::Sure, at, text));
        }
        let digits = |c: char| c.is_ascii_digit() || "一二三四五六七八九十两".contains(c);
        if let Some(number) = behind.find(digits) {
            let rest = &behind[number..];
            let length = rest.find(|c| !digits(c)).unwrap_or(rest.len());
            let years =
                cutting::number(&rest[..length].replace('两', "二")).and_then(|n| u32::try_from(n).ok());
            let unit = rest[length..].trim_start();
            if let Some((years, from)) =
                years.zip(from).filter(|(n, _)| unit.starts_with('年') && (1..=30).contains(n))
            {
                return Some(proposal(days::years_after(from, years)?, Confidence::Likely, at, text));
            }
        }
    }
    None
}

/// Sentences that end something else.
fn repeals(paragraphs: &[Paragraph]) -> Vec<Proposal<String>> {
    let mut found = Vec::new();
    for (at, p) in paragraphs.iter().enumerate() {
        for sentence in p.text.split_inclusive(['。', '；']) {
            let ends = ["废止", "停止执行", "不再执行", "失效"].iter().any(|word| sentence.contains(word));
            let named = sentence.contains('《') || !number_in(sentence).is_empty();
            if ends && named {
                found.push(proposal(sentence.trim().to_owned(), Confidence::Sure, at, sentence.trim()));
            }
        }
    }
    found
}

/// Document numbers named in a text, as they are compared: without blanks, in 〔〕.
#[must_use]
pub fn numbers(text: &str) -> Vec<String> {
    number_in(text).into_iter().map(|(_, _, value)| value).collect()
}

/// The year named in a document number.
fn year_of_number(number: &str) -> Option<i32> {
    let (_, rest) = number.split_once('〔')?;
    rest.split_once('〕')?.0.parse().ok()
}

/// Whether the number's year and the day of issue contradict each other.
pub(super) fn contradicts(number: &str, issued: NaiveDate) -> bool {
    year_of_number(number).is_some_and(|year| year != issued.year())
}
