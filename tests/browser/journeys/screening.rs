//! The clerk with a contract that feels wrong, and the second person who decides.

use std::path::PathBuf;

use shifu::forensics::synth::hostile::honest_pdf;
use shifu::forensics::synth::{EditKind, LastSave, case};

use super::backstage::{texts, trail_holds};
use super::{Desk, TAB};
use crate::browser::Viewport;

/// Files as they lie on the clerk's machine.
struct Files {
    folder: tempfile::TempDir,
}

impl Files {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// A page with a word copied over another.
    fn edited(&self) -> PathBuf {
        self.put("流水.png", &case(7, Some(EditKind::CopyMove), LastSave::Png).unwrap().bytes)
    }

    fn untouched(&self, name: &str, seed: u64) -> PathBuf {
        self.put(name, &case(seed, None, LastSave::Jpeg(92)).unwrap().bytes)
    }
}

/// The zoom shown, in per cent.
const ZOOM: &str = "parseInt(document.querySelector('[data-zoom-text]').innerText)";

#[tokio::test]
async fn a_clerk_hands_in_documents_and_a_second_person_decides() {
    let Some(mut desk) = Desk::open("screening", Viewport::DESKTOP).await else { return };
    let files = Files::new();
    desk.log_in("jingban").await;
    desk.click("核验").await;
    desk.sees("怎样传看得更准").await;
    desk.sound().await;
    refusals_lose_nothing(&mut desk, &files).await;

    // Three files at once, each with its own steps, one case.
    let pdf = honest_pdf(&["LEASE CONTRACT", "MONTHLY RENT 2400.00"], 2);
    let (a, b) = (files.edited(), files.untouched("收据.jpg", 21));
    let c = files.put("合同.pdf", &pdf);
    desk.attach("把材料拖到这里", &[&a, &b, &c]).await;
    desk.holds("document.querySelectorAll('#uploads a[href^=\"/screening/\"]').length == 3").await;
    desk.sees("已归入核验件").await;
    // What is chosen when the files have gone out already reaches their case.
    desk.choose("用途", "提取").await;
    desk.sees("核验件的用途、事项和参考号已更新").await;
    desk.sound_after("422").await;
    desk.shot("uploaded").await;
    desk.click_in("流水.png", "打开核验件").await;
    desk.sees("可以离开这一页，分析好了会通知你").await;
    desk.shot("progress").await;
    // Examined meanwhile: the page goes on by itself.
    desk.meanwhile(crate::harness::Hall::run_jobs);
    desk.sees("处内容需要看一眼").await;
    let case = desk.place().await;
    let case = case.split('?').next().unwrap().to_owned();
    desk.sound().await;
    desk.shot("case").await;

    viewer(&mut desk).await;

    // A reason, an innocent explanation, and no way to decide alone.
    desk.sees("也可能是").await;
    desk.sees("系统只提示疑点，不下结论").await;
    desk.sees_not("照常受理").await;
    desk.sees_not("办结").await;
    desk.fill("写一条备注", "群众说流水是在自助机上补打的。").await;
    desk.click("保存备注").await;
    desk.sees("群众说流水是在自助机上补打的。").await;
    desk.sees("复核须由提交人以外的人做。").await;
    desk.click("更改用途、事项或参考号").await;
    // Another reference does not go with what was found by the first, and what was typed stays to be copied.
    desk.fill("业务参考号", "YW-2026-77").await;
    desk.click_in("复核人员开始看之前都可以改", "保存").await;
    desk.sees("已按原来的参考号与其他核验件比对过").await;
    desk.sound_after("422").await;
    desk.shot("about").await;
    assert_eq!(desk.value("业务参考号").await, "YW-2026-77");
    desk.fill("业务参考号", "TQ-2026-0009").await;
    desk.choose_in("复核人员开始看之前都可以改", "用途", "转移接续").await;
    desk.click_in("复核人员开始看之前都可以改", "保存").await;
    desk.sees("已保存").await;
    decided_by_a_second_person(&mut desk, &case).await;
    asks_for_a_review(&mut desk, &files).await;
    without_scripts(&mut desk, &files).await;
    assert!(desk.meanwhile(trail_holds));
    desk.close();
}

/// A file that is none gets a sentence; the reference typed before stays, and the next file goes in.
async fn refusals_lose_nothing(desk: &mut Desk, files: &Files) {
    desk.fill("业务参考号", "TQ-2026-0009").await;
    desk.choose("用途", "贷款").await;
    let note = files.put("说明.txt", b"not a document");
    let dressed = files.put("假装.png", b"GIF89a, not a PNG at all");
    desk.attach("把材料拖到这里", &[&note, &dressed]).await;
    desk.sees("不是可以核验的格式，请换成图片或PDF").await;
    desk.sees("文件内容和它的名称或类型对不上，请用原来的软件重新导出").await;
    desk.sees("未接收").await;
    assert_eq!(desk.value("业务参考号").await, "TQ-2026-0009");
    assert_eq!(desk.value("用途").await, "loan");
    desk.sound_after("422").await;
    desk.shot("refused").await;
}

/// Zoom, locate, layers, heat, keys.
async fn viewer(desk: &mut Desk) {
    let whole = desk.ask(ZOOM).await;
    desk.click("+").await;
    desk.click("+").await;
    desk.holds(&format!("{ZOOM} > {whole}")).await;
    desk.click("−").await;
    desk.click("整页").await;
    desk.holds(&format!("{ZOOM} === {whole}")).await;
    desk.click("适宽").await;
    desk.click("定位").await;
    desk.holds("document.querySelector('.finding.is-active') !== null").await;
    desk.holds("document.querySelector('.box.is-active') !== null").await;
    let middle = "(() => { const b = document.querySelector('.box.is-active').getBoundingClientRect(),
        s = document.querySelector('[data-stage]').getBoundingClientRect();
        return Math.abs(b.left + b.width / 2 - s.left - s.width / 2) < 8
            && Math.abs(b.top + b.height / 2 - s.top - s.height / 2) < 8; })()";
    desk.holds(middle).await;
    desk.shot("located").await;

    let boxes = "[...document.querySelectorAll('.box')].some(b => b.checkVisibility())";
    desk.click("标注框").await;
    desk.holds(&format!("!{boxes}")).await;
    desk.click("标注框").await;
    desk.holds(boxes).await;
    desk.click("热力图").await;
    desk.holds("!document.querySelector('.viewer-heat').checkVisibility()").await;
    desk.click("热力图").await;
    desk.holds("document.querySelector('.viewer-heat').style.opacity === '0.6'").await;
    desk.add("热力图浓度", "\u{e014}\u{e014}").await;
    desk.holds("document.querySelector('.viewer-heat').style.opacity === '0.62'").await;
    desk.click("压缩误差").await;
    desk.holds("document.querySelector('.viewer-error').checkVisibility()").await;
    desk.click("压缩误差").await;

    // By keyboard: from the last button of the bar to the stage.
    desk.keys(TAB).await;
    desk.holds("document.activeElement.matches('[data-stage]')").await;
    desk.keys("0").await;
    desk.holds(&format!("{ZOOM} === {whole}")).await;
    desk.keys("++").await;
    desk.holds(&format!("{ZOOM} > {whole}")).await;
    desk.keys("---").await;
    desk.holds(&format!("{ZOOM} < {whole}")).await;
    desk.keys("0").await;
    desk.holds(&format!("{ZOOM} === {whole}")).await;
    desk.sound().await;
}

/// The reviewer claims, looks, decides; the clerk reads it; the trail holds it.
async fn decided_by_a_second_person(desk: &mut Desk, case: &str) {
    let id = case.rsplit('/').next().unwrap().to_owned();
    desk.log_in("fuhe").await;
    desk.click("去复核").await;
    desk.sees("复核队列").await;
    desk.sound().await;
    desk.shot("queue").await;
    desk.go(case).await;
    desk.click("认领并复核").await;
    desk.sees("你已认领").await;
    // The first opinion is the reviewer's own: what others noted waits folded.
    desk.sees_not("群众说流水是在自助机上补打的。").await;
    desk.click("先写下自己的看法，再看别人的备注").await;
    desk.sees("群众说流水是在自助机上补打的。").await;
    desk.fill("决定的理由", "请提供银行盖章的原件。").await;
    desk.sound().await;
    desk.shot("decide").await;
    desk.click("请群众补正").await;
    desk.sees("决定已记录").await;
    desk.log_in("jingban").await;
    desk.go(case).await;
    desk.sees("请提供银行盖章的原件。").await;
    desk.sees("许景行").await;
    desk.sees("请群众补正").await;
    desk.sound().await;
    desk.shot("decided").await;
    let query = format!(
        "SELECT kind AS value FROM audit_event WHERE subject_id = '{id}' AND kind IN ('screening.claimed', 'screening.decided') ORDER BY seq"
    );
    assert_eq!(desk.meanwhile(|hall| texts(hall, &query)), ["screening.claimed", "screening.decided"]);
}

/// Nothing found, yet the clerk is not sure: a colleague is asked.
async fn asks_for_a_review(desk: &mut Desk, files: &Files) {
    desk.click("核验").await;
    let file = files.untouched("租赁合同.jpg", 33);
    desk.attach("把材料拖到这里", &[&file]).await;
    desk.click("打开核验件").await;
    desk.meanwhile(crate::harness::Hall::run_jobs);
    desk.sees("想请复核人看什么").await;
    desk.fill("想请复核人看什么", "落款日期和合同期限对不上。").await;
    desk.click("提交复核").await;
    desk.sees("复核须由提交人以外的人做。").await;
    desk.sees("落款日期和合同期限对不上。").await;
    desk.sound().await;
}

/// The form sends its files by itself where no script runs.
async fn without_scripts(desk: &mut Desk, files: &Files) {
    desk.browser.set_scripts(false).await;
    desk.go("/screening").await;
    let (one, two) = (files.untouched("收入证明.jpg", 41), files.untouched("在职证明.jpg", 42));
    desk.attach("把材料拖到这里", &[&one, &two]).await;
    desk.shot("no-script").await;
    desk.click("上传并分析").await;
    desk.sees("收入证明.jpg").await;
    desk.meanwhile(crate::harness::Hall::run_jobs);
    desk.click("刷新看进度").await;
    desk.sees("第1页").await;
    desk.sees("在职证明.jpg").await;
    desk.shot("no-script-case").await;
    desk.browser.set_scripts(true).await;
}
