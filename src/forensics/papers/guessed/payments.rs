//! What is paid towards the price of a house beside the first payment and the loan: earnest money, second instalments.
//!
//! A contract names many sums, and which of them are parts of the price differs from form to form: earnest money is
//! counted in the first payment on one and beside it on the next. Kept is therefore what makes the price whole,
//! together with what was already made out, and nothing else.

#![expect(clippy::non_ascii_literal, reason = "the parts labels are put together from, as printed")]

use std::ops::Range;

use super::super::fields::is_stated;
use super::super::flow::BREAK;
use super::super::keys::PAYMENTS;
use super::super::shapes::Shape;
use super::{Guess, MOST, says};
use crate::forensics::logic::normal::amount;

/// Of more sums than these too many make up any price by chance.
const CANDIDATES: usize = 8;
/// So far before an amount it says what is paid, in characters.
const SENTENCE: usize = 40;

const PAID: &str =
    "定金|订金|首付|首期|首笔|二期|三期|四期|第一笔|第二笔|第三笔|尾款|余款|剩余|补足|房款|购房款|款项";
const NOT_PAID: &str =
    "违约|赔|税|维修|押金|佣|中介|居间|代理|物业|滞纳|罚|装修|家具|车位|评估|每日|逾期|保证金|户口";

impl Guess<'_, '_, '_> {
    /// Adds the payments that make the price whole.
    pub(super) fn payments(&mut self) {
        let value = |key: &str| {
            self.content.fields.iter().find(|field| field.key == key).and_then(|field| amount(&field.value))
        };
        let Some(total) = value("total") else { return };
        let known: Vec<i64> = ["down_payment", "loan"].into_iter().filter_map(value).collect();
        let rest = known.iter().try_fold(total, |rest, part| rest.checked_sub(*part));
        let Some(rest) = rest.filter(|rest| *rest > 0 && *rest < total) else { return };
        let found = self.paid(rest);
        let values: Vec<i64> = found.iter().map(|(_, value)| *value).collect();
        for (key, index) in PAYMENTS.into_iter().zip(making(&values, rest).unwrap_or_default()) {
            self.keep(key, found[index].0.clone());
        }
    }

    /// Figures of no field whose sentence speaks of paying the price, and what they say in fen; none above `most`.
    fn paid(&self, most: i64) -> Vec<(Range<usize>, i64)> {
        let mut found = Vec::new();
        let (mut at, mut after) = (0, 0);
        for _ in 0..MOST {
            let Some(range) = self.flow.within(at..self.flow.text.len(), Shape::Amount) else { break };
            at = range.end.max(at + 1);
            let least = after.max(range.start.saturating_sub(SENTENCE));
            let before = self.text(least..range.start);
            let stop =
                before.iter().rposition(|c| matches!(*c, ';' | '。' | BREAK)).map_or(0, |stop| stop + 1);
            let label = self.string(least + stop..range.start);
            let value = amount(&self.string(range.clone())).filter(|fen| (1..=most).contains(fen));
            if let Some(value) = value
                && is_stated(self.flow, &range)
                && says(&label, PAID)
                && !says(&label, NOT_PAID)
                && !self.is_taken(&range)
                && found.len() < CANDIDATES
            {
                found.push((range.clone(), value));
            }
            after = range.end;
        }
        found
    }
}

/// The fewest of some values, at most as many as there are keys, that make `whole` together; the first such ones.
fn making(values: &[i64], whole: i64) -> Option<Vec<usize>> {
    fn from(values: &[i64], start: usize, whole: i64, count: usize) -> Option<Vec<usize>> {
        if count == 0 {
            return (whole == 0).then(Vec::new);
        }
        (start..values.len()).find_map(|index| {
            let rest = from(values, index + 1, whole.checked_sub(values[index])?, count - 1)?;
            Some([vec![index], rest].concat())
        })
    }
    (1..=PAYMENTS.len()).find_map(|count| from(values, 0, whole, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_that_make_the_whole() {
        assert_eq!(making(&[2, 3, 5, 8], 8), Some(vec![3]));
        assert_eq!(making(&[2, 3, 5], 8), Some(vec![1, 2]));
        assert_eq!(making(&[2, 3, 5], 10), Some(vec![0, 1, 2]));
        assert_eq!(making(&[2, 3, 5], 9), None);
        assert_eq!(making(&[1, 1, 1, 1], 4), None, "no more than there are fields for");
    }

    proptest::proptest! {
        #[test]
        fn what_is_chosen_makes_the_whole(values in proptest::collection::vec(1_i64..50, 0..8), whole in 1_i64..150) {
            if let Some(chosen) = making(&values, whole) {
                proptest::prop_assert_eq!(chosen.iter().map(|index| values[*index]).sum::<i64>(), whole);
                proptest::prop_assert!(chosen.windows(2).all(|pair| pair[0] < pair[1]) && chosen.len() <= PAYMENTS.len());
            }
        }
    }
}
