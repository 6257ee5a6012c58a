//! The manager plans the next month, in English: who may work what alone, where cover is thin, who stands still.

use chrono::Duration;

use super::Desk;
use super::backstage::{ask, behave, confirm_observations, learn, sign, texts};
use crate::browser::Viewport;

#[tokio::test]
async fn a_manager_sees_cover_and_gaps_and_arranges_a_post() {
    let Some(mut desk) = Desk::open("manager", Viewport::DESKTOP).await else { return };
    // Something to see: one signed round, then two weeks in which nothing happens.
    desk.meanwhile(|hall| {
        learn(hall, "xinren");
        confirm_observations(hall, "shifu", "xinren");
        behave(hall, "xinren", "shifu");
        let round = ask(hall, "xinren", "TQ-0001");
        assert_eq!(sign(&mut hall.person("shifu"), &round), 303);
        hall.pass(Duration::days(15));
    });
    desk.log_in("zhuguan").await;
    desk.click("宋立诚").await;
    desk.click("English").await;
    desk.sees("gaps in next month’s cover").await;
    desk.sees("These items lack an A or a B holder next month.").await;
    desk.holds("document.documentElement.lang === 'en'").await;
    desk.sound().await;
    desk.shot("today").await;

    desk.click("See the gaps").await;
    for words in [
        "A and B holders (",
        "B is missing",
        "nobody named",
        "alone all month",
        "Who may work what alone",
        "works alone and teaches",
        "沈若溪",
        "Where people stand still",
        "since 23 Nov, 15 days",
        "How far people are",
    ] {
        desk.sees(words).await;
    }
    desk.sound().await;
    desk.shot("reports").await;
    nobody_is_ranked(&desk).await;
    charts_have_tables(&mut desk).await;

    let tables = desk
        .ask("[...document.querySelectorAll('a[href^=\"/reports/csv/\"]')].map(a => a.getAttribute('href'))")
        .await;
    let tables: Vec<String> =
        tables.as_array().unwrap().iter().map(|href| href.as_str().unwrap().to_owned()).collect();
    assert!(tables.len() >= 6, "{tables:?}");
    desk.meanwhile(|hall| {
        let mut manager = hall.person("zhuguan");
        for table in &tables {
            let page = manager.get(table).expect(200);
            assert!(page.kind.starts_with("text/csv") && page.bytes.len() > 10, "{table}: {}", page.kind);
        }
    });

    arranges_a_post(&mut desk).await;
    desk.close();
}

/// Words of a contest have no place on this page.
async fn nobody_is_ranked(desk: &Desk) {
    let text = desk.ask("document.querySelector('main').innerText").await;
    let text = text.as_str().unwrap().to_lowercase().replace("people are not ranked", "");
    for word in ["rank", "leader", "best", "worst", "streak", "points", "top ", "score"] {
        assert!(!text.contains(word), "“{word}” on the manager's page");
    }
}

/// Every chart is a picture with a name, and a table beneath that opens.
async fn charts_have_tables(desk: &mut Desk) {
    let charts = "[...document.querySelectorAll('figure.chart:not(#weak)')]";
    let titles = desk.ask(&format!("{charts}.map(f => f.querySelector('h2').innerText)")).await;
    let titles: Vec<&str> = titles.as_array().unwrap().iter().filter_map(|title| title.as_str()).collect();
    assert!(titles.len() >= 4, "{titles:?}");
    for title in titles {
        let chart = format!("{charts}.find(f => f.querySelector('h2').innerText === '{title}')");
        desk.holds(&format!("{chart}.querySelector('svg[role=img] title').textContent.length > 5")).await;
        desk.holds(&format!("!{chart}.querySelector('table').checkVisibility()")).await;
        desk.click_in(title, "See the table").await;
        desk.holds(&format!("{chart}.querySelector('table tbody tr').checkVisibility()")).await;
    }
    desk.sound().await;
    desk.shot("tables").await;
}

/// One place, two people: refused; with another it is saved and shows in the cover.
async fn arranges_a_post(desk: &mut Desk) {
    desk.click("Posts and their A and B holders").await;
    desk.sees("Withdrawal Review").await;
    desk.choose_in("Withdrawal Review", "B holder", "许景行").await;
    desk.click_in("Withdrawal Review", "Save").await;
    desk.sees("A and B cannot be the same person").await;
    desk.sound_after("422").await;
    desk.shot("refused").await;
    desk.choose_in("Withdrawal Review", "B holder", "沈若溪").await;
    desk.click_in("Withdrawal Review", "Save").await;
    desk.sees("The post has been saved").await;
    desk.sound().await;
    let changed = "SELECT kind AS value FROM audit_event WHERE kind = 'post.holder'";
    assert!(!desk.meanwhile(|hall| texts(hall, changed)).is_empty());
    desk.click("Reports").await;
    desk.holds(
        "[...document.querySelectorAll('#cover tr')].some(r => r.innerText.includes('Withdrawal Review') && r.innerText.includes('沈若溪'))",
    )
    .await;
}
