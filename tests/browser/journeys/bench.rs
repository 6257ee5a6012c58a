//! The reviewer who says first what he thinks, the second person who does not see it, and the mentor whose
//! closed case becomes an exercise for a new hire.

use shifu::forensics::synth::{EditKind, LastSave, case};

use super::backstage::{texts, trail_holds};
use super::{Desk, TAB};
use crate::browser::Viewport;
use crate::harness::Hall;

/// A page with a word copied over another, handed in and examined; the path of its case.
fn handed_in(hall: &Hall) -> String {
    let mut clerk = hall.person("jingban");
    let mark = clerk.open("/screening").field("batch").expect("the form carries its mark");
    let file = case(7, Some(EditKind::CopyMove), LastSave::Png).unwrap().bytes;
    let fields = [("batch", mark.as_str()), ("purpose", "loan"), ("review", "1")];
    let page = clerk.upload("/screening", &fields, &[("流水.png", "image/png", &file)]).expect(303);
    hall.run_jobs();
    page.location.split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn two_reviewers_say_first_what_they_think_and_a_case_becomes_an_exercise() {
    let Some(mut desk) = Desk::open("bench", Viewport::DESKTOP).await else { return };
    let path = desk.meanwhile(handed_in);
    desk.log_in("zhuguan").await;
    desk.go("/review").await;
    desk.click("复核方式").await;
    desk.click("先说看法，再看系统的提示").await;
    desk.click("贷款").await;
    desk.fill("为什么改", "试行三个月。").await;
    desk.sound().await;
    desk.click("从现在起这样复核").await;
    desk.sees("这些用途须两人看法一致：贷款").await;
    desk.shot("settings").await;

    speaks_first(&mut desk, &path, "fuhe", "你是第一位").await;
    speaks_first(&mut desk, &path, "shifu3", "你是第二位").await;
    desk.go(&path).await;
    desk.sees("的复核意见").await;
    desk.shot("decided").await;
    desk.meanwhile(|hall| hall.person("jingban").act(&format!("{path}/close"), &[]));
    becomes_an_exercise(&mut desk, &path).await;
    assert!(desk.meanwhile(trail_holds));
    desk.close();
}

/// Claims, sees the papers alone, says what he thinks, then sees the places, confirms one and decides.
async fn speaks_first(desk: &mut Desk, path: &str, who: &str, seat: &str) {
    desk.log_in(who).await;
    desk.go(path).await;
    desk.sees("先说你的看法").await;
    desk.sees_not("也可能是").await;
    desk.click("认领并复核").await;
    desk.sees(seat).await;
    desk.sound().await;
    desk.shot(&format!("blind-{who}")).await;
    desk.click("请群众补正").await;
    desk.fill("你看到了什么", "有一个词比同列的更清楚。").await;
    desk.click("记下看法，看系统的提示").await;
    desk.sees("也可能是").await;
    desk.sees("有一个词比同列的更清楚。").await;
    if who == "fuhe" {
        desk.sees_not("请提供银行盖章的原件。").await;
        // What is typed already stays while a place is marked, which asks for the page anew.
        desk.fill("决定的理由", "请提供银行盖章的原件。").await;
        desk.click("更多处理").await;
        desk.click("确有疑问").await;
        desk.sees("撤销标记").await;
        desk.holds("document.querySelector('#f-reason').value === '请提供银行盖章的原件。'").await;
        // A note that goes unsent is nobody else's at this machine.
        desk.fill("备注", "问过柜台，待回电。").await;
    } else {
        // Not a word of the first reviewer's decision.
        desk.sees_not("请提供银行盖章的原件。").await;
        desk.holds("document.querySelector('#f-note').value === ''").await;
        desk.fill("决定的理由", "请提供银行盖章的原件。").await;
    }
    desk.sound().await;
    desk.click("请群众补正").await;
    // Going elsewhere before the answer came would race with it.
    desk.sees("决定已记录").await;
    // The decision was taken and is forgotten by the browser; the note is still there.
    let kept = usize::from(who == "fuhe");
    desk.holds(&format!("Object.keys(sessionStorage).filter(k => k.startsWith('keep:')).length === {kept}"))
        .await;
}

/// The reviewer covers a page of the closed case, a second person publishes it, a new hire finds the place.
async fn becomes_an_exercise(desk: &mut Desk, path: &str) {
    desk.log_in("fuhe").await;
    desk.go(path).await;
    desk.click("做成练习").await;
    desk.fill("标题", "流水里的一个词").await;
    desk.fill("讲解：为什么要看这里，还有什么可能", "两处连颗粒都一样。").await;
    desk.sound().await;
    desk.click("下一步：遮盖").await;
    desk.sees("涂黑的格子会从图里永久去掉").await;
    // By keyboard: the first cell.
    desk.holds("(document.querySelector('.spot-cell input').focus(), true)").await;
    desk.keys(" ").await;
    desk.holds("document.querySelector('.spot-cell input').checked").await;
    desk.sound().await;
    desk.shot("cover").await;
    desk.click("遮盖并交另一人审看").await;
    desk.sees("等另一人审看").await;
    desk.log_in("shifu3").await;
    desk.go("/exercises").await;
    desk.click("流水里的一个词").await;
    desk.sound().await;
    desk.shot("second").await;
    desk.click("没有个人信息，发布").await;
    desk.sees("哪些地方值得多看一眼？点出来").await;

    desk.log_in("xinren").await;
    desk.go("/exercises").await;
    desk.sound().await;
    desk.shot("library").await;
    desk.click("流水里的一个词").await;
    desk.sees_not("两处连颗粒都一样。").await;
    desk.holds("(document.querySelectorAll('.spot-cell input')[3].click(), true)").await;
    desk.holds("(document.querySelector('.spot-cell input').focus(), true)").await;
    desk.keys(&format!("{TAB} ")).await;
    desk.holds("document.querySelectorAll('.spot-cell input:checked').length === 2").await;
    desk.sound().await;
    desk.shot("exercise").await;
    desk.click("交卷").await;
    desk.sees("两处连颗粒都一样。").await;
    desk.sound().await;
    desk.shot("result").await;
    desk.click("看这条检查的讲解").await;
    desk.sees("接下来怎么办").await;
    desk.sound().await;
    let tries = "SELECT CAST(COUNT(*) AS TEXT) AS value FROM screening_try";
    assert_eq!(desk.meanwhile(|hall| texts(hall, tries)), ["1"]);
}
