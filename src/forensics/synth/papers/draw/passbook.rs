//! A passbook: the page of the account, then lines printed into the ruled pages.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::fonts::Role;
use super::super::pen::{Kit, Pen, look};
use super::super::sheet::{Align, Sheet};
use super::super::table::{Column, Lines, Style, column};

const PAGE: (f32, f32) = (152.0, 104.0);
const GREEN: [u8; 3] = [60, 120, 92];
const INK: [u8; 3] = [48, 50, 84];
const LINES: usize = 12;
const PITCH: f32 = 6.2;

/// The account, then twelve lines on each page; the first line takes the balance over.
pub fn passbook(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let columns = [
        column(&["date"], "", 22.0, Align::Left, "flat"),
        column(&["summary"], "", 24.0, Align::Left, ""),
        column(&["amount"], "", 31.0, Align::Right, "signed"),
        column(&["balance"], "", 32.0, Align::Right, "group"),
        column(&["channel"], "", 20.0, Align::Left, ""),
    ];
    let style = Style {
        head: look(Role::Song, 8.5),
        body: look(Role::Song, 9.0).ink(INK),
        row: PITCH,
        top: 0.0,
        lines: Lines::Bare,
        ink: GREEN,
        tint: None,
    };
    let mut sheets = vec![account(content, kit)];
    let first = content.rows.len().min(LINES - 1);
    let (one, rest) = content.rows.split_at(first);
    let mut number = 0;
    for (index, rows) in std::iter::once(one).chain(rest.chunks(LINES)).enumerate() {
        let mut pen = Pen::new(kit, content, PAGE);
        ruled(&mut pen, &columns);
        // The printer never meets the lines quite.
        let mut y = 21.0 + kit.random.between(-0.4, 0.5);
        let x = 14.0 + kit.random.between(-0.3, 0.6);
        if index == 0 {
            let middle = y + PITCH / 2.0;
            pen.left("承前", style.body, (x + 23.1, middle));
            let right = x + 22.0 + 24.0 + 31.0 + 32.0 - 1.1;
            pen.field("opening_balance", "group", style.body, (right, middle), Align::Right);
            y += PITCH;
        }
        pen.table((x, y), &columns, rows, number, style);
        number += rows.len();
        pen.centre(&format!("— {} —", index + 1), look(Role::Song, 7.5).ink(GREEN), (76.0, 100.0));
        sheets.push(pen.sheet);
    }
    sheets
}

/// The page with name and number.
fn account(content: &Content, kit: &mut Kit) -> Sheet {
    let mut pen = Pen::new(kit, content, PAGE);
    pen.sheet.paper = [246, 250, 246];
    pen.waves(2.2, [226, 240, 230]);
    pen.field("bank", "", look(Role::Bold, 15.0).ink(GREEN), (76.0, 14.0), Align::Centre);
    pen.centre("活期储蓄存折", look(Role::Kai, 13.0).ink(GREEN).wide(0.2), (76.0, 24.0));
    let label = look(Role::Kai, 10.5).ink(GREEN);
    let value = look(Role::Song, 11.0).ink(INK);
    for (name, key, y) in [
        ("户　　名", "account_name", 38.0),
        ("账　　号", "account_number", 48.0),
        ("币　　种", "currency", 58.0),
    ] {
        pen.left(name, label, (16.0, y));
        pen.field(key, "", value, (40.0, y), Align::Left);
        pen.level(38.0, 100.0, y + 3.6, 0.15, GREEN);
    }
    for (name, text, y) in [("支取方式", "凭密码", 68.0), ("通存通兑", "是", 78.0)] {
        pen.left(name, label, (16.0, y));
        pen.left(text, value, (40.0, y));
        pen.level(38.0, 100.0, y + 3.6, 0.15, GREEN);
    }
    pen.centre("银行签章", label, (124.0, 84.0));
    let small = look(Role::Song, 8.0).ink(GREEN);
    pen.left(
        "存款人须知：1. 请妥善保管存折，勿向他人泄露密码；如有遗失，请立即办理挂失。",
        small,
        (16.0, 92.0),
    );
    pen.left(
        "2. 凭存折及密码可在本行任一网点办理存取款。存折破损或满页，请到网点更换。",
        small,
        (16.0, 97.0),
    );
    pen.seal(&mut kit.random, (124.0, 61.0), 17.0, false);
    pen.sheet
}

/// What is printed on the empty page: headings, lines and their numbers.
fn ruled(pen: &mut Pen, columns: &[Column]) {
    pen.sheet.paper = [248, 251, 247];
    pen.waves(2.6, [234, 244, 236]);
    let small = look(Role::Hei, 7.5).ink(GREEN);
    let heads = ["日期", "摘要", "支出(-)或存入(+)", "结余", "备注"];
    let wide: f32 = columns.iter().map(|column| column.width).sum();
    let (left, top, bottom) = (14.0, 12.0, 21.0 + PITCH * LINES as f32);
    pen.ground((6.0, top), (wide + 8.0, 9.0), [222, 238, 228]);
    let mut x = left;
    for (column, head) in columns.iter().zip(heads) {
        pen.centre(head, small, (x + column.width / 2.0, top + 4.5));
        pen.upright(x, top, bottom, 0.15, GREEN);
        x += column.width;
    }
    pen.centre("行", small, (10.0, top + 4.5));
    for line in 0..=LINES as u8 {
        let y = 21.0 + f32::from(line) * PITCH;
        pen.level(6.0, left + wide, y, 0.12, [150, 190, 168]);
        if usize::from(line) < LINES {
            pen.centre(&(line + 1).to_string(), look(Role::Hei, 6.5).ink(GREEN), (10.0, y + PITCH / 2.0));
        }
    }
    pen.frame((6.0, top), (left + wide - 6.0, bottom - top), 0.3, GREEN);
}
