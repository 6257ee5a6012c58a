//! A bank statement whose balances add up.

#![expect(clippy::non_ascii_literal, reason = "what statements print")]

use super::super::super::Random;
use super::super::content::{Content, Row, amount};
use super::days::Date;
use super::numbers;
use super::people::{Firm, Person, bank, one};

const SPENDING: [(&str, &str); 12] = [
    ("消费", "美味园餐饮店"),
    ("快捷支付", "城市公共交通"),
    ("网上购物", "好物优选商城"),
    ("消费", "惠邻生鲜超市"),
    ("扫码支付", "早安豆浆铺"),
    ("水费代扣", "自来水公司"),
    ("电费代扣", "供电服务中心"),
    ("转账汇款", ""),
    ("燃气费代扣", "燃气服务公司"),
    ("ATM取款", ""),
    ("话费充值", "通信营业厅"),
    ("医疗支出", "康宁大药房"),
];
const CHANNELS: [&str; 5] = ["手机银行", "网上银行", "POS", "柜面", "自助设备"];

/// A statement of so many rows in the order of time.
#[must_use]
pub fn statement(random: &mut Random, rows: usize) -> Content {
    let mut content = Content::default();
    let person = Person::invent(random);
    let employer = Firm::invent(random);
    let start = Date::between(random, Date::new(2021, 2, 1), Date::new(2024, 3, 1));
    let salary = 400_000 + random.below(1_400_000) as i64;
    let payday = 5 + random.below(20) as i64;
    let opening = 50_000 + random.below(9_000_000) as i64;
    let mut balance = opening;
    let mut day = start;
    let mut clock = 8 * 3600_i64;
    let (mut total, mut count) = ([0_i64; 2], [0_usize; 2]);
    let mut paid = start.parts().0 * 12 + start.parts().1 - 1;
    for serial in 1..=rows {
        let pause = if random.below(3) == 0 { 0 } else { random.below(5) as i64 };
        if pause > 0 {
            day = day.later(pause);
            clock = 7 * 3600 + random.below(20_000) as i64;
        }
        clock = (clock + 30 + random.below(3000) as i64).min(86_399);
        let (year, month, of_month) = day.parts();
        let due = of_month >= payday && day.weekday() < 5 && year * 12 + month > paid;
        let mut row = Row::new();
        let (change, summary, other, account) = if due {
            paid = year * 12 + month;
            let bonus = random.below(60_000) as i64;
            (salary + bonus, "工资", employer.name.clone(), numbers::digits(random, 18))
        } else if random.below(7) == 0 || balance < 20_000 {
            let from = Person::invent(random);
            let sum = if balance < 20_000 { 100_000 } else { 1_000 } + random.below(300_000) as i64;
            (sum, *one(random, &["转入", "跨行转入", "报销款", "退款"]), from.name, numbers::card(random))
        } else {
            let (summary, shop) = *one(random, &SPENDING);
            let most = (balance / 3).min(if random.below(6) == 0 { 600_000 } else { 45_000 });
            let mut sum = 100 + random.below(usize::try_from(most).unwrap_or(1).max(200)) as i64;
            if summary == "ATM取款" {
                sum = (sum / 10_000).max(1) * 10_000;
            }
            let to = if shop.is_empty() && summary != "ATM取款" {
                Person::invent(random).name
            } else {
                shop.to_owned()
            };
            let account = if to.is_empty() { String::new() } else { numbers::digits(random, 16) };
            (-sum.min(balance), summary, to, account)
        };
        balance += change;
        let side = usize::from(change < 0);
        total[side] += change.abs();
        count[side] += 1;
        row.insert("serial", serial.to_string());
        row.insert("date", day.to_string());
        row.insert("time", format!("{:02}:{:02}:{:02}", clock / 3600, clock / 60 % 60, clock % 60));
        row.insert("summary", summary.to_owned());
        row.insert(["income", "expense"][side], amount(change.abs()));
        row.insert("amount", amount(change));
        row.insert("direction", ["贷", "借"][side].to_owned());
        row.insert("balance", amount(balance));
        row.insert("counterparty", other);
        row.insert("counterparty_account", account);
        row.insert("channel", (*one(random, &CHANNELS)).to_owned());
        row.insert("currency", "人民币".to_owned());
        content.rows.push(row);
    }
    let name = bank(random);
    content.set("bank", name);
    content.set("account_name", person.name);
    content.set("account_number", numbers::digits(random, 17));
    content.set("card_number", numbers::card(random));
    content.set("id_number", person.number);
    content.set("period_from", start.later(-(random.below(5) as i64)).to_string());
    content.set("period_to", day.later(random.below(4) as i64).to_string());
    content.set("printed_on", day.later(5 + random.below(20) as i64).to_string());
    content.set("currency", "人民币");
    content.set("opening_balance", amount(opening));
    content.set("closing_balance", amount(balance));
    content.set("total_in", amount(total[0]));
    content.set("total_out", amount(total[1]));
    content.set("count_in", count[0].to_string());
    content.set("count_out", count[1].to_string());
    content.set("count", rows.to_string());
    content.set("seal_name", format!("{name}股份有限公司"));
    content.set("seal_line", "业务专用章");
    content.set("seal_number", numbers::digits(random, 13));
    content
}

const COUNTIES: [&str; 6] = ["安河县", "临溪县", "柏川县", "青坝县", "云岭县", "古渡县"];

/// A statement of a rural credit union, which is no company limited by shares.
#[must_use]
pub fn rural(random: &mut Random, rows: usize) -> Content {
    let mut content = statement(random, rows);
    let name = format!("{}农村信用合作联社", one(random, &COUNTIES));
    content.set("seal_name", name.clone());
    content.set("bank", name);
    content
}

/// The statement of a bank that marks the ways of money with letters.
#[must_use]
pub fn lettered(random: &mut Random, rows: usize) -> Content {
    let mut content = statement(random, rows);
    marked(&mut content, ["C", "D"]);
    content
}

/// Other marks for money in and out.
fn marked(content: &mut Content, marks: [&str; 2]) {
    for row in &mut content.rows {
        let mark = marks[usize::from(row.contains_key("expense"))];
        row.insert("direction", mark.to_owned());
    }
}

const SERVICES: [&str; 4] = ["汇聚通支付", "快捷宝支付", "优付科技", "钱袋子网络支付"];

/// The record of a payment service: each movement has its order number and goes over the purse.
#[must_use]
pub fn wallet(random: &mut Random, rows: usize) -> Content {
    let mut content = statement(random, rows);
    let name = format!("{}有限公司", one(random, &SERVICES));
    marked(&mut content, ["收入", "支出"]);
    for row in &mut content.rows {
        let kind = match row.get("summary").map_or("", String::as_str) {
            "工资" | "转入" | "跨行转入" | "转账汇款" => "转账",
            "报销款" => "群收款",
            "退款" => "商户退款",
            "ATM取款" => "零钱提现",
            "水费代扣" | "电费代扣" | "燃气费代扣" | "话费充值" => "生活缴费",
            _ => "商户消费",
        };
        if kind == "零钱提现" {
            row.insert("counterparty", bank(random).to_owned());
        }
        let day = row.get("date").map_or_else(String::new, |date| date.replace('-', ""));
        row.insert("order", format!("1000{day}{}", numbers::digits(random, 16)));
        row.insert("summary", kind.to_owned());
    }
    content.set("proof_number", format!("ZM{}", numbers::digits(random, 14)));
    content.set("account_number", numbers::phone(random));
    content.set("bank", name.clone());
    content.set("seal_name", name);
    content
}

const CITY_BANKS: [&str; 5] = ["柳城银行", "江澜银行", "云岭银行", "钟湖银行", "平江银行"];
const BRANCHES: [&str; 5] = ["城东支行", "高新区支行", "人民路支行", "营业部", "开发区支行"];

/// The statement of a city's bank: each movement has its voucher, the other side its bank.
#[must_use]
pub fn city(random: &mut Random, rows: usize) -> Content {
    let mut content = statement(random, rows);
    let name = *one(random, &CITY_BANKS);
    let branch = format!("{name}{}", one(random, &BRANCHES));
    for row in &mut content.rows {
        row.insert("voucher", numbers::digits(random, 12));
        if row.get("counterparty_account").is_some_and(|account| !account.is_empty()) {
            row.insert("counterparty_bank", bank(random).to_owned());
        }
    }
    content.set("bank", name);
    content.set("seal_name", format!("{name}股份有限公司"));
    content.set("seal_line", "核算用章");
    content.set("branch", branch);
    content.set("teller", format!("0{}", numbers::digits(random, 5)));
    content
}
