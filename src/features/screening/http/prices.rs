//! House prices: looking one up, bringing a table in after a dry run, putting a version in force.

use actix_multipart::Multipart;
use actix_web::HttpRequest;
use actix_web::web::{Data, Path};
use askama::Template;

use super::super::prices::{self, Band, COLUMNS, Flat, MAX_BANDS, Row};
use super::super::service;
use super::rules_page::place_of;
use super::words;
use crate::kernel::permission::Needs;
use crate::kernel::{Blame, Fault, Permission, perm};
use crate::platform::i18n::Texts;
use crate::platform::site::Site;
use crate::web::csv::Csv;
use crate::web::{
    Allow, Answer, Chrome, Fields, FormErrors, PartBody, Posted, SizeLimits, fragment, read_sent, see_other,
};

/// Largest table.
const LIMITS: SizeLimits = SizeLimits { field: 4 << 20, file: 4 << 20, files: 1, total: 9 << 20 };
/// Faulty rows shown; the rest is counted.
const SHOWN: usize = 100;

struct BandView {
    what: String,
    month: String,
    low: String,
    median: String,
    high: String,
    samples: String,
    source: String,
}

#[derive(Template)]
#[template(path = "features/screening/pages/prices.html")]
struct PricesPage {
    page: Chrome,
    back: Option<(&'static str, String)>,
    errors: FormErrors,
    may: bool,
    asked: bool,
    estate: String,
    district: String,
    building: String,
    month: String,
    total: String,
    area: String,
    districts: Vec<(String, bool)>,
    buildings: Vec<(String, bool)>,
    reference: Option<BandView>,
    level: String,
    compared: String,
    comparables: Vec<BandView>,
    tables: Vec<(i32, String, bool)>,
    none_in_force: bool,
}

fn band_view(t: &Texts, band: &Band) -> BandView {
    let yuan = |fen: i64| t.money_fen(fen);
    BandView {
        what: if band.estate.is_empty() {
            t.with("price-of-district", &[("district", &band.district), ("building", &band.building)])
        } else {
            t.with("price-of-estate", &[("estate", &band.estate), ("building", &band.building)])
        },
        month: t.month(band.month),
        low: yuan(band.low),
        median: yuan(band.median),
        high: yuan(band.high),
        samples: t.number(i64::from(band.samples)),
        source: t.with("price-source", &[("source", &band.source), ("day", &t.date_full(band.as_of))]),
    }
}

/// How a contract's price per square metre lies to a band, in one sentence.
fn compared(t: &Texts, band: &Band, total: &str, area: &str) -> String {
    let (Some(total), Some(area)) = (prices::fen_of(total), prices::fen_of(area)) else {
        return String::new();
    };
    if area == 0 {
        return String::new();
    }
    // Both in hundredths: fen and hundredths of a square metre.
    let unit = total.saturating_mul(100) / area;
    #[expect(clippy::cast_precision_loss, reason = "amounts far below 2^52")]
    let off = unit as f64 / band.median as f64 - 1.0;
    let key = if unit > band.high {
        "price-above"
    } else if unit < band.low {
        "price-below"
    } else {
        "price-within"
    };
    t.with(key, &[("unit", &t.money_fen(unit)), ("off", &t.percent(off.abs()))])
}

pub(super) async fn prices_page(who: Allow<perm::SeeScreening>, query: Fields, site: Data<Site>) -> Answer {
    let flat = Flat {
        estate: query.one("estate").to_owned(),
        district: query.one("district").to_owned(),
        building: query.one("building").to_owned(),
    };
    let typed_month = query.one("month");
    let month = prices::month_of(typed_month);
    let asked = !flat.estate.is_empty() || !flat.district.is_empty();
    let t = Texts::new(who.lang);
    let errors = if asked && month.is_none() {
        FormErrors::from_fault(&t, Fault::field("month", "price-month"))?
    } else {
        FormErrors::default()
    };
    let (actor, wanted) = (who.actor().clone(), flat.clone());
    let (found, names) = site
        .db
        .read(move |conn| {
            let asked = month.filter(|_| asked).map(|month| (&wanted, month));
            Ok((service::prices(conn, &actor, asked)?, crate::features::accounts::names(conn)?))
        })
        .await?;
    let page = Chrome::new(&who, "price-title", place_of(who.actor()));
    let t = page.t;
    let listed = |all: &[String], one: &str| {
        all.iter().map(|name| (name.clone(), prices::plain(name) == prices::plain(one))).collect()
    };
    let shown = PricesPage {
        back: super::rules_page::way_back(&page, who.actor()),
        may: who.actor().may(Permission::TuneScreening),
        asked: asked && month.is_some(),
        districts: listed(&found.districts, &flat.district),
        buildings: listed(&found.buildings, &flat.building),
        level: found
            .reference
            .as_ref()
            .map_or_else(String::new, |reference| t.get(&format!("price-level-{}", reference.level.code()))),
        compared: found.reference.as_ref().map_or_else(String::new, |reference| {
            compared(&t, &reference.band, query.one("total"), query.one("area"))
        }),
        reference: found.reference.as_ref().map(|reference| band_view(&t, &reference.band)),
        comparables: found.comparables.iter().map(|band| band_view(&t, band)).collect(),
        none_in_force: found.tables.iter().all(|table| !table.in_force),
        tables: found
            .tables
            .iter()
            .map(|table| {
                let by = names.get(&table.imported_by).cloned().unwrap_or_default();
                let line = t.with(
                    "price-version",
                    &[
                        ("n", &table.version),
                        ("bands", &table.bands),
                        ("person", &by),
                        ("when", &words::when(&t, &site, table.imported_at)),
                        ("why", &table.reason),
                    ],
                );
                (table.version, line, table.in_force)
            })
            .collect(),
        estate: flat.estate,
        district: flat.district,
        building: flat.building,
        month: typed_month.to_owned(),
        total: query.one("total").to_owned(),
        area: query.one("area").to_owned(),
        errors: errors.clone(),
        page,
    };
    fragment(&shown, &errors)
}

struct FaultyRow {
    line: usize,
    cells: String,
    faults: Vec<String>,
}

#[derive(Template)]
#[template(path = "features/screening/pages/price_import.html")]
struct ImportPage {
    page: Chrome,
    errors: FormErrors,
    columns: String,
    pasted: String,
    reason: String,
    summary: String,
    fine: bool,
    rows: Vec<FaultyRow>,
    good: Vec<BandView>,
    more: String,
}

fn import_page_of<P: Needs>(
    who: &Allow<P>,
    pasted: String,
    reason: String,
    rows: Vec<Row>,
    errors: FormErrors,
) -> Answer {
    let page = Chrome::new(who, "price-import", place_of(who.actor()));
    let t = page.t;
    let bad: Vec<&Row> = rows.iter().filter(|row| !row.faults.is_empty()).collect();
    let shown = ImportPage {
        columns: {
            let names = COLUMNS.map(|column| service::price_header(t, column));
            t.with("price-import-columns", &[("n", &MAX_BANDS)]) + &names.join(&t.get("list-comma"))
        },
        summary: if rows.is_empty() {
            String::new()
        } else {
            t.with("price-summary", &[("n", &rows.len()), ("bad", &bad.len())])
        },
        fine: !rows.is_empty() && bad.is_empty(),
        more: if bad.len() > SHOWN {
            t.with("price-more", &[("n", &(bad.len() - SHOWN))])
        } else {
            String::new()
        },
        rows: bad
            .iter()
            .take(SHOWN)
            .map(|row| FaultyRow {
                line: row.line,
                cells: ["district", "estate", "building", "month"]
                    .iter()
                    .filter_map(|column| row.cells.get(column))
                    .filter(|cell| !cell.is_empty())
                    .cloned()
                    .collect::<Vec<_>>()
                    .join(" "),
                faults: row
                    .faults
                    .iter()
                    .map(|(column, key)| {
                        let column = service::price_header(t, column);
                        t.with(
                            "import-fault",
                            &[("column", &column), ("fault", &t.get(&format!("error-{key}")))],
                        )
                    })
                    .collect(),
            })
            .collect(),
        good: rows
            .iter()
            .filter_map(|row| row.band.as_ref())
            .take(5)
            .map(|band| band_view(&t, band))
            .collect(),
        pasted,
        reason,
        errors: errors.clone(),
        page,
    };
    fragment(&shown, &errors)
}

pub(super) async fn import_page(who: Allow<perm::TuneScreening>) -> Answer {
    import_page_of(&who, String::new(), String::new(), Vec::new(), FormErrors::default())
}

pub(super) async fn template(who: Allow<perm::TuneScreening>) -> Answer {
    let t = Texts::new(who.lang);
    let header = COLUMNS.map(|column| service::price_header(t, column));
    let mut csv = Csv::new(&header);
    csv.row(&COLUMNS.map(|column| t.get(&format!("price-csv-example-{column}"))));
    csv.answer("price-template.csv")
}

/// The dry run, and the import of what it let through: the table travels back in the form.
pub(super) async fn import(
    who: Allow<perm::TuneScreening>,
    request: HttpRequest,
    form: Multipart,
    site: Data<Site>,
) -> Answer {
    let t = Texts::new(who.lang);
    let mut sent = read_sent(&request, &who, form, LIMITS).await?;
    let reason = sent.fields.exact("reason").to_owned();
    let table = match sent.files.pop() {
        Some(file) => match file.body {
            PartBody::Whole(bytes) => String::from_utf8(bytes)
                .map_err(|error| Fault::field("table", "import-encoding").because(error)),
            _ => Err(Fault::new(Blame::TooLarge, "too-large")),
        },
        None => Ok(sent.fields.exact("pasted").to_owned()),
    };
    let table = match table {
        Ok(table) => table,
        Err(fault) => {
            let errors = FormErrors::from_fault(&t, fault)?;
            return import_page_of(&who, String::new(), reason, Vec::new(), errors);
        }
    };
    if sent.fields.one("act") == "bring-in" {
        let (actor, text, why) = (who.actor().clone(), table.clone(), reason.clone());
        match site.db.write(move |tx| service::bring_in_prices(tx, &actor, &text, &why)).await {
            Ok(_version) => return see_other("/prices?ok=prices-imported#versions"),
            Err(fault) => {
                let errors = FormErrors::from_fault(&t, fault)?;
                let rows = service::try_prices(who.actor(), &table).unwrap_or_default();
                return import_page_of(&who, table, reason, rows, errors);
            }
        }
    }
    match service::try_prices(who.actor(), &table) {
        Ok(rows) => import_page_of(&who, table, reason, rows, FormErrors::default()),
        Err(fault) => {
            let errors = FormErrors::from_fault(&t, fault)?;
            import_page_of(&who, table, reason, Vec::new(), errors)
        }
    }
}

pub(super) async fn put_in_force(
    who: Allow<perm::TuneScreening>,
    version: Path<i32>,
    _form: Posted,
    site: Data<Site>,
) -> Answer {
    let (actor, version) = (who.actor().clone(), version.into_inner());
    site.db.write(move |tx| service::put_prices_in_force(tx, &actor, version)).await?;
    see_other("/prices?ok=prices-in-force#versions")
}
