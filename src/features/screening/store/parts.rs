//! Parts of pages and numbers of papers by which they are found again.

use diesel::prelude::*;

use super::super::reuse::bands::{bands, probes};
use super::super::reuse::sketch::Sketch;
use super::super::reuse::{Look, Marks, PartKind, PartLook};
use crate::forensics::seals::print::Print;
use crate::kernel::Fault;
use crate::platform::db::schema::{screening_document, screening_measure, screening_part, screening_trace};
use crate::platform::db::{AnyConn, Both, Tx};

#[derive(Insertable)]
#[diesel(table_name = screening_part)]
struct NewPart<'a> {
    id: String,
    case_id: &'a str,
    document_id: &'a str,
    page: i32,
    kind: &'a str,
    region: Option<String>,
    b0: i32,
    b1: i32,
    b2: i32,
    b3: i32,
    phash: i64,
    dhash: i64,
    sketch: Option<Vec<u8>>,
    party: Option<&'a str>,
    print: Option<Vec<u8>>,
}

/// The hash by which a part is looked up: that of its picture, or of its words. The steps of a seal's letters bear
/// print below them and a crooked page better than their waves.
fn looked_up(part: &PartLook) -> u64 {
    match (part.kind, &part.sketch) {
        (PartKind::Wording, Some(sketch)) => sketch.banded(),
        (PartKind::Seal, _) => part.look.dhash,
        _ => part.look.phash,
    }
}

pub(in super::super) fn insert_part(
    tx: &mut Tx<'_>,
    (case, document): (&str, &str),
    page: i32,
    part: &PartLook,
) -> Result<(), Fault> {
    let [b0, b1, b2, b3] = bands(looked_up(part));
    let row = NewPart {
        id: tx.id(),
        case_id: case,
        document_id: document,
        page,
        kind: part.kind.code(),
        region: part.region.as_ref().map(serde_json::to_string).transpose().map_err(Fault::ours)?,
        b0,
        b1,
        b2,
        b3,
        phash: part.look.phash.cast_signed(),
        dhash: part.look.dhash.cast_signed(),
        sketch: part.sketch.as_ref().map(Sketch::bytes),
        party: part.party.as_deref(),
        print: part.print.as_ref().map(Print::bytes),
    };
    diesel::insert_into(screening_part::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// A part of another case that may be the same thing.
#[derive(Debug, Clone)]
pub struct Neighbour {
    pub case_id: String,
    /// Its page there, as in `Page::number`.
    pub page: i32,
    pub look: Look,
    pub sketch: Option<Sketch>,
    pub print: Option<Print>,
    pub party: Option<String>,
}

impl Neighbour {
    /// What it is known by.
    pub fn marks(&self) -> Marks<'_> {
        Marks { look: self.look, words: self.sketch.as_ref(), print: self.print.as_ref() }
    }
}

type Row = (String, String, i32, i64, i64, Option<Vec<u8>>, Option<String>, Option<Vec<u8>>);

/// Parts of this kind in other cases that agree in one band, up to one bit; every one within
/// [`super::super::reuse::bands::REACH`] bits is among them. Wordings agree in a whole band.
pub(in super::super) fn neighbours(
    conn: &mut AnyConn,
    case: &str,
    part: &PartLook,
) -> Result<Vec<Neighbour>, Fault> {
    let mut found: Vec<(String, Neighbour)> = Vec::new();
    for (place, band) in bands(looked_up(part)).into_iter().enumerate() {
        let values = if part.kind == PartKind::Wording { vec![band] } else { probes(band) };
        let query = screening_part::table
            .filter(screening_part::kind.eq(part.kind.code()))
            .filter(screening_part::case_id.ne(case))
            .select((
                screening_part::id,
                screening_part::case_id,
                screening_part::page,
                screening_part::phash,
                screening_part::dhash,
                screening_part::sketch,
                screening_part::party,
                screening_part::print,
            ))
            .into_boxed();
        let rows: Vec<Row> = match place {
            0 => query.filter(screening_part::b0.eq_any(values)).load(conn)?,
            1 => query.filter(screening_part::b1.eq_any(values)).load(conn)?,
            2 => query.filter(screening_part::b2.eq_any(values)).load(conn)?,
            _ => query.filter(screening_part::b3.eq_any(values)).load(conn)?,
        };
        for (id, case_id, page, phash, dhash, sketch, party, print) in rows {
            found.push((
                id,
                Neighbour {
                    case_id,
                    page,
                    look: Look { phash: phash.cast_unsigned(), dhash: dhash.cast_unsigned() },
                    sketch: sketch.as_deref().and_then(Sketch::read),
                    print: print.as_deref().and_then(Print::read),
                    party,
                },
            ));
        }
    }
    // The newest first: its case is the likeliest to be still at hand.
    found.sort_by(|(one, _), (two, _)| two.cmp(one));
    found.dedup_by(|(one, _), (two, _)| one == two);
    Ok(found.into_iter().map(|(_, neighbour)| neighbour).collect())
}

/// Remembers a number of a document.
pub(in super::super) fn insert_trace(
    tx: &mut Tx<'_>,
    (case, document): (&str, &str),
    kind: &str,
    print: &str,
) -> Result<(), Fault> {
    let row = (
        screening_trace::case_id.eq(case),
        screening_trace::document_id.eq(document),
        screening_trace::kind.eq(kind),
        screening_trace::print.eq(print),
    );
    Both::new(diesel::insert_into(screening_trace::table).values(row), "ON CONFLICT DO NOTHING")
        .execute(tx.conn)?;
    Ok(())
}

/// Cases other than this one with the same number, the newest first.
pub(in super::super) fn traced(
    conn: &mut AnyConn,
    case: &str,
    kind: &str,
    print: &str,
) -> Result<Vec<String>, Fault> {
    let mut cases: Vec<String> = screening_trace::table
        .filter(screening_trace::print.eq(print))
        .filter(screening_trace::kind.eq(kind))
        .filter(screening_trace::case_id.ne(case))
        .order(screening_trace::case_id.desc())
        .limit(50)
        .select(screening_trace::case_id)
        .load(conn)?;
    cases.dedup();
    Ok(cases)
}

/// Takes away what a document is found by, before it is put down anew.
pub(in super::super) fn forget_parts(tx: &mut Tx<'_>, document: &str) -> Result<(), Fault> {
    diesel::delete(screening_part::table.filter(screening_part::document_id.eq(document)))
        .execute(tx.conn)?;
    diesel::delete(screening_trace::table.filter(screening_trace::document_id.eq(document)))
        .execute(tx.conn)?;
    Ok(())
}

/// Takes away what a case is found by.
pub(in super::super) fn erase_parts(tx: &mut Tx<'_>, case: &str) -> Result<usize, Fault> {
    let parts =
        diesel::delete(screening_part::table.filter(screening_part::case_id.eq(case))).execute(tx.conn)?;
    let traces =
        diesel::delete(screening_trace::table.filter(screening_trace::case_id.eq(case))).execute(tx.conn)?;
    Ok(parts + traces)
}

/// Documents examined before there were parts and measures: an update brings them in, some at a time.
pub(in super::super) fn without_measure(conn: &mut AnyConn, limit: i64) -> Result<Vec<String>, Fault> {
    let measured = screening_measure::table
        .filter(screening_measure::document_id.is_not_null())
        .filter(screening_measure::document_id.assume_not_null().eq(screening_document::id));
    Ok(screening_document::table
        .filter(screening_document::state.eq("examined"))
        .filter(diesel::dsl::not(diesel::dsl::exists(measured)))
        .order(screening_document::id)
        .limit(limit)
        .select(screening_document::id)
        .load(conn)?)
}
