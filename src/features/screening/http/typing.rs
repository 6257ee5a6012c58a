//! What stands in the business system: typing it, and seeing it whole.

use actix_web::web::{Data, Path};

use super::super::service;
use super::acts::act;
use super::casefile::{Typed, show};
use super::wanted::Wanted;
use crate::kernel::{Id, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::{Allow, Answer, FormErrors, Posted};

pub(super) async fn say(
    who: Allow<perm::SeeScreening>,
    id: Path<Id>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let wanted = Wanted::of(&form);
    let next = wanted.back(&id, "typed-kept", "typed");
    let values: Vec<(String, String)> = form
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix("typed-")?.to_owned(), value.to_owned())))
        .collect();
    let typed = Typed { values: values.clone(), ..Typed::at(wanted) };
    let case = id.clone();
    act(&who, &site, &id, next, typed, move |tx, site, actor| {
        service::say_typed(tx, site, actor, &case, &values)
    })
    .await
}

/// All that was typed, once, in the answer to this act; the act is on record before it goes out.
pub(super) async fn reveal(
    who: Allow<perm::SeeScreening>,
    id: Path<Id>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let mut wanted = Wanted::of(&form);
    let purpose = form.one("purpose").to_owned();
    let (actor, case) = (who.actor().clone(), id.clone());
    match site.db.write(move |tx| service::reveal_typed(tx, &actor, &case, &purpose)).await {
        Ok(()) => {
            wanted.typed_whole = true;
            show(&who, &site, &id, wanted, FormErrors::default(), Typed::default()).await
        }
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            show(&who, &site, &id, wanted, errors, Typed::default()).await
        }
    }
}
