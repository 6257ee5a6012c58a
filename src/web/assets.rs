//! Style sheets, scripts and icons: embedded in a release build, read from disk in a debug build.

use std::borrow::Cow;
use std::sync::OnceLock;

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Path;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use super::{Answer, Anyone, Routes};
use crate::kernel::Fault;

#[derive(RustEmbed)]
#[folder = "src/web/assets/"]
#[include = "css/*.css"]
#[include = "js/*.js"]
#[include = "*.svg"]
struct Files;

/// The style sheets in their order: with no `@layer` in older browsers, order is the rule.
const SHEETS: &[&str] =
    &["tokens", "base", "layout", "components", "forms", "pages", "corpus", "viewer", "charts", "print"];

/// All style sheets in one file, which saves eight requests.
const BUNDLE: &str = "shifu.css";

/// Hash over every asset: one change gives all of them new addresses.
fn version() -> &'static str {
    static VERSION: OnceLock<String> = OnceLock::new();
    VERSION.get_or_init(|| {
        let mut digest = Sha256::new();
        for name in Files::iter() {
            digest.update(name.as_bytes());
            if let Some(file) = Files::get(&name) {
                digest.update(file.metadata.sha256_hash());
            }
        }
        hex::encode(&digest.finalize()[..6])
    })
}

/// Address of an asset.
#[must_use]
pub fn url(name: &str) -> String {
    format!("/assets/{}/{name}", version())
}

fn bundle() -> Cow<'static, [u8]> {
    let mut out = Vec::new();
    for sheet in SHEETS {
        if let Some(file) = Files::get(&format!("css/{sheet}.css")) {
            out.extend_from_slice(&file.data);
            out.push(b'\n');
        }
    }
    Cow::Owned(out)
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

/// Addresses of the assets.
pub fn routes(routes: &mut Routes) {
    routes.get("/assets/{name:.*}", asset);
}

async fn asset(_who: Anyone, name: Path<String>) -> Answer {
    let (cache, name) = match name.split_once('/') {
        Some((first, rest)) if first == version() => ("public, max-age=31536000, immutable", rest),
        _ => ("public, max-age=300", name.as_str()),
    };
    let data = if name == BUNDLE { Some(bundle()) } else { Files::get(name).map(|file| file.data) };
    let data = data.ok_or_else(Fault::missing)?;
    Ok(HttpResponse::Ok()
        .content_type(kind(name))
        .insert_header((header::CACHE_CONTROL, cache))
        .body(data.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_sheet_is_in_the_bundle() {
        let mut sheets: Vec<String> = Files::iter()
            .filter_map(|name| {
                name.strip_prefix("css/").and_then(|n| n.strip_suffix(".css")).map(str::to_owned)
            })
            .collect();
        sheets.sort();
        let mut listed: Vec<String> = SHEETS.iter().map(|s| (*s).to_owned()).collect();
        listed.sort();
        assert_eq!(sheets, listed);
        assert!(bundle().len() > 1_000);
    }
}
