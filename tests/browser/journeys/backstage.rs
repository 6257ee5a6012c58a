//! What others do in the hall while the person of a journey is elsewhere, over HTTP, and what the database says.

use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use shifu::features::screening;
use shifu::features::{audit, corpus};
use shifu::forensics::Region;
use shifu::forensics::{EarlierPage, PageEdit, Report};
use shifu::kernel::Fault;

use super::read;
use crate::harness::{Hall, PASSWORD, Persona};

/// The business item of the journeys.
pub const ITEM: &str = "rent_withdrawal";

#[derive(QueryableByName)]
struct One {
    #[diesel(sql_type = Text)]
    value: String,
}

/// One column of a query, as text.
pub fn texts(hall: &Hall, query: &str) -> Vec<String> {
    hall.site
        .db
        .read_blocking(|conn| Ok::<_, Fault>(sql_query(query).load::<One>(conn)?))
        .unwrap()
        .into_iter()
        .map(|one| one.value)
        .collect()
}

/// Whether the trail is what it should be, as `shifu audit verify` finds it.
pub fn trail_holds(hall: &Hall) -> bool {
    hall.site.db.read_blocking(|conn| audit::verify(conn, None, None)).unwrap().holds()
}

/// Keeps the report of the newest file in a case as if its page had been read, and lets the job find it done.
pub fn keep_read(hall: &Hall, case: &str, bytes: &[u8], earlier: bool) {
    let id = case.rsplit('/').next().unwrap();
    let query =
        format!("SELECT id AS value FROM screening_document WHERE case_id = '{id}' ORDER BY position DESC");
    let document = texts(hall, &query).remove(0);
    let report = read::statement(bytes, read::NUMBER);
    let page = &report.pages[0];
    let before = EarlierPage {
        revision: 2,
        page: 0,
        width: page.width,
        height: page.height,
        preview: page.preview.clone(),
        changes: vec![PageEdit {
            region: Region { x: 40, y: 40, width: 180, height: 20 },
            before: "8,000.00".to_owned(),
            after: "18,000.00".to_owned(),
        }],
    };
    let report = Report { earlier: if earlier { vec![before] } else { Vec::new() }, ..report };
    screening::keep_report(&hall.site, &document, &report, 900).unwrap();
    hall.run_jobs();
}

/// The item with everything known about it.
pub fn item(hall: &Hall) -> corpus::Item {
    hall.site.db.read_blocking(|conn| corpus::item_by_slug(conn, ITEM)).unwrap()
}

/// The right options of a question that somebody was shown, by the address of the quiz.
pub fn right_answers(hall: &Hall, attempt: &str, place: usize) -> Vec<String> {
    let id = attempt.rsplit('/').next().unwrap();
    let query =
        format!("SELECT answer AS value FROM quiz_shown WHERE attempt_id = '{id}' AND place = {place}");
    let right: Vec<usize> = serde_json::from_str(&texts(hall, &query)[0]).unwrap();
    right.iter().map(ToString::to_string).collect()
}

/// Everything before practice but the mentor's word: heard, learned, the quiz passed, watched.
pub fn learn(hall: &Hall, apprentice: &str) {
    let mut me = hall.person(apprentice);
    let today = hall.today().to_string();
    for n in 0..5 {
        let told = format!("第{n}位职工问要带什么材料");
        let fields =
            [("happened_on", today.as_str()), ("told", &told), ("learned", "看缴存、看住房、看材料")];
        me.act(&format!("/board/{ITEM}/listen"), &fields);
    }
    let (item, day) = (item(hall), hall.today());
    let versions = hall.site.db.read_blocking(|conn| corpus::policies_of_item(conn, &item, day)).unwrap();
    for version in versions {
        me.act(&format!("/board/{ITEM}/learn"), &[("version", &version.version_id)]);
    }
    let attempt = me.post(&format!("/items/{ITEM}/why"), &[]).expect(303).location;
    let id = attempt.rsplit('/').next().unwrap();
    let shown = format!("SELECT CAST(place AS TEXT) AS value FROM quiz_shown WHERE attempt_id = '{id}'");
    for place in 1..=texts(hall, &shown).len() {
        let right = right_answers(hall, &attempt, place);
        let fields: Vec<(&str, &str)> = right.iter().map(|value| ("choice", value.as_str())).collect();
        me.act(&format!("{attempt}/{place}"), &fields);
    }
    for n in 0..item.content.watch_required {
        let reference = format!("GC-{n:04}");
        let fields = [
            ("happened_on", today.as_str()),
            ("case_ref", &reference),
            ("told", "师傅先核对人证再开页面"),
            ("learned", "先问居住再问收入，少问一遍"),
        ];
        me.act(&format!("/board/{ITEM}/watch"), &fields);
    }
}

/// The mentor confirms every observation of the apprentice.
pub fn confirm_observations(hall: &Hall, mentor: &str, apprentice: &str) {
    let me = hall.id_of(apprentice);
    let query =
        format!("SELECT id AS value FROM stage_evidence WHERE stage = 'watch' AND apprentice_id = '{me}'");
    let mut mentor = hall.person(mentor);
    for id in texts(hall, &query) {
        mentor.act(&format!("/observations/{id}"), &[("verdict", "confirmed"), ("note", "")]);
    }
}

/// The apprentice gets the etiquette certificate, observed by a colleague.
pub fn behave(hall: &Hall, apprentice: &str, observer: &str) {
    let round = hall.person(apprentice).post("/routines/civil_ten/rounds", &[]).expect(303).location;
    let round = round.split('?').next().unwrap();
    let marks: Vec<String> = (1..=11).map(|place| format!("m-{place}")).collect();
    let mut fields: Vec<(&str, &str)> = marks.iter().map(|mark| (mark.as_str(), "seen")).collect();
    fields.extend([("setting", "window"), ("sentence", "每一步都做到了。"), ("password", PASSWORD)]);
    hall.person(observer).post(&format!("{round}/sign"), &fields).expect(303);
}

/// Asks for a practice round now; its id.
pub fn ask(hall: &Hall, apprentice: &str, reference: &str) -> String {
    let at = hall.site.zone().local(hall.site.db.clock().now()).format("%Y-%m-%dT%H:%M").to_string();
    let fields = [("case_ref", reference), ("place", "3号窗口"), ("at", at.as_str())];
    let page = hall.person(apprentice).post(&format!("/board/{ITEM}/practice"), &fields).expect(303);
    page.location.split('?').next().unwrap().rsplit('/').next().unwrap().to_owned()
}

/// Signs a round as passed without prompts, everything at the best level; the status of the answer.
pub fn sign(signer: &mut Persona<'_>, round: &str) -> u16 {
    let marks: Vec<String> =
        item(signer.hall).content.rubric.criteria.iter().map(|c| format!("c-{}", c.key)).collect();
    let mut fields: Vec<(&str, &str)> = marks.iter().map(|name| (name.as_str(), "4")).collect();
    let version = format!("SELECT CAST(version AS TEXT) AS value FROM practice_round WHERE id = '{round}'");
    let version = texts(signer.hall, &version).remove(0);
    fields.extend([
        ("base_version", version.as_str()),
        ("prompted", "no"),
        ("result", "passed"),
        ("sentence", "告知很完整，下次先说缺什么再说去哪里办。"),
        ("password", PASSWORD),
    ]);
    signer.post(&format!("/rounds/{round}/sign"), &fields).status
}

/// The state of a round.
pub fn state(hall: &Hall, round: &str) -> String {
    texts(hall, &format!("SELECT state AS value FROM practice_round WHERE id = '{round}'")).remove(0)
}
