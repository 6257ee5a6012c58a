//! The whole examination with its networks in the sealed child: a paper is read, what does not agree is found
//! where it stands, and all that within 512 MB.

use std::io::Cursor;
use std::path::PathBuf;

use image::{ImageFormat, RgbImage};
use shifu::features::screening;
use shifu::forensics::papers::Kind;
use shifu::forensics::synth::papers::case::{Request, case};
use shifu::forensics::synth::papers::chain::Chain;
use shifu::forensics::synth::papers::edit::EditKind;
use shifu::forensics::synth::papers::fonts::{FOLDER, Fonts, Set};
use shifu::forensics::synth::papers::templates;
use shifu::forensics::{Report, wire};
use shifu::platform::models::ReaderFiles;
use shifu::platform::sandbox::{self, Cap, Seal};

use crate::me;

/// Promise G1: a child that decodes has 512 MB.
const CAP: Cap = Cap { memory_bytes: 512 << 20, ..Cap::EXAMINE };

/// The networks and fonts; `None` where they were not fetched, which is a failure in CI.
fn means() -> Result<Option<(ReaderFiles, Fonts)>, String> {
    let fonts = Fonts::open(Set::Tune, |file| std::fs::read(format!("{FOLDER}/{}", file.path)).ok()).ok();
    let files = std::env::var_os("SHIFU_TEST_MODELS")
        .and_then(|folder| ReaderFiles::load(&PathBuf::from(folder)).ok().flatten());
    match (files, fonts) {
        (Some(files), Some(fonts)) => Ok(Some((files, fonts))),
        _ if std::env::var_os("CI").is_some() => {
            Err("the reader\u{2019}s networks or the fonts are missing".to_owned())
        }
        _ => {
            println!("SKIPPED: no reader (SHIFU_TEST_MODELS) or no fonts");
            Ok(None)
        }
    }
}

fn saved(page: &RgbImage) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    page.write_to(&mut out, ImageFormat::Png).expect("a page can be saved");
    out.into_inner()
}

fn examined(bytes: &[u8], files: &ReaderFiles) -> Result<Report, String> {
    let today = chrono::NaiveDate::from_ymd_opt(2027, 6, 1).expect("a day");
    let request = screening::request(bytes, Some(files), today).encode();
    let answer =
        sandbox::run(&me(), "examine", &request, &CAP, Seal::Required).map_err(|error| error.to_string())?;
    wire::decode(&answer).map_err(|error| error.to_string())?.map_err(|refused| refused.to_string())
}

pub(crate) fn a_paper_is_read_and_checked() -> Result<(), String> {
    let Some((files, fonts)) = means()? else { return Ok(()) };
    let template = templates(Set::Tune, Some(Kind::IncomeProof)).into_iter().next().ok_or("no template")?;
    for edit in [None, Some(EditKind::FiguresNotWords)] {
        let request = Request { template, chain: Chain::Jpeg(85), seed: 11, dpi: 150.0, turns: 1, edit };
        let case = case(&request, &fonts).map_err(|error| error.to_string())?.ok_or("nothing to edit")?;
        let report = examined(&saved(&case.pages[0].passed.image), &files)?;
        if report.papers.len() != 1 || report.papers[0].kind != Kind::IncomeProof {
            return Err(format!(
                "the paper is taken for {:?}",
                report.papers.iter().map(|p| p.kind).collect::<Vec<_>>()
            ));
        }
        let said: Vec<&str> = report.findings.iter().map(|finding| finding.rule.as_str()).collect();
        let told = said.iter().any(|rule| rule.starts_with("logic.amount"));
        if told != edit.is_some() {
            return Err(format!("{edit:?}: {said:?}"));
        }
        let located = report.findings.iter().filter(|finding| finding.rule.starts_with("logic.amount"));
        if !located.clone().all(|finding| finding.region.is_some()) {
            return Err("a finding has no place".to_owned());
        }
    }
    Ok(())
}

pub(crate) fn pictures_that_attack_are_borne() -> Result<(), String> {
    let Some((files, _)) = means()? else { return Ok(()) };
    // A chessboard of marks, stripes, the thinnest page: much to find and nothing to read.
    let pages = [
        RgbImage::from_fn(1600, 1600, |x, y| image::Rgb([if (x / 3 + y / 3) % 2 == 0 { 0 } else { 255 }; 3])),
        RgbImage::from_fn(4000, 60, |x, _| image::Rgb([if x % 7 < 2 { 0 } else { 255 }; 3])),
        RgbImage::from_pixel(1, 3000, image::Rgb([128; 3])),
    ];
    for page in &pages {
        examined(&saved(page), &files)?;
    }
    Ok(())
}
