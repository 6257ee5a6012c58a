//! The clerk with a paper that was read: progress, kind, a field put right, the place it leads to, a review.

use shifu::forensics::synth::{LastSave, case};

use super::backstage::{keep_read, trail_holds};
use super::{Desk, read};
use crate::browser::Viewport;

/// The reader's report of the newest file in a case is kept, as the worker would.
fn keep(desk: &Desk, case: &str, bytes: &[u8], earlier: bool) {
    desk.meanwhile(|hall| keep_read(hall, case, bytes, earlier));
}

#[tokio::test]
async fn a_clerk_puts_a_reading_right_and_asks_for_a_review() {
    let Some(mut desk) = Desk::open("reading", Viewport::DESKTOP).await else { return };
    let folder = tempfile::tempdir().unwrap();
    let bytes = case(61, None, LastSave::Jpeg(92)).unwrap().bytes;
    let file = folder.path().join("流水.jpg");
    std::fs::write(&file, &bytes).unwrap();
    desk.log_in("jingban").await;
    desk.go("/screening").await;
    desk.attach("把材料拖到这里", &[&file]).await;
    // Four steps, two of them done, the others the worker's.
    desk.sees("排队中").await;
    desk.holds("document.querySelectorAll('#uploads .steps li').length === 4").await;
    desk.holds("document.querySelectorAll('#uploads .steps li.is-done').length === 2").await;
    desk.sound().await;
    desk.shot("steps").await;
    desk.click("打开核验件").await;
    let case = desk.place().await.split('?').next().unwrap().to_owned();
    desk.sees("可以离开这一页，分析好了会通知你").await;
    // The stream says when it is over, and the page goes on by itself.
    keep(&desk, &case, &bytes, true);
    desk.sees("读到的内容").await;
    desk.sees("请确认种类").await;
    desk.sound().await;
    desk.shot("case").await;

    // The kind, in one press.
    desk.click("银行流水").await;
    desk.sees("材料种类已更正").await;
    desk.holds("document.querySelector('.kinds [aria-pressed=\"true\"]').textContent === '银行流水'").await;

    layers(&mut desk).await;

    // Seen whole for a purpose, and put right.
    desk.click("显示完整内容").await;
    desk.holds(&format!(
        "[...document.querySelectorAll('.read input')].some(i => i.value === '{}')",
        read::CARD
    ))
    .await;
    desk.sound().await;
    desk.shot("whole").await;
    desk.fill("卡号", read::CARD_OFF).await;
    desk.click("保存更正").await;
    desk.sees("更正已保存").await;
    desk.sees("银行卡号校验位不对").await;
    desk.holds(&format!("!document.body.innerHTML.includes('{}')", read::CARD_OFF)).await;
    desk.click("定位").await;
    desk.holds("document.querySelector('.finding.is-active') !== null && document.querySelector('.box.is-active') !== null")
        .await;
    desk.sound().await;
    desk.shot("located").await;

    // A row of the table.
    desk.click_in("11,000.00", "更正").await;
    desk.fill("余额", "11,000.50").await;
    desk.shot("row").await;
    desk.click_in("更正第2行", "保存更正").await;
    desk.sees("11,000.50").await;

    // Beside its earlier revision: both move together.
    desk.click("看以前的版本").await;
    desk.sees("18,000.00").await;
    desk.holds("document.querySelectorAll('.compare .viewer[data-ready]').length === 2").await;
    desk.click("适宽").await;
    desk.click("+").await;
    let zooms = "[...document.querySelectorAll('[data-zoom-text]')].map(z => z.textContent)";
    desk.holds(&format!("new Set({zooms}).size === 1")).await;
    desk.sound().await;
    desk.shot("earlier").await;
    desk.go(&case).await;
    desk.click_in("银行卡号校验位不对", "这条规则").await;
    desk.sees("看不到什么").await;
    desk.sound().await;

    desk.go(&case).await;
    desk.fill("想请复核人看什么", "卡号和原件对不上。").await;
    desk.click("提交复核").await;
    desk.sees("复核须由提交人以外的人做。").await;
    desk.go(&format!("{case}/print")).await;
    desk.sees("请核对读数").await;
    desk.sound().await;
    desk.shot("sheet").await;
    on_a_phone(&mut desk, &case, &bytes, &file).await;
    assert!(desk.meanwhile(trail_holds));
    desk.close();
}

/// Layers come and go, and the address remembers them.
async fn layers(desk: &mut Desk) {
    desk.click("字段").await;
    desk.holds("location.search.includes('layers=fields%2Cheat%2Cfindings')").await;
    desk.holds("[...document.querySelectorAll('.box-field')].every(b => b.checkVisibility())").await;
    // The words are asked of the server.
    desk.click("文字").await;
    desk.holds("document.querySelectorAll('.viewer-words text').length > 4").await;
    desk.holds(&format!("!document.body.innerHTML.includes('{}')", read::NUMBER)).await;
    desk.holds("document.querySelector('.box-field').checkVisibility()").await;
    desk.sound().await;
    desk.shot("layers").await;
    desk.click("文字").await;
    desk.holds("!document.querySelector('.viewer-words').checkVisibility()").await;
    desk.click("200%").await;
    desk.holds("document.querySelector('[data-zoom-text]').textContent === '200%'").await;
    // A field leads to its place.
    desk.click_in("开户银行", "定位").await;
    desk.holds("document.querySelector('.box-field.is-active') !== null && document.querySelector('.read.is-active') !== null")
        .await;
}

/// The same file again on a phone: side by side becomes one above the other.
async fn on_a_phone(desk: &mut Desk, case: &str, bytes: &[u8], file: &std::path::Path) {
    desk.go("/screening").await;
    desk.attach("把材料拖到这里", &[file]).await;
    desk.sees("传过了").await;
    desk.click("打开核验件").await;
    let again = desk.place().await.split('?').next().unwrap().to_owned();
    keep(desk, &again, bytes, false);
    desk.sees("并排比对").await;
    desk.browser.show(Viewport::PHONE, false).await;
    desk.go(&again).await;
    desk.sound().await;
    desk.shot("phone").await;
    desk.click("并排比对").await;
    desk.sees("也可能是").await;
    desk.holds(&format!("document.querySelector('.compare').innerHTML.includes('{case}')")).await;
    let stacked = "(() => { const [a, b] = [...document.querySelectorAll('.compare .viewer')].map(v => v.getBoundingClientRect()); return a.bottom <= b.top; })()";
    desk.holds(stacked).await;
    desk.sound().await;
    desk.shot("phone-compare").await;
}
