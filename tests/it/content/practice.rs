//! What a newcomer practises with: items, questions, rubrics, routines.

use std::collections::BTreeSet;

use super::format::Question;
use super::reading::{has_han, items, routines, unique};

#[test]
fn questions_can_be_answered() {
    let items = items();
    let questions: Vec<&Question> = items.iter().flat_map(|item| &item.questions).collect();
    unique(questions.iter().map(|question| &question.key), "question");
    for question in &questions {
        let key = &question.key;
        let answers: BTreeSet<usize> = question.answer.iter().copied().collect();
        assert_eq!(answers.len(), question.answer.len(), "{key}: an answer twice");
        assert!(answers.iter().all(|&index| index < question.options.len()), "{key}: answer out of range");
        assert!(answers.len() < question.options.len(), "{key}: nothing to choose");
        match question.kind.as_str() {
            "single" => assert!(answers.len() == 1 && question.options.len() >= 3, "{key}"),
            "multiple" => assert!(answers.len() >= 2 && question.options.len() >= 4, "{key}"),
            "judge" => assert!(answers.len() == 1 && question.options.len() == 2, "{key}"),
            other => panic!("{key}: unknown kind {other}"),
        }
        unique(&question.options, key);
        assert!(matches!(question.tag.as_str(), "why" | "how"), "{key}");
        assert!(!question.stem.is_empty() && !question.explanation.is_empty(), "{key}");
    }
    let judged =
        questions.iter().filter(|question| question.kind == "judge").map(|question| question.answer[0]);
    assert_eq!(judged.collect::<BTreeSet<_>>(), BTreeSet::from([0, 1]), "every statement to judge is alike");
    for item in &items {
        let why = item.questions.iter().filter(|question| question.tag == "why").count();
        let critical = item.questions.iter().filter(|question| question.critical).count();
        assert!((8..=10).contains(&item.questions.len()) && why >= 6, "{}: too few reasons asked", item.key);
        assert!(critical >= 2, "{}: too few critical questions", item.key);
        // A key whose answer is always the same letter teaches the letter.
        let first: BTreeSet<usize> = item.questions.iter().map(|question| question.answer[0]).collect();
        assert!(first.len() >= 2, "{}: every answer stands at the same place", item.key);
    }
}

#[test]
fn items_are_worked_out_in_full() {
    for item in items() {
        let key = &item.key;
        assert!(matches!(item.risk.as_str(), "normal" | "high"));
        assert!(has_han(&item.name) && !has_han(&item.name_en) && !item.summary.is_empty());
        assert!(item.target_minutes > 0 && item.listen_required > 0);
        assert!(item.watch_required > 0 && item.practice_required > 0);
        assert!(!item.next_steps.is_empty() && !item.easily_missed.is_empty());
        assert!(
            item.materials.len() >= 3
                && !item.blind_spots.is_empty()
                && !item.refusals.is_empty()
                && item.options.len() >= 2
        );
        for refusal in &item.refusals {
            assert!(!refusal.instead.is_empty(), "{key}: {} offers nothing instead", refusal.stuck);
        }
        for material in &item.materials {
            assert!(!material.where_.is_empty(), "{key}: {} comes from nowhere", material.name);
            assert!(material.original || material.copies > 0, "{key}: {} asks for no paper", material.name);
            assert!(material.note.len() + material.condition.len() < 400);
        }
        assert!(item.steps.iter().any(|step| step.checkpoint));
        for step in &item.steps {
            assert!(!step.title.is_empty() && !step.text.is_empty() && !step.reminder.is_empty());
        }
        assert!(item.options.iter().all(|option| !option.text.is_empty()));
        let notice = &item.notice;
        for part in [&notice.place, &notice.when, &notice.phone, &notice.deadline_note] {
            assert!(!part.is_empty());
        }
        let criteria = &item.rubric.criteria;
        assert!((5..=6).contains(&criteria.len()));
        assert!(criteria.iter().filter(|criterion| criterion.critical).count() >= 2);
        unique(criteria.iter().map(|criterion| &criterion.key), key);
        for criterion in criteria {
            assert!(has_han(&criterion.name) && !has_han(&criterion.name_en));
            assert!(criterion.levels.iter().all(|level| has_han(level)));
            assert!(criterion.levels_en.iter().all(|level| !level.is_empty() && !has_han(level)));
        }
        assert_eq!(item.cases.len(), 5, "{key}");
        unique(item.cases.iter().map(|case| &case.reference), key);
        assert!(item.cases.iter().all(|case| !case.title.is_empty() && !case.text.is_empty()));
    }
}

#[test]
fn flowcharts_follow_their_notation() {
    for item in items() {
        let mut exits = None;
        for line in item.flowchart.lines().filter(|line| !line.is_empty()).chain(["the end"]) {
            if line.starts_with("-> ") {
                let count =
                    exits.as_mut().unwrap_or_else(|| panic!("{}: {line} follows no decision", item.key));
                *count += 1;
                assert!(line.contains('：'), "{}: {line} names no condition", item.key);
            } else {
                assert!(exits.is_none_or(|count| count >= 2), "{}: one way out before {line}", item.key);
                exits = line.starts_with("? ").then_some(0);
            }
        }
    }
}

#[test]
fn exactly_one_routine_has_eleven_steps() {
    let routines = routines();
    assert_eq!(routines.iter().filter(|routine| routine.steps.len() == 11).count(), 1);
    for routine in &routines {
        assert!(has_han(&routine.title) && !has_han(&routine.title_en) && !routine.key.is_empty());
        assert!(!routine.purpose.is_empty() && !routine.source_note.is_empty());
        unique(routine.steps.iter().map(|step| &step.phrase), &routine.key);
        for step in &routine.steps {
            assert!(has_han(&step.phrase) && !has_han(&step.phrase_en));
            for part in [&step.behaviour, &step.common_slip, &step.say] {
                assert!(has_han(part), "{}: {} is not described", routine.key, step.phrase);
            }
        }
        for level in [&routine.rubric.seen, &routine.rubric.partly, &routine.rubric.not_seen] {
            assert!(has_han(level));
        }
    }
}
