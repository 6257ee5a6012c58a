//! What the papers of each kind say: one file a kind in [`super::kind`], and what several of them share.

#![expect(clippy::non_ascii_literal, reason = "the words of parties and amounts as printed")]

use std::ops::Range;

use super::flow::{Flow, starts};
use super::pairs::{self, Found, in_order};
use super::shapes::{Shape, day};
use super::sheet::{Sheet, Span};
use super::{Cell, Field, Kind, Table};
use super::{guessed, kind};

/// Fields and tables of a paper.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// Its fields.
    pub fields: Vec<Field>,
    /// Its tables.
    pub tables: Vec<Table>,
}

impl Content {
    /// Adds a field unless the paper has it.
    pub(super) fn add(&mut self, field: Option<Field>) {
        if let Some(field) = field.filter(|field| !self.has(&field.key)) {
            self.fields.push(field);
        }
    }

    /// Adds a field even when the paper has one of that key: what stands on each page.
    pub(super) fn push(&mut self, field: Option<Field>) {
        self.fields.extend(field);
    }

    /// Whether a field was found.
    pub(super) fn has(&self, key: &str) -> bool {
        self.fields.iter().any(|field| field.key == key)
    }
}

/// Reads the pages of one paper.
pub(super) fn read(kind: Kind, sheets: &[Sheet<'_>]) -> Content {
    let mut content = match kind {
        Kind::BankStatement => kind::bank_statement::read(sheets),
        Kind::PurchaseContract => kind::purchase_contract::read(sheets),
        Kind::LeaseContract => kind::lease_contract::read(sheets),
        Kind::VatInvoice => kind::vat_invoice::read(sheets),
        Kind::IncomeProof => kind::income_proof::read(sheets),
        Kind::IdCard => kind::id_card::read(sheets),
        Kind::MarriageCertificate => kind::marriage_certificate::read(sheets),
        Kind::PropertyCertificate => kind::property_certificate::read(sheets),
        Kind::LeavingProof => kind::leaving_proof::read(sheets),
        Kind::HouseholdRegister => kind::household_register::read(sheets),
        Kind::Other => Content::default(),
    };
    guessed::add(kind, sheets, &mut content);
    in_order(kind, &mut content.fields);
    content
}

/// The second day of a period: what stands behind the first on its line (2024-01-01 至 2024-06-30).
pub(super) fn second_day(sheets: &[Sheet<'_>], found: &Found) -> Option<Vec<Span>> {
    let span = found.spans.last()?;
    let line = sheets.get(found.sheet)?.lines.get(span.line)?;
    let from = span.range.end;
    let reach = line.text.len().min(from + 8);
    let at = (from..reach).find(|at| day(&line.text, *at).is_some())?;
    let between = line.slice(from..at);
    let joined = !between.is_empty()
        && between.iter().all(|c| {
            matches!(c, '至' | '到' | '-' | '~' | '起' | '一' | '—' | '止' | ':' | '/' | '.' | '日')
        });
    joined.then(|| vec![Span { line: span.line, range: at..day(&line.text, at).unwrap_or(at) }])
}

/// A field of the best value of a key, under another key perhaps.
pub(super) fn best_of<'a>(found: &'a [Found], name: &str) -> Option<&'a Found> {
    found.iter().filter(|one| one.ask.name == name).reduce(|a, b| if b.score > a.score { b } else { a })
}

/// The amount behind some words in running text, in figures and in words: `keys` are those of the two fields.
pub(super) fn money(
    flow: &Flow<'_, '_>,
    words: &str,
    keys: (&'static str, &'static str),
    content: &mut Content,
) {
    money_but(flow, words, "", keys, content);
}

/// [`money`], where what begins like the label may be the label of another amount (租金总额 is no 租金): `others`.
pub(super) fn money_but(
    flow: &Flow<'_, '_>,
    words: &str,
    others: &str,
    keys: (&'static str, &'static str),
    content: &mut Content,
) {
    /// Words begin so close behind their own label.
    const OWN: usize = 6;
    let mut hits = flow.ranked(words);
    if !others.is_empty() {
        let others = flow.ranked(others);
        hits.retain(|hit| !others.iter().any(|other| other.start < hit.end && hit.start < other.end));
    }
    // A form has a cell of its own for the words, whatever stands between.
    for hit in &hits {
        let rest = flow.text.get(hit.end..).unwrap_or_default();
        if let Some(label) = starts(rest, "大写|(大写)|金额大写") {
            let from = hit.end + label;
            let said = flow.within(from..from + OWN, Shape::Words);
            content.add(said.and_then(|range| flow.field(keys.1, range, 0.95)));
        }
    }
    let mut stated: Vec<Stated> = hits
        .into_iter()
        .filter(|hit| !is_share(flow, hit.end))
        .filter_map(|hit| Stated::behind(flow, hit, words))
        .collect();
    // An amount right behind its label before one with other words between (房价款：于6月3日前自付…); else as ranked.
    stated.sort_by_key(|stated| stated.strange > SLIPS);
    if let Some(Stated { figures, said, .. }) = stated.into_iter().next() {
        content.add(figures.and_then(|range| flow.field(keys.0, range, 0.95)));
        content.add(said.and_then(|range| flow.field(keys.1, range, 0.95)));
    }
}

/// So many characters between a label and its amount may be strange.
const SLIPS: usize = 2;

/// An amount behind a label, in figures, in words or both.
struct Stated {
    figures: Option<Range<usize>>,
    said: Option<Range<usize>>,
    /// Characters between the label and the first of both that are part of no label.
    strange: usize,
}

impl Stated {
    fn behind(flow: &Flow<'_, '_>, hit: Range<usize>, label: &str) -> Option<Self> {
        const REACH: usize = 64;
        let end = flow.sentence_end(hit.end).min(hit.end + REACH);
        // In a table the value stands below its heading, and that of the next column behind it.
        let heading = flow.is_heading(&hit);
        let value = |shape| if heading { flow.below(&hit, shape) } else { flow.within(hit.end..end, shape) };
        // A count or the number of a page is no amount, and an amount per something no total.
        let figures = value(Shape::Amount).filter(|range| !per(flow, range.end) && is_stated(flow, range));
        let (figures, said) = match (figures, value(Shape::Words)) {
            // Figures and words of one amount stand together; of two amounts the nearer to the label counts.
            (Some(figures), Some(said)) if !are_one(flow, &figures, &said, label) => {
                if said.start < figures.start { (None, Some(said)) } else { (Some(figures), None) }
            }
            both => both,
        };
        let first = [&figures, &said].into_iter().flatten().map(|range| range.start).min()?;
        let strange =
            if heading { 0 } else { strange(flow.text.get(hit.end..first).unwrap_or_default(), label) };
        Some(Self { figures, said, strange })
    }
}

/// Whether a figure is stated as an amount: with three digits, or with a sign or name of money.
pub(super) fn is_stated(flow: &Flow<'_, '_>, range: &Range<usize>) -> bool {
    let text = flow.text.get(range.clone()).unwrap_or_default();
    let money = text.iter().any(|c| matches!(c, '¥' | '$' | '万')) || flow.text.get(range.end) == Some(&'元');
    money || text.iter().filter(|c| c.is_ascii_digit()).count() >= 3
}

/// Whether a share of what is named follows (总价的百分之一, 总价款的 5%): the amount behind it is another.
fn is_share(flow: &Flow<'_, '_>, end: usize) -> bool {
    let rest = flow.text.get(end..).unwrap_or_default();
    let rest = rest.strip_prefix(&['的']).or_else(|| rest.strip_prefix(&['之'])).unwrap_or(rest);
    let figures = rest.iter().take_while(|c| c.is_ascii_digit() || **c == '.').count();
    starts(rest, "百分|千分|万分").is_some()
        || (figures > 0 && matches!(rest.get(figures), Some('%' | '‰' | '成')))
}

/// Whether figures and words say one amount: nothing stands between them that begins another (500,000 元，其中首付
/// 壹拾伍万元). `label` is what stands before both, parted by `|`.
pub(super) fn are_one(flow: &Flow<'_, '_>, figures: &Range<usize>, said: &Range<usize>, label: &str) -> bool {
    let (from, to) =
        if figures.start < said.start { (figures.end, said.start) } else { (said.end, figures.start) };
    // One character may have been misread.
    strange(flow.text.get(from..to).unwrap_or_default(), label) <= 1 && to.saturating_sub(from) < 40
}

/// Characters of a stretch that belong neither to the label (parted by `|`) nor to what stands between an amount in
/// figures and in words. The end of a sentence counts as one.
fn strange(mut text: &[char], label: &str) -> usize {
    /// What stands between figures and words of one amount, longest first.
    const OF_BOTH: &str = "人民币|大写|小写|金额|合计|共计|总计|每月|每年|税前|税后|含税|元|圆|整|正|月|年|平|均|计|即|为|是|约|rmb|cny";
    let mut left = 0;
    while let Some(first) = text.first() {
        let sign = !first.is_alphanumeric() && *first != '。' && *first != ';';
        let length = starts(text, label).or_else(|| starts(text, OF_BOTH));
        left += usize::from(!sign && length.is_none());
        text = text.get(if sign { 1 } else { length.unwrap_or(1) }..).unwrap_or_default();
    }
    left
}

/// Whether an amount goes on as a price of something: 元/平方米, 元每平方米. One a month (元/月) is what rents and
/// incomes are.
fn per(flow: &Flow<'_, '_>, end: usize) -> bool {
    let rest = flow.text.get(end..).unwrap_or_default();
    let rest = rest.strip_prefix(&['元']).unwrap_or(rest);
    starts(rest, "/|每平方米|一平方米").is_some() && starts(rest, "/月|/每月|/个月").is_none()
}

/// A party of a contract: its name and the numbers behind it.
#[derive(Debug, Clone)]
pub(super) struct Party {
    /// Whether it is the side that gives (seller, lessor).
    pub gives: bool,
    /// Name.
    pub name: Range<usize>,
    /// Numbers of identity cards between this party and the next.
    pub people: Vec<Range<usize>>,
    /// Codes of units.
    pub units: Vec<Range<usize>>,
    /// How good its place is.
    worth: u8,
}

/// Finds both parties in running text and forms. Words of each side are parted by `|`, best first.
pub(super) fn parties(flow: &Flow<'_, '_>, giving: &str, taking: &str) -> Vec<Party> {
    let mut found: Vec<Party> = Vec::new();
    for (gives, words) in [(true, giving), (false, taking)] {
        for hit in flow.hits(words) {
            let Some((name, worth)) = name_behind(flow, hit.clone()) else { continue };
            found.push(Party { gives, name, people: Vec::new(), units: Vec::new(), worth });
        }
    }
    found.sort_by_key(|party| party.name.start);
    let starts: Vec<usize> = found.iter().map(|party| party.name.start).collect();
    for (at, party) in found.iter_mut().enumerate() {
        let next = starts.iter().skip(at + 1).copied().find(|next| *next > party.name.end);
        let end = next.unwrap_or(flow.text.len()).min(party.name.end + 260);
        let mut from = party.name.end;
        while let Some(range) = flow.within(from..end, Shape::Person) {
            let text = flow.text.get(range.clone()).unwrap_or_default();
            let letters = text.iter().filter(|c| c.is_ascii_alphabetic()).count();
            let label = flow.text.get(range.start.saturating_sub(16)..range.start).unwrap_or_default();
            let of_unit = letters > 1
                || label
                    .windows(2)
                    .any(|two| matches!(two, ['信', '用'] | ['执', '照'] | ['机', '构'] | ['账' | '卡', _]));
            if of_unit && letters <= 2 && label.contains(&'账') {
                // An account number is neither.
            } else if of_unit {
                party.units.push(range.clone());
            } else {
                party.people.push(range.clone());
            }
            from = range.end;
        }
        let labels = ["统一社会信用代码", "营业执照", "信用代码", "组织机构代码"];
        if party.units.is_empty() {
            let stretch = flow.text.get(party.name.end..end).unwrap_or_default();
            let needles = super::fold::Needles::new(labels);
            for hit in needles.all(stretch) {
                if let Some(range) =
                    flow.within(party.name.end + hit.to..(party.name.end + hit.to + 30).min(end), Shape::Unit)
                {
                    party.units.push(range);
                    break;
                }
            }
        }
    }
    found
}

/// The best party of a side.
pub(super) fn party(found: &[Party], gives: bool) -> Option<&Party> {
    let own = found.iter().filter(|party| party.gives == gives);
    own.reduce(|a, b| {
        if (b.worth, b.people.len() + b.units.len()) > (a.worth, a.people.len() + a.units.len()) {
            b
        } else {
            a
        }
    })
}

/// The name behind the word of a party, and how sure its place is.
fn name_behind(flow: &Flow<'_, '_>, hit: Range<usize>) -> Option<(Range<usize>, u8)> {
    let mut at = hit.end;
    let mut worth = 0;
    let opens = flow.starts_line(hit.start) || flow.gap(hit.start) > 0.6;
    // 甲方（出卖人）, (以下简称甲方)
    if flow.text.get(at) == Some(&'(') {
        let close = flow.text.get(at..(at + 20).min(flow.text.len()))?.iter().position(|c| *c == ')')?;
        let inner = flow.text.get(at + 1..at + close)?;
        if inner.iter().any(|c| matches!(c, '章' | '字')) {
            return None;
        }
        at += close + 1;
    }
    if starts(flow.text.get(at..)?, "姓名|名称")
        .is_some_and(|length| flow.text.get(at + length) == Some(&':'))
    {
        at += 2;
    }
    if flow.text.get(at) == Some(&':') {
        at += 1;
        worth += 2;
    } else if !opens || flow.gap(at) <= 0.5 {
        return None;
    }
    worth += u8::from(opens);
    let line = flow.line(hit.start);
    if flow.line(at) != line && !flow.starts_line(at) {
        return None;
    }
    let mut end = at;
    while let Some(c) = flow.text.get(end) {
        let ends = matches!(c, ',' | ';' | '。' | ':' | '[' | '|')
            || (end > at && flow.starts_line(end))
            || end - at >= 40;
        let labelled = end > at + 1 && starts(flow.text.get(end..)?, "身份证|证件|统一社会|营业执照|法定代表|联系电话|(以下简称|(签|(盖|地址|住址|电话|性别|国籍|通讯地址|签约|签订|乙方|甲方").is_some();
        // 张　三: a short name may be spaced, but not as far as the next column.
        let apart = (end > at + 3 && flow.gap(end) > 1.5) || (end > at + 1 && flow.gap(end) > 2.5);
        if ends || labelled || apart {
            break;
        }
        end += 1;
    }
    let text = flow.text.get(at..end)?;
    // In a form of two columns the word of the other side stands behind that of the first.
    if starts(text, "甲方|乙方|丙方|出租方|承租方|出租人|承租人|出卖人|买受人|卖方|买方").is_some()
    {
        return None;
    }
    let letters = text.iter().filter(|c| c.is_alphabetic()).count();
    let sentence = text.iter().any(|c| matches!(c, '应' | '须' | '将' | '的')) && letters > 12;
    (letters >= 2 && !sentence && text.first().is_some_and(|c| c.is_alphabetic() || *c == '('))
        .then_some((at..end, worth))
}

/// The cells of some rows.
pub(super) fn cells(sheet: &Sheet<'_>, row: &[Vec<Span>]) -> Vec<Option<Cell>> {
    row.iter().map(|spans| if spans.is_empty() { None } else { sheet.cell(spans) }).collect()
}

/// Pairs of a form with the pages' tables left out.
pub(super) fn on_forms(sheets: &[Sheet<'_>], form: &pairs::Form) -> Vec<Found> {
    pairs::find(sheets, form, |_, _| false)
}
