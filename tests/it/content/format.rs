//! The format of the starter content, one struct a table. Every field is required unless it is an `Option`.

use serde::Deserialize;
use toml::value::Datetime;

macro_rules! tables {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $kind:ty,)+ })+) => {
        $($(#[$meta])* #[derive(Debug, Deserialize)] #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$field_meta])* pub $field: $kind,)+ })+
    };
}

tables! {
    /// Header of one policy version, between `+++` lines.
    PolicyHeader {
        key: String, version: u32, title: String, number: String, issuer: String, area: String,
        effective_from: Datetime, effective_to: Option<Datetime>, change: String, state_note: Option<String>,
        key_points: Vec<String>, hard_points: Vec<String>, watch_points: Vec<String>,
        items: Vec<String>, review_on: Datetime,
    }
    CentreFile { centre: Centre, departments: Vec<Department>, posts: Vec<Post>, }
    Centre { key: String, name: String, name_en: String, city: String, }
    Department { key: String, name: String, name_en: String, kind: String, }
    Post { key: String, name: String, name_en: String, department: String, items: Vec<String>, }
    People { people: Vec<Person>, }
    Person { username: String, name: String, department: String, roles: Vec<String>, employee_no: String, }
    Item {
        key: String, name: String, name_en: String, risk: String, summary: String, policies: Vec<String>,
        target_minutes: u32, listen_required: u32, watch_required: u32, practice_required: u32,
        next_steps: Vec<String>, easily_missed: Vec<String>, flowchart: String,
        materials: Vec<Material>, blind_spots: Vec<BlindSpot>, options: Vec<Choice>, refusals: Vec<Refusal>,
        steps: Vec<OperatingStep>, notice: Notice, questions: Vec<Question>, rubric: ItemRubric, cases: Vec<Case>,
    }
    Material {
        name: String, copies: u32, original: bool, #[serde(rename = "where")] where_: String,
        clause: String, note: String, condition: String,
    }
    BlindSpot { text: String, clause: String, }
    /// One lawful way to reach the visitor's end.
    Choice { title: String, text: String, clause: String, }
    /// Where a visitor would be sent away, and what the rules allow instead.
    Refusal { stuck: String, instead: String, clause: String, }
    OperatingStep { title: String, text: String, checkpoint: bool, reminder: String, }
    Notice { #[serde(rename = "where")] place: String, when: String, phone: String, deadline_note: String, }
    Question {
        key: String, kind: String, tag: String, critical: bool, stem: String, options: Vec<String>,
        answer: Vec<usize>, explanation: String, clauses: Vec<String>,
    }
    ItemRubric { criteria: Vec<Criterion>, }
    Criterion {
        key: String, name: String, name_en: String, critical: bool,
        levels: [String; 4], levels_en: [String; 4],
    }
    Case { #[serde(rename = "ref")] reference: String, title: String, text: String, }
    Routine {
        key: String, title: String, title_en: String, purpose: String, source_note: String,
        steps: Vec<RoutineStep>, rubric: RoutineRubric,
    }
    RoutineStep { phrase: String, phrase_en: String, behaviour: String, common_slip: String, say: String, }
    RoutineRubric { seen: String, partly: String, not_seen: String, }
    Programme {
        key: String, name: String, name_en: String, min_days: u32, max_days: u32,
        items: Vec<String>, routines: Vec<String>, agreement: String, agreement_version: String,
    }
    Faq { faq: Vec<FaqEntry>, }
    FaqEntry {
        question: String, plain: String, clause_answer: String, clauses: Vec<String>,
        items: Vec<String>, asked: Vec<String>,
    }
    Forms { forms: Vec<Form>, }
    Form {
        key: String, name: String, version: String, items: Vec<String>, purpose: String, fields: Vec<String>,
    }
    Notes { notes: Vec<Note>, }
    Note { author: String, kind: String, title: String, text: String, clauses: Vec<String>, }
    Terms { terms: Vec<Term>, }
    Term { #[serde(rename = "term")] word: String, plain: String, en: String, }
    Synonyms { group: Vec<Group>, }
    /// Either `terms` (each expands to the others) or `term` with `to` (one way).
    Group { terms: Option<Vec<String>>, term: Option<String>, to: Option<Vec<String>>, }
    Queries { query: Vec<Query>, }
    Query { text: String, kind: String, relevant: Vec<String>, }
}
