//! The styles of a document: which of them are headings, contents or numbered.

use std::collections::HashMap;

use super::xml::{Step, walk};
use crate::platform::documents::{Limits, Refused};

/// What a paragraph's properties say; a field left out is taken from the style it is based on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Properties {
    /// Outline level from 0; 9 is running text.
    pub outline: Option<u8>,
    /// List of the numbering part; 0 takes the number away.
    pub list: Option<u32>,
    /// Level in the list from 0.
    pub level: Option<usize>,
}

#[derive(Debug, Clone, Default)]
struct Style {
    name: String,
    based_on: String,
    properties: Properties,
    hidden: bool,
}

/// The styles by their ids.
#[derive(Debug, Clone, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    default: String,
}

/// Longest chain of styles based on styles.
const CHAIN: usize = 16;

impl Styles {
    fn chain<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Style> {
        let id = if id.is_empty() { self.default.as_str() } else { id };
        let first = self.styles.get(id);
        std::iter::successors(first, |style| self.styles.get(&style.based_on)).take(CHAIN)
    }

    /// The properties a style gives, with those of the styles it is based on.
    pub(super) fn properties(&self, id: &str) -> Properties {
        let mut out = Properties::default();
        for style in self.chain(id) {
            out.outline = out.outline.or(style.properties.outline);
            out.list = out.list.or(style.properties.list);
            out.level = out.level.or(style.properties.level);
        }
        out
    }

    /// The level of a heading, from 1, by the name of the style.
    pub(super) fn heading(&self, id: &str) -> Option<u8> {
        self.chain(id).find_map(|style| {
            let name = style.name.to_ascii_lowercase();
            if name == "title" {
                return Some(1);
            }
            name.strip_prefix("heading ")?.trim().parse().ok().filter(|level| (1..=9).contains(level))
        })
    }

    /// Whether it is a style of a table of contents.
    pub(super) fn contents(&self, id: &str) -> bool {
        self.chain(id).any(|style| style.name.to_ascii_lowercase().starts_with("toc "))
    }

    /// Whether text of this style is not shown.
    pub(super) fn hidden(&self, id: &str) -> bool {
        !id.is_empty() && self.chain(id).any(|style| style.hidden)
    }
}

/// Reads the part with the styles.
pub(super) fn read(text: &str, limits: &Limits) -> Result<Styles, Refused> {
    let mut styles = Styles::default();
    let mut open: Option<(String, Style)> = None;
    walk(text, limits, |step| {
        match step {
            Step::Open(element) if element.name == "style" => {
                let id = element.get("styleId").unwrap_or_default();
                let paragraph = element.get("type").as_deref() == Some("paragraph");
                if paragraph && element.get("default").is_some_and(|value| value != "0") {
                    styles.default.clone_from(&id);
                }
                open = Some((id, Style::default()));
            }
            Step::Open(element) => {
                if let Some((_, style)) = &mut open {
                    match element.name {
                        "name" => style.name = element.val(),
                        "basedOn" => style.based_on = element.val(),
                        "outlineLvl" => style.properties.outline = element.val().parse().ok(),
                        "numId" => style.properties.list = element.val().parse().ok(),
                        "ilvl" => style.properties.level = element.val().parse().ok(),
                        "vanish" => style.hidden = element.on(),
                        _ => {}
                    }
                }
            }
            Step::Close("style") => {
                if let Some((id, style)) = open.take() {
                    styles.styles.insert(id, style);
                }
            }
            Step::Close(_) | Step::Words(_) => {}
        }
        Ok(())
    })?;
    Ok(styles)
}
