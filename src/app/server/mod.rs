//! The HTTP server: middlewares in their order, every feature's routes, a graceful end.

mod authenticator;
mod health;
mod openapi;
mod refusals;
mod tls;

use std::num::NonZeroU32;
use std::sync::Arc;

use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{self, Data};
use actix_web::{App, HttpServer};
use tracing_actix_web::TracingLogger;

use crate::features;
use crate::platform::site::Site;
use crate::web as kit;

pub use tls::TlsError;

/// Every route of the product, in one list.
#[must_use]
pub fn routes() -> kit::Routes {
    let mut routes = kit::Routes::default();
    kit::assets::routes(&mut routes);
    health::routes(&mut routes);
    openapi::routes(&mut routes);
    features::routes(&mut routes);
    routes
}

/// The description of the JSON API.
#[must_use]
pub fn description() -> utoipa::openapi::OpenApi {
    openapi::document(&routes())
}

/// A running server: its handle stops it, its address says where it listens.
pub struct Running {
    /// To await or to stop.
    pub server: actix_web::dev::Server,
    /// The addresses it listens on.
    pub addrs: Vec<std::net::SocketAddr>,
}

/// Binds and starts the server; await `server` to keep it running.
///
/// # Errors
/// When the address is taken or the certificate cannot be read.
pub fn start(site: &Arc<Site>) -> anyhow::Result<Running> {
    let site_data: Data<Site> = Data::from(Arc::clone(site));
    let authenticator: Data<Arc<dyn kit::Authenticator>> =
        Data::new(Arc::new(authenticator::Accounts) as Arc<dyn kit::Authenticator>);
    let per_second = NonZeroU32::new(30).unwrap_or(NonZeroU32::MIN);
    let burst = NonZeroU32::new(240).unwrap_or(NonZeroU32::MIN);
    let limiter = Data::new(kit::Limiter::new(per_second, burst));
    let refused = refusals::limiter();
    let upload = site.config.upload_bytes;
    let description = Data::new(description());
    let server = HttpServer::new(move || {
        App::new()
            .app_data(site_data.clone())
            .app_data(authenticator.clone())
            .app_data(limiter.clone())
            .app_data(description.clone())
            .app_data(web::PayloadConfig::new(512 * 1024))
            .app_data(web::JsonConfig::default().limit(256 * 1024))
            .app_data(
                actix_multipart::form::MultipartFormConfig::default()
                    .total_limit(upload.saturating_mul(12))
                    .memory_limit(upload.saturating_mul(2)),
            )
            // The last one wrapped runs first: log, headers, who asks, faults as pages, refusals, limits.
            .wrap(from_fn(kit::limit_writes))
            .wrap(from_fn({
                let refused = refused.clone();
                move |request, next| refusals::record(refused.clone(), request, next)
            }))
            .wrap(from_fn(kit::show_faults))
            .wrap(from_fn(kit::identify))
            .wrap(from_fn(kit::refuse_hostile))
            .wrap(Compress::default())
            .wrap(from_fn(kit::security_headers))
            .wrap(TracingLogger::<kit::QuietSpan>::new())
            .configure(|config| routes().configure(config))
            .default_service(web::to(health::nowhere))
    })
    .client_request_timeout(std::time::Duration::from_secs(10))
    .max_connections(4_096)
    .shutdown_timeout(20);
    let server = match tls::config(&site.config)? {
        Some(config) => server.bind_rustls_0_23(&site.config.addr, config)?,
        None => server.bind(&site.config.addr)?,
    };
    let addrs = server.addrs();
    Ok(Running { server: server.run(), addrs })
}

/// Serves until a signal and lets running requests finish; `ready` learns the address once it is bound.
///
/// # Errors
/// As [`start`].
pub fn run(site: &Arc<Site>, ready: impl FnOnce(&str)) -> anyhow::Result<()> {
    actix_web::rt::System::new().block_on(async {
        let running = start(site)?;
        let scheme = if site.config.tls_certificate.is_some() { "https" } else { "http" };
        let address =
            running.addrs.first().map_or_else(|| site.config.base_url(), |addr| format!("{scheme}://{addr}"));
        ready(&address);
        running.server.await?;
        Ok(())
    })
}

/// Waits for Ctrl-C or a termination signal.
///
/// # Errors
/// When signals cannot be watched.
pub fn wait_for_signal() -> anyhow::Result<()> {
    actix_web::rt::System::new().block_on(async {
        use tokio::signal::unix::{SignalKind, signal};
        let mut term = signal(SignalKind::terminate())?;
        tokio::select! {
            outcome = tokio::signal::ctrl_c() => outcome?,
            _ = term.recv() => {}
        }
        Ok(())
    })
}
