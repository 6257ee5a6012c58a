//! The new hire at the desk: looks a rule up, keeps what was learnt pinned to it, shares it, confirms the
//! reading.

use super::Desk;
use crate::browser::Viewport;

#[tokio::test]
async fn a_new_hire_keeps_what_was_learnt_and_the_next_one_finds_it() {
    let Some(mut desk) = Desk::open("studying", Viewport::PHONE).await else { return };
    desk.log_in("xinren").await;

    // Looked up on the phone; the clause itself offers to take a note.
    desk.go("/search?q=租房额度").await;
    desk.sees("第七条").await;
    desk.sound().await;
    desk.click("《岚浦市住房公积金提取管理办法》第七条").await;
    desk.sees("我已读完这个版本").await;
    desk.sound().await;
    desk.click_in("每人每月1500元", "记笔记").await;

    // A number of somebody's is refused; nothing typed is lost.
    desk.sees("写好以后只有自己能看").await;
    desk.sees("第七条").await;
    desk.fill("标题", "夫妻都租房怎么算").await;
    desk.fill("内容", "两口子合计三千，一方不在场要有授权。职工电话13800138000。").await;
    desk.click("保存笔记").await;
    desk.sees("像是手机号码，请删去再保存").await;
    assert_eq!(desk.value("标题").await, "夫妻都租房怎么算");
    desk.sound_after("422").await;
    desk.shot("note-refused").await;
    desk.fill("内容", "两口子合计三千，石榴籽一样抱成一户算。一方不在场要有授权。").await;
    desk.click("保存笔记").await;
    desk.sees("笔记已保存").await;
    desk.sees("只有自己能看").await;
    desk.sees("《岚浦市住房公积金提取管理办法》第七条").await;
    desk.sound().await;
    desk.shot("note").await;

    // Its author's alone until it is offered and a steward has looked.
    desk.click("提交共享").await;
    desk.sees("已提交，等政策管理员决定").await;
    desk.log_in("jingban").await;
    desk.go("/search?q=石榴籽").await;
    desk.sees("没有找到").await;
    desk.browser.show(Viewport::DESKTOP, false).await;
    desk.log_in("zhengce").await;
    desk.go("/notes").await;
    desk.click("等我决定的").await;
    desk.click("夫妻都租房怎么算").await;
    desk.sees("石榴籽").await;
    desk.sound().await;
    desk.click("共享给大家").await;
    desk.sees("已共享").await;

    desk.log_in("jingban").await;
    desk.go("/search?q=石榴籽").await;
    desk.sees("夫妻都租房怎么算").await;
    desk.click("夫妻都租房怎么算").await;
    desk.sees("林知夏").await;
    desk.sound().await;
    desk.shot("shared").await;

    // The author hears of it, and confirms the reading where the rule stands.
    desk.log_in("xinren").await;
    desk.go("/notifications").await;
    desk.sees("你的笔记《夫妻都租房怎么算》已共享给大家").await;
    desk.go("/policies/withdrawal_rules").await;
    desk.click("我已读完这个版本").await;
    desk.sees("已读").await;
    desk.sees_not("我已读完这个版本").await;
    desk.sound().await;
    desk.close();
}
