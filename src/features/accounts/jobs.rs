//! Jobs that need to know where people can be reached.

use std::sync::Arc;

use super::service;
use crate::features::notifications::{self, MAIL_JOB, MailOrder};
use crate::kernel::{Blame, Fault};
use crate::platform::i18n::{Lang, Texts};
use crate::platform::jobs::{self, Handlers, Job};
use crate::platform::mail::{Notice, Recipient};
use crate::platform::site::Site;

/// Registers the handlers.
pub fn register(handlers: &mut Handlers, site: &Arc<Site>) {
    let site = Arc::clone(site);
    handlers.on(MAIL_JOB, move |job| send_mail(&site, job));
}

/// Sends one notification by mail. Without mail or address there is nothing to do; an error no repetition
/// can heal parks the job at once; any other is tried again.
fn send_mail(site: &Site, job: &Job) -> Result<(), Fault> {
    let order: MailOrder = job.payload()?;
    let found = site.db.read_blocking(|conn| {
        let told = notifications::told(conn, &order.notification)?;
        let person = service::person(conn, &told.person)?;
        Ok((told, person))
    });
    let (told, person) = match found {
        Ok(found) => found,
        // Gone by retention: nobody is to be told any more.
        Err(fault) if fault.blame == Blame::Missing => {
            return site.db.write_blocking(|tx| jobs::finish(tx, job));
        }
        Err(fault) => return Err(fault),
    };
    let address = person.email.clone().filter(|_| site.mailer.is_on() && person.disabled_at.is_none());
    let Some(address) = address else { return site.db.write_blocking(|tx| jobs::finish(tx, job)) };
    let t = Texts::new(person.lang.as_deref().and_then(Lang::from_tag).unwrap_or_default());
    let sentence = notifications::sentence(&t, &told);
    let link = format!("{}{}", site.config.base_url(), told.link);
    let to = Recipient { name: person.name, address };
    let mail = Notice::Told { sentence: &sentence }.mail(t, to, &link, &told.id, told.at);
    match site.mailer.send(&mail) {
        Ok(()) => site.db.write_blocking(|tx| jobs::finish(tx, job)),
        Err(error) if error.is_permanent() => {
            site.db.write_blocking(|tx| jobs::park(tx, job, &error.to_string()))
        }
        Err(error) => Err(Fault::new(Blame::Unavailable, "mail-failed").because(error)),
    }
}
