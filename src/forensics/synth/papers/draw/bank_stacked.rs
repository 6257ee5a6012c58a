//! Statements whose rows take several lines: a mobile bank's export, and the record of a payment service.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::{Content, Row, shaped};
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{Kit, Look, Pen, look};
use super::super::sheet::{Align, Sheet, Tag};

const A4: (f32, f32) = (210.0, 297.0);
const GREY: [u8; 3] = [128, 132, 140];

/// A cell of a row: key, shape, look.
type Cell = (&'static str, &'static str, Look);

/// Writes one value of a row, squeezed to a width; nothing where the row has none.
fn value(
    pen: &mut Pen,
    row: (&Row, usize),
    (key, shape, look): Cell,
    at: (f32, f32),
    align: Align,
    most: f32,
) {
    let text = shaped(row.0.get(key).map_or("", String::as_str), shape);
    if !text.is_empty() {
        pen.cell(&text, (Tag { key, row: Some(row.1) }, shape), look, at, align, most);
    }
}

const MOBILE_PITCH: f32 = 17.0;
const VIOLET: [u8; 3] = [92, 58, 150];

/// Three lines for each movement, the latest first, signed amounts above the balance after it.
pub fn mobile(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let (first, later) = (12, 14);
    let (one, rest) = content.rows.split_at(content.rows.len().min(first));
    let pages: Vec<&[Row]> = std::iter::once(one).chain(rest.chunks(later)).collect();
    let count = pages.len();
    let mut sheets = Vec::new();
    let mut number = 0;
    for (index, rows) in pages.into_iter().enumerate() {
        let mut pen = Pen::new(kit, content, A4);
        let mut y = if index == 0 { mobile_head(&mut pen) } else { 22.0 };
        let head = look(Role::Hei, 9.0).ink(GREY);
        pen.ground((14.0, y), (182.0, 8.0), [244, 241, 250]);
        pen.left("业务摘要 / 交易对方 / 记账时间", head, (18.0, y + 4.0));
        pen.put("收支金额 / 余额", head, (192.0, y + 4.0), Align::Right);
        y += 8.0;
        for row in rows {
            mobile_row(&mut pen, (row, number), y);
            y += MOBILE_PITCH;
            pen.level(18.0, 192.0, y, 0.12, [224, 224, 230]);
            number += 1;
        }
        if index + 1 == count {
            pen.centre("—— 已无更多明细 ——", head, (105.0, y + 6.0));
            pen.seal(&mut kit.random, (164.0, (y + 20.0).min(258.0)), 18.5, true);
        }
        pen.left("本电子明细由手机银行客户端导出，仅供参考，核验请至本行网点。", head, (14.0, 287.0));
        pen.put(&format!("{}/{count}", index + 1), head, (196.0, 287.0), Align::Right);
        sheets.push(pen.sheet);
    }
    sheets
}

/// Name of the bank, the account on a card, the sums of the period side by side.
fn mobile_head(pen: &mut Pen) -> f32 {
    pen.field("bank", "", look(Role::Bold, 14.0).ink(VIOLET), (14.0, 14.0), Align::Left);
    pen.put("收支明细", look(Role::Hei, 12.0).ink(VIOLET), (196.0, 14.0), Align::Right);
    pen.ground((14.0, 21.0), (182.0, 40.0), [246, 244, 251]);
    let value = look(Role::Hei, 10.0);
    let label = value.ink(GREY);
    pen.field("account_name", "", look(Role::Hei, 13.0), (19.0, 28.0), Align::Left);
    pen.left("储蓄卡", label, (60.0, 28.0));
    pen.field("card_number", "four", look(Role::Hei, 11.0), (76.0, 28.0), Align::Left);
    pen.left("明细区间", label, (19.0, 36.5));
    pen.field("period_from", "dot", value, (38.0, 36.5), Align::Left);
    pen.left("至", label, (61.0, 36.5));
    pen.field("period_to", "dot", value, (67.5, 36.5), Align::Left);
    pen.left("导出日", label, (112.0, 36.5));
    pen.field("printed_on", "dot", value, (127.0, 36.5), Align::Left);
    for (name, key, shape, x) in [
        ("总流入（元）", "total_in", "group", 19.0),
        ("总流出（元）", "total_out", "group", 72.0),
        ("笔数", "count", "", 125.0),
        ("当前余额（元）", "closing_balance", "group", 146.0),
    ] {
        pen.left(name, look(Role::Hei, 8.5).ink(GREY), (x, 46.0));
        pen.field(key, shape, look(Role::Hei, 12.0).ink(VIOLET), (x, 53.5), Align::Left);
    }
    67.0
}

fn mobile_row(pen: &mut Pen, row: (&Row, usize), y: f32) {
    let (one, two, three) = (y + 4.0, y + 8.8, y + 13.3);
    let small = look(Role::Hei, 9.0).ink([84, 88, 96]);
    let income = row.0.contains_key("income");
    let ink = if income { [188, 60, 40] } else { [34, 36, 42] };
    value(pen, row, ("summary", "", look(Role::Hei, 10.5)), (18.0, one), Align::Left, 90.0);
    value(pen, row, ("amount", "signed", look(Role::Hei, 11.0).ink(ink)), (192.0, one), Align::Right, 60.0);
    value(pen, row, ("counterparty", "", small), (18.0, two), Align::Left, 56.0);
    value(pen, row, ("counterparty_account", "masked", small), (76.0, two), Align::Left, 44.0);
    let faint = look(Role::Hei, 8.5).ink([110, 114, 122]);
    value(pen, row, ("date", "dot", faint), (18.0, three), Align::Left, 30.0);
    value(pen, row, ("time", "", faint), (40.0, three), Align::Left, 30.0);
    value(pen, row, ("channel", "", faint), (60.0, three), Align::Left, 30.0);
    value(pen, row, ("balance", "group", small), (192.0, three), Align::Right, 60.0);
}

const TINT: [u8; 3] = [236, 243, 238];
const WALLET_PITCH: f32 = 11.4;
/// Headings of a payment service: left edge, width, heading.
const WALLET: [(f32, f32, &str); 8] = [
    (10.0, 11.0, "编号"),
    (21.0, 21.0, "发生时间"),
    (42.0, 40.0, "流水单号"),
    (82.0, 20.0, "业务类别"),
    (102.0, 39.0, "对手方"),
    (141.0, 12.0, "收/支"),
    (153.0, 23.0, "金额(元)"),
    (176.0, 24.0, "余额(元)"),
];

/// Running numbers, day above time, long order numbers in two lines, a mark for in or out, the purse's balance.
pub fn wallet(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let (first, later) = (17, 21);
    let (one, rest) = content.rows.split_at(content.rows.len().min(first));
    let pages: Vec<&[Row]> = std::iter::once(one).chain(rest.chunks(later)).collect();
    let count = pages.len();
    let mut sheets = Vec::new();
    let mut number = 0;
    for (index, rows) in pages.into_iter().enumerate() {
        let mut pen = Pen::new(kit, content, A4);
        let mut y = if index == 0 { wallet_head(&mut pen, kit) } else { 18.0 };
        let ink = [150, 156, 152];
        let top = y;
        pen.ground((10.0, y), (190.0, 8.0), TINT);
        pen.level(10.0, 200.0, y, 0.15, ink);
        for (x, wide, head) in WALLET {
            pen.centre(head, look(Role::Bold, 8.5), (x + wide / 2.0, y + 4.0));
        }
        y += 8.0;
        for row in rows {
            pen.level(10.0, 200.0, y, 0.15, ink);
            wallet_row(&mut pen, (row, number), y + WALLET_PITCH / 2.0);
            y += WALLET_PITCH;
            number += 1;
        }
        pen.level(10.0, 200.0, y, 0.15, ink);
        for (x, ..) in WALLET {
            pen.upright(x, top, y, 0.15, ink);
        }
        pen.upright(200.0, top, y, 0.15, ink);
        let foot = look(Role::Song, 8.0).ink(GREY);
        pen.centre(&format!("第 {} 页，共 {count} 页", index + 1), foot, (105.0, 288.0));
        sheets.push(pen.sheet);
    }
    sheets
}

const CERTIFIED: &str =
    "兹证明：{account_name}（证件号码 {id_number}）在本公司开立的支付账户 {account_number}，
在 {period_from|cn} 至 {period_to|cn} 期间的零钱收支明细如下：";

fn wallet_head(pen: &mut Pen, kit: &mut Kit) -> f32 {
    let body = look(Role::Song, 10.0);
    pen.centre("零钱账户交易流水证明", look(Role::Bold, 17.0), (105.0, 16.0));
    pen.left("编号：", body, (10.0, 27.0));
    pen.field("proof_number", "", body, (21.5, 27.0), Align::Left);
    let flow =
        Flow { body, fill: body, underline: false, left: 10.0, width: 190.0, leading: 7.0, indent: 0.0 };
    pen.flow(CERTIFIED, flow, 34.0);
    for (name, key, shape, x, y) in [
        ("期初零钱：", "opening_balance", "", 10.0, 50.0),
        ("期末零钱：", "closing_balance", "", 75.0, 50.0),
        ("收入笔数：", "count_in", "", 10.0, 56.5),
        ("收入金额：", "total_in", "", 40.0, 56.5),
        ("支出笔数：", "count_out", "", 84.0, 56.5),
        ("支出金额：", "total_out", "", 114.0, 56.5),
    ] {
        pen.pair(name, key, shape, body, (x, y));
    }
    pen.field("bank", "", body, (196.0, 65.0), Align::Right);
    pen.field("printed_on", "cn", body, (196.0, 72.0), Align::Right);
    pen.seal(&mut kit.random, (178.0, 60.0), 17.5, true);
    82.0
}

fn wallet_row(pen: &mut Pen, row: (&Row, usize), middle: f32) {
    let body = look(Role::Song, 8.5);
    let (up, down) = (middle - 2.1, middle + 2.1);
    value(pen, row, ("serial", "", body), (15.5, middle), Align::Centre, 9.0);
    value(pen, row, ("date", "", body), (31.5, up), Align::Centre, 20.0);
    value(pen, row, ("time", "", body), (31.5, down), Align::Centre, 20.0);
    let order = row.0.get("order").map_or("", String::as_str);
    for (part, y) in [(order.get(..16), up), (order.get(16..), down)] {
        let tag = Tag { key: "order", row: Some(row.1) };
        pen.cell(part.unwrap_or_default(), (tag, ""), body, (62.0, y), Align::Centre, 38.0);
    }
    value(pen, row, ("summary", "", body), (92.0, middle), Align::Centre, 18.6);
    value(pen, row, ("counterparty", "", body), (103.2, middle), Align::Left, 36.6);
    value(pen, row, ("direction", "", body), (147.0, middle), Align::Centre, 11.0);
    value(pen, row, ("amount", "bare", body), (174.8, middle), Align::Right, 21.5);
    value(pen, row, ("balance", "", body), (198.8, middle), Align::Right, 22.5);
}
