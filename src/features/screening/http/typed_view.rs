//! What stands in the business system, as the case page, the printed sheet and the API show it.

use std::collections::BTreeSet;

use super::super::papers::shown;
use super::super::service::{self, CaseFile};
use super::paper_view::field_label;
use super::wanted::Wanted;
use crate::platform::i18n::Texts;

/// A value as it is shown.
#[derive(Debug, Clone)]
pub(super) struct TypedLine {
    pub key: &'static str,
    pub label: String,
    pub value: String,
    /// Whether the value shown is the whole value, so that it can be changed in place.
    pub whole: bool,
    /// Who typed it; empty while nobody did.
    pub by: String,
}

/// The form.
#[derive(Debug, Clone, Default)]
pub(super) struct TypedView {
    pub lines: Vec<TypedLine>,
    /// Whether something was typed.
    pub any: bool,
    /// Whether something is masked.
    pub masked: bool,
}

/// The label of a value.
pub(super) fn typed_label(t: &Texts, key: &str) -> String {
    let message = format!("typed-{key}");
    if t.has(&message) { t.get(&message) } else { field_label(t, key) }
}

/// The form with what was typed, masked until it was asked for with a purpose.
pub(super) fn typed_view(t: &Texts, file: &CaseFile, wanted: &Wanted) -> TypedView {
    let name = |id: &str| file.names.get(id).cloned().unwrap_or_default();
    let line = |known: service::TypedKey| {
        let typed = file.typed.iter().find(|typed| typed.row.key == known.key);
        let value = typed.map_or("", |typed| typed.value.as_str());
        let masked = if wanted.typed_whole { value.to_owned() } else { shown(known.key, value) };
        TypedLine {
            key: known.key,
            label: typed_label(t, known.key),
            whole: masked == value,
            by: typed.map(|typed| name(&typed.row.typed_by)).unwrap_or_default(),
            value: masked,
        }
    };
    let lines: Vec<TypedLine> = service::asked(&file.papers, &file.typed).into_iter().map(line).collect();
    TypedView { any: !file.typed.is_empty(), masked: lines.iter().any(|line| !line.whole), lines }
}

/// Which pages are read as one statement, where that explains what they alone seem to say.
pub(super) fn joined_note(t: &Texts, file: &CaseFile) -> String {
    let pages: BTreeSet<i32> = file.set_aside.iter().filter_map(|row| row.page).collect();
    if pages.is_empty() {
        return String::new();
    }
    t.with("screening-joined", &[("n", &file.set_aside.len())])
}
