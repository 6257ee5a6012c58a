//! Training records hold no citizen's identity number: text that looks like one is refused.

/// The digit a character stands for, in half-width and full-width forms.
fn digit(c: char) -> Option<u32> {
    c.to_digit(10).or_else(|| match c {
        '\u{ff10}'..='\u{ff19}' => Some(u32::from(c) - 0xff10),
        _ => None,
    })
}

/// What people put between the groups of a long number.
fn joins(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '.' | '\u{b7}' | '_')
}

/// Whether the text holds what looks like the number of a person: a run of 15 or more digits (identity
/// numbers of GB 11643 have 18, the old ones 15; bank accounts 16 to 19), the same with a last `X`, or a
/// mobile telephone number of 11 digits. Blanks and dashes inside a number are looked through, full-width
/// digits count as digits.
#[must_use]
pub fn looks_like_a_persons_number(text: &str) -> bool {
    let mut run: Vec<u32> = Vec::new();
    let (mut gap, mut joined) = (0_usize, false);
    for c in text.chars().chain(std::iter::once('\n')) {
        if let Some(d) = digit(c) {
            run.push(d);
            joined |= gap > 0;
            gap = 0;
        } else if !run.is_empty() && joins(c) && c != '\n' && gap < 3 {
            gap += 1;
        } else {
            if suspicious(&run, joined, matches!(c, 'x' | 'X' | '\u{ff38}' | '\u{ff58}')) {
                return true;
            }
            run.clear();
            (gap, joined) = (0, false);
        }
    }
    false
}

/// A case reference may join a date and a counter (`20261122-0000123`), so joined digits must be as many as an
/// identity number without its last sign.
fn suspicious(run: &[u32], joined: bool, check_letter: bool) -> bool {
    let telephone = run.len() == 11 && run.first() == Some(&1) && run.get(1).is_some_and(|d| *d >= 3);
    let long = if joined { 17 } else { 15 };
    run.len() >= long || telephone || (check_letter && run.len() >= 14)
}

/// Whether a case reference can be one: 2 to 40 characters of letters, digits, Han and plain joiners.
#[must_use]
pub fn case_reference_fine(text: &str) -> bool {
    let n = text.chars().count();
    (2..=40).contains(&n)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.' | ' ' | '(' | ')'))
        && !looks_like_a_persons_number(text)
}

/// Whether a text says something and is not too long.
#[must_use]
pub fn says_something(text: &str, longest: usize) -> bool {
    let n = text.trim().chars().count();
    (2..=longest).contains(&n)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_identity_number_is_found_however_it_is_written(
            digits in prop::collection::vec(0_u32..10, 17),
            last in 0_u32..11,
            gap in prop::sample::select(vec!["", " ", "-", " - "]),
            wide in any::<bool>(),
            before in "[a-z\u{4e00}-\u{4e20}，。]{0,6}",
        ) {
            let mut number = String::new();
            for (i, d) in digits.iter().enumerate() {
                if i == 6 || i == 14 {
                    number.push_str(gap);
                }
                let base = if wide { 0xff10 } else { u32::from('0') };
                number.push(char::from_u32(base + d).unwrap());
            }
            number.push_str(&if last == 10 { "X".to_owned() } else { last.to_string() });
            let text = format!("{before}{number}{before}");
            prop_assert!(looks_like_a_persons_number(&text), "{}", text);
        }

        #[test]
        fn short_references_pass(n in 0_u32..1_000_000, month in 1_u32..13) {
            let reference = format!("TQ-2026{month:02}-{n:06}");
            prop_assert!(case_reference_fine(&reference), "{}", reference);
        }
    }

    #[test]
    fn figures_of_the_trade_are_no_numbers_of_a_person() {
        for fine in
            ["每人每月1500元，夫妻合计3000元", "2026年11月22日、2027年1月1日", "第十二条", "12329", ""]
        {
            assert!(!looks_like_a_persons_number(fine), "{fine}");
        }
        for bad in [
            "3301021990010112 34",
            "电话138 0000 0000",
            "11010119900307771X",
            "６２２２０２１２３４５６７８９０",
        ] {
            assert!(looks_like_a_persons_number(bad), "{bad}");
        }
        assert!(
            !case_reference_fine("3") && !case_reference_fine("<b>") && case_reference_fine("模拟-租房-01")
        );
    }
}
