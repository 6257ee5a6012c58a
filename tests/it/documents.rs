//! Documents as offices write them: what is read, what is left out and said to be.

use shifu::platform::documents::{Kind, LeftOut, Limits, Look, Paper, What, read};

use crate::papers::{NUMBERING, docx_with, numbered, p, pdf};

fn paper(bytes: &[u8]) -> Paper {
    read(bytes, &Limits::default()).unwrap()
}

fn texts(paper: &Paper) -> Vec<&str> {
    paper.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect()
}

fn left(paper: &Paper) -> Vec<(What, &str)> {
    paper.left_out.iter().map(|left: &LeftOut| (left.what, left.text.as_str())).collect()
}

#[test]
fn a_word_document_is_read_with_its_printed_numbers() {
    let styles = "<w:styles xmlns:w=\"w\"><w:style w:type=\"paragraph\" w:styleId=\"a\"><w:name w:val=\"heading 1\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"b\"><w:name w:val=\"Own\"/><w:basedOn w:val=\"a\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"t\"><w:name w:val=\"toc 1\"/></w:style></w:styles>";
    let body = [
        "<w:p><w:pPr><w:pStyle w:val=\"b\"/></w:pPr><w:r><w:t>提取</w:t></w:r><w:r><w:t>办法</w:t></w:r></w:p>".to_owned(),
        "<w:p><w:pPr><w:pStyle w:val=\"t\"/></w:pPr><w:r><w:t>第一章 总则 1</w:t></w:r></w:p>".to_owned(),
        numbered("为了规范管理。", 1, 0),
        numbered("购房的；", 1, 1),
        numbered("租房的。", 1, 1),
        numbered("自2026年1月1日起施行。", 1, 0),
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>材料</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>份数</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
            .to_owned(),
    ];
    let paper =
        paper(&docx_with(&body.concat(), &[("word/styles.xml", styles), ("word/numbering.xml", NUMBERING)]));
    assert_eq!(paper.kind, Kind::Docx);
    assert_eq!(
        texts(&paper),
        [
            "提取办法",
            "第一条　为了规范管理。",
            "（一）购房的；",
            "（二）租房的。",
            "第二条　自2026年1月1日起施行。",
            "材料 ｜ 份数"
        ]
    );
    assert_eq!((paper.paragraphs[0].look, paper.paragraphs[5].look), (Look::Heading(1), Look::Row));
    assert_eq!(left(&paper), [(What::Contents, "第一章 总则 1")]);
}

#[test]
fn nothing_is_dropped_in_silence() {
    let run = |inner: &str| format!("<w:r>{inner}</w:r>");
    let body = format!(
        "<w:p>{}{}{}{}{}{}{}{}</w:p>{}",
        run("<w:t>第一条　应当</w:t>"),
        "<w:del><w:r><w:delText>可以</w:delText></w:r></w:del>",
        "<w:ins><w:r><w:t>在三日内</w:t></w:r></w:ins>",
        run("<w:t>办结</w:t><w:footnoteReference w:id=\"2\"/>"),
        run("<w:commentReference w:id=\"7\"/>"),
        run("<w:rPr><w:vanish/></w:rPr><w:t>藏着的</w:t>"),
        run("<w:drawing><w:inline/></w:drawing>"),
        run("<w:instrText>PAGE</w:instrText><w:t>。</w:t>"),
        p("第二条　甲。"),
    );
    let footnotes = "<w:footnotes xmlns:w=\"w\"><w:footnote w:id=\"2\"><w:p><w:r><w:t>工作日。</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let comments = "<w:comments xmlns:w=\"w\"><w:comment w:id=\"7\"><w:p><w:r><w:t>再议</w:t></w:r></w:p></w:comment></w:comments>";
    let header = "<w:hdr xmlns:w=\"w\"><w:p><w:r><w:t>内部资料</w:t></w:r></w:p></w:hdr>";
    let paper = paper(&docx_with(
        &body,
        &[("word/footnotes.xml", footnotes), ("word/comments.xml", comments), ("word/header1.xml", header)],
    ));
    assert_eq!(texts(&paper), ["第一条　应当在三日内办结。", "第二条　甲。"]);
    assert_eq!(
        left(&paper),
        [
            (What::Deleted, "可以"),
            (What::Inserted, "在三日内"),
            (What::Footnote, "工作日。"),
            (What::Comment, "再议"),
            (What::Hidden, "藏着的"),
            (What::Picture, ""),
            (What::RunningHead, "内部资料"),
        ]
    );
    assert!(paper.left_out[..6].iter().all(|left| left.place.paragraph == 1));
}

#[test]
fn text_boxes_tables_in_tables_and_breaks_keep_their_words() {
    let inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>丙</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>丁</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let body = format!(
        "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>\
         <w:tbl><w:tr><w:tc><w:p/>{inner}</w:tc><w:tc><w:p><w:r><w:t>戊</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        p("框内")
    );
    assert_eq!(texts(&paper(&docx_with(&body, &[]))), ["框内", "甲", "乙", "丙 ｜ 丁 ｜ 戊"]);
}

#[test]
fn a_pdf_is_read_with_its_pages() {
    let head = "岚浦公积金文件汇编";
    let first = vec![
        (90.0, 800.0, 9.0, head),
        (180.0, 720.0, 22.0, "提取管理办法"),
        (90.0, 660.0, 14.0, "第一条为了规范住房公积金提取和使用管理维护职工合法权益根"),
        (90.0, 636.0, 14.0, "据有关规定，制定本办法。"),
        (90.0, 612.0, 14.0, "第二条　提取应当符合下列条件：（一）购房的；租房的；其"),
        (280.0, 30.0, 9.0, "— 1 —"),
    ];
    let second = vec![
        (90.0, 800.0, 9.0, head),
        (90.0, 720.0, 14.0, "他情形。"),
        (90.0, 696.0, 14.0, "第三条　自2026年1月1日起施行。"),
        (280.0, 30.0, 9.0, "— 2 —"),
    ];
    let paper = paper(&pdf(&[first, second], true));
    assert_eq!(paper.kind, Kind::Pdf);
    assert_eq!(
        texts(&paper),
        [
            "提取管理办法",
            "第一条为了规范住房公积金提取和使用管理维护职工合法权益根据有关规定，制定本办法。",
            "第二条 提取应当符合下列条件：（一）购房的；租房的；其他情形。",
            "第三条 自2026年1月1日起施行。",
        ]
    );
    assert_eq!(paper.paragraphs[0].look, Look::Heading(1));
    assert_eq!((paper.paragraphs[1].page, paper.paragraphs[3].page), (1, 2));
    assert_eq!(
        left(&paper).iter().map(|(_, text)| *text).collect::<Vec<_>>(),
        [head, "— 1 —", head, "— 2 —"]
    );
}

#[test]
fn text_of_older_systems_is_read() {
    let text = "第一条 为了规范管理，制定本办法。\r\n第二条 自2026年1月1日起施行。\r\n";
    let (gb, _, _) = encoding_rs::GB18030.encode(text);
    let paper = paper(&gb);
    assert_eq!((paper.kind, paper.charset.as_str(), paper.paragraphs.len()), (Kind::Text, "gb18030", 2));
    assert_eq!(paper.paragraphs[1].text, "第二条 自2026年1月1日起施行。");
}
