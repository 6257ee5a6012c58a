//! Forms: posted fields with their cross-site check, and errors beside what was typed.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use subtle::ConstantTimeEq;

use super::fault::{WebFault, sentence};
use super::visitor::Visitor;
use crate::kernel::{Blame, Fault};
use crate::platform::i18n::Texts;

/// Largest form without files.
const MAX_FORM: usize = 256 * 1024;

/// Fields of a form in the order they came; a name may come more than once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Fields from name and value pairs. NUL is dropped: nobody types it, and PostgreSQL cannot keep it.
    #[must_use]
    pub fn new(mut pairs: Vec<(String, String)>) -> Self {
        for (name, value) in &mut pairs {
            name.retain(|c| c != '\0');
            value.retain(|c| c != '\0');
        }
        Self(pairs)
    }

    /// Reads `a=1&b=2`.
    #[must_use]
    pub fn parse(text: &[u8]) -> Self {
        Self::new(form_urlencoded::parse(text).map(|(n, v)| (n.into_owned(), v.into_owned())).collect())
    }

    /// The first value of a field, trimmed; empty when absent.
    #[must_use]
    pub fn one(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.trim())
    }

    /// The first value exactly as typed, for passwords.
    #[must_use]
    pub fn exact(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str())
    }

    /// All values of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// Whether a box was ticked.
    #[must_use]
    pub fn ticked(&self, name: &str) -> bool {
        self.0.iter().any(|(n, _)| n == name)
    }

    /// Every field.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(n, v)| (n.as_str(), v.as_str()))
    }

    /// A field that holds an identifier.
    ///
    /// # Errors
    /// Missing, since an address or form of ours always holds a well-formed one.
    pub fn id(&self, name: &str) -> Result<crate::kernel::Id, Fault> {
        self.one(name).parse().map_err(|e: crate::kernel::id::NotAnId| Fault::missing().because(e))
    }
}

/// Fields of the address's query.
#[must_use]
pub fn query(request: &HttpRequest) -> Fields {
    Fields::parse(request.query_string().as_bytes())
}

impl FromRequest for Fields {
    type Error = WebFault;
    type Future = std::future::Ready<Result<Self, WebFault>>;

    /// As an argument of a handler, `Fields` are those of the address's query.
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(Ok(query(request)))
    }
}

/// A form sent by one of our own pages: its cross-site code has been checked.
#[derive(Debug)]
pub struct Posted(pub Fields);

impl std::ops::Deref for Posted {
    type Target = Fields;

    fn deref(&self) -> &Fields {
        &self.0
    }
}

/// Whether the request comes from a page of ours: the browser's own word for it where it gives one, and the
/// code in the form or header in any case.
///
/// # Errors
/// A refusal otherwise.
pub fn check_origin(request: &HttpRequest, visitor: &Visitor, code: &str) -> Result<(), Fault> {
    let foreign = || Fault::refused("foreign-form");
    let text = |name: &str| request.headers().get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text("Sec-Fetch-Site")
        && !matches!(site, "same-origin" | "none")
    {
        return Err(foreign());
    }
    if let Some(origin) = text("Origin") {
        let host = text("Host").unwrap_or_default();
        let same = origin.split_once("://").is_some_and(|(_, rest)| rest == host);
        if !same {
            return Err(foreign());
        }
    }
    if bool::from(code.as_bytes().ct_eq(visitor.csrf.as_bytes())) { Ok(()) } else { Err(foreign()) }
}

/// The cross-site code in the header that scripts send.
#[must_use]
pub fn header_code(request: &HttpRequest) -> Option<String> {
    request.headers().get("X-CSRF-Token").and_then(|v| v.to_str().ok()).map(str::to_owned)
}

impl FromRequest for Posted {
    type Error = WebFault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebFault>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok());
        let form = kind.is_some_and(|k| k.starts_with("application/x-www-form-urlencoded"));
        let bytes = web::Bytes::from_request(&request, payload);
        Box::pin(async move {
            if !form {
                return Err(Fault::input("malformed").into());
            }
            let bytes = bytes.await.map_err(|_too_long| Fault::new(Blame::TooLarge, "too-large"))?;
            if bytes.len() > MAX_FORM {
                return Err(Fault::new(Blame::TooLarge, "too-large").into());
            }
            let fields = Fields::parse(&bytes);
            let visitor = Visitor::of(&request).ok_or_else(|| Fault::new(Blame::Ours, "internal"))?;
            let code = header_code(&request).unwrap_or_else(|| fields.one("csrf").to_owned());
            check_origin(&request, &visitor, &code)?;
            Ok(Self(fields))
        })
    }
}

/// The sentence on top. Where the fields speak for themselves it says how many of them do.
fn summary(t: &Texts, fault: &Fault) -> String {
    match (fault.key, fault.fields.len()) {
        ("form", 1) => t.get("error-form-one"),
        ("form", n) if n > 1 => t.with("error-form-several", &[("n", &n)]),
        (key, _) => sentence(t, key, &fault.args),
    }
}

/// What is wrong with a form, in the reader's language: the summary on top and a sentence per field.
#[derive(Debug, Clone, Default)]
pub struct FormErrors {
    /// The sentence on top; empty when nothing is wrong.
    pub summary: String,
    /// Field and sentence.
    pub fields: Vec<(&'static str, String)>,
}

impl FormErrors {
    /// The errors of a fault that its form shows itself; any other fault goes on its way.
    ///
    /// # Errors
    /// The fault, when it is not about what was typed.
    pub fn from_fault(t: &Texts, fault: Fault) -> Result<Self, WebFault> {
        match fault.blame {
            Blame::Input | Blame::Conflict | Blame::Hasty => Ok(Self {
                summary: summary(t, &fault),
                fields: fault.fields.iter().map(|f| (f.field, sentence(t, f.key, &fault.args))).collect(),
            }),
            _ => Err(fault.into()),
        }
    }

    /// Whether something is wrong.
    #[must_use]
    pub fn any(&self) -> bool {
        !self.summary.is_empty()
    }

    /// The sentence of a field; empty when it is fine.
    #[must_use]
    pub fn of(&self, field: &str) -> &str {
        self.fields.iter().find(|(name, _)| *name == field).map_or("", |(_, text)| text.as_str())
    }

    /// HTTP status of the page that shows these errors.
    #[must_use]
    pub fn status(&self) -> actix_web::http::StatusCode {
        if self.any() {
            actix_web::http::StatusCode::UNPROCESSABLE_ENTITY
        } else {
            actix_web::http::StatusCode::OK
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_trimmed_but_passwords_are_not() {
        let fields = Fields::parse(b"name=+Lin+&password=+a+&role=x&role=y");
        assert_eq!(fields.one("name"), "Lin");
        assert_eq!(fields.exact("password"), " a ");
        assert_eq!(fields.all("role").collect::<Vec<_>>(), ["x", "y"]);
        assert!(fields.ticked("role") && !fields.ticked("absent"));
        assert_eq!(Fields::parse(b"name=Li%00n").one("name"), "Lin");
    }
}
