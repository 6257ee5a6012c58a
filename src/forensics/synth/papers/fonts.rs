//! Type from font files. The room reads no files: whoever wants papers hands the bytes in.
//!
//! Two sets without a common font: what is tuned on one is measured on the other.

use ab_glyph::{Font, FontVec, GlyphId};

use super::super::Random;

/// Which half of fonts, templates and edits: tuning looks at one, measuring at the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Set {
    /// For choosing thresholds.
    Tune,
    /// For measuring; never looked at while choosing.
    Test,
}

/// The style a template asks for; which font plays it is cast by seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Printed body text with serifs.
    Song,
    /// Without serifs.
    Hei,
    /// Bold headings.
    Bold,
    /// Brush style: filled-in values, certificates.
    Kai,
}

/// A font file of a Debian package.
#[derive(Debug, Clone, Copy)]
pub struct File {
    /// Below the folder of the system's fonts.
    pub path: &'static str,
    /// The font's place in a collection.
    pub index: u32,
    /// The package that installs it.
    pub package: &'static str,
    /// Where it may be used.
    pub set: Set,
    /// What it can play.
    pub role: Role,
}

const fn file(path: &'static str, index: u32, package: &'static str, set: Set, role: Role) -> File {
    File { path, index, package, set, role }
}

/// Folder of the system's fonts on Debian.
pub const FOLDER: &str = "/usr/share/fonts";

/// Packages that hold the fonts; `tests/run.sh` installs them where they are missing.
pub const DEBIAN_PACKAGES: [&str; 8] = [
    "fonts-noto-cjk",
    "fonts-wqy-zenhei",
    "fonts-wqy-microhei",
    "fonts-arphic-gbsn00lp",
    "fonts-arphic-gkai00mp",
    "fonts-arphic-uming",
    "fonts-arphic-ukai",
    "fonts-lxgw-wenkai",
];

/// The fonts. All have outlines (TrueType or CFF); in the Noto collections the third is for mainland China.
pub const FILES: [File; 12] = [
    file("truetype/arphic-gbsn00lp/gbsn00lp.ttf", 0, "fonts-arphic-gbsn00lp", Set::Tune, Role::Song),
    file("opentype/noto/NotoSansCJK-Regular.ttc", 2, "fonts-noto-cjk", Set::Tune, Role::Hei),
    file("truetype/wqy/wqy-microhei.ttc", 0, "fonts-wqy-microhei", Set::Tune, Role::Hei),
    file("opentype/noto/NotoSansCJK-Bold.ttc", 2, "fonts-noto-cjk", Set::Tune, Role::Bold),
    file("truetype/arphic-gkai00mp/gkai00mp.ttf", 0, "fonts-arphic-gkai00mp", Set::Tune, Role::Kai),
    file("opentype/noto/NotoSerifCJK-Regular.ttc", 2, "fonts-noto-cjk", Set::Test, Role::Song),
    file("truetype/arphic/uming.ttc", 0, "fonts-arphic-uming", Set::Test, Role::Song),
    file("truetype/wqy/wqy-zenhei.ttc", 0, "fonts-wqy-zenhei", Set::Test, Role::Hei),
    file("opentype/noto/NotoSerifCJK-Bold.ttc", 2, "fonts-noto-cjk", Set::Test, Role::Bold),
    file("truetype/lxgw-wenkai/LXGWWenKai-Bold.ttf", 0, "fonts-lxgw-wenkai", Set::Test, Role::Bold),
    file("truetype/arphic/ukai.ttc", 0, "fonts-arphic-ukai", Set::Test, Role::Kai),
    file("truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0, "fonts-lxgw-wenkai", Set::Test, Role::Kai),
];

/// The fonts of one set, opened.
pub struct Fonts {
    set: Set,
    faces: Vec<Face>,
}

struct Face {
    name: &'static str,
    role: Role,
    font: FontVec,
    /// Height of the font's box in ems: `ab_glyph` scales by that height, type is set by ems.
    tall: f32,
}

/// Which font plays which role on one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cast([usize; 4]);

/// One character in one font.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Type {
    pub(super) face: usize,
    pub(super) glyph: GlyphId,
}

impl Fonts {
    /// Opens the fonts of a set; `bytes` is asked for each file.
    ///
    /// # Errors
    /// The packages of the fonts that were not handed in or could not be opened.
    pub fn open(set: Set, bytes: impl Fn(&File) -> Option<Vec<u8>>) -> Result<Self, Vec<&'static str>> {
        let mut missing = Vec::new();
        let mut faces = Vec::new();
        for file in FILES.iter().filter(|file| file.set == set) {
            let font = bytes(file).and_then(|bytes| FontVec::try_from_vec_and_index(bytes, file.index).ok());
            let Some(font) = font else {
                missing.push(file.package);
                continue;
            };
            let tall = font.height_unscaled() / font.units_per_em().unwrap_or(1000.0);
            let name = file.path.rsplit('/').next().unwrap_or(file.path);
            faces.push(Face { name, role: file.role, font, tall });
        }
        missing.dedup();
        if missing.is_empty() { Ok(Self { set, faces }) } else { Err(missing) }
    }

    /// The set.
    #[must_use]
    pub const fn set(&self) -> Set {
        self.set
    }

    /// Chooses a font for each role.
    #[must_use]
    pub fn cast(&self, random: &mut Random) -> Cast {
        let mut pick = |role: Role| {
            let able: Vec<usize> =
                self.faces.iter().enumerate().filter(|(_, face)| face.role == role).map(|(i, _)| i).collect();
            able.get(random.below(able.len())).copied().unwrap_or(0)
        };
        Cast([pick(Role::Song), pick(Role::Hei), pick(Role::Bold), pick(Role::Kai)])
    }

    /// The name of the font that plays a role.
    #[must_use]
    pub fn name(&self, cast: Cast, role: Role) -> &'static str {
        self.faces.get(cast.0[role as usize]).map_or("", |face| face.name)
    }

    /// The character in the role's font, or in the first font of the set that has it.
    #[must_use]
    pub fn find(&self, cast: Cast, role: Role, character: char) -> Type {
        let wanted = cast.0[role as usize];
        let order = std::iter::once(wanted).chain(0..self.faces.len());
        for face in order {
            let glyph = self.faces.get(face).map_or(GlyphId(0), |face| face.font.glyph_id(character));
            if glyph.0 != 0 {
                return Type { face, glyph };
            }
        }
        Type { face: wanted, glyph: GlyphId(0) }
    }

    /// Whether some font of the set has the character.
    #[must_use]
    pub fn has(&self, character: char) -> bool {
        self.faces.iter().any(|face| face.font.glyph_id(character).0 != 0)
    }

    /// Width of a character in ems.
    #[must_use]
    pub fn advance(&self, of: Type) -> f32 {
        self.faces.get(of.face).map_or(0.0, |face| {
            face.font.h_advance_unscaled(of.glyph) / face.font.units_per_em().unwrap_or(1000.0)
        })
    }

    /// Width of a text in ems.
    #[must_use]
    pub fn width(&self, cast: Cast, role: Role, text: &str) -> f32 {
        text.chars().map(|c| self.advance(self.find(cast, role, c))).sum()
    }

    /// The outline at a place, ready to be filled; `None` for blanks.
    pub(super) fn outline(
        &self,
        of: Type,
        em: f32,
        squeeze: f32,
        x: f32,
        y: f32,
    ) -> Option<ab_glyph::OutlinedGlyph> {
        let face = self.faces.get(of.face)?;
        let tall = em * face.tall;
        let scale = ab_glyph::PxScale { x: tall * squeeze, y: tall };
        face.font.outline_glyph(of.glyph.with_scale_and_position(scale, ab_glyph::point(x, y)))
    }
}
