//! The progress of one person in one business item: 听 学 看 练, and what opens the next stage.
//!
//! One pure function for the board, for the gate before the operating steps, for the services that accept
//! evidence and for the certificate, so that a message on a page is never the only lock.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::figures::{PRACTICE_DAYS, PRACTICE_SIGNERS, UNPROMPTED_ROUNDS};
use super::round;

/// What the item asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirements {
    /// Listened encounters.
    pub listen: usize,
    /// Observed cases confirmed by the mentor.
    pub watch: usize,
    /// Passed rounds.
    pub rounds: usize,
    /// Different days of passed rounds.
    pub days: usize,
    /// Different signers of passed rounds.
    pub signers: usize,
    /// Last rounds without prompts.
    pub unprompted: usize,
    /// Whether listening already waits for the etiquette certificate. Practice waits in any case.
    pub etiquette_first: bool,
}

impl Requirements {
    /// The requirements of an item with its own figures and the rest as usual.
    #[must_use]
    pub fn of(listen: usize, watch: usize, rounds: usize) -> Self {
        Self {
            listen,
            watch,
            rounds,
            // Fewer rounds than days or signers could never be complete.
            days: PRACTICE_DAYS.min(rounds),
            signers: PRACTICE_SIGNERS.min(rounds),
            unprompted: UNPROMPTED_ROUNDS.min(rounds),
            etiquette_first: false,
        }
    }
}

/// One round as progress sees it, in the order of its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundFact {
    /// Its id.
    pub id: String,
    /// The round it answers.
    pub answers: Option<String>,
    /// Where it stands.
    pub state: round::State,
    /// The day observed.
    pub day: NaiveDate,
    /// Who signed.
    pub signers: Vec<String>,
    /// Whether the mentor prompted.
    pub prompted: bool,
    /// Whether a critical criterion failed.
    pub critical_failed: bool,
}

/// What has been done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Listened encounters logged.
    pub listened: usize,
    /// Policy versions in force that the item cites.
    pub policies: usize,
    /// Of them, confirmed as read.
    pub confirmed: usize,
    /// Why-questions ready for the item.
    pub questions: usize,
    /// Best result of the why-quiz, percent.
    pub best_percent: Option<i32>,
    /// Whether the why-quiz is passed at the present question versions.
    pub why_passed: bool,
    /// Observed cases confirmed.
    pub watched: usize,
    /// Observed cases that wait for the mentor.
    pub watch_waiting: usize,
    /// Rounds, in the order of their numbers.
    pub rounds: Vec<RoundFact>,
    /// Whether the etiquette certificate is valid.
    pub etiquette: bool,
}

/// One of the four stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// 听
    Listen,
    /// 学
    Learn,
    /// 看
    Watch,
    /// 练
    Practice,
}

impl Stage {
    /// The four, in order.
    pub const ALL: [Self; 4] = [Self::Listen, Self::Learn, Self::Watch, Self::Practice];

    /// The stable name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Listen => "listen",
            Self::Learn => "learn",
            Self::Watch => "watch",
            Self::Practice => "practice",
        }
    }
}

/// Whether a stage is done, open or locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StageState {
    /// Everything it asks for is there.
    Done,
    /// Open.
    Open,
    /// Not open yet; its gates say why.
    Locked,
}

/// One condition with its figures: what opens a stage, or what completes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// Key of the sentence; arguments `have`, `need`, `left`.
    pub key: &'static str,
    /// What is there.
    pub have: usize,
    /// What is needed.
    pub need: usize,
}

impl Gate {
    fn new(key: &'static str, have: usize, need: usize) -> Self {
        Self { key, have, need }
    }

    fn flag(key: &'static str, met: bool) -> Self {
        Self { key, have: usize::from(met), need: 1 }
    }

    /// Whether the condition holds.
    #[must_use]
    pub fn met(&self) -> bool {
        self.have >= self.need
    }

    /// What is missing.
    #[must_use]
    pub fn left(&self) -> usize {
        self.need.saturating_sub(self.have)
    }
}

/// One stage of the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageView {
    /// Which.
    pub stage: Stage,
    /// Done, open or locked.
    pub state: StageState,
    /// What opens it.
    pub opens: Vec<Gate>,
    /// What completes it; the first one is the figure shown large.
    pub completes: Vec<Gate>,
}

/// The one next action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Log a listened encounter.
    LogListen,
    /// Read and confirm the policies.
    Read,
    /// Take the why-quiz.
    WhyQuiz,
    /// The item has no why-questions yet: the steward's turn.
    WaitForQuestions,
    /// Log an observed case.
    LogWatch,
    /// Wait until the mentor confirms the observations.
    WaitForMentor,
    /// Get the etiquette certificate.
    Etiquette,
    /// Ask for a practice round.
    AskRound,
    /// Wait for a signature.
    WaitForSignature,
    /// Everything is done.
    Certified,
}

impl Next {
    /// Key of the words on its button or line, and the minutes it usually takes (0: waiting): of reading, those
    /// of one policy; of watching and practising, with the case itself.
    #[must_use]
    pub fn words(self) -> (&'static str, u32) {
        match self {
            Self::LogListen => ("next-log-listen", 10),
            Self::Read => ("next-read", 5),
            Self::WhyQuiz => ("next-why-quiz", 10),
            Self::WaitForQuestions => ("next-wait-questions", 0),
            Self::LogWatch => ("next-log-watch", 20),
            Self::WaitForMentor => ("next-wait-mentor", 0),
            Self::Etiquette => ("next-etiquette", 15),
            Self::AskRound => ("next-ask-round", 20),
            Self::WaitForSignature => ("next-wait-signature", 0),
            Self::Certified => ("next-certified", 0),
        }
    }
}

/// The board of one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// The four stages.
    pub stages: [StageView; 4],
    /// Whether the operating steps may be sent: 学 is done.
    pub steps_open: bool,
    /// Whether the certificate is earned.
    pub complete: bool,
    /// What to do now.
    pub next: Next,
    /// The redo that the next round answers.
    pub answers: Option<String>,
}

impl Board {
    /// One stage.
    #[must_use]
    pub fn stage(&self, stage: Stage) -> &StageView {
        &self.stages[stage as usize]
    }

    /// Whether evidence for a stage is accepted now. A done stage stays open for more.
    #[must_use]
    pub fn open(&self, stage: Stage) -> bool {
        self.stage(stage).state != StageState::Locked
    }
}

/// Where somebody stands and what comes next.
#[must_use]
pub fn progress(evidence: &Evidence, need: &Requirements) -> Board {
    let all_met = |gates: &[Gate]| gates.iter().all(Gate::met);

    let etiquette = Gate::flag("gate-etiquette", evidence.etiquette);
    let listen_opens = if need.etiquette_first { vec![etiquette.clone()] } else { Vec::new() };
    let listen = stage(
        Stage::Listen,
        true,
        listen_opens,
        vec![Gate::new("gate-listen", evidence.listened, need.listen)],
    );

    let listened = listen.state == StageState::Done;
    let learn = stage(
        Stage::Learn,
        listened,
        vec![Gate::new("gate-listen", evidence.listened, need.listen)],
        vec![
            Gate::new("gate-read", evidence.confirmed, evidence.policies),
            Gate::flag("gate-why", evidence.why_passed),
        ],
    );

    let learned = learn.state == StageState::Done;
    let watch = stage(
        Stage::Watch,
        learned,
        vec![Gate::flag("gate-learn", learned)],
        vec![Gate::new("gate-watch", evidence.watched, need.watch)],
    );

    let watched = watch.state == StageState::Done;
    let completes = practice_gates(&evidence.rounds, need);
    let practice = stage(
        Stage::Practice,
        watched,
        vec![Gate::new("gate-watch", evidence.watched, need.watch), etiquette],
        completes,
    );

    let complete = practice.state == StageState::Done;
    let waiting = evidence.rounds.iter().any(|round| round.state.waits());
    let next = if complete {
        Next::Certified
    } else if listen.state == StageState::Locked {
        Next::Etiquette
    } else if !listened {
        Next::LogListen
    } else if evidence.confirmed < evidence.policies {
        Next::Read
    } else if !evidence.why_passed {
        if evidence.questions == 0 { Next::WaitForQuestions } else { Next::WhyQuiz }
    } else if !watched {
        if evidence.watched + evidence.watch_waiting >= need.watch {
            Next::WaitForMentor
        } else {
            Next::LogWatch
        }
    } else if !evidence.etiquette {
        Next::Etiquette
    } else if waiting {
        Next::WaitForSignature
    } else {
        Next::AskRound
    };
    let steps_open = all_met(&learn.opens) && learned;
    let answers = open_redo(&evidence.rounds);
    Board { stages: [listen, learn, watch, practice], steps_open, complete, next, answers }
}

fn stage(stage: Stage, before_done: bool, opens: Vec<Gate>, completes: Vec<Gate>) -> StageView {
    let state = if !before_done || !opens.iter().all(Gate::met) {
        StageState::Locked
    } else if completes.iter().all(Gate::met) {
        StageState::Done
    } else {
        StageState::Open
    };
    StageView { stage, state, opens, completes }
}

fn practice_gates(rounds: &[RoundFact], need: &Requirements) -> Vec<Gate> {
    let passed: Vec<&RoundFact> = rounds.iter().filter(|round| round.state.counts()).collect();
    let days: BTreeSet<NaiveDate> = passed.iter().map(|round| round.day).collect();
    let signers: BTreeSet<&str> =
        passed.iter().flat_map(|round| round.signers.iter().map(String::as_str)).collect();
    let unprompted = passed.iter().rev().take_while(|round| !round.prompted).count();
    vec![
        Gate::new("gate-rounds", passed.len(), need.rounds),
        Gate::new("gate-days", days.len(), need.days),
        Gate::new("gate-signers", signers.len(), need.signers),
        Gate::new("gate-unprompted", unprompted.min(need.unprompted), need.unprompted),
        Gate::flag("gate-critical", !open_critical(rounds)),
    ]
}

/// Whether a failed critical criterion waits for a round that answers it and counts.
fn open_critical(rounds: &[RoundFact]) -> bool {
    rounds
        .iter()
        .filter(|round| round.state == round::State::Redo && round.critical_failed)
        .any(|round| !answered(rounds, &round.id))
}

/// Whether a round that counts stands in the chain of answers behind `id`.
fn answered(rounds: &[RoundFact], id: &str) -> bool {
    let by_id: BTreeMap<&str, &RoundFact> = rounds.iter().map(|round| (round.id.as_str(), round)).collect();
    rounds.iter().filter(|round| round.state.counts()).any(|round| {
        // Chains are short; the number of rounds bounds the walk even if the data were circular.
        let mut at = round.answers.as_deref();
        for _ in 0..rounds.len() {
            match at {
                Some(before) if before == id => return true,
                Some(before) => at = by_id.get(before).and_then(|r| r.answers.as_deref()),
                None => return false,
            }
        }
        false
    })
}

/// The latest redo that no living round answers: the next round points at it.
fn open_redo(rounds: &[RoundFact]) -> Option<String> {
    let living = |round: &&RoundFact| !matches!(round.state, round::State::Withdrawn | round::State::Revoked);
    let taken: BTreeSet<&str> =
        rounds.iter().filter(living).filter_map(|round| round.answers.as_deref()).collect();
    rounds
        .iter()
        .rev()
        .find(|round| round.state == round::State::Redo && !taken.contains(round.id.as_str()))
        .map(|round| round.id.clone())
}

#[cfg(test)]
mod tests;
