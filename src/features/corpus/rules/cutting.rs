//! Cutting a policy into its articles.
#![expect(clippy::non_ascii_literal, reason = "the marks of an article and the numerals are the rule")]

/// An article cut out of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutClause {
    /// Number of the article; 0 when it has none (`一、`, an annex, a paragraph).
    pub number: i32,
    /// The article as written: 第八条, 第十条之一, 一、, 附件1, or `[第3段]` for a name the document does not print.
    pub article: String,
    /// Part, chapter and section it stands in, joined by ` / `.
    pub heading: String,
    /// Its text without the article's name; lines are paragraphs and numbered items.
    pub text: String,
    /// Line of the document it opens in, from 1.
    pub line: usize,
    /// The lines of the document its lines of text stand in.
    pub lines: Vec<usize>,
}

/// A line with its number, from 1.
pub type Numbered = (usize, String);

/// A document taken apart. Every line that is not blank stands in exactly one of the parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cut {
    /// The articles, in order.
    pub clauses: Vec<CutClause>,
    /// Title, parts, chapters, sections, without their marks.
    pub headings: Vec<Numbered>,
    /// Text that belongs to no article: what stands before the first one, between a heading and its first
    /// article, and behind the closing line.
    pub outside: Vec<Numbered>,
}

impl Cut {
    /// How many characters that are not blank the document holds, its marks and unprinted names left aside.
    #[must_use]
    pub fn characters(&self) -> usize {
        let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let clause = |clause: &CutClause| {
            let name = if clause.article.starts_with('[') { 0 } else { count(&clause.article) };
            name + count(&clause.text)
        };
        let lines = self.headings.iter().chain(&self.outside).map(|(_, text)| count(text));
        lines.sum::<usize>() + self.clauses.iter().map(clause).sum::<usize>()
    }
}

/// Cuts a document into its articles. See [`take_apart`].
#[must_use]
pub fn cut(document: &str) -> Vec<CutClause> {
    take_apart(document).clauses
}

/// Takes a document apart. The marks, each at the beginning of a line:
///
/// - 第…条 or 第…条之…, then a wide or plain space or the end of the line, opens an article;
/// - `#### NAME` opens a clause of any other name, printed or, in square brackets, not;
/// - `# 第…编`, `## ` and `### ` are part, chapter and section; any other `# ` is the title;
/// - `---` closes the clause, so that a signature is not taken for its text;
/// - a backslash takes a line's meaning away.
///
/// The lines after an opening, up to the next mark, belong to it, so that （一） lines and closing sentences stay
/// with their article.
#[must_use]
pub fn take_apart(document: &str) -> Cut {
    let mut cut = Cut::default();
    let mut path = [String::new(), String::new(), String::new()];
    let mut open = false;
    for (line, at) in document.lines().map(str::trim).zip(1..) {
        if line.is_empty() {
            continue;
        }
        match mark(line) {
            Mark::Heading(level, text) => {
                if level > 0 {
                    text.clone_into(&mut path[level - 1]);
                    path[level..].iter_mut().for_each(String::clear);
                }
                cut.headings.push((at, text.to_owned()));
                open = false;
            }
            Mark::Close => open = false,
            Mark::Article(article, number, text) => {
                let heading: Vec<&str> =
                    path.iter().map(String::as_str).filter(|step| !step.is_empty()).collect();
                cut.clauses.push(CutClause {
                    number,
                    article: article.to_owned(),
                    // An annex stands behind the chapters, in none of them.
                    heading: if article.starts_with('附') { String::new() } else { heading.join(" / ") },
                    text: text.trim().to_owned(),
                    line: at,
                    lines: if text.trim().is_empty() { Vec::new() } else { vec![at] },
                });
                open = true;
            }
            Mark::Text("") => {}
            Mark::Text(text) => match cut.clauses.last_mut().filter(|_| open) {
                Some(last) => {
                    if !last.text.is_empty() {
                        last.text.push('\n');
                    }
                    last.text.push_str(text);
                    last.lines.push(at);
                }
                None => cut.outside.push((at, text.to_owned())),
            },
        }
    }
    cut
}

/// What a line means.
enum Mark<'a> {
    /// Level 0 is the title, 1 to 3 are part, chapter, section.
    Heading(usize, &'a str),
    Article(&'a str, i32, &'a str),
    Close,
    Text(&'a str),
}

fn mark(line: &str) -> Mark<'_> {
    if let Some(text) = line.strip_prefix('\\') {
        return Mark::Text(text.trim());
    }
    if line == "---" {
        return Mark::Close;
    }
    if let Some(name) = line.strip_prefix("#### ") {
        return Mark::Article(name.trim(), 0, "");
    }
    for (level, sign) in [(3, "### "), (2, "## "), (0, "# ")] {
        if let Some(text) = line.strip_prefix(sign) {
            let text = text.trim();
            let part = level == 0 && text.starts_with('第') && text.chars().take(8).any(|c| c == '编');
            return Mark::Heading(if part { 1 } else { level }, text);
        }
    }
    match article_line(line) {
        Some((article, number, text)) => Mark::Article(article, number, text),
        None => Mark::Text(line),
    }
}

/// A name for a clause whose own is not printed.
#[must_use]
pub fn unprinted(number: usize) -> String {
    format!("[第{number}段]")
}

/// The line with its meaning taken away, where it has one.
#[must_use]
pub fn escaped(line: &str) -> String {
    match mark(line) {
        Mark::Text(text) if text.len() == line.len() => line.to_owned(),
        _ => format!("\\{line}"),
    }
}

/// The article a line opens: its name, its number, the rest of the line.
fn article_line(line: &str) -> Option<(&str, i32, &str)> {
    let (name, place) = article_name(line)?;
    let rest = &line[name.len()..];
    // A sentence that merely begins with a citation (第三条规定…) opens no article.
    let text = if rest.is_empty() { rest } else { rest.strip_prefix(['\u{3000}', ' '])? };
    Some((name, place.0, text))
}

/// The name of an article at the beginning of a text, with its number and the number behind 之 (0 for none).
#[must_use]
pub fn article_name(text: &str) -> Option<(&str, (i32, i32))> {
    let inner = text.strip_prefix('第')?;
    let end = inner.find('条').filter(|end| *end <= 24)?;
    let main = number(inner[..end].trim())?;
    let mut length = '第'.len_utf8() + end + '条'.len_utf8();
    let mut sub = 0;
    if let Some(tail) = text[length..].strip_prefix('之') {
        let digits =
            tail.len() - tail.trim_start_matches(|c| "一二三四五六七八九十0123456789".contains(c)).len();
        if let Some(found) = number(&tail[..digits]) {
            sub = found;
            length += '之'.len_utf8() + digits;
        }
    }
    Some((&text[..length], (main, sub)))
}

/// The number in 第八条 or 第8条, also in 第八条之一; `None` for anything else.
#[must_use]
pub fn article_number(article: &str) -> Option<i32> {
    let article = article.trim();
    article_name(article).filter(|(name, _)| name.len() == article.len()).map(|(_, (number, _))| number)
}

/// Whether two names mean the same clause: 第8条 and 第八条 do, 第十条 and 第十条之一 do not.
#[must_use]
pub fn same_name(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim(), other.trim());
    let place = |name: &str| {
        article_name(name).filter(|(found, _)| found.len() == name.len()).map(|(_, place)| place)
    };
    match (place(one), place(other)) {
        (Some(a), Some(b)) => a == b,
        (None, None) => one == other,
        _ => false,
    }
}

/// Reads 八, 十八, 二十八, 一百零八, 一千二百六十 or digits; up to 9999.
#[must_use]
pub fn number(text: &str) -> Option<i32> {
    let plain: String = text
        .chars()
        .map(|c| {
            ('０'..='９')
                .position(|wide| wide == c)
                .map_or(c, |n| char::from(b'0' + u8::try_from(n).unwrap_or(0)))
        })
        .collect();
    let text = plain.as_str();
    if !text.is_empty() && text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok();
    }
    let (thousands, rest) = match text.split_once('千') {
        None => (0, text),
        Some((head, rest)) => (digit(head)?, rest.strip_prefix('零').unwrap_or(rest)),
    };
    let (hundreds, rest) = match rest.split_once('百') {
        None => (0, rest),
        Some((head, rest)) => (digit(head)?, rest.strip_prefix('零').unwrap_or(rest)),
    };
    let below = match rest.split_once('十') {
        None if rest.is_empty() && hundreds + thousands > 0 => 0,
        None => digit(rest)?,
        Some((tens, units)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            tens * 10 + if units.is_empty() { 0 } else { digit(units)? }
        }
    };
    Some(thousands * 1000 + hundreds * 100 + below)
}

/// The name of an article by its number, in the numerals of a name beside it: 第五条 beside 第六条, 第5条 beside 第6条.
#[must_use]
pub fn article_beside(number: i32, beside: &str) -> String {
    let digits = beside.chars().any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    if digits { format!("第{number}条") } else { format!("第{}条", han(number)) }
}

/// Writes what [`number`] reads: 十八, 一百零八, 一千二百六十.
fn han(number: i32) -> String {
    let mut text = String::new();
    let mut gap = false;
    for (unit, sign) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / unit % 10;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            text.push('零');
        }
        // Ten to nineteen are said without the leading one.
        if unit != 10 || digit > 1 || !text.is_empty() {
            text.extend("一二三四五六七八九".chars().nth(usize::try_from(digit - 1).unwrap_or(0)));
        }
        text.push_str(sign);
    }
    text
}

fn digit(text: &str) -> Option<i32> {
    let mut digits = "一二三四五六七八九".chars().zip(1..);
    digits.find(|(han, _)| text.chars().eq([*han])).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_cut_with_their_numbered_items_and_closing_sentences() {
        let document = "# 办法\n\n前言不是条款。\n\n## 第一章 总则\n\n第一条　甲：\n（一）乙；\n（二）丙。\n前款不适用于丁。\n\n\
                        第二条　依照第一条办理。\n\n第三条规定的情形除外，仍属第二条。\n\n## 第二章 提取\n\n### 第一节 租房\n\n第十二条　戊。\n";
        let cut = cut(document);
        let of = |at: usize| (cut[at].article.as_str(), cut[at].number, cut[at].heading.as_str());
        assert_eq!(cut.len(), 3);
        assert_eq!(of(0), ("第一条", 1, "第一章 总则"));
        assert_eq!(cut[0].text, "甲：\n（一）乙；\n（二）丙。\n前款不适用于丁。");
        assert_eq!(cut[1].text, "依照第一条办理。\n第三条规定的情形除外，仍属第二条。");
        assert_eq!(of(2), ("第十二条", 12, "第二章 提取 / 第一节 租房"));
    }

    #[test]
    fn every_mark_has_its_meaning_and_a_backslash_takes_it_away() {
        let document = "# 办法\n# 第一编 总则\n## 第一章 甲\n本章说明。\n第十条之一　乙\n\\第三条　仍属上条\n#### 一、\n丙\n\
                        #### 附件1\n表\n---\n管理中心\n\\# 井号\n第１２条\n丁";
        let cut = take_apart(document);
        let names: Vec<(&str, i32, &str, &str)> = cut
            .clauses
            .iter()
            .map(|c| (c.article.as_str(), c.number, c.heading.as_str(), c.text.as_str()))
            .collect();
        assert_eq!(
            names,
            [
                ("第十条之一", 10, "第一编 总则 / 第一章 甲", "乙\n第三条　仍属上条"),
                ("一、", 0, "第一编 总则 / 第一章 甲", "丙"),
                ("附件1", 0, "", "表"),
                ("第１２条", 12, "第一编 总则 / 第一章 甲", "丁"),
            ]
        );
        let outside: Vec<&str> = cut.outside.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(outside, ["本章说明。", "管理中心", "# 井号"]);
        assert_eq!(cut.headings.len(), 3);
        for line in ["第三条　甲", "# a", "---", "\\x", "#### b"] {
            assert_eq!(take_apart(&escaped(line)).outside, [(1, line.to_owned())]);
        }
        assert_eq!(escaped("第三条规定"), "第三条规定");
    }

    #[test]
    fn names_are_compared_by_what_they_mean() {
        assert!(
            same_name("第8条", "第八条") && same_name("一、", "一、") && same_name("第十条之一", "第10条之1")
        );
        assert!(!same_name("第十条", "第十条之一") && !same_name("第一条", "一、"));
        assert_eq!((article_number("第十条之一"), article_number("第十条之")), (Some(10), None));
    }

    #[test]
    fn a_number_is_written_as_it_is_read() {
        for n in 1..=9999 {
            assert_eq!(number(&han(n)), Some(n), "{}", han(n));
        }
        assert_eq!([10, 18, 108, 110, 1006].map(han), ["十", "十八", "一百零八", "一百一十", "一千零六"]);
        assert_eq!(
            (article_beside(5, "第六条"), article_beside(5, "第6条")),
            ("第五条".to_owned(), "第5条".to_owned())
        );
    }

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (text, expected) in [
            ("一", Some(1)),
            ("十", Some(10)),
            ("十八", Some(18)),
            ("二十", Some(20)),
            ("九十九", Some(99)),
            ("一百", Some(100)),
            ("一百零八", Some(108)),
            ("一百一十二", Some(112)),
            ("一千二百六十", Some(1260)),
            ("一千零五", Some(1005)),
            ("18", Some(18)),
            ("１８", Some(18)),
            ("", None),
            ("零", None),
            ("一二", None),
            ("2026", None),
        ] {
            assert_eq!(number(text), expected, "{text}");
        }
    }

    #[test]
    fn every_number_is_read_back() {
        let digits: Vec<char> = "零一二三四五六七八九".chars().collect();
        for n in 1_usize..1000 {
            let (h, t, u) = (n / 100, n / 10 % 10, n % 10);
            let mut written = String::new();
            if h > 0 {
                written.push(digits[h]);
                written.push('百');
            }
            if t > 0 {
                if t > 1 || h > 0 {
                    written.push(digits[t]);
                }
                written.push('十');
            } else if h > 0 && u > 0 {
                written.push('零');
            }
            if u > 0 {
                written.push(digits[u]);
            }
            assert_eq!(number(&written), i32::try_from(n).ok(), "{written}");
        }
    }
}
