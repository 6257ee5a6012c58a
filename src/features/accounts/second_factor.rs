//! The second factor: time-based one-time codes (RFC 6238, 30 seconds, six digits, SHA-1 because that is
//! what authenticator apps speak).

use chrono::{DateTime, Duration, Utc};
use totp_rs::{Builder, Secret, Totp};

use super::model::Person;
use super::store;
use crate::features::audit::{self, Entry, Kind};
use crate::kernel::{Actor, Fault, Moment};
use crate::platform::db::Tx;
use crate::platform::keys::MasterKey;

const LABEL: &str = "totp";
const TICKET: &str = "login-ticket";
const SETUP: &str = "totp-setup";
const TICKET_MINUTES: i64 = 5;
const SETUP_MINUTES: i64 = 15;

fn seconds(at: Moment) -> u64 {
    u64::try_from(DateTime::<Utc>::from_naive_utc_and_offset(at, Utc).timestamp()).unwrap_or(0)
}

fn totp(secret: Vec<u8>) -> Result<Totp, Fault> {
    Builder::new()
        .with_secret(Secret::from(secret))
        .with_skew(1)
        .build()
        .map_err(|e| Fault::ours(e.to_string()))
}

/// A sealed text that names a person and ends at a moment.
fn sealed(keys: &MasterKey, label: &str, content: &str, until: Moment) -> String {
    let body = format!("{}.{content}", until.and_utc().timestamp());
    format!("{body}.{}", keys.fingerprint(label, &body))
}

fn unsealed(keys: &MasterKey, label: &str, text: &str, at: Moment) -> Option<String> {
    let (body, mac) = text.rsplit_once('.')?;
    let expected = keys.fingerprint(label, body);
    if !bool::from(subtle::ConstantTimeEq::ct_eq(expected.as_bytes(), mac.as_bytes())) {
        return None;
    }
    let (until, content) = body.split_once('.')?;
    (until.parse::<i64>().ok()? > at.and_utc().timestamp()).then(|| content.to_owned())
}

/// Proof that the first factor was given, good for five minutes.
pub(super) fn ticket(keys: &MasterKey, person: &str, at: Moment) -> String {
    sealed(keys, TICKET, person, at + Duration::minutes(TICKET_MINUTES))
}

pub(super) fn check_ticket(keys: &MasterKey, ticket: &str, at: Moment) -> Option<String> {
    unsealed(keys, TICKET, ticket, at)
}

/// Checks a code and uses it up; codes of one step before or after are accepted once.
pub(super) fn check(tx: &mut Tx<'_>, keys: &MasterKey, person: &Person, code: &str) -> Result<bool, Fault> {
    let Some(sealed) = &person.totp_secret else { return Ok(false) };
    let secret = hex::decode(keys.open_text(LABEL, sealed).map_err(Fault::ours)?).map_err(Fault::ours)?;
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    match totp(secret)?.check(&code, seconds(tx.at)) {
        Some(step) => store::use_step(tx, &person.id, i64::try_from(step).map_err(Fault::ours)?),
        None => Ok(false),
    }
}

/// A second factor being set up: what the authenticator scans, and what the form sends back.
#[derive(Debug)]
pub struct Setup {
    /// `otpauth://` address for the QR code.
    pub address: String,
    /// The secret in base 32, to type by hand.
    pub secret: String,
    /// Sealed secret for the form.
    pub sealed: String,
}

/// Begins setting up a second factor; nothing is stored until a code proves that the authenticator has it.
///
/// # Errors
/// When the keys fail.
pub fn begin_second_factor(
    keys: &MasterKey,
    random: [u8; 20],
    username: &str,
    at: Moment,
) -> Result<Setup, Fault> {
    let secret = Secret::from(random.to_vec()).to_base32();
    let inner = keys.seal_text(SETUP, &hex::encode(random)).map_err(Fault::ours)?;
    Ok(Setup {
        address: format!("otpauth://totp/Shifu:{username}?secret={secret}&issuer=Shifu"),
        secret,
        sealed: sealed(keys, SETUP, &inner, at + Duration::minutes(SETUP_MINUTES)),
    })
}

/// Stores the second factor once its first code is right.
///
/// # Errors
/// An input fault on `code`, or `ticket-expired`.
pub fn confirm_second_factor(
    tx: &mut Tx<'_>,
    actor: &Actor,
    keys: &MasterKey,
    setup: &str,
    code: &str,
) -> Result<(), Fault> {
    let expired = || Fault::input("ticket-expired");
    let inner = unsealed(keys, SETUP, setup, tx.at).ok_or_else(expired)?;
    let secret_hex = keys.open_text(SETUP, &inner).map_err(Fault::ours)?;
    let secret = hex::decode(&secret_hex).map_err(Fault::ours)?;
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let Some(step) = totp(secret)?.check(&code, seconds(tx.at)) else {
        return Err(Fault::field("code", "code-wrong"));
    };
    let stored = keys.seal_text(LABEL, &secret_hex).map_err(Fault::ours)?;
    store::set_second_factor(tx, &actor.person, Some(&stored))?;
    store::use_step(tx, &actor.person, i64::try_from(step).map_err(Fault::ours)?)?;
    audit::record(tx, actor, Entry::new(Kind("second_factor.set"), "person", &actor.person))?;
    Ok(())
}
