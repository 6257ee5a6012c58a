//! Every page of the product, found by following links as each kind of person would, in both languages:
//! no accessibility violation on a desk and on a phone, no sideways scroll at 320 pixels, no console error,
//! no request that leaves the origin, no text missing from the catalogues.

use std::collections::{BTreeSet, VecDeque};

use fantoccini::Locator;
use shifu::app::server;

use crate::browser::{Browser, Viewport};
use crate::harness::{Engine, Hall, PASSWORD};

/// Who walks: between them they hold every role.
const WALKERS: &[&str] =
    &["xinren", "shifu", "jingban", "fuhe", "zhengce", "zhuguan", "xitong", "anquan", "shenji"];

/// Addresses that are not pages: downloads, drawings and ways out.
fn is_page(href: &str) -> bool {
    href.starts_with('/')
        && !href.starts_with("//")
        && !["/logout", "/assets/", "/api/", "/health/"].iter().any(|p| href.starts_with(p))
        && !["original", ".csv", "/pages/", "/export"].iter().any(|p| href.contains(p))
}

/// The route's pattern an address belongs to; one page of each is looked at.
fn pattern(href: &str, patterns: &[&'static str]) -> Option<&'static str> {
    let path = href.split(['?', '#']).next().unwrap_or_default();
    let fits = |pattern: &str| {
        let (a, b): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), path.split('/').collect());
        a.len() == b.len() && a.iter().zip(&b).all(|(p, s)| p.starts_with('{') || p == s)
    };
    let exact = patterns.iter().find(|p| !p.contains('{') && fits(p));
    exact.or_else(|| patterns.iter().find(|p| fits(p))).copied()
}

async fn log_in(browser: &Browser, hall: &Hall, username: &str) {
    browser.open(&format!("{}/login", hall.base)).await;
    let client = browser.client();
    for (field, text) in [("#f-username", username), ("#f-password", PASSWORD)] {
        client.find(Locator::Css(field)).await.unwrap().send_keys(text).await.unwrap();
    }
    client.find(Locator::Css("button.btn-primary")).await.unwrap().click().await.unwrap();
    client.wait().for_element(Locator::Css("header.topbar")).await.unwrap();
}

async fn links(browser: &Browser) -> Vec<String> {
    let found = browser
        .ask("return [...document.querySelectorAll('a[href]:not([download])')].map(a => a.getAttribute('href'))")
        .await;
    found.as_array().into_iter().flatten().filter_map(|v| v.as_str().map(str::to_owned)).collect()
}

#[tokio::test]
async fn every_page_is_sound_for_everybody_in_both_languages() {
    let Some(mut browser) = Browser::start(Viewport::DESKTOP, false).await else { return };
    // On a thread of its own: filling a hall waits for files, which an asynchronous test must not.
    let hall = std::thread::spawn(|| Hall::open(Engine::Sqlite)).join().unwrap().unwrap();
    let routes = server::routes();
    let patterns: Vec<&'static str> =
        routes.infos().iter().filter(|r| r.method == "GET").map(|r| r.path).collect();
    let mut complaints = Vec::new();
    let mut looked_at = BTreeSet::new();
    for (round, username) in WALKERS.iter().enumerate() {
        for lang in ["zh-CN", "en"] {
            hall.person(username).post("/account/look", &[("lang", lang)]);
            browser.show(Viewport::DESKTOP, false).await;
            browser.client().delete_all_cookies().await.unwrap();
            log_in(&browser, &hall, username).await;
            let mut waiting = VecDeque::from(["/".to_owned()]);
            let mut seen = BTreeSet::new();
            while let Some(href) = waiting.pop_front() {
                let Some(pattern) = pattern(&href, &patterns).filter(|p| seen.insert(*p)) else { continue };
                // Pages that all roles share are looked at once a language; the others by who may open them.
                let first = looked_at.insert((pattern, lang));
                let dark = round % 2 == 1;
                browser.show(Viewport::DESKTOP, dark).await;
                browser.open(&format!("{}{href}", hall.base)).await;
                waiting.extend(links(&browser).await.into_iter().filter(|l| is_page(l)));
                let mut note = |what: String| complaints.push(format!("{username} {lang} {href}: {what}"));
                let missing = browser
                    .ask("return [...new Set((document.documentElement.innerHTML.match(/\\u27e6[^\\u27e7]*\\u27e7/g) || []))].join(' ')")
                    .await;
                if missing.as_str().is_some_and(|m| !m.is_empty()) {
                    note(format!("missing texts {missing}"));
                }
                if first {
                    browser.axe().await.iter().for_each(|v| note(v.to_string()));
                    // Opened anew: colours on their way from one theme to the other are neither's.
                    browser.show(Viewport::PHONE, !dark).await;
                    browser.open(&format!("{}{href}", hall.base)).await;
                    browser.axe().await.iter().for_each(|v| note(format!("phone: {v}")));
                    browser.show(Viewport::NARROW, dark).await;
                    browser.no_horizontal_scroll().await.err().into_iter().for_each(&mut note);
                }
                // A locked step answers 403 by design, with a page that says what opens it.
                let errors = browser.console_errors().await.into_iter();
                errors.filter(|error| !error.contains("403 (Forbidden)")).for_each(&mut note);
                browser.foreign_requests().await.into_iter().for_each(&mut note);
            }
        }
    }
    hall.leave();
    crate::notice::say(&format!("{} pages looked at", looked_at.len()));
    assert!(looked_at.len() > 60, "the walk ended early: {looked_at:?}");
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
}
