//! The interface kit's gallery: every page without accessibility violations, light and dark, and
//! without sideways scrolling on the narrowest phone.

use std::path::{Path, PathBuf};

use crate::browser::{Browser, Viewport};
use crate::notice;
use crate::site::Site;

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/gallery");
    let mut pages: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "html"))
        .collect();
    pages.sort_unstable();
    pages
}

#[tokio::test]
async fn gallery_pages_are_accessible_at_every_size() {
    let pages = pages();
    if pages.is_empty() {
        notice::skipped("the gallery", "there are no pages in tests/browser/gallery");
        return;
    }
    let Some(mut browser) = Browser::start(Viewport::DESKTOP, false).await else { return };
    let site = Site::start().await;
    let mut complaints = Vec::new();
    for page in &pages {
        let name = page.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let address = format!("{}tests/browser/gallery/{name}.html", site.address());
        for (label, viewport, dark) in [
            ("light", Viewport::DESKTOP, false),
            ("dark", Viewport::DESKTOP, true),
            ("phone", Viewport::PHONE, false),
            ("phone-dark", Viewport::PHONE, true),
            ("narrow", Viewport::NARROW, false),
        ] {
            browser.show(viewport, dark).await;
            browser.open(&address).await;
            let mut note = |what: String| complaints.push(format!("{name}, {label}: {what}"));
            // The rules see the structure, and that is the same on both phones.
            if viewport != Viewport::NARROW {
                browser.axe().await.iter().for_each(|violation| note(violation.to_string()));
            }
            browser.no_horizontal_scroll().await.err().into_iter().for_each(&mut note);
            browser.console_errors().await.into_iter().for_each(&mut note);
            browser.foreign_requests().await.into_iter().for_each(&mut note);
            browser.screenshot(&format!("gallery-{name}-{label}")).await;
        }
    }
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
}
