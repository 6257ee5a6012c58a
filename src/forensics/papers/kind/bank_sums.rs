//! What the head and the foot of a statement sum up: balances at both ends, totals and numbers of rows.
//!
//! Banks put these labels together from a few words (期末 + 账面 + 余额, 累计 + 借方 + 发生额), so the labels are put
//! together here as well; a list of those that were seen missed every second bank.

#![expect(clippy::non_ascii_literal, reason = "labels as banks print them")]

use std::sync::LazyLock;

use super::super::pairs::{Ask, ask};
use super::super::shapes::Shape;

/// Labels that follow no pattern.
const OTHERS: &[Ask] = &[
    ask("opening_balance", "承前余额", Shape::Amount),
    ask("closing_balance", "账户余额|账面余额", Shape::Amount),
    ask(
        "count",
        "总笔数|交易笔数|合计笔数|明细笔数|交易总笔数|记录数|总条数|交易明细总数|总记录数|笔数",
        Shape::Number,
    ),
];

const OPENING: &[&str] = &["期初", "上期", "上月", "上日", "起始", "前期", "期前"];
const CLOSING: &[&str] = &["期末", "本期", "当前", "截止", "截至", "最后", "最终", "月末"];
const ACCOUNT: &[&str] = &["", "账面", "账户", "存款", "零钱"];
const BALANCE: &[&str] = &["余额", "结余", "结存"];
/// A payment service calls the balance 零钱 (change).
const CHANGE: &[&str] = &["零钱"];

const IN: &[&str] = &["贷方", "收入", "存入", "转入", "流入"];
const OUT: &[&str] = &["借方", "支出", "支取", "取出", "转出", "流出"];
/// Line printers have one column for the mark.
const IN_MARKS: &[&str] = &["贷", "贷(C)", "收"];
const OUT_MARKS: &[&str] = &["借", "借(D)", "支"];
const ALL: &[&str] = &["总", "累计", "合计", "总计", "本期"];
const SUM: &[&str] = &["合计", "累计", "总额", "总计", "总金额", "合计金额", "累计金额"];
const MOVED: &[&str] = &["", "发生", "发生额", "金额"];
const COUNT: &[&str] = &["笔数", "总笔数", "合计笔数", "发生笔数", "累计笔数", "次数"];

/// All labels of sums.
pub(super) static SUMS: LazyLock<Vec<Ask>> = LazyLock::new(|| {
    let mut asks = OTHERS.to_vec();
    let mut add = |name, labels: Vec<String>, shape| {
        // Once for the life of the program, as the labels written out elsewhere.
        asks.push(Ask { name, labels: Box::leak(labels.join("|").into_boxed_str()), shape });
    };
    for (name, when) in [("opening_balance", OPENING), ("closing_balance", CLOSING)] {
        let mut labels = joined(&[when, ACCOUNT, BALANCE]);
        labels.extend(joined(&[when, CHANGE]));
        add(name, labels, Shape::Amount);
    }
    for (total, count, ways, marks) in
        [("total_in", "count_in", IN, IN_MARKS), ("total_out", "count_out", OUT, OUT_MARKS)]
    {
        let mut labels = joined(&[ways, MOVED, SUM]);
        labels.extend(joined(&[ALL, ways, MOVED]));
        labels.extend(joined(&[ALL, ways, SUM]));
        labels.extend(joined(&[marks, SUM]));
        add(total, labels, Shape::Amount);
        let mut labels = joined(&[ways, COUNT]);
        labels.extend(joined(&[ALL, ways, COUNT]));
        labels.extend(joined(&[marks, COUNT]));
        add(count, labels, Shape::Number);
    }
    asks
});

/// One word of each list after the other, in every way.
fn joined(parts: &[&[&str]]) -> Vec<String> {
    parts.iter().fold(vec![String::new()], |labels, words| {
        labels.iter().flat_map(|label| words.iter().map(move |word| format!("{label}{word}"))).collect()
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::SUMS;

    #[test]
    fn labels_are_put_together_and_mean_one_thing() {
        let mut seen = BTreeSet::new();
        for ask in SUMS.iter() {
            for label in ask.labels.split('|') {
                assert!(seen.insert((label, ask.name)), "{label} is there twice");
            }
        }
        let names = |label: &str| -> Vec<&str> {
            seen.iter().filter(|(known, _)| *known == label).map(|(_, name)| *name).collect()
        };
        for (label, name) in [
            ("期末账面余额", "closing_balance"),
            ("期初零钱", "opening_balance"),
            ("借方发生额合计", "total_out"),
            ("总流入", "total_in"),
            ("累计转出金额", "total_out"),
            ("贷(C)笔数", "count_in"),
        ] {
            assert_eq!(names(label), [name], "{label}");
        }
        assert!(names("收入金额").is_empty(), "a heading of a column is no total");
    }
}
