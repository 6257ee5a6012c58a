//! The pages of the threads.

pub mod api;
mod ask;
mod close;
mod view;

use crate::platform::i18n::{Lang, Texts};
use crate::web::Routes;

/// The addresses of this feature.
pub fn routes(routes: &mut Routes) {
    ask::routes(routes);
    view::routes(routes);
    close::routes(routes);
    api::routes(routes);
}

/// The name in the reader's language; the Chinese one where there is no other.
fn pick(t: Texts, names: &(String, String)) -> String {
    if t.lang == Lang::En && !names.1.is_empty() { names.1.clone() } else { names.0.clone() }
}

/// A state as a tag: tone and words.
fn state_tag(t: Texts, state: &str, answers: usize, further: bool) -> (&'static str, String) {
    match (state, answers) {
        ("closed", _) => ("tag-ok", t.get("thread-state-closed")),
        ("withdrawn", _) => ("", t.get("thread-state-withdrawn")),
        _ if further => ("tag-warn", t.get("thread-state-further")),
        (_, 0) => ("tag-warn", t.get("thread-state-unanswered")),
        _ => ("tag-info", t.get("thread-state-answered")),
    }
}
