//! From what was typed to what is searched.
//!
//! A question becomes a list of weighted terms, some of which *find* documents while all of them rank the
//! ones found, and a list of *units*, the parts of the question whose coverage counts. Weights: the words
//! themselves 1, single characters 0.5, asked questions 1, synonyms 0.5, like-sounding pairs 0.3, typed
//! pinyin 1. A repeated word adds weight with the square root of its count.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use tantivy::postings::TermInfo;
use tantivy::schema::Field;

use super::article::references;
use super::cut::{Cut, Gram, cut};
use super::index::Fields;
use super::normalise::{is_han, normalise, normalise_char, simplified};
use super::numbered::Golden;
use super::passage::Marks;
use super::pinyin::{self, Sound};
use super::units::{Letters, Units, letters};
use super::view::View;
use super::vocabulary::Statistics;
use super::{Also, Lexicon, SearchError};

/// Weight of a single character beside the pairs it stands in.
const SINGLE: f32 = 0.5;
/// Weight of a synonym.
const SYNONYM: f32 = 0.5;
/// Weight of a pair that merely sounds alike.
const ALIKE: f32 = 0.3;
/// A pair of characters counts as a slip of the keyboard when its sound is this many times as frequent.
const SLIP: u64 = 20;

/// A term of the plan.
pub(super) struct PlanTerm {
    pub text: String,
    pub field: Field,
    /// Where its postings lie, segment by segment; empty if nowhere.
    pub places: Vec<Option<TermInfo>>,
    /// Weight without the rarity of the term.
    pub weight: f32,
    /// Robertson–Spärck Jones rarity as BM25 has it: ln(1 + (N − n + 0.5) / (n + 0.5)).
    pub idf: f32,
    /// Whether it brings documents in, or only ranks what others brought.
    pub finds: bool,
    /// Units it covers, each with the share covered.
    pub covers: Vec<(usize, f32)>,
}

impl PlanTerm {
    /// Whether it is one or two Han characters.
    pub(super) fn is_han(&self) -> bool {
        let mut chars = self.text.chars();
        chars.clone().count() <= 2 && chars.all(is_han)
    }

    /// Whether it is a single character out of a longer run: it covers nothing and ranks beside the pairs.
    pub(super) fn ranks_alone(&self) -> bool {
        self.covers.is_empty()
    }
}

/// What is searched for a question.
#[derive(Default)]
pub(super) struct Plan {
    pub terms: Vec<PlanTerm>,
    pub units: Units,
    /// Article number asked for.
    pub article: Option<u32>,
    pub also: Vec<Also>,
    pub marks: Marks,
    /// Sounds sought beside what was typed, or as typed.
    pub sounds: Vec<Sound>,
}

/// A part of the question: a token with its count, and whether it may find.
struct Part {
    token: Cut,
    count: f32,
    finds: bool,
}

impl Plan {
    /// Plans a question against the vocabulary of an index.
    pub(super) fn new(
        text: &str,
        as_you_type: bool,
        lexicon: &Lexicon,
        view: &View,
    ) -> Result<Self, SearchError> {
        let statistics = Statistics::new(view);
        let fields = &view.fields;
        let mut plan = Self::default();
        let mut question = normalise(text);
        plan.note_script(text);
        for reference in references(&question) {
            plan.article.get_or_insert(reference.number);
            question[reference.start..reference.end].fill(' ');
        }
        let (parts, telling) = parts(&question, lexicon);
        plan.units = Units::new(telling);
        for part in &parts {
            plan.add_words(part, &statistics, fields)?;
        }
        if as_you_type && let Some(last) = parts.iter().map(|part| &part.token).max_by_key(|token| token.end)
        {
            plan.add_completions(last, question.len(), &statistics)?;
        }
        plan.add_synonyms(&question, lexicon, &statistics)?;
        plan.add_sounds(&question, as_you_type, &statistics, fields)?;
        Ok(plan)
    }

    /// Whether there is nothing to look for.
    pub(super) fn is_empty(&self) -> bool {
        self.terms.iter().all(|term| !term.finds) && self.article.is_none()
    }

    fn note_script(&mut self, text: &str) {
        if text.chars().any(|c| simplified(c) != c) {
            let to = text.chars().map(|c| if c.is_ascii() { c } else { normalise_char(c) }).collect();
            self.also.push(Also::Simplified { from: text.to_owned(), to });
        }
    }

    fn push(&mut self, term: PlanTerm) {
        let known = self.terms.iter_mut().find(|known| known.field == term.field && known.text == term.text);
        let Some(known) = known else {
            self.terms.push(term);
            return;
        };
        known.weight = known.weight.max(term.weight);
        known.finds |= term.finds;
        known.covers.extend(term.covers);
    }

    /// The token itself, in the text and in the asked questions.
    fn add_words(
        &mut self,
        part: &Part,
        statistics: &Statistics<'_>,
        fields: &Fields,
    ) -> Result<(), SearchError> {
        let token = &part.token;
        let single = matches!(token.gram, Gram::Single) || !part.finds;
        let weight = part.count.sqrt() * if single { SINGLE } else { 1.0 };
        let main = statistics.entry(fields.main, &token.text)?;
        let asked = statistics.entry(fields.asked, &token.text)?;
        if main.frequency == 0 && asked.frequency == 0 {
            return Ok(());
        }
        let mut covers = Vec::new();
        if token.gram != Gram::Single {
            let rarity = statistics.idf(if main.frequency > 0 { main.frequency } else { asked.frequency });
            covers.push((self.units.at(token.start, token.end, part.count.sqrt() * rarity), 1.0));
            self.marks.add(&token.text, rarity);
        }
        for (field, entry) in [(fields.main, main), (fields.asked, asked)] {
            if entry.frequency > 0 {
                let (text, idf) = (token.text.clone(), statistics.idf(entry.frequency));
                let (finds, covers) = (part.finds, covers.clone());
                self.push(PlanTerm { text, field, places: entry.places, weight, idf, finds, covers });
            }
        }
        Ok(())
    }

    /// Words that begin with the one still being typed.
    fn add_completions(
        &mut self,
        last: &Cut,
        length: usize,
        statistics: &Statistics<'_>,
    ) -> Result<(), SearchError> {
        if last.end != length || last.gram == Gram::Pair || last.gram == Gram::Single {
            return Ok(());
        }
        // A lone Han character is the beginning of every pair that starts with it.
        let lone = last.gram == Gram::Lone;
        for field in statistics.fields() {
            for (text, frequency) in statistics.completions(field, &last.text)? {
                if text == last.text {
                    continue;
                }
                let idf = statistics.idf(frequency);
                let unit = self.units.at(last.start, last.end, idf);
                let (places, covers) = (statistics.entry(field, &text)?.places, vec![(unit, 1.0)]);
                self.push(PlanTerm { text, field, places, weight: SINGLE, idf, finds: true, covers });
            }
        }
        if !lone {
            self.marks.beginnings.push(last.text.clone());
        }
        Ok(())
    }

    /// The rules' words for the window's words.
    fn add_synonyms(
        &mut self,
        question: &[char],
        lexicon: &Lexicon,
        statistics: &Statistics<'_>,
    ) -> Result<(), SearchError> {
        for expansion in lexicon.synonyms.expand(question) {
            let chars: Vec<char> = expansion.to.chars().collect();
            let tokens: Vec<Cut> =
                cut(&chars).into_iter().filter(|token| token.gram != Gram::Single).collect();
            // A long expansion must not outweigh the short word it stands for.
            let (said, meant) =
                ((expansion.end - expansion.start).saturating_sub(1).max(1), tokens.len().max(1));
            let weight = SYNONYM * ratio(said, meant).min(1.0);
            let inside = self.units.inside(expansion.start, expansion.end);
            let covered: Vec<(usize, f32)> = inside.map(|unit| (unit, SYNONYM)).collect();
            let mut known = false;
            for token in tokens {
                for field in statistics.fields() {
                    let entry = statistics.entry(field, &token.text)?;
                    if entry.frequency == 0 {
                        continue;
                    }
                    known = true;
                    let idf = statistics.idf(entry.frequency);
                    let mut covers = covered.clone();
                    if covers.is_empty() {
                        covers.push((self.units.another(expansion.start, expansion.end, idf), SYNONYM));
                    }
                    let (text, places) = (token.text.clone(), entry.places);
                    self.push(PlanTerm { text, field, places, weight, idf, finds: true, covers });
                    self.marks.add(&token.text, idf * SYNONYM);
                }
            }
            if known {
                self.units.name(expansion.start, expansion.end);
                self.also.push(Also::Synonym { from: expansion.from, to: expansion.to });
            }
        }
        Ok(())
    }

    /// Typed pinyin, and pairs that look like slips for something that sounds the same.
    fn add_sounds(
        &mut self,
        question: &[char],
        as_you_type: bool,
        statistics: &Statistics<'_>,
        fields: &Fields,
    ) -> Result<(), SearchError> {
        let mut heard: Vec<Sound> = Vec::new();
        for sound in pinyin::sounds(question, as_you_type) {
            let mut spelled_alike = 0;
            if !sound.typed {
                // Nobody looks for what sounds like half of 什么.
                if !self.units.tells(sound.start, sound.end) {
                    continue;
                }
                let spelled: String = question[sound.start..sound.end].iter().collect();
                spelled_alike = statistics.frequency(&spelled)? * SLIP;
                // No sound is in more documents than there are.
                if spelled_alike >= statistics.documents {
                    continue;
                }
            }
            // Where the only key's postings lie; those of completions are looked up one by one.
            let mut alone = None;
            let keys = if sound.open {
                statistics.completions(fields.sound, &sound.key)?
            } else {
                let entry = statistics.entry(fields.sound, &sound.key)?;
                alone = Some(entry.places);
                vec![(sound.key.clone(), entry.frequency)]
            };
            let frequency = keys.iter().map(|(_, frequency)| *frequency).max().unwrap_or(0);
            if frequency <= spelled_alike {
                continue;
            }
            let share = if sound.typed { 1.0 } else { ALIKE };
            let unit = self.units.at(sound.start, sound.end, statistics.idf(frequency));
            for (key, frequency) in keys.into_iter().filter(|(_, frequency)| *frequency > 0) {
                let (field, idf) = (fields.sound, statistics.idf(frequency));
                let places = match alone.take() {
                    Some(places) => places,
                    None => statistics.entry(field, &key)?.places,
                };
                let covers = vec![(unit, share)];
                self.push(PlanTerm { text: key, field, places, weight: share, idf, finds: true, covers });
            }
            self.marks.sounds.add(&sound.key, sound.open);
            heard.push(sound);
        }
        for chain in pinyin::chains(&heard) {
            let from = question[chain.start..chain.end].iter().collect();
            self.also.push(Also::Pinyin { from, to: chain.text, typed: chain.typed });
        }
        self.sounds = heard;
        Ok(())
    }
}

/// The tokens of a question, each once with its count; stop characters dropped unless nothing else is left.
/// Where pairs or words are there to find with, lone characters only rank. And the characters that say
/// something: those in no stop character and no stop pair.
fn parts(question: &[char], lexicon: &Lexicon) -> (Vec<Part>, Letters) {
    let mut tokens = cut(question);
    let stopped: Vec<bool> = tokens.iter().map(|token| lexicon.stop.holds(&token.text)).collect();
    let mut telling = (0, 0);
    for (token, &stopped) in tokens.iter().zip(&stopped) {
        let letters = letters(token.start, token.end);
        telling = if stopped { (telling.0, telling.1 | letters) } else { (telling.0 | letters, telling.1) };
    }
    let telling = telling.0 & !telling.1;
    let kept = || tokens.iter().zip(&stopped).filter(|(_, stopped)| !**stopped);
    if kept().any(|(token, _)| token.gram != Gram::Single) || stopped.iter().all(|stopped| !stopped) {
        let mut stopped = stopped.into_iter();
        tokens.retain(|_| !stopped.next().unwrap_or(false));
    }
    let paired = |token: &Cut| matches!(token.gram, Gram::Pair | Gram::Word);
    let some_paired = tokens.iter().any(paired);
    let mut known: HashMap<&str, usize, BuildHasherDefault<Golden>> = HashMap::default();
    let mut number = |token| {
        let next = known.len();
        *known.entry(token).or_insert(next)
    };
    let numbers: Vec<usize> = tokens.iter().map(|token| number(token.text.as_str())).collect();
    let mut parts: Vec<Part> = Vec::with_capacity(tokens.len());
    for (token, number) in tokens.into_iter().zip(numbers) {
        let Some(part) = parts.get_mut(number) else {
            let finds = paired(&token) == some_paired;
            parts.push(Part { token, count: 1.0, finds });
            continue;
        };
        part.count += 1.0;
        // The last place counts, for it may be the one still being typed.
        (part.token.start, part.token.end) = (token.start, token.end);
    }
    (parts, telling)
}

#[expect(clippy::cast_precision_loss, reason = "lengths of words")]
fn ratio(a: usize, b: usize) -> f32 {
    a as f32 / b as f32
}

#[cfg(test)]
mod tests {
    use super::super::stop::StopList;
    use super::*;

    fn finders(question: &str) -> Vec<String> {
        let lexicon = Lexicon { stop: StopList::parse("的 吗 怎么"), ..Lexicon::default() };
        let (parts, _) = parts(&normalise(question), &lexicon);
        parts.into_iter().filter(|part| part.finds).map(|part| part.token.text).collect()
    }

    #[test]
    fn pairs_find_and_lone_characters_find_alone() {
        assert_eq!(finders("提取条件"), ["提取", "取条", "条件"]);
        assert_eq!(finders("税 率"), ["税", "率"]);
        assert_eq!(finders("税 提取"), ["提取"]);
    }

    #[test]
    fn a_question_of_stop_words_is_searched_unstopped() {
        assert_eq!(finders("怎么"), ["怎么"]);
        assert_eq!(finders("的"), ["的"]);
        assert_eq!(finders("怎么 提取"), ["提取"]);
    }
}
