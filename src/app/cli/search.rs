//! `shifu search` and `shifu index rebuild`: the corpus from the shell.

use std::process::ExitCode;

use anyhow::Context as _;
use chrono::NaiveDate;
use serde::Serialize;

use super::{DataArgs, open};
use crate::features::corpus::{self, Question, What};
use crate::kernel::{Actor, Role};
use crate::platform::search::{Also, Segment};

/// What `search` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    data: DataArgs,
    /// What to look for.
    #[arg(required = true)]
    query: Vec<String>,
    /// The day whose rules are asked for, YYYY-MM-DD; today when left out.
    #[arg(long)]
    as_of: Option<NaiveDate>,
    /// Most hits shown.
    #[arg(long, default_value_t = 10)]
    limit: usize,
    /// One JSON object instead of text.
    #[arg(long)]
    json: bool,
}

/// The search index.
#[derive(Debug, clap::Subcommand)]
pub enum Index {
    /// Builds the index anew from the database; searches go on meanwhile.
    Rebuild(DataArgs),
}

#[derive(Debug, Serialize)]
struct Output<'a> {
    query: &'a str,
    as_of: NaiveDate,
    total: usize,
    vague: bool,
    corrected: Option<&'a str>,
    also: &'a [Also],
    nearby: &'a [String],
    hits: Vec<Line>,
}

/// A hit as the shell shows it.
#[derive(Debug, Serialize)]
struct Line {
    kind: &'static str,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    article: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    effective_from: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    effective_to: Option<NaiveDate>,
    superseded: bool,
    path: String,
    passage: String,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let site = open::site(open::config(&args.data)?)?;
    let as_of = args.as_of.unwrap_or_else(|| site.today());
    let question = Question {
        text: args.query.join(" "),
        as_of,
        kinds: Vec::new(),
        typing: false,
        limit: args.limit.clamp(1, 100),
        offset: 0,
    };
    // Whoever has the shell may read what everybody at the hall may read, and nothing private.
    let reader = Actor { roles: [Role::Clerk].into_iter().collect(), ..Actor::system() };
    let found = corpus::search(&site, &reader, &question)?;
    anyhow::ensure!(
        found.standing.serves(),
        "the index is being rebuilt, {} changes behind; try again in a minute",
        found.standing.lag
    );
    // Earlier wordings follow the one they belong to, as the page folds them under it.
    let hits: Vec<Line> = found
        .hits
        .into_iter()
        .flat_map(|hit| {
            let first = line(hit.what, &hit.passage, as_of);
            let earlier = hit.earlier.into_iter().map(|one| line(What::Clause(Box::new(one)), &[], as_of));
            std::iter::once(first).chain(earlier.collect::<Vec<_>>())
        })
        .collect();
    if args.json {
        let output = Output {
            query: &question.text,
            as_of,
            total: found.total,
            vague: found.vague,
            corrected: found.corrected.as_deref(),
            also: &found.also,
            nearby: &found.nearby,
            hits,
        };
        println!("{}", serde_json::to_string(&output).context("the answer as JSON")?);
        return Ok(ExitCode::SUCCESS);
    }
    for hit in &hits {
        let mark = if hit.superseded { " [superseded]" } else { "" };
        println!("{:6} {}{mark}", hit.kind, hit.title);
        if let (Some(number), Some(article)) = (&hit.number, &hit.article) {
            println!("       {number} {article}");
        }
        println!("       {}\n       {}\n", hit.passage.replace('\n', "\n       "), hit.path);
    }
    println!("{} found, as of {as_of}", found.total);
    if found.vague {
        println!("none of them speaks of what was asked");
    }
    if let Some(corrected) = &found.corrected {
        println!("meant: {corrected}");
    }
    if !found.nearby.is_empty() {
        println!("near: {}", found.nearby.join(" "));
    }
    Ok(ExitCode::SUCCESS)
}

fn line(what: What, passage: &[Segment], as_of: NaiveDate) -> Line {
    let passage: String = passage.iter().map(|segment| segment.text.as_str()).collect();
    let plain = |kind: &'static str, title: String, path: String| Line {
        kind,
        title,
        number: None,
        article: None,
        effective_from: None,
        effective_to: None,
        superseded: false,
        path,
        passage: passage.clone(),
    };
    match what {
        What::Clause(hit) => Line {
            number: Some(hit.clause.number.clone()),
            article: Some(hit.clause.article.clone()),
            effective_from: Some(hit.clause.effective_from),
            effective_to: hit.clause.effective_to,
            superseded: hit.past,
            ..plain(
                "clause",
                hit.clause.title.clone(),
                hit.clause.href(if hit.past { hit.clause.effective_from } else { as_of }),
            )
        },
        What::Note { id, title, .. } => plain("note", title, format!("/notes/{id}")),
        What::Faq(faq) => plain("faq", faq.question, format!("/faq#q-{}", faq.id)),
        What::Form(form) => plain("form", form.name, format!("/forms#form-{}", form.slug)),
        What::Item(item) => plain("item", item.name, format!("/items/{}", item.slug)),
    }
}

pub(super) fn index(command: &Index) -> anyhow::Result<ExitCode> {
    let Index::Rebuild(data) = command;
    let site = open::site(open::config(data)?)?;
    let documents = corpus::rebuild_now(&site)?;
    println!("the index holds {documents} documents");
    Ok(ExitCode::SUCCESS)
}
