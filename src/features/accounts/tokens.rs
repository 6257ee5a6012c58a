//! Access tokens of the API: JWT (RFC 7519), HS256, five minutes, tied to a session that is read from the
//! database on each use, so that ending the session ends the token at once.

use chrono::Duration;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};

use crate::kernel::{Fault, Moment};
use crate::platform::keys::MasterKey;

const ISSUER: &str = "shifu";
const AUDIENCE: &str = "shifu-api";
/// Media type of access tokens (RFC 9068): no other token of ours passes as one.
const TYPE: &str = "at+jwt";
const LABEL: &str = "access-token";

/// How long an access token lasts.
pub const ACCESS_MINUTES: i64 = 5;

/// What a token says. Roles are not in it: they are read from the database.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    sid: String,
    iat: i64,
    nbf: i64,
    exp: i64,
}

/// Whom a genuine token names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessClaims {
    /// The person.
    pub person: String,
    /// The session.
    pub session: String,
}

/// Makes an access token.
///
/// # Errors
/// Our own fault when signing fails.
pub fn access_token(keys: &MasterKey, person: &str, session: &str, at: Moment) -> Result<String, Fault> {
    let now = at.and_utc().timestamp();
    let claims = Claims {
        iss: ISSUER.to_owned(),
        aud: AUDIENCE.to_owned(),
        sub: person.to_owned(),
        sid: session.to_owned(),
        iat: now,
        nbf: now,
        exp: (at + Duration::minutes(ACCESS_MINUTES)).and_utc().timestamp(),
    };
    let header = Header { typ: Some(TYPE.to_owned()), ..Header::new(Algorithm::HS256) };
    let key = keys.derive(LABEL);
    encode(&header, &claims, &EncodingKey::from_secret(&*key)).map_err(Fault::ours)
}

/// Reads a token; `None` for anything but a genuine one in its time.
#[must_use]
pub fn read_access_token(keys: &MasterKey, token: &str, at: Moment) -> Option<AccessClaims> {
    let mut rules = Validation::new(Algorithm::HS256);
    rules.set_issuer(&[ISSUER]);
    rules.set_audience(&[AUDIENCE]);
    rules.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
    rules.leeway = 0;
    // The library reads the machine's clock; the two times are checked below against the clock we are given.
    rules.validate_exp = false;
    rules.validate_nbf = false;
    let key = keys.derive(LABEL);
    let data = decode::<Claims>(token, &DecodingKey::from_secret(&*key), &rules).ok()?;
    if data.header.typ.as_deref() != Some(TYPE) {
        return None;
    }
    let now = at.and_utc().timestamp();
    let claims = data.claims;
    (claims.nbf <= now && now < claims.exp)
        .then_some(AccessClaims { person: claims.sub, session: claims.sid })
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::prelude::BASE64_URL_SAFE_NO_PAD as B64;
    use chrono::NaiveDate;

    use super::*;

    fn keys() -> MasterKey {
        MasterKey::from_bytes([9; 32])
    }

    fn noon() -> Moment {
        NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(12, 0, 0).unwrap()
    }

    fn forge(header: &str, claims: &str, keep_signature: bool) -> String {
        let good = access_token(&keys(), "p", "s", noon()).unwrap();
        let signature = if keep_signature { good.rsplit('.').next().unwrap() } else { "" };
        format!("{}.{}.{signature}", B64.encode(header), B64.encode(claims))
    }

    fn signed(header: &Header, claims: &serde_json::Value, secret: &[u8]) -> String {
        encode(header, claims, &EncodingKey::from_secret(secret)).unwrap()
    }

    fn claims() -> serde_json::Value {
        let now = noon().and_utc().timestamp();
        serde_json::json!({"iss": ISSUER, "aud": AUDIENCE, "sub": "p", "sid": "s",
            "iat": now, "nbf": now, "exp": now + 300})
    }

    #[test]
    fn a_genuine_token_is_read_in_its_time_only() {
        let token = access_token(&keys(), "p", "s", noon()).unwrap();
        let read = |at| read_access_token(&keys(), &token, at);
        assert_eq!(read(noon()).unwrap(), AccessClaims { person: "p".into(), session: "s".into() });
        assert!(read(noon() + Duration::seconds(299)).is_some());
        assert!(read(noon() + Duration::seconds(300)).is_none());
        assert!(read(noon() - Duration::seconds(1)).is_none());
        assert!(read_access_token(&MasterKey::from_bytes([8; 32]), &token, noon()).is_none());
    }

    #[test]
    fn no_forged_token_is_accepted() {
        let key = keys().derive(LABEL);
        let typed = |alg| Header { typ: Some(TYPE.to_owned()), ..Header::new(alg) };
        let mut bad: Vec<String> = vec![String::new(), ".".into(), "..".into(), "a.b.c".into()];
        let body = claims().to_string();
        for alg in ["none", "None", "NONE", "nOnE", "HS384", "RS256", "ES256", "EdDSA", ""] {
            for keep in [false, true] {
                bad.push(forge(&format!("{{\"alg\":\"{alg}\",\"typ\":\"at+jwt\"}}"), &body, keep));
            }
        }
        for header in [
            r#"{"alg":"HS256","typ":"at+jwt","jwk":{"kty":"oct","k":"AA"}}"#,
            r#"{"alg":"HS256","typ":"at+jwt","jku":"http://127.0.0.1/x"}"#,
            r#"{"alg":"HS256","typ":"at+jwt","kid":"../../dev/null"}"#,
            r#"{"alg":"HS256"}"#,
        ] {
            bad.push(forge(header, &body, false));
            bad.push(forge(header, &body, true));
        }
        // Signed with our own key, but not what we issue.
        for (name, value) in [
            ("iss", serde_json::json!("other")),
            ("aud", serde_json::json!("other")),
            ("exp", serde_json::json!("9999999999")),
            ("exp", serde_json::json!(0)),
            ("nbf", serde_json::json!("0")),
            ("nbf", serde_json::json!(noon().and_utc().timestamp() + 1)),
            ("exp", serde_json::Value::Null),
            ("sub", serde_json::json!(7)),
            ("admin", serde_json::json!(true)),
        ] {
            let mut changed = claims();
            changed[name] = value;
            bad.push(signed(&typed(Algorithm::HS256), &changed, &*key));
        }
        for name in ["iss", "aud", "exp", "nbf", "sub", "sid", "iat"] {
            let mut changed = claims();
            changed.as_object_mut().unwrap().remove(name);
            bad.push(signed(&typed(Algorithm::HS256), &changed, &*key));
        }
        for typ in [None, Some("JWT"), Some("rt+jwt"), Some("AT+JWT")] {
            let header = Header { typ: typ.map(str::to_owned), ..Header::new(Algorithm::HS256) };
            bad.push(signed(&header, &claims(), &*key));
        }
        bad.push(signed(&typed(Algorithm::HS512), &claims(), &*key));
        bad.push(signed(&typed(Algorithm::HS256), &claims(), b""));
        bad.push(signed(&typed(Algorithm::HS256), &claims(), b"secret"));
        let good = access_token(&keys(), "p", "s", noon()).unwrap();
        bad.push(good[..good.len() - 1].to_owned());
        bad.push(format!("{good}."));
        bad.push(format!(" {good}"));
        bad.push(good.replacen('.', "..", 1));
        for token in &bad {
            assert!(read_access_token(&keys(), token, noon()).is_none(), "accepted: {token}");
        }
        assert!(bad.len() > 45);
    }
}
