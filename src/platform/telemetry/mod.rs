//! Structured logs.
//!
//! What may be logged: what happened, ids, counts, durations, error causes. What never is: request and
//! response bodies, query strings (searches hold names), headers, file names given by users, contents of
//! fields. Ids lead to the record for those who may read it.
//!
//! Two nets lie under that rule. Runs of digits that have the length of an identity, card or telephone
//! number are overwritten before a line leaves the process, and control characters inside a line become
//! spaces, so that no value can forge a second line. The nets catch slips; they do not permit them.

mod net;

pub use net::Net;

use std::sync::atomic::{AtomicBool, Ordering};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer, Registry};

/// Shape of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// One JSON object a line, for collectors.
    Json,
    /// One line of text an event, for people.
    #[default]
    Text,
}

/// How to log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TelemetryConfig {
    /// Shape of the log.
    pub format: Format,
    /// What to log, in the words of `RUST_LOG`, such as `info,shifu::platform::jobs=debug`.
    pub filter: String,
}

impl Default for TelemetryConfig {
    /// Text at level `info`; tantivy reports each merge at that level, which nobody reads.
    fn default() -> Self {
        Self { format: Format::Text, filter: "info,tantivy=warn".to_owned() }
    }
}

/// Why logging could not begin.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The filter is not understood.
    #[error("the log filter {filter:?} is not understood: {source}")]
    Filter {
        /// The filter as configured.
        filter: String,
        /// Where it fails.
        source: tracing_subscriber::filter::ParseError,
    },
    /// Something else in the process has taken the logs.
    #[error("another logger is installed already: {0}")]
    Taken(#[from] tracing_subscriber::util::TryInitError),
}

/// Starts logging to standard error for the whole process. Standard output stays free for what a command
/// prints. A second call checks its filter and otherwise does nothing, so that each test may call it.
///
/// # Errors
/// [`TelemetryError::Filter`] for a filter that is not understood; [`TelemetryError::Taken`] when another
/// logger was installed by other means.
pub fn init(config: &TelemetryConfig) -> Result<(), TelemetryError> {
    static STARTED: AtomicBool = AtomicBool::new(false);
    let layer = layer(config, std::io::stderr)?;
    if STARTED.swap(true, Ordering::SeqCst) {
        return Ok(());
    }
    tracing_subscriber::registry()
        .with(layer)
        .try_init()
        .inspect_err(|_| STARTED.store(false, Ordering::SeqCst))?;
    Ok(())
}

/// The layer behind [`init`], with a writer of choice.
fn layer<W>(
    config: &TelemetryConfig,
    writer: W,
) -> Result<Box<dyn Layer<Registry> + Send + Sync>, TelemetryError>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let filter = EnvFilter::try_new(&config.filter)
        .map_err(|source| TelemetryError::Filter { filter: config.filter.clone(), source })?;
    let layer = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(Net::new(writer));
    Ok(match config.format {
        Format::Json => {
            let json = layer.json().flatten_event(true).with_current_span(true).with_span_list(false);
            json.with_filter(filter).boxed()
        }
        Format::Text => layer.with_filter(filter).boxed(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;
    use std::sync::{Arc, Mutex};

    #[derive(Clone, Default)]
    struct Memory(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Memory {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn logged(format: Format, filter: &str, act: impl FnOnce()) -> String {
        let memory = Memory::default();
        let writer = memory.clone();
        let config = TelemetryConfig { format, filter: filter.to_owned() };
        let layer = layer(&config, move || writer.clone()).unwrap();
        tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), act);
        let bytes = memory.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn json_lines_are_json_with_span_and_fields() {
        let text = logged(Format::Json, "info", || {
            let _span = tracing::info_span!("request", id = "01ABC").entered();
            tracing::info!(case = "C-7", number = 1_234_567_890_123_456_u64, "taken \"in\"");
        });
        let line: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!((&line["case"], &line["message"]), (&"C-7".into(), &"taken \"in\"".into()));
        assert_eq!((&line["span"]["id"], &line["level"]), (&"01ABC".into(), &"INFO".into()));
        assert_eq!(line["number"].as_u64(), Some(9_999_999_999_999_999), "masked and still a number");
    }

    #[test]
    fn the_filter_decides() {
        let act = || {
            tracing::info!("quiet");
            tracing::warn!("loud");
        };
        let text = logged(Format::Text, "warn", act);
        assert!(text.contains("loud") && !text.contains("quiet"), "{text}");
        assert!(logged(Format::Text, "off", act).is_empty());
    }

    #[test]
    fn no_value_forges_a_line_or_carries_a_number_out() {
        for format in [Format::Text, Format::Json] {
            let text = logged(format, "info", || {
                tracing::info!(
                    input = "a\nERROR forged 11010519491231002X",
                    "said\r\nERROR {}",
                    "138\u{1b}[2J"
                );
            });
            assert_eq!(text.lines().count(), 1, "{text}");
            assert!(!text.contains("11010519491231002") && !text.contains('\u{1b}'), "{text}");
        }
    }

    #[test]
    fn init_may_be_called_again_and_refuses_a_bad_filter() {
        let config = TelemetryConfig { filter: "off".to_owned(), ..TelemetryConfig::default() };
        init(&config).unwrap();
        init(&config).unwrap();
        let bad = TelemetryConfig { filter: "a=b=c".to_owned(), ..config };
        assert!(matches!(init(&bad), Err(TelemetryError::Filter { .. })));
        layer(&TelemetryConfig::default(), io::sink).unwrap();
    }
}
