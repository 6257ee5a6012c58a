//! Statements of banks with an outlet in every county: a postal bank's full grid, and a rural commercial bank's
//! detail across the page.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::{Content, Row};
use super::super::fonts::Role;
use super::super::pen::{Kit, Pen, look};
use super::super::sheet::{Align, Sheet};
use super::super::table::{Lines, Style, column, wrapped};

const INK: [u8; 3] = [60, 60, 64];

/// Full grid, the way of money in a column before the amount, the head in a box of its own, numbers and sums of
/// both ways at the end.
pub fn postal(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let columns = [
        column(&["serial"], "序号", 9.0, Align::Centre, ""),
        column(&["date"], "交易日期", 19.5, Align::Centre, ""),
        column(&["channel"], "交易渠道", 17.5, Align::Centre, ""),
        column(&["summary"], "摘要", 19.0, Align::Centre, ""),
        column(&["direction"], "收/支", 10.0, Align::Centre, ""),
        column(&["amount"], "交易金额", 22.0, Align::Right, "size"),
        column(&["balance"], "账户余额", 24.0, Align::Right, "group"),
        wrapped(&["counterparty"], "对方户名", 34.0),
        column(&["counterparty_account"], "对方账号", 35.0, Align::Left, ""),
    ];
    let style = Style {
        head: look(Role::Song, 8.5),
        body: look(Role::Song, 8.0),
        row: 6.6,
        top: 8.0,
        lines: Lines::Full,
        ink: INK,
        tint: None,
    };
    let per_page = 27;
    let pages: Vec<&[Row]> = content.rows.chunks(per_page).collect();
    let count = pages.len();
    let mut sheets = Vec::new();
    for (index, rows) in pages.into_iter().enumerate() {
        let mut pen = Pen::new(kit, content, (210.0, 297.0));
        pen.field("bank", "", look(Role::Bold, 15.0), (105.0, 14.0), Align::Centre);
        pen.centre("个人账户交易明细", look(Role::Bold, 13.0), (105.0, 22.0));
        boxed(&mut pen);
        let y = pen.table((10.0, 53.0), &columns, rows, index * per_page, style);
        let label = look(Role::Song, 9.0);
        if index + 1 == count {
            pen.frame((10.0, y), (190.0, 14.0), 0.18, INK);
            pen.level(10.0, 200.0, y + 7.0, 0.18, INK);
            pen.pair("收入笔数：", "count_in", "", label, (13.0, y + 3.5));
            pen.pair("收入金额合计：", "total_in", "group", label, (70.0, y + 3.5));
            pen.pair("支出笔数：", "count_out", "", label, (13.0, y + 10.5));
            pen.pair("支出金额合计：", "total_out", "group", label, (70.0, y + 10.5));
            pen.pair("期末余额：", "closing_balance", "group", label, (142.0, y + 10.5));
            pen.seal(&mut kit.random, (166.0, (y + 32.0).min(262.0)), 19.0, false);
        }
        pen.pair("打印机构：", "branch", "", label, (10.0, 284.0));
        pen.pair("打印日期：", "printed_on", "", label, (110.0, 284.0));
        pen.put(&format!("第 {} 页，共 {count} 页", index + 1), label, (200.0, 284.0), Align::Right);
        sheets.push(pen.sheet);
    }
    sheets
}

/// Who, which account, from when to when: three lines of two cells.
fn boxed(pen: &mut Pen) {
    let label = look(Role::Song, 9.0);
    pen.frame((10.0, 28.0), (190.0, 21.0), 0.18, INK);
    for y in [35.0, 42.0] {
        pen.level(10.0, 200.0, y, 0.18, INK);
    }
    for x in [34.0, 104.0, 128.0] {
        pen.upright(x, 28.0, 49.0, 0.18, INK);
    }
    let cells: [(&str, &'static str, &'static str, f32, f32); 6] = [
        ("户名", "account_name", "", 10.0, 31.5),
        ("卡号", "card_number", "", 104.0, 31.5),
        ("证件号码", "id_number", "", 10.0, 38.5),
        ("账号", "account_number", "", 104.0, 38.5),
        ("币种", "currency", "", 10.0, 45.5),
        ("查询区间", "period_from", "", 104.0, 45.5),
    ];
    for (name, key, shape, x, y) in cells {
        pen.centre(name, label, (x + 12.0, y));
        pen.field(key, shape, label, (x + 26.0, y), Align::Left);
    }
    let after = 130.0 + pen.width("2024-01-01", label) + 1.2;
    pen.left("至", label, (after, 45.5));
    pen.field("period_to", "", label, (after + 4.4, 45.5), Align::Left);
}

/// Across the page: voucher and teller, money out before money in, both sums below their columns.
pub fn rural_commercial(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let columns = [
        column(&["date"], "交易日期", 24.0, Align::Left, "dot"),
        column(&["summary"], "摘要", 28.0, Align::Left, ""),
        column(&["voucher"], "凭证号码", 24.0, Align::Left, ""),
        column(&["expense"], "支取金额", 32.0, Align::Right, "group"),
        column(&["income"], "存入金额", 32.0, Align::Right, "group"),
        column(&["balance"], "账户余额", 34.0, Align::Right, "group"),
        column(&[], "", 4.0, Align::Left, ""),
        column(&["counterparty_account"], "对方账号", 42.0, Align::Left, ""),
        column(&["counterparty"], "对方户名", 37.0, Align::Left, ""),
        column(&["teller"], "柜员号", 16.0, Align::Left, ""),
    ];
    let style = Style {
        head: look(Role::Kai, 10.5),
        body: look(Role::Song, 9.5),
        row: 5.9,
        top: 8.0,
        lines: Lines::Head,
        ink: INK,
        tint: None,
    };
    let per_page = 23;
    let pages: Vec<&[Row]> = content.rows.chunks(per_page).collect();
    let count = pages.len();
    let mut sheets = Vec::new();
    for (index, rows) in pages.into_iter().enumerate() {
        let mut pen = Pen::new(kit, content, (297.0, 210.0));
        let title = format!("{}　存款账户交易明细", content.get("bank"));
        pen.centre(&title, look(Role::Kai, 17.0), (148.5, 15.0));
        let label = look(Role::Kai, 10.5);
        pen.pair("开户机构：", "branch", "", label, (12.0, 26.0));
        pen.pair("户名：", "account_name", "", label, (112.0, 26.0));
        pen.pair("账号：", "account_number", "", label, (164.0, 26.0));
        pen.pair("币种：", "currency", "", label, (246.0, 26.0));
        pen.pair("起始日期：", "period_from", "dot", label, (12.0, 33.0));
        pen.pair("截止日期：", "period_to", "dot", label, (66.0, 33.0));
        pen.pair("卡号：", "card_number", "", label, (164.0, 33.0));
        if index == 0 {
            pen.pair("期初余额：", "opening_balance", "group", label, (112.0, 33.0));
        }
        let y = pen.table((12.0, 37.5), &columns, rows, index * per_page, style);
        if index + 1 == count {
            pen.left("合　计", label, (13.1, y + 4.5));
            pen.field("total_out", "group", look(Role::Song, 9.5), (118.9, y + 4.5), Align::Right);
            pen.field("total_in", "group", look(Role::Song, 9.5), (150.9, y + 4.5), Align::Right);
            pen.field("closing_balance", "group", look(Role::Song, 9.5), (184.9, y + 4.5), Align::Right);
            pen.level(12.0, 285.0, y + 8.5, 0.18, INK);
            pen.seal(&mut kit.random, (238.0, (y + 18.0).min(178.0)), 20.0, false);
        }
        pen.pair("打印柜员：", "teller", "", label, (12.0, 199.0));
        pen.pair("打印日期：", "printed_on", "dot", label, (66.0, 199.0));
        pen.left("复核：", label, (140.0, 199.0));
        pen.put(&format!("第{}页　共{count}页", index + 1), label, (285.0, 199.0), Align::Right);
        sheets.push(pen.sheet);
    }
    sheets
}
