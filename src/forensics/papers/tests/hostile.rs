//! What no reader would give: anything may arrive, nothing may panic.

use proptest::prelude::*;

use super::super::{Kind, Paper, recognise, recognise_as};
use super::setting::word;
use super::statements::debit_and_credit;
use crate::forensics::Region;
use crate::forensics::reading::text::{Flat, Glyph, PageText, Point, Source, Word};

fn number() -> impl Strategy<Value = f32> {
    prop_oneof![
        8 => 0.0_f32..2000.0,
        1 => -500.0_f32..0.0,
        1 => Just(f32::NAN),
        1 => Just(f32::INFINITY),
        1 => Just(f32::NEG_INFINITY),
        1 => Just(f32::MAX),
        1 => Just(f32::MIN_POSITIVE),
    ]
}

fn piece() -> impl Strategy<Value = String> {
    let known = [
        "交易日期",
        "摘要",
        "借方发生额",
        "贷方发生额",
        "余额",
        "户名：",
        "2024-01-05",
        "1,200.00",
        "出卖人（甲方）：",
        "总价款",
        "壹佰万元整",
        "兹证明",
        "姓名",
        "公民身份号码",
        "名称：",
        "价税合计（大写）",
        "合计",
        "第",
        "页",
        "（",
        "：",
        "发票号码",
        "项目名称",
        "单价",
        "金额",
        "税率",
        "税额",
        "数量",
        "权利人",
        "坐落",
        "常住人口登记卡",
        "结婚证",
        "11010519491231002X",
        "月收入",
    ];
    prop_oneof![
        3 => prop::sample::select(known.to_vec()).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[0-9.,:¥ -]{0,12}",
    ]
}

fn any_word() -> impl Strategy<Value = Word> {
    let text = prop::collection::vec(piece(), 0..4).prop_map(|parts| parts.concat());
    let glyphs = prop::collection::vec((number(), number(), number()), 0..30);
    (text, prop::array::uniform8(number()), [number(), number(), number(), number()], glyphs, any::<bool>())
        .prop_map(|(text, p, [x, y, width, height], glyphs, plain)| {
            let point = |at: usize| Point { x: p[at], y: p[at + 1] };
            let mut glyphs: Vec<Glyph> = glyphs
                .into_iter()
                .map(|(from, to, confidence)| Glyph { from, to, confidence, other: None })
                .collect();
            if plain {
                glyphs.truncate(text.chars().count());
            }
            let corners = [point(0), point(2), point(4), point(6)];
            Word { text, corners, flat: Flat { x, y, width, height }, confidence: 0.5, glyphs }
        })
}

/// Sound boxes with any text.
fn sound_word() -> impl Strategy<Value = Word> {
    (piece(), 0.0_f32..90.0, 0_u8..40).prop_map(|(text, x, y)| word(x, f32::from(y), &text))
}

fn pages(word: impl Strategy<Value = Word>) -> impl Strategy<Value = Vec<PageText>> {
    let page = prop::collection::vec(word, 0..60).prop_map(|words| PageText {
        source: Source::Picture,
        turns: 0,
        words,
    });
    prop::collection::vec(page, 0..4)
}

fn around(pages: &[PageText], page: u32) -> Option<(Region, u32, u32)> {
    let words = &pages.get(usize::try_from(page).ok()?)?.words;
    let regions = words.iter().map(Word::region);
    let right = regions.clone().map(|r| r.x.saturating_add(r.width)).max()?;
    let bottom = regions.clone().map(|r| r.y.saturating_add(r.height)).max()?;
    let (x, y) = (regions.clone().map(|r| r.x).min()?, regions.map(|r| r.y).min()?);
    Some((Region { x, y, width: 0, height: 0 }, right, bottom))
}

fn sound(pages: &[PageText], paper: &Paper) {
    let cells = paper.tables.iter().flat_map(|table| table.rows.iter().flatten().flatten());
    let places = cells.map(|cell| (cell.place, cell.confidence));
    for (place, confidence) in places.chain(paper.fields.iter().map(|field| (field.place, field.confidence)))
    {
        assert!((0.0..=1.0).contains(&confidence));
        let Some(place) = place else { continue };
        let (low, right, bottom) = around(pages, place.page).expect("a page with words");
        let region = place.region;
        assert!(region.x >= low.x && region.y >= low.y);
        assert!(
            region.x.saturating_add(region.width) <= right
                && region.y.saturating_add(region.height) <= bottom
        );
    }
    for table in &paper.tables {
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn anything_is_read_without_a_fall(pages in pages(any_word())) {
        let papers = recognise(&pages);
        let covered: Vec<u32> = papers.iter().flat_map(|paper| paper.pages.iter().copied()).collect();
        prop_assert_eq!(covered, (0..u32::try_from(pages.len()).unwrap()).collect::<Vec<_>>());
        for paper in &papers {
            sound(&pages, paper);
        }
        for kind in Kind::ALL {
            sound(&pages, &recognise_as(&pages, kind));
        }
    }

    #[test]
    fn words_in_sound_places_are_read_without_a_fall(pages in pages(sound_word())) {
        for kind in Kind::ALL {
            sound(&pages, &recognise_as(&pages, kind));
        }
    }

    #[test]
    fn rows_stand_in_the_order_of_the_page(drop in prop::collection::vec(any::<bool>(), 60), seed in any::<u64>()) {
        let mut page = super::setting::shaken(&debit_and_credit(), 2.0, 0.003, seed);
        let mut keep = drop.iter().cycle();
        page.words.retain(|word| word.text.contains("交易") || *keep.next().unwrap() || word.flat.y < 300.0);
        let paper = recognise_as(std::slice::from_ref(&page), Kind::BankStatement);
        sound(std::slice::from_ref(&page), &paper);
        for table in &paper.tables {
            let tops: Vec<u32> = table.rows.iter().filter_map(|row| row.iter().flatten().filter_map(|c| c.place).map(|p| p.region.y).max()).collect();
            prop_assert!(tops.windows(2).all(|pair| pair[0] < pair[1] + 4), "{:?}", tops);
        }
    }
}

/// Twenty pages of two thousand words: a bound wide enough for a busy machine and for a build without
/// optimisation; a release build takes a tenth of it.
#[test]
fn twenty_full_pages_are_quick() {
    let mut words = vec![word(30.0, 0.0, "云山银行交易明细")];
    for (x, text) in [
        (0.0, "交易日期"),
        (14.0, "摘要"),
        (30.0, "支出"),
        (44.0, "收入"),
        (58.0, "余额"),
        (72.0, "对方户名"),
    ] {
        words.push(word(x, 1.0, text));
    }
    for line in 2..330_u16 {
        let y = f32::from(line);
        for (x, text) in [
            (0.0, "2024-01-05"),
            (14.0, "网上支付"),
            (30.0, "1,200.00"),
            (44.0, "3,400.00"),
            (58.0, "12,345.67"),
            (72.0, "某某商城有限公司"),
        ] {
            words.push(word(x, y, text));
        }
    }
    let pages = vec![PageText { source: Source::Picture, turns: 0, words }; 20];
    let start = std::time::Instant::now();
    let papers = recognise(&pages);
    let took = start.elapsed();
    assert_eq!(papers.len(), 1);
    assert_eq!(papers[0].tables[0].rows.len(), 20 * 328);
    assert!(took.as_secs_f32() < 4.0, "{took:?}");
    println!("{took:?}");
}
