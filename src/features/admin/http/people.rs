//! The list of people, a new account, the export.

use actix_web::web::Data;
use askama::Template;

use super::{department_name, handed, prove, role_name, role_names};
use crate::features::accounts::{self, Department, NewPerson, Person};
use crate::features::admin::csv;
use crate::features::admin::import::{COLUMNS, Handed, header_of};
use crate::features::admin::rules::{self, PeopleFilter};
use crate::features::audit::{self, Entry, Kind};
use crate::kernel::{Actor, Fault, Role, Roles, perm};
use crate::platform::db::AnyConn;
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{
    Allow, Answer, Chrome, Fields, FormErrors, Posted, Routes, Visitor, attachment, fragment, html,
};

pub(super) fn routes(routes: &mut Routes) {
    routes
        .get("/people", people)
        .get("/people/new", new_person)
        .post("/people/new", add_person)
        .get("/people/export", export_page)
        .post("/people/export", export);
}

struct PersonRow {
    id: String,
    name: String,
    username: String,
    number: String,
    department: String,
    roles: String,
    state: &'static str,
    state_text: String,
}

struct Choice {
    value: String,
    text: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "features/admin/pages/people.html")]
struct PeoplePage {
    page: Chrome,
    filter: PeopleFilter,
    departments: Vec<Choice>,
    roles: Vec<Choice>,
    states: Vec<Choice>,
    rows: Vec<PersonRow>,
    sub: String,
    may_add: bool,
    filtered: bool,
}

fn filter_of(query: &Fields) -> PeopleFilter {
    PeopleFilter {
        text: query.one("q").to_owned(),
        department: query.one("department").to_owned(),
        role: query.one("role").to_owned(),
        state: query.one("state").to_owned(),
    }
}

type Everybody = (Vec<(Person, Roles)>, Vec<Department>);

fn everybody(conn: &mut AnyConn, actor: &Actor) -> Result<Everybody, Fault> {
    Ok((accounts::people(conn, rules::scope(actor))?, accounts::departments(conn)?))
}

fn state_text(t: Texts, state: &str) -> String {
    match state {
        "disabled" => t.get("person-disabled"),
        "waiting" => t.get("person-waiting"),
        _ => t.get("person-active"),
    }
}

async fn people(who: Allow<perm::SeePeople>, query: Fields, site: Data<Site>) -> Answer {
    let filter = filter_of(&query);
    let actor = who.actor().clone();
    let (all, departments) = site.db.read(move |conn| everybody(conn, &actor)).await?;
    let page = Chrome::new(&who, "people-title", Place::People);
    let t = page.t;
    let total = all.len();
    let rows: Vec<PersonRow> = all
        .into_iter()
        .filter(|(person, roles)| filter.fits(person, *roles))
        .map(|(person, roles)| row(t, &departments, person, roles))
        .collect();
    let choice =
        |value: &str, text: String, now: &str| Choice { chosen: value == now, value: value.to_owned(), text };
    html(&PeoplePage {
        sub: t.with("people-sub", &[("shown", &rows.len()), ("n", &total)]),
        departments: departments
            .iter()
            .map(|d| choice(&d.id, department_name(t, d), &filter.department))
            .collect(),
        roles: Role::ALL.iter().map(|r| choice(r.code(), role_name(t, r.code()), &filter.role)).collect(),
        states: ["active", "waiting", "disabled"]
            .iter()
            .map(|state| choice(state, state_text(t, state), &filter.state))
            .collect(),
        may_add: rules::may_change_people(who.actor()),
        filtered: filter != PeopleFilter::default(),
        rows,
        filter,
        page,
    })
}

fn row(t: Texts, departments: &[Department], person: Person, roles: Roles) -> PersonRow {
    let state = rules::state(&person);
    PersonRow {
        department: departments
            .iter()
            .find(|d| d.id == person.department_id)
            .map(|d| department_name(t, d))
            .unwrap_or_default(),
        roles: role_names(t, roles),
        state_text: state_text(t, state),
        state,
        id: person.id,
        name: person.name,
        username: person.username,
        number: person.employee_no,
    }
}

#[derive(Template)]
#[template(path = "features/admin/pages/person_new.html")]
struct NewPersonPage {
    page: Chrome,
    errors: FormErrors,
    typed: Fields,
    departments: Vec<Choice>,
}

async fn new_person(who: Allow<perm::ManageAccounts>, site: Data<Site>) -> Answer {
    new_person_form(&who, &site, Fields::default(), FormErrors::default()).await
}

async fn new_person_form(who: &Visitor, site: &Data<Site>, typed: Fields, errors: FormErrors) -> Answer {
    let departments = site.db.read(accounts::departments).await?;
    let page = Chrome::new(who, "person-new-title", Place::People);
    let departments = departments
        .iter()
        .map(|d| Choice {
            chosen: d.id == typed.one("department"),
            value: d.id.clone(),
            text: department_name(page.t, d),
        })
        .collect();
    fragment(&NewPersonPage { page, errors: errors.clone(), typed, departments }, &errors)
}

async fn add_person(who: Allow<perm::ManageAccounts>, form: Posted, site: Data<Site>) -> Answer {
    let actor = who.actor().clone();
    let new = NewPerson {
        username: form.one("username").to_lowercase(),
        name: form.one("name").to_owned(),
        employee_no: form.one("employee_no").to_owned(),
        department_id: form.one("department").to_owned(),
        email: Some(form.one("email").to_owned()).filter(|email| !email.is_empty()),
    };
    let made = new.clone();
    let outcome = site
        .db
        .write(move |tx| {
            let password = accounts::initial_password(tx.random());
            accounts::add_person(tx, &actor, &made, &password, true).map(|_id| password)
        })
        .await;
    match outcome {
        Ok(password) => handed::show(&who, vec![Handed { username: new.username, name: new.name, password }]),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            new_person_form(&who, &site, form.0.clone(), errors).await
        }
    }
}

#[derive(Template)]
#[template(path = "features/admin/pages/people_export.html")]
struct ExportPage {
    page: Chrome,
    errors: FormErrors,
}

async fn export_page(who: Allow<perm::ManageAccounts>) -> Answer {
    html(&ExportPage {
        page: Chrome::new(&who, "people-export-title", Place::People),
        errors: FormErrors::default(),
    })
}

/// The list as CSV, after fresh proof; that it was taken is on record before the bytes go out.
async fn export(who: Allow<perm::ManageAccounts>, form: Posted, site: Data<Site>) -> Answer {
    if let Err(fault) = prove(&site, who.actor(), form.exact("password")).await {
        let page = Chrome::new(&who, "people-export-title", Place::People);
        let errors = FormErrors::from_fault(&page.t, fault)?;
        return fragment(&ExportPage { page, errors: errors.clone() }, &errors);
    }
    let actor = who.actor().clone();
    let (all, departments) = site
        .db
        .write(move |tx| {
            let found = everybody(tx.conn, &actor)?;
            let entry = Entry::new(Kind("people.exported"), "export", tx.id()).fact("rows", found.0.len());
            audit::record(tx, &actor, entry)?;
            Ok(found)
        })
        .await?;
    let t = Texts::new(who.lang);
    let mut header: Vec<String> = COLUMNS.iter().map(|column| header_of(t, column)).collect();
    header.extend([t.get("people-roles"), t.get("people-state")]);
    let mut table = vec![header];
    for (person, roles) in all {
        let email = person.email.clone().unwrap_or_default();
        let row = row(t, &departments, person, roles);
        table.push(vec![
            row.username,
            row.name,
            row.number,
            row.department,
            email,
            row.roles,
            row.state_text,
        ]);
    }
    attachment(csv::write(&table).into_bytes(), "text/csv; charset=utf-8", "people.csv")
}
