//! How a cookie or access token becomes a person: the accounts feature, plugged into the web room.

use crate::features::{accounts, notifications};
use crate::kernel::Fault;
use crate::platform::i18n::Lang;
use crate::platform::site::Site;
use crate::web::{Authenticator, Must, SignedIn};

pub(super) struct Accounts;

impl Authenticator for Accounts {
    fn by_cookie(&self, site: &Site, token: &str) -> Result<Option<SignedIn>, Fault> {
        let life = accounts::http::lifetimes(site);
        let now = site.db.clock().now();
        let found = site.db.read_blocking(|conn| {
            let Some(found) = accounts::resolve(conn, token, now, life)? else { return Ok(None) };
            let unread = notifications::unread(conn, &found.person.id)?;
            Ok(Some((found, unread)))
        })?;
        let Some((found, unread)) = found else { return Ok(None) };
        keep_alive(site, &found)?;
        Ok(Some(signed_in(site, found, unread)))
    }

    fn by_bearer(&self, site: &Site, token: &str) -> Result<Option<SignedIn>, Fault> {
        let now = site.db.clock().now();
        let life = accounts::http::lifetimes(site);
        let Some(claims) = accounts::read_access_token(&site.keys, token, now) else { return Ok(None) };
        let found = site
            .db
            .read_blocking(|conn| accounts::resolve_api(conn, &claims.session, &claims.person, now, life))?;
        let Some(found) = found else { return Ok(None) };
        keep_alive(site, &found)?;
        Ok(Some(signed_in(site, found, 0)))
    }
}

/// The time of last use is written at most once a minute, so that reading a page stays a read.
fn keep_alive(site: &Site, found: &accounts::Resolved) -> Result<(), Fault> {
    match &found.actor.session {
        Some(session) if found.stale_touch => site.db.write_blocking(|tx| accounts::touch(tx, session)),
        _ => Ok(()),
    }
}

fn signed_in(site: &Site, found: accounts::Resolved, unread: i64) -> SignedIn {
    let must = if found.person.must_change_password {
        Some(Must::ChangePassword)
    } else if found.wants_second_factor && site.config.require_second_factor && !site.config.demo {
        Some(Must::SetSecondFactor)
    } else {
        None
    };
    SignedIn {
        actor: found.actor,
        lang: found.person.lang.as_deref().and_then(Lang::from_tag),
        theme: found.person.theme,
        text_size: found.person.text_size,
        must,
        unread,
    }
}
