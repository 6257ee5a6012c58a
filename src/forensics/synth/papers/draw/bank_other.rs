//! Bank statements of the measuring set.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::{Content, Row, amount, fen};
use super::super::fonts::Role;
use super::super::pen::{Kit, Pen, look};
use super::super::sheet::{Align, Sheet};
use super::super::table::{Lines, Style, column, wrapped};

/// Ledger headings, latest first, sums of each page, all sums before the table.
pub fn ledger(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let columns = [
        column(&["date"], "交易日", 19.0, Align::Left, "flat"),
        column(&["time"], "时间", 16.0, Align::Left, ""),
        wrapped(&["summary"], "业务摘要", 20.0),
        column(&["expense"], "借方发生额\n（支出）", 26.0, Align::Right, "group"),
        column(&["income"], "贷方发生额\n（收入）", 26.0, Align::Right, "group"),
        column(&["balance"], "余额", 27.0, Align::Right, "group"),
        wrapped(&["counterparty_account"], "对方账号", 27.0),
        wrapped(&["counterparty"], "对方名称", 27.0),
    ];
    let style = Style {
        head: look(Role::Song, 8.5),
        body: look(Role::Song, 8.0),
        row: 7.2,
        top: 10.0,
        lines: Lines::Full,
        ink: [20, 20, 24],
        tint: None,
    };
    let per_page = 22;
    let pages: Vec<&[Row]> = content.rows.chunks(per_page).collect();
    let count = pages.len();
    let mut sheets = Vec::new();
    for (index, rows) in pages.into_iter().enumerate() {
        let mut pen = Pen::new(kit, content, (210.0, 297.0));
        pen.sheet.paper = [252, 252, 250];
        pen.field("bank", "", look(Role::Song, 12.0), (11.0, 14.0), Align::Left);
        pen.centre("客户交易流水对账单", look(Role::Bold, 16.0), (105.0, 23.0));
        let label = look(Role::Song, 9.0);
        pen.pair("客户名称:", "account_name", "", label, (11.0, 33.0));
        pen.pair("客户账号:", "account_number", "", label, (75.0, 33.0));
        pen.pair("货币:", "currency", "", label, (160.0, 33.0));
        pen.pair("起始日期:", "period_from", "flat", label, (11.0, 38.5));
        pen.pair("截止日期:", "period_to", "flat", label, (75.0, 38.5));
        pen.pair("打印日期:", "printed_on", "flat", label, (140.0, 38.5));
        pen.pair("借方笔数:", "count_out", "", label, (11.0, 44.0));
        pen.pair("借方发生总额:", "total_out", "group", label, (45.0, 44.0));
        pen.pair("贷方笔数:", "count_in", "", label, (105.0, 44.0));
        pen.pair("贷方发生总额:", "total_in", "group", label, (140.0, 44.0));
        let y = pen.table((11.0, 48.5), &columns, rows, index * per_page, style);
        let sum = |key: &str| {
            let all = rows.iter().filter_map(|row| row.get(key)).filter_map(|text| fen(text)).sum::<i64>();
            super::super::content::shaped(&amount(all), "group")
        };
        pen.left("本页小计", label, (12.0, y + 4.5));
        pen.put(&sum("expense"), label, (91.2, y + 4.5), Align::Right);
        pen.put(&sum("income"), label, (117.2, y + 4.5), Align::Right);
        pen.level(11.0, 199.0, y + 9.0, 0.18, style.ink);
        if index == 0 {
            pen.seal(&mut kit.random, (165.0, 30.0), 19.5, false);
        }
        let page = format!("- {} / {count} -", index + 1);
        pen.centre(&page, label, (105.0, 287.0));
        sheets.push(pen.sheet);
    }
    sheets
}

/// No lines, tinted rows, plain signed amounts, time forwards.
pub fn plain(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let columns = [
        column(&["date"], "日期", 24.0, Align::Left, "dot"),
        column(&["summary"], "交易类型", 28.0, Align::Left, ""),
        wrapped(&["counterparty"], "对手信息", 44.0),
        column(&["channel"], "交易渠道", 24.0, Align::Left, ""),
        column(&["amount"], "金额（元）", 33.0, Align::Right, ""),
        column(&["balance"], "账户余额（元）", 35.0, Align::Right, ""),
    ];
    let style = Style {
        head: look(Role::Hei, 9.0).ink([255, 255, 255]),
        body: look(Role::Hei, 9.0).ink([50, 50, 54]),
        row: 8.0,
        top: 9.0,
        lines: Lines::Tint,
        ink: [0, 0, 0],
        tint: Some([176, 40, 44]),
    };
    let mut pen = Pen::new(kit, content, (210.0, 297.0));
    pen.watermark("交易明细", 34.0, [250, 243, 243]);
    pen.field("bank", "", look(Role::Bold, 18.0).ink([176, 40, 44]), (11.0, 15.0), Align::Left);
    pen.left("账户交易明细", look(Role::Hei, 14.0), (11.0, 26.0));
    let label = look(Role::Hei, 9.5);
    pen.pair("户  名  ", "account_name", "", label, (11.0, 36.0));
    pen.pair("卡  号  ", "card_number", "four", label, (100.0, 36.0));
    pen.left("期  间  ", label, (11.0, 42.5));
    pen.field("period_from", "dot", label, (25.0, 42.5), Align::Left);
    pen.left("~", label, (46.5, 42.5));
    pen.field("period_to", "dot", label, (51.0, 42.5), Align::Left);
    pen.pair("期初余额  ", "opening_balance", "group", label, (100.0, 42.5));
    let y = pen.table((11.0, 49.0), &columns, &content.rows, 0, style);
    pen.level(11.0, 199.0, y + 2.0, 0.4, [176, 40, 44]);
    pen.pair("合计收入  ", "total_in", "group", label, (11.0, y + 8.5));
    pen.pair("合计支出  ", "total_out", "group", label, (80.0, y + 8.5));
    pen.pair("期末余额  ", "closing_balance", "group", label, (145.0, y + 8.5));
    pen.pair("制单日期  ", "printed_on", "dot", label, (11.0, y + 15.0));
    pen.seal(&mut kit.random, (160.0, (y + 26.0).min(272.0)), 20.0, true);
    vec![pen.sheet]
}
