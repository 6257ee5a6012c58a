//! What the beginning of a paragraph says of its place in the document.
#![expect(clippy::non_ascii_literal, reason = "the marks are the rule")]

use crate::features::corpus::rules::cutting;

/// Longest heading, characters; a longer paragraph that begins like one is text.
const HEADING: usize = 40;
/// Words behind an article's name that make it a citation.
const CITED: &[&str] = &[
    "规定", "所列", "所述", "所称", "的", "第", "、", "和", "或", "至", "及", "与", "中", "款", "项", "之",
    "，", "。", "）", "以及", "所指", "办理", "执行",
];
const NUMERALS: &str = "零〇一二三四五六七八九十百千0123456789０１２３４５６７８９";

/// A heading's level: 1 part (编), 2 chapter (章), 3 section (节).
#[must_use]
pub fn heading(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('第')?;
    let rest = inner.trim_start_matches(|c| NUMERALS.contains(c) || c == ' ');
    let digits = &inner[..inner.len() - rest.len()];
    if digits.trim().is_empty() || text.chars().count() > HEADING || text.ends_with(['。', '；', '，']) {
        return None;
    }
    let level = match rest.chars().next()? {
        '编' => 1,
        '章' => 2,
        '节' => 3,
        _ => return None,
    };
    let behind = &rest['章'.len_utf8()..];
    // 第二章规定的… is a sentence, 第二章　提取 and 第二章 are headings; print often loses the blank.
    let cited = CITED.iter().any(|word| behind.starts_with(word));
    (!cited).then_some(level)
}

/// An article that opens here: its name as written, the numbers, the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Article<'a> {
    /// 第十条之一.
    pub name: &'a str,
    /// Number, and number behind 之 (0 for none).
    pub place: (i32, i32),
    /// The text behind it.
    pub rest: &'a str,
    /// Whether a blank, a colon or the end sets the name off, so that it cannot be a citation.
    pub set_off: bool,
}

/// The article a paragraph opens, given the one before it. Where print lost the blank behind the name, the
/// number must follow the last one and no word of a citation may stand behind it.
#[must_use]
pub fn article(text: &str, last: Option<(i32, i32)>) -> Option<Article<'_>> {
    // The name may be set in brackets or bold: 【第一条】.
    let (name, place) = cutting::article_name(text)?;
    let behind = &text[name.len()..];
    let rest = behind.trim_start_matches([' ', '\u{3000}', '：', ':']);
    let set_off = behind.is_empty() || rest.len() < behind.len();
    let follows = match last {
        None => place == (1, 0),
        Some((number, sub)) => place == (number + 1, 0) || place == (number, sub + 1),
    };
    let cited = CITED.iter().any(|word| rest.starts_with(word));
    let opens = if set_off { !cited || follows } else { follows && !cited };
    opens.then_some(Article { name, place, rest, set_off })
}

/// 一、 at the beginning: the mark and the rest.
#[must_use]
pub fn han_item(text: &str) -> Option<(&str, &str)> {
    let rest = text.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    let digits = &text[..text.len() - rest.len()];
    cutting::number(digits)?;
    let inner = rest.strip_prefix('、')?;
    Some((&text[..text.len() - inner.len()], inner))
}

/// （一） at the beginning: the mark and the rest.
#[must_use]
pub fn bracket_item(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix(['（', '('])?;
    let rest = inner.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    cutting::number(&inner[..inner.len() - rest.len()])?;
    let rest = rest.strip_prefix(['）', ')'])?;
    Some((&text[..text.len() - rest.len()], rest))
}

/// 附件1 at the beginning of a short paragraph: the name and the rest.
#[must_use]
pub fn annex(text: &str) -> Option<(&str, &str)> {
    let rest = text
        .strip_prefix("附件")
        .or_else(|| text.strip_prefix("附").filter(|rest| rest.starts_with(['：', ':', '表'])))?;
    let numeral = rest.trim_start_matches(|c| NUMERALS.contains(c) || c == ' ');
    let behind = numeral.trim_start_matches(['：', ':', '\u{3000}', ' ']);
    // 附件所列材料 is a sentence.
    let set_off = numeral.len() < rest.len() || behind.len() < numeral.len() || numeral.is_empty();
    (set_off && text.chars().count() <= HEADING * 2)
        .then(|| (text[..text.len() - behind.len()].trim_end(), behind))
}

/// A line that signs a document: a date alone, an office alone, who gets copies, the line of the printing office.
#[must_use]
pub fn closing(text: &str) -> bool {
    const OFFICES: &[&str] = &[
        "委员会",
        "中心",
        "局",
        "办公室",
        "国务院",
        "人民政府",
        "厅",
        "部",
        "分行",
        "支行",
        "管理部",
        "处",
        "科",
        "银行",
        "会",
    ];
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let short = plain.chars().count() <= 40;
    let dates = super::days::find(text);
    let date_alone = dates.len() == 1
        && dates[0].text.chars().filter(|c| !c.is_whitespace()).count() == plain.chars().count();
    let office = short
        && OFFICES.iter().any(|word| plain.ends_with(word))
        && !plain.contains(['，', '。', '；', '：']);
    let printed =
        dates.len() == 1 && (plain.ends_with("印发") || plain.ends_with("发布") || plain.ends_with("公布"));
    date_alone
        || office
        || printed && short
        || ["抄送", "主送", "（此件", "(此件", "（此页", "（联系", "联系人", "联系电话"]
            .iter()
            .any(|word| plain.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_told_from_sentences() {
        for (text, level) in [
            ("第一编 总则", 1),
            ("第二章　提取", 2),
            ("第十二章附则", 2),
            ("第一节 租房", 3),
            ("第 三 章 贷款", 2),
        ] {
            assert_eq!(heading(text), Some(level), "{text}");
        }
        for text in ["第二章规定的情形", "第二章的规定不适用。", "第一次", "第章", "总则"]
        {
            assert_eq!(heading(text), None, "{text}");
        }
    }

    #[test]
    fn articles_are_told_from_citations() {
        let name = |text, last| article(text, last).map(|found| found.name);
        assert_eq!(name("第一条 为了", None), Some("第一条"));
        assert_eq!(name("第一条为了", None), Some("第一条"));
        assert_eq!(name("第三条职工有", Some((2, 0))), Some("第三条"));
        assert_eq!(name("第三条规定的情形", Some((2, 0))), None);
        assert_eq!(name("第九条职工", Some((2, 0))), None);
        assert_eq!(name("第九条　职工", Some((2, 0))), Some("第九条"));
        assert_eq!(name("第十条之一 甲", Some((10, 0))), Some("第十条之一"));
        assert_eq!(name("第十条之二甲", Some((10, 1))), Some("第十条之二"));
        assert_eq!(name("第五条、第六条", Some((4, 0))), None);
        assert_eq!(article("第四条：甲", Some((3, 0))).unwrap().rest, "甲");
    }

    #[test]
    fn items_annexes_and_signatures_are_known() {
        assert_eq!(han_item("十二、提取条件"), Some(("十二、", "提取条件")));
        assert_eq!(han_item("一个月、两个月"), None);
        assert_eq!(bracket_item("（三）材料"), Some(("（三）", "材料")));
        assert_eq!(bracket_item("（三方协议）"), None);
        assert_eq!(annex("附件1 申请表"), Some(("附件1", "申请表")));
        assert_eq!(annex("附件：1.申请表"), Some(("附件：", "1.申请表")));
        assert_eq!(annex("附件所列材料应当齐全。"), None);
        for text in [
            "2026年1月1日",
            "岚浦市住房公积金管理中心",
            "二〇二六年一月一日",
            "岚浦市住房公积金管理中心办公室 2026年1月1日印发",
            "抄送：各区",
        ] {
            assert!(closing(text), "{text}");
        }
        for text in ["自2026年1月1日起施行。", "由管理中心负责解释。", "本办法有效期五年"]
        {
            assert!(!closing(text), "{text}");
        }
    }
}
