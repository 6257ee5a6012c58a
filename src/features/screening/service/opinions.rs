//! Settings of reviews, first opinions, and what a reviewer may see before his own.

use super::super::model::{Case, OpinionRow, SettingRow};
use super::super::rules::{Purpose, Standing, Verdict};
use super::super::seats::{Seat, Setting, Vote};
use super::super::store::{self, Scope};
use crate::features::audit::{self, Entry, Kind};
use crate::kernel::{Actor, Fault, Moment, Permission, Role};
use crate::platform::db::{AnyConn, Tx};
use crate::platform::keys::MasterKey;

/// How reviews are held now.
///
/// # Errors
/// When the database fails.
pub fn setting(conn: &mut AnyConn) -> Result<Setting, Fault> {
    Ok(store::settings(conn, 1)?.first().map(SettingRow::setting).unwrap_or_default())
}

/// The setting's latest versions, the newest first.
///
/// # Errors
/// A refusal for who may not review.
pub fn setting_versions(conn: &mut AnyConn, actor: &Actor) -> Result<Vec<SettingRow>, Fault> {
    actor.need(Permission::DecideScreening)?;
    store::settings(conn, 20)
}

/// What a manager sends to change how reviews are held.
#[derive(Debug, Clone)]
pub struct NewSetting {
    /// The version the page showed: a change made meanwhile is not overwritten unseen.
    pub seen: i32,
    /// See [`Setting`].
    pub blind: bool,
    /// See [`Setting`].
    pub two_purposes: Vec<Purpose>,
    /// As typed; empty for none.
    pub two_score: String,
    /// Why.
    pub reason: String,
}

/// Changes how reviews are held from now on.
///
/// # Errors
/// An input fault for a score that is none or without a reason; a conflict when somebody changed it meanwhile.
pub fn change_setting(tx: &mut Tx<'_>, actor: &Actor, new: &NewSetting) -> Result<(), Fault> {
    actor.need(Permission::TuneScreening)?;
    let before = setting(tx.conn)?;
    let two_score = match new.two_score.trim() {
        "" => None,
        typed => {
            let score = typed.parse().ok().filter(|score| (0..=100).contains(score));
            Some(score.ok_or_else(|| Fault::field("two-score", "score-range"))?)
        }
    };
    let reason = super::text("reason", &new.reason)?;
    if before.version != new.seen {
        return Err(Fault::conflict("setting-changed"));
    }
    let row = SettingRow {
        version: before.version + 1,
        blind: new.blind,
        two_purposes: new.two_purposes.iter().map(|p| p.code()).collect::<Vec<_>>().join(","),
        two_score,
        reason,
        changed_by: actor.person.clone(),
        changed_at: tx.at,
    };
    store::insert_setting(tx, &row)?;
    let entry = Entry::new(Kind("screening.setting"), "screening_setting", row.version.to_string())
        .fact("blind", row.blind)
        .fact("two_purposes", row.two_purposes.as_str())
        .fact("two_score", row.two_score.map_or_else(String::new, |score| score.to_string()));
    audit::record(tx, actor, entry)?;
    Ok(())
}

/// Where a case stands for its reviewers.
#[derive(Debug, Clone)]
pub struct Bench {
    /// Claims and earlier deciders.
    pub standing: Standing,
    /// Who sits next.
    pub seat: Seat,
    /// Opinions of two, of this round.
    pub votes: Vec<Vote>,
    /// Who has given a first opinion in this round.
    pub spoken: Vec<String>,
    /// How reviews are held.
    pub setting: Setting,
}

impl Bench {
    fn of(setting: &Setting, case: &Case, deciders: Vec<String>, opinions: &[OpinionRow]) -> Self {
        let this_round = |row: &&OpinionRow| row.round == case.round;
        let votes: Vec<Vote> = opinions.iter().filter(this_round).filter_map(OpinionRow::vote).collect();
        let mut earlier = deciders;
        earlier.extend(
            opinions
                .iter()
                .filter(|row| row.round < case.round && row.kind == "vote")
                .map(|row| row.person_id.clone()),
        );
        Self {
            standing: case.standing(earlier),
            seat: Seat::of(setting.needs_two(&case.purpose, case.score), &votes),
            spoken: opinions.iter().filter(this_round).map(|row| row.person_id.clone()).collect(),
            votes,
            setting: setting.clone(),
        }
    }

    /// Whether this person may claim the case now.
    ///
    /// # Errors
    /// The key of the reason.
    pub fn may_claim(&self, actor: &Actor, now: Moment) -> Result<(), &'static str> {
        self.standing.may_claim(&actor.person, now)?;
        self.seat.takes(&self.votes, &actor.person, actor.is(Role::Manager))
    }

    /// Whether this person may say what is to be done.
    ///
    /// # Errors
    /// The key of the reason.
    pub fn may_decide(&self, actor: &Actor) -> Result<(), &'static str> {
        self.standing.may_decide(&actor.person)?;
        self.seat.takes(&self.votes, &actor.person, actor.is(Role::Manager))
    }

    /// Whether the places, the score and the words of others are kept from this person until he has said what
    /// he thinks. A referee is called because two differ, and sees all.
    #[must_use]
    pub fn hides(&self, actor: &Actor) -> bool {
        self.setting.blind
            && self.seat != Seat::Referee
            && actor.may(Permission::DecideScreening)
            && self.standing.queued
            && self.standing.state.waits_for_review()
            && self.standing.independent(&actor.person).is_ok()
            && !self.spoken.iter().any(|person| person == &actor.person)
    }
}

/// Where these cases stand for their reviewers.
///
/// # Errors
/// When the database fails.
pub(super) fn benches(conn: &mut AnyConn, cases: &[Case]) -> Result<Vec<Bench>, Fault> {
    let setting = setting(conn)?;
    let ids: Vec<String> = cases.iter().map(|case| case.id.clone()).collect();
    let opinions = store::opinions(conn, &ids)?;
    let decisions = store::decisions_of(conn, &ids)?;
    let bench = |case: &Case| {
        let own: Vec<OpinionRow> = opinions.iter().filter(|row| row.case_id == case.id).cloned().collect();
        let deciders =
            decisions.iter().filter(|row| row.case_id == case.id).map(|row| row.decider_id.clone());
        Bench::of(&setting, case, deciders.collect(), &own)
    };
    Ok(cases.iter().map(bench).collect())
}

/// Where a case stands for its reviewers.
///
/// # Errors
/// When the database fails.
pub fn bench(conn: &mut AnyConn, case: &Case) -> Result<Bench, Fault> {
    benches(conn, std::slice::from_ref(case))?.pop().ok_or_else(Fault::missing)
}

/// Whether the program's findings about this case are kept from the actor for now. Everything that would show
/// them (layers, sheets, lists of places) asks this first.
///
/// # Errors
/// When the database fails.
pub fn hidden(conn: &mut AnyConn, actor: &Actor, case: &Case) -> Result<bool, Fault> {
    if !actor.may(Permission::DecideScreening) || case.submitter_id == actor.person {
        return Ok(false);
    }
    Ok(bench(conn, case)?.hides(actor))
}

/// Refuses what would show the program's findings to somebody who has to say first what he thinks.
///
/// # Errors
/// A refusal then; missing for a case one may not see.
pub fn shown(conn: &mut AnyConn, actor: &Actor, case: &str) -> Result<(), Fault> {
    let case = store::case(conn, &Scope::of(actor), case)?;
    if hidden(conn, actor, &case)? { Err(Fault::conflict("opinion-first")) } else { Ok(()) }
}

/// An opinion as typed.
#[derive(Debug, Clone)]
pub struct NewOpinion {
    /// What one would do.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
}

/// Gives the first opinion on a claimed case, from the papers alone.
///
/// # Errors
/// A conflict without a claim or when one has spoken before; an input fault without a reason.
pub fn give_opinion(
    tx: &mut Tx<'_>,
    actor: &Actor,
    keys: &MasterKey,
    case: &str,
    new: &NewOpinion,
) -> Result<(), Fault> {
    actor.need(Permission::DecideScreening)?;
    let case = super::seen_case(tx, actor, case)?;
    let bench = bench(tx.conn, &case)?;
    bench.may_decide(actor).map_err(super::reviewing::blame)?;
    if !bench.hides(actor) {
        return Err(Fault::conflict("already-voted"));
    }
    put(tx, actor, keys, &case, "first", new)?;
    let entry = Entry::new(Kind("screening.first-opinion"), "screening_case", &case.id)
        .fact("opinion", new.verdict.code())
        .fact("round", case.round);
    audit::record(tx, actor, entry)?;
    Ok(())
}

/// Writes an opinion down, sealed like every word about a case.
pub(super) fn put(
    tx: &mut Tx<'_>,
    actor: &Actor,
    keys: &MasterKey,
    case: &Case,
    kind: &str,
    new: &NewOpinion,
) -> Result<(), Fault> {
    let reason = super::text("reason", &new.reason)?;
    let row = OpinionRow {
        id: tx.id(),
        case_id: case.id.clone(),
        round: case.round,
        submitter_id: case.submitter_id.clone(),
        person_id: actor.person.clone(),
        kind: kind.to_owned(),
        opinion: new.verdict.code().to_owned(),
        reason_sealed: keys.seal_text(&case.label("opinion")?, &reason).map_err(Fault::ours)?,
        given_at: tx.at,
    };
    store::insert_opinion(tx, &row)
}

/// The opinions on a case this actor may read: all of them once the round is decided; before that one's own,
/// and those of the two for whoever is called above them.
///
/// # Errors
/// When the database fails.
pub(super) fn readable(conn: &mut AnyConn, actor: &Actor, case: &Case) -> Result<Vec<OpinionRow>, Fault> {
    let bench = bench(conn, case)?;
    let settled = !bench.standing.state.waits_for_review();
    let above = bench.seat == Seat::Referee && bench.may_decide_later(actor);
    let mut rows = store::opinions(conn, std::slice::from_ref(&case.id))?;
    rows.retain(|row| settled || row.round < case.round || row.person_id == actor.person || above);
    Ok(rows)
}

impl Bench {
    /// Whether this person could decide if he claimed the case.
    fn may_decide_later(&self, actor: &Actor) -> bool {
        self.standing.independent(&actor.person).is_ok()
            && self.seat.takes(&self.votes, &actor.person, actor.is(Role::Manager)).is_ok()
            && actor.may(Permission::DecideScreening)
    }
}
