//! Cases in the JSON API: the same report as the page, masked like the page. Personal values are seen whole on
//! the page alone, where the purpose is asked for.

use actix_web::web::{Data, Path};
use serde::Serialize;
use utoipa::{IntoParams, OpenApi, ToSchema};

use super::super::model::{Document, FindingRow, Page, ReportHead};
use super::super::papers::shown;
use super::super::service::{self, CaseFile, Look, PaperFile};
use super::api_shapes::{
    CellOut, CheckOut, FieldOut, FindingOut, PageOut, PaperOut, RegionOut, ScreenedFileOut,
    ScreeningDecisionOut, ScreeningOut, TableOut, TypedOut, WordOut,
};
use super::{parts, word_view, words};
use crate::forensics::papers::Table;
use crate::forensics::reading::text::PageText;
use crate::forensics::{self, DetectorAnswer};
use crate::kernel::{Moment, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::{Allow, Answer, Fields, Routes, json};

#[derive(OpenApi)]
#[openapi(paths(list, one))]
struct Doc;

/// This feature's part of the API's description.
#[must_use]
pub fn description() -> utoipa::openapi::OpenApi {
    Doc::openapi()
}

pub(super) fn routes(routes: &mut Routes) {
    routes.get("/api/v1/screening", list).get("/api/v1/screening/{id}", one);
}

/// A case in a list.
#[derive(Serialize, ToSchema)]
struct CaseLineOut {
    id: String,
    /// The number people use.
    code: String,
    /// `received`, `examining`, `ready`, `in_review`, `decided`, `closed`, `refused`, `failed`, `contested`.
    state: String,
    purpose: String,
    /// 0 to 100; orders a queue, is no probability.
    score: Option<i32>,
    /// Places shown at once.
    places: i32,
    #[schema(value_type = String, format = DateTime)]
    received_at: Moment,
}

/// Cases.
#[derive(Serialize, ToSchema)]
struct CasesOut {
    cases: Vec<CaseLineOut>,
}

/// One's own cases, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/screening",
    tag = "screening",
    responses((status = 200, description = "The last hundred cases.", body = CasesOut))
)]
async fn list(who: Allow<perm::RunScreening>, site: Data<Site>) -> Answer {
    let actor = who.actor().clone();
    let found = site.db.read(move |conn| service::own_cases(conn, &actor, 100)).await?;
    let line = |case: super::super::model::Case| CaseLineOut {
        id: case.id,
        code: case.code,
        state: case.state,
        purpose: case.purpose,
        score: case.score,
        places: case.places,
        received_at: case.received_at,
    };
    json(&CasesOut { cases: found.into_iter().map(line).collect() })
}

/// What of a case; read from the query by hand, as on the page.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes the query; its fields are read by name")]
struct CaseQuery {
    /// `1` for the words of every page as well.
    words: Option<String>,
}

/// One case: the report of its page. The look is on record; personal values are masked.
#[utoipa::path(
    get,
    path = "/api/v1/screening/{id}",
    tag = "screening",
    params(("id" = String, Path, description = "The case."), CaseQuery),
    responses(
        (status = 200, description = "The case.", body = ScreeningOut),
        (status = 404, description = "No such case.")
    )
)]
async fn one(who: Allow<perm::SeeScreening>, path: Path<String>, query: Fields, site: Data<Site>) -> Answer {
    let (actor, case) = (who.actor().clone(), path.into_inner());
    let (looker, looked) = (actor.clone(), case.clone());
    site.db.write(move |tx| service::look(tx, &looker, &looked, Look::Page).map(|_case| ())).await?;
    let (worker, wanted) = (site.clone(), query.one("words") == "1");
    let (file, texts) = site
        .db
        .read(move |conn| {
            service::shown(conn, &actor, &case)?;
            let file = service::file(conn, &actor, &worker.keys, &case)?;
            let mut texts = Vec::new();
            for page in file.pages.iter().filter(|_| wanted && file.case.erased_at.is_none()) {
                let text = service::words(conn, &worker.keys, &file.case, page.number)?;
                texts.extend(text.map(|text| (page.number, text)));
            }
            Ok((file, texts))
        })
        .await?;
    let t = Texts::new(who.lang).on(site.today());
    json(&screening_out(&t, file, &texts))
}

fn screening_out(t: &Texts, file: CaseFile, texts: &[(i32, PageText)]) -> ScreeningOut {
    ScreeningOut {
        id: file.case.id.clone(),
        code: file.case.code.clone(),
        state: file.case.state.clone(),
        purpose: file.case.purpose.clone(),
        score: file.case.score,
        grade: file.case.grade.clone(),
        withdrawn: file.documents.iter().map(|document| document.withdrawn).sum(),
        files: file.documents.iter().map(|document| file_out(t, &file, document, texts)).collect(),
        typed: file
            .typed
            .iter()
            .map(|typed| {
                let value = shown(&typed.row.key, &typed.value);
                TypedOut { masked: value != typed.value, value, key: typed.row.key.clone() }
            })
            .collect(),
        findings: file
            .findings
            .iter()
            .chain(&file.set_aside)
            .map(|finding| finding_out(t, finding))
            .collect(),
        decisions: file
            .decisions
            .iter()
            .map(|decision| ScreeningDecisionOut {
                decision: decision.row.decision.clone(),
                reason: decision.text.clone(),
                engine: decision.row.engine.clone(),
                calibration: decision.row.calibration.clone(),
                decided_at: decision.row.decided_at,
            })
            .collect(),
    }
}

fn file_out(t: &Texts, file: &CaseFile, document: &Document, texts: &[(i32, PageText)]) -> ScreenedFileOut {
    let head = document.report();
    ScreenedFileOut {
        id: document.id.clone(),
        name: document.name.clone(),
        kind: document.kind.clone(),
        state: document.state.clone(),
        sha256: document.sha256.clone(),
        refusal: document.refusal.as_deref().map(|kept| words::refusal(t, kept)),
        engine: head.as_ref().map(|head| head.engine.clone()),
        calibration: head.as_ref().map(|head| head.calibration.clone()),
        calibration_date: head.as_ref().map(|head| head.calibration_date.clone()),
        checks: head.as_ref().map(checks_out).unwrap_or_default(),
        pixels: document.pixels_speak,
        pages: file
            .pages
            .iter()
            .filter(|page| page.document_id == document.id)
            .map(|page| page_out(file, page, texts))
            .collect(),
        papers: file
            .papers
            .iter()
            .filter(|paper| paper.row.document_id == document.id)
            .map(paper_out)
            .collect(),
    }
}

fn checks_out(head: &ReportHead) -> Vec<CheckOut> {
    let check = |answer: &DetectorAnswer| CheckOut {
        key: answer.detector.clone(),
        version: parts::rule_version(head, &answer.detector),
        page: answer.page,
        answer: match answer.answer {
            forensics::Answer::Found => "found",
            forensics::Answer::Nothing => "nothing",
            forensics::Answer::NotApplicable { .. } => "not_applicable",
        },
        reason: match &answer.answer {
            forensics::Answer::NotApplicable { reason } => Some(reason.clone()),
            _ => None,
        },
    };
    head.detectors.iter().map(check).collect()
}

fn page_out(file: &CaseFile, page: &Page, texts: &[(i32, PageText)]) -> PageOut {
    let text = texts.iter().find(|(number, _)| *number == page.number).map(|(_, text)| text);
    PageOut {
        number: page.number,
        width: page.width,
        height: page.height,
        profile: page.profile.clone(),
        source: file.texts.iter().find(|(number, ..)| *number == page.number).map(|(_, s, _)| s.clone()),
        words: text.map(|text| {
            let masked = word_view::word_views(file, page.number, false, text);
            text.words
                .iter()
                .zip(masked)
                .map(|(word, shown)| WordOut {
                    text: shown.text,
                    region: word.region().into(),
                    confidence: word.confidence,
                })
                .collect()
        }),
    }
}

fn paper_out(paper: &PaperFile) -> PaperOut {
    let field = |field: &service::FieldFile| {
        let key = field.row.key.as_str();
        let value = shown(key, field.value());
        FieldOut {
            masked: value != field.value(),
            read: field.said.as_ref().and(field.read.as_deref()).map(|read| shown(key, read)),
            value,
            confidence: field.row.confidence,
            corrected: field.said.is_some(),
            check_reading: field.unsure(),
            page: field.row.page,
            region: field.row.region().map(RegionOut::from),
            key: field.row.key.clone(),
        }
    };
    let corrected = paper.corrected();
    PaperOut {
        id: paper.row.id.clone(),
        kind: paper.row.holds().to_owned(),
        recognised: paper.row.kind.clone(),
        confidence: paper.row.confidence,
        pages: paper.row.pages(),
        fields: paper.fields.iter().map(field).collect(),
        tables: corrected
            .tables
            .iter()
            .zip(0..)
            .map(|(table, sheet)| table_out(paper, table, sheet))
            .collect(),
    }
}

fn table_out(paper: &PaperFile, table: &Table, sheet: i32) -> TableOut {
    let rows = table.rows.iter().zip(0..).map(|(row, line)| {
        let cells = row.iter().zip(&table.columns).zip(0..).map(|((cell, key), place)| {
            cell.as_ref().map(|cell| {
                let text = shown(key, &cell.text);
                CellOut {
                    masked: text != cell.text,
                    text,
                    corrected: paper.cells.contains_key(&(sheet, line, place)),
                    confidence: cell.confidence,
                }
            })
        });
        cells.collect()
    });
    TableOut { columns: table.columns.clone(), rows: rows.collect() }
}

fn finding_out(t: &Texts, finding: &FindingRow) -> FindingOut {
    let (reason, alternative) = words::finding_words(t, finding);
    FindingOut {
        id: finding.id.clone(),
        rule: finding.rule.clone(),
        family: finding.family.clone(),
        strength: finding.strength.clone(),
        score: finding.score,
        counts: finding.counts,
        document: finding.document_id.clone(),
        page: finding.page,
        region: finding.region().map(RegionOut::from),
        source_region: finding.source_region().map(RegionOut::from),
        other_page: finding.second(),
        set_aside: finding.set_aside.clone(),
        reason,
        alternative,
        outcome: finding.outcome.clone(),
    }
}
