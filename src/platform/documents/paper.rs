//! What a document is once it is read, what it may cost, and why it may not be.

use serde::{Deserialize, Serialize};

/// What a file may cost. Checked before the costly step, not after it.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Largest file, bytes.
    pub bytes: usize,
    /// Most entries of an office archive.
    pub entries: usize,
    /// Largest part of an archive once unpacked, bytes.
    pub unpacked: u64,
    /// Most unpacked bytes for one packed byte, over a whole part of more than a megabyte.
    pub ratio: u64,
    /// Deepest nesting of elements.
    pub depth: usize,
    /// Most paragraphs.
    pub paragraphs: usize,
    /// Most characters of text.
    pub characters: usize,
    /// Most pages.
    pub pages: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 20 << 20,
            entries: 2_000,
            unpacked: 64 << 20,
            ratio: 200,
            depth: 256,
            paragraphs: 20_000,
            characters: 2_000_000,
            pages: 500,
        }
    }
}

/// What a file turned out to be, by its first bytes and never by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Text without marks.
    Text,
    /// Text with Markdown headings.
    Markdown,
    /// A page of the web.
    Html,
    /// A word processor's document (Office Open XML).
    Docx,
    /// A page description with a text layer.
    Pdf,
}

impl Kind {
    /// The word in the database, in message keys and in the API.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Pdf => "pdf",
        }
    }

    /// Whether a file of this kind may carry this name. An unknown ending contradicts nothing.
    #[must_use]
    pub fn fits(self, name: &str) -> bool {
        let ending = name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase());
        match ending.as_str() {
            "docx" | "docm" | "dotx" => self == Self::Docx,
            "pdf" => self == Self::Pdf,
            "htm" | "html" | "xhtml" => self == Self::Html,
            "txt" | "md" | "markdown" => matches!(self, Self::Text | Self::Markdown),
            "doc" | "wps" | "rtf" | "odt" => false,
            _ => true,
        }
    }
}

/// Where something stands in the file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Page from 1; 0 where the format knows none.
    pub page: u32,
    /// Paragraph of the result that it stands in or before, from 1.
    pub paragraph: u32,
}

/// How a paragraph looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Look {
    /// Running text.
    Body,
    /// A heading of a level from 1, by its style, its tag or its size.
    Heading(u8),
    /// A row of a table, its cells side by side.
    Row,
}

/// A paragraph as a person reads it: printed numbers included, on one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Its text, without line breaks, never blank.
    pub text: String,
    /// How it looked.
    pub look: Look,
    /// Page from 1; 0 where the format knows none.
    pub page: u32,
}

/// What is not taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// A picture or drawing.
    Picture,
    /// A footnote or endnote, with its text.
    Footnote,
    /// A reviewer's comment, with its text.
    Comment,
    /// Text deleted or moved away with tracked changes, with its text.
    Deleted,
    /// Text added with tracked changes. It is taken over and only named.
    Inserted,
    /// A table of contents.
    Contents,
    /// A running head or foot, or a page number.
    RunningHead,
    /// Hidden text, with its text.
    Hidden,
    /// A script or a macro.
    Script,
    /// A form field or button.
    Form,
    /// Menus and side bars of a web page, with their text.
    Navigation,
    /// A file or object inside the document.
    Embedded,
    /// Characters the file does not say how to read.
    Unreadable,
}

impl What {
    /// The word in message keys.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Picture => "picture",
            Self::Footnote => "footnote",
            Self::Comment => "comment",
            Self::Deleted => "deleted",
            Self::Inserted => "inserted",
            Self::Contents => "contents",
            Self::RunningHead => "running-head",
            Self::Hidden => "hidden",
            Self::Script => "script",
            Self::Form => "form",
            Self::Navigation => "navigation",
            Self::Embedded => "embedded",
            Self::Unreadable => "unreadable",
        }
    }
}

/// Something that was not taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// What it is.
    pub what: What,
    /// Where it stood.
    pub place: Place,
    /// Its text, shortened; empty when it has none.
    pub text: String,
}

/// A document as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// What the file is.
    pub kind: Kind,
    /// How its characters were encoded, by the name of the Encoding Standard; empty where the format settles it.
    pub charset: String,
    /// Its paragraphs in order.
    pub paragraphs: Vec<Paragraph>,
    /// What was not taken over, in order.
    pub left_out: Vec<LeftOut>,
    /// How many more things were left out than are listed.
    pub left_out_more: u32,
}

/// Why a file was not read. The person who sent it can do something about each of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// Longer than [`Limits::bytes`].
    #[error("the file is larger than allowed")]
    TooLarge,
    /// No bytes, or nothing but blanks.
    #[error("the file is empty")]
    Empty,
    /// None of the kinds that are read.
    #[error("the file is of a kind that is not read")]
    NotSupported,
    /// The older binary format of a word processor.
    #[error("the file is in the old binary format")]
    OldFormat,
    /// It breaks off or contradicts its own format.
    #[error("the file is damaged")]
    Damaged,
    /// It asks for a password.
    #[error("the file is encrypted")]
    Encrypted,
    /// Pictures of pages without text.
    #[error("the pages hold no text, only pictures")]
    NoText,
    /// Most characters cannot be told.
    #[error("the file does not say which characters it shows")]
    NoCharacters,
    /// No known encoding fits its bytes.
    #[error("the encoding of the text is not known")]
    Charset,
    /// A small file that unpacks to very much: too many parts, too large, too many paragraphs or pages.
    #[error("the file unpacks to more than allowed")]
    Bomb,
    /// It declares entities of its own, which only serve attacks.
    #[error("the file declares entities")]
    Entity,
    /// Its archive names paths outside itself, or one name twice.
    #[error("the archive holds a path that leads out of it")]
    Path,
    /// Elements nested deeper than any honest writer nests them.
    #[error("the file is nested too deeply")]
    TooDeep,
}

impl Refused {
    /// Every refusal.
    pub const ALL: [Self; 13] = [
        Self::TooLarge,
        Self::Empty,
        Self::NotSupported,
        Self::OldFormat,
        Self::Damaged,
        Self::Encrypted,
        Self::NoText,
        Self::NoCharacters,
        Self::Charset,
        Self::Bomb,
        Self::Entity,
        Self::Path,
        Self::TooDeep,
    ];

    /// The stable code, which is also the key of the sentence that tells the sender.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "document-too-large",
            Self::Empty => "document-empty",
            Self::NotSupported => "document-not-supported",
            Self::OldFormat => "document-old-format",
            Self::Damaged => "document-damaged",
            Self::Encrypted => "document-encrypted",
            Self::NoText => "document-no-text",
            Self::NoCharacters => "document-no-characters",
            Self::Charset => "document-charset",
            Self::Bomb => "document-bomb",
            Self::Entity => "document-entity",
            Self::Path => "document-path",
            Self::TooDeep => "document-too-deep",
        }
    }
}
