//! What the address of a case page asks for: page, layers, a field, a row. Everything is remembered there, so
//! that a link shows what its sender saw.

use crate::web::Fields;

/// Layers over a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layers {
    pub words: bool,
    pub fields: bool,
    pub heat: bool,
    pub findings: bool,
    pub error: bool,
}

impl Default for Layers {
    fn default() -> Self {
        Self { words: false, fields: false, heat: true, findings: true, error: false }
    }
}

impl Layers {
    const NAMES: [&'static str; 5] = ["words", "fields", "heat", "findings", "error"];

    /// Layers of an address; what an address says nothing of is as usual, `none` is none.
    fn of(text: &str) -> Self {
        if text.is_empty() {
            return Self::default();
        }
        let on = |name: &str| text.split(',').any(|part| part == name);
        let [words, fields, heat, findings, error] = Self::NAMES.map(on);
        Self { words, fields, heat, findings, error }
    }

    fn bits(self) -> [bool; 5] {
        [self.words, self.fields, self.heat, self.findings, self.error]
    }

    /// As an address writes them.
    pub(super) fn text(self) -> String {
        let on: Vec<&str> =
            Self::NAMES.into_iter().zip(self.bits()).filter_map(|(name, on)| on.then_some(name)).collect();
        if on.is_empty() { "none".to_owned() } else { on.join(",") }
    }

    /// The same with one of them switched, as an address writes it.
    pub(super) fn switched(self, name: &str) -> String {
        let mut bits = self.bits();
        for (known, bit) in Self::NAMES.iter().zip(&mut bits) {
            *bit ^= *known == name;
        }
        let [words, fields, heat, findings, error] = bits;
        Self { words, fields, heat, findings, error }.text()
    }
}

/// What a case page shows.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted {
    /// Number of the page; 0 for the one that matters most.
    pub page: i32,
    /// Layers.
    pub layers: Layers,
    /// Id of the field to be found on the page.
    pub field: String,
    /// The row of a table that is being corrected: paper, table, row.
    pub row: Option<(String, i32, i32)>,
    /// The document whose readings are shown whole; only the answer to an act on record sets it.
    pub revealed: Option<String>,
    /// Whether what was typed of the business system is shown whole; set as [`Self::revealed`] is.
    pub typed_whole: bool,
}

impl Wanted {
    /// Of an address or of a form that remembers where it stood.
    pub(super) fn of(query: &Fields) -> Self {
        let row = query.one("row").split('.').collect::<Vec<_>>();
        Self {
            page: query.one("page").parse().unwrap_or(0),
            layers: Layers::of(query.one("layers")),
            field: query.one("field").to_owned(),
            row: match row.as_slice() {
                [paper, sheet, line] => {
                    sheet.parse().ok().zip(line.parse().ok()).map(|(s, l)| ((*paper).to_owned(), s, l))
                }
                _ => None,
            },
            revealed: None,
            typed_whole: false,
        }
    }

    /// Where an act leads back to. `ok` names the message.
    pub(super) fn back(&self, case: &str, ok: &str, anchor: &str) -> String {
        format!("/screening/{case}?page={}&layers={}&ok={ok}#{anchor}", self.page, self.layers.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_are_remembered_in_the_address() {
        let usual = Layers::default();
        assert_eq!(Layers::of(""), usual);
        assert_eq!(Layers::of(&usual.text()), usual);
        assert_eq!(usual.switched("words"), "words,heat,findings");
        assert_eq!(Layers::of("none").text(), "none");
        assert_eq!(Layers::of("heat").switched("heat"), "none");
        assert!(!Layers::of("fields,<b>").heat);
    }

    #[test]
    fn an_address_of_nonsense_asks_for_nothing() {
        let wanted = Wanted::of(&Fields::parse(b"page=x&row=a.b&layers=%3C"));
        assert_eq!((wanted.page, wanted.row), (0, None));
        let wanted = Wanted::of(&Fields::parse(b"page=102&row=P.0.7&field=F"));
        assert_eq!(wanted.row, Some(("P".to_owned(), 0, 7)));
        assert_eq!(wanted.back("C", "x", "papers"), "/screening/C?page=102&layers=heat,findings&ok=x#papers");
    }
}
