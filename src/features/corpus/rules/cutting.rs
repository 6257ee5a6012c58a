//! Cutting a policy into its articles.
#![expect(clippy::non_ascii_literal, reason = "the marks of an article and the numerals are the rule")]

/// An article cut out of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutClause {
    /// Number of the article.
    pub number: i32,
    /// The article as written.
    pub article: String,
    /// Chapter and section it stands in, joined by ` / `.
    pub heading: String,
    /// Its text without the article's name; lines are paragraphs and numbered items.
    pub text: String,
}

/// Cuts a document. An article is a paragraph that opens with 第…条 and a wide or plain space; the
/// paragraphs after it, up to the next article or heading, belong to it, so that （一） lines and closing
/// sentences stay with their article. What stands before the first article is no clause.
#[must_use]
pub fn cut(document: &str) -> Vec<CutClause> {
    let mut clauses: Vec<CutClause> = Vec::new();
    let (mut chapter, mut section) = (String::new(), String::new());
    let mut open = false;
    for line in document.lines().map(str::trim_end) {
        if let Some(heading) = heading(line, 2) {
            heading.clone_into(&mut chapter);
            section.clear();
            open = false;
        } else if let Some(heading) = heading(line, 3) {
            heading.clone_into(&mut section);
            open = false;
        } else if line.starts_with("# ") {
            open = false;
        } else if let Some((article, number, text)) = article_line(line) {
            let heading = if section.is_empty() { chapter.clone() } else { format!("{chapter} / {section}") };
            clauses.push(CutClause {
                number,
                article: article.to_owned(),
                heading,
                text: text.trim().to_owned(),
            });
            open = true;
        } else if let Some(last) = clauses.last_mut().filter(|_| open && !line.trim().is_empty()) {
            last.text.push('\n');
            last.text.push_str(line.trim());
        }
    }
    clauses
}

fn heading(line: &str, level: usize) -> Option<&str> {
    let rest = line.strip_prefix(&"#".repeat(level))?;
    rest.strip_prefix(' ').map(str::trim)
}

/// The article a line opens: its name, its number, the rest of the line.
fn article_line(line: &str) -> Option<(&str, i32, &str)> {
    let inner = line.strip_prefix('第')?;
    let end = inner.find('条')?;
    let number = number(&inner[..end])?;
    let name = &line[..'第'.len_utf8() + end + '条'.len_utf8()];
    let rest = &line[name.len()..];
    // A sentence that merely begins with a citation (第三条规定…) opens no article.
    let text = rest.strip_prefix(['\u{3000}', ' '])?;
    Some((name, number, text))
}

/// The number in 第八条 or 第8条; `None` for anything else.
#[must_use]
pub fn article_number(article: &str) -> Option<i32> {
    number(article.trim().strip_prefix('第')?.strip_suffix('条')?.trim())
}

/// Reads 八, 十八, 二十八, 一百零八 or ASCII digits; up to 999.
#[must_use]
pub fn number(text: &str) -> Option<i32> {
    if !text.is_empty() && text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok();
    }
    let (hundreds, rest) = match text.split_once('百') {
        None => (0, text),
        Some((head, rest)) => (digit(head)?, rest.strip_prefix('零').unwrap_or(rest)),
    };
    let below = match rest.split_once('十') {
        None if rest.is_empty() && hundreds > 0 => 0,
        None => digit(rest)?,
        Some((tens, units)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            tens * 10 + if units.is_empty() { 0 } else { digit(units)? }
        }
    };
    Some(hundreds * 100 + below)
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
            ("18", Some(18)),
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
