//! Hostile documents in the sealed child: refused by a stable code or cleaned, and the parent lives.

#![allow(clippy::non_ascii_literal, reason = "tests speak the language of the hall")]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use shifu::platform::documents::sealed::{self, ReadError};
use shifu::platform::documents::{Paper, What};
use shifu::platform::sandbox::Seal;

use crate::{me, papers};

fn read(bytes: &[u8]) -> Result<Paper, ReadError> {
    let begun = Instant::now();
    let answer = sealed::read(&me(), bytes, Seal::Required);
    assert!(begun.elapsed() < Duration::from_secs(20), "the wall clock holds");
    answer
}

/// The code a document is refused with.
fn code(bytes: &[u8]) -> String {
    match read(bytes) {
        Ok(paper) => format!("read: {} paragraphs", paper.paragraphs.len()),
        Err(error) => error.code().to_owned(),
    }
}

fn expect(name: &str, bytes: &[u8], codes: &[&str]) -> Result<(), String> {
    let told = code(bytes);
    if codes.contains(&told.as_str()) { Ok(()) } else { Err(format!("{name}: {told}, expected {codes:?}")) }
}

/// A document whose main part is this text as it stands.
fn raw(document: &str) -> Vec<u8> {
    papers::archive(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.as_bytes())])
}

pub(crate) fn archives_that_attack_are_refused() -> Result<(), String> {
    let blanks = " ".repeat(70 << 20);
    expect(
        "more than a part may hold",
        &raw(&format!("<w:document>{blanks}</w:document>")),
        &["document-bomb"],
    )?;
    let packed = " ".repeat(4 << 20);
    expect("packed too well", &raw(&format!("<w:document>{packed}</w:document>")), &["document-bomb"])?;
    let names: Vec<String> = (0..2100).map(|n| format!("word/media/{n}.bin")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"x".as_slice())).collect();
    expect("too many entries", &papers::archive(&many), &["document-bomb"])?;
    for path in ["../../etc/cron.d/x", "/etc/passwd", "word\\..\\..\\x"] {
        let bytes = papers::docx_with(&papers::p("甲"), &[(path, "x")]);
        expect(path, &bytes, &["document-path"])?;
    }
    // Two parts of one name: which one is read is anybody's guess.
    let mut twice = papers::docx_with(&papers::p("甲"), &[("word/documenX.xml", "<a/>")]);
    let wanted = b"word/documenX.xml";
    while let Some(at) = twice.windows(wanted.len()).position(|window| window == wanted) {
        twice[at..at + wanted.len()].copy_from_slice(b"word/document.xml");
    }
    expect("one name twice", &twice, &["document-path"])?;
    let fine = papers::docx(&["第一条　甲"]);
    expect("cut off", &fine[..fine.len() / 2], &["document-damaged"])?;
    expect("no document", &papers::archive(&[("a.txt", b"x")]), &["document-not-supported"])
}

pub(crate) fn xml_that_attacks_is_refused() -> Result<(), String> {
    let mut laughs = String::from("<!DOCTYPE d [<!ENTITY a \"ha\">");
    for (name, before) in [("b", "a"), ("c", "b"), ("d", "c"), ("e", "d"), ("f", "e")] {
        write!(laughs, "<!ENTITY {name} \"{}\">", format!("&{before};").repeat(10))
            .map_err(|e| e.to_string())?;
    }
    expect("a billion laughs", &raw(&format!("{laughs}]><w:d>&f;</w:d>")), &["document-entity"])?;
    let outside = "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w:d>&x;</w:d>";
    expect("an outside entity", &raw(outside), &["document-entity"])?;
    expect("an undeclared entity", &raw("<w:d>&x;</w:d>"), &["document-entity"])?;
    let deep = format!("{}{}", "<w:r>".repeat(100_000), "</w:r>".repeat(100_000));
    expect("nested deeply", &raw(&deep), &["document-too-deep", "document-bomb"])?;
    let mut wide = String::from("<w:document><w:body><w:tbl>");
    // Different words in each cell, so that the archive does not give it away.
    for n in 0..40_000 {
        write!(wide, "<w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>", n * 7919)
            .map_err(|e| e.to_string())?;
    }
    wide.push_str("</w:tbl></w:body></w:document>");
    expect("a huge table", &raw(&wide), &["document-bomb"])?;
    expect("not closed", &raw("<w:document><w:body>"), &["document-damaged"])
}

pub(crate) fn pages_that_attack_are_refused() -> Result<(), String> {
    expect("no PDF inside", b"%PDF-1.7\nrubbish", &["document-damaged"])?;
    let nested = format!("<< /Type /Catalog /Pages 2 0 R /X {} >>", "[".repeat(200_000));
    let bytes = papers::bound(&[nested, "<< /Type /Pages /Kids [] /Count 0 >>".to_owned()]);
    expect("nested arrays", &bytes, &["document-damaged", "document-broke-reader", "document-bomb"])?;
    let own = "<< /Type /Pages /Kids [2 0 R] /Count 1 >>".to_owned();
    let bytes = papers::bound(&["<< /Type /Catalog /Pages 2 0 R >>".to_owned(), own]);
    expect(
        "pages within themselves",
        &bytes,
        &["document-damaged", "document-broke-reader", "document-no-text"],
    )?;
    expect("pictures alone", &papers::pdf_without_text(), &["document-no-text"])?;
    let lines = vec![(90.0, 700.0, 14.0, "第一条为了加强管理制定本办法")];
    expect(
        "characters it does not name",
        &papers::pdf(&[lines], false),
        &["document-no-characters", "document-no-text"],
    )?;
    expect(
        "an old document",
        &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0],
        &["document-old-format"],
    )?;
    expect(
        "a page without end",
        "<div>".repeat(100_000).as_bytes(),
        &["document-not-supported", "document-too-deep"],
    )?;
    let deep = format!("<!doctype html>{}", "<div>".repeat(100_000));
    expect("a page nested deeply", deep.as_bytes(), &["document-too-deep"])
}

pub(crate) fn what_a_document_does_is_left_out() -> Result<(), String> {
    let page = "<!doctype html><body onload='x()'><script>fetch('http://evil/')</script><p>第一条　甲</p>\
                <p hidden>第二条　假</p><iframe src='javascript:alert(1)'></iframe></body>";
    let paper = read(page.as_bytes()).map_err(|error| error.to_string())?;
    let texts: Vec<&str> = paper.paragraphs.iter().map(|p| p.text.as_str()).collect();
    let left: Vec<What> = paper.left_out.iter().map(|left| left.what).collect();
    if texts != ["第一条　甲"] || left != [What::Script, What::Hidden, What::Embedded] {
        return Err(format!("{texts:?} {left:?}"));
    }
    let bytes = papers::docx_with(&papers::p("第一条　甲"), &[("word/vbaProject.bin", "macro")]);
    let paper = read(&bytes).map_err(|error| error.to_string())?;
    if paper.left_out.iter().all(|left| left.what != What::Script) {
        return Err(format!("{:?}", paper.left_out));
    }
    Ok(())
}

pub(crate) fn bytes_changed_at_random_end_nothing() -> Result<(), String> {
    let files = [
        papers::docx(&["第一条　甲", "第二条　乙"]),
        papers::pdf(&[vec![(90.0, 700.0, 14.0, "第一条为了加强管理制定本办法")]], true),
        "<!doctype html><table><tr><td>第一条</td></tr></table>".as_bytes().to_vec(),
    ];
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for file in &files {
        for _ in 0..12 {
            let mut bytes = file.clone();
            for _ in 0..6 {
                let at = usize::try_from(next() % bytes.len() as u64).map_err(|e| e.to_string())?;
                bytes[at] = u8::try_from(next() % 256).map_err(|e| e.to_string())?;
            }
            if let Err(ReadError::Machine(error)) = read(&bytes) {
                return Err(format!("this machine was blamed: {error}"));
            }
        }
    }
    Ok(())
}
