//! Importing people: first tried dry, then done with fresh proof.

use actix_multipart::Multipart;
use actix_web::HttpRequest;
use actix_web::web::Data;
use askama::Template;
use futures_util::StreamExt;

use super::{handed, prove};
use crate::features::admin::csv;
use crate::features::admin::import::{self, COLUMNS, Row, header_of};
use crate::kernel::{Actor, Blame, Fault, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{
    Allow, Answer, Chrome, FormErrors, Posted, Routes, Visitor, WebFault, attachment, check_origin, fragment,
};

/// Largest table: it travels back in a hidden field, percent-encoded, below the limit of forms.
const MAX_TABLE: usize = 64 * 1024;

pub(super) fn routes(routes: &mut Routes) {
    routes
        .get("/people/import", import_page)
        .post("/people/import", try_import)
        .post("/people/import/apply", apply)
        .get("/people/import/template.csv", template);
}

struct RowView {
    line: usize,
    username: String,
    name: String,
    department: String,
    faults: Vec<String>,
}

#[derive(Template)]
#[template(path = "features/admin/pages/import.html")]
struct ImportPage {
    page: Chrome,
    errors: FormErrors,
    table: String,
    rows: Vec<RowView>,
    fine: bool,
    summary: String,
    columns: String,
}

fn page_of(who: &Visitor, table: String, rows: Vec<Row>, errors: FormErrors) -> Answer {
    let page = Chrome::new(who, "import-title", Place::People);
    let t = page.t;
    let bad = rows.iter().filter(|row| !row.faults.is_empty()).count();
    let shown = ImportPage {
        summary: if rows.is_empty() {
            String::new()
        } else {
            t.with("import-summary", &[("n", &rows.len()), ("bad", &bad)])
        },
        fine: !rows.is_empty() && bad == 0,
        columns: COLUMNS.map(|column| header_of(t, column)).join(&t.get("list-comma")),
        rows: rows.into_iter().map(|row| view(t, row)).collect(),
        errors: errors.clone(),
        table,
        page,
    };
    fragment(&shown, &errors)
}

fn view(t: Texts, row: Row) -> RowView {
    RowView {
        line: row.line,
        username: row.new.username,
        name: row.new.name,
        department: row.department,
        faults: row
            .faults
            .iter()
            .map(|(column, key)| {
                let column = header_of(t, &column.replace('_', "-"));
                t.with("import-fault", &[("column", &column), ("fault", &t.get(&format!("error-{key}")))])
            })
            .collect(),
    }
}

async fn import_page(who: Allow<perm::ManageAccounts>) -> Answer {
    page_of(&who, String::new(), Vec::new(), FormErrors::default())
}

/// The first line of the table and one invented row.
async fn template(who: Allow<perm::ManageAccounts>) -> Answer {
    let t = Texts::new(who.lang);
    let header = COLUMNS.iter().map(|column| header_of(t, column)).collect();
    let example = COLUMNS.iter().map(|column| t.get(&format!("people-csv-example-{column}"))).collect();
    attachment(csv::write(&[header, example]).into_bytes(), "text/csv; charset=utf-8", "people-template.csv")
}

/// The upload: the form's code, and a file or pasted lines.
#[derive(Default)]
struct Upload {
    csrf: String,
    pasted: String,
    file: Vec<u8>,
}

/// Parts of one request, of which three are known.
const MAX_PARTS: usize = 8;

/// Reads the parts into memory, each within its limit.
async fn read(mut form: Multipart) -> Result<Upload, WebFault> {
    let broken =
        |error: actix_multipart::MultipartError| Fault::input("malformed").because(error.to_string());
    let mut upload = Upload::default();
    let mut count = 0;
    while let Some(part) = form.next().await {
        let mut part = part.map_err(broken)?;
        let name = part.name().unwrap_or_default().to_owned();
        let mut bytes = Vec::new();
        while let Some(chunk) = part.next().await {
            bytes.extend_from_slice(&chunk.map_err(broken)?);
            if bytes.len() > MAX_TABLE {
                return Err(Fault::new(Blame::TooLarge, "too-large").into());
            }
        }
        count += 1;
        if count > MAX_PARTS {
            return Err(Fault::input("malformed").into());
        }
        match name.as_str() {
            "csrf" => upload.csrf = String::from_utf8_lossy(&bytes).into_owned(),
            "pasted" => upload.pasted = String::from_utf8_lossy(&bytes).into_owned(),
            "file" => upload.file = bytes,
            _ => {}
        }
    }
    Ok(upload)
}

async fn try_import(
    who: Allow<perm::ManageAccounts>,
    request: HttpRequest,
    form: Multipart,
    site: Data<Site>,
) -> Answer {
    let upload = read(form).await?;
    check_origin(&request, &who, &upload.csrf)?;
    dry_run(&who, &site, who.actor(), table_of(&upload.pasted, upload.file)).await
}

/// The table as text: the file when there is one, else what was pasted. UTF-8 only: guessing among Chinese
/// encodings goes wrong silently, and a name with wrong characters would be made for good.
fn table_of(pasted: &str, file: Vec<u8>) -> Result<String, Fault> {
    let text = if file.is_empty() {
        pasted.to_owned()
    } else {
        String::from_utf8(file).map_err(|error| Fault::field("table", "import-encoding").because(error))?
    };
    if text.len() > MAX_TABLE {
        return Err(Fault::new(Blame::TooLarge, "too-large"));
    }
    Ok(text)
}

async fn dry_run(who: &Visitor, site: &Data<Site>, actor: &Actor, table: Result<String, Fault>) -> Answer {
    let t = Texts::new(who.lang);
    let table = match table {
        Ok(table) => table,
        Err(fault) => return page_of(who, String::new(), Vec::new(), FormErrors::from_fault(&t, fault)?),
    };
    let (actor, text) = (actor.clone(), table.clone());
    match site.db.read(move |conn| import::check(conn, &actor, &text)).await {
        Ok(rows) => page_of(who, table, rows, FormErrors::default()),
        Err(fault) => page_of(who, table, Vec::new(), FormErrors::from_fault(&t, fault)?),
    }
}

async fn apply(who: Allow<perm::ManageAccounts>, form: Posted, site: Data<Site>) -> Answer {
    let t = Texts::new(who.lang);
    let table = form.exact("table").to_owned();
    let actor = who.actor().clone();
    let outcome = match prove(&site, &actor, form.exact("password")).await {
        Ok(()) => {
            let (actor, text) = (actor.clone(), table.clone());
            site.db.write(move |tx| import::apply(tx, &actor, &text)).await
        }
        Err(fault) => Err(fault),
    };
    match outcome {
        Ok(people) => handed::show(&who, people),
        Err(fault) => {
            let errors = FormErrors::from_fault(&t, fault)?;
            let text = table.clone();
            let rows = site.db.read(move |conn| import::check(conn, &actor, &text)).await.unwrap_or_default();
            page_of(&who, table, rows, errors)
        }
    }
}
