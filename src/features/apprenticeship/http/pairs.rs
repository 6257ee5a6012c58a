//! Pairs: the manager's list and proposals, and the page of one apprenticeship with its agreement.

use actix_web::web::{Data, Path};
use askama::Template;
use chrono::NaiveDate;

use super::words::{self, Choice, EventLine};
use crate::features::accounts;
use crate::features::apprenticeship::rules::pairing::{Graduation, State};
use crate::features::apprenticeship::service::pairs::{self as service, Act, Candidate};
use crate::features::apprenticeship::service::{flags, graduation, programmes, relation};
use crate::kernel::{Blame, Fault, Id, Permission, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, FormErrors, Posted, fragment, see_other};

struct PairLine {
    href: String,
    name: String,
    mentor: String,
    sub: String,
    tone: &'static str,
    state: String,
}

struct FlagLine {
    name: String,
    text: String,
}

#[derive(Template)]
#[template(path = "features/apprenticeship/pages/pairs.html")]
struct PairsPage {
    page: Chrome,
    errors: FormErrors,
    pairs: Vec<PairLine>,
    flags: Vec<FlagLine>,
    programmes: Vec<Choice>,
    apprentices: Vec<Choice>,
    mentors: Vec<Choice>,
}

pub(super) async fn list(who: Allow<perm::ManagePairs>, site: Data<Site>) -> Answer {
    list_page(&who, &site, FormErrors::default(), &Fields::default()).await
}

async fn list_page(
    who: &Allow<perm::ManagePairs>,
    site: &Data<Site>,
    errors: FormErrors,
    typed: &Fields,
) -> Answer {
    let (actor, day, now) = (who.actor().clone(), site.today(), site.db.clock().now());
    let (pairs, flagged, programmes, (apprentices, mentors)) = site
        .db
        .read(move |conn| {
            Ok((
                service::list(conn, &actor, day)?,
                flags::list(conn, &actor, now)?,
                programmes::programmes(conn)?,
                service::candidates(conn, &actor, day)?,
            ))
        })
        .await?;
    let page = Chrome::new(who, "pairs-title", Place::Mentoring);
    let t = page.t.on(day);
    let zone = site.zone();
    let choice =
        |c: Candidate, field: &str, name: String| Choice { on: typed.one(field) == c.id, id: c.id, name };
    let pairs = pairs
        .into_iter()
        .map(|p| PairLine {
            href: format!("/pairs/{}", p.row.id),
            mentor: p.mentor.map(|(_, name)| name).unwrap_or_default(),
            sub: p.row.started_on.map(|d| t.date(d)).unwrap_or_default(),
            tone: words::pair_tone(p.state),
            state: t.get(p.state.key()),
            name: p.apprentice,
        })
        .collect();
    let flags = flagged
        .into_iter()
        .map(|(flag, name)| {
            let last = t.date_time(zone.local(flag.last));
            FlagLine { name, text: t.with(flag.key, &[("n", &flag.n), ("last", &last)]) }
        })
        .collect();
    let page = PairsPage {
        pairs,
        flags,
        programmes: programmes
            .into_iter()
            .map(|p| Choice { name: words::pick(&t, &p.name, &p.name_en), id: p.id, on: false })
            .collect(),
        apprentices: apprentices
            .into_iter()
            .map(|c| {
                let name = c.name.clone();
                choice(c, "apprentice", name)
            })
            .collect(),
        mentors: mentors
            .into_iter()
            .map(|c| {
                let name = t.with("pairs-load", &[("name", &c.name), ("n", &c.load)]);
                choice(c, "mentor", name)
            })
            .collect(),
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
            let (programme, apprentice, mentor) =
                (typed.one("programme"), typed.one("apprentice"), typed.one("mentor"));
            service::propose(tx, &actor, zone, programme, apprentice, mentor)
        })
        .await;
    match outcome {
        Ok(id) => see_other(&format!("/pairs/{id}?ok=pair-proposed")),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            list_page(&who, &site, errors, &form).await
        }
    }
}

struct AssignmentLine {
    name: String,
    kind: String,
    span: String,
}

#[derive(Template)]
#[template(path = "features/apprenticeship/pages/pair.html")]
struct PairPage {
    page: Chrome,
    errors: FormErrors,
    id: String,
    sub: String,
    tone: &'static str,
    state: String,
    board: bool,
    agreement: Vec<String>,
    agreement_version: String,
    signed: Vec<String>,
    may_agree: bool,
    graduation: Option<String>,
    graduation_signed: Vec<String>,
    may_ask_graduation: bool,
    may_sign_graduation: bool,
    assignments: Vec<AssignmentLine>,
    may_delegate: bool,
    may_manage: bool,
    people: Vec<Choice>,
    today: String,
    events: Vec<EventLine>,
}

type Seer = Allow<perm::SeeApprentice>;

pub(super) async fn page(who: Seer, id: Path<Id>, site: Data<Site>) -> Answer {
    show(&who, &site, &id, FormErrors::default()).await
}

async fn show(who: &Seer, site: &Data<Site>, id: &Id, errors: FormErrors) -> Answer {
    let (actor, day, pair) = (who.actor().clone(), site.today(), id.as_str().to_owned());
    let (file, outlook, graduated, names, people) = site
        .db
        .read(move |conn| {
            let file = service::file(conn, &actor, &pair, day)?;
            let outlook = graduation::outlook(conn, &file.pair.row, day)?;
            let signed = graduation::signatures(conn, &pair)?;
            let people = service::stand_ins(conn, &file.pair.row.apprentice_id)?;
            Ok((file, outlook, signed, accounts::names(conn)?, people))
        })
        .await?;
    let t = Texts::new(who.lang).on(day);
    let zone = site.zone();
    let pair = &file.pair;
    let relation = file.relation;
    let mentor = pair.mentor.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
    let working = pair.state.working();
    let outlook_text = match outlook {
        _ if !working => None,
        Graduation::Open => Some(t.get("graduation-open")),
        Graduation::TooEarly { days } => Some(t.with("graduation-early", &[("days", &days)])),
        Graduation::Uncertified { items } => Some(t.with("graduation-items", &[("items", &items)])),
    };
    let me = &who.actor().person;
    let first_signed = graduated.first().map(|s| s.signer_id.clone());
    let page = PairPage {
        id: pair.row.id.clone(),
        sub: t.with(
            "pair-sub",
            &[
                ("programme", &words::pick(&t, &pair.programme.name, &pair.programme.name_en)),
                ("min", &pair.programme.min_days),
                ("max", &pair.programme.max_days),
            ],
        ),
        tone: words::pair_tone(pair.state),
        state: t.get(pair.state.key()),
        board: pair.row.started_on.is_some(),
        agreement: file.agreement.text.lines().filter(|l| !l.trim().is_empty()).map(str::to_owned).collect(),
        agreement_version: file.agreement.version.clone(),
        signed: file
            .signed
            .iter()
            .map(|(name, at)| t.with("pair-signed", &[("name", name), ("at", &t.date_time(zone.local(*at)))]))
            .collect(),
        may_agree: file.may_agree,
        graduation: outlook_text,
        graduation_signed: graduated
            .iter()
            .map(|s| {
                format!("{} \u{2014} {}", s.sentence, names.get(&s.signer_id).cloned().unwrap_or_default())
            })
            .collect(),
        may_ask_graduation: pair.state == State::Active
            && outlook == Graduation::Open
            && (relation.own || relation.mentor_now),
        may_sign_graduation: pair.state == State::GraduationRequested
            && !relation.own
            && who.actor().may(Permission::SignRound)
            && (if graduated.is_empty() { relation.mentor_now } else { first_signed.as_deref() != Some(me) }),
        assignments: file
            .assignments
            .iter()
            .map(|(a, name)| AssignmentLine {
                name: name.clone(),
                kind: t.get(if a.is_mentor() { "role-mentor" } else { "delegate" }),
                span: span(&t, a.from_day, a.to_day),
            })
            .collect(),
        may_delegate: (relation.mentor_now || relation.manages) && !pair.state.closed(),
        may_manage: relation.manages && !pair.state.closed(),
        people: people.into_iter().map(|c| Choice { id: c.id, name: c.name, on: false }).collect(),
        today: day.to_string(),
        events: file
            .events
            .iter()
            .map(|(kind, name, reason, at)| {
                let what = words::event(&t, kind, name);
                EventLine {
                    what: if reason.is_empty() { what } else { format!("{what} \u{b7} {reason}") },
                    when: t.date_time(zone.local(*at)),
                }
            })
            .collect(),
        errors: errors.clone(),
        page: Chrome::titled(
            who,
            t.with("pair-title", &[("apprentice", &pair.apprentice), ("mentor", &mentor)]),
            if relation.own { Place::Board } else { Place::Mentoring },
        ),
    };
    fragment(&page, &errors)
}

/// From and to, the last day included.
fn span(t: &Texts, from: NaiveDate, to: Option<NaiveDate>) -> String {
    match to {
        Some(to) => {
            let last = to.pred_opt().unwrap_or(to).max(from);
            t.with("span", &[("from", &t.date(from)), ("to", &t.date(last))])
        }
        None => t.with("span-open", &[("from", &t.date(from))]),
    }
}

async fn after(who: &Seer, site: &Data<Site>, id: &Id, outcome: Result<(), Fault>, toast: &str) -> Answer {
    match outcome {
        Ok(()) => see_other(&format!("/pairs/{}?ok={toast}", id.as_str())),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            show(who, site, id, errors).await
        }
    }
}

pub(super) async fn agree(who: Seer, id: Path<Id>, form: Posted, site: Data<Site>) -> Answer {
    let (actor, zone, pair) = (who.actor().clone(), site.zone(), id.as_str().to_owned());
    let password = form.exact("password").to_owned();
    let outcome = site.db.write(move |tx| service::agree(tx, &actor, zone, &pair, &password)).await;
    after(&who, &site, &id, outcome, "pair-agreed").await
}

/// A day from a form; a day that cannot be is no day, and the rules say which field wants one.
fn day_of(form: &Fields, field: &'static str) -> Result<NaiveDate, Fault> {
    form.one(field).parse().map_err(|_not_a_day| Fault::field(field, "date-form"))
}

pub(super) async fn delegate(who: Seer, id: Path<Id>, form: Posted, site: Data<Site>) -> Answer {
    let (actor, zone, pair) = (who.actor().clone(), site.zone(), id.as_str().to_owned());
    let typed = form.0.clone();
    let outcome = site
        .db
        .write(move |tx| {
            // Whether there is such a pair for this person comes before what was typed.
            service::file(tx.conn, &actor, &pair, zone.day(tx.at))?;
            let days = (day_of(&typed, "from")?, day_of(&typed, "to")?);
            service::name_delegate(tx, &actor, zone, &pair, typed.one("person"), days)
        })
        .await;
    after(&who, &site, &id, outcome, "delegate-named").await
}

pub(super) async fn manage(who: Seer, id: Path<Id>, form: Posted, site: Data<Site>) -> Answer {
    let (actor, zone, pair) = (who.actor().clone(), site.zone(), id.as_str().to_owned());
    let typed = form.0.clone();
    let outcome = site
        .db
        .write(move |tx| {
            service::file(tx.conn, &actor, &pair, zone.day(tx.at))?;
            let act = match typed.one("act") {
                "pause" => Act::Pause,
                "resume" => Act::Resume,
                "end" => Act::End,
                "extend" => Act::Extend(day_of(&typed, "until")?),
                "mentor" => Act::ChangeMentor(typed.one("mentor").to_owned()),
                _ => return Err(Fault::field("act", "choose-one")),
            };
            service::manage(tx, &actor, zone, &pair, &act, typed.one("reason"))
        })
        .await;
    after(&who, &site, &id, outcome, "pair-changed").await
}

pub(super) async fn ask_graduation(who: Seer, id: Path<Id>, _form: Posted, site: Data<Site>) -> Answer {
    let (actor, zone, pair) = (who.actor().clone(), site.zone(), id.as_str().to_owned());
    let outcome = site.db.write(move |tx| graduation::ask(tx, &actor, zone, &pair)).await;
    after(&who, &site, &id, outcome, "graduation-asked").await
}

pub(super) async fn sign_graduation(who: Seer, id: Path<Id>, form: Posted, site: Data<Site>) -> Answer {
    let (actor, zone, pair) = (who.actor().clone(), site.zone(), id.as_str().to_owned());
    let (sentence, password) = (form.one("sentence").to_owned(), form.exact("password").to_owned());
    let outcome = site
        .db
        .write(move |tx| graduation::sign(tx, &actor, zone, &pair, &sentence, &password).map(|_state| ()))
        .await;
    // A second signer who has no other business with the apprentice goes back to the own queue.
    match outcome {
        Ok(()) => see_other("/mentoring?ok=graduation-signed"),
        Err(fault) if fault.blame == Blame::Refused => {
            let (actor, day, pair) = (who.actor().clone(), site.today(), id.as_str().to_owned());
            site.db.read(move |conn| relation::visible(conn, &actor, &pair, day)).await?;
            Err(fault.into())
        }
        Err(fault) => after(&who, &site, &id, Err(fault), "graduation-signed").await,
    }
}
