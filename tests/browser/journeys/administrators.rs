//! Three administrators, three people: one adds accounts, one grants roles, one reads the trail. None of them
//! sees a screened document.

use super::Desk;
use super::backstage::{texts, trail_holds};
use crate::browser::Viewport;
use crate::harness::PASSWORD;

const OWN: &str = "eleven herons over the counter";

#[tokio::test]
async fn three_administrators_share_what_none_may_do_alone() {
    let Some(mut desk) = Desk::open("administrators", Viewport::DESKTOP).await else { return };

    // The system administrator adds somebody; the password is shown once.
    desk.log_in("xitong").await;
    desk.sound().await;
    desk.shot("system-today").await;
    desk.click("人员").await;
    desk.click("新增人员").await;
    desk.fill("姓名", "江未晚").await;
    desk.fill("登录名", "Jiang Weiwan").await;
    desk.choose("部门", "提取科").await;
    desk.click("新增人员").await;
    desk.sees("用2到40个小写字母、数字、点或横线").await;
    assert_eq!(desk.value("姓名").await, "江未晚", "what was typed stays");
    desk.sound_after("422").await;
    desk.fill("登录名", "jiang.weiwan").await;
    desk.click("新增人员").await;
    desk.sees("只显示这一次，离开本页就看不到了。").await;
    let password = desk.ask("document.querySelector('main code').innerText").await;
    let password = password.as_str().unwrap().to_owned();
    desk.sound().await;
    desk.shot("handed").await;
    desk.click("已交接，返回名单").await;
    desk.sees("江未晚").await;
    desk.sees_not(&password).await;
    sees_no_screened_document(&mut desk).await;

    roles_are_granted_by_another(&mut desk).await;

    // The first log-in ends at a password of one's own.
    desk.log_in_with("jiang.weiwan", &password).await;
    desk.sees("这是初始密码，请先换成只有你知道的。").await;
    desk.go("/search").await;
    desk.sees("这是初始密码").await;
    desk.fill("现在的密码", &password).await;
    desk.fill("新密码", OWN).await;
    desk.fill("再输一次新密码", OWN).await;
    desk.sound().await;
    desk.shot("first-log-in").await;
    desk.click("保存新密码").await;
    desk.sees("密码已修改").await;
    desk.log_in_with("jiang.weiwan", OWN).await;
    desk.sees("江未晚").await;
    desk.sees("查政策、口径、材料").await;

    security_page(&mut desk).await;
    trail(&mut desk).await;
    desk.close();
}

/// Not in the menu, not by address.
async fn sees_no_screened_document(desk: &mut Desk) {
    let case = desk.meanwhile(|hall| texts(hall, "SELECT id AS value FROM screening_case")).remove(0);
    desk.holds("![...document.querySelectorAll('nav a')].some(a => a.innerText.includes('核验'))").await;
    for path in ["/screening".to_owned(), "/review".to_owned(), format!("/screening/{case}")] {
        desk.go(&path).await;
        desk.sees("你的角色不能做这件事").await;
        desk.sees_not("HY-").await;
    }
    desk.sound_after("403").await;
    desk.shot("no-screening").await;
}

/// Whoever grants roles adds no accounts; and nobody gets two keys.
async fn roles_are_granted_by_another(desk: &mut Desk) {
    desk.log_in("anquan").await;
    desk.click("人员").await;
    desk.sees_not("新增人员").await;
    desk.click("程默").await;
    desk.click_in("管理员", "审计管理员").await;
    desk.fill("你的密码", PASSWORD).await;
    desk.click("保存角色").await;
    desk.sees("系统、安全、审计三种管理员不能由同一人担任").await;
    desk.sound_after("422").await;
    desk.shot("three-powers").await;
    desk.click_in("管理员", "审计管理员").await;
    desk.click_in("业务角色", "经办").await;
    desk.fill("你的密码", PASSWORD).await;
    desk.click("保存角色").await;
    desk.sees("管理员账号不能同时担任业务角色").await;
    let roles = "SELECT role AS value FROM person_role JOIN person ON person.id = person_id WHERE username = 'xitong'";
    assert_eq!(desk.meanwhile(|hall| texts(hall, roles)), ["system_admin"]);
    desk.click("人员").await;
    desk.click("江未晚").await;
    desk.click_in("业务角色", "经办").await;
    desk.fill("你的密码", PASSWORD).await;
    desk.click("保存角色").await;
    desk.sees("角色已保存，对方须重新登录").await;
    desk.sound_after("422").await;
}

/// Every setting with its value, fine or not, in words.
async fn security_page(desk: &mut Desk) {
    desk.log_in("anquan").await;
    desk.click("安全").await;
    desk.sees("加密连接（HTTPS）").await;
    desk.sees("要处理的").await;
    desk.sees("在shifu.toml里填tls_certificate和tls_key").await;
    desk.holds("[...document.querySelectorAll('main tbody tr')].every(r => /正常|需处理/.test(r.innerText))")
        .await;
    desk.holds("document.querySelectorAll('main tbody tr').length > 12").await;
    desk.sound().await;
    desk.shot("security").await;
}

/// The audit administrator finds what was done and by whom, and proves the chain.
async fn trail(desk: &mut Desk) {
    desk.log_in("shenji").await;
    desk.click("留痕").await;
    desk.fill("谁（登录名）", "anquan").await;
    desk.fill("种类开头", "roles").await;
    desk.click("筛选").await;
    desk.sees("改动角色：由“还没有角色”改为“经办”").await;
    desk.sees("严知白").await;
    desk.sees_not("登录失败").await;
    desk.click("改动角色：由“还没有角色”改为“经办”").await;
    desk.sees("roles.changed").await;
    desk.sound().await;
    desk.shot("trail").await;
    desk.click("从头校验").await;
    desk.sees("校验通过：").await;
    desk.sound().await;
    desk.shot("verified").await;
    desk.fill("印在上岗证上的链头", "twelve").await;
    desk.click("从头校验").await;
    desk.sees("链头的格式如“12:3fa9…”").await;
    assert_eq!(desk.value("印在上岗证上的链头").await, "twelve");
    assert!(desk.meanwhile(trail_holds));
}
