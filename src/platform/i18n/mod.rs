//! Interface texts: Fluent catalogues, languages, formatted dates and numbers, masks.
//!
//! The catalogues in `content/locales` are part of the program file, so that no text can be missing at
//! run time. Whoever shows something to a person holds [`Texts`], in templates under the name `t`:
//! `t.get("today-title")`, `t.with("today-left", &[("n", &count)])`. Keys stand in the source as whole
//! string literals; a test compares them with the catalogues in both directions.

mod dates;
mod lang;
mod mask;
mod numbers;

pub use lang::Lang;
pub use mask::{mask_card, mask_identity, mask_name, mask_phone};

use chrono::NaiveDate;
use fluent_templates::fluent_bundle::FluentValue;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::{LazyLock, Mutex, PoisonError};

fluent_templates::static_loader! {
    static CATALOGUES = {
        locales: "content/locales",
        fallback_language: "zh-CN",
        // Isolating marks are invisible characters that would travel along with copied text; neither
        // language here is written from right to left.
        customise: |bundle| {
            bundle.set_use_isolating(false);
            bundle.set_formatter(Some(numbers::group_in_message));
        },
    };
}

/// The texts of one language, with the day on which they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Texts {
    /// The language.
    pub lang: Lang,
    today: Option<NaiveDate>,
}

/// A value put into a text. Numbers choose plural forms and show thousands separators; pass a year as
/// text. Implemented for references as well, so that template variables fit as they are.
pub trait TextValue {
    /// The value as Fluent knows it.
    fn fluent(&self) -> FluentValue<'_>;
}

impl Texts {
    /// Texts in `lang`. Dates show their year; see [`Texts::on`].
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        Self { lang, today: None }
    }

    /// The same texts as read on `today` (local): dates of that year leave the year out.
    #[must_use]
    pub fn on(self, today: NaiveDate) -> Self {
        Self { today: Some(today), ..self }
    }

    /// The text of a key. If the language lacks it, the Chinese one; if that is missing as well, the key
    /// in white square brackets, and one line in the log.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        self.find(key, None).unwrap_or_else(|| missing(self.lang, key))
    }

    /// The text of a key with values filled in, such as `t.with("queue-waiting", &[("n", &count)])`.
    #[must_use]
    pub fn with(&self, key: &str, values: &[(&str, &dyn TextValue)]) -> String {
        self.try_with(key, values).unwrap_or_else(|| missing(self.lang, key))
    }

    /// As [`Texts::with`], `None` when no catalogue has the key (or the text uses a value not given).
    #[must_use]
    pub fn try_with(&self, key: &str, values: &[(&str, &dyn TextValue)]) -> Option<String> {
        let values: HashMap<Cow<'static, str>, FluentValue<'_>> =
            values.iter().map(|(name, value)| (Cow::Owned((*name).to_owned()), value.fluent())).collect();
        self.find(key, Some(&values))
    }

    /// Whether a catalogue has this key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.find(key, None).is_some()
    }

    fn find(self, key: &str, values: Option<&HashMap<Cow<'static, str>, FluentValue<'_>>>) -> Option<String> {
        let look_up = |lang: Lang| CATALOGUES.lookup_single_language(lang.id(), key, values).ok();
        look_up(self.lang).or_else(|| look_up(Lang::ZhCn))
    }
}

impl Default for Texts {
    fn default() -> Self {
        Self::new(Lang::default())
    }
}

/// What stands in place of a text that is not there: visible, findable, and no panic.
fn missing(lang: Lang, key: &str) -> String {
    static REPORTED: LazyLock<Mutex<HashSet<String>>> = LazyLock::new(Mutex::default);
    let mut reported = REPORTED.lock().unwrap_or_else(PoisonError::into_inner);
    if reported.insert(key.to_owned()) {
        tracing::warn!(key, lang = lang.tag(), "text missing from the catalogues");
    }
    format!("\u{27e6}{key}\u{27e7}")
}

impl<T: TextValue + ?Sized> TextValue for &T {
    fn fluent(&self) -> FluentValue<'_> {
        (**self).fluent()
    }
}

impl TextValue for str {
    fn fluent(&self) -> FluentValue<'_> {
        FluentValue::from(self)
    }
}

impl TextValue for String {
    fn fluent(&self) -> FluentValue<'_> {
        FluentValue::from(self.as_str())
    }
}

impl TextValue for Cow<'_, str> {
    fn fluent(&self) -> FluentValue<'_> {
        FluentValue::from(&**self)
    }
}

macro_rules! number_values {
    ($($number:ty)*) => {$(
        impl TextValue for $number {
            fn fluent(&self) -> FluentValue<'_> {
                FluentValue::from(*self)
            }
        }
    )*};
}

number_values!(i8 i16 i32 i64 u8 u16 u32 u64 usize isize f32 f64);

#[cfg(test)]
#[expect(clippy::non_ascii_literal, reason = "expected texts")]
mod tests {
    use super::*;

    #[test]
    fn both_languages_speak() {
        let money = |lang| Texts::new(lang).with("dates-money", &[("amount", &"1.00")]);
        assert_eq!(money(Lang::ZhCn), "1.00元");
        assert_eq!(money(Lang::En), "¥1.00");
    }

    #[test]
    fn values_of_any_kind_fit_and_leave_no_invisible_marks() {
        let t = Texts::new(Lang::ZhCn);
        let (text, number): (String, &u32) = ("甲".to_owned(), &12_345);
        assert_eq!(t.with("dates-day-time", &[("day", &text), ("time", &number)]), "甲 12,345");
        assert_eq!(t.with("dates-day-time", &[("day", &2026_i64), ("time", &"2026")]), "2,026 2026");
        assert_eq!(t.with("dates-day-time", &[("day", &0.5_f64), ("time", &-1000_i32)]), "0.5 -1,000");
    }

    #[test]
    fn numbers_choose_variants() {
        let t = Texts::new(Lang::En);
        assert_eq!(t.with("dates-weekday", &[("weekday", &3_u32)]), "Wednesday");
    }

    #[test]
    fn a_missing_text_shows_its_key() {
        for lang in Lang::ALL {
            assert_eq!(Texts::new(lang).get("no-such-text"), "⟦no-such-text⟧");
            assert!(!Texts::new(lang).has("no-such-text"));
        }
        assert_eq!(Texts::default().with("dates-money", &[]), "⟦dates-money⟧", "a value is lacking");
        assert!(Texts::default().try_with("dates-money", &[("amount", &1_u8)]).is_some());
    }
}
