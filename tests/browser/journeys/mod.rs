//! A day of each kind of person, in the browser: what they click, type and see, from the log-in page on.
//!
//! A [`Desk`] is a person's browser in a hall of its own. Its words find things as a person does, by what
//! stands on the page, and act by real WebDriver clicks and keys; what the page has to do meanwhile is waited
//! for, with a deadline. Complaints about the pages on the way are collected and end the journey.

#![allow(clippy::non_ascii_literal, reason = "pages are known by what they say, and they say it in Chinese")]

mod administrators;
pub mod backstage;
mod bench;
mod eyes;
mod manager;
mod mentor;
mod new_hire;
#[path = "../../it/screening/read.rs"]
#[allow(dead_code, reason = "shared with the integration tests, which use more of it")]
mod read;
mod reading;
mod screening;
mod searching;
mod steward;
mod studying;

use std::path::Path;
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::CmdError;
use serde_json::{Value, json};

use self::eyes::{EYES, TO_CLICK, TO_FILL};
use crate::browser::{Browser, Viewport};
use crate::harness::{Engine, Hall, PASSWORD};

/// How long a person waits for what must come.
const PATIENCE: Duration = Duration::from_secs(30);

/// Keys that have no character, as WebDriver names them.
pub const ENTER: &str = "\u{e007}";
pub const DOWN: &str = "\u{e015}";
pub const TAB: &str = "\u{e004}";
const CONTROL: char = '\u{e009}';

/// Somebody's browser in a hall.
pub struct Desk {
    browser: Browser,
    hall: Hall,
    base: String,
    name: &'static str,
    complaints: Vec<String>,
}

impl Desk {
    /// Opens a hall and a browser in it; nothing, said aloud, where no browser is installed.
    pub async fn open(name: &'static str, viewport: Viewport) -> Option<Self> {
        let browser = Browser::start(viewport, false).await?;
        // On a thread of its own: a hall waits for files, which an asynchronous test must not.
        let hall = std::thread::spawn(|| Hall::open(Engine::Sqlite).unwrap()).join().unwrap();
        let base = hall.base.clone();
        Some(Self { browser, hall, base, name, complaints: Vec::new() })
    }

    /// Ends the day: whatever was wrong with a page on the way is said now.
    pub fn close(self) {
        self.hall.leave();
        let Self { name, complaints, .. } = self;
        assert!(complaints.is_empty(), "{name}: {} complaints:\n{}", complaints.len(), complaints.join("\n"));
    }

    /// What happens in the hall meanwhile, on a thread of its own, since the harness waits for files and answers.
    pub fn meanwhile<T: Send>(&self, act: impl FnOnce(&Hall) -> T + Send) -> T {
        std::thread::scope(|scope| scope.spawn(|| act(&self.hall)).join().unwrap())
    }

    /// Opens an address of the hall.
    pub async fn go(&self, path: &str) {
        self.browser.open(&format!("{}{path}", self.base)).await;
    }

    /// The address now, without the host.
    pub async fn place(&self) -> String {
        let url = self.browser.client().current_url().await.unwrap();
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        format!("{}{query}", url.path())
    }

    /// Logs somebody in, by the page, after forgetting who was there before.
    pub async fn log_in(&self, username: &str) {
        self.log_in_with(username, PASSWORD).await;
        self.sees_not("登录名").await;
    }

    pub async fn log_in_with(&self, username: &str, password: &str) {
        self.browser.forget_cookies().await;
        self.go("/login").await;
        self.fill("登录名", username).await;
        self.fill("密码", password).await;
        self.click("登录").await;
    }

    /// Finds something by a script, as long as it may take.
    async fn find(&self, script: &str, part: Option<&str>, words: &str) -> Element {
        let script = format!("{EYES}{script}");
        let deadline = Instant::now() + PATIENCE;
        loop {
            // The page may go away under the script; the next one is asked again.
            let found = self.browser.client().execute(&script, vec![json!(part), json!(words)]).await;
            if let Ok(Value::Object(element)) = &found
                && let Some(id) = element.values().next().and_then(Value::as_str)
            {
                let id = ElementRef::from(id.to_owned());
                return Element::from_element_id(self.browser.client().clone(), id);
            }
            self.wait(deadline, &format!("“{words}” in {part:?}"), &found).await;
        }
    }

    /// A breath between two looks; past the deadline, the end, with what was there instead.
    async fn wait(&self, deadline: Instant, wanted: &str, last: &impl std::fmt::Debug) {
        if Instant::now() > deadline {
            let text = self.text().await;
            self.shot("failed").await;
            panic!("{}: {wanted} did not come at {} ({last:?}):\n{text}", self.name, self.place().await);
        }
        tokio::time::sleep(Duration::from_millis(60)).await;
    }

    /// Clicks what says these words.
    pub async fn click(&self, words: &str) {
        self.press(None, words).await;
    }

    /// Clicks what says these words, in the smallest part of the page that says `part`.
    pub async fn click_in(&self, part: &str, words: &str) {
        self.press(Some(part), words).await;
    }

    async fn press(&self, part: Option<&str>, words: &str) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let clicked = self.find(TO_CLICK, part, words).await.click().await;
            if clicked.is_ok() {
                return;
            }
            // Covered by a passing note, or replaced in between.
            self.wait(deadline, &format!("a click on “{words}”"), &clicked).await;
        }
    }

    /// Does something with the field of this label; once more when the page goes away under it.
    async fn with_field<T>(
        &self,
        part: Option<&str>,
        label: &str,
        act: impl AsyncFn(Element) -> Result<T, CmdError>,
    ) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match act(self.find(TO_FILL, part, label).await).await {
                Ok(done) => return done,
                Err(gone) => self.wait(deadline, &format!("a field “{label}”"), &gone).await,
            }
        }
    }

    /// Types into the field of this label, over what stood there.
    pub async fn fill(&self, label: &str, text: &str) {
        self.with_field(None, label, async |field: Element| {
            if field.prop("type").await?.as_deref() == Some("date") {
                // In which order the digits of a day are typed depends on the machine's language.
                let script = "const [field, day] = arguments; field.value = day;
                    for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, { bubbles: true }));";
                let field = serde_json::to_value(&field)?;
                return self.browser.client().execute(script, vec![field, json!(text)]).await.map(|_| ());
            }
            field.clear().await?;
            field.send_keys(text).await
        })
        .await;
    }

    /// Types on into the field of this label.
    pub async fn add(&self, label: &str, text: &str) {
        self.with_field(None, label, async |field: Element| field.send_keys(text).await).await;
    }

    /// What stands in the field of this label.
    pub async fn value(&self, label: &str) -> String {
        self.with_field(None, label, async |field: Element| field.prop("value").await)
            .await
            .unwrap_or_default()
    }

    /// Chooses from the list of this label.
    pub async fn choose(&self, label: &str, option: &str) {
        self.with_field(None, label, async |field: Element| field.select_by_label(option).await).await;
    }

    /// Chooses from the list of this label in the part of the page that says `part`.
    pub async fn choose_in(&self, part: &str, label: &str, option: &str) {
        self.with_field(Some(part), label, async |field: Element| field.select_by_label(option).await).await;
    }

    /// Hands files to the file field of this label.
    pub async fn attach(&self, label: &str, files: &[&Path]) {
        let paths: Vec<_> = files.iter().map(|path| path.to_string_lossy()).collect();
        let paths = paths.join("\n");
        self.with_field(None, label, async |field: Element| field.send_keys(&paths).await).await;
    }

    /// Presses keys where the focus is.
    pub async fn keys(&self, keys: &str) {
        let pressed = keys.chars().fold(KeyActions::new("keys".to_owned()), |keys, value| {
            keys.then(KeyAction::Down { value }).then(KeyAction::Up { value })
        });
        self.browser.client().perform_actions(pressed).await.unwrap();
    }

    /// Presses a key together with the control key.
    pub async fn control(&self, value: char) {
        let pressed = KeyActions::new("keys".to_owned())
            .then(KeyAction::Down { value: CONTROL })
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value })
            .then(KeyAction::Up { value: CONTROL });
        self.browser.client().perform_actions(pressed).await.unwrap();
    }

    /// The text a person sees on the page.
    pub async fn text(&self) -> String {
        let script = format!("{EYES} return look(() => said(document.body));");
        let text = self.browser.client().execute(&script, Vec::new()).await;
        text.ok().and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Waits until the page says this.
    pub async fn sees(&self, words: &str) {
        self.until(words, true).await;
    }

    /// Waits until the page does not say this, or no longer.
    pub async fn sees_not(&self, words: &str) {
        self.until(words, false).await;
    }

    async fn until(&self, words: &str, there: bool) {
        let deadline = Instant::now() + PATIENCE;
        while self.text().await.contains(words) != there {
            self.wait(deadline, &format!("“{words}” {there}"), &()).await;
        }
    }

    /// Waits until a question to the page is answered with yes. For what is drawn or marked, not written.
    pub async fn holds(&self, question: &str) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let answer = self.browser.client().execute(&format!("return {question};"), Vec::new()).await;
            if matches!(answer, Ok(Value::Bool(true))) {
                return;
            }
            self.wait(deadline, question, &answer).await;
        }
    }

    /// A number or word the page holds.
    pub async fn ask(&self, question: &str) -> Value {
        self.browser.ask(&format!("return {question};")).await
    }

    /// Takes a picture of the page.
    pub async fn shot(&self, moment: &str) {
        self.browser.screenshot(&format!("journey-{}-{moment}", self.name)).await;
        // The window was taller for it: what the page does on a change of size is done before anything else is.
        if self.ask("document.documentElement.classList.contains('js')").await == true {
            let script = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(true)));";
            self.browser.client().execute_async(script, Vec::new()).await.unwrap();
        }
    }

    /// Looks the page over: accessibility, sideways scroll, console, foreign requests.
    pub async fn sound(&mut self) {
        self.sound_after("\u{0}").await;
    }

    /// The same after something that is refused on purpose: the browser reports that answer as an error.
    pub async fn sound_after(&mut self, refusal: &str) {
        let mut found: Vec<String> = self.browser.axe().await.iter().map(ToString::to_string).collect();
        found.extend(self.browser.no_horizontal_scroll().await.err());
        found.extend(self.browser.console_errors().await.into_iter().filter(|e| !e.contains(refusal)));
        found.extend(self.browser.foreign_requests().await);
        let place = self.place().await;
        self.complaints.extend(found.into_iter().map(|what| format!("{place}: {what}")));
    }

    /// The page as it would be printed: it is a PDF of so many pages at most.
    pub async fn prints_on(&self, most: usize) {
        let pdf = self.browser.print_pdf().await;
        assert!(pdf.starts_with(b"%PDF-"), "{}", self.place().await);
        let text = String::from_utf8_lossy(&pdf);
        let pages = text.matches("/Type /Page").count() - text.matches("/Type /Pages").count();
        assert!((1..=most).contains(&pages), "{} prints on {pages} pages", self.place().await);
    }
}
