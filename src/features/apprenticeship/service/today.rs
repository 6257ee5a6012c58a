//! What mentoring has to say on the page 今日: the next steps, and the mentor's last words.

use chrono::NaiveDate;

use super::{board, evidence, pairs, rounds};
use crate::features::apprenticeship::rules::pairing::State;
use crate::features::apprenticeship::rules::progress::Next;
use crate::features::apprenticeship::store;
use crate::features::{accounts, corpus};
use crate::kernel::{Actor, Fault, Moment, Permission};
use crate::platform::db::AnyConn;
use crate::platform::i18n::{Lang, Texts};

/// Something to do today; see [`NextStep::sentence`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// Key of the sentence.
    pub key: &'static str,
    /// Arguments: `item` and `item_en` where an item is meant, `n`, `name`.
    pub args: Vec<(&'static str, String)>,
    /// How long it usually takes; 0 for something one only waits for.
    pub minutes: u32,
    /// Where it is done.
    pub href: String,
}

impl NextStep {
    /// The sentence in the reader's language.
    #[must_use]
    pub fn sentence(&self, t: &Texts) -> String {
        let find = |name: &str| self.args.iter().find(|(n, _)| *n == name).map_or("", |(_, v)| v.as_str());
        let english = find("item_en");
        let item = if t.lang == Lang::En && !english.is_empty() { english } else { find("item") };
        t.with(self.key, &[("item", &item), ("name", &find("name")), ("n", &find("n"))])
    }
}

/// Where a next action is done.
#[must_use]
pub fn place(next: Next, slug: &str) -> String {
    match next {
        Next::LogListen => format!("/board/{slug}/listen"),
        Next::Read => format!("/board/{slug}/learn"),
        Next::WhyQuiz => format!("/items/{slug}/why"),
        Next::LogWatch | Next::WaitForMentor => format!("/board/{slug}/watch"),
        Next::Etiquette => "/routines".to_owned(),
        Next::AskRound => format!("/board/{slug}/practice"),
        Next::WaitForQuestions | Next::WaitForSignature | Next::Certified => format!("/board/{slug}"),
    }
}

/// What the actor has to do next in mentoring, most urgent first.
///
/// # Errors
/// When the database fails.
pub fn next_steps(conn: &mut AnyConn, actor: &Actor, day: NaiveDate) -> Result<Vec<NextStep>, Fault> {
    let mut out = Vec::new();
    if actor.may(Permission::SignRound) {
        teaching(conn, actor, day, &mut out)?;
    }
    if actor.may(Permission::BeApprentice)
        && let Some(own) = store::current_of(conn, &actor.person)?
    {
        learning(conn, actor, &own, day, &mut out)?;
    }
    Ok(out)
}

fn teaching(conn: &mut AnyConn, actor: &Actor, day: NaiveDate, out: &mut Vec<NextStep>) -> Result<(), Fault> {
    for pair in pairs::taught_by(conn, &actor.person, day)? {
        if pair.state == State::Proposed && needs_my_signature(conn, actor, &pair.row.id)? {
            out.push(NextStep {
                key: "today-agree",
                args: vec![("name", pair.apprentice.clone())],
                minutes: 3,
                href: format!("/pairs/{}", pair.row.id),
            });
        }
    }
    for queued in rounds::queue(conn, actor, day)? {
        if queued.round.observed_on <= day {
            out.push(NextStep {
                key: if queued.second { "today-sign-second" } else { "today-sign" },
                args: vec![("name", queued.apprentice), ("item", queued.item.0), ("item_en", queued.item.1)],
                minutes: 3,
                href: format!("/rounds/{}", queued.round.id),
            });
        }
    }
    let waiting = evidence::waiting_for(conn, actor, day)?.len();
    if waiting > 0 {
        out.push(NextStep {
            key: "today-confirm",
            args: vec![("n", waiting.to_string())],
            minutes: 2,
            href: "/mentoring".to_owned(),
        });
    }
    Ok(())
}

fn needs_my_signature(conn: &mut AnyConn, actor: &Actor, id: &str) -> Result<bool, Fault> {
    Ok(store::agreement_signatures(conn, id)?.iter().all(|s| s.person_id != actor.person))
}

fn learning(
    conn: &mut AnyConn,
    actor: &Actor,
    own: &crate::features::apprenticeship::model::Apprenticeship,
    day: NaiveDate,
    out: &mut Vec<NextStep>,
) -> Result<(), Fault> {
    match own.state()? {
        State::Proposed if needs_my_signature(conn, actor, &own.id)? => out.push(NextStep {
            key: "today-agree-own",
            args: Vec::new(),
            minutes: 3,
            href: format!("/pairs/{}", own.id),
        }),
        State::Active | State::GraduationRequested => {
            for item in store::programme_items(conn, &own.programme_id)? {
                let item = corpus::item(conn, &item)?;
                let gathered = board::gather(conn, own, item, day)?;
                let next = gathered.board.next;
                let (key, minutes) = (next.words().0, gathered.minutes());
                if minutes > 0 {
                    out.push(NextStep {
                        key,
                        args: vec![("item", gathered.item.name), ("item_en", gathered.item.name_en)],
                        minutes,
                        href: place(next, &gathered.item.slug),
                    });
                }
            }
        }
        _ => {}
    }
    Ok(())
}

/// The mentor's last sentence with the levels it came with.
#[derive(Debug, Clone)]
pub struct LastWords {
    /// The sentence.
    pub sentence: String,
    /// Who said it.
    pub from: String,
    /// When.
    pub at: Moment,
    /// Item: Chinese and English name.
    pub item: (String, String),
    /// The round's page.
    pub href: String,
    /// Criteria: Chinese name, English name, level 1 to 4.
    pub levels: Vec<(String, String, u8)>,
}

/// What a mentor last said to a person.
///
/// # Errors
/// When the database fails.
pub fn last_words(conn: &mut AnyConn, person: &str) -> Result<Option<LastWords>, Fault> {
    let Some(signed) = store::last_sign_off(conn, person)? else { return Ok(None) };
    let round = store::round(conn, &signed.round_id)?;
    // While a second signer is still to judge, the first one's marks stay under seal for everybody else; the
    // apprentice may see them, since the apprentice signs nothing.
    let item = corpus::item(conn, &round.item_id)?;
    let scores = signed.scores()?;
    let levels = round
        .rubric()?
        .into_iter()
        .filter_map(|c| scores.get(&c.key).map(|level| (c.name.clone(), c.name_en.clone(), *level)))
        .collect();
    Ok(Some(LastWords {
        from: accounts::person(conn, &signed.signer_id)?.name,
        sentence: signed.sentence,
        at: signed.signed_at,
        item: (item.name, item.name_en),
        href: format!("/rounds/{}", round.id),
        levels,
    }))
}
