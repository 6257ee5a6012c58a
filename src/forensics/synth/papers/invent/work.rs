//! Papers of firms: income, leaving, invoices.

#![expect(clippy::non_ascii_literal, reason = "what these papers print")]

use super::super::super::Random;
use super::super::content::{Content, Row, amount};
use super::days::Date;
use super::estate::words;
use super::numbers;
use super::people::{Firm, Person, Place, bank, one, post};

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

/// Proof of income on a lender's own form: years served, and who of the employer answers for it.
#[must_use]
pub fn income_for_lender(random: &mut Random) -> Content {
    let mut content = income(random);
    let parts = |key: &str| -> Vec<i64> {
        content.get(key).split('-').filter_map(|part| part.parse().ok()).collect()
    };
    let (since, issued) = (parts("since"), parts("issued_on"));
    if let ([from, ..], [to, ..]) = (since.as_slice(), issued.as_slice()) {
        let years = to - from - i64::from(issued[1..] < since[1..]);
        content.set("years", years.to_string());
    }
    let branch = *one(random, &["城西支行", "新区支行", "住房金融部", "个人贷款中心"]);
    content.set("lender", format!("{}{branch}", bank(random)));
    content.set("contact", Person::invent(random).name);
    content.set("schooling", *one(random, &["大学本科", "大专", "硕士研究生", "高中"]));
    content
}

const INSTITUTIONS: [(&str, &str); 6] = [
    ("第三中学", "中小学一级教师"),
    ("实验小学", "中小学二级教师"),
    ("妇幼保健院", "主治医师"),
    ("图书馆", "馆员"),
    ("疾病预防控制中心", "主管技师"),
    ("生态环境监测站", "助理工程师"),
];

/// Proof of income of a public institution: the month's parts add up, the year is twelve months.
#[must_use]
pub fn institution(random: &mut Random) -> Content {
    let mut content = income(random);
    let place = Place::invent(random);
    let &(name, position) = one(random, &INSTITUTIONS);
    let name = format!("{}{name}", place.city);
    let monthly = (620_000 + random.below(1_400_000) as i64) / 10_000 * 10_000;
    let mut rest = monthly;
    for (key, of_hundred) in
        [("post_pay", 22), ("grade_pay", 18), ("basic_performance", 27), ("allowance", 9)]
    {
        // Rates are laid down in whole yuan.
        let part = monthly * (of_hundred + random.below(4) as i64) / 10_000 * 100;
        rest -= part;
        content.set(key, amount(part));
    }
    content.set("reward_performance", amount(rest));
    content.set("monthly_income", amount(monthly));
    content.set("monthly_income_words", words(monthly));
    content.set("yearly_income", amount(monthly * 12));
    content.set("yearly_income_words", words(monthly * 12));
    let year = |key: &str, from: usize| {
        content.get(key).get(from..from + 4).and_then(|text| text.parse::<i64>().ok()).unwrap_or(1990)
    };
    // Nobody is employed before twenty-one; the first post may have been another.
    let (adult, issued) = (year("id_number", 6) + 21, year("issued_on", 0));
    let first = adult + random.below(usize::try_from(issued - adult).unwrap_or(1).max(1)) as i64;
    let since = first + random.below(usize::try_from(issued - first).unwrap_or(1).max(1)) as i64;
    content.set("worked_since", Date::new(first, 1 + random.below(3) as i64, 5).to_string());
    content
        .set("since", Date::new(since, 4 + random.below(2) as i64, 1 + random.below(28) as i64).to_string());
    content.set("funds", *one(random, &["财政全额拨款", "财政差额拨款", "财政性资金基本保证"]));
    content.set("position", position);
    content.set("employer_code", numbers::institution_code(random, place.code));
    content.set("employer", name.clone());
    content.set("seal_name", name);
    content.set("seal_line", "");
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

/// The same with a number and the time served in full years and months.
#[must_use]
pub fn leaving_numbered(random: &mut Random) -> Content {
    let mut content = leaving(random);
    let parts = |key: &str| {
        let all: Vec<i64> = content.get(key).split('-').filter_map(|part| part.parse().ok()).collect();
        (all.first().copied().unwrap_or(2021) * 12 + all.get(1).copied().unwrap_or(1), all.get(2).copied())
    };
    let (from, left, issued) = (parts("from"), parts("left_on"), parts("issued_on"));
    let months = left.0 - from.0 - i64::from(left.1 < from.1);
    let served = match (months / 12, months % 12) {
        (0, months) => format!("{months}个月"),
        (years, 0) => format!("{years}年"),
        (years, months) => format!("{years}年{months}个月"),
    };
    content.set("served", served);
    content.set("proof_number", format!("人离字〔{}〕第{:03}号", (issued.0 - 1) / 12, 1 + random.below(240)));
    content
}

/// The same on a form that lists the reasons: which of them it was.
#[must_use]
pub fn leaving_ticked(random: &mut Random) -> Content {
    let mut content = leaving_numbered(random);
    let clause = match content.get("reason") {
        "合同期满" => "1",
        "协商一致解除劳动合同" => "2",
        _ => "3",
    };
    content.set("clause", clause);
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

/// What a supplier of canteens sells: name, kind, unit, rate.
const SUPPLIES: [(&str, &str, &str, i64); 12] = [
    ("*谷物加工品*五常稻花香大米", "10kg/袋", "袋", 9),
    ("*调味品*特级酿造生抽酱油", "1.9L", "桶", 13),
    ("*物流辅助服务*冷链仓储配送费", "", "次", 6),
    ("*植物油*压榨一级花生油", "5L", "桶", 9),
    ("*厨具*不锈钢保温售饭台", "1800mm", "台", 13),
    ("*水产品*冷冻海捕带鱼段", "800g", "包", 9),
    ("*洗涤剂*食品级餐具清洗剂", "20kg", "桶", 13),
    ("*现代服务*食材检测服务", "", "批", 6),
    ("*乳制品*纯牛奶", "250ml*24", "箱", 13),
    ("*蔬菜*净菜组合包", "当季", "份", 9),
    ("*日用杂品*一次性无纺布厨师帽", "100只", "盒", 13),
    ("*肉及肉制品*冷鲜猪后腿肉", "", "公斤", 9),
];

/// A fully digital invoice of many lines at several rates, some followed by a line of discount.
#[must_use]
pub fn listed(random: &mut Random) -> Content {
    let mut content = invoice(random, true, false);
    content.rows.clear();
    let seller = Firm::of(random, "餐饮供应链管理");
    // The number says the seller's province.
    let old = content.get("invoice_number").to_owned();
    let number = format!("{}{}{}", &old[..2], &seller.place.code[..2], &old[4..]);
    let qr = content.get("qr").replacen(&old, &number, 1);
    content.set("qr", qr);
    content.set("invoice_number", number);
    content.set("seller", seller.name.clone());
    content.set("seller_code", seller.code.clone());
    content.set("seal_name", seller.name);
    content.set("seal_number", seller.code);
    let (mut net, mut tax) = (0, 0);
    let first = random.below(SUPPLIES.len());
    for line in 0..4 + random.below(4) {
        let (item, model, unit, rate) = SUPPLIES[(first + line) % SUPPLIES.len()];
        let quantity = 2 + random.below(60) as i64;
        let price = 1_200 + random.below(30_000) as i64;
        let own = quantity * price;
        let less = if random.below(3) == 0 { own * (3 + random.below(12) as i64) / 100 } else { 0 };
        for (part, discount) in [(own, false), (-less, true)] {
            if part == 0 {
                continue;
            }
            let own_tax = (part.abs() * rate + 50) / 100 * part.signum();
            net += part;
            tax += own_tax;
            let mut row = Row::new();
            row.insert("item", item.to_owned());
            // A line of discount says neither how many nor how much each.
            if !discount {
                row.insert("model", model.to_owned());
                row.insert("unit", unit.to_owned());
                row.insert("quantity", quantity.to_string());
                row.insert("unit_price", amount(price));
            }
            row.insert("net", amount(part));
            row.insert("rate", format!("{rate}%"));
            row.insert("tax", amount(own_tax));
            content.rows.push(row);
        }
    }
    let qr: Vec<String> = content.get("qr").split(',').map(str::to_owned).collect();
    let gross = amount(net + tax);
    let told = |(place, part): (usize, &String)| if place == 4 { gross.clone() } else { part.clone() };
    content.set("qr", qr.iter().enumerate().map(told).collect::<Vec<_>>().join(","));
    content.set("net", amount(net));
    content.set("tax", amount(tax));
    content.set("total", amount(net + tax));
    content.set("total_words", words(net + tax));
    content.set("order_number", format!("DD{}", numbers::digits(random, 12)));
    content.set("buyer_phone", numbers::phone(random));
    content.set("seller_bank", format!("{}营业部", bank(random)));
    content.set("seller_account", numbers::digits(random, 17));
    content
}

fn hex4(random: &mut Random) -> String {
    format!("{:04X}", random.below(0x1_0000))
}
