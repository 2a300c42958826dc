//! What part each word plays: closed classes by list, and verb or noun by the neighbors.
//!
//! No statistical tagger: those that can be compiled in do worse on news than these rules, which lean on the lexicon's verbs and on
//! names found before.

mod participles;
mod verbs;

use super::lexicon::{Classes, Form, Lexicon};
use super::token::Token;

/// The part that a word plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Determiner,
    Possessive,
    Pronoun,
    Relative,
    Preposition,
    Coordinator,
    Subordinator,
    Modal,
    Be,
    Have,
    Do,
    Not,
    To,
    Adverb,
    Date,
    Number,
    Adjective,
    Noun,
    Name,
    /// The possessive `'s` or `'`.
    Owner,
    Verb(Form),
    Comma,
    Quote,
    /// A semicolon, a colon or a dash.
    Break,
    /// In brackets, or a mark without a part.
    Other,
}

impl Tag {
    /// The word may stand within a noun phrase.
    pub(super) fn nominal(self) -> bool {
        matches!(
            self,
            Tag::Determiner | Tag::Possessive | Tag::Number | Tag::Adjective | Tag::Noun | Tag::Name | Tag::Owner
        )
    }

    /// The word may be the last of a noun phrase.
    pub(super) fn head(self) -> bool {
        matches!(self, Tag::Noun | Tag::Name | Tag::Number | Tag::Pronoun | Tag::Adjective)
    }
}

/// Brackets up to this many words long are passed over.
const LONGEST_BRACKET: usize = 12;

/// Tags the words of one sentence; `named` tells which of them belong to a name that the gazetteer knows.
pub(super) fn tags(tokens: &[Token], named: &[bool], lexicon: &Lexicon) -> Vec<Tag> {
    let mut tagger = Tagger {
        tokens,
        named,
        lexicon,
        tags: vec![Tag::Other; tokens.len()],
        finite: false,
        all_capitals: tokens.iter().filter(|token| token.capital).count() * 3 > tokens.len() * 2,
    };
    for at in 0..tokens.len() {
        if !tagger.in_brackets(at) {
            tagger.tags[at] = tagger.tag(at);
            tagger.note_clause(at);
        }
    }
    tagger.reduce_participles();
    tagger.tags
}

struct Tagger<'sentence> {
    tokens: &'sentence [Token],
    named: &'sentence [bool],
    lexicon: &'sentence Lexicon,
    tags: Vec<Tag>,
    /// The clause has its finite verb.
    finite: bool,
    /// Headlines have capitals everywhere, so that they tell nothing.
    all_capitals: bool,
}

impl Tagger<'_> {
    /// Whether the word stands in short brackets; so do the brackets.
    fn in_brackets(&self, at: usize) -> bool {
        let is = |at: usize, mark: &str| self.tokens.get(at).is_some_and(|token| token.lower == mark);
        let open = (at.saturating_sub(LONGEST_BRACKET)..=at).rev().find(|before| is(*before, "("));
        let Some(open) = open else { return false };
        let close = (open..open + LONGEST_BRACKET).find(|after| is(*after, ")"));
        close.is_some_and(|close| close >= at)
    }

    fn lower(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.lower.as_str())
    }

    fn classes(&self, at: usize) -> Classes {
        self.lexicon.word(self.lower(at)).map_or(Classes::default(), |word| word.classes)
    }

    /// The tag of the last word that is no adverb, quote or bracket.
    fn before(&self, at: usize) -> Tag {
        let passed = |tag: &Tag| matches!(tag, Tag::Adverb | Tag::Quote | Tag::Other);
        self.tags[..at].iter().rev().find(|tag| !passed(tag)).copied().unwrap_or(Tag::Break)
    }

    fn tag(&self, at: usize) -> Tag {
        let token = &self.tokens[at];
        match token.lower.as_str() {
            "," => return Tag::Comma,
            "\"" | "`" => return Tag::Quote,
            ";" | ":" | "—" | "-" | "…" => return Tag::Break,
            "'s" if self.owner(at) => return Tag::Owner,
            "'" => {
                return if self.lower(at.wrapping_sub(1)).ends_with('s') {
                    Tag::Owner
                } else {
                    Tag::Quote
                };
            }
            _ => {}
        }
        if self.named[at] {
            return Tag::Name;
        }
        if token.digits {
            let dated = self.classes(at.wrapping_sub(1)).has(Classes::DATE) || self.classes(at + 1).has(Classes::DATE);
            return if dated { Tag::Date } else { Tag::Number };
        }
        if !token.lower.starts_with(|letter: char| letter.is_alphanumeric() || letter == '\'') {
            return Tag::Other;
        }
        if let Some(tag) = self.closed(at) {
            return tag;
        }
        self.open(at)
    }

    /// `'s` shows possession, unless a participle follows a name: `Kyiv's demanded`.
    fn owner(&self, at: usize) -> bool {
        let next = self.lexicon.word(self.lower(at + 1));
        let verb_follows =
            next.is_some_and(|word| word.classes.has(Classes::NOT) || word.verb.as_ref().is_some_and(|(_, forms)| forms == &[Form::Ing]));
        !(verb_follows && matches!(self.before(at), Tag::Pronoun))
    }

    /// The tag of a word of a closed class.
    fn closed(&self, at: usize) -> Option<Tag> {
        let token = &self.tokens[at];
        let classes = self.classes(at);
        let name_case = token.capital && at > 0 && !self.all_capitals;
        let mut tag = [
            (Classes::TO, Tag::To),
            (Classes::NOT, Tag::Not),
            (Classes::MODAL, Tag::Modal),
            (Classes::BE, Tag::Be),
            (Classes::HAVE, Tag::Have),
            (Classes::DO, Tag::Do),
            (Classes::DATE, Tag::Date),
            (Classes::RELATIVE, Tag::Relative),
            (Classes::POSSESSIVE, Tag::Possessive),
            (Classes::PRONOUN, Tag::Pronoun),
            (Classes::DETERMINER, Tag::Determiner),
            (Classes::COORDINATOR, Tag::Coordinator),
            (Classes::PREPOSITION, Tag::Preposition),
            (Classes::SUBORDINATOR, Tag::Subordinator),
            (Classes::TITLE, Tag::Noun),
            (Classes::NUMBER, Tag::Number),
            (Classes::ADVERB, Tag::Adverb),
        ]
        .into_iter()
        .find(|(class, _)| classes.has(*class))?
        .1;
        let lower = token.lower.as_str();
        let next_modal = self.classes(at + 1).has(Classes::BE) || self.tokens.get(at + 1).is_none();
        match (tag, lower) {
            // May, March and August begin dates and clauses; a `may` before a verb is a modal.
            (Tag::Modal, "may" | "might") if token.capital && at > 0 => tag = Tag::Date,
            (Tag::Modal, "will") if matches!(self.before(at), Tag::Determiner | Tag::Possessive) => tag = Tag::Noun,
            (Tag::Date, "may") if !token.capital => tag = Tag::Modal,
            (Tag::Date, "march") if !token.capital => return None,
            // To Geneva, to talks: a preposition unless a verb can follow.
            (Tag::To, _) if !self.verb_may_follow(at) => tag = Tag::Preposition,
            (Tag::Relative, "that") if self.that_determines(at) => tag = Tag::Determiner,
            (Tag::Relative, "that") if !self.that_relates(at) => tag = Tag::Subordinator,
            (
                Tag::Determiner,
                "that" | "this" | "these" | "those" | "some" | "all" | "many" | "both" | "each" | "most" | "few" | "what" | "such",
            ) if next_modal => {
                tag = Tag::Pronoun;
            }
            (Tag::Subordinator, "once") if !matches!(self.before(at), Tag::Comma | Tag::Break | Tag::Coordinator) => tag = Tag::Adverb,
            (Tag::Preposition, _) if name_case && lower.len() > 3 => return None,
            _ => {}
        }
        Some(tag)
    }

    /// A base form follows `to`, with an adverb between them at most.
    fn verb_may_follow(&self, at: usize) -> bool {
        let next = if self.classes(at + 1).has(Classes::ADVERB) {
            at + 2
        } else {
            at + 1
        };
        let Some(token) = self.tokens.get(next) else { return false };
        if token.capital && !self.all_capitals || self.named[next] {
            return false;
        }
        let word = self.lexicon.word(&token.lower);
        let verb = word.is_some_and(|word| {
            word.classes.has(Classes::BE)
                || word.classes.has(Classes::HAVE)
                || word.classes.has(Classes::DO)
                || word.verb.as_ref().is_some_and(|(_, forms)| forms.contains(&Form::Base))
        });
        // `to talks` is a plural; `to protest Sunday` and `to end` are verbs.
        verb && !word.is_some_and(|word| word.classes.has(Classes::PREPOSITION) && word.verb.is_none())
    }

    /// `that` before a noun without a verb before it: `that country`.
    fn that_determines(&self, at: usize) -> bool {
        let next = self.lexicon.word(self.lower(at + 1));
        let before = self.before(at);
        let noun_next = self.tokens.get(at + 1).is_some_and(|token| !token.capital && !self.named[at + 1]) && next.is_none();
        noun_next
            && matches!(before, Tag::Preposition | Tag::Break | Tag::Coordinator | Tag::Verb(_))
            && self.classes(at + 2).has(Classes::BE)
    }

    /// `that` after a noun and before a verb.
    fn that_relates(&self, at: usize) -> bool {
        let next = self.lexicon.word(self.lower(at + 1));
        let verb_next = next.is_some_and(|word| {
            word.classes.has(Classes::BE)
                || word.classes.has(Classes::HAVE)
                || word.classes.has(Classes::MODAL)
                || word
                    .verb
                    .as_ref()
                    .is_some_and(|(_, forms)| forms.contains(&Form::Past) || forms.contains(&Form::Third) && !word.noun)
        });
        verb_next && matches!(self.before(at), Tag::Noun | Tag::Name | Tag::Comma)
    }

    /// The tag of a noun, an adjective, a name or a verb.
    fn open(&self, at: usize) -> Tag {
        let token = &self.tokens[at];
        let word = self.lexicon.word(&token.lower);
        let known = word.is_some();
        if token.capital && !self.all_capitals && (at > 0 || !known) {
            return Tag::Name;
        }
        if let Some(word) = word
            && let Some((_, forms)) = &word.verb
            && let Some(form) = self.verb_form(at, forms, word.noun)
        {
            return Tag::Verb(form);
        }
        if word.is_some_and(|word| word.classes.has(Classes::ADJECTIVE)) {
            // "an official offered": a noun where no other follows.
            let person = self.lexicon.role(&token.lower).is_some() && !self.noun_at(at + 1) && self.before(at).nominal();
            return if person { Tag::Noun } else { Tag::Adjective };
        }
        if let Some(word) = word
            && let Some((_, forms)) = &word.verb
            && !forms.contains(&Form::Base)
            && !forms.contains(&Form::Third)
        {
            return Tag::Adjective;
        }
        let lower = token.lower.as_str();
        if !known && lower.ends_with("ly") && lower.len() > 4 && self.lexicon.role(lower).is_none() {
            return Tag::Adverb;
        }
        if !known && lower.ends_with("ing") && lower.len() > 6 && matches!(self.before(at), Tag::Verb(_) | Tag::Preposition) {
            return Tag::Verb(Form::Ing);
        }
        if !known && self.unlisted_verb(at) {
            return Tag::Verb(Form::Past);
        }
        Tag::Noun
    }
}
