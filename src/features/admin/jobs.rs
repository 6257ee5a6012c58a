//! Jobs that reach whoever answers complaints and suggestions.

use std::sync::Arc;

use crate::features::accounts;
use crate::features::notifications::{self, FEEDBACK_JOB, FeedbackFiled, Notice};
use crate::kernel::{Fault, Permission};
use crate::platform::jobs::{self, Handlers, Job};
use crate::platform::site::Site;

/// Registers the handlers.
pub fn register(handlers: &mut Handlers, site: &Arc<Site>) {
    let site = Arc::clone(site);
    handlers.on(FEEDBACK_JOB, move |job| tell_answerers(&site, job));
}

/// Tells everybody who may answer; notices and the end of the job are one transaction.
fn tell_answerers(site: &Site, job: &Job) -> Result<(), Fault> {
    let filed: FeedbackFiled = job.payload()?;
    site.db.write_blocking(|tx| {
        let link = format!("/feedback/queue#{}", filed.feedback);
        for person in accounts::holders(tx.conn, Permission::AnswerFeedback)? {
            notifications::notify(tx, &person, &Notice::new("feedback-filed", link.as_str()))?;
        }
        jobs::finish(tx, job)
    })
}
