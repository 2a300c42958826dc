//! Noun phrases of a sentence, and which actor each of them names.

mod mention;

use super::gazetteer::{Gazetteer, Name};
use super::lexicon::{Classes, Lexicon};
use super::tag::{Tag, tags};
use super::token::{Token, tokens};

/// A sentence with everything that rules ask of it.
pub(super) struct Parsed<'text> {
    pub(super) text: &'text str,
    pub(super) tokens: Vec<Token>,
    pub(super) tags: Vec<Tag>,
    /// At the first word of a name: the name, and how many words it has.
    pub(super) names: Vec<Option<(&'text Name, usize)>>,
    pub(super) phrases: Vec<Phrase>,
    /// Words that are somebody's, by quotes around them, and whose.
    pub(super) voices: Vec<(std::ops::Range<usize>, Vec<Mention>)>,
    pub(super) lexicon: &'text Lexicon,
    /// The year in which the text was written, if it is known.
    year: Option<u16>,
}

/// A noun phrase: words `start..end`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The noun that the phrase is about.
    pub(super) head: usize,
    /// The word that governs it: a preposition, or a conjunction that may be one.
    pub(super) preposition: Option<usize>,
}

/// How an actor was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Found {
    /// By a name in the phrase.
    Name,
    /// By the place that follows the phrase.
    Place,
    /// By a mention earlier in the text.
    Earlier,
    /// As the only country of the sentence.
    Sentence,
    /// Not at all: the phrase stands for itself.
    Itself,
}

/// An actor that a phrase names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// Words of the phrase.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Name under which the actor is reported.
    pub(super) name: String,
    /// Country or group of countries; empty if unknown.
    pub(super) country: String,
    /// PLOVER sector; empty if none.
    pub(super) sector: String,
    pub(super) person: bool,
    pub(super) plural: bool,
    pub(super) found: Found,
    /// Where the name stands in the shadow, if that is in another sentence: `start` and `end` mean nothing then.
    pub(super) elsewhere: Option<std::ops::Range<usize>>,
}

impl<'text> Parsed<'text> {
    /// Words, names, tags and phrases of the sentence `range`.
    pub(super) fn new(
        text: &'text str,
        range: std::ops::Range<usize>,
        lexicon: &'text Lexicon,
        gazetteer: &'text Gazetteer,
        year: Option<u16>,
    ) -> Self {
        let tokens = tokens(text, range);
        let mut names: Vec<Option<(&Name, usize)>> = vec![None; tokens.len()];
        let mut named = vec![false; tokens.len()];
        let mut at = 0;
        while at < tokens.len() {
            match gazetteer.find(text, &tokens, at, year) {
                Some((name, length)) => {
                    names[at] = Some((name, length));
                    named[at..at + length].fill(true);
                    at += length;
                }
                None => {
                    // "US-Russian": the first of two names in one word.
                    names[at] = joined_name(text, &tokens[at], gazetteer, year);
                    named[at] = names[at].is_some();
                    at += 1;
                }
            }
        }
        let tags = tags(&tokens, &named, lexicon);
        let mut parsed = Parsed {
            text,
            tokens,
            tags,
            names,
            phrases: Vec::new(),
            voices: Vec::new(),
            lexicon,
            year,
        };
        parsed.phrases = parsed.find_phrases();
        parsed
    }

    /// Whose words word `at` is one of, if quotes tell.
    pub(super) fn voice(&self, at: usize) -> Option<&[Mention]> {
        let voice = self.voices.iter().find(|(within, _)| within.contains(&at));
        voice.map(|(_, speaker)| speaker.as_slice())
    }

    /// The run of words that lie in `range` of the shadow.
    pub(super) fn words_in(&self, range: &std::ops::Range<usize>) -> std::ops::Range<usize> {
        let start = self.tokens.partition_point(|token| token.range.start < range.start);
        start..self.tokens.partition_point(|token| token.range.end <= range.end).max(start)
    }

    pub(super) fn lower(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.lower.as_str())
    }

    pub(super) fn tag(&self, at: usize) -> Tag {
        self.tags.get(at).copied().unwrap_or(Tag::Other)
    }

    pub(super) fn classes(&self, at: usize) -> Classes {
        self.lexicon.word(self.lower(at)).map_or(Classes::default(), |word| word.classes)
    }

    /// The verb that word `at` is a form of.
    pub(super) fn lemma(&self, at: usize) -> &str {
        match self.lexicon.word(self.lower(at)).and_then(|word| word.verb.as_ref()) {
            Some((lemma, _)) => lemma,
            None => self.lower(at),
        }
    }

    /// The words `start..end` as they are written, on one line.
    pub(super) fn written(&self, start: usize, end: usize) -> String {
        match (self.tokens.get(start), end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if start < end => self.text[first.range.start..last.range.end].replace('\n', " "),
            _ => String::new(),
        }
    }

    fn find_phrases(&self) -> Vec<Phrase> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.tags.len() {
            if self.tags[at] == Tag::Pronoun {
                found.push(self.phrase(at, at + 1));
                at += 1;
            } else if self.tags[at].nominal() && self.tags[at] != Tag::Owner {
                let end = self.phrase_end(at);
                if self.tags[at..end]
                    .iter()
                    .any(|tag| matches!(tag, Tag::Noun | Tag::Name | Tag::Number | Tag::Determiner))
                {
                    found.push(self.phrase(at, end));
                }
                at = end;
            } else {
                at += 1;
            }
        }
        found
    }

    /// One past the last word of the phrase that begins at `start`.
    fn phrase_end(&self, start: usize) -> usize {
        let mut end = start + 1;
        while end < self.tags.len() {
            let tag = self.tags[end];
            let before = self.tags[end - 1];
            let fresh = matches!(tag, Tag::Determiner | Tag::Possessive)
                && !matches!(before, Tag::Preposition | Tag::Determiner | Tag::Number)
                && end > start;
            // "demands Kyiv has rejected": a plural and a name are two phrases.
            let lower = &self.tokens[end - 1].lower;
            let plural = before == Tag::Noun && lower.ends_with('s') && !lower.ends_with("ss");
            let fresh = fresh || plural && tag == Tag::Name;
            if tag.nominal() && !fresh || self.joins(end) {
                end += 1;
            } else {
                break;
            }
        }
        while end > start + 1 && !self.tags[end - 1].nominal() {
            end -= 1;
        }
        end
    }

    /// A word that does not end the phrase though it is no part of one: `of`, an adverb or brackets between its words.
    fn joins(&self, at: usize) -> bool {
        let next = self.tag(at + 1);
        match self.tags[at] {
            Tag::Preposition => self.lower(at) == "of" && (next.nominal() || next == Tag::Quote),
            Tag::Other => {
                self.tags[at + 1..]
                    .iter()
                    .take(14)
                    .find(|tag| **tag != Tag::Other)
                    .is_some_and(|tag| matches!(tag, Tag::Noun))
                    && self.lower(at) != "."
            }
            Tag::Quote => {
                next.nominal() && next != Tag::Determiner && self.tags[at - 1].nominal() && !matches!(self.tags[at - 1], Tag::Noun)
            }
            Tag::Coordinator => {
                // "deputy and acting minister" is one phrase; two names are two.
                matches!(self.tags[at - 1], Tag::Adjective) && matches!(next, Tag::Adjective)
            }
            _ => false,
        }
    }

    fn phrase(&self, start: usize, end: usize) -> Phrase {
        let stop = (start..end).find(|at| self.lower(*at) == "of").unwrap_or(end);
        let counts = |at: usize| {
            matches!(self.tags[at], Tag::Number | Tag::Determiner)
                || matches!(self.lower(at), "group" | "member" | "members" | "thousands" | "leaders")
        };
        let head_before = (start..stop).rev().find(|at| self.tags[*at].head());
        let head_all = (start..end).rev().find(|at| self.tags[*at].head());
        let head = match head_before {
            Some(head) if !counts(head) => head,
            _ => head_all.unwrap_or(end - 1),
        };
        let preposition = start.checked_sub(1).map(|before| self.governor(before)).unwrap_or_default();
        Phrase {
            start,
            end,
            head,
            preposition,
        }
    }

    /// The preposition at or shortly before `at`, with adverbs between.
    fn governor(&self, at: usize) -> Option<usize> {
        let governs = |at: usize| {
            self.tags[at] == Tag::Preposition || self.tags[at] == Tag::Subordinator && self.classes(at).has(Classes::PREPOSITION)
        };
        if governs(at) {
            return Some(at);
        }
        let passed = matches!(self.tags[at], Tag::Adverb | Tag::Quote) || self.tags[at] == Tag::Date;
        let before = at.checked_sub(1)?;
        (passed && self.tags[at] != Tag::Date && governs(before)).then_some(before)
    }

    /// Whether the word belongs to the owner in a possessive.
    pub(super) fn owns(&self, at: usize) -> bool {
        let rest = &self.tags[(at + 1).min(self.tags.len())..];
        rest.iter().take_while(|tag| tag.nominal()).any(|tag| *tag == Tag::Owner)
    }

    /// The phrases that a comma or "and" joins to phrase `index`, itself included.
    pub(super) fn joined(&self, index: usize) -> Vec<usize> {
        let mut found = vec![index];
        let mut current = index;
        while let Some(next) = self.phrases.get(current + 1) {
            let gap: Vec<Tag> = (self.phrases[current].end..next.start)
                .map(|at| self.tags[at])
                .filter(|tag| *tag != Tag::Other)
                .collect();
            let last = self.phrases[current].end..next.start;
            let and = last.clone().any(|at| matches!(self.lower(at), "and" | "&"));
            let listed = matches!(gap[..], [Tag::Coordinator] | [Tag::Comma, Tag::Coordinator]) && and;
            let comma = gap == [Tag::Comma] && self.list_goes_on(current + 1);
            if !(listed || comma) || found.len() > 12 {
                break;
            }
            found.push(current + 1);
            current += 1;
        }
        found
    }

    /// After a comma: more phrases follow, the last of them behind "and".
    fn list_goes_on(&self, index: usize) -> bool {
        for (current, next) in self.phrases.iter().enumerate().skip(index + 1).take(8) {
            let gap = self.phrases[current - 1].end..next.start;
            if gap
                .clone()
                .any(|at| matches!(self.tags[at], Tag::Verb(_) | Tag::Preposition | Tag::Be | Tag::Have | Tag::Modal))
            {
                return false;
            }
            if gap.clone().any(|at| self.tags[at] == Tag::Coordinator) {
                return self.mention(&self.phrases[current - 1]).found == Found::Name && self.mention(next).found == Found::Name;
            }
        }
        false
    }
}

/// The first of two names that a hyphen joins; both begin with capitals.
fn joined_name<'text>(text: &str, token: &Token, gazetteer: &'text Gazetteer, year: Option<u16>) -> Option<(&'text Name, usize)> {
    let word = &text[token.range.clone()];
    let (first, second) = word.split_once('-')?;
    if !(token.capital && second.starts_with(char::is_uppercase)) {
        return None;
    }
    let start = token.range.start;
    let part = tokens(text, start..start + first.len());
    let (name, length) = gazetteer.find(text, &part, 0, year)?;
    (length == part.len()).then_some((name, 1))
}
