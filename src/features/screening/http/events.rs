//! The event stream of an examination: it says that something changed; the fragment of the same address says
//! what. A stream lives two minutes at most, and only so many at once; whoever gets none asks every few seconds.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{Bytes, Data};
use futures_util::stream;

use super::super::model::Document;
use super::super::service;
use crate::kernel::{Actor, Fault};
use crate::platform::site::Site;

/// How long a stream lives.
const LIFE: Duration = Duration::from_mins(2);
/// How often it looks.
const TICK: Duration = Duration::from_millis(700);
/// A sign of life at least this often, so that a proxy keeps the connection and a closed one is noticed.
const BEAT: Duration = Duration::from_secs(15);
/// Streams open at once.
const MOST: usize = 300;

static OPEN: AtomicUsize = AtomicUsize::new(0);

/// Counts an open stream until it is dropped.
struct Seat;

impl Seat {
    fn take() -> Option<Self> {
        let seat = Self;
        (OPEN.fetch_add(1, Ordering::AcqRel) < MOST).then_some(seat)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        OPEN.fetch_sub(1, Ordering::AcqRel);
    }
}

struct Watch {
    _seat: Seat,
    site: Data<Site>,
    actor: Actor,
    case: String,
    begun: Instant,
    said_at: Instant,
    known: String,
    over: bool,
}

/// State of the case and of each document as one word; a change of it is what the stream tells.
async fn state(site: &Data<Site>, actor: &Actor, case: &str) -> Result<(String, bool), Fault> {
    let (actor, case) = (actor.clone(), case.to_owned());
    let (case, documents) = site.db.read(move |conn| service::progress(conn, &actor, &case)).await?;
    let step = |document: &Document| {
        format!("{}{}", document.state, if document.read_at.is_some() { "+" } else { "" })
    };
    let states: Vec<String> = documents.iter().map(step).collect();
    Ok((format!("{} {}", case.state, states.join(" ")), case.state().is_running()))
}

/// The stream for one case. The reader was asked for the case by the caller.
pub(super) async fn stream(site: Data<Site>, actor: Actor, case: String) -> Result<HttpResponse, Fault> {
    let (known, running) = state(&site, &actor, &case).await?;
    let Some(seat) = Seat::take() else {
        // With this answer a browser does not try again, and the page asks by itself.
        return Ok(HttpResponse::NoContent().finish());
    };
    let now = Instant::now();
    let over = !running;
    let watch = Watch { _seat: seat, site, actor, case, begun: now, said_at: now, known, over: false };
    let events = stream::unfold((watch, over), |(mut watch, over)| async move {
        if watch.over {
            return None;
        }
        if over {
            watch.over = true;
            return Some((Ok::<_, actix_web::Error>(event("done")), (watch, true)));
        }
        loop {
            if watch.begun.elapsed() > LIFE {
                return None;
            }
            tokio::time::sleep(TICK).await;
            // Whoever may no longer see the case hears nothing more.
            let Ok((known, running)) = state(&watch.site, &watch.actor, &watch.case).await else {
                return None;
            };
            if !running {
                watch.over = true;
                return Some((Ok(event("done")), (watch, false)));
            }
            if known != watch.known {
                watch.known = known;
                watch.said_at = Instant::now();
                return Some((Ok(event("message")), (watch, false)));
            }
            if watch.said_at.elapsed() > BEAT {
                watch.said_at = Instant::now();
                return Some((Ok(Bytes::from_static(b": alive\n\n")), (watch, false)));
            }
        }
    });
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // Compressed it would wait for a full block; buffered by a proxy it would wait for its end.
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .insert_header(("X-Accel-Buffering", "no"))
        .streaming(events))
}

fn event(name: &str) -> Bytes {
    Bytes::from(format!("event: {name}\ndata: 1\n\n"))
}
