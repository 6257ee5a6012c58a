//! What went wrong: who is at fault, a key for the sentence, never the sentence itself.
//!
//! Rooms below the web speak in keys; the edge turns a key into a sentence in the reader's language
//! (`error-<key>` in the catalogues). The inner cause goes to the log alone.

use std::error::Error;
use std::fmt;

/// Who is at fault, and so what the caller can do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blame {
    /// What was sent is wrong: correct it and send again (422).
    Input,
    /// Nobody is signed in (401, or the log-in page).
    Unproven,
    /// The person may not do this (403).
    Refused,
    /// There is no such thing, or not for this person (404).
    Missing,
    /// The state of things forbids it now (409).
    Conflict,
    /// Too many tries (429).
    Hasty,
    /// What was sent is too large (413).
    TooLarge,
    /// Something this needs is not there now; try again later (503).
    Unavailable,
    /// Our own fault (500).
    Ours,
}

/// One field of a form and the key of what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// The field's name in the form.
    pub field: &'static str,
    /// Key of the sentence, looked up as `error-<key>`.
    pub key: &'static str,
}

/// A failure on its way to the edge.
#[derive(Debug)]
pub struct Fault {
    /// Who is at fault.
    pub blame: Blame,
    /// Key of the sentence, looked up as `error-<key>`.
    pub key: &'static str,
    /// Arguments of the sentence.
    pub args: Vec<(&'static str, String)>,
    /// Fields at fault, in the order of the form.
    pub fields: Vec<FieldFault>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl Fault {
    /// A fault with a blame and a key.
    #[must_use]
    pub fn new(blame: Blame, key: &'static str) -> Self {
        Self { blame, key, args: Vec::new(), fields: Vec::new(), source: None }
    }

    /// Something sent is wrong.
    #[must_use]
    pub fn input(key: &'static str) -> Self {
        Self::new(Blame::Input, key)
    }

    /// One field of a form is wrong.
    #[must_use]
    pub fn field(field: &'static str, key: &'static str) -> Self {
        Self::fields(vec![FieldFault { field, key }])
    }

    /// Several fields of a form are wrong.
    #[must_use]
    pub fn fields(fields: Vec<FieldFault>) -> Self {
        Self { fields, ..Self::new(Blame::Input, "form") }
    }

    /// The person may not do this.
    #[must_use]
    pub fn refused(key: &'static str) -> Self {
        Self::new(Blame::Refused, key)
    }

    /// No such thing, or not for this person; the two read the same on purpose.
    #[must_use]
    pub fn missing() -> Self {
        Self::new(Blame::Missing, "missing")
    }

    /// The state of things forbids it now.
    #[must_use]
    pub fn conflict(key: &'static str) -> Self {
        Self::new(Blame::Conflict, key)
    }

    /// Our own fault, with its cause for the log.
    pub fn ours(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(Blame::Ours, "internal").because(source)
    }

    /// Adds an argument of the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// Adds the cause, which only the log will see.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.blame, self.key)?;
        for (name, value) in &self.args {
            write!(f, " {name}={value}")?;
        }
        for field in &self.fields {
            write!(f, " [{}: {}]", field.field, field.key)?;
        }
        Ok(())
    }
}

impl Error for Fault {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|s| s as &(dyn Error + 'static))
    }
}

/// Collects what is wrong with the fields of one form, so that a person sees all of it at once.
#[derive(Debug, Default)]
pub struct FormCheck(Vec<FieldFault>);

impl FormCheck {
    /// Notes `key` against `field` unless `fine`.
    pub fn require(&mut self, fine: bool, field: &'static str, key: &'static str) -> &mut Self {
        if !fine && !self.0.iter().any(|f| f.field == field) {
            self.0.push(FieldFault { field, key });
        }
        self
    }

    /// `Ok` when nothing was noted.
    ///
    /// # Errors
    /// An input fault naming every field noted.
    pub fn done(&mut self) -> Result<(), Fault> {
        let noted = std::mem::take(&mut self.0);
        if noted.is_empty() { Ok(()) } else { Err(Fault::fields(noted)) }
    }
}
