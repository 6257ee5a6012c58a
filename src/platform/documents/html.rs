//! Web pages: the words of the page, without what the page does.
//!
//! A tokenizer is enough: blocks end paragraphs, and what is never read (scripts, styles, forms, hidden parts,
//! menus) is skipped up to its own end tag and named. Building a tree was the road not taken, because a tree of
//! a hostile page is as deep as its writer likes.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::{Gathered, Kind, Limits, Look, Paper, Refused, What};

/// Elements without an end tag.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];
/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "title",
    "tr",
    "ul",
];

/// Whether a text is a web page.
pub(super) fn looks_like(text: &str) -> bool {
    let head: String = text.trim_start().chars().take(1024).collect::<String>().to_ascii_lowercase();
    let tags = ["<html", "<head", "<body", "<p>", "<p ", "<div", "<table", "<meta", "<h1"];
    head.starts_with("<!doctype html") || head.starts_with('<') && tags.iter().any(|tag| head.contains(tag))
}

/// Reads a web page.
pub(super) fn read(text: &str, charset: &str, limits: &Limits) -> Result<Paper, Refused> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut page = Page { limits: *limits, ..Page::default() };
    for token in Tokenizer::new_with_emitter(text, emitter) {
        match token {
            Ok(Token::StartTag(tag)) => page.open(&tag)?,
            Ok(Token::EndTag(tag)) => page.close(&lossy(&tag.name)),
            Ok(Token::String(words)) => page.words(&lossy(&words)),
            Ok(Token::Comment(_) | Token::Doctype(_) | Token::Error(_)) => {}
            Err(never) => match never {},
        }
        if page.gathered.over(limits) {
            return Err(Refused::Bomb);
        }
    }
    page.flush();
    page.end_of_skipped();
    Ok(page.gathered.into_paper(Kind::Html, charset))
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[derive(Default)]
struct Page {
    limits: Limits,
    gathered: Gathered,
    /// Names of the open elements.
    open: Vec<String>,
    /// Depth and reason of the outermost skipped element, with its words so far.
    skipped: Option<(usize, What, String)>,
    /// Words of the paragraph so far, as they came.
    line: String,
    heading: u8,
    /// Cells of the row so far.
    cells: Option<Vec<String>>,
    /// Next number of each open list; `None` for lists without numbers.
    lists: Vec<Option<i64>>,
}

impl Page {
    fn open(&mut self, tag: &StartTag<()>) -> Result<(), Refused> {
        let name = lossy(&tag.name);
        let attribute = |wanted: &str| {
            tag.attributes
                .iter()
                .find(|(key, _)| key.as_slice() == wanted.as_bytes())
                .map(|(_, value)| lossy(value))
        };
        let void = VOID.contains(&name.as_str());
        // An element that was left open ends where its sibling opens.
        let cell = |name: &str| matches!(name, "td" | "th");
        if let Some(last) = self.open.last().cloned()
            && (matches!(name.as_str(), "p" | "li") && last == name || cell(&name) && cell(&last))
        {
            self.close(&last);
        }
        if name == "tr" && self.open.last().is_some_and(|last| cell(last) || last == "tr") {
            self.close("tr");
        }
        if self.skipped.is_none() {
            if name == "br" {
                self.flush_line();
            } else if BLOCKS.contains(&name.as_str()) {
                self.flush();
            }
            match name.as_str() {
                "img" => self.gathered.leave_out(What::Picture, &attribute("alt").unwrap_or_default()),
                "input" if attribute("type").as_deref() != Some("hidden") => {
                    self.gathered.leave_out(What::Form, &attribute("value").unwrap_or_default());
                }
                "embed" => self.gathered.leave_out(What::Embedded, ""),
                "ol" => {
                    let start = attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1);
                    self.lists.push(Some(start));
                }
                "ul" => self.lists.push(None),
                "li" => {
                    if let Some(Some(next)) = self.lists.last_mut() {
                        self.line = format!("{next}. ");
                        *next = next.saturating_add(1);
                    }
                }
                "tr" => self.cells = Some(Vec::new()),
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading = name.as_bytes()[1] - b'0',
                _ => {}
            }
            if let Some(what) = skips(&name, &attribute).filter(|_| !void) {
                self.flush();
                self.skipped = Some((self.open.len(), what, String::new()));
            }
        }
        if !void && !tag.self_closing {
            self.open.push(name);
        } else if self.skipped.as_ref().is_some_and(|(depth, ..)| *depth == self.open.len()) {
            self.end_of_skipped();
        }
        if self.open.len() > self.limits.depth { Err(Refused::TooDeep) } else { Ok(()) }
    }

    fn close(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|open| open == name) else { return };
        self.open.truncate(at);
        if self.skipped.as_ref().is_some_and(|(depth, ..)| at <= *depth) {
            self.end_of_skipped();
            return;
        }
        if self.skipped.is_some() {
            return;
        }
        match name {
            "td" | "th" => {
                let cell = std::mem::take(&mut self.line);
                match &mut self.cells {
                    Some(cells) => cells.push(super::tidy(&cell)),
                    None => self.gathered.push(&cell, Look::Body),
                }
            }
            "tr" | "table" => self.end_row(),
            "ol" | "ul" => {
                self.flush();
                self.lists.pop();
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.heading = 0;
            }
            "title" => {
                // The window's title repeats the document's; a page without headings has only this one.
                let title = std::mem::take(&mut self.line);
                self.gathered.leave_out(What::RunningHead, &title);
            }
            _ if BLOCKS.contains(&name) => self.flush(),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        match &mut self.skipped {
            Some((_, _, text)) => {
                if text.chars().count() < super::KEPT * 2 {
                    text.push_str(words);
                }
            }
            None => self.line.push_str(words),
        }
    }

    /// Ends a paragraph; inside a row a block only parts words.
    fn flush(&mut self) {
        if self.cells.is_some() && self.open.iter().any(|open| open == "td" || open == "th") {
            self.line.push(' ');
            return;
        }
        self.end_row();
        self.flush_line();
    }

    fn flush_line(&mut self) {
        if self.cells.is_some() {
            self.line.push(' ');
            return;
        }
        let line = std::mem::take(&mut self.line);
        self.gathered.push(&line, if self.heading > 0 { Look::Heading(self.heading) } else { Look::Body });
    }

    fn end_row(&mut self) {
        let Some(mut cells) = self.cells.take() else { return };
        // Words outside any cell stand where they were written, before what follows.
        let rest = super::tidy(&std::mem::take(&mut self.line));
        if !rest.is_empty() {
            cells.push(rest);
        }
        if cells.iter().any(|cell| !cell.is_empty()) {
            self.gathered.push(&cells.join(super::docx::CELL), Look::Row);
        }
    }

    fn end_of_skipped(&mut self) {
        if let Some((_, what, text)) = self.skipped.take() {
            let words = if what == What::Script { String::new() } else { text };
            // An empty menu or an unused style says nothing to anybody.
            if what == What::Script || what == What::Embedded || !words.trim().is_empty() {
                self.gathered.leave_out(what, &words);
            }
        }
    }
}

/// Whether an element is skipped with all it holds, and as what.
fn skips(name: &str, attribute: &impl Fn(&str) -> Option<String>) -> Option<What> {
    let style = attribute("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    if attribute("hidden").is_some()
        || ["display:none", "visibility:hidden", "font-size:0;", "opacity:0;"]
            .iter()
            .any(|rule| style.contains(rule))
    {
        return Some(What::Hidden);
    }
    match name {
        "script" | "style" | "noscript" | "template" => Some(What::Script),
        "iframe" | "object" | "applet" | "audio" | "video" | "canvas" | "frame" => Some(What::Embedded),
        "svg" | "math" => Some(What::Picture),
        "select" | "textarea" | "button" | "datalist" => Some(What::Form),
        "nav" | "aside" | "header" | "footer" => Some(What::Navigation),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(source: &str) -> Paper {
        read(source, "UTF-8", &Limits::default()).unwrap()
    }

    fn texts(paper: &Paper) -> Vec<&str> {
        paper.paragraphs.iter().map(|p| p.text.as_str()).collect()
    }

    #[test]
    fn words_stay_and_deeds_go() {
        let paper = page(
            "<!DOCTYPE html><html><head><title>门户</title><style>p{color:red}</style></head><body><nav><a>首页</a></nav>\
             <h1>办法</h1><p onclick=\"steal()\">第一条&nbsp;甲<b>乙</b>&amp;丙</p><script>alert('第二条 假')</script>\
             <p style='display: none'>第三条 藏</p><ol start=3><li>子<li>丑</ol><form><input value='提交'><select><option>x</select></form>\
             <table><tr><th>材料<th>份数</tr><tr><td>身份证</td><td><p>1</p></td></tr></table>\
             <img alt=印章 src=http://a/b.png>第四条 丁<br>续行<iframe src='javascript:1'></iframe></body></html>",
        );
        assert_eq!(
            texts(&paper),
            ["办法", "第一条 甲乙&丙", "3. 子", "4. 丑", "材料 ｜ 份数", "身份证 ｜ 1", "第四条 丁", "续行"]
        );
        assert_eq!(paper.paragraphs[0].look, Look::Heading(1));
        let left: Vec<(What, &str)> =
            paper.left_out.iter().map(|left| (left.what, left.text.as_str())).collect();
        for expected in [
            (What::RunningHead, "门户"),
            (What::Navigation, "首页"),
            (What::Script, ""),
            (What::Hidden, "第三条 藏"),
            (What::Form, "提交"),
            (What::Picture, "印章"),
            (What::Embedded, ""),
        ] {
            assert!(left.contains(&expected), "{expected:?} in {left:?}");
        }
    }

    #[test]
    fn a_page_nested_without_end_is_refused() {
        assert_eq!(read(&"<div>".repeat(5000), "UTF-8", &Limits::default()), Err(Refused::TooDeep));
        let fine = page(&format!("{}甲{}", "<p>".repeat(5000), "</p>".repeat(9)));
        assert_eq!(texts(&fine), ["甲"]);
    }

    #[test]
    fn an_unclosed_script_swallows_the_rest_and_says_so() {
        let paper = page("<p>甲</p><script>var a = '<p>乙</p>'");
        assert_eq!(texts(&paper), ["甲"]);
        assert_eq!(paper.left_out[0].what, What::Script);
    }

    #[test]
    fn pages_are_recognised() {
        assert!(looks_like(" <!doctype HTML>") && looks_like("<html lang=zh>") && looks_like("<p>甲</p>"));
        assert!(!looks_like("第一条 <b>甲</b>") && !looks_like("< 5 年"));
    }
}
