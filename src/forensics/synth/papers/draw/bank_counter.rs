//! A statement printed at the counter of a large bank: its facts in a grid, debit or credit as a mark, the sums in a
//! sentence below the table.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::{Content, Row};
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{Kit, Look, Pen, look};
use super::super::sheet::{Align, Sheet};
use super::super::table::{Lines, Style, column};
use super::bank::unsigned;

const INK: [u8; 3] = [58, 58, 66];
const LEFT: f32 = 9.0;
const WIDE: f32 = 192.0;

const SUMS: &str = "上列明细共计{count}笔，其中借方{count_out}笔、发生额{total_out|group}元，贷方{count_in}笔、发生额{total_in|group}元；末笔业务后账户结余{closing_balance|group}元。";

/// Movements of two lines: the other side's name over its account; money without a sign beside its mark.
pub fn counter(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let columns = [
        column(&["date"], "发生日期", 21.0, Align::Left, ""),
        column(&["cash"], "钞汇", 10.0, Align::Centre, ""),
        column(&["summary"], "业务注释", 23.0, Align::Left, ""),
        column(&["direction"], "借/贷", 12.0, Align::Centre, ""),
        column(&["amount"], "交易额", 29.0, Align::Right, "size"),
        column(&["balance"], "账户结余", 31.0, Align::Right, "group"),
        column(&[], "", 3.0, Align::Left, ""),
        column(&["counterparty", "counterparty_account"], "对手方名称\n及账号", 47.0, Align::Left, ""),
        column(&["outlet"], "办理网点", 16.0, Align::Right, ""),
    ];
    let body = look(Role::Song, 9.0).ink(INK);
    let style = Style {
        head: look(Role::Hei, 9.0),
        body,
        row: 5.4,
        top: 9.0,
        lines: Lines::Level,
        ink: [150, 150, 156],
        tint: None,
    };
    let rows: Vec<Row> = content.rows.iter().map(unsigned).collect();
    let per_page = 18;
    let pages: Vec<&[Row]> = rows.chunks(per_page).collect();
    let count = pages.len();
    let mut sheets = Vec::new();
    for (index, rows) in pages.into_iter().enumerate() {
        let mut pen = Pen::new(kit, content, (210.0, 297.0));
        pen.field("bank", "", look(Role::Bold, 15.0), (LEFT, 13.0), Align::Left);
        pen.put("个人借记账户历史明细", look(Role::Hei, 14.0), (LEFT + WIDE, 13.0), Align::Right);
        grid(&mut pen, content);
        let y = pen.table((LEFT, 50.0), &columns, rows, index * per_page, style);
        let last = index + 1 == count;
        if last {
            let flow = Flow {
                body: look(Role::Song, 10.0),
                fill: look(Role::Song, 10.0),
                underline: false,
                left: LEFT,
                width: WIDE,
                leading: 6.4,
                indent: 2.0,
            };
            let y = pen.flow(SUMS, flow, y + 7.0);
            pen.left("经办柜员", body, (LEFT, y + 3.0));
            pen.field("teller", "", body, (LEFT + 16.0, y + 3.0), Align::Left);
            pen.left("业务复核", body, (LEFT + 50.0, y + 3.0));
            pen.seal(&mut kit.random, (164.0, y + 16.0), 19.5, false);
        }
        let note = if last { "明细至此结束" } else { "后页续" };
        pen.centre(note, body, (105.0, 287.0));
        pen.put(&format!("第{}页/共{count}页", index + 1), body, (LEFT + WIDE, 287.0), Align::Right);
        sheets.push(pen.sheet);
    }
    sheets
}

/// The account's facts: small names over their values, four in a row.
fn grid(pen: &mut Pen, content: &Content) {
    let label = look(Role::Song, 8.0).ink([96, 96, 102]);
    let value = look(Role::Hei, 9.5);
    let ink = [110, 110, 116];
    let cells: [[(&str, &'static str, &'static str, f32); 4]; 2] = [
        [
            ("账户户名", "account_name", "", 32.0),
            ("借记卡号", "card_number", "four", 60.0),
            ("证件号码", "id_number", "", 42.0),
            ("期前余额（元）", "opening_balance", "group", 58.0),
        ],
        [
            ("货币", "currency", "", 32.0),
            ("查询时段", "period_from", "", 60.0),
            ("出单日期", "printed_on", "", 42.0),
            ("出单网点", "branch", "", 58.0),
        ],
    ];
    let mut y = 20.0;
    for row in cells {
        let mut x = LEFT;
        for (name, key, shape, wide) in row {
            pen.frame((x, y), (wide, 12.5), 0.2, ink);
            pen.left(name, label, (x + 1.5, y + 3.2));
            pen.field_within(key, shape, value, (x + 1.5, y + 8.6), wide - 3.0);
            if key == "period_from" {
                until(pen, content, (x + 1.5, y + 8.6), value);
            }
            x += wide;
        }
        y += 12.5;
    }
}

/// The period's end behind its beginning.
fn until(pen: &mut Pen, content: &Content, (x, y): (f32, f32), value: Look) {
    let from = x + pen.width(content.get("period_from"), value) + 1.2;
    pen.left("至", value, (from, y));
    pen.field("period_to", "", value, (from + pen.width("至", value) + 1.2, y), Align::Left);
}
