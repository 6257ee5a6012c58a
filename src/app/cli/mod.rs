//! The command line: one file per command.

mod audit;
mod backup;
pub mod bench_asked;
pub mod bench_examine;
pub mod bench_search;
mod demo;
pub mod examine;
mod first_start;
mod import;
mod models;
mod open;
mod openapi;
mod routes;
mod sealed;
mod search;
pub mod search_files;
mod serve;
mod train_search;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Mentoring, training, policy search and document screening for public-service halls.
#[derive(Debug, Parser)]
#[command(name = "shifu", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// Where a command finds the site.
#[derive(Debug, Clone, clap::Args)]
pub struct DataArgs {
    /// Data folder: configuration, database, files, keys, index.
    #[arg(long, env = "SHIFU_DATA", default_value = "data")]
    data: PathBuf,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Shows everything with invented people.
    Demo(demo::Args),
    /// Serves pages and does jobs.
    Serve(serve::Args),
    /// Does jobs only, for a second machine over the same database.
    Work(DataArgs),
    /// Brings the database to this version.
    Migrate(DataArgs),
    /// Loads the starter content: items, policies, questions, routines.
    Seed(DataArgs),
    /// The audit trail.
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Every route with the permission it needs and the roles that hold it.
    Routes(routes::Args),
    /// The description of the JSON API.
    Openapi,
    /// Writes a sealed archive of database, files and audit heads.
    Backup(backup::BackupArgs),
    /// Fills an empty data folder from an archive and proves it.
    Restore(backup::RestoreArgs),
    /// Searches policies, questions, forms and shared notes.
    Search(search::Args),
    /// Reads policies from files and folders: Word, PDF with text, web pages, Markdown, plain text.
    Import(import::Args),
    /// Writes every version of every policy as a file, and tables of clauses, questions, forms and words.
    Export(import::ExportArgs),
    /// The search index.
    #[command(subcommand)]
    Index(search::Index),
    /// Measures the parts that can be measured.
    #[command(subcommand)]
    Bench(Bench),
    /// The models of others this program can use.
    #[command(subcommand)]
    Models(models::Models),
    /// Learns weights from data with answers.
    #[command(subcommand)]
    Train(Train),
    /// Screens files without a server: JPEG, PNG, WebP, GIF, BMP, PDF.
    Examine(examine::Args),
    /// One decoder job in a sealed process; started by this program itself.
    #[command(hide = true)]
    Sandboxed {
        /// The job.
        job: String,
    },
}

/// What can be measured.
#[derive(Debug, Subcommand)]
enum Bench {
    /// How well and how fast the search engine finds.
    Search(bench_search::Args),
    /// How well the examination finds what was edited.
    Examine(bench_examine::Args),
}

/// What can be learnt.
#[derive(Debug, Subcommand)]
enum Train {
    /// What the measures of a search candidate are worth.
    Search(train_search::Args),
}

/// Runs the command line.
#[must_use]
pub fn main() -> ExitCode {
    let command = Cli::parse().command;
    let outcome = match command {
        // First, before anything is opened: this process will be sealed.
        Command::Sandboxed { job } => {
            return crate::platform::sandbox::child_noting(&job, |bytes, note| {
                super::sandboxed(&job, bytes, note)
            });
        }
        Command::Demo(args) => demo::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Work(args) => serve::work(&args),
        Command::Migrate(args) => open::migrate(&args),
        Command::Seed(args) => open::seed(&args),
        Command::Audit(args) => audit::run(&args),
        Command::Routes(args) => routes::run(&args),
        Command::Openapi => openapi::run(),
        Command::Search(args) => search::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Export(args) => import::export(&args),
        Command::Index(command) => search::index(&command),
        Command::Bench(Bench::Search(args)) => {
            bench_search::run(args, &mut std::io::stdout().lock()).map(|()| ExitCode::SUCCESS)
        }
        Command::Bench(Bench::Examine(args)) => sealed::bench(args),
        Command::Models(command) => models::run(&command),
        Command::Train(Train::Search(args)) => {
            train_search::run(&args, &mut std::io::stdout().lock()).map(|()| ExitCode::SUCCESS)
        }
        Command::Examine(args) => sealed::examine(args),
        Command::Backup(args) => backup::run(&args),
        Command::Restore(args) => backup::restore(&args),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            // The whole chain of causes: an administrator reads this, not a citizen.
            eprintln!("shifu: {error:#}");
            ExitCode::FAILURE
        }
    }
}
