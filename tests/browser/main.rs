//! Tests in a real browser: headless Chromium, driven over WebDriver.
//!
//! [`browser::Browser`] is what tests use. This file holds the harness's own tests, each with a
//! page that is wrong on purpose, and [`gallery`] looks at the interface kit's pages.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops here")]
#![allow(clippy::non_ascii_literal, reason = "tests speak the language of the hall")]

mod browser;
mod driver;
mod every_page;
mod gallery;
#[path = "../it/harness.rs"]
#[allow(dead_code, reason = "shared with the integration tests, which use more of it")]
mod harness;
mod journeys;
#[path = "../it/notice.rs"]
mod notice;
#[path = "../papers/mod.rs"]
mod papers;
#[path = "../it/pg.rs"]
#[allow(dead_code, reason = "shared with the integration tests, which use more of it")]
mod pg;
mod site;

use browser::{Browser, Viewport};
use site::Site;

#[tokio::test]
async fn what_is_wrong_with_a_page_is_seen() {
    let Some(browser) = Browser::start(Viewport::NARROW, false).await else { return };
    let site = Site::start().await;
    let wide = site.page(
        "<!doctype html><html><head><title>x</title><link rel=icon href=data:,></head><body>\
         <div style='width:700px;height:20px'>a</div><img src=data:,><a href=/ style='font-size:8px'>b</a>\
         <script>console.error('planted')</script></body></html>",
    );
    browser.open(&wide).await;
    assert!(browser.no_horizontal_scroll().await.is_err());
    let rules: Vec<String> = browser.axe().await.into_iter().map(|violation| violation.rule).collect();
    if browser::axe_source().is_some() {
        assert!(rules.iter().any(|rule| rule == "image-alt"), "{rules:?}");
        assert!(rules.iter().any(|rule| rule == "html-has-lang"), "{rules:?}");
    }
    let errors = browser.console_errors().await;
    assert!(errors.iter().any(|error| error.contains("planted")), "{errors:?}");
    assert_eq!(browser.foreign_requests().await, Vec::<String>::new());
    assert_eq!(browser.small_targets(24).await.len(), 1);

    let calling = format!(
        "<!doctype html><html lang=en><head><title>x</title><link rel=icon href=data:,></head><body>\
         <main><h1>Calls out</h1><img alt='a dot' src='{}'></main></body></html>",
        site.address().replace("127.0.0.1", "kiosk.test"),
    );
    browser.open(&site.page(&calling)).await;
    assert_eq!(browser.foreign_requests().await.len(), 1);
    assert_eq!(browser.no_horizontal_scroll().await, Ok(()));
}

#[tokio::test]
async fn a_page_is_seen_as_asked() {
    let Some(mut browser) = Browser::start(Viewport::PHONE, true).await else { return };
    let site = Site::start().await;
    let plain = site.page(
        "<!doctype html><html lang=zh-CN><head><title>x</title><link rel=icon href=data:,></head>\
         <body><main><h1>x</h1><p>y</p></main></body></html>",
    );
    browser.open(&plain).await;
    let dark = "return matchMedia('(prefers-color-scheme: dark)').matches && innerWidth";
    assert_eq!(browser.ask(dark).await, 390);
    browser.show(Viewport::DESKTOP, false).await;
    assert_eq!(browser.ask(dark).await, false);
    assert_eq!(browser.ask("return [innerWidth, innerHeight]").await, serde_json::json!([1360, 900]));
    assert_eq!(browser.axe().await, []);
    assert_eq!(browser.console_errors().await, Vec::<String>::new());
    let heading = browser.client().find(fantoccini::Locator::Css("h1")).await.unwrap();
    assert_eq!(heading.text().await.unwrap(), "x");
    assert!(browser.print_pdf().await.starts_with(b"%PDF-"));
    let shot = browser.screenshot("harness-plain").await;
    assert!(std::fs::read(shot).unwrap().starts_with(b"\x89PNG"));
    // The plain-HTTP host of the counters' kiosks leads to this machine.
    browser.open(&plain.replace("127.0.0.1", "kiosk.test")).await;
    assert_eq!(
        browser.ask("return [document.title, isSecureContext]").await,
        serde_json::json!(["x", false])
    );
}

#[tokio::test]
async fn han_characters_have_glyphs() {
    let Some(browser) = Browser::start(Viewport::DESKTOP, false).await else { return };
    assert!(browser.tofu_check().await, "no Chinese font: install fonts-noto-cjk");
}
