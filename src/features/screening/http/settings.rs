//! How reviews are held, and the bounds of findings for each kind of paper.

use actix_web::web::Data;
use askama::Template;

use super::super::model::{BoundsRow, SettingRow};
use super::super::papers::code;
use super::super::rules::Purpose;
use super::super::seats::Setting;
use super::super::service::{self, BUDGETS, KindBounds, NewBounds, NewSetting};
use super::{paper_view, words};
use crate::forensics::papers::Kind;
use crate::forensics::verdict::budget::LEAST_FILES;
use crate::kernel::permission::Needs;
use crate::kernel::{Fault, Permission, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, FormErrors, Posted, fragment, see_other};

/// Purposes for which two persons can be asked; exercises need none.
const PURPOSES: [Purpose; 3] = [Purpose::Withdrawal, Purpose::Loan, Purpose::Transfer];

#[derive(Template)]
#[template(path = "features/screening/pages/settings.html")]
struct SettingsPage {
    page: Chrome,
    errors: FormErrors,
    may: bool,
    version: i32,
    blind: bool,
    purposes: Vec<(&'static str, String, bool)>,
    score: String,
    reason: String,
    now: Vec<String>,
    earlier: Vec<(String, String)>,
}

/// What is in force, in sentences.
fn in_words(t: &Texts, setting: &Setting) -> Vec<String> {
    let mut lines = vec![t.get(if setting.blind { "setting-blind-on" } else { "setting-blind-off" })];
    let names: Vec<String> =
        setting.two_purposes.iter().map(|purpose| words::purpose(t, purpose.code())).collect();
    if !names.is_empty() {
        lines.push(t.with("setting-two-purposes", &[("purposes", &names.join(&t.get("list-comma")))]));
    }
    if let Some(score) = setting.two_score {
        lines.push(t.with("setting-two-score", &[("score", &score)]));
    }
    if names.is_empty() && setting.two_score.is_none() {
        lines.push(t.get("setting-two-never"));
    }
    lines
}

async fn settings_page_of<P: Needs>(
    who: &Allow<P>,
    site: &Data<Site>,
    errors: FormErrors,
    typed: Option<NewSetting>,
) -> Answer {
    let actor = who.actor().clone();
    let (versions, names) = site
        .db
        .read(move |conn| {
            Ok((service::setting_versions(conn, &actor)?, crate::features::accounts::names(conn)?))
        })
        .await?;
    let page = Chrome::new(who, "setting-title", Place::Review);
    let t = page.t;
    let now = versions.first().map(SettingRow::setting).unwrap_or_default();
    let shown = typed.as_ref().map_or_else(
        || (now.blind, now.two_purposes.clone(), now.two_score.map_or_else(String::new, |s| s.to_string())),
        |typed| (typed.blind, typed.two_purposes.clone(), typed.two_score.clone()),
    );
    fragment(
        &SettingsPage {
            may: who.actor().may(Permission::TuneScreening),
            version: now.version,
            blind: shown.0,
            purposes: PURPOSES
                .iter()
                .map(|p| (p.code(), words::purpose(&t, p.code()), shown.1.contains(p)))
                .collect(),
            score: shown.2,
            reason: typed.map(|typed| typed.reason).unwrap_or_default(),
            now: in_words(&t, &now),
            earlier: versions
                .iter()
                .map(|row| {
                    let by = names.get(&row.changed_by).cloned().unwrap_or_default();
                    let when = words::when(&t, site, row.changed_at);
                    let head =
                        t.with("setting-version", &[("n", &row.version), ("person", &by), ("when", &when)]);
                    let said = in_words(&t, &row.setting()).join(&t.get("list-comma"));
                    (head, t.with("setting-version-why", &[("what", &said), ("why", &row.reason)]))
                })
                .collect(),
            errors: errors.clone(),
            page,
        },
        &errors,
    )
}

pub(super) async fn settings_page(who: Allow<perm::DecideScreening>, site: Data<Site>) -> Answer {
    settings_page_of(&who, &site, FormErrors::default(), None).await
}

pub(super) async fn change(who: Allow<perm::TuneScreening>, form: Posted, site: Data<Site>) -> Answer {
    let new = NewSetting {
        seen: form.one("seen").parse().unwrap_or(-1),
        blind: form.ticked("blind"),
        two_purposes: form.all("two").filter_map(Purpose::from_code).collect(),
        two_score: form.one("two-score").to_owned(),
        reason: form.exact("reason").to_owned(),
    };
    let (actor, sent) = (who.actor().clone(), new.clone());
    match site.db.write(move |tx| service::change_setting(tx, &actor, &sent)).await {
        Ok(()) => see_other("/review/settings?ok=setting-changed"),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            settings_page_of(&who, &site, errors, Some(new)).await
        }
    }
}

struct KindView {
    code: String,
    name: String,
    counts: String,
    now: String,
    rows: Vec<(String, String, String)>,
    effect: Vec<String>,
    promised: bool,
    proposed: bool,
    seen: String,
    built_in: bool,
    earlier: Vec<String>,
}

#[derive(Template)]
#[template(path = "features/screening/pages/calibration.html")]
struct CalibrationPage {
    page: Chrome,
    errors: FormErrors,
    may: bool,
    percent: i32,
    budgets: Vec<(i32, bool)>,
    kinds: Vec<KindView>,
    quiet: String,
    reason: String,
}

fn share(t: &Texts, part: i32, whole: i32) -> String {
    if whole == 0 { "-".to_owned() } else { t.percent(f64::from(part) / f64::from(whole)) }
}

fn small(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

fn effect(t: &Texts, of: (i32, i32, i32, i32, i32)) -> Vec<String> {
    let (files, before, after, confirmed, kept) = of;
    vec![
        t.with(
            "calibration-raised",
            &[("before", &share(t, before, files)), ("after", &share(t, after, files)), ("n", &files)],
        ),
        t.with("calibration-kept", &[("kept", &kept), ("confirmed", &confirmed)]),
    ]
}

fn version_line(t: &Texts, site: &Site, row: &BoundsRow, by: &str) -> String {
    let when = words::when(t, site, row.decided_at);
    let values: [(&str, &dyn crate::platform::i18n::TextValue); 7] = [
        ("name", &row.name()),
        ("person", &by),
        ("when", &when),
        ("n", &row.files),
        ("before", &share(t, row.raised_before, row.files)),
        ("after", &share(t, row.raised_after, row.files)),
        ("why", &row.reason),
    ];
    t.with(
        if row.bounds().0.is_empty() { "calibration-version-plain" } else { "calibration-version" },
        &values,
    )
}

fn kind_view(
    t: &Texts,
    site: &Site,
    kind: &KindBounds,
    names: &std::collections::BTreeMap<String, String>,
) -> KindView {
    let code = code(kind.kind).to_owned();
    let by = |row: &BoundsRow| names.get(&row.decided_by).cloned().unwrap_or_default();
    let now = kind.in_force.as_ref().map(BoundsRow::bounds).unwrap_or_default();
    let proposed = kind.proposal.as_ref().map(|proposal| proposal.bounds.clone()).unwrap_or_default();
    let rules: std::collections::BTreeSet<&String> = now.0.keys().chain(proposed.0.keys()).collect();
    let points = |bound: Option<&f32>| {
        bound.map_or_else(
            || t.get("calibration-no-bound"),
            |bound| super::super::rules::points(*bound).to_string(),
        )
    };
    KindView {
        name: paper_view::kind_name(t, &code),
        counts: t.with(
            "calibration-counts",
            &[("n", &kind.files), ("confirmed", &kind.confirmed), ("least", &LEAST_FILES)],
        ),
        now: kind
            .in_force
            .as_ref()
            .map_or_else(|| t.get("calibration-built-in"), |row| version_line(t, site, row, &by(row))),
        rows: rules
            .into_iter()
            .map(|rule| (words::rule_name(t, rule), points(now.0.get(rule)), points(proposed.0.get(rule))))
            .collect(),
        effect: kind.proposal.as_ref().map_or_else(Vec::new, |p| {
            effect(
                t,
                (
                    small(p.files),
                    small(p.raised_before),
                    small(p.raised_after),
                    small(p.confirmed),
                    small(p.kept),
                ),
            )
        }),
        promised: kind.proposal.as_ref().is_some_and(|proposal| proposal.promised),
        proposed: kind.proposal.as_ref().is_some_and(|proposal| proposal.bounds != now),
        seen: kind.seen.clone(),
        built_in: now.0.is_empty(),
        earlier: kind.earlier.iter().map(|row| version_line(t, site, row, &by(row))).collect(),
        code,
    }
}

async fn calibration_page_of<P: Needs>(
    who: &Allow<P>,
    site: &Data<Site>,
    percent: i32,
    errors: FormErrors,
    reason: String,
) -> Answer {
    let percent = if BUDGETS.contains(&percent) { percent } else { BUDGETS[0] };
    let actor = who.actor().clone();
    let (kinds, names) = site
        .db
        .read(move |conn| {
            Ok((service::calibration(conn, &actor, percent)?, crate::features::accounts::names(conn)?))
        })
        .await?;
    let page = Chrome::new(who, "calibration-title", Place::Review);
    let t = page.t;
    let (said, quiet): (Vec<_>, Vec<_>) =
        kinds.iter().partition(|kind| kind.files > 0 || kind.confirmed > 0 || kind.in_force.is_some());
    let quiet: Vec<String> = quiet.iter().map(|kind| paper_view::kind_name(&t, code(kind.kind))).collect();
    fragment(
        &CalibrationPage {
            may: who.actor().may(Permission::TuneScreening),
            percent,
            budgets: BUDGETS.iter().map(|budget| (*budget, *budget == percent)).collect(),
            kinds: said.into_iter().map(|kind| kind_view(&t, site, kind, &names)).collect(),
            quiet: quiet.join(&t.get("list-comma")),
            reason,
            errors: errors.clone(),
            page,
        },
        &errors,
    )
}

pub(super) async fn calibration_page(
    who: Allow<perm::DecideScreening>,
    query: Fields,
    site: Data<Site>,
) -> Answer {
    let percent = query.one("budget").parse().unwrap_or(BUDGETS[0]);
    calibration_page_of(&who, &site, percent, FormErrors::default(), String::new()).await
}

pub(super) async fn put_in_force(who: Allow<perm::TuneScreening>, form: Posted, site: Data<Site>) -> Answer {
    let percent = form.one("budget").parse().unwrap_or(0);
    let kind: Option<Kind> = service::from_word(form.one("kind"));
    let reason = form.exact("reason").to_owned();
    // Going back to the built-in thresholds is an act of its own, never what a missing field means.
    let seen = (form.one("act") != "built-in").then(|| form.one("seen").to_owned());
    let (actor, why) = (who.actor().clone(), reason.clone());
    let outcome = site
        .db
        .write(move |tx| {
            let kind = kind.ok_or_else(|| Fault::field("kind", "choose-one"))?;
            service::put_in_force(tx, &actor, &NewBounds { kind, percent, seen, reason: why })
        })
        .await;
    match outcome {
        Ok(()) => see_other(&format!("/review/calibration?budget={percent}&ok=bounds-in-force")),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            calibration_page_of(&who, &site, percent, errors, reason).await
        }
    }
}
