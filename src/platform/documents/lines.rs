//! Lines broken by a printer or an editor, joined again to paragraphs.
#![expect(clippy::non_ascii_literal, reason = "the marks that end a sentence or open an item are the rule")]

/// A line as it stands on the page, in any unit of length.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Its text.
    pub text: String,
    /// Where it begins.
    pub left: f64,
    /// Where it ends.
    pub right: f64,
    /// Width of a character.
    pub em: f64,
}

/// What ends a sentence or an item.
fn ends(text: &str) -> bool {
    text.trim_end().ends_with(['。', '；', '：', '！', '？', '.', ';', ':', '!', '?', '」', '》'])
        && !text.trim_end().ends_with("》、")
}

/// Whether a line opens an article, a chapter, an item or an annex by its first characters.
pub(super) fn opens(text: &str) -> bool {
    const NUMERALS: &str = "零〇一二三四五六七八九十百千0123456789０１２３４５６７８９";
    let text = text.trim_start();
    let mut rest = text.chars();
    let first = rest.next();
    let after = |rest: &str| rest.trim_start_matches(|c| NUMERALS.contains(c)).chars().next();
    match first {
        Some('第') => {
            let inner = &text['第'.len_utf8()..];
            inner.starts_with(|c| NUMERALS.contains(c))
                && matches!(after(inner), Some('条' | '章' | '节' | '编'))
        }
        Some('（' | '(') => {
            let inner = rest.as_str();
            inner.starts_with(|c| NUMERALS.contains(c)) && matches!(after(inner), Some('）' | ')'))
        }
        Some('附') => text.starts_with("附件") || text.starts_with("附："),
        Some('①'..='⑳') => true,
        Some(c) if NUMERALS.contains(c) => matches!(after(text), Some('、' | '．' | '.' | '）' | ')')),
        _ => false,
    }
}

/// Joins the lines of one column. A line goes on with the next when it reaches the right edge of the column,
/// ends no sentence there or the next is not indented, and the next opens nothing of its own.
pub(super) fn join(lines: &[Line]) -> Vec<String> {
    let Some(right) = edge(lines.iter().map(|line| line.right)) else { return Vec::new() };
    let left = lines.iter().map(|line| line.left).fold(f64::INFINITY, f64::min);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut before: Option<&Line> = None;
    for line in lines {
        let goes_on = before.is_some_and(|last| {
            let full = last.right >= right - 1.6 * last.em;
            let indented = line.left > left + 1.2 * line.em;
            let same_size = (last.em - line.em).abs() < 0.12 * last.em;
            full && same_size && !indented && !opens(&line.text)
        });
        match paragraphs.last_mut().filter(|_| goes_on) {
            Some(paragraph) => {
                if !paragraph.is_empty() && latin_joint(paragraph, &line.text) {
                    paragraph.push(' ');
                }
                paragraph.push_str(line.text.trim_start());
            }
            None => paragraphs.push(line.text.trim_end().to_owned()),
        }
        before = Some(line);
    }
    paragraphs
}

/// Two words of an alphabet need their space back.
fn latin_joint(before: &str, after: &str) -> bool {
    before.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric() || c == ',')
        && after.trim_start().chars().next().is_some_and(|c| c.is_ascii_alphanumeric())
}

/// Where most lines end that are full: the greatest value reached by several of them.
fn edge(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    // The widest line alone may stick out (a table, a stamp); the second widest of many may not.
    let skip = usize::from(values.len() > 8);
    values.len().checked_sub(1 + skip).and_then(|at| values.get(at)).copied()
}

/// Whether a text was broken into lines of one width, so that its lines are no paragraphs.
pub(super) fn wrapped(lines: &[Line]) -> bool {
    let Some(right) = edge(lines.iter().map(|line| line.right)) else { return false };
    let full = lines.windows(2).filter(|pair| pair[0].right >= right - 2.0 && !ends(&pair[0].text)).count();
    (16.0..=120.0).contains(&right) && full >= 3 && full * 4 >= lines.len()
}

/// A line of a text file, measured in half widths.
pub(super) fn measured(text: &str) -> Line {
    let wide = |c: char| if c.is_ascii() { 1.0 } else { 2.0 };
    let left: f64 = text.chars().take_while(|c| c.is_whitespace()).map(wide).sum();
    let width: f64 = text.trim_end().chars().map(wide).sum();
    Line { text: text.trim().to_owned(), left, right: width, em: 2.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_lines_are_joined_and_items_stay_apart() {
        let text = "\
第一条　为了加强住房公积金管理，维护住房公积
金所有者的合法权益，促进城镇住房建设，提高城
镇居民的居住水平，制定本办法。
第二条　本办法适用于本市行政区域内住房公积金
的缴存、提取、使用、管理和监督，具体包括以下：
（一）国家机关、国有企业、城镇集体企业、外商投
资企业及其他城镇企业；
（二）民办非企业单位。";
        let lines: Vec<Line> = text.lines().map(measured).collect();
        assert!(wrapped(&lines));
        let joined = join(&lines);
        assert_eq!(joined.len(), 4, "{joined:#?}");
        assert!(joined[0].ends_with("制定本办法。") && joined[2].ends_with("其他城镇企业；"));
    }

    #[test]
    fn whole_paragraphs_are_left_alone() {
        let text = "第一条 甲。\n第二条 很长的一段文字，长度与别的段落都不一样，所以不是折行。\n第三条 乙。";
        assert!(!wrapped(&text.lines().map(measured).collect::<Vec<_>>()));
    }

    #[test]
    fn marks_that_open_are_known() {
        for text in ["第十条之一 甲", "（十二）乙", "(3) c", "一、总则", "1. 甲", "附件2", "①丙", "第八章"]
        {
            assert!(opens(text), "{text}");
        }
        for text in ["第一次申请", "2026年1月", "一个月内", "附近的", "（以下简称）", "甲"]
        {
            assert!(!opens(text), "{text}");
        }
    }
}
