//! A statement off a line printer: dashes for rules, short headings, every column at its place in the line.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::{Content, Row};
use super::super::fonts::Role;
use super::super::pen::{Kit, Look, Pen, look};
use super::super::sheet::{Align, Sheet};
use super::super::table::{Lines, Style, column};

/// Endless paper, eleven inches a page.
const PAGE: (f32, f32) = (241.0, 279.4);
const LEFT: f32 = 14.0;
const WIDE: f32 = 213.0;
const LINE: f32 = 5.4;

/// Pale bars across endless paper; the sign of the money as D or C behind the amount.
pub fn printer(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let ink = [46, 46, 62];
    let body = look(Role::Song, 10.0).ink(ink);
    let columns = [
        column(&["serial"], "笔", 11.0, Align::Right, ""),
        column(&["date"], "记账日", 24.0, Align::Left, "flat"),
        column(&["summary"], "摘要", 28.0, Align::Left, ""),
        column(&["amount"], "发生额", 34.0, Align::Right, "bare"),
        column(&["direction"], "D/C", 12.0, Align::Left, ""),
        column(&["balance"], "账面余额", 36.0, Align::Right, ""),
        column(&[], "", 5.0, Align::Left, ""),
        column(&["counterparty"], "对方", 43.0, Align::Left, ""),
        column(&["channel"], "渠道", 20.0, Align::Left, ""),
    ];
    let style = Style { head: body, body, row: LINE, top: LINE, lines: Lines::Bare, ink, tint: None };
    let per_page = 34;
    let pages: Vec<&[Row]> = content.rows.chunks(per_page).collect();
    let count = pages.len();
    let mut sheets = Vec::new();
    for (index, rows) in pages.into_iter().enumerate() {
        let mut pen = Pen::new(kit, content, PAGE);
        let mut bar = 50.2;
        while bar < 262.0 {
            pen.ground((6.0, bar), (229.0, LINE * 2.0), [240, 247, 242]);
            bar += LINE * 4.0;
        }
        pen.field("bank", "", look(Role::Song, 12.0).ink(ink), (LEFT, 12.0), Align::Left);
        pen.put(&format!("PAGE {:03}", index + 1), body, (LEFT + WIDE, 12.0), Align::Right);
        pen.centre("对 私 活 期 账 户 分 户 账", look(Role::Song, 12.0).ink(ink), (120.5, 20.0));
        pen.pair("户名:", "account_name", "", body, (LEFT, 28.0));
        pen.pair("账号:", "account_number", "", body, (LEFT + 46.0, 28.0));
        pen.pair("卡号:", "card_number", "", body, (LEFT + 118.0, 28.0));
        pen.pair("币种:", "currency", "", body, (LEFT + 186.0, 28.0));
        pen.left("区间:", body, (LEFT, 33.5));
        pen.field("period_from", "flat", body, (LEFT + 11.0, 33.5), Align::Left);
        pen.left("--", body, (LEFT + 31.0, 33.5));
        pen.field("period_to", "flat", body, (LEFT + 37.0, 33.5), Align::Left);
        pen.pair("打印日:", "printed_on", "flat", body, (LEFT + 118.0, 33.5));
        dashes(&mut pen, '=', body, 38.4);
        let mut y = pen.table((LEFT, 41.0), &columns, &[], 0, style);
        dashes(&mut pen, '-', body, y + 1.6);
        y += 3.4;
        if index == 0 {
            // The first line of the first page says what was there before.
            pen.left("上期结转", body, (LEFT + 36.1, y + LINE / 2.0));
            pen.field("opening_balance", "", body, (LEFT + 143.9, y + LINE / 2.0), Align::Right);
            y += LINE;
        }
        let bare = columns.map(|own| super::super::table::Column { head: "", ..own });
        let y = pen.table((LEFT, y), &bare, rows, index * per_page, Style { top: 0.0, ..style });
        dashes(&mut pen, '-', body, y + 1.8);
        if index + 1 < count {
            pen.put("接次页 >>", body, (LEFT + WIDE, y + 6.0), Align::Right);
            sheets.push(pen.sheet);
            continue;
        }
        for (name, key, x, down) in [
            ("借(D)笔数", "count_out", 0.0, 6.0),
            ("借方累计", "total_out", 40.0, 6.0),
            ("贷(C)笔数", "count_in", 0.0, 12.0),
            ("贷方累计", "total_in", 40.0, 12.0),
            ("期末账面余额", "closing_balance", 106.0, 12.0),
        ] {
            pen.pair(&format!("{name} "), key, "", body, (LEFT + x, y + down));
        }
        dashes(&mut pen, '=', body, y + 16.5);
        pen.left("*** 打印完毕 ***", body, (LEFT + 86.0, y + 21.5));
        pen.seal(&mut kit.random, (LEFT + 186.0, (y + 20.0).min(254.0)), 19.5, false);
        sheets.push(pen.sheet);
    }
    sheets
}

/// A rule of signs across the line.
fn dashes(pen: &mut Pen, sign: char, look: Look, y: f32) {
    let each = pen.width(&sign.to_string(), look).max(0.4);
    let line: String = std::iter::repeat_n(sign, (WIDE / each) as usize).collect();
    pen.left(&line, look, (LEFT, y));
}
