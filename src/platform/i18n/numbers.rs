//! Numbers as people read them.

use super::Texts;
use fluent_templates::fluent_bundle::FluentValue;

impl Texts {
    /// A whole number with thousands separators: `12,345`. Both languages group by three.
    #[must_use]
    pub fn number(&self, value: i64) -> String {
        group(&value.to_string())
    }

    /// A share as per cent with at most one decimal: 0.825 gives `82.5%`, 0.5 gives `50%`. A dash when
    /// there is no share to speak of (0 of 0 is not a number).
    #[must_use]
    pub fn percent(&self, share: f64) -> String {
        if !share.is_finite() {
            return "\u{2013}".to_owned();
        }
        let text = format!("{:.1}", share * 100.0);
        let text = text.strip_suffix(".0").unwrap_or(&text);
        format!("{}%", group(if text == "-0" { "0" } else { text }))
    }

    /// An amount in fen (1/100 yuan, the only unit in which money is stored) as yuan: `12,345.67`.
    #[must_use]
    pub fn money_fen(&self, fen: i64) -> String {
        let sign = if fen < 0 { "-" } else { "" };
        let (yuan, fen) = (fen.unsigned_abs() / 100, fen.unsigned_abs() % 100);
        let amount = format!("{sign}{}.{fen:02}", group(&yuan.to_string()));
        let t = self;
        t.with("dates-money", &[("amount", &amount)])
    }
}

/// Groups numbers inside messages, unless the message says `useGrouping: "false"`.
pub(super) fn group_in_message<M>(value: &FluentValue<'_>, _memoizer: &M) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.options.use_grouping => Some(group(&number.as_string())),
        _ => None,
    }
}

/// Puts a comma between groups of three digits of the whole part.
fn group(text: &str) -> String {
    let digits_from = usize::from(text.starts_with('-'));
    let digits_to = text.find('.').unwrap_or(text.len());
    let mut grouped = String::with_capacity(text.len() + text.len() / 3);
    for (at, character) in text.char_indices() {
        if at > digits_from && at < digits_to && (digits_to - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(character);
    }
    grouped
}

#[cfg(test)]
#[expect(clippy::non_ascii_literal, reason = "expected texts")]
mod tests {
    use super::*;
    use crate::platform::i18n::Lang;
    use proptest::prelude::*;

    const ZH: fn() -> Texts = || Texts::new(Lang::ZhCn);

    #[test]
    fn whole_numbers() {
        let cases = [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (-999, "-999"),
            (-1000, "-1,000"),
            (1_234_567, "1,234,567"),
            (i64::MIN, "-9,223,372,036,854,775,808"),
        ];
        for (value, wanted) in cases {
            assert_eq!(ZH().number(value), wanted);
        }
    }

    #[test]
    fn shares() {
        let cases = [
            (0.0, "0%"),
            (0.825, "82.5%"),
            (1.0, "100%"),
            (0.333_33, "33.3%"),
            (12.0, "1,200%"),
            (-0.000_1, "0%"),
        ];
        for (share, wanted) in cases {
            assert_eq!(ZH().percent(share), wanted);
        }
        assert_eq!(ZH().percent(f64::NAN), "–");
        assert_eq!(ZH().percent(f64::INFINITY), "–");
    }

    #[test]
    fn money() {
        assert_eq!(ZH().money_fen(1_234_567), "12,345.67元");
        assert_eq!(Texts::new(Lang::En).money_fen(5), "¥0.05");
        assert_eq!(ZH().money_fen(-150), "-1.50元");
        assert_eq!(ZH().money_fen(i64::MIN), "-92,233,720,368,547,758.08元");
    }

    proptest! {
        #[test]
        fn grouping_changes_no_digit(value: i64) {
            let grouped = ZH().number(value);
            prop_assert_eq!(grouped.replace(',', ""), value.to_string());
            let parts: Vec<_> = grouped.trim_start_matches('-').split(',').collect();
            prop_assert!((1..=3).contains(&parts[0].len()));
            prop_assert!(parts[1..].iter().all(|part| part.len() == 3));
        }
    }
}
