//! Pages as pictures at 144 dpi, with what stands in for fonts the file does not carry.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hayro::hayro_interpret::font::{FontData, FontQuery};
use hayro::hayro_interpret::hayro_cmap::CidFamily;
use hayro::hayro_interpret::{InterpreterCache, InterpreterSettings, RenderContent};
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use image::RgbImage;

use super::drawn::Fonts;
use super::sheet::Sheet;
use crate::forensics::input::FallbackFont;
use crate::forensics::{Limits, Refused};

/// PDF units are 1/72 inch.
const SCALE: f32 = 144.0 / 72.0;
/// Longest side of a rendered page; larger pages are rendered at a lower resolution.
const LONGEST: f32 = 4000.0;

/// Settings whose fonts tell, through `missing`, when Chinese type had to be stood in for.
pub fn settings(fallback: Option<&FallbackFont>, missing: &Arc<AtomicBool>) -> InterpreterSettings {
    let seen = Arc::clone(missing);
    let stand_in: Option<(FontData, u32)> = fallback.map(|font| {
        let data: FontData = font.bytes.clone();
        (data, font.index)
    });
    InterpreterSettings {
        font_resolver: Arc::new(move |query| match query {
            FontQuery::Standard(font) => Some(font.get_font_data()),
            FontQuery::Fallback(font) => {
                let family = font.character_collection.as_ref().map(|collection| &collection.family);
                let chinese = matches!(
                    family,
                    Some(
                        CidFamily::AdobeGB1
                            | CidFamily::AdobeCNS1
                            | CidFamily::AdobeJapan1
                            | CidFamily::AdobeKorea1
                    )
                );
                if chinese {
                    // Without a font of this kind the glyphs would be missing without a word.
                    seen.store(true, Ordering::Relaxed);
                    if let Some(font) = &stand_in {
                        return Some(font.clone());
                    }
                }
                Some(font.pick_standard_font().get_font_data())
            }
        }),
        ..InterpreterSettings::default()
    }
}

/// The same settings for the page's own content, without annotations.
pub fn content_only(settings: &InterpreterSettings) -> InterpreterSettings {
    InterpreterSettings { render_content: RenderContent::PAGE, ..settings.clone() }
}

/// Pixels per point for a page, when it can be rendered within the limits.
fn scale(page: &Page<'_>, limits: &Limits) -> Result<f32, Refused> {
    let (width, height) = page.render_dimensions();
    if !(width.is_finite() && height.is_finite() && width >= 1.0 && height >= 1.0) {
        return Err(Refused::Damaged);
    }
    let side = LONGEST.min(limits.max_side as f32);
    let scale = SCALE.min(side / width.max(height));
    if width.min(height) * scale < 1.0 {
        return Err(Refused::Damaged);
    }
    super::super::within((width * scale) as u32, (height * scale) as u32, limits)?;
    Ok(scale)
}

/// Reads every page without rendering it.
pub fn sheets(
    pdf: &Pdf,
    limits: &Limits,
    settings: &InterpreterSettings,
    fonts: &mut Fonts,
) -> Result<Vec<Sheet>, Refused> {
    let cache = InterpreterCache::new();
    pdf.pages()
        .iter()
        .map(|page| Ok(Sheet::read(page, &cache, settings, fonts, scale(page, limits)?)))
        .collect()
}

/// Renders every page.
pub fn pages(pdf: &Pdf, limits: &Limits, settings: &InterpreterSettings) -> Result<Vec<RgbImage>, Refused> {
    let cache = RenderCache::new();
    pdf.pages().iter().map(|page| render(page, &cache, limits, settings)).collect()
}

/// Renders one page, if it can be.
pub fn page(pdf: &Pdf, index: usize, limits: &Limits, settings: &InterpreterSettings) -> Option<RgbImage> {
    render(pdf.pages().get(index)?, &RenderCache::new(), limits, settings).ok()
}

fn render<'a>(
    page: &'a Page<'a>,
    cache: &RenderCache<'a>,
    limits: &Limits,
    settings: &InterpreterSettings,
) -> Result<RgbImage, Refused> {
    let scale = scale(page, limits)?;
    let target = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let pixmap = hayro::render(page, cache, settings, &RenderSettings::default(), &target);
    let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    super::super::within(width, height, limits)?;
    let mut rgb = RgbImage::new(width, height);
    // The ground is opaque white, so premultiplied colours are the colours.
    for (to, from) in rgb.pixels_mut().zip(pixmap.data_as_u8_slice().chunks_exact(4)) {
        if let [red, green, blue, _] = from {
            to.0 = [*red, *green, *blue];
        }
    }
    Ok(rgb)
}
