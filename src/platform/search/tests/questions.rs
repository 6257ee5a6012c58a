//! What a question finds: scripts, sounds, beginnings, rights, days, versions, articles.

use super::*;

#[test]
fn traditional_and_simplified_rank_alike() {
    let (_folder, engine) = filled(&centre());
    let simplified = engine.search(&ask("租房提取住房公积金的条件")).unwrap();
    let traditional = engine.search(&ask("租房提取住房公積金的條件")).unwrap();
    let list = |answer: &Answer| answer.hits.iter().map(|h| (h.id.clone(), h.score)).collect::<Vec<_>>();
    assert_eq!(list(&simplified), list(&traditional));
    assert_eq!(simplified.hits[0].id, "rent");
    assert!(simplified.also.is_empty());
    assert!(
        matches!(&traditional.also[..], [Also::Simplified { to, .. }] if to == "租房提取住房公积金的条件")
    );
}

#[test]
fn pinyin_finds_in_every_spelling() {
    let (_folder, engine) = filled(&centre());
    for question in ["zufang tiqu", "zufangtiqu", "租房tiqu", "ZUFANG"] {
        let answer = engine.search(&ask(question)).unwrap();
        assert_eq!(answer.hits.first().map(|hit| hit.id.as_str()), Some("rent"), "{question}");
        assert!(answer.also.iter().any(|also| matches!(also, Also::Pinyin { .. })), "{question}");
        // 租房 stands in the title alone, 提取 in the body too.
        let marked: Vec<&Segment> = answer.hits[0].passage.iter().filter(|s| s.marked).collect();
        assert_eq!(marked.iter().any(|s| s.text == "提取"), question != "ZUFANG", "{question}: {marked:?}");
    }
    assert_eq!(ids(&engine, &ask("huankuan")).first(), None, "nobody wrote 还款");
    assert_eq!(ids(&engine, &ask("changhuandaikuan"))[0], "repay");
}

#[test]
fn a_homophone_slip_is_repaired_and_said() {
    let mut many: Vec<Document> = centre();
    for number in 0..30 {
        many.push(clause(&format!("more{number}"), "提取细则", "提取住房公积金的其他情形由中心另行规定。"));
    }
    let (_folder, engine) = filled(&many);
    let answer = engine.search(&ask("祖房提曲")).unwrap();
    assert_eq!(answer.hits[0].id, "rent");
    assert!(answer.also.iter().any(|also| matches!(also, Also::Pinyin { to, .. } if to.contains("zu fang"))));
}

#[test]
fn typing_on_never_loses_the_clause() {
    let (_folder, engine) = filled(&centre());
    for (whole, wanted) in
        [("租房提取", "rent"), ("zufangtiqu", "rent"), ("ca证书", "ca"), ("贷款本息", "repay")]
    {
        let chars: Vec<char> = whole.chars().collect();
        for length in 1..=chars.len() {
            let text: String = chars[..length].iter().collect();
            let found = ids(&engine, &Ask { as_you_type: true, ..ask(&text) });
            assert!(found.iter().any(|id| id == wanted), "{text}: {found:?}");
        }
    }
    assert_eq!(ids(&engine, &Ask { as_you_type: true, ..ask("zufangt") })[0], "rent");
    assert!(ids(&engine, &Ask { as_you_type: false, ..ask("c") }).is_empty());
}

#[test]
fn rights_are_part_of_the_search() {
    let mut documents = centre();
    for (at, terms) in
        [vec!["dept:1"], vec!["all"], vec!["person:7", "dept:2"], vec![], vec!["all"], vec!["all"]]
            .into_iter()
            .enumerate()
    {
        documents[at].visible_to = terms.into_iter().map(str::to_owned).collect();
    }
    let (_folder, engine) = filled(&documents);
    let found = |terms: &[&str]| {
        let reader: Vec<String> = terms.iter().map(|t| (*t).to_owned()).collect();
        let mut found = ids(&engine, &Ask { reader: &reader, ..ask("住房公积金贷款提取缴存") });
        found.sort();
        found
    };
    assert_eq!(found(&["all"]), ["retire", "unit"]);
    assert_eq!(found(&["all", "dept:1"]), ["rent", "retire", "unit"]);
    assert_eq!(found(&["person:7"]), ["loan"]);
    assert!(found(&[]).is_empty());
}

#[test]
fn hidden_documents_take_no_place_on_a_page() {
    let mut documents: Vec<Document> = (0..900)
        .map(|n| {
            let mut hidden = clause(&format!("hidden{n}"), "提取", "提取提取提取");
            hidden.visible_to = vec!["person:1".to_owned()];
            hidden
        })
        .collect();
    documents.push(clause("open", "其他规定", "在一段很长的文字里只有一次说到提取，其余说的都是别的事情。"));
    let (_folder, engine) = filled(&documents);
    let answer = engine.search(&ask("提取")).unwrap();
    assert_eq!(answer.total, 1);
    assert_eq!(answer.hits[0].id, "open");
}

#[test]
fn kinds_narrow_the_search() {
    let mut documents = centre();
    documents[0].kind = Kind::Faq;
    let (_folder, engine) = filled(&documents);
    assert_eq!(ids(&engine, &Ask { kinds: &[Kind::Faq], ..ask("提取") }), ["rent"]);
    assert_eq!(ids(&engine, &Ask { kinds: &[Kind::Clause], ..ask("提取") }), ["retire"]);
    assert_eq!(engine.search(&Ask { kinds: &[Kind::Faq], ..ask("提取") }).unwrap().hits[0].kind, Kind::Faq);
}

fn versions() -> Vec<Document> {
    let version = |id: &str, from: &str, to: Option<&str>, body: &str| Document {
        group: "rent_rules".to_owned(),
        article: Some(7),
        effective_from: Some(date(from)),
        effective_to: to.map(date),
        superseded: to.is_some(),
        ..clause(id, "租房提取管理办法第七条", body)
    };
    vec![
        version("v1", "2020-01-01", Some("2023-07-01"), "租房提取额度每月800元。租房提取租房提取租房提取。"),
        version("v2", "2023-07-01", Some("2026-01-01"), "租房提取额度每月1200元。"),
        version(
            "v3",
            "2026-01-01",
            None,
            "本市行政区域内无自有住房的缴存职工租房的，提取额度为每月1500元，由中心按季度公布。",
        ),
        version("v4", "2027-01-01", None, "租房提取额度每月2000元。"),
        clause("other", "缴存办法", "租房合同备案由住建部门办理。"),
    ]
}

#[test]
fn the_day_decides_from_inclusive_to_exclusive() {
    let (_folder, engine) = filled(&versions());
    for (day, version) in [
        ("2023-06-30", "v1"),
        ("2023-07-01", "v2"),
        ("2025-12-31", "v2"),
        ("2026-01-01", "v3"),
        ("2027-01-01", "v3"),
    ] {
        let found = ids(&engine, &Ask { as_of: date(day), ..ask("租房提取额度") });
        assert!(found.contains(&version.to_owned()), "{day}: {found:?}");
        let expected = if day == "2027-01-01" { 2 } else { 1 };
        assert_eq!(found.iter().filter(|id| id.starts_with('v')).count(), expected, "{day}: {found:?}");
    }
    assert!(ids(&engine, &Ask { as_of: date("2019-12-31"), ..ask("租房提取额度") }).is_empty());
}

#[test]
fn what_is_past_stands_below_and_is_labelled() {
    let (_folder, engine) = filled(&versions());
    let answer = engine.search(&Ask { include_superseded: true, ..ask("租房提取额度") }).unwrap();
    let list: Vec<(&str, bool)> = answer.hits.iter().map(|hit| (hit.id.as_str(), hit.superseded)).collect();
    assert_eq!(list[0], ("v3", false), "{list:?}");
    let mut next: Vec<_> = list[1..3].to_vec();
    next.sort_unstable();
    assert_eq!(next, [("v1", true), ("v2", true)]);
    assert!(!list.iter().any(|(id, _)| *id == "v4"), "not yet in force");
    let then = engine.search(&Ask { as_of: date("2024-01-01"), ..ask("租房提取额度") }).unwrap();
    assert!(then.hits.iter().any(|hit| hit.id == "v2" && hit.superseded), "in force then, replaced since");
}

#[test]
fn a_superseded_version_without_an_end_is_not_in_force() {
    let mut documents = versions();
    documents[1].effective_to = None;
    let (_folder, engine) = filled(&documents);
    assert!(!ids(&engine, &ask("租房提取额度")).contains(&"v2".to_owned()));
    assert!(
        ids(&engine, &Ask { include_superseded: true, ..ask("租房提取额度") }).contains(&"v2".to_owned())
    );
}

fn articles() -> Vec<Document> {
    let mut documents = Vec::new();
    for (policy, title) in [("w", "住房公积金提取管理办法"), ("l", "住房公积金贷款管理办法")]
    {
        for number in 1..=25 {
            documents.push(Document {
                group: policy.to_owned(),
                article: Some(number),
                ..clause(
                    &format!("{policy}{number}"),
                    title,
                    "依照本办法第十八条的规定办理，住房公积金管理中心应当及时告知。",
                )
            });
        }
    }
    documents
}

#[test]
fn an_article_is_found_by_its_number_in_every_spelling() {
    let (_folder, engine) = filled(&articles());
    for question in ["贷款管理办法第十八条", "贷款管理办法第18条", "贷款管理办法第１８條"]
    {
        assert_eq!(ids(&engine, &ask(question))[0], "l18", "{question}");
    }
    assert_eq!(ids(&engine, &ask("提取管理办法第二十条"))[0], "w20");
    let mut alone = ids(&engine, &ask("第18条"));
    alone.sort();
    assert_eq!(alone, ["l18", "w18"]);
}

#[test]
fn synonyms_are_searched_said_and_replaceable() {
    let (_folder, engine) = filled(&centre());
    let answer = engine.search(&ask("公司登记")).unwrap();
    assert_eq!(answer.hits[0].id, "unit");
    assert_eq!(answer.also, [Also::Synonym { from: "公司".into(), to: "单位".into() }]);
    engine.set_lexicon(Lexicon { synonyms: Synonyms::new([("按揭", ["贷款"])]), ..lexicon() });
    assert!(ids(&engine, &ask("公司")).is_empty());
    assert!(ids(&engine, &ask("按揭")).contains(&"loan".to_owned()));
}

#[test]
fn questions_people_asked_lead_to_the_clause() {
    let mut documents = centre();
    assert!({
        let (_folder, engine) = filled(&documents);
        ids(&engine, &ask("两口子交房东的钱")).first().is_none_or(|id| id != "rent")
    });
    documents[0].asked = vec!["两口子交给房东的钱能从公积金里出吗".to_owned()];
    let (_folder, engine) = filled(&documents);
    assert_eq!(ids(&engine, &ask("两口子交房东的钱"))[0], "rent");
}

#[test]
fn what_an_answer_or_a_form_is_called_says_what_it_is() {
    let named = |id: &str, kind, title: &str, body: &str| Document {
        kind,
        group: String::new(),
        ..clause(id, title, body)
    };
    let mut documents = centre();
    documents.push(named("faq", Kind::Faq, "租房每个月能提多少？", "一个人1500元，夫妻两个一共3000元。"));
    documents.push(named("form", Kind::Form, "租房提取申请表", "姓名 账号"));
    let (_folder, engine) = filled(&documents);
    assert_eq!(ids(&engine, &ask("租房能提多少"))[0], "faq");
    assert_eq!(ids(&engine, &ask("租房提取申请表"))[0], "form");
    assert_eq!(ids(&engine, &ask("租房提取住房公积金支付房租"))[0], "rent");
}

#[test]
fn without_hits_near_words_are_offered_within_the_readers_rights() {
    let mut documents = centre();
    documents.push(Document {
        visible_to: vec!["dept:9".to_owned()],
        ..clause("secret", "内部纪要", "certificates of merit")
    });
    let (_folder, engine) = filled(&documents);
    let answer = engine.search(&ask("certificatez")).unwrap();
    assert!(answer.hits.is_empty() && answer.nearby.is_empty(), "{answer:?}");
    let reader = ["dept:9".to_owned()];
    let answer = engine.search(&Ask { reader: &reader, ..ask("certificatez") }).unwrap();
    assert_eq!(answer.nearby, ["certificates"]);
    engine.set_lexicon(Lexicon { synonyms: Synonyms::new([("账户余额", ["结余"])]), ..lexicon() });
    let answer = engine.search(&ask("帐虎鱼额")).unwrap();
    assert!(
        answer.hits.iter().any(|hit| hit.id == "retire") || answer.nearby.contains(&"账户余额".to_owned())
    );
}

#[test]
fn pages_follow_each_other() {
    let documents: Vec<Document> = (0..25)
        .map(|n| clause(&format!("{n}"), &format!("提取办法{n}"), &"提取条件说明。".repeat(n % 7 + 1)))
        .collect();
    let (_folder, engine) = filled(&documents);
    let all = ids(&engine, &Ask { limit: 25, ..ask("提取条件") });
    assert_eq!(all.len(), 25);
    let mut paged = Vec::new();
    for offset in [0, 10, 20] {
        let answer = engine.search(&Ask { offset, ..ask("提取条件") }).unwrap();
        assert_eq!(answer.total, 25);
        paged.extend(answer.hits.into_iter().map(|hit| hit.id));
    }
    assert_eq!(all, paged);
}

#[test]
fn nothing_and_punctuation_find_nothing() {
    let (_folder, engine) = filled(&centre());
    for question in ["", "   ", "？！。", "\u{0}", "第条"] {
        let answer = engine.search(&ask(question)).unwrap();
        assert!(answer.hits.len() <= centre().len(), "{question}");
        if !question.contains('条') {
            assert!(answer.hits.is_empty() && answer.nearby.is_empty(), "{question:?}");
        }
    }
    let long = "公积金提取条件".repeat(2_000);
    assert!(!ids(&engine, &ask(&long)).is_empty());
}
