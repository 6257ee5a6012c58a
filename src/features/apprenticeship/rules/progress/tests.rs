//! Progress, example by example and as properties.

use proptest::prelude::*;

use super::*;

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
}

fn need() -> Requirements {
    Requirements::of(5, 3, 6)
}

fn round(id: &str, d: u32, signer: &str) -> RoundFact {
    RoundFact {
        id: id.to_owned(),
        answers: None,
        state: round::State::Passed,
        day: day(d),
        signers: vec![signer.to_owned()],
        prompted: false,
        critical_failed: false,
    }
}

fn ready_for_practice() -> Evidence {
    Evidence {
        listened: 5,
        policies: 3,
        confirmed: 3,
        questions: 20,
        best_percent: Some(92),
        why_passed: true,
        watched: 3,
        watch_waiting: 0,
        rounds: Vec::new(),
        etiquette: true,
    }
}

fn six() -> Vec<RoundFact> {
    let signers = ["a", "a", "b", "a", "a", "a"];
    (0..6).map(|i| round(&i.to_string(), 1 + i / 2, signers[i as usize])).collect()
}

#[test]
fn a_newcomer_starts_by_listening_and_sees_what_opens_the_rest() {
    let board = progress(&Evidence { policies: 3, questions: 20, ..Evidence::default() }, &need());
    assert_eq!(board.next, Next::LogListen);
    assert_eq!(board.stage(Stage::Listen).state, StageState::Open);
    for stage in [Stage::Learn, Stage::Watch, Stage::Practice] {
        let view = board.stage(stage);
        assert_eq!(view.state, StageState::Locked);
        assert!(view.opens.iter().any(|gate| !gate.met()), "{stage:?} must say what opens it");
    }
    assert!(!board.steps_open && !board.complete);
}

#[test]
fn the_stages_open_one_after_another() {
    let mut e = Evidence { policies: 2, questions: 9, listened: 5, ..Evidence::default() };
    assert_eq!(progress(&e, &need()).next, Next::Read);
    e.confirmed = 2;
    assert_eq!(progress(&e, &need()).next, Next::WhyQuiz);
    assert!(!progress(&e, &need()).steps_open, "reading alone does not open the steps");
    e.why_passed = true;
    let board = progress(&e, &need());
    assert!(board.steps_open);
    assert_eq!(board.next, Next::LogWatch);
    e.watched = 1;
    e.watch_waiting = 2;
    assert_eq!(progress(&e, &need()).next, Next::WaitForMentor);
    e.watched = 3;
    assert_eq!(progress(&e, &need()).next, Next::Etiquette);
    assert!(!progress(&e, &need()).open(Stage::Practice), "etiquette is the hard gate of practice");
    e.etiquette = true;
    assert_eq!(progress(&e, &need()).next, Next::AskRound);
    e.rounds = vec![RoundFact { state: round::State::Submitted, ..round("1", 1, "a") }];
    assert_eq!(progress(&e, &need()).next, Next::WaitForSignature);
}

#[test]
fn a_site_may_ask_for_etiquette_before_listening() {
    let need = Requirements { etiquette_first: true, ..need() };
    let board = progress(&Evidence::default(), &need);
    assert_eq!(board.next, Next::Etiquette);
    assert!(!board.open(Stage::Listen));
}

#[test]
fn six_rounds_on_three_days_by_two_people_complete_an_item() {
    let board = progress(&Evidence { rounds: six(), ..ready_for_practice() }, &need());
    assert!(board.complete);
    assert_eq!(board.next, Next::Certified);
}

#[test]
fn each_condition_of_practice_counts() {
    let complete =
        |rounds: Vec<RoundFact>| progress(&Evidence { rounds, ..ready_for_practice() }, &need()).complete;
    assert!(!complete(six()[..5].to_vec()), "five rounds");
    let mut two_days = six();
    two_days[4].day = day(2);
    two_days[5].day = day(2);
    assert!(!complete(two_days), "two days");
    let mut one_signer = six();
    one_signer[2].signers = vec!["a".to_owned()];
    assert!(!complete(one_signer), "one signer");
    let mut prompted = six();
    prompted[4].prompted = true;
    assert!(!complete(prompted), "a prompt in the last but one");
    let mut early_prompt = six();
    early_prompt[0].prompted = true;
    assert!(complete(early_prompt), "an early prompt does no harm");
    let mut revoked = six();
    revoked[3].state = round::State::Revoked;
    assert!(!complete(revoked), "a revoked round");
    let mut upheld = six();
    upheld[3].state = round::State::Upheld;
    assert!(complete(upheld), "an upheld round");
}

#[test]
fn a_failed_critical_criterion_stays_open_until_its_chain_is_answered() {
    let mut rounds = six();
    rounds.insert(0, RoundFact { state: round::State::Redo, critical_failed: true, ..round("r", 1, "a") });
    let with = |rounds: &[RoundFact]| {
        progress(&Evidence { rounds: rounds.to_vec(), ..ready_for_practice() }, &need())
    };
    assert!(!with(&rounds).complete);
    assert_eq!(with(&rounds).answers.as_deref(), Some("r"));
    // The answer fails in something harmless and is answered itself: the chain as a whole counts.
    rounds.push(RoundFact { state: round::State::Redo, answers: Some("r".to_owned()), ..round("s", 3, "a") });
    assert!(!with(&rounds).complete);
    assert_eq!(with(&rounds).answers.as_deref(), Some("s"));
    rounds.push(RoundFact { answers: Some("s".to_owned()), ..round("t", 3, "a") });
    assert!(with(&rounds).complete);
    assert_eq!(with(&rounds).answers, None);
    // A withdrawn answer answers nothing.
    rounds.last_mut().unwrap().state = round::State::Withdrawn;
    assert_eq!(with(&rounds).answers.as_deref(), Some("s"));
}

fn any_state() -> impl Strategy<Value = round::State> {
    prop::sample::select(round::State::ALL.to_vec())
}

prop_compose! {
    fn any_round(id: usize)(
        state in any_state(),
        d in 1_u32..6,
        signer in prop::sample::select(vec!["a", "b", "c"]),
        prompted in any::<bool>(),
        critical in any::<bool>(),
        answers in prop::option::of(0..id + 1),
    ) -> RoundFact {
        RoundFact {
            id: id.to_string(),
            answers: answers.map(|n| n.to_string()),
            state,
            day: day(d),
            signers: vec![signer.to_owned()],
            prompted,
            critical_failed: critical,
        }
    }
}

prop_compose! {
    fn any_evidence()(
        listened in 0_usize..8, policies in 0_usize..4, confirmed in 0_usize..4, questions in 0_usize..3,
        why_passed in any::<bool>(), watched in 0_usize..5, watch_waiting in 0_usize..3,
        rounds in (any_round(0), any_round(1), any_round(2), any_round(3), any_round(4), any_round(5), any_round(6), any_round(7)),
        keep in 0_usize..9,
        etiquette in any::<bool>(),
    ) -> Evidence {
        let (a, b, c, d, e, f, g, h) = rounds;
        let mut rounds = vec![a, b, c, d, e, f, g, h];
        rounds.truncate(keep);
        Evidence {
            listened, policies, confirmed: confirmed.min(policies), questions, best_percent: None, why_passed,
            watched, watch_waiting, rounds, etiquette,
        }
    }
}

proptest! {
    #[test]
    fn a_locked_stage_always_says_what_opens_it(e in any_evidence()) {
        let board = progress(&e, &need());
        for view in &board.stages {
            prop_assert_eq!(view.state == StageState::Locked, view.opens.iter().any(|gate| !gate.met())
                || (view.stage == Stage::Practice && !board.stages[2].completes.iter().all(Gate::met))
                || (view.stage == Stage::Practice && board.stages[2].state == StageState::Locked)
                || (view.stage == Stage::Watch && board.stages[1].state != StageState::Done));
        }
        // Whatever is locked, the first stage that is not done names the next action's condition.
        let something_open = board.stages.iter().any(|v| {
            v.state != StageState::Done && (v.opens.iter().chain(&v.completes)).any(|gate| !gate.met())
        });
        prop_assert!(board.complete || something_open);
    }

    #[test]
    fn a_stage_is_never_open_before_the_one_before_it_is_done(e in any_evidence()) {
        let board = progress(&e, &need());
        for pair in board.stages.windows(2) {
            prop_assert!(pair[1].state == StageState::Locked || pair[0].state == StageState::Done);
        }
        prop_assert!(!board.steps_open || (e.why_passed && e.confirmed == e.policies && e.listened >= 5));
        prop_assert!(!board.open(Stage::Practice) || e.etiquette);
    }

    #[test]
    fn more_evidence_never_takes_a_stage_away(e in any_evidence()) {
        let rank = |s: StageState| match s { StageState::Locked => 0, StageState::Open => 1, StageState::Done => 2 };
        let before = progress(&e, &need());
        let mut more = e.clone();
        more.listened += 1;
        more.watched += 1;
        more.confirmed = more.policies;
        more.why_passed = true;
        more.etiquette = true;
        let after = progress(&more, &need());
        for (a, b) in before.stages.iter().zip(&after.stages) {
            prop_assert!(rank(a.state) <= rank(b.state));
        }
    }

    #[test]
    fn no_certificate_without_every_condition(e in any_evidence()) {
        let board = progress(&e, &need());
        if board.complete {
            let passed: Vec<_> = e.rounds.iter().filter(|r| r.state.counts()).collect();
            prop_assert!(passed.len() >= 6 && e.etiquette && e.why_passed);
            prop_assert!(passed.iter().flat_map(|r| &r.signers).collect::<BTreeSet<_>>().len() >= 2);
            prop_assert!(passed.iter().map(|r| r.day).collect::<BTreeSet<_>>().len() >= 3);
            prop_assert!(passed.iter().rev().take(2).all(|r| !r.prompted));
        }
    }
}
