//! What the usual papers of the last two years say: the ordinary content of their kind, of recent days.

#![expect(clippy::non_ascii_literal, reason = "what these papers print")]

use super::super::super::Random;
use super::super::content::{Content, amount};
use super::days::Date;
use super::estate::{presale, with_words};
use super::people::{Person, Place, one};
use super::{dealings, forms, identity, numbers, statement};

/// The day a canonical date names.
pub(super) fn day(text: &str) -> Option<Date> {
    let parts: Vec<i64> = text.split('-').map_while(|part| part.parse().ok()).collect();
    match parts[..] {
        [year, month, day] if text.len() == 10 => Some(Date::new(year, month, day)),
        _ => None,
    }
}

/// Moves all days by whole weeks until the day of a key is a recent one.
pub(super) fn recent(content: &mut Content, key: &str) {
    let Some(old) = day(content.get(key)) else { return };
    let mut days = 0;
    while old.later(days) < Date::new(2024, 6, 1) {
        days += 364;
    }
    for value in content.values.values_mut().chain(content.rows.iter_mut().flat_map(|row| row.values_mut())) {
        if let Some(own) = day(value) {
            *value = own.later(days).to_string();
        }
    }
}

/// The year of a day.
fn year(content: &Content, key: &str) -> String {
    content.get(key).get(..4).unwrap_or("2024").to_owned()
}

/// The whole account of a card as a large bank lists it: account, kind of deposit and region with each movement.
#[must_use]
pub fn history(random: &mut Random, rows: usize) -> Content {
    let mut content = statement::statement(random, rows);
    recent(&mut content, "period_from");
    let account = content.get("account_number").to_owned();
    let home = format!("0{}", numbers::digits(random, 3));
    for row in &mut content.rows {
        row.insert("account", account.clone());
        row.insert("deposit_kind", "活期".to_owned());
        row.insert("sub_account", "00000".to_owned());
        row.insert("cash", "钞".to_owned());
        // By what it was, over which way it went; the bank's own machines stand in its own region.
        let channel = match row.get("summary").map_or("", String::as_str) {
            "消费" => "POS",
            "快捷支付" | "网上购物" | "扫码支付" | "话费充值" | "医疗支出" | "退款" => {
                "快捷支付"
            }
            "ATM取款" => "自助终端",
            "转账汇款" | "转入" => *one(random, &["手机银行", "手机银行", "网上银行"]),
            "跨行转入" => "跨行清算",
            _ => "批量业务",
        };
        row.insert("channel", channel.to_owned());
        let here = matches!(channel, "自助终端" | "批量业务");
        let region = if here { home.clone() } else { (*one(random, &["0200", "1202", "9999"])).to_owned() };
        row.insert("region", region);
    }
    content.set("seal_line", "电子回单专用章");
    content
}

/// A flat bought before it stands, by the ministries' model contract.
#[must_use]
pub fn model_presale(random: &mut Random) -> Content {
    let mut content = presale(random);
    recent(&mut content, "signed_on");
    let year = year(&content, "signed_on");
    let place = Place::of(content.get("address")).unwrap_or_else(|| Place::invent(random));
    content.set("contract_number", format!("YS{year}{}", numbers::digits(random, 7)));
    let office = content.get("seller_address").to_owned();
    // Firms sit in buildings, not in flats.
    content.set("seller_address", format!("{}号", office.split('号').next().unwrap_or(&office)));
    let first = place.city.chars().next().unwrap_or('市');
    content.set("permit", format!("{first}房开预售〔{year}〕{}号", numbers::digits(random, 3)));
    content.set("permit_office", format!("{}住房和城乡建设局", place.city));
    content.set("centre", format!("{}住房公积金管理中心", place.city));
    content.set("signed_at", format!("{}{}", place.city, place.district));
    // Where it stands, and which of its rooms.
    let address = content.get("address").to_owned();
    let (site, door) = address.rsplit_once('号').unwrap_or((&address, ""));
    let door = door.strip_prefix(content.get("estate")).unwrap_or(door).trim_end_matches('室');
    let (block, rest) = door.split_once('幢').unwrap_or(("1", door));
    let (unit, room) = rest.split_once("单元").unwrap_or(("1", rest));
    let floor = room.parse::<usize>().unwrap_or(101) / 100;
    let (above, below) = (floor.max(6) + random.below(6), 1 + random.below(2));
    content.set("site", format!("{site}号"));
    content.set("block", block);
    content.set("unit", unit);
    content.set("floor", floor.to_string());
    content.set("room", room);
    content.set("floors_above", above.to_string());
    content.set("floors_below", below.to_string());
    content.set("floors", (above + below).to_string());
    content.set("surveyor", format!("{}房产测绘有限公司", place.short()));
    let number = content.get("buyer_id_number").to_owned();
    let part = |from: usize, to: usize| number.get(from..to).unwrap_or_default();
    content.set("buyer_born_on", format!("{}-{}-{}", part(6, 10), part(10, 12), part(12, 14)));
    let odd = part(16, 17).parse::<u8>().is_ok_and(|digit| digit % 2 == 1);
    content.set("buyer_sex", if odd { "男" } else { "女" });
    with_words(&mut content, "booked", "booked_words", *one(random, &[2_000_000, 3_000_000, 5_000_000]));
    let share = (content.fen("down_payment") * 10_000 + content.fen("total") / 2) / content.fen("total");
    content.set("down_share", amount(share));
    content
}

/// A lease between two people: one month's rent as deposit, three months' rent at a time.
#[must_use]
pub fn lease(random: &mut Random) -> Content {
    let mut content = dealings::lease_agency(random);
    recent(&mut content, "from");
    let months = content.get("months").parse().unwrap_or(12);
    if let Some(from) = day(content.get("from")) {
        content.set("to", from.months_later(months).later(-1).to_string());
    }
    for key in ["agency", "agency_code", "agent", "seal_name", "seal_line", "seal_number"] {
        content.values.remove(key);
    }
    content
}

/// The fully digital invoice of a sold flat on the ordinary form, under the seal all invoices bear.
#[must_use]
pub fn housing_invoice(random: &mut Random) -> Content {
    let mut content = dealings::estate_invoice(random);
    recent(&mut content, "issued_on");
    let year = year(&content, "issued_on");
    let later = |text: &str, from: usize, to: &str| format!("{to}{}", text.get(from..).unwrap_or_default());
    let number = later(content.get("invoice_number"), 2, &year[2..]);
    let contract = later(content.get("contract_number"), 4, &year);
    let day = content.get("issued_on").replace('-', "");
    let mut qr: Vec<String> = content.get("qr").split(',').map(str::to_owned).collect();
    for (at, told) in [(3, &number), (5, &day)] {
        if let Some(part) = qr.get_mut(at) {
            part.clone_from(told);
        }
    }
    content.set("qr", qr.join(","));
    content.set("invoice_number", number);
    content.set("contract_number", contract);
    for row in &mut content.rows {
        row.insert("item", "*不动产*商品房".to_owned());
        row.insert("model", "住宅".to_owned());
    }
    let province =
        Place::of(content.get("address")).map_or("", |place| place.province).replace("壮族自治区", "");
    let province = if province == "广西" { "广西壮族自治区".to_owned() } else { province };
    content.set("seal_name", "全国统一发票监制章");
    content.set("seal_number", "国家税务总局");
    content.set("seal_line", format!("{province}税务局"));
    content
}

/// Proof of income to the centre: department, whom to ask, where.
#[must_use]
pub fn income(random: &mut Random) -> Content {
    let mut content = forms::company_income(random);
    recent(&mut content, "issued_on");
    let centre = content.get("centre").to_owned();
    let city = centre.trim_end_matches("住房公积金管理中心");
    let place = (0..400).map(|_| Place::invent(random)).find(|place| place.city == city);
    let address = place.unwrap_or_else(|| Place::invent(random)).dwelling(random, "");
    // Firms sit in buildings, not in flats.
    let (street, _) = address.rsplit_once('号').unwrap_or((&address, ""));
    content.set("employer_address", format!("{street}号"));
    content.set("contact", Person::invent(random).name);
    content
}

/// Proof of leaving as most firms write it.
#[must_use]
pub fn leaving(random: &mut Random) -> Content {
    let mut content = forms::company_leaving(random);
    recent(&mut content, "left_on");
    content
}

/// The register's first leaf and the card of the one who applies.
#[must_use]
pub fn household(random: &mut Random) -> Content {
    let mut content = identity::household_card(random);
    let from = content.get("came_to_city").to_owned();
    content.set("came_to_address", from);
    // Who has a post and a spouse is grown up.
    let age = |key: &str| day(content.get(key)).map_or((1990, 1, 1), Date::parts);
    let ((born, ..), (written, month, on)) = (age("born_on"), age("issued_on"));
    content.set("issued_on", Date::new(written.max(born + 24), month, on.min(28)).to_string());
    // The card was written with the leaf.
    let issued = content.get("issued_on").to_owned();
    content.set("card_issued_on", issued);
    content.set("officer", Person::invent(random).name);
    let born_at = content.get("birthplace").to_owned();
    let end = ["自治区", "省"].iter().find_map(|end| born_at.find(end).map(|at| at + end.len()));
    let province = born_at.get(..end.unwrap_or(0)).unwrap_or_default();
    content.set("province_seal", format!("{province}公安厅"));
    content
}

/// A title to a flat, with the land it shares.
#[must_use]
pub fn property(random: &mut Random) -> Content {
    let mut content = dealings::property_annexed(random);
    content.set("land_area", amount(1_200_000 + random.below(6_000_000) as i64));
    // The offices were renamed after their ministry in 2018.
    if content.get("registered_on") < "2018-09" {
        let office = content.get("seal_name").replace("自然资源和规划局", "国土资源局");
        content.set("seal_name", office);
    }
    content
}
