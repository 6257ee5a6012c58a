//! Which kind of paper a page is: words it has, weighed.
//!
//! Each word that is found adds its weight to its kind, once; the weights are logarithms of how much more often
//! the word stands on that kind than on others, set by hand from the wordings of the forms themselves. A title
//! counts in full where a title stands (alone on its line, in the upper part or in larger type) and little in
//! running text: a notice that lists the papers to bring names them all. The scores become probabilities by a
//! softmax in which "none of these" has a score of its own.

#![expect(clippy::non_ascii_literal, reason = "the words papers are recognised by")]

use std::sync::LazyLock;

use super::fold::Needles;
use super::headings::{self, OF_INVOICES, OF_STATEMENTS};
use super::sheet::{Sheet, Span};
use super::{Kind, Place, tables};

/// A reason for a kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// The kind it speaks for.
    pub kind: Kind,
    /// What was found, as it was read; empty for rows of a table.
    pub words: String,
    /// How much it weighs.
    pub weight: f32,
    /// Where it stands.
    pub place: Option<Place>,
}

/// What a page may be.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// The likeliest kind.
    pub kind: Kind,
    /// 0 to 1.
    pub confidence: f32,
    /// Probability of each kind that has any evidence, likeliest first.
    pub others: Vec<(Kind, f32)>,
    /// What speaks for which kind, weightiest first. For a page that is none of these it says what came
    /// nearest.
    pub reasons: Vec<Evidence>,
    /// Whether a title of the kind stands on the page.
    pub titled: bool,
}

/// Score of "none of these".
const NONE: f32 = 3.2;
/// Share of a title's weight in running text.
const IN_TEXT: f32 = 0.25;

/// Kind, weight, whether it is a title, words.
type Clue = (Kind, f32, bool, &'static str);

const CLUES: &[Clue] = &[
    (
        Kind::BankStatement,
        4.5,
        true,
        "交易明细|历史明细|对账单|银行流水|交易流水|账户明细|流水清单|明细清单|活期明细|交易记录|明细查询|收支明细|流水明细|交易对账单",
    ),
    (
        Kind::BankStatement,
        0.8,
        false,
        "户名|账号|卡号|币种|起始日期|截止日期|开户行|客户账号|交易日期|记账日期|账户余额|借方发生额|贷方发生额|对方户名|对方账号",
    ),
    (
        Kind::BankStatement,
        1.0,
        false,
        "查询起止日期|起止日期|联机余额|本次余额|对手信息|钞汇|承前页|过次页|本页小计",
    ),
    (
        Kind::PurchaseContract,
        5.0,
        true,
        "商品房买卖合同|商品房预售合同|房屋买卖合同|存量房买卖合同|二手房买卖合同|房地产买卖合同|房产买卖合同|购房合同|存量房屋买卖|房产买卖契约|商品房现售合同|房屋转让合同|商品房买卖",
    ),
    (Kind::PurchaseContract, 1.5, false, "出卖人|买受人|预售许可证"),
    (
        Kind::PurchaseContract,
        0.8,
        false,
        "总价款|首付款|商品房|套内建筑面积|按揭贷款|卖方|买方|房屋总价|成交价|转让价款|购房款|产权转移",
    ),
    (Kind::LeaseContract, 5.0, true, "租赁合同|租房合同|租赁协议|出租合同|租房协议|租赁契约"),
    (Kind::LeaseContract, 1.5, false, "出租人|出租方|承租人|承租方"),
    (Kind::LeaseContract, 1.0, false, "月租金|押金|租赁期限|租赁期|租期|租金|转租|房东|租客|房租"),
    (
        Kind::VatInvoice,
        4.0,
        true,
        "增值税专用发票|增值税普通发票|增值税电子普通发票|增值税电子专用发票|电子发票|通行费电子普通发票|普通发票|专用发票",
    ),
    (Kind::VatInvoice, 1.5, false, "发票代码|发票号码|价税合计|纳税人识别号|货物或应税劳务"),
    (Kind::VatInvoice, 0.8, false, "开票日期|校验码|购买方|销售方|税额|税率|开票人|规格型号|密码区"),
    (
        Kind::IncomeProof,
        5.0,
        true,
        "收入证明|工资证明|工资收入证明|在职收入证明|在职及收入证明|经济收入证明|薪资证明|薪酬证明|在职证明",
    ),
    (
        Kind::IncomeProof,
        1.5,
        false,
        "月收入|月均收入|月平均收入|月工资|月均工资|税后收入|税前收入|月薪|年收入|年薪|平均工资",
    ),
    (
        Kind::IncomeProof,
        0.8,
        false,
        "兹证明|系我单位|系本单位|为我单位|系我公司|为我公司|我公司员工|我单位职工|特此证明|本单位承诺",
    ),
    (
        Kind::LeavingProof,
        5.0,
        true,
        "离职证明|解除劳动合同证明|终止劳动合同证明|解除终止劳动合同|解除(终止)劳动合同|解除、终止劳动合同|终止、解除劳动合同|终止(解除)劳动合同|解除劳动关系|终止劳动关系|劳动合同解除证明|离职证明书|解除或终止劳动合同|终止或解除劳动合同|解除/终止劳动合同",
    ),
    (
        Kind::LeavingProof,
        1.4,
        false,
        "离职手续|最后工作日|正式离职|工作交接|解除劳动合同|终止劳动合同|离职日期|离职原因|竞业限制",
    ),
    (Kind::LeavingProof, 0.6, false, "兹证明|特此证明"),
    (Kind::IdCard, 3.0, true, "居民身份证"),
    (Kind::IdCard, 3.4, false, "公民身份号码"),
    (Kind::IdCard, 1.6, false, "签发机关|有效期限"),
    (Kind::IdCard, 0.7, false, "住址|民族|出生|性别|姓名"),
    (Kind::MarriageCertificate, 4.0, true, "结婚证"),
    (Kind::MarriageCertificate, 2.5, false, "结婚证字号|持证人|结婚申请|准予登记|婚姻登记专用章"),
    (Kind::MarriageCertificate, 1.0, false, "国籍|身份证件号|婚姻登记|登记机关|民政局"),
    (Kind::PropertyCertificate, 4.5, true, "不动产权证书|不动产权证|房屋所有权证|房地产权证|房产证"),
    (
        Kind::PropertyCertificate,
        2.5,
        false,
        "不动产单元号|共有情况|权利其他状况|不动产权第|房屋所有权人|房地产权利人",
    ),
    (
        Kind::PropertyCertificate,
        1.3,
        false,
        "权利类型|权利性质|权利人|使用期限|坐落|房屋坐落|附记|宗地图|房权证",
    ),
    (Kind::HouseholdRegister, 5.0, true, "常住人口登记卡|居民户口簿|户口簿|户口本"),
    (
        Kind::HouseholdRegister,
        2.5,
        false,
        "户主或与户主关系|与户主关系|何时由何地迁来|户主姓名|兵役状况|宗教信仰",
    ),
    (
        Kind::HouseholdRegister,
        1.2,
        false,
        "户别|户号|曾用名|籍贯|服务处所|文化程度|血型|承办人签章|户口登记机关|户口专用章|出生地|职业|身高",
    ),
];

static WORDS: LazyLock<(Needles, Vec<Vec<usize>>)> = LazyLock::new(|| {
    let mut words: Vec<&str> = Vec::new();
    let mut clues: Vec<Vec<usize>> = Vec::new();
    for (number, (_, _, _, list)) in CLUES.iter().enumerate() {
        for word in list.split('|') {
            if let Some(at) = words.iter().position(|other| *other == word) {
                clues[at].push(number);
            } else {
                words.push(word);
                clues.push(vec![number]);
            }
        }
    }
    (Needles::new(words), clues)
});

/// Weighs one page.
pub(super) fn guess(sheet: &Sheet<'_>) -> Guess {
    let mut reasons: Vec<(usize, usize, Evidence)> = Vec::new();
    for (number, line) in sheet.lines.iter().enumerate() {
        for hit in WORDS.0.all(&line.text) {
            for clue in WORDS.1.get(hit.word).into_iter().flatten() {
                let Some((kind, weight, title, _)) = CLUES.get(*clue).copied() else { continue };
                let mut weight = if hit.slip { weight * 0.8 } else { weight };
                let set = title && is_title(sheet, number, hit.from..hit.to);
                if title && !set {
                    weight *= IN_TEXT;
                }
                let known = reasons.iter_mut().find(|(w, c, _)| (*w, *c) == (hit.word, *clue));
                if known.as_ref().is_some_and(|(_, _, evidence)| evidence.weight >= weight) {
                    continue;
                }
                let cell = sheet.cell(&[Span { line: number, range: hit.from..hit.to }]);
                let (words, place) = cell.map_or((String::new(), None), |cell| (cell.text, cell.place));
                let evidence = Evidence { kind, words, weight, place };
                match known {
                    Some(known) => known.2 = evidence,
                    None => reasons.push((hit.word, *clue, evidence)),
                }
            }
        }
    }
    reasons.extend(composed(sheet));
    let heads = [
        (Kind::BankStatement, headings::heads(sheet, &OF_STATEMENTS)),
        (Kind::VatInvoice, headings::heads(sheet, &OF_INVOICES)),
    ];
    for (kind, heads) in heads {
        if let Some(most) =
            heads.iter().map(|head| weight_of(kind, head)).reduce(f32::max).filter(|w| *w > 0.0)
        {
            reasons.push((
                usize::MAX,
                usize::MAX,
                Evidence { kind, words: String::new(), weight: most, place: None },
            ));
        }
    }
    let rows = tables::row_lines(sheet);
    if rows >= 3 {
        let weight = 1.5;
        reasons.push((
            usize::MAX,
            0,
            Evidence { kind: Kind::BankStatement, words: String::new(), weight, place: None },
        ));
    }
    conclude(reasons)
}

/// What titles are put together from, for those that no list has: for each kind groups of words of which the title
/// has one each (二手住房转让契约: a dwelling, a sale, a deed).
const COMPOSED: [(Kind, &[&str]); 4] = [
    (
        Kind::PurchaseContract,
        &["房|住宅|商铺|不动产|公寓|车位", "转让|买卖|购买|出售|预售|现售|认购|购销", "合同|契约|协议|合约"],
    ),
    (
        Kind::LeaseContract,
        &[
            "房|住宅|商铺|公寓",
            "租赁|承租|出租|租住|租房|房租|租用",
            "合同|契约|协议|合约|字据|凭据|租约|约定书",
        ],
    ),
    (Kind::IncomeProof, &["收入|工资|薪酬|薪资", "证明|情况说明"]),
    (Kind::LeavingProof, &["劳动合同|劳动关系|聘用合同|聘用关系", "解除|终止", "证明|通知书|决定书"]),
];
/// A composed title weighs a little less than a known one.
const COMPOSED_WEIGHT: f32 = 4.0;
/// Longest title that is put together, in characters, and how far down the page such a line may be.
const COMPOSED_LENGTH: usize = 26;
const COMPOSED_LINES: usize = 6;

/// Titles put together from words.
fn composed(sheet: &Sheet<'_>) -> Vec<(usize, usize, Evidence)> {
    let mut found = Vec::new();
    for (number, line) in sheet.lines.iter().enumerate().take(COMPOSED_LINES) {
        for part in line.segments(3.0) {
            let text: String = line.slice(part.clone()).iter().collect();
            if part.len() > COMPOSED_LENGTH || !is_title(sheet, number, part.clone()) {
                continue;
            }
            for (kind, groups) in COMPOSED {
                if groups.iter().all(|group| group.split('|').any(|word| text.contains(word))) {
                    let cell = sheet.cell(&[Span { line: number, range: part.clone() }]);
                    let (words, place) = cell.map_or((String::new(), None), |cell| (cell.text, cell.place));
                    let evidence = Evidence { kind, words, weight: COMPOSED_WEIGHT, place };
                    found.push((usize::MAX, COMPOSED_CLUE, evidence));
                }
            }
        }
    }
    found
}

/// The clue of a composed title: it is a title though no list has it.
const COMPOSED_CLUE: usize = usize::MAX - 1;

/// What a head of a table says about the page.
fn weight_of(kind: Kind, head: &headings::Head) -> f32 {
    let has = |key: &str| head.headings.iter().any(|heading| heading.key == key);
    match kind {
        Kind::BankStatement if has("balance") && (has("date") || has("time")) => 3.5,
        Kind::BankStatement
            if (has("date") || has("time")) && (has("amount") || (has("income") && has("expense"))) =>
        {
            2.0
        }
        Kind::VatInvoice if has("rate") && has("tax") => 3.0,
        _ => 0.0,
    }
}

fn conclude(found: Vec<(usize, usize, Evidence)>) -> Guess {
    let titles: Vec<Kind> = found
        .iter()
        .filter(|(_, clue, evidence)| {
            *clue == COMPOSED_CLUE
                || CLUES
                    .get(*clue)
                    .is_some_and(|(_, weight, title, _)| *title && evidence.weight > weight * 0.5)
        })
        .map(|(_, _, evidence)| evidence.kind)
        .collect();
    // Of several titles of a kind one counts: 商品房买卖合同 and 买卖合同 are not two reasons.
    let mut scores: Vec<(Kind, f32)> = Vec::new();
    for kind in Kind::ALL {
        let own = || found.iter().filter(|(_, _, evidence)| evidence.kind == kind);
        let is_title =
            |clue: usize| clue == COMPOSED_CLUE || CLUES.get(clue).is_some_and(|(_, _, title, _)| *title);
        let title =
            own().filter(|(_, clue, _)| is_title(*clue)).map(|(_, _, e)| e.weight).fold(0.0, f32::max);
        let rest: f32 = own().filter(|(_, clue, _)| !is_title(*clue)).map(|(_, _, e)| e.weight).sum();
        if title + rest > 0.0 {
            scores.push((kind, title + rest.min(9.0)));
        }
    }
    let most = scores.iter().map(|(_, score)| *score).fold(NONE, f32::max);
    let sum: f32 = scores.iter().map(|(_, score)| (score - most).exp()).sum::<f32>() + (NONE - most).exp();
    let mut others: Vec<(Kind, f32)> =
        scores.iter().map(|(kind, score)| (*kind, (score - most).exp() / sum)).collect();
    others.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let none = (NONE - most).exp() / sum;
    let (kind, confidence) = match others.first() {
        Some((kind, sure)) if *sure > none && *sure >= 0.4 => (*kind, *sure),
        _ => (Kind::Other, none.max(1.0 - others.first().map_or(0.0, |(_, sure)| *sure))),
    };
    let mut reasons: Vec<Evidence> = found.into_iter().map(|(_, _, evidence)| evidence).collect();
    reasons.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    Guess { kind, confidence, others, reasons, titled: titles.contains(&kind) }
}

/// So far around its words a title is looked at, in characters.
const LONGEST_TITLE: usize = 64;

/// Whether words stand where a title stands: nearly alone, and high up or in larger type.
fn is_title(sheet: &Sheet<'_>, number: usize, range: std::ops::Range<usize>) -> bool {
    let Some(line) = sheet.lines.get(number) else { return false };
    // A title is short: no line is walked along for each of its words.
    let apart = |at: usize| line.gap(at) >= line.em * 3.0;
    let mut part = range.clone();
    while part.start > 0 && !apart(part.start) && range.start - part.start < LONGEST_TITLE {
        part.start -= 1;
    }
    while part.end < line.chars.len() && !apart(part.end) && part.end - range.end < LONGEST_TITLE {
        part.end += 1;
    }
    let letters = |c: &&char| c.is_alphanumeric();
    let all = line.slice(part.clone()).iter().filter(letters).count();
    let alone =
        all <= range.len() + 16 && !line.slice(part.clone()).iter().any(|c| matches!(c, '。' | ';' | ','));
    let high = || {
        let (top, bottom) = sheet.extent();
        number < 4 || line.y - top < (bottom - top) * 0.3
    };
    let large = line.height > sheet.height * 1.3;
    // A list of papers to bring begins each line with a number: 1、 or 一. (解除、终止 is none).
    let head = line.slice(part.start..(part.start + 3).min(part.end));
    let numbered = |c: char| c.is_ascii_digit() || "一二三四五六七八九十(".contains(c);
    let listed = head.first() == Some(&'《')
        || head
            .iter()
            .position(|c| matches!(c, '、' | '.' | '《'))
            .is_some_and(|sign| head.iter().take(sign).all(|c| numbered(*c)));
    alone && !listed && (large || high())
}
