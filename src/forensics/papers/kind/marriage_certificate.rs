//! Marriage certificates (结婚证): the holder and the registration, then two people of the same labels.

#![expect(clippy::non_ascii_literal, reason = "labels as printed on the certificate")]

use std::sync::LazyLock;

use super::super::fields::{Content, on_forms};
use super::super::pairs::{Ask, Form, Found, ask, best};
use super::super::shapes::Shape;
use super::super::sheet::Sheet;

const ASKS: &[Ask] = &[
    ask("holder", "持证人", Shape::Name),
    ask("registered_on", "登记日期|登记时间|发证日期", Shape::Date),
    ask("certificate_number", "结婚证字号|结婚证号|字号|证号", Shape::Text),
    ask("authority", "登记机关|婚姻登记机关|发证机关", Shape::Text),
    ask("name", "姓名", Shape::Name),
    ask("sex", "性别", Shape::Sex),
    ask("nationality", "国籍", Shape::Text),
    ask("born", "出生日期|出生年月|出生", Shape::Date),
    ask("id_number", "身份证件号|身份证件号码|身份证号|身份证号码|证件号码|身份号码", Shape::Person),
];

static FORM: LazyLock<Form> = LazyLock::new(|| Form::new(ASKS, "备注|结婚申请|婚姻登记员", true));

/// What each person has, and the keys of the first and the second.
const PEOPLE: [(&str, &str, &str); 5] = [
    ("name", "name_a", "name_b"),
    ("sex", "sex_a", "sex_b"),
    ("nationality", "nationality_a", "nationality_b"),
    ("born", "born_a", "born_b"),
    ("id_number", "id_number_a", "id_number_b"),
];

/// Reads a certificate.
pub(in crate::forensics::papers) fn read(sheets: &[Sheet<'_>]) -> Content {
    let (people, own): (Vec<Found>, Vec<Found>) = on_forms(sheets, &FORM)
        .into_iter()
        .partition(|one| PEOPLE.iter().any(|(name, _, _)| *name == one.ask.name));
    let mut content = Content::default();
    for field in best(sheets, &own) {
        content.add(Some(field));
    }
    // Two people side by side have their labels on one line, else the labels of one end before the other's.
    let beside = people.windows(2).any(|pair| {
        pair[0].ask.name == pair[1].ask.name
            && (pair[0].sheet, pair[0].label.line) == (pair[1].sheet, pair[1].label.line)
    });
    let of = |name: &str| people.iter().filter(|one| one.ask.name == name).collect::<Vec<_>>();
    let pairs: Vec<[&Found; 2]> = PEOPLE
        .iter()
        .filter_map(|(name, ..)| match of(name).as_slice() {
            [one, other, ..] => Some([*one, *other]),
            _ => None,
        })
        .collect();
    for (name, first, second) in PEOPLE {
        match of(name).as_slice() {
            // A value of one person alone is theirs whose other values stand around it; of neither, it is left out
            // rather than set against the wrong birth date.
            [one] => {
                let owner = match (pairs.is_empty(), beside) {
                    (true, _) => Some(first),
                    (false, true) => {
                        nearer(sheets, &pairs, one).map(|is_first| if is_first { first } else { second })
                    }
                    (false, false) => {
                        before(&pairs, one).map(|is_first| if is_first { first } else { second })
                    }
                };
                content.add(owner.and_then(|key| one.named(sheets, key)));
            }
            [one, other, ..] => {
                content.add(one.named(sheets, first));
                content.add(other.named(sheets, second));
            }
            [] => {}
        }
    }
    content
}

/// Of two people one below the other: whether a value is the first one's. `None` when it stands between what the
/// pairs show of both.
fn before(pairs: &[[&Found; 2]], one: &Found) -> Option<bool> {
    let place = |found: &Found| (found.sheet, found.label.line);
    let second = pairs.iter().map(|pair| place(pair[1])).min()?;
    let first = pairs.iter().map(|pair| place(pair[0])).max()?;
    if place(one) >= second { Some(false) } else { (place(one) <= first).then_some(true) }
}

/// Of two people side by side: whether a value is that of the one on the left.
fn nearer(sheets: &[Sheet<'_>], pairs: &[[&Found; 2]], one: &Found) -> Option<bool> {
    let left = |found: &Found| {
        let line = sheets.get(found.sheet)?.lines.get(found.label.line)?;
        Some(line.left(&found.label.range))
    };
    let [a, b] = pairs.first()?;
    let (a, b, at) = (left(a)?, left(b)?, left(one)?);
    Some((at - a).abs() <= (at - b).abs())
}
