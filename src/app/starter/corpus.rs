//! Policies, business items, questions, forms, words.

use std::sync::Arc;

use anyhow::Context;
use serde::Deserialize;

use super::files;
use crate::features::corpus::{self, ItemContent, NewItem, PolicyFile};
use crate::kernel::Actor;
use crate::platform::site::Site;

/// Takes over the policies, each policy's versions in their order.
pub(super) fn load_policies(site: &Arc<Site>, system: &Actor) -> anyhow::Result<String> {
    let mut policies = Vec::new();
    for name in files::names("policies/") {
        let file =
            PolicyFile::parse(&files::text(&name)?).with_context(|| format!("content/starter/{name}"))?;
        policies.push(file);
    }
    policies.sort_by(|a, b| (&a.key, a.version).cmp(&(&b.key, b.version)));
    for file in &policies {
        site.db.write_blocking(|tx| corpus::import_policy(tx, system, file))?;
    }
    Ok(format!("policy versions: {}", policies.len()))
}

#[derive(Deserialize)]
struct ItemFile {
    key: String,
    name: String,
    name_en: String,
    risk: String,
    #[serde(flatten)]
    content: ItemContent,
}

/// Adds the business items. Their questions are loaded by the room that asks them.
pub(super) fn load_items(site: &Arc<Site>, system: &Actor) -> anyhow::Result<String> {
    let names = files::names("items/");
    for name in &names {
        let file: ItemFile = files::toml(name)?;
        let new = NewItem {
            slug: &file.key,
            name: &file.name,
            name_en: &file.name_en,
            high_risk: file.risk == "high",
            content: &file.content,
        };
        site.db.write_blocking(|tx| corpus::import_item(tx, system, &new))?;
    }
    Ok(format!("business items: {}", names.len()))
}
