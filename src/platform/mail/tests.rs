//! Mail on its way and in both languages.
#![expect(clippy::non_ascii_literal, reason = "invented people and expected texts")]

use super::*;
use crate::platform::i18n::{Lang, Texts};
use chrono::NaiveDate;
use proptest::prelude::*;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::time::Duration;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

fn at() -> NaiveDateTime {
    day().and_hms_opt(6, 30, 0).unwrap()
}

fn recipient(name: &str) -> Recipient {
    Recipient { name: name.to_owned(), address: "zhang@example.org".to_owned() }
}

fn mail_to(name: &str) -> Mail {
    Notice::CaseWaiting { number: "HY-7" }.mail(
        Texts::default(),
        recipient(name),
        "https://shifu.example/screening/7",
        "01J-7",
        at(),
    )
}

fn all_notices() -> Vec<Notice<'static>> {
    vec![
        Notice::Invitation { until: at() },
        Notice::RoundWaiting { apprentice: "李青", item: "提取" },
        Notice::RoundAnswered { signer: "王明", item: "提取", passed: true },
        Notice::RoundAnswered { signer: "王明", item: "提取", passed: false },
        Notice::CertificateIssued { item: "提取", until: day() },
        Notice::PolicyChanged { title: "提取办法", from: day(), items: 3 },
        Notice::CaseWaiting { number: "HY-7" },
        Notice::NewLogin { at: at(), device: "Firefox", address: "192.0.2.7" },
    ]
}

/// The header block of a message, folded lines joined.
fn headers(raw: &[u8]) -> Vec<String> {
    let text = String::from_utf8(raw.to_vec()).unwrap();
    let block = text.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ").replace("\r\n\t", " ");
    block.split("\r\n").map(str::to_owned).collect()
}

fn send_to_memory(mail: &Mail) -> Vec<u8> {
    let (transport, sent) = Transport::memory();
    Mailer::new(transport, "师傅 <shifu@example.org>").unwrap().send(mail).unwrap();
    let sent = sent.lock().unwrap();
    assert_eq!((sent.len(), &sent[0].mail), (1, mail));
    sent[0].raw.clone()
}

#[test]
fn every_notice_speaks_both_languages_and_names_its_link() {
    for lang in Lang::ALL {
        let t = Texts::new(lang).on(day());
        for notice in all_notices() {
            let mail = notice.mail(t, recipient("张三"), "https://shifu.example/x?a=1&b=2", "1", at());
            for part in [&mail.subject, &mail.text, &mail.html] {
                assert!(!part.is_empty() && !part.contains('⟦'), "{lang:?} {notice:?}: {part}");
            }
            assert!(mail.text.contains("张三") && mail.text.contains("https://shifu.example/x?a=1&b=2"));
            assert!(mail.html.contains("张三") && mail.html.contains(lang.tag()), "{}", mail.html);
            assert!(!mail.html.contains("a=1&b=2"), "escaped: {}", mail.html);
            for name in ["张三", "李青", "王明"] {
                assert!(!mail.subject.contains(name), "no names in subjects: {}", mail.subject);
            }
        }
    }
}

#[test]
fn words_fit_their_values() {
    let t = Texts::new(Lang::En).on(day());
    let body = |items| {
        Notice::PolicyChanged { title: "A", from: day(), items }.mail(t, recipient("B"), "x", "1", at()).text
    };
    assert!(body(1).contains("one of your business items."), "{}", body(1));
    assert!(body(1200).contains("1,200 of your business items."));
    let zh = Notice::Invitation { until: at() }.mail(
        Texts::default().on(day()),
        recipient("张三"),
        "x",
        "1",
        at(),
    );
    assert!(zh.text.starts_with("张三，您好：\n\n请在11月21日 06:30之前首次登录"), "{}", zh.text);
}

#[test]
fn html_escapes_what_people_typed() {
    let evil = "<script>alert(1)</script>\"'&";
    let mail = Notice::RoundWaiting { apprentice: evil, item: evil }.mail(
        Texts::default(),
        recipient(evil),
        "https://shifu.example/\"onclick=\"x",
        "1",
        at(),
    );
    assert!(!mail.html.contains("<script") && !mail.html.contains("\"onclick"), "{}", mail.html);
}

#[test]
fn headers_say_what_they_should() {
    let found = headers(&send_to_memory(&mail_to("张三")));
    let has = |line: &str| found.iter().any(|found| found == line);
    assert!(has("Message-ID: <01J-7@example.org>"), "{found:?}");
    assert!(has("Date: Sat, 21 Nov 2026 06:30:00 +0000"), "{found:?}");
    assert!(has("Auto-Submitted: auto-generated"), "{found:?}");
    assert!(found.iter().any(|line| line.starts_with("To: ") && line.ends_with("<zhang@example.org>")));
    assert!(found.iter().any(|line| line.starts_with("Content-Type: multipart/alternative")));
}

#[test]
fn line_breaks_in_names_and_subjects_make_no_header() {
    let evil = "张三\r\nBcc: other@example.org\r\n\r\nbody";
    let plain = "Zhang\r\nBcc: other@example.org";
    for text in [evil, plain, "\n", "a\rBcc: x@y", "a\0b"] {
        let mut mail = mail_to(text);
        mail.subject = text.to_owned();
        let found = headers(&send_to_memory(&mail));
        let names: Vec<_> = found.iter().map(|line| line.split(':').next().unwrap()).collect();
        assert!(
            !names.contains(&"Bcc") && !found.iter().any(|line| line.contains('\r') || line.contains('\n')),
            "{found:?}"
        );
        assert_eq!(names.len(), headers(&send_to_memory(&mail_to("Zhang"))).len(), "{found:?}");
    }
}

#[test]
fn an_address_with_a_line_break_is_refused() {
    let (transport, sent) = Transport::memory();
    let mailer = Mailer::new(transport, "shifu@example.org").unwrap();
    for address in ["a@b.org\r\nBcc: c@d.org", "a@b.org, c@d.org", "a", "", "a@b.org\n", "<a@b.org>"] {
        let mut mail = mail_to("A");
        mail.to.address = address.to_owned();
        let refused = mailer.send(&mail).unwrap_err();
        assert!(matches!(refused, MailError::Address { whose: "recipient" }) && refused.is_permanent());
        assert!(!refused.to_string().contains('@'));
    }
    for id in ["", "../x", "a b", "a\n", ".hidden", &"x".repeat(65)] {
        assert!(
            matches!(mailer.send(&Mail { id: id.to_owned(), ..mail_to("A") }), Err(MailError::Id)),
            "{id}"
        );
    }
    assert!(sent.lock().unwrap().is_empty());
    assert!(matches!(Mailer::new(Transport::Off, "nobody"), Err(MailError::Address { whose: "sender" })));
}

#[test]
fn files_are_whole_messages() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("mails");
    let transport = Transport::from_url(&format!("file:{}", folder.display())).unwrap();
    let mailer = Mailer::new(transport, "shifu@example.org").unwrap();
    mailer.send(&mail_to("张三")).unwrap();
    mailer.send(&mail_to("张三")).unwrap();
    let names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, ["01J-7.eml"], "a repeated try replaces its own file");
    assert!(headers(&std::fs::read(folder.join("01J-7.eml")).unwrap()).len() > 5);
}

#[test]
fn urls() {
    let made =
        |url: &str| Transport::from_url(url).and_then(|transport| Mailer::new(transport, "a@example.org"));
    for url in ["smtp://localhost:25", "smtp://u:p%40@mail.example?tls=required", "smtps://mail.example"] {
        assert!(made(url).unwrap().is_on(), "{url}");
    }
    let off = made("").unwrap();
    assert!(!off.is_on() && matches!(off.send(&mail_to("A")), Err(MailError::Off)));
    for url in
        ["http://mail.example", "mail.example", "file:", "smtp://u:secret@mail.example?tls=perhaps", "smtp:"]
    {
        let refused = made(url).unwrap_err();
        assert!(
            matches!(refused, MailError::Url) && !format!("{refused:?}{refused}").contains("secret"),
            "{url}"
        );
    }
    assert_eq!(format!("{:?}", Transport::from_url("smtp://u:secret@mail.example").unwrap()), "Smtp");
}

/// A mail server of a few lines: greets, answers each command, keeps the lines it was sent.
fn server(answer_to_recipient: &'static str) -> (String, std::thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let served = std::thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut out = stream.try_clone().unwrap();
        out.write_all(b"220 hall ESMTP\r\n").unwrap();
        let (mut lines, mut in_data) = (Vec::new(), false);
        for line in BufReader::new(stream).lines() {
            let Ok(line) = line else { break };
            let answer = match line.split([' ', ':']).next().unwrap() {
                _ if in_data && line != "." => "",
                "." => "250 taken\r\n",
                "EHLO" => "250 hall\r\n",
                "RCPT" => answer_to_recipient,
                "DATA" => "354 go on\r\n",
                "QUIT" => "221 bye\r\n",
                _ => "250 fine\r\n",
            };
            in_data = line == "DATA" || (in_data && line != ".");
            lines.push(line);
            if out.write_all(answer.as_bytes()).is_err() {
                break;
            }
        }
        lines
    });
    (url, served)
}

#[test]
fn a_server_gets_the_mail() {
    let (url, served) = server("250 fine\r\n");
    let mailer = Mailer::new(Transport::from_url(&url).unwrap(), "shifu@example.org").unwrap();
    mailer.send(&mail_to("张三")).unwrap();
    let lines = served.join().unwrap();
    let has = |wanted: &str| lines.iter().any(|line| line.starts_with(wanted));
    assert!(has("MAIL FROM:<shifu@example.org>") && has("RCPT TO:<zhang@example.org>"), "{lines:?}");
    assert!(has("Message-ID: <01J-7@example.org>"), "{lines:?}");
}

#[test]
fn refusals_say_whether_to_try_again() {
    for (answer, permanent) in [("550 no such person\r\n", true), ("451 later\r\n", false)] {
        let (url, served) = server(answer);
        let mailer = Mailer::new(Transport::from_url(&url).unwrap(), "shifu@example.org").unwrap();
        assert_eq!(mailer.send(&mail_to("A")).unwrap_err().is_permanent(), permanent, "{answer}");
        drop(mailer);
        served.join().unwrap();
    }
}

#[test]
fn a_silent_server_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let transport = Transport::Smtp { url, timeout: Duration::from_millis(100) };
    let error = Mailer::new(transport, "shifu@example.org").unwrap().send(&mail_to("A")).unwrap_err();
    assert!(matches!(error, MailError::Smtp(_)) && !error.is_permanent(), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_adds_a_header(name in "\\PC{0,20}[\\r\\n\\t\\x00\"<>,;:@]{0,4}\\PC{0,60}", subject in "(\\PC|[\\r\\n]){0,120}") {
        let usual = headers(&send_to_memory(&mail_to("Zhang"))).len();
        let mail = Mail { subject, ..mail_to(&name) };
        let found = headers(&send_to_memory(&mail));
        prop_assert_eq!(found.len(), usual, "{:?}", found);
        prop_assert!(found.iter().any(|line| line.starts_with("To: ") && line.ends_with("zhang@example.org>") || line == "To: zhang@example.org"), "{:?}", found);
    }
}
