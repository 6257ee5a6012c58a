//! The steward with a new document on the desk: read it in, correct a field, part a clause, hand it in; a second
//! person approves, and the clerk finds the new rule and what changed.

use chrono::Duration;

use super::Desk;
use crate::browser::Viewport;
use crate::papers;

/// A document of a word processor that takes the place of the service standard.
fn document() -> Vec<u8> {
    papers::docx_with(
        &[
            papers::p("岚浦市住房公积金管理中心文件"),
            papers::p("岚房金发〔2026〕31号"),
            papers::p("岚浦市住房公积金窗口服务规范"),
            papers::p("第一章 总则"),
            papers::numbered("窗口人员应当主动起身，珊瑚色工牌佩戴在左胸。", 1, 0),
            papers::numbered("受理时：", 1, 0),
            papers::numbered("先问来意；", 1, 1),
            papers::numbered("再看材料。", 1, 1),
            papers::numbered("本规范自2026年12月1日起施行。", 1, 0),
            papers::p("岚浦市住房公积金管理中心"),
            papers::p("2026年11月20日"),
            "<w:p><w:r><w:t>附件 服务用语</w:t></w:r><w:r><w:drawing/></w:r></w:p>".to_owned(),
            papers::p("请坐，请讲，请稍等。"),
        ]
        .concat(),
        &[("word/numbering.xml", papers::NUMBERING)],
    )
}

#[tokio::test]
async fn a_steward_reads_a_document_in_and_a_second_person_approves() {
    let Some(mut desk) = Desk::open("steward", Viewport::DESKTOP).await else { return };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("窗口服务规范（2026年修订）.docx");
    std::fs::write(&file, document()).unwrap();

    desk.log_in("zhengce").await;
    desk.go("/policies/drafts").await;
    desk.click("起草新版本").await;
    desk.sees("把文件拖到这里").await;
    desk.sound().await;
    let old = folder.path().join("旧稿.doc");
    std::fs::write(&old, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).unwrap();
    desk.attach("选择文件", &[&old]).await;
    desk.sees("另存为DOCX格式").await;
    desk.attach("选择文件", &[&file]).await;
    desk.click("去核对").await;

    // What was read stands beside the words it was read from.
    desk.sees("读自窗口服务规范（2026年修订）.docx").await;
    desk.sees("标题与现有政策相同").await;
    desk.sees("文中写明").await;
    desk.sees("全部在正文里").await;
    desk.sees("没有收进来的").await;
    assert_eq!(desk.value("文号").await, "岚房金发〔2026〕31号");
    assert_eq!(desk.value("施行日期").await, "2026-12-01");
    // The browser reports the refusal of the old file late.
    desk.sound_after("422").await;
    desk.shot("desk").await;

    // A field is emptied by mistake: said at the field, and everything else is as it was.
    desk.fill("发文机关", "").await;
    desk.click("存成草稿，去核对变化").await;
    desk.sees("这一项要填").await;
    desk.sound_after("422").await;
    assert_eq!(desk.value("文号").await, "岚房金发〔2026〕31号");
    desk.fill("发文机关", "岚浦市住房公积金管理中心").await;

    // Kept, left, found again.
    desk.click_in("下一步", "保存并重新切分").await;
    desk.sees("已保存").await;
    desk.go("/policies").await;
    desk.go("/policies/import").await;
    desk.click("岚浦市住房公积金窗口服务规范").await;
    assert_eq!(desk.value("发文机关").await, "岚浦市住房公积金管理中心");

    desk.click("存成草稿，去核对变化").await;
    desk.sees("草稿已保存").await;
    desk.sees("珊瑚色工牌").await;
    desk.sound().await;
    desk.shot("draft").await;
    desk.click("提交批准").await;
    desk.sees("等待起草人以外的人批准").await;
    let draft = desk.place().await;
    let draft = draft.split('?').next().unwrap().to_owned();

    desk.log_in("zhuguan").await;
    desk.go(&draft).await;
    desk.sees("来自文件").await;
    desk.sound().await;
    desk.click("批准这个版本").await;
    desk.sees("已批准").await;

    // Not before its day; then it is found, and what changed is shown.
    desk.meanwhile(|hall| {
        hall.run_jobs();
        hall.pass(Duration::days(9));
        hall.run_jobs();
    });
    desk.log_in("jingban").await;
    desk.go("/search?q=珊瑚色工牌").await;
    desk.sees("第一条").await;
    desk.holds("document.querySelectorAll('#results mark').length > 0").await;
    desk.go("/policies/service_standard").await;
    desk.sees("岚房金发〔2026〕31号").await;
    desk.click("与上一版对照").await;
    desk.sees("珊瑚色工牌").await;
    desk.holds("document.querySelectorAll('ins').length > 0").await;
    desk.sound().await;
    desk.close();
}
