//! Dealings in homes with more money in them: a sale paid in parts, a lease through an agency, the invoice of a sale.

#![expect(clippy::non_ascii_literal, reason = "what these papers print")]

use super::super::super::Random;
use super::super::content::{Content, Row, amount};
use super::days::Date;
use super::estate::{lease, property, purchase, resale, with_words, words};
use super::numbers;
use super::people::{Firm, Person, Place, one};
use super::work;

/// The day a canonical date names.
fn day(text: &str) -> Option<Date> {
    let mut parts = text.split('-').map(|part| part.parse::<i64>().ok());
    Some(Date::new(parts.next()??, parts.next()??, parts.next()??))
}

/// A home sold by its owner, paid in parts: the earnest money and two payments are the down payment, the loan the
/// rest.
#[must_use]
pub fn instalments(random: &mut Random) -> Content {
    let mut content = resale(random);
    let down = content.fen("down_payment");
    let earnest = *one(random, &[2_000_000, 3_000_000, 5_000_000]);
    let first = (down - earnest) * (35 + random.below(30) as i64) / 100 / 1_000_000 * 1_000_000;
    with_words(&mut content, "earnest", "earnest_words", earnest);
    with_words(&mut content, "first_part", "first_part_words", first);
    with_words(&mut content, "second_part", "second_part_words", down - earnest - first);
    if let Some(signed) = day(content.get("signed_on")) {
        let on = signed.later(12 + random.below(15) as i64);
        content.set("second_part_on", on.to_string());
    }
    content.set("contract_number", format!("{}-{}", content.get("contract_number"), 1 + random.below(9)));
    content
}

/// A lease through an agency: one month's rent as deposit, three months' rent at a time.
#[must_use]
pub fn lease_agency(random: &mut Random) -> Content {
    let mut content = lease(random);
    let rent = content.fen("rent");
    let place = Place::of(content.get("address"));
    let agency = match place {
        Some(place) => Firm::at(random, "房产经纪", place),
        None => Firm::of(random, "房产经纪"),
    };
    with_words(&mut content, "deposit", "deposit_words", rent);
    with_words(&mut content, "quarter_rent", "quarter_rent_words", rent * 3);
    content.set("first_payment", amount(rent * 4));
    content.set("agency_fee", amount((rent / 20_000).max(3) * 10_000));
    let rooms = match content.fen("area") {
        ..4_500 => "1室1厅1卫",
        4_500..7_500 => "2室1厅1卫",
        7_500..10_000 => "2室2厅1卫",
        _ => "3室2厅1卫",
    };
    content.set("rooms", rooms);
    content.set("lessor_phone", numbers::phone(random));
    content.set("lessee_phone", numbers::phone(random));
    content.set("lessor_account", numbers::card(random));
    content.set("water", (20 + random.below(900)).to_string());
    content.set("power", (300 + random.below(9_000)).to_string());
    content.set("gas", (40 + random.below(1_500)).to_string());
    content.set("agent", Person::invent(random).name);
    content.set("agency", agency.name.clone());
    content.set("agency_code", agency.code);
    content.set("seal_name", agency.name);
    content.set("seal_line", "合同专用章");
    content.set("seal_number", numbers::digits(random, 13));
    content
}

/// The fully digital invoice of a flat that was sold: area times price, one rate, the buyer a person.
#[must_use]
pub fn estate_invoice(random: &mut Random) -> Content {
    let mut content = work::invoice(random, true, false);
    content.rows.clear();
    let home = purchase(random);
    let seller = Firm::of(random, "置业");
    let size = home.fen("building_area");
    let price = 550_000 + random.below(2_400_000) as i64;
    let rate = *one(random, &[9, 9, 5]);
    let net = (size * price + 50) / 100;
    let tax = (net * rate + 50) / 100;
    let mut row = Row::new();
    row.insert("item", "*不动产*住宅".to_owned());
    // A flat sold for the first time has no title of its own yet.
    row.insert("title_number", "无".to_owned());
    row.insert("unit", "平方米".to_owned());
    row.insert("quantity", home.get("building_area").to_owned());
    row.insert("unit_price", amount(price));
    row.insert("net", amount(net));
    row.insert("rate", format!("{rate}%"));
    row.insert("tax", amount(tax));
    content.rows.push(row);
    let old = content.get("invoice_number").to_owned();
    // The number says the seller's province.
    let province = &seller.place.code[..2];
    let number = format!("{}{province}{}", old.get(..2).unwrap_or("23"), old.get(4..).unwrap_or_default());
    let mut qr: Vec<String> = content.get("qr").split(',').map(str::to_owned).collect();
    for (at, told) in [(3, number.clone()), (4, amount(net + tax))] {
        if let Some(part) = qr.get_mut(at) {
            *part = told;
        }
    }
    content.set("qr", qr.join(","));
    content.set("invoice_number", number);
    let unit = format!(
        "{}{}GB{}F{}",
        seller.place.code,
        numbers::digits(random, 6),
        numbers::digits(random, 5),
        numbers::digits(random, 8)
    );
    content.set("unit_number", unit);
    content.set("address", seller.place.dwelling(random, home.get("estate")));
    content.set("tax_project", numbers::digits(random, 16));
    let contract = format!(
        "{}{}",
        content.get("issued_on").get(..4).unwrap_or("2022"),
        home.get("contract_number").get(4..).unwrap_or_default()
    );
    content.set("contract_number", contract);
    content.set("buyer", home.get("buyer"));
    content.set("buyer_id_number", home.get("buyer_id_number"));
    content.values.remove("buyer_code");
    content.set("seller", seller.name.clone());
    content.set("seller_code", seller.code);
    content.set("seal_name", seller.name);
    content.set("net", amount(net));
    content.set("tax", amount(tax));
    content.set("total", amount(net + tax));
    content.set("total_words", words(net + tax));
    content
}

/// A certificate of title with what its last page adds: the owner's number, the floors, the shared parts.
#[must_use]
pub fn property_annexed(random: &mut Random) -> Content {
    let mut content = property(random);
    let (owner, partner) = (Person::of(random, true), Person::of(random, false));
    content.set("owner_name", owner.name.clone());
    content.set("id_number", owner.number);
    if content.get("ownership") == "单独所有" {
        content.set("owner", owner.name);
    } else {
        content.set("owner", format!("{}、{}", owner.name, partner.name));
        content.set("partner", partner.name);
        content.set("partner_id_number", partner.number);
    }
    content.set("shared_area", amount(content.fen("area") - content.fen("inner_area")));
    // The room says the floor: 1203 lies on the twelfth.
    let room = content.get("address").trim_end_matches('室').rsplit('元').next().unwrap_or_default();
    let floor = room.parse::<usize>().unwrap_or(101) / 100;
    content.set("floor", floor.to_string());
    let floors = floor + random.below(7);
    content.set("floors", floors.to_string());
    // Brick walls carry no towers.
    let low = ["混合结构", "钢筋混凝土结构"];
    let structure = one(random, if floors > 7 { &["框架剪力墙结构", "钢筋混凝土结构"] } else { &low });
    content.set("structure", *structure);
    let year = content.get("registered_on").get(..4).unwrap_or("2020").to_owned();
    content.set("business_number", format!("{year}{}", numbers::digits(random, 7)));
    content
}
