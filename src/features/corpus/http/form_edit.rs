//! Forms: the printable sheet of a version, a new version by the steward; and the words of the trade.

use actix_web::web::{Data, Path};
use askama::Template;

use super::item_name;
use crate::features::corpus::model::{Form, Term};
use crate::features::corpus::service::{items, shelf};
use crate::kernel::{Fault, Permission, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, FormErrors, Posted, Routes, fragment, html, see_other};

pub(super) fn routes(routes: &mut Routes) {
    routes
        .get("/forms/new", new)
        .post("/forms", add)
        .get("/forms/{slug}", sheet)
        .get("/terms", terms)
        .post("/terms", set_term);
}

#[derive(Template)]
#[template(path = "features/corpus/pages/form_sheet.html")]
struct SheetPage {
    page: Chrome,
    form: Form,
    version: String,
    printed: String,
    /// Where the version of today lies, when this one must no longer or not yet be handed out.
    current: String,
    /// From which day this version is handed out, when that day is still to come.
    begins: String,
    /// Every version, when there are several.
    versions: Vec<VersionLine>,
}

/// Where a version of a form lies.
pub(super) fn version_href(slug: &str, version: &str) -> String {
    let version: String = form_urlencoded::byte_serialize(version.as_bytes()).collect();
    format!("/forms/{slug}?v={version}")
}

struct VersionLine {
    href: String,
    text: String,
    tag: &'static str,
    state: String,
    shown: bool,
}

/// A version of a form as a sheet to fill in by hand; that of today where none is named.
async fn sheet(who: Allow<perm::ReadPolicy>, path: Path<String>, query: Fields, site: Data<Site>) -> Answer {
    let t = Texts::new(who.lang).on(site.today());
    let (slug, wanted) = (path.into_inner(), query.one("v").to_owned());
    let today = site.today();
    let (versions, current) = site
        .db
        .read(move |conn| {
            let current = shelf::forms(conn, today)?.into_iter().find(|view| view.current.slug == slug);
            Ok((shelf::form_versions(conn, &slug)?, current.ok_or_else(Fault::missing)?.current))
        })
        .await?;
    let wanted = if wanted.is_empty() { current.version.clone() } else { wanted };
    let form = versions.iter().find(|form| form.version == wanted).cloned().ok_or_else(Fault::missing)?;
    let begins = |form: &Form| form.begins_after(today).map(|day| t.date_full(day));
    let line = |one: &Form| {
        let (tag, state) = match begins(one) {
            Some(day) => ("tag-info", t.with("form-begins", &[("day", &day)])),
            None if one.version == current.version => ("tag-ok", t.get("form-in-use")),
            None => ("tag-warn", t.get("form-out-of-use")),
        };
        VersionLine {
            href: version_href(&one.slug, &one.version),
            text: t.with("form-version", &[("version", &one.version)]),
            tag,
            state,
            shown: one.version == form.version,
        }
    };
    let lines = if versions.len() > 1 { versions.iter().map(line).collect() } else { Vec::new() };
    html(&SheetPage {
        page: Chrome::titled(&who, form.name.clone(), Place::Policy),
        version: t.with("form-version", &[("version", &form.version)]),
        printed: t.with("form-printed", &[("day", &t.date_full(today))]),
        current: if form.version == current.version {
            String::new()
        } else {
            format!("/forms/{}", form.slug)
        },
        begins: begins(&form).unwrap_or_default(),
        versions: lines,
        form,
    })
}

#[derive(Template)]
#[template(path = "features/corpus/pages/form_edit.html")]
struct EditPage {
    page: Chrome,
    errors: FormErrors,
    /// Short name of the form of which this is a new version; empty: a new form.
    from: String,
    name: String,
    version: String,
    purpose: String,
    fields: String,
    /// The day it begins, as typed.
    valid_from: String,
    items: Vec<(String, String, bool)>,
}

fn typed(form: &Fields) -> Form {
    let lines = |name: &str| -> Vec<String> {
        form.one(name).lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    Form {
        id: String::new(),
        slug: form.one("from").to_owned(),
        version: form.one("version").to_owned(),
        name: form.one("name").to_owned(),
        items: form.all("items").map(str::to_owned).collect(),
        purpose: form.one("purpose").replace("\r\n", "\n"),
        fields: lines("fields"),
        valid_from: form.one("valid_from").parse().ok(),
    }
}

async fn page(
    who: &Allow<perm::WritePolicy>,
    site: &Site,
    form: Form,
    valid_from: String,
    errors: FormErrors,
) -> Answer {
    let t = Texts::new(who.lang);
    let items = site.db.read(items::items).await?;
    let page = EditPage {
        page: Chrome::new(
            who,
            if form.slug.is_empty() { "form-new" } else { "form-new-version" },
            Place::Policy,
        ),
        errors: errors.clone(),
        items: items
            .into_iter()
            .map(|item| (item.slug.clone(), item_name(t, &item), form.items.contains(&item.slug)))
            .collect(),
        from: form.slug,
        name: form.name,
        version: form.version,
        purpose: form.purpose,
        fields: form.fields.join("\n"),
        valid_from,
    };
    fragment(&page, &errors)
}

async fn new(who: Allow<perm::WritePolicy>, query: Fields, site: Data<Site>) -> Answer {
    let from = query.one("from").to_owned();
    let form = if from.is_empty() {
        typed(&query)
    } else {
        let versions = site.db.read(move |conn| shelf::form_versions(conn, &from)).await?;
        let newest = versions.into_iter().next().ok_or_else(Fault::missing)?;
        Form { version: site.today().format("%Y-%m").to_string(), ..newest }
    };
    let today = site.today().to_string();
    page(&who, &site, form, today, FormErrors::default()).await
}

async fn add(who: Allow<perm::WritePolicy>, form: Posted, site: Data<Site>) -> Answer {
    let (today, day) = (site.today(), form.one("valid_from").to_owned());
    let mut sent = typed(&form);
    let readable = day.is_empty() || sent.valid_from.is_some();
    sent.valid_from = sent.valid_from.or(Some(today));
    let (actor, new) = (who.actor().clone(), sent.clone());
    let outcome = if readable {
        site.db.write(move |tx| shelf::add_form(tx, &actor, &new)).await
    } else {
        Err(Fault::field("valid_from", "form-from"))
    };
    match outcome {
        Ok(slug) => {
            let later = sent.begins_after(today).is_some();
            let toast = if later { "form-saved-later" } else { "form-saved" };
            see_other(&format!("/forms?ok={toast}#form-{slug}"))
        }
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            page(&who, &site, sent, day, errors).await
        }
    }
}

#[derive(Template)]
#[template(path = "features/corpus/pages/terms.html")]
struct TermsPage {
    page: Chrome,
    errors: FormErrors,
    may_write: bool,
    term: Term,
    terms: Vec<Term>,
}

async fn terms_page<P>(who: &Allow<P>, site: &Site, term: Term, errors: FormErrors) -> Answer {
    let page = TermsPage {
        page: Chrome::new(who, "terms-title", Place::Policy),
        errors: errors.clone(),
        may_write: who.actor().may(Permission::WritePolicy),
        term,
        terms: site.db.read(shelf::terms).await?,
    };
    fragment(&page, &errors)
}

async fn terms(who: Allow<perm::ReadPolicy>, query: Fields, site: Data<Site>) -> Answer {
    let word = query.one("word").to_owned();
    let known = site.db.read(shelf::terms).await?.into_iter().find(|term| term.word == word);
    let term = known.unwrap_or(Term { word, plain: String::new(), en: String::new() });
    terms_page(&who, &site, term, FormErrors::default()).await
}

async fn set_term(who: Allow<perm::WritePolicy>, form: Posted, site: Data<Site>) -> Answer {
    let term = Term {
        word: form.one("word").to_owned(),
        plain: form.one("plain").to_owned(),
        en: form.one("en").to_owned(),
    };
    let (actor, sent) = (who.actor().clone(), term.clone());
    match site.db.write(move |tx| shelf::set_term(tx, &actor, &sent)).await {
        Ok(()) => see_other("/terms?ok=term-saved"),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            terms_page(&who, &site, term, errors).await
        }
    }
}
