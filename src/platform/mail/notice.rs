//! What the program writes to people.

use super::{Mail, Recipient};
use crate::platform::i18n::Texts;
use askama::Template;
use chrono::{NaiveDate, NaiveDateTime};

/// An occasion for a mail. Times are local to the hall. The texts are in `mail.ftl`; none of them holds
/// data of citizens, and subjects hold no names, because lock screens show them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice<'a> {
    /// A new account: the link logs in for the first time and sets the password.
    Invitation {
        /// The link's last moment.
        until: NaiveDateTime,
    },
    /// To the mentor: a practice round was submitted.
    RoundWaiting {
        /// Who practised.
        apprentice: &'a str,
        /// The business item.
        item: &'a str,
    },
    /// To the apprentice: the round was signed off, or is to be repeated.
    RoundAnswered {
        /// Who answered.
        signer: &'a str,
        /// The business item.
        item: &'a str,
        /// Signed off, not sent back.
        passed: bool,
    },
    /// To the apprentice: a certificate was issued.
    CertificateIssued {
        /// The business item.
        item: &'a str,
        /// Last day of validity.
        until: NaiveDate,
    },
    /// To those whose items cite it: a policy has a new version.
    PolicyChanged {
        /// Title of the policy.
        title: &'a str,
        /// First day in force.
        from: NaiveDate,
        /// How many of the reader's items it concerns.
        items: u32,
    },
    /// To the reviewers: a screening case needs a person.
    CaseWaiting {
        /// The case number.
        number: &'a str,
    },
    /// Whatever the program tells a person in its own notifications, in the same sentence.
    Told {
        /// The sentence in the reader's language.
        sentence: &'a str,
    },
    /// To the owner of the account: a log-in from a device not seen before.
    NewLogin {
        /// When.
        at: NaiveDateTime,
        /// The device as far as it tells.
        device: &'a str,
        /// The network address.
        address: &'a str,
    },
}

/// Inline styles are the only ones mail programs keep; pages of the program itself have none.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<!DOCTYPE html>
<html lang="{{ lang }}">
<head><meta charset="utf-8"><title>{{ subject }}</title></head>
<body style="margin:0;padding:24px;background:#f5f6f4;color:#17211d;font-family:'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;font-size:16px;line-height:1.8">
<div style="max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border:1px solid #dfe3de;border-radius:10px">
{% for paragraph in paragraphs %}<p style="margin:0 0 16px">{{ paragraph }}</p>
{% endfor %}<p style="margin:24px 0"><a href="{{ link }}" style="display:inline-block;padding:10px 20px;background:#12645a;color:#ffffff;border-radius:6px;text-decoration:none">{{ label }}</a></p>
<p style="margin:0 0 16px;color:#5f6b65;font-size:14px;overflow-wrap:anywhere">{{ link }}</p>
<p style="margin:0;color:#5f6b65;font-size:14px">{{ closing }}</p>
</div>
</body>
</html>
"#
)]
struct Page<'a> {
    lang: &'static str,
    subject: &'a str,
    paragraphs: &'a [String],
    link: &'a str,
    label: &'a str,
    closing: &'a str,
}

impl Notice<'_> {
    /// The mail for `to` in the language of `t`. `link` is the whole address of the page concerned, `id`
    /// is stable over repeated tries, `at` is the time of writing (UTC).
    #[must_use]
    pub fn mail(&self, t: Texts, to: Recipient, link: &str, id: &str, at: NaiveDateTime) -> Mail {
        let (subject, bodies, label) = self.words(t);
        let mut paragraphs = vec![t.with("mail-greeting", &[("name", &to.name)])];
        paragraphs.extend(bodies);
        let closing = t.get("mail-closing");
        let action = t.with("mail-action", &[("label", &label), ("link", &link)]);
        let text = format!("{}\n\n{action}\n\n{closing}\n", paragraphs.join("\n\n"));
        let page = Page {
            lang: t.lang.tag(),
            subject: &subject,
            paragraphs: &paragraphs,
            link,
            label: &label,
            closing: &closing,
        };
        // Writing into a String fails only when a value's own Display does, and all values are text.
        let html = page.render().unwrap_or_default();
        Mail { id: id.to_owned(), to, subject, text, html, at }
    }

    /// Subject, paragraphs and the words on the button.
    fn words(&self, t: Texts) -> (String, Vec<String>, String) {
        match *self {
            Self::Told { sentence } => {
                (t.get("mail-told-subject"), vec![sentence.to_owned()], t.get("mail-told-action"))
            }
            Self::Invitation { until } => (
                t.get("mail-invitation-subject"),
                vec![t.with("mail-invitation-body", &[("until", &t.date_time(until))])],
                t.get("mail-invitation-action"),
            ),
            Self::RoundWaiting { apprentice, item } => (
                t.with("mail-round-waiting-subject", &[("item", &item)]),
                vec![t.with("mail-round-waiting-body", &[("apprentice", &apprentice), ("item", &item)])],
                t.get("mail-round-waiting-action"),
            ),
            Self::RoundAnswered { signer, item, passed: true } => (
                t.with("mail-round-passed-subject", &[("item", &item)]),
                vec![t.with("mail-round-passed-body", &[("signer", &signer), ("item", &item)])],
                t.get("mail-round-answered-action"),
            ),
            Self::RoundAnswered { signer, item, passed: false } => (
                t.with("mail-round-redo-subject", &[("item", &item)]),
                vec![t.with("mail-round-redo-body", &[("signer", &signer), ("item", &item)])],
                t.get("mail-round-answered-action"),
            ),
            Self::CertificateIssued { item, until } => (
                t.with("mail-certificate-subject", &[("item", &item)]),
                vec![t.with("mail-certificate-body", &[("item", &item), ("until", &t.date_full(until))])],
                t.get("mail-certificate-action"),
            ),
            Self::PolicyChanged { title, from, items } => (
                t.with("mail-policy-subject", &[("title", &title)]),
                vec![t.with(
                    "mail-policy-body",
                    &[("title", &title), ("from", &t.date_full(from)), ("items", &items)],
                )],
                t.get("mail-policy-action"),
            ),
            Self::CaseWaiting { number } => (
                t.with("mail-case-subject", &[("number", &number)]),
                vec![t.with("mail-case-body", &[("number", &number)])],
                t.get("mail-case-action"),
            ),
            Self::NewLogin { at, device, address } => {
                let values: &[(&str, &dyn crate::platform::i18n::TextValue)] =
                    &[("time", &t.date_time(at)), ("device", &device), ("address", &address)];
                (
                    t.get("mail-login-subject"),
                    vec![t.with("mail-login-body", values), t.get("mail-login-advice")],
                    t.get("mail-login-action"),
                )
            }
        }
    }
}
