//! Papers about people: identity card, marriage certificate, household register.

#![expect(clippy::non_ascii_literal, reason = "what these papers print")]

use super::super::super::Random;
use super::super::content::Content;
use super::days::Date;
use super::numbers;
use super::people::{Firm, Person, Place, one, post};

/// Full years from one day to another.
fn age(born: Date, on: Date) -> i64 {
    let ((a, month, day), (b, on_month, on_day)) = (born.parts(), on.parts());
    b - a - i64::from((on_month, on_day) < (month, day))
}

/// An identity card, valid for five, ten or twenty years.
#[must_use]
pub fn id_card(random: &mut Random) -> Content {
    let mut content = Content::default();
    let person = Person::invent(random);
    let from = Date::between(random, Date::new(2008, 1, 5), Date::new(2022, 6, 1));
    // 居民身份证法, article 5: by the full years of age on the day.
    let years = match age(person.born, from) {
        ..16 => 5,
        16..26 => 10,
        26.. => 20,
    };
    content.set("name", person.name.clone());
    content.set("sex", person.sex());
    content.set("ethnicity", *one(random, &["汉", "汉", "汉", "汉", "回", "满", "苗", "土家"]));
    content.set("born_on", person.born.to_string());
    content.set("address", person.place.full_dwelling(random));
    content.set("id_number", person.number);
    content.set(
        "authority",
        format!("{}公安局{}分局", person.place.city, person.place.district.trim_end_matches('区')),
    );
    content.set("valid_from", from.to_string());
    content.set("valid_to", from.months_later(years * 12).to_string());
    content
}

/// A marriage certificate.
#[must_use]
pub fn marriage(random: &mut Random) -> Content {
    let mut content = Content::default();
    let (man, woman) = (Person::of(random, true), Person::of(random, false));
    let place = Place::invent(random);
    let adult = man.born.max(woman.born).months_later(22 * 12 + 1).max(Date::new(2004, 1, 5));
    let on = Date::between(random, adult, adult.later(2500).min(Date::new(2024, 6, 1)).max(adult.later(30)));
    let (year, ..) = on.parts();
    content.set("certificate_number", format!("J{}-{year}-{}", place.code, numbers::digits(random, 6)));
    let holder = random.below(2);
    content.set("holder", [&man, &woman][holder].name.clone());
    content.set("registered_on", on.to_string());
    content.set("authority", format!("{}{}民政局", place.city, place.district));
    let mut put = |keys: [&'static str; 5], person: &Person| {
        content.set(keys[0], person.name.clone());
        content.set(keys[1], person.sex());
        content.set(keys[2], "中国");
        content.set(keys[3], person.born.to_string());
        content.set(keys[4], person.number.clone());
    };
    put(["name_a", "sex_a", "nationality_a", "born_a", "id_number_a"], [&man, &woman][holder]);
    put(["name_b", "sex_b", "nationality_b", "born_b", "id_number_b"], [&woman, &man][holder]);
    content.set("seal_name", format!("{}{}民政局", place.city, place.district));
    content.set("seal_line", "婚姻登记专用章");
    content
}

/// A page of a household register.
#[must_use]
pub fn household(random: &mut Random) -> Content {
    let mut content = Content::default();
    let person = Person::invent(random);
    let head = Person::of(random, true);
    let place = person.place;
    content.set("household_number", numbers::digits(random, 9));
    content.set("household_kind", *one(random, &["非农业家庭户", "家庭户", "居民家庭户"]));
    let alone = random.below(2) == 0;
    content.set("head", if alone { person.name.clone() } else { head.name });
    content.set("name", person.name.clone());
    content.set(
        "relation",
        if alone {
            "户主"
        } else if person.male {
            "子"
        } else {
            "妻"
        },
    );
    content.set("sex", person.sex());
    content.set("ethnicity", "汉族");
    content.set("born_on", person.born.to_string());
    let short = |name: &str| name.trim_end_matches(['省', '市']).to_owned();
    content.set("native_place", format!("{}{}", short(place.province), short(place.city)));
    content.set("birthplace", format!("{}{}", place.province, place.city));
    content.set("address", place.full_dwelling(random));
    content.set("id_number", person.number);
    content.set("occupation", post(random));
    content.set("employer", Firm::invent(random).name);
    content.set("authority", format!("{}公安局{}派出所", place.city, place.district.trim_end_matches('区')));
    content.set("issued_on", Date::between(random, Date::new(2012, 1, 5), Date::new(2024, 1, 1)).to_string());
    content.set("seal_name", format!("{}公安局", place.city));
    content.set("seal_line", "户口专用");
    content
}

/// The whole card of a member: schooling, family, service, where they came from.
#[must_use]
pub fn household_card(random: &mut Random) -> Content {
    let mut content = household(random);
    let male = content.get("sex") == "男";
    let place = Place::invent(random);
    let height = if male { 164 } else { 153 } + random.below(19);
    content.set("height", format!("{height}厘米"));
    content.set("blood", *one(random, &["A", "B", "O", "AB", "不明"]));
    content.set("schooling", *one(random, &["大学本科", "大学专科", "普通高中", "硕士研究生", "中等专科"]));
    let marital =
        if content.get("relation") == "妻" { "有配偶" } else { *one(random, &["未婚", "有配偶"]) };
    content.set("marital", marital);
    content.set("service", if male { *one(random, &["未服兵役", "未服兵役", "退出现役"]) } else { "" });
    let year = content.get("issued_on").get(..4).and_then(|year| year.parse::<i64>().ok()).unwrap_or(2012);
    let born = content.get("born_on").get(..4).and_then(|year| year.parse::<i64>().ok()).unwrap_or(1990);
    let came =
        (born + 1 + random.below(usize::try_from(year - born).unwrap_or(2).max(2)) as i64).min(year - 1);
    let day = Date::new(came.max(born + 1), 1 + random.below(12) as i64, 1 + random.below(28) as i64);
    let (y, m, d) = day.parts();
    let from = if random.below(2) == 0 {
        "久居".to_owned()
    } else {
        format!("{y}年{m:02}月{d:02}日由{}{}{}迁来", place.province, place.city, place.district)
    };
    content.set("came_to_city", from);
    content
}
