//! Faults at the edge: a status, a sentence in the reader's language, a reference number.

use std::fmt;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{HttpResponse, ResponseError};
use askama::Template;
use serde_json::json;

use super::page::Chrome;
use super::visitor::Visitor;
use crate::kernel::{Blame, Fault};
use crate::platform::i18n::{TextValue, Texts};

/// What every handler returns.
pub type Answer = Result<HttpResponse, WebFault>;

/// A fault that has reached the web.
#[derive(Debug)]
pub struct WebFault(pub Fault);

impl From<Fault> for WebFault {
    fn from(fault: Fault) -> Self {
        Self(fault)
    }
}

impl From<askama::Error> for WebFault {
    fn from(error: askama::Error) -> Self {
        Self(Fault::ours(error))
    }
}

impl fmt::Display for WebFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// HTTP status of a blame.
#[must_use]
pub fn status(blame: Blame) -> StatusCode {
    match blame {
        Blame::Input => StatusCode::UNPROCESSABLE_ENTITY,
        Blame::Unproven => StatusCode::UNAUTHORIZED,
        Blame::Refused => StatusCode::FORBIDDEN,
        Blame::Missing => StatusCode::NOT_FOUND,
        Blame::Conflict => StatusCode::CONFLICT,
        Blame::Hasty => StatusCode::TOO_MANY_REQUESTS,
        Blame::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Blame::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Blame::Ours => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl ResponseError for WebFault {
    fn status_code(&self) -> StatusCode {
        status(self.0.blame)
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        // The body is written by `show_faults`, which knows the reader's language.
        HttpResponse::new(self.status_code())
    }
}

/// The sentence of a fault in the reader's language.
#[must_use]
pub fn sentence(t: &Texts, key: &str, args: &[(&'static str, String)]) -> String {
    let key = format!("error-{key}");
    if args.is_empty() {
        return t.get(&key);
    }
    let args: Vec<(&str, &dyn TextValue)> = args.iter().map(|(n, v)| (*n, v as &dyn TextValue)).collect();
    t.with(&key, &args)
}

#[derive(Template)]
#[template(path = "web/layout/error.html")]
struct ErrorPage {
    page: Chrome,
    status: u16,
    sentence: String,
    advice: String,
    reference: String,
    log_in: bool,
}

#[derive(Template)]
#[template(path = "web/layout/error_fragment.html")]
struct ErrorFragment {
    sentence: String,
    reference: String,
}

/// Middleware: gives every failed answer its body. A person gets a page, a script the fragment, the API
/// JSON; somebody not signed in is led to the log-in page and back.
///
/// # Errors
/// Never by itself.
pub async fn show_faults(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    // Handlers and extractors that fail arrive here as answers; an error is a middleware's and has none.
    let (request, response) = next.call(request).await?.map_into_boxed_body().into_parts();
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return Ok(ServiceResponse::new(request, response));
    }
    let wants_body = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_none_or(|kind| kind.to_str().is_ok_and(|text| text.starts_with("text/plain")));
    if !wants_body {
        return Ok(ServiceResponse::new(request, response));
    }
    let fault = response.error().and_then(|e| e.as_error::<WebFault>()).map(|e| Shown::of(&e.0));
    let fault = fault.unwrap_or_else(|| Shown::of_status(status));
    let reference = reference(&request);
    if let Some(error) = response.error()
        && status.is_server_error()
    {
        let cause = error.as_error::<WebFault>().and_then(|f| std::error::Error::source(&f.0));
        tracing::error!(%error, ?cause, reference, "a request failed");
    }
    let Some(visitor) = Visitor::of(&request) else {
        return Ok(ServiceResponse::new(request, response));
    };
    let answer = body(&visitor, status, &fault, &reference);
    Ok(ServiceResponse::new(request, answer))
}

/// What is shown of a fault.
#[derive(Debug, Clone)]
struct Shown {
    key: &'static str,
    args: Vec<(&'static str, String)>,
    fields: Vec<(&'static str, &'static str)>,
}

impl Shown {
    fn of(fault: &Fault) -> Self {
        Self {
            key: fault.key,
            args: fault.args.clone(),
            fields: fault.fields.iter().map(|f| (f.field, f.key)).collect(),
        }
    }

    fn of_status(status: StatusCode) -> Self {
        let key = match status {
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => "missing",
            StatusCode::PAYLOAD_TOO_LARGE => "too-large",
            StatusCode::UNSUPPORTED_MEDIA_TYPE => "encoded-body",
            StatusCode::TOO_MANY_REQUESTS => "hasty",
            status if status.is_client_error() => "malformed",
            _ => "internal",
        };
        Self { key, args: Vec::new(), fields: Vec::new() }
    }
}

/// The request id of the log, cut to what a person can read out.
fn reference(request: &actix_web::HttpRequest) -> String {
    use actix_web::HttpMessage;
    request
        .extensions()
        .get::<tracing_actix_web::RequestId>()
        .map(|id| id.to_string().chars().take(8).collect())
        .unwrap_or_default()
}

fn body(visitor: &Visitor, status: StatusCode, fault: &Shown, reference: &str) -> HttpResponse {
    let t = Texts::new(visitor.lang);
    let sentence = sentence(&t, fault.key, &fault.args);
    if visitor.api {
        let fields: serde_json::Map<String, serde_json::Value> = fault
            .fields
            .iter()
            .map(|(field, key)| {
                ((*field).to_owned(), json!({"code": key, "message": t.get(&format!("error-{key}"))}))
            })
            .collect();
        return HttpResponse::build(status).insert_header((header::CACHE_CONTROL, "no-store")).json(
            json!({"error": {"code": fault.key, "message": sentence, "fields": fields, "reference": reference}}),
        );
    }
    if fault.key == "do-first"
        && let Some((_, path)) = fault.args.first()
    {
        return HttpResponse::SeeOther().insert_header((header::LOCATION, path.as_str())).finish();
    }
    let log_in = status == StatusCode::UNAUTHORIZED;
    if log_in && !visitor.fragment {
        let back = percent(&visitor.path);
        return HttpResponse::SeeOther()
            .insert_header((header::LOCATION, format!("/login?back={back}")))
            .finish();
    }
    let rendered = if visitor.fragment {
        ErrorFragment { sentence, reference: reference.to_owned() }.render()
    } else {
        let advice_key = match status.as_u16() {
            403 => "error-advice-refused",
            404 => "error-advice-missing",
            409 => "error-advice-conflict",
            422 => "error-advice-input",
            429 => "error-advice-hasty",
            500..=599 => "error-advice-ours",
            _ => "error-advice-other",
        };
        ErrorPage {
            page: Chrome::new(visitor, "error-title", super::nav::Place::None),
            status: status.as_u16(),
            advice: t.get(advice_key),
            sentence,
            reference: reference.to_owned(),
            log_in,
        }
        .render()
    };
    match rendered {
        Ok(html) => HttpResponse::build(status)
            .content_type("text/html; charset=utf-8")
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .body(html),
        Err(error) => {
            tracing::error!(%error, "the error page failed");
            HttpResponse::new(status)
        }
    }
}

/// Percent-encodes a path for a query value.
fn percent(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
