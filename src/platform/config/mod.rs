//! The site's configuration: `shifu.toml` in the data folder, overruled by `SHIFU_…` variables.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::kernel::clock::Zone;

/// The configuration could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{path} cannot be read: {source}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is not valid.
    #[error("{path} is not valid: {source}")]
    Invalid {
        /// The file.
        path: PathBuf,
        /// Where and why.
        source: Box<toml::de::Error>,
    },
    /// A variable or value is not valid.
    #[error("{name} is not valid: {value}")]
    Value {
        /// Its name.
        name: &'static str,
        /// What it holds.
        value: String,
    },
}

/// What the site decided. Every value has a default that is safe; `DATABASE_URL` is the only variable
/// without the prefix, because every tool around a database knows it by that name.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Address to listen on.
    pub addr: String,
    /// The address people type, for links in mails and codes on certificates.
    pub public_url: String,
    /// The centre's name as it stands on printed notices; empty: none is printed.
    pub centre: String,
    /// Folder of the database, blobs, keys, index and exported heads.
    #[serde(skip)]
    pub data: PathBuf,
    /// `postgres://…`, `sqlite:PATH`, or empty for a file in the data folder.
    pub database_url: String,
    /// Connections to the database.
    pub connections: u32,
    /// Threads that do jobs inside `serve`; 0 when `shifu work` runs elsewhere.
    pub workers: usize,
    /// Certificate chain and key for TLS, PEM files.
    pub tls_certificate: Option<PathBuf>,
    /// The key of the certificate.
    pub tls_key: Option<PathBuf>,
    /// `smtp://…`, `smtps://…`, `file:FOLDER` or empty for no mail.
    pub mail_url: String,
    /// Sender of mails.
    pub mail_from: String,
    /// Where the audit trail's head is exported; another disk or host is best.
    pub audit_heads: Option<PathBuf>,
    /// Where the master key lies; outside the data folder is best.
    pub keys: Option<PathBuf>,
    /// Where the models of others lie, as `shifu models fetch` brings them.
    pub models: Option<PathBuf>,
    /// Search by meaning beside search by words, when its model is there.
    pub search_by_meaning: bool,
    /// Minutes east of UTC.
    pub zone_minutes: i32,
    /// Log as JSON lines.
    pub log_json: bool,
    /// Accept uploads on a system that cannot seal the decoder process. Off: uploads are refused there.
    pub accept_unsealed_decoder: bool,
    /// A session ends after this many idle minutes.
    pub session_idle_minutes: i64,
    /// A session ends after this many hours in any case.
    pub session_hours: i64,
    /// Shortest password.
    pub password_length: usize,
    /// Whether clerks, mentors, managers and administrators must set up a second factor.
    pub require_second_factor: bool,
    /// Trust `X-Forwarded-For` from this proxy address.
    pub trusted_proxy: Option<String>,
    /// Largest uploaded file, bytes.
    pub upload_bytes: usize,
    /// Days a screening case is kept after it was closed.
    pub screening_retention_days: i64,
    /// The demonstration: invented people whose passwords are printed.
    #[serde(skip)]
    pub demo: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            addr: "127.0.0.1:8080".to_owned(),
            public_url: String::new(),
            centre: String::new(),
            data: PathBuf::from("data"),
            database_url: String::new(),
            connections: 8,
            workers: 2,
            tls_certificate: None,
            tls_key: None,
            mail_url: String::new(),
            mail_from: "shifu@localhost".to_owned(),
            audit_heads: None,
            keys: None,
            models: None,
            search_by_meaning: true,
            zone_minutes: 480,
            log_json: false,
            accept_unsealed_decoder: false,
            session_idle_minutes: 30,
            session_hours: 12,
            password_length: 15,
            require_second_factor: true,
            trusted_proxy: None,
            upload_bytes: 20 * 1024 * 1024,
            screening_retention_days: 180,
            demo: false,
        }
    }
}

impl Config {
    /// Reads `shifu.toml` in `data` when there is one, then the variables.
    ///
    /// # Errors
    /// When the file or a value is not valid; the message names the place.
    pub fn load(data: &Path, variable: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let path = data.join("shifu.toml");
        let mut config = match std::fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text)
                .map_err(|source| ConfigError::Invalid { path, source: Box::new(source) })?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Self::default(),
            Err(source) => return Err(ConfigError::Unreadable { path, source }),
        };
        config.data = data.to_path_buf();
        if let Some(url) = variable("DATABASE_URL") {
            config.database_url = url;
        }
        if let Some(addr) = variable("SHIFU_ADDR") {
            config.addr = addr;
        }
        if let Some(url) = variable("SHIFU_PUBLIC_URL") {
            config.public_url = url;
        }
        if let Some(url) = variable("SHIFU_MAIL_URL") {
            config.mail_url = url;
        }
        if let Some(keys) = variable("SHIFU_KEYS") {
            config.keys = Some(keys.into());
        }
        if let Some(models) = variable("SHIFU_MODELS") {
            config.models = Some(models.into());
        }
        if let Some(json) = variable("SHIFU_LOG_JSON") {
            config.log_json = json == "1" || json == "true";
        }
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        let wrong =
            |name, value: &dyn std::fmt::Display| Err(ConfigError::Value { name, value: value.to_string() });
        if self.addr.parse::<SocketAddr>().is_err() {
            return wrong("addr", &self.addr);
        }
        if Zone::east_minutes(self.zone_minutes).is_none() {
            return wrong("zone_minutes", &self.zone_minutes);
        }
        if self.password_length < 8 {
            return wrong("password_length (8 or more)", &self.password_length);
        }
        if self.connections == 0 {
            return wrong("connections", &self.connections);
        }
        if self.tls_certificate.is_some() != self.tls_key.is_some() {
            return wrong("tls_certificate and tls_key belong together", &"");
        }
        Ok(())
    }

    /// The hall's place on the clock.
    #[must_use]
    pub fn zone(&self) -> Zone {
        Zone::east_minutes(self.zone_minutes).unwrap_or_default()
    }

    /// The database's address.
    #[must_use]
    pub fn database(&self) -> crate::platform::db::DbUrl {
        if self.database_url.is_empty() {
            crate::platform::db::DbUrl::Sqlite(self.data.join("shifu.db"))
        } else {
            crate::platform::db::DbUrl::parse(&self.database_url)
        }
    }

    /// Folder of the master key.
    #[must_use]
    pub fn keys_dir(&self) -> PathBuf {
        self.keys.clone().unwrap_or_else(|| self.data.join("keys"))
    }

    /// Folder of the models of others.
    #[must_use]
    pub fn models_dir(&self) -> PathBuf {
        self.models.clone().unwrap_or_else(|| self.data.join("models"))
    }

    /// File of exported audit heads.
    #[must_use]
    pub fn heads_file(&self) -> PathBuf {
        self.audit_heads.clone().unwrap_or_else(|| self.data.join("heads")).join("heads.jsonl")
    }

    /// Whether this server itself speaks TLS, or people reach it by an `https` address.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.tls_certificate.is_some() || self.public_url.starts_with("https://")
    }

    /// The address people type, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> String {
        if self.public_url.is_empty() {
            let scheme = if self.tls_certificate.is_some() { "https" } else { "http" };
            format!("{scheme}://{}", self.addr)
        } else {
            self.public_url.trim_end_matches('/').to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_overrule_the_file_and_mistakes_are_named() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("shifu.toml"), "addr = \"127.0.0.1:1\"\nconnections = 3\n").unwrap();
        let config =
            Config::load(dir.path(), |n| (n == "SHIFU_ADDR").then(|| "127.0.0.1:2".to_owned())).unwrap();
        assert_eq!((config.addr.as_str(), config.connections), ("127.0.0.1:2", 3));

        std::fs::write(dir.path().join("shifu.toml"), "adr = \"127.0.0.1:1\"\n").unwrap();
        let error = Config::load(dir.path(), |_| None).unwrap_err();
        assert!(matches!(error, ConfigError::Invalid { .. }));

        std::fs::write(dir.path().join("shifu.toml"), "password_length = 4\n").unwrap();
        assert!(Config::load(dir.path(), |_| None).is_err());
    }
}
