//! Small PDFs written by hand: text in several fonts, boxes, pictures, form fields, signatures, and later
//! versions appended to earlier ones. For tests and for the measurements of the detectors.

use std::fmt::Write as _;

use super::pdf_font;

/// A font of a document.
#[derive(Debug, Clone, Copy)]
pub enum Font {
    /// One of the fonts every reader has: nothing is embedded.
    Standard(&'static str),
    /// An embedded subset of invented type under this name; another variant has other outlines.
    Embedded(&'static str, u16),
    /// A Chinese font that is named and not embedded.
    Chinese,
}

/// Writes a document.
#[derive(Debug, Default)]
pub struct Writer {
    objects: Vec<Vec<u8>>,
    fonts: Vec<(u32, Font)>,
    pictures: Vec<u32>,
    states: Vec<u32>,
    pages: Vec<u32>,
    fields: Vec<u32>,
    info: Option<u32>,
}

/// A handle of a font in one document.
#[derive(Debug, Clone, Copy)]
pub struct FontId(usize);

const CATALOG: u32 = 1;
const TREE: u32 = 2;

impl Writer {
    /// An empty document.
    #[must_use]
    pub fn new() -> Self {
        Self { objects: vec![Vec::new(); 2], ..Self::default() }
    }

    /// Adds an object; its number.
    pub fn object(&mut self, body: impl Into<Vec<u8>>) -> u32 {
        self.objects.push(body.into());
        u32::try_from(self.objects.len()).unwrap_or(u32::MAX)
    }

    /// Adds a font.
    pub fn font(&mut self, font: Font) -> FontId {
        let number = match font {
            Font::Standard(name) => self.object(format!(
                "<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
            )),
            Font::Embedded(name, variant) => {
                let file = self.object(stream("", &pdf_font::font(variant)));
                let map = self.object(stream("", pdf_font::TO_UNICODE.as_bytes()));
                let tag = char::from(b'A' + u8::try_from(variant % 26).unwrap_or(0));
                let name = format!("{}+{name}", tag.to_string().repeat(6));
                let descriptor = self.object(format!(
                    "<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [0 -200 1000 900] \
                     /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 /FontFile2 {file} 0 R >>"
                ));
                let cid = self.object(format!(
                    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDToGIDMap /Identity /DW 500 \
                     /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> \
                     /FontDescriptor {descriptor} 0 R >>"
                ));
                self.object(format!(
                    "<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H \
                     /DescendantFonts [{cid} 0 R] /ToUnicode {map} 0 R >>"
                ))
            }
            Font::Chinese => {
                let descriptor = self.object(
                    "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] \
                     /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
                );
                let cid = self.object(format!(
                    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 \
                     /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> \
                     /FontDescriptor {descriptor} 0 R >>"
                ));
                self.object(format!(
                    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UCS2-H \
                     /Encoding /UniGB-UCS2-H /DescendantFonts [{cid} 0 R] >>"
                ))
            }
        };
        self.fonts.push((number, font));
        FontId(self.fonts.len() - 1)
    }

    /// A grey picture of these many pixels; its number for [`picture`].
    pub fn picture(&mut self, width: u32, height: u32, grey: impl Fn(u32, u32) -> u8) -> usize {
        let data: Vec<u8> =
            (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| grey(x, y)).collect();
        let entries = format!(
            "/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray /BitsPerComponent 8"
        );
        let number = self.object(stream(&entries, &data));
        self.pictures.push(number);
        self.pictures.len() - 1
    }

    /// Adds a graphics state, `S0` being the first one.
    pub fn state(&mut self, entries: &str) {
        let number = self.object(format!("<< /Type /ExtGState {entries} >>"));
        self.states.push(number);
    }

    /// The operators that write a line of text; the origin is the lower left corner of the page, in points.
    #[must_use]
    pub fn text(&self, font: FontId, size: f32, x: f32, y: f32, text: &str) -> String {
        let shown = match self.fonts.get(font.0).map(|(_, font)| *font) {
            Some(Font::Embedded(..)) => hexadecimal(text.chars().map(pdf_font::glyph)),
            Some(Font::Chinese) => hexadecimal(text.encode_utf16()),
            _ => format!("({})", text.replace(['(', ')', '\\'], " ")),
        };
        format!("BT /F{} {size} Tf {x} {y} Td {shown} Tj ET\n", font.0)
    }

    fn resources(&self) -> String {
        let mut out = String::from("<< /Font << ");
        for (index, (number, _)) in self.fonts.iter().enumerate() {
            let _ = write!(out, "/F{index} {number} 0 R ");
        }
        out.push_str(">> /XObject << ");
        for (index, number) in self.pictures.iter().enumerate() {
            let _ = write!(out, "/I{index} {number} 0 R ");
        }
        out.push_str(">> /ExtGState << ");
        for (index, number) in self.states.iter().enumerate() {
            let _ = write!(out, "/S{index} {number} 0 R ");
        }
        out.push_str(">> >>");
        out
    }

    /// Adds a page of 300 by 400 points; the number of its contents, for later versions. Fonts and pictures
    /// are added before.
    pub fn page(&mut self, content: &str) -> u32 {
        let contents = self.object(stream("", content.as_bytes()));
        let page = format!(
            "<< /Type /Page /Parent {TREE} 0 R /MediaBox [0 0 300 400] /Contents {contents} 0 R /Resources {} {} >>",
            self.resources(),
            ANNOTS
        );
        let number = self.object(page);
        self.pages.push(number);
        contents
    }

    /// The number of the page added last; 0 without one.
    #[must_use]
    pub fn last_page(&self) -> u32 {
        self.pages.last().copied().unwrap_or(0)
    }

    /// The appearance of a form field, as an object for [`append`]: its place in points and what it draws.
    #[must_use]
    pub fn appearance(&self, [_, _, width, height]: [u32; 4], content: &str) -> Vec<u8> {
        let entries = format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 {width} {height}] /Resources {}",
            self.resources()
        );
        stream(&entries, content.as_bytes())
    }

    /// Adds a form field with an appearance; the number of the appearance.
    pub fn field(&mut self, place: [u32; 4], content: &str) -> u32 {
        let appearance = self.object(self.appearance(place, content));
        let [x, y, width, height] = place;
        let field = self.object(format!(
            "<< /Type /Annot /Subtype /Widget /FT /Tx /F 4 /T (field) /Rect [{x} {y} {} {}] /AP << /N {appearance} 0 R >> >>",
            x + width,
            y + height
        ));
        self.fields.push(field);
        appearance
    }

    /// Sets the information dictionary.
    pub fn info(&mut self, entries: &str) {
        self.info = Some(self.object(format!("<< {entries} >>")));
    }

    /// The file.
    #[must_use]
    pub fn finish(mut self) -> Vec<u8> {
        let list = |numbers: &[u32]| {
            numbers.iter().map(|number| format!("{number} 0 R")).collect::<Vec<_>>().join(" ")
        };
        let annots = format!("/Annots [{}]", list(&self.fields));
        if let Some(&first) = self.pages.first() {
            for page in self.pages.clone() {
                let with = if page == first { annots.as_str() } else { "" };
                if let Some(slot) = self.objects.get_mut(page as usize - 1) {
                    *slot = String::from_utf8_lossy(slot).replace(ANNOTS, with).into_bytes();
                }
            }
        }
        let tree = format!("<< /Type /Pages /Count {} /Kids [{}] >>", self.pages.len(), list(&self.pages));
        if let [catalog, pages, ..] = self.objects.as_mut_slice() {
            *catalog = format!("<< /Type /Catalog /Pages {TREE} 0 R >>").into_bytes();
            *pages = tree.into_bytes();
        }
        let all: Vec<(u32, Vec<u8>)> = (1..).zip(self.objects).collect();
        let info = self.info.map(|number| format!("/Info {number} 0 R")).unwrap_or_default();
        section(b"%PDF-1.7\n".to_vec(), &all, &info)
    }
}

/// Stands where the annotations of a page will be written.
const ANNOTS: &str = "/ShifuAnnots null";

/// The operators that fill a rectangle with a grey.
#[must_use]
pub fn filled([x, y, width, height]: [f32; 4], grey: f32) -> String {
    format!("q {grey} g {x} {y} {width} {height} re f Q\n")
}

/// The operators that draw a picture.
#[must_use]
pub fn picture(number: usize, [x, y, width, height]: [f32; 4]) -> String {
    format!("q {width} 0 0 {height} {x} {y} cm /I{number} Do Q\n")
}

fn hexadecimal(units: impl Iterator<Item = u16>) -> String {
    let mut out = String::from("<");
    for unit in units {
        let _ = write!(out, "{unit:04x}");
    }
    out.push('>');
    out
}

/// A stream object.
#[must_use]
pub fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<< /Length {} {entries} >>\nstream\n", data.len()).into_bytes();
    out.extend_from_slice(data);
    out.extend_from_slice(b"\nendstream");
    out
}

/// Appends a later version that writes these objects anew; what was there stays byte for byte.
#[must_use]
pub fn append(earlier: &[u8], objects: &[(u32, Vec<u8>)]) -> Vec<u8> {
    let text = String::from_utf8_lossy(earlier);
    let last = text.rfind("startxref").and_then(|at| text.get(at + 9..)).unwrap_or_default();
    let before = last.split_ascii_whitespace().next().unwrap_or("0").to_owned();
    section(earlier.to_vec(), objects, &format!("/Prev {before}"))
}

/// Appends a version that is digitally signed in form: a signature that covers all before it and itself.
#[must_use]
pub fn sign(earlier: &[u8], number: u32) -> Vec<u8> {
    const BLANK: &str = "0 0000000000 0000000000 0000000000";
    let body = format!(
        "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /Name (Lin Yi) \
         /ByteRange [{BLANK}] /Contents <{}> >>",
        "00".repeat(64)
    );
    let mut signed = append(earlier, &[(number, body.into_bytes())]);
    let text = String::from_utf8_lossy(&signed).into_owned();
    let behind = text.get(earlier.len()..).unwrap_or_default();
    let contents = behind.find("/Contents <").map_or(0, |at| earlier.len() + at + 10);
    let end = contents + 130;
    let range = format!("0 {contents:010} {end:010} {:010}", signed.len() - end);
    if let Some(at) = behind.find(BLANK).map(|at| earlier.len() + at)
        && let Some(place) = signed.get_mut(at..at + BLANK.len())
        && place.len() == range.len()
    {
        place.copy_from_slice(range.as_bytes());
    }
    signed
}

/// Writes objects, a cross-reference section and a trailer.
fn section(mut out: Vec<u8>, objects: &[(u32, Vec<u8>)], trailer: &str) -> Vec<u8> {
    let mut entries = Vec::new();
    for (number, body) in objects {
        entries.push((*number, out.len()));
        out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        out.extend_from_slice(body);
        out.extend_from_slice(b"\nendobj\n");
    }
    let start = out.len();
    let size = objects.iter().map(|(number, _)| number + 1).max().unwrap_or(1).max(64);
    let mut table = String::from("xref\n");
    if !trailer.contains("/Prev") {
        table.push_str("0 1\n0000000000 65535 f \n");
    }
    for (number, offset) in entries {
        let _ = write!(table, "{number} 1\n{offset:010} 00000 n \n");
    }
    let _ = write!(
        table,
        "trailer\n<< /Size {size} /Root {CATALOG} 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    );
    out.extend_from_slice(table.as_bytes());
    out
}
