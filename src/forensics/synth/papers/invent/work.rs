//! Papers of firms: income, leaving, invoices.

#![expect(clippy::non_ascii_literal, reason = "what these papers print")]

use super::super::super::Random;
use super::super::content::{Content, Row, amount};
use super::days::Date;
use super::estate::words;
use super::numbers;
use super::people::{Firm, Person, one, post};

fn person_at_firm(random: &mut Random) -> (Content, Firm) {
    let mut content = Content::default();
    let (person, firm) = (Person::invent(random), Firm::invent(random));
    content.set("name", person.name.clone());
    content.set("sex", person.sex());
    content.set("id_number", person.number);
    content.set("employer", firm.name.clone());
    content.set("employer_code", firm.code.clone());
    content.set("position", post(random));
    content.set("phone", format!("0000-{}", numbers::digits(random, 8)));
    content.set("seal_name", firm.name.clone());
    content.set("seal_number", numbers::digits(random, 13));
    (content, firm)
}

/// Proof of income: the year is twelve months.
#[must_use]
pub fn income(random: &mut Random) -> Content {
    let (mut content, firm) = person_at_firm(random);
    content.set("centre", format!("{}住房公积金管理中心", firm.place.city));
    let monthly = (450_000 + random.below(2_500_000) as i64) / 10_000 * 10_000;
    let issued = Date::between(random, Date::new(2021, 6, 1), Date::new(2024, 6, 1));
    content.set("since", issued.later(-(400 + random.below(3000) as i64)).to_string());
    content.set("monthly_income", amount(monthly));
    content.set("monthly_income_words", words(monthly));
    content.set("yearly_income", amount(monthly * 12));
    content.set("yearly_income_words", words(monthly * 12));
    content.set("issued_on", issued.to_string());
    content.set("seal_line", *one(random, &["人事专用章", "财务专用章", ""]));
    content
}

/// Proof of leaving: hired, left, proof given, in this order.
#[must_use]
pub fn leaving(random: &mut Random) -> Content {
    let (mut content, _) = person_at_firm(random);
    let left = Date::between(random, Date::new(2021, 6, 1), Date::new(2024, 6, 1));
    content.set("from", left.later(-(300 + random.below(3000) as i64)).to_string());
    content.set("left_on", left.to_string());
    content.set("issued_on", left.later(random.below(15) as i64).to_string());
    content.set("reason", *one(random, &["个人原因", "合同期满", "协商一致解除劳动合同", "家庭原因"]));
    content.set("seal_line", *one(random, &["人事专用章", ""]));
    content
}

const GOODS: [(&str, &str, &str, i64); 10] = [
    ("*纸制品*复印纸", "A4", "箱", 13),
    ("*计算机外部设备*打印机", "L2480", "台", 13),
    ("*家具*办公椅", "BG-12", "把", 13),
    ("*现代服务*技术服务费", "", "项", 6),
    ("*物业管理服务*物业费", "", "月", 6),
    ("*餐饮服务*餐费", "", "次", 6),
    ("*供电*售电", "", "度", 13),
    ("*建筑服务*装修工程款", "", "项", 9),
    ("*运输服务*货物运输", "", "车", 9),
    ("*电子产品*显示器", "27英寸", "台", 13),
];

/// An invoice: net = quantity × price, tax = net × rate, each line and the sums.
/// `digital` invoices carry a number of twenty digits, no code and the gross amount in the QR code.
#[must_use]
pub fn invoice(random: &mut Random, digital: bool, special: bool) -> Content {
    let mut content = Content::default();
    let (seller, buyer) = (Firm::invent(random), Firm::invent(random));
    let issued = Date::between(random, Date::new(2022, 1, 5), Date::new(2024, 6, 1));
    let (mut net, mut tax) = (0, 0);
    let first = random.below(GOODS.len());
    for line in 0..=random.below(4) {
        let (item, model, unit, rate) = GOODS[(first + line * 3) % GOODS.len()];
        let quantity = if unit == "项" { 1 } else { 1 + random.below(40) as i64 };
        let price = 1_500 + random.below(80_000) as i64;
        let own = quantity * price;
        let own_tax = (own * rate + 50) / 100;
        net += own;
        tax += own_tax;
        let mut row = Row::new();
        row.insert("item", item.to_owned());
        row.insert("model", model.to_owned());
        row.insert("unit", unit.to_owned());
        row.insert("quantity", quantity.to_string());
        row.insert("unit_price", amount(price));
        row.insert("net", amount(own));
        row.insert("rate", format!("{rate}%"));
        row.insert("tax", amount(own_tax));
        content.rows.push(row);
    }
    let number = if digital {
        // Year, province of the seller, channel, and the running number.
        format!("{}{}{}", issued.parts().0 % 100, &seller.place.code[..2], numbers::digits(random, 16))
    } else {
        numbers::digits(random, 8)
    };
    // Code of paper invoices: county, year, batch, kind.
    let code = format!(
        "0{}00{}{}{}",
        &seller.place.code[..2],
        issued.parts().0 % 100,
        numbers::digits(random, 3),
        "10"
    );
    let check = if special { String::new() } else { numbers::digits(random, 20) };
    let kind = match (digital, special) {
        (true, true) => "31",
        (true, false) => "32",
        (false, true) => "01",
        (false, false) => "04",
    };
    let day = issued.to_string().replace('-', "");
    let qr = if digital {
        format!("01,{kind},,{number},{},{day},,{}", amount(net + tax), hex4(random))
    } else {
        let six = if check.is_empty() { "" } else { &check[14..] };
        format!("01,{kind},{code},{number},{},{day},{six},{}", amount(net), hex4(random))
    };
    if !digital {
        content.set("invoice_code", code);
        if !check.is_empty() {
            content.set("check_code", check);
        }
        content.set("payee", Person::invent(random).name);
        content.set("reviewer", Person::invent(random).name);
    }
    let name = if special { "专用发票" } else { "普通发票" };
    content.set(
        "title",
        if digital {
            let inner = if special { format!("增值税{name}") } else { name.to_owned() };
            format!("电子发票（{inner}）")
        } else {
            format!("{}增值税{name}", seller.place.province.trim_end_matches('省'))
        },
    );
    content.set("invoice_number", number);
    content.set("issued_on", issued.to_string());
    content.set("buyer", buyer.name);
    content.set("buyer_code", buyer.code);
    content.set("seller", seller.name.clone());
    content.set("seller_code", seller.code.clone());
    content.set("net", amount(net));
    content.set("tax", amount(tax));
    content.set("total", amount(net + tax));
    content.set("total_words", words(net + tax));
    content.set("issuer", Person::invent(random).name);
    content.set("qr", qr);
    content.set("seal_name", seller.name);
    content.set("seal_line", "发票专用章");
    content.set("seal_number", seller.code);
    content
}

/// An ordinary invoice sent as a file, before fully digital ones: a code of the electronic kind and a machine.
#[must_use]
pub fn electronic(random: &mut Random) -> Content {
    let mut content = invoice(random, false, false);
    let old = content.get("invoice_code").to_owned();
    let code = format!("{}11", old.get(..10).unwrap_or(&old));
    let qr = content.get("qr").replacen("01,04,", "01,10,", 1).replacen(&old, &code, 1);
    content.set("qr", qr);
    content.set("invoice_code", code);
    let title =
        content.get("title").replace("壮族自治区", "").replace("增值税普通发票", "增值税电子普通发票");
    content.set("title", title);
    content.set("machine", numbers::digits(random, 12));
    content
}

fn hex4(random: &mut Random) -> String {
    format!("{:04X}", random.below(0x1_0000))
}
