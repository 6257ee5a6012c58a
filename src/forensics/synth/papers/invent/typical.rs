//! What a clerk's daily papers say: recent days, the ordinary content of their kind, and what their issuers add.

#![expect(clippy::non_ascii_literal, reason = "what these papers print")]

use super::super::super::Random;
use super::super::content::{Content, Row, amount};
use super::days::Date;
use super::estate::{property, words};
use super::numbers;
use super::people::{Firm, Person, Place, bank, one};
use super::usual::{day, recent};
use super::{dealings, statement, usual, work};

/// The year of a day.
fn year(content: &Content, key: &str) -> String {
    content.get(key).get(..4).unwrap_or("2024").to_owned()
}

/// Printed at the counter of a large bank: how each movement was made and what was noted with it.
#[must_use]
pub fn counter_print(random: &mut Random, rows: usize) -> Content {
    let mut content = statement::statement(random, rows);
    recent(&mut content, "period_from");
    for row in &mut content.rows {
        let month = row.get("date").and_then(|date| date.get(5..7)).unwrap_or("01").trim_start_matches('0');
        let note = match row.get("summary").map_or("", String::as_str) {
            "工资" => format!("{month}月工资"),
            "消费" | "扫码支付" => "银联商户POS".to_owned(),
            "快捷支付" | "网上购物" | "话费充值" | "医疗支出" => {
                "网上支付跨行清算".to_owned()
            }
            "ATM取款" => format!("自助设备{}", numbers::digits(random, 6)),
            "转账汇款" | "转入" => "手机银行转账".to_owned(),
            "跨行转入" => "超级网银".to_owned(),
            _ => "批量代收付".to_owned(),
        };
        row.insert("note", note);
        row.insert("cash", "钞".to_owned());
        row.insert("currency", "人民币元".to_owned());
    }
    content
}

/// Sent by an application: the branch that keeps the account, a code to verify the file by.
#[must_use]
pub fn application(random: &mut Random, rows: usize) -> Content {
    let mut content = statement::statement(random, rows);
    recent(&mut content, "period_from");
    for row in &mut content.rows {
        row.insert("currency", "CNY".to_owned());
    }
    let branch =
        format!("{}{}", Place::invent(random).short(), one(random, &["分行营业部", "城东支行", "金桥支行"]));
    content.set("branch", branch);
    content.set("verification", format!("{}A{}", numbers::digits(random, 4), numbers::digits(random, 3)));
    content.set(
        "printed_at",
        format!("{:02}:{:02}:{:02}", 8 + random.below(12), random.below(60), random.below(60)),
    );
    content.set("seal_line", "电子业务专用章");
    content
}

const POSTAL: [&str; 3] = ["中汇邮政储蓄银行", "九州邮政储蓄银行", "华禾邮政储蓄银行"];

/// A postal bank's: the way of money in one column, the amount beside it.
#[must_use]
pub fn postal(random: &mut Random, rows: usize) -> Content {
    let mut content = statement::statement(random, rows);
    recent(&mut content, "period_from");
    for row in &mut content.rows {
        let mark = if row.contains_key("expense") { "支出" } else { "收入" };
        row.insert("direction", mark.to_owned());
        let channel = match row.get("summary").map_or("", String::as_str) {
            "消费" => "POS",
            "快捷支付" | "网上购物" | "扫码支付" | "话费充值" | "医疗支出" | "退款" => {
                "快捷支付"
            }
            "ATM取款" => "自助设备",
            "转账汇款" | "转入" => *one(random, &["手机银行", "手机银行", "柜面"]),
            "跨行转入" => "跨行清算",
            _ => "批量业务",
        };
        row.insert("channel", channel.to_owned());
    }
    let name = *one(random, &POSTAL);
    let place = Place::invent(random);
    let branch = format!("{name}{}{}支行", place.city, place.district.trim_end_matches('区'));
    content.set("bank", name);
    content.set("branch", branch);
    content.set("teller", numbers::digits(random, 11));
    content.set("seal_name", format!("{name}股份有限公司"));
    content
}

const COUNTIES: [&str; 5] = ["青坝", "临溪", "柏川", "古渡", "云岭"];

/// A rural commercial bank's: voucher, teller, money out before money in.
#[must_use]
pub fn rural_commercial(random: &mut Random, rows: usize) -> Content {
    let mut content = statement::statement(random, rows);
    recent(&mut content, "period_from");
    let name = format!("{}农村商业银行", one(random, &COUNTIES));
    let own = format!("{}", 10 + random.below(80));
    for row in &mut content.rows {
        let moved = row.get("summary").is_some_and(|summary| matches!(summary.as_str(), "转账汇款" | "转入"));
        let desk = moved && row.get("channel").is_some_and(|channel| channel == "柜面");
        // What no clerk did, the system's own user did.
        row.insert("teller", if desk { format!("0060{own}") } else { "999001".to_owned() });
        row.insert("voucher", if desk { numbers::digits(random, 8) } else { String::new() });
    }
    content.set("branch", format!("{name}{}", one(random, &["营业部", "城关支行", "河东支行"])));
    content.set("teller", format!("0060{own}"));
    content.set("seal_name", format!("{name}股份有限公司"));
    content.set("bank", name);
    content
}

/// Provinces one does not think of first.
const FAR: [&str; 8] =
    ["贵州省", "甘肃省", "吉林省", "黑龙江省", "江西省", "云南省", "广西壮族自治区", "安徽省"];

/// A flat bought before it stands, signed on the net in one of the quieter provinces.
#[must_use]
pub fn signed_online(random: &mut Random) -> Content {
    let far = |content: &Content| {
        Place::of(content.get("address")).is_some_and(|place| FAR.contains(&place.province))
    };
    let mut content = usual::model_presale(random);
    for _ in 0..30 {
        if far(&content) {
            break;
        }
        content = usual::model_presale(random);
    }
    // Filed after it was signed.
    let filed = day(content.get("signed_on")).map(|signed| signed.later(1 + random.below(9) as i64));
    content.set("filed_on", filed.map_or_else(String::new, |day| day.to_string()));
    content.set("filing_number", format!("BA{}{}", year(&content, "signed_on"), numbers::digits(random, 8)));
    content
}

/// The number of a title to a home in the city of an address.
fn title(random: &mut Random, address: &str) -> Option<String> {
    let city = Place::of(address)?.city;
    (0..600)
        .map(|_| property(random))
        .find(|own| own.get("certificate_number").contains(city))
        .map(|own| own.get("certificate_number").to_owned())
}

/// A home that stands, on the paper of the city's bureau: the earnest money counts as part of what is paid first.
#[must_use]
pub fn bureau_resale(random: &mut Random) -> Content {
    let mut content = dealings::instalments(random);
    recent(&mut content, "signed_on");
    let address = content.get("address").to_owned();
    if let Some(title) = title(random, &address) {
        content.set("title_number", title);
    }
    let place = Place::of(&address).unwrap_or_else(|| Place::invent(random));
    content.set("city", place.city);
    content.set("contract_number", format!("{}{}", year(&content, "signed_on"), numbers::digits(random, 9)));
    content.set("seller_address", Place::invent(random).full_dwelling(random));
    content.set("buyer_address", Place::invent(random).full_dwelling(random));
    content
}

/// A city's model lease: who lives where, on the form the city gives out.
#[must_use]
pub fn model_lease(random: &mut Random) -> Content {
    let mut content = usual::lease(random);
    let place = Place::of(content.get("address")).unwrap_or_else(|| Place::invent(random));
    content.set("city", place.city);
    if let Some(title) = title(random, content.get("address")) {
        content.set("title_number", title);
    }
    content
        .set("contract_number", format!("ZLBA{}{}", year(&content, "signed_on"), numbers::digits(random, 7)));
    content
}

/// The invoice of a sold flat, as the national platform prints it.
#[must_use]
pub fn flat_invoice(random: &mut Random) -> Content {
    let mut content = usual::housing_invoice(random);
    for row in &mut content.rows {
        row.insert("item", "*不动产*商品住宅".to_owned());
    }
    content
}

/// The invoice of a broker to a person who bought a home: one line, the fee with the tax in it a round sum.
#[must_use]
pub fn brokerage_invoice(random: &mut Random) -> Content {
    let mut content = usual::housing_invoice(random);
    let place = Place::of(content.get("address")).unwrap_or_else(|| Place::invent(random));
    let seller = Firm::at(random, "房地产经纪", place);
    let (mut total, mut net) = (1_060_000, 1_000_000);
    for _ in 0..20 {
        let gross = (6_000 + random.below(40_000) as i64) / 100 * 10_000;
        let own = (gross * 100 + 53) / 106;
        if own + (own * 6 + 50) / 100 == gross {
            (total, net) = (gross, own);
            break;
        }
    }
    let tax = total - net;
    content.rows.clear();
    let mut row = Row::new();
    row.insert("item", "*经纪代理服务*房屋居间服务费".to_owned());
    row.insert("unit", "套".to_owned());
    row.insert("quantity", "1".to_owned());
    row.insert("unit_price", amount(net));
    row.insert("net", amount(net));
    row.insert("rate", "6%".to_owned());
    row.insert("tax", amount(tax));
    content.rows.push(row);
    let mut qr: Vec<String> = content.get("qr").split(',').map(str::to_owned).collect();
    if let Some(part) = qr.get_mut(4) {
        *part = amount(total);
    }
    content.set("qr", qr.join(","));
    content.set("net", amount(net));
    content.set("tax", amount(tax));
    content.set("total", amount(total));
    content.set("total_words", words(total));
    content.set("seller", seller.name);
    content.set("seller_code", seller.code);
    content.set("seller_bank", format!("{}营业部", bank(random)));
    content.set("seller_account", numbers::digits(random, 17));
    content
}

/// Nobody is employed as a child: the first day of work is after the twentieth birthday.
fn grown_up(content: &mut Content) {
    let born: i64 = content.get("id_number").get(6..10).and_then(|text| text.parse().ok()).unwrap_or(1980);
    let (Some(since), Some(issued)) = (day(content.get("since")), day(content.get("issued_on"))) else {
        return;
    };
    let (year, month, of_month) = since.parts();
    let earliest = Date::new((born + 21).max(year), month, of_month.min(28));
    let latest = issued.later(-200);
    content.set("since", if earliest.0 < latest.0 { earliest } else { latest }.to_string());
}

/// Proof of income on the form a bank gives out to those who ask for a loan.
#[must_use]
pub fn bank_form(random: &mut Random) -> Content {
    let mut content = usual::income(random);
    grown_up(&mut content);
    let branch = *one(random, &["分行", "城中支行", "个人贷款中心", "新区支行"]);
    content.set("lender", format!("{}{branch}", bank(random)));
    content.set("schooling", *one(random, &["本科", "大专", "研究生", "高中"]));
    // The form asks for the firm's own seal or that of its people's office.
    content.set("seal_line", *one(random, &["人事专用章", ""]));
    content.set("marriage", *one(random, &["已婚", "未婚"]));
    content.set("qualification", *one(random, &["无", "中级", "初级"]));
    // Half from the person, half from the firm, twelve of a hundred each at most.
    let share = 5 + random.below(8) as i64;
    content.set("fund_monthly", amount(content.fen("monthly_income") * share * 2 / 100));
    content
}

/// Proof of pay of a school: what the month is made of, what is kept back, what is paid out.
#[must_use]
pub fn school(random: &mut Random) -> Content {
    let mut content = work::institution(random);
    recent(&mut content, "issued_on");
    let place = Place::invent(random);
    let name = format!(
        "{}{}",
        place.city,
        one(random, &["第七中学", "育才小学", "职业技术学校", "实验中学", "机关幼儿园"])
    );
    content.set("position", *one(random, &["教师", "一级教师", "二级教师", "教务处干事"]));
    content.set("employer_code", numbers::institution_code(random, place.code));
    content.set("employer", name.clone());
    content.set("seal_name", name);
    let monthly = content.fen("monthly_income");
    let mut kept = 0;
    for (key, of_thousand) in
        [("fund", 120), ("pension", 80), ("annuity", 40), ("medical", 20), ("unemployment", 5)]
    {
        let part = monthly * of_thousand / 1000;
        kept += part;
        content.set(key, amount(part));
    }
    // Above five thousand yuan three of a hundred, above eight thousand ten.
    let taxed = (monthly - kept - 500_000).max(0);
    let tax = if taxed > 300_000 { (taxed * 10 + 50) / 100 - 21_000 } else { (taxed * 3 + 50) / 100 };
    content.set("income_tax", amount(tax));
    content.set("deductions", amount(kept + tax));
    content.set("net_income", amount(monthly - kept - tax));
    content.set("proof_number", format!("{}-{:03}", year(&content, "issued_on"), 1 + random.below(300)));
    content.set("contact", Person::invent(random).name);
    content
}

/// Proof that a contract of labour ended: its term, its number, the clause it ended by.
#[must_use]
pub fn ended(random: &mut Random) -> Content {
    let mut content = usual::leaving(random);
    let clause = match content.get("reason") {
        "合同期满" => "第四十四条第一项",
        "协商一致解除劳动合同" => "第三十六条",
        _ => "第三十七条",
    };
    content.set("clause", clause);
    let proof = format!("{}{:04}", year(&content, "issued_on"), 1 + random.below(900));
    content.set("proof_number", proof);
    content.set("department", *one(random, &["生产部", "市场部", "技术部", "综合管理部", "财务部"]));
    content.set("contact", Person::invent(random).name);
    content
}
