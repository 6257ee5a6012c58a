//! One printed figure is one field: where two fields claim the same place, at most one of them is right, and no
//! check may rest on either as if it were safe.

use super::{Field, FieldKey, Kind, Place, ValueType, field_keys};
use crate::forensics::Region;
use crate::forensics::logic::{amount, normal};

/// How sure a figure is that two fields claim: less than any check takes for safe.
const DISPUTED: f32 = 0.5;

/// Settles what several fields claim. An amount in words goes to the figure it stands nearest to; where two stand
/// equally near, to those it agrees with. A disputed figure stays and is unsure.
pub(super) fn settle(kind: Kind, fields: &mut Vec<Field>) {
    let of = |key: &str| field_keys(kind).iter().find(|known| known.key == key);
    let is = |field: &Field, wanted: ValueType| {
        of(&field.key).is_some_and(|known: &FieldKey| known.value_type == wanted)
    };
    let mut lost: Vec<usize> = Vec::new();
    let mut unsure: Vec<usize> = Vec::new();
    for (index, field) in fields.iter().enumerate() {
        let Some(place) = field.place else { continue };
        let rivals: Vec<&Field> =
            fields.iter().filter(|other| other.key != field.key && other.place == Some(place)).collect();
        if rivals.is_empty() {
            continue;
        }
        if is(field, ValueType::Amount) && rivals.iter().any(|rival| is(rival, ValueType::Amount)) {
            unsure.push(index);
        }
        if is(field, ValueType::AmountWords) {
            let own = away(fields, field, place);
            let words: Vec<&Field> =
                rivals.iter().copied().filter(|rival| is(rival, ValueType::AmountWords)).collect();
            let nearer = words.iter().any(|rival| away(fields, rival, place) < own);
            let level = words.iter().any(|rival| away(fields, rival, place) == own);
            if nearer || (level && !agrees(fields, field)) {
                lost.push(index);
            }
        }
    }
    for index in unsure {
        if let Some(field) = fields.get_mut(index) {
            field.confidence = field.confidence.min(DISPUTED);
        }
    }
    let mut index = 0;
    fields.retain(|_| {
        index += 1;
        !lost.contains(&(index - 1))
    });
}

fn figure<'a>(fields: &'a [Field], words: &Field) -> Option<&'a Field> {
    let key = words.key.strip_suffix("_words")?;
    fields.iter().find(|field| field.key == key)
}

/// Whether an amount in words says what its figure says.
fn agrees(fields: &[Field], words: &Field) -> bool {
    let spelt: Vec<char> = words.value.chars().filter(|c| !c.is_whitespace()).collect();
    let said = amount::in_words(&spelt).and_then(|fen| i64::try_from(fen).ok());
    said.is_some() && said == figure(fields, words).and_then(|figure| normal::amount(&figure.value))
}

/// How far the figure of an amount in words stands from it, rows counting for more than columns; the farthest
/// where there is none.
fn away(fields: &[Field], words: &Field, place: Place) -> u64 {
    let Some(figure) = figure(fields, words).and_then(|figure| figure.place) else { return u64::MAX };
    let middle = |region: &Region| {
        (
            u64::from(region.x) + u64::from(region.width / 2),
            u64::from(region.y) + u64::from(region.height / 2),
        )
    };
    let ((ax, ay), (bx, by)) = (middle(&figure.region), middle(&place.region));
    if figure.page == place.page { ax.abs_diff(bx) + 8 * ay.abs_diff(by) } else { u64::MAX }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(key: &str, x: u32, y: u32) -> Field {
        let place = Some(Place { page: 0, region: Region { x, y, width: 100, height: 20 } });
        Field { key: key.to_owned(), value: "1".to_owned(), place, confidence: 0.95 }
    }

    #[test]
    fn words_go_to_the_figure_in_their_row() {
        let mut fields = vec![
            field("rent", 100, 500),
            field("rent_words", 400, 500),
            field("deposit", 100, 540),
            field("deposit_words", 400, 500),
        ];
        settle(Kind::LeaseContract, &mut fields);
        let keys: Vec<&str> = fields.iter().map(|field| field.key.as_str()).collect();
        assert_eq!(keys, ["rent", "rent_words", "deposit"]);
        assert!(fields.iter().all(|field| field.confidence > 0.9));
    }

    #[test]
    fn one_figure_for_two_fields_is_unsure_and_keeps_only_words_that_agree() {
        let mut fields = vec![
            field("monthly_income", 100, 500),
            field("monthly_income_words", 400, 480),
            field("yearly_income", 100, 500),
            field("yearly_income_words", 400, 480),
        ];
        let mut agreed = fields.clone();
        settle(Kind::IncomeProof, &mut fields);
        let keys: Vec<&str> = fields.iter().map(|field| field.key.as_str()).collect();
        assert_eq!(keys, ["monthly_income", "yearly_income"]);
        assert!(fields.iter().all(|field| field.confidence <= DISPUTED));
        for (field, value) in agreed.iter_mut().zip(
            ["12500.00", "\u{58f9}\u{4e07}\u{8d30}\u{4edf}\u{4f0d}\u{4f70}\u{5143}\u{6574}"]
                .into_iter()
                .cycle(),
        ) {
            value.clone_into(&mut field.value);
        }
        settle(Kind::IncomeProof, &mut agreed);
        assert_eq!(agreed.len(), 4, "words that agree stay");
    }

    #[test]
    fn what_nobody_disputes_stays() {
        let mut fields = vec![field("name", 1, 1), field("rent", 9, 9), field("rent_words", 40, 9)];
        let before = fields.clone();
        settle(Kind::LeaseContract, &mut fields);
        assert_eq!(fields, before);
    }
}
