//! A policy on a steward's desk: read from a file, corrected, made a draft.
//!
//! What lies on a desk is kept as typed, right or wrong, so that leaving and coming back loses nothing; only a
//! draft has to make sense. The desk is its owner's alone. What came by the command line has no owner until a
//! steward takes it over: the steward then is its author, and somebody else approves it.

use crate::features::audit::{self, Entry, Kind};
use crate::features::corpus::model::{IntakeRow, VersionRow};
use crate::features::corpus::policy_file::{self, PolicyFile};
use crate::features::corpus::rules::cutting::{self, Cut};
use crate::features::corpus::rules::editing;
use crate::features::corpus::rules::findings::{self, Finding};
use crate::features::corpus::rules::header::{self, Header};
use crate::features::corpus::service::reading::{self, DiffRow};
use crate::features::corpus::service::taking_in::{Known, Read, Reading, known, next_version, place, policy};
use crate::features::corpus::service::{drafting, policies};
use crate::features::corpus::store::{intake as store, policies as policy_store};
use crate::kernel::fault::FieldFault;
use crate::kernel::{Actor, Blame, Fault, Permission};
use crate::platform::db::{AnyConn, Tx};

/// Longest text on a desk, bytes.
const BODY: usize = 4 << 20;

/// Puts a document that was read on a desk; without a person it waits for a steward.
///
/// # Errors
/// A refusal without the permission; when the database fails.
pub fn put_down(tx: &mut Tx<'_>, actor: &Actor, read: Read, from_command: bool) -> Result<String, Fault> {
    if !from_command {
        actor.need(Permission::WritePolicy)?;
    }
    let mut read = read;
    place(tx.conn, &mut read)?;
    let row = IntakeRow {
        id: tx.id(),
        owner_id: (!from_command).then(|| actor.person.clone()),
        origin: if from_command { "command" } else { "page" }.to_owned(),
        file_name: read.name,
        file_hash: read.hash,
        kind: read.kind.to_owned(),
        original: read.original,
        reading: serde_json::to_string(&read.reading).map_err(Fault::ours)?,
        fields: serde_json::to_string(&read.header).map_err(Fault::ours)?,
        body: read.body,
        version_id: None,
        created_at: tx.at,
        updated_at: tx.at,
    };
    store::insert(tx, &row)?;
    let entry = Entry::new(Kind("policy.read-in"), "policy_intake", &row.id)
        .fact("kind", row.kind.as_str())
        .fact("file_hash", row.file_hash.as_str());
    audit::record(tx, actor, entry)?;
    Ok(row.id)
}

/// A line of a list of desks.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Its id.
    pub id: String,
    /// Title as it stands.
    pub title: String,
    /// Name of the file; empty when there was none.
    pub file_name: String,
    /// When it was last touched.
    pub updated_at: crate::kernel::Moment,
    /// The draft that was made of it; empty when none.
    pub version_id: String,
}

fn waiting(row: IntakeRow) -> Waiting {
    let header: Header = serde_json::from_str(&row.fields).unwrap_or_default();
    Waiting {
        id: row.id,
        title: header.title,
        file_name: row.file_name,
        updated_at: row.updated_at,
        version_id: row.version_id.unwrap_or_default(),
    }
}

/// What lies on the actor's desk, and what waits to be taken over.
///
/// # Errors
/// A refusal without the permission; when the database fails.
pub fn waiting_for(conn: &mut AnyConn, actor: &Actor) -> Result<(Vec<Waiting>, Vec<Waiting>), Fault> {
    actor.need(Permission::WritePolicy)?;
    let own = store::of_owner(conn, &actor.person)?.into_iter().map(waiting).collect();
    let free = store::unowned(conn)?.into_iter().map(waiting).collect();
    Ok((own, free))
}

/// What a steward sees of a policy on the desk.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Its id.
    pub id: String,
    /// Name of the file; empty when there was none.
    pub file_name: String,
    /// What was read.
    pub reading: Reading,
    /// One paragraph a line, as it was read.
    pub original: String,
    /// The fields as typed.
    pub header: Header,
    /// The text as typed.
    pub body: String,
    /// The text cut.
    pub cut: Cut,
    /// What is wrong with the fields, each by its name and the key of its sentence.
    pub faults: Vec<(&'static str, &'static str)>,
    /// What to look at.
    pub findings: Vec<Finding>,
    /// The version it is compared with: its number in force or latest.
    pub before: Option<String>,
    /// The clauses beside those of the version before.
    pub rows: Vec<DiffRow>,
    /// The draft that was made of it; empty when none.
    pub version_id: String,
    /// The policies there are.
    pub policies: Vec<Known>,
}

/// One policy on the actor's own desk.
///
/// # Errors
/// Missing when it is somebody else's or not there.
pub fn desk(conn: &mut AnyConn, actor: &Actor, id: &str) -> Result<Desk, Fault> {
    actor.need(Permission::WritePolicy)?;
    let row = store::own(conn, &actor.person, id)?;
    let header: Header = serde_json::from_str(&row.fields).map_err(Fault::ours)?;
    let reading: Reading = serde_json::from_str(&row.reading).map_err(Fault::ours)?;
    let cut = cutting::take_apart(&row.body);
    let (before, rows) = compared(conn, &header.policy, row.version_id.as_deref(), &cut)?;
    Ok(Desk {
        faults: weighed(&header, before.is_none()).check().err().unwrap_or_default(),
        findings: findings::look_over(&cut),
        policies: known(conn)?,
        id: row.id,
        file_name: row.file_name,
        original: row.original,
        body: row.body,
        version_id: row.version_id.unwrap_or_default(),
        reading,
        header,
        cut,
        before,
        rows,
    })
}

/// The fields with what nobody is asked for: how much a first version changes.
fn weighed(header: &Header, first: bool) -> Header {
    let change = if first && header.change.is_empty() { "major" } else { &header.change }.to_owned();
    Header { change, ..header.clone() }
}

/// The latest approved version of a policy, the one on the desk left aside.
fn approved(conn: &mut AnyConn, key: &str, own: Option<&str>) -> Result<Option<VersionRow>, Fault> {
    let Some(doc_id) = policy_store::doc_id(conn, key)? else { return Ok(None) };
    let versions = policy_store::versions(conn, &doc_id)?;
    Ok(versions.into_iter().rfind(|row| row.state == "approved" && Some(row.id.as_str()) != own))
}

/// The clauses of a text beside those of the latest approved version of a policy.
fn compared(
    conn: &mut AnyConn,
    key: &str,
    own: Option<&str>,
    cut: &Cut,
) -> Result<(Option<String>, Vec<DiffRow>), Fault> {
    let Some(before) = approved(conn, key, own)? else { return Ok((None, Vec::new())) };
    let old = policy_store::clauses(conn, &before.id)?;
    let new = policies::anchored(conn, &before.doc_id, &old, "", &cut.clauses)?;
    Ok((Some(before.number), reading::rows(&old, &new)))
}

/// `Ok` when it lies on the actor's own desk.
///
/// # Errors
/// Missing otherwise.
pub fn own(conn: &mut AnyConn, actor: &Actor, id: &str) -> Result<(), Fault> {
    actor.need(Permission::WritePolicy)?;
    store::own(conn, &actor.person, id).map(drop)
}

/// Keeps what was typed, right or wrong.
///
/// # Errors
/// Missing when it is somebody else's; a field fault when the text is longer than can be kept.
pub fn keep(tx: &mut Tx<'_>, actor: &Actor, id: &str, header: &Header, body: &str) -> Result<(), Fault> {
    actor.need(Permission::WritePolicy)?;
    if body.len() > BODY {
        return Err(Fault::field("body", "too-long"));
    }
    let fields = serde_json::to_string(header).map_err(Fault::ours)?;
    store::keep(tx, &actor.person, id, &fields, &body.replace("\r\n", "\n"))
}

/// An edit of the text by a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// The clause that opens in this line is joined to the one before.
    Join(usize),
    /// A clause opens at this line.
    Split(usize),
}

/// Keeps what was typed and edits the text. An edit that no longer fits the text changes nothing.
///
/// # Errors
/// As [`keep`].
pub fn edit(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: &str,
    header: &Header,
    body: &str,
    edit: Edit,
) -> Result<(), Fault> {
    let body = body.replace("\r\n", "\n");
    let edited = match edit {
        Edit::Join(line) => editing::join(&body, line),
        Edit::Split(line) => editing::split(&body, line),
    };
    keep(tx, actor, id, header, edited.as_ref().unwrap_or(&body))
}

/// Makes a draft of what was kept, or writes the draft anew that was made of it before.
///
/// # Errors
/// Field faults, each by its field's name; a conflict when another draft of the policy is open or the number of
/// the version is taken.
pub fn make_draft(tx: &mut Tx<'_>, actor: &Actor, id: &str) -> Result<String, Fault> {
    actor.need(Permission::WritePolicy)?;
    let row = store::own(tx.conn, &actor.person, id)?;
    let typed: Header = serde_json::from_str(&row.fields).map_err(Fault::ours)?;
    let before = approved(tx.conn, &typed.policy, row.version_id.as_deref())?;
    let header = weighed(&typed, before.is_none());
    let cut = cutting::take_apart(&row.body);
    let checked = header.check();
    let mut faults = checked.as_ref().err().cloned().unwrap_or_default();
    for finding in findings::look_over(&cut).iter().filter(|finding| finding.what.blocks()) {
        let key =
            if finding.what == findings::What::Twice { "policy-text-twice" } else { "policy-text-no-clause" };
        if !faults.iter().any(|(field, _)| *field == "body") {
            faults.push(("body", key));
        }
    }
    let Some(checked) = checked.ok().filter(|_| faults.is_empty()) else {
        let faults = faults.into_iter().map(|(field, key)| FieldFault { field, key });
        return Err(Fault::fields(faults.collect()));
    };
    let existing =
        row.version_id.as_deref().map(|version| policy_store::version(tx.conn, version)).transpose();
    // A draft that was thrown away meanwhile is made again.
    let existing: Option<VersionRow> = match existing {
        Ok(found) => found,
        Err(fault) if fault.blame == Blame::Missing => None,
        Err(fault) => return Err(fault),
    };
    let (key, version) = match &existing {
        Some(draft) => (policy_store::key_of(tx.conn, &draft.doc_id)?, draft.version),
        None => next_version(tx.conn, &header)?,
    };
    let file = PolicyFile {
        key,
        version,
        title: header.title.trim().to_owned(),
        number: header.number.trim().to_owned(),
        issuer: header.issuer.trim().to_owned(),
        area: header.area.trim().to_owned(),
        effective_from: checked.effective_from,
        effective_to: checked.effective_to,
        major: checked.major,
        note: header.note.trim().to_owned(),
        digests: checked.digests,
        review_on: checked.review_on,
        clauses: cut.clauses,
        source: String::new(),
    };
    let source = file.write(&row.body);
    match existing {
        Some(draft) => {
            drafting::redraft(tx, actor, &draft.id, &source)?;
            Ok(draft.id)
        }
        None => {
            let made = drafting::draft(tx, actor, &source)?;
            store::set_version(tx, id, &made)?;
            Ok(made)
        }
    }
}

/// Takes over what came by the command line.
///
/// # Errors
/// Missing when it is not there, or somebody was quicker.
pub fn take_over(tx: &mut Tx<'_>, actor: &Actor, id: &str) -> Result<(), Fault> {
    actor.need(Permission::WritePolicy)?;
    if !store::take_over(tx, &actor.person, id)? {
        return Err(Fault::missing());
    }
    audit::record(tx, actor, Entry::new(Kind("policy.taken-over"), "policy_intake", id))?;
    Ok(())
}

/// Takes a policy off the actor's desk; a draft made of it stays.
///
/// # Errors
/// Missing when it is somebody else's or not there.
pub fn clear(tx: &mut Tx<'_>, actor: &Actor, id: &str) -> Result<(), Fault> {
    actor.need(Permission::WritePolicy)?;
    store::remove(tx, &actor.person, id)?;
    audit::record(tx, actor, Entry::new(Kind("policy.desk-cleared"), "policy_intake", id))?;
    Ok(())
}

/// A beginning without a file: the latest version of a policy, or nothing.
///
/// # Errors
/// Missing when there is no such policy.
pub fn begin(tx: &mut Tx<'_>, actor: &Actor, key: &str) -> Result<String, Fault> {
    actor.need(Permission::WritePolicy)?;
    let today = tx.at.date();
    let (header, body) = if key.is_empty() {
        let review_on = header::a_year_after(today).to_string();
        (Header { change: "major".to_owned(), review_on, ..Header::default() }, String::new())
    } else {
        let source = drafting::latest_source(tx.conn, key)?;
        let (head, body) = policy_file::split(&source).ok_or_else(Fault::missing)?;
        let read = policy(String::new(), String::new(), &head, body)?;
        // What belongs to the old version alone does not carry over.
        let header = Header {
            number: String::new(),
            effective_from: String::new(),
            effective_to: String::new(),
            note: String::new(),
            key_points: String::new(),
            hard_points: String::new(),
            watch_points: String::new(),
            review_on: header::a_year_after(today).to_string(),
            ..read.header
        };
        (header, read.body)
    };
    lay_out(tx, actor, &header, body, None)
}

/// Takes up one's own draft for correction.
///
/// # Errors
/// Missing when it is not one's own; a conflict when it has been handed in.
pub fn take_up(tx: &mut Tx<'_>, actor: &Actor, version_id: &str) -> Result<String, Fault> {
    let draft = drafting::own_draft(tx, actor, version_id)?;
    if let Some(row) = store::of_version(tx.conn, &actor.person, version_id)? {
        return Ok(row.id);
    }
    let (head, body) = policy_file::split(&draft.source).ok_or_else(Fault::missing)?;
    let read = policy(String::new(), String::new(), &head, body)?;
    lay_out(tx, actor, &read.header, read.body, Some(version_id))
}

fn lay_out(
    tx: &mut Tx<'_>,
    actor: &Actor,
    header: &Header,
    body: String,
    version_id: Option<&str>,
) -> Result<String, Fault> {
    let row = IntakeRow {
        id: tx.id(),
        owner_id: Some(actor.person.clone()),
        origin: "draft".to_owned(),
        file_name: String::new(),
        file_hash: String::new(),
        kind: "none".to_owned(),
        original: String::new(),
        reading: serde_json::to_string(&Reading::default()).map_err(Fault::ours)?,
        fields: serde_json::to_string(header).map_err(Fault::ours)?,
        body,
        version_id: version_id.map(str::to_owned),
        created_at: tx.at,
        updated_at: tx.at,
    };
    store::insert(tx, &row)?;
    audit::record(tx, actor, Entry::new(Kind("policy.laid-out"), "policy_intake", &row.id))?;
    Ok(row.id)
}

/// What was left out when the file of a draft was read, for whoever looks at the draft.
///
/// # Errors
/// When the database fails.
pub fn reading_of(conn: &mut AnyConn, version_id: &str) -> Result<Option<(String, Reading)>, Fault> {
    let found = store::reading_of(conn, version_id)?.filter(|(name, _)| !name.is_empty());
    Ok(found.map(|(name, reading)| (name, serde_json::from_str(&reading).unwrap_or_default())))
}
