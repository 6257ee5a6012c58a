//! Personal data as lists show it: enough to tell two rows apart, too little to use. The whole value is
//! shown only where revealing is asked for and written to the trail.
//!
//! A value too short to keep its ends apart is hidden whole, so that a mistyped entry does not slip
//! through. The number of characters stays: it is no secret, and a wrong length is worth seeing.

/// An identity number: the first three digits (province and city) and the last four.
#[must_use]
pub fn mask_identity(number: &str) -> String {
    ends(number, 3, 4, 8)
}

/// A telephone number: the first three digits and the last four.
#[must_use]
pub fn mask_phone(number: &str) -> String {
    ends(number, 3, 4, 4)
}

/// A bank card or account number: the last four digits.
#[must_use]
pub fn mask_card(number: &str) -> String {
    ends(number, 0, 4, 8)
}

/// A person's name. Without spaces (Chinese): the first character, and the last one of three or more.
/// With spaces: the first letter of each part.
#[must_use]
pub fn mask_name(name: &str) -> String {
    let name = name.trim();
    if name.contains(char::is_whitespace) {
        let part = |part: &str| ends(part, 1, 0, 1);
        return name.split_whitespace().map(part).collect::<Vec<_>>().join(" ");
    }
    let last = usize::from(name.chars().count() > 2);
    ends(name, 1, last, 1)
}

/// Keeps the first `head` and last `tail` characters if at least `hidden` lie between them.
fn ends(text: &str, head: usize, tail: usize, hidden: usize) -> String {
    let text = text.trim();
    let length = text.chars().count();
    let kept = length >= head + tail + hidden;
    let shown = |at: usize| kept && (at < head || at + tail >= length);
    text.chars().enumerate().map(|(at, c)| if shown(at) { c } else { '*' }).collect()
}

#[cfg(test)]
#[expect(clippy::non_ascii_literal, reason = "invented names")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn whole_values() {
        assert_eq!(mask_identity("11010519491231002X"), "110***********002X");
        assert_eq!(mask_phone("13800138000"), "138****8000");
        assert_eq!(mask_card("6222020200112233445"), "***************3445");
        assert_eq!(mask_name("王小明"), "王*明");
        assert_eq!(mask_name("张三"), "张*");
        assert_eq!(mask_name("欧阳小明"), "欧**明");
        assert_eq!(mask_name("Alice Wang"), "A**** W***");
        assert_eq!(mask_name("  李四 "), "李*");
    }

    #[test]
    fn short_values_are_hidden_whole() {
        assert_eq!(mask_identity("110105194912"), "************");
        assert_eq!(mask_phone("8000123"), "*******");
        assert_eq!(mask_card("3445"), "****");
        assert_eq!(mask_name("王"), "*");
        assert_eq!(mask_name("A B"), "* *");
        assert_eq!(mask_name(""), "");
    }

    proptest! {
        #[test]
        fn enough_is_hidden(text in "[0-9]{1,20}") {
            let hidden = |masked: String| masked.chars().filter(|&c| c == '*').count();
            let whole = text.len();
            prop_assert!(hidden(mask_identity(&text)) >= whole.min(8));
            prop_assert!(hidden(mask_card(&text)) >= whole.min(8));
            prop_assert!(hidden(mask_phone(&text)) >= whole.min(4));
            prop_assert!(hidden(mask_name(&text)) >= 1);
            prop_assert_eq!(mask_card(&text).len(), whole);
        }
    }
}
