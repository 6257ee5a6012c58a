//! Statements with a side for each way of the money: across the page in two languages, and of a credit union.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::{Content, Row};
use super::super::fonts::Role;
use super::super::pen::{Kit, Look, Pen, look};
use super::super::sheet::{Align, Sheet};
use super::super::table::{Lines, Style, column, wrapped};

const TEAL: [u8; 3] = [0, 92, 104];

/// Across the page, headings in Chinese and English, 0.00 on the side without money, the balance carried from
/// page to page.
pub fn bilingual(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let columns = [
        column(&["serial"], "序号\nNo.", 12.0, Align::Centre, ""),
        column(&["date"], "交易日\nDate", 22.0, Align::Centre, "flat"),
        column(&["time"], "时间\nTime", 18.0, Align::Centre, ""),
        column(&["summary"], "交易摘要\nDescription", 28.0, Align::Left, ""),
        column(&["channel"], "交易渠道\nChannel", 22.0, Align::Left, ""),
        column(&["expense"], "借方金额\nDebit Amount", 31.0, Align::Right, "group"),
        column(&["income"], "贷方金额\nCredit Amount", 31.0, Align::Right, "group"),
        column(&["balance"], "账户余额\nBalance", 34.0, Align::Right, "group"),
        column(&[], "", 4.0, Align::Left, ""),
        column(
            &["counterparty", "counterparty_account"],
            "对方户名/账号\nCounterparty",
            71.0,
            Align::Left,
            "",
        ),
    ];
    let style = Style {
        head: look(Role::Hei, 8.0).ink(TEAL),
        body: look(Role::Hei, 8.0),
        row: 6.0,
        top: 10.0,
        lines: Lines::Level,
        ink: [150, 180, 184],
        tint: Some([228, 240, 241]),
    };
    let rows: Vec<Row> = content.rows.iter().map(zeroed).collect();
    let per_page = 13;
    let pages: Vec<&[Row]> = rows.chunks(per_page).collect();
    let count = pages.len();
    let mut sheets = Vec::new();
    for (index, rows) in pages.into_iter().enumerate() {
        let mut pen = Pen::new(kit, content, (297.0, 210.0));
        pen.ground((12.0, 9.0), (3.0, 11.0), TEAL);
        pen.field("bank", "", look(Role::Bold, 15.0).ink(TEAL), (18.0, 14.5), Align::Left);
        pen.put("个人账户交易对账单", look(Role::Hei, 14.0), (285.0, 12.5), Align::Right);
        let small = look(Role::Hei, 8.0).ink([90, 96, 98]);
        pen.put("STATEMENT OF PERSONAL ACCOUNT", small, (285.0, 18.5), Align::Right);
        let label = look(Role::Hei, 9.0);
        let english = look(Role::Hei, 7.0).ink([110, 116, 118]);
        let pairs: [(&str, &str, &'static str, &'static str, f32, f32); 6] = [
            ("户名", "Account Name", "account_name", "", 12.0, 27.0),
            ("卡号", "Card No.", "card_number", "four", 104.0, 27.0),
            ("币种", "Currency", "currency", "", 205.0, 27.0),
            ("账号", "Account No.", "account_number", "", 12.0, 34.0),
            ("查询起止", "Period", "period_from", "flat", 104.0, 34.0),
            ("打印日期", "Print Date", "printed_on", "flat", 205.0, 34.0),
        ];
        for (name, second, key, shape, x, y) in pairs {
            pen.left(name, label, (x, y));
            let at = x + pen.width(name, label) + 1.2;
            pen.left(second, english, (at, y + 0.1));
            pen.field(key, shape, label, (x + 36.0, y), Align::Left);
        }
        pen.left("-", label, (157.5, 34.0));
        pen.field("period_to", "flat", label, (160.5, 34.0), Align::Left);
        if index == 0 {
            carried(&mut pen, "期初余额 Opening Balance", "opening_balance", content, label);
        } else {
            let before = content.rows.get(index * per_page - 1).and_then(|row| row.get("balance"));
            let before = super::super::content::shaped(before.map_or("", String::as_str), "group");
            pen.put("承前页余额 Balance B/F", label, (236.0, 41.0), Align::Right);
            pen.put(&before, label, (285.0, 41.0), Align::Right);
        }
        let y = pen.table((12.0, 45.0), &columns, rows, index * per_page, style);
        if index + 1 == count {
            let sums: [(&str, &'static str, &'static str, f32); 5] = [
                ("借方笔数 ", "count_out", "", 12.0),
                ("借方合计 ", "total_out", "group", 45.0),
                ("贷方笔数 ", "count_in", "", 105.0),
                ("贷方合计 ", "total_in", "group", 138.0),
                ("期末余额 Closing Balance ", "closing_balance", "group", 182.0),
            ];
            for (name, key, shape, x) in sums {
                pen.pair(name, key, shape, label, (x, y + 5.0));
            }
            pen.seal(&mut kit.random, (262.0, (y + 17.0).min(182.0)), 19.5, true);
        }
        pen.left("本对账单由系统生成，如有疑问请在30日内向开户网点查询。", small, (12.0, 201.5));
        pen.put(&format!("{}/{count}", index + 1), small, (285.0, 201.5), Align::Right);
        sheets.push(pen.sheet);
    }
    sheets
}

fn carried(pen: &mut Pen, name: &str, key: &'static str, content: &Content, label: Look) {
    if !content.get(key).is_empty() {
        pen.put(name, label, (236.0, 41.0), Align::Right);
        pen.field(key, "group", label, (285.0, 41.0), Align::Right);
    }
}

/// Both sides filled: nothing is 0.00.
fn zeroed(row: &Row) -> Row {
    let mut row = row.clone();
    for key in ["income", "expense"] {
        row.entry(key).or_insert_with(|| "0.00".to_owned());
    }
    row
}

/// Cells of the box above a credit union's table: label, key, shape.
type Boxed = [(&'static str, &'static str, &'static str); 3];

/// A credit union: all sums in a box above, paid out before paid in, the names it uses for them.
pub fn rural(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let columns = [
        column(&["serial"], "笔次", 11.0, Align::Centre, ""),
        column(&["date"], "记账日", 22.0, Align::Centre, "dot"),
        column(&["summary"], "业务种类", 26.0, Align::Left, ""),
        column(&["expense"], "支取", 27.0, Align::Right, ""),
        column(&["income"], "存入", 27.0, Align::Right, ""),
        column(&["balance"], "结存", 30.0, Align::Right, ""),
        wrapped(&["counterparty"], "往来户名", 43.0),
    ];
    let ink = [60, 60, 62];
    let style = Style {
        head: look(Role::Song, 10.0),
        body: look(Role::Song, 9.5),
        row: 7.0,
        top: 8.0,
        lines: Lines::Full,
        ink,
        tint: None,
    };
    let boxed: [Boxed; 4] = [
        [("户　　名", "account_name", ""), ("账　　号", "account_number", ""), ("币　　种", "currency", "")],
        [
            ("起　　日", "period_from", "dot"),
            ("止　　日", "period_to", "dot"),
            ("制 表 日", "printed_on", "dot"),
        ],
        [("期初结存", "opening_balance", ""), ("存入合计", "total_in", ""), ("存入笔数", "count_in", "")],
        [("期末结存", "closing_balance", ""), ("支取合计", "total_out", ""), ("支取笔数", "count_out", "")],
    ];
    let per_page = 26;
    let pages: Vec<&[Row]> = content.rows.chunks(per_page).collect();
    let count = pages.len();
    let mut sheets = Vec::new();
    for (index, rows) in pages.into_iter().enumerate() {
        let mut pen = Pen::new(kit, content, (210.0, 297.0));
        pen.field("bank", "", look(Role::Bold, 18.0), (105.0, 18.0), Align::Centre);
        pen.centre("个人存款分户明细账", look(Role::Kai, 15.0).wide(0.1), (105.0, 28.0));
        let label = look(Role::Kai, 10.5);
        pen.put("单位：元", label, (198.0, 34.5), Align::Right);
        let mut y = 38.0;
        if index == 0 {
            for cells in &boxed {
                let mut x = 12.0;
                for ((name, key, shape), wide) in cells.iter().zip([58.0, 72.0, 56.0]) {
                    pen.frame((x, y), (wide, 8.0), 0.2, ink);
                    pen.upright(x + 21.0, y, y + 8.0, 0.2, ink);
                    pen.centre(name, label, (x + 10.5, y + 4.0));
                    pen.field(key, shape, look(Role::Song, 10.0), (x + 22.5, y + 4.0), Align::Left);
                    x += wide;
                }
                y += 8.0;
            }
            y += 4.0;
        }
        let y = pen.table((12.0, y), &columns, rows, index * per_page, style);
        let foot = look(Role::Song, 9.0);
        if index + 1 == count {
            let at = y + 8.0;
            pen.left("（以下空白）", foot, (90.0, y + 4.0));
            pen.left("会计主管：", foot, (12.0, at + 4.0));
            pen.left("复核：", foot, (70.0, at + 4.0));
            pen.left("打印：", foot, (115.0, at + 4.0));
            pen.seal(&mut kit.random, (165.0, (y + 16.0).min(268.0)), 20.5, false);
        }
        pen.centre(&format!("共 {count} 页  第 {} 页", index + 1), foot, (105.0, 289.0));
        sheets.push(pen.sheet);
    }
    sheets
}
