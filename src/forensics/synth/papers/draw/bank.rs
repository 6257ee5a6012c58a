//! Bank statements of the tuning set.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::{Content, Row};
use super::super::fonts::Role;
use super::super::pen::{Kit, Pen, look};
use super::super::sheet::{Align, Sheet};
use super::super::table::{Lines, Style, column, wrapped};

const A4: (f32, f32) = (210.0, 297.0);
const GREY: [u8; 3] = [120, 120, 124];

/// Full grid, time forwards, income and expense apart, several pages, totals at the end.
pub fn ruled(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let columns = [
        column(&["serial"], "序号", 10.0, Align::Centre, ""),
        column(&["date"], "交易日期", 21.0, Align::Centre, ""),
        wrapped(&["summary"], "摘要", 22.0),
        column(&["income"], "收入金额", 25.0, Align::Right, "group"),
        column(&["expense"], "支出金额", 25.0, Align::Right, "group"),
        column(&["balance"], "账户余额", 27.0, Align::Right, "group"),
        wrapped(&["counterparty"], "对方户名", 38.0),
        column(&["channel"], "渠道", 18.0, Align::Centre, ""),
    ];
    let style = Style {
        head: look(Role::Bold, 8.5),
        body: look(Role::Song, 8.5),
        row: 6.6,
        top: 7.5,
        lines: Lines::Full,
        ink: [90, 90, 94],
        tint: Some([232, 234, 238]),
    };
    let per_page = 30;
    let pages: Vec<&[Row]> = content.rows.chunks(per_page).collect();
    let count = pages.len();
    let mut sheets = Vec::new();
    for (index, rows) in pages.into_iter().enumerate() {
        let mut pen = Pen::new(kit, content, A4);
        pen.watermark("电子回单专用", 30.0, [240, 242, 246]);
        pen.field("bank", "", look(Role::Bold, 17.0), (105.0, 17.0), Align::Centre);
        pen.centre("个人账户交易明细清单", look(Role::Bold, 13.0), (105.0, 26.0));
        let label = look(Role::Song, 9.5);
        pen.pair("户名：", "account_name", "", label, (12.0, 36.0));
        pen.pair("账号：", "account_number", "", label, (60.0, 36.0));
        pen.pair("卡号：", "card_number", "", label, (130.0, 36.0));
        pen.left("起止日期：", label, (12.0, 42.5));
        pen.field("period_from", "", label, (31.0, 42.5), Align::Left);
        pen.left("至", label, (53.0, 42.5));
        pen.field("period_to", "", label, (59.0, 42.5), Align::Left);
        pen.pair("币种：", "currency", "", label, (95.0, 42.5));
        pen.pair("打印日期：", "printed_on", "", label, (130.0, 42.5));
        let mut y = pen.table((12.0, 47.0), &columns, rows, index * per_page, style);
        if index + 1 == count {
            y += 5.5;
            pen.pair("收入合计：", "total_in", "group", label, (12.0, y));
            pen.pair("支出合计：", "total_out", "group", label, (72.0, y));
            pen.pair("期末余额：", "closing_balance", "group", label, (135.0, y));
            pen.pair("收入笔数：", "count_in", "", label, (12.0, y + 6.0));
            pen.pair("支出笔数：", "count_out", "", label, (72.0, y + 6.0));
            pen.pair("总笔数：", "count", "", label, (135.0, y + 6.0));
            let at = (165.0, (y + 2.0).min(262.0));
            pen.seal(&mut kit.random, at, 20.0, true);
        }
        pen.level(12.0, 198.0, 282.0, 0.15, GREY);
        pen.left("本明细仅供参考，不作为入账凭证。", look(Role::Song, 8.0).ink(GREY), (12.0, 286.0));
        let page = format!("第{}页/共{count}页", index + 1);
        pen.put(&page, look(Role::Song, 8.0).ink(GREY), (198.0, 286.0), Align::Right);
        sheets.push(pen.sheet);
    }
    sheets
}

/// As an application prints it: no upright lines, signed amounts, latest first, wrapped texts.
pub fn signed(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let columns = [
        column(&["date", "time"], "交易时间", 24.0, Align::Left, "slash"),
        wrapped(&["summary"], "交易摘要", 26.0),
        column(&["amount"], "交易金额", 32.0, Align::Right, "signed"),
        column(&["balance"], "余额", 34.0, Align::Right, "group"),
        wrapped(&["counterparty"], "交易对方", 36.0),
        column(&["counterparty_account"], "对方账号", 34.0, Align::Left, ""),
    ];
    let style = Style {
        head: look(Role::Hei, 9.0).ink([70, 74, 80]),
        body: look(Role::Hei, 8.5),
        row: 6.0,
        top: 9.0,
        lines: Lines::Level,
        ink: [214, 216, 220],
        tint: None,
    };
    let per_page = 19;
    let pages: Vec<&[Row]> = content.rows.chunks(per_page).collect();
    let count = pages.len();
    let mut sheets = Vec::new();
    for (index, rows) in pages.into_iter().enumerate() {
        let mut pen = Pen::new(kit, content, A4);
        pen.ground((0.0, 0.0), (210.0, 24.0), [206, 222, 244]);
        pen.field("bank", "", look(Role::Bold, 16.0).ink([28, 60, 120]), (12.0, 12.0), Align::Left);
        pen.put("历史交易明细", look(Role::Hei, 12.0).ink([28, 60, 120]), (198.0, 12.0), Align::Right);
        let label = look(Role::Hei, 9.0);
        let pairs: [(&str, &'static str, &'static str, f32, f32); 6] = [
            ("客户姓名", "account_name", "", 12.0, 31.0),
            ("银行卡号", "card_number", "four", 78.0, 31.0),
            ("证件号码", "id_number", "", 12.0, 38.0),
            ("账户", "account_number", "", 78.0, 38.0),
            ("查询时段", "period_from", "slash", 12.0, 45.0),
            ("申请时间", "printed_on", "slash", 150.0, 45.0),
        ];
        for (name, key, shape, x, y) in pairs {
            pen.left(name, label.ink(GREY), (x, y));
            pen.field(key, shape, label, (x + 17.0, y), Align::Left);
        }
        pen.left("—", label, (49.0, 45.0));
        pen.field("period_to", "slash", label, (54.0, 45.0), Align::Left);
        let y = pen.table((12.0, 50.0), &columns, rows, index * per_page, style);
        pen.centre(&format!("{} / {count}", index + 1), label.ink(GREY), (105.0, 289.0));
        let foot = look(Role::Hei, 9.0);
        if index + 1 == count {
            pen.pair("总收入", "total_in", "group", foot, (12.0, y + 7.0));
            pen.pair("总支出", "total_out", "group", foot, (80.0, y + 7.0));
            pen.pair("交易笔数", "count", "", foot, (150.0, y + 7.0));
            pen.seal(&mut kit.random, (170.0, (y + 8.0).min(268.0)), 19.0, true);
        }
        sheets.push(pen.sheet);
    }
    sheets
}

/// Across the page: a flag says which way the money went.
pub fn flagged(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let columns = [
        column(&["serial"], "序号", 12.0, Align::Left, ""),
        column(&["date"], "记账日期", 24.0, Align::Left, "flat"),
        column(&["time"], "时间", 20.0, Align::Left, ""),
        column(&["currency"], "币种", 18.0, Align::Left, ""),
        column(&["direction"], "借贷标志", 18.0, Align::Centre, ""),
        column(&["amount"], "发生额", 32.0, Align::Right, "group"),
        column(&["balance"], "余额", 34.0, Align::Right, "group"),
        column(&["summary"], "摘要", 28.0, Align::Left, ""),
        column(&["counterparty_account"], "对方账号", 44.0, Align::Left, ""),
        wrapped(&["counterparty"], "对方户名", 43.0),
    ];
    let style = Style {
        head: look(Role::Kai, 10.0),
        body: look(Role::Hei, 9.0),
        row: 6.2,
        top: 8.0,
        lines: Lines::Head,
        ink: [40, 40, 44],
        tint: None,
    };
    let rows: Vec<Row> = content.rows.iter().map(unsigned).collect();
    let per_page = 21;
    let pages: Vec<&[Row]> = rows.chunks(per_page).collect();
    let count = pages.len();
    let mut sheets = Vec::new();
    for (index, rows) in pages.into_iter().enumerate() {
        let mut pen = Pen::new(kit, content, (297.0, 210.0));
        pen.field("bank", "", look(Role::Kai, 20.0), (148.0, 14.0), Align::Centre);
        pen.centre("活期账户明细查询单", look(Role::Kai, 14.0), (148.0, 24.0));
        let label = look(Role::Kai, 11.0);
        pen.pair("账户名称：", "account_name", "", label, (12.0, 33.0));
        pen.pair("账号：", "account_number", "", label, (90.0, 33.0));
        pen.pair("上期余额：", "opening_balance", "group", label, (195.0, 33.0));
        let y = pen.table((12.0, 38.0), &columns, rows, index * per_page, style);
        pen.put(&format!("第 {} 页 共 {count} 页", index + 1), label, (285.0, 24.0), Align::Right);
        if index + 1 < count {
            pen.left("接下页", label, (12.0, y + 6.0));
            sheets.push(pen.sheet);
            continue;
        }
        pen.pair("借方合计：", "total_out", "group", label, (12.0, y + 6.0));
        pen.pair("贷方合计：", "total_in", "group", label, (90.0, y + 6.0));
        pen.pair("期末余额：", "closing_balance", "group", label, (195.0, y + 6.0));
        pen.pair("打印日期：", "printed_on", "cn", label, (12.0, y + 12.5));
        pen.left("经办柜员：0417", label, (90.0, y + 12.5));
        pen.seal(&mut kit.random, (240.0, (y + 6.0).min(186.0)), 20.0, false);
        sheets.push(pen.sheet);
    }
    sheets
}

/// The amount without its sign, for statements with a flag.
pub fn unsigned(row: &Row) -> Row {
    let mut row = row.clone();
    let value = row.get("amount").map(|text| text.trim_start_matches('-').to_owned());
    row.insert("amount", value.unwrap_or_default());
    row
}
