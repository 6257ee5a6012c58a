//! Who holds which post: a form for each post of the office.

use actix_web::web::{Data, Path};
use askama::Template;

use crate::features::accounts;
use crate::features::corpus;
use crate::features::reports::model::Post;
use crate::features::reports::rules::cover::Kind;
use crate::features::reports::service::posts as service;
use crate::kernel::{Actor, Fault, Id, perm};
use crate::platform::db::AnyConn;
use crate::platform::i18n::{Lang, Texts};
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, FormErrors, Posted, fragment, see_other};

/// One place of a post in the form.
struct PlaceView {
    /// Id of the field; the plain one where the summary on top leads to it.
    id: String,
    code: &'static str,
    letter: &'static str,
    since: String,
    options: Vec<Choice>,
    error: String,
}

struct Choice {
    id: String,
    name: String,
    chosen: bool,
}

struct PostView {
    id: String,
    name: String,
    items: String,
    places: Vec<PlaceView>,
}

struct OfficeView {
    name: String,
    posts: Vec<PostView>,
}

#[derive(Template)]
#[template(path = "features/reports/pages/posts.html")]
struct PostsPage {
    page: Chrome,
    errors: FormErrors,
    offices: Vec<OfficeView>,
}

/// What the page needs, read in one go.
struct Gathered {
    posts: Vec<Post>,
    departments: Vec<accounts::Department>,
    people: Vec<(String, String, String)>,
    items: Vec<corpus::Item>,
}

fn gather(conn: &mut AnyConn, actor: &Actor) -> Result<Gathered, Fault> {
    let office = service::office_of(conn, actor)?;
    let people = accounts::people(conn, None)?
        .into_iter()
        .filter(|(person, roles)| {
            person.disabled_at.is_none() && roles.iter().any(|role| !role.is_administrator())
        })
        .map(|(person, _)| (person.id, person.name, person.department_id))
        .collect();
    Ok(Gathered {
        posts: service::posts(conn, office.department())?,
        departments: accounts::departments(conn)?,
        people,
        items: corpus::items(conn)?,
    })
}

/// What was typed into the form that is shown again.
struct Typed {
    post: String,
    a: String,
    b: String,
}

fn show(
    who: &Allow<perm::ManagePosts>,
    site: &Site,
    found: Gathered,
    typed: Option<&Typed>,
    errors: FormErrors,
) -> Answer {
    let page = Chrome::new(who, "posts-title", Place::Reports);
    let t = page.t.on(site.today());
    let en = t.lang == Lang::En;
    let Gathered { posts, departments, people, items } = found;
    let mut offices = Vec::new();
    for department in &departments {
        let own = posts.iter().filter(|post| post.department == department.id);
        let posts: Vec<PostView> = own
            .map(|post| {
                let typed = typed.filter(|typed| typed.post == post.id);
                let names = post.items.iter().filter_map(|id| items.iter().find(|item| item.id == *id));
                PostView {
                    id: post.id.clone(),
                    name: if en { post.name_en.clone() } else { post.name.clone() },
                    items: names
                        .map(|item| if en { item.name_en.clone() } else { item.name.clone() })
                        .collect::<Vec<_>>()
                        .join(&t.get("list-and")),
                    places: Kind::ALL
                        .into_iter()
                        .map(|kind| place(&t, post, kind, &people, typed, &errors))
                        .collect(),
                }
            })
            .collect();
        if !posts.is_empty() {
            let name = if en { department.name_en.clone() } else { department.name.clone() };
            offices.push(OfficeView { name, posts });
        }
    }
    fragment(&PostsPage { page, offices, errors: errors.clone() }, &errors)
}

fn place(
    t: &Texts,
    post: &Post,
    kind: Kind,
    people: &[(String, String, String)],
    typed: Option<&Typed>,
    errors: &FormErrors,
) -> PlaceView {
    let holder = post.holder(kind);
    let chosen = match (typed, kind) {
        (Some(typed), Kind::A) => typed.a.as_str(),
        (Some(typed), Kind::B) => typed.b.as_str(),
        (None, _) => holder.map_or("", |holder| holder.person.as_str()),
    };
    let mut options: Vec<Choice> = people
        .iter()
        // The own office first, others behind: a small office borrows from another.
        .filter(|(_, _, office)| *office == post.department)
        .chain(people.iter().filter(|(_, _, office)| *office != post.department))
        .map(|(id, name, _)| Choice { id: id.clone(), name: name.clone(), chosen: id == chosen })
        .collect();
    options.insert(0, Choice { id: String::new(), name: t.get("posts-nobody"), chosen: chosen.is_empty() });
    let id = if typed.is_some() { kind.code().to_owned() } else { format!("{}-{}", post.id, kind.code()) };
    PlaceView {
        id,
        code: kind.code(),
        letter: kind.letter(),
        since: holder.map_or_else(String::new, |h| t.with("posts-since", &[("day", &t.date(h.from))])),
        options,
        error: if typed.is_some() { errors.of(kind.code()).to_owned() } else { String::new() },
    }
}

pub(super) async fn page(who: Allow<perm::ManagePosts>, site: Data<Site>) -> Answer {
    let actor = who.actor().clone();
    let found = site.db.read(move |conn| gather(conn, &actor)).await?;
    show(&who, &site, found, None, FormErrors::default())
}

pub(super) async fn save(
    who: Allow<perm::ManagePosts>,
    id: Path<Id>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let typed = Typed { post: id.to_string(), a: form.one("a").to_owned(), b: form.one("b").to_owned() };
    let (actor, zone) = (who.actor().clone(), site.zone());
    let (post, a, b) = (typed.post.clone(), typed.a.clone(), typed.b.clone());
    let outcome = site
        .db
        .write(move |tx| {
            let day = zone.day(tx.at);
            let choice = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            let places = [(Kind::A, choice(&a)), (Kind::B, choice(&b))];
            service::name_holders(tx, &actor, &post, &places, day)
        })
        .await;
    match outcome {
        Ok(()) => see_other("/reports/posts?ok=post-saved"),
        Err(fault) => {
            let errors = FormErrors::from_fault(&Texts::new(who.lang), fault)?;
            let actor = who.actor().clone();
            let found = site.db.read(move |conn| gather(conn, &actor)).await?;
            show(&who, &site, found, Some(&typed), errors)
        }
    }
}
