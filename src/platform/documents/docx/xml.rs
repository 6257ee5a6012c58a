//! A walk over the events of an XML part, with its limits.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use crate::platform::documents::{Limits, Refused};

/// What happens in a part, by names without their prefixes.
pub(super) enum Step<'a> {
    /// An element opens; one without content closes in the next step.
    Open(&'a Element<'a>),
    /// An element closes.
    Close(&'a str),
    /// Characters.
    Words(&'a str),
}

/// An element that opens.
pub(super) struct Element<'a> {
    start: &'a BytesStart<'a>,
    /// Its name without prefix.
    pub name: &'a str,
}

impl Element<'_> {
    /// The value of an attribute by its name without prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let mut known = attributes.with_checks(false).flatten();
        let found = known.find(|attribute| attribute.key.local_name().as_ref() == name)?;
        Some(
            found
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map_or_else(|_broken| found.value.to_string(), std::borrow::Cow::into_owned),
        )
    }

    /// The usual attribute `val`.
    pub(super) fn val(&self) -> String {
        self.get("val").unwrap_or_default()
    }

    /// Whether a switch is on: present, and not set to off.
    pub(super) fn on(&self) -> bool {
        !matches!(self.val().as_str(), "0" | "false" | "off" | "none")
    }
}

/// The characters of a part. Word processors write UTF-8; UTF-16 is allowed and read by its mark.
pub(super) fn text(bytes: Vec<u8>) -> Result<String, Refused> {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(&bytes) {
        let (text, _, broken) = encoding.decode(&bytes);
        return if broken { Err(Refused::Damaged) } else { Ok(text.into_owned()) };
    }
    String::from_utf8(bytes).map_err(|_not_utf8| Refused::Damaged)
}

/// Walks over a part. A declaration of a document type is refused before anything is made of it: honest office
/// files have none, and entities are what it would bring.
pub(super) fn walk(
    text: &str,
    limits: &Limits,
    mut step: impl FnMut(Step<'_>) -> Result<(), Refused>,
) -> Result<(), Refused> {
    let mut reader = Reader::from_str(text);
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|_broken| Refused::Damaged)? {
            Event::Start(start) => {
                depth += 1;
                if depth > limits.depth {
                    return Err(Refused::TooDeep);
                }
                let name = start.local_name();
                step(Step::Open(&Element { start: &start, name: name.as_ref() }))?;
            }
            Event::Empty(start) => {
                let name = start.local_name();
                step(Step::Open(&Element { start: &start, name: name.as_ref() }))?;
                step(Step::Close(name.as_ref()))?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                step(Step::Close(end.local_name().as_ref()))?;
            }
            Event::Text(words) => step(Step::Words(&words))?,
            Event::CData(words) => step(Step::Words(&words))?,
            Event::GeneralRef(entity) => {
                let known = match entity.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
                    Ok(None) => resolve_predefined_entity(&entity).ok_or(Refused::Entity)?.to_owned(),
                    Err(_broken) => return Err(Refused::Damaged),
                };
                step(Step::Words(&known))?;
            }
            Event::DocType(_) => return Err(Refused::Entity),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => return if depth == 0 { Ok(()) } else { Err(Refused::Damaged) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Result<String, Refused> {
        let mut out = String::new();
        walk(text, &Limits::default(), |step| {
            if let Step::Words(words) = step {
                out.push_str(words);
            }
            Ok(())
        })?;
        Ok(out)
    }

    #[test]
    fn entities_are_refused_and_references_are_read() {
        assert_eq!(words("<a>&lt;&#x7b2c;&amp;</a>").unwrap(), "<\u{7b2c}&");
        assert_eq!(words("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>"), Err(Refused::Entity));
        assert_eq!(words("<a>&x;</a>"), Err(Refused::Entity));
        assert_eq!(words("<a><b></a>"), Err(Refused::Damaged));
        assert_eq!(words("<a>"), Err(Refused::Damaged));
        assert_eq!(words(&format!("{}{}", "<a>".repeat(400), "</a>".repeat(400))), Err(Refused::TooDeep));
    }
}
