//! Statements of large banks: printed at a counter without upright lines, and a file an application sends.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::{Content, Row};
use super::super::fonts::Role;
use super::super::pen::{Kit, Look, Pen, look};
use super::super::sheet::{Align, Sheet};
use super::super::table::{Lines, Style, column, wrapped};

const A4: (f32, f32) = (210.0, 297.0);
const GREY: [u8; 3] = [112, 112, 116];

/// Small print, one signed amount, account and name of the other side above each other.
pub fn counter_print(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let columns = [
        column(&["serial"], "序号", 9.0, Align::Left, ""),
        column(&["summary"], "摘要", 19.0, Align::Left, ""),
        column(&["currency"], "币别", 15.0, Align::Left, ""),
        column(&["cash"], "钞汇", 9.0, Align::Left, ""),
        column(&["date"], "交易日期", 18.0, Align::Left, "flat"),
        column(&["amount"], "交易金额", 23.0, Align::Right, "group"),
        column(&["balance"], "账户余额", 25.0, Align::Right, "group"),
        column(&[], "", 3.0, Align::Left, ""),
        wrapped(&["note"], "交易地点/附言", 32.0),
        column(&["counterparty_account", "counterparty"], "对方账号与户名", 37.0, Align::Left, ""),
    ];
    let style = Style {
        head: look(Role::Song, 8.5),
        body: look(Role::Song, 8.0),
        row: 5.4,
        top: 7.0,
        lines: Lines::Head,
        ink: [50, 50, 54],
        tint: None,
    };
    let per_page = 26;
    let pages: Vec<&[Row]> = content.rows.chunks(per_page).collect();
    let count = pages.len();
    let mut sheets = Vec::new();
    for (index, rows) in pages.into_iter().enumerate() {
        let mut pen = Pen::new(kit, content, A4);
        let title = format!("{}个人活期账户全部交易明细", content.get("bank"));
        pen.centre(&title, look(Role::Hei, 14.0), (105.0, 18.0));
        let label = look(Role::Song, 9.0);
        pen.pair("卡号/账号:", "card_number", "", label, (10.0, 29.0));
        pen.pair("客户名称:", "account_name", "", label, (78.0, 29.0));
        pen.left("起止日期:", label, (130.0, 29.0));
        let from = 130.0 + pen.width("起止日期:", label) + 0.6;
        pen.field("period_from", "flat", label, (from, 29.0), Align::Left);
        let dash = from + pen.width("20240101", label) + 0.8;
        pen.left("-", label, (dash, 29.0));
        pen.field("period_to", "flat", label, (dash + 2.4, 29.0), Align::Left);
        let y = pen.table((10.0, 33.0), &columns, rows, index * per_page, style);
        if index + 1 == count {
            pen.left("（以下无记录）", label, (10.0, y + 5.0));
            pen.seal(&mut kit.random, (160.0, (y + 14.0).min(258.0)), 20.0, false);
        }
        let foot = look(Role::Song, 8.0);
        pen.left("生成日期:", foot, (10.0, 283.0));
        pen.field("printed_on", "flat", foot, (23.5, 283.0), Align::Left);
        pen.put(&format!("第{}页/共{count}页", index + 1), foot, (200.0, 283.0), Align::Right);
        pen.left("温馨提示:本明细由客户本人申请打印，如需鉴别真伪请至网点核验。", foot, (10.0, 288.0));
        sheets.push(pen.sheet);
    }
    sheets
}

/// Chinese above English in head and headings, no lines between rows, the newest at the end.
pub fn application(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let columns = [
        column(&["date"], "记账日期\nDate", 24.0, Align::Left, ""),
        column(&["currency"], "货币\nCurrency", 19.0, Align::Left, ""),
        column(&["amount"], "交易金额\nTransaction\u{a0}Amount", 33.0, Align::Right, "group"),
        column(&["balance"], "联机余额\nBalance", 30.0, Align::Right, "group"),
        column(&[], "", 6.0, Align::Left, ""),
        column(&["summary"], "交易摘要\nTransaction\u{a0}Type", 32.0, Align::Left, ""),
        column(
            &["counterparty", "counterparty_account"],
            "对手信息\nCounter\u{a0}Party",
            38.0,
            Align::Left,
            "",
        ),
    ];
    let style = Style {
        head: look(Role::Hei, 8.5),
        body: look(Role::Hei, 8.5),
        row: 6.8,
        top: 11.0,
        lines: Lines::Head,
        ink: [140, 140, 144],
        tint: None,
    };
    let mut sheets = Vec::new();
    let mut at = 0;
    // The head stands on the first page only, so more rows fit on the others.
    let count = 1 + content.rows.len().saturating_sub(16).div_ceil(22);
    for index in 0..count {
        let most = if index == 0 { 16 } else { 22 };
        let rows = &content.rows[at..(at + most).min(content.rows.len())];
        let mut pen = Pen::new(kit, content, A4);
        let top = if index == 0 { head(&mut pen, content) } else { 18.0 };
        let y = pen.table((14.0, top), &columns, rows, at, style);
        let note = look(Role::Hei, 7.5).ink(GREY);
        pen.centre(&format!("{}/{count}", index + 1), note, (105.0, 289.0));
        if index + 1 == count {
            pen.centre("————— 交易流水到此结束 —————", note, (105.0, y + 6.0));
            pen.left("温馨提示：", note, (14.0, 275.0));
            pen.left("1.交易流水验真：请凭验证码在本行官方网站核对。", note, (14.0, 279.5));
            pen.left("2.本流水仅供参考，不作为对账凭据。", note, (14.0, 284.0));
        }
        if index == 0 {
            pen.seal(&mut kit.random, (170.0, 30.0), 19.0, true);
        }
        at += rows.len();
        sheets.push(pen.sheet);
    }
    sheets
}

/// A label with its English below it, and the value behind.
fn twice(
    pen: &mut Pen,
    (name, english): (&str, &str),
    (key, shape): (&'static str, &'static str),
    at: (f32, f32),
) {
    let label: Look = look(Role::Hei, 9.0);
    pen.left(name, label, at);
    pen.left(english, look(Role::Hei, 7.0).ink(GREY), (at.0, at.1 + 4.0));
    pen.field(key, shape, label, (at.0 + 26.0, at.1), Align::Left);
}

/// The first page's head; returns its lower edge.
fn head(pen: &mut Pen, content: &Content) -> f32 {
    pen.field("bank", "", look(Role::Bold, 13.0).ink([168, 24, 36]), (14.0, 15.0), Align::Left);
    pen.level(14.0, 196.0, 21.5, 0.3, [168, 24, 36]);
    pen.centre(&format!("{}交易流水", content.get("bank")), look(Role::Bold, 15.0), (105.0, 30.0));
    pen.centre("Transaction Statement", look(Role::Hei, 10.0), (105.0, 37.0));
    let period = look(Role::Hei, 9.5);
    pen.field("period_from", "", period, (101.5, 43.5), Align::Right);
    pen.centre("--", period, (105.0, 43.5));
    pen.field("period_to", "", period, (108.5, 43.5), Align::Left);
    twice(pen, ("户　　名：", "Name"), ("account_name", ""), (14.0, 53.0));
    twice(pen, ("账　　号：", "Account No"), ("card_number", ""), (108.0, 53.0));
    twice(pen, ("账户类型：", "Account Type"), ("", ""), (14.0, 63.0));
    pen.left("ALL", look(Role::Hei, 9.0), (40.0, 63.0));
    twice(pen, ("开 户 行：", "Sub Branch"), ("branch", ""), (108.0, 63.0));
    twice(pen, ("申请时间：", "Date"), ("printed_on", ""), (14.0, 73.0));
    let after = 40.0 + pen.width("2024-01-01 ", look(Role::Hei, 9.0));
    pen.field("printed_at", "", look(Role::Hei, 9.0), (after, 73.0), Align::Left);
    twice(pen, ("验 证 码：", "Verification Code"), ("verification", ""), (108.0, 73.0));
    83.0
}
