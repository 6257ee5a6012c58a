//! What stands in the business system: typed by the clerk, kept sealed, held against the papers of the case.

use super::super::model::{Case, TypedRow};
use super::super::papers::code;
use super::super::store;
use super::keeping::open;
use super::papers::{PaperFile, typed as fine};
use super::{marking, together};
use crate::features::audit::{self, Entry, Kind as AuditKind};
use crate::forensics::logic;
use crate::forensics::logic::case::comparable;
use crate::forensics::papers::Kind;
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::{AnyConn, Tx};
use crate::platform::keys::MasterKey;
use crate::platform::site::Site;

/// A value of the business system that can be typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypedKey {
    /// Its name in forms and in the database.
    pub key: &'static str,
    /// The kind of paper it is held against; none for the applicant, who stands on all of them.
    pub kind: Option<Kind>,
}

const fn applicant(key: &'static str) -> TypedKey {
    TypedKey { key, kind: None }
}

const fn of(key: &'static str, kind: Kind) -> TypedKey {
    TypedKey { key, kind: Some(kind) }
}

/// Values that can be typed, in the order of the form.
pub const TYPED_KEYS: [TypedKey; 13] = [
    applicant("person"),
    applicant("person_id_number"),
    of("employer", Kind::IncomeProof),
    of("monthly_income", Kind::IncomeProof),
    of("contract_number", Kind::PurchaseContract),
    of("signed_on", Kind::PurchaseContract),
    of("total", Kind::PurchaseContract),
    of("down_payment", Kind::PurchaseContract),
    of("loan", Kind::PurchaseContract),
    of("building_area", Kind::PurchaseContract),
    of("address", Kind::PurchaseContract),
    of("rent", Kind::LeaseContract),
    of("invoice_number", Kind::VatInvoice),
];

impl TypedKey {
    fn find(key: &str) -> Option<Self> {
        TYPED_KEYS.into_iter().find(|known| known.key == key)
    }
}

/// A value with its words.
#[derive(Debug, Clone)]
pub struct TypedFile {
    /// The row.
    pub row: TypedRow,
    /// As typed; empty once the case is erased.
    pub value: String,
}

impl TypedFile {
    /// As the engine compares it.
    #[must_use]
    pub fn compared(&self) -> Option<logic::Typed> {
        let known = TypedKey::find(&self.row.key)?;
        let key =
            known.kind.map_or_else(|| known.key.to_owned(), |kind| format!("{}.{}", code(kind), known.key));
        (!self.value.is_empty()).then(|| logic::Typed { key, value: self.value.clone() })
    }
}

/// What was typed of a case; the look has to be on record already.
pub(super) fn typed_of(conn: &mut AnyConn, keys: &MasterKey, case: &Case) -> Result<Vec<TypedFile>, Fault> {
    let rows = store::typed(conn, &case.id)?;
    let value = |row: &TypedRow| open(keys, case, "typed", &row.value_sealed).unwrap_or_default();
    Ok(rows.into_iter().map(|row| TypedFile { value: value(&row), row }).collect())
}

/// Which values the form asks for: those some paper of the case can be held against, and those typed before.
#[must_use]
pub fn asked(papers: &[PaperFile], typed: &[TypedFile]) -> Vec<TypedKey> {
    let there = |kind: Kind| papers.iter().any(|paper| paper.kind() == kind);
    let before = |key: &str| typed.iter().any(|known| known.row.key == key);
    let wanted = |known: &TypedKey| known.kind.is_none_or(there) || before(known.key);
    TYPED_KEYS.into_iter().filter(wanted).collect()
}

/// Puts down what stands in the business system and checks the case again. An empty value takes back what was
/// typed.
///
/// # Errors
/// As `say_kind`; an input fault on the key of a value that cannot be compared, a conflict when nothing
/// changed.
pub fn say_typed(
    tx: &mut Tx<'_>,
    site: &Site,
    actor: &Actor,
    case: &str,
    values: &[(String, String)],
) -> Result<(), Fault> {
    let case = super::seen_case(tx, actor, case)?;
    marking::may_add(tx, actor, &case)?;
    let before = typed_of(tx.conn, &site.keys, &case)?;
    let mut said = Vec::new();
    for (key, value) in values {
        let known = TypedKey::find(key).ok_or_else(Fault::missing)?;
        let value = fine(value)?;
        let holds = before.iter().find(|typed| typed.row.key == known.key);
        if holds.map_or("", |typed| typed.value.as_str()) == value {
            continue;
        }
        if value.is_empty() {
            store::delete_typed(tx, &case.id, known.key)?;
        } else if comparable(known.key, value) {
            let row = TypedRow {
                case_id: case.id.clone(),
                key: known.key.to_owned(),
                value_sealed: site.keys.seal_text(&case.label("typed")?, value).map_err(Fault::ours)?,
                typed_by: actor.person.clone(),
                typed_at: tx.at,
            };
            store::set_typed(tx, &row)?;
        } else {
            return Err(Fault::field(known.key, "typed-unreadable"));
        }
        said.push(known.key);
    }
    if said.is_empty() {
        return Err(Fault::conflict("nothing-typed"));
    }
    let changed = together::check(tx, site, &case)?;
    // As with corrected readings: what went because somebody typed something else is seen by a second person.
    let first =
        store::documents(tx.conn, &case.id)?.into_iter().find(|document| document.state == "examined");
    if let (Some(document), true) = (first, changed.withdrawn > 0) {
        store::add_withdrawn(tx, &document.id, changed.withdrawn)?;
    }
    super::settle(tx, &case)?;
    let entry = Entry::new(AuditKind("screening.typed"), "screening_case", &case.id)
        .fact("fields", said.join(","))
        .fact("withdrawn", changed.withdrawn)
        .fact("found", changed.found);
    audit::record(tx, actor, entry)?;
    Ok(())
}

/// Puts on record that what was typed is shown whole, for a stated purpose.
///
/// # Errors
/// As `reveal_document`.
pub fn reveal_typed(tx: &mut Tx<'_>, actor: &Actor, case: &str, purpose: &str) -> Result<(), Fault> {
    let case = super::seen_case(tx, actor, case)?;
    if case.submitter_id != actor.person {
        actor.need(Permission::DecideScreening)?;
    }
    marking::purpose_fine(purpose)?;
    let entry = Entry::new(AuditKind("screening.revealed"), "screening_case", &case.id)
        .fact("typed", "all")
        .fact("purpose", purpose);
    audit::record(tx, actor, entry)?;
    Ok(())
}
