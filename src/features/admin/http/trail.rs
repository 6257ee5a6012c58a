//! The audit trail: search, and proof that it holds.

use std::collections::BTreeMap;

use actix_web::web::Data;
use askama::Template;

use super::role_name;
use crate::features::accounts;
use crate::features::admin::rules::{self, TrailForm};
use crate::features::audit::{self, Entry, Event, Kind};
use crate::kernel::{Actor, Fault, perm};
use crate::platform::db::Tx;
use crate::platform::i18n::{TextValue, Texts};
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, FormErrors, Posted, Routes, fragment};

/// Entries on one page.
const PAGE: i64 = 50;

pub(super) fn routes(routes: &mut Routes) {
    routes.get("/audit", trail).post("/audit/verify", verify);
}

struct EventView {
    seq: i64,
    when: String,
    who: String,
    text: String,
    kind: String,
    subject: String,
    payload: String,
    hash: String,
}

#[derive(Template)]
#[template(path = "features/admin/pages/audit.html")]
struct TrailPage {
    page: Chrome,
    errors: FormErrors,
    form: TrailForm,
    head: String,
    entries: String,
    rows: Vec<EventView>,
    next: Option<String>,
    verdict: Option<Verdict>,
    typed_head: String,
}

struct Verdict {
    holds: bool,
    text: String,
}

fn form_of(query: &Fields) -> TrailForm {
    let one = |name: &str| query.one(name).to_owned();
    TrailForm {
        actor: one("actor"),
        kind: one("kind"),
        subject: one("subject"),
        from: one("from"),
        to: one("to"),
        before: one("before"),
    }
}

struct Found {
    events: Vec<Event>,
    names: BTreeMap<String, String>,
    head: audit::Head,
}

/// Searches and writes down that somebody searched, in one transaction: no look without its entry.
fn look(
    tx: &mut Tx<'_>,
    actor: &Actor,
    form: &TrailForm,
    zone: crate::kernel::clock::Zone,
) -> Result<Found, Fault> {
    let person = match form.actor.as_str() {
        "" => None,
        typed => match accounts::person_by_username(tx.conn, &typed.to_lowercase())? {
            Some(person) => Some(person.id),
            None => Some(typed.to_owned()),
        },
    };
    let filter = form.filter(zone, person)?;
    let events = audit::search(tx.conn, &filter, PAGE + 1)?;
    let names = accounts::names(tx.conn)?;
    let entry = Entry::new(Kind("audit.searched"), "audit", "trail")
        .fact("by", form.used())
        .fact("shown", events.len().min(usize::try_from(PAGE).unwrap_or(usize::MAX)));
    audit::record(tx, actor, entry)?;
    let head = audit::head(tx.conn)?;
    Ok(Found { events, names, head })
}

async fn trail(who: Allow<perm::ReadAudit>, query: Fields, site: Data<Site>) -> Answer {
    show(&who, &site, form_of(&query), None, String::new(), FormErrors::default()).await
}

async fn show(
    who: &Allow<perm::ReadAudit>,
    site: &Data<Site>,
    form: TrailForm,
    verdict: Option<Verdict>,
    typed_head: String,
    errors: FormErrors,
) -> Answer {
    let page = Chrome::new(who, "audit-title", Place::Audit);
    let t = page.t.on(site.today());
    let (zone, actor, asked) = (site.zone(), who.actor().clone(), form.clone());
    let outcome = site.db.write(move |tx| look(tx, &actor, &asked, zone)).await;
    let (found, errors) = match outcome {
        Ok(found) => (found, errors),
        Err(fault) => {
            let errors = FormErrors::from_fault(&t, fault)?;
            let actor = who.actor().clone();
            let all = site.db.write(move |tx| look(tx, &actor, &TrailForm::default(), zone)).await?;
            (all, errors)
        }
    };
    let more = found.events.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    let shown = found.events.iter().take(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let rows: Vec<EventView> = shown.map(|event| view(t, site, &found.names, event)).collect();
    let shown = TrailPage {
        next: rows.last().filter(|_| more).map(|row| next(&form, row.seq)),
        head: rules::head_text(&found.head),
        entries: t.with("audit-entries", &[("n", &found.head.seq)]),
        errors: errors.clone(),
        rows,
        form,
        verdict,
        typed_head,
        page,
    };
    fragment(&shown, &errors)
}

/// The address of the next page: the same search before the last entry shown.
fn next(form: &TrailForm, seq: i64) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in [
        ("actor", &form.actor),
        ("kind", &form.kind),
        ("subject", &form.subject),
        ("from", &form.from),
        ("to", &form.to),
    ] {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    query.append_pair("before", &seq.to_string());
    format!("/audit?{}", query.finish())
}

fn view(t: Texts, site: &Site, names: &BTreeMap<String, String>, event: &Event) -> EventView {
    let name = |id: &str| names.get(id).cloned();
    let who = match &event.actor_id {
        None => t.get("audit-by-program"),
        Some(id) => name(id).unwrap_or_else(|| id.clone()),
    };
    EventView {
        seq: event.seq,
        when: t.date_time(site.zone().local(event.at)),
        who,
        text: sentence(t, event),
        kind: event.kind.clone(),
        subject: name(&event.subject_id).unwrap_or_else(|| event.subject_id.clone()),
        payload: if event.payload == "{}" { String::new() } else { event.payload.clone() },
        hash: event.hash.clone(),
    }
}

/// The sentence of an entry; one of a kind this version has no words for shows its kind.
fn sentence(t: Texts, event: &Event) -> String {
    let facts: BTreeMap<String, serde_json::Value> = serde_json::from_str(&event.payload).unwrap_or_default();
    let facts: Vec<(String, String)> = facts
        .into_iter()
        .map(|(name, value)| (name, value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
        // The trail holds the codes; who reads it knows the names.
        .map(|(name, value)| {
            (name, if event.kind == "roles.changed" { role_words(t, &value) } else { value })
        })
        .collect();
    let args: Vec<(&str, &dyn TextValue)> =
        facts.iter().map(|(name, value)| (name.as_str(), value as &dyn TextValue)).collect();
    let key = format!("audit-{}", event.kind.replace(['.', '_'], "-"));
    t.try_with(&key, &args).unwrap_or_else(|| t.with("audit-other", &[("kind", &event.kind)]))
}

/// The names of roles written as codes, with a comma between them.
fn role_words(t: Texts, codes: &str) -> String {
    if codes.is_empty() {
        return t.get("person-no-role");
    }
    codes.split(',').map(|code| role_name(t, code)).collect::<Vec<_>>().join(&t.get("list-comma"))
}

/// Walks the whole chain; a printed head can be compared with it.
async fn verify(who: Allow<perm::ReadAudit>, form: Posted, site: Data<Site>) -> Answer {
    let t = Texts::new(who.lang);
    let typed = form.one("head").to_owned();
    let printed = match rules::read_head(&typed) {
        Ok(printed) => printed,
        Err(fault) => {
            let errors = FormErrors::from_fault(&t, fault)?;
            return show(&who, &site, TrailForm::default(), None, typed, errors).await;
        }
    };
    let key = site.keys.derive("audit-head");
    let file = site.config.heads_file();
    let report = site.db.read(move |conn| audit::verify(conn, Some((&key, &file)), printed.as_ref())).await?;
    let (actor, noted) = (who.actor().clone(), report.clone());
    site.db.write(move |tx| audit::note_verification(tx, &actor, &noted)).await?;
    let verdict = match &report.first_bad {
        Some(bad) => Verdict { holds: false, text: rules::break_text(t, bad) },
        None => Verdict {
            holds: true,
            text: t.with("audit-holds", &[("n", &report.entries), ("heads", &report.exported_heads)]),
        },
    };
    show(&who, &site, TrailForm::default(), Some(verdict), typed, FormErrors::default()).await
}
