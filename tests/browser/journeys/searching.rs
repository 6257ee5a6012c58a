//! The clerk with a citizen at the window: find the clause, on the right date, copy it, print the notice.

use super::{DOWN, Desk, ENTER};
use crate::browser::Viewport;

const CITED: &str =
    "——《岚浦市住房公积金提取管理办法》（岚房金发〔2025〕7号）第七条，按2026年11月23日有效的规定";

/// Copies the first hit with its citation and pastes it where a message is written.
async fn copy_and_paste(desk: &Desk) -> String {
    desk.go("/search?q=租房额度").await;
    desk.click_in("提取管理办法》第七条 现行", "复制引文").await;
    desk.sees("已复制，含引文").await;
    desk.go("/feedback").await;
    desk.click("想说的话").await;
    desk.control('v').await;
    desk.holds("document.querySelector('main textarea').value.length > 0").await;
    desk.value("想说的话").await
}

#[tokio::test]
async fn a_clerk_finds_the_clause_and_hands_over_the_notice() {
    let Some(mut desk) = Desk::open("searching", Viewport::DESKTOP).await else { return };
    desk.log_in("jingban").await;

    // From the first page by keyboard alone.
    desk.sees("查政策、口径、材料").await;
    desk.keys("/").await;
    desk.keys("车位算房吗").await;
    desk.keys(ENTER).await;
    desk.sees("第六条").await;
    assert!(desk.place().await.starts_with("/search?"));

    // Results while typing, without sending anything.
    desk.click("政策").await;
    desk.sees("大家常问").await;
    desk.sound().await;
    desk.keys("租房额度").await;
    desk.sees("第七条").await;
    desk.holds("document.querySelectorAll('#results mark').length > 0").await;
    desk.holds("new URLSearchParams(location.search).get('q') === '租房额度'").await;
    desk.sees("现行").await;
    desk.sees("以前的规定").await;
    desk.holds("document.getElementById('search-said').textContent.includes('找到')").await;
    desk.sound().await;
    desk.shot("results").await;

    // Down, down, Enter opens the second; back returns to the results.
    desk.keys(DOWN).await;
    let first = desk.ask("document.activeElement.href").await;
    desk.keys(DOWN).await;
    let second = desk.ask("document.activeElement.href").await;
    assert_ne!(first, second);
    desk.keys(ENTER).await;
    desk.holds(&format!("location.href === {second}")).await;
    desk.sound().await;
    desk.browser.client().back().await.unwrap();
    desk.sees("第七条").await;
    assert_eq!(desk.value("想查什么").await, "租房额度");
    desk.keys("/").await;
    desk.holds("document.activeElement.type === 'search'").await;

    on_another_day(&mut desk).await;

    // Copied with its citation; where there is no clipboard interface as well.
    let pasted = copy_and_paste(&desk).await;
    assert!(pasted.contains("每人每月1500元") && pasted.ends_with(CITED), "{pasted}");
    desk.sound().await;
    desk.base = desk.base.replace("127.0.0.1", "kiosk.test");
    desk.log_in("jingban").await;
    desk.browser.foreign_requests().await;
    desk.holds("!isSecureContext && !navigator.clipboard").await;
    let pasted = copy_and_paste(&desk).await;
    assert!(pasted.contains("每人每月1500元") && pasted.ends_with(CITED), "{pasted}");
    desk.sound().await;

    one_time_notice(&mut desk).await;
    desk.close();
}

#[tokio::test]
async fn what_is_not_found_is_asked_answered_from_the_source_and_found_by_the_next() {
    let Some(mut desk) = Desk::open("asking", Viewport::DESKTOP).await else { return };
    desk.log_in("jingban").await;
    desk.go("/search?q=zzzzqqqq").await;
    desk.sees("没有找到").await;
    desk.click_in("换个说法再查，或者问同事。", "问同事").await;
    assert_eq!(desk.value("问题").await, "zzzzqqqq", "the question comes along");
    desk.fill("问题", "合同在父亲名下怎么提").await;
    desk.choose("哪项业务", "租房提取").await;
    desk.sound().await;
    desk.click("发给同事").await;
    desk.sees("已发给同事").await;
    let thread = desk.place().await;
    let thread = thread.split('?').next().unwrap().to_owned();

    // The colleague chooses the clause by its words, with keys alone.
    desk.log_in("shifu").await;
    desk.sees("回答同事的1个问题").await;
    desk.go(&thread).await;
    desk.fill("回答", "没有备案的按定额办。").await;
    desk.click("找条款").await;
    desk.keys("租房额度").await;
    desk.sees("选一条加进来").await;
    desk.shot("picker").await;
    desk.keys(DOWN).await;
    desk.keys(ENTER).await;
    desk.holds("document.querySelectorAll('.picker-chosen input[name=pins]').length === 1").await;
    desk.sound().await;
    desk.click("发出回答").await;
    desk.sees("回答已发出").await;

    // The asker accepts it and carries the rule over.
    desk.log_in("jingban").await;
    desk.go(&thread).await;
    desk.click("采纳这个回答").await;
    desk.sees("举一反三").await;
    desk.fill("这条规定还能判断什么情况", "合同在朋友名下，也按定额办理。").await;
    desk.click("对").await;
    desk.fill("为什么", "没有备案在本人名下的，都按定额。").await;
    desk.sound().await;
    desk.click("采纳并关闭问题").await;
    desk.sees("已采纳，问题关闭").await;
    desk.sound().await;
    desk.shot("closed").await;

    // The steward puts it on the shelf; the next one finds it.
    desk.log_in("zhengce").await;
    desk.go(&thread).await;
    desk.fill("对群众怎么说", "不用您的名字备案也能提，按每月定额。").await;
    desk.click("放进问答").await;
    desk.sees("已放进问答").await;
    desk.go("/search?q=合同在父亲名下").await;
    desk.sees("合同在父亲名下怎么提").await;
    desk.go("/search/log").await;
    desk.sees("zzzzqqqq").await;
    desk.sound().await;
    desk.shot("search-log").await;
    desk.close();
}

/// The rules of another day: what was in force then, said aloud.
async fn on_another_day(desk: &mut Desk) {
    desk.fill("按哪一天的规定", "2025-03-01").await;
    desk.sees("正在看2025年3月1日有效的规定，不是今天的。").await;
    desk.sees("每人每月900元").await;
    let first = desk.ask("document.querySelector('.result').innerText").await;
    let first = first.as_str().unwrap();
    assert!(first.contains("岚房金发〔2022〕21号") && first.contains("当日有效"), "{first}");
    desk.sound().await;
    desk.shot("another-day").await;
    desk.click("回到今天").await;
    desk.sees_not("不是今天的").await;
    desk.sees("每人每月1500元").await;
}

/// What the citizen brought, what is missing, and the paper that says where to get it.
async fn one_time_notice(desk: &mut Desk) {
    desk.go("/search?q=租房提取材料").await;
    desk.click_in("相关业务事项", "租房提取").await;
    desk.sees("需要的材料").await;
    desk.click("开一次性告知单").await;
    desk.sees("逐项点选").await;
    desk.click_in("申请人有效身份证件", "已带").await;
    desk.click_in("申请人本人Ⅰ类银行结算账户", "还缺").await;
    desk.click_in("租赁合同备案编号", "还缺").await;
    desk.sound().await;
    desk.shot("notice-choices").await;
    desk.click("开一次性告知单").await;
    desk.sees("办理租房提取还缺2项材料").await;
    desk.sees("岚浦市住房租赁平台可以查询备案编号").await;
    desk.sees("有下列情形的，还要带").await;
    let code = desk.ask("document.querySelector('.paper-foot .paper-code').innerText").await;
    let code = code.as_str().unwrap().to_owned();
    desk.sound().await;
    desk.shot("notice").await;
    desk.prints_on(2).await;

    // The citizen comes back with the paper: its code, in any case of letters, finds it.
    desk.click("重新开一张").await;
    desk.click("凭取回码找告知单").await;
    desk.fill("取回码", "AAAA-0000").await;
    desk.click("找告知单").await;
    desk.sees("没有这个取回码，请再核对一遍").await;
    assert_eq!(desk.value("取回码").await, "AAAA-0000", "what was typed stays");
    desk.fill("取回码", &code.to_lowercase()).await;
    desk.click("找告知单").await;
    desk.sees("办理租房提取还缺2项材料").await;
    desk.sees(&code).await;
    desk.sound_after("422").await;
}
