//! Putting a mail on its way.

use super::{Mail, MailError, Recipient};
use lettre::address::Envelope;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Message, SmtpTransport, Transport as _};
use std::fmt;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// How long one step of the conversation with a mail server may take.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Where mail goes.
#[derive(Clone)]
pub enum Transport {
    /// A mail server. `smtp://` speaks in the clear, for a relay on the same machine or network;
    /// `smtp://…?tls=required` begins so and insists on STARTTLS; `smtps://` is TLS from the first byte.
    /// User and password stand percent-encoded before the host.
    Smtp {
        /// The server's address.
        url: String,
        /// How long one step may take.
        timeout: Duration,
    },
    /// One `.eml` file for each mail, for trying out and for sites whose mail is fetched by other means.
    Files {
        /// The folder; made if absent.
        dir: PathBuf,
    },
    /// Kept in memory, for tests.
    Memory(Arc<Mutex<Vec<Sent>>>),
    /// No mail: sending is an error, which callers avoid by asking [`Mailer::is_on`].
    Off,
}

/// A mail as it left, kept by [`Transport::Memory`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// What was sent.
    pub mail: Mail,
    /// The message as it goes over the wire.
    pub raw: Vec<u8>,
}

impl Transport {
    /// The transport of a configured URL: `smtp://…`, `smtps://…`, `file:FOLDER`, or empty for none.
    ///
    /// # Errors
    /// [`MailError::Url`] for anything else.
    pub fn from_url(url: &str) -> Result<Self, MailError> {
        match url.split_once(':') {
            None if url.is_empty() => Ok(Self::Off),
            Some(("smtp" | "smtps", _)) => Ok(Self::Smtp { url: url.to_owned(), timeout: TIMEOUT }),
            Some(("file", dir)) if !dir.is_empty() => Ok(Self::Files { dir: dir.into() }),
            _ => Err(MailError::Url),
        }
    }

    /// A transport into memory and the list that fills.
    #[must_use]
    pub fn memory() -> (Self, Arc<Mutex<Vec<Sent>>>) {
        let list = Arc::new(Mutex::new(Vec::new()));
        (Self::Memory(Arc::clone(&list)), list)
    }
}

/// The URL may hold a password.
impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Smtp { .. } => "Smtp",
            Self::Files { .. } => "Files",
            Self::Memory(_) => "Memory",
            Self::Off => "Off",
        })
    }
}

enum Way {
    Smtp(SmtpTransport),
    Files(PathBuf),
    Memory(Arc<Mutex<Vec<Sent>>>),
    Off,
}

/// Sends mails from one address over one transport.
pub struct Mailer {
    way: Way,
    from: Mailbox,
}

impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mailer").field("from", &self.from).finish_non_exhaustive()
    }
}

impl Mailer {
    /// A mailer that sends as `from`, an address or `Name <address>`. Does not connect yet.
    ///
    /// # Errors
    /// [`MailError::Address`], [`MailError::Url`], or [`MailError::Folder`] when the folder cannot be made.
    pub fn new(transport: Transport, from: &str) -> Result<Self, MailError> {
        let from = from.parse().or(Err(MailError::Address { whose: "sender" }))?;
        let way = match transport {
            Transport::Smtp { url, timeout } => {
                // Its error quotes the URL, which may hold a password: not passed on.
                let builder = SmtpTransport::from_url(&url).or(Err(MailError::Url))?;
                Way::Smtp(builder.timeout(Some(timeout)).build())
            }
            Transport::Files { dir } => {
                std::fs::create_dir_all(&dir)?;
                Way::Files(dir)
            }
            Transport::Memory(list) => Way::Memory(list),
            Transport::Off => Way::Off,
        };
        Ok(Self { way, from })
    }

    /// Whether mail is configured at all.
    #[must_use]
    pub fn is_on(&self) -> bool {
        !matches!(self.way, Way::Off)
    }

    /// Sends one mail and waits until the transport has taken it. Blocks.
    ///
    /// # Errors
    /// See [`MailError`]; [`MailError::is_permanent`] tells whether another try makes sense.
    pub fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let message = self.compose(mail)?;
        match &self.way {
            Way::Smtp(server) => {
                server.send(&message)?;
            }
            Way::Files(dir) => {
                let mut draft = tempfile::NamedTempFile::new_in(dir)?;
                draft.write_all(&message.formatted())?;
                draft.as_file().sync_all()?;
                draft.persist(dir.join(format!("{}.eml", mail.id))).map_err(|refused| refused.error)?;
            }
            Way::Memory(list) => {
                let sent = Sent { mail: mail.clone(), raw: message.formatted() };
                list.lock().unwrap_or_else(PoisonError::into_inner).push(sent);
            }
            Way::Off => return Err(MailError::Off),
        }
        Ok(())
    }

    fn compose(&self, mail: &Mail) -> Result<Message, MailError> {
        let allowed = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'.' | b'_' | b'-');
        if !(1..=64).contains(&mail.id.len()) || !mail.id.bytes().all(allowed) || mail.id.starts_with('.') {
            return Err(MailError::Id);
        }
        // RFC 3834: tells other machines not to answer this one.
        let automatic =
            HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned());
        let to = mailbox(&mail.to)?;
        // Given, because lettre would read it back from the text of the headers, which fails for some
        // names that it wrote there itself.
        let envelope = Envelope::new(Some(self.from.email.clone()), vec![to.email.clone()])?;
        let message = Message::builder()
            .envelope(envelope)
            .from(self.from.clone())
            .to(to)
            .subject(one_line(&mail.subject))
            .date(SystemTime::from(mail.at.and_utc()))
            .message_id(Some(format!("<{}@{}>", mail.id, self.from.email.domain())))
            .raw_header(automatic)
            .multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))?;
        Ok(message)
    }
}

fn mailbox(to: &Recipient) -> Result<Mailbox, MailError> {
    let address = to.address.parse().or(Err(MailError::Address { whose: "recipient" }))?;
    let name = one_line(&to.name);
    Ok(Mailbox::new((!name.is_empty()).then_some(name), address))
}

/// Control characters become spaces. lettre would let none of them into a header either, but by a panic:
/// its display of a mailbox fails on a line break in a name.
fn one_line(text: &str) -> String {
    let cleaned: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    cleaned.trim().to_owned()
}
