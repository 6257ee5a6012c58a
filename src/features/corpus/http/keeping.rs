//! What a steward keeps beside the text: the digest of a version, and the dates on which things are looked at
//! again.

use actix_web::web::{Data, Path};
use askama::Template;
use chrono::NaiveDate;

use crate::features::accounts;
use crate::features::corpus::model::Digests;
use crate::features::corpus::service::digests;
use crate::features::corpus::service::reviews::{self, Review, Reviewed};
use crate::kernel::{Actor, Fault, Permission, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, FormErrors, Posted, Routes, fragment, see_other};

pub(super) fn routes(routes: &mut Routes) {
    routes
        .get("/policies/versions/{id}/digest", digest)
        .post("/policies/versions/{id}/digest", set_digest)
        .get("/reviews", list)
        .post("/reviews/{kind}/{id}", reviewed);
}

#[derive(Template)]
#[template(path = "features/corpus/pages/digest.html")]
struct DigestPage {
    page: Chrome,
    errors: FormErrors,
    id: String,
    key: String,
    title: String,
    number: String,
    from: String,
    points: [String; 3],
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

async fn digest_page(
    who: &Allow<perm::WritePolicy>,
    site: &Site,
    id: String,
    typed: Option<[String; 3]>,
    errors: FormErrors,
) -> Answer {
    let asked = id.clone();
    let found = site.db.read(move |conn| digests::digest(conn, &asked)).await?;
    let points = typed.unwrap_or_else(|| {
        let digests = &found.digests;
        [&digests.key_points, &digests.hard_points, &digests.watch_points].map(|points| points.join("\n"))
    });
    let page = DigestPage {
        page: Chrome::new(who, "digest-edit", Place::Policy),
        errors: errors.clone(),
        id,
        key: found.key,
        title: found.title,
        number: found.number,
        from: found.from.to_string(),
        points,
    };
    fragment(&page, &errors)
}

async fn digest(who: Allow<perm::WritePolicy>, path: Path<String>, site: Data<Site>) -> Answer {
    digest_page(&who, &site, path.into_inner(), None, FormErrors::default()).await
}

async fn set_digest(
    who: Allow<perm::WritePolicy>,
    path: Path<String>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let id = path.into_inner();
    let typed = ["key", "hard", "watch"].map(|name| form.one(name).replace("\r\n", "\n"));
    let written = Digests {
        key_points: lines(&typed[0]),
        hard_points: lines(&typed[1]),
        watch_points: lines(&typed[2]),
    };
    let (actor, version) = (who.actor().clone(), id.clone());
    let saved = site.db.write(move |tx| {
        digests::set_digest(tx, &actor, &version, &written)?;
        digests::digest(tx.conn, &version)
    });
    match saved.await {
        Ok(of) => see_other(&format!("/policies/{}?as_of={}&ok=digest-saved", of.key, of.from)),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            digest_page(&who, &site, id, Some(typed), errors).await
        }
    }
}

struct ReviewLine {
    kind: &'static str,
    subject: String,
    title: String,
    href: String,
    sub: String,
    due: String,
    overdue: bool,
    next: String,
    owner: String,
    may: bool,
}

#[derive(Template)]
#[template(path = "features/corpus/pages/reviews.html")]
struct ReviewsPage {
    page: Chrome,
    errors: FormErrors,
    due: Vec<ReviewLine>,
    later: Vec<ReviewLine>,
    people: Vec<(String, String)>,
    steward: bool,
}

fn line(t: Texts, one: Review, actor: &Actor, site: &Site) -> ReviewLine {
    let today = site.today();
    let zone = site.zone();
    let owner = one.owner.clone().unwrap_or_default();
    let kind = match one.kind {
        Reviewed::Policy => t.get("tab-policies"),
        Reviewed::Form => t.get("search-kind-form"),
        Reviewed::Note => t.get("search-kind-note"),
    };
    let who = if owner.1.is_empty() { t.get("review-stewards") } else { owner.1 };
    let last = one.last.map_or_else(
        || t.get("review-never"),
        |(name, at)| t.with("review-last", &[("name", &name), ("day", &t.date_full(zone.day(at)))]),
    );
    ReviewLine {
        kind: one.kind.code(),
        sub: [kind, who, last].join(" \u{b7} "),
        due: t.with("review-due-on", &[("day", &t.date_full(one.due_on))]),
        overdue: one.due_on <= today,
        next: (today + chrono::Duration::days(365)).to_string(),
        may: owner.0 == actor.person || actor.may(Permission::WritePolicy),
        owner: owner.0,
        subject: one.subject,
        title: one.title,
        href: one.href,
    }
}

async fn reviews_page(who: &Allow<perm::OwnLearning>, site: &Site, errors: FormErrors) -> Answer {
    let today = site.today();
    let t = Texts::new(who.lang).on(today);
    let steward = who.actor().may(Permission::WritePolicy);
    let (found, people) =
        site.db.read(move |conn| Ok((reviews::reviews(conn, today)?, accounts::names(conn)?))).await?;
    let lines = found.into_iter().map(|one| line(t, one, who.actor(), site));
    // Who keeps no policy sees what is their own to look at.
    let (due, later): (Vec<_>, Vec<_>) =
        lines.filter(|line| steward || line.may).partition(|line| line.overdue);
    let page = ReviewsPage {
        page: Chrome::new(who, "reviews-title", Place::Policy),
        errors: errors.clone(),
        due,
        later,
        people: if steward { people.into_iter().collect() } else { Vec::new() },
        steward,
    };
    fragment(&page, &errors)
}

async fn list(who: Allow<perm::OwnLearning>, _query: Fields, site: Data<Site>) -> Answer {
    reviews_page(&who, &site, FormErrors::default()).await
}

async fn reviewed(
    who: Allow<perm::OwnLearning>,
    path: Path<(String, String)>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let (kind, subject) = path.into_inner();
    let kind = Reviewed::from_code(&kind).ok_or_else(Fault::missing)?;
    let next: Option<NaiveDate> = form.one("next").parse().ok();
    let owner = Some(form.one("owner").to_owned()).filter(|owner| !owner.is_empty());
    let (actor, today) = (who.actor().clone(), site.today());
    let done =
        site.db.write(move |tx| reviews::reviewed(tx, &actor, kind, &subject, next, owner.as_deref(), today));
    match done.await {
        Ok(()) => see_other("/reviews?ok=reviewed"),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            reviews_page(&who, &site, errors).await
        }
    }
}
