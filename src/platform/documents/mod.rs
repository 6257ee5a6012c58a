//! Reading documents that come from outside: bytes in, plain paragraphs out.
//!
//! It stands in the platform because reading a file's format is an adapter to the outside world like mail or a
//! database: it knows nothing of policies, and any feature may use it. `forensics` was the road not taken; it
//! asks how a picture was made, and only the screening room may ask it.
//!
//! [`read`] is called in the sealed child alone (see [`sealed`]): the server process decodes nothing. What a
//! document holds beside its text (pictures, notes, deletions, scripts) is not kept but named in
//! [`Paper::left_out`] with its place, so that nothing is dropped in silence. Whatever cannot be read honestly
//! is [`Refused`] with a stable code.

mod charset;
mod docx;
mod html;
mod lines;
mod paper;
mod pdf;
mod plain;
pub mod sealed;
mod wire;

use unicode_normalization::UnicodeNormalization as _;

pub use paper::{Kind, LeftOut, Limits, Look, Paper, Paragraph, Place, Refused, What};
pub use sealed::{JOB, child};

/// First bytes of the older binary office format and of encrypted office files.
const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Reads a document. Only the sealed child calls this.
///
/// # Errors
/// Why it cannot be read.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Paper, Refused> {
    if bytes.len() > limits.bytes {
        return Err(Refused::TooLarge);
    }
    if bytes.is_empty() {
        return Err(Refused::Empty);
    }
    let paper = if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        docx::read(bytes, limits)
    } else if bytes.starts_with(OLE) {
        // An encrypted DOCX is such a container too and names its stream in UTF-16.
        let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let found = bytes.windows(encrypted.len()).any(|window| window == encrypted);
        Err(if found { Refused::Encrypted } else { Refused::OldFormat })
    } else if bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-") {
        pdf::read(bytes, limits)
    } else if bytes.starts_with(b"{\\rtf") {
        Err(Refused::OldFormat)
    } else {
        let (text, charset) = charset::decode(bytes)?;
        if html::looks_like(&text) {
            html::read(&text, charset, limits)
        } else {
            plain::read(&text, charset, limits)
        }
    }?;
    let characters: usize = paper.paragraphs.iter().map(|paragraph| paragraph.text.len()).sum();
    if paper.paragraphs.len() > limits.paragraphs || characters > limits.characters * 4 {
        return Err(Refused::Bomb);
    }
    if paper.paragraphs.is_empty() { Err(Refused::Empty) } else { Ok(paper) }
}

/// Longest text kept of something left out, characters.
const KEPT: usize = 400;
/// Most things left out that are listed; the rest is counted.
const LISTED: usize = 500;

/// What is gathered while a document is read.
#[derive(Debug, Default)]
struct Gathered {
    paragraphs: Vec<Paragraph>,
    left_out: Vec<LeftOut>,
    more: u32,
    page: u32,
}

impl Gathered {
    /// Adds a paragraph with its blanks tidied; a blank one adds nothing.
    fn push(&mut self, text: &str, look: Look) {
        let text = tidy(text);
        if !text.is_empty() {
            self.paragraphs.push(Paragraph { text, look, page: self.page });
        }
    }

    /// Notes what is left out before the next paragraph.
    fn leave_out(&mut self, what: What, text: &str) {
        let paragraph = u32::try_from(self.paragraphs.len() + 1).unwrap_or(u32::MAX);
        if self.left_out.len() < LISTED {
            let place = Place { page: self.page, paragraph };
            self.left_out.push(LeftOut { what, place, text: shorten(&tidy(text)) });
        } else {
            self.more += 1;
        }
    }

    fn over(&self, limits: &Limits) -> bool {
        self.paragraphs.len() > limits.paragraphs
    }

    fn into_paper(self, kind: Kind, charset: &str) -> Paper {
        let charset = charset.to_owned();
        Paper {
            kind,
            charset,
            paragraphs: self.paragraphs,
            left_out: self.left_out,
            left_out_more: self.more,
        }
    }
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= KEPT {
        return text.to_owned();
    }
    text.chars().take(KEPT).chain(['\u{2026}']).collect()
}

/// One line without control characters and invisible marks, inner blanks as single ones. A wide space stays
/// wide: it is how an article's name is set off from its text.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = None;
    for c in text.chars() {
        match c {
            '\u{3000}' => blank = Some('\u{3000}'),
            _ if c.is_whitespace() || c.is_control() => blank = blank.or(Some(' ')),
            // Joiners, marks of direction, the byte order mark, soft hyphens: nothing a reader sees.
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{feff}'
            | '\u{ad}' => {}
            _ => {
                if let Some(blank) = blank.take().filter(|_| !out.is_empty()) {
                    out.push(blank);
                }
                match c {
                    // Radicals and compatibility letters that a conversion to PDF puts in place of the letters
                    // they look like; nobody could search for them.
                    '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' => out.extend(c.nfkc()),
                    _ => out.push(c),
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_tidied_and_a_wide_space_stays() {
        assert_eq!(tidy("  第一条\u{3000} 甲\t乙\u{200b}丙\r\n"), "第一条\u{3000}甲 乙丙");
        assert_eq!(tidy(" \u{feff}\n"), "");
        assert_eq!(tidy("\u{2f47}\u{2f49}"), "日月", "radicals are read as letters");
    }

    #[test]
    fn kinds_are_told_by_bytes_and_old_ones_are_named() {
        let read = |bytes: &[u8]| super::read(bytes, &Limits::default());
        assert_eq!(read(b""), Err(Refused::Empty));
        assert_eq!(read(b"  \n "), Err(Refused::Empty));
        assert_eq!(read(OLE), Err(Refused::OldFormat));
        assert_eq!(read(b"{\\rtf1 hello}"), Err(Refused::OldFormat));
        assert_eq!(read(b"PK\x03\x04rubbish"), Err(Refused::Damaged));
        assert_eq!(read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Err(Refused::NotSupported));
        assert_eq!(read("第一条　甲".as_bytes()).unwrap().kind, Kind::Text);
        let small = Limits { bytes: 3, ..Limits::default() };
        assert_eq!(super::read(b"four", &small), Err(Refused::TooLarge));
    }

    #[test]
    fn codes_are_distinct() {
        let mut codes: Vec<_> = Refused::ALL.iter().map(|refused| refused.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Refused::ALL.len());
    }

    #[test]
    fn a_name_is_held_against_the_bytes() {
        assert!(Kind::Docx.fits("a.DOCX") && Kind::Text.fits("notes") && Kind::Markdown.fits("a.md"));
        assert!(!Kind::Pdf.fits("a.docx") && !Kind::Text.fits("a.doc"));
    }
}
