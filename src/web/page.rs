//! Pages: the frame around every template, and the answers that carry them.

use std::fmt;

use actix_web::HttpResponse;
use actix_web::http::header::{self, ContentDisposition, DispositionParam, DispositionType, ExtendedValue};
use askama::Template;

use super::nav::{self, NavItem, Place};
use super::visitor::Visitor;
use super::{Answer, FormErrors};
use crate::platform::i18n::{Lang, Texts};

/// An icon of the sprite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Icon(pub &'static str);

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "<svg class=\"icon\" aria-hidden=\"true\"><use href=\"/assets/icons.svg#i-{}\"></use></svg>",
            self.0
        )
    }
}

// Safe because the only part that varies is a name from our own code.
impl askama::filters::HtmlSafe for Icon {}

/// What the frame of a page shows: title, bars, person, language, theme.
#[derive(Debug, Clone)]
pub struct Chrome {
    /// The texts in the reader's language.
    pub t: Texts,
    /// Title of the page.
    pub title: String,
    /// Entries of the bars.
    pub nav: Vec<NavItem>,
    /// Parts of 政策, on its pages.
    pub tabs: Vec<NavItem>,
    /// Name of the person; empty when nobody is signed in.
    pub person: String,
    /// Identifier of the person; empty when nobody is signed in.
    pub person_id: String,
    /// First letter or character of the name.
    pub initial: String,
    /// Names of the person's roles.
    pub roles: Vec<String>,
    /// Cross-site code for forms.
    pub csrf: String,
    /// Attributes of `<html>`.
    pub theme: Option<String>,
    /// Text size.
    pub text_size: Option<String>,
    /// Message about what was just done.
    pub toast: Option<String>,
    /// Where that message leads, and the words of the link.
    pub toast_link: Option<(String, String)>,
    /// Unread notifications.
    pub unread: i64,
    /// Address of this page, for the way back.
    pub path: String,
    /// Whether the other language is English.
    pub other_lang: &'static str,
}

impl Chrome {
    /// The frame for a page whose title is the text `title_key`.
    #[must_use]
    pub fn new(visitor: &Visitor, title_key: &str, place: Place) -> Self {
        let t = Texts::new(visitor.lang);
        let title = t.get(title_key);
        Self::titled(visitor, title, place)
    }

    /// The frame for a page with a title of its own.
    #[must_use]
    pub fn titled(visitor: &Visitor, title: String, place: Place) -> Self {
        let t = Texts::new(visitor.lang);
        let signed_in = visitor.signed_in.as_ref();
        let person = signed_in.map(|who| who.actor.name.clone()).unwrap_or_default();
        let person_id = signed_in.map(|who| who.actor.person.clone()).unwrap_or_default();
        let roles = signed_in.map(|who| who.actor.roles).unwrap_or_default();
        Self {
            title,
            nav: nav::items(&t, roles, place),
            tabs: match place {
                Place::Policy => nav::policy_tabs(&t, roles, &visitor.path),
                _ => Vec::new(),
            },
            initial: person.chars().next().map(String::from).unwrap_or_default(),
            roles: roles.iter().map(|r| t.get(&format!("role-{}", r.code().replace('_', "-")))).collect(),
            person,
            person_id,
            csrf: visitor.csrf.clone(),
            theme: visitor.theme.clone(),
            text_size: visitor.text_size.clone(),
            toast: visitor.toast.as_ref().map(|key| t.get(&format!("toast-{key}"))),
            toast_link: None,
            unread: signed_in.map_or(0, |who| who.unread),
            path: visitor.path.clone(),
            other_lang: if visitor.lang == Lang::En { "zh-CN" } else { "en" },
            t,
        }
    }

    /// Language tag of the page.
    #[must_use]
    pub fn lang(&self) -> &'static str {
        self.t.lang.tag()
    }

    /// Address of an asset with the hash of all assets in it.
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        super::assets::url(name)
    }

    /// An icon.
    #[must_use]
    pub fn icon(&self, name: &'static str) -> Icon {
        Icon(name)
    }
}

/// A page.
///
/// # Errors
/// When the template fails.
pub fn html(template: &impl Template) -> Answer {
    with_status(template, actix_web::http::StatusCode::OK)
}

/// A page that shows a form, with the status its errors call for.
///
/// # Errors
/// When the template fails.
pub fn fragment(template: &impl Template, errors: &FormErrors) -> Answer {
    with_status(template, errors.status())
}

fn with_status(template: &impl Template, status: actix_web::http::StatusCode) -> Answer {
    Ok(HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(template.render()?))
}

/// JSON.
///
/// # Errors
/// Never; a handler's return type.
pub fn json(value: &impl serde::Serialize) -> Answer {
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(value))
}

/// An answer to a script that waits for nothing.
///
/// # Errors
/// Never; a handler's return type.
pub fn no_content() -> Answer {
    Ok(HttpResponse::NoContent().finish())
}

/// After an act: on to the next page, so that a reload repeats nothing.
///
/// # Errors
/// Never; a handler's return type.
pub fn see_other(path: &str) -> Answer {
    Ok(HttpResponse::SeeOther().insert_header((header::LOCATION, path)).finish())
}

/// A download under a name somebody may have chosen (RFC 6266), which no browser will run.
///
/// # Errors
/// Never; a handler's return type.
pub fn attachment(bytes: Vec<u8>, kind: &str, name: &str) -> Answer {
    let disposition = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::FilenameExt(ExtendedValue {
            charset: header::Charset::Ext("UTF-8".to_owned()),
            language_tag: None,
            value: name.as_bytes().to_vec(),
        })],
    };
    Ok(HttpResponse::Ok()
        .content_type(kind)
        .insert_header(disposition)
        .insert_header((header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(bytes))
}

/// Bytes shown inline, such as a re-encoded page image; never kept by a cache.
///
/// # Errors
/// Never; a handler's return type.
pub fn no_store(bytes: Vec<u8>, kind: &str) -> Answer {
    Ok(HttpResponse::Ok().content_type(kind).insert_header((header::CACHE_CONTROL, "no-store")).body(bytes))
}

/// A path of ours to go back to; anything that could lead elsewhere becomes the first page.
#[must_use]
pub fn local_path(path: &str) -> &str {
    let fine = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(['\\', '\r', '\n'])
        && path.len() < 2_000;
    if fine { path } else { "/" }
}

/// A QR code (ISO/IEC 18004, error correction M) as SVG markup that holds squares only.
///
/// # Errors
/// Our own fault when the text is too long for a code.
pub fn qr_svg(text: &str) -> Result<String, crate::kernel::Fault> {
    use qrcode::render::svg;
    let code = qrcode::QrCode::with_error_correction_level(text, qrcode::EcLevel::M)
        .map_err(crate::kernel::Fault::ours)?;
    let svg = code.render::<svg::Color<'_>>().min_dimensions(180, 180).quiet_zone(true).build();
    // The XML declaration has no place inside a page.
    Ok(svg.split_once("?>").map_or(svg.clone(), |(_, rest)| rest.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_stays_here() {
        assert_eq!(local_path("/board?x=1"), "/board?x=1");
        for bad in ["", "https://else.where", "//else.where", "/\\else", "/a\r\nSet-Cookie: x"] {
            assert_eq!(local_path(bad), "/", "{bad:?}");
        }
    }

    #[test]
    fn a_code_holds_squares_only() {
        let svg = qr_svg("https://example.test/<script>").unwrap();
        assert!(svg.trim_start().starts_with("<svg") && !svg.contains("script"));
    }
}
