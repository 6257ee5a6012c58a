//! The tokenizer: Han runs give characters and pairs, Latin and digit runs stay whole.
//!
//! Characters and pairs together beat every dictionary segmenter measured on lay questions and need no
//! dictionary to keep. A character and the pair that begins with it share the position of the character;
//! tokens come in the order of positions. Anything that is neither letter nor digit ends a run, so that no
//! pair reaches across a comma.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::normalise::{is_han, normalise_char};
use super::pinyin;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gram {
    /// One Han character out of a longer run: too common to find anything alone, useful to rank.
    Single,
    /// A Han character that stands alone between other characters.
    Lone,
    /// Two neighbouring Han characters.
    Pair,
    /// A whole run of letters and digits.
    Word,
}

/// One token of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The normalised text.
    pub text: String,
    /// What it is made of.
    pub gram: Gram,
    /// First character, counted in characters from the beginning of the text.
    pub start: usize,
    /// End (exclusive), counted likewise.
    pub end: usize,
}

/// Cuts normalised characters into tokens.
#[must_use]
pub fn cut(chars: &[char]) -> Vec<Cut> {
    let mut tokens = Vec::with_capacity(chars.len() * 2);
    for (start, end) in runs(chars) {
        if !is_han(chars[start]) {
            let text = chars[start..end].iter().collect();
            tokens.push(Cut { text, gram: Gram::Word, start, end });
            continue;
        }
        let gram = if end - start == 1 { Gram::Lone } else { Gram::Single };
        for at in start..end {
            tokens.push(Cut { text: chars[at].to_string(), gram, start: at, end: at + 1 });
            if at + 1 < end {
                let text = chars[at..at + 2].iter().collect();
                tokens.push(Cut { text, gram: Gram::Pair, start: at, end: at + 2 });
            }
        }
    }
    tokens
}

/// The unbroken runs of one kind (Han, or other letters and digits), as character ranges.
#[must_use]
pub fn runs(chars: &[char]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < chars.len() {
        let Some(kind) = kind(chars[start]) else {
            start += 1;
            continue;
        };
        let length = chars[start..].iter().take_while(|&&c| self::kind(c) == Some(kind)).count();
        found.push((start, start + length));
        start += length;
    }
    found
}

/// `Some(true)` for Han, `Some(false)` for another letter or digit, `None` for what ends a run.
fn kind(c: char) -> Option<bool> {
    if is_han(c) {
        Some(true)
    } else if c.is_alphanumeric() {
        Some(false)
    } else {
        None
    }
}

/// The tokenizer of the text fields, as the index wants it.
#[derive(Clone, Default)]
pub(super) struct GramTokenizer;

/// The tokenizer of the pinyin field: toneless syllable pairs of each Han run.
#[derive(Clone, Default)]
pub(super) struct SyllableTokenizer;

/// Tokens cut beforehand, handed over one by one.
pub(super) struct Stream {
    tokens: std::vec::IntoIter<(String, usize)>,
    token: Token,
}

impl Stream {
    fn new(tokens: Vec<(String, usize)>) -> Self {
        Self { tokens: tokens.into_iter(), token: Token::default() }
    }
}

impl TokenStream for Stream {
    fn advance(&mut self) -> bool {
        let Some((text, position)) = self.tokens.next() else { return false };
        self.token.text = text;
        self.token.position = position;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

impl Tokenizer for GramTokenizer {
    type TokenStream<'a> = Stream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream {
        let chars: Vec<char> = text.chars().map(normalise_char).collect();
        Stream::new(cut(&chars).into_iter().map(|token| (token.text, token.start)).collect())
    }
}

impl Tokenizer for SyllableTokenizer {
    type TokenStream<'a> = Stream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream {
        let chars: Vec<char> = text.chars().map(normalise_char).collect();
        Stream::new(pinyin::indexed(&chars))
    }
}

#[cfg(test)]
mod tests {
    use super::super::normalise::normalise;
    use super::*;
    use proptest::prelude::*;

    fn texts(text: &str) -> Vec<String> {
        cut(&normalise(text)).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn gives_characters_and_pairs_in_order() {
        assert_eq!(texts("公积金"), ["公", "公积", "积", "积金", "金"]);
        assert_eq!(texts("提取，条件"), ["提", "提取", "取", "条", "条件", "件"]);
        assert_eq!(texts("用 APP2 办"), ["用", "app2", "办"]);
        assert_eq!(texts("。；"), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn covers_every_letter_and_moves_forward(text in "[一-龥A-Za-z0-9，。（） \n𠀀-𠀉]{0,60}") {
            let chars = normalise(&text);
            let tokens = cut(&chars);
            let mut covered = vec![false; chars.len()];
            let mut last = 0;
            for token in &tokens {
                prop_assert!(token.start >= last);
                last = token.start;
                let same: String = chars[token.start..token.end].iter().collect();
                prop_assert_eq!(&token.text, &same);
                covered[token.start..token.end].fill(true);
            }
            for (at, &c) in chars.iter().enumerate() {
                prop_assert_eq!(covered[at], is_han(c) || c.is_alphanumeric());
            }
        }

        #[test]
        fn every_han_character_is_a_token_once(text in "[一-龥，a]{0,40}") {
            let chars = normalise(&text);
            let single = cut(&chars).iter().filter(|t| matches!(t.gram, Gram::Single | Gram::Lone)).count();
            prop_assert_eq!(single, chars.iter().filter(|&&c| is_han(c)).count());
        }
    }
}
