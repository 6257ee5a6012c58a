//! Posts of the centre, and who holds them in the demonstration.

use std::sync::Arc;

use serde::Deserialize;

use super::files;
use super::people::CentreFile;
use crate::features::accounts;
use crate::features::reports::{self, HolderKind, NewPost};
use crate::kernel::{Actor, Fault};
use crate::platform::site::Site;

/// Adds the posts of the centre's list; those already there stay as they are.
pub(super) fn load_posts(site: &Arc<Site>, system: &Actor) -> anyhow::Result<String> {
    let file: CentreFile = files::toml("centre.toml")?;
    let count = file.posts.len();
    site.db.write_blocking(|tx| {
        for post in &file.posts {
            let new = NewPost {
                slug: &post.key,
                name: &post.name,
                name_en: &post.name_en,
                department: &post.department,
                items: &post.items,
            };
            reports::import_post(tx, system, &new)?;
        }
        Ok::<_, Fault>(())
    })?;
    Ok(format!("posts: {count} in place"))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HoldersFile {
    holders: Vec<Holders>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Holders {
    post: String,
    a: Option<String>,
    b: Option<String>,
}

/// Names the A and B holders of the demonstration where a place is open, so that what somebody has changed
/// since stays changed.
pub(super) fn load_holders(site: &Arc<Site>, system: &Actor) -> anyhow::Result<()> {
    let file: HoldersFile = files::toml("holders.toml")?;
    let today = site.today();
    for line in &file.holders {
        let done = site.db.write_blocking(|tx| {
            let posts = reports::posts(tx.conn, None)?;
            let Some(post) = posts.iter().find(|post| post.slug == line.post) else { return Ok(false) };
            // A post that anybody ever held is in the centre's own hands.
            if !post.holders.is_empty() {
                return Ok(true);
            }
            let mut places = Vec::new();
            for (kind, username) in [(HolderKind::A, &line.a), (HolderKind::B, &line.b)] {
                let Some(username) = username else { continue };
                let Some(person) = accounts::person_by_username(tx.conn, username)? else { return Ok(false) };
                places.push((kind, Some(person.id)));
            }
            reports::name_holders(tx, system, &post.id, &places, today)?;
            Ok::<_, Fault>(true)
        })?;
        anyhow::ensure!(done, "holders.toml: no post or person for {}", line.post);
    }
    Ok(())
}
