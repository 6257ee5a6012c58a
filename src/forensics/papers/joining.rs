//! Pages into papers: what goes on from one page to the next.

#![expect(clippy::non_ascii_literal, reason = "the words clauses and page numbers are known by")]

use super::Kind;
use super::fold::Needles;
use super::kinds::Guess;
use super::shapes::Shape;
use super::sheet::Sheet;
use super::tables;

/// Pages that are one paper.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    /// What it is.
    pub kind: Kind,
    /// How sure.
    pub confidence: f32,
    /// First page and the one behind the last.
    pub pages: std::ops::Range<usize>,
}

/// Puts pages together.
pub(super) fn runs(sheets: &[Sheet<'_>], guesses: &[Guess]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, (sheet, guess)) in sheets.iter().zip(guesses).enumerate() {
        if let Some(run) = runs.last_mut()
            && joins(run, sheets, guesses, sheet, guess)
        {
            run.pages.end = at + 1;
            if guess.kind == run.kind {
                run.confidence = run.confidence.max(guess.confidence);
            }
            continue;
        }
        runs.push(Run { kind: guess.kind, confidence: guess.confidence, pages: at..at + 1 });
    }
    bridged(runs)
}

/// A page nobody knows between two parts of one contract (a plan, an annex, a page without words) is a page of
/// it.
fn bridged(runs: Vec<Run>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let mut rest = runs.into_iter().peekable();
    while let Some(run) = rest.next() {
        let contract = |kind: Kind| matches!(kind, Kind::PurchaseContract | Kind::LeaseContract);
        let between = run.kind == Kind::Other && run.pages.len() <= 6;
        if let (Some(before), Some(after)) = (out.last_mut(), rest.peek())
            && between
            && contract(before.kind)
            && after.kind == before.kind
        {
            before.pages.end = after.pages.end;
            before.confidence = before.confidence.max(after.confidence);
            rest.next();
            continue;
        }
        out.push(run);
    }
    out
}

fn joins(run: &Run, sheets: &[Sheet<'_>], guesses: &[Guess], sheet: &Sheet<'_>, guess: &Guess) -> bool {
    let first = sheets.get(run.pages.start);
    let last_titled = guesses.get(run.pages.clone()).unwrap_or_default().iter().any(|guess| guess.titled);
    let numbered = page_number(sheet);
    let says_first = numbered == Some(1);
    let says_later = numbered.is_some_and(|number| number > 1);
    match run.kind {
        Kind::BankStatement => {
            let own = guess.kind == Kind::BankStatement;
            let goes_on = own || (weak(guess) && tables::row_lines(sheet) >= 1);
            let same = first.is_none_or(|first| same_number(first, sheet));
            goes_on && same && (!says_first || !guess.titled)
        }
        Kind::PurchaseContract | Kind::LeaseContract => {
            if guess.kind == run.kind {
                return !guess.titled || says_later || !last_titled;
            }
            weak(guess) && (says_later || clauses(sheet) >= 1 || signatures(sheet))
        }
        Kind::VatInvoice => guess.kind == run.kind && !guess.titled && says_later,
        Kind::IdCard => {
            guess.kind == run.kind && complementary(sheets, run, sheet, "公民身份号码", "签发机关")
        }
        Kind::MarriageCertificate => {
            guess.kind == run.kind && !repeats(sheets, run, sheet, "结婚证字号|持证人")
        }
        Kind::PropertyCertificate => {
            let annex = weak(guess) && has(sheet, "附记|附图|宗地图|房产平面图|分户图");
            annex
                || (guess.kind == run.kind
                    && !repeats(sheets, run, sheet, "不动产单元号|权利人|房屋所有权人"))
        }
        Kind::HouseholdRegister => {
            guess.kind == run.kind && !repeats(sheets, run, sheet, "户主或与户主关系|与户主关系|户主姓名")
        }
        Kind::Other => {
            guess.kind == Kind::Other && !sheet.lines.is_empty() && first.is_some_and(|f| !f.lines.is_empty())
        }
        Kind::IncomeProof | Kind::LeavingProof => false,
    }
}

/// No kind is sure of the page.
fn weak(guess: &Guess) -> bool {
    guess.kind == Kind::Other || (guess.confidence < 0.75 && !guess.titled)
}

fn has(sheet: &Sheet<'_>, words: &str) -> bool {
    let needles = Needles::new(words.split('|'));
    sheet.lines.iter().any(|line| !needles.all(&line.text).is_empty())
}

/// Whether what makes a paper whole stands on both sides.
fn repeats(sheets: &[Sheet<'_>], run: &Run, sheet: &Sheet<'_>, words: &str) -> bool {
    words.split('|').any(|word| {
        has(sheet, word) && sheets.get(run.pages.clone()).unwrap_or_default().iter().any(|s| has(s, word))
    })
}

/// The two sides of a card: one has what the other has not.
fn complementary(sheets: &[Sheet<'_>], run: &Run, sheet: &Sheet<'_>, front: &str, back: &str) -> bool {
    let before = sheets.get(run.pages.clone()).unwrap_or_default();
    [front, back].iter().all(|side| !has(sheet, side) || !before.iter().any(|page| has(page, side)))
}

/// 第2页, 2/5, 第 2 页 共 5 页, at the edges of the page.
fn page_number(sheet: &Sheet<'_>) -> Option<u32> {
    let count = sheet.lines.len();
    let edges = sheet.lines.iter().enumerate().filter(|(at, _)| *at < 6 || at + 4 > count);
    for (_, line) in edges {
        for (at, c) in line.text.iter().enumerate() {
            let rest = line.text.get(at + 1..).unwrap_or_default();
            let digits: String = rest.iter().take_while(|c| c.is_ascii_digit()).take(4).collect();
            let after = rest.get(digits.len());
            if *c == '第' && after == Some(&'页') {
                return digits.parse().ok();
            }
            let page = line
                .text
                .get(at.saturating_sub(1)..=at)
                .is_some_and(|two| two == ['页', '码'] || two == ['页', ':']);
            if page && !digits.is_empty() {
                return digits.parse().ok();
            }
        }
    }
    None
}

/// Lines that begin a clause: 第三条, 第十二条.
fn clauses(sheet: &Sheet<'_>) -> usize {
    let begins = |text: &[char]| {
        let inner =
            text.iter().skip(1).take_while(|c| "一二三四五六七八九十百0123456789".contains(**c)).count();
        text.first() == Some(&'第') && (1..=5).contains(&inner) && text.get(inner + 1) == Some(&'条')
    };
    sheet.lines.iter().filter(|line| begins(&line.text)).count()
}

/// A page with what both parties sign.
fn signatures(sheet: &Sheet<'_>) -> bool {
    has(sheet, "甲方|出卖人|出租人|出租方|卖方") && has(sheet, "乙方|买受人|承租人|承租方|买方")
}

/// Whether the long numbers at the head of two pages (account, card) do not contradict each other.
fn same_number(a: &Sheet<'_>, b: &Sheet<'_>) -> bool {
    let number = |sheet: &Sheet<'_>| {
        let needles = Needles::new(["账号", "卡号", "账户", "客户账号"]);
        sheet.lines.iter().take(14).find_map(|line| {
            let hit = needles.all(&line.text).into_iter().next()?;
            let rest = line.text.get(hit.to..)?;
            let found = Shape::Account.find(rest)?;
            (found.start < 12 && found.len() >= 10).then(|| rest[found].to_vec())
        })
    };
    match (number(a), number(b)) {
        // Stars are counted badly: the end of the number tells. One misread digit is no other account.
        (Some(a), Some(b)) if a.contains(&'*') || b.contains(&'*') => {
            a.iter().rev().zip(b.iter().rev()).take(4).filter(|(a, b)| a != b).count() <= 1
        }
        (Some(a), Some(b)) if a.len() == b.len() => a.iter().zip(&b).filter(|(a, b)| a != b).count() <= 1,
        (Some(a), Some(b)) => a.len().abs_diff(b.len()) <= 1,
        _ => true,
    }
}
