//! `shifu bench examine`: figures of merit over a manifest of files with known edits.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, bail};

use crate::forensics::bench::{Figures, Sample, grey, sample, summarise};
use crate::forensics::{Refused, Report};

/// Which set to measure.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// CSV with the columns file, label, mask, kind; paths are relative to it.
    #[arg(long)]
    pub manifest: PathBuf,
    /// JSON instead of a table.
    #[arg(long)]
    pub json: bool,
}

struct Row {
    file: PathBuf,
    edited: bool,
    mask: Option<PathBuf>,
    kind: String,
}

/// Measures the set.
///
/// # Errors
/// When the manifest, a file or a mask cannot be read, or the output cannot be written.
pub fn run(
    args: Args,
    examine: &dyn Fn(&[u8]) -> Result<Report, Refused>,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(&args.manifest)
        .with_context(|| format!("cannot read {}", args.manifest.display()))?;
    let folder = args.manifest.parent().unwrap_or(Path::new("."));
    let mut samples: Vec<Sample> = Vec::new();
    let mut refused = 0_usize;
    for row in rows(&text, folder)? {
        let bytes =
            std::fs::read(&row.file).with_context(|| format!("cannot read {}", row.file.display()))?;
        let mask = match row.mask.as_deref().filter(|_| row.edited) {
            Some(path) => {
                let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
                Some(grey(&bytes).with_context(|| format!("{} is no PNG", path.display()))?)
            }
            None => None,
        };
        let start = Instant::now();
        match examine(&bytes) {
            Ok(report) => {
                let seconds =
                    start.elapsed().as_secs_f64() / f64::from(u32::try_from(report.pages.len().max(1))?);
                samples.push(sample(&report, row.edited, &row.kind, mask.as_ref(), seconds));
            }
            Err(_) => refused += 1,
        }
    }
    let summary = summarise(&samples);
    if args.json {
        serde_json::to_writer(&mut *out, &summary)?;
        writeln!(out)?;
        return Ok(());
    }
    writeln!(
        out,
        "{:<10} {:>9} {:>15} {:>8} {:>9} {:>8} {:>11} {:>6}",
        "kind", "files", "image AUC", "at 5 %", "pixel AUC", "pixel F1", "hit@1/hit@3", "s/page"
    )?;
    table_line(out, "all", &summary.all)?;
    for (kind, figures) in &summary.by_kind {
        table_line(out, kind, figures)?;
    }
    if refused > 0 {
        writeln!(out, "refused: {refused}")?;
    }
    Ok(())
}

fn table_line(out: &mut dyn Write, name: &str, f: &Figures) -> anyhow::Result<()> {
    let show = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"));
    writeln!(
        out,
        "{name:<10} {:>9} {:>15} {:>8} {:>9} {:>8} {:>11} {:>6.2}",
        format!("{}+{}", f.files[0], f.files[1]),
        format!(
            "{} \u{b1}{}",
            show(f.image_auc),
            f.image_auc_interval.map_or_else(String::new, |i| format!("{i:.2}"))
        ),
        show(f.found_at_5_percent),
        show(f.pixel_auc),
        show(f.pixel_f1),
        format!("{}/{}", show(f.hit_at_1), show(f.hit_at_3)),
        f.seconds_per_page,
    )?;
    Ok(())
}

/// Reads the manifest. Fields are plain: no quotes, because paths and kinds need none.
fn rows(text: &str, folder: &Path) -> anyhow::Result<Vec<Row>> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let header: Vec<&str> =
        lines.next().context("the manifest is empty")?.split(',').map(str::trim).collect();
    let column = |name: &str| header.iter().position(|field| *field == name);
    let (Some(file), Some(label)) = (column("file"), column("label")) else {
        bail!("the manifest needs the columns file and label");
    };
    let (mask, kind) = (column("mask"), column("kind"));
    lines
        .map(|line| {
            let fields: Vec<&str> = line.split(',').map(str::trim).collect();
            let field = |at: Option<usize>| at.and_then(|at| fields.get(at)).copied().unwrap_or_default();
            let edited = match field(Some(label)) {
                "1" | "edited" | "forged" | "tampered" | "true" => true,
                "0" | "clean" | "untouched" | "authentic" | "original" | "false" => false,
                other => bail!("unknown label {other:?}"),
            };
            Ok(Row {
                file: folder.join(field(Some(file))),
                edited,
                mask: Some(field(mask)).filter(|mask| !mask.is_empty()).map(|mask| folder.join(mask)),
                kind: field(kind).to_owned(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forensics::synth::{EditKind, LastSave, case};
    use crate::forensics::{Calibration, Limits, examine};

    #[test]
    fn a_small_set_is_measured() {
        let folder = tempfile::tempdir().expect("folder");
        let mut manifest = String::from("file,label,mask,kind\n");
        for seed in 0..3_u64 {
            for kind in [None, Some(EditKind::CopyMove)] {
                let case = case(seed, kind, LastSave::Png).expect("made");
                let name = format!("{seed}-{}", kind.map_or("clean", EditKind::name));
                std::fs::write(folder.path().join(format!("{name}.png")), &case.bytes).expect("written");
                let mask = case.mask_png().expect("encodes");
                std::fs::write(folder.path().join(format!("{name}-mask.png")), mask).expect("written");
                let fields = match kind {
                    None => format!("{name}.png,0,,\n"),
                    Some(kind) => format!("{name}.png,1,{name}-mask.png,{}\n", kind.name()),
                };
                manifest.push_str(&fields);
            }
        }
        let path = folder.path().join("manifest.csv");
        std::fs::write(&path, manifest).expect("written");
        let engine = |bytes: &[u8]| examine(bytes, &Calibration::default(), &Limits::default());
        let mut out = Vec::new();
        run(Args { manifest: path, json: true }, &engine, &mut out).expect("runs");
        let summary: serde_json::Value = serde_json::from_slice(&out).expect("json");
        assert_eq!(summary["all"]["files"], serde_json::json!([3, 3]));
        assert!(summary["by_kind"]["copymove"]["hit_at_3"].as_f64().expect("number") > 0.6, "{summary}");
        assert!(summary["all"]["pixel_auc"].as_f64().expect("number") > 0.8, "{summary}");
    }

    #[test]
    fn a_manifest_without_its_columns_is_refused() {
        assert!(rows("a,b\n1,2\n", Path::new(".")).is_err());
        assert!(rows("file,label\nx.png,perhaps\n", Path::new(".")).is_err());
        assert_eq!(
            rows("label,file\n0,x.png\n", Path::new("/d")).expect("rows")[0].file,
            Path::new("/d/x.png")
        );
    }
}
