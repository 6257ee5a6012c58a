//! Headers on every answer, and what a request must not bring.

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpResponse, web};

use crate::platform::site::Site;

const CSP: &str = "default-src 'self'; img-src 'self' blob: data:; style-src 'self'; script-src 'self'; \
    object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; report-uri /csp-report";

/// Middleware: no inline script or style, no framing, no sniffing, no referrer to elsewhere.
///
/// # Errors
/// Those of the handlers behind it.
pub async fn security_headers(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let https = request.app_data::<web::Data<Site>>().is_some_and(|site| site.config.is_https());
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    set(header::CONTENT_SECURITY_POLICY, CSP);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(HeaderName::from_static("permissions-policy"), "camera=(self), geolocation=(), microphone=()");
    if https {
        // Over plain HTTP browsers ignore it, and say so on the console of every page.
        set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    Ok(response)
}

/// Middleware: a compressed request body is refused before anything inflates it
/// (GHSA-qph8-7859-gq2f: actix-web inflates without a bound before 4.18.2), and so is an address with a NUL, which
/// no page of ours has and no text of PostgreSQL can hold.
///
/// # Errors
/// Those of the handlers behind it.
pub async fn refuse_hostile(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<EitherBody<impl MessageBody>>, actix_web::Error> {
    let encoded = request
        .headers()
        .get(header::CONTENT_ENCODING)
        .is_some_and(|v| !v.as_bytes().eq_ignore_ascii_case(b"identity"));
    if request.path().contains("%00") || request.path().contains('\0') {
        return Ok(request.into_response(HttpResponse::BadRequest().finish()).map_into_right_body());
    }
    if encoded {
        return Ok(request
            .into_response(HttpResponse::UnsupportedMediaType().finish())
            .map_into_right_body());
    }
    Ok(next.call(request).await?.map_into_left_body())
}
