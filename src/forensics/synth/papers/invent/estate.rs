//! Papers about homes: purchase, lease, certificate of title.

#![expect(clippy::non_ascii_literal, reason = "what these papers print")]

use super::super::super::Random;
use super::super::content::{Content, Row, amount};
use super::days::Date;
use super::numbers;
use super::people::{Firm, Person, Place, estate, one};
use crate::forensics::logic::amount::spelled;

/// The amount in words; the words of an amount never are below zero.
#[must_use]
pub fn words(fen: i64) -> String {
    spelled(fen.unsigned_abs())
}

/// An amount, and the same in words.
pub(super) fn with_words(content: &mut Content, key: &'static str, key_words: &'static str, fen: i64) {
    content.set(key, amount(fen));
    content.set(key_words, words(fen));
}

/// Hundredths of a square metre as printed.
fn area(hundredths: i64) -> String {
    amount(hundredths)
}

/// A purchase contract: total = unit price × area, rounded to the fen; down payment + loan = total.
#[must_use]
pub fn purchase(random: &mut Random) -> Content {
    let mut content = Content::default();
    let seller = Firm::of(random, "房地产开发");
    let (buyer, partner) = (Person::of(random, true), Person::of(random, false));
    let place = seller.place;
    let size = 6_500 + random.below(9_000) as i64;
    let inner = size * (770 + random.below(90) as i64) / 1000;
    let unit = (700_000 + random.below(2_600_000) as i64) / 100 * 100;
    let total = (unit * size + 50) / 100;
    let loan = total * (40 + random.below(25) as i64) / 100 / 1_000_000 * 1_000_000;
    let signed = Date::between(random, Date::new(2021, 1, 5), Date::new(2024, 6, 1));
    content.set("contract_number", format!("{}{}", signed.parts().0, numbers::digits(random, 8)));
    content.set("seller", seller.name.clone());
    content.set("seller_code", seller.code);
    content.set("buyer", buyer.name);
    content.set("buyer_id_number", buyer.number);
    content.set("co_buyer", partner.name);
    content.set("co_buyer_id_number", partner.number);
    let home = estate(random);
    content.set("address", place.dwelling(random, home));
    content.set("estate", home);
    content.set("district", place.district);
    content.set("usage", "住宅");
    content.set("building_area", area(size));
    content.set("inner_area", area(inner));
    content.set("unit_price", amount(unit));
    with_words(&mut content, "total", "total_words", total);
    with_words(&mut content, "down_payment", "down_payment_words", total - loan);
    with_words(&mut content, "loan", "loan_words", loan);
    content.set("signed_on", signed.to_string());
    content.set("down_payment_on", signed.later(random.below(10) as i64).to_string());
    content.set("delivered_on", signed.later(300 + random.below(500) as i64).to_string());
    content.set("seal_name", seller.name);
    content.set("seal_line", "合同专用章");
    content.set("seal_number", numbers::digits(random, 13));
    content
}

/// A purchase before the house stands: the developer's people, and what the flat has of the shared parts.
#[must_use]
pub fn presale(random: &mut Random) -> Content {
    let mut content = purchase(random);
    let shared = content.fen("building_area") - content.fen("inner_area");
    content.set("shared_area", area(shared));
    let permit = format!(
        "房预售证第{}{}号",
        content.get("signed_on").get(..4).unwrap_or_default(),
        numbers::digits(random, 3)
    );
    content.set("permit", permit);
    content.set("legal_person", Person::invent(random).name);
    content.set("seller_phone", format!("0000-{}", numbers::digits(random, 8)));
    let place = near(&content, random);
    content.set("seller_address", place.dwelling(random, ""));
    content.set("seller_post", format!("0000{}", numbers::digits(random, 2)));
    content.set("buyer_phone", numbers::phone(random));
    content.set("buyer_address", Place::invent(random).full_dwelling(random));
    content.set("buyer_post", format!("0000{}", numbers::digits(random, 2)));
    content
}

/// Where the home stands.
fn near(content: &Content, random: &mut Random) -> Place {
    Place::of(content.get("address")).unwrap_or_else(|| Place::invent(random))
}

/// A home sold by its owner through a broker: the price is agreed as a round sum, and the unit price follows from
/// it, rounded to the fen.
#[must_use]
pub fn resale(random: &mut Random) -> Content {
    let mut content = purchase(random);
    let (owner, male) = (random.below(2), random.below(2) == 0);
    let seller = Person::of(random, male);
    let place = near(&content, random);
    let broker = Firm::at(random, "房地产经纪", place);
    let size = content.fen("building_area");
    let total = (content.fen("total") / 1_000_000).max(60) * 1_000_000 + 500_000 * owner as i64;
    let loan = total * (40 + random.below(25) as i64) / 100 / 1_000_000 * 1_000_000;
    let signed = content.get("signed_on").to_owned();
    content.set("unit_price", amount((total * 100 + size / 2) / size));
    with_words(&mut content, "total", "total_words", total);
    with_words(&mut content, "down_payment", "down_payment_words", total - loan);
    with_words(&mut content, "loan", "loan_words", loan);
    // A home that stands is handed over soon.
    let parts: Vec<i64> = signed.split('-').filter_map(|part| part.parse().ok()).collect();
    if let [year, month, day] = parts[..] {
        let on = Date::new(year, month, day).later(30 + random.below(120) as i64);
        content.set("delivered_on", on.to_string());
    }
    content.values.remove("seller_code");
    content.set("contract_number", format!("CL{}{}", signed.replace('-', ""), numbers::digits(random, 6)));
    content.set("seller", seller.name);
    content.set("seller_id_number", seller.number);
    content.set("seller_phone", numbers::phone(random));
    content.set("buyer_phone", numbers::phone(random));
    let title = format!("房权证{}字第{}号", content.get("district"), numbers::digits(random, 8));
    content.set("title_number", title);
    content.set("broker", broker.name.clone());
    content.set("broker_code", broker.code);
    content.set("seal_name", broker.name);
    content
}

/// A lease: total = rent × months; the end is the eve of the day the months are over.
#[must_use]
pub fn lease(random: &mut Random) -> Content {
    let mut content = Content::default();
    let (lessor, lessee) = (Person::invent(random), Person::invent(random));
    let place = Place::invent(random);
    let rent = (80_000 + random.below(600_000) as i64) / 10_000 * 10_000;
    let months = *one(random, &[6_i64, 12, 12, 12, 24, 36]);
    let from = Date::between(random, Date::new(2021, 1, 5), Date::new(2024, 6, 1));
    content.set("contract_number", format!("ZL{}{}", from.parts().0, numbers::digits(random, 6)));
    content.set("lessor", lessor.name);
    content.set("lessor_id_number", lessor.number);
    content.set("lessee", lessee.name);
    content.set("lessee_id_number", lessee.number);
    let home = estate(random);
    content.set("address", place.dwelling(random, home));
    content.set("area", area(3_000 + random.below(9_000) as i64));
    with_words(&mut content, "rent", "rent_words", rent);
    with_words(&mut content, "deposit", "deposit_words", rent * (1 + random.below(2) as i64));
    content.set("from", from.to_string());
    content.set("to", from.months_later(months).later(-1).to_string());
    content.set("months", months.to_string());
    with_words(&mut content, "total", "total_words", rent * months);
    content.set("signed_on", from.later(-(random.below(12) as i64)).to_string());
    content
}

/// A lease whose rent is paid for one, three or six months at a time, each period before it begins.
#[must_use]
pub fn lease_periods(random: &mut Random) -> Content {
    let mut content = lease(random);
    let months: i64 = content.get("months").parse().unwrap_or(12);
    let start = content.get("from").to_owned();
    let parts: Vec<i64> = start.split('-').filter_map(|part| part.parse().ok()).collect();
    let [year, month, day] = parts[..] else { return content };
    let (from, rent) = (Date::new(year, month, day), content.fen("rent"));
    let step = match months {
        6 => *one(random, &[1, 2, 3]),
        12 => *one(random, &[2, 3, 6]),
        _ => *one(random, &[3, 6]),
    };
    let ahead = 5 + random.below(6) as i64;
    let signed = content.get("signed_on").to_owned();
    for (period, past) in (1..).zip((0..months).step_by(usize::try_from(step).unwrap_or(3))) {
        let length = step.min(months - past);
        let begin = from.months_later(past);
        let mut row = Row::new();
        row.insert("period", period.to_string());
        row.insert("period_from", begin.to_string());
        row.insert("period_to", from.months_later(past + length).later(-1).to_string());
        row.insert("period_months", length.to_string());
        row.insert("period_rent", amount(rent * length));
        // The first is due when the contract is signed.
        let due = if past == 0 { signed.clone() } else { begin.later(-ahead).to_string() };
        row.insert("due_on", due);
        content.rows.push(row);
    }
    content
}

/// A certificate of title for a flat.
#[must_use]
pub fn property(random: &mut Random) -> Content {
    let mut content = Content::default();
    let (owner, partner) = (Person::of(random, true), Person::of(random, false));
    let place = Place::invent(random);
    let size = 6_500 + random.below(9_000) as i64;
    let registered = Date::between(random, Date::new(2017, 1, 5), Date::new(2024, 6, 1));
    let from = registered.later(-(1000 + random.below(1500) as i64));
    let alone = random.below(2) == 0;
    let year = registered.parts().0;
    let short = match place.province.chars().next() {
        Some('江') if place.code.starts_with("32") => '苏',
        Some('江') => '赣',
        Some('浙') => '浙',
        Some('广') if place.code.starts_with("44") => '粤',
        Some('广') => '桂',
        Some('四') => '川',
        Some('湖') if place.code.starts_with("42") => '鄂',
        Some('湖') => '湘',
        Some('山') => '鲁',
        Some('陕') => '陕',
        Some('福') => '闽',
        Some('辽') => '辽',
        Some('安') => '皖',
        Some('河') if place.code.starts_with("41") => '豫',
        Some('河') => '冀',
        Some('云') => '云',
        Some('吉') => '吉',
        Some('黑') => '黑',
        Some('贵') => '贵',
        _ => '甘',
    };
    let number = numbers::digits(random, 7);
    content.set("certificate_number", format!("{short}（{year}）{}不动产权第{number}号", place.city));
    content.set("owner", if alone { owner.name } else { format!("{}、{}", owner.name, partner.name) });
    content.set("ownership", if alone { "单独所有" } else { "共同共有" });
    let home = estate(random);
    content.set("address", place.dwelling(random, home));
    let unit = format!(
        "{}{}GB{}F{}",
        place.code,
        numbers::digits(random, 6),
        numbers::digits(random, 5),
        numbers::digits(random, 8)
    );
    content.set("unit_number", unit);
    content.set("right_kind", "国有建设用地使用权/房屋（构筑物）所有权");
    content.set("right_nature", "出让/市场化商品房");
    content.set("usage", "城镇住宅用地/住宅");
    content.set("area", area(size));
    content.set("inner_area", area(size * (770 + random.below(90) as i64) / 1000));
    content.set("term_from", from.to_string());
    content.set("term_to", from.months_later(70 * 12).later(-1).to_string());
    content.set("registered_on", registered.to_string());
    content.set("serial", format!("D{}", numbers::digits(random, 11)));
    content.set("seal_name", format!("{}自然资源和规划局", place.city));
    content.set("seal_line", "不动产登记专用章");
    content
}

/// The electronic certificate: which floor of how many, when it was printed, a code that says its number.
#[must_use]
pub fn property_electronic(random: &mut Random) -> Content {
    let mut content = property(random);
    // The room says the floor: 1203 lies on the twelfth.
    let room =
        content.get("address").trim_end_matches('室').rsplit('元').next().unwrap_or_default().to_owned();
    let floor = room.parse::<usize>().unwrap_or(101) / 100;
    content.set("floors", format!("{}层/第{floor}层", floor + random.below(8)));
    let parts: Vec<i64> =
        content.get("registered_on").split('-').filter_map(|part| part.parse().ok()).collect();
    if let [year, month, day] = parts[..] {
        let on = Date::new(year, month, day).later(1 + random.below(700) as i64);
        content.set("printed_on", on.to_string());
    }
    let office = content.get("seal_name").to_owned();
    content.set("authority", office);
    let qr = format!("BDC|{}|{}", content.get("unit_number"), content.get("serial"));
    content.set("qr", qr);
    content
}
