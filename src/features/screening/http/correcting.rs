//! What people say of a reading: the kind of a paper, its fields, a row of its table; and seeing it whole.

use actix_web::web::{Data, Path};

use super::super::service;
use super::acts::act;
use super::casefile::{Typed, show};
use super::wanted::Wanted;
use crate::forensics::papers::Kind;
use crate::kernel::{Fault, Id, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::{Allow, Answer, FormErrors, Posted};

pub(super) async fn say_kind(
    who: Allow<perm::SeeScreening>,
    place: Path<(Id, Id)>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let (id, paper) = place.into_inner();
    let wanted = Wanted::of(&form);
    let next = wanted.back(&id, "kind-corrected", "papers");
    let kind: Option<Kind> = service::from_word(form.one("kind"));
    let case = id.clone();
    act(&who, &site, &id, next, Typed::at(wanted), move |tx, site, actor| {
        let kind = kind.ok_or_else(|| Fault::field("kind", "choose-one"))?;
        service::say_kind(tx, site, actor, &case, &paper, kind)
    })
    .await
}

pub(super) async fn say_fields(
    who: Allow<perm::SeeScreening>,
    place: Path<(Id, Id)>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let (id, paper) = place.into_inner();
    let wanted = Wanted::of(&form);
    let next = wanted.back(&id, "reading-corrected", "papers");
    let values: Vec<(String, String)> = form
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix("field-")?.to_owned(), value.to_owned())))
        .collect();
    let case = id.clone();
    act(&who, &site, &id, next, Typed::at(wanted), move |tx, site, actor| {
        service::say_fields(tx, site, actor, &case, &paper, &values)
    })
    .await
}

pub(super) async fn add_field(
    who: Allow<perm::SeeScreening>,
    place: Path<(Id, Id)>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let (id, paper) = place.into_inner();
    let wanted = Wanted::of(&form);
    let next = wanted.back(&id, "reading-corrected", "papers");
    let (key, value) = (form.one("key").to_owned(), form.one("value").to_owned());
    let case = id.clone();
    act(&who, &site, &id, next, Typed::at(wanted), move |tx, site, actor| {
        service::add_field(tx, site, actor, &case, &paper, &key, &value)
    })
    .await
}

pub(super) async fn say_row(
    who: Allow<perm::SeeScreening>,
    place: Path<(Id, Id, String)>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let (id, paper, row) = place.into_inner();
    let wanted = Wanted::of(&form);
    let next = wanted.back(&id, "reading-corrected", "tables");
    let at = row.split_once('.').and_then(|(sheet, line)| Some((sheet.parse().ok()?, line.parse().ok()?)));
    let values: Vec<(i32, String)> = form
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix("cell-")?.parse().ok()?, value.to_owned())))
        .collect();
    let case = id.clone();
    act(&who, &site, &id, next, Typed::at(wanted), move |tx, site, actor| {
        let at = at.ok_or_else(Fault::missing)?;
        service::say_row(tx, site, actor, &case, &paper, at, &values)
    })
    .await
}

/// Everything read of a document, once, in the answer to this act; the act is on record before it goes out.
pub(super) async fn reveal(
    who: Allow<perm::SeeScreening>,
    place: Path<(Id, Id)>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let (id, document) = place.into_inner();
    let mut wanted = Wanted::of(&form);
    let purpose = form.one("purpose").to_owned();
    let (actor, case, wished) = (who.actor().clone(), id.clone(), document.clone());
    let outcome =
        site.db.write(move |tx| service::reveal_document(tx, &actor, &case, &wished, &purpose)).await;
    match outcome {
        Ok(()) => {
            wanted.revealed = Some(document.into_string());
            show(&who, &site, &id, wanted, FormErrors::default(), Typed::default()).await
        }
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            show(&who, &site, &id, wanted, errors, Typed::default()).await
        }
    }
}
