//! What the manager's page consists of.

use chrono::NaiveDate;

use crate::features::reports::rules::cover::{Cover, Month};
use crate::features::reports::rules::group::Share;
use crate::features::reports::rules::standstill::Step;
use crate::features::screening;

/// Chinese and English name of something.
pub type Names = (String, String);

/// A figure with the one it is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// Now.
    pub now: i64,
    /// Then.
    pub before: i64,
}

/// The four key numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbers {
    /// People with at least one valid certificate; before: at the end of last month.
    pub able: Figure,
    /// Places of posts not covered all next month; before: this month.
    pub gaps: Figure,
    /// Apprenticeships under way; before: a period ago.
    pub training: Figure,
    /// Rounds passed in the period; before: in the one before.
    pub rounds: Figure,
}

/// Somebody and the level of each item, in the order of the items; 0 where there is no certificate.
#[derive(Debug, Clone)]
pub struct Able {
    /// Name.
    pub name: String,
    /// Level and last day of each item.
    pub levels: Vec<Option<(i32, NaiveDate)>>,
}

/// One item at one post with its cover next month.
#[derive(Debug, Clone)]
pub struct CoverLine {
    /// Names of the post.
    pub post: Names,
    /// Names of the item.
    pub item: Names,
    /// Names of the holders.
    pub a: Option<String>,
    /// Names of the holders.
    pub b: Option<String>,
    /// What they can.
    pub cover: Cover,
}

/// Somebody who stands still in an item.
#[derive(Debug, Clone)]
pub struct Still {
    /// Id of the apprenticeship.
    pub pair: String,
    /// Name.
    pub name: String,
    /// Names of the item.
    pub item: Names,
    /// At which step.
    pub step: Step,
    /// The last day something was noted.
    pub last: NaiveDate,
    /// For how many days.
    pub days: i64,
    /// What opens or completes it: key of the sentence, what is there, what is needed.
    pub gates: Vec<(&'static str, usize, usize)>,
}

/// A window and its people: may work all of its items alone, some or in training, none.
#[derive(Debug, Clone)]
pub struct Ready {
    /// Names of the post.
    pub post: Names,
    /// All, some, none.
    pub people: [u32; 3],
}

/// Marks of one criterion of one item.
#[derive(Debug, Clone)]
pub struct Weak {
    /// Names of the criterion.
    pub criterion: Names,
    /// The share that met it.
    pub share: Share,
}

/// The manager's page.
#[derive(Debug, Clone)]
pub struct Overview {
    /// Names of the department, or none for the whole centre.
    pub office: Option<Names>,
    /// The month that cover is asked for.
    pub month: Month,
    /// The four numbers.
    pub numbers: Numbers,
    /// The items, in their order.
    pub items: Vec<Names>,
    /// People by name, with what they may work alone.
    pub able: Vec<Able>,
    /// Cover, in the order of posts.
    pub cover: Vec<CoverLine>,
    /// Who stands still, by step, then name.
    pub still: Vec<Still>,
    /// Person and item pairs at least as far as each step.
    pub funnel: [u32; 5],
    /// Rounds passed in each of the last months: first day of the month, how many.
    pub months: Vec<(NaiveDate, u32)>,
    /// Windows.
    pub ready: Vec<Ready>,
    /// Criteria of each item.
    pub weak: Vec<(Names, Vec<Weak>)>,
    /// Screening in the period, and the one before.
    pub screening: [screening::Figures; 2],
}
