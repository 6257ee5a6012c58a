//! Price, dwelling and order of days over the papers of a case.

use super::{ADDRESS, AREA, Case, CaseFinding, DATE, Mention, PRICE, between};
use crate::forensics::Strength;
use crate::forensics::logic::id_number::Day;
use crate::forensics::logic::normal::{area, count, date, dense, name, same_number, shown};
use crate::forensics::logic::said::amount_slips;
use crate::forensics::logic::statement::salary::alike;
use crate::forensics::papers::Kind;

pub(super) fn check(case: &Case<'_>) -> Vec<CaseFinding> {
    let mut findings = prices(case);
    findings.extend(dwellings(case));
    findings.extend(days(case));
    findings.truncate(12);
    findings
}

fn pairs<'a>(mentions: &'a [Mention<'a>]) -> impl Iterator<Item = (&'a Mention<'a>, &'a Mention<'a>)> {
    mentions
        .iter()
        .enumerate()
        .flat_map(|(index, one)| mentions.iter().skip(index + 1).map(move |two| (one, two)))
}

/// One contract with two prices, and invoices of the seller that are more than the price.
fn prices(case: &Case<'_>) -> Vec<CaseFinding> {
    let mut findings = Vec::new();
    let totals = case.all(Kind::PurchaseContract, "total");
    for (one, two) in pairs(&totals) {
        let (Some(a), Some(b)) = (one.said.fen(), two.said.fen()) else { continue };
        if a == b || !same_deal(case, one.paper, two.paper) {
            continue;
        }
        let slip = !amount_slips(one.said.text, b).is_empty() || !amount_slips(two.said.text, a).is_empty();
        let unsure = slip && !(one.said.sure() && two.said.sure());
        // A price agreed anew stands in a supplement signed later: only of one day are two prices a contradiction.
        let signed = |mention: &Mention<'_>| date(case.field(mention.paper, "signed_on")?.said.text).day();
        let agreed_anew = !slip && signed(one).zip(signed(two)).is_none_or(|(one, two)| one != two);
        let strength = if unsure || agreed_anew { Strength::Medium } else { Strength::Strong };
        let facts = [("first", shown(a)), ("second", shown(b))];
        findings.push(between(&PRICE, strength, &[*one, *two], &facts));
    }
    for contract in &totals {
        let (Some(price), Some(seller)) = (contract.said.fen(), case.field(contract.paper, "seller")) else {
            continue;
        };
        let of_seller = |paper: usize| {
            let said = case.field(paper, "seller");
            said.is_some_and(|said| alike(&name(said.said.text), &name(seller.said.text)))
        };
        let mut invoices = case.all(Kind::VatInvoice, "total");
        invoices.retain(|invoice| of_seller(invoice.paper));
        // The same invoice may stand in two files.
        let mut seen: Vec<String> = Vec::new();
        let mut sum = 0_i64;
        for invoice in &invoices {
            let number = case.field(invoice.paper, "invoice_number").map(|said| dense(said.said.text));
            if number.as_ref().is_none_or(|number| seen.contains(number)) {
                continue;
            }
            seen.extend(number);
            sum = sum.saturating_add(invoice.said.fen().unwrap_or(0).max(0));
        }
        // Three in a hundred: what the measured area may differ from the one sold.
        let over = i128::from(sum) * 100 > i128::from(price) * 103;
        if let (true, Some(invoice)) = (over && price > 0, invoices.first()) {
            let facts = [("first", shown(price)), ("second", shown(sum))];
            findings.push(between(&PRICE, Strength::Medium, &[*contract, *invoice], &facts));
        }
    }
    findings
}

/// Whether two contracts are of one deal: the same number, or the same room.
fn same_deal(case: &Case<'_>, one: usize, two: usize) -> bool {
    let both = |key: &'static str| Some((case.field(one, key)?, case.field(two, key)?));
    if let Some((a, b)) = both("contract_number") {
        return same_number(a.said.text, b.said.text) == Some(true);
    }
    both("address").is_some_and(|(a, b)| {
        let (a, b) = (name(a.said.text), name(b.said.text));
        alike(&a, &b) && figures(&a) == figures(&b)
    })
}

/// The numbers in an address: of street, building, unit, room.
fn figures(address: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut open = false;
    for c in address.chars().take(200) {
        if c.is_ascii_digit() {
            match found.last_mut() {
                Some(last) if open => last.push(c),
                _ => found.push(c.to_string()),
            }
        }
        open = c.is_ascii_digit();
    }
    found.iter().map(|number| number.trim_start_matches('0').to_owned()).collect()
}

/// Contract and certificate of one dwelling: area and room.
fn dwellings(case: &Case<'_>) -> Vec<CaseFinding> {
    let mut findings = Vec::new();
    let (contracts, certificates) =
        (case.all(Kind::PurchaseContract, "address"), case.all(Kind::PropertyCertificate, "address"));
    // With several of either kind nobody knows which belong together.
    let ([contract], [certificate]) = (contracts.as_slice(), certificates.as_slice()) else {
        return findings;
    };
    let (a, b) = (figures(&dense(contract.said.text)), figures(&dense(certificate.said.text)));
    let same_room = match (a.last(), b.last()) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    if !same_room {
        // Buildings are numbered anew between contract and register.
        let strength = if a.len() == b.len() { Strength::Medium } else { Strength::Weak };
        findings.push(between(&ADDRESS, strength, &[*contract, *certificate], &[]));
        return findings;
    }
    let areas = (case.field(contract.paper, "building_area"), case.field(certificate.paper, "area"));
    if let (Some(one), Some(two)) = areas
        && let (Some(sold), Some(held)) = (area(one.said.text), area(two.said.text))
        && let (Some(sold_at), Some(held_at)) = (sold.at(4), held.at(4))
    {
        let off = (sold_at - held_at).abs();
        // 商品房销售管理办法, article 20: up to 3 % between sold and measured is settled without further ado.
        if off * 100 > sold_at * 3 {
            let strength = if off * 100 > sold_at * 10 { Strength::Medium } else { Strength::Weak };
            let facts = [("first", plain(one.said.text)), ("second", plain(two.said.text))];
            findings.push(between(&AREA, strength, &[one, two], &facts));
        }
    }
    findings
}

fn plain(text: &str) -> String {
    dense(text).chars().filter(|c| c.is_ascii_digit() || *c == '.').take(12).collect()
}

/// Days over papers: the invoice of a sale before its contract, a proof of work after leaving.
fn days(case: &Case<'_>) -> Vec<CaseFinding> {
    let mut findings = Vec::new();
    let day = |mention: &Mention<'_>| -> Option<Day> { date(mention.said.text).day() };
    for contract in case.all(Kind::PurchaseContract, "signed_on") {
        for invoice in case.all(Kind::VatInvoice, "issued_on") {
            let seller = |paper| case.field(paper, "seller").map(|said| name(said.said.text));
            let same = seller(contract.paper).zip(seller(invoice.paper)).is_some_and(|(a, b)| alike(&a, &b));
            let (Some(signed), Some(issued)) = (day(&contract), day(&invoice)) else { continue };
            // Earnest money is invoiced before the contract is signed.
            if same && count(signed) - count(issued) > EARNEST_DAYS && issued <= case.today {
                let facts = ordered("contract-invoice", signed, issued);
                findings.push(between(&DATE, Strength::Medium, &[contract, invoice], &facts));
            }
        }
    }
    for proof in case.all(Kind::IncomeProof, "issued_on") {
        for left in case.all(Kind::LeavingProof, "left_on") {
            let same = |key: &'static str| {
                let both = case.field(proof.paper, key).zip(case.field(left.paper, key));
                both.is_some_and(|(a, b)| name(a.said.text) == name(b.said.text))
            };
            let (Some(issued), Some(gone)) = (day(&proof), day(&left)) else { continue };
            if issued > gone && same("name") && same("employer") {
                let facts = ordered("left-proof", gone, issued);
                findings.push(between(&DATE, Strength::Medium, &[proof, left], &facts));
            }
        }
    }
    findings
}

/// Days between earnest money and contract that nobody asks about.
const EARNEST_DAYS: i64 = 180;

fn ordered(pair: &str, first: Day, second: Day) -> [(&'static str, String); 3] {
    [("pair", pair.to_owned()), ("first", first.to_string()), ("second", second.to_string())]
}
