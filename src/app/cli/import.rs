//! `shifu import` and `shifu export`: policies in and out of the shell.
//!
//! What a command reads in waits for a steward, who takes it over and so becomes its author: an operator has no
//! part in what the rules say, and nobody approves what they wrote. `--in-force` is for an official text that was
//! decided elsewhere and for moving a site: it takes files of our own format alone, whose header a person wrote,
//! marks the versions as imported for ever and leaves an entry in the trail for each.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use serde::Serialize;

use super::{DataArgs, open};
use crate::features::corpus::{self, PolicyFile, ReadDocument};
use crate::kernel::{Actor, Fault};
use crate::platform::documents::LeftOut;
use crate::platform::site::Site;

/// What `import` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    data: DataArgs,
    /// Files and folders; a folder is read with all folders in it, sorted by name.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Says what would be read and stores nothing.
    #[arg(long)]
    dry_run: bool,
    /// One JSON object for each file, one a line, instead of text.
    #[arg(long)]
    json: bool,
    /// Takes files of our own format over as versions that were published elsewhere, without a draft and without
    /// approval here. Each is on record.
    #[arg(long)]
    in_force: bool,
}

/// What `export` takes.
#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    #[command(flatten)]
    data: DataArgs,
    /// Folder to write to; it is made, and must be empty.
    folder: PathBuf,
}

/// Endings of the files that are read out of a folder; a file named on the command line is read whatever it is
/// called.
const ENDINGS: &[&str] = &["docx", "docm", "pdf", "html", "htm", "md", "markdown", "txt"];
/// Largest file, bytes: one more than the reader accepts is enough to be refused by it.
const LARGEST: u64 = (20 << 20) + 1;

/// The report on one file.
#[derive(Debug, Default, Serialize)]
struct Report {
    file: String,
    /// `read`, `waiting`, `in-force`, `known`, `refused` or `skipped`.
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    kind: &'static str,
    policy: String,
    title: String,
    number: String,
    effective_from: String,
    clauses: usize,
    rows: Vec<Row>,
    left_out: Vec<LeftOut>,
    left_out_more: u32,
}

/// One row of a report.
#[derive(Debug, Serialize)]
struct Row {
    line: usize,
    article: String,
    code: &'static str,
    detail: String,
    blocks: bool,
}

/// A file to read, or to skip.
struct Found {
    path: PathBuf,
    skipped: bool,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut files = Vec::new();
    for path in &args.paths {
        gather(path, true, &mut files)?;
    }
    anyhow::ensure!(!files.is_empty(), "no file was found");
    let site = open::site(open::config(&args.data)?)?;
    let mut refused = 0;
    let mut total = 0;
    let mut show = |report: Report| -> anyhow::Result<()> {
        total += 1;
        refused += usize::from(report.outcome == "refused");
        if args.json {
            println!("{}", serde_json::to_string(&report).context("the report as JSON")?);
        } else {
            print(&report);
        }
        Ok(())
    };
    if args.in_force {
        for report in in_force(&site, &files, args.dry_run) {
            show(report)?;
        }
    } else {
        for file in &files {
            show(one(&site, file, args.dry_run))?;
        }
    }
    if !args.json {
        println!("{total} files, {refused} refused");
    }
    Ok(if refused == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Files under a path in the order of their names; hidden ones and links are left alone.
fn gather(path: &Path, named: bool, into: &mut Vec<Found>) -> anyhow::Result<()> {
    let about = path.symlink_metadata().with_context(|| path.display().to_string())?;
    if about.is_dir() {
        let mut inner = Vec::new();
        for entry in std::fs::read_dir(path).with_context(|| path.display().to_string())? {
            inner.push(entry.with_context(|| path.display().to_string())?.path());
        }
        inner.sort();
        for path in inner {
            let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if !hidden {
                gather(&path, false, into)?;
            }
        }
    } else if about.is_file() || named {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        let known = ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()));
        into.push(Found { path: path.to_owned(), skipped: !named && !known });
    }
    Ok(())
}

fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    use std::io::Read as _;
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(|error| error.to_string())?;
    file.take(LARGEST).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes)
}

fn refusal(file: String, why: impl Into<String>) -> Report {
    Report { file, outcome: "refused", refused: Some(why.into()), ..Report::default() }
}

fn why(fault: &Fault) -> String {
    let details: Vec<&str> = fault.args.iter().map(|(_, value)| value.as_str()).collect();
    if details.is_empty() { fault.key.to_owned() } else { format!("{}: {}", fault.key, details.join(", ")) }
}

/// Reads one file and lays it down for a steward.
fn one(site: &Site, found: &Found, dry_run: bool) -> Report {
    let file = found.path.display().to_string();
    if found.skipped {
        return Report { file, outcome: "skipped", ..Report::default() };
    }
    let bytes = match bytes(&found.path) {
        Ok(bytes) => bytes,
        Err(error) => return refusal(file, error),
    };
    let outcome = corpus::read_document(site, &file, &bytes).and_then(|mut read| {
        if dry_run {
            site.db.read_blocking(|conn| corpus::place_document(conn, &mut read))?;
            return Ok((read, None));
        }
        let id = site.db.write_blocking(|tx| corpus::put_down(tx, &Actor::system(), read.clone(), true))?;
        Ok((read, Some(id)))
    });
    match outcome {
        Ok((read, id)) => told(file, read, id),
        Err(fault) => {
            tracing::debug!(%fault, "a file was refused");
            refusal(file, why(&fault))
        }
    }
}

fn told(file: String, read: ReadDocument, id: Option<String>) -> Report {
    let cut = corpus::take_apart(&read.body);
    Report {
        file,
        outcome: if id.is_some() { "waiting" } else { "read" },
        refused: None,
        id,
        kind: read.kind,
        policy: read.header.policy,
        title: read.header.title,
        number: read.header.number,
        effective_from: read.header.effective_from,
        clauses: cut.clauses.len(),
        rows: rows(&cut),
        left_out: read.reading.left_out,
        left_out_more: read.reading.left_out_more,
    }
}

fn rows(cut: &corpus::Cut) -> Vec<Row> {
    let row = |found: corpus::Finding| Row {
        line: found.line,
        article: found.article,
        code: found.what.code(),
        detail: found.detail,
        blocks: found.what.blocks(),
    };
    corpus::look_over(cut).into_iter().map(row).collect()
}

/// Takes files of our own format over, each policy's versions in their order. One fault holds back the rest of
/// its policy alone.
fn in_force(site: &Site, files: &[Found], dry_run: bool) -> Vec<Report> {
    let mut reports = Vec::new();
    let mut read: Vec<(String, PolicyFile)> = Vec::new();
    for found in files {
        let file = found.path.display().to_string();
        if found.skipped {
            reports.push(Report { file, outcome: "skipped", ..Report::default() });
            continue;
        }
        let text =
            bytes(&found.path).and_then(|bytes| String::from_utf8(bytes).map_err(|error| error.to_string()));
        match text
            .and_then(|text| PolicyFile::parse(&text).map_err(|error| format!("{}: {error}", error.key())))
        {
            Ok(parsed) => read.push((file, parsed)),
            Err(error) => reports.push(refusal(file, error)),
        }
    }
    read.sort_by(|(_, a), (_, b)| (&a.key, a.version).cmp(&(&b.key, b.version)));
    for (file, parsed) in read {
        let known = site.db.read_blocking(|conn| corpus::has_version(conn, &parsed.key, parsed.version));
        let outcome = known.and_then(|known| {
            if known || dry_run {
                return Ok((if known { "known" } else { "read" }, None));
            }
            let id = site.db.write_blocking(|tx| corpus::import_policy(tx, &Actor::system(), &parsed))?;
            Ok(("in-force", Some(id)))
        });
        reports.push(match outcome {
            Ok((outcome, id)) => Report {
                file,
                outcome,
                id,
                kind: "policy",
                policy: parsed.key,
                title: parsed.title,
                number: parsed.number,
                effective_from: parsed.effective_from.to_string(),
                clauses: parsed.clauses.len(),
                ..Report::default()
            },
            Err(fault) => refusal(file, why(&fault)),
        });
    }
    reports
}

fn print(report: &Report) {
    println!("{:9} {}", report.outcome, report.file);
    if let Some(refused) = &report.refused {
        println!("          {refused}");
        return;
    }
    if report.outcome == "skipped" {
        return;
    }
    let policy = if report.policy.is_empty() { "new policy" } else { report.policy.as_str() };
    println!("          {} {} from {} ({policy})", report.title, report.number, report.effective_from);
    println!("          {} clauses", report.clauses);
    for row in &report.rows {
        let sign = if row.blocks { "!" } else { "?" };
        println!("        {sign} line {:4}  {} {} {}", row.line, row.article, row.code, row.detail);
    }
    for left in &report.left_out {
        let page = if left.place.page > 0 { format!("page {} ", left.place.page) } else { String::new() };
        println!("        - {page}paragraph {:4}  {} {}", left.place.paragraph, left.what.code(), left.text);
    }
    if report.left_out_more > 0 {
        println!("        - {} more left out", report.left_out_more);
    }
}

pub(super) fn export(args: &ExportArgs) -> anyhow::Result<ExitCode> {
    let folder = &args.folder;
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let empty = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?.next().is_none();
    anyhow::ensure!(empty, "the folder {} is not empty", folder.display());
    let site = open::site(open::config(&args.data)?)?;
    let today = site.today();
    let files = site.db.write_blocking(|tx| corpus::export(tx, &Actor::system(), today))?;
    for (path, text) in &files {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).with_context(|| parent.display().to_string())?;
        }
        std::fs::write(&path, text).with_context(|| path.display().to_string())?;
    }
    println!("{} files in {}", files.len(), folder.display());
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_read_in_order_and_what_is_skipped_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let make = |name: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        };
        for name in ["b.md", "a/z.txt", "a/table.csv", ".hidden.md", "c.DOCX"] {
            make(name);
        }
        let mut found = Vec::new();
        gather(folder.path(), true, &mut found).unwrap();
        let names: Vec<(String, bool)> = found
            .iter()
            .map(|found| {
                let name = found.path.strip_prefix(folder.path()).unwrap().display().to_string();
                (name, found.skipped)
            })
            .collect();
        let expected = [("a/table.csv", true), ("a/z.txt", false), ("b.md", false), ("c.DOCX", false)];
        assert_eq!(names, expected.map(|(name, skipped)| (name.to_owned(), skipped)));
        found.clear();
        gather(&folder.path().join("a/table.csv"), true, &mut found).unwrap();
        assert!(!found[0].skipped, "a file that is named is read");
        assert!(gather(&folder.path().join("nowhere"), true, &mut found).is_err());
    }
}
