//! Outgoing mail: SMTP, files or memory, with templates in both languages.
