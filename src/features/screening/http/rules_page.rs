//! What each rule looks at, what it cannot see and what else could be the reason: the page findings lead to.

use askama::Template;

use super::super::{reuse, service};
use super::{parts, words};
use crate::forensics::{self, Strength, detectors};
use crate::kernel::{Actor, Permission, perm};
use crate::platform::i18n::Texts;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, html};

struct RuleView {
    anchor: String,
    /// The address of its lesson; empty for who takes none.
    lesson: String,
    title: String,
    /// Strongest it can be.
    strength: String,
    /// What it cannot see; empty where no detector says so.
    limits: String,
    /// What else could be the reason; empty where the sentence needs the figures of a finding.
    other: String,
}

#[derive(Template)]
#[template(path = "features/screening/pages/rules.html")]
struct RulesPage {
    page: Chrome,
    /// Where the reader's own cases are, for who has any.
    back: Option<(&'static str, String)>,
    groups: Vec<(String, Vec<RuleView>)>,
}

/// Where a page beside the cases leads back to: only to what its reader may open.
pub(super) fn way_back(page: &Chrome, actor: &Actor) -> Option<(&'static str, String)> {
    if actor.may(Permission::RunScreening) {
        Some(("/screening", page.t.get("nav-screening")))
    } else {
        actor.may(Permission::DecideScreening).then(|| ("/review", page.t.get("nav-review")))
    }
}

/// Where a page beside the cases belongs for its reader: to those one hands in, or to those one reviews.
pub(super) fn place_of(actor: &Actor) -> Place {
    let reviews = actor.may(Permission::DecideScreening) && !actor.may(Permission::RunScreening);
    if reviews { Place::Review } else { Place::Screening }
}

pub(super) async fn rules_page(who: Allow<perm::SeeScreening>) -> Answer {
    let place = place_of(who.actor());
    let page = Chrome::new(&who, "screening-rules", place);
    let t = page.t;
    let back = way_back(&page, who.actor());
    let mut groups: Vec<(String, Vec<RuleView>)> = Vec::new();
    let learns = who.actor().may(Permission::OwnLearning);
    let of_engine = forensics::rules().iter().map(|rule| {
        let family = service::word(&rule.family).unwrap_or_default();
        (words::family_title(&t, &family), view(&t, rule.key, rule.max_strength, learns))
    });
    let of_room =
        reuse::RULES.iter().map(|rule| (t.get("family-reuse"), view(&t, rule, Strength::Strong, learns)));
    for (group, rule) in of_engine.chain(of_room) {
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, rules)) => rules.push(rule),
            None => groups.push((group, vec![rule])),
        }
    }
    html(&RulesPage { page, back, groups })
}

fn view(t: &Texts, rule: &str, strongest: Strength, learns: bool) -> RuleView {
    let detector = detectors::DETECTORS
        .iter()
        .filter(|detector| rule.starts_with(detector.key))
        .max_by_key(|detector| detector.key.len());
    RuleView {
        anchor: words::anchor(rule),
        lesson: if learns { format!("/lessons/{rule}") } else { String::new() },
        title: words::rule_title(t, rule)
            .or_else(|| detector.map(|detector| parts::detector_name(t, detector.key)))
            .unwrap_or_else(|| t.get("family-learned")),
        strength: words::strength(t, strongest),
        limits: detector.map(|detector| parts::detector_limits(t, detector.key)).unwrap_or_default(),
        other: words::plain_alternative(t, rule),
    }
}
