//! Who may sign a round, and what a signature must hold (domain design, section 4).

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::figures::{CRITICAL_LEVEL, SENTENCE_CHARS, SIGN_WITHIN_DAYS};
use super::wording::{looks_like_a_persons_number, says_something};
use crate::kernel::Fault;
use crate::kernel::fault::FormCheck;

/// What is known about the signer and the round when a signature comes in.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    /// Who signs; empty for the program itself.
    pub signer: &'a str,
    /// Whose round it is.
    pub apprentice: &'a str,
    /// Whether the signer holds a permission to sign at all; administrators never do.
    pub permitted: bool,
    /// Whether the signer was the named mentor on the day observed, or a delegate named before.
    pub named: bool,
    /// Whether the signer holds a valid certificate of level 5 for the item.
    pub may_teach: bool,
    /// The first signer, when this would be the second signature.
    pub first: Option<&'a str>,
    /// Whether the signer is an apprentice of the first signer now.
    pub apprentice_of_first: bool,
}

/// Whether the person may sign, apart from the content.
///
/// The order matters: nobody signs their own work, whatever else is true of them.
///
/// # Errors
/// The rule that forbids it.
pub fn may_sign(facts: &Facts<'_>) -> Result<(), Fault> {
    if facts.signer.is_empty() {
        return Err(Fault::refused("sign-nobody"));
    }
    if facts.signer == facts.apprentice {
        return Err(Fault::refused("sign-self"));
    }
    if !facts.permitted {
        return Err(Fault::refused("sign-role"));
    }
    match facts.first {
        None if !facts.named => return Err(Fault::refused("sign-not-named")),
        Some(first) if first == facts.signer => return Err(Fault::refused("sign-first-again")),
        Some(_) if facts.apprentice_of_first => return Err(Fault::refused("sign-first-apprentice")),
        _ => {}
    }
    if !facts.may_teach {
        return Err(Fault::refused("sign-no-certificate"));
    }
    Ok(())
}

/// One criterion of the rubric, frozen with the round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// Its key.
    pub key: String,
    /// Name in Chinese.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// Whether failing it means a redo.
    pub critical: bool,
    /// The four described levels.
    pub levels: [String; 4],
    /// The same in English.
    pub levels_en: [String; 4],
}

/// What the signer said.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    /// Level by criterion, 1 to 4.
    pub scores: BTreeMap<String, u8>,
    /// Whether the signer wants the round done again.
    pub wants_redo: bool,
    /// Criteria that the next round has to answer.
    pub redo_criteria: BTreeSet<String>,
    /// One sentence.
    pub sentence: String,
    /// Why the signature comes late.
    pub late_reason: String,
}

/// What follows from the marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Passed, as far as this signer is concerned.
    pub passed: bool,
    /// Whether a critical criterion failed.
    pub critical_failed: bool,
    /// Criteria that the next round answers.
    pub redo_criteria: BTreeSet<String>,
    /// Days between the event and the signature.
    pub late_days: i64,
}

/// Judges the marks. A failed critical criterion is a redo whatever the score and whatever the signer wanted.
///
/// # Errors
/// An input fault that names every field at fault.
pub fn judge(
    marks: &Marks,
    rubric: &[Criterion],
    observed: NaiveDate,
    today: NaiveDate,
) -> Result<Outcome, Fault> {
    let known: BTreeSet<&str> = rubric.iter().map(|c| c.key.as_str()).collect();
    let complete =
        rubric.iter().all(|c| marks.scores.get(&c.key).is_some_and(|level| (1..=4).contains(level)))
            && marks.scores.keys().all(|key| known.contains(key.as_str()));
    let failed: BTreeSet<String> = rubric
        .iter()
        .filter(|c| c.critical && marks.scores.get(&c.key).is_some_and(|level| *level < CRITICAL_LEVEL))
        .map(|c| c.key.clone())
        .collect();
    let critical_failed = !failed.is_empty();
    let passed = !marks.wants_redo && !critical_failed;
    let mut redo_criteria: BTreeSet<String> = BTreeSet::new();
    if !passed {
        redo_criteria.extend(marks.redo_criteria.iter().filter(|key| known.contains(key.as_str())).cloned());
        redo_criteria.extend(failed);
    }
    let late_days = (today - observed).num_days();
    let late = late_days > SIGN_WITHIN_DAYS;
    let mut check = FormCheck::default();
    check
        .require(complete, "scores", "sign-scores")
        .require(passed || !redo_criteria.is_empty(), "redo_criteria", "sign-redo-criterion")
        .require(says_something(&marks.sentence, SENTENCE_CHARS), "sentence", "sign-sentence")
        .require(!looks_like_a_persons_number(&marks.sentence), "sentence", "holds-number")
        .require(late_days >= 0, "late_reason", "sign-before-event")
        .require(!late || says_something(&marks.late_reason, SENTENCE_CHARS), "late_reason", "sign-late")
        .require(!looks_like_a_persons_number(&marks.late_reason), "late_reason", "holds-number");
    check.done()?;
    Ok(Outcome { passed, critical_failed, redo_criteria, late_days })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn facts<'a>() -> Facts<'a> {
        Facts {
            signer: "m",
            apprentice: "a",
            permitted: true,
            named: true,
            may_teach: true,
            first: None,
            apprentice_of_first: false,
        }
    }

    fn key(result: Result<(), Fault>) -> &'static str {
        result.map_or_else(|fault| fault.key, |()| "")
    }

    #[test]
    fn each_rule_refuses_by_its_own_name() {
        assert_eq!(key(may_sign(&facts())), "");
        assert_eq!(key(may_sign(&Facts { signer: "", ..facts() })), "sign-nobody");
        assert_eq!(key(may_sign(&Facts { permitted: false, ..facts() })), "sign-role");
        assert_eq!(key(may_sign(&Facts { named: false, ..facts() })), "sign-not-named");
        assert_eq!(key(may_sign(&Facts { may_teach: false, ..facts() })), "sign-no-certificate");
        let second = Facts { first: Some("f"), named: false, ..facts() };
        assert_eq!(key(may_sign(&second)), "", "a second signer need not be named");
        assert_eq!(key(may_sign(&Facts { first: Some("m"), ..facts() })), "sign-first-again");
        assert_eq!(key(may_sign(&Facts { apprentice_of_first: true, ..second })), "sign-first-apprentice");
    }

    proptest! {
        #[test]
        fn nobody_signs_their_own_round(
            who in "[a-c]", first in prop::option::of("[a-c]"),
            permitted in any::<bool>(), named in any::<bool>(), may_teach in any::<bool>(), of_first in any::<bool>(),
        ) {
            let facts = Facts {
                signer: &who, apprentice: &who, permitted, named, may_teach,
                first: first.as_deref(), apprentice_of_first: of_first,
            };
            prop_assert_eq!(key(may_sign(&facts)), "sign-self");
        }
    }

    fn rubric() -> Vec<Criterion> {
        let criterion = |key: &str, critical| Criterion {
            key: key.to_owned(),
            name: key.to_owned(),
            name_en: key.to_owned(),
            critical,
            levels: std::array::from_fn(|i| i.to_string()),
            levels_en: std::array::from_fn(|i| i.to_string()),
        };
        vec![criterion("identity", true), criterion("notice", true), criterion("why", false)]
    }

    fn marks(levels: [u8; 3]) -> Marks {
        Marks {
            scores: rubric().iter().map(|c| c.key.clone()).zip(levels).collect(),
            sentence: "先说缺什么，再说去哪里办。".to_owned(),
            ..Marks::default()
        }
    }

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
    }

    fn fields(result: Result<Outcome, Fault>) -> Vec<(&'static str, &'static str)> {
        result.map_or_else(|f| f.fields.iter().map(|f| (f.field, f.key)).collect(), |_| Vec::new())
    }

    proptest! {
        #[test]
        fn a_failed_critical_criterion_is_a_redo_whatever_the_rest(levels in prop::array::uniform3(1_u8..=4), wants_redo in any::<bool>()) {
            let mut marks = marks(levels);
            marks.wants_redo = wants_redo;
            marks.redo_criteria.insert("why".to_owned());
            let outcome = judge(&marks, &rubric(), day(20), day(22)).unwrap();
            let failed = levels[0] < 3 || levels[1] < 3;
            prop_assert_eq!(outcome.critical_failed, failed);
            prop_assert_eq!(outcome.passed, !failed && !wants_redo);
            prop_assert_eq!(outcome.redo_criteria.is_empty(), outcome.passed);
            prop_assert_eq!(outcome.redo_criteria.contains("identity"), levels[0] < 3);
        }
    }

    #[test]
    fn a_redo_names_a_criterion_of_the_rubric() {
        let mut m = marks([4, 4, 4]);
        m.wants_redo = true;
        assert_eq!(
            fields(judge(&m, &rubric(), day(20), day(22))),
            [("redo_criteria", "sign-redo-criterion")]
        );
        m.redo_criteria.insert("elsewhere".to_owned());
        assert_eq!(
            fields(judge(&m, &rubric(), day(20), day(22))),
            [("redo_criteria", "sign-redo-criterion")]
        );
        m.redo_criteria.insert("why".to_owned());
        assert!(!judge(&m, &rubric(), day(20), day(22)).unwrap().passed);
    }

    #[test]
    fn every_criterion_has_a_level_and_the_sentence_says_something() {
        let mut m = marks([4, 4, 4]);
        m.scores.remove("why");
        m.sentence = " ".to_owned();
        let wrong = fields(judge(&m, &rubric(), day(20), day(22)));
        assert_eq!(wrong, [("scores", "sign-scores"), ("sentence", "sign-sentence")]);
        let mut m = marks([4, 4, 5]);
        m.sentence = "职工110101199003077715说得清楚".to_owned();
        let wrong = fields(judge(&m, &rubric(), day(20), day(22)));
        assert_eq!(wrong, [("scores", "sign-scores"), ("sentence", "holds-number")]);
    }

    #[test]
    fn after_seven_days_a_signature_says_why() {
        let mut m = marks([4, 4, 4]);
        assert_eq!(judge(&m, &rubric(), day(1), day(8)).unwrap().late_days, 7);
        assert_eq!(fields(judge(&m, &rubric(), day(1), day(9))), [("late_reason", "sign-late")]);
        m.late_reason = "出差一周".to_owned();
        assert_eq!(judge(&m, &rubric(), day(1), day(9)).unwrap().late_days, 8);
        assert_eq!(fields(judge(&m, &rubric(), day(9), day(8))), [("late_reason", "sign-before-event")]);
    }
}
