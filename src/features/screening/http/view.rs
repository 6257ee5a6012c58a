//! What the case page and the printed sheet show, ready for their templates.

use super::super::model::Document;
use super::super::rules::{self, CaseState, CheckKind};
use super::super::service::CaseFile;
use super::casefile::StepView;
use super::paper_view::{PaperView, paper_views};
use super::parts::{
    act_note, band_view, current_page, detectors, document_view, headline, hints, page_view, split, steps,
    unread,
};
use super::typed_view::TypedView;
use super::wanted::{Layers, Wanted};
use super::word_view::{FieldBox, WordView};
use super::words::{self, Tag};
use crate::forensics::reading::text::PageText;
use crate::kernel::{Actor, Permission};
use crate::platform::i18n::{Lang, Texts};
use crate::platform::site::Site;

/// The score band.
#[derive(Debug, Clone)]
pub(super) struct BandView {
    pub score: i32,
    pub line: i32,
    pub high: i32,
    pub tone: &'static str,
    pub title: String,
    pub note: String,
    pub line_text: String,
    pub own_text: String,
}

/// A file of the case with links to its pages.
#[derive(Debug, Clone)]
pub(super) struct DocumentView {
    pub id: String,
    pub name: String,
    pub tag: Tag,
    pub note: String,
    pub digest: String,
    pub steps: Vec<StepView>,
    pub pages: Vec<PageLink>,
}

#[derive(Debug, Clone)]
pub(super) struct PageLink {
    pub number: i32,
    pub text: String,
    pub current: bool,
}

/// The page in the viewer.
#[derive(Debug, Clone)]
pub(super) struct PageView {
    pub number: i32,
    pub width: i32,
    pub height: i32,
    pub heat: bool,
    pub error_level: bool,
    pub alt: String,
    pub boxes: Vec<BoxView>,
    /// Width of a line drawn without a script, in pixels of the page.
    pub stroke: u32,
    /// The words, when their layer is on.
    pub words: Vec<WordView>,
    pub fields: Vec<FieldBox>,
    pub layers: Vec<LayerView>,
    pub on: Layers,
    /// The layers as the address writes them.
    pub here: String,
    /// Whether earlier revisions of the page are kept.
    pub history: bool,
}

/// The switch of a layer.
#[derive(Debug, Clone)]
pub(super) struct LayerView {
    pub name: &'static str,
    pub label: String,
    pub on: bool,
    /// The layers of the address once it is switched.
    pub next: String,
}

/// A numbered box in page pixels; the label's place serves the drawing that needs no script.
#[derive(Debug, Clone)]
pub(super) struct BoxView {
    pub n: usize,
    pub warn: bool,
    pub x: u32,
    pub y: u32,
    pub w: u32,
    pub h: u32,
    pub stroke: u32,
    pub size: u32,
    pub label_y: u32,
}

#[derive(Debug, Clone)]
pub(super) struct FindingView {
    pub id: String,
    pub n: usize,
    pub warn: bool,
    pub title: String,
    pub tag: Tag,
    pub why: String,
    pub other: String,
    pub agreed: String,
    pub outcome: String,
    pub waived: bool,
    /// Whether it has a place on the page shown.
    pub here: bool,
    /// Pages of this case it speaks of that are not shown: number and words.
    pub elsewhere: Vec<(i32, String)>,
    pub place_text: String,
    /// Whether it rests on a reading in doubt.
    pub unsure: bool,
    /// Where both ends are shown side by side; empty when there is no other end.
    pub compare: String,
    /// Where the table of prices it rests on is asked; empty for any other.
    pub prices: String,
    /// Where its rule is explained.
    pub lesson: String,
}

#[derive(Debug, Clone)]
pub(super) struct CheckView {
    pub id: String,
    pub kind: String,
    pub masked: String,
    /// Whether more is kept than is shown.
    pub hidden: bool,
    pub tag: Tag,
    pub by: String,
}

#[derive(Debug, Clone)]
pub(super) struct NoteView {
    pub by: String,
    pub text: String,
    pub when: String,
    pub kind: String,
}

#[derive(Debug, Clone)]
pub(super) struct Step {
    pub what: String,
    pub when: String,
    pub now: bool,
}

#[derive(Debug, Clone)]
pub(super) struct DetectorView {
    pub name: String,
    /// Version of its rules; empty when another engine made the report.
    pub version: String,
    pub answer: String,
    pub limits: String,
}

/// What the reader may do.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "one for each act of the page")]
pub(super) struct Acts {
    pub own: bool,
    pub mark: bool,
    pub ask_review: bool,
    pub close: bool,
    pub contest: bool,
    pub retry: bool,
    pub add_file: bool,
    /// Whether what the case is about may still be said.
    pub about: bool,
    pub claim: bool,
    pub decide: bool,
    pub original: bool,
    /// Whether readings may be seen whole for a purpose.
    pub reveal: bool,
    /// How many decide and what comes of one's word; empty where one decides alone.
    pub seat: String,
    /// Whether the closed case can become an exercise.
    pub exercise: bool,
    pub note: String,
}

/// Everything the templates read.
#[derive(Debug, Clone)]
pub(super) struct CaseView {
    pub id: String,
    pub code: String,
    pub title: String,
    pub sub: String,
    pub tag: Tag,
    pub headline: String,
    pub band: Option<BandView>,
    pub hints: Vec<String>,
    pub purpose: String,
    pub reference: String,
    pub submitter: String,
    pub retention: String,
    pub engine: String,
    /// Engine and calibration of each file.
    pub engines: Vec<(String, String)>,
    pub running: bool,
    pub erased: bool,
    pub documents: Vec<DocumentView>,
    pub page: Option<PageView>,
    pub papers: Vec<PaperView>,
    /// Why the page shown has no papers; empty when it has.
    pub unread: String,
    /// Findings that went because of corrected readings; empty when none did.
    pub withdrawn: String,
    /// Which files are read as one statement; empty when none are.
    pub joined: String,
    /// What stands in the business system.
    pub typed: TypedView,
    pub findings: Vec<FindingView>,
    pub folded: Vec<FindingView>,
    pub checks: Vec<CheckView>,
    pub notes: Vec<NoteView>,
    /// Whether the reader is about to review and has not said anything yet: the notes of others wait folded,
    /// so that the first opinion is the reviewer's own.
    pub blind: bool,
    pub steps: Vec<Step>,
    pub detectors: Vec<DetectorView>,
    /// Decision, reason, who and when, versions it was made on.
    pub decisions: Vec<(Tag, String, String, String)>,
    /// Opinions of reviewers: what, why, who and when.
    pub opinions: Vec<(Tag, String, String)>,
    pub acts: Acts,
    pub seen: String,
}

impl CaseView {
    /// Whether some paper of the file shown has a table.
    pub(super) fn tables(&self) -> bool {
        self.papers.iter().any(|paper| paper.here && !paper.tables.is_empty())
    }

    /// Whether there are papers of other files.
    pub(super) fn others(&self) -> bool {
        self.papers.iter().any(|paper| !paper.here)
    }

    /// Whether something read of the file shown is masked.
    pub(super) fn masked(&self) -> Option<&PaperView> {
        self.papers.iter().find(|paper| paper.here && paper.masked && !paper.revealed)
    }

    /// Whether some file has more than one page.
    pub(super) fn multipage(&self) -> bool {
        self.documents.iter().any(|document| document.pages.len() > 1)
    }
}

/// Makes the view. `text` are the words of the page shown, when their layer is on.
pub(super) fn case_view(
    t: &Texts,
    site: &Site,
    actor: &Actor,
    file: &CaseFile,
    wanted: &Wanted,
    text: Option<&PageText>,
) -> CaseView {
    let case = &file.case;
    let now = site.db.clock().now();
    let name = |id: &str| file.names.get(id).cloned().unwrap_or_default();
    let current = current_page(file, wanted.page);
    let number = current.map_or(0, |page| page.number);
    let (findings, folded) = split(t, file, number);
    let verdict = file.decisions.last().map(|decision| decision.row.decision.as_str());
    let head = file.documents.iter().find_map(Document::report);
    let millis: i64 = file.documents.iter().filter_map(|document| document.millis).sum();
    let seconds = format!("{}.{}", millis / 1000, millis % 1000 / 100);
    let received = words::when(t, site, case.received_at);
    let sub = if millis >= 100 {
        t.with("screening-sub-took", &[("code", &case.code), ("when", &received), ("seconds", &seconds)])
    } else {
        t.with("screening-sub", &[("code", &case.code), ("when", &received)])
    };
    let open = case.state().is_open() && case.erased_at.is_none();
    let own = case.submitter_id == actor.person;
    let holder = file.bench.standing.holder(now) == Some(actor.person.as_str());
    let decides = actor.may(Permission::DecideScreening);
    let acts = Acts {
        own,
        mark: open && (own || holder),
        ask_review: own && case.state() == CaseState::Ready && case.queued_at.is_none(),
        close: own
            && (case.state() == CaseState::Decided
                || case.state() == CaseState::Refused
                || case.state() == CaseState::Ready
                    && case.findings == 0
                    && case.queued_at.is_none()
                    && file.documents.iter().all(|document| document.withdrawn == 0)),
        contest: own && case.state() == CaseState::Decided,
        retry: case.state() == CaseState::Failed && (own || decides),
        about: own && case.is_untouched(file.bench.votes.len() + file.bench.spoken.len()),
        add_file: own
            && case.queued_at.is_none()
            && !matches!(case.state(), CaseState::Decided | CaseState::Closed | CaseState::InReview),
        claim: decides && !holder && file.bench.may_claim(actor, now).is_ok(),
        decide: decides && holder && file.bench.may_decide(actor).is_ok(),
        seat: super::opinions::seat_note(t, file, actor),
        original: decides && case.erased_at.is_none(),
        reveal: (own || decides) && case.erased_at.is_none(),
        exercise: case.state() == CaseState::Closed
            && case.erased_at.is_none()
            && actor.may(Permission::MakeExercises)
            && file
                .findings
                .iter()
                .any(|f| f.outcome == rules::Outcome::Confirmed.code() && f.region().is_some()),
        note: act_note(t, site, file, actor, holder),
    };
    let said = file.notes.iter().any(|note| note.row.author_id == actor.person);
    CaseView {
        blind: (acts.claim || acts.decide) && !said && !file.notes.is_empty(),
        id: case.id.clone(),
        code: case.code.clone(),
        title: current
            .and_then(|page| file.documents.iter().find(|document| document.id == page.document_id))
            .or_else(|| file.documents.first())
            .map_or_else(|| case.code.clone(), |document| document.name.clone()),
        sub,
        tag: words::state_tag(t, case, verdict),
        headline: headline(t, file),
        band: case.score.map(|score| band_view(t, score)),
        hints: hints(t, file),
        purpose: words::purpose(t, &case.purpose),
        reference: file.reference.clone(),
        submitter: name(&case.submitter_id),
        retention: t.date_full(case.retention_on),
        engine: head.map(|head| words::engine(t, &head)).unwrap_or_default(),
        running: case.state().is_running(),
        erased: case.erased_at.is_some(),
        documents: file.documents.iter().map(|document| document_view(t, file, document, number)).collect(),
        page: current.map(|page| page_view(t, file, page, &findings, wanted, text)),
        papers: paper_views(t, file, wanted, current.map(|page| page.document_id.as_str())),
        unread: current.map(|page| unread(t, file, page)).unwrap_or_default(),
        withdrawn: match file.documents.iter().map(|document| document.withdrawn).sum::<i32>() {
            0 => String::new(),
            n => t.with("screening-withdrawn", &[("n", &n)]),
        },
        joined: super::typed_view::joined_note(t, file),
        typed: super::typed_view::typed_view(t, file, wanted),
        engines: file
            .documents
            .iter()
            .filter_map(|document| Some((document.name.clone(), words::engine(t, &document.report()?))))
            .collect(),
        checks: file
            .checks
            .iter()
            .map(|check| CheckView {
                id: check.id.clone(),
                kind: t.get(&format!("screening-check-{}", check.kind.replace('_', "-"))),
                masked: check.masked.clone(),
                hidden: CheckKind::from_code(&check.kind) != Some(CheckKind::Amount),
                tag: if check.agrees {
                    Tag::new("tag-ok", "check", t.get("screening-check-agrees"))
                } else {
                    Tag::new("tag-risk", "warning", t.get("screening-check-differs"))
                },
                by: name(&check.checked_by),
            })
            .collect(),
        notes: file
            .notes
            .iter()
            .map(|note| NoteView {
                by: name(&note.row.author_id),
                text: note.text.clone(),
                when: words::when(t, site, note.row.written_at),
                kind: t.get(&format!("screening-note-{}", note.row.kind)),
            })
            .collect(),
        steps: steps(t, site, file),
        detectors: detectors(t, file, current),
        decisions: file
            .decisions
            .iter()
            .filter_map(|decision| {
                let verdict = rules::Verdict::from_code(&decision.row.decision)?;
                let who = t.with(
                    "screening-decided-by",
                    &[
                        ("person", &name(&decision.row.decider_id)),
                        ("when", &words::when(t, site, decision.row.decided_at)),
                    ],
                );
                let on = t.with(
                    "screening-decided-on",
                    &[
                        ("engine", &decision.row.engine),
                        ("calibration", &decision.row.calibration),
                        ("n", &decision.row.findings),
                    ],
                );
                Some((words::verdict_tag(t, verdict), decision.text.clone(), who, on))
            })
            .collect(),
        opinions: super::opinions::opinions(t, site, file),
        seen: file.seen.clone(),
        findings,
        folded,
        acts,
    }
}

/// The name of a business item in the reader's language.
pub(super) fn item_name(lang: Lang, item: &crate::features::corpus::Item) -> String {
    if lang == Lang::En { item.name_en.clone() } else { item.name.clone() }
}
