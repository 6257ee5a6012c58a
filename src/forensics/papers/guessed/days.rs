//! Days told by the words beside them.

#![expect(clippy::non_ascii_literal, reason = "the words beside days as printed")]

use super::super::flow::starts;
use super::super::shapes::Shape;
use super::{Guess, MOST, says};

/// Between two days of one term.
const JOINT: usize = 6;

/// Words before a day, and words behind it, that say what happened on it (parted by `|`).
pub(super) type Told = (&'static str, &'static str);
/// When work began.
pub(super) const BEGINS: Told = (
    "入职|到岗|到职|就职|上岗|入司|进厂|任职起|聘用起|录用|参加工作|开始工作",
    "入职|到岗|到职|就职|上岗|上班|报到|入司|进厂|进入|加入|起任|起在|受聘|被聘|录用",
);
/// When it ended.
pub(super) const ENDS: Told = (
    "离职|离岗|在岗日|在岗时间|最后工作|最后在岗|工作至|任职至|解除|终止|截止|离开|辞职|退职|离司",
    "离职|离岗|离开|解除|终止|辞职|退职|离司|办理离|与我",
);
/// So far before a day, and behind it, such words stand.
const BEFORE: usize = 9;
const AFTER: usize = 6;

impl Guess<'_, '_, '_> {
    /// The first day of which the words beside it say what happened.
    pub(super) fn day(&mut self, key: &str, (before, behind): Told) {
        if self.content.has(key) {
            return;
        }
        let mut at = 0;
        for _ in 0..MOST {
            let Some(day) = self.flow.within(at..self.flow.text.len(), Shape::Date) else { return };
            let label = self.string(at.max(day.start.saturating_sub(BEFORE))..day.start);
            at = day.end.max(at + 1);
            let label = label.rsplit([',', ';', '。']).next().unwrap_or_default();
            let rest = self.string(day.end..day.end + AFTER);
            let rest = rest.trim_start_matches(['起', '在', '正', '式', '从', '日', '已']);
            let opens = starts(&rest.chars().collect::<Vec<_>>(), behind).is_some();
            let told = opens || says(label, before);
            if told && !self.is_taken(&day) {
                self.keep(key, day);
                return;
            }
        }
    }

    /// Two days with 至 between them.
    pub(super) fn term(&mut self, from: &str, to: &str) {
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
            let own = match begun {
                Some(place) => self.place(&first) == place,
                None => !self.is_taken(&first),
            };
            if !(joint && own) {
                continue;
            }
            // The last day of the paper was taken for that of its signing.
            self.release(&second, &["signed_on", "issued_on"]);
            if !self.is_taken(&second) {
                self.keep(from, first);
                self.keep(to, second);
                return;
            }
        }
    }
}
