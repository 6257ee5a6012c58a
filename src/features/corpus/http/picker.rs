//! Choosing clauses in a form: nobody types an internal name.
//!
//! The search stands inside the form. Looking, choosing and taking out are buttons of the same form, so that
//! everything typed comes back with the answer; with scripts the same lists are filled in place.

use std::sync::Arc;

use actix_web::web::Data;
use askama::Template;
use chrono::NaiveDate;

use super::label;
use crate::features::corpus::model::ClauseView;
use crate::features::corpus::service::policies;
use crate::features::corpus::service::search::{self, Question, What};
use crate::kernel::{Actor, Fault, perm};
use crate::platform::i18n::Texts;
use crate::platform::search::Kind;
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Chrome, Fields, Routes, html};

/// Clauses offered at once.
const OFFERED: usize = 8;

/// Most clauses one text rests on.
pub const MOST: usize = 10;

pub(super) fn routes(routes: &mut Routes) {
    routes.get("/clauses/pick", offer);
}

/// A clause in the lists of a form.
#[derive(Debug, Clone)]
pub struct PickedClause {
    /// What the form sends.
    pub reference: String,
    /// Title and article.
    pub label: String,
    /// Its text; empty when it is not in force.
    pub text: String,
}

impl PickedClause {
    fn of(t: Texts, clause: &ClauseView) -> Self {
        Self { reference: clause.reference(), label: label(t, clause), text: clause.text.clone() }
    }
}

/// What a form says about its clauses.
#[derive(Debug, Clone, Default)]
pub struct Picks {
    /// References chosen.
    pub references: Vec<String>,
    /// What to look for.
    pub query: String,
    /// Whether the form was sent to look or choose rather than to save.
    pub looking: bool,
}

impl Picks {
    /// Reads the fields of the picker: `pins` chosen so far, `add` and `drop` the button pressed, `pick` the
    /// search button. A form sent by the Enter key while something stands in the search box means the search.
    #[must_use]
    pub fn of(form: &Fields) -> Self {
        let mut references: Vec<String> = Vec::new();
        let (add, drop) = (form.one("add"), form.one("drop"));
        let chosen = form.all("pins").flat_map(str::split_whitespace).chain([add]);
        for reference in chosen.filter(|reference| !reference.is_empty() && *reference != drop) {
            if !references.iter().any(|known| known == reference) {
                references.push(reference.to_owned());
            }
        }
        references.truncate(MOST);
        let query = form.one("pick_q").to_owned();
        let by_enter = form.ticked("enter") && !query.is_empty();
        let looking = form.ticked("pick") || !add.is_empty() || !drop.is_empty() || by_enter;
        Self { references, query, looking }
    }
}

/// The lists of the picker on a page.
#[derive(Debug, Clone, Default)]
pub struct Picker {
    /// Chosen so far.
    pub chosen: Vec<PickedClause>,
    /// What was looked for.
    pub query: String,
    /// What was found.
    pub found: Vec<PickedClause>,
    /// How many were found, as a sentence; empty when nothing was looked for.
    pub said: String,
}

impl Picker {
    /// Fills the lists as of a day, on the calling thread.
    ///
    /// # Errors
    /// When the index or the database fails.
    pub fn fill(
        site: &Arc<Site>,
        actor: &Actor,
        t: Texts,
        picks: &Picks,
        day: NaiveDate,
    ) -> Result<Self, Fault> {
        let chosen = site.db.read_blocking(|conn| {
            let mut chosen = Vec::new();
            for reference in &picks.references {
                let clause = policies::resolve_clause(conn, reference, day)?;
                chosen.push(clause.map_or_else(
                    || PickedClause {
                        reference: reference.clone(),
                        label: reference.clone(),
                        text: String::new(),
                    },
                    |clause| PickedClause::of(t, &clause),
                ));
            }
            Ok(chosen)
        })?;
        let mut picker = Self { chosen, query: picks.query.clone(), ..Self::default() };
        if picks.looking && !picks.query.is_empty() {
            let found = look(site, actor, t, &picks.query, day)?;
            picker.found =
                found.into_iter().filter(|one| !picks.references.contains(&one.reference)).collect();
            picker.said = t.with("pick-found", &[("n", &picker.found.len())]);
        }
        Ok(picker)
    }

    /// As [`Picker::fill`], on the blocking pool.
    ///
    /// # Errors
    /// When the index or the database fails.
    pub async fn load(site: &Data<Site>, actor: &Actor, t: Texts, picks: &Picks) -> Result<Self, Fault> {
        let (site, actor, picks) = (site.clone().into_inner(), actor.clone(), picks.clone());
        let day = site.today();
        tokio::task::spawn_blocking(move || Self::fill(&site, &actor, t, &picks, day))
            .await
            .map_err(Fault::ours)?
    }
}

fn look(
    site: &Arc<Site>,
    actor: &Actor,
    t: Texts,
    query: &str,
    day: NaiveDate,
) -> Result<Vec<PickedClause>, Fault> {
    let question = Question {
        text: query.to_owned(),
        as_of: day,
        kinds: vec![Kind::Clause],
        typing: true,
        limit: OFFERED,
        offset: 0,
    };
    let found = search::search(site, actor, &question)?;
    let current = found.hits.iter().filter_map(|hit| match &hit.what {
        What::Clause(hit) if !hit.past => Some(PickedClause::of(t, &hit.clause)),
        _ => None,
    });
    Ok(current.collect())
}

#[derive(Template)]
#[template(path = "features/corpus/pages/clause_offer.html")]
struct Offer {
    page: Chrome,
    picker: Picker,
}

/// The clauses found for a few words, for the script of the picker.
async fn offer(who: Allow<perm::ReadPolicy>, query: Fields, site: Data<Site>) -> Answer {
    let picks = Picks { query: query.one("q").to_owned(), looking: true, ..Picks::of(&query) };
    let t = Texts::new(who.lang).on(site.today());
    let picker = Picker::load(&site, who.actor(), t, &picks).await?;
    html(&Offer { page: Chrome::new(&who, "pick-legend", Place::Policy), picker })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picks(query: &str) -> Picks {
        Picks::of(&Fields::parse(query.as_bytes()))
    }

    #[test]
    fn buttons_of_the_picker_do_not_save() {
        assert!(picks("pick=find&pick_q=x").looking);
        assert!(!picks("pick_q=x&pins=a%231").looking, "the button that saves saves");
        assert!(picks("pick_q=x&enter=1").looking && !picks("pick_q=&enter=1").looking);
    }

    #[test]
    fn choosing_adds_and_taking_out_removes() {
        let chosen = picks("pins=a%231&pins=b%232&add=c%233");
        assert_eq!(
            (chosen.references, chosen.looking),
            (vec!["a#1".into(), "b#2".into(), "c#3".into()], true)
        );
        let fewer = picks("pins=a%231&pins=b%232&drop=a%231");
        assert_eq!((fewer.references, fewer.looking), (vec!["b#2".to_owned()], true));
        assert_eq!(picks("pins=a%231&add=a%231").references, ["a#1"], "once is enough");
        assert_eq!(picks("pins=a%231%0Ab%232").references.len(), 2, "lines of an older form");
    }
}
