//! Words and tones of states, strengths and refusals, in the reader's language.

use super::super::model::{Case, Document, FindingRow, ReportHead};
use super::super::rules::{CaseState, Verdict};
use crate::forensics::{self, Family, Refused, Strength};
use crate::kernel::Moment;
use crate::platform::i18n::{TextValue, Texts};
use crate::platform::site::Site;

/// A tag: tone, icon and words. Status never rests on colour alone.
#[derive(Debug, Clone)]
pub(super) struct Tag {
    /// `tag-info`, `tag-ok`, `tag-warn`, `tag-risk` or empty.
    pub tone: &'static str,
    /// Icon name; empty for none.
    pub icon: &'static str,
    /// Words.
    pub text: String,
}

impl Tag {
    pub(super) fn new(tone: &'static str, icon: &'static str, text: String) -> Self {
        Self { tone, icon, text }
    }
}

/// Where a case stands, in words.
pub(super) fn state_tag(t: &Texts, case: &Case, verdict: Option<&str>) -> Tag {
    if case.erased_at.is_some() {
        return Tag::new("", "", t.get("screening-state-erased"));
    }
    match case.state() {
        CaseState::Received | CaseState::Examining => {
            Tag::new("tag-info", "clock", t.get("screening-state-examining"))
        }
        CaseState::Refused => Tag::new("tag-risk", "warning", t.get("screening-state-refused")),
        CaseState::Failed => Tag::new("tag-risk", "warning", t.get("screening-state-failed")),
        CaseState::Ready if case.queued_at.is_some() => {
            Tag::new("tag-warn", "warning", t.get("screening-state-queued"))
        }
        CaseState::Ready if case.findings == 0 => {
            Tag::new("tag-ok", "check", t.get("screening-state-nothing"))
        }
        CaseState::Ready => Tag::new("tag-warn", "warning", t.get("screening-state-look")),
        CaseState::InReview => Tag::new("tag-info", "lock", t.get("screening-state-in-review")),
        CaseState::Contested => Tag::new("tag-warn", "chat", t.get("screening-state-contested")),
        CaseState::Decided => match verdict.and_then(Verdict::from_code) {
            Some(verdict) => verdict_tag(t, verdict),
            None => Tag::new("tag-info", "check", t.get("screening-state-decided")),
        },
        CaseState::Closed => Tag::new("", "check", t.get("screening-state-closed")),
    }
}

/// A decision in words.
pub(super) fn verdict_tag(t: &Texts, verdict: Verdict) -> Tag {
    match verdict {
        Verdict::Accept => Tag::new("tag-ok", "check", t.get("screening-verdict-accept")),
        Verdict::AskMore => Tag::new("tag-warn", "file", t.get("screening-verdict-ask-more")),
        Verdict::ReferUp => Tag::new("tag-info", "people", t.get("screening-verdict-refer-up")),
    }
}

/// What a case is for.
pub(super) fn purpose(t: &Texts, code: &str) -> String {
    t.get(&format!("screening-purpose-{code}"))
}

/// Why a file was not taken or not examined.
pub(super) fn refusal(t: &Texts, kept: &str) -> String {
    let Ok(refused) = serde_json::from_str::<Refused>(kept) else {
        return t.get(&format!("error-{kept}"));
    };
    let key = format!("refused-{}", refused.code().replace(['.', '_'], "-"));
    match refused {
        Refused::TooManyPages { found, limit } => t.with(&key, &[("found", &found), ("limit", &limit)]),
        _ => t.get(&key),
    }
}

/// How a file is doing.
pub(super) fn document_tag(t: &Texts, document: &Document) -> Tag {
    match document.state.as_str() {
        "examined" => Tag::new("tag-ok", "check", t.get("screening-file-examined")),
        "refused" => Tag::new("tag-risk", "warning", t.get("screening-file-refused")),
        "failed" => Tag::new("tag-risk", "warning", t.get("screening-file-failed")),
        "examining" => Tag::new("tag-info", "clock", t.get("screening-file-running")),
        _ => Tag::new("tag-info", "clock", t.get("screening-file-waiting")),
    }
}

/// A rule's key as message keys write it: dots become hyphens, underscores stay.
fn in_messages(rule: &str) -> String {
    rule.replace('.', "-")
}

fn filled(t: &Texts, key: &str, finding: &FindingRow) -> Option<String> {
    let facts = finding.facts();
    let values: Vec<(&str, &dyn TextValue)> =
        facts.iter().map(|(name, value)| (name.as_str(), value as &dyn TextValue)).collect();
    t.try_with(key, &values)
}

/// The name of a family of evidence.
pub(super) fn family_title(t: &Texts, family: &str) -> String {
    match super::super::service::from_word(family) {
        Some(Family::Logic) => t.get("family-logic"),
        Some(Family::Structure) => t.get("family-structure"),
        Some(Family::Reuse) => t.get("family-reuse"),
        Some(Family::Jpeg) => t.get("family-jpeg"),
        Some(Family::Noise) => t.get("family-noise"),
        Some(Family::Copy) => t.get("family-copy"),
        Some(Family::Word) => t.get("family-word"),
        Some(Family::Seal) => t.get("family-seal"),
        Some(Family::Learned) | None => t.get("family-learned"),
    }
}

/// The short title of a finding: of its rule where there is one, else of its family.
pub(super) fn finding_title(t: &Texts, finding: &FindingRow) -> String {
    rule_title(t, &finding.rule).unwrap_or_else(|| family_title(t, &finding.family))
}

/// The short title of a rule, where it has one.
pub(super) fn rule_title(t: &Texts, rule: &str) -> Option<String> {
    let key = format!("finding-title-{}", in_messages(rule));
    t.has(&key).then(|| t.get(&key))
}

/// The title of a rule, or else that of its check, or else its key.
pub(super) fn rule_name(t: &Texts, rule: &str) -> String {
    let check = format!("detector-{}-name", in_messages(rule));
    let of_check = || if t.has(&check) { t.get(&check) } else { rule.to_owned() };
    rule_title(t, rule).unwrap_or_else(of_check)
}

/// Family, greatest strength and check of a rule; none for what is no rule.
pub(super) fn rule_of(rule: &str) -> Option<(String, Strength, Option<&'static str>)> {
    if super::super::reuse::RULES.contains(&rule) {
        return Some(("reuse".to_owned(), Strength::Strong, None));
    }
    let declared = forensics::rules().iter().find(|one| one.key == rule)?;
    let family = super::super::service::word(&declared.family).ok()?;
    let detector = forensics::detectors::DETECTORS
        .iter()
        .find(|detector| detector.rules.iter().any(|own| own.key == rule))
        .map(|detector| detector.key);
    Some((family, declared.max_strength, detector))
}

/// Where the page of the rules speaks of a rule.
pub(super) fn anchor(rule: &str) -> String {
    format!("rule-{}", in_messages(rule))
}

/// The innocent explanation of a rule, where it needs no figures of a finding.
pub(super) fn plain_alternative(t: &Texts, rule: &str) -> String {
    let key = format!("alternative-{}", in_messages(rule));
    // A figure that is not given shows as its name in braces.
    t.try_with(&key, &[]).filter(|text| !text.contains('{')).unwrap_or_default()
}

/// Reason and innocent explanation. A rule of a later engine version may be unknown to this one's texts.
pub(super) fn finding_words(t: &Texts, finding: &FindingRow) -> (String, String) {
    let rule = in_messages(&finding.rule);
    let why =
        filled(t, &format!("finding-{rule}"), finding).unwrap_or_else(|| t.get("screening-finding-plain"));
    let or = filled(t, &format!("alternative-{rule}"), finding)
        .unwrap_or_else(|| t.get("screening-alternative-plain"));
    (why, or)
}

/// A strength in words.
pub(super) fn strength(t: &Texts, strength: Strength) -> String {
    match strength {
        Strength::Strong => t.get("screening-strength-strong"),
        Strength::Medium => t.get("screening-strength-medium"),
        Strength::Weak => t.get("screening-strength-weak"),
    }
}

/// The strength in words: red for what is strong, amber for what is for reference.
pub(super) fn strength_tag(t: &Texts, finding: &FindingRow) -> Tag {
    let found = super::super::service::from_word(&finding.strength).unwrap_or(Strength::Weak);
    let tone = match found {
        Strength::Strong => "tag-risk",
        Strength::Medium => "tag-warn",
        Strength::Weak => "",
    };
    Tag::new(tone, "", strength(t, found))
}

/// What became of a finding, with the cause; empty while nobody has said.
pub(super) fn outcome(t: &Texts, finding: &FindingRow, by: &str) -> String {
    let word = match finding.outcome.as_str() {
        "confirmed" => t.get("screening-outcome-confirmed"),
        "explained" => t.get("screening-outcome-explained"),
        "false_alarm" => t.get("screening-outcome-false-alarm"),
        _ => return String::new(),
    };
    let cause = finding.outcome_cause.as_deref().map(|cause| t.get(&format!("screening-cause-{cause}")));
    t.with(
        "screening-outcome-by",
        &[("outcome", &word), ("cause", &cause.unwrap_or_else(|| "-".to_owned())), ("person", &by)],
    )
}

/// The versions a report was made with.
pub(super) fn engine(t: &Texts, head: &ReportHead) -> String {
    t.with(
        "screening-engine",
        &[("engine", &head.engine), ("calibration", &head.calibration), ("date", &head.calibration_date)],
    )
}

/// A moment as the hall's clock shows it.
pub(super) fn when(t: &Texts, site: &Site, at: Moment) -> String {
    t.date_time(site.zone().local(at))
}
