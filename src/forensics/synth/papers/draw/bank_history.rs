//! The history of a card's account as a large bank exports it: landscape, signed amounts, thirteen columns.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::{Content, Row};
use super::super::fonts::Role;
use super::super::pen::{Kit, Pen, look};
use super::super::sheet::{Align, Sheet};
use super::super::table::{Lines, Style, column, wrapped};

const LEFT: f32 = 13.0;
const RIGHT: f32 = 284.0;
const PER_PAGE: usize = 16;

const NOTES: [&str; 3] = [
    "温馨提示：",
    "1.本明细由客户通过手机银行自助申请生成，仅供客户核对账务使用，具体账务以银行核心系统记录为准。",
    "2.请妥善保管本明细，注意保护个人信息；如需查验真伪，请通过本行官方网站“电子回单验证”功能查询。",
];

/// Day and time below each other, one signed column of amounts, whom and over what way at the right.
pub fn history(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let columns = [
        column(&["date", "time"], "交易日期", 20.0, Align::Centre, ""),
        column(&["account"], "账号", 28.0, Align::Centre, ""),
        column(&["deposit_kind"], "储种", 10.0, Align::Centre, ""),
        column(&["sub_account"], "序号", 12.0, Align::Centre, ""),
        column(&["currency"], "币种", 13.0, Align::Centre, ""),
        column(&["cash"], "钞汇", 10.0, Align::Centre, ""),
        column(&["summary"], "摘要", 20.0, Align::Centre, ""),
        column(&["region"], "地区", 11.0, Align::Centre, ""),
        column(&["amount"], "收入/支出金额", 27.0, Align::Right, "signed"),
        column(&["balance"], "余额", 27.0, Align::Right, "group"),
        wrapped(&["counterparty"], "对方户名", 39.0),
        column(&["counterparty_account"], "对方账号", 34.0, Align::Left, ""),
        column(&["channel"], "渠道", 20.0, Align::Centre, ""),
    ];
    let style = Style {
        head: look(Role::Song, 8.0),
        body: look(Role::Song, 7.5),
        row: 5.0,
        top: 8.0,
        lines: Lines::Full,
        ink: [60, 60, 64],
        tint: None,
    };
    let pages: Vec<&[Row]> = content.rows.chunks(PER_PAGE).collect();
    let count = pages.len();
    let mut sheets = Vec::new();
    for (index, rows) in pages.into_iter().enumerate() {
        let mut pen = Pen::new(kit, content, (297.0, 210.0));
        let title = look(Role::Bold, 16.0);
        let (name, rest) = (content.get("bank"), "借记账户历史明细（电子版）");
        let from = (297.0 - pen.width(name, title) - pen.width(rest, title)) / 2.0;
        pen.field("bank", "", title, (from, 17.0), Align::Left);
        pen.left(rest, title, (from + pen.width(name, title), 17.0));
        let label = look(Role::Song, 9.0);
        pen.pair("卡号：", "card_number", "", label, (LEFT, 30.0));
        pen.pair("户名：", "account_name", "", label, (78.0, 30.0));
        pen.pair("起止日期：", "period_from", "", label, (122.0, 30.0));
        let after = 122.6 + pen.width("起止日期：2024-00-00", label);
        pen.left("至", label, (after + 1.0, 30.0));
        pen.field("period_to", "", label, (after + 2.0 + pen.width("至", label), 30.0), Align::Left);
        let bottom = pen.table((LEFT, 35.0), &columns, rows, index * PER_PAGE, style);
        if index + 1 == count {
            for (line, text) in (0_u8..).zip(NOTES) {
                pen.left(text, look(Role::Song, 7.5), (LEFT, bottom + 5.0 + f32::from(line) * 4.4));
            }
        }
        let foot = look(Role::Song, 8.0);
        pen.pair("生成日期：", "printed_on", "", foot, (LEFT, 202.0));
        pen.put(&format!("第 {} 页，共 {count} 页", index + 1), foot, (RIGHT, 202.0), Align::Right);
        pen.seal(&mut kit.random, (262.0, 18.0), 15.0, true);
        sheets.push(pen.sheet);
    }
    sheets
}
