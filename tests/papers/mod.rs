//! Documents of office programs, written byte by byte for the tests: honest ones and hostile ones. No file of
//! anybody else's is needed.

#![allow(dead_code, reason = "each test program uses some of it")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops here")]
#![allow(clippy::non_ascii_literal, reason = "tests speak the language of the hall")]

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// An archive of parts.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const TYPES: &str =
    "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";

/// A word processor's document with this content of its body, and further parts.
pub fn docx_with(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"
    );
    let mut parts: Vec<(&str, &[u8])> =
        vec![("[Content_Types].xml", TYPES.as_bytes()), ("word/document.xml", document.as_bytes())];
    parts.extend(more.iter().map(|(name, text)| (*name, text.as_bytes())));
    archive(&parts)
}

/// Text as it stands in XML.
pub fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A paragraph.
pub fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", xml(text))
}

/// A paragraph numbered by the list `list` on a level.
pub fn numbered(text: &str, list: u32, level: u32) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>",
        xml(text)
    )
}

/// A document of plain paragraphs.
pub fn docx(paragraphs: &[&str]) -> Vec<u8> {
    docx_with(&paragraphs.iter().map(|text| p(text)).collect::<String>(), &[])
}

/// A list whose first level prints 第一条 and whose second prints （一）.
pub const NUMBERING: &str = "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"0\">\
    <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCountingThousand\"/><w:lvlText w:val=\"第%1条\"/></w:lvl>\
    <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"（%2）\"/></w:lvl>\
    </w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";

/// A page of text for [`pdf`]: lines with their place, in points from the lower left, and their size.
pub type Line<'a> = (f64, f64, f64, &'a str);

/// A PDF with a text layer: one composite font without a program, whose character map says which characters its
/// codes mean. `told` false leaves the map out.
pub fn pdf(pages: &[Vec<Line<'_>>], told: bool) -> Vec<u8> {
    let mut letters: Vec<char> = pages.iter().flatten().flat_map(|line| line.3.chars()).collect();
    letters.sort_unstable();
    letters.dedup();
    let code = |c: char| letters.iter().position(|letter| *letter == c).unwrap() + 1;
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n\
         1 begincodespacerange <0000> <ffff> endcodespacerange\n",
    );
    for chunk in letters.chunks(100) {
        writeln!(map, "{} beginbfchar", chunk.len()).unwrap();
        for c in chunk {
            let units: Vec<String> =
                c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("{unit:04x}")).collect();
            let units = units.concat();
            writeln!(map, "<{:04x}> <{units}>", code(*c)).unwrap();
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap end end");
    let narrow: Vec<String> =
        letters.iter().filter(|c| c.is_ascii()).map(|c| format!("{} [530] ", code(*c))).collect();
    let narrow = narrow.concat();
    let unicode = if told { "/ToUnicode 5 0 R " } else { "" };
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", 6 + at * 2)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()),
        format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /Test /Encoding /Identity-H /DescendantFonts [4 0 R] {unicode}>>"
        ),
        format!(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Test /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> \
         /FontDescriptor << /Type /FontDescriptor /FontName /Test /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> /DW 1000 /W [{narrow}] >>"
        ),
        format!("<< /Length {} >>\nstream\n{map}\nendstream", map.len()),
    ];
    for (at, page) in pages.iter().enumerate() {
        let mut content = String::from("BT\n");
        for (x, y, size, text) in page {
            let codes: Vec<String> = text.chars().map(|c| format!("{:04x}", code(c))).collect();
            let codes = codes.concat();
            writeln!(content, "/F1 {size} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj").unwrap();
        }
        content.push_str("ET");
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            7 + at * 2
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    bound(&objects)
}

/// Objects bound to a file with its table of places.
pub fn bound(objects: &[String]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (object, number) in objects.iter().zip(1..) {
        places.push(out.len());
        out.extend_from_slice(format!("{number} 0 obj\n{object}\nendobj\n").as_bytes());
    }
    let start = out.len();
    out.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
    for place in places {
        out.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
    }
    let trailer =
        format!("trailer << /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    out.extend_from_slice(trailer.as_bytes());
    out
}

/// A PDF whose page is empty, as a scan without recognition is but for its picture.
pub fn pdf_without_text() -> Vec<u8> {
    pdf(&[vec![]], true)
}
