//! Characters made comparable, and words looked for among them with one slip of the reader allowed.
//!
//! Only comparisons use what is folded here; values are handed on as they were read.

#![expect(clippy::non_ascii_literal, reason = "the forms of characters that count as one are the rule")]

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// Pairs: a form met on papers, and the form it is compared as. First traditional and variant forms, then
/// forms that a reader of pictures takes for each other (they fold on both sides of every comparison).
const FORMS: &str = "帳账賬账帐账餘余額额戶户號号證证產产權权買买賣卖價价總总銀银幣币對对類类種种間间開开發发購购\
銷销稅税單单數数項项稱称規规與与離离職职業业貨贷貸贷電电話话聯联繫系係系屬属層层區区縣县鄉乡鎮镇樓楼棟栋幢栋積积\
質质況况記记錄录務务資资員员薪薪時时機机關关構构編编碼码備备註注軟软國国領领頒颁給给結结應应該该設设計计說说\
書书雙双圓元圆元園园萬万億亿貳贰參叁陸陆實实際际險险據据傳传執执無无為为從从後后並并當当歷历曆历簽签約约終终\
賃赁還还進进達达運运這这過过現现櫃柜臺台檯台處处轉转輸输匯汇雜杂費费貼贴補补獎奖勞劳動动協协義义經经營营廠厂廣广\
東东門门問问題题曰日目日己已巳已末未入人土士货贷○〇◯〇";

static TABLE: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let mut chars = FORMS.chars();
    let mut table = HashMap::new();
    while let (Some(from), Some(to)) = (chars.next(), chars.next()) {
        table.insert(from, to);
    }
    table
});

/// Characters that tell two labels of the same shape apart (借方 and 贷方): one of them is never taken for a
/// misread other.
const TELLING: &str = "借贷收支付存取买卖甲乙丙男女始止起终初未年月日出人大小购销借贷租承前次本上期对已首余户号名金税单数\
总净地时类币长短总套建预现复核开票校代";

static TELLS: LazyLock<Vec<char>> = LazyLock::new(|| folded(TELLING));

/// Gives the comparable characters of one character to `take`; none for white space and for the underline that
/// stands for a blank.
pub(super) fn fold(c: char, mut take: impl FnMut(char)) {
    match c {
        '_' | '\u{ff3f}' | '\u{200b}'..='\u{200f}' | '\u{feff}' => {}
        '\u{2010}'..='\u{2015}' | '\u{2212}' => take('-'),
        '•' | '・' | '‧' | '∙' => take('·'),
        '【' | '〔' | '［' => take('['),
        '】' | '〕' | '］' => take(']'),
        '│' | '┃' | '丨' => take('|'),
        c if c.is_ascii_graphic() => take(c.to_ascii_uppercase()),
        c if c.is_whitespace() || c.is_control() => {}
        '\u{4e00}'..='\u{9fff}' | '○' | '◯' => take(TABLE.get(&c).copied().unwrap_or(c)),
        c => {
            for part in std::iter::once(c).nfkc() {
                if !part.is_whitespace() && part != '_' {
                    take(part.to_ascii_uppercase());
                }
            }
        }
    }
}

/// The comparable characters of a text.
pub(super) fn folded(text: &str) -> Vec<char> {
    let mut out = Vec::with_capacity(text.len());
    text.chars().for_each(|c| fold(c, |c| out.push(c)));
    out
}

/// Whether it is a Chinese character.
pub(super) fn han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '〇')
}

/// A word that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    /// Which of the words.
    pub word: usize,
    /// Characters of the text it covers.
    pub from: usize,
    /// End of them.
    pub to: usize,
    /// Whether it was read with one slip.
    pub slip: bool,
}

/// Words that are looked for all at once.
#[derive(Debug)]
pub(super) struct Needles {
    words: Vec<Vec<char>>,
    /// Words by their first character, and longer ones by their second.
    starts: HashMap<char, Vec<usize>>,
    /// Words of one group mean the same.
    groups: Vec<usize>,
}

impl Needles {
    /// Takes the words; a word's number is its place among them.
    pub(super) fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let words: Vec<Vec<char>> = words.into_iter().map(folded).collect();
        let mut starts: HashMap<char, Vec<usize>> = HashMap::new();
        for (number, word) in words.iter().enumerate() {
            let keys = if word.len() >= SLIPS { 2 } else { 1 };
            for (at, c) in word.iter().take(keys).enumerate() {
                let list = starts.entry(*c).or_default();
                if at == 0 || !list.contains(&number) {
                    list.push(number);
                }
            }
        }
        let groups = (0..words.len()).collect();
        Self { words, starts, groups }
    }

    /// Tells which words mean the same: it is no matter which of them was misread.
    pub(super) fn grouped(mut self, groups: Vec<usize>) -> Self {
        self.groups = groups;
        self
    }

    /// The best word that begins at `from`: read without a slip before read with one, then the longest. Two
    /// words of one length and of different meaning that are both one slip away are no answer.
    pub(super) fn at(&self, text: &[char], from: usize) -> Option<Hit> {
        let mut best: Option<Hit> = None;
        let mut doubtful = false;
        let mut look = |number: usize| {
            let Some(word) = self.words.get(number) else { return };
            let Some((length, slip)) = alike(text.get(from..).unwrap_or_default(), word) else { return };
            let hit = Hit { word: number, from, to: from + length, slip };
            let better = best.is_none_or(|best| (!slip, length) > (!best.slip, best.to - from));
            if better {
                best = Some(hit);
                doubtful = false;
            } else if best.is_some_and(|best| {
                slip && best.slip && length == best.to - from && !self.same(best.word, number)
            }) {
                doubtful = true;
            }
        };
        for c in [text.get(from), text.get(from + 1)].into_iter().flatten() {
            for number in self.starts.get(c).into_iter().flatten() {
                look(*number);
            }
        }
        best.filter(|best| !(best.slip && doubtful))
    }

    /// The longest word of the same meaning as a shorter one that begins at the same place, read with a slip:
    /// where it ends.
    pub(super) fn longer(&self, text: &[char], hit: Hit) -> usize {
        let rest = text.get(hit.from..).unwrap_or_default();
        let numbers = (0..self.words.len()).filter(|number| self.same(*number, hit.word));
        let ends = numbers.filter_map(|number| Some(hit.from + alike(rest, self.words.get(number)?)?.0));
        ends.max().unwrap_or(hit.to).max(hit.to)
    }

    fn same(&self, a: usize, b: usize) -> bool {
        a == b || self.groups.get(a).zip(self.groups.get(b)).is_some_and(|(a, b)| a == b)
    }

    /// As [`Self::at`], but a word with a slip gives way to one that begins inside it and is read without.
    pub(super) fn plainest(&self, text: &[char], from: usize) -> Option<Hit> {
        let hit = self.at(text, from)?;
        let inside = |at: usize| {
            self.at(text, at)
                .is_some_and(|other| !other.slip && other.to - other.from + 1 >= hit.to - hit.from)
        };
        let gives_way = hit.slip && (from + 1..(from + 3).min(hit.to)).any(inside);
        (!gives_way).then_some(hit)
    }

    /// Everything found from left to right; what was found is not looked at again.
    pub(super) fn all(&self, text: &[char]) -> Vec<Hit> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.len() {
            if let Some(hit) = self.plainest(text, at) {
                at = hit.to.max(at + 1);
                found.push(hit);
            } else {
                at += 1;
            }
        }
        found
    }

    /// The word itself, folded.
    pub(super) fn word(&self, number: usize) -> &[char] {
        self.words.get(number).map_or(&[], Vec::as_slice)
    }
}

/// Words shorter than this must be read as they are.
const SLIPS: usize = 4;

/// Whether `text` begins with the word, and over how many characters; the flag says with one slip.
fn alike(text: &[char], word: &[char]) -> Option<(usize, bool)> {
    if word.is_empty() {
        return None;
    }
    if text.starts_with(word) {
        return Some((word.len(), false));
    }
    if word.len() < SLIPS {
        return None;
    }
    let common = text.iter().zip(word).take_while(|(a, b)| a == b).count();
    let (read, meant) = (*text.get(common)?, *word.get(common)?);
    // One character read as another.
    let tells = TELLS.contains(&read) && TELLS.contains(&meant);
    // A misread Chinese character is another one; a figure behind a label is its value.
    let plain = if han(meant) { han(read) } else { read.is_ascii_alphanumeric() || !meant.is_alphanumeric() };
    if !tells && plain && text.get(common + 1..).is_some_and(|rest| rest.starts_with(&word[common + 1..])) {
        return Some((word.len(), true));
    }
    if word.len() > SLIPS {
        // One character lost: not the first, whose place is then taken by what stands before.
        if common > 0 && text.get(common..).is_some_and(|rest| rest.starts_with(&word[common + 1..])) {
            return Some((word.len() - 1, true));
        }
        // One character too many.
        if common > 0 && text.get(common + 1..).is_some_and(|rest| rest.starts_with(&word[common..])) {
            return Some((word.len() + 1, true));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_character_are_one() {
        assert_eq!(folded("帳戶餘額"), folded("账户余额"));
        assert_eq!(folded("交 易 曰 期："), folded("交易日期:"));
        assert_eq!(folded("㎡"), ['M', '2']);
        assert_eq!(folded("￥1，２"), folded("¥1,2"));
    }

    #[test]
    fn one_slip_is_forgiven_in_long_words_alone() {
        let needles = Needles::new(["交易日期", "余额", "借方发生额", "贷方发生额"]);
        let found = |text: &str| needles.all(&folded(text)).iter().map(|hit| hit.word).collect::<Vec<_>>();
        assert_eq!(found("交昜日期余颔"), [0]);
        assert_eq!(found("余额借方发生额贷方发生额"), [1, 2, 3]);
        assert_eq!(found("借方发主额"), [2]);
        // It may be either of the two.
        assert!(found("僧方发生额").is_empty());
        assert_eq!(found("贷方发额"), [3]);
        assert!(found("").is_empty());
    }
}
