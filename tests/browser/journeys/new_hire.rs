//! The new hire: from the first page of the day to the first practice round.

use super::Desk;
use super::backstage::{ITEM, behave, confirm_observations, item, right_answers};
use crate::browser::Viewport;

/// Logs one enquiry on the page that is open.
async fn log_enquiry(desk: &Desk, told: &str) {
    desk.fill("职工问了什么", told).await;
    desk.fill("前辈怎样答的", "先看连续缴存，再看本地有没有房，最后说要带什么。").await;
    desk.click("记下这次咨询").await;
    desk.sees(told).await;
}

/// Answers the quiz that is open, rightly or not, question by question, by mouse and by digit.
async fn answer_quiz(desk: &Desk, right: bool) {
    for place in 1.. {
        desk.sees(&format!("第{place}题，共")).await;
        let here = desk.place().await;
        let attempt = here.rsplit_once('/').unwrap().0;
        let answers = desk.meanwhile(|hall| right_answers(hall, attempt, place));
        let values = desk.ask("[...document.querySelectorAll('[name=choice]')].map(i => i.value)").await;
        let values: Vec<&str> = values.as_array().unwrap().iter().filter_map(|v| v.as_str()).collect();
        let keys: Vec<usize> =
            (0..values.len()).filter(|&n| answers.iter().any(|a| a == values[n]) == right).collect();
        let keys = if right { &keys[..] } else { &keys[..1] };
        for key in keys {
            if place % 2 == 0 {
                desk.keys(&(key + 1).to_string()).await;
            } else {
                let letter =
                    desk.ask(&format!("document.querySelectorAll('.choice')[{key}].innerText")).await;
                let letter = letter.as_str().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
                desk.click(&letter).await;
            }
        }
        desk.click("提交答案").await;
        desk.sees(if right { "答对了" } else { "答错了" }).await;
        desk.sees("答案已锁定").await;
        if place == 1 {
            desk.shot(if right { "answer-right" } else { "answer-wrong" }).await;
        }
        if desk.text().await.contains("看结果") {
            desk.click("看结果").await;
            return;
        }
        desk.click("下一题").await;
    }
}

#[tokio::test]
async fn a_new_hire_comes_from_the_first_enquiry_to_the_first_round() {
    let Some(mut desk) = Desk::open("new-hire", Viewport::DESKTOP).await else { return };
    desk.log_in("xinren").await;

    // One next thing, why it matters and how long it takes.
    desk.sees("林知夏").await;
    desk.sees("听职工怎样问、老同事怎样答，用自己的话记下来。").await;
    desk.sees("约10分钟").await;
    desk.sees("“学”还要：").await;
    assert_eq!(desk.ask("document.querySelectorAll('main .btn-primary').length").await, 1);
    desk.sound().await;
    desk.shot("today").await;

    // The board tells what is locked and what opens it.
    desk.click("租房提取").await;
    for words in ["听咨询", "学政策", "看办件", "练上手", "未开放", "听满5次，已记2次", "礼仪合格在有效期内"]
    {
        desk.sees(words).await;
    }
    desk.sound().await;
    desk.shot("board").await;

    // Listening, by the primary button of the day, until it is done.
    desk.click("今日").await;
    desk.click("记一次").await;
    for told in ["单位刚换了，问缴存断没断。", "租的是公租房，问能不能多提。", "问提取以后账户还在不在。"]
    {
        log_enquiry(&desk, told).await;
    }
    desk.sees("5 / 5").await;
    desk.click("今日").await;
    desk.sees("读完并确认所引的政策").await;

    // The steps are closed and say why; the way out of the closed door is the next thing to do.
    desk.click("租房提取").await;
    desk.click("操作步骤").await;
    desk.sees("操作步骤还没有打开").await;
    desk.sees("先懂为什么，再学怎么办。").await;
    let step = desk.meanwhile(|hall| item(hall).content.steps.remove(0).title);
    desk.sees_not(&step).await;
    desk.sound_after("403").await;
    desk.shot("steps-closed").await;
    desk.go("/").await;
    desk.click("去读").await;
    while desk.text().await.contains("我已读过") {
        let before = desk.text().await.matches("我已读过").count();
        desk.click("我已读过").await;
        desk.holds(&format!("document.body.innerText.split('我已读过').length - 1 < {before}")).await;
    }
    desk.sound().await;

    // The why-quiz: failed, explained, passed.
    desk.click("做为什么小测").await;
    desk.sees("不限时，可以中途离开").await;
    desk.click("开始小测").await;
    answer_quiz(&desk, false).await;
    desk.sees("还没通过").await;
    desk.sees("要重读的条款").await;
    desk.sound().await;
    desk.shot("quiz-failed").await;
    desk.go(&format!("/items/{ITEM}/steps")).await;
    desk.sees("操作步骤还没有打开").await;
    desk.go(&format!("/items/{ITEM}/why")).await;
    desk.click("再做一次").await;
    answer_quiz(&desk, true).await;
    desk.sees("全部答对，没有要重读的。").await;
    desk.click("看操作步骤").await;
    desk.sees(&step).await;
    desk.sound_after("403").await;
    desk.shot("steps-open").await;

    watch_on_the_phone(&mut desk).await;

    // Etiquette is the last gate before practice.
    desk.meanwhile(|hall| confirm_observations(hall, "shifu", "xinren"));
    desk.browser.show(Viewport::DESKTOP, false).await;
    desk.go("/").await;
    desk.sees("上窗口练习之前，要先通过一轮文明服务观察。").await;
    desk.meanwhile(|hall| behave(hall, "xinren", "shifu"));
    desk.go("/").await;
    desk.click("约一轮").await;
    desk.fill("业务参考号", "TQ-2026-0001").await;
    desk.fill("窗口", "3号窗口").await;
    assert!(!desk.value("时间").await.is_empty(), "the time is there already");
    desk.sound().await;
    desk.shot("ask-round").await;
    desk.click("约这一轮").await;
    desk.sees("第1轮").await;
    desk.sees("等签认").await;
    desk.sees("TQ-2026-0001").await;
    desk.sound().await;
    desk.close();
}

/// Three cases watched beside the mentor's window, noted on the phone.
async fn watch_on_the_phone(desk: &mut Desk) {
    desk.browser.show(Viewport::PHONE, false).await;
    desk.go("/").await;
    desk.sees("看师傅怎样办、巧在哪里").await;
    desk.sound().await;
    desk.shot("phone-today").await;
    desk.click("记一件").await;
    for n in 1..=3 {
        desk.fill("业务参考号", &format!("GC-{n}")).await;
        desk.fill("师傅怎样办的", "先核对人证，再打开缴存明细。").await;
        desk.fill("看出了什么技巧", "先问居住再问收入，少问一遍。").await;
        desk.click("交师傅确认").await;
        desk.sees(&format!("GC-{n}")).await;
        desk.sees("等师傅确认").await;
    }
    desk.sound().await;
    desk.shot("phone-watch").await;
}
