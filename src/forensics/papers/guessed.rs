//! Values behind labels nobody knows, told by what stands around them.
//!
//! A form may call the price of a house what it likes: an amount per square metre is its unit price, days with 至
//! between them are a term, and what is called by a word of sums and a word of prices is the whole. Only what no
//! label gave is looked for, and what is found here is less sure than a value behind its own label.

#![expect(clippy::non_ascii_literal, reason = "the parts labels are put together from, as printed")]

use std::ops::Range;

use super::fields::{Content, are_one};
use super::flow::{BREAK, Flow};
use super::fold::han;
use super::shapes::Shape;
use super::sheet::Sheet;
use super::{Kind, Place};

/// How sure a guessed value is: below what any check takes for safe.
const SURE: f32 = 0.85;
/// Values of a paper that are looked at.
const MOST: usize = 2_000;
/// So far a label reaches before its value, and a sentence, in characters.
const LABEL: usize = 22;
const SENTENCE: usize = 60;
/// So far what stands behind a value tells what it is.
const BEHIND: usize = 8;
/// Between two days of one term.
const JOINT: usize = 6;

/// What an amount is called: its key, words of which its label has one (of each group), and words it has none of.
type Called = (&'static str, &'static [&'static str], &'static str);

const PRICES: &[Called] = &[
    ("down_payment", &["首付|首期|首笔|首次付|自筹|自付|自有资金"], "贷款|按揭"),
    ("loan", &["贷款|按揭|公积金"], "首付|首期|利率|年限"),
    (
        "total",
        &["总|合计|共计|全部|成交|转让|出售|购房|房屋|本房", "价|款|金额|房款|计"],
        "首|贷|按揭|定金|订金|押|税|维修|物业|违约|余款|尾款|剩余|单价|每|佣|中介|代理|面积|利息|罚|期款|分期|装修|家具|家电|车位|评估|网签价|监管|滞纳|赔",
    ),
];
const RENTS: &[Called] = &[
    ("deposit", &["押金|保证金|押付"], "违约|退|抵"),
    ("total", &["租", "总|合计|共计|全年|全部|整年"], "押|违约|物业"),
    (
        "rent",
        &["月租|每月|月付|租金|房租|/月"],
        "押|违约|物业|总|合计|共计|全年|水|电|燃|宽带|服务费|佣|逾期|滞纳|递增",
    ),
];
const INCOMES: &[Called] = &[
    (
        "yearly_income",
        &["年|十二个月|12个月", "收入|工资|薪|酬|所得"],
        "公积金|社保|缴|税额|扣|奖金为|补贴为|月",
    ),
    (
        "monthly_income",
        &["月", "收入|工资|薪|酬|所得|实发|应发"],
        "公积金|社保|缴|税额|扣|奖金为|补贴为|年收|年薪|年总|十二个月|12个月|房贷|负债|还款",
    ),
];
const SUMS: &[Called] = &[
    ("opening_balance", &["期初|上期|上页|起始|承前|前期|月初|初始", "余|结|存"], "可用"),
    ("closing_balance", &["期末|本期|截止|截至|最后|最终|月末|当前|现有", "余|结存|结余"], "可用|日均|冻结"),
    ("total_in", &["总|合计|累计|共|小计", "收入|存入|贷|转入|入账|流入|进账|收款"], "笔数|支出|借"),
    ("total_out", &["总|合计|累计|共|小计", "支出|支取|借|转出|出账|流出|付款|取款"], "笔数|收入|贷"),
];

/// What stands directly behind an amount per square metre, and before it.
const PER_METRE: &str =
    "/平方米|/M2|/平米|/平|每平方米|每平米|一平方米|/每平方米|每M2|/建筑平方米|元/平|元/M2|元每平|元/建";
const PER_METRE_BEFORE: &str = "每平方米|每平米|每建筑平方米|每M2|/M2|/平方米|单价|均价|每平方";
const METRES: [&str; 3] = ["平方米", "M2", "平米"];

/// An amount on the paper, in figures or in words.
struct Told {
    range: Range<usize>,
    words: bool,
}

/// Adds what the labels did not give.
pub(super) fn add(kind: Kind, sheets: &[Sheet<'_>], content: &mut Content) {
    let flow = Flow::of(sheets);
    let mut guess = Guess { flow: &flow, content };
    match kind {
        Kind::PurchaseContract => {
            guess.areas("building_area");
            guess.unit_price();
            guess.amounts(PRICES);
        }
        Kind::LeaseContract => {
            guess.areas("area");
            guess.amounts(RENTS);
            guess.term("from", "to");
        }
        Kind::IncomeProof => {
            guess.amounts(INCOMES);
            guess.person();
        }
        Kind::LeavingProof => {
            guess.term("from", "left_on");
            guess.person();
        }
        Kind::PropertyCertificate => guess.areas("area"),
        Kind::BankStatement => guess.amounts(SUMS),
        Kind::IdCard | Kind::HouseholdRegister => guess.person(),
        Kind::VatInvoice | Kind::MarriageCertificate | Kind::Other => {}
    }
}

struct Guess<'a, 'b, 'c> {
    flow: &'a Flow<'a, 'b>,
    content: &'c mut Content,
}

impl Guess<'_, '_, '_> {
    fn text(&self, range: Range<usize>) -> &[char] {
        self.flow.text.get(range.start..range.end.min(self.flow.text.len())).unwrap_or_default()
    }

    fn string(&self, range: Range<usize>) -> String {
        self.text(range).iter().filter(|c| **c != BREAK).collect()
    }

    fn keep(&mut self, key: &str, range: Range<usize>) {
        self.content.add(self.flow.field(key, range, SURE));
    }

    fn place(&self, range: &Range<usize>) -> Option<Place> {
        self.flow.field("", range.clone(), 1.0)?.place
    }

    /// Whether a field or a cell of a table stands there.
    fn is_taken(&self, range: &Range<usize>) -> bool {
        let Some(place) = self.place(range) else { return true };
        let within = |other: Option<Place>| {
            other.is_some_and(|other| other.page == place.page && place.region.mostly_in(&other.region))
        };
        let cells = self.content.tables.iter().flat_map(|table| table.rows.iter().flatten().flatten());
        self.content.fields.iter().any(|field| within(field.place))
            || cells.into_iter().any(|cell| within(cell.place))
    }

    /// Takes a value away from fields that only had it for want of a better one.
    fn release(&mut self, range: &Range<usize>, keys: &[&str]) {
        let place = self.place(range);
        self.content.fields.retain(|field| !(keys.contains(&field.key.as_str()) && field.place == place));
    }

    /// Amounts in figures and in words, in the order of the paper.
    fn told(&self) -> Vec<Told> {
        let mut found: Vec<Told> = Vec::new();
        for (shape, words) in [(Shape::Amount, false), (Shape::Words, true)] {
            let mut at = 0;
            for _ in 0..MOST {
                let Some(range) = self.flow.within(at..self.flow.text.len(), shape) else { break };
                at = range.end.max(at + 1);
                let digits = self.text(range.clone()).iter().filter(|c| c.is_ascii_digit()).count();
                // A count of months or a number of a floor is no amount anybody states.
                if words || digits >= 3 {
                    found.push(Told { range, words });
                }
            }
        }
        found.sort_by_key(|told| told.range.start);
        found
    }

    /// What an amount is called: by the words before it in its clause, else by the heading above it, else by the
    /// beginning of its sentence.
    fn called(&self, told: &Told, after: usize, calls: &[Called]) -> Option<&'static str> {
        let start = told.range.start;
        let clause = {
            let least = after.max(start.saturating_sub(LABEL));
            let before = self.text(least..start);
            let stop =
                before.iter().rposition(|c| matches!(*c, ',' | ';' | '。' | BREAK)).map_or(0, |at| at + 1);
            least + stop..start
        };
        let sentence = after.max(self.flow.sentence_start(start)).max(start.saturating_sub(SENTENCE))..start;
        let own = self.string(clause);
        // 5,400元/月: what stands behind belongs to the label.
        let behind = self.string(told.range.end..told.range.end + BEHIND);
        let per = if behind.starts_with("元/月") || behind.starts_with("/月") || behind.starts_with("元每月")
        {
            "/月"
        } else {
            ""
        };
        let own = format!("{own}{per}");
        key_of(&own, calls)
            .or_else(|| key_of(&self.string(self.flow.above(&told.range)?), calls))
            .or_else(|| key_of(&self.string(sentence), calls))
    }

    fn amounts(&mut self, calls: &[Called]) {
        let missing =
            |content: &Content, key: &str| !content.has(key) && !content.has(&format!("{key}_words"));
        if calls.iter().all(|(key, ..)| !missing(self.content, key)) {
            return;
        }
        let told = self.told();
        let mut after = 0;
        let mut at = 0;
        while let Some(one) = told.get(at) {
            let pair = told.get(at + 1).filter(|next| {
                next.words != one.words
                    && are_one(self.flow, Self::of(one, next, false), Self::of(one, next, true), "")
            });
            let last = pair.unwrap_or(one).range.end;
            let step = if pair.is_some() { 2 } else { 1 };
            let key = self.called(one, after, calls).filter(|key| missing(self.content, key));
            if let Some(key) = key.filter(|_| !self.per_metre(&one.range)) {
                let both = [Some(one), pair];
                if both.iter().flatten().all(|told| !self.is_taken(&told.range)) {
                    for told in both.into_iter().flatten() {
                        let key = if told.words { format!("{key}_words") } else { key.to_owned() };
                        self.keep(&key, told.range.clone());
                    }
                }
            }
            after = last;
            at += step;
        }
    }

    /// Of two amounts the one in words, or in figures.
    fn of<'t>(one: &'t Told, other: &'t Told, words: bool) -> &'t Range<usize> {
        if one.words == words { &one.range } else { &other.range }
    }

    fn per_metre(&self, range: &Range<usize>) -> bool {
        let behind = self.string(range.end..range.end + BEHIND);
        let behind = behind.strip_prefix('元').unwrap_or(&behind);
        PER_METRE.split('|').any(|word| behind.starts_with(word))
    }

    /// An amount per square metre.
    fn unit_price(&mut self) {
        if self.content.has("unit_price") {
            return;
        }
        let told = self.told();
        let mut after = 0;
        let mut found = None;
        for one in told.iter().filter(|one| !one.words) {
            let label = self.string(after.max(one.range.start.saturating_sub(14))..one.range.start);
            let above = || self.flow.above(&one.range).map(|range| self.string(range)).unwrap_or_default();
            let named = |text: &str| PER_METRE_BEFORE.split('|').any(|word| text.contains(word));
            if self.per_metre(&one.range) || named(&label) || (label.is_empty() && named(&above())) {
                found = Some(one.range.clone());
                break;
            }
            after = one.range.end;
        }
        if let Some(range) = found.filter(|range| !self.is_taken(range)) {
            self.keep("unit_price", range);
        }
    }

    /// Numbers of square metres: the inner area where it is called so, the whole elsewhere.
    fn areas(&mut self, whole: &'static str) {
        let mut at = 0;
        for _ in 0..MOST {
            let Some(number) = self.flow.within(at..self.flow.text.len(), Shape::Number) else { break };
            at = number.end.max(at + 1);
            let behind = self.string(number.end..number.end + 3);
            if !METRES.iter().any(|unit| behind.starts_with(unit)) || self.is_taken(&number) {
                continue;
            }
            let label = self.string(number.start.saturating_sub(12)..number.start);
            let near = label
                .rsplit(|c: char| c.is_ascii_digit() || matches!(c, ',' | ';' | '。'))
                .next()
                .unwrap_or("");
            let other = ["摊", "共有", "共用", "地", "院", "露台", "阳台", "误差", "差异", "每", "宗"];
            if other.iter().any(|word| near.contains(word)) || !near.chars().any(han) {
                continue;
            }
            let inner = ["套内", "专有", "使用"].iter().any(|word| near.contains(word));
            if inner && whole != "area" {
                self.keep("inner_area", number);
            } else if !inner && (near.contains("面积") || near.contains("建筑")) {
                self.keep(whole, number);
            }
        }
    }

    /// Two days with 至 between them.
    fn term(&mut self, from: &str, to: &str) {
        if self.content.has(to) {
            return;
        }
        let begun = self.content.fields.iter().find(|field| field.key == from).map(|field| field.place);
        let mut at = 0;
        for _ in 0..MOST {
            let Some(first) = self.flow.within(at..self.flow.text.len(), Shape::Date) else { return };
            at = first.end.max(at + 1);
            let Some(second) = self.flow.within(first.end..first.end + JOINT, Shape::Date) else { continue };
            let between = self.string(first.end..second.start);
            let joint = between.contains(['至', '到', '-', '~', '—']) && !between.contains(['。', ';', ',']);
            if joint {
                // The last day of the paper was taken for that of its signing.
                self.release(&second, &["signed_on", "issued_on"]);
            }
            let own = match begun {
                Some(place) => self.place(&first) == place,
                None => !self.is_taken(&first),
            };
            if joint && own && !self.is_taken(&second) {
                self.keep(from, first);
                self.keep(to, second);
                return;
            }
        }
    }

    /// The one number of a person on the paper.
    fn person(&mut self) {
        if self.content.has("id_number") {
            return;
        }
        let mut found = Vec::new();
        let mut at = 0;
        for _ in 0..MOST {
            let Some(range) = self.flow.within(at..self.flow.text.len(), Shape::Person) else { break };
            at = range.end.max(at + 1);
            let text = self.string(range.clone());
            if super::strays::is_built_for_a_person(&text) {
                found.push(range);
            }
        }
        if let [one] = found.as_slice()
            && !self.is_taken(one)
        {
            self.keep("id_number", one.clone());
        }
    }
}

/// The key of the first that a label may mean.
fn key_of(label: &str, calls: &[Called]) -> Option<&'static str> {
    let has = |words: &str| words.split('|').any(|word| label.contains(word));
    calls
        .iter()
        .find(|(_, groups, not)| groups.iter().all(|group| has(group)) && !has(not))
        .map(|(key, ..)| *key)
}
