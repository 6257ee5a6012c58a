//! Outgoing mail: SMTP, files or memory, with templates in both languages.
//!
//! Sending blocks and belongs into a job, written in the same transaction as the reason for the mail.
//! A job may run twice; the mail's id becomes its `Message-ID`, by which mail servers and programs
//! recognise a repetition.
//!
//! Headers are built by lettre's types, which encode whatever could end a line; no header is put together
//! from strings here. Control characters are taken out of names and subjects before.

mod notice;
mod transport;

pub use notice::Notice;
pub use transport::{Mailer, Sent, Transport};

use chrono::NaiveDateTime;

/// To whom a mail goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The person's name, shown beside the address.
    pub name: String,
    /// The mail address.
    pub address: String,
}

/// A mail ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Stable over repeated tries: the id of the job or of its reason. 1 to 64 of `A-Z a-z 0-9 . _ -`.
    pub id: String,
    /// To whom.
    pub to: Recipient,
    /// The subject line.
    pub subject: String,
    /// The body as plain text.
    pub text: String,
    /// The same body as HTML.
    pub html: String,
    /// When it was written (UTC), for the `Date` header.
    pub at: NaiveDateTime,
}

/// Why a mail did not go out. None of the messages holds an address: they end up in logs.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// An address is none.
    #[error("the {whose} address is not a mail address")]
    Address {
        /// `sender` or `recipient`.
        whose: &'static str,
    },
    /// The id has other characters than allowed, or is empty or too long.
    #[error("the id of the mail cannot be used")]
    Id,
    /// The configured address of the mail server is not understood.
    #[error(
        "the mail URL is not understood: smtp://HOST, smtp://HOST?tls=required, smtps://HOST or file:FOLDER"
    )]
    Url,
    /// No mail is configured.
    #[error("mail is switched off")]
    Off,
    /// The mail could not be put together.
    #[error("the mail could not be composed: {0}")]
    Compose(#[from] lettre::error::Error),
    /// The mail server could not be reached, or refused.
    #[error("the mail server did not take the mail: {0}")]
    Smtp(#[from] lettre::transport::smtp::Error),
    /// The folder for mails could not be written.
    #[error("the mail folder cannot be written: {0}")]
    Folder(#[from] std::io::Error),
}

impl MailError {
    /// Whether trying again later cannot help: the job is parked instead of repeated.
    #[must_use]
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::Smtp(error) => error.is_permanent(),
            Self::Folder(_) => false,
            Self::Address { .. } | Self::Id | Self::Url | Self::Off | Self::Compose(_) => true,
        }
    }
}

#[cfg(test)]
mod tests;
