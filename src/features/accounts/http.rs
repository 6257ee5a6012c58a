//! Log-in, log-out and one's own account.

pub mod api;

use actix_web::HttpResponse;
use actix_web::cookie::time::Duration as CookieDuration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header;
use actix_web::web::{Data, Path};
use askama::Template;
use chrono::Duration;

use super::rules::PasswordPolicy;
use super::second_factor::Setup;
use super::service;
use super::sessions::{self, Attempt, Factor, Lifetimes, LoggedIn};
use crate::kernel::{Fault, Id, perm};
use crate::platform::i18n::{Lang, Texts};
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{
    Allow, Answer, Anyone, Chrome, Fields, FormErrors, Posted, Routes, Visitor, fragment, html, local_path,
    own_cookie, see_other, session_cookie_name,
};

/// The addresses of this feature.
pub fn routes(routes: &mut Routes) {
    routes
        .get("/login", login_page)
        .post("/login", login)
        .post("/login/code", login_code)
        .post("/logout", logout)
        .get("/account", account)
        .get("/account/password", password_page)
        .post("/account/password", change_password)
        .get("/account/second-factor", second_factor_page)
        .post("/account/second-factor", second_factor)
        .post("/account/sessions/{id}/end", end_session)
        .post("/account/look", look);
    api::routes(routes);
}

/// How long sessions live at this site.
#[must_use]
pub fn lifetimes(site: &Site) -> Lifetimes {
    Lifetimes {
        idle: Duration::minutes(site.config.session_idle_minutes),
        absolute: Duration::hours(site.config.session_hours),
    }
}

fn attempt(visitor: &Visitor, username: &str, password: &str) -> Attempt {
    Attempt {
        username: username.to_owned(),
        password: password.to_owned(),
        address: visitor.address.clone(),
        agent: visitor.agent.clone(),
        device: visitor.device.clone(),
    }
}

#[derive(Template)]
#[template(path = "features/accounts/pages/login.html")]
struct LoginPage {
    page: Chrome,
    errors: FormErrors,
    username: String,
    back: String,
    demo: bool,
}

async fn login_page(who: Anyone, query: Fields, site: Data<Site>) -> Answer {
    if who.signed_in.is_some() {
        return see_other(local_path(query.one("back")));
    }
    html(&LoginPage {
        page: Chrome::new(&who, "login-title", Place::None),
        errors: FormErrors::default(),
        username: String::new(),
        back: query.one("back").to_owned(),
        demo: site.config.demo,
    })
}

#[derive(Template)]
#[template(path = "features/accounts/pages/login_code.html")]
struct LoginCodePage {
    page: Chrome,
    errors: FormErrors,
    ticket: String,
    back: String,
}

async fn login(who: Anyone, form: Posted, site: Data<Site>) -> Answer {
    let attempt = attempt(&who, form.one("username"), form.exact("password"));
    let username = attempt.username.clone();
    let back = form.one("back").to_owned();
    let worker = site.clone();
    let life = lifetimes(&site);
    let outcome =
        tokio::task::spawn_blocking(move || sessions::login(&worker.db, &worker.keys, &attempt, life))
            .await
            .map_err(Fault::ours)?;
    match outcome {
        Ok(Factor::Done(done)) => Ok(welcome(&site, &done, &back)),
        Ok(Factor::SecondNeeded { ticket }) => html(&LoginCodePage {
            page: Chrome::new(&who, "login-code-title", Place::None),
            errors: FormErrors::default(),
            ticket,
            back,
        }),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            let page = Chrome::new(&who, "login-title", Place::None);
            fragment(
                &LoginPage { page, username, back, demo: site.config.demo, errors: errors.clone() },
                &errors,
            )
        }
    }
}

async fn login_code(who: Anyone, form: Posted, site: Data<Site>) -> Answer {
    let (ticket, code) = (form.one("ticket").to_owned(), form.one("code").to_owned());
    let back = form.one("back").to_owned();
    let attempt = attempt(&who, "", "");
    let life = lifetimes(&site);
    let (worker, sent) = (site.clone(), ticket.clone());
    let outcome = tokio::task::spawn_blocking(move || {
        sessions::login_second(&worker.db, &worker.keys, &sent, &code, &attempt, life)
    })
    .await
    .map_err(Fault::ours)?;
    match outcome {
        Ok(done) => Ok(welcome(&site, &done, &back)),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            let page = Chrome::new(&who, "login-code-title", Place::None);
            fragment(&LoginCodePage { page, ticket, back, errors: errors.clone() }, &errors)
        }
    }
}

/// Hands over the session and leads to where the person wanted to go.
fn welcome(site: &Site, done: &LoggedIn, back: &str) -> HttpResponse {
    let https = site.config.is_https();
    let device = Cookie::build(crate::web::DEVICE_COOKIE, done.device.clone())
        .path("/login")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(https)
        .max_age(CookieDuration::days(180))
        .finish();
    HttpResponse::SeeOther()
        .cookie(own_cookie(session_cookie_name(https), done.token.clone(), https))
        .cookie(device)
        .insert_header((header::LOCATION, local_path(back)))
        .finish()
}

async fn logout(who: Allow<perm::OwnAccount>, _form: Posted, site: Data<Site>) -> Answer {
    let actor = who.actor().clone();
    site.db.write(move |tx| sessions::logout(tx, &actor)).await?;
    let https = site.config.is_https();
    let mut gone = own_cookie(session_cookie_name(https), String::new(), https);
    gone.make_removal();
    Ok(HttpResponse::SeeOther()
        .cookie(gone)
        .insert_header((header::LOCATION, "/login?ok=logged-out"))
        // What the browser kept of these pages goes with the session.
        .insert_header(("Clear-Site-Data", "\"cache\""))
        .finish())
}

struct SessionView {
    id: String,
    agent: String,
    address: String,
    since: String,
    seen: String,
    api: bool,
    current: bool,
}

#[derive(Template)]
#[template(path = "features/accounts/pages/account.html")]
struct AccountPage {
    page: Chrome,
    username: String,
    department: String,
    employee_no: String,
    second_factor: bool,
    sessions: Vec<SessionView>,
}

async fn account(who: Allow<perm::OwnAccount>, site: Data<Site>) -> Answer {
    let actor = who.actor().clone();
    let now = site.db.clock().now();
    let (person, departments, rows) = site
        .db
        .read(move |conn| {
            Ok((
                service::person(conn, &actor.person)?,
                service::departments(conn)?,
                sessions::sessions_of(conn, &actor.person, now)?,
            ))
        })
        .await?;
    let page = Chrome::new(&who, "account-title", Place::None);
    let t = page.t.on(site.today());
    let department = departments
        .iter()
        .find(|d| d.id == person.department_id)
        .map(|d| if t.lang == Lang::En { d.name_en.clone() } else { d.name.clone() })
        .unwrap_or_default();
    let current = who.actor().session.clone().unwrap_or_default();
    let sessions = rows
        .into_iter()
        .map(|row| SessionView {
            current: row.id == current,
            since: t.date_time(site.zone().local(row.created_at)),
            seen: t.date_time(site.zone().local(row.seen_at)),
            api: row.kind == "api",
            id: row.id,
            agent: row.agent,
            address: row.address,
        })
        .collect();
    html(&AccountPage {
        second_factor: person.has_second_factor(),
        username: person.username,
        employee_no: person.employee_no,
        department,
        sessions,
        page,
    })
}

#[derive(Template)]
#[template(path = "features/accounts/pages/password.html")]
struct PasswordPage {
    page: Chrome,
    errors: FormErrors,
    must: bool,
    min_length: usize,
}

async fn password_page(who: Allow<perm::OwnAccount>, site: Data<Site>) -> Answer {
    html(&PasswordPage {
        page: Chrome::new(&who, "password-title", Place::None),
        errors: FormErrors::default(),
        must: who.signed_in().must.is_some(),
        min_length: site.config.password_length,
    })
}

async fn change_password(who: Allow<perm::OwnAccount>, form: Posted, site: Data<Site>) -> Answer {
    let actor = who.actor().clone();
    let policy = PasswordPolicy { min_length: site.config.password_length };
    let typed = form.0.clone();
    let outcome = site
        .db
        .write(move |tx| {
            let (current, new, again) = (typed.exact("current"), typed.exact("new"), typed.exact("again"));
            service::change_password(tx, &actor, policy, current, new, again)
        })
        .await;
    match outcome {
        Ok(()) => see_other("/account?ok=password-changed"),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            let page = PasswordPage {
                page: Chrome::new(&who, "password-title", Place::None),
                errors: errors.clone(),
                must: who.signed_in().must.is_some(),
                min_length: site.config.password_length,
            };
            fragment(&page, &errors)
        }
    }
}

#[derive(Template)]
#[template(path = "features/accounts/pages/second_factor.html")]
struct SecondFactorPage {
    page: Chrome,
    errors: FormErrors,
    must: bool,
    secret: String,
    sealed: String,
    code: QrSvg,
}

/// A QR code as SVG drawn by this program.
struct QrSvg(String);

impl std::fmt::Display for QrSvg {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

// Safe because the drawing holds squares only; the text it encodes never appears in the markup.
impl askama::filters::HtmlSafe for QrSvg {}

async fn second_factor_page(who: Allow<perm::OwnAccount>, site: Data<Site>) -> Answer {
    second_factor_form(&who, &site, FormErrors::default()).await
}

async fn second_factor_form(who: &Allow<perm::OwnAccount>, site: &Data<Site>, errors: FormErrors) -> Answer {
    let id = who.actor().person.clone();
    let username = site.db.read(move |conn| Ok(service::person(conn, &id)?.username)).await?;
    let setup: Setup = super::begin_second_factor(
        &site.keys,
        site.db.entropy().bytes::<20>(),
        &username,
        site.db.clock().now(),
    )?;
    let page = SecondFactorPage {
        page: Chrome::new(who, "second-factor-title", Place::None),
        must: who.signed_in().must.is_some(),
        code: QrSvg(crate::web::qr_svg(&setup.address)?),
        secret: setup.secret,
        sealed: setup.sealed,
        errors: errors.clone(),
    };
    fragment(&page, &errors)
}

async fn second_factor(who: Allow<perm::OwnAccount>, form: Posted, site: Data<Site>) -> Answer {
    let actor = who.actor().clone();
    let typed = form.0.clone();
    let worker = site.clone();
    let outcome = site
        .db
        .write(move |tx| {
            service::prove(tx, &actor, typed.exact("password"))?;
            super::confirm_second_factor(tx, &actor, &worker.keys, typed.one("setup"), typed.one("code"))
        })
        .await;
    match outcome {
        Ok(()) => see_other("/account?ok=second-factor-set"),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            second_factor_form(&who, &site, errors).await
        }
    }
}

async fn end_session(who: Allow<perm::OwnAccount>, id: Path<Id>, _form: Posted, site: Data<Site>) -> Answer {
    let actor = who.actor().clone();
    site.db.write(move |tx| sessions::revoke_session(tx, &actor, &id)).await?;
    see_other("/account?ok=session-ended")
}

/// Language, theme and text size. What the form does not name stays as it is.
async fn look(who: Allow<perm::OwnAccount>, form: Posted, site: Data<Site>) -> Answer {
    let signed_in = who.signed_in().clone();
    let choose = |name: &str, allowed: &[&str], now: Option<String>| {
        if !form.ticked(name) {
            return now;
        }
        Some(form.one(name).to_owned()).filter(|value| allowed.contains(&value.as_str()))
    };
    let lang = choose("lang", &["zh-CN", "en"], signed_in.lang.map(|l| l.tag().to_owned()));
    let theme = choose("theme", &["light", "dark"], signed_in.theme);
    let text = choose("text", &["large", "larger"], signed_in.text_size);
    let actor = signed_in.actor;
    site.db
        .write(move |tx| {
            service::save_preferences(tx, &actor, lang.as_deref(), theme.as_deref(), text.as_deref())
        })
        .await?;
    see_other(local_path(form.one("back")))
}
