//! The HTTP toolkit: who asks, what a route needs, forms, pages, errors, assets.
//!
//! A handler translates and does not decide. Its first argument is a [`guard::Guard`]: [`Allow`] with a
//! permission, or [`Anyone`] with a reason. A handler without one does not compile as a route.

pub mod assets;
mod body;
pub mod chart;
pub mod csv;
mod fault;
mod form;
mod guard;
mod headers;
mod limit;
pub mod nav;
mod page;
mod routes;
mod upload;
mod visitor;

pub use body::JsonBody;
pub use fault::{Answer, WebFault, sentence, show_faults};
pub use form::{Fields, FormErrors, Posted, check_origin, header_code};
pub use guard::{Allow, Anyone, Guard, GuardedArgs, Need};
pub use headers::{refuse_hostile, security_headers};
pub use limit::{Limiter, limit_writes};
pub use page::{
    Chrome, Icon, attachment, fragment, html, json, local_path, no_content, no_store, qr_svg, see_other,
};
pub use routes::{RouteInfo, Routes};
pub use upload::{PartBody, Sent, SentFile, SizeLimits, read_part, read_sent};
pub use visitor::{
    Authenticator, DEVICE_COOKIE, Must, PREFERENCES_COOKIE, SignedIn, Visitor, identify, own_cookie,
    session_cookie_name,
};

/// Request spans for the log: path without its query, because a query may hold what somebody searched for.
pub struct QuietSpan;

impl tracing_actix_web::RootSpanBuilder for QuietSpan {
    fn on_request_start(request: &actix_web::dev::ServiceRequest) -> tracing::Span {
        use actix_web::HttpMessage;
        let id = request.extensions().get::<tracing_actix_web::RequestId>().map(ToString::to_string);
        tracing::info_span!(
            "request",
            method = %request.method(),
            path = request.match_pattern().unwrap_or_default(),
            id = id.unwrap_or_default(),
        )
    }

    fn on_request_end<B: actix_web::body::MessageBody>(
        span: tracing::Span,
        outcome: &Result<actix_web::dev::ServiceResponse<B>, actix_web::Error>,
    ) {
        let status = match outcome {
            Ok(response) => response.status(),
            Err(error) => error.as_response_error().status_code(),
        };
        tracing::debug!(parent: &span, status = status.as_u16(), "answered");
    }
}
