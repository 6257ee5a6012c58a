//! What people say of a reading: the kind of a paper, its fields, a row of its table; and seeing it whole.

use actix_web::web::{Data, Path};

use super::super::service;
use super::acts::act;
use super::casefile::{Typed, show};
use super::wanted::Wanted;
use crate::forensics::papers::Kind;
use crate::kernel::{Actor, Fault, Id, perm};
use crate::platform::db::Tx;
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::{Allow, Answer, FormErrors, Posted};

/// An act on one paper of a case; it leads back to where the form stood, with `ok` for the message.
async fn on_paper(
    who: &Allow<perm::SeeScreening>,
    site: &Data<Site>,
    form: &Posted,
    id: Id,
    (ok, anchor): (&str, &str),
    typed: Typed,
    work: impl FnOnce(&mut Tx<'_>, &Site, &Actor, &str) -> Result<(), Fault> + Send + 'static,
) -> Answer {
    let wanted = Wanted::of(form);
    let next = wanted.back(&id, ok, anchor);
    let case = id.clone();
    let row = typed.wanted.row.clone().or_else(|| wanted.row.clone());
    let typed = Typed { wanted: Wanted { row, ..wanted }, ..typed };
    act(who, site, &id, next, typed, move |tx, site, actor| work(tx, site, actor, &case)).await
}

/// What a form says of several things: the rest of each name that begins so, and its value.
fn named<T>(form: &Posted, begins: &str, key: impl Fn(&str) -> Option<T>) -> Vec<(T, String)> {
    let pairs = form.iter();
    pairs.filter_map(|(name, value)| Some((key(name.strip_prefix(begins)?)?, value.to_owned()))).collect()
}

/// The inputs of a form whose names begin so, to be shown again.
fn sent(form: &Posted, begins: &str) -> Vec<(String, String)> {
    form.iter()
        .filter(|(name, _)| name.starts_with(begins))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

const READING: (&str, &str) = ("reading-corrected", "papers");

pub(super) async fn say_kind(
    who: Allow<perm::SeeScreening>,
    place: Path<(Id, Id)>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let (id, paper) = place.into_inner();
    let kind: Option<Kind> = service::from_word(form.one("kind"));
    on_paper(
        &who,
        &site,
        &form,
        id,
        ("kind-corrected", "papers"),
        Typed::default(),
        move |tx, site, actor, case| {
            let kind = kind.ok_or_else(|| Fault::field("kind", "choose-one"))?;
            service::say_kind(tx, site, actor, case, &paper, kind)
        },
    )
    .await
}

pub(super) async fn say_fields(
    who: Allow<perm::SeeScreening>,
    place: Path<(Id, Id)>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let (id, paper) = place.into_inner();
    let values = named(&form, "field-", |field| Some(field.to_owned()));
    let typed = Typed { values: sent(&form, "field-"), ..Typed::default() };
    on_paper(&who, &site, &form, id, READING, typed, move |tx, site, actor, case| {
        service::say_fields(tx, site, actor, case, &paper, &values)
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
    let (key, value) = (form.one("key").to_owned(), form.one("value").to_owned());
    let typed = Typed { added: Some((paper.to_string(), key.clone(), value.clone())), ..Typed::default() };
    on_paper(&who, &site, &form, id, READING, typed, move |tx, site, actor, case| {
        service::add_field(tx, site, actor, case, &paper, &key, &value)
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
    let at = row.split_once('.').and_then(|(sheet, line)| Some((sheet.parse().ok()?, line.parse().ok()?)));
    let values: Vec<(i32, String)> = named(&form, "cell-", |place| place.parse().ok());
    let row = at.map(|(sheet, line)| (paper.to_string(), sheet, line));
    let typed = Typed { values: sent(&form, "cell-"), ..Typed::at(Wanted { row, ..Wanted::default() }) };
    on_paper(&who, &site, &form, id, ("reading-corrected", "tables"), typed, move |tx, site, actor, case| {
        let at = at.ok_or_else(Fault::missing)?;
        service::say_row(tx, site, actor, case, &paper, at, &values)
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
