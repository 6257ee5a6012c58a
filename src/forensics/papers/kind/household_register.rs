//! Household registers (居民户口簿): the first page and the pages of the members.

#![expect(clippy::non_ascii_literal, reason = "labels as printed in the register")]

use std::sync::LazyLock;

use super::super::fields::{Content, best_of, on_forms};
use super::super::pairs::{Ask, Form, Found, ask, best};
use super::super::shapes::Shape;
use super::super::sheet::Sheet;

const ASKS: &[Ask] = &[
    ask("household_number", "户号|户口簿编号", Shape::Text),
    ask("household_kind", "户别|户口性质|户口类别", Shape::Text),
    ask("head", "户主姓名", Shape::Name),
    ask("address", "住址|地址", Shape::Long),
    ask("authority", "户口登记机关|登记机关", Shape::Text),
    ask("issued_on", "签发日期|登记日期|签发", Shape::Date),
    ask("name", "姓名", Shape::Name),
    ask("relation", "户主或与户主关系|与户主关系", Shape::Text),
    ask("sex", "性别", Shape::Sex),
    ask("ethnicity", "民族", Shape::Text),
    ask("born_on", "出生日期", Shape::Date),
    ask("native_place", "籍贯", Shape::Text),
    ask("birthplace", "出生地", Shape::Text),
    ask("id_number", "公民身份证件编号|公民身份号码|公民身份证号码|身份证件编号|身份证号码", Shape::Person),
    ask("occupation", "职业", Shape::Text),
    ask("employer", "服务处所", Shape::Long),
];

const STOPS: &str = "曾用名|宗教信仰|本市(县)其他住址|本市县其他住址|其他住址|身高|血型|文化程度|婚姻状况|兵役状况|何时由何地迁来本市(县)|\
何时由何地迁来|何时由何地迁来本址|承办人签章|承办人|户口专用章|监护人|监护关系|省级公安机关|住址变动登记";

static FORM: LazyLock<Form> = LazyLock::new(|| Form::new(ASKS, STOPS, true));

/// What each card says of its person, and what it is called on the second card of a sheet.
const OF_PERSON: [(&str, &str); 4] =
    [("name", "name_b"), ("sex", "sex_b"), ("born_on", "born_b"), ("id_number", "id_number_b")];
const NUMBER: &str = "id_number";

/// Reads a page of a member, the first page, or both.
pub(in crate::forensics::papers) fn read(sheets: &[Sheet<'_>]) -> Content {
    let found = on_forms(sheets, &FORM);
    let (own, second) = cards(sheets, found);
    let mut content = Content::default();
    for field in best(sheets, &own) {
        content.add(Some(field));
    }
    for (key, named) in OF_PERSON {
        content.add(best_of(&second, key).and_then(|one| one.named(sheets, named)));
    }
    content
}

/// Copies often have two cards on one sheet, beside or below each other: what stands on the first, and on the second.
/// The numbers, of which each card has one, say how many there are and where.
fn cards(sheets: &[Sheet<'_>], found: Vec<Found>) -> (Vec<Found>, Vec<Found>) {
    let numbers: Vec<(usize, f32, f32)> =
        found.iter().filter(|one| one.ask.name == NUMBER).filter_map(|one| place(sheets, one)).collect();
    let [first, second] = numbers.as_slice() else { return (found, Vec::new()) };
    if first.0 != second.0 {
        return (found, Vec::new());
    }
    let (across, down) = (second.1 - first.1, second.2 - first.2);
    let on_second = |one: &Found| {
        let of_person = OF_PERSON.iter().any(|(key, _)| *key == one.ask.name);
        of_person
            && place(sheets, one).is_some_and(|(_, x, y)| {
                // Labels of a card begin where that of its number does, or right of it; the number is the last of them.
                if across.abs() > down.abs() {
                    x > first.1.max(second.1) - across.abs() * MARGIN
                } else {
                    y > first.2.min(second.2) + down.abs() * MARGIN
                }
            })
    };
    let (second, own) = found.into_iter().partition(on_second);
    (own, second)
}

/// How far the edge of a card may be off, as a share of the distance between two.
const MARGIN: f32 = 0.2;

/// Sheet and corner of a label.
fn place(sheets: &[Sheet<'_>], one: &Found) -> Option<(usize, f32, f32)> {
    let line = sheets.get(one.sheet)?.lines.get(one.label.line)?;
    Some((one.sheet, line.left(&one.label.range), line.y))
}
