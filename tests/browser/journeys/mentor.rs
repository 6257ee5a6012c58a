//! The mentor with a tablet beside the window: confirm, score, sign, with and without a network, up to the
//! certificate that a stranger can check.

use chrono::Duration;
use shifu::features::accounts;
use shifu::kernel::{Actor, Role};

use super::Desk;
use super::backstage::{ask, behave, learn, sign, state, texts, trail_holds};
use crate::browser::Viewport;
use crate::harness::PASSWORD;

const CRITERIA: [&str; 6] =
    ["核对身份", "一次性告知完整", "月份和金额录入", "讲清为什么", "说明可选办法", "下一步和保护信息"];

/// Marks every criterion of the sheet; the first, which must be passed, at a level of its own.
async fn mark(desk: &Desk, first: &str, others: &str) {
    for (n, criterion) in CRITERIA.into_iter().enumerate() {
        desk.click_in(criterion, if n == 0 { first } else { others }).await;
    }
}

/// Opens a waiting round from the first page of the day, by the primary button each time.
async fn open_the_round(desk: &Desk) {
    desk.log_in("shifu").await;
    desk.sees("徒弟做完了，等你看过才能往下走。").await;
    desk.click("去签认").await;
    desk.sees("签认后不能修改，只能另写更正").await;
}

fn signatures(desk: &Desk, round: &str) -> Vec<String> {
    let query = format!("SELECT channel AS value FROM sign_off WHERE round_id = '{round}'");
    desk.meanwhile(|hall| texts(hall, &query))
}

#[tokio::test]
async fn a_mentor_signs_rounds_up_to_a_certificate() {
    let Some(mut desk) = Desk::open("mentor", Viewport::TABLET).await else { return };
    desk.meanwhile(|hall| learn(hall, "xinren"));

    // Observations first: the day's one next thing.
    desk.log_in("shifu").await;
    desk.sees("确认3条“看”的记录").await;
    desk.sound().await;
    desk.click("去确认").await;
    for left in (0..3).rev() {
        desk.click("确认").await;
        desk.holds(&format!(
            "document.querySelectorAll('form[action^=\"/observations/\"]').length == {left}"
        ))
        .await;
    }
    desk.sees("没有等确认的观察").await;

    let first = desk.meanwhile(|hall| {
        behave(hall, "xinren", "shifu");
        ask(hall, "xinren", "TQ-0001")
    });
    desk.click("带教").await;
    desk.sees("1轮等签认").await;
    desk.shot("queue").await;
    desk.click_in("林知夏 · 租房提取 · 第1轮", "评分").await;
    desk.sees("低于“做到”即重练").await;
    desk.sees("没有读卡，或者凭口头报号码打开账户。").await;
    assert_eq!(desk.browser.small_targets(44).await, Vec::<String>::new(), "a thumb hits everything");
    draft_survives(&mut desk).await;

    // One failed critical criterion is a redo, whichever button is pressed.
    desk.fill("你的密码", PASSWORD).await;
    desk.click("签认通过").await;
    desk.sees("下一轮要答复：").await;
    desk.sees("请重练").await;
    desk.sound().await;
    desk.shot("redo").await;
    assert_eq!(desk.meanwhile(|hall| state(hall, &first)), "redo");

    // The new round stands beside the old one, which stays as it is.
    let second = desk.meanwhile(|hall| ask(hall, "xinren", "TQ-0002"));
    open_the_round(&desk).await;
    desk.sees("前几轮").await;
    desk.sees("没有读卡就打开了账户，先核对再录入。").await;
    let top = |part: &str| format!("document.querySelector('{part}').getBoundingClientRect().top");
    desk.holds(&format!("{} < {}", top(".col-lead"), top("#sheet"))).await;
    desk.shot("beside").await;
    mark(&desk, "3 做到", "4 熟练").await;
    desk.click("告知很完整").await;
    desk.click("先说缺什么，再说去哪里办").await;
    assert_eq!(desk.value("一句有用的话").await, "告知很完整；先说缺什么，再说去哪里办");
    desk.click("给过提示").await;
    desk.fill("你的密码", PASSWORD).await;
    desk.click("签认通过").await;
    desk.sees("告知很完整；先说缺什么，再说去哪里办").await;
    desk.sees("已通过").await;
    let states = desk.meanwhile(|hall| (state(hall, &first), state(hall, &second)));
    assert_eq!(states, ("redo".to_owned(), "passed".to_owned()));

    signs_without_a_network(&mut desk).await;
    nobody_signs_an_own_round(&desk).await;
    last_round_and_certificate(&mut desk).await;
    desk.close();
}

/// The sheet keeps what was tapped and typed through a reload, and says so.
async fn draft_survives(desk: &mut Desk) {
    mark(desk, "1 未做到", "3 做到").await;
    desk.fill("一句有用的话", "没有读卡就打开了账户，先核对再录入。").await;
    desk.click("没有提示").await;
    desk.click_in("请重练时，下一轮要答复哪几项", "核对身份").await;
    desk.sees("草稿已保存在本机，尚未签认").await;
    desk.sound().await;
    desk.shot("sheet").await;
    desk.browser.client().refresh().await.unwrap();
    desk.sees("草稿已保存在本机，尚未签认").await;
    assert_eq!(desk.value("一句有用的话").await, "没有读卡就打开了账户，先核对再录入。");
    desk.holds("document.querySelectorAll('.level.is-on input:checked').length == 6").await;
    desk.holds("document.querySelectorAll('[name=redo]:checked').length == 1").await;
    desk.holds("document.querySelector('[name=prompted][value=no]').checked").await;
    assert_eq!(desk.value("你的密码").await, "", "a password is no part of a draft");
}

/// The next day the network is away while the mentor signs.
async fn signs_without_a_network(desk: &mut Desk) {
    desk.meanwhile(|hall| hall.pass(Duration::days(1)));
    let third = desk.meanwhile(|hall| ask(hall, "xinren", "TQ-0003"));
    open_the_round(desk).await;
    desk.sees("已同步").await;
    desk.browser.set_offline(true).await;
    mark(desk, "4 熟练", "4 熟练").await;
    desk.fill("一句有用的话", "今天很稳，网断了也没有慌。").await;
    desk.click("没有提示").await;
    desk.fill("你的密码", PASSWORD).await;
    desk.click("签认通过").await;
    desk.sees("已保存在本机，待上传（1）").await;
    assert_eq!(desk.value("你的密码").await, "");
    desk.shot("offline").await;
    assert_eq!(signatures(desk, &third), Vec::<String>::new());
    desk.browser.set_offline(false).await;
    desk.sees("已通过").await;
    desk.sees("离线填写，联网后上传").await;
    desk.sound_after("ERR_INTERNET_DISCONNECTED").await;
    desk.shot("online-again").await;
    assert_eq!(signatures(desk, &third), ["offline"], "exactly one signature");
    // Nothing is left on the device, and another look sends nothing again.
    desk.go("/mentoring").await;
    desk.sees("已同步").await;
    assert_eq!(signatures(desk, &third).len(), 1);
}

/// An apprentice who teaches elsewhere: no form for the own round, and a refusal for whoever sends one.
async fn nobody_signs_an_own_round(desk: &Desk) {
    let own = desk.meanwhile(|hall| {
        let me = hall.id_of("xinren");
        let both = [Role::Apprentice, Role::Mentor].into_iter().collect();
        hall.site.db.write_blocking(|tx| accounts::set_roles(tx, &Actor::system(), &me, both)).unwrap();
        ask(hall, "xinren", "TQ-0004")
    });
    desk.log_in("xinren").await;
    desk.go(&format!("/rounds/{own}")).await;
    desk.sees("还没有签认").await;
    desk.sees_not("签认通过").await;
    let refused = desk.meanwhile(|hall| sign(&mut hall.person("xinren"), &own));
    assert_eq!(refused, 403);
    assert_eq!(desk.meanwhile(|hall| sign(&mut hall.person("shifu3"), &own)), 303);
}

/// Two more rounds by others, the last one here; then the certificate, its check and its paper.
async fn last_round_and_certificate(desk: &mut Desk) {
    let certificates = "SELECT code AS value FROM certificate WHERE level = 4";
    let last = desk.meanwhile(|hall| {
        hall.pass(Duration::days(1));
        for (reference, signer) in [("TQ-0005", "shifu"), ("TQ-0006", "shifu3")] {
            let round = ask(hall, "xinren", reference);
            assert_eq!(sign(&mut hall.person(signer), &round), 303);
        }
        assert!(texts(hall, certificates).is_empty());
        hall.pass(Duration::days(1));
        ask(hall, "xinren", "TQ-0007")
    });
    open_the_round(desk).await;
    mark(desk, "4 熟练", "3 做到").await;
    desk.click("录入前再核一次账号").await;
    desk.click("没有提示").await;
    desk.fill("你的密码", PASSWORD).await;
    desk.click("签认通过").await;
    desk.sees("已通过").await;
    desk.click("打印签认单").await;
    desk.sees("以系统内的签认记录为准").await;
    desk.sound().await;
    desk.shot("signed-sheet").await;
    desk.prints_on(2).await;
    assert_eq!(desk.place().await, format!("/rounds/{last}/print"));

    // The apprentice finds the certificate; anybody can check it, and it tells no whole name.
    let code = desk.meanwhile(|hall| texts(hall, certificates)).remove(0);
    desk.log_in("xinren").await;
    desk.click("学看练").await;
    desk.click_in("我的上岗证", "租房提取").await;
    desk.sees(&code).await;
    desk.sees("林知夏，经听、学、看、练四个阶段").await;
    desk.sound().await;
    desk.shot("certificate").await;
    desk.prints_on(1).await;
    desk.browser.forget_cookies().await;
    desk.go(&format!("/verify/{code}")).await;
    desk.sees("有效").await;
    desk.sees("7个签认逐个核对无误").await;
    desk.sees_not("林知夏").await;
    desk.sound().await;
    desk.shot("verified").await;
    assert!(desk.meanwhile(trail_holds));
}
