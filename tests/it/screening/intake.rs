//! What is taken, what is refused, what is told at once.

use super::{batch, edited, hand_in, untouched};
use crate::harness::{Engine, Hall, each_engine};

#[test]
fn what_contradicts_itself_is_refused_with_a_sentence_and_leaves_nothing() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let before = hall.site.blobs.list_blocking().unwrap().len();
        let png = edited();
        let cases: [(&str, &str, &[u8], u16, &str); 6] = [
            ("空.png", "image/png", b"", 422, "文件是空的"),
            ("合同.docx", "application/msword", b"PK\x03\x04", 422, "不是可以核验的格式"),
            ("合同.jpg", "image/jpeg", &png, 422, "对不上"),
            ("合同.png", "image/jpeg", &png, 422, "对不上"),
            ("合同.pdf", "application/pdf", b"GIF89a", 422, "对不上"),
            ("大.png", "image/png", &vec![0x89; hall.site.config.upload_bytes + 1], 413, "20MB"),
        ];
        for (name, kind, bytes, status, sentence) in cases {
            let mark = batch(&mut clerk);
            let page = clerk.upload("/screening", &[("batch", &mark)], &[(name, kind, bytes)]);
            assert_eq!(page.status, status, "{name}: {}", page.text());
            assert!(page.shows(sentence), "{name}: {}", page.text());
        }
        assert_eq!(hall.site.blobs.list_blocking().unwrap().len(), before);
    });
}

#[test]
fn a_form_of_another_page_is_refused_before_its_files_are_read() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let mark = batch(&mut clerk);
        clerk.csrf = "0".repeat(64);
        let page = clerk.upload("/screening", &[("batch", &mark)], &[("a.png", "image/png", &edited())]);
        assert_eq!(page.status, 403);
    });
}

#[test]
fn one_refused_file_does_not_hold_the_others() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let mark = batch(&mut clerk);
        let (one, two) = (untouched(2), untouched(3));
        let files: [(&str, &str, &[u8]); 3] = [
            ("流水110105194912310021.jpg", "image/jpeg", &one),
            ("说明.txt", "text/plain", b"x"),
            ("收据.jpg", "image/jpeg", &two),
        ];
        let page = clerk.upload("/screening", &[("batch", &mark)], &files);
        assert_eq!(page.status, 422);
        assert!(page.shows("不是可以核验的格式") && page.shows("已归入核验件"));
        assert!(!page.shows("110105194912310021"), "numbers in names are masked");
        hall.run_jobs();
        // Both went into one case.
        let list = clerk.open("/screening");
        assert!(list.shows("+1"));
        // The same file again, into the same case: told at once.
        let again = clerk.upload("/screening", &[("batch", &mark)], &[("b.jpg", "image/jpeg", &one)]);
        assert!(again.status == 409 && again.shows("完全相同"), "{}", again.text());
    });
}

#[test]
fn the_same_file_for_another_applicant_is_a_strong_finding_and_for_the_same_one_is_not() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        let file = untouched(5);
        let file = ("收据.jpg", "image/jpeg", file.as_slice());
        let first = hand_in(&mut clerk, &[("reference", "A-100")], file);
        let code = clerk.open(&first).text();
        let code = code.split("核验编号").nth(1).unwrap()[..16].to_owned();
        let resubmitted = hand_in(&mut clerk, &[("reference", "a-100")], file);
        let page = clerk.open(&resubmitted);
        assert!(page.shows(&code) && page.shows("两件的业务参考号相同"), "{}", page.text());
        assert!(!page.shows("等待复核"));
        let mut other = hall.person("jingban2");
        let mark = batch(&mut other);
        let told = other.upload("/screening", &[("batch", &mark), ("reference", "B-7")], &[file]);
        let path = told.location.split('?').next().unwrap().to_owned();
        hall.run_jobs();
        let page = other.open(&path);
        assert!(page.shows("两件的业务参考号不同") && page.shows("较可信") && page.shows("等待复核"));
        assert!(page.shows("补交、重交"), "the innocent explanation stands beside it");
    });
}

#[test]
fn without_a_seal_nothing_is_taken_unless_the_administrator_accepted_it() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(hall) = Hall::open_unsealed(engine, false) else { continue };
        let mut clerk = hall.person("jingban");
        let page = clerk.open("/screening");
        assert!(page.shows("不能把解码程序隔离起来") && !page.shows("把材料拖到这里"), "{}", page.text());
        let file = ("a.jpg", "image/jpeg", untouched(3));
        let refused = clerk.upload(
            "/screening",
            &[("batch", "01KAMP0000000000000000TEST")],
            &[(file.0, file.1, &file.2)],
        );
        assert_eq!(refused.status, 503, "{}", refused.text());
        assert!(hall.person("anquan").open("/security").shows("解析进程可以封闭"));
        hall.leave();

        let Some(hall) = Hall::open_unsealed(engine, true) else { continue };
        let mut clerk = hall.person("jingban");
        assert!(clerk.open("/screening").shows("banner-warn"), "the risk stands on the page");
        let path = hand_in(&mut clerk, &[], (file.0, file.1, &file.2));
        assert!(clerk.open(&path).shows("已分析"));
        hall.leave();
    }
}
