//! Forms that carry files or long texts (`multipart/form-data`), read within limits.

use actix_multipart::{Field, Multipart};
use actix_web::HttpRequest;
use futures_util::StreamExt;

use super::form::{Fields, check_origin, header_code};
use super::visitor::Visitor;
use crate::kernel::{Blame, Fault};

/// What a part turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartBody {
    /// Whole.
    Whole(Vec<u8>),
    /// Longer than allowed, read to its end so that the next part can follow.
    TooLong,
    /// So much longer that its end was not waited for.
    Endless,
}

/// Reads a part into at most `limit` bytes. `Field::bytes` would drain a part of any length; here the patience
/// ends at three times the limit.
///
/// # Errors
/// An input fault when the request breaks off.
pub async fn read_part(part: &mut Field, limit: usize) -> Result<PartBody, Fault> {
    let mut bytes = Vec::new();
    let mut length = 0_usize;
    while let Some(chunk) = part.next().await {
        let chunk = chunk.map_err(|error| Fault::input("malformed").because(error.to_string()))?;
        length = length.saturating_add(chunk.len());
        if length > limit.saturating_mul(3) {
            return Ok(PartBody::Endless);
        }
        if length > limit {
            bytes = Vec::new();
        } else {
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok(if length > limit { PartBody::TooLong } else { PartBody::Whole(bytes) })
}

/// How much of a form is read.
#[derive(Debug, Clone, Copy)]
pub struct SizeLimits {
    /// Longest field that is no file, bytes.
    pub field: usize,
    /// Largest file, bytes.
    pub file: usize,
    /// Most files.
    pub files: usize,
    /// All of it together, bytes.
    pub total: usize,
}

/// A file of a form.
#[derive(Debug, Clone)]
pub struct SentFile {
    /// Its name as sent: data, never a path.
    pub name: String,
    /// What it holds; [`PartBody::TooLong`] when it is refused for its length.
    pub body: PartBody,
}

/// A form that was read.
#[derive(Debug, Clone, Default)]
pub struct Sent {
    /// Fields that are no files, in their order.
    pub fields: Fields,
    /// Files that are not empty, in their order.
    pub files: Vec<SentFile>,
}

/// Most parts of one form.
const PARTS: usize = 400;

/// Reads a form with files. Its cross-site code stands in the first field or in the header, so that nothing of
/// a foreign form is read further.
///
/// # Errors
/// A refusal of a foreign form; an input fault for a broken or too large one.
pub async fn read_sent(
    request: &HttpRequest,
    visitor: &Visitor,
    mut parts: Multipart,
    limits: SizeLimits,
) -> Result<Sent, Fault> {
    let mut checked = false;
    if let Some(code) = header_code(request) {
        check_origin(request, visitor, &code)?;
        checked = true;
    }
    let too_large = || Fault::new(Blame::TooLarge, "too-large");
    let mut pairs = Vec::new();
    let mut files = Vec::new();
    let (mut total, mut count) = (0_usize, 0_usize);
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(|error| Fault::input("malformed").because(error.to_string()))?;
        count += 1;
        if count > PARTS {
            return Err(too_large());
        }
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.content_disposition().and_then(|d| d.get_filename()).map(str::to_owned);
        if let Some(file_name) = file_name {
            if !checked {
                check_origin(request, visitor, "")?;
            }
            let body = read_part(&mut part, limits.file).await?;
            total += if let PartBody::Whole(bytes) = &body { bytes.len() } else { 0 };
            // A browser sends an empty part for a file field left empty.
            if body == PartBody::Whole(Vec::new()) && file_name.is_empty() {
                continue;
            }
            if body == PartBody::Endless || files.len() >= limits.files || total > limits.total {
                return Err(too_large());
            }
            files.push(SentFile { name: file_name, body });
            continue;
        }
        let PartBody::Whole(value) = read_part(&mut part, limits.field).await? else {
            return Err(too_large());
        };
        total += value.len();
        if total > limits.total {
            return Err(too_large());
        }
        let value = String::from_utf8_lossy(&value).into_owned();
        if !checked {
            let code = if name == "csrf" { value.trim() } else { "" };
            check_origin(request, visitor, code)?;
            checked = true;
        }
        pairs.push((name, value));
    }
    if !checked {
        check_origin(request, visitor, "")?;
    }
    Ok(Sent { fields: Fields::new(pairs), files })
}
