//! Many accounts at once from a table, tried dry first.

use std::collections::{BTreeMap, BTreeSet};

use super::csv::{self, NotATable};
use crate::features::accounts::{self, NewPerson};
use crate::features::audit::{self, Entry, Kind};
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::{AnyConn, Tx};
use crate::platform::i18n::{Lang, Texts};

/// Accounts made at once. Each needs a password hash of some 20 ms, inside one transaction.
pub(super) const MAX_PEOPLE: usize = 200;

/// Columns in the order of the template; the header of each is `people-csv-<column>` in either language.
pub(super) const COLUMNS: [&str; 5] = ["username", "name", "employee-no", "department", "email"];

/// A row of the table and what is wrong with it.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Line in the file, the header being 1.
    pub line: usize,
    /// What would be made.
    pub new: NewPerson,
    /// The department as typed.
    pub department: String,
    /// Column and error key.
    pub faults: Vec<(&'static str, &'static str)>,
}

/// Which column stands where, by the header's words in any language.
fn columns(header: &[String]) -> Result<BTreeMap<&'static str, usize>, Fault> {
    let mut found = BTreeMap::new();
    for column in COLUMNS {
        let names = Lang::ALL.iter().map(|lang| header_of(Texts::new(*lang), column));
        let names: BTreeSet<String> = names.map(|name| name.to_lowercase()).collect();
        if let Some(at) = header.iter().position(|cell| names.contains(&cell.to_lowercase())) {
            found.insert(column, at);
        }
    }
    let needed = ["username", "name", "department"];
    if needed.iter().all(|column| found.contains_key(column)) {
        Ok(found)
    } else {
        Err(Fault::field("table", "import-header"))
    }
}

/// The words above a column.
pub(super) fn header_of(t: Texts, column: &str) -> String {
    t.get(&format!("people-csv-{column}"))
}

/// Reads the table and checks each row as making the account would; nothing is written.
///
/// # Errors
/// An input fault on `table` when it is no table of people at all.
pub(super) fn check(conn: &mut AnyConn, actor: &Actor, text: &str) -> Result<Vec<Row>, Fault> {
    actor.need(Permission::ManageAccounts)?;
    let rows = csv::parse(text).map_err(|error| match error {
        NotATable::OpenQuote => Fault::field("table", "import-quote"),
        NotATable::TooManyRows => Fault::field("table", "import-too-many"),
    })?;
    let Some((header, rows)) = rows.split_first() else { return Err(Fault::field("table", "import-empty")) };
    let columns = columns(header)?;
    if rows.is_empty() {
        return Err(Fault::field("table", "import-empty"));
    }
    if rows.len() > MAX_PEOPLE {
        return Err(Fault::field("table", "import-too-many"));
    }
    let departments = accounts::departments(conn)?;
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let cell = |column: &str| {
            columns.get(column).and_then(|at| row.get(*at)).map(String::as_str).unwrap_or_default()
        };
        let typed = cell("department");
        let department =
            departments.iter().find(|d| [&d.slug, &d.name, &d.name_en].into_iter().any(|name| name == typed));
        let new = NewPerson {
            username: cell("username").to_lowercase(),
            name: cell("name").to_owned(),
            employee_no: cell("employee-no").to_owned(),
            department_id: department.map(|d| d.id.clone()).unwrap_or_default(),
            email: Some(cell("email").to_owned()).filter(|email| !email.is_empty()),
        };
        let mut faults: Vec<(&'static str, &'static str)> = match accounts::check_person(conn, &new) {
            Ok(()) => Vec::new(),
            Err(fault) if fault.fields.is_empty() => return Err(fault),
            Err(fault) => fault.fields.iter().map(|f| (f.field, f.key)).collect(),
        };
        if !seen.insert(new.username.clone()) {
            faults.push(("username", "import-twice"));
        }
        out.push(Row { line: index + 2, new, department: typed.to_owned(), faults });
    }
    Ok(out)
}

/// An account just made and its initial password, which is shown once.
#[derive(Debug, Clone)]
pub(super) struct Handed {
    /// Log-in name.
    pub username: String,
    /// Display name.
    pub name: String,
    /// Initial password.
    pub password: String,
}

/// Makes all accounts or none.
///
/// # Errors
/// `import-rows` when a row has a fault: the dry run says which.
pub(super) fn apply(tx: &mut Tx<'_>, actor: &Actor, text: &str) -> Result<Vec<Handed>, Fault> {
    let rows = check(tx.conn, actor, text)?;
    if rows.iter().any(|row| !row.faults.is_empty()) {
        return Err(Fault::field("table", "import-rows"));
    }
    let mut handed = Vec::new();
    for row in rows {
        let password = accounts::initial_password(tx.random());
        accounts::add_person(tx, actor, &row.new, &password, true)?;
        handed.push(Handed { username: row.new.username, name: row.new.name, password });
    }
    let entry = Entry::new(Kind("people.imported"), "import", tx.id()).fact("rows", handed.len());
    audit::record(tx, actor, entry)?;
    Ok(handed)
}
