//! What issuers' own forms say beyond the ordinary papers of their kind.

#![expect(clippy::non_ascii_literal, reason = "what these papers print")]

use super::super::super::Random;
use super::super::content::{Content, Row, amount};
use super::days::Date;
use super::estate::{property, purchase, with_words, words};
use super::numbers;
use super::people::{Firm, Person, Place, one};
use super::{identity, statement, work};

const OUTLETS: [&str; 5] = ["城中支行营业室", "江东支行", "湖滨支行", "火车站支行", "大学城支行"];

/// A statement asked for at the counter: each movement has the outlet it was booked at.
#[must_use]
pub fn counter(random: &mut Random, rows: usize) -> Content {
    let mut content = statement::statement(random, rows);
    let home = numbers::digits(random, 5);
    for row in &mut content.rows {
        let own = row.get("channel").is_some_and(|channel| channel == "柜面");
        let outlet = if own { home.clone() } else { format!("0{}", numbers::digits(random, 4)) };
        row.insert("outlet", outlet);
        row.insert("cash", "钞".to_owned());
    }
    let branch = format!("{}{}", content.get("bank"), one(random, &OUTLETS));
    content.set("branch", branch);
    content.set("teller", numbers::digits(random, 7));
    content.set("seal_line", "业务公章");
    content
}

/// A flat bought on a city's own form: the price of a square metre stands in words as well.
#[must_use]
pub fn city_sale(random: &mut Random) -> Content {
    let mut content = purchase(random);
    let city = Place::of(content.get("address")).map_or("", |place| place.city);
    content.set("city", city);
    content.set("unit_price_words", words(content.fen("unit_price")));
    content.set("shared_area", amount(content.fen("building_area") - content.fen("inner_area")));
    let year = content.get("signed_on").get(..4).unwrap_or("2022").to_owned();
    content.set("contract_number", format!("{year}售{}", numbers::digits(random, 7)));
    content.set("seller_phone", format!("0000-{}", numbers::digits(random, 8)));
    content.set("buyer_phone", numbers::phone(random));
    content
}

const DEPARTMENTS: [&str; 5] = ["运营管理部", "综合部", "第二事业部", "市场与客户部", "生产保障中心"];

/// Proof of post and pay as a company writes it: a number of its own, the department, how to address the person.
#[must_use]
pub fn company_income(random: &mut Random) -> Content {
    let mut content = work::income(random);
    let year = content.get("issued_on").get(..4).unwrap_or("2022").to_owned();
    content.set("proof_number", format!("HR-{year}-{:04}", 1 + random.below(900)));
    content.set("department", *one(random, &DEPARTMENTS));
    let honorific = if content.get("sex") == "男" { "先生" } else { "女士" };
    content.set("honorific", honorific);
    content
}

/// Proof of leaving that says until which month insurance and fund were paid.
#[must_use]
pub fn company_leaving(random: &mut Random) -> Content {
    let mut content = work::leaving(random);
    let left = content.get("left_on").to_owned();
    let year = content.get("issued_on").get(..4).unwrap_or("2022").to_owned();
    content.set("paid_until", left);
    content.set("proof_number", format!("{year}-LZ-{:03}", 1 + random.below(400)));
    content
}

/// What a shop for building materials sells: name, smallest price in fen, from that price up to.
const MATERIALS: [(&str, i64, usize); 9] = [
    ("*陶瓷制品*釉面地砖800*800", 3_800, 9_000),
    ("*金属制品*不锈钢角阀", 1_500, 5_000),
    ("*涂料*净味内墙乳胶漆18L", 28_000, 60_000),
    ("*木制品*复合地板", 6_800, 15_000),
    ("*灯具及照明装置*LED吸顶灯", 9_900, 40_000),
    ("*卫生陶瓷制品*连体坐便器", 69_000, 120_000),
    ("*塑料制品*PPR给水管", 900, 3_000),
    ("*锁具*智能门锁", 79_000, 140_000),
    ("*石灰和石膏*粉刷石膏", 1_800, 4_000),
];

/// An invoice off a roll: prices with the tax in them, neither net nor tax told.
#[must_use]
pub fn roll(random: &mut Random) -> Content {
    let mut content = work::invoice(random, false, false);
    content.rows.clear();
    let seller = Firm::of(random, "建材");
    let mut total = 0;
    let first = random.below(MATERIALS.len());
    for line in 0..2 + random.below(4) {
        let (item, low, more) = MATERIALS[(first + line * 2) % MATERIALS.len()];
        let price = (low + random.below(more) as i64) / 10 * 10;
        let quantity = 1 + random.below(if low > 20_000 { 3 } else { 60 }) as i64;
        total += price * quantity;
        let mut row = Row::new();
        row.insert("item", item.to_owned());
        row.insert("unit_price", amount(price));
        row.insert("quantity", quantity.to_string());
        row.insert("net", amount(price * quantity));
        content.rows.push(row);
    }
    for key in ["net", "tax", "qr", "reviewer", "buyer_code"] {
        content.values.remove(key);
    }
    with_words(&mut content, "total", "total_words", total);
    // Two digits of the province, county, year, batch, and the kind: two copies on a roll of 76 millimetres.
    let year = content.get("issued_on").get(2..4).unwrap_or("22").to_owned();
    let code = format!("0{}00{year}{}07", &seller.place.code[..2], numbers::digits(random, 3));
    content.set("invoice_code", code);
    let province = seller.place.province.trim_end_matches('省').trim_end_matches("壮族自治区");
    content.set("title", format!("{province}增值税普通发票"));
    content.set("machine", numbers::digits(random, 12));
    content.set("buyer", Person::invent(random).name);
    content.set("seller", seller.name.clone());
    content.set("seller_code", seller.code.clone());
    content.set("seal_name", seller.name);
    content.set("seal_number", seller.code);
    content
}

/// Two cards of one household: the head's, and that of a member.
#[must_use]
pub fn household_pair(random: &mut Random) -> Content {
    let mut content = identity::household(random);
    let head = Person::of(random, true);
    let male = random.below(2) == 0;
    let mut member = Person::of(random, male);
    let elder = (member.born.0 - head.born.0) / 365;
    let relation = match (male, elder) {
        (true, 22..) => "长子",
        (false, 22..) => "长女",
        (true, ..=-22) => "父亲",
        (false, ..=-22) => "母亲",
        (true, 15..) => "侄子",
        (true, ..=-15) => "叔父",
        (true, 0..) => "弟弟",
        (true, _) => "哥哥",
        (false, _) => "妻",
    };
    if !matches!(relation, "妻" | "母亲") {
        let given: String = member.name.chars().skip(1).collect();
        member.name = head.name.chars().take(1).chain(given.chars()).collect();
    }
    content.set("head", head.name.clone());
    content.set("head_relation", "户主");
    content.set("head_sex", head.sex());
    content.set("head_born_on", head.born.to_string());
    content.set("head_id_number", head.number.clone());
    let issued = content.get("issued_on").to_owned();
    content.set("head_issued_on", issued);
    content.set("head_ethnicity", "汉");
    content.set("head_birthplace", format!("{}{}", head.place.province, head.place.city));
    content.set("head_native_place", format!("{}{}", head.place.province, head.place.city));
    content.set("head_employer", Firm::at(random, "机械制造", head.place).name);
    content.set("name", member.name.clone());
    content.set("relation", relation);
    content.set("sex", member.sex());
    content.set("born_on", member.born.to_string());
    content.set("id_number", member.number);
    content.set("birthplace", format!("{}{}", member.place.province, member.place.city));
    let own = if matches!(relation, "妻" | "母亲") { member.place } else { head.place };
    content.set("native_place", format!("{}{}", own.province, own.city));
    content.set("ethnicity", "汉");
    content.set("address", head.place.full_dwelling(random));
    let city = head.place.city;
    let police = format!("{city}公安局{}派出所", head.place.district.trim_end_matches('区'));
    content.set("authority", police);
    content.set("seal_name", format!("{city}公安局"));
    content
}

/// A title to a home as cities gave it before there was one register: block, room, floors in columns.
#[must_use]
pub fn old_title(random: &mut Random) -> Content {
    let mut content = property(random);
    let place = Place::of(content.get("address")).unwrap_or_else(|| Place::invent(random));
    let (owner, partner) = (Person::of(random, true), Person::of(random, false));
    content.set("owner", owner.name);
    if content.get("ownership") == "共同共有" {
        content.set("partner", partner.name);
        content.set("shared_number", format!("{}号", numbers::digits(random, 6)));
    }
    let registered = Date::between(random, Date::new(1999, 3, 1), Date::new(2008, 5, 1));
    let from = registered.later(-(600 + random.below(1800) as i64));
    content.set("registered_on", registered.to_string());
    content.set("term_from", from.to_string());
    content.set("term_to", from.months_later(70 * 12).later(-1).to_string());
    let short = place.district.trim_end_matches('区');
    let number = format!("{}房权证{short}字第{}号", place.short(), numbers::digits(random, 6));
    content.set("certificate_number", number);
    // Old houses are low.
    let (block, room) = (1 + random.below(30), (1 + random.below(7)) * 100 + 1 + random.below(4));
    let from_block = content.get("address").rfind('号').map_or(0, |at| at + '号'.len_utf8());
    let street = content.get("address").get(..from_block).unwrap_or_default().to_owned();
    content.set("address", format!("{street}{block}幢{room}室"));
    content.set("block", block.to_string());
    content.set("room", room.to_string());
    content.set("floor", (room / 100).to_string());
    content.set("floors", (room / 100 + random.below(8 - room / 100)).to_string());
    content.set("structure", *one(random, &["混合", "钢混", "砖混"]));
    content.set("usage", "住宅");
    content.set("plot", format!("{}-{}", numbers::digits(random, 3), numbers::digits(random, 4)));
    content.set(
        "land_number",
        format!("{}国用（{}）字第{}号", place.short(), registered.parts().0, numbers::digits(random, 5)),
    );
    content.set("land_area", amount(content.fen("area") / (3 + random.below(3) as i64)));
    content.set("serial", numbers::digits(random, 8));
    content.set("seal_name", format!("{}房产管理局", place.city));
    content.set("seal_line", "产权登记专用章");
    content
}
