//! What a business item says: the content of one version of it, as it is stored and as the starter files write
//! it.

use serde::{Deserialize, Serialize};

/// One version of a business item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemContent {
    /// What it is for, in a few sentences.
    pub summary: String,
    /// Keys of the policies it rests on.
    pub policies: Vec<String>,
    /// Minutes it should take at the window.
    pub target_minutes: u32,
    /// Encounters to listen to before learning.
    pub listen_required: u32,
    /// Cases to watch before practising.
    pub watch_required: u32,
    /// Rounds to pass before working alone.
    pub practice_required: u32,
    /// 下一步: what the visitor should hear before leaving.
    pub next_steps: Vec<String>,
    /// 易漏: what is easily missed.
    pub easily_missed: Vec<String>,
    /// Papers the visitor brings.
    pub materials: Vec<Material>,
    /// 盲点: where even experienced clerks go wrong.
    pub blind_spots: Vec<BlindSpot>,
    /// The lawful ways to the visitor's end.
    pub options: Vec<Choice>,
    /// 拒绝前看一看: where a visitor is stuck, and what else could be accepted.
    #[serde(default)]
    pub refusals: Vec<Refusal>,
    /// Operating steps; shown only past the gate of the apprenticeship.
    pub steps: Vec<OperatingStep>,
    /// The flow as text: a line a step, `? ` a question, `-> ` its exits.
    pub flowchart: String,
    /// Where and when, for the one-time notice.
    pub notice: NoticeDesk,
    /// What a mentor looks at.
    pub rubric: Rubric,
    /// Simulated cases for practice.
    pub cases: Vec<Case>,
}

/// A paper the visitor brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Material {
    /// What it is.
    pub name: String,
    /// Copies that stay at the hall.
    pub copies: u32,
    /// Whether the original is shown.
    pub original: bool,
    /// Where one gets it.
    #[serde(rename = "where")]
    pub place: String,
    /// Reference of the clause that asks for it.
    pub clause: String,
    /// What to mind.
    pub note: String,
    /// Only then; empty: always.
    pub condition: String,
}

/// A blind spot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlindSpot {
    /// What it is.
    pub text: String,
    /// Reference of its clause.
    pub clause: String,
}

/// A place where a visitor would be sent away, and what the rules allow instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Where it is stuck: what is missing or does not fit.
    pub stuck: String,
    /// What else could be accepted, or what to suggest.
    pub instead: String,
    /// Reference of its clause.
    pub clause: String,
}

/// One lawful way to the visitor's end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its name.
    pub title: String,
    /// What it means for the visitor.
    pub text: String,
    /// Reference of its clause.
    pub clause: String,
}

/// One operating step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatingStep {
    /// Its name.
    pub title: String,
    /// What is done.
    pub text: String,
    /// Whether the mentor stops and looks here.
    pub checkpoint: bool,
    /// What the mentor says at this point.
    pub reminder: String,
}

/// Where and when the visitor comes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeDesk {
    /// Place and counter.
    #[serde(rename = "where")]
    pub place: String,
    /// Opening hours.
    pub when: String,
    /// Telephone.
    pub phone: String,
    /// How long a decision takes.
    pub deadline_note: String,
}

/// What a mentor looks at in a practice round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rubric {
    /// In the order of the sheet.
    pub criteria: Vec<Criterion>,
}

/// One criterion with what each of its four levels looks like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// Stable short name.
    pub key: String,
    /// Name in Chinese.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// Whether failing it fails the round.
    pub critical: bool,
    /// The levels, lowest first.
    pub levels: [String; 4],
    /// The same in English.
    pub levels_en: [String; 4],
}

/// A simulated case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Internal reference; never a citizen's name.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Its name.
    pub title: String,
    /// What the player knows and wants.
    pub text: String,
}
