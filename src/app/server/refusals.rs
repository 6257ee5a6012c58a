//! Refusals in the audit trail: who was told "you may not", where and why.
//!
//! A refusal changes nothing, so there is no transaction to join: its entry has one of its own. "Not there"
//! is not written down, because somebody else's things and mistyped addresses look alike on purpose.

use std::num::NonZeroU32;
use std::sync::Arc;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;

use crate::features::audit::{self, Entry, Kind};
use crate::kernel::{Blame, Fault};
use crate::platform::site::Site;
use crate::web::{Limiter, Visitor, WebFault};

/// How many refusals of one session are written down: so many at once, then one a second. The log holds the
/// rest; a script that knocks on every door must not fill the trail.
const AT_ONCE: u32 = 60;

/// Counts refusals by session.
pub(super) fn limiter() -> Arc<Limiter> {
    Arc::new(Limiter::new(NonZeroU32::MIN, NonZeroU32::new(AT_ONCE).unwrap_or(NonZeroU32::MIN)))
}

/// Middleware: writes an entry for every answer that says "you may not" to somebody signed in.
///
/// # Errors
/// Those of the handlers behind it.
pub(super) async fn record(
    limiter: Arc<Limiter>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let response = next.call(request).await?;
    let why = response
        .response()
        .error()
        .and_then(|error| error.as_error::<WebFault>())
        .filter(|fault| fault.0.blame == Blame::Refused)
        .map(|fault| fault.0.key);
    if let Some(why) = why
        && let Some(visitor) = Visitor::of(response.request())
        && let Some(actor) = visitor.signed_in.as_ref().map(|who| who.actor.clone())
        && limiter.allows(actor.session.as_deref().unwrap_or(&actor.person))
        && let Some(site) = response.request().app_data::<Data<Site>>().cloned()
    {
        let route = response.request().match_pattern().unwrap_or_default();
        let method = response.request().method().as_str().to_owned();
        let entry =
            Entry::new(Kind("access.refused"), "route", route).fact("method", method).fact("why", why);
        let written = site
            .db
            .write(move |tx| {
                audit::record(tx, &actor, entry)?;
                Ok::<_, Fault>(())
            })
            .await;
        if let Err(error) = written {
            tracing::error!(%error, "a refusal could not be written down");
        }
    }
    Ok(response)
}
