//! What the sealed child is lent for an examination: the networks of the reader, a Chinese font, the day.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use chrono::Datelike;

use crate::forensics::input::FallbackFont;
use crate::forensics::logic::id_number::Day;
use crate::forensics::reading::Models;
use crate::forensics::{Calibration, Request};
use crate::platform::models::ReaderFiles;

/// Where Debian keeps Chinese fonts, and which font of the file is the Simplified one.
const FONTS: &[(&str, u32)] = &[
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
];

/// A request for the examination of a file, with the networks there are; the day is the machine's own.
#[must_use]
pub fn request<'a>(file: &'a [u8], files: Option<&ReaderFiles>, today: chrono::NaiveDate) -> Request<'a> {
    let models = |files: &ReaderFiles| Models {
        detector: Arc::clone(&files.lines),
        recogniser: Arc::clone(&files.characters),
    };
    Request {
        file,
        calibration: Calibration::default(),
        today: day(today),
        models: files.map(models),
        font: font_for(file),
    }
}

/// A Chinese font of this system, for PDFs: they may name one and not carry it.
fn font_for(file: &[u8]) -> Option<FallbackFont> {
    static FONT: OnceLock<Option<FallbackFont>> = OnceLock::new();
    let start = &file[..file.len().min(1024)];
    if !start.windows(5).any(|window| window == b"%PDF-") {
        return None;
    }
    FONT.get_or_init(|| {
        FONTS.iter().find_map(|&(path, index)| {
            let bytes = std::fs::read(Path::new(path)).ok()?;
            Some(FallbackFont { bytes: Arc::new(bytes), index })
        })
    })
    .clone()
}

/// A day, as the checks count them.
pub(super) fn day(day: chrono::NaiveDate) -> Day {
    Day { year: u32::try_from(day.year()).unwrap_or(0), month: day.month(), day: day.day() }
}
