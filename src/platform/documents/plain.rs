//! Plain text and Markdown.
//!
//! In a text file of this trade a line is a paragraph, unless an editor broke the lines at one width; then they
//! are joined. Of Markdown only what such files use is understood: headings, emphasis, tables, pictures, links.

use super::lines::{self, Line};
use super::{Gathered, Kind, Limits, Look, Paper, Refused, What};

/// Reads a text.
pub(super) fn read(text: &str, charset: &str, limits: &Limits) -> Result<Paper, Refused> {
    let lines: Vec<&str> = text.lines().collect();
    if lines.len() > limits.paragraphs * 8 {
        return Err(Refused::Bomb);
    }
    let marked = lines.iter().any(|line| heading(line).is_some());
    let mut gathered = Gathered::default();
    if marked {
        markdown(&lines, &mut gathered);
    } else {
        // A blank line ends a paragraph whatever its width.
        for block in lines.split(|line| line.trim().is_empty()) {
            let measured: Vec<Line> = block.iter().map(|line| lines::measured(line)).collect();
            if lines::wrapped(&measured) {
                for paragraph in lines::join(&measured) {
                    gathered.push(&paragraph, Look::Body);
                }
            } else {
                for line in block {
                    gathered.push(line, Look::Body);
                }
            }
        }
    }
    Ok(gathered.into_paper(if marked { Kind::Markdown } else { Kind::Text }, charset))
}

fn heading(line: &str) -> Option<(u8, &str)> {
    let rest = line.trim_start_matches('#');
    let level = u8::try_from(line.len() - rest.len()).ok().filter(|level| (1..=6).contains(level))?;
    rest.strip_prefix([' ', '\u{3000}']).map(|text| (level, text.trim().trim_end_matches('#').trim_end()))
}

fn markdown(lines: &[&str], gathered: &mut Gathered) {
    let mut comment = false;
    for line in lines {
        let line = line.trim();
        if comment || line.starts_with("<!--") {
            gathered.leave_out(What::Comment, line.trim_start_matches("<!--").trim_end_matches("-->"));
            comment = !line.ends_with("-->");
        } else if let Some((level, text)) = heading(line) {
            let words = inline(text, pictures(text, gathered));
            gathered.push(&words, Look::Heading(level));
        } else if let Some(row) = row(line) {
            if !row.is_empty() {
                let words = inline(&row, pictures(&row, gathered));
                gathered.push(&words, Look::Row);
            }
        } else if !rule(line) {
            let line = line.strip_prefix("> ").unwrap_or(line);
            let words = inline(line, pictures(line, gathered));
            gathered.push(&words, Look::Body);
        }
    }
}

/// A line drawn across the page.
fn rule(line: &str) -> bool {
    line.len() >= 3 && ['-', '*', '_', '='].iter().any(|mark| line.trim_matches(*mark).is_empty())
}

/// The cells of a table's row side by side; empty for the line under the head; `None` for no row.
fn row(line: &str) -> Option<String> {
    let inner = line.strip_prefix('|')?.trim_end_matches('|');
    let cells: Vec<&str> = inner.split('|').map(str::trim).collect();
    let ruled = cells.iter().all(|cell| !cell.is_empty() && cell.trim_matches([':', '-']).is_empty());
    Some(if ruled { String::new() } else { cells.join(super::docx::CELL) })
}

/// Notes the pictures of a line and says that they may be taken out of it.
fn pictures(text: &str, gathered: &mut Gathered) -> bool {
    let mut any = false;
    for part in text.split("![").skip(1) {
        if let Some((name, _)) = part.split_once("](").filter(|(_, rest)| rest.contains(')')) {
            gathered.leave_out(What::Picture, name);
            any = true;
        }
    }
    any
}

/// Emphasis, code marks, links and pictures taken off; the words stay.
fn inline(text: &str, pictured: bool) -> String {
    let mut text = text.replace("**", "").replace('`', "");
    if pictured {
        while let Some(at) = text.find("![") {
            let Some(end) = text[at..].find(')') else { break };
            text.replace_range(at..=at + end, "");
        }
    }
    let mut from = 0;
    while let Some(middle) = text[from..].find("](").map(|at| at + from) {
        let (Some(open), Some(close)) = (text[..middle].rfind('['), text[middle..].find(')')) else {
            from = middle + 2;
            continue;
        };
        text.replace_range(middle..=middle + close, "");
        text.replace_range(open..=open, "");
        from = middle.saturating_sub(1).max(open);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> (Vec<String>, Paper) {
        let paper = read(source, "UTF-8", &Limits::default()).unwrap();
        (paper.paragraphs.iter().map(|p| p.text.clone()).collect(), paper)
    }

    #[test]
    fn markdown_loses_its_marks_and_not_its_words() {
        let source = "# 办法\n\n## 第一章 总则\n第一条 **甲**见[附件](a.pdf)。\n\n| 材料 | 份数 |\n| --- | --- |\n| 身份证 | 1 |\n![印章](x.png)\n<!-- 内部 -->\n---\n";
        let (texts, paper) = texts(source);
        assert_eq!(paper.kind, Kind::Markdown);
        assert_eq!(texts, ["办法", "第一章 总则", "第一条 甲见附件。", "材料 ｜ 份数", "身份证 ｜ 1"]);
        assert_eq!(paper.paragraphs[1].look, Look::Heading(2));
        let left: Vec<What> = paper.left_out.iter().map(|left| left.what).collect();
        assert_eq!(left, [What::Picture, What::Comment]);
    }

    #[test]
    fn lines_of_plain_text_are_paragraphs() {
        let (texts, paper) = texts("关于印发的通知\r\n\r\n第一条 甲 * 乙\r\n（一）丙\r\n");
        assert_eq!(paper.kind, Kind::Text);
        assert_eq!(texts, ["关于印发的通知", "第一条 甲 * 乙", "（一）丙"]);
    }
}
