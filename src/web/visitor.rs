//! Who asks: resolved once a request by a middleware, read by guards and pages.

use std::rc::Rc;
use std::sync::Arc;

use actix_web::body::MessageBody;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::{HttpMessage, web};

use crate::kernel::{Actor, Fault};
use crate::platform::i18n::Lang;
use crate::platform::site::Site;

/// Something a person must do before anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Must {
    /// Replace an initial password.
    ChangePassword,
    /// Set up a second factor.
    SetSecondFactor,
}

impl Must {
    /// Where it is done.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::ChangePassword => "/account/password",
            Self::SetSecondFactor => "/account/second-factor",
        }
    }
}

/// Somebody with a living session.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who acts.
    pub actor: Actor,
    /// Chosen language.
    pub lang: Option<Lang>,
    /// Chosen theme: `light`, `dark` or none.
    pub theme: Option<String>,
    /// Chosen text size: `large`, `larger` or none.
    pub text_size: Option<String>,
    /// What has to be done first.
    pub must: Option<Must>,
    /// Unread notifications.
    pub unread: i64,
}

/// Finds the person behind a cookie or an access token. The accounts feature knows how; the application
/// plugs it in, because this room lies below every feature.
pub trait Authenticator: Send + Sync {
    /// The person behind a session cookie.
    ///
    /// # Errors
    /// When the database fails.
    fn by_cookie(&self, site: &Site, token: &str) -> Result<Option<SignedIn>, Fault>;

    /// The person behind an access token of the API.
    ///
    /// # Errors
    /// When the database fails; a bad token is `None`.
    fn by_bearer(&self, site: &Site, token: &str) -> Result<Option<SignedIn>, Fault>;
}

/// Who asks, signed in or not, and how they want to be answered.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The person, if signed in.
    pub signed_in: Option<SignedIn>,
    /// Language of the answer.
    pub lang: Lang,
    /// Theme of the pages.
    pub theme: Option<String>,
    /// Text size of the pages.
    pub text_size: Option<String>,
    /// Whether only a part of the page is wanted.
    pub fragment: bool,
    /// Whether the answer is JSON.
    pub api: bool,
    /// Code that forms carry against cross-site requests.
    pub csrf: String,
    /// Address of the caller.
    pub address: String,
    /// Browser, as it names itself.
    pub agent: String,
    /// Device code from its cookie.
    pub device: Option<String>,
    /// Path and query asked for.
    pub path: String,
    /// Key of a message about what was just done.
    pub toast: Option<String>,
}

/// Name of the session cookie: with TLS the `__Host-` prefix binds it to this host and to HTTPS.
#[must_use]
pub fn session_cookie_name(https: bool) -> &'static str {
    if https { "__Host-shifu" } else { "shifu" }
}

/// Name of the cookie that ties a form to a browser before log-in.
#[must_use]
pub fn browser_cookie_name(https: bool) -> &'static str {
    if https { "__Host-shifu-browser" } else { "shifu-browser" }
}

/// Name of the cookie that says a person used this browser before.
pub const DEVICE_COOKIE: &str = "shifu-device";

/// Name of the cookie with the preferences of somebody not signed in.
pub const PREFERENCES_COOKIE: &str = "shifu-look";

/// A cookie of ours: not for scripts, not sent from other sites.
#[must_use]
pub fn own_cookie(name: &'static str, value: String, https: bool) -> Cookie<'static> {
    Cookie::build(name, value).path("/").http_only(true).same_site(SameSite::Lax).secure(https).finish()
}

/// Middleware: resolves the visitor and leaves it in the request's extensions.
///
/// # Errors
/// Those of the handlers behind it.
pub async fn identify(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let site = request.app_data::<web::Data<Site>>().cloned();
    let Some(site) = site else {
        return Err(actix_web::error::ErrorInternalServerError("no site"));
    };
    let https = site.config.is_https();
    let api = request.path().starts_with("/api/");
    let asset = request.path().starts_with("/assets/") || request.path().starts_with("/health/");
    let cookie = |name: &str| request.cookie(name).map(|c| c.value().to_owned());
    let token = if api {
        request
            .headers()
            .get(header::AUTHORIZATION)
            .and_then(|v| v.to_str().ok())
            .and_then(|v| v.strip_prefix("Bearer "))
            .map(str::to_owned)
    } else {
        cookie(session_cookie_name(https))
    };
    let mut problem = None;
    let signed_in = match token {
        Some(token) if !asset && !token.is_empty() && token.len() < 4_096 => {
            let auth = request.app_data::<web::Data<Arc<dyn Authenticator>>>().cloned();
            let worker = site.clone();
            let found = tokio::task::spawn_blocking(move || match auth {
                None => Ok(None),
                Some(auth) if api => auth.by_bearer(&worker, &token),
                Some(auth) => auth.by_cookie(&worker, &token),
            })
            .await;
            match found {
                Ok(Ok(found)) => found,
                Ok(Err(fault)) => {
                    problem = Some(fault);
                    None
                }
                Err(error) => {
                    problem = Some(Fault::ours(error));
                    None
                }
            }
        }
        _ => None,
    };

    let browser = cookie(browser_cookie_name(https)).filter(|v| v.len() == 32);
    let fresh = browser.is_none().then(|| hex::encode(site.db.entropy().bytes::<16>()));
    let browser = browser.or_else(|| fresh.clone()).unwrap_or_default();
    let csrf = match &signed_in {
        Some(who) => site.keys.fingerprint("csrf", who.actor.session.as_deref().unwrap_or_default()),
        None => site.keys.fingerprint("csrf-before", &browser),
    };
    let look = cookie(PREFERENCES_COOKIE).unwrap_or_default();
    let mut look = look.split('.');
    let (look_lang, look_theme, look_text) = (look.next(), look.next(), look.next());
    let accept = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok());
    let lang = signed_in
        .as_ref()
        .and_then(|who| who.lang)
        .or_else(|| look_lang.and_then(Lang::from_tag))
        .unwrap_or_else(|| Lang::negotiate(accept.unwrap_or_default()));
    let known =
        |value: Option<&str>, allowed: [&str; 2]| value.filter(|v| allowed.contains(v)).map(str::to_owned);
    let visitor = Visitor {
        lang,
        theme: signed_in
            .as_ref()
            .map_or_else(|| known(look_theme, ["light", "dark"]), |who| who.theme.clone()),
        text_size: signed_in
            .as_ref()
            .map_or_else(|| known(look_text, ["large", "larger"]), |who| who.text_size.clone()),
        fragment: request.headers().contains_key("X-Fragment"),
        api,
        csrf,
        address: address(&request, &site),
        agent: header_text(&request, header::USER_AGENT),
        device: cookie(DEVICE_COOKIE),
        path: request.uri().path_and_query().map_or_else(String::new, ToString::to_string),
        toast: toast(request.query_string()),
        signed_in,
    };
    request.extensions_mut().insert(Rc::new(visitor));
    let mut response = match problem {
        Some(fault) => {
            let error = super::WebFault::from(fault);
            request.into_response(actix_web::ResponseError::error_response(&error)).map_into_left_body()
        }
        None => next.call(request).await?.map_into_right_body(),
    };
    if let Some(value) = fresh
        && !api
        && !asset
    {
        let cookie = own_cookie(browser_cookie_name(https), value, https);
        response.response_mut().add_cookie(&cookie).map_err(actix_web::error::ErrorInternalServerError)?;
    }
    Ok(response)
}

fn header_text(request: &ServiceRequest, name: header::HeaderName) -> String {
    request.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned()
}

/// The peer's address; behind the configured proxy, the last address the proxy added.
fn address(request: &ServiceRequest, site: &Site) -> String {
    let peer = request.peer_addr().map(|a| a.ip().to_string()).unwrap_or_default();
    if site.config.trusted_proxy.as_deref() == Some(peer.as_str()) {
        let forwarded = request.headers().get("X-Forwarded-For").and_then(|v| v.to_str().ok());
        let last = forwarded.and_then(|list| list.rsplit(',').next()).map(str::trim);
        if let Some(last) = last.filter(|text| text.parse::<std::net::IpAddr>().is_ok()) {
            return last.to_owned();
        }
    }
    peer
}

/// The key behind `?ok=`: letters and dashes, so that nothing but a key of ours is ever looked up.
fn toast(query: &str) -> Option<String> {
    let value = query.split('&').find_map(|pair| pair.strip_prefix("ok="))?;
    let fine =
        !value.is_empty() && value.len() <= 40 && value.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    fine.then(|| value.to_owned())
}

impl Visitor {
    /// The visitor of this request; a request that never passed the middleware has none.
    pub fn of(request: &actix_web::HttpRequest) -> Option<Rc<Self>> {
        request.extensions().get::<Rc<Self>>().cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_key_passes_as_a_toast() {
        assert_eq!(toast("a=1&ok=round-signed"), Some("round-signed".to_owned()));
        assert_eq!(toast("ok=%3Cscript%3E"), None);
        assert_eq!(toast("ok="), None);
    }
}
