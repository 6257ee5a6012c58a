//! The test harness speaks the language of the hall: a hall on either engine, people who work in it, and
//! what they do over HTTP. Each test has its own database, copied from one that was filled once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use chrono::{Duration, NaiveDate};
use diesel::RunQueryDsl;
use shifu::app::{server, starter, worker};
use shifu::features::accounts;
use shifu::kernel::{Clock, Fault};
use shifu::platform::clock::{ManualClock, SeededEntropy};
use shifu::platform::config::Config;
use shifu::platform::jobs;
use shifu::platform::mail::{Mailer, Sent, Transport};
use shifu::platform::sandbox::Support;
use shifu::platform::site::Site;

use crate::pg;

/// The password of everybody in a test hall.
pub const PASSWORD: &str = "a hall of many windows";

/// Which database a hall runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// Runs a test in a hall on SQLite and, when its binaries are there, in one on PostgreSQL.
pub fn each_engine(test: impl Fn(&Hall)) {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if let Some(hall) = Hall::open(engine) {
            test(&hall);
            hall.close();
        }
    }
}

/// A hall with its server on a loopback port, its people and the starter content. Monday, 09:00.
pub struct Hall {
    pub engine: Engine,
    pub site: Arc<Site>,
    pub clock: Arc<ManualClock>,
    pub mails: Arc<Mutex<Vec<Sent>>>,
    pub base: String,
    stop: actix_web::dev::ServerHandle,
    thread: Option<std::thread::JoinHandle<()>>,
    _folder: tempfile::TempDir,
}

#[derive(Debug, diesel::QueryableByName)]
#[allow(dead_code, reason = "shown when a test fails")]
struct LeftJob {
    #[diesel(sql_type = diesel::sql_types::Text)]
    kind: String,
    #[diesel(sql_type = diesel::sql_types::Text)]
    state: String,
}

/// The template both engines copy: a filled SQLite file, the name of a filled PostgreSQL database, and the
/// data folder (keys, index, blobs) that belongs to each.
struct Filled {
    folder: tempfile::TempDir,
    database: String,
}

fn monday() -> chrono::NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap().and_hms_opt(1, 0, 0).unwrap()
}

fn config(folder: &Path, database: &str) -> Config {
    Config {
        addr: "127.0.0.1:0".to_owned(),
        data: folder.to_path_buf(),
        database_url: database.to_owned(),
        connections: 4,
        workers: 0,
        require_second_factor: false,
        centre: starter::centre().unwrap(),
        ..Config::default()
    }
}

type Opened = (Arc<Site>, Arc<ManualClock>, Arc<Mutex<Vec<Sent>>>);

fn open_site(folder: &Path, database: &str, seed: u64) -> Opened {
    let clock = Arc::new(ManualClock::at(monday()));
    let (transport, mails) = Transport::memory();
    let mailer = Mailer::new(transport, "shifu@hall.test").unwrap();
    let program = PathBuf::from(env!("CARGO_BIN_EXE_shifu"));
    let entropy = Arc::new(SeededEntropy::new(seed));
    let site = Site::open(config(folder, database), clock.clone(), entropy, mailer, program).unwrap();
    (Arc::new(site), clock, mails)
}

fn fill(past: bool, database: impl FnOnce(&Path) -> String) -> Filled {
    let folder = tempfile::tempdir().unwrap();
    let database = database(folder.path());
    let (site, clock, _mails) = open_site(folder.path(), &database, 1);
    if past {
        clock.set(monday() - Duration::days(starter::PAST_DAYS));
    }
    starter::load(&site).unwrap();
    starter::load_people(&site, PASSWORD).unwrap();
    if past {
        starter::load_past(&site, PASSWORD, &clock, monday()).unwrap();
    }
    starter::load_practice(&site, PASSWORD).unwrap();
    jobs::run_until_idle(&site.db, &worker::handlers(&site)).unwrap();
    Filled { folder, database }
}

fn filled(engine: Engine, past: bool) -> Option<&'static Filled> {
    static SQLITE: [OnceLock<Filled>; 2] = [const { OnceLock::new() }; 2];
    static POSTGRES: [OnceLock<Option<Filled>>; 2] = [const { OnceLock::new() }; 2];
    let at = usize::from(past);
    match engine {
        Engine::Sqlite => Some(SQLITE[at].get_or_init(|| fill(past, sqlite_url))),
        Engine::Postgres => {
            POSTGRES[at].get_or_init(|| pg::fresh_database(None).map(|url| fill(past, |_| url))).as_ref()
        }
    }
}

fn sqlite_url(folder: &Path) -> String {
    format!("sqlite:{}", folder.join("shifu.db").display())
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

impl Hall {
    /// A hall of its own for one test; `None` where the engine is not installed.
    pub fn open(engine: Engine) -> Option<Self> {
        Self::open_filled(engine, false)
    }

    /// A hall in which people have worked for weeks, as the demonstration shows it.
    #[allow(dead_code, reason = "not every test program uses it")]
    pub fn open_with_past(engine: Engine) -> Option<Self> {
        Self::open_filled(engine, true)
    }

    /// A hall on a system that cannot seal a decoder; `accepted` says whether its administrator has accepted
    /// that in the configuration.
    #[allow(dead_code, reason = "not every test program uses it")]
    pub fn open_unsealed(engine: Engine, accepted: bool) -> Option<Self> {
        Self::open_with(engine, false, |site| {
            site.sealing = Support { landlock_abi: None, seccomp: false };
            site.config.accept_unsealed_decoder = accepted;
        })
    }

    fn open_filled(engine: Engine, past: bool) -> Option<Self> {
        Self::open_with(engine, past, |_| {})
    }

    fn open_with(engine: Engine, past: bool, change: impl FnOnce(&mut Site)) -> Option<Self> {
        static NEXT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(100);
        let seed = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let filled = filled(engine, past)?;
        let folder = tempfile::tempdir().unwrap();
        copy_folder(filled.folder.path(), folder.path());
        let database = match engine {
            Engine::Sqlite => sqlite_url(folder.path()),
            Engine::Postgres => pg::fresh_database(Some(pg::name_of(&filled.database)))?,
        };
        let (mut site, clock, mails) = open_site(folder.path(), &database, seed);
        change(Arc::get_mut(&mut site).expect("nobody else holds it yet"));
        let (sender, receiver) = std::sync::mpsc::channel();
        let served = Arc::clone(&site);
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let running = server::start(&served).unwrap();
                sender.send((running.server.handle(), running.addrs[0])).unwrap();
                running.server.await.unwrap();
            });
        });
        let (stop, addr) = receiver.recv().unwrap();
        Some(Self {
            engine,
            site,
            clock,
            mails,
            base: format!("http://{addr}"),
            stop,
            thread: Some(thread),
            _folder: folder,
        })
    }

    /// Ends the hall; a job left unrun or parked fails the test, because somebody was promised its effect. A
    /// mail on its way does not: it says what the notification says, which is there already.
    fn close(mut self) {
        let left = "SELECT kind, state FROM job WHERE state <> 'done' AND NOT (kind = 'mail.send' AND state = 'ready')";
        let open: Vec<LeftJob> =
            self.site.db.read_blocking(|conn| Ok::<_, Fault>(diesel::sql_query(left).load(conn)?)).unwrap();
        assert!(open.is_empty(), "jobs left in the hall on {:?}: {open:?}", self.engine);
        self.shut();
    }

    /// Ends the hall from a test that runs inside an asynchronous runtime.
    #[allow(dead_code, reason = "the browser tests use it")]
    pub fn leave(mut self) {
        std::thread::spawn(move || self.shut()).join().unwrap();
    }

    fn shut(&mut self) {
        if let Some(thread) = self.thread.take() {
            actix_web::rt::System::new().block_on(self.stop.stop(false));
            thread.join().unwrap();
        }
    }

    /// Does every job that is due.
    pub fn run_jobs(&self) {
        jobs::run_until_idle(&self.site.db, &worker::handlers(&self.site)).unwrap();
    }

    /// Lets time pass.
    pub fn pass(&self, time: Duration) {
        self.clock.advance(time);
    }

    /// Today at the hall.
    pub fn today(&self) -> NaiveDate {
        self.site.zone().day(self.clock.now())
    }

    /// Somebody who has just logged in.
    pub fn person(&self, username: &str) -> Persona<'_> {
        let mut persona = self.stranger();
        username.clone_into(&mut persona.username);
        persona.get("/login");
        let page = persona.post("/login", &[("username", username), ("password", PASSWORD)]);
        assert_eq!(page.status, 303, "{username} cannot log in: {}", page.text());
        // The code of the log-in page ended with it: the next form asks for a new one.
        persona.csrf.clear();
        persona
    }

    /// Somebody at the log-in page.
    pub fn stranger(&self) -> Persona<'_> {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(std::time::Duration::from_mins(1)))
            .build()
            .new_agent();
        Persona { hall: self, username: String::new(), agent, cookies: BTreeMap::new(), csrf: String::new() }
    }

    /// Id of a person.
    pub fn id_of(&self, username: &str) -> String {
        let username = username.to_owned();
        self.site
            .db
            .read_blocking(|conn| accounts::person_by_username(conn, &username))
            .unwrap()
            .unwrap_or_else(|| panic!("nobody is called {username}"))
            .id
    }
}

impl Drop for Hall {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.shut();
        }
    }
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Page {
    pub status: u16,
    pub location: String,
    pub kind: String,
    pub headers: BTreeMap<String, String>,
    pub bytes: Vec<u8>,
}

impl Page {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|e| panic!("not JSON ({e}): {}", self.text()))
    }

    /// Whether the text occurs on the page.
    pub fn shows(&self, text: &str) -> bool {
        self.text().contains(text)
    }

    /// The value of the first form field of this name.
    pub fn field(&self, name: &str) -> Option<String> {
        let text = self.text();
        let start = text.find(&format!("name=\"{name}\" value=\""))? + name.len() + 15;
        Some(text[start..start + text[start..].find('"')?].to_owned())
    }

    /// Where the desk's form on this page posts to.
    #[allow(dead_code, reason = "not every test program uses it")]
    pub fn form_action(&self) -> String {
        let text = self.text();
        let from = text.find("action=\"/policies/import/").expect("a desk") + 8;
        text[from..from + text[from..].find('"').unwrap_or(0)].to_owned()
    }

    /// What the form that posts to `action` would send: its fields as they stand, ticked boxes and chosen options.
    #[allow(dead_code, reason = "not every test program uses it")]
    pub fn form(&self, action: &str) -> Vec<(String, String)> {
        let text = self.text();
        let start = text.find(&format!("action=\"{action}\"")).expect("the form is there");
        let form = &text[start..start + text[start..].find("</form>").expect("the form ends")];
        let mut fields = Vec::new();
        let mut select = String::new();
        for (at, _) in form.match_indices('<') {
            let Some(end) = form[at..].find('>') else { break };
            let (tag, behind) = (&form[at + 1..at + end], &form[at + end + 1..]);
            let attribute = |name: &str| {
                let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
                Some(plain(&tag[from..from + tag[from..].find('"')?]))
            };
            let name = attribute("name").unwrap_or_default();
            let value = attribute("value").unwrap_or_default();
            match tag.split([' ', '/']).next().unwrap_or_default() {
                "input" if attribute("type").as_deref() == Some("radio") && !tag.ends_with(" checked") => {}
                "input" if name != "csrf" => fields.push((name, value)),
                "textarea" => {
                    fields.push((name, plain(behind.split("</textarea>").next().unwrap_or_default())));
                }
                "select" => select = name,
                "option" if tag.ends_with(" selected") => {
                    fields.retain(|(name, _)| *name != select);
                    fields.push((select.clone(), value));
                }
                "option" if !select.is_empty() && !fields.iter().any(|(name, _)| *name == select) => {
                    fields.push((select.clone(), value));
                }
                _ => {}
            }
        }
        fields
    }

    /// Asserts the status and hands the page on.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }
}

/// A person at a browser without scripts.
pub struct Persona<'a> {
    pub hall: &'a Hall,
    pub username: String,
    agent: ureq::Agent,
    cookies: BTreeMap<String, String>,
    pub csrf: String,
}

impl Persona<'_> {
    /// The person's id.
    pub fn id(&self) -> String {
        self.hall.id_of(&self.username)
    }

    /// What the browser would send back.
    #[allow(dead_code, reason = "the browser tests use it")]
    pub fn cookies(&self) -> &BTreeMap<String, String> {
        &self.cookies
    }

    /// Opens a page; its cross-site code is remembered for the next form.
    pub fn get(&mut self, path: &str) -> Page {
        let request =
            self.agent.get(format!("{}{path}", self.hall.base)).header("Cookie", self.cookie_header());
        let page = read(request.call());
        self.keep(&page)
    }

    /// Opens a page and expects it to be there.
    #[track_caller]
    pub fn open(&mut self, path: &str) -> Page {
        let page = self.get(path);
        assert_eq!(page.status, 200, "{} at {path}: {}", self.username, page.text());
        page
    }

    /// Sends a form.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        if self.csrf.is_empty() {
            self.get("/account");
        }
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("csrf", &self.csrf);
        for (name, value) in fields {
            form.append_pair(name, value);
        }
        self.send(path, "application/x-www-form-urlencoded", form.finish().into_bytes())
    }

    /// Sends a form and follows its redirect.
    #[track_caller]
    pub fn act(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let page = self.post(path, fields);
        assert_eq!(page.status, 303, "{} at {path}: {}", self.username, page.text());
        let next = page.location.clone();
        self.open(&next)
    }

    /// Sends files under the field name `files`, with further fields.
    pub fn upload(&mut self, path: &str, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Page {
        if self.csrf.is_empty() {
            self.get("/account");
        }
        let border = "hall-border-7f3a";
        let mut body = Vec::new();
        let csrf = self.csrf.clone();
        for (name, value) in std::iter::once(("csrf", csrf.as_str())).chain(fields.iter().copied()) {
            body.extend_from_slice(
                format!("--{border}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                    .as_bytes(),
            );
        }
        for (name, kind, bytes) in files {
            body.extend_from_slice(
                format!(
                    "--{border}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: {kind}\r\n\r\n"
                )
                .as_bytes(),
            );
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{border}--\r\n").as_bytes());
        self.send(path, &format!("multipart/form-data; boundary={border}"), body)
    }

    /// Presses a button of the desk at `path`, after typing over some of its fields.
    #[allow(dead_code, reason = "not every test program uses it")]
    pub fn at_desk(&mut self, path: &str, typed: &[(&str, &str)], act: &str) -> Page {
        let mut fields = self.open(path).form(path);
        for (name, value) in typed {
            fields.retain(|(field, _)| field != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        fields.push(("act".to_owned(), act.to_owned()));
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.upload(path, &fields, &[])
    }

    /// Reads a policy file in and makes a draft of it; the address of the draft.
    #[allow(dead_code, reason = "not every test program uses it")]
    #[track_caller]
    pub fn draft(&mut self, source: &str) -> String {
        let read = self.upload("/policies/import", &[("pasted", source)], &[]).expect(303);
        let desk = read.location.split('?').next().unwrap_or_default().to_owned();
        let made = self.at_desk(&desk, &[], "draft").expect(303);
        made.location.split('?').next().unwrap_or_default().to_owned()
    }

    /// Sends a form as a script of the page does, which wants a sentence or a part of a page back.
    #[allow(dead_code, reason = "not every test program uses it")]
    pub fn fragment(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let headers = [("X-Fragment", "1"), ("X-CSRF-Token", self.csrf.as_str())];
        let headers = headers.map(|(name, value)| (name, value.to_owned()));
        self.send_with(path, "application/x-www-form-urlencoded", &headers, form.into_bytes())
    }

    /// Sends a body.
    pub fn send(&mut self, path: &str, kind: &str, body: Vec<u8>) -> Page {
        self.send_with(path, kind, &[], body)
    }

    fn send_with(&mut self, path: &str, kind: &str, more: &[(&str, String)], body: Vec<u8>) -> Page {
        let mut request = self
            .agent
            .post(format!("{}{path}", self.hall.base))
            .header("Cookie", self.cookie_header())
            .header("Content-Type", kind)
            .header("Origin", &self.hall.base);
        for (name, value) in more {
            request = request.header(*name, value);
        }
        let page = read(request.send(&body[..]));
        self.keep(&page)
    }

    fn cookie_header(&self) -> String {
        self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect::<Vec<_>>().join("; ")
    }

    fn keep(&mut self, page: &(Page, Vec<String>)) -> Page {
        for line in &page.1 {
            let pair = line.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                if value.is_empty() {
                    self.cookies.remove(name);
                } else {
                    self.cookies.insert(name.to_owned(), value.to_owned());
                }
            }
        }
        let text = page.0.text();
        if let Some(at) = text.find("name=\"csrf-token\" content=\"") {
            let rest = &text[at + 27..];
            rest[..rest.find('"').unwrap_or(0)].clone_into(&mut self.csrf);
        }
        page.0.clone()
    }
}

/// Text without the escapes of a page.
fn plain(text: &str) -> String {
    let pairs = [
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
    ];
    let text = pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    text.replace("&#38;", "&").replace("&amp;", "&")
}

fn read(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> (Page, Vec<String>) {
    let mut answer = answer.expect("the server answers");
    let header =
        |name: &str| answer.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    let headers = answer
        .headers()
        .iter()
        .map(|(n, v)| (n.to_string(), String::from_utf8_lossy(v.as_bytes()).into_owned()))
        .collect();
    let cookies = answer
        .headers()
        .get_all("set-cookie")
        .iter()
        .filter_map(|v| v.to_str().ok().map(str::to_owned))
        .collect();
    let page = Page {
        status: answer.status().as_u16(),
        location: header("location"),
        kind: header("content-type"),
        headers,
        bytes: answer.body_mut().with_config().limit(200 << 20).read_to_vec().expect("the body arrives"),
    };
    (page, cookies)
}
