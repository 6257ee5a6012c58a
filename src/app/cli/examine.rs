//! `shifu examine`: screens files without a server, one JSON line per file.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context as _;
use serde::Serialize;

use super::DataArgs;
use crate::forensics::detectors::DETECTORS;
use crate::forensics::papers::Paper;
use crate::forensics::reading::text::{PageText, Source};
use crate::forensics::{
    Answer, DetectorAnswer, Finding, Grade, Informative, Part, Profile, Refused, Region, Report,
};

/// What to examine and where to put the maps.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// Where the models that read papers lie, if they were fetched.
    #[command(flatten)]
    pub data: DataArgs,
    /// Files: JPEG, PNG, WebP, GIF, BMP or PDF.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// One JSON object per line instead of text.
    #[arg(long)]
    pub json: bool,
    /// Folder for the heat maps: 8-bit grey PNG of the page's size, brighter = more reason to look.
    #[arg(long)]
    pub maps: Option<PathBuf>,
}

/// One line of output.
#[derive(Debug, Serialize)]
struct Line<'a> {
    file: String,
    sha256: &'a str,
    engine: &'a str,
    calibration: &'a str,
    calibration_date: &'a str,
    /// Versions of the checks that answered.
    rules: BTreeMap<&'a str, u16>,
    pages: Vec<PageLine<'a>>,
    score: f32,
    grade: Grade,
    informative: Informative,
    findings: &'a [Finding],
    detectors: &'a [DetectorAnswer],
    papers: &'a [Paper],
    maps: Vec<MapFile>,
    seconds: f64,
}

#[derive(Debug, Serialize)]
struct PageLine<'a> {
    width: u32,
    height: u32,
    profile: Profile,
    /// Where its words come from; missing when nobody read it.
    source: Option<Source>,
    /// Its words, without their characters' own places.
    words: Vec<WordLine<'a>>,
    parts: &'a [Part],
}

#[derive(Debug, Serialize)]
struct WordLine<'a> {
    text: &'a str,
    region: Region,
    confidence: f32,
}

fn words(text: &PageText) -> Vec<WordLine<'_>> {
    text.words
        .iter()
        .map(|word| WordLine { text: &word.text, region: word.region(), confidence: word.confidence })
        .collect()
}

#[derive(Debug, Serialize)]
struct MapFile {
    page: u32,
    path: String,
}

#[derive(Debug, Serialize)]
struct RefusedLine {
    file: String,
    refused: &'static str,
    reason: String,
    seconds: f64,
}

/// Examines the files one after the other; a refused file is a line of its own, not an error.
///
/// # Errors
/// When a file cannot be read, or a map or the output cannot be written.
pub fn run(
    args: Args,
    examine: &dyn Fn(&[u8]) -> Result<Report, Refused>,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    if let Some(folder) = &args.maps {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    }
    for path in &args.files {
        let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let start = Instant::now();
        let answer = examine(&bytes);
        let seconds = start.elapsed().as_secs_f64();
        let file = path.display().to_string();
        match answer {
            Ok(report) => {
                let maps =
                    args.maps.as_deref().map_or(Ok(Vec::new()), |folder| write_maps(&report, folder))?;
                if args.json {
                    json_line(out, &line(file, &report, maps, seconds))?;
                } else {
                    text(out, &file, &report)?;
                }
            }
            Err(refused) if args.json => {
                json_line(
                    out,
                    &RefusedLine { file, refused: refused.code(), reason: refused.to_string(), seconds },
                )?;
            }
            Err(refused) => writeln!(out, "{file}: {} ({refused})", refused.code())?,
        }
    }
    Ok(())
}

fn line(file: String, report: &Report, maps: Vec<MapFile>, seconds: f64) -> Line<'_> {
    Line {
        file,
        sha256: &report.sha256,
        engine: &report.engine,
        calibration: &report.calibration,
        calibration_date: &report.calibration_date,
        rules: versions(report),
        pages: report
            .pages
            .iter()
            .map(|page| PageLine {
                width: page.width,
                height: page.height,
                profile: page.profile,
                source: page.text.as_ref().map(|text| text.source),
                words: page.text.as_ref().map(words).unwrap_or_default(),
                parts: &page.parts,
            })
            .collect(),
        score: report.score,
        grade: report.grade,
        informative: report.informative,
        findings: &report.findings,
        detectors: &report.detectors,
        papers: &report.papers,
        maps,
        seconds,
    }
}

/// Versions of the checks that answered, by key.
fn versions(report: &Report) -> BTreeMap<&str, u16> {
    let version = |answer: &DetectorAnswer| {
        let known = DETECTORS.iter().find(|known| known.key == answer.detector)?;
        Some((known.key, known.version))
    };
    report.detectors.iter().filter_map(version).collect()
}

fn json_line(out: &mut dyn Write, line: &impl Serialize) -> anyhow::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    writeln!(out)?;
    Ok(())
}

/// Named after the content, so that files of one name do not overwrite each other's maps.
fn write_maps(report: &Report, folder: &Path) -> anyhow::Result<Vec<MapFile>> {
    let mut written = Vec::new();
    for page in &report.pages {
        let Some(heat) = page.maps.iter().find(|map| map.key == "heat") else { continue };
        let path =
            folder.join(format!("{}-{}.png", &report.sha256[..16.min(report.sha256.len())], page.index + 1));
        std::fs::write(&path, &heat.png).with_context(|| format!("cannot write {}", path.display()))?;
        written.push(MapFile { page: page.index, path: path.display().to_string() });
    }
    Ok(written)
}

fn text(out: &mut dyn Write, file: &str, report: &Report) -> anyhow::Result<()> {
    let grade = serde_json::to_value(report.grade)?;
    writeln!(out, "{file}: {} {:.2}", grade.as_str().unwrap_or_default(), report.score)?;
    writeln!(out, "  {}, thresholds {} of {}", report.engine, report.calibration, report.calibration_date)?;
    if !report.informative.pixels {
        writeln!(out, "  pixel analysis does not apply to this file; nothing found proves nothing")?;
    }
    for finding in &report.findings {
        let place = finding.region.map_or_else(
            || "whole file".to_owned(),
            |r| format!("page {} at {},{} {}x{}", finding.page.unwrap_or(0) + 1, r.x, r.y, r.width, r.height),
        );
        let facts: Vec<String> = finding.facts.iter().map(|(key, value)| format!("{key}={value}")).collect();
        let counts = if finding.counts { "" } else { " (does not count alone)" };
        writeln!(out, "  {} {place} {}{counts}", finding.rule, facts.join(" "))?;
    }
    for answer in &report.detectors {
        if let Answer::NotApplicable { reason } = &answer.answer {
            let page = answer.page.map_or_else(String::new, |page| format!(" on page {}", page + 1));
            writeln!(out, "  {}{page} does not apply: {reason}", answer.detector)?;
        }
    }
    for paper in &report.papers {
        let kind = serde_json::to_value(paper.kind)?;
        writeln!(out, "  paper {} {:.2}", kind.as_str().unwrap_or_default(), paper.confidence)?;
        for field in &paper.fields {
            writeln!(out, "    {} {:.2} {}", field.key, field.confidence, field.value)?;
        }
        for table in &paper.tables {
            writeln!(out, "    table of {} rows: {}", table.rows.len(), table.columns.join(" "))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forensics::synth::{EditKind, LastSave, case};
    use crate::forensics::{Calibration, Limits, examine};

    fn engine(bytes: &[u8]) -> Result<Report, Refused> {
        examine(bytes, &Calibration::default(), &Limits::default())
    }

    #[test]
    fn a_line_has_the_promised_fields_and_the_map_has_the_pages_size() {
        let folder = tempfile::tempdir().expect("folder");
        let file = folder.path().join("page.png");
        let case = case(11, Some(EditKind::CopyMove), LastSave::Png).expect("made");
        std::fs::write(&file, case.bytes).expect("written");
        let broken = folder.path().join("broken.bin");
        std::fs::write(&broken, b"nothing").expect("written");
        let args = Args {
            data: DataArgs { data: folder.path().to_owned() },
            files: vec![file, broken],
            json: true,
            maps: Some(folder.path().join("maps")),
        };
        let mut out = Vec::new();
        run(args, &engine, &mut out).expect("runs");
        let text = String::from_utf8(out).expect("text");
        let lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).expect("json")).collect();
        let fields = [
            "file",
            "sha256",
            "engine",
            "calibration",
            "calibration_date",
            "rules",
            "pages",
            "score",
            "grade",
            "informative",
            "findings",
            "detectors",
            "papers",
            "maps",
            "seconds",
        ];
        assert!(fields.iter().all(|field| lines[0].get(field).is_some()), "{}", lines[0]);
        assert_eq!(lines[1]["refused"], "upload.not_supported");
        let map = std::fs::read(lines[0]["maps"][0]["path"].as_str().expect("path")).expect("map");
        // PNG header: width, height, depth 8, colour type 0 (grey).
        assert_eq!(map[16..24], [0, 0, 1, 224, 0, 0, 2, 88]);
        assert_eq!(map[24..26], [8, 0]);
    }

    #[test]
    fn text_output_never_says_true_or_false() {
        let folder = tempfile::tempdir().expect("folder");
        let file = folder.path().join("page.jpg");
        std::fs::write(&file, case(12, Some(EditKind::Retype), LastSave::Jpeg(90)).expect("made").bytes)
            .expect("written");
        let mut out = Vec::new();
        let data = DataArgs { data: folder.path().to_owned() };
        run(Args { data, files: vec![file], json: false, maps: None }, &engine, &mut out).expect("runs");
        let text = String::from_utf8(out).expect("text").to_lowercase();
        assert!(!text.contains("fake") && !text.contains("forged") && !text.contains("genuine"), "{text}");
    }
}
