//! Amounts, areas and counts told by the parts of what they are called.

#![expect(clippy::non_ascii_literal, reason = "the parts labels are put together from, as printed")]

use std::ops::Range;

use super::super::fields::{are_one, is_stated};
use super::super::flow::BREAK;
use super::super::fold::han;
use super::super::kind::purchase_contract::LEAST_PRICE;
use super::super::shapes::Shape;
use super::{Content, Guess, MOST, says};
use crate::forensics::logic::normal::amount;

/// So far a label reaches before its value, and a sentence, in characters.
const LABEL: usize = 22;
const SENTENCE: usize = 60;
/// So far what stands behind a value tells what it is.
const BEHIND: usize = 8;

/// What an amount is called: its key, words of which its label has one (of each group), and words it has none of.
pub(super) type Called = (&'static str, &'static [&'static str], &'static str);

pub(super) const PRICES: &[Called] = &[
    ("down_payment", &["首付|首期|首笔|首次付|自筹|自付|自有资金"], "贷款|按揭"),
    ("loan", &["贷款|按揭|公积金"], "首付|首期|利率|年限"),
    (
        "total",
        &["总|合计|共计|全部|成交|转让|出售|购房|房屋|本房", "价|款|金额|房款|计"],
        "首|贷|按揭|定金|订金|押|税|维修|物业|违约|余款|尾款|剩余|单价|每|佣|中介|代理|面积|利息|罚|期款|分期|装修|家具|家电|车位|评估|网签价|监管|滞纳|赔|登记费|手续费|服务费",
    ),
];
pub(super) const RENTS: &[Called] = &[
    ("deposit", &["押金|保证金|押付"], "违约|退|抵"),
    ("total", &["租", "总|合计|共|全年|全部|整年|全期"], "押|违约|物业|共用|公共|共有"),
    (
        "rent",
        &["月租|每月|月付|租金|房租|/月"],
        "押|违约|物业|总|合计|共|全年|全期|水|电|燃|宽带|服务费|佣|逾期|滞纳|递增",
    ),
];
pub(super) const INCOMES: &[Called] = &[
    (
        "yearly_income",
        &["年", "收入|工资|薪|酬|所得|总额|合计|总计"],
        "公积金|社保|缴|税额|扣|奖金为|补贴为|月|年金|年限|年龄",
    ),
    (
        "monthly_income",
        &["月", "收入|工资|薪|酬|所得|实发|应发|平均"],
        "公积金|社保|缴|税额|扣|奖金为|补贴为|年收|年薪|年总|全年|年度|房贷|负债|还款",
    ),
];
pub(super) const BALANCES: &[Called] = &[
    ("opening_balance", &["期初|上期|上页|起始|承前|前期|月初|初始|首笔业务前", "余|结|存"], "可用"),
    (
        "closing_balance",
        &["期末|本期|截止|截至|最后|最终|月末|当前|现有|末笔", "余|结存|结余"],
        "可用|日均|冻结",
    ),
];

/// What tells that sums of all rows follow, and the two sides of an account.
const OF_ALL: &str = "共|合计|累计|总|小计";
const SIDES: [(&str, &str, &str); 2] = [
    ("total_in", "count_in", "收入|存入|贷|转入|入账|流入|进账|收款|收方"),
    ("total_out", "count_out", "支出|支取|借|转出|出账|流出|付款|取款|付方"),
];
/// So far back a sentence of sums begins, in characters.
const SUMS: usize = 90;

/// What may stand between a figure and its words where the figure comes before what it is for: 420,000元申请个人住房
/// 贷款支付，大写：…
const PURPOSE: &str = "申请|办理|个人|住房|公积金|商业|银行|按揭|抵押|组合|贷款|支付|方式|付清|以|由|向|作为";

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

impl Guess<'_, '_, '_> {
    /// Amounts in figures and in words, in the order of the paper.
    fn told(&self) -> Vec<Told> {
        let mut found: Vec<Told> = Vec::new();
        for (shape, words) in [(Shape::Amount, false), (Shape::Words, true)] {
            let mut at = 0;
            for _ in 0..MOST {
                let Some(range) = self.flow.within(at..self.flow.text.len(), shape) else { break };
                at = range.end.max(at + 1);
                if words || is_stated(self.flow, &range) {
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
        // 5,400元/月, 420,000元申请贷款: what stands behind belongs to the label.
        let rest = self.text(told.range.end..told.range.end + LABEL);
        let stop = rest
            .iter()
            .position(|c| matches!(*c, ',' | ';' | '。' | ':' | '(' | BREAK) || c.is_ascii_digit());
        let own = format!("{own}{}", self.string(told.range.end..told.range.end + stop.unwrap_or(0)));
        key_of(&own, calls)
            .or_else(|| key_of(&self.string(self.flow.above(&told.range)?), calls))
            .or_else(|| key_of(&self.string(sentence), calls))
    }

    /// Adds amounts that are called something; `calls` says what, best first.
    pub(super) fn amounts(&mut self, calls: &[Called]) {
        if calls.iter().all(|(key, ..)| self.content.has(key)) {
            return;
        }
        let told = self.told();
        let (mut after, mut at) = (0, 0);
        while let Some(one) = told.get(at) {
            let pair = told.get(at + 1).filter(|next| {
                next.words != one.words
                    && are_one(self.flow, Self::of(one, next, false), Self::of(one, next, true), PURPOSE)
            });
            if let Some(key) = self.called(one, after, calls).filter(|_| !self.per_metre(&one.range)) {
                self.state(key, one, pair);
            }
            after = pair.unwrap_or(one).range.end;
            at += if pair.is_some() { 2 } else { 1 };
        }
    }

    /// Adds figures and words of one amount; what the paper has of the two must be this one.
    fn state(&mut self, key: &str, one: &Told, pair: Option<&Told>) {
        let words = format!("{key}_words");
        let both = || [Some(one), pair].into_iter().flatten();
        let of = |told: &Told| if told.words { words.as_str() } else { key };
        let at = |content: &Content, key: &str| {
            content.fields.iter().find(|field| field.key == key).map(|field| field.place)
        };
        let known = [key, &words].into_iter().filter(|key| self.content.has(key));
        let mine = |known: &str| {
            both().any(|told| of(told) == known && at(self.content, known) == Some(self.place(&told.range)))
        };
        if !known.into_iter().all(mine) {
            return;
        }
        let new: Vec<&Told> = both().filter(|told| !self.content.has(of(told))).collect();
        if new.iter().all(|told| !self.is_taken(&told.range)) {
            for told in new {
                self.keep(of(told), told.range.clone());
            }
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

    /// Totals and counts of a statement in a sentence: 共24笔，其中借方20笔、发生额16,894.57元，贷方4笔….
    pub(super) fn totals(&mut self) {
        let sides = |label: &str| {
            let mut own = SIDES.iter().filter(|(.., words)| says(label, words));
            own.next().filter(|_| own.next().is_none())
        };
        let of_all = |guess: &Self, start: usize| {
            let from = guess.flow.sentence_start(start).max(start.saturating_sub(SUMS));
            let before = guess.string(from..start);
            says(&before, OF_ALL)
        };
        let mut after = 0;
        for one in self.told().into_iter().filter(|one| !one.words) {
            let label = self.string(after.max(one.range.start.saturating_sub(LABEL))..one.range.start);
            after = one.range.end;
            if let Some((total, ..)) = sides(&label).filter(|_| of_all(self, one.range.start))
                && !self.content.has(total)
                && !self.is_taken(&one.range)
            {
                self.keep(total, one.range);
            }
        }
        let mut at = 0;
        for _ in 0..MOST {
            let Some(number) = self.flow.within(at..self.flow.text.len(), Shape::Number) else { return };
            let before = at;
            at = number.end.max(at + 1);
            if self.flow.text.get(number.end) != Some(&'笔') || self.is_taken(&number) {
                continue;
            }
            let label = self.string(before.max(number.start.saturating_sub(LABEL))..number.start);
            let near = label.rsplit([',', ';', '、', '元']).next().unwrap_or_default();
            if let Some((_, count, _)) = sides(near) {
                self.keep(count, number);
            } else if ["共", "共计", "合计", "总计", "共有"].iter().any(|word| near.ends_with(word))
            {
                self.keep("count", number);
            }
        }
    }

    /// The total of an invoice that has another name than on the national form: the amount that stands in words, and
    /// the figure called small beside it.
    pub(super) fn invoiced(&mut self) {
        if self.content.has("total") || self.content.has("total_words") {
            return;
        }
        let told = self.told();
        let words: Vec<&Told> = told.iter().filter(|one| one.words).collect();
        let [words] = words.as_slice() else { return };
        let called = |one: &&Told| {
            let label = self.string(one.range.start.saturating_sub(LABEL / 2)..one.range.start);
            !one.words && (says(&label, "小写|合计|总额"))
        };
        let nearest = |one: &&Told| one.range.start.abs_diff(words.range.start);
        if let Some(figures) = told.iter().filter(called).min_by_key(nearest) {
            // An invoice without a column of taxes sums up what is to be paid.
            if !self.content.has("tax") {
                self.release(&figures.range, &["net"]);
            }
            self.state("total", figures, Some(words));
        }
    }

    /// An amount per square metre.
    pub(super) fn unit_price(&mut self) {
        if self.content.has("unit_price") {
            return;
        }
        let told = self.told();
        let mut after = 0;
        let mut found = None;
        for one in told.iter().filter(|one| !one.words) {
            let label = self.string(after.max(one.range.start.saturating_sub(14))..one.range.start);
            let above = || self.flow.above(&one.range).map(|range| self.string(range)).unwrap_or_default();
            let named = |text: &str| says(text, PER_METRE_BEFORE);
            let dear = amount(&self.string(one.range.clone())).is_some_and(|fen| fen >= LEAST_PRICE);
            let told = self.per_metre(&one.range) || named(&label) || (label.is_empty() && named(&above()));
            if dear && told {
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
    pub(super) fn areas(&mut self, whole: &'static str) {
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
            let other = says(near, "摊|共有|共用|地|院|露台|阳台|误差|差异|每|宗");
            if other || !near.chars().any(han) {
                continue;
            }
            let inner = says(near, "套内|专有|使用");
            if inner && whole != "area" {
                self.keep("inner_area", number);
            } else if !inner && says(near, "面积|建筑") {
                self.keep(whole, number);
            }
        }
    }
}

/// The key of the first that a label may mean. Twelve months are a year: any other month in a label is one month.
fn key_of(label: &str, calls: &[Called]) -> Option<&'static str> {
    let label =
        ["十二个月", "12个月"].iter().fold(label.to_owned(), |label, year| label.replace(year, "一年"));
    calls
        .iter()
        .find(|(_, groups, not)| groups.iter().all(|group| says(&label, group)) && !says(&label, not))
        .map(|(key, ..)| *key)
}
