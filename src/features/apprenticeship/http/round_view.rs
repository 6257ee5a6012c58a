//! What the pages of a round show, from the file the service gives.

use super::words::{self, EventLine};
use crate::features::apprenticeship::rules::figures::{CRITICAL_LEVEL, SIGN_WITHIN_DAYS};
use crate::features::apprenticeship::rules::round::State;
use crate::features::apprenticeship::rules::signing::Criterion;
use crate::features::apprenticeship::service::rounds::{RoundFile, SignedView};
use crate::kernel::Fault;
use crate::platform::i18n::{Lang, Texts};
use crate::platform::site::Site;
use crate::web::Fields;

pub(super) struct LevelLine {
    pub n: u8,
    pub word: String,
    pub text: String,
    pub on: bool,
}

pub(super) struct CriterionLine {
    pub key: String,
    pub name: String,
    pub levels: Vec<LevelLine>,
    pub redo: bool,
}

pub(super) struct Group {
    pub title: String,
    pub critical: bool,
    pub criteria: Vec<CriterionLine>,
}

/// The sheet to be filled in.
pub(super) struct Sheet {
    pub second: bool,
    pub groups: Vec<Group>,
    pub sentence: String,
    pub prompted: String,
    pub late: bool,
    pub late_reason: String,
}

pub(super) struct MeterLine {
    pub name: String,
    pub critical: bool,
    pub level: u8,
    pub low: bool,
    pub text: String,
}

/// A signature as the pages show it.
pub(super) struct SignedLine {
    pub id: String,
    pub head: String,
    pub tone: &'static str,
    pub state: String,
    pub meters: Vec<MeterLine>,
    pub redo: String,
    pub sentence: String,
    pub from: String,
    pub facts: String,
}

pub(super) struct ChainLine {
    pub href: String,
    pub head: String,
    pub tone: &'static str,
    pub state: String,
    pub redo: String,
    pub words: Vec<String>,
}

pub(super) fn level_words(t: &Texts) -> [String; 4] {
    [t.get("level-word-1"), t.get("level-word-2"), t.get("level-word-3"), t.get("level-word-4")]
}

pub(super) fn criterion_name(t: &Texts, c: &Criterion) -> String {
    words::pick(t, &c.name, &c.name_en)
}

pub(super) fn level_texts<'a>(t: &Texts, c: &'a Criterion) -> &'a [String; 4] {
    if t.lang == Lang::En { &c.levels_en } else { &c.levels }
}

/// The sheet, with what was typed when it comes back with an error.
pub(super) fn sheet(t: &Texts, site: &Site, file: &RoundFile, typed: Option<&Fields>) -> Sheet {
    let nothing = Fields::default();
    let typed = typed.unwrap_or(&nothing);
    let scale = level_words(t);
    let line = |c: &Criterion| CriterionLine {
        name: criterion_name(t, c),
        levels: (1_u8..)
            .zip(level_texts(t, c).iter().zip(&scale))
            .map(|(n, (text, word))| LevelLine {
                n,
                word: word.clone(),
                text: text.clone(),
                on: typed.one(&format!("c-{}", c.key)) == n.to_string(),
            })
            .collect(),
        redo: typed.all("redo").any(|key| key == c.key),
        key: c.key.clone(),
    };
    let group = |critical: bool| Group {
        title: t.get(if critical { "sheet-critical" } else { "sheet-other" }),
        critical,
        criteria: file.rubric.iter().filter(|c| c.critical == critical).map(line).collect(),
    };
    let groups = [group(true), group(false)].into_iter().filter(|g| !g.criteria.is_empty()).collect();
    Sheet {
        second: file.state == State::AwaitingSecond,
        groups,
        sentence: typed.one("sentence").to_owned(),
        prompted: typed.one("prompted").to_owned(),
        late: (site.today() - file.round.observed_on).num_days() > SIGN_WITHIN_DAYS,
        late_reason: typed.one("late_reason").to_owned(),
    }
}

fn names_of(t: &Texts, rubric: &[Criterion], keys: &[String]) -> String {
    let names: Vec<String> =
        rubric.iter().filter(|c| keys.contains(&c.key)).map(|c| criterion_name(t, c)).collect();
    names.join(" \u{b7} ")
}

pub(super) fn redo_line(t: &Texts, rubric: &[Criterion], signed: &SignedView) -> Result<String, Fault> {
    if signed.row.passed() {
        return Ok(String::new());
    }
    let names = names_of(t, rubric, &signed.row.redo_criteria()?);
    Ok(t.with("round-redo-criteria", &[("list", &names)]))
}

/// One signature.
pub(super) fn signed_line(
    t: &Texts,
    site: &Site,
    rubric: &[Criterion],
    signed: &SignedView,
) -> Result<SignedLine, Fault> {
    let row = &signed.row;
    let scores = row.scores()?;
    let meters = rubric
        .iter()
        .filter_map(|c| {
            let level = *scores.get(&c.key)?;
            let text = level_texts(t, c).get(usize::from(level).checked_sub(1)?)?.clone();
            let low = c.critical && level < CRITICAL_LEVEL;
            Some(MeterLine { name: criterion_name(t, c), critical: c.critical, level, low, text })
        })
        .collect();
    let mut facts = vec![
        t.get(if row.prompted { "signed-prompted" } else { "signed-unprompted" }),
        t.with("signed-server-time", &[("at", &t.date_time_full(site.zone().local(row.signed_at)))]),
    ];
    if let Some(device) = row.device_at {
        facts.push(t.with("signed-device-time", &[("at", &t.date_time_full(site.zone().local(device)))]));
    }
    facts.push(t.get(match row.channel.as_str() {
        "offline" => "channel-offline",
        "api" => "channel-api",
        _ => "channel-page",
    }));
    if !row.late_reason.is_empty() {
        facts.push(t.with("signed-late", &[("n", &row.late_days), ("reason", &row.late_reason)]));
    }
    if signed.founding {
        facts.push(t.get("signed-founding"));
    }
    Ok(SignedLine {
        id: row.id.clone(),
        head: t.get(if row.place == 1 { "signed-first" } else { "signed-second" }),
        tone: if row.passed() { "tag-ok" } else { "tag-warn" },
        state: t.get(if row.passed() { "signed-passed" } else { "signed-redo" }),
        meters,
        redo: redo_line(t, rubric, signed)?,
        sentence: row.sentence.clone(),
        from: format!("{} \u{b7} {}", signed.signer, t.date_time(site.zone().local(row.signed_at))),
        facts: facts.join(" \u{b7} "),
    })
}

/// Earlier rounds of the chain.
pub(super) fn chain_lines(t: &Texts, site: &Site, file: &RoundFile) -> Result<Vec<ChainLine>, Fault> {
    let mut out = Vec::new();
    for (round, signed) in &file.chain {
        let state = round.state()?;
        let rubric = round.rubric()?;
        let redo: Vec<String> = signed.iter().map(|s| redo_line(t, &rubric, s)).collect::<Result<_, _>>()?;
        out.push(ChainLine {
            href: format!("/rounds/{}", round.id),
            head: format!(
                "{} \u{b7} {}",
                t.with("round-nth", &[("n", &round.number)]),
                t.date(site.zone().day(round.observed_at))
            ),
            tone: words::round_tone(state),
            state: t.get(state.key()),
            redo: redo.into_iter().filter(|r| !r.is_empty()).collect::<Vec<_>>().join(" "),
            words: signed.iter().map(|s| format!("{} \u{2014} {}", s.row.sentence, s.signer)).collect(),
        });
    }
    Ok(out)
}

/// The facts of a round: names and values.
pub(super) fn facts(t: &Texts, site: &Site, file: &RoundFile) -> Vec<(String, String)> {
    let round = &file.round;
    let policies: Vec<String> = file.policies.iter().map(|p| format!("{} {}", p.title, p.number)).collect();
    let mut out = vec![
        (t.get("role-apprentice"), file.apprentice.clone()),
        (t.get("fact-item"), words::item_name(t, &file.item)),
        (
            t.get("case-ref"),
            if round.simulated {
                t.with("case-simulated", &[("ref", &round.case_ref)])
            } else {
                round.case_ref.clone()
            },
        ),
        (t.get("practice-at"), t.date_time_full(site.zone().local(round.observed_at))),
        (t.get("practice-place"), round.place.clone()),
        (t.get("fact-policies"), policies.join("\n")),
    ];
    if round.second_needed {
        out.push((t.get("fact-second"), t.get("fact-second-needed")));
    }
    out
}

/// What happened, for the time line.
pub(super) fn events(t: &Texts, site: &Site, file: &RoundFile) -> Vec<EventLine> {
    file.events
        .iter()
        .map(|(e, name)| {
            let what = words::event(t, &e.kind, name);
            let reason = matches!(e.kind.as_str(), "revoked" | "challenged" | "upheld").then_some(&e.text);
            EventLine {
                what: reason.map_or(what.clone(), |reason| format!("{what} \u{b7} {reason}")),
                when: t.date_time(site.zone().local(e.at)),
            }
        })
        .collect()
}
