//! The right to teach: a manager proposes, a steward decides.

use actix_web::web::{Data, Path};
use askama::Template;

use super::words::{self, Choice};
use crate::features::apprenticeship::service::grants;
use crate::features::corpus;
use crate::kernel::permission::Needs;
use crate::kernel::{Id, Permission, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, FormErrors, Posted, fragment, see_other};

struct GrantLine {
    id: String,
    head: String,
    tone: &'static str,
    state: String,
    reason: String,
    sub: String,
    may_decide: bool,
}

#[derive(Template)]
#[template(path = "features/apprenticeship/pages/teaching.html")]
struct TeachingPage {
    page: Chrome,
    errors: FormErrors,
    grants: Vec<GrantLine>,
    holders: Vec<(String, String)>,
    may_propose: bool,
    people: Vec<Choice>,
    items: Vec<Choice>,
    typed_reason: String,
}

type Granter = Allow<perm::GrantTeaching>;

pub(super) async fn page(who: Granter, site: Data<Site>) -> Answer {
    show(&who, &site, FormErrors::default(), &Fields::default()).await
}

async fn show<P: Needs>(who: &Allow<P>, site: &Data<Site>, errors: FormErrors, typed: &Fields) -> Answer {
    let (actor, day) = (who.actor().clone(), site.today());
    let (list, holders, people, items) = site
        .db
        .read(move |conn| {
            let people = grants::possible(conn, &actor)?;
            Ok((grants::list(conn, &actor)?, grants::holders(conn, day)?, people, corpus::items(conn)?))
        })
        .await?;
    let page = Chrome::new(who, "teaching-title", Place::Mentoring);
    let t = page.t.on(day);
    let zone = site.zone();
    let grants = list
        .into_iter()
        .map(|g| {
            let (tone, state) = match g.row.state.as_str() {
                "granted" => ("tag-ok", t.get("grant-granted")),
                "declined" => ("", t.get("grant-declined")),
                _ => ("tag-info", t.get("grant-waiting")),
            };
            let kind = t.get(if g.row.kind == "founding" { "grant-founding" } else { "grant-teaching" });
            let at = t.date_time(zone.local(g.row.decided_at.unwrap_or(g.row.proposed_at)));
            GrantLine {
                head: format!("{} \u{b7} {}", g.person, words::pick(&t, &g.item.0, &g.item.1)),
                sub: if g.steward.is_empty() {
                    t.with("grant-by-one", &[("kind", &kind), ("manager", &g.manager), ("at", &at)])
                } else {
                    let values: [(&str, &dyn crate::platform::i18n::TextValue); 4] =
                        [("kind", &kind), ("manager", &g.manager), ("steward", &g.steward), ("at", &at)];
                    t.with("grant-by-two", &values)
                },
                id: g.row.id,
                reason: g.row.reason,
                tone,
                state,
                may_decide: g.may_decide,
            }
        })
        .collect();
    let nobody = t.get("teaching-nobody");
    let page = TeachingPage {
        grants,
        holders: holders
            .into_iter()
            .map(|(item, who)| {
                let names = if who.is_empty() { nobody.clone() } else { who.join(" \u{b7} ") };
                (words::pick(&t, &item.0, &item.1), names)
            })
            .collect(),
        may_propose: who.actor().may(Permission::ManagePairs),
        people: people
            .into_iter()
            .filter(|c| c.id != who.actor().person)
            .map(|c| Choice { on: typed.one("person") == c.id, id: c.id, name: c.name })
            .collect(),
        items: items
            .into_iter()
            .map(|i| Choice { on: typed.one("item") == i.id, name: words::item_name(&t, &i), id: i.id })
            .collect(),
        typed_reason: typed.one("reason").to_owned(),
        errors: errors.clone(),
        page,
    };
    fragment(&page, &errors)
}

pub(super) async fn propose(who: Allow<perm::ManagePairs>, form: Posted, site: Data<Site>) -> Answer {
    let (actor, zone, typed) = (who.actor().clone(), site.zone(), form.0.clone());
    let outcome = site
        .db
        .write(move |tx| {
            grants::propose(tx, &actor, zone, typed.one("person"), typed.one("item"), typed.one("reason"))
        })
        .await;
    match outcome {
        Ok(_) => see_other("/teaching?ok=grant-proposed"),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            show(&who, &site, errors, &form).await
        }
    }
}

pub(super) async fn decide(
    who: Allow<perm::WritePolicy>,
    id: Path<Id>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let (actor, zone, typed) = (who.actor().clone(), site.zone(), form.0.clone());
    let outcome = site
        .db
        .write(move |tx| {
            let granted = typed.one("verdict") == "granted";
            grants::decide(tx, &actor, zone, &id, granted, typed.exact("password"))
        })
        .await;
    match outcome {
        Ok(Some(_)) => see_other("/teaching?ok=grant-granted"),
        Ok(None) => see_other("/teaching?ok=grant-declined"),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            show(&who, &site, errors, &form).await
        }
    }
}
