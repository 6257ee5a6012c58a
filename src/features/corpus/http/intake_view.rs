//! What the desk shows: fields beside the words they were read from, the text as it will be cut, what to look at.

use askama::Template;

use super::difference::{DiffView, diff_view};
use crate::features::corpus::rules::difference::Pair;
use crate::features::corpus::rules::findings::{self, Finding};
use crate::features::corpus::rules::header::Header;
use crate::features::corpus::rules::recognise::Proposal;
use crate::features::corpus::service::intake::Desk;
use crate::features::corpus::service::taking_in::Reading;
use crate::platform::documents::LeftOut;
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::{Chrome, FormErrors};

/// Lines of the editor at least and at most.
const EDITOR: (usize, usize) = (12, 36);

/// A field with where its value was read.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) value: String,
    /// `text` or `date`.
    pub(super) kind: &'static str,
    pub(super) optional: bool,
    pub(super) hint: String,
    /// Where the proposed value stands, and how sure it is; empty when nothing was proposed.
    pub(super) read: String,
    pub(super) sure: bool,
    /// Id of a list of values to choose from; empty for none.
    pub(super) list: &'static str,
}

/// A line of a clause, with the button that opens a clause there.
pub(super) struct TextLine {
    pub(super) line: usize,
    pub(super) text: String,
    pub(super) may_split: bool,
}

/// A clause as it will be cut.
pub(super) struct ClauseRow {
    pub(super) line: usize,
    pub(super) article: String,
    /// The chapter that opens before it; empty when it is that of the clause before.
    pub(super) chapter: String,
    pub(super) start: String,
    pub(super) lines: Vec<TextLine>,
    pub(super) tag: &'static str,
    pub(super) state: String,
    pub(super) findings: Vec<String>,
}

/// Something left out: what, where, its text.
pub(super) struct LeftRow {
    pub(super) what: String,
    pub(super) place: String,
    pub(super) text: String,
}

#[derive(Template)]
#[template(path = "features/corpus/pages/desk.html")]
pub(super) struct DeskPage {
    page: Chrome,
    errors: FormErrors,
    id: String,
    from_file: String,
    summary: String,
    version_id: String,
    policies: Vec<(String, String, bool)>,
    new_policy: bool,
    matched: String,
    fields: Vec<Field>,
    areas: Vec<String>,
    major: bool,
    minor: bool,
    header: Header,
    repeals: Vec<String>,
    body: String,
    rows: usize,
    clauses: Vec<ClauseRow>,
    outside: Vec<(usize, String)>,
    /// Address within the page, and what is to be looked at there; the fields first.
    looks: Vec<(String, String)>,
    left_out: Vec<LeftRow>,
    left_more: String,
    accounted: String,
    accounted_fine: bool,
    before: String,
    compared: String,
    diff: Vec<DiffView>,
    original: String,
}

/// The page of a desk.
pub(super) fn desk(page: Chrome, site: &Site, desk: Desk, errors: &FormErrors) -> DeskPage {
    let t = page.t.on(site.today());
    let reading = &desk.reading;
    let fields = fields(t, &desk.header, reading);
    let mut areas: Vec<String> = desk.policies.iter().map(|policy| policy.area.clone()).collect();
    areas.sort();
    areas.dedup();
    let known = desk.policies.iter().any(|policy| policy.key == desk.header.policy);
    let looks = looks(t, &desk, &fields);
    let clauses = clauses(t, &desk);
    let (source, now) = (solid(&desk.original), desk.cut.characters());
    let accounted = if desk.original.is_empty() {
        String::new()
    } else if source == now {
        t.with("desk-accounted", &[("n", &source)])
    } else if now < source {
        t.with("desk-accounted-less", &[("n", &source), ("less", &(source - now))])
    } else {
        t.with("desk-accounted-more", &[("n", &source), ("more", &(now - source))])
    };
    let unchanged =
        desk.rows.iter().filter(|row| matches!(row.pair, Pair::Same { .. } | Pair::Moved { .. })).count();
    let changed = desk.rows.len() - unchanged;
    let cutting = reading.cutting.map(|cutting| t.get(&format!("intake-cut-{}", cutting.code())));
    let summary = t.with("desk-summary", &[("n", &clauses.len()), ("look", &looks.len())]);
    let mut from_file = desk.file_name.clone();
    if !from_file.is_empty() {
        from_file = t.with("desk-from-file", &[("name", &from_file)]);
        if !reading.charset.is_empty() {
            from_file = format!("{from_file} \u{b7} {}", reading.charset);
        }
    }
    DeskPage {
        errors: errors.clone(),
        id: desk.id,
        from_file,
        summary: cutting.map_or(summary.clone(), |cutting| format!("{summary} \u{b7} {cutting}")),
        version_id: desk.version_id,
        policies: desk
            .policies
            .iter()
            .map(|policy| (policy.key.clone(), policy.title.clone(), policy.key == desk.header.policy))
            .collect(),
        new_policy: !known,
        matched: match reading.matched.as_str() {
            "" => String::new(),
            "title" => t.get("desk-matched-title"),
            "number" => t.get("desk-matched-number"),
            _ => t.get("desk-matched-alike"),
        },
        fields,
        areas,
        major: desk.header.change == "major",
        minor: desk.header.change == "minor",
        repeals: reading.fields.repeals.iter().map(|repeal| repeal.value.clone()).collect(),
        rows: desk.body.lines().count().clamp(EDITOR.0, EDITOR.1),
        body: desk.body,
        outside: desk.cut.outside.clone(),
        looks,
        left_out: left_rows(t, reading),
        left_more: if reading.left_out_more > 0 {
            t.with("desk-left-more", &[("n", &reading.left_out_more)])
        } else {
            String::new()
        },
        accounted_fine: source == now,
        accounted,
        compared: desk
            .before
            .as_ref()
            .map(|number| {
                t.with("desk-compared", &[("number", number), ("changed", &changed), ("same", &unchanged)])
            })
            .unwrap_or_default(),
        before: desk.before.unwrap_or_default(),
        diff: desk.rows.into_iter().filter_map(|row| diff_view(t, row)).collect(),
        original: desk.original,
        header: desk.header,
        clauses,
        page,
    }
}

fn solid(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

fn read_from<T>(t: Texts, proposal: Option<&Proposal<T>>) -> (String, bool) {
    let Some(found) = proposal else { return (String::new(), false) };
    let how = t.get(&format!("confidence-{}", found.confidence.code()));
    let text = t.with("desk-read-from", &[("n", &found.paragraph), ("how", &how), ("quote", &found.quote)]);
    (text, found.confidence == crate::features::corpus::rules::recognise::Confidence::Sure)
}

fn fields(t: Texts, header: &Header, reading: &Reading) -> Vec<Field> {
    let field = |name, key: &str, value: &str, (read, sure): (String, bool)| Field {
        name,
        label: t.get(key),
        value: value.to_owned(),
        kind: "text",
        optional: false,
        hint: String::new(),
        read,
        sure,
        list: "",
    };
    let found = &reading.fields;
    let date = |field: Field| Field { kind: "date", ..field };
    let nothing = || (String::new(), false);
    vec![
        field("title", "desk-field-title", &header.title, read_from(t, found.title.as_ref())),
        field("number", "desk-field-number", &header.number, read_from(t, found.number.as_ref())),
        field("issuer", "desk-field-issuer", &header.issuer, read_from(t, found.issuer.as_ref())),
        Field {
            list: "areas",
            hint: t.get("desk-area-hint"),
            ..field("area", "desk-field-area", &header.area, nothing())
        },
        date(field(
            "effective_from",
            "desk-field-from",
            &header.effective_from,
            read_from(t, found.effective_from.as_ref()),
        )),
        Field {
            optional: true,
            hint: t.get("desk-to-hint"),
            ..date(field(
                "effective_to",
                "desk-field-to",
                &header.effective_to,
                read_from(t, found.effective_to.as_ref()),
            ))
        },
        Field {
            hint: t.get("desk-review-hint"),
            ..date(field("review_on", "desk-field-review", &header.review_on, nothing()))
        },
    ]
}

/// What keeps a draft from being made, field by field, and then what the text calls attention to.
fn looks(t: Texts, desk: &Desk, fields: &[Field]) -> Vec<(String, String)> {
    let field = |(name, key): &(&'static str, &'static str)| {
        let label = fields.iter().find(|field| field.name == *name).map(|field| field.label.clone());
        let label = label.unwrap_or_else(|| match *name {
            "change" => t.get("desk-field-change"),
            "key_points" => t.get("policy-key-points"),
            "hard_points" => t.get("policy-hard-points"),
            "watch_points" => t.get("policy-watch-points"),
            _ => t.get("desk-field-note"),
        });
        let fault = t.get(&format!("error-{key}"));
        (format!("f-{name}"), t.with("desk-look-field", &[("field", &label), ("fault", &fault)]))
    };
    let finding = |finding: &Finding| {
        let place = if finding.line > 0 { format!("line-{}", finding.line) } else { "f-body".to_owned() };
        (place, sentence(t, finding))
    };
    desk.faults.iter().map(field).chain(desk.findings.iter().map(finding)).collect()
}

fn sentence(t: Texts, finding: &Finding) -> String {
    if let Some((from, to)) =
        finding.detail.split_once(findings::TO).filter(|_| finding.what == findings::What::Missing)
    {
        let named = &[("article", &finding.article), ("from", &from.to_owned()), ("to", &to.to_owned())];
        return t.with("intake-finding-missing-several", &named.map(|(name, text)| (name, text as _)));
    }
    let key = format!("intake-finding-{}", finding.what.code());
    t.with(&key, &[("article", &finding.article), ("detail", &finding.detail)])
}

/// First words of a clause shown in the list, characters.
const START: usize = 48;

fn clauses(t: Texts, desk: &Desk) -> Vec<ClauseRow> {
    let mut chapter = String::new();
    let mut rows = Vec::with_capacity(desk.cut.clauses.len());
    for clause in &desk.cut.clauses {
        let opens = clause.heading != chapter;
        chapter.clone_from(&clause.heading);
        let fate = desk.rows.iter().find(|row| row.new_article == clause.article).map(|row| row.pair);
        let (tag, state) = match fate {
            Some(Pair::Changed { .. }) => ("tag-info", "diff-changed"),
            Some(Pair::New { .. }) => ("tag-ok", "diff-new"),
            _ => ("", ""),
        };
        let text: String = clause.text.replace('\n', " ");
        let short = text.chars().count() > START;
        rows.push(ClauseRow {
            line: clause.line,
            article: clause.article.clone(),
            chapter: if opens { clause.heading.clone() } else { String::new() },
            start: text.chars().take(START).chain(short.then_some('\u{2026}')).collect(),
            lines: clause
                .text
                .lines()
                .zip(&clause.lines)
                .map(|(text, line)| TextLine {
                    line: *line,
                    text: text.to_owned(),
                    may_split: *line != clause.line,
                })
                .collect(),
            tag,
            state: if state.is_empty() { String::new() } else { t.get(state) },
            findings: desk
                .findings
                .iter()
                .filter(|finding| finding.line == clause.line)
                .map(|finding| sentence(t, finding))
                .collect(),
        });
    }
    rows
}

/// What was left out, in words.
pub(super) fn left_rows(t: Texts, reading: &Reading) -> Vec<LeftRow> {
    let place = |left: &LeftOut| {
        let n = left.place.paragraph;
        match left.place.page {
            0 => t.with("desk-left-paragraph", &[("n", &n)]),
            page => t.with("desk-left-page", &[("page", &page), ("n", &n)]),
        }
    };
    let row = |left: &LeftOut| LeftRow {
        what: t.get(&format!("left-out-{}", left.what.code())),
        place: place(left),
        text: left.text.clone(),
    };
    let mut rows: Vec<LeftRow> = reading.left_out.iter().map(row).collect();
    if reading.misnamed {
        rows.insert(0, LeftRow { what: t.get("desk-misnamed"), place: String::new(), text: String::new() });
    }
    rows
}
