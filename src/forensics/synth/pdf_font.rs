//! A TrueType font of plain bars, enough for a PDF to embed: the printable ASCII characters, each half as
//! wide as high. Tables after Apple's TrueType Reference Manual, chapter 6.

/// Glyphs: the missing one and the printable ASCII characters.
const GLYPHS: u16 = 96;

/// The glyph of a character.
#[must_use]
pub fn glyph(c: char) -> u16 {
    match c {
        ' '..='~' => c as u16 - 0x1f,
        _ => 0,
    }
}

/// Which character each glyph stands for.
pub const TO_UNICODE: &str = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n\
    /CMapName /Shifu def /CMapType 2 def\n\
    1 begincodespacerange <0000> <ffff> endcodespacerange\n\
    1 beginbfrange <0001> <005f> <0020> endbfrange\n\
    endcmap end end\n";

/// The font; variants differ in the thickness of their bars.
#[must_use]
pub fn font(variant: u16) -> Vec<u8> {
    let mut glyf: Vec<u8> = Vec::new();
    let mut loca: Vec<u8> = Vec::new();
    for glyph in 0..GLYPHS {
        loca.extend_from_slice(&u32::try_from(glyf.len()).unwrap_or(0).to_be_bytes());
        // The space has no outline.
        if glyph != glyph_of_space() {
            glyf.extend_from_slice(&bar(glyph, variant));
        }
    }
    loca.extend_from_slice(&u32::try_from(glyf.len()).unwrap_or(0).to_be_bytes());
    let words = |words: &[u16]| -> Vec<u8> { words.iter().flat_map(|word| word.to_be_bytes()).collect() };
    let mut head = words(&[1, 0, 1, 0, 0, 0, 0x5f0f, 0x3cf5, 0, 1000]);
    head.extend_from_slice(&[0; 16]);
    // Bounds, style, smallest size, direction, long offsets, glyph format.
    head.extend_from_slice(&words(&[0, 0xff38, 500, 900, 0, 8, 2, 1, 0]));
    let hhea = words(&[1, 0, 800, 0xff38, 0, 500, 0, 0, 500, 1, 0, 0, 0, 0, 0, 0, 0, GLYPHS]);
    let maxp = words(&[1, 0, GLYPHS, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    let hmtx: Vec<u8> = (0..GLYPHS).flat_map(|_| words(&[500, 0])).collect();
    assemble(&[
        (*b"glyf", glyf),
        (*b"head", head),
        (*b"hhea", hhea),
        (*b"hmtx", hmtx),
        (*b"loca", loca),
        (*b"maxp", maxp),
    ])
}

fn glyph_of_space() -> u16 {
    glyph(' ')
}

/// One bar whose height tells the character and whose width tells the variant.
fn bar(glyph: u16, variant: u16) -> Vec<u8> {
    let (left, right) = (60_u16, 300 + (variant % 20) * 6);
    let top = 200 + glyph * 5;
    let mut out: Vec<u8> = Vec::new();
    for word in [1, left, 0, right, top, 3, 0] {
        out.extend_from_slice(&word.to_be_bytes());
    }
    // Four points on the curve, positions in whole words: each the difference to the one before.
    out.extend_from_slice(&[1, 1, 1, 1]);
    let minus = |value: u16| 0_u16.wrapping_sub(value);
    for x in [left, right - left, 0, minus(right - left)] {
        out.extend_from_slice(&x.to_be_bytes());
    }
    for y in [0, 0, top, 0] {
        out.extend_from_slice(&y.to_be_bytes());
    }
    while !out.len().is_multiple_of(4) {
        out.push(0);
    }
    out
}

fn assemble(tables: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let count = u16::try_from(tables.len()).unwrap_or(0);
    let mut out: Vec<u8> = vec![0, 1, 0, 0];
    for word in [count, 64, 2, count * 16 - 64] {
        out.extend_from_slice(&word.to_be_bytes());
    }
    let mut offset = 12 + tables.len() * 16;
    for (tag, data) in tables {
        out.extend_from_slice(tag);
        // Readers of embedded fonts do not check sums.
        for number in [0, offset, data.len()] {
            out.extend_from_slice(&u32::try_from(number).unwrap_or(0).to_be_bytes());
        }
        offset += data.len().next_multiple_of(4);
    }
    for (_, data) in tables {
        out.extend_from_slice(data);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    out
}
