//! A city bank's statement across the page: the account in a box of three columns, debit and credit apart, the
//! totals in the table's last line.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::{Content, Row};
use super::super::fonts::Role;
use super::super::pen::{Kit, Pen, look};
use super::super::sheet::{Align, Sheet};
use super::super::table::{Lines, Style, column, wrapped};

const INK: [u8; 3] = [64, 66, 72];
const LEFT: f32 = 10.0;
const WIDE: f32 = 277.0;
const PER_PAGE: usize = 13;

/// Cells of the box: label, key, shape.
type Boxed = [(&'static str, &'static str, &'static str); 3];

const HEAD: [Boxed; 4] = [
    [("客户姓名", "account_name", ""), ("客户账号", "account_number", ""), ("币　　别", "currency", "")],
    [("介 质 号", "card_number", ""), ("开户机构", "branch", ""), ("打印日期", "printed_on", "cn")],
    [("起始日期", "period_from", "cn"), ("上期余额", "opening_balance", "group"), ("明细笔数", "count", "")],
    [("终止日期", "period_to", "cn"), ("本期余额", "closing_balance", "group"), ("打印柜员", "teller", "")],
];

/// Thirteen rows a page, day above time, who is on the other side above their account.
pub fn city(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let columns = [
        column(&["serial"], "序号", 11.0, Align::Centre, ""),
        column(&["date", "time"], "交易时间", 25.0, Align::Centre, "slash"),
        column(&["summary"], "交易名称", 26.0, Align::Centre, ""),
        column(&["voucher"], "凭证号码", 29.0, Align::Centre, ""),
        column(&["expense"], "借方", 31.0, Align::Right, "group"),
        column(&["income"], "贷方", 31.0, Align::Right, "group"),
        column(&["balance"], "当前余额", 34.0, Align::Right, "group"),
        column(
            &["counterparty", "counterparty_account"],
            "交易对手名称\n交易对手账号",
            48.0,
            Align::Left,
            "",
        ),
        wrapped(&["counterparty_bank"], "交易对手开户行", 42.0),
    ];
    let style = Style {
        head: look(Role::Hei, 8.5),
        body: look(Role::Song, 8.5),
        row: 5.6,
        top: 9.0,
        lines: Lines::Full,
        ink: INK,
        tint: None,
    };
    let pages: Vec<&[Row]> = content.rows.chunks(PER_PAGE).collect();
    let count = pages.len();
    let mut sheets = Vec::new();
    for (index, rows) in pages.into_iter().enumerate() {
        let mut pen = Pen::new(kit, content, (297.0, 210.0));
        let top = head(&mut pen);
        let y = pen.table((LEFT, top), &columns, rows, index * PER_PAGE, style);
        let small = look(Role::Song, 8.5);
        if index + 1 == count {
            total(&mut pen, y);
            let at = (y + 14.0).min(177.0);
            pen.seal(&mut kit.random, (254.0, at), 20.0, false);
        }
        pen.left(
            "本明细仅反映所列期间的账务记录，不作为存款凭证；涂改、未加盖印章无效。",
            small,
            (LEFT, 202.0),
        );
        pen.put(&format!("第 {} 页，共 {count} 页", index + 1), small, (LEFT + WIDE, 202.0), Align::Right);
        sheets.push(pen.sheet);
    }
    sheets
}

/// Name of the bank, title and the box; returns where the table begins.
fn head(pen: &mut Pen) -> f32 {
    let (label, value) = (look(Role::Hei, 9.0), look(Role::Song, 9.5));
    pen.field("bank", "", look(Role::Bold, 14.0), (LEFT, 13.0), Align::Left);
    pen.centre("个人活期账户交易明细清单", look(Role::Bold, 16.0).wide(0.08), (148.5, 13.0));
    pen.put("单位：元", label, (LEFT + WIDE, 16.0), Align::Right);
    let (names, row) = (23.0, 6.6);
    let wide = [84.0, 108.0, 85.0];
    let mut y = 20.0;
    for cells in HEAD {
        let mut x = LEFT;
        for ((name, key, shape), wide) in cells.into_iter().zip(wide) {
            pen.ground((x, y), (names, row), [238, 240, 243]);
            pen.frame((x, y), (wide, row), 0.2, INK);
            pen.upright(x + names, y, y + row, 0.2, INK);
            pen.centre(name, label, (x + names / 2.0, y + row / 2.0));
            pen.field_within(key, shape, value, (x + names + 2.0, y + row / 2.0), wide - names - 3.0);
            x += wide;
        }
        y += row;
    }
    y + 4.0
}

/// The line of totals below the rows, its sums in the columns they are of.
fn total(pen: &mut Pen, y: f32) {
    let (label, value) = (look(Role::Hei, 8.5), look(Role::Song, 8.5));
    let low = y + 8.0;
    pen.frame((LEFT, y), (WIDE, 8.0), 0.2, INK);
    for x in [62.0, 91.0, 122.0, 153.0] {
        pen.upright(LEFT + x, y, low, 0.2, INK);
    }
    let middle = y + 4.0;
    pen.centre("本 期 合 计", label, (LEFT + 31.0, middle));
    pen.centre("发生额", label, (LEFT + 76.5, middle));
    pen.field("total_out", "group", value, (LEFT + 120.9, middle), Align::Right);
    pen.field("total_in", "group", value, (LEFT + 151.9, middle), Align::Right);
    pen.pair("借方笔数：", "count_out", "", value, (LEFT + 158.0, middle));
    pen.pair("贷方笔数：", "count_in", "", value, (LEFT + 190.0, middle));
}
