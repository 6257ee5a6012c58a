//! The parts of the case page: findings, band, pages, detectors, steps.

use std::collections::BTreeSet;

use super::super::model::{Document, FindingRow, Page, ReportHead};
use super::super::rules::{self, Band, CaseState, SHOWN_PLACES};
use super::super::service::{CaseFile, PaperFile};
use super::view::{
    BandView, BoxView, DetectorView, DocumentView, FindingView, LayerView, PageLink, PageView, Step,
};
use super::wanted::Wanted;
use super::{paper_view, word_view, words};
use crate::forensics::detectors::DETECTORS;
use crate::forensics::papers::Kind;
use crate::forensics::reading::text::PageText;
use crate::forensics::{Answer, ENGINE, Region};
use crate::kernel::{Actor, Moment};
use crate::platform::i18n::{TextValue, Texts};
use crate::platform::site::Site;

/// The page asked for; else the one a reader should see first: that of the most urgent finding.
pub(super) fn current_page(file: &CaseFile, number: i32) -> Option<&Page> {
    if let Some(page) = file.pages.iter().find(|page| page.number == number) {
        return Some(page);
    }
    let wanted = file.findings.iter().find_map(|finding| finding.page);
    file.pages.iter().find(|page| Some(page.number) == wanted).or_else(|| file.pages.first())
}

pub(super) fn is_place(finding: &FindingRow) -> bool {
    finding.counts || finding.strength != "weak"
}

/// Places shown at once and folded ones, numbered through.
pub(super) fn split(t: &Texts, file: &CaseFile, number: i32) -> (Vec<FindingView>, Vec<FindingView>) {
    let mut shown = Vec::new();
    let mut folded = Vec::new();
    for (index, finding) in file.findings.iter().enumerate() {
        let view = finding_view(t, file, finding, index + 1, number);
        if is_place(finding) && shown.len() < SHOWN_PLACES { shown.push(view) } else { folded.push(view) }
    }
    (shown, folded)
}

pub(super) fn finding_view(
    t: &Texts,
    file: &CaseFile,
    finding: &FindingRow,
    n: usize,
    number: i32,
) -> FindingView {
    let (why, other) = words::finding_words(t, finding);
    let by = finding.outcome_by.as_ref().and_then(|id| file.names.get(id)).cloned().unwrap_or_default();
    let pages: BTreeSet<i32> = finding.page.into_iter().chain(finding.second()).collect();
    let facts = finding.facts();
    let named = |page: i32, kind: Option<&String>| {
        let place = t.with("screening-on-page", &[("n", &(page % 100)), ("file", &(page / 100))]);
        match kind.map(|kind| paper_view::kind_name(t, kind)) {
            Some(kind) => t.with("screening-on-paper", &[("place", &place), ("kind", &kind)]),
            None => place,
        }
    };
    let place_text = match (finding.page, finding.second()) {
        (Some(first), Some(second)) => {
            let (first, second) =
                (named(first, facts.get("first_kind")), named(second, facts.get("second_kind")));
            t.with("screening-two-places", &[("first", &first), ("second", &second)])
        }
        (Some(page), None) => named(page, None),
        (None, _) => t.get("screening-on-file"),
    };
    let kind_of =
        |page: i32| facts.get(if finding.page == Some(page) { "first_kind" } else { "second_kind" });
    let rests_on_doubt = file.papers.iter().flat_map(|paper| &paper.fields).any(|field| {
        field.unsure()
            && field.row.page == finding.page
            && field
                .row
                .region()
                .is_some_and(|region| finding.region().is_some_and(|place| place.shares_half(&region)))
    });
    FindingView {
        id: finding.id.clone(),
        n,
        unsure: rests_on_doubt && finding.rule.starts_with("logic."),
        compare: if (finding.family == "reuse" || finding.second().is_some()) && file.case.erased_at.is_none()
        {
            format!("/screening/{}/beside/{}", file.case.id, finding.id)
        } else {
            String::new()
        },
        lesson: format!("/screening/rules#{}", words::anchor(&finding.rule)),
        warn: finding.strength != "strong",
        title: words::finding_title(t, finding),
        tag: words::strength_tag(t, finding),
        why,
        other: t.with("screening-or", &[("other", &other)]),
        agreed: if finding.counts && finding.strength != "strong" {
            t.get("screening-agreed")
        } else {
            String::new()
        },
        outcome: words::outcome(t, finding, &by),
        waived: matches!(finding.outcome.as_str(), "false_alarm" | "explained"),
        here: !finding.regions_on(number).is_empty(),
        elsewhere: pages
            .into_iter()
            .filter(|page| *page != number)
            .map(|page| (page, named(page, kind_of(page))))
            .collect(),
        prices: prices_link(file, finding),
        place_text,
    }
}

/// Where the table of prices is asked what the finding rests on, with the figures of its contract.
fn prices_link(file: &CaseFile, finding: &FindingRow) -> String {
    if !finding.rule.starts_with("logic.price.") {
        return String::new();
    }
    let here = |paper: &&PaperFile| {
        paper.kind() == Kind::PurchaseContract
            && finding.page.is_some_and(|page| paper.row.pages().contains(&page))
    };
    let Some(paper) = file.papers.iter().find(here) else { return String::new() };
    let value =
        |key: &str| paper.fields.iter().find(|field| field.row.key == key).map_or("", |field| field.value());
    let facts = finding.facts();
    let fact = |key: &str| facts.get(key).map_or("", String::as_str);
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("estate", fact("estate"))
        .append_pair("district", fact("district"))
        .append_pair("building", fact("building"))
        .append_pair("month", value("signed_on"))
        .append_pair("total", value("total"))
        .append_pair("area", value("building_area"))
        .finish();
    format!("/prices?{query}")
}

pub(super) fn headline(t: &Texts, file: &CaseFile) -> String {
    let case = &file.case;
    match case.state() {
        _ if case.erased_at.is_some() => t.get("screening-headline-erased"),
        CaseState::Received | CaseState::Examining => t.get("screening-headline-running"),
        CaseState::Refused => t.get("screening-headline-refused"),
        CaseState::Failed => t.get("screening-headline-failed"),
        _ if case.places > 0 => t.with("screening-headline-places", &[("n", &case.places)]),
        _ if case.findings > 0 => t.with("screening-headline-hints", &[("n", &case.findings)]),
        _ => t.get("screening-headline-nothing"),
    }
}

pub(super) fn band_view(t: &Texts, score: i32) -> BandView {
    let (line, high) = (rules::REVIEW_LINE, rules::HIGH_LINE);
    let values: [(&str, &dyn TextValue); 3] = [("score", &score), ("line", &line), ("high", &high)];
    let (tone, title) = match rules::band(score) {
        Band::Low => ("is-low", t.with("screening-band-low", &values)),
        Band::Middle => ("", t.with("screening-band-middle", &values)),
        Band::High => ("is-high", t.with("screening-band-high", &values)),
    };
    BandView {
        score,
        line,
        high,
        tone,
        title,
        note: t.with("screening-score-note", &[("line", &line)]),
        line_text: t.with("screening-line", &[("line", &line)]),
        own_text: t.with("screening-own", &[("score", &score)]),
    }
}

/// What has to be said plainly beside the score.
pub(super) fn hints(t: &Texts, file: &CaseFile) -> Vec<String> {
    let examined: Vec<&Document> = file.documents.iter().filter(|d| d.state == "examined").collect();
    let silent = examined.iter().filter(|d| d.pixels_speak == Some(false)).count();
    let mut hints = Vec::new();
    if silent > 0 && silent == examined.len() {
        hints.push(t.get("screening-pixels-silent"));
    } else if silent > 0 {
        hints.push(t.with("screening-pixels-partly", &[("n", &silent), ("all", &examined.len())]));
    }
    hints
}

pub(super) fn document_view(t: &Texts, file: &CaseFile, document: &Document, number: i32) -> DocumentView {
    let pages: Vec<PageLink> = file
        .pages
        .iter()
        .filter(|page| page.document_id == document.id)
        .map(|page| PageLink {
            number: page.number,
            text: t.with("screening-page-n", &[("n", &(page.number % 100))]),
            current: page.number == number,
        })
        .collect();
    DocumentView {
        id: document.id.clone(),
        name: document.name.clone(),
        tag: words::document_tag(t, document),
        note: document.refusal.as_deref().map(|kept| words::refusal(t, kept)).unwrap_or_default(),
        digest: document.sha256.chars().take(16).collect(),
        steps: super::casefile::file_steps(t, &document.state, document.read_at.is_some()),
        pages,
    }
}

pub(super) fn page_view(
    t: &Texts,
    file: &CaseFile,
    page: &Page,
    findings: &[FindingView],
    wanted: &Wanted,
    text: Option<&PageText>,
) -> PageView {
    let shown: Vec<&FindingView> = findings.iter().filter(|f| f.here).collect();
    // Line and letters of the drawing without script grow with the page, so that they read the same.
    let unit = u32::try_from(page.width.max(page.height)).unwrap_or(1_000).div_ceil(350).max(1);
    let mut boxes = Vec::new();
    let places = shown.len();
    for view in shown {
        let Some(finding) = file.findings.iter().find(|finding| finding.id == view.id) else { continue };
        // A copy has two ends; both carry the number, and locating goes to the first.
        for region in finding.regions_on(page.number) {
            boxes.push(BoxView {
                n: view.n,
                warn: view.warn,
                x: region.x,
                y: region.y,
                w: region.width,
                h: region.height,
                stroke: unit,
                size: unit * 9,
                label_y: label_line(&boxes, region, unit),
            });
        }
    }
    PageView {
        number: page.number,
        width: page.width,
        height: page.height,
        heat: page.heat.is_some(),
        error_level: page.error_level.is_some(),
        alt: t.with("screening-page-alt", &[("n", &(page.number % 100)), ("places", &places)]),
        boxes,
        stroke: unit,
        words: text
            .map(|text| {
                let revealed = wanted.revealed.as_ref() == Some(&page.document_id);
                word_view::word_views(file, page.number, revealed, text)
            })
            .unwrap_or_default(),
        fields: word_view::field_boxes(file, page.number, wanted, |key| paper_view::field_label(t, key)),
        layers: layers(t, file, page, wanted),
        on: wanted.layers,
        here: wanted.layers.text(),
        history: file.with_history.contains(&page.number),
    }
}

/// The switches of the layers this page has.
fn layers(t: &Texts, file: &CaseFile, page: &Page, wanted: &Wanted) -> Vec<LayerView> {
    let on = wanted.layers;
    let read = file.texts.iter().any(|(number, _, words)| *number == page.number && *words > 0);
    let fields = file.papers.iter().flat_map(|paper| &paper.fields).any(|f| f.row.page == Some(page.number));
    [
        ("words", read, on.words, t.get("screening-layer-words")),
        ("fields", fields, on.fields, t.get("screening-layer-fields")),
        ("heat", page.heat.is_some(), on.heat, t.get("screening-layer-heat")),
        ("findings", true, on.findings, t.get("screening-layer-boxes")),
        ("error", page.error_level.is_some(), on.error, t.get("screening-layer-error")),
    ]
    .into_iter()
    .filter(|(_, there, ..)| *there)
    .map(|(name, _, on, label)| LayerView { name, label, on, next: wanted.layers.switched(name) })
    .collect()
}

/// Why nothing of the file of this page was made out; empty when something was.
pub(super) fn unread(t: &Texts, file: &CaseFile, page: &Page) -> String {
    if file.papers.iter().any(|paper| paper.row.document_id == page.document_id) {
        return String::new();
    }
    let pages = file.pages.iter().filter(|other| other.document_id == page.document_id);
    let words: i32 = pages
        .filter_map(|other| file.texts.iter().find(|(number, ..)| *number == other.number))
        .map(|(_, _, words)| *words)
        .sum();
    if words > 0 { t.with("screening-unread-kind", &[("n", &words)]) } else { t.get("screening-unread") }
}

/// Where the number of a box stands on paper: above it, or below where another number is there already.
fn label_line(before: &[BoxView], region: Region, unit: u32) -> u32 {
    let size = unit * 9;
    let above = region.y.saturating_sub(unit * 2).max(size);
    let taken = |line: u32| {
        before.iter().any(|other| other.label_y.abs_diff(line) < size && other.x.abs_diff(region.x) < size)
    };
    if taken(above) { region.y + region.height + size } else { above }
}

/// The name of a detector.
pub(super) fn detector_name(t: &Texts, detector: &str) -> String {
    t.get(&format!("detector-{}-name", detector.replace('.', "-")))
}

/// What a detector cannot see.
pub(super) fn detector_limits(t: &Texts, detector: &str) -> String {
    t.get(&format!("detector-{}-limits", detector.replace('.', "-")))
}

/// The version of a check's rules with which a report was made; none for a report of another engine.
pub(super) fn rule_version(head: &ReportHead, detector: &str) -> Option<u16> {
    let known = DETECTORS.iter().find(|known| known.key == detector);
    known.filter(|_| head.engine == ENGINE).map(|known| known.version)
}

/// What each detector answered about the page shown and its file.
pub(super) fn detectors(t: &Texts, file: &CaseFile, current: Option<&Page>) -> Vec<DetectorView> {
    let Some(page) = current else { return Vec::new() };
    let Some(head) =
        file.documents.iter().find(|document| document.id == page.document_id).and_then(Document::report)
    else {
        return Vec::new();
    };
    let index = u32::try_from(page.number % 100 - 1).unwrap_or(0);
    head.detectors
        .iter()
        .filter(|answer| answer.page.is_none_or(|page| page == index))
        .map(|answer| DetectorView {
            name: detector_name(t, &answer.detector),
            version: rule_version(&head, &answer.detector)
                .map(|version| t.with("screening-rule-version", &[("n", &version)]))
                .unwrap_or_default(),
            limits: detector_limits(t, &answer.detector),
            answer: match &answer.answer {
                Answer::Found => t.get("screening-answer-found"),
                Answer::Nothing => t.get("screening-answer-nothing"),
                Answer::NotApplicable { reason } => {
                    let reason = t.get(&format!("not-applicable-{reason}"));
                    t.with("screening-answer-not-applicable", &[("reason", &reason)])
                }
            },
        })
        .collect()
}

/// The sentence under the acts: what the reader may do and why not more.
pub(super) fn act_note(t: &Texts, site: &Site, file: &CaseFile, actor: &Actor, holder: bool) -> String {
    let case = &file.case;
    let now = site.db.clock().now();
    let own = case.submitter_id == actor.person;
    match case.state() {
        CaseState::Ready if own && case.queued_at.is_some() => t.get("screening-act-queued"),
        CaseState::Ready if own && case.findings == 0 => t.get("screening-act-nothing"),
        CaseState::Ready if own => t.get("screening-act-second-person"),
        CaseState::InReview if holder => {
            let until = case.claimed_until.map(|at| t.time(site.zone().local(at).time())).unwrap_or_default();
            t.with("screening-act-held", &[("until", &until)])
        }
        CaseState::InReview if case.claimed_until.is_some_and(|until| until > now) => {
            let by = case.claimed_by.as_ref().and_then(|id| file.names.get(id)).cloned().unwrap_or_default();
            t.with("screening-act-held-by", &[("person", &by)])
        }
        CaseState::Contested if own => t.get("screening-act-contested"),
        CaseState::Decided if own => t.get("screening-act-decided"),
        _ => String::new(),
    }
}

/// What happened, in order.
pub(super) fn steps(t: &Texts, site: &Site, file: &CaseFile) -> Vec<Step> {
    let case = &file.case;
    let name = |id: &str| file.names.get(id).cloned().unwrap_or_default();
    let mut moments =
        vec![(case.received_at, t.with("screening-step-received", &[("person", &name(&case.submitter_id))]))];
    let mut add = |at: Option<Moment>, what: String| moments.extend(at.map(|at| (at, what)));
    add(case.examined_at, t.get("screening-step-examined"));
    if case.round == 1 {
        add(case.queued_at, t.get("screening-step-queued"));
    }
    for note in &file.notes {
        let by = [("person", &name(&note.row.author_id) as &dyn TextValue)];
        match note.row.kind.as_str() {
            "review" => add(Some(note.row.written_at), t.with("screening-step-asked", &by)),
            "contest" => add(Some(note.row.written_at), t.with("screening-step-contested", &by)),
            _ => {}
        }
    }
    for decision in &file.decisions {
        let by = name(&decision.row.decider_id);
        add(Some(decision.row.decided_at), t.with("screening-step-decided", &[("person", &by)]));
    }
    add(case.closed_at, t.get("screening-step-closed"));
    add(case.erased_at, t.get("screening-step-erased"));
    moments.sort_by_key(|(at, _)| *at);
    let last = moments.len();
    moments
        .into_iter()
        .enumerate()
        .map(|(index, (at, what))| Step { what, when: words::when(t, site, at), now: index + 1 == last })
        .collect()
}
