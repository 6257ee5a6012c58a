//! What a case is about: what the documents are for, the item, the applicant's reference. Files go out the moment they
//! are dropped, so what is chosen a moment later has to reach the case that was opened for them.

use super::super::model::Case;
use super::super::rules::Purpose;
use super::super::store;
use super::keeping::open;
use crate::features::audit::{self, Entry, Kind};
use crate::features::corpus;
use crate::kernel::{Actor, Blame, Fault, Permission};
use crate::platform::db::Tx;
use crate::platform::keys::MasterKey;
use crate::platform::site::Site;

/// What a case is about, as its clerk says.
#[derive(Debug, Clone)]
pub struct About {
    /// What the documents are for.
    pub purpose: Purpose,
    /// The business item, if named.
    pub item: Option<String>,
    /// The applicant's business reference; may be empty.
    pub reference: String,
}

impl Default for About {
    /// As the upload form begins.
    fn default() -> Self {
        Self { purpose: Purpose::Withdrawal, item: None, reference: String::new() }
    }
}

/// Longest reference, in characters.
const LONGEST: usize = 60;

/// A reference sealed for its case and its print; none for an empty one.
///
/// # Errors
/// An input fault when it is too long.
pub(super) fn sealed(
    keys: &MasterKey,
    case: &Case,
    reference: &str,
) -> Result<(Option<String>, Option<String>), Fault> {
    let reference = reference.trim();
    if reference.chars().count() > LONGEST {
        return Err(Fault::field("reference", "too-long"));
    }
    if reference.is_empty() {
        return Ok((None, None));
    }
    let text = keys.seal_text(&case.label("reference")?, reference).map_err(Fault::ours)?;
    // Spaces and case differ between two people typing one number.
    let plain: String =
        reference.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
    Ok((Some(text), Some(keys.fingerprint("screening.reference", &plain))))
}

/// Says anew what one's own case is about. `review` is whether it is to go before a reviewer once it is examined; none
/// leaves that as it is.
///
/// # Errors
/// Missing for a case of others; a conflict once reviewing has begun; an input fault for a purpose that asks for less
/// after the results are known (`Setting::may_become`), for an item there is none of, and for another reference
/// after other cases were found by the first.
pub fn say_about(
    tx: &mut Tx<'_>,
    site: &Site,
    actor: &Actor,
    case: &str,
    about: &About,
    review: Option<bool>,
) -> Result<(), Fault> {
    actor.need(Permission::RunScreening)?;
    let case = super::own_case(tx, actor, case)?;
    let opinions = store::opinions(tx.conn, std::slice::from_ref(&case.id))?;
    if !case.is_untouched(opinions.len()) {
        return Err(Fault::conflict("case-moved-on"));
    }
    if !super::setting(tx.conn)?.may_become(&case.purpose, about.purpose, case.score) {
        return Err(Fault::field("purpose", "purpose-examined"));
    }
    if let Some(item) = about.item.as_deref().filter(|item| case.item_id.as_deref() != Some(item)) {
        corpus::item(tx.conn, item).map_err(|fault| match fault.blame {
            Blame::Missing => Fault::field("item", "choose-one"),
            _ => fault,
        })?;
    }
    let before = match &case.reference_sealed {
        Some(text) => open(&site.keys, &case, "reference", text).unwrap_or_default(),
        None => String::new(),
    };
    let mut said = Vec::new();
    let mut now = case.clone();
    if before != about.reference.trim() {
        let compared = store::findings(tx.conn, &case.id)?.iter().any(|row| row.other_case_id.is_some());
        if compared {
            return Err(Fault::field("reference", "reference-compared"));
        }
        (now.reference_sealed, now.reference_print) = sealed(&site.keys, &case, &about.reference)?;
        said.push("reference");
    }
    if case.purpose != about.purpose.code() {
        about.purpose.code().clone_into(&mut now.purpose);
        said.push("purpose");
    }
    if case.item_id != about.item {
        now.item_id.clone_from(&about.item);
        said.push("item");
    }
    if let Some(review) = review.filter(|review| *review != case.review_asked && case.queued_at.is_none()) {
        now.review_asked = review;
        said.push("review");
    }
    if said.is_empty() {
        // Sent twice, or chosen back: as wished already.
        return Ok(());
    }
    store::set_about(tx, &now)?;
    if now.review_asked != case.review_asked {
        super::settle(tx, &now)?;
    }
    let entry = Entry::new(Kind("screening.about"), "screening_case", &case.id)
        .fact("fields", said.join(","))
        .fact("purpose_before", case.purpose.as_str())
        .fact("purpose", now.purpose.as_str());
    audit::record(tx, actor, entry)?;
    Ok(())
}
