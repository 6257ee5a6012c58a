//! Bodies of the JSON API.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use serde::de::DeserializeOwned;

use super::fault::WebFault;
use crate::kernel::{Blame, Fault};

/// Largest JSON body, bytes. Files never travel as JSON.
const MAX_JSON: usize = 64 * 1024;

/// A JSON body of a known shape. The shape carries `#[serde(deny_unknown_fields)]`, so that a misspelt or
/// smuggled field is an error and not silently dropped (ASVS 15.3.3).
#[derive(Debug)]
pub struct JsonBody<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for JsonBody<T> {
    type Error = WebFault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebFault>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok());
        let is_json = kind.is_some_and(is_json);
        let bytes = web::Bytes::from_request(request, payload);
        Box::pin(async move {
            if !is_json {
                return Err(Fault::input("json-wanted").into());
            }
            let bytes = bytes.await.map_err(|_too_long| Fault::new(Blame::TooLarge, "too-large"))?;
            if bytes.len() > MAX_JSON {
                return Err(Fault::new(Blame::TooLarge, "too-large").into());
            }
            // NUL as JSON writes it: nobody types it, and PostgreSQL cannot keep it.
            if bytes.windows(6).any(|six| six == b"\\u0000") {
                return Err(Fault::input("malformed").into());
            }
            serde_json::from_slice(&bytes)
                .map(Self)
                .map_err(|error| Fault::input("malformed").because(error).into())
        })
    }
}

fn is_json(kind: &str) -> bool {
    kind.split(';').next().is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Shape {
        n: i32,
    }

    #[actix_web::test]
    async fn only_the_known_shape_within_the_limit_passes() {
        let read = async |kind: &str, body: String| {
            let (request, mut payload) = actix_web::test::TestRequest::post()
                .insert_header((header::CONTENT_TYPE, kind))
                .set_payload(body)
                .to_http_parts();
            JsonBody::<Shape>::from_request(&request, &mut payload).await
        };
        assert_eq!(read("application/json; charset=utf-8", r#"{"n":1}"#.into()).await.unwrap().0.n, 1);
        for (kind, body) in [
            ("text/plain", r#"{"n":1}"#.to_owned()),
            ("application/json", r#"{"n":1,"admin":true}"#.to_owned()),
            ("application/json", r#"{"n":1,"n":2}"#.to_owned()),
            ("application/json", r#"{"n":1} x"#.to_owned()),
            ("application/json", String::new()),
        ] {
            assert_eq!(read(kind, body.clone()).await.unwrap_err().0.blame, Blame::Input, "{body}");
        }
        let long = format!("{{\"n\":1{}}}", " ".repeat(MAX_JSON));
        assert_eq!(read("application/json", long).await.unwrap_err().0.blame, Blame::TooLarge);
    }
}
