//! Statements of bank accounts (银行流水) and of payment services.

#![expect(clippy::non_ascii_literal, reason = "labels as banks print them")]

use std::sync::LazyLock;

use super::super::asides::Sum;
use super::super::bare::PROVISIONAL;
use super::super::fields::{Content, cells, second_day};
use super::super::fold::{Needles, folded, han};
use super::super::headings::{OF_STATEMENTS, OTHER};
use super::super::pairs::{Ask, Form, ask, best, find};
use super::super::shapes::{Shape, day, decimal, money};
use super::super::sheet::{Sheet, Span};
use super::super::tables::{self, Part};
use super::super::{Cell, Field, Table};
use super::bank_sums::SUMS;

const ASKS: &[Ask] = &[
    ask(
        "account_name",
        "户名|账户名称|账户名|客户姓名|客户名称|账户户名|姓名|持卡人|持卡人姓名|开户人|客户名|ACCOUNTNAME|NAME",
        Shape::Name,
    ),
    ask(
        "account_number",
        "账号|账户账号|客户账号|银行账号|主账号|账户|账户号|账户号码|账户/卡号|微信号|支付宝账户|ACCOUNTNO",
        Shape::Account,
    ),
    ask(
        "card_number",
        "卡号|银行卡号|借记卡号|账号/卡号|卡号/账号|卡/账号|账/卡号|账(卡)号|卡(账)号|客户卡号|储蓄卡|借记卡|介质号|介质号码|介质编号|主卡卡号|CARDNO",
        Shape::Account,
    ),
    ask("id_number", "证件号码|身份证号|身份证号码|证件号|身份证|居民身份证", Shape::Person),
    ask(
        "period_from",
        "起止日期|明细区间|账单区间|查询起止日期|查询日期|交易区间|查询区间|起止时间|交易时间段|时间段|查询时间段|交易日期区间|起始日期|开始日期|查询起始日期|起始时间|开始时间|起始日|起日|查询期间|明细日期|交易起止日期|对账期间|对账日期|查询时间|查询时段|日期范围|交易日期|查询范围|交易时间",
        Shape::Date,
    ),
    ask(
        "period_to",
        "截止日期|终止日期|结束日期|查询终止日期|查询截止日期|截止时间|结束时间|终止时间|截止日|止日|到期日期",
        Shape::Date,
    ),
    ask(
        "printed_on",
        "打印日期|打印时间|制表日期|出具日期|申请时间|申请日期|生成时间|导出时间|打印日|制表日|导出日|出单日期|回单日期|开具时间",
        Shape::Date,
    ),
    ask("currency", "币种|币别|货币|交易币种|账户币种|币种类型", Shape::Text),
];

const STOPS: &str = "证件类型|账户类型|开户行|开户机构|开户网点|开户银行|账户状态|凭证类型|打印机构|打印柜员|操作员|页码|序号|产品|\
打印网点|钞汇标志|子账号|储种|存期|开户日期|客户号|验证码|网点|柜员|手机号|联系电话|地址|电子流水号|查询条件|交易类型|查询人|\
收支类型|币种代码|账户性质|明细类型|收支标志|文件编号|防伪码|编号|机构|备注|核心客户号";

static FORM: LazyLock<Form> = LazyLock::new(|| {
    let asks: Vec<Ask> = ASKS.iter().chain(SUMS.iter()).copied().collect();
    Form::new(&asks, STOPS, false)
});
static BANKS: LazyLock<Needles> = LazyLock::new(|| {
    Needles::new(["银行", "信用社", "信用合作联社", "信用联社", "微信支付", "支付宝", "财付通"])
});

/// Reads a statement.
pub(in crate::forensics::papers) fn read(sheets: &[Sheet<'_>]) -> Content {
    let parts = parts(sheets);
    let within = |number: usize, line: usize| {
        parts.iter().any(|(sheet, part)| {
            *sheet == number
                && part.lines.contains(&line)
                && !part.asides.iter().any(|aside| aside.line == line)
        })
    };
    let found = find(sheets, &FORM, within);
    let mut content = Content::default();
    for field in best(sheets, &found) {
        content.add(Some(field));
    }
    if let Some(from) = super::super::fields::best_of(&found, "period_from")
        && let Some(spans) = second_day(sheets, from)
    {
        content.fields.retain(|field| field.key != "period_to");
        content.add(sheets.get(from.sheet).and_then(|sheet| sheet.field("period_to", &spans, 1.0)));
    }
    content.add(bank(sheets));
    one_number(&mut content);
    for (number, part) in &parts {
        if let Some(sheet) = sheets.get(*number) {
            sums(sheet, part, &mut content);
        }
    }
    // Blocks that add up are no rows: a row has its balance on the line of its amount.
    content.tables.extend(super::bank_stacked::table(sheets).or_else(|| table(sheets, &parts)));
    content
}

/// The parts of the table, page by page; a page without a head goes on with the last.
fn parts(sheets: &[Sheet<'_>]) -> Vec<(usize, Part)> {
    let mut found: Vec<(usize, Part)> = Vec::new();
    for (number, sheet) in sheets.iter().enumerate() {
        let mut here = tables::parts(sheet, &OF_STATEMENTS);
        here.retain(|part| !part.rows.is_empty() || !part.asides.is_empty());
        if here.is_empty() {
            let last = found.iter().rev().find(|(_, part)| part.headed).map(|(_, part)| &part.grid);
            here.extend(last.and_then(|grid| tables::going_on(sheet, grid)));
        }
        found.extend(here.into_iter().map(|part| (number, part)));
    }
    if found.iter().all(|(_, part)| part.rows.is_empty()) {
        found.extend(headless(sheets));
    }
    found
}

/// The parts of a table whose columns no heading names: what its amounts are, their sums say.
fn headless(sheets: &[Sheet<'_>]) -> Vec<(usize, Part)> {
    let mut found: Vec<(usize, Part)> = Vec::new();
    for (number, sheet) in sheets.iter().enumerate() {
        let part = match found.first() {
            Some((_, first)) => tables::going_on(sheet, &first.grid),
            None => tables::headless(sheet),
        };
        found.extend(part.map(|part| (number, part)));
    }
    for (_, part) in &mut found {
        for key in part.grid.keys.iter_mut().filter(|key| **key == PROVISIONAL) {
            *key = OTHER;
        }
    }
    found
}

/// A value labelled 账/卡号 is a card's when it looks like one; one number is not both.
fn one_number(content: &mut Content) {
    let value = |content: &Content, key: &str| {
        content.fields.iter().find(|field| field.key == key).map(|field| field.value.clone())
    };
    if let (Some(account), Some(card)) = (value(content, "account_number"), value(content, "card_number"))
        && account == card
    {
        content.fields.retain(|field| field.key != "account_number");
    }
    let digits: String =
        value(content, "card_number").unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
    let card =
        digits.len() >= 16 && (digits.starts_with('6') || digits.starts_with('4') || digits.starts_with('5'));
    if !digits.is_empty() && !card && !content.has("account_number") {
        for field in content.fields.iter_mut().filter(|field| field.key == "card_number") {
            "account_number".clone_into(&mut field.key);
        }
    }
}

/// The name of the bank at the head of the first page.
fn bank(sheets: &[Sheet<'_>]) -> Option<Field> {
    let sheet = sheets.first()?;
    for (number, line) in sheet.lines.iter().enumerate().take(8) {
        for hit in BANKS.all(&line.text) {
            let mut from = hit.from;
            while from > 0 && han(*line.text.get(from - 1)?) && line.gap(from) < line.em * 1.5 {
                from -= 1;
            }
            let mut to = hit.to;
            for end in ["股份有限公司", "有限责任公司", "有限公司"] {
                let end = folded(end);
                if line.text.get(to..).is_some_and(|rest| rest.starts_with(&end)) {
                    to += end.len();
                    break;
                }
            }
            let name = line.slice(from..to);
            let label = name.starts_with(&['开', '户'])
                || name.starts_with(&['对', '方'])
                || line.text.get(to) == Some(&':');
            if !label && (name.len() > 2 || hit.from < from + 1) && name.len() >= 3 {
                return sheet.field("bank", &[Span { line: number, range: from..to }], 0.95);
            }
        }
    }
    let asks = [ask("bank", "开户银行|开户行|开户机构|开户网点|银行名称|机构名称|网点名称", Shape::Text)];
    best(sheets, &find(sheets, &Form::new(&asks, STOPS, false), |_, line| line > 14)).into_iter().next()
}

/// What the lines beside the rows say.
fn sums(sheet: &Sheet<'_>, part: &Part, content: &mut Content) {
    for aside in &part.asides {
        let amount = |key: &str| {
            let cell = aside.cells.get(part.grid.column(key)?)?;
            money(&sheet.folded(cell)).then_some(cell)
        };
        let field = |name: &str, key: &str| amount(key).and_then(|cell| sheet.field(name, cell, 1.0));
        let balance = |name: &str| {
            field(name, "balance").or_else(|| {
                // In a line of its own the balance may stand anywhere: the last amount is it.
                let cell = aside.cells.iter().rev().find(|cell| money(&sheet.folded(cell)))?;
                sheet.field(name, cell, 0.9)
            })
        };
        match aside.sum {
            Sum::Page => {
                content.push(field("page_in", "income"));
                content.push(field("page_out", "expense"));
            }
            Sum::All => {
                content.add(field("total_in", "income"));
                content.add(field("total_out", "expense"));
                content.add(counted(sheet, aside.line));
            }
            Sum::Brought => content.push(balance("brought_forward")),
            Sum::Carried => content.push(balance("carried_forward")),
            Sum::Opening => content.add(balance("opening_balance")),
            Sum::Closing => content.add(balance("closing_balance")),
        }
    }
}

/// 共 36 笔 on a line of sums.
fn counted(sheet: &Sheet<'_>, number: usize) -> Option<Field> {
    let line = sheet.lines.get(number)?;
    let at = line.text.iter().position(|c| *c == '笔')?;
    let from = line.text.get(..at)?.iter().rposition(|c| !c.is_ascii_digit()).map_or(0, |before| before + 1);
    let both = line.text.iter().filter(|c| **c == '笔').count() > 1;
    if both || from == at {
        return None;
    }
    sheet.field("count", &[Span { line: number, range: from..at }], 0.95)
}

/// Rows of all pages in one table.
fn table(sheets: &[Sheet<'_>], parts: &[(usize, Part)]) -> Option<Table> {
    let mut columns: Vec<String> = Vec::new();
    let mut rows: Vec<Vec<Option<Cell>>> = Vec::new();
    for (number, part) in parts {
        let sheet = sheets.get(*number)?;
        let target = places(&mut columns, &part.grid.keys);
        for row in &part.rows {
            let mut line: Vec<Option<Cell>> = vec![None; columns.len()];
            for (cell, at) in cells(sheet, row).into_iter().zip(&target) {
                if let Some(place) = line.get_mut(*at).filter(|place| place.is_none()) {
                    *place = cell;
                }
            }
            rows.push(line);
        }
    }
    for row in &mut rows {
        row.resize(columns.len(), None);
    }
    if rows.is_empty() {
        return None;
    }
    days(&mut columns, &rows);
    other_side(&mut columns, &rows);
    super::bank_columns::name(&mut columns, &rows);
    // Without headings only the sums say that this is an account.
    let told = parts.iter().any(|(_, part)| part.headed) || columns.iter().any(|column| column == "balance");
    told.then_some(Table { columns, rows })
}

/// Where the columns of a page stand in the whole table; new ones are added.
fn places(columns: &mut Vec<String>, keys: &[&'static str]) -> Vec<usize> {
    if columns.is_empty() {
        columns.extend(keys.iter().map(|key| (*key).to_owned()));
        return (0..keys.len()).collect();
    }
    let same = columns.len() == keys.len();
    let mut target = Vec::new();
    for (at, key) in keys.iter().enumerate() {
        // Of several unknown columns the one at the same place.
        let there = columns.get(at).is_some_and(|column| column == key || (same && *key == OTHER));
        let place =
            if there { Some(at) } else { columns.iter().position(|column| column == key && *key != OTHER) };
        target.push(place.unwrap_or_else(|| {
            columns.push((*key).to_owned());
            columns.len() - 1
        }));
    }
    target
}

/// A statement whose only days stand under a heading of times has its days there.
fn days(columns: &mut [String], rows: &[Vec<Option<Cell>>]) {
    if columns.iter().any(|column| column == "date") {
        return;
    }
    let dated = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at)?.as_ref());
        cells.filter(|cell| day(&folded(&cell.text), 0).is_some()).count() * 2 > rows.len()
    };
    let place = columns.iter().position(|column| column == "time").filter(|at| dated(*at));
    let place = place.or_else(|| (0..columns.len()).find(|at| columns[*at] == OTHER && dated(*at)));
    if let Some(column) = place.and_then(|at| columns.get_mut(at)) {
        "date".clone_into(column);
    }
}

/// Where one side of the account has its column and the other has not, the one strange column of amounts is the
/// other side: its heading was misread.
fn other_side(columns: &mut [String], rows: &[Vec<Option<Cell>>]) {
    let has = |key: &str| columns.iter().any(|column| column == key);
    let missing = match (has("income"), has("expense"), has("amount")) {
        (true, false, false) => "expense",
        (false, true, false) => "income",
        _ => return,
    };
    let amounts = |at: usize| {
        let texts = rows.iter().filter_map(|row| row.get(at)?.as_ref()).map(|cell| folded(&cell.text));
        let (all, money) = texts
            .fold((0_usize, 0_usize), |(all, money), text| (all + 1, money + usize::from(decimal(&text))));
        all > 0 && money * 10 >= all * 8
    };
    let strange: Vec<usize> = (0..columns.len()).filter(|at| columns[*at] == OTHER && amounts(*at)).collect();
    if let [at] = strange.as_slice() {
        missing.clone_into(&mut columns[*at]);
    }
}
