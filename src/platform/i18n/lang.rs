//! The languages of the interface.

use fluent_templates::LanguageIdentifier;
use unic_langid::langid;

/// A language of the interface. Policy texts are content and are not translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Chinese in simplified characters, the first language.
    #[default]
    ZhCn,
    /// English.
    En,
}

static ZH_CN: LanguageIdentifier = langid!("zh-CN");
static EN: LanguageIdentifier = langid!("en");

impl Lang {
    /// Every language, the first one first.
    pub const ALL: [Self; 2] = [Self::ZhCn, Self::En];

    /// The tag for `<html lang>`, cookies and profiles (BCP 47).
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }

    /// The language of a tag, by its first part and in any case: `zh`, `zh-Hans-CN` and `ZH_cn` are
    /// Chinese. Traditional characters (`zh-TW`) get the simplified ones, which serve their reader better
    /// than English. `None` for other languages.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.trim().split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
            "zh" => Some(Self::ZhCn),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The language a browser asks for in `Accept-Language` (RFC 9110, section 12.5.4): the highest
    /// weight wins, the earlier one of equals, weight 0 excludes; Chinese when nothing fits. Malformed
    /// parts are passed over.
    #[must_use]
    pub fn negotiate(accept_language: &str) -> Self {
        let mut best: Option<(u16, Self)> = None;
        for part in accept_language.split(',') {
            let mut pieces = part.split(';');
            let tag = pieces.next().unwrap_or_default().trim();
            let lang = if tag == "*" { Some(Self::default()) } else { Self::from_tag(tag) };
            let (Some(lang), Some(weight)) = (lang, weight(pieces)) else { continue };
            if weight > 0 && best.is_none_or(|(most, _)| weight > most) {
                best = Some((weight, lang));
            }
        }
        best.map_or_else(Self::default, |(_, lang)| lang)
    }

    pub(super) fn id(self) -> &'static LanguageIdentifier {
        match self {
            Self::ZhCn => &ZH_CN,
            Self::En => &EN,
        }
    }
}

/// The weight in thousandths; 1000 when none is given, `None` when it is not a weight.
fn weight<'a>(mut parameters: impl Iterator<Item = &'a str>) -> Option<u16> {
    let Some(parameter) = parameters.find_map(|p| p.trim().strip_prefix("q=")) else { return Some(1000) };
    let (whole, fraction) = parameter.split_once('.').unwrap_or((parameter, ""));
    let digits = fraction.len() <= 3 && fraction.bytes().all(|b| b.is_ascii_digit());
    match (whole, digits) {
        ("1", true) if fraction.bytes().all(|b| b == b'0') => Some(1000),
        ("0", true) => format!("{fraction:0<3}").parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags() {
        for lang in Lang::ALL {
            assert_eq!(Lang::from_tag(lang.tag()), Some(lang));
            assert_eq!(lang.id().to_string(), lang.tag());
        }
        for tag in ["zh", "ZH_cn", "zh-Hans-CN", " zh-TW"] {
            assert_eq!(Lang::from_tag(tag), Some(Lang::ZhCn), "{tag}");
        }
        assert_eq!(Lang::from_tag("en-GB"), Some(Lang::En));
        for tag in ["", "fr", "english", "-zh"] {
            assert_eq!(Lang::from_tag(tag), None, "{tag}");
        }
    }

    #[test]
    fn negotiation() {
        let cases = [
            ("", Lang::ZhCn),
            ("en", Lang::En),
            ("en-US,en;q=0.9,zh-CN;q=0.8", Lang::En),
            ("zh-CN,zh;q=0.9,en;q=0.8", Lang::ZhCn),
            ("fr, en;q=0.5, zh;q=0.6", Lang::ZhCn),
            ("fr;q=1.0, en;q=0.001", Lang::En),
            ("en;q=0, zh", Lang::ZhCn),
            ("en;q=0", Lang::ZhCn),
            ("*", Lang::ZhCn),
            ("zh;q=0.5, en;q=0.5", Lang::ZhCn),
            ("en;q=0.5, zh;q=0.5", Lang::En),
            ("en;q=2, zh;q=0.1", Lang::ZhCn),
            ("en;q=0.1234, zh;q=0.1", Lang::ZhCn),
            (";;;,,,q=", Lang::ZhCn),
        ];
        for (header, wanted) in cases {
            assert_eq!(Lang::negotiate(header), wanted, "{header}");
        }
    }
}
