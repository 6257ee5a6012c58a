//! The words of the window beside the words of the rules: clerks say 取, 公司, 员工 where the text has
//! 提取, 单位, 职工.
//!
//! The table is data and may be replaced while the engine runs, because people edit it in the database.
//! Expansion happens in the question only, so that a new pair needs no new index.

use std::collections::HashMap;

use super::normalise::normalise;

/// Terms and what they may also mean.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Synonyms {
    table: HashMap<Vec<char>, Vec<Vec<char>>>,
    /// Length of the longest term by its first character.
    longest: HashMap<char, usize>,
}

/// A place in a question where a term of the table stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expansion {
    /// First character of the term in the question.
    pub start: usize,
    /// End (exclusive) of the term.
    pub end: usize,
    /// The term, normalised.
    pub from: String,
    /// One of its expansions, normalised.
    pub to: String,
}

impl Synonyms {
    /// A table from pairs of a term and its expansions; both are normalised, empty ones dropped.
    pub fn new<T, E>(pairs: impl IntoIterator<Item = (T, E)>) -> Self
    where
        T: AsRef<str>,
        E: IntoIterator,
        E::Item: AsRef<str>,
    {
        let mut table: HashMap<Vec<char>, Vec<Vec<char>>> = HashMap::new();
        for (term, expansions) in pairs {
            let term = normalise(term.as_ref().trim());
            if term.is_empty() {
                continue;
            }
            let known = table.entry(term.clone()).or_default();
            for expansion in expansions {
                let expansion = normalise(expansion.as_ref().trim());
                if !expansion.is_empty() && expansion != term && !known.contains(&expansion) {
                    known.push(expansion);
                }
            }
        }
        let mut longest: HashMap<char, usize> = HashMap::new();
        for term in table.keys() {
            let known = longest.entry(term[0]).or_default();
            *known = term.len().max(*known);
        }
        Self { table, longest }
    }

    /// Number of terms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Whether the table is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// Every word the table knows, terms and expansions alike: real words to suggest from.
    pub fn words(&self) -> impl Iterator<Item = String> + '_ {
        let terms = self.table.keys().map(|term| term.iter().collect());
        terms.chain(self.table.values().flatten().map(|word| word.iter().collect()))
    }

    /// The expansions of a normalised question: at each place the longest term that stands there, no place
    /// twice, and nothing the question says already (提取 needs no 取 → 提取).
    #[must_use]
    pub fn expand(&self, question: &[char]) -> Vec<Expansion> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < question.len() {
            let most = self.longest.get(&question[at]).copied().unwrap_or(0).min(question.len() - at);
            let Some(length) = (1..=most).rev().find(|&n| self.table.contains_key(&question[at..at + n]))
            else {
                at += 1;
                continue;
            };
            let term = &question[at..at + length];
            for expansion in self.table.get(term).into_iter().flatten() {
                if question.windows(expansion.len()).any(|window| window == expansion.as_slice()) {
                    continue;
                }
                let (from, to) = (term.iter().collect(), expansion.iter().collect());
                found.push(Expansion { start: at, end: at + length, from, to });
            }
            at += length;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(table: &Synonyms, question: &str) -> Vec<(String, String)> {
        table.expand(&normalise(question)).into_iter().map(|e| (e.from, e.to)).collect()
    }

    #[test]
    fn takes_the_longest_term_and_skips_what_is_said() {
        let table =
            Synonyms::new([("取", vec!["提取"]), ("公司", vec!["单位"]), ("小公司", vec!["小型企业"])]);
        assert_eq!(pairs(&table, "公司取钱"), [("公司".into(), "单位".into()), ("取".into(), "提取".into())]);
        assert_eq!(pairs(&table, "小公司"), [("小公司".into(), "小型企业".into())]);
        assert_eq!(pairs(&table, "提取"), []);
    }

    #[test]
    fn folds_and_merges_entries() {
        let table = Synonyms::new([("貸款", vec!["借款", "", "贷款"]), ("贷款", vec!["借款"])]);
        assert_eq!(table.len(), 1);
        assert_eq!(pairs(&table, "貸款"), [("贷款".into(), "借款".into())]);
    }
}
