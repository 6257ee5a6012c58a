//! The security page and the jobs that failed for good.

use actix_web::web::{Data, Path};
use askama::Template;

use crate::features::accounts;
use crate::features::admin::checks::{self, Check, Facts, Value};
use crate::features::audit::{self, Entry, Kind, SearchFilter};
use crate::features::corpus;
use crate::kernel::{Fault, Id, Moment, Permission, Role, perm};
use crate::platform::db::AnyConn;
use crate::platform::i18n::Texts;
use crate::platform::jobs;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Posted, Routes, html, see_other};

pub(super) fn routes(routes: &mut Routes) {
    routes.get("/security", security).get("/jobs", jobs_page).post("/jobs/{id}/retry", retry);
}

struct CheckView {
    name: String,
    value: String,
    fine: bool,
    why: String,
    todo: String,
}

#[derive(Template)]
#[template(path = "features/admin/pages/security.html")]
struct SecurityPage {
    page: Chrome,
    checks: Vec<CheckView>,
    sub: String,
    warnings: usize,
    version: &'static str,
    engine: String,
    now: String,
    may_jobs: bool,
}

async fn security(who: Allow<perm::SeeSecurity>, site: Data<Site>) -> Answer {
    let worker = site.clone();
    let facts = tokio::task::spawn_blocking(move || gather(&worker)).await.map_err(Fault::ours)??;
    let page = Chrome::new(&who, "security-title", Place::Security);
    let t = page.t.on(site.today());
    let checks: Vec<CheckView> =
        checks::checks(&facts).into_iter().map(|check| view(t, &site, &check)).collect();
    let warnings = checks.iter().filter(|check| !check.fine).count();
    html(&SecurityPage {
        sub: t.with("security-sub", &[("fine", &(checks.len() - warnings)), ("warn", &warnings)]),
        now: t.date_time(site.zone().local(facts.now)),
        version: env!("CARGO_PKG_VERSION"),
        engine: match site.db.url() {
            crate::platform::db::DbUrl::Sqlite(_) => "SQLite".to_owned(),
            crate::platform::db::DbUrl::Postgres(_) => "PostgreSQL".to_owned(),
        },
        may_jobs: who.actor().may(Permission::ManageAccounts),
        warnings,
        checks,
        page,
    })
}

fn view(t: Texts, site: &Site, check: &Check) -> CheckView {
    let text = |end: &str| t.get(&format!("security-{}{end}", check.key));
    CheckView {
        name: text(""),
        value: value(t, site, &check.value),
        fine: check.fine,
        why: text("-why"),
        todo: if check.fine { String::new() } else { text("-todo") },
    }
}

fn value(t: Texts, site: &Site, value: &Value) -> String {
    match value {
        Value::Switch(true) => t.get("security-yes"),
        Value::Switch(false) => t.get("security-no"),
        Value::Count(n) => t.number(*n),
        Value::When(None) => t.get("security-never"),
        Value::When(Some(at)) => t.date_time(site.zone().local(*at)),
        Value::Life(minutes, hours) => t.with("security-life", &[("minutes", minutes), ("hours", hours)]),
        Value::Part(part, whole) => t.with("security-part", &[("part", part), ("whole", whole)]),
        Value::Three([system, security, audit]) => {
            t.with("security-three", &[("system", system), ("security", security), ("audit", audit)])
        }
    }
}

/// Looks at the site as it is now.
fn gather(site: &Site) -> Result<Facts, Fault> {
    let config = &site.config;
    let outside = |path: &std::path::Path| !path.starts_with(&config.data);
    let key = site.keys.derive("audit-head");
    let head_at = audit::exported_at(&key, &config.heads_file())?;
    let index = corpus::health(site)?;
    let standing = index.standing;
    let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let mut facts = Facts {
        https: config.is_https(),
        key_outside: outside(&config.keys_dir()),
        heads_outside: outside(&config.heads_file()),
        second_factor: config.require_second_factor && !config.demo,
        without_factor: 0,
        sandbox: site.sealing.sealed(),
        unsealed_accepted: config.accept_unsealed_decoder,
        password_length: i64::try_from(config.password_length).unwrap_or(i64::MAX),
        initial_passwords: 0,
        administrators: [0; 3],
        demo: config.demo,
        backup_at: None,
        verified: None,
        head_at,
        mail: site.mailer.is_on(),
        parked: 0,
        index: (standing.lag, standing.serves()),
        meaning_wanted: config.search_by_meaning,
        meaning: index.meaning.map(|reading| (count(reading.known), count(reading.documents))),
        session: (config.session_idle_minutes, config.session_hours),
        now: site.db.clock().now(),
    };
    site.db.read_blocking(|conn| {
        for (person, roles) in accounts::people(conn, None)? {
            if person.disabled_at.is_some() {
                continue;
            }
            let without = accounts::needs_second_factor(roles) && !person.has_second_factor();
            facts.without_factor += i64::from(without);
            facts.initial_passwords += i64::from(person.must_change_password);
            let three = [Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin];
            for (count, role) in facts.administrators.iter_mut().zip(three) {
                *count += i64::from(roles.contains(role));
            }
        }
        facts.backup_at = last(conn, "backup.made")?.map(|(at, _)| at);
        facts.verified = last(conn, "audit.verified")?.map(|(at, payload)| {
            (at, payload.get("holds").and_then(serde_json::Value::as_bool) == Some(true))
        });
        facts.parked = i64::try_from(jobs::parked(conn)?.len()).unwrap_or(i64::MAX);
        Ok(facts)
    })
}

/// The last entry of a kind.
fn last(conn: &mut AnyConn, kind: &str) -> Result<Option<(Moment, serde_json::Value)>, Fault> {
    let filter = SearchFilter { kind: Some(kind.to_owned()), ..SearchFilter::default() };
    match audit::search(conn, &filter, 1)?.pop() {
        Some(event) => Ok(Some((event.at, serde_json::from_str(&event.payload).map_err(Fault::ours)?))),
        None => Ok(None),
    }
}

struct JobView {
    id: String,
    kind: String,
    error: String,
    when: String,
}

#[derive(Template)]
#[template(path = "features/admin/pages/jobs.html")]
struct JobsPage {
    page: Chrome,
    waiting: String,
    running: String,
    done: String,
    parked_count: String,
    parked: Vec<JobView>,
}

async fn jobs_page(who: Allow<perm::ManageAccounts>, site: Data<Site>) -> Answer {
    let (counts, parked) = site.db.read(|conn| Ok((jobs::counts(conn)?, jobs::parked(conn)?))).await?;
    let page = Chrome::new(&who, "jobs-title", Place::Security);
    let t = page.t.on(site.today());
    let count = |state: &str| t.number(counts.iter().find(|(name, _)| name == state).map_or(0, |(_, n)| *n));
    html(&JobsPage {
        waiting: count("ready"),
        running: count("running"),
        done: count("done"),
        parked_count: count("parked"),
        parked: parked
            .into_iter()
            .map(|job| JobView {
                when: t.date_time(site.zone().local(job.created_at)),
                error: job.last_error.unwrap_or_default(),
                id: job.id,
                kind: job.kind,
            })
            .collect(),
        page,
    })
}

async fn retry(who: Allow<perm::ManageAccounts>, id: Path<Id>, _form: Posted, site: Data<Site>) -> Answer {
    let actor = who.actor().clone();
    site.db
        .write(move |tx| {
            if !jobs::retry_parked(tx, &id)? {
                return Err(Fault::missing());
            }
            audit::record(tx, &actor, Entry::new(Kind("job.retried"), "job", id.as_str()))
        })
        .await?;
    see_other("/jobs?ok=job-retried")
}
