//! Clauses joined and parted in the marked text. Only marks change; the words stay, in their order.

use super::cutting::{self, article_name, escaped};

/// Joins the clause that opens in a line (from 1) to what stands before it. `None` when none opens there.
#[must_use]
pub fn join(body: &str, line: usize) -> Option<String> {
    let mut lines: Vec<String> = body.lines().map(str::to_owned).collect();
    cutting::cut(body).iter().find(|clause| clause.line == line)?;
    let at = line.checked_sub(1)?;
    match lines.get(at)?.trim().strip_prefix("#### ") {
        // A name that is not printed vanishes with its mark.
        Some(name) if name.starts_with('[') => {
            lines.remove(at);
        }
        Some(name) => {
            let name = name.trim().to_owned();
            let next = lines.get(at + 1).map(|next| next.trim()).filter(|next| text_line(next));
            match next.map(|next| next.strip_prefix('\\').unwrap_or(next).to_owned()) {
                Some(next) => {
                    lines[at] = escaped(&format!("{name}{next}"));
                    lines.remove(at + 1);
                }
                None => lines[at] = escaped(&name),
            }
        }
        None => lines[at] = escaped(lines[at].trim()),
    }
    Some(lines.join("\n") + "\n")
}

/// Whether a line is text that is neither blank nor a mark.
fn text_line(line: &str) -> bool {
    !line.is_empty() && (line.starts_with('\\') || escaped(line) == line)
}

/// Opens a clause at a line of text (from 1). Where an article's name stands there it becomes an article;
/// anything else gets a name that is not printed. `None` when the line is no text.
#[must_use]
pub fn split(body: &str, line: usize) -> Option<String> {
    let mut lines: Vec<String> = body.lines().map(str::to_owned).collect();
    let at = line.checked_sub(1)?;
    let text = lines.get(at)?.trim().to_owned();
    if !text_line(&text) {
        return None;
    }
    let plain = text.strip_prefix('\\').unwrap_or(&text).to_owned();
    if let Some((name, _)) = article_name(&plain) {
        let rest = plain[name.len()..].trim_start();
        lines[at] = if rest.is_empty() { name.to_owned() } else { format!("{name}\u{3000}{rest}") };
    } else {
        let taken: Vec<String> = cutting::cut(body).into_iter().map(|clause| clause.article).collect();
        let name = (1..=taken.len() + 1).map(cutting::unprinted).find(|name| !taken.contains(name))?;
        lines.insert(at, format!("#### {name}"));
    }
    Some(lines.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::cutting::{cut, take_apart};
    use super::*;

    const BODY: &str =
        "# 题\n\n第一条　甲\n（一）乙\n\n第二条　丙\n#### 一、\n丁\n#### [第1段]\n戊\n第三条职工\n";

    fn names(body: &str) -> Vec<String> {
        cut(body).into_iter().map(|clause| clause.article).collect()
    }

    #[test]
    fn clauses_are_joined_and_parted() {
        let joined = join(BODY, 6).unwrap();
        assert_eq!(names(&joined), ["第一条", "一、", "[第1段]"]);
        assert_eq!(cut(&joined)[0].text, "甲\n（一）乙\n第二条　丙");
        assert_eq!(cut(&join(BODY, 7).unwrap())[1].text, "丙\n一、丁");
        assert_eq!(cut(&join(BODY, 9).unwrap())[2].text, "丁\n戊\n第三条职工");
        assert_eq!((join(BODY, 4), join(BODY, 99)), (None, None));
        assert_eq!(names(&split(BODY, 4).unwrap())[1], "[第2段]");
        assert_eq!(names(&split(BODY, 11).unwrap())[4], "第三条");
        assert_eq!((split(BODY, 6), split(BODY, 2), split(BODY, 1)), (None, None, None));
        assert_eq!(split(&joined, 6).as_deref(), Some(BODY), "parted again where it was joined");
    }

    fn words(body: &str) -> String {
        let cut = take_apart(body);
        let mut parts = cut.outside;
        parts.extend(cut.headings);
        parts.extend(cut.clauses.into_iter().map(|clause| {
            let name = if clause.article.starts_with('[') { String::new() } else { clause.article };
            (clause.line, name + &clause.text)
        }));
        parts.sort();
        parts
            .into_iter()
            .flat_map(|(_, text)| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<_>>())
            .collect()
    }

    proptest! {
        #[test]
        fn no_word_is_lost(
            lines in prop::collection::vec(prop::sample::select(vec![
                "第一条　甲", "第二条　乙", "#### 一、", "#### [第1段]", "丙", "第三条丁", "", "## 第一章", "---", "\\# 戊", "（一）己",
            ]), 1..14),
            line in 0_usize..16,
        ) {
            let body = lines.join("\n");
            for edited in [join(&body, line), split(&body, line)].into_iter().flatten() {
                prop_assert_eq!(words(&edited), words(&body), "{}", edited);
            }
        }
    }
}
