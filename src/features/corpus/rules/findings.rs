//! What to look at before a document is handed in, row by row.

use super::cutting::{Cut, CutClause, article_beside, article_name, same_name};
use super::recognise::{days, marks};

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// No clause at all: nothing could be found or cited.
    NoClause,
    /// The same name stands twice.
    Twice,
    /// Numbers are skipped.
    Missing,
    /// A number below the one before it.
    Order,
    /// A clause without text.
    Empty,
    /// Text between a heading and its first article belongs to none.
    Outside,
    /// There is no such day.
    NoSuchDay,
    /// Characters that are often the trace of a bad conversion.
    Characters,
    /// A line inside a clause that may be an article of its own.
    Perhaps,
    /// Longer than anybody reads in one piece.
    Long,
}

impl What {
    /// The word in message keys.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoClause => "no-clause",
            Self::Twice => "twice",
            Self::Missing => "missing",
            Self::Order => "order",
            Self::Empty => "empty",
            Self::Outside => "outside",
            Self::NoSuchDay => "no-such-day",
            Self::Characters => "characters",
            Self::Perhaps => "perhaps",
            Self::Long => "long",
        }
    }

    /// Whether a draft cannot be made until this is settled.
    #[must_use]
    pub fn blocks(self) -> bool {
        matches!(self, Self::NoClause | Self::Twice)
    }
}

/// One row of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub what: What,
    /// Line of the text, from 1; 0 for the whole.
    pub line: usize,
    /// The clause; empty for none.
    pub article: String,
    /// What exactly: the articles missing, the characters, the date.
    pub detail: String,
}

/// Stands between the first and the last of the articles missing.
pub const TO: char = '\u{2013}';

/// Longest clause that is not remarked upon, characters.
const LONG: usize = 3_000;

/// Looks a document over.
#[must_use]
pub fn look_over(cut: &Cut) -> Vec<Finding> {
    let mut found = Vec::new();
    if cut.clauses.is_empty() {
        found.push(Finding { what: What::NoClause, line: 0, article: String::new(), detail: String::new() });
    }
    numbers(&cut.clauses, &mut found);
    for (at, clause) in cut.clauses.iter().enumerate() {
        let mut note = |what, detail: String| {
            found.push(Finding { what, line: clause.line, article: clause.article.clone(), detail });
        };
        if cut.clauses[..at].iter().any(|other| same_name(&other.article, &clause.article)) {
            note(What::Twice, String::new());
        }
        if clause.text.trim().is_empty() {
            note(What::Empty, String::new());
        }
        if clause.text.chars().count() > LONG {
            note(What::Long, clause.text.chars().count().to_string());
        }
        for detail in wrong_days(&clause.text) {
            note(What::NoSuchDay, detail);
        }
        let odd = odd_characters(&clause.text);
        if !odd.is_empty() {
            note(What::Characters, odd);
        }
        for line in clause.text.lines() {
            if let Some((name, _)) = article_name(line).filter(|_| clause.number > 0 && perhaps(line)) {
                note(What::Perhaps, name.to_owned());
            }
        }
    }
    let (first, last) = (cut.clauses.first().map(|c| c.line), cut.clauses.last().map(|c| c.line));
    for (line, text) in &cut.outside {
        let inside = first.is_some_and(|first| first < *line) && last.is_some_and(|last| *line < last);
        if inside && !marks::closing(text) {
            let detail = text.chars().take(40).collect();
            found.push(Finding { what: What::Outside, line: *line, article: String::new(), detail });
        }
        for detail in wrong_days(text) {
            found.push(Finding { what: What::NoSuchDay, line: *line, article: String::new(), detail });
        }
    }
    found.sort_by_key(|finding| finding.line);
    found
}

/// Gaps and steps back in the numbers of the articles.
fn numbers(clauses: &[CutClause], found: &mut Vec<Finding>) {
    let mut last = 0;
    for clause in clauses.iter().filter(|clause| clause.number > 0) {
        let mut note = |what, detail: String| {
            found.push(Finding { what, line: clause.line, article: clause.article.clone(), detail });
        };
        let number = clause.number;
        if number > last + 1 {
            let first = article_beside(last + 1, &clause.article);
            let detail = if number == last + 2 {
                first
            } else {
                format!("{first}{TO}{}", article_beside(number - 1, &clause.article))
            };
            note(What::Missing, detail);
        } else if number < last {
            note(What::Order, article_beside(last, &clause.article));
        }
        last = number.max(last);
    }
}

fn wrong_days(text: &str) -> impl Iterator<Item = String> {
    days::find(text).into_iter().filter(|found| found.day.is_none()).map(|found| found.text)
}

/// An article's name at the beginning of a line with something behind it that is no citation.
fn perhaps(line: &str) -> bool {
    let Some((name, place)) = article_name(line) else { return false };
    let before = if place.1 > 0 { (place.0, place.1 - 1) } else { (place.0 - 1, 0) };
    line.len() > name.len() && marks::article(line, Some(before)).is_some()
}

/// The characters of a text that no writer types: replacement marks, private use, radicals instead of letters,
/// control and direction marks. Each once, at most ten.
fn odd_characters(text: &str) -> String {
    let mut odd = String::new();
    for c in text.chars() {
        let strange = matches!(
            c,
            '\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '\u{2e80}'..='\u{2fdf}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{f0000}'..
        ) || (c.is_control() && c != '\n');
        if strange && !odd.contains(c) && odd.chars().count() < 10 {
            odd.push(c);
        }
    }
    odd
}

#[cfg(test)]
mod tests {
    use super::super::cutting::take_apart;
    use super::*;

    fn found(document: &str) -> Vec<(What, usize, String, String)> {
        look_over(&take_apart(document)).into_iter().map(|f| (f.what, f.line, f.article, f.detail)).collect()
    }

    fn row(what: What, line: usize, article: &str, detail: &str) -> (What, usize, String, String) {
        (what, line, article.to_owned(), detail.to_owned())
    }

    #[test]
    fn each_row_says_where_and_what() {
        assert_eq!(found("# 题"), [row(What::NoClause, 0, "", "")]);
        let document = "前言\n第一条　甲，2026年2月30日前。\n第三条　\n第二条　乙\u{fffd}\n第二条　丙\n第九条　丁\n第十条职工应当。\n## 第二章\n说明\n第十一条　戊";
        assert_eq!(
            found(document),
            [
                row(What::NoSuchDay, 2, "第一条", "2026年2月30日"),
                row(What::Missing, 3, "第三条", "第二条"),
                row(What::Empty, 3, "第三条", ""),
                row(What::Order, 4, "第二条", "第三条"),
                row(What::Characters, 4, "第二条", "\u{fffd}"),
                row(What::Order, 5, "第二条", "第三条"),
                row(What::Twice, 5, "第二条", ""),
                row(What::Missing, 6, "第九条", "第四条–第八条"),
                row(What::Perhaps, 6, "第九条", "第十条"),
                row(What::Outside, 9, "", "说明"),
                row(What::Missing, 10, "第十一条", "第十条"),
            ]
        );
    }

    #[test]
    fn a_sound_document_has_no_rows() {
        assert_eq!(
            found(
                "# 题\n第一条　甲。\n第二条　依照第一条。\n第二条之一　乙。\n第三条　丙。\n---\n2026年1月1日"
            ),
            []
        );
    }
}
