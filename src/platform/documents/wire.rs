//! How a document travels from the sealed child to its parent.
//!
//! The child has parsed hostile bytes and may be hostile itself, so the answer is bounded and every value is
//! checked again: no blank paragraph, no line break, no count past the limits.

use super::{Limits, Paper, Refused};

/// Longest answer accepted, bytes.
pub(super) const MAX: usize = 32 << 20;

/// Packs an answer.
pub(super) fn encode(answer: &Result<Paper, Refused>) -> Vec<u8> {
    serde_json::to_vec(answer).unwrap_or_default()
}

/// Unpacks an answer; `None` for what an honest child would not have sent.
pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Option<Result<Paper, Refused>> {
    let answer: Result<Paper, Refused> = serde_json::from_slice(bytes).ok()?;
    if let Ok(paper) = &answer {
        let line = |text: &str| !text.contains(|c: char| c.is_control());
        let sound = paper.paragraphs.len() <= limits.paragraphs
            && !paper.paragraphs.is_empty()
            && paper.left_out.len() <= super::LISTED
            && paper.charset.len() <= 40
            && paper.charset.is_ascii()
            && paper.paragraphs.iter().all(|p| line(&p.text) && !p.text.trim().is_empty())
            && paper
                .left_out
                .iter()
                .all(|left| line(&left.text) && left.text.chars().count() <= super::KEPT + 1);
        if !sound {
            return None;
        }
    }
    Some(answer)
}

#[cfg(test)]
mod tests {
    use super::super::{Gathered, Kind, Look, What};
    use super::*;

    #[test]
    fn honest_answers_travel_and_others_do_not() {
        let limits = Limits::default();
        let mut gathered = Gathered::default();
        gathered.push("第一条 甲", Look::Body);
        gathered.leave_out(What::Picture, "印章");
        let paper = gathered.into_paper(Kind::Docx, "");
        for answer in [Ok(paper.clone()), Err(Refused::Bomb)] {
            assert_eq!(decode(&encode(&answer), &limits), Some(answer));
        }
        let mut broken = paper.clone();
        broken.paragraphs[0].text = "a\nb".to_owned();
        let empty = Paper { paragraphs: Vec::new(), ..paper };
        for answer in [Ok(broken), Ok(empty)] {
            assert_eq!(decode(&encode(&answer), &limits), None);
        }
        assert_eq!(decode(b"rubbish", &limits), None);
    }
}
