//! What a case is about: shown with the case, and said anew as long as nobody has begun to review it.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};

use super::super::rules::Purpose;
use super::super::service::{self, About, CaseFile};
use super::acts::act;
use super::casefile::Typed;
use super::view::item_name;
use super::words;
use crate::features::corpus;
use crate::kernel::{Actor, Fault, Id, perm};
use crate::platform::db::Tx;
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::{Allow, Answer, Posted};

/// What the case is about beyond what its view says, and the form for it.
pub(super) struct AboutView {
    /// Name of the item that holds; empty for none.
    pub item: String,
    /// The form, while it may be said.
    pub form: Option<AboutForm>,
}

/// The form, with what holds or was just sent.
pub(super) struct AboutForm {
    /// Code, name and whether it is chosen; those the case may become.
    pub purposes: Vec<(&'static str, String, bool)>,
    /// Items by id, with name and whether it is chosen.
    pub items: Vec<(String, String, bool)>,
    /// The reference.
    pub reference: String,
    /// Whether something was sent that could not be taken.
    pub sent: bool,
}

/// `open` is whether it may be said; only then all items are read.
pub(super) async fn about_view(
    t: &Texts,
    site: &Data<Site>,
    file: &CaseFile,
    typed: &Typed,
    open: bool,
) -> Result<AboutView, Fault> {
    let held = file.case.item_id.clone();
    let items = site
        .db
        .read(move |conn| match held {
            _ if open => corpus::items(conn),
            Some(id) => Ok(vec![corpus::item(conn, &id)?]),
            None => Ok(Vec::new()),
        })
        .await?;
    let item = file.case.item_id.as_deref().unwrap_or_default();
    let may =
        |purpose: &Purpose| file.bench.setting.may_become(&file.case.purpose, *purpose, file.case.score);
    // What was sent and cannot be is not offered: then what holds is chosen.
    let purpose = Purpose::from_code(typed.sent("about-", "purpose", "")).filter(may);
    let purpose = purpose.map_or(file.case.purpose.as_str(), |purpose| purpose.code());
    let chosen = typed.sent("about-", "item", item);
    let of = |known: &corpus::Item| item_name(t.lang, known);
    let form = || AboutForm {
        purposes: Purpose::ALL
            .iter()
            .filter(|known| may(known))
            .map(|known| (known.code(), words::purpose(t, known.code()), known.code() == purpose))
            .collect(),
        items: items.iter().map(|known| (known.id.clone(), of(known), known.id == chosen)).collect(),
        reference: typed.sent("about-", "reference", &file.reference).to_owned(),
        sent: typed.values.iter().any(|(name, _)| name.starts_with("about-")),
    };
    Ok(AboutView {
        item: items.iter().find(|known| known.id == item).map(of).unwrap_or_default(),
        form: open.then(form),
    })
}

/// Takes what the case is about, from its page or from the upload form that opened it. The latter sends what stands
/// in the form, the wish for a review among it, and gets a sentence back.
pub(super) async fn say(
    who: Allow<perm::RunScreening>,
    id: Path<Id>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let values = ["purpose", "item", "reference"];
    let values = values.map(|name| (format!("about-{name}"), form.one(name).to_owned())).to_vec();
    let purpose = Purpose::from_code(form.one("purpose"));
    let item = Some(form.one("item").to_owned()).filter(|item| !item.is_empty());
    let reference = form.one("reference").to_owned();
    let review = who.fragment.then(|| form.one("review") == "1");
    let case = id.clone();
    let work = move |tx: &mut Tx<'_>, site: &Site, actor: &Actor| {
        let purpose = purpose.ok_or_else(|| Fault::field("purpose", "choose-one"))?;
        service::say_about(tx, site, actor, &case, &About { purpose, item, reference }, review)
    };
    if who.fragment {
        let (worker, actor) = (site.clone(), who.actor().clone());
        let outcome = site.db.write(move |tx| work(tx, &worker, &actor)).await;
        let t = Texts::new(who.lang);
        return outcome.map_or_else(
            |fault| super::upload::refuse(&who, &t, fault),
            |()| Ok(super::upload::plain(StatusCode::OK, &t.get("about-kept"))),
        );
    }
    let next = format!("/screening/{id}?ok=about-kept#about");
    let typed = Typed { values, ..Typed::default() };
    act(&who, &site, &id, next, typed, work).await
}
