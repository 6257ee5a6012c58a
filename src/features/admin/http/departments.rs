//! Departments and bank outlets.

use std::collections::BTreeMap;

use actix_web::web::Data;
use askama::Template;

use crate::features::accounts;
use crate::features::admin::rules;
use crate::kernel::fault::FormCheck;
use crate::kernel::{Fault, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, FormErrors, Posted, Routes, Visitor, fragment, see_other};

pub(super) fn routes(routes: &mut Routes) {
    routes.get("/departments", departments).post("/departments", add);
}

struct DepartmentRow {
    slug: String,
    name: String,
    name_en: String,
    outlet: bool,
    people: usize,
}

#[derive(Template)]
#[template(path = "features/admin/pages/departments.html")]
struct DepartmentsPage {
    page: Chrome,
    errors: FormErrors,
    typed: Fields,
    rows: Vec<DepartmentRow>,
    may_add: bool,
}

async fn departments(who: Allow<perm::SeePeople>, site: Data<Site>) -> Answer {
    let may_add = rules::may_change_people(who.actor());
    show(&who, &site, may_add, Fields::default(), FormErrors::default()).await
}

async fn show(who: &Visitor, site: &Data<Site>, may_add: bool, typed: Fields, errors: FormErrors) -> Answer {
    let (all, people) =
        site.db.read(|conn| Ok((accounts::departments(conn)?, accounts::people(conn, None)?))).await?;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (person, _) in people.into_iter().filter(|(person, _)| person.disabled_at.is_none()) {
        *counts.entry(person.department_id).or_default() += 1;
    }
    let rows = all
        .into_iter()
        .map(|d| DepartmentRow {
            people: counts.get(&d.id).copied().unwrap_or_default(),
            outlet: d.kind == "bank_outlet",
            slug: d.slug,
            name: d.name,
            name_en: d.name_en,
        })
        .collect();
    let page = Chrome::new(who, "departments-title", Place::People);
    fragment(&DepartmentsPage { page, errors: errors.clone(), typed, rows, may_add }, &errors)
}

/// The kind of a department from the form.
fn check(typed: &Fields) -> Result<&'static str, Fault> {
    let slug = typed.one("slug");
    let kind = match typed.one("kind") {
        "department" => Some("department"),
        "bank_outlet" => Some("bank_outlet"),
        _ => None,
    };
    let fine_slug = (2..=40).contains(&slug.len())
        && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-');
    let fine_name = |name: &str| !name.is_empty() && name.chars().count() <= 60;
    let mut form = FormCheck::default();
    form.require(fine_name(typed.one("name")), "name", "department-name")
        .require(fine_name(typed.one("name_en")), "name_en", "department-name")
        .require(fine_slug, "slug", "department-slug")
        .require(kind.is_some(), "kind", "choose-one");
    form.done()?;
    kind.ok_or_else(|| Fault::field("kind", "choose-one"))
}

async fn add(who: Allow<perm::ManageAccounts>, form: Posted, site: Data<Site>) -> Answer {
    let (actor, typed) = (who.actor().clone(), form.0.clone());
    let outcome = site
        .db
        .write(move |tx| {
            let kind = check(&typed)?;
            let (slug, name, name_en) = (typed.one("slug"), typed.one("name"), typed.one("name_en"));
            accounts::add_department(tx, &actor, slug, name, name_en, kind)
        })
        .await;
    match outcome {
        Ok(_id) => see_other("/departments?ok=department-added"),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            show(&who, &site, true, form.0.clone(), errors).await
        }
    }
}
