//! The corpus written out: every version as a file that can be read back, and tables of the rest.

use crate::features::audit::{self, Entry, Kind};
use crate::features::corpus::rules::dates;
use crate::features::corpus::service::shelf;
use crate::features::corpus::store::{policies as store, shelf as shelf_store};
use crate::kernel::{Actor, Fault, Permission};
use crate::platform::db::{AnyConn, Tx};
use crate::web::csv::Csv;

/// A file of the export: its path and its text.
pub type File = (String, String);

/// Writes the corpus out. A version's file is the very text whose hash stands in the trail, so that it can be
/// proved and read back; the tables are for looking and counting.
///
/// # Errors
/// When the database fails.
pub fn files(conn: &mut AnyConn, today: chrono::NaiveDate) -> Result<Vec<File>, Fault> {
    let keys = store::keys(conn)?;
    let mut files = Vec::new();
    let mut clauses = Csv::plain(&[
        "policy",
        "version",
        "title",
        "number",
        "issuer",
        "area",
        "effective_from",
        "effective_to",
        "state",
        "article",
        "heading",
        "anchor",
        "text",
        "text_sha256",
    ]);
    let rows: Vec<_> = store::all_versions(conn)?.into_iter().filter(|row| row.state == "approved").collect();
    for (at, row) in rows.iter().enumerate() {
        let Some(key) = keys.get(&row.doc_id) else { continue };
        files.push((format!("policies/{key}-{}.md", row.version), row.source.clone()));
        let followed = rows.get(at + 1).is_some_and(|next| next.doc_id == row.doc_id);
        let state = dates::state(&row.state, row.effective_from, row.effective_to, followed, today).code();
        for clause in store::clauses(conn, &row.id)? {
            clauses.row(&[
                key.as_str(),
                &row.version.to_string(),
                &row.title,
                &row.number,
                &row.issuer,
                &row.area,
                &row.effective_from.to_string(),
                &row.effective_to.map(|to| to.to_string()).unwrap_or_default(),
                state,
                &clause.article,
                &clause.heading,
                &clause.anchor,
                &clause.body,
                &clause.hash,
            ]);
        }
    }
    files.sort();
    files.push(("clauses.csv".to_owned(), clauses.text().to_owned()));
    let joined = |list: &[String]| list.join("\n");
    let mut faq = Csv::plain(&["question", "plain", "clause_answer", "clauses", "items", "asked"]);
    for entry in shelf_store::faqs(conn)? {
        faq.row(&[
            &entry.question,
            &entry.plain,
            &entry.clause_answer,
            &joined(&entry.clauses),
            &joined(&entry.items),
            &joined(&entry.asked),
        ]);
    }
    files.push(("faq.csv".to_owned(), faq.text().to_owned()));
    let mut forms = Csv::plain(&["form", "version", "name", "purpose", "items", "fields"]);
    for form in shelf_store::forms(conn)? {
        forms.row(&[
            &form.slug,
            &form.version,
            &form.name,
            &form.purpose,
            &joined(&form.items),
            &joined(&form.fields),
        ]);
    }
    files.push(("forms.csv".to_owned(), forms.text().to_owned()));
    let mut terms = Csv::plain(&["word", "plain", "en"]);
    for term in shelf::terms(conn)? {
        terms.row(&[&term.word, &term.plain, &term.en]);
    }
    files.push(("terms.csv".to_owned(), terms.text().to_owned()));
    Ok(files)
}

/// Writes the corpus out for a person or a command, on record.
///
/// # Errors
/// A refusal without the permission; when the database fails.
pub fn export(tx: &mut Tx<'_>, actor: &Actor, today: chrono::NaiveDate) -> Result<Vec<File>, Fault> {
    if actor.person != Actor::system().person {
        actor.need(Permission::WritePolicy)?;
    }
    let files = files(tx.conn, today)?;
    audit::record(
        tx,
        actor,
        Entry::new(Kind("policy.exported"), "corpus", "all").fact("files", files.len()),
    )?;
    Ok(files)
}

/// The files as one ZIP archive.
///
/// # Errors
/// When the archive cannot be written, which in memory it always can.
pub fn archive(files: &[File]) -> Result<Vec<u8>, Fault> {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    // Without a date of its own the archive of the same corpus is the same bytes.
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (path, text) in files {
        zip.start_file(path.as_str(), options).map_err(Fault::ours)?;
        zip.write_all(text.as_bytes()).map_err(Fault::ours)?;
    }
    Ok(zip.finish().map_err(Fault::ours)?.into_inner())
}
