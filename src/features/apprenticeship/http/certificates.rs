//! Certificates on screen and paper, and the public check of a code.

use std::fmt;

use actix_web::HttpRequest;
use actix_web::web::{Data, Path};
use askama::Template;

use super::board::{CertificateLine, certificate_line};
use super::words;
use crate::features::apprenticeship::rules::certificate::State;
use crate::features::apprenticeship::service::certificates::{self as service, CertificateView, Proof};
use crate::kernel::{Blame, Id, perm};
use crate::platform::i18n::{Texts, mask_name};
use crate::platform::site::Site;
use crate::web::nav::Place;
use crate::web::{Allow, Answer, Anyone, Chrome, Fields, Posted, html, qr_svg, see_other};

/// A QR code as SVG drawn by this program.
struct Code(String);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

// Safe because the drawing holds squares only; the text it encodes never appears in the markup.
impl askama::filters::HtmlSafe for Code {}

#[derive(Template)]
#[template(path = "features/apprenticeship/pages/certificates.html")]
struct CertificatesPage {
    page: Chrome,
    rows: Vec<CertificateLine>,
}

pub(super) async fn own(who: Allow<perm::OwnLearning>, site: Data<Site>) -> Answer {
    let (actor, day) = (who.actor().clone(), site.today());
    let rows = site.db.read(move |conn| service::own(conn, &actor, day)).await?;
    let page = Chrome::new(&who, "certs-title", Place::Board);
    let t = page.t.on(day);
    html(&CertificatesPage { rows: rows.iter().map(|c| certificate_line(&t, c)).collect(), page })
}

#[derive(Template)]
#[template(path = "features/apprenticeship/pages/certificate.html")]
struct CertificatePage {
    page: Chrome,
    id: String,
    tone: &'static str,
    state: String,
    number: String,
    body: String,
    facts: Vec<(String, String)>,
    policies: String,
    head: String,
    verify: String,
    code: Code,
    verify_path: String,
    grant: Option<String>,
    may_revoke: bool,
}

/// A hash in groups of four, as people compare them.
fn grouped(hash: &str) -> String {
    hash.as_bytes().chunks(4).map(|c| String::from_utf8_lossy(c).into_owned()).collect::<Vec<_>>().join(" ")
}

fn head(view: &CertificateView) -> String {
    format!("{} \u{b7} {}", view.row.head_seq, grouped(&view.row.head_hash))
}

/// The address the code leads to: the site's public one where it is configured, else the one that the page
/// itself was asked for under.
fn verify_address(site: &Site, request: &HttpRequest, code: &str) -> String {
    let public = site.config.public_url.trim_end_matches('/');
    if !public.is_empty() {
        return format!("{public}/verify/{code}");
    }
    let asked = request.connection_info();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ':' | '-' | '[' | ']');
    let host = asked.host();
    if host.chars().all(plain) {
        format!("{}://{host}/verify/{code}", asked.scheme())
    } else {
        format!("/verify/{code}")
    }
}

fn grant_text(t: &Texts, view: &CertificateView) -> Option<String> {
    let (grant, manager, steward) = view.grant.as_ref()?;
    let key = if grant.kind == "founding" { "cert-founding" } else { "cert-teaching" };
    Some(t.with(key, &[("manager", manager), ("steward", steward), ("reason", &grant.reason)]))
}

pub(super) async fn page(
    who: Allow<perm::SeeCertificate>,
    id: Path<Id>,
    request: HttpRequest,
    site: Data<Site>,
) -> Answer {
    let (actor, day) = (who.actor().clone(), site.today());
    let view = site.db.read(move |conn| service::file(conn, &actor, &id, day)).await?;
    let page = Chrome::new(&who, "cert-title", Place::Board);
    let t = page.t.on(day);
    let item = words::pick(&t, &view.item.1, &view.item.2);
    let issued = t.date_full(view.row.issued_on);
    let numbers: Vec<String> = view.policies.iter().map(|p| p.number.clone()).collect();
    let body = match (&view.grant, view.row.level) {
        (Some(_), _) => {
            t.with("cert-body-grant", &[("name", &view.holder), ("day", &issued), ("item", &item)])
        }
        (None, _) => t.with("cert-body", &[("name", &view.holder), ("day", &issued), ("item", &item)]),
    };
    let mut facts = vec![
        (t.get("cert-level"), words::level(&t, view.row.level)),
        (t.get("cert-until"), t.date_full(view.row.expires_on.pred_opt().unwrap_or(view.row.expires_on))),
    ];
    if let Some(mentor) = &view.mentor {
        facts.push((t.get("role-mentor"), mentor.clone()));
        facts.push((t.get("cert-rounds"), t.with("cert-rounds-n", &[("n", &view.row.rounds)])));
    }
    if let Some((grant, manager, steward)) = &view.grant {
        let kind = if grant.kind == "founding" { "grant-founding" } else { "grant-teaching" };
        facts.push((t.get("cert-basis"), t.get(kind)));
        facts.push((t.get("cert-granted-by"), format!("{manager} \u{b7} {steward}")));
    }
    let verify = verify_address(&site, &request, &view.row.code);
    html(&CertificatePage {
        id: view.row.id.clone(),
        tone: words::certificate_tone(view.state),
        state: t.get(view.state.key()),
        number: t.with("cert-number", &[("code", &view.row.code)]),
        verify_path: format!("/verify/{}", view.row.code),
        body,
        facts,
        policies: numbers.join(&t.get("list-separator")),
        head: head(&view),
        code: Code(qr_svg(&verify)?),
        verify,
        grant: grant_text(&t, &view),
        may_revoke: who.actor().may(crate::kernel::Permission::ManagePairs)
            && who.actor().person != view.row.person_id
            && view.state.after(crate::features::apprenticeship::rules::certificate::Step::Revoke).is_some(),
        page,
    })
}

pub(super) async fn revoke(
    who: Allow<perm::ManagePairs>,
    id: Path<Id>,
    form: Posted,
    site: Data<Site>,
) -> Answer {
    let (actor, certificate) = (who.actor().clone(), id.as_str().to_owned());
    let reason = form.one("reason").to_owned();
    site.db.write(move |tx| service::revoke(tx, &actor, &certificate, &reason)).await?;
    see_other(&format!("/certificates/{}?ok=certificate-revoked", id.as_str()))
}

struct ProofView {
    number: String,
    banner: &'static str,
    state: String,
    chain: String,
    facts: Vec<(String, String)>,
    head: String,
}

#[derive(Template)]
#[template(path = "features/apprenticeship/pages/verify.html")]
struct VerifyPage {
    page: Chrome,
    proof: Option<ProofView>,
    unknown: bool,
    typed: String,
    checked: String,
}

pub(super) async fn verify_form(who: Anyone, query: Fields, site: Data<Site>) -> Answer {
    let typed = query.one("code").to_owned();
    check(&who, &site, typed).await
}

pub(super) async fn verify(who: Anyone, code: Path<String>, site: Data<Site>) -> Answer {
    check(&who, &site, code.into_inner()).await
}

/// What anybody may know from a code: state, item, level, days, the place in the chain, and a part of the name.
async fn check(who: &Anyone, site: &Data<Site>, typed: String) -> Answer {
    let day = site.today();
    let asked = typed.clone();
    let found = if typed.is_empty() {
        None
    } else {
        match site.db.read(move |conn| service::verify(conn, &asked, day)).await {
            Ok(proof) => Some(proof),
            Err(fault) if fault.blame == Blame::Missing => None,
            Err(fault) => return Err(fault.into()),
        }
    };
    let page = Chrome::new(who, "verify-title", Place::None);
    let t = page.t;
    let unknown = found.is_none() && !typed.is_empty();
    let now = t.date_time_full(site.zone().local(site.db.clock().now()));
    let mut answer = html(&VerifyPage {
        proof: found.map(|proof| proof_view(&t, &proof)),
        unknown,
        typed,
        checked: t.with("verify-checked", &[("at", &now)]),
        page,
    })?;
    if unknown {
        *answer.status_mut() = actix_web::http::StatusCode::NOT_FOUND;
    }
    Ok(answer)
}

fn proof_view(t: &Texts, proof: &Proof) -> ProofView {
    let view = &proof.certificate;
    let good = view.state == State::Valid && proof.holds();
    let last = view.row.expires_on.pred_opt().unwrap_or(view.row.expires_on);
    let numbers: Vec<String> = view.policies.iter().map(|p| p.number.clone()).collect();
    let mut facts = vec![
        (t.get("verify-holder"), mask_name(&view.holder)),
        (t.get("fact-item"), words::pick(t, &view.item.1, &view.item.2)),
        (t.get("cert-level"), words::level(t, view.row.level)),
        (t.get("cert-issued"), t.date_full(view.row.issued_on)),
        (t.get("cert-until"), t.date_full(last)),
        (t.get("cert-policies"), numbers.join(&t.get("list-separator"))),
    ];
    if let Some((grant, _, _)) = &view.grant {
        let kind = if grant.kind == "founding" { "grant-founding" } else { "grant-teaching" };
        facts.push((t.get("cert-basis"), t.get(kind)));
    }
    ProofView {
        number: t.with("cert-number", &[("code", &view.row.code)]),
        banner: if good { "banner-ok" } else { "banner-warn" },
        state: t.get(view.state.key()),
        chain: if !proof.on_chain {
            t.get("verify-off-chain")
        } else if proof.intact < proof.signatures {
            t.with("verify-changed", &[("n", &(proof.signatures - proof.intact))])
        } else if proof.signatures > 0 {
            t.with("verify-signatures", &[("seq", &view.row.head_seq), ("n", &proof.signatures)])
        } else {
            t.with("verify-on-chain", &[("seq", &view.row.head_seq)])
        },
        facts,
        head: head(view),
    }
}
