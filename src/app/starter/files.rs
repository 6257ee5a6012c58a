//! The embedded files of the starter content.

use anyhow::Context;
use rust_embed::RustEmbed;
use serde::de::DeserializeOwned;

#[derive(RustEmbed)]
#[folder = "content/starter/"]
struct Starter;

/// Text of one file.
pub(super) fn text(name: &str) -> anyhow::Result<String> {
    let file = Starter::get(name).with_context(|| format!("content/starter/{name} is missing"))?;
    Ok(String::from_utf8(file.data.into_owned())?)
}

/// One TOML file as a type that knows all of its fields.
pub(super) fn toml<T: DeserializeOwned>(name: &str) -> anyhow::Result<T> {
    toml::from_str(&text(name)?).with_context(|| format!("content/starter/{name}"))
}

/// Names of the files in a folder, in order.
pub(super) fn names(folder: &str) -> Vec<String> {
    let mut names: Vec<String> =
        Starter::iter().filter(|name| name.starts_with(folder)).map(|name| name.to_string()).collect();
    names.sort();
    names
}
