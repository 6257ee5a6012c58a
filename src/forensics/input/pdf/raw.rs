//! Facts that need no parser, read off the bytes: saved versions, signatures, what follows the end.

use super::super::shorten;

/// Most saved versions and signatures that are looked at.
const MOST: usize = 64;

/// Ends of the versions saved in a file, each the length of a prefix that is a whole PDF; the last one ends
/// with the file's last end mark.
///
/// An end mark counts when the `startxref` before it leads to a cross-reference section inside the prefix, so
/// that marks inside attached files do not. The first mark of a linearised file closes no version (ISO 32000-1,
/// annex F).
pub fn versions(bytes: &[u8]) -> Vec<usize> {
    let head = bytes.get(..bytes.len().min(2048)).unwrap_or_default();
    let shift = find(head, b"%PDF-", 0).unwrap_or(0);
    let linear = find(head, b"/Linearized", 0).is_some();
    let mut ends = Vec::new();
    let mut at = 0;
    let mut first = true;
    while let Some(mark) = find(bytes, b"%%EOF", at) {
        at = mark + 5;
        let skipped = std::mem::take(&mut first) && linear && find(bytes, b"%%EOF", at).is_some();
        if !skipped && leads_to_table(bytes, mark, shift) {
            ends.push(with_line_end(bytes, at));
        }
        if ends.len() >= MOST {
            // Whatever a file with so many versions is, its last one counts.
            if let Some(last) = rfind(bytes, b"%%EOF") {
                ends.pop();
                ends.push(with_line_end(bytes, last + 5));
            }
            break;
        }
    }
    ends
}

/// The end mark's line end belongs to the version.
fn with_line_end(bytes: &[u8], mut at: usize) -> usize {
    for end in [b'\r', b'\n'] {
        if bytes.get(at) == Some(&end) {
            at += 1;
        }
    }
    at
}

fn leads_to_table(bytes: &[u8], mark: usize, shift: usize) -> bool {
    let from = mark.saturating_sub(64);
    let Some(before) = bytes.get(from..mark) else { return false };
    let Some(start) = rfind(before, b"startxref") else { return false };
    let Some(offset) = number(before.get(start + 9..).unwrap_or_default()) else { return false };
    [offset, offset.saturating_add(shift)].into_iter().any(|offset| {
        offset < mark
            && bytes.get(offset..mark).is_some_and(|there| {
                let there = there.trim_ascii_start();
                there.starts_with(b"xref") || names_object(there)
            })
    })
}

/// `12 0 obj`: the beginning of a cross-reference stream.
fn names_object(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(24)).unwrap_or_default();
    let mut words = head.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let digits = |word: Option<&[u8]>| word.is_some_and(|word| word.iter().all(u8::is_ascii_digit));
    digits(words.next()) && digits(words.next()) && words.next().is_some_and(|word| word.starts_with(b"obj"))
}

fn number(bytes: &[u8]) -> Option<usize> {
    let bytes = bytes.trim_ascii_start();
    let end = bytes.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(bytes.len());
    std::str::from_utf8(bytes.get(..end.min(12))?).ok()?.parse().ok()
}

/// First place of `needle` at or behind `from`.
pub fn find(bytes: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    let first = *needle.first()?;
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == first)?;
        if bytes.get(at..)?.starts_with(needle) {
            return Some(at);
        }
        at += 1;
    }
}

fn rfind(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).rposition(|window| window == needle)
}

/// Bytes behind the last end mark that are no padding.
pub fn trailing(bytes: &[u8]) -> u64 {
    let Some(end) = rfind(bytes, b"%%EOF") else { return 0 };
    let tail = bytes.get(end + 5..).unwrap_or_default();
    if tail.iter().any(|byte| !byte.is_ascii_whitespace() && *byte != 0) { tail.len() as u64 } else { 0 }
}

/// A digital signature as the file states it. Nothing here validates a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signature {
    /// Where the signed bytes end.
    pub end: usize,
    /// It signs from the first byte, and leaves out nothing but itself.
    pub whole: bool,
    /// The kind of signature, `adbe.pkcs7.detached` and the like; empty when not said.
    pub filter: String,
    /// Who signed, as the file says; empty when not said.
    pub name: String,
}

/// Signatures by their `/ByteRange` (ISO 32000-1, 12.8.1).
pub fn signatures(bytes: &[u8]) -> Vec<Signature> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(place) = find(bytes, b"/ByteRange", at) {
        at = place + 10;
        found.extend(signature(bytes, place));
        if found.len() >= MOST {
            break;
        }
    }
    found.sort_by_key(|signature: &Signature| signature.end);
    found
}

fn signature(bytes: &[u8], place: usize) -> Option<Signature> {
    let rest = bytes.get(place + 10..)?.trim_ascii_start().strip_prefix(b"[")?;
    let close = rest.iter().take(200).position(|byte| *byte == b']')?;
    let text = std::str::from_utf8(rest.get(..close)?).ok()?;
    let numbers: Vec<usize> = text.split_ascii_whitespace().filter_map(|word| word.parse().ok()).collect();
    let &[from, length, second, rest_length] = numbers.as_slice() else { return None };
    let (gap, end) = (from.checked_add(length)?, second.checked_add(rest_length)?);
    if gap > second || end > bytes.len() {
        return None;
    }
    // What is left out is the signature itself: a string of hexadecimal digits.
    let left_out = bytes.get(gap..second)?.trim_ascii();
    let own = left_out.starts_with(b"<")
        && left_out.ends_with(b">")
        && left_out
            .iter()
            .all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b'<' | b'>' | b' ' | b'\r' | b'\n'));
    let object = object_around(bytes, place);
    let name = |key: &[u8]| -> Option<String> {
        let at = find(object, key, 0)? + key.len();
        let value = object.get(at..)?.trim_ascii_start();
        let text = match value.first()? {
            b'/' => {
                value.get(1..)?.split(|b| b.is_ascii_whitespace() || b"/<>[]()".contains(b)).next()?.to_vec()
            }
            b'(' => literal(value.get(1..)?),
            _ => return None,
        };
        Some(super::info::pdf_text(&text))
    };
    Some(Signature {
        end,
        whole: from == 0 && own,
        filter: name(b"/SubFilter").unwrap_or_default(),
        name: name(b"/Name").unwrap_or_default(),
    })
}

/// The bytes of a literal string behind its opening parenthesis (ISO 32000-1, 7.3.4.2), at most 400.
fn literal(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = bytes.iter().copied().take(1600).peekable();
    let mut depth = 0_usize;
    while let Some(byte) = rest.next().filter(|_| out.len() < 400) {
        match byte {
            b'\\' => match rest.next() {
                Some(digit @ b'0'..=b'7') => {
                    let mut code = u32::from(digit - b'0');
                    for _ in 0..2 {
                        let Some(digit) = rest.next_if(|byte| matches!(byte, b'0'..=b'7')) else { break };
                        code = code * 8 + u32::from(digit - b'0');
                    }
                    out.push((code & 0xff) as u8);
                }
                Some(b'n' | b'r' | b't' | b'b' | b'f') => out.push(b' '),
                Some(b'\r' | b'\n') | None => {}
                Some(other) => out.push(other),
            },
            b'(' => {
                depth += 1;
                out.push(byte);
            }
            b')' if depth == 0 => break,
            b')' => {
                depth -= 1;
                out.push(byte);
            }
            _ => out.push(byte),
        }
    }
    out
}

/// The object a place lies in, at most 4 KB to each side and without the signature's digits.
fn object_around(bytes: &[u8], place: usize) -> &[u8] {
    let from = place.saturating_sub(4096);
    let before = bytes.get(from..place).unwrap_or_default();
    let start = from + rfind(before, b" obj").unwrap_or(0);
    let behind = bytes.get(place..bytes.len().min(place.saturating_add(4096))).unwrap_or_default();
    let end = place + find(behind, b"endobj", 0).unwrap_or(behind.len());
    bytes.get(start..end).unwrap_or_default()
}

/// What an appended part of the file is for, by the names it writes: `signature`, `validation`, `annotation`
/// or `other`. It describes only; what changed on the pages is compared apart.
pub fn purpose(appended: &[u8]) -> &'static str {
    let has = |name: &[u8]| find(appended, name, 0).is_some();
    if has(b"/ByteRange") {
        "signature"
    } else if has(b"/DSS") || has(b"/VRI") {
        "validation"
    } else if has(b"/Annot") || has(b"/AcroForm") {
        "annotation"
    } else {
        "other"
    }
}

/// Programs named by XMP, where it lies open in the file: the maker and each step of the history.
pub fn xmp_tools(bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for tag in [b"CreatorTool".as_slice(), b"softwareAgent".as_slice()] {
        let mut at = 0;
        while let Some(place) = find(bytes, tag, at) {
            at = place + tag.len();
            let before = bytes.get(place.saturating_sub(16)..place).unwrap_or_default();
            let closes =
                before.iter().rev().find(|b| !b.is_ascii_alphanumeric() && **b != b':') == Some(&b'/');
            let Some(rest) = bytes.get(at..bytes.len().min(at + 160)) else { break };
            if closes {
                continue;
            }
            let value = match rest.first() {
                Some(b'>') => rest.get(1..).and_then(|rest| rest.split(|b| *b == b'<').next()),
                Some(b'=') => rest.get(2..).and_then(|rest| rest.split(|b| matches!(b, b'"' | b'\'')).next()),
                _ => None,
            };
            let text = shorten(&String::from_utf8_lossy(value.unwrap_or_default()));
            if !text.is_empty() && !found.contains(&text) {
                found.push(text);
            }
            if found.len() >= 8 {
                return found;
            }
        }
    }
    found
}

/// Deepest `[` and `<<` nesting between `obj` and `stream`/`endobj`.
///
/// Parsers recurse over nested arrays and a stack overflow kills the process. This look
/// turns the plain attack into a refusal; what hides in object streams is left to the sealed child.
pub fn deepest_nesting(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest, mut at) = (0_usize, 0, 0);
    while let Some(&byte) = bytes.get(at) {
        let rest = bytes.get(at..).unwrap_or_default();
        match byte {
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            b'<' if rest.starts_with(b"<<") => {
                depth += 1;
                at += 1;
            }
            b'>' if rest.starts_with(b">>") => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            b'e' if rest.starts_with(b"endobj") => {
                depth = 0;
                at += 5;
            }
            b's' if rest.starts_with(b"stream") => {
                depth = 0;
                match find(bytes, b"endstream", at + 6) {
                    Some(end) => at = end + 8,
                    None => break,
                }
            }
            _ => {}
        }
        deepest = deepest.max(depth);
        at += 1;
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(body: &str, from: usize) -> String {
        format!("{body}xref\ntrailer << >>\nstartxref\n{}\n%%EOF\n", from + body.len())
    }

    #[test]
    fn versions_are_cut_where_a_table_is_led_to() {
        let one = version("%PDF-1.4 ", 0);
        assert_eq!(versions(one.as_bytes()), [one.len()]);
        let two = format!("{one}{}", version("more ", one.len()));
        assert_eq!(versions(two.as_bytes()), [one.len(), two.len()]);
        assert_eq!(versions(b"%PDF-1.4 x startxref\n3\n%%EOF"), [0_usize; 0]);
    }

    #[test]
    fn an_attached_file_and_a_linearised_head_end_no_version() {
        let inner = version("%PDF-1.4 attached ", 0);
        let outer = version(&format!("%PDF-1.4 some words before it {inner}"), 0);
        assert_eq!(versions(outer.as_bytes()), [outer.len()]);
        let head = version("%PDF-1.4 /Linearized 1 ", 0);
        let linear = format!("{head}{}", version("rest ", head.len()));
        assert_eq!(versions(linear.as_bytes()), [linear.len()]);
    }

    #[test]
    fn data_behind_the_end_is_counted() {
        assert_eq!(trailing(b"x %%EOF\nhidden"), 7);
        assert_eq!(trailing(b"x %%EOF\r\n\0"), 0);
    }

    #[test]
    fn a_signature_tells_what_it_covers() {
        let body = "1 0 obj << /SubFilter /adbe.pkcs7.detached /Name (Lin Yi) /Contents <00ff>/ByteRange [0 70 76 AAA] >> endobj";
        let gap = body.find("<00ff>").expect("gap");
        let text = body.replace("0 70 76 AAA", &format!("0 {gap} {} {}", gap + 6, 20));
        let found = signatures(text.as_bytes());
        assert_eq!(found.len(), 1);
        assert!(found[0].whole && found[0].end == gap + 26);
        assert_eq!((found[0].filter.as_str(), found[0].name.as_str()), ("adbe.pkcs7.detached", "Lin Yi"));
        assert!(signatures(b"/ByteRange [0 10 5 2]").is_empty());
        assert!(signatures(b"/ByteRange [0 1 18446744073709551615 9]").is_empty());
    }

    #[test]
    fn names_of_signers_are_unescaped() {
        assert_eq!(literal(b"Lin (Yi\\) x) y) /M"), b"Lin (Yi) x) y");
        let wide = literal(b"\\376\\377\\147\\227\\116\\000) /Reason (z)");
        assert_eq!(super::super::info::pdf_text(&wide), "林一");
        assert_eq!(literal(b"never ends"), b"never ends");
    }

    #[test]
    fn nesting_is_measured_outside_streams() {
        assert_eq!(deepest_nesting(b"1 0 obj << /A [ [ 1 ] ] >> endobj"), 3);
        assert_eq!(deepest_nesting(b"1 0 obj << >> stream\n[[[[[[\nendstream endobj"), 1);
        assert_eq!(deepest_nesting(&[b'['; 500]), 500);
    }

    #[test]
    fn programs_are_named_by_open_metadata() {
        let text = b"<xmp:CreatorTool>Adobe Photoshop 25</xmp:CreatorTool> stEvt:softwareAgent=\"Paint 3\"";
        assert_eq!(xmp_tools(text), ["Adobe Photoshop 25", "Paint 3"]);
    }
}
