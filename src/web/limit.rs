//! A limit on acts: nobody needs to write a hundred times a second.

use std::num::NonZeroU32;
use std::rc::Rc;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpResponse, web};
use governor::{DefaultKeyedRateLimiter, Quota};

use super::visitor::Visitor;

/// Counts acts by session, or by address before log-in.
pub struct Limiter(DefaultKeyedRateLimiter<String>);

impl Limiter {
    /// `per_second` acts, `burst` at once.
    #[must_use]
    pub fn new(per_second: NonZeroU32, burst: NonZeroU32) -> Self {
        Self(DefaultKeyedRateLimiter::keyed(Quota::per_second(per_second).allow_burst(burst)))
    }

    /// Forgets who has been quiet; called by the scheduler so that memory stays bounded.
    pub fn tidy(&self) {
        self.0.retain_recent();
    }
}

/// Middleware: refuses an act past the limit with 429. Reading is not limited here.
///
/// # Errors
/// Those of the handlers behind it.
pub async fn limit_writes(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<EitherBody<impl MessageBody>>, actix_web::Error> {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !safe {
        let key = request.extensions().get::<Rc<Visitor>>().map(|visitor| {
            visitor
                .signed_in
                .as_ref()
                .and_then(|who| who.actor.session.clone())
                .unwrap_or_else(|| visitor.address.clone())
        });
        let limiter = request.app_data::<web::Data<Limiter>>();
        if let (Some(key), Some(limiter)) = (key, limiter)
            && limiter.0.check_key(&key).is_err()
        {
            return Ok(request.into_response(HttpResponse::TooManyRequests().finish()).map_into_right_body());
        }
    }
    Ok(next.call(request).await?.map_into_left_body())
}
