//! Which characters the bytes of a text stand for.
//!
//! Order: a mark at the beginning, UTF-16 without a mark (recognised by its zero bytes), well-formed UTF-8, then
//! GB18030, which every older Chinese system writes and of which GBK and GB2312 are parts. A statistical
//! detector was the road not taken: the remaining candidates are so few that each can simply be tried.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::Refused;

/// Bytes looked at to tell UTF-16 without a mark.
const SAMPLE: usize = 4096;

/// The text and the name of its encoding.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, &'static str), Refused> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return whole(encoding, bytes);
    }
    if let Some(encoding) = wide(bytes) {
        return whole(encoding, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return sound(text.to_owned(), UTF_8.name());
    }
    whole(GB18030, bytes)
}

/// UTF-16 without a mark: zero bytes (every line break has one), and one of the two orders gives letters and
/// marks of this trade where the other gives characters from all over the table.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    if !bytes.len().is_multiple_of(2) || !sample.contains(&0) {
        return None;
    }
    let usual = |c: char| matches!(c, '\n' | '\r' | '\t' | ' '..='~' | '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}' | '\u{2010}'..='\u{2026}');
    let share = |encoding: &'static Encoding| {
        let (text, _) = encoding.decode_without_bom_handling(sample);
        text.chars().filter(|c| usual(*c)).count() * 10 >= text.chars().count() * 9
    };
    match (share(UTF_16LE), share(UTF_16BE)) {
        (true, false) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        _ => None,
    }
}

fn whole(encoding: &'static Encoding, bytes: &[u8]) -> Result<(String, &'static str), Refused> {
    let (text, used, broken) = encoding.decode(bytes);
    if broken {
        return Err(if bytes.contains(&0) { Refused::NotSupported } else { Refused::Charset });
    }
    sound(text.into_owned(), used.name())
}

/// A text holds no zero character and hardly any other control character.
fn sound(text: String, name: &'static str) -> Result<(String, &'static str), Refused> {
    let odd = text.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')).count();
    if text.contains('\0') || odd * 50 > text.chars().count() {
        return Err(Refused::NotSupported);
    }
    Ok((text, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "第一条 为了规范管理，制定本办法 No. 1。\n第二条 适用于本市。";

    #[test]
    fn every_encoding_of_the_trade_is_read() {
        let wide = |unit: fn(u16) -> [u8; 2]| TEXT.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
        let (gb, _, _) = GB18030.encode(TEXT);
        for (bytes, name) in [
            (TEXT.as_bytes().to_vec(), "UTF-8"),
            ([b"\xef\xbb\xbf".as_slice(), TEXT.as_bytes()].concat(), "UTF-8"),
            ([vec![0xff, 0xfe], wide(u16::to_le_bytes)].concat(), "UTF-16LE"),
            ([vec![0xfe, 0xff], wide(u16::to_be_bytes)].concat(), "UTF-16BE"),
            (wide(u16::to_le_bytes), "UTF-16LE"),
            (wide(u16::to_be_bytes), "UTF-16BE"),
            (gb.into_owned(), "gb18030"),
        ] {
            assert_eq!(decode(&bytes), Ok((TEXT.to_owned(), name)));
        }
    }

    #[test]
    fn what_is_no_text_is_said_to_be_none() {
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff"), Err(Refused::NotSupported));
        assert_eq!(decode(b"abc\xff\xff\xff"), Err(Refused::Charset));
        assert_eq!(decode(&[1; 64]), Err(Refused::NotSupported));
    }
}
