//! Lines of a table that are no rows: sums, balances carried over, footers.

#![expect(clippy::non_ascii_literal, reason = "the words of sums and footers as printed")]

use std::ops::Range;
use std::sync::LazyLock;

use super::fold::{Needles, han};
use super::sheet::Line;

/// What a line beside the rows says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sum {
    /// 本页小计.
    Page,
    /// 合计.
    All,
    /// 承前页.
    Brought,
    /// 过次页.
    Carried,
    /// 期初余额.
    Opening,
    /// 期末余额.
    Closing,
}

const SUMS: &[(Sum, &str)] = &[
    (Sum::Page, "本页小计|本页合计|小计|本页累计|本页收入|本页支出|本页借方|本页贷方|页小计"),
    (
        Sum::All,
        "合计|总计|累计|本期合计|本期累计|借方合计|贷方合计|收入合计|支出合计|借贷合计|总合计|合计金额|合计笔数|本期发生额合计|发生额合计|交易合计|总收入|总支出|累计发生额|收入总额|支出总额|借方发生额合计|贷方发生额合计|收入笔数|支出笔数|存入笔数|支取笔数|借方笔数|贷方笔数|总笔数",
    ),
    (Sum::Brought, "承前页|承前|上期结转|上月结转|上年结转|承前结转|承上页|上页余额|承前页余额|承前余额"),
    (Sum::Carried, "过次页|转下页|转次页|过次页余额|接下页"),
    (Sum::Opening, "期初余额|期初结存|上期结存|上期余额|起始余额|上期结余|上日余额|上页结余"),
    (Sum::Closing, "期末余额|期末结存|本期结存|本期余额|本期结余|截止余额"),
];

static SUM_WORDS: LazyLock<(Needles, Vec<Sum>)> = LazyLock::new(|| {
    let all = || SUMS.iter().flat_map(|(sum, words)| words.split('|').map(move |word| (*sum, word)));
    (Needles::new(all().map(|(_, word)| word)), all().map(|(sum, _)| sum).collect())
});

/// What a footer begins with.
static FOOTERS: LazyLock<Needles> = LazyLock::new(|| {
    Needles::new([
        "打印日期",
        "打印时间",
        "打印人",
        "打印机构",
        "打印柜员",
        "打印网点",
        "温馨提示",
        "以下空白",
        "重要提示",
        "操作员",
        "柜员号",
        "柜员:",
        "声明",
        "备注:",
        "说明:",
        "注:",
        "注1",
        "制表",
        "验证码",
        "盖章",
        "页码",
        "共计:",
        "上列",
        "上述",
        "以上明细",
        "以上交易",
        "以上共",
        "以上合计",
        "本明细",
        "本清单",
        "本对账单",
        "本流水",
        "本回单",
        "经办",
        "价税合计",
        "校验码",
        "机器编号",
        "机打号码",
        "密码区",
        "收款人",
        "开票人",
        "销售方",
        "此件",
        "电子章",
        "防伪码",
        "查询验证",
        "回单",
    ])
});

/// The word of a sum at the beginning of a piece of the line.
pub(super) fn sum_of(line: &Line) -> Option<Sum> {
    let (needles, sums) = &*SUM_WORDS;
    for part in line.segments(1.2).into_iter().take(4) {
        // A box of 合 计 with a wide gap between is one word: look at the line, not at the piece.
        if let Some(hit) = needles.at(&line.text, part.start) {
            let behind = line.text.get(hit.to);
            let ends =
                behind.is_none_or(|c| !han(*c)) || line.gap(hit.to) > line.em * 0.3 || hit.to >= part.end;
            let word = needles.word(hit.word).len();
            // 合计 may be followed by the name of what is added up.
            if ends || word >= 3 {
                return sums.get(hit.word).copied();
            }
        }
    }
    None
}

pub(super) fn is_footer(line: &Line) -> bool {
    let pieces = line.segments(1.2);
    let text = &line.text;
    let begins = |part: &Range<usize>| part.start + usize::from(text.get(part.start) == Some(&'('));
    if pieces.iter().take(4).any(|part| FOOTERS.at(text, begins(part)).is_some()) {
        return true;
    }
    // 会计主管: 复核: 打印: have their values behind them or none at all; a row has at most one colon at an end.
    if pieces
        .iter()
        .filter(|part| part.end.checked_sub(1).is_some_and(|last| text.get(last) == Some(&':')))
        .count()
        >= 2
    {
        return true;
    }
    let page = |at: usize| {
        let rest = text.get(at + 1..).unwrap_or_default();
        let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
        (1..=4).contains(&digits) && rest.get(digits) == Some(&'页')
    };
    text.iter().enumerate().any(|(at, c)| matches!(c, '第' | '共') && page(at))
        || (text.len() <= 9 && text.contains(&'/') && text.iter().all(|c| c.is_ascii_digit() || *c == '/'))
        || text.iter().all(|c| matches!(c, '-' | '=' | '*' | '.' | '|' | '·'))
        || is_page_number(text)
}

/// - 3 - at the foot of a page.
fn is_page_number(text: &[char]) -> bool {
    let ['-', number @ .., '-'] = text else { return false };
    (1..=3).contains(&number.len()) && number.iter().all(char::is_ascii_digit)
}
