//! Two names for one thing, where a document gives them itself: 受委托办理业务的银行（以下简称受托银行）.
//!
//! Nothing is guessed from what merely occurs together: with the few hundred clauses of a centre, words that
//! share clauses are seldom words for the same.
#![expect(clippy::non_ascii_literal, reason = "the words that introduce another name are the rule")]

/// What introduces the other name, and whether it is made of the characters of the first.
const INTRODUCED: [(&str, bool); 6] =
    [("以下简称", true), ("以下称", true), ("简称", true), ("又称", false), ("也称", false), ("俗称", false)];
/// Longest name taken, in characters; a synonym has as many at most.
const LONGEST: usize = 20;
/// Longest first name where nothing but its end says where it begins.
const WHOLE: usize = 8;

/// A thing with two names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TwoNames {
    /// The name given first.
    pub first: String,
    /// The name given beside it.
    pub other: String,
}

/// The pairs a text gives, in their order. A name that contains the other as it stands is no pair: whoever
/// looks for the one finds the other anyway.
#[must_use]
pub fn two_names(text: &str) -> Vec<TwoNames> {
    let chars: Vec<char> = text.chars().collect();
    let mut found: Vec<TwoNames> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let Some((word, made_of)) = INTRODUCED.into_iter().find(|(word, _)| begins(&chars[at..], word))
        else {
            at += 1;
            continue;
        };
        let after = at + word.chars().count();
        // 以下简称 follows a bracket or a comma; 简称 in running text introduces nothing.
        let bound = at.checked_sub(1).filter(|&before| matches!(chars[before], '（' | '(' | '，'));
        if let Some(bound) = bound
            && let Some(other) = named_after(&chars[after..])
            && let Some(first) = named_before(&chars[..bound], &other, made_of)
            && !first.contains(&other)
            && !other.contains(&first)
        {
            let pair = TwoNames { first, other };
            if !found.contains(&pair) {
                found.push(pair);
            }
        }
        at = after;
    }
    found
}

fn begins(chars: &[char], word: &str) -> bool {
    word.chars().enumerate().all(|(at, c)| chars.get(at) == Some(&c))
}

/// What stands after the introduction, up to the first mark; quotation marks are left off.
fn named_after(chars: &[char]) -> Option<String> {
    let mut name = chars;
    if let [mark, rest @ ..] = name
        && matches!(mark, '“' | '"' | '《' | '：' | '「')
    {
        name = rest;
    }
    let length = name.iter().take_while(|c| is_letter(**c)).count();
    let closed = matches!(name.get(length), Some('）' | ')' | '”' | '"' | '》' | '」' | '，' | '。' | '；'));
    ((2..=LONGEST).contains(&length) && closed).then(|| name[..length].iter().collect())
}

/// The name before the introduction. If the other is made of its characters, it is the shortest end of the
/// sentence that has them all in their order; else the whole run of letters, when that is short.
fn named_before(chars: &[char], other: &str, made_of: bool) -> Option<String> {
    let chars = match chars {
        [rest @ .., '》' | '”'] => rest,
        all => all,
    };
    let run = chars.iter().rev().take_while(|c| is_letter(**c)).count();
    let run = &chars[chars.len() - run..];
    let start = if made_of {
        let mut at = run.len();
        for wanted in other.chars().rev() {
            at = run[..at].iter().rposition(|&c| c == wanted)?;
        }
        at
    } else if run.len() <= WHOLE {
        0
    } else {
        return None;
    };
    let name = &run[start..];
    (2..=LONGEST).contains(&name.len()).then(|| name.iter().collect())
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pairs(text: &str) -> Vec<(String, String)> {
        two_names(text).into_iter().map(|pair| (pair.first, pair.other)).collect()
    }

    fn pair(first: &str, other: &str) -> Vec<(String, String)> {
        vec![(first.to_owned(), other.to_owned())]
    }

    #[test]
    fn the_short_name_is_made_of_the_long_one() {
        assert_eq!(
            pairs("由市住房公积金管理中心（以下简称公积金中心）负责。"),
            pair("公积金管理中心", "公积金中心")
        );
        assert_eq!(pairs("依照《公职人员政务处分法》（以下简称“政务法”）执行"), pair("政务处分法", "政务法"));
        assert_eq!(pairs("个人住房贷款，以下简称个贷，按本办法办理。"), pair("个人住房贷款", "个贷"));
    }

    #[test]
    fn another_name_needs_a_short_first_one() {
        assert_eq!(pairs("封存账户（俗称睡眠户）"), pair("封存账户", "睡眠户"));
        assert!(pairs("连续十二个月没有发生任何收支的个人账户（俗称睡眠户）").is_empty());
    }

    #[test]
    fn what_gives_no_second_name_is_passed_over() {
        for text in [
            "住房公积金管理中心（以下简称管理中心）",
            "不得使用简称。",
            "名称（以下简称）",
            "以下简称单位",
            "境外机构（以下简称接待社）",
            "贷款人（又称银行",
        ] {
            assert!(pairs(text).is_empty(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_name_stands_in_the_text(text in "[公积金管理中心（）以下简称又，。“”《》]{0,60}") {
            for TwoNames { first, other } in two_names(&text) {
                prop_assert!(text.contains(&first) && text.contains(&other));
                prop_assert!(first != other && first.chars().count() <= LONGEST);
            }
        }
    }
}
