//! The page that shows initial passwords once.

use askama::Template;

use crate::features::admin::import::Handed;
use crate::web::nav::Place;
use crate::web::{Answer, Chrome, Visitor, html};

#[derive(Template)]
#[template(path = "features/admin/pages/handed.html")]
struct HandedPage {
    page: Chrome,
    people: Vec<Handed>,
}

/// Shows what is to be handed over; no cache keeps it and no other page shows it again.
pub(super) fn show(who: &Visitor, people: Vec<Handed>) -> Answer {
    html(&HandedPage { page: Chrome::new(who, "handed-title", Place::People), people })
}
