//! Policies from outside: read in, corrected, drafted, approved, written out and read back.

use std::io::{Cursor, Read as _};
use std::process::Command;

use chrono::Duration;
use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use shifu::app::starter;
use shifu::features::corpus::{self, PolicyFile};
use shifu::kernel::{Actor, Fault};

use crate::harness::{Engine, Hall, Persona, each_engine};
use crate::papers;

#[derive(QueryableByName)]
struct Value {
    #[diesel(sql_type = Text)]
    value: String,
}

fn values(hall: &Hall, query: &str) -> Vec<String> {
    let rows: Vec<Value> =
        hall.site.db.read_blocking(|conn| Ok::<_, Fault>(sql_query(query).load(conn)?)).unwrap();
    rows.into_iter().map(|row| row.value).collect()
}

/// A notice with rules that take the place of the withdrawal rules of the hall, as a word processor writes it.
fn notice() -> Vec<u8> {
    papers::docx_with(
        &[
            papers::p("岚浦市住房公积金管理委员会文件"),
            papers::p("岚房金发〔2027〕8号"),
            papers::p("岚浦市住房公积金提取管理办法"),
            papers::p("第一章 总则"),
            papers::numbered("为了规范住房公积金提取，制定本办法。", 1, 0),
            papers::numbered("青瓷码头的职工可以申请提取：", 1, 0),
            papers::numbered("购买自住住房的；", 1, 1),
            papers::numbered("租房居住的。", 1, 1),
            papers::numbered("本办法自2027年6月1日起施行。《岚浦市住房公积金提取管理办法》（岚房金发〔2026〕15号）同时废止。", 1, 0),
            papers::p("岚浦市住房公积金管理委员会"),
            papers::p("2027年4月20日"),
            "<w:p><w:r><w:t>附件1 申请表</w:t></w:r><w:r><w:drawing/></w:r></w:p>".to_owned(),
        ]
        .concat(),
        &[("word/numbering.xml", papers::NUMBERING)],
    )
}

fn taken(person: &mut Persona<'_>, name: &str, bytes: &[u8]) -> String {
    let page =
        person.upload("/policies/import", &[], &[(name, "application/octet-stream", bytes)]).expect(303);
    page.location.split('?').next().unwrap().to_owned()
}

#[test]
fn a_word_document_becomes_a_version_in_force() {
    each_engine(|hall| {
        let mut steward = hall.person("zhengce");
        let mut manager = hall.person("zhuguan");
        let desk = taken(&mut steward, "关于印发提取办法的通知.docx", &notice());
        let page = steward.open(&desk);
        for shown in [
            "岚房金发〔2027〕8号",
            "value=\"2027-06-01\"",
            "value=\"岚浦市住房公积金管理委员会\"",
            "标题与现有政策相同",
            "第9段，文中写明",
            "同时废止",
            "图片",
            "全部在正文里",
            "与岚房金发〔2026〕15号相比",
            "附件1",
        ] {
            assert!(page.shows(shown), "{shown}: {}", page.text());
        }
        let form = page.form(&desk);
        let field = |name: &str| form.iter().find(|(field, _)| field == name).unwrap().1.clone();
        assert_eq!((field("policy").as_str(), field("area").as_str()), ("withdrawal_rules", "提取"));
        assert_eq!(manager.get(&desk).status, 403);
        assert_eq!(hall.person("zhengce2").get(&desk).status, 404, "a desk is its owner's alone");

        // Left with something wrong, and found again as it was left.
        let typed = [("title", ""), ("effective_from", "2027-02-30"), ("note", "写到一半")];
        let refused = steward.at_desk(&desk, &typed, "draft");
        assert_eq!(refused.status, 422);
        assert!(refused.shows("这一项要填") && refused.shows("请填一个日期") && refused.shows("写到一半"));
        let again = steward.open(&desk);
        assert!(again.shows("写到一半") && again.shows("2027-02-30"));
        assert!(steward.open("/policies/import").shows("关于印发提取办法的通知.docx"));

        let typed =
            [("title", "岚浦市住房公积金提取管理办法"), ("effective_from", "2027-06-02"), ("note", "")];
        let draft = steward.at_desk(&desk, &typed, "draft").expect(303).location;
        let draft = draft.split('?').next().unwrap().to_owned();
        let page = steward.open(&draft);
        assert!(page.shows("青瓷码头") && page.shows("没有收进来的"));
        steward.act(&format!("{draft}/step"), &[("step", "submit")]);
        assert_eq!(steward.post(&format!("{draft}/step"), &[("step", "approve")]).status, 403);
        assert!(manager.open(&draft).shows("关于印发提取办法的通知.docx"));
        manager.act(&format!("{draft}/step"), &[("step", "approve")]);
        assert_eq!(steward.get(&desk).status, 404, "an approved version is never edited");

        hall.pass(Duration::days(192));
        let mut clerk = hall.person("jingban");
        assert!(clerk.open("/policies/withdrawal_rules").shows("青瓷码头"));
        assert!(clerk.open("/search?q=%E9%9D%92%E7%93%B7%E7%A0%81%E5%A4%B4").shows("<mark>青瓷码头"));
        hall.run_jobs();
    });
}

#[test]
fn clauses_are_joined_and_parted_and_nothing_typed_is_lost() {
    each_engine(|hall| {
        let mut steward = hall.person("zhengce");
        let text = "窗口提示\n第一条　甲。\n（一）乙；\n第二条　丙。";
        let page = steward.upload("/policies/import", &[("pasted", text)], &[]).expect(303);
        let desk = page.location.split('?').next().unwrap().to_owned();
        let body = |page: &crate::harness::Page| {
            page.form(&desk).into_iter().find(|(name, _)| name == "body").unwrap().1
        };
        let lines = body(&steward.open(&desk));
        let line =
            |lines: &str, start: &str| lines.lines().position(|line| line.starts_with(start)).unwrap() + 1;
        let second = line(&lines, "第二条");
        let done = steward.at_desk(&desk, &[("issuer", "某某中心")], &format!("join:{second}")).expect(303);
        assert!(done.location.contains("ok=desk-kept"));
        let page = steward.open(&desk);
        assert!(body(&page).contains("\\第二条　丙。") && page.shows("value=\"某某中心\""));
        let item = line(&body(&page), "（一）");
        steward.at_desk(&desk, &[], &format!("split:{item}")).expect(303);
        assert!(body(&steward.open(&desk)).contains("#### [第1段]\n（一）乙；"));
        assert_eq!(steward.at_desk(&desk, &[], "join:none").status, 422);
        steward.at_desk(&desk, &[], "clear").expect(303);
        assert_eq!(steward.get(&desk).status, 404);
    });
}

#[test]
fn what_is_still_to_do_stands_first_and_a_first_version_is_compared_with_none() {
    each_engine(|hall| {
        let mut steward = hall.person("zhengce");
        let text = "线上办理办法\n第一条　甲。\n第二条　乙。\n第六条　丙。";
        let read = steward.upload("/policies/import", &[("pasted", text)], &[]).expect(303);
        let desk = read.location.split('?').next().unwrap().to_owned();
        let page = steward.open(&desk);
        let places = ["href=\"#f-issuer\"", "href=\"#f-area\"", "href=\"#line-", "id=\"f-title\""];
        let found: Vec<usize> = places.iter().map(|place| page.text().find(place).expect(place)).collect();
        assert!(found.is_sorted(), "fields, then the text, all before the form: {found:?}");
        assert!(page.shows("发文机关：这一项要填") && page.shows("第六条前面缺第三条至第五条"));
        assert!(!page.shows("与上一版相比"), "there is none");
        let typed = [
            ("number", "岚房金发〔2027〕3号"),
            ("issuer", "岚浦市住房公积金管理中心"),
            ("area", "服务"),
            ("effective_from", "2027-03-01"),
        ];
        let other = steward.at_desk(&desk, &[&typed[..], &[("policy", "service_standard")]].concat(), "keep");
        let page = steward.open(&other.expect(303).location);
        assert!(page.shows("与上一版相比：请选择一项"), "now it is a later version: {}", page.text());
        let made = steward.at_desk(&desk, &[&typed[..], &[("policy", "")]].concat(), "draft").expect(303);
        let draft = steward.open(&made.location);
        assert!(draft.shows("没有上一版") && !draft.shows("没有任何变化"), "{}", draft.text());
    });
}

#[test]
fn each_file_stands_for_itself_and_a_refusal_says_what_to_do() {
    each_engine(|hall| {
        let mut steward = hall.person("zhengce");
        let files: [(&str, &str, &[u8]); 5] = [
            ("办法.txt", "text/plain", "第一条　甲。\n第二条　乙。".as_bytes()),
            ("扫描.pdf", "application/pdf", &papers::pdf_without_text()),
            ("旧.doc", "application/msword", &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
            ("坏.docx", "application/zip", b"PK\x03\x04xx"),
            ("空.txt", "text/plain", b" \n"),
        ];
        let page = steward.upload("/policies/import", &[], &files);
        assert_eq!(page.status, 422);
        for shown in
            ["读出2条", "没有文字。请找原来的Word文件", "另存为DOCX格式", "已经损坏", "文件里没有文字"]
        {
            assert!(page.shows(shown), "{shown}: {}", page.text());
        }
        assert_eq!(values(hall, "SELECT file_name AS value FROM policy_intake"), ["办法.txt"]);
        let nothing = steward.upload("/policies/import", &[], &[]);
        assert_eq!(nothing.status, 422);
        assert_eq!(hall.person("jingban").upload("/policies/import", &[], &files).status, 403);
        let wrong = "+++\nkey = [\n+++\n第一条　甲";
        let page = steward.upload("/policies/import", &[("pasted", wrong)], &[]);
        assert!(page.status == 422 && page.shows("题头有误") && page.shows("第一条　甲"), "{}", page.text());
        let renamed = taken(&mut steward, "其实是文本.docx", "第一条　甲。".as_bytes());
        assert!(steward.open(&renamed).shows("文件名与内容不是同一种格式"));
    });
}

#[test]
fn a_system_that_cannot_seal_reads_nothing() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(hall) = Hall::open_unsealed(engine, false) else { continue };
        let mut steward = hall.person("zhengce");
        assert!(steward.open("/policies/import").shows("不能把解码程序隔离起来"));
        let page = steward.upload("/policies/import", &[("pasted", "第一条　甲")], &[]);
        assert_eq!(page.status, 422);
        assert_eq!(values(&hall, "SELECT id AS value FROM policy_intake"), Vec::<String>::new());
    }
}

#[test]
fn what_a_command_reads_in_has_an_author_before_it_has_an_approver() {
    each_engine(|hall| {
        let read = corpus::read_document(&hall.site, "提取办法.docx", &notice()).unwrap();
        let id = hall
            .site
            .db
            .write_blocking(|tx| corpus::put_down(tx, &Actor::system(), read.clone(), true))
            .unwrap();
        let desk = format!("/policies/import/{id}");
        let mut steward = hall.person("zhengce");
        let mut other = hall.person("zhengce2");
        assert_eq!(steward.get(&desk).status, 404, "nobody's yet");
        assert!(steward.open("/policies/import").shows("等人接手"));
        steward.act(&format!("{desk}/take"), &[]);
        assert_eq!(other.post(&format!("{desk}/take"), &[]).status, 404, "somebody was quicker");
        let draft = steward.at_desk(&desk, &[], "draft").expect(303).location;
        let step = format!("{}/step", draft.split('?').next().unwrap());
        steward.act(&step, &[("step", "submit")]);
        assert_eq!(steward.post(&step, &[("step", "approve")]).status, 403, "the author never approves");
    });
}

#[test]
fn what_is_written_out_reads_back_as_it_was() {
    each_engine(|hall| {
        let mut steward = hall.person("zhengce");
        let page = steward.post("/policies/export", &[]).expect(200);
        assert_eq!(page.kind, "application/zip");
        let mut zip = zip::ZipArchive::new(Cursor::new(page.bytes)).unwrap();
        let mut files = std::collections::BTreeMap::new();
        for at in 0..zip.len() {
            let mut entry = zip.by_index(at).unwrap();
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            files.insert(entry.name().unwrap().to_string(), text);
        }
        assert!(files.len() > 8 && !files["clauses.csv"].starts_with('\u{feff}'));
        let hash = |text: &str| hex::encode(<sha2::Sha256 as sha2::Digest>::digest(text.as_bytes()));
        let hashes: Vec<String> = files
            .iter()
            .filter(|(name, _)| name.starts_with("policies/"))
            .map(|(_, text)| hash(text))
            .collect();
        let mut stored =
            values(hall, "SELECT source_hash AS value FROM policy_version WHERE state = 'approved'");
        let mut found = hashes.clone();
        found.sort();
        stored.sort();
        assert_eq!(found, stored, "each file is the very text whose hash stands in the trail");
        assert!(
            values(hall, "SELECT kind AS value FROM audit_event").contains(&"policy.exported".to_owned())
        );

        // Read back by the page: the same fields, the same clauses.
        let source = &files["policies/withdrawal_rules-3.md"];
        let page = steward.upload("/policies/import", &[("pasted", source)], &[]).expect(303);
        let desk = page.location.split('?').next().unwrap().to_owned();
        let form = steward.open(&desk).form(&desk);
        let file = PolicyFile::parse(source).unwrap();
        let field = |name: &str| form.iter().find(|(field, _)| field == name).unwrap().1.clone();
        assert_eq!((field("title"), field("number")), (file.title.clone(), file.number.clone()));
        assert_eq!(field("key_points"), file.digests.key_points.join("\n"));
        assert_eq!(corpus::take_apart(&field("body")).clauses.len(), file.clauses.len());
        let rewritten = file.write(&field("body"));
        let again = PolicyFile::parse(&rewritten).unwrap();
        let texts = |file: &PolicyFile| -> Vec<(String, String, String)> {
            let clause = |c: &corpus::CutClause| (c.article.clone(), c.heading.clone(), c.text.clone());
            file.clauses.iter().map(clause).collect()
        };
        assert_eq!(texts(&again), texts(&file));
    });
}

/// Runs the program itself on a data folder.
fn shifu(data: &std::path::Path, args: &[&str]) -> std::process::Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shifu"));
    command.args(args).env("SHIFU_DATA", data).env_remove("DATABASE_URL");
    command.output().unwrap()
}

#[test]
fn the_command_line_reads_folders_and_writes_them_back() {
    let folder = tempfile::tempdir().unwrap();
    let (data, papers, out) =
        (folder.path().join("data"), folder.path().join("papers"), folder.path().join("out"));
    std::fs::create_dir_all(papers.join("inner")).unwrap();
    std::fs::write(papers.join("a.docx"), notice()).unwrap();
    std::fs::write(papers.join("inner/b.txt"), "第一条　甲。\n第三条　乙。").unwrap();
    std::fs::write(papers.join("c.pdf"), papers::pdf_without_text()).unwrap();
    std::fs::write(papers.join("list.xlsx"), "x").unwrap();
    let text = |output: &std::process::Output| String::from_utf8_lossy(&output.stdout).into_owned();
    let seeded = shifu(&data, &["seed"]);
    assert!(seeded.status.success(), "{}", String::from_utf8_lossy(&seeded.stderr));

    let papers_path = papers.display().to_string();
    let dry = shifu(&data, &["import", "--dry-run", "--json", &papers_path]);
    assert_eq!(dry.status.code(), Some(1), "one file is refused");
    let reports: Vec<serde_json::Value> = text(&dry)
        .lines()
        .filter(|line| line.starts_with('{'))
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let outcomes: Vec<&str> = reports.iter().map(|report| report["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["read", "refused", "read", "skipped"]);
    assert_eq!(reports[0]["policy"], "withdrawal_rules");
    assert_eq!(reports[0]["left_out"][0]["what"], "picture");
    assert_eq!(reports[1]["refused"], "document-no-text");
    assert_eq!(reports[2]["rows"][0]["code"], "missing");
    assert_eq!(reports[2]["rows"][0]["detail"], "第二条");

    let done = shifu(&data, &["import", &papers_path]);
    assert!(text(&done).contains("waiting") && text(&done).contains("4 files, 1 refused"), "{}", text(&done));
    let refused = shifu(&data, &["import", "--in-force", &papers.join("a.docx").display().to_string()]);
    assert_eq!(refused.status.code(), Some(1), "only our own format may come into force without approval");

    // Out, and into an empty site: the same files come out of it.
    let out_path = out.display().to_string();
    let exported = shifu(&data, &["export", &out_path]);
    assert!(exported.status.success(), "{}", String::from_utf8_lossy(&exported.stderr));
    assert!(!shifu(&data, &["export", &out_path]).status.success(), "the folder is not empty");
    let (other, back) = (folder.path().join("other"), folder.path().join("back"));
    let policies = out.join("policies").display().to_string();
    let moved = shifu(&other, &["import", "--in-force", &policies]);
    assert!(moved.status.success(), "{}", text(&moved));
    let again = shifu(&other, &["import", "--in-force", &policies]);
    assert!(again.status.success() && text(&again).contains("known"), "a second time changes nothing");
    assert!(shifu(&other, &["export", &back.display().to_string()]).status.success());
    let mut names: Vec<_> =
        std::fs::read_dir(out.join("policies")).unwrap().map(|e| e.unwrap().file_name()).collect();
    names.sort();
    assert!(names.len() >= 10);
    for name in names {
        let read = |folder: &std::path::Path| std::fs::read(folder.join("policies").join(&name)).unwrap();
        assert!(read(&out) == read(&back), "{}", name.display());
    }
    let table = |folder: &std::path::Path| std::fs::read_to_string(folder.join("clauses.csv")).unwrap();
    assert_eq!(table(&out), table(&back));
}

#[test]
fn the_starter_content_has_nothing_to_remark_but_what_an_excerpt_leaves_out() {
    for engine in [Engine::Sqlite] {
        let Some(hall) = Hall::open(engine) else { continue };
        let sources = values(&hall, "SELECT source AS value FROM policy_version");
        assert!(sources.len() >= 10 && starter::PAST_DAYS > 0);
        for source in sources {
            let mut found = corpus::look_over(&corpus::take_apart(source.splitn(3, "+++\n").nth(2).unwrap()));
            found.retain(|row| row.what.code() != "missing");
            assert!(found.is_empty(), "{found:?}");
        }
    }
}
