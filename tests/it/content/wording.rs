//! Typography: the marks beside Han are full-width, and nobody types the gap before a Latin word.

use super::reading::{files, is_han, text};

/// What is wrong with a line typographically: ASCII punctuation touching Han, or a typed space between Han and
/// Latin letters or digits (the browser sets that gap).
fn typographic_faults(line: &str) -> Vec<String> {
    let characters: Vec<char> = line.chars().collect();
    let mut faults = Vec::new();
    for pair in characters.windows(2) {
        let (left, right) = (pair[0], pair[1]);
        if (is_han(left) && ",:;?!()".contains(right)) || (",:;?!()".contains(left) && is_han(right)) {
            faults.push(format!("{left}{right}"));
        }
    }
    for triple in characters.windows(3) {
        let (left, middle, right) = (triple[0], triple[1], triple[2]);
        let gap = middle == ' '
            && ((is_han(left) && right.is_ascii_alphanumeric())
                || (left.is_ascii_alphanumeric() && is_han(right)));
        if gap {
            faults.push(format!("{left}{middle}{right}"));
        }
    }
    faults
}

#[test]
fn the_typographic_lint_sees_faults_and_passes_good_text() {
    for bad in ["职工,单位", "办理(窗口", "好?", "满 6个月", "6个月 Ⅰ a 类", "提取!是"] {
        assert!(!typographic_faults(bad).is_empty(), "{bad} passed");
    }
    for good in
        ["职工，单位（窗口）", "每月1500元", "9:00至17:00", "key = \"租房\"", "? 满足条件", "-> 是：继续"]
    {
        assert_eq!(typographic_faults(good), Vec::<String>::new());
    }
}

#[test]
fn punctuation_beside_han_is_full_width_everywhere() {
    let mut faults = Vec::new();
    // Commas part the cells of a table.
    let prose = |path: &std::path::PathBuf| path.extension().is_none_or(|extension| extension != "csv");
    for path in files("starter").into_iter().chain(files("search")).filter(prose) {
        for (number, line) in text(&path).lines().enumerate() {
            for fault in typographic_faults(line) {
                faults.push(format!("{}:{}: {fault}", path.display(), number + 1));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
