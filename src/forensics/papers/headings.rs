//! Headings of tables: the line (or lines) that says what the columns are.
//!
//! Banks word and set them differently: spaced, broken over two lines, without any space between them, with an
//! English line below. Wordings are those printed on statements of Chinese banks and payment services and on
//! invoices of both formats.

#![expect(clippy::non_ascii_literal, reason = "the headings as printed")]

use std::ops::Range;
use std::sync::LazyLock;

use super::fold::{Hit, Needles, han};
use super::sheet::{Line, Sheet, Span};

/// Wordings of a column, best first: of two columns of one key the one with the better wording keeps it.
type Wordings = (&'static str, &'static str);

/// Columns of a statement.
const STATEMENT: &[Wordings] = &[
    (
        "serial",
        "序号|流水号|交易流水号|日志号|凭证号|凭证号码|编号|交易流水|序列号|笔数|交易单号|传票号|柜员流水号|交易序号|笔次|行次|行号|SERIALNUM",
    ),
    ("date", "交易日期|记账日期|记账日|入账日期|日期|交易日|发生日期|入账日|业务日期|起息日|TRANSDATE|DATE"),
    ("time", "交易时间|记账时间|时间|入账时间|发生时间|创建时间|付款时间|TRANSTIME|TIME"),
    (
        "summary",
        "摘要|交易摘要|交易类型|交易名称|业务摘要|用途|摘要说明|摘要代码|交易种类|业务类型|业务种类|交易描述|商品说明|交易说明|摘要/附言|摘要附言|TRADINGTYPE|ABSTRACT",
    ),
    (
        "expense",
        "借方发生额|支出|支出金额|转出|借方金额|借方|取出|支取|付出金额|转出金额|支出(借)|借方(支出)|支出(借方)|借方支出|支取金额|付款金额|支出额|支出发生额|取款|提取金额|借方发生金额",
    ),
    (
        "income",
        "贷方发生额|收入|收入金额|存入|转入|贷方金额|贷方|收入(贷)|贷方(收入)|收入(贷方)|贷方收入|存入金额|转入金额|收款金额|收入额|收入发生额|存款|贷方发生金额",
    ),
    (
        "amount",
        "交易金额|发生额|金额|收入/支出金额|支出/收入金额|收支金额|发生金额|交易额|借贷发生额|收/支金额|收支额|金额(元)|TRANSAMT|AMOUNT",
    ),
    (
        "direction",
        "借贷标志|借贷|借/贷|借贷方向|收/支|收支|收付标志|收支方向|收支类型|方向|借贷状态|收/支/其他|收付|借贷方|D/C|C/D|DCFLG",
    ),
    (
        "balance",
        "余额|账户余额|本次余额|联机余额|当前余额|交易后余额|可用余额|账面余额|结余|本次结余|结存|结存金额|存款余额|账户结余|余额(元)|BALANCE",
    ),
    (
        "counterparty",
        "对方户名|对方|往来户名|往来单位|对手信息|对方账户名称|对方名称|交易对方|对方信息|对方账户名|对手户名|对方姓名|对方账户户名|对方账号与户名|对方账户|对方户名/账号|对方户名及账号|交易对手|交易对手名称|对方单位|收/付方名称|收(付)方名称|对方单位名称",
    ),
    (
        "counterparty_account",
        "对方账号|对方卡号|对方卡号/账号|对方账号/卡号|对方账户账号|对手账号|对方账(卡)号|收(付)方账号|对方账号/卡号/汇票号",
    ),
    (
        "other",
        "对方开户行|对方行名|对方开户机构|对方银行|账号|卡号|储种|钞汇|钞/汇|现转标志|凭证种类|地区|柜员号|柜员|操作员|交易机构|交易网点|网点名称|网点|商户单号|商家订单号|交易订单号|收/付款方式|交易方式|应用号|支付方式|授权码|交易码|交易代码|账户序号|子账户|复核|机构号|交易地区号|记账行|状态",
    ),
    ("channel", "交易渠道|渠道|交易场所|交易地点|交易途径"),
    ("currency", "币种|币别|货币|交易币种|货币类型|CURRENCY"),
    ("note", "附言|备注|交易附言|交易地点/附言|交易备注|附言/备注|用途/附言|摘要备注|说明"),
];

/// Columns of an invoice.
const INVOICE: &[Wordings] = &[
    (
        "item",
        "货物或应税劳务、服务名称|货物或应税劳务服务名称|项目名称|货物或应税劳务名称|货物名称|商品名称|品名",
    ),
    ("model", "规格型号|规格|型号"),
    ("unit", "单位|计量单位|面积单位"),
    ("quantity", "数量"),
    ("unit_price", "单价|单价(元)"),
    ("net", "金额|金额(元)|不含税金额"),
    ("rate", "税率/征收率|税率|征收率|税率(%)"),
    ("tax", "税额|税额(元)"),
    // What invoices of certain trades carry besides: roads, sale and lease of estate, building, freight, passengers.
    (
        "other",
        "车牌号|类型|通行日期起|通行日期止|产权证书/不动产权证号|产权证书号|不动产权证号|租赁期起止|跨地(市)标志|建筑服务发生地|建筑项目名称|运输工具种类|运输工具牌号|起运地|到达地|运输货物名称|出行人|有效身份证件号|出行日期|出发地|等级|交通工具类型",
    ),
];

/// Wordings that other families of tables know.
#[derive(Debug)]
pub(super) struct Vocabulary {
    needles: Needles,
    /// Key and rank of each wording.
    means: Vec<(&'static str, usize)>,
    /// Known columns a line of headings has at least.
    pub least: usize,
}

impl Vocabulary {
    fn new(columns: &'static [Wordings], least: usize) -> Self {
        let all = || {
            columns.iter().flat_map(|(key, words)| {
                words.split('|').enumerate().map(move |(rank, word)| (*key, rank, word))
            })
        };
        // Every strange column is another.
        let group = |at: usize, key: &str| {
            columns.iter().position(|(k, _)| *k == key && key != OTHER).unwrap_or(1000 + at)
        };
        let groups = all().enumerate().map(|(at, (key, _, _))| group(at, key)).collect();
        Self {
            needles: Needles::new(all().map(|(_, _, word)| word)).grouped(groups),
            means: all().map(|(key, rank, _)| (key, rank)).collect(),
            least,
        }
    }
}

/// Statements of accounts.
pub(super) static OF_STATEMENTS: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::new(STATEMENT, 3));
/// Lines of invoices.
pub(super) static OF_INVOICES: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::new(INVOICE, 4));

/// One heading.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Heading {
    /// Key of the column.
    pub key: &'static str,
    /// How good the wording is: 0 is best.
    pub rank: usize,
    /// Left edge.
    pub x0: f32,
    /// Right edge.
    pub x1: f32,
    /// Where it stands.
    pub spans: Vec<Span>,
}

/// The headings of one table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Head {
    /// From left to right; of one key only one, others are `other`.
    pub headings: Vec<Heading>,
    /// Lines they take.
    pub lines: Range<usize>,
}

/// Gap between headings that are not one, in ems, where a line is broken.
const APART: f32 = 0.45;

/// Columns of a head that are known.
fn known(head: &Head) -> usize {
    head.headings.iter().filter(|heading| heading.key != OTHER).count()
}

/// More headings win; of as many, the fewer lines.
fn better(a: &Head, b: &Head) -> std::cmp::Ordering {
    known(a).cmp(&known(b)).then(b.lines.len().cmp(&a.lines.len()))
}

/// Every head of a table on the page, from top to bottom.
pub(super) fn heads(sheet: &Sheet<'_>, vocabulary: &Vocabulary) -> Vec<Head> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < sheet.lines.len() {
        let best = (1..=3).filter_map(|count| read(sheet, at, count, vocabulary)).max_by(better);
        // A line above the headings (the last character of a label set on end) may be read along: where they read
        // better without it, they begin below.
        let best = best.map(|head| {
            let inner = (head.lines.start + 1..head.lines.end)
                .flat_map(|start| (1..=3).filter_map(move |count| read(sheet, start, count, vocabulary)));
            inner.filter(|inner| known(inner) > known(&head)).max_by(better).unwrap_or(head)
        });
        match best {
            Some(mut head) => {
                head.lines.end = translated(sheet, head.lines.end);
                at = head.lines.end;
                found.push(head);
            }
            None => at += 1,
        }
    }
    found
}

/// Key of a column nobody knows.
pub(super) const OTHER: &str = "other";

/// A line of headings in English below those in Chinese belongs to the head.
fn translated(sheet: &Sheet<'_>, mut end: usize) -> usize {
    for _ in 0..2 {
        let Some(line) = sheet.lines.get(end) else { break };
        let letters = line.text.iter().filter(|c| c.is_ascii_alphabetic()).count();
        let strange = line.text.iter().any(|c| c.is_ascii_digit() || han(*c));
        if strange || letters < 8 || letters * 10 < line.text.len() * 8 {
            break;
        }
        end += 1;
    }
    end
}

/// Reads `count` lines from `at` as one head.
fn read(sheet: &Sheet<'_>, at: usize, count: usize, vocabulary: &Vocabulary) -> Option<Head> {
    let lines = sheet.lines.get(at..at + count)?;
    let close = lines.windows(2).all(|pair| pair[1].y - pair[0].y < pair[0].height.max(pair[1].height) * 2.2);
    // Headings have no numbers; a row of the table may not be taken for the lower half of its head.
    let plain = lines.iter().all(|line| {
        let digits = line.text.iter().filter(|c| c.is_ascii_digit()).count();
        digits <= 1 && line.text.len() < 160
    });
    if !close || !plain {
        return None;
    }
    let mut cells =
        if count == 1 { whole(at, &lines[0], vocabulary) } else { stacked(at, lines, vocabulary) };
    cells.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let all: usize = lines.iter().map(|line| line.text.len()).sum();
    let known: usize = cells
        .iter()
        .filter(|cell| cell.rank < UNKNOWN)
        .flat_map(|cell| &cell.spans)
        .map(|span| span.range.len())
        .sum();
    settle(&mut cells);
    let keys = cells.iter().filter(|cell| cell.key != OTHER).count();
    (keys >= vocabulary.least && known * 10 >= all * 6)
        .then_some(Head { headings: cells, lines: at..at + count })
}

/// Rank of a heading nobody knows.
const UNKNOWN: usize = usize::MAX;

/// Of two columns of one key, the one with the better wording keeps it.
fn settle(cells: &mut [Heading]) {
    for at in 0..cells.len() {
        let (key, rank) = (cells[at].key, cells[at].rank);
        let better = cells.iter().enumerate().any(|(other, cell)| {
            cell.key == key && other != at && (cell.rank < rank || (cell.rank == rank && other < at))
        });
        if key != OTHER && better {
            cells[at].key = OTHER;
        }
    }
}

/// The headings of one line: known wordings wherever they stand, and what is left between them.
fn whole(number: usize, line: &Line, vocabulary: &Vocabulary) -> Vec<Heading> {
    let hits = apart(line, vocabulary);
    let starts: Vec<usize> = hits.iter().map(|hit| hit.from).collect();
    let mut cells = Vec::new();
    let mut passed = 0;
    for hit in hits {
        // A short wording right behind a strange one is the end of a longer heading that was misread.
        let strange = (passed..hit.from).rev().take_while(|at| {
            line.gap(*at + 1) < line.em * 0.35 && line.text.get(*at).is_some_and(|c| han(*c))
        });
        let strange = strange.count();
        let (mut key, mut rank) = vocabulary.means.get(hit.word).copied().unwrap_or((OTHER, UNKNOWN));
        let mut from = hit.from;
        if (1..=4).contains(&strange) && hit.to - hit.from <= 2 {
            (key, rank, from) = (OTHER, UNKNOWN, hit.from - strange);
        }
        unknown(number, line, passed..from, &mut cells);
        // 支出 in front of a misread 金额 is 支出金额.
        let longer = vocabulary.needles.longer(&line.text, hit);
        let touching = (hit.to..longer).all(|at| line.gap(at) < line.em * 0.35 && !starts.contains(&at));
        let end = if touching { longer } else { hit.to };
        passed = end + unit(line.text.get(end..).unwrap_or_default());
        cells.push(heading(number, line, from..passed, key, rank));
    }
    unknown(number, line, passed..line.text.len(), &mut cells);
    cells
}

/// Known wordings of a line; one with a gap inside that two others fill exactly is those two: 收/支 金额.
fn apart(line: &Line, vocabulary: &Vocabulary) -> Vec<Hit> {
    let mut hits = Vec::new();
    for hit in vocabulary.needles.all(&line.text) {
        let two = (hit.from + 1..hit.to).filter(|at| line.gap(*at) > line.em * APART).find_map(|at| {
            let first = vocabulary
                .needles
                .at(line.slice(hit.from..at), 0)
                .filter(|first| first.to == at - hit.from)?;
            let second =
                vocabulary.needles.at(line.slice(at..hit.to), 0).filter(|second| second.to == hit.to - at)?;
            let moved = |inner: Hit, by: usize| Hit { from: inner.from + by, to: inner.to + by, ..inner };
            Some([moved(first, hit.from), moved(second, at)])
        });
        match two {
            Some(both) => hits.extend(both),
            None => hits.push(hit),
        }
    }
    hits
}

/// Length of a unit in brackets behind a heading, such as (元).
fn unit(rest: &[char]) -> usize {
    if rest.first() != Some(&'(') {
        return 0;
    }
    rest.iter().take(8).position(|c| *c == ')').map_or(0, |at| at + 1)
}

fn heading(number: usize, line: &Line, range: Range<usize>, key: &'static str, rank: usize) -> Heading {
    let (x0, x1) = (line.left(&range), line.right(&range));
    Heading { key, rank, x0, x1, spans: vec![Span { line: number, range }] }
}

/// Runs of characters that no wording covers: columns too, when they stand apart.
fn unknown(number: usize, line: &Line, range: Range<usize>, cells: &mut Vec<Heading>) {
    for part in line.parts(range, APART * 2.0) {
        let letters = line.slice(part.clone()).iter().filter(|c| han(**c)).count();
        if letters >= 2 {
            cells.push(heading(number, line, part, OTHER, UNKNOWN));
        }
    }
}

/// Headings broken over several lines: parts above one another are one heading.
fn stacked(at: usize, lines: &[Line], vocabulary: &Vocabulary) -> Vec<Heading> {
    let mut columns: Vec<Heading> = Vec::new();
    for (number, line) in (at..).zip(lines) {
        for part in line.segments(APART) {
            let one = heading(number, line, part, OTHER, UNKNOWN);
            let over = |column: &&mut Heading| {
                let common = column.x1.min(one.x1) - column.x0.max(one.x0);
                common > (column.x1 - column.x0).min(one.x1 - one.x0) * 0.35
            };
            match columns.iter_mut().find(over) {
                Some(column) => {
                    column.x0 = column.x0.min(one.x0);
                    column.x1 = column.x1.max(one.x1);
                    column.spans.extend(one.spans);
                }
                None => columns.push(one),
            }
        }
    }
    for column in &mut columns {
        let text: Vec<char> = column
            .spans
            .iter()
            .filter_map(|span| {
                lines.get(span.line.checked_sub(at)?).map(|line| line.slice(span.range.clone()))
            })
            .flatten()
            .copied()
            .collect();
        let hit = vocabulary.needles.at(&text, 0);
        if let Some(hit) = hit.filter(|hit| hit.to + unit(&text[hit.to..]) == text.len())
            && let Some((key, rank)) = vocabulary.means.get(hit.word)
        {
            (column.key, column.rank) = (key, *rank);
        }
    }
    columns
}
