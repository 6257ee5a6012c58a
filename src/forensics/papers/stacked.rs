//! Words broken over two lines of one cell: 调入本单位 above 时间, with the value level with the middle of both.
//!
//! Such a pair stands on two lines of which neither is that of its value. Both halves are set on one line, side by
//! side in the room of the wider one, before words are put into lines.

#![expect(clippy::non_ascii_literal, reason = "brackets and signs of labels")]

use super::fold::han;
use super::lines::Boxed;
use crate::forensics::reading::text::Word;

/// Characters of one half at most: longer lines are running text.
const LONGEST: usize = 9;
/// Distance of the halves' middles, in sizes of a character.
const APART: std::ops::Range<f32> = 0.9..1.9;
/// How far the value may stand off the middle of both, in sizes of a character.
const OFF: f32 = 0.3;
/// How far behind the words it begins at most, in sizes of a character.
const REACH: f32 = 14.0;

/// Sets the halves of broken words side by side.
pub(super) fn join(boxes: &mut [Boxed], words: &[Word]) {
    // By height, so that what is near stands near in the list.
    boxes.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.word.cmp(&b.word)));
    let mut pairs = Vec::new();
    for (at, upper) in boxes.iter().enumerate() {
        if !is_half(upper, words) {
            continue;
        }
        let below = boxes.iter().enumerate().skip(at + 1);
        let lower = below
            .take_while(|(_, one)| one.y < upper.y + upper.height * 3.0)
            .find(|(_, one)| covers(upper, one) && one.y > upper.y);
        let Some((lower_at, lower)) = lower.filter(|(_, lower)| is_half(lower, words)) else { continue };
        // A detector's boxes are taller than the print: the width of a character says how large it is.
        let size = size(upper, words).min(size(lower, words));
        if is_pair(upper, lower, size)
            && !is_taller(boxes, (at, lower_at))
            && has_value(boxes, (upper, lower), size)
        {
            pairs.push((at, lower_at));
        }
    }
    for (upper, lower) in pairs {
        let (a, b) = (boxes[upper], boxes[lower]);
        let (x0, x1) = (a.x0.min(b.x0), a.x1.max(b.x1));
        // As wide as it has characters.
        let (long, short) = (a.x1 - a.x0, b.x1 - b.x0);
        let between = x0 + (x1 - x0) * long / (long + short).max(1.0);
        let y = f32::midpoint(a.y, b.y);
        boxes[upper] = Boxed { x0, x1: between, y, ..a };
        boxes[lower] = Boxed { x0: between, x1, y, ..b };
    }
}

/// Chinese words without figures, few enough for a cell. What stands in brackets is a remark on the line above, not
/// the rest of it.
fn is_half(one: &Boxed, words: &[Word]) -> bool {
    let text = words.get(one.word).map_or("", |word| word.text.as_str());
    let plain = || text.chars().filter(|c| !c.is_whitespace());
    (1..=LONGEST).contains(&plain().count())
        && plain().all(|c| han(c) || "()（）、/".contains(c))
        && !text.trim_start().starts_with(['(', '（'])
}

/// How large a character is.
fn size(one: &Boxed, words: &[Word]) -> f32 {
    let count = words.get(one.word).map_or(1, |word| word.text.chars().count());
    one.height.min((one.x1 - one.x0) / f32::from(u16::try_from(count.max(1)).unwrap_or(u16::MAX))).max(1.0)
}

/// Whether both stand above each other as lines of one cell do: centred, or flush left.
fn is_pair(upper: &Boxed, lower: &Boxed, size: f32) -> bool {
    let middle = |one: &Boxed| f32::midpoint(one.x0, one.x1);
    let aligned =
        (middle(upper) - middle(lower)).abs() < size * 0.5 || (upper.x0 - lower.x0).abs() < size * 0.3;
    aligned
        && upper.height.max(lower.height) < upper.height.min(lower.height) * 1.4
        && APART.contains(&((lower.y - upper.y) / size))
}

fn covers(one: &Boxed, other: &Boxed) -> bool {
    one.x0.max(other.x0) < one.x1.min(other.x1)
}

/// Whether a third line belongs to the cell: then the value stands beside the middle one.
fn is_taller(boxes: &[Boxed], (upper, lower): (usize, usize)) -> bool {
    let (a, b) = (boxes[upper], boxes[lower]);
    // Lines of one cell stand closer than cells do.
    let reach = (b.y - a.y) * 1.3;
    let other = |one: &&Boxed| one.word != a.word && one.word != b.word;
    level(boxes, a.y - reach, b.y + reach).iter().filter(other).any(|one| covers(one, &a) && covers(one, &b))
}

/// Boxes between two heights.
fn level(boxes: &[Boxed], from: f32, to: f32) -> &[Boxed] {
    let start = boxes.partition_point(|one| one.y <= from);
    let end = boxes.partition_point(|one| one.y < to).max(start);
    boxes.get(start..end).unwrap_or_default()
}

/// Whether what stands next on the right is level with the middle of both.
fn has_value(boxes: &[Boxed], (upper, lower): (&Boxed, &Boxed), size: f32) -> bool {
    let right = upper.x1.max(lower.x1);
    let here = level(boxes, upper.y - size * 0.6, lower.y + size * 0.6);
    let beside = here.iter().filter(|one| one.x0 > right - size * 0.3 && one.x0 < right + size * REACH);
    let next = beside.min_by(|a, b| a.x0.total_cmp(&b.x0));
    next.is_some_and(|next| (next.y - f32::midpoint(upper.y, lower.y)).abs() < size * OFF)
}
