//! Every page of the product, in both languages: no dead link, no text missing from the catalogues, no
//! accessibility violation on a desk or a phone, no sideways scroll at 320 pixels, no console error, no
//! request that leaves the origin.
//!
//! The pages are found by following links over HTTP as each kind of person would. Of each route the fullest
//! page met is then opened in the browser, logged in as whoever met it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use shifu::app::server;
use shifu::forensics::synth::{LastSave, case};

use crate::browser::{Browser, Viewport};
use crate::harness::{Engine, Hall, Page, Persona};
use crate::journeys::backstage::keep_read;

/// Who walks: between them they hold every role.
const WALKERS: &[&str] = &[
    "xinren", "xinren3", "shifu", "jingban", "fuhe", "zhengce", "zhiliang", "zhuguan", "wangdian", "xitong",
    "anquan", "shenji",
];

/// Pages for who is not logged in.
const PUBLIC: &[&str] = &["/login", "/verify"];

/// How many addresses of one route a walker follows.
const ADDRESSES: usize = 8;

/// A page to open in the browser.
#[derive(Debug)]
struct Sample {
    walker: &'static str,
    href: String,
    bytes: usize,
}

type Samples = BTreeMap<&'static str, Sample>;

/// What is shown in a window, as opposed to downloaded or drawn into another page.
fn is_address(href: &str) -> bool {
    href.starts_with('/')
        && !href.starts_with("//")
        && !["/assets/", "/api/", "/health/"].iter().any(|prefix| href.starts_with(prefix))
}

/// The route an address belongs to.
fn route(href: &str, routes: &[&'static str]) -> Option<&'static str> {
    let path = href.split(['?', '#']).next().unwrap_or_default();
    let fits = |route: &str| {
        let (a, b): (Vec<_>, Vec<_>) = (route.split('/').collect(), path.split('/').collect());
        a.len() == b.len() && a.iter().zip(&b).all(|(p, s)| p.starts_with('{') || p == s)
    };
    let exact = routes.iter().find(|route| !route.contains('{') && fits(route));
    exact.or_else(|| routes.iter().find(|route| fits(route))).copied()
}

fn links(page: &Page) -> Vec<String> {
    let text = page.text();
    text.split(" href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|href| href.replace("&#38;", "&").replace("&amp;", "&"))
        .map(|href| href.split('#').next().unwrap_or_default().to_owned())
        .filter(|href| is_address(href))
        .collect()
}

/// Texts the catalogue lacks show their key between these brackets.
fn missing_texts(page: &Page) -> BTreeSet<String> {
    let text = page.text();
    let found = text.split('\u{27e6}').skip(1).filter_map(|rest| rest.split('\u{27e7}').next());
    found.map(str::to_owned).collect()
}

/// What no page shows in a window: parts of pages, and downloads.
const NOT_PAGES: &[&str] = &[
    "/assets/{name:.*}",
    "/clauses/pick",
    "/items/{slug}/steps",
    "/mentoring/proof",
    "/exercises/{id}/picture",
    "/people/import/template.csv",
    "/prices/template.csv",
    "/reports/csv/{name}",
    "/screening/{id}/documents/{document}/row",
    "/screening/{id}/pages/{n}/{layer}",
    "/screening/{id}/progress",
];

/// Does what brings pages into being that nobody's past holds: a draft, a notice, a quiz, a complaint.
/// The addresses, each with whom it belongs to.
fn prepare(hall: &Hall) -> Vec<(&'static str, String)> {
    let mut made = Vec::new();
    let post = |who: &'static str, path: &str, fields: &[(&str, &str)]| {
        let answer = hall.person(who).post(path, fields).expect(303);
        (who, answer.location.split('?').next().unwrap_or_default().to_owned())
    };
    let draft = "+++\nkey = \"service_standard\"\nversion = 3\ntitle = \"窗口服务规范\"\n\
        number = \"岚房金发〔2026〕99号\"\nissuer = \"岚浦市住房公积金管理中心\"\narea = \"服务\"\n\
        effective_from = 2027-03-01\nchange = \"major\"\nreview_on = 2027-11-01\n+++\n# 窗口服务规范\n\n\
        ## 第一章\n\n第一条　先问来意，再看材料。\n（一）起身问候；\n（二）双手递接。\n";
    let mut steward = hall.person("zhengce");
    made.push(("zhengce", steward.draft(draft)));
    // A paper that was read, twice handed in: its fields, its earlier revision, both side by side.
    let scan = case(71, None, LastSave::Jpeg(92)).unwrap().bytes;
    for earlier in [true, false] {
        let mut clerk = hall.person("jingban");
        let batch = clerk.open("/screening").field("batch").unwrap();
        let sent =
            clerk.upload("/screening", &[("batch", &batch)], &[("statement.jpg", "image/jpeg", &scan)]);
        let path = sent.location.split('?').next().unwrap_or_default().to_owned();
        keep_read(hall, &path, &scan, earlier);
        made.push(("jingban", path));
    }
    let papers: Vec<String> = (0..7).map(|n| format!("paper-{n}")).collect();
    let papers: Vec<(&str, &str)> = papers.iter().map(|name| (name.as_str(), "missing")).collect();
    made.push(post("jingban", "/items/rent_withdrawal/notice", &papers));
    let (clerk, quiz) = post("jingban", "/items/rent_withdrawal/why", &[]);
    made.push((clerk, format!("{quiz}/1")));
    let (reviewer, done) = post("fuhe", "/items/leave_closure/why", &[]);
    for place in 1.. {
        let answer = hall.person(reviewer).post(&format!("{done}/{place}"), &[("choice", "0")]);
        if answer.status != 303 {
            break;
        }
    }
    made.push((reviewer, done));
    made.extend(exercises(hall));
    made
}

/// A closed case with a confirmed place, an exercise begun with it, and two drawn ones: one that waits, one
/// published.
fn exercises(hall: &Hall) -> Vec<(&'static str, String)> {
    let words = [("title", "贴上去的一个词"), ("explanation", "两处连颗粒都一样，也可能是巧合。")];
    let path = |location: &str| location.split('?').next().unwrap_or_default().to_owned();
    let draw = |edit: &'static str| {
        let form = [("edit", edit), words[0], words[1]];
        path(&hall.person("shifu").post("/exercises", &form).expect(303).location)
    };
    let (waiting, published) = (draw("erase"), draw("copymove"));
    let mut steward = hall.person("zhengce");
    let mark = steward.open(&published).field("seen").expect("what is approved");
    steward.post(&format!("{published}/step"), &[("act", "approve"), ("seen", mark.as_str())]).expect(303);
    let tried = hall.person("xinren").post(&published, &[("cell", "9")]).expect(303).location;

    let mut clerk = hall.person("jingban");
    let mark = clerk.open("/screening").field("batch").expect("the form carries its mark");
    let page = shifu::forensics::synth::case(
        12,
        Some(shifu::forensics::synth::EditKind::CopyMove),
        shifu::forensics::synth::LastSave::Png,
    );
    let file = page.expect("a page can be drawn").bytes;
    let fields = [("batch", mark.as_str()), ("purpose", "withdrawal"), ("review", "1")];
    let case =
        path(&clerk.upload("/screening", &fields, &[("页.png", "image/png", &file)]).expect(303).location);
    hall.run_jobs();
    let mut reviewer = hall.person("fuhe");
    let page = reviewer.act(&format!("{case}/claim"), &[]);
    let text = page.text();
    let findings: BTreeSet<&str> = text
        .split(&format!("action=\"{case}/findings/"))
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    for finding in findings {
        reviewer.act(&format!("{case}/findings/{finding}"), &[("outcome", "confirmed")]);
    }
    let seen = reviewer.open(&case).field("seen").expect("the form carries what was seen");
    let form = [("decision", "ask_more"), ("reason", "请提供原件"), ("seen", seen.as_str())];
    reviewer.act(&format!("{case}/decide"), &form);
    clerk.act(&format!("{case}/close"), &[]);
    let form = [("page", "101"), words[0], words[1]];
    let begun = path(&reviewer.post(&format!("{case}/exercise"), &form).expect(303).location);
    vec![
        ("shifu", waiting),
        ("xinren", published),
        ("xinren", tried.split('#').next().unwrap_or_default().to_owned()),
        ("fuhe", format!("{case}/exercise")),
        ("fuhe", begun),
    ]
}

/// Follows the links of one person; keeps the fullest page of each route.
fn walk(
    persona: &mut Persona<'_>,
    walker: &'static str,
    routes: &[&'static str],
    samples: &mut Samples,
    complaints: &mut Vec<String>,
    begin: impl Iterator<Item = String>,
) {
    let mut waiting: VecDeque<(String, String)> =
        std::iter::once("/".to_owned()).chain(begin).map(|href| (href, String::new())).collect();
    let mut seen = BTreeSet::new();
    let mut followed: BTreeMap<&str, usize> = BTreeMap::new();
    while let Some((href, from)) = waiting.pop_front() {
        if !seen.insert(href.clone()) {
            continue;
        }
        let mut note = |what: String| complaints.push(format!("{walker} {href} (from {from}): {what}"));
        let Some(route) = route(&href, routes) else {
            note("leads nowhere".to_owned());
            continue;
        };
        let count = followed.entry(route).or_default();
        *count += 1;
        if *count > ADDRESSES {
            continue;
        }
        let page = persona.get(&href);
        match page.status {
            200 => {}
            303 => {
                waiting.push_back((page.location.clone(), href));
                continue;
            }
            // Closed by the why-quiz, with a page that says so.
            403 if route == "/items/{slug}/steps" => {}
            status => {
                note(format!("answers {status}"));
                continue;
            }
        }
        if !page.kind.starts_with("text/html") {
            continue;
        }
        for key in missing_texts(&page) {
            note(format!("text {key} is missing"));
        }
        waiting.extend(links(&page).into_iter().map(|link| (link, href.clone())));
        let bytes = page.bytes.len();
        if samples.get(route).is_none_or(|sample| sample.bytes < bytes) {
            samples.insert(route, Sample { walker, href, bytes });
        }
    }
}

/// Opens one page on a desk, a phone and the narrowest screen.
async fn look(browser: &mut Browser, base: &str, href: &str, dark: bool, complaints: &mut Vec<String>) {
    let address = format!("{base}{href}");
    let mut note = |what: String| complaints.push(format!("{href}: {what}"));
    browser.show(Viewport::DESKTOP, dark).await;
    browser.open(&address).await;
    browser.axe().await.iter().for_each(|violation| note(violation.to_string()));
    // Opened anew: colours on their way from one theme to the other are neither's.
    browser.show(Viewport::PHONE, !dark).await;
    browser.open(&address).await;
    browser.axe().await.iter().for_each(|violation| note(format!("phone: {violation}")));
    browser.show(Viewport::NARROW, !dark).await;
    browser.no_horizontal_scroll().await.err().into_iter().for_each(&mut note);
    browser.console_errors().await.into_iter().for_each(&mut note);
    browser.foreign_requests().await.into_iter().for_each(&mut note);
}

async fn every_page(lang: &'static str) {
    let Some(mut browser) = Browser::start(Viewport::DESKTOP, false).await else { return };
    let server = server::routes();
    let routes: Vec<&'static str> =
        server.infos().iter().filter(|route| route.method == "GET").map(|route| route.path).collect();
    // On a thread of its own: a hall waits for files, which an asynchronous test must not.
    let paths = routes.clone();
    let walked = std::thread::spawn(move || {
        let hall = Hall::open_with_past(Engine::Sqlite).unwrap();
        let (mut samples, mut complaints, mut cookies) = (Samples::new(), Vec::new(), BTreeMap::new());
        let prepared = prepare(&hall);
        for walker in WALKERS {
            let mut persona = hall.person(walker);
            persona.post("/account/look", &[("lang", lang)]).expect(303);
            let begin = prepared.iter().filter(|(who, _)| who == walker).map(|(_, href)| href.clone());
            walk(&mut persona, walker, &routes, &mut samples, &mut complaints, begin);
            cookies.insert(*walker, persona.cookies().clone());
        }
        (hall, samples, complaints, cookies)
    });
    let (hall, samples, mut complaints, cookies) = walked.join().unwrap();
    for (at, sample) in samples.values().enumerate() {
        browser.forget_cookies().await;
        for (name, value) in &cookies[sample.walker] {
            browser.set_cookie(&hall.base, name, value).await;
        }
        look(&mut browser, &hall.base, &sample.href, at % 2 == 1, &mut complaints).await;
    }
    browser.forget_cookies().await;
    for (at, href) in PUBLIC.iter().chain(&["/no-such-page"]).enumerate() {
        browser.set_cookie(&hall.base, "shifu-look", lang).await;
        look(&mut browser, &hall.base, href, at % 2 == 1, &mut complaints).await;
    }
    hall.leave();
    complaints.retain(|complaint| !complaint.contains("/no-such-page - Failed to load resource"));
    crate::notice::say(&format!("{lang}: {} pages looked at", samples.len()));
    let unseen = paths.iter().filter(|path| {
        let apart = ["/api/", "/health/"].iter().any(|prefix| path.starts_with(prefix));
        !apart && !NOT_PAGES.contains(path) && !PUBLIC.contains(path) && !samples.contains_key(**path)
    });
    complaints.extend(unseen.map(|path| format!("{path}: no link leads there")));
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
}

#[tokio::test]
async fn every_page_is_sound_in_chinese() {
    every_page("zh-CN").await;
}

#[tokio::test]
async fn every_page_is_sound_in_english() {
    every_page("en").await;
}
