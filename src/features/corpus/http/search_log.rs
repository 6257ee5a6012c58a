//! The steward's list of searches that failed, each with the two ways to mend it.

use actix_web::web::Data;
use askama::Template;

use crate::features::corpus::service::searches::{self, KEPT_DAYS, OFTEN, Searched};
use crate::kernel::perm;
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Posted, Routes, html, see_other};

pub(super) fn routes(routes: &mut Routes) {
    routes.get("/search/log", log).post("/search/log/mended", mended);
}

struct Line {
    digest: String,
    words: String,
    sub: String,
    again: String,
    synonym: String,
    faq: String,
}

/// One of the three lists.
struct List {
    id: &'static str,
    title: String,
    sub: String,
    empty: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "features/corpus/pages/search_log.html")]
struct LogPage {
    page: Chrome,
    sub: String,
    lists: Vec<List>,
}

fn line(t: Texts, one: Searched) -> Line {
    let pair = |path: &str, name: &str| {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        pairs.append_pair(name, &one.words);
        format!("{path}?{}", pairs.finish())
    };
    let day = t.date_full(one.last);
    let counts: [(&str, &dyn crate::platform::i18n::TextValue); 4] =
        [("asked", &one.asked), ("nothing", &one.nothing), ("far", &one.far), ("day", &day)];
    Line {
        sub: t.with("search-log-counts", &counts),
        again: pair("/search", "q"),
        synonym: pair("/synonyms", "term"),
        faq: pair("/faq/new", "question"),
        digest: one.digest,
        words: one.words,
    }
}

async fn log(who: Allow<perm::WritePolicy>, site: Data<Site>) -> Answer {
    let today = site.today();
    let t = Texts::new(who.lang).on(today);
    let actor = who.actor().clone();
    let log = site.db.read(move |conn| searches::log(conn, &actor, today)).await?;
    let list = |id: &'static str, title: &str, sub: &str, lines: Vec<Searched>| List {
        id,
        title: t.get(title),
        sub: t.with(sub, &[("n", &OFTEN)]),
        empty: t.get("search-log-empty"),
        lines: lines.into_iter().map(|one| line(t, one)).collect(),
    };
    html(&LogPage {
        page: Chrome::new(&who, "search-log-title", Place::Policy),
        sub: t.with("search-log-sub", &[("days", &KEPT_DAYS), ("n", &OFTEN)]),
        lists: vec![
            list("nothing", "search-log-nothing", "search-log-nothing-sub", log.nothing),
            list("far", "search-log-far", "search-log-far-sub", log.far),
            list("often", "search-log-often", "search-log-often-sub", log.often),
        ],
    })
}

async fn mended(who: Allow<perm::WritePolicy>, form: Posted, site: Data<Site>) -> Answer {
    let (actor, digest) = (who.actor().clone(), form.one("digest").to_owned());
    site.db.write(move |tx| searches::mended(tx, &actor, &digest)).await?;
    see_other("/search/log?ok=search-mended")
}
