//! One round: the sheet for who may sign it, the result for everybody else who has business with it.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::HttpRequest;
use actix_web::web::{Data, Path};
use askama::Template;
use chrono::DateTime;

use super::round_view::{self, ChainLine, CriterionLine, Sheet, SignedLine};
use super::words::{self, EventLine, Link};
use crate::features::apprenticeship::rules::round::State;
use crate::features::apprenticeship::rules::signing::Marks;
use crate::features::apprenticeship::service::rounds::{self, RoundFile};
use crate::features::apprenticeship::service::signing::{self, Channel, Signature};
use crate::kernel::clock::truncate;
use crate::kernel::{Blame, Fault, Id, Moment, Permission, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, FormErrors, Posted, fragment, html, see_other};

type Seer = Allow<perm::SeeApprentice>;

struct CorrectionLine {
    id: String,
    text: String,
    by: String,
    tone: &'static str,
    state: String,
    may_confirm: bool,
}

struct ActLine {
    value: &'static str,
    text: String,
    danger: bool,
}

#[derive(Template)]
#[template(path = "features/apprenticeship/pages/round.html")]
struct RoundPage {
    page: Chrome,
    errors: FormErrors,
    id: String,
    version: i32,
    up: Link,
    sub: String,
    tone: &'static str,
    state: String,
    sheet: Option<Sheet>,
    why_not: Option<String>,
    signed: Vec<SignedLine>,
    answer_link: Option<Link>,
    may_withdraw: bool,
    may_correct: bool,
    corrections: Vec<CorrectionLine>,
    manager_acts: Vec<ActLine>,
    facts: Vec<(String, String)>,
    chain: Vec<ChainLine>,
    events: Vec<EventLine>,
}

async fn file(who: &Seer, site: &Data<Site>, id: &Id) -> Result<RoundFile, Fault> {
    let (actor, day, id) = (who.actor().clone(), site.today(), id.as_str().to_owned());
    site.db.read(move |conn| rounds::file(conn, &actor, &id, day)).await
}

pub(super) async fn page(who: Seer, id: Path<Id>, site: Data<Site>) -> Answer {
    show(&who, &site, &id, FormErrors::default(), None).await
}

async fn show(who: &Seer, site: &Data<Site>, id: &Id, errors: FormErrors, typed: Option<&Fields>) -> Answer {
    let file = file(who, site, id).await?;
    let t = Texts::new(who.lang).on(site.today());
    let own = file.relation.own;
    let me = &who.actor().person;
    let place = if own { Place::Board } else { Place::Mentoring };
    let item = words::item_name(&t, &file.item);
    let n = t.with("round-nth", &[("n", &file.round.number)]);
    let title = if own {
        format!("{item} \u{b7} {n}")
    } else {
        format!("{} \u{b7} {item} \u{b7} {n}", file.apprentice)
    };
    let may_sign = file.sign.is_ok();
    let signed = file
        .signed
        .iter()
        .map(|s| round_view::signed_line(&t, site, &file.rubric, s))
        .collect::<Result<Vec<_>, _>>()?;
    let page = RoundPage {
        id: file.round.id.clone(),
        version: file.round.version,
        up: if own {
            Link { href: format!("/board/{}", file.item.slug), text: item }
        } else {
            Link { href: "/mentoring".to_owned(), text: t.get("mentoring-title") }
        },
        sub: format!(
            "{} \u{b7} {} \u{b7} {}",
            file.round.case_ref,
            t.date_time(site.zone().local(file.round.observed_at)),
            file.round.place
        ),
        tone: words::round_tone(file.state),
        state: t.get(file.state.key()),
        sheet: may_sign.then(|| round_view::sheet(&t, site, &file, typed)),
        why_not: why_not(&t, &file, who.actor().may(Permission::SignRound)),
        signed,
        answer_link: answer_link(&t, &file),
        may_withdraw: own && file.state == State::Submitted,
        may_correct: file.signed.iter().any(|s| s.row.signer_id == *me),
        corrections: corrections(&t, site, &file, me),
        manager_acts: manager_acts(&t, &file),
        facts: round_view::facts(&t, site, &file),
        chain: round_view::chain_lines(&t, site, &file)?,
        events: round_view::events(&t, site, &file),
        errors: errors.clone(),
        page: Chrome::titled(who, title, place),
    };
    fragment(&page, &errors)
}

/// Why somebody who signs in general may not sign this round, when it waits for a signature.
fn why_not(t: &Texts, file: &RoundFile, signs: bool) -> Option<String> {
    let key = file.sign.err()?;
    (signs && file.state.waits() && !file.relation.own).then(|| {
        t.get(match key {
            "sign-not-named" => "error-sign-not-named",
            "sign-no-certificate" => "error-sign-no-certificate",
            "sign-first-again" => "error-sign-first-again",
            "sign-first-apprentice" => "error-sign-first-apprentice",
            _ => "error-sign-role",
        })
    })
}

/// After a redo: the round that answers it, or where to ask for it.
fn answer_link(t: &Texts, file: &RoundFile) -> Option<Link> {
    if file.state != State::Redo {
        return None;
    }
    match &file.answered_by {
        Some(next) => Some(Link {
            href: format!("/rounds/{}", next.id),
            text: t.with("round-answered-by", &[("n", &next.number)]),
        }),
        None if file.relation.own => {
            Some(Link { href: format!("/board/{}/practice", file.item.slug), text: t.get("round-ask-again") })
        }
        None => None,
    }
}

fn corrections(t: &Texts, site: &Site, file: &RoundFile, me: &str) -> Vec<CorrectionLine> {
    let answered: BTreeMap<&str, &str> = file
        .events
        .iter()
        .filter_map(|(e, name)| e.refers_to.as_deref().map(|to| (to, name.as_str())))
        .collect();
    file.events
        .iter()
        .filter(|(e, _)| e.kind == "correction_proposed")
        .map(|(e, name)| {
            let second = answered.get(e.id.as_str());
            CorrectionLine {
                id: e.id.clone(),
                text: e.text.clone(),
                by: match second {
                    Some(second) => t.with("correction-by-two", &[("name", name), ("second", second)]),
                    None => format!("{name} \u{b7} {}", t.date_time(site.zone().local(e.at))),
                },
                tone: if second.is_some() { "tag-ok" } else { "tag-info" },
                state: t.get(if second.is_some() { "correction-stands" } else { "correction-waits" }),
                may_confirm: second.is_none()
                    && e.by_person != me
                    && !file.relation.own
                    && !file.relation.audits,
            }
        })
        .collect()
}

fn manager_acts(t: &Texts, file: &RoundFile) -> Vec<ActLine> {
    if !file.relation.manages {
        return Vec::new();
    }
    let act = |value, key: &str, danger| ActLine { value, text: t.get(key), danger };
    match file.state {
        State::Passed => {
            vec![act("challenge", "round-act-challenge", false), act("revoke", "round-act-revoke", true)]
        }
        State::Challenged => {
            vec![act("uphold", "round-act-uphold", false), act("revoke", "round-act-revoke", true)]
        }
        State::Upheld => vec![act("revoke", "round-act-revoke", true)],
        _ => Vec::new(),
    }
}

/// What the sheet says.
fn marks(form: &Fields) -> Marks {
    let scores: BTreeMap<String, u8> = form
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix("c-")?.to_owned(), value.parse().ok()?)))
        .collect();
    Marks {
        scores,
        wants_redo: form.one("result") != "passed",
        redo_criteria: form.all("redo").map(str::to_owned).collect::<BTreeSet<_>>(),
        sentence: form.one("sentence").to_owned(),
        late_reason: form.one("late_reason").to_owned(),
    }
}

/// The device's own time, as ISO 8601; anything else is no time.
fn device_time(text: &str) -> Option<Moment> {
    DateTime::parse_from_rfc3339(text).ok().map(|at| truncate(at.naive_utc()))
}

/// Signs: the sheet at once, or the outbox later. Both go through the one function.
pub(super) async fn sign(
    who: Seer,
    id: Path<Id>,
    form: Posted,
    request: HttpRequest,
    site: Data<Site>,
) -> Answer {
    let outbox = request.headers().contains_key("X-Outbox");
    let password = Some(form.exact("password").to_owned()).filter(|p| !p.is_empty());
    let signature = Signature {
        round: id.as_str().to_owned(),
        base_version: form.one("base_version").parse().unwrap_or(0),
        client_id: form.one("client_id").to_owned(),
        marks: marks(&form),
        prompted: form.one("prompted") != "no",
        device_at: device_time(form.one("device_time")),
        // What comes without the password comes from the outbox, later than it was written.
        channel: if outbox && password.is_none() { Channel::Offline } else { Channel::Page },
        password,
    };
    let (actor, zone) = (who.actor().clone(), site.zone());
    match site.db.write(move |tx| signing::sign(tx, &actor, zone, &signature)).await {
        Ok(signed) => {
            let key = match signed.state {
                State::Redo => "?ok=round-sent-back",
                State::AwaitingSecond => "?ok=round-first-signed",
                _ => "?ok=round-signed",
            };
            see_other(&format!("/rounds/{}{key}", id.as_str()))
        }
        Err(fault) => {
            if fault.blame == Blame::Refused {
                // Whom the round is no business of learns no more than that it is not there.
                file(&who, &site, &id).await?;
            }
            if outbox {
                return Err(for_outbox(fault).into());
            }
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            show(&who, &site, &id, errors, Some(&form)).await
        }
    }
}

/// The outbox reads 401 and 403 as "prove who you are" and tries again; a rule that forbids the signature will
/// forbid it again, so it comes as a conflict, to be settled on its sheet.
fn for_outbox(mut fault: Fault) -> Fault {
    if fault.blame == Blame::Refused && fault.key != "proof-needed" {
        fault.blame = Blame::Conflict;
    }
    fault
}

pub(super) async fn withdraw(who: Seer, id: Path<Id>, _form: Posted, site: Data<Site>) -> Answer {
    let (actor, round) = (who.actor().clone(), id.as_str().to_owned());
    site.db.write(move |tx| rounds::withdraw(tx, &actor, &round)).await?;
    see_other(&format!("/rounds/{}?ok=round-withdrawn", id.as_str()))
}

pub(super) async fn manage(
    who: Allow<perm::SeeApprentice>,
    id: Path<Id>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let (actor, zone, round) = (who.actor().clone(), site.zone(), id.as_str().to_owned());
    let (act, reason) = (form.one("act").to_owned(), form.one("reason").to_owned());
    let outcome = site
        .db
        .write(move |tx| match act.as_str() {
            "revoke" => rounds::revoke(tx, &actor, zone, &round, &reason),
            "challenge" => rounds::challenge(tx, &actor, zone, &round, &reason),
            "uphold" => rounds::uphold(tx, &actor, &round, &reason),
            _ => Err(Fault::missing()),
        })
        .await;
    after(&who, &site, &id, outcome, "round-changed").await
}

async fn after(who: &Seer, site: &Data<Site>, id: &Id, outcome: Result<(), Fault>, toast: &str) -> Answer {
    match outcome {
        Ok(()) => see_other(&format!("/rounds/{}?ok={toast}", id.as_str())),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            show(who, site, id, errors, None).await
        }
    }
}

pub(super) async fn propose_correction(who: Seer, id: Path<Id>, form: Posted, site: Data<Site>) -> Answer {
    let (actor, round) = (who.actor().clone(), id.as_str().to_owned());
    let (text, password) = (form.one("text").to_owned(), form.exact("password").to_owned());
    let outcome =
        site.db.write(move |tx| rounds::propose_correction(tx, &actor, &round, &text, &password)).await;
    after(&who, &site, &id, outcome, "correction-noted").await
}

pub(super) async fn confirm_correction(
    who: Seer,
    at: Path<(Id, Id)>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let (actor, zone) = (who.actor().clone(), site.zone());
    let (id, event) = at.into_inner();
    let (round, password) = (id.as_str().to_owned(), form.exact("password").to_owned());
    let outcome = site
        .db
        .write(move |tx| rounds::confirm_correction(tx, &actor, zone, &round, &event, &password))
        .await;
    after(&who, &site, &id, outcome, "correction-noted").await
}

struct PaperCriterion {
    name: String,
    levels: Vec<String>,
}

impl From<CriterionLine> for PaperCriterion {
    fn from(line: CriterionLine) -> Self {
        Self { name: line.name, levels: line.levels.into_iter().map(|l| l.text).collect() }
    }
}

#[derive(Template)]
#[template(path = "features/apprenticeship/pages/round_print.html")]
struct RoundPrint {
    page: Chrome,
    id: String,
    head: String,
    state: String,
    facts: Vec<(String, String)>,
    words: [String; 4],
    criteria: Vec<PaperCriterion>,
    signed: Vec<SignedLine>,
}

/// The sign-off sheet on paper: the signatures, or the empty rubric to be filled in by hand.
pub(super) async fn print(who: Seer, id: Path<Id>, site: Data<Site>) -> Answer {
    let file = file(&who, &site, &id).await?;
    let t = Texts::new(who.lang).on(site.today());
    let n = t.with("round-nth", &[("n", &file.round.number)]);
    let signed = file
        .signed
        .iter()
        .map(|s| round_view::signed_line(&t, &site, &file.rubric, s))
        .collect::<Result<Vec<_>, _>>()?;
    let groups = round_view::sheet(&t, &site, &file, None).groups;
    html(&RoundPrint {
        id: file.round.id.clone(),
        head: format!("{} \u{b7} {} \u{b7} {n}", file.apprentice, words::item_name(&t, &file.item)),
        state: t.get(file.state.key()),
        facts: round_view::facts(&t, &site, &file),
        words: round_view::level_words(&t),
        criteria: groups.into_iter().flat_map(|g| g.criteria).map(PaperCriterion::from).collect(),
        signed,
        page: Chrome::new(&who, "sheet-paper-title", Place::Mentoring),
    })
}
