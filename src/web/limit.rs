//! A limit on acts: nobody needs to write a hundred times a second.

use std::num::NonZeroU32;
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpResponse, web};
use governor::{DefaultKeyedRateLimiter, Quota};

use super::visitor::Visitor;

/// After how many checks those who have been quiet are forgotten, so that memory stays bounded.
const TIDY_EVERY: u32 = 4_096;

/// Counts acts by session, or by address before log-in.
pub struct Limiter {
    rates: DefaultKeyedRateLimiter<String>,
    checks: AtomicU32,
}

impl Limiter {
    /// `per_second` acts, `burst` at once.
    #[must_use]
    pub fn new(per_second: NonZeroU32, burst: NonZeroU32) -> Self {
        let rates = DefaultKeyedRateLimiter::keyed(Quota::per_second(per_second).allow_burst(burst));
        Self { rates, checks: AtomicU32::new(0) }
    }

    /// Counts one more act of `key`; whether it is within the limit.
    pub fn allows(&self, key: &str) -> bool {
        if self.checks.fetch_add(1, Ordering::Relaxed) % TIDY_EVERY == TIDY_EVERY - 1 {
            self.rates.retain_recent();
            self.rates.shrink_to_fit();
        }
        self.rates.check_key(&key.to_owned()).is_ok()
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
            && !limiter.allows(&key)
        {
            return Ok(request.into_response(HttpResponse::TooManyRequests().finish()).map_into_right_body());
        }
    }
    Ok(next.call(request).await?.map_into_left_body())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_has_its_own_burst_and_the_quiet_are_forgotten() {
        let limiter = Limiter::new(NonZeroU32::MIN, NonZeroU32::new(3).unwrap());
        assert_eq!((0..5).filter(|_| limiter.allows("a")).count(), 3);
        assert!(limiter.allows("b"));
        for n in 0..TIDY_EVERY {
            limiter.allows(&n.to_string());
        }
        assert!(!limiter.allows("a"), "who is over the limit is not forgotten by the tidying");
    }
}
