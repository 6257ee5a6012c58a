//! What may come in: kinds of files, their names, how much of them. Nothing here decodes anything.

use chrono::Duration;

/// Documents of one case, and so files of one upload, with a script or without; pages are numbered
/// `position × 100 + page`, so this stays below 100.
pub const MAX_DOCUMENTS: usize = 30;
/// Files one person may hand in within [`QUOTA_PERIOD`].
pub const QUOTA_FILES: i64 = 300;
/// Bytes one person may hand in within [`QUOTA_PERIOD`].
pub const QUOTA_BYTES: i64 = 1 << 30;
/// Files of one person that may wait for the examination at once.
pub const QUOTA_WAITING: i64 = 60;
/// The period of the quota.
pub const QUOTA_PERIOD: Duration = Duration::hours(24);
/// Longest file name kept, in characters.
const MAX_NAME: usize = 60;

/// Kinds of files that are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// PDF.
    Pdf,
}

impl FileKind {
    /// The stable name in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Pdf => "pdf",
        }
    }

    /// The kind with this stable name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Jpeg, Self::Png, Self::Pdf].into_iter().find(|kind| kind.code() == code)
    }

    /// The media type under which an original is handed out.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
        }
    }

    fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "jpg" | "jpeg" | "jpe" | "jfif" => Some(Self::Jpeg),
            "png" => Some(Self::Png),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }

    fn of_declared(declared: &str) -> Option<Self> {
        let kind = declared.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match kind.as_str() {
            "image/jpeg" | "image/jpg" | "image/pjpeg" => Some(Self::Jpeg),
            "image/png" | "image/x-png" => Some(Self::Png),
            "application/pdf" | "application/x-pdf" => Some(Self::Pdf),
            _ => None,
        }
    }

    fn of_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\xff\xd8\xff") {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if bytes.starts_with(b"%PDF-") {
            Some(Self::Pdf)
        } else {
            None
        }
    }
}

/// The kind on which name, declared type and first bytes agree (ASVS 5.2.2).
///
/// # Errors
/// The key of the refusal: empty, of another kind, or contradicting itself.
pub fn kind_of(name: &str, declared: Option<&str>, bytes: &[u8]) -> Result<FileKind, &'static str> {
    if bytes.is_empty() {
        return Err("upload-empty");
    }
    let Some(by_name) = FileKind::of_name(name) else { return Err("upload-not-supported") };
    let by_type = declared.and_then(FileKind::of_declared);
    match (by_type, FileKind::of_bytes(bytes)) {
        (Some(by_type), Some(by_bytes)) if by_type == by_name && by_bytes == by_name => Ok(by_name),
        _ => Err("upload-type-differs"),
    }
}

/// Characters nobody sees; the marks that turn the direction of text could dress one ending up as another.
fn invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A file's name as it is kept and shown: the last part of a path, without control characters, cut, and
/// with long numbers hidden but for their last two digits, since names often hold identity numbers.
#[must_use]
pub fn shown_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: Vec<char> = last.chars().filter(|c| !invisible(*c)).collect();
    let mut out: Vec<char> = Vec::new();
    let mut at = 0;
    while at < clean.len() {
        let run = clean[at..].iter().take_while(|c| c.is_ascii_digit()).count();
        if run >= 6 {
            out.extend(std::iter::repeat_n('*', run - 2));
            out.extend(&clean[at + run - 2..at + run]);
        } else {
            out.extend(&clean[at..at + run.max(1)]);
        }
        at += run.max(1);
    }
    if out.len() > MAX_NAME {
        let tail = out.split_off(out.len() - 12);
        out.truncate(MAX_NAME - 13);
        out.push('\u{2026}');
        out.extend(tail);
    }
    let text = out.into_iter().collect::<String>().trim().to_owned();
    if text.is_empty() { "-".to_owned() } else { text }
}

/// What one person has handed in lately.
#[derive(Debug, Clone, Copy, Default)]
pub struct Usage {
    /// Files within the period.
    pub files: i64,
    /// Their bytes.
    pub bytes: i64,
    /// Files still waiting for their examination.
    pub waiting: i64,
}

impl Usage {
    /// Whether one more file of `bytes` is taken.
    ///
    /// # Errors
    /// The key of the refusal.
    pub fn allows(self, bytes: usize) -> Result<(), &'static str> {
        let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
        if self.waiting >= QUOTA_WAITING {
            Err("upload-waiting")
        } else if self.files >= QUOTA_FILES || self.bytes.saturating_add(bytes) > QUOTA_BYTES {
            Err("upload-quota")
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
#[expect(clippy::non_ascii_literal, reason = "names as people give them")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n0000";

    #[test]
    fn name_type_and_bytes_must_agree() {
        assert_eq!(kind_of("合同.PNG", Some("image/png"), PNG), Ok(FileKind::Png));
        assert_eq!(kind_of("a.pdf", Some("application/pdf; x=1"), b"%PDF-1.7"), Ok(FileKind::Pdf));
        assert_eq!(kind_of("a.jpg", Some("image/jpeg"), PNG), Err("upload-type-differs"));
        assert_eq!(kind_of("a.png", Some("image/jpeg"), PNG), Err("upload-type-differs"));
        assert_eq!(kind_of("a.png", None, PNG), Err("upload-type-differs"));
        assert_eq!(kind_of("a.png", Some("image/png"), b""), Err("upload-empty"));
        for name in ["a.docx", "a", "a.png.exe", "png", ""] {
            assert_eq!(kind_of(name, Some("image/png"), PNG), Err("upload-not-supported"), "{name}");
        }
    }

    #[test]
    fn names_lose_paths_numbers_and_tricks() {
        assert_eq!(shown_name("C:\\x\\合同 11010519491231002X.jpg"), "合同 ***************02X.jpg");
        assert_eq!(shown_name("../../etc/passwd"), "passwd");
        assert_eq!(shown_name("a\u{202e}gpj.exe\n"), "agpj.exe");
        assert_eq!(shown_name("  "), "-");
        assert_eq!(shown_name("2026-11.pdf"), "2026-11.pdf");
    }

    #[test]
    fn quotas_hold() {
        assert!(Usage::default().allows(1).is_ok());
        assert_eq!(Usage { waiting: QUOTA_WAITING, ..Usage::default() }.allows(1), Err("upload-waiting"));
        assert_eq!(Usage { files: QUOTA_FILES, ..Usage::default() }.allows(1), Err("upload-quota"));
        assert_eq!(Usage { bytes: QUOTA_BYTES, ..Usage::default() }.allows(1), Err("upload-quota"));
    }

    proptest! {
        #[test]
        fn any_name_is_short_and_plain(name in ".{0,200}") {
            let shown = shown_name(&name);
            prop_assert!(!shown.is_empty() && shown.chars().count() <= MAX_NAME);
            prop_assert!(!shown.contains(['/', '\\']) && !shown.chars().any(char::is_control));
            let run = shown.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0);
            prop_assert!(run < 8, "{}", shown);
        }
    }
}
