//! Whole documents, and the property that no character is lost.

use proptest::prelude::*;

use super::*;
use crate::features::corpus::rules::cutting::{self, Cut};
use crate::platform::documents::Look;

fn paragraphs(lines: &[&str]) -> Vec<Paragraph> {
    lines.iter().map(|text| Paragraph { text: (*text).to_owned(), look: Look::Body, page: 0 }).collect()
}

fn names(recognised: &Recognised) -> Vec<String> {
    cutting::cut(&recognised.body).into_iter().map(|clause| clause.article).collect()
}

fn value<T: ToString>(proposal: Option<&Proposal<T>>) -> Option<(String, Confidence)> {
    proposal.map(|p| (p.value.to_string(), p.confidence))
}

const RULES: &[&str] = &[
    "青原市住房公积金管理中心文件",
    "青公积金〔2026〕12号",
    "关于印发《青原市住房公积金提取管理办法》的通知",
    "各缴存单位：",
    "现将《青原市住房公积金提取管理办法》印发给你们，请遵照执行。",
    "青原市住房公积金提取管理办法",
    "第一章 总则",
    "第一条为了规范提取管理，根据《住房公积金管理条例》，制定本办法。",
    "第二条 提取应当符合第一条和本条规定：",
    "（一）购买自住住房的；",
    "（二）租房的。",
    "第三条规定的材料另行公布。",
    "第二章　附　则",
    "第三条　本办法自2026年7月1日起施行，有效期五年。《青原市住房公积金提取办法》（青公积金〔2019〕3号）同时废止。",
    "第三条之一　本办法由管理中心解释。",
    "青原市住房公积金管理中心",
    "2026年5月8日",
    "附件1 提取申请表",
    "姓名 ｜ 证号",
];

#[test]
fn a_set_of_rules_is_recognised() {
    let found = recognise(&paragraphs(RULES));
    let fields = &found.fields;
    assert_eq!(value(fields.title.as_ref()), Some(("青原市住房公积金提取管理办法".into(), Confidence::Sure)));
    assert_eq!(value(fields.number.as_ref()), Some(("青公积金〔2026〕12号".into(), Confidence::Sure)));
    assert_eq!(value(fields.issuer.as_ref()), Some(("青原市住房公积金管理中心".into(), Confidence::Sure)));
    assert_eq!(value(fields.issued.as_ref()), Some(("2026-05-08".into(), Confidence::Sure)));
    assert_eq!(value(fields.effective_from.as_ref()), Some(("2026-07-01".into(), Confidence::Sure)));
    assert_eq!(value(fields.effective_to.as_ref()), Some(("2031-07-01".into(), Confidence::Likely)));
    assert_eq!(fields.repeals.len(), 1);
    assert!(fields.repeals[0].value.contains("2019"));
    assert_eq!(fields.repeals[0].paragraph, 14);
    assert_eq!(found.cutting, Cutting::Articles);
    assert_eq!(names(&found), ["第一条", "第二条", "第三条", "第三条之一", "附件1"]);
    let clauses = cutting::cut(&found.body);
    assert!(clauses[1].text.ends_with("第三条规定的材料另行公布。"), "{}", clauses[1].text);
    assert_eq!(clauses[2].heading, "第二章　附　则");
    assert!(!clauses[3].text.contains("2026年5月8日"), "the signature is no text of the last article");
    assert_eq!((clauses[4].heading.as_str(), clauses[4].text.as_str()), ("", "提取申请表\n姓名 ｜ 证号"));
}

#[test]
fn a_decree_with_a_contents_list_is_recognised() {
    let found = recognise(&paragraphs(&[
        "中华人民共和国国务院令第350号",
        "住房公积金管理条例",
        "（1999年4月3日发布 根据2002年3月24日修订）",
        "目 录",
        "第一章 总则……1",
        "第二章 机构……2",
        "第一章 总则",
        "第一条 为了加强管理，制定本条例。",
        "第二章 机构",
        "第二条 本条例自发布之日起施行。",
    ]));
    assert_eq!(value(found.fields.number.as_ref()).unwrap().0, "中华人民共和国国务院令第350号");
    assert_eq!(value(found.fields.title.as_ref()).unwrap().0, "住房公积金管理条例");
    assert_eq!(value(found.fields.issued.as_ref()).unwrap().0, "1999-04-03");
    assert_eq!(value(found.fields.effective_from.as_ref()), Some(("1999-04-03".into(), Confidence::Likely)));
    let cut = cutting::take_apart(&found.body);
    assert_eq!(cut.headings.len(), 3, "the contents list opens no chapters: {:?}", cut.headings);
    assert_eq!(cut.clauses.len(), 2);
}

#[test]
fn documents_without_articles_are_cut_by_what_divides_them() {
    let by_items = recognise(&paragraphs(&[
        "提取政策解读",
        "为便于理解，解读如下。",
        "一、背景",
        "甲。",
        "二、要点",
        "（一）乙。",
        "（二）丙。",
    ]));
    assert_eq!(
        (by_items.cutting, names(&by_items)),
        (Cutting::HanItems, vec!["[第1段]".into(), "一、".into(), "二、".into()])
    );
    let by_brackets = recognise(&paragraphs(&["办事须知", "（一）甲。", "（二）乙。"]));
    assert_eq!(
        (by_brackets.cutting, names(&by_brackets)),
        (Cutting::BracketItems, vec!["（一）".into(), "（二）".into()])
    );
    let by_paragraphs = recognise(&paragraphs(&["窗口提示", "早上八点半开门。", "周末不开。"]));
    assert_eq!(by_paragraphs.cutting, Cutting::Paragraphs);
    let twice = recognise(&paragraphs(&["须知", "一、甲", "二、乙", "一、丙", "二、丁"]));
    assert_eq!(names(&twice), ["一、", "二、", "[第1段]", "[第2段]"]);
    let mut headed = paragraphs(&["问答", "谁可以提取", "缴存职工。", "要带什么", "身份证。"]);
    headed[1].look = Look::Heading(2);
    headed[3].look = Look::Heading(2);
    assert_eq!(recognise(&headed).cutting, Cutting::Headings);
}

#[test]
fn years_that_contradict_each_other_are_noticed() {
    let day = "2026-05-08".parse().unwrap();
    assert!(fields::contradicts("青公积金〔2025〕12号", day));
    assert!(
        !fields::contradicts("青公积金〔2026〕12号", day) && !fields::contradicts("国务院令第350号", day)
    );
}

/// Everything the cut holds, in the order of the document, without blanks.
fn characters(cut: &Cut) -> String {
    let mut parts: Vec<(usize, String)> = cut.headings.clone();
    parts.extend(cut.outside.iter().cloned());
    for clause in &cut.clauses {
        let name = if clause.article.starts_with('[') { "" } else { clause.article.as_str() };
        parts.push((clause.line, format!("{name}{}", clause.text)));
    }
    parts.sort_by_key(|(line, _)| *line);
    parts
        .into_iter()
        .flat_map(|(_, text)| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<_>>())
        .collect()
}

fn source(paragraphs: &[Paragraph]) -> String {
    paragraphs.iter().flat_map(|p| p.text.chars()).filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn whole_documents_lose_nothing() {
    let list = paragraphs(RULES);
    assert_eq!(characters(&cutting::take_apart(&recognise(&list).body)), source(&list));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_character_is_lost(
        lines in prop::collection::vec(
            (
                prop::sample::select(vec![
                    "第一条 ", "第二条　", "第三条", "第十条之一 ", "第九条", "第一章 ", "第一编 总", "第二节", "一、", "二、", "（一）", "(二)",
                    "附件1 ", "附件：", "附件", "1. ", "# ", "## ", "#### ", "---", "\\", "目录", "关于", "", "", "[第1段]",
                ]),
                "[甲乙丙，。；：《》号局 \u{3000}a1\\\\#-]{0,12}",
                0_u8..4,
            ),
            0..24,
        ),
    ) {
        let list: Vec<Paragraph> = lines
            .iter()
            .map(|(mark, text, look)| Paragraph {
                text: format!("{mark}{text}").trim().to_owned(),
                look: match look { 0 => Look::Row, 1 => Look::Heading(1), _ => Look::Body },
                page: 0,
            })
            .filter(|p| !p.text.is_empty())
            .collect();
        let found = recognise(&list);
        prop_assert_eq!(characters(&cutting::take_apart(&found.body)), source(&list), "{}", found.body);
    }
}
