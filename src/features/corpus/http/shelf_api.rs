//! Policies, questions, forms and words in the JSON API.

use actix_web::web::{Data, Path};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::{IntoParams, OpenApi, ToSchema};

use super::as_of;
use crate::features::corpus::model::{ClauseView, PolicyVersionView, Term};
use crate::features::corpus::service::policies;
use crate::features::corpus::service::shelf::{self, FormView, holds_on};
use crate::kernel::{Fault, perm};
use crate::platform::site::Site;
use crate::web::{Allow, Answer, Fields, Routes, json};

#[derive(OpenApi)]
#[openapi(paths(list_policies, one_policy, list_faq, list_forms, list_terms))]
struct Doc;

/// This room's part of the API's description.
#[must_use]
pub fn description() -> utoipa::openapi::OpenApi {
    Doc::openapi()
}

pub(super) fn routes(routes: &mut Routes) {
    routes
        .get("/api/v1/policies", list_policies)
        .get("/api/v1/policies/{key}", one_policy)
        .get("/api/v1/faq", list_faq)
        .get("/api/v1/forms", list_forms)
        .get("/api/v1/terms", list_terms);
}

/// Which day's rules.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes the query; its field is read by name")]
struct DayQuery {
    /// Day whose rules are asked for, `YYYY-MM-DD`; today when left out.
    as_of: Option<NaiveDate>,
}

/// A version of a policy.
#[derive(Serialize, ToSchema)]
struct PolicyOut {
    /// The same for all versions of a policy.
    key: String,
    title: String,
    /// Document number.
    number: String,
    version: i32,
    effective_from: NaiveDate,
    /// First day no longer in force.
    effective_to: Option<NaiveDate>,
    /// How many clauses it has.
    clauses: usize,
}

impl From<PolicyVersionView> for PolicyOut {
    fn from(view: PolicyVersionView) -> Self {
        Self {
            key: view.doc_key,
            title: view.title,
            number: view.number,
            version: view.version,
            effective_from: view.effective_from,
            effective_to: view.effective_to,
            clauses: view.clauses,
        }
    }
}

/// The policies in force on a day.
#[derive(Serialize, ToSchema)]
struct PoliciesOut {
    as_of: NaiveDate,
    policies: Vec<PolicyOut>,
}

/// Every policy in force on a day.
#[utoipa::path(
    get,
    path = "/api/v1/policies",
    tag = "corpus",
    params(DayQuery),
    responses((status = 200, description = "The policies.", body = PoliciesOut))
)]
async fn list_policies(_who: Allow<perm::ReadPolicy>, query: Fields, site: Data<Site>) -> Answer {
    let day = as_of(&query, site.today())?;
    let all = site.db.read(move |conn| policies::all_in_force(conn, day)).await?;
    let policies = all.into_iter().map(PolicyOut::from).collect();
    json(&PoliciesOut { as_of: day, policies })
}

/// A clause of a policy.
#[derive(Serialize, ToSchema)]
struct PolicyClauseOut {
    /// What other texts cite it by.
    reference: String,
    /// Chapter it stands in.
    chapter: String,
    article: String,
    text: String,
}

impl From<ClauseView> for PolicyClauseOut {
    fn from(clause: ClauseView) -> Self {
        Self {
            reference: clause.reference(),
            chapter: clause.heading,
            article: clause.article,
            text: clause.text,
        }
    }
}

/// A policy with its text.
#[derive(Serialize, ToSchema)]
struct PolicyTextOut {
    as_of: NaiveDate,
    policy: PolicyOut,
    clauses: Vec<PolicyClauseOut>,
}

/// One policy in the version in force on a day, clause by clause.
#[utoipa::path(
    get,
    path = "/api/v1/policies/{key}",
    tag = "corpus",
    params(("key" = String, Path, description = "Key of the policy."), DayQuery),
    responses(
        (status = 200, description = "The policy.", body = PolicyTextOut),
        (status = 404, description = "No such policy, or none of its versions was in force that day."),
    )
)]
async fn one_policy(
    _who: Allow<perm::ReadPolicy>,
    key: Path<String>,
    query: Fields,
    site: Data<Site>,
) -> Answer {
    let (day, key) = (as_of(&query, site.today())?, key.into_inner());
    let (policy, clauses) = site
        .db
        .read(move |conn| {
            let policy = policies::version_in_force(conn, &key, day)?.ok_or_else(Fault::missing)?;
            Ok((policy, policies::clauses_in_force(conn, &key, day)?))
        })
        .await?;
    json(&PolicyTextOut {
        as_of: day,
        policy: policy.into(),
        clauses: clauses.into_iter().map(PolicyClauseOut::from).collect(),
    })
}

/// A question with its answers.
#[derive(Serialize, ToSchema)]
struct FaqOut {
    id: String,
    question: String,
    /// For the visitor.
    plain: String,
    /// From the text, for colleagues.
    clause_answer: String,
    /// References of the clauses it rests on.
    clauses: Vec<String>,
    /// Short names of the business items it belongs to.
    items: Vec<String>,
    /// Whether every clause it rests on reads on that day as when the answer was last looked at.
    holds: bool,
}

/// Questions and answers.
#[derive(Serialize, ToSchema)]
struct FaqsOut {
    as_of: NaiveDate,
    faq: Vec<FaqOut>,
}

/// Every question with its answers, and whether they hold under a day's rules.
#[utoipa::path(
    get,
    path = "/api/v1/faq",
    tag = "corpus",
    params(DayQuery),
    responses((status = 200, description = "The questions.", body = FaqsOut))
)]
async fn list_faq(_who: Allow<perm::ReadPolicy>, query: Fields, site: Data<Site>) -> Answer {
    let day = as_of(&query, site.today())?;
    let faq = site
        .db
        .read(move |conn| {
            let all = shelf::faqs(conn)?;
            all.into_iter()
                .map(|faq| {
                    let holds = holds_on(conn, &faq, day)?;
                    Ok(FaqOut {
                        id: faq.id,
                        question: faq.question,
                        plain: faq.plain,
                        clause_answer: faq.clause_answer,
                        clauses: faq.clauses,
                        items: faq.items,
                        holds,
                    })
                })
                .collect::<Result<Vec<_>, Fault>>()
        })
        .await?;
    json(&FaqsOut { as_of: day, faq })
}

/// A form in its present version.
#[derive(Serialize, ToSchema)]
struct FormOut {
    slug: String,
    name: String,
    version: String,
    /// What it is for.
    purpose: String,
    /// Short names of the business items that use it.
    items: Vec<String>,
    /// What is filled in.
    fields: Vec<String>,
    /// Versions that must no longer be handed out.
    older: Vec<String>,
    /// From which day this version is handed out; absent: from the beginning.
    valid_from: Option<NaiveDate>,
    /// Versions that hold from a later day.
    coming: Vec<String>,
}

/// The forms library.
#[derive(Serialize, ToSchema)]
struct FormsOut {
    forms: Vec<FormOut>,
}

/// Every form in its present version.
#[utoipa::path(
    get,
    path = "/api/v1/forms",
    tag = "corpus",
    responses((status = 200, description = "The forms.", body = FormsOut))
)]
async fn list_forms(_who: Allow<perm::ReadPolicy>, site: Data<Site>) -> Answer {
    let today = site.today();
    let forms = site.db.read(move |conn| shelf::forms(conn, today)).await?;
    let out = |FormView { current, older, coming }| FormOut {
        valid_from: current.valid_from,
        coming: coming.into_iter().map(|form| form.version).collect(),
        slug: current.slug,
        name: current.name,
        version: current.version,
        purpose: current.purpose,
        items: current.items,
        fields: current.fields,
        older,
    };
    json(&FormsOut { forms: forms.into_iter().map(out).collect() })
}

/// A word of the trade.
#[derive(Serialize, ToSchema)]
struct TermOut {
    word: String,
    /// What it means, as one says it at the window.
    plain: String,
    /// The word in English.
    en: String,
}

/// Words of the trade.
#[derive(Serialize, ToSchema)]
struct TermsOut {
    terms: Vec<TermOut>,
}

/// Every word of the trade in plain words.
#[utoipa::path(
    get,
    path = "/api/v1/terms",
    tag = "corpus",
    responses((status = 200, description = "The words.", body = TermsOut))
)]
async fn list_terms(_who: Allow<perm::ReadPolicy>, site: Data<Site>) -> Answer {
    let terms = site.db.read(shelf::terms).await?;
    let out = |Term { word, plain, en }| TermOut { word, plain, en };
    json(&TermsOut { terms: terms.into_iter().map(out).collect() })
}
