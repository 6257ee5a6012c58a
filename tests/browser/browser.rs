//! One headless browser and the questions tests ask of a page.
//!
//! Every method panics, with the reason, when the browser itself fails: that is a failed test.

use std::fmt;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use base64::Engine as _;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder};
use serde_json::{Value, json};

use crate::driver::{self, Driver};
use crate::notice;

/// What accessibility rules are asked for.
const TAGS: &[&str] = &["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/// Longest page in a screenshot, in pixels; the rest is cut.
const TALLEST: u32 = 12_000;
/// The host name under which pages are opened over plain HTTP; it leads to this machine.
const PLAIN_HOST: &str = "kiosk.test";

/// The size of the page's window, in CSS pixels, without any browser's frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewport {
    pub width: u32,
    pub height: u32,
}

impl Viewport {
    pub const DESKTOP: Self = Self { width: 1360, height: 900 };
    pub const PHONE: Self = Self { width: 390, height: 844 };
    /// A tablet held upright beside the window.
    pub const TABLET: Self = Self { width: 820, height: 1180 };
    /// The narrowest page WCAG 1.4.10 speaks of.
    pub const NARROW: Self = Self { width: 320, height: 640 };
}

/// A rule of axe-core that the page breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    pub rule: String,
    pub impact: String,
    pub help: String,
    /// Selectors of the elements concerned.
    pub targets: Vec<String>,
}

impl fmt::Display for Violation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, impact, help, targets } = self;
        write!(out, "{rule} ({impact}): {help}: {}", targets.join(" | "))
    }
}

/// A headless Chromium with a fresh profile. Dropping it ends it, in a panicking test too.
pub struct Browser {
    client: Client,
    driver: &'static Driver,
    session: String,
    viewport: Viewport,
    /// One browser at a time: several on two cores make each other miss their deadlines.
    _turn: tokio::sync::MutexGuard<'static, ()>,
}

static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

impl Browser {
    /// Starts a browser; `None`, with a printed line (in CI: a panic), where none is installed.
    pub async fn start(viewport: Viewport, dark: bool) -> Option<Self> {
        let driver = driver::driver()?;
        let turn = TURN.lock().await;
        let profile = driver.fresh_profile();
        let args = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--accept-lang=zh-CN,zh",
            "--window-size=1360,900",
            "--remote-debugging-pipe",
        ]
        .map(str::to_owned)
        .into_iter()
        .chain([
            format!("--user-data-dir={}", profile.display()),
            format!("--host-resolver-rules=MAP {PLAIN_HOST} 127.0.0.1"),
        ]);
        let capabilities = json!({
            "goog:chromeOptions": { "args": args.collect::<Vec<_>>() },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
            "timeouts": { "script": 60_000, "pageLoad": 60_000, "implicit": 0 },
        });
        let Value::Object(capabilities) = capabilities else { unreachable!("written above as an object") };
        let connector = hyper_util::client::legacy::connect::HttpConnector::new();
        let client = ClientBuilder::new(connector)
            .capabilities(Capabilities::from_iter(capabilities))
            .connect(&driver.address)
            .await
            .expect("chromedriver starts a browser");
        let session = client.session_id().await.expect("a session has an id").expect("a session has an id");
        let mut browser = Self { client, driver, session, viewport, _turn: turn };
        browser.show(viewport, dark).await;
        // The page a browser begins with is not the test's, nor is what it asked for.
        browser.open("about:blank").await;
        browser.log("performance").await;
        Some(browser)
    }

    /// The WebDriver client, for finding elements, typing and clicking.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Changes the size of the window and the colour scheme asked for.
    pub async fn show(&mut self, viewport: Viewport, dark: bool) {
        self.viewport = viewport;
        self.resize(viewport).await;
        let scheme = if dark { "dark" } else { "light" };
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setEmulatedMedia", media).await;
    }

    /// The window itself cannot be made as narrow as a phone; its contents can.
    async fn resize(&self, Viewport { width, height }: Viewport) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Opens a page and waits until it has loaded.
    pub async fn open(&self, url: &str) {
        self.client.goto(url).await.unwrap_or_else(|error| panic!("opening {url}: {error}"));
    }

    /// Runs a script, which `return`s something, and gives back its answer.
    pub async fn ask(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Gives the browser a cookie for a site.
    pub async fn set_cookie(&self, site: &str, name: &str, value: &str) {
        let cookie = json!({ "url": site, "name": name, "value": value });
        self.devtools("Network.setCookie", cookie).await;
    }

    /// Logs out everywhere, as a browser that forgets.
    pub async fn forget_cookies(&self) {
        self.devtools("Network.clearBrowserCookies", json!({})).await;
    }

    /// Takes the network away, or gives it back.
    pub async fn set_offline(&self, offline: bool) {
        let conditions =
            json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.devtools("Network.emulateNetworkConditions", conditions).await;
    }

    /// Switches the pages' own scripts off, or on again; those of a test still run.
    pub async fn set_scripts(&self, on: bool) {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": !on })).await;
    }

    /// Takes a picture of the whole page, as `tests/browser/shots/<name>.png`. The window is made
    /// as tall as the page for it, so that bars fixed to an edge are where a reader has them.
    pub async fn screenshot(&self, name: &str) -> PathBuf {
        let tall = self.ask("return document.documentElement.scrollHeight").await;
        let tall = tall.as_u64().and_then(|tall| u32::try_from(tall).ok()).unwrap_or_default();
        let height = tall.clamp(self.viewport.height, TALLEST);
        self.resize(Viewport { height, ..self.viewport }).await;
        let shot = self.devtools("Page.captureScreenshot", json!({})).await;
        self.resize(self.viewport).await;
        let shot = shot["data"].as_str().expect("a screenshot has data");
        let shot = base64::engine::general_purpose::STANDARD.decode(shot).expect("it is base64");
        let folder = here().join("shots");
        std::fs::create_dir_all(&folder).expect("the folder for screenshots");
        let path = folder.join(format!("{name}.png"));
        std::fs::write(&path, shot).expect("the screenshot is written");
        path
    }

    /// The page as it would be printed, as PDF.
    pub async fn print_pdf(&self) -> Vec<u8> {
        let paper = fantoccini::wd::PrintConfiguration::builder().build().expect("the default paper");
        self.client.print(paper).await.expect("the page prints")
    }

    /// Accessibility violations, by axe-core. Nothing, with a printed line (in CI: a panic), where
    /// it is not installed. A script given over WebDriver is not subject to the page's policy.
    pub async fn axe(&self) -> Vec<Violation> {
        let Some(source) = axe_source() else {
            notice::skipped("the accessibility checks", "axe-core is missing; tests/run.sh installs it");
            return Vec::new();
        };
        self.ask(source).await;
        let script = "const [tags, done] = arguments;
            // From the top: what has scrolled beneath the bar that stays is not covered for good.
            window.scrollTo(0, 0);
            axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })
                .then(result => done({ violations: result.violations.map(v => ({
                    rule: v.id, impact: v.impact, help: v.help,
                    targets: v.nodes.map(n => n.target.flat().join(' ') + ' ' + (n.any[0]?.message ?? '')) })) }))
                .catch(error => done({ error: String(error) }));";
        let answer = self.client.execute_async(script, vec![json!(TAGS)]).await.expect("axe answers");
        let violations = answer["violations"].as_array().unwrap_or_else(|| panic!("axe: {answer}"));
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        violations
            .iter()
            .map(|violation| Violation {
                rule: text(&violation["rule"]),
                impact: text(&violation["impact"]),
                help: text(&violation["help"]),
                targets: violation["targets"].as_array().into_iter().flatten().map(text).collect(),
            })
            .collect()
    }

    /// Whether the page fits the width of its window; if not, which elements stick out.
    ///
    /// # Errors
    /// The page's width and the elements to blame.
    pub async fn no_horizontal_scroll(&self) -> Result<(), String> {
        let script = "const page = document.scrollingElement, room = page.clientWidth;
             if (page.scrollWidth <= room) return null;
             const out = [...document.body.querySelectorAll('*')]
                 .filter(e => e.checkVisibility() && e.getBoundingClientRect().right > room + 0.5).slice(0, 8)
                 .map(e => e.tagName.toLowerCase() + (e.className && e.className.split
                     ? '.' + e.className.trim().split(/\\s+/).join('.') : ''));
             return `scrolls sideways: ${page.scrollWidth} px in ${room}: ${out.join(', ')}`;";
        // A busy machine lays a page out anew a moment after its window has changed. What is too wide stays so.
        let mut complaint = None;
        for _ in 0..10 {
            complaint = self.ask(script).await.as_str().map(str::to_owned);
            if complaint.is_none() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        complaint.map_or(Ok(()), Err)
    }

    /// Visible links, buttons and fields smaller than `pixels` either way, but for links inside
    /// running text, which WCAG 2.5.8 excepts.
    pub async fn small_targets(&self, pixels: u32) -> Vec<String> {
        let script = format!(
            "return [...document.querySelectorAll('a[href],button,summary,select,input:not([type=hidden])')]
                 .filter(e => {{
                     const box = e.getBoundingClientRect(), style = getComputedStyle(e);
                     // What a closed menu or a hidden layer holds has a box too.
                     const shown = box.width > 1 && box.height > 1 && box.bottom > 0
                         && style.visibility != 'hidden' && e.checkVisibility();
                     const inline = style.display == 'inline' && e.parentElement.matches('p,li,dd,td');
                     const label = e.closest('label')?.getBoundingClientRect();
                     const big = b => b && b.width >= {pixels} && b.height >= {pixels};
                     return shown && !inline && !big(box) && !big(label);
                 }})
                 .map(e => e.outerHTML.slice(0, 120));"
        );
        strings(&self.ask(&script).await)
    }

    /// Errors on the console since the last call: exceptions, blocked and failed requests.
    pub async fn console_errors(&self) -> Vec<String> {
        let entries = self.log("browser").await;
        let severe = entries.iter().filter(|entry| entry["level"] == "SEVERE");
        severe.map(|entry| format!("console: {}", entry["message"].as_str().unwrap_or_default())).collect()
    }

    /// Requests since the last call that went anywhere but to the page's own origin.
    pub async fn foreign_requests(&self) -> Vec<String> {
        let own =
            self.client.current_url().await.expect("a browser is somewhere").origin().ascii_serialization();
        self.log("performance")
            .await
            .iter()
            .filter_map(|entry| {
                let event: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
                let event = &event["message"];
                let sent = matches!(
                    event["method"].as_str(),
                    Some("Network.requestWillBeSent" | "Network.webSocketCreated")
                );
                let params = &event["params"];
                let url = params["request"]["url"].as_str().or(params["url"].as_str())?;
                // What the browser shows before the first page, and data that never leaves it.
                let local =
                    ["data:", "blob:", "about:", "chrome:"].iter().any(|scheme| url.starts_with(scheme));
                let document = params["documentURL"].as_str().unwrap_or_default();
                let at_home = url == own || url.starts_with(&format!("{own}/"));
                (sent && !local && !at_home && !document.starts_with("chrome:"))
                    .then(|| format!("foreign request: {url}"))
            })
            .collect()
    }

    /// Whether Han characters are drawn as such: two of them and a character that no font has must
    /// all look different.
    pub async fn tofu_check(&self) -> bool {
        let answer = self
            .ask(
                "const draw = text => {
                     const canvas = document.createElement('canvas');
                     canvas.width = canvas.height = 64;
                     const pen = canvas.getContext('2d');
                     pen.font = '48px sans-serif';
                     pen.fillText(text, 4, 52);
                     return canvas.toDataURL();
                 };
                 return new Set([draw('\\u653f'), draw('\\u7b56'), draw('\\u{10fffe}')]).size == 3;",
            )
            .await;
        answer == true
    }

    async fn log(&self, kind: &'static str) -> Vec<Value> {
        let answer = self.client.issue_cmd(Vendor::new("se/log", json!({ "type": kind }))).await;
        answer.expect("chromedriver keeps a log").as_array().cloned().unwrap_or_default()
    }

    async fn devtools(&self, command: &str, params: Value) -> Value {
        let body = json!({ "cmd": command, "params": params });
        let answer = self.client.issue_cmd(Vendor::new("goog/cdp/execute", body)).await;
        answer.unwrap_or_else(|error| panic!("{command}: {error}"))
    }
}

impl Drop for Browser {
    /// Ends the session by hand, because nothing can be awaited here.
    fn drop(&mut self) {
        let host = self.driver.address.trim_start_matches("http://");
        let Ok(mut stream) = TcpStream::connect(host) else { return };
        let _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
        let request = format!(
            "DELETE /session/{} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            self.session
        );
        // The answer comes when the browser is gone.
        let _ = stream.write_all(request.as_bytes()).and_then(|()| stream.read(&mut [0; 64]));
    }
}

/// A command of chromedriver's own.
#[derive(Debug)]
struct Vendor {
    path: &'static str,
    body: Value,
}

impl Vendor {
    fn new(path: &'static str, body: Value) -> Self {
        Self { path, body }
    }
}

impl WebDriverCompatibleCommand for Vendor {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _url: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

fn here() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser"))
}

/// The text of axe-core, if it is installed.
pub fn axe_source() -> Option<&'static str> {
    static SOURCE: OnceLock<Option<String>> = OnceLock::new();
    SOURCE
        .get_or_init(|| std::fs::read_to_string(here().join("node_modules/axe-core/axe.min.js")).ok())
        .as_deref()
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}
