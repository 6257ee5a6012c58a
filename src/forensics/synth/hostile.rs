//! Malformed files and bombs, deterministic by seed. The picture kinds may be examined in
//! process; PDFs marked [`Hostile::needs_child`] overflow stacks or memory and belong into the
//! sealed child only.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::{LastSave, Random, case};

/// A file that must be refused or survived.
#[derive(Debug, Clone)]
pub struct Hostile {
    /// What it is.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// Whether it may only be opened in the sealed child.
    pub needs_child: bool,
}

fn hostile(name: impl Into<String>, bytes: Vec<u8>, needs_child: bool) -> Hostile {
    Hostile { name: name.into(), bytes, needs_child }
}

/// All hostile files of a seed.
#[must_use]
pub fn all(seed: u64) -> Vec<Hostile> {
    let mut random = Random::new(seed);
    let mut files = vec![
        hostile("empty", Vec::new(), false),
        hostile("one byte", vec![0xff], false),
        hostile("wrong magic", b"PK\x03\x04 not a picture at all".to_vec(), false),
        hostile("magic only, JPEG", b"\xff\xd8\xff".to_vec(), false),
        hostile("magic only, PNG", b"\x89PNG\r\n\x1a\n".to_vec(), false),
        hostile("magic only, WebP", b"RIFF\xff\xff\xff\xffWEBPVP8L".to_vec(), false),
        hostile("magic only, BMP", [b"BM".as_slice(), &[0xff; 60]].concat(), false),
        hostile("huge PNG", huge_png(60_000, 60_000), false),
        hostile("wide PNG", huge_png(u32::MAX >> 1, 1), false),
        hostile("PNG bomb", png_bomb(6000, 6000), false),
        hostile("huge JPEG", huge_jpeg(), false),
        hostile("GIF with many frames", gif_frames(20_000), false),
        hostile("huge GIF", gif_header(65_535, 65_535), false),
        hostile("PDF header only", b"%PDF-1.7\n".to_vec(), false),
        hostile("PDF nested arrays", nested_pdf(200_000), false),
        hostile("PDF nested arrays in an object stream", nested_object_stream(200_000), true),
        hostile("PDF Flate bomb", flate_bomb(3), true),
        hostile("PDF page tree loop", page_loop(), true),
    ];
    for (index, save) in [LastSave::Jpeg(80), LastSave::Png].into_iter().enumerate() {
        let Ok(case) = case(seed ^ index as u64, None, save) else { continue };
        let mut step =
            |name: &str, bytes: Vec<u8>| files.push(hostile(format!("{name} {save:?}"), bytes, false));
        for part in [1, 3, 5] {
            step(&format!("cut at {part}/6"), case.bytes[..case.bytes.len() * part / 6].to_vec());
        }
        for round in 0..4 {
            let mut bytes = case.bytes.clone();
            for _ in 0..=round * 8 {
                let place = random.below(bytes.len());
                bytes[place] ^= 1 << random.below(8);
            }
            step(&format!("bit flips {round}"), bytes);
        }
        let mut header = case.bytes.clone();
        for place in 2..60.min(header.len()) {
            header[place] = header[place].wrapping_add((random.next_u64() >> 60) as u8);
        }
        step("shaken header", header);
    }
    files
}

fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut out = u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes().to_vec();
    out.extend_from_slice(&kind);
    out.extend_from_slice(data);
    let mut crc = flate2::Crc::new();
    crc.update(&kind);
    crc.update(data);
    out.extend_from_slice(&crc.sum().to_be_bytes());
    out
}

fn png(width: u32, height: u32, data: &[u8]) -> Vec<u8> {
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend_from_slice(&[8, 2, 0, 0, 0]);
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(*b"IHDR", &header), chunk(*b"IDAT", data), chunk(*b"IEND", &[])]
        .concat()
}

fn huge_png(width: u32, height: u32) -> Vec<u8> {
    png(width, height, &deflated(1 << 16))
}

/// Within the side limit, small on disk, large in memory.
fn png_bomb(width: u32, height: u32) -> Vec<u8> {
    png(width, height, &deflated(height as usize * (width as usize * 3 + 1)))
}

fn deflated(zeros: usize) -> Vec<u8> {
    // Zeros pack about a thousandfold at any level; the fast one keeps the tests fast.
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    let block = [0_u8; 8192];
    let mut left = zeros;
    while left > 0 {
        let part = left.min(block.len());
        if encoder.write_all(&block[..part]).is_err() {
            break;
        }
        left -= part;
    }
    encoder.finish().unwrap_or_default()
}

/// A JPEG whose frame header claims 65,500 × 65,500.
fn huge_jpeg() -> Vec<u8> {
    let Ok(case) = case(1, None, LastSave::Jpeg(80)) else { return Vec::new() };
    let mut bytes = case.bytes;
    if let Some(at) = bytes.windows(2).position(|pair| pair == [0xff, 0xc0]) {
        bytes[at + 5..at + 9].copy_from_slice(&[0xff, 0xdc, 0xff, 0xdc]);
    }
    bytes
}

fn gif_header(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = b"GIF89a".to_vec();
    bytes.extend_from_slice(&width.to_le_bytes());
    bytes.extend_from_slice(&height.to_le_bytes());
    bytes.extend_from_slice(&[0x80, 0, 0, 0, 0, 0, 255, 255, 255]);
    bytes
}

fn gif_frames(count: usize) -> Vec<u8> {
    let mut bytes = gif_header(32, 32);
    for _ in 0..count {
        bytes.extend_from_slice(&[0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 0x01, 0]);
    }
    bytes.push(0x3b);
    bytes
}

/// Assembles numbered objects into a PDF with a right cross-reference table.
#[must_use]
pub fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(objects) {
        offsets.push(out.len());
        out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let start = out.len();
    out.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
    for offset in offsets {
        out.extend_from_slice(format!("{offset:010} 00000 n \n").as_bytes());
    }
    let size = objects.len() + 1;
    out.extend_from_slice(
        format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").as_bytes(),
    );
    out
}

/// A small honest PDF: one page with a line of text per entry.
#[must_use]
pub fn honest_pdf(lines: &[&str], pages: usize) -> Vec<u8> {
    let mut content = String::from("BT /F1 14 Tf 60 340 Td 18 TL\n");
    for line in lines {
        let safe: String =
            line.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | ':')).collect();
        content.extend(["(", &safe, ") Tj T*\n"]);
    }
    content.push_str("ET");
    let kids: Vec<String> = (0..pages).map(|page| format!("{} 0 R", 5 + page)).collect();
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Count {pages} /Kids [{}] >>", kids.join(" ")).into_bytes(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_vec(),
        stream("", content.as_bytes()),
    ];
    for _ in 0..pages {
        objects.push(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
                .to_vec(),
        );
    }
    pdf(&objects)
}

fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<< /Length {} {entries} >>\nstream\n", data.len()).into_bytes();
    out.extend_from_slice(data);
    out.extend_from_slice(b"\nendstream");
    out
}

fn page_objects(contents: Vec<u8>) -> Vec<Vec<u8>> {
    vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>".to_vec(),
        contents,
    ]
}

fn nested_pdf(depth: usize) -> Vec<u8> {
    let mut objects = page_objects(stream("", b""));
    let mut nested = vec![b'['; depth];
    nested.extend(vec![b']'; depth]);
    objects.push(nested);
    pdf(&objects)
}

/// The same nesting where a scan of the plain bytes cannot see it: in the page's own contents.
fn nested_object_stream(depth: usize) -> Vec<u8> {
    let mut nested = vec![b'['; depth];
    nested.extend_from_slice(b" TJ");
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let data = encoder.write_all(&nested).and_then(|()| encoder.finish()).unwrap_or_default();
    pdf(&page_objects(stream("/Filter /FlateDecode", &data)))
}

/// Zeros packed again and again: each layer unpacks about a thousandfold.
fn flate_bomb(layers: usize) -> Vec<u8> {
    let mut data = deflated(16 << 20);
    for _ in 1..layers {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        // Repeating the inner layer makes the outer one worth packing.
        for _ in 0..64 {
            if encoder.write_all(&data).is_err() {
                break;
            }
        }
        data = encoder.finish().unwrap_or_default();
    }
    let filters = vec!["/FlateDecode"; layers].join(" ");
    pdf(&page_objects(stream(&format!("/Filter [{filters}]"), &data)))
}

/// A page tree that is its own child.
fn page_loop() -> Vec<u8> {
    pdf(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 1 /Kids [2 0 R 2 0 R] /Parent 2 0 R >>".to_vec(),
    ])
}
