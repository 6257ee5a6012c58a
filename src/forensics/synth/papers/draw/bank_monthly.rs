//! A bank's file of a statement by months: each month under a bar with the balances it began and ended with, each
//! movement in two lines.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::{Content, Row, amount, fen, shaped};
use super::super::fonts::Role;
use super::super::pen::{Kit, Look, Pen, look};
use super::super::sheet::{Align, Sheet, Tag};

const A4: (f32, f32) = (210.0, 297.0);
const NAVY: [u8; 3] = [24, 48, 96];
const GREY: [u8; 3] = [104, 110, 120];
const PITCH: f32 = 9.6;
const BAR: f32 = 13.0;
const LOW: f32 = 268.0;
/// Right edges of money in, money out, balance.
const MONEY: [f32; 3] = [133.0, 163.0, 194.0];

/// Bars of months over rows without upright lines, sums of the whole period in the head.
pub fn monthly(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut done: Vec<Pen> = Vec::new();
    let mut pen = Pen::new(kit, content, A4);
    let top = head(&mut pen);
    let mut y = columns(&mut pen, top);
    let mut number = 0;
    for rows in content.rows.chunk_by(|one, two| month(one) == month(two)) {
        for (index, row) in rows.iter().enumerate() {
            let need = if index == 0 { BAR + PITCH } else { PITCH };
            if y + need > LOW {
                done.push(std::mem::replace(&mut pen, Pen::new(kit, content, A4)));
                pen.field("bank", "", look(Role::Hei, 9.0).ink(GREY), (15.0, 13.0), Align::Left);
                y = columns(&mut pen, 18.0);
            }
            if index == 0 {
                bar(&mut pen, rows, y);
                y += BAR;
            }
            movement(&mut pen, (row, number), y);
            y += PITCH;
            pen.level(15.0, 195.0, y, 0.1, [214, 218, 224]);
            number += 1;
        }
        y += 2.0;
    }
    let note = look(Role::Hei, 8.5).ink(GREY);
    pen.centre("对账单内容到此结束", note, (105.0, y + 3.0));
    pen.seal(&mut kit.random, (168.0, (y + 14.0).min(262.0)), 18.0, true);
    done.push(pen);
    let count = done.len();
    for (index, pen) in (1_usize..).zip(&mut done) {
        pen.left(
            "如对账单与实际不符，请自收到之日起十五日内致电客户服务热线或至网点核对。",
            note,
            (15.0, 286.0),
        );
        pen.put(&format!("{index} / {count}"), note, (195.0, 286.0), Align::Right);
    }
    done.into_iter().map(|pen| pen.sheet).collect()
}

fn month(row: &Row) -> Option<&str> {
    row.get("date").and_then(|date| date.get(..7))
}

/// Who on the left, the period's sums in a block on the right; returns its lower edge.
fn head(pen: &mut Pen) -> f32 {
    pen.ground((0.0, 0.0), (210.0, 22.0), NAVY);
    let white = [255, 255, 255];
    pen.field("bank", "", look(Role::Bold, 15.0).ink(white), (15.0, 11.0), Align::Left);
    pen.put("个人账户月度对账单", look(Role::Hei, 13.0).ink(white), (195.0, 11.0), Align::Right);
    let label = look(Role::Hei, 8.5).ink(GREY);
    let value = look(Role::Hei, 10.0);
    pen.field("account_name", "", look(Role::Hei, 13.0), (15.0, 31.0), Align::Left);
    for (index, (name, key, shape)) in (0_u8..).zip([
        ("卡/账号", "card_number", "four"),
        ("证件号", "id_number", ""),
        ("对账期", "period_from", ""),
        ("生成日", "printed_on", ""),
    ]) {
        let y = 39.0 + f32::from(index) * 6.6;
        pen.left(name, label, (15.0, y));
        pen.field(key, shape, value, (31.0, y), Align::Left);
    }
    pen.left("至", label, (53.5, 52.2));
    pen.field("period_to", "", value, (58.5, 52.2), Align::Left);
    pen.ground((112.0, 26.0), (83.0, 37.0), [238, 241, 247]);
    for (index, (name, key, sign)) in (0_u8..).zip([
        ("期初结余", "opening_balance", ""),
        ("本期存入", "total_in", "+"),
        ("本期支出", "total_out", "-"),
        ("期末结余", "closing_balance", "="),
    ]) {
        let y = 31.0 + f32::from(index) * 9.0;
        pen.left(sign, look(Role::Hei, 11.0).ink(NAVY), (116.0, y));
        pen.left(name, look(Role::Hei, 9.5), (122.0, y));
        pen.field(key, "group", look(Role::Hei, 11.0).ink(NAVY), (191.0, y), Align::Right);
    }
    pen.level(116.0, 191.0, 53.6, 0.2, NAVY);
    69.0
}

/// Headings of a page; returns their lower edge.
fn columns(pen: &mut Pen, y: f32) -> f32 {
    let head = look(Role::Bold, 8.5).ink(NAVY);
    pen.left("入账日 / 时刻", head, (15.0, y + 3.5));
    pen.left("业务 / 对方信息", head, (41.0, y + 3.5));
    for (name, x) in ["存入（元）", "支出（元）", "结余（元）"].into_iter().zip(MONEY) {
        pen.put(name, head, (x, y + 3.5), Align::Right);
    }
    pen.level(15.0, 195.0, y + 7.0, 0.4, NAVY);
    y + 8.5
}

/// A month's bar: what it began with, what came and went, what it ended with.
fn bar(pen: &mut Pen, rows: &[Row], y: f32) {
    let of = |row: Option<&Row>, key: &str| row.and_then(|row| row.get(key)).and_then(|text| fen(text));
    let sum = |key: &str| rows.iter().filter_map(|row| of(Some(row), key)).sum::<i64>();
    let end = of(rows.last(), "balance").unwrap_or(0);
    let begin = of(rows.first(), "balance").unwrap_or(0) - of(rows.first(), "amount").unwrap_or(0);
    let told = rows.first().and_then(month).unwrap_or_default().replace('-', "年");
    pen.ground((15.0, y), (180.0, BAR - 1.5), [232, 236, 244]);
    pen.left(&format!("{told}月"), look(Role::Bold, 10.0).ink(NAVY), (17.0, y + 3.4));
    let small = look(Role::Hei, 8.5).ink(GREY);
    pen.left(&format!("共{}笔", rows.len()), small, (17.0, y + 8.4));
    for (name, value, x) in
        [("月初余额", begin, 95.0), ("月存入", sum("income"), MONEY[0]), ("月支出", sum("expense"), MONEY[1])]
    {
        pen.put(name, small, (x, y + 3.4), Align::Right);
        let text = shaped(&amount(value), "group");
        pen.put(&text, look(Role::Hei, 8.5), (x, y + 8.4), Align::Right);
    }
    pen.put("月末余额", small, (MONEY[2], y + 3.4), Align::Right);
    pen.put(&shaped(&amount(end), "group"), look(Role::Hei, 9.0), (MONEY[2], y + 8.4), Align::Right);
}

/// Day, what for, the money in its column; below time, who, their account, the way it went.
fn movement(pen: &mut Pen, row: (&Row, usize), y: f32) {
    let (one, two) = (y + 2.9, y + 7.1);
    let (body, small) = (look(Role::Hei, 9.0), look(Role::Hei, 8.0).ink([86, 90, 98]));
    let mut put = |key: &'static str, shape, look: Look, at, align, most| {
        let text = shaped(row.0.get(key).map_or("", String::as_str), shape);
        if !text.is_empty() {
            pen.cell(&text, (Tag { key, row: Some(row.1) }, shape), look, at, align, most);
        }
    };
    put("date", "", body, (15.0, one), Align::Left, 24.0);
    put("time", "", small, (15.0, two), Align::Left, 24.0);
    put("summary", "", body, (41.0, one), Align::Left, 40.0);
    put("counterparty", "", small, (41.0, two), Align::Left, 50.0);
    put("counterparty_account", "", small, (93.0, two), Align::Left, 40.0);
    put("channel", "", small, (MONEY[2], two), Align::Right, 30.0);
    for (key, x) in ["income", "expense", "balance"].into_iter().zip(MONEY) {
        put(key, "group", body, (x, one), Align::Right, 32.0);
    }
}
