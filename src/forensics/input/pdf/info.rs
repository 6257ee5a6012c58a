//! The information dictionary: who made the file, and when it was made and changed.

use std::collections::BTreeMap;

use hayro::hayro_syntax::metadata::Metadata;
use hayro::hayro_syntax::object::DateTime;

use super::super::{Facts, shorten};

/// Text strings of the information dictionary are UTF-16 with a mark, UTF-8 with a mark, else nearly Latin-1.
pub fn pdf_text(bytes: &[u8]) -> String {
    let text = if let Some(wide) = bytes.strip_prefix(b"\xfe\xff") {
        let units = wide.chunks_exact(2).map(|pair| {
            let [high, low] = pair else { return 0 };
            u16::from_be_bytes([*high, *low])
        });
        char::decode_utf16(units).map(|unit| unit.unwrap_or('?')).collect()
    } else if let Some(utf) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        String::from_utf8_lossy(utf).into_owned()
    } else {
        bytes.iter().map(|&byte| char::from(byte)).collect::<String>()
    };
    shorten(&text)
}

/// Enters what the dictionary says into the facts.
pub fn enter(metadata: &Metadata, tools: Vec<String>, facts: &mut Facts) {
    for (key, value) in [("producer", &metadata.producer), ("creator", &metadata.creator)] {
        if let Some(text) = value.as_deref().map(pdf_text).filter(|text| !text.is_empty()) {
            facts.software.push(text.clone());
            facts.shown.insert(key.to_owned(), text);
        }
    }
    for tool in tools {
        if !facts.software.contains(&tool) {
            facts.software.push(tool);
        }
    }
    dates(metadata.creation_date, metadata.modification_date, &mut facts.shown, &mut facts.changed_after);
}

fn dates(
    created: Option<DateTime>,
    modified: Option<DateTime>,
    shown: &mut BTreeMap<String, String>,
    changed_after: &mut Option<i64>,
) {
    for (key, date) in [("created", created), ("modified", modified)] {
        if let Some(date) = date {
            shown.insert(key.to_owned(), written(&date));
        }
    }
    if let (Some(created), Some(modified)) = (created, modified) {
        *changed_after = Some(minutes(&modified) - minutes(&created));
    }
}

fn written(date: &DateTime) -> String {
    format!("{:04}-{:02}-{:02} {:02}:{:02}", date.year, date.month, date.day, date.hour, date.minute)
}

/// Minutes since the year 0 in universal time (days from the civil calendar after Howard Hinnant, 2013).
fn minutes(date: &DateTime) -> i64 {
    let (year, month, day) = (i64::from(date.year), i64::from(date.month), i64::from(date.day));
    let year = if month <= 2 { year - 1 } else { year };
    let (era, month) = (year.div_euclid(400), (month + 9) % 12);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * month + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    let offset = i64::from(date.utc_offset_hour) * 60
        + i64::from(date.utc_offset_minute) * if date.utc_offset_hour < 0 { -1 } else { 1 };
    days * 1440 + i64::from(date.hour) * 60 + i64::from(date.minute) - offset
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: u16, month: u8, day: u8, hour: u8, offset: i8) -> DateTime {
        DateTime {
            year,
            month,
            day,
            hour,
            minute: 30,
            second: 0,
            utc_offset_hour: offset,
            utc_offset_minute: 0,
        }
    }

    #[test]
    fn wide_strings_are_read() {
        assert_eq!(pdf_text(b"\xfe\xff\0A\0b"), "Ab");
        assert_eq!(pdf_text(b"\xef\xbb\xbf\xe6\xb5\xa6"), "浦");
        assert_eq!(pdf_text(b"Writer 2"), "Writer 2");
    }

    #[test]
    fn time_between_two_dates_knows_months_leap_days_and_zones() {
        let between = |a: DateTime, b: DateTime| minutes(&b) - minutes(&a);
        assert_eq!(between(date(2024, 2, 28, 12, 8), date(2024, 3, 1, 12, 8)), 2 * 1440);
        assert_eq!(between(date(2025, 12, 31, 23, 8), date(2026, 1, 1, 0, 8)), 60);
        assert_eq!(between(date(2026, 5, 1, 10, 8), date(2026, 5, 1, 2, 0)), 0);
    }
}
