//! All checks of one file's papers.

use super::id_number::Day;
use super::{
    AMOUNT, BANK_CARD, CREDIT_CODE, ID_NUMBER, amount, bar_code, certificate, dates, identity, qr, seal,
    statement, sums,
};
use crate::forensics::papers::Paper;
use crate::forensics::{Answer, DetectorAnswer, Finding};

/// What one check says of one paper.
type Said = Result<Vec<Finding>, &'static str>;

/// Checks the papers of one file. Each detector answers once, for the file.
#[must_use]
pub fn check_papers(papers: &[Paper], today: Day) -> (Vec<Finding>, Vec<DetectorAnswer>) {
    let mut findings = Vec::new();
    let mut answers = Vec::new();
    let mut run = |detector: &str, check: &dyn Fn(&Paper) -> Said| {
        let said: Vec<Said> = papers.iter().map(check).collect();
        let reason = said.iter().filter_map(|said| said.as_ref().err()).max_by_key(|reason| telling(reason));
        let spoke = said.iter().any(Result::is_ok);
        let reason = reason.map_or("no-such-paper", |reason| *reason);
        let found: Vec<Finding> = said.into_iter().flatten().flatten().collect();
        let answer = match (spoke, found.is_empty()) {
            (_, false) => Answer::Found,
            (true, true) => Answer::Nothing,
            (false, true) => Answer::NotApplicable { reason: reason.to_owned() },
        };
        answers.push(DetectorAnswer { detector: detector.to_owned(), page: None, answer });
        findings.extend(found);
    };
    run(ID_NUMBER.key, &|paper| identity::people(paper, today).ok_or("nothing-to-compare"));
    run(CREDIT_CODE.key, &|paper| identity::firms(paper).ok_or("nothing-to-compare"));
    run(BANK_CARD.key, &|paper| identity::cards(paper).ok_or("nothing-to-compare"));
    run(statement::DECLARATION.key, &|paper| statement::check(paper, today));
    run(sums::DECLARATION.key, &sums::check);
    run(dates::DECLARATION.key, &|paper| dates::check(paper, today));
    run(certificate::DECLARATION.key, &|paper| certificate::check(paper, today));
    run(qr::DECLARATION.key, &qr::check);
    run(bar_code::DECLARATION.key, &bar_code::check);
    run(seal::DECLARATION.key, &seal::check);
    answers.push(words_answer(papers, &findings));
    (findings, answers)
}

/// Amounts in words are checked together with the other sums; their detector answers for itself.
fn words_answer(papers: &[Paper], findings: &[Finding]) -> DetectorAnswer {
    let found = findings.iter().any(|finding| amount::RULES.iter().any(|rule| rule.key == finding.rule));
    let any = papers
        .iter()
        .flat_map(|paper| &paper.fields)
        .any(|field| field.key.ends_with("_words") && !field.value.trim().is_empty());
    let answer = match (found, any) {
        (true, _) => Answer::Found,
        (_, true) => Answer::Nothing,
        _ => Answer::NotApplicable { reason: "nothing-to-compare".to_owned() },
    };
    DetectorAnswer { detector: AMOUNT.key.to_owned(), page: None, answer }
}

/// Which of several reasons tells a reader most.
fn telling(reason: &str) -> usize {
    ["no-such-paper", "nothing-to-compare", "no-bar-code", "no-code", "balance-not-followed"]
        .iter()
        .position(|known| *known == reason)
        .unwrap_or(0)
}
