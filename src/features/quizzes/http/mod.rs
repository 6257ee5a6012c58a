//! Pages of quizzes and of the steward's work on questions.

mod quiz;
mod steward;

use crate::features::corpus::Item;
use crate::platform::i18n::Lang;
use crate::web::Routes;

/// The addresses of this feature.
pub fn routes(routes: &mut Routes) {
    routes
        .get("/items/{slug}/why", quiz::intro)
        .post("/items/{slug}/why", quiz::start)
        .get("/quiz/{id}", quiz::summary)
        .get("/quiz/{id}/{n}", quiz::question)
        .post("/quiz/{id}/{n}", quiz::answer)
        .get("/questions", steward::list)
        .get("/questions/{id}", steward::one)
        .post("/questions/{id}/reconfirm", steward::reconfirm)
        .post("/questions/{id}/review", steward::review)
        .post("/questions/{id}/retire", steward::retire)
        .get("/questions/{id}/reword", steward::reword_page)
        .post("/questions/{id}/reword", steward::reword);
}

/// The item's name in the reader's language.
fn item_name(item: &Item, lang: Lang) -> String {
    if lang == Lang::En { item.name_en.clone() } else { item.name.clone() }
}
