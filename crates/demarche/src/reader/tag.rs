//! What part each word plays: closed classes by list, and verb or noun by the neighbors.
//!
//! No statistical tagger: those that can be compiled in do worse on news than these rules, which lean on the lexicon's verbs and on
//! names found before.

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
        verb && !word.is_some_and(|word| word.classes.has(Classes::PREPOSITION) && !word.verb.is_some())
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
            return Tag::Adjective;
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

    /// A verb that the lexicon does not have, told by its ending and its place.
    fn unlisted_verb(&self, at: usize) -> bool {
        let lower = self.lower(at);
        lower.ends_with("ed")
            && lower.len() > 4
            && matches!(self.before(at), Tag::Be | Tag::Have | Tag::Noun | Tag::Name | Tag::Pronoun)
            && !lower.contains('-')
            && (matches!(self.before(at), Tag::Be | Tag::Have) || self.object_follows(at) || self.particle_follows(at))
    }

    /// The form in which the word is a verb here, if it is one.
    fn verb_form(&self, at: usize, forms: &[Form], noun: bool) -> Option<Form> {
        let before = self.before(at);
        let has = |form: Form| forms.contains(&form);
        if has(Form::Base) && matches!(before, Tag::Modal | Tag::To | Tag::Do | Tag::Not) {
            return Some(Form::Base);
        }
        if matches!(before, Tag::Be | Tag::Have | Tag::Not) {
            if has(Form::Past) || has(Form::Participle) {
                return Some(if has(Form::Participle) { Form::Participle } else { Form::Past });
            }
            if has(Form::Ing) {
                return Some(Form::Ing);
            }
        }
        if has(Form::Ing) {
            return self.ing(at, before).then_some(Form::Ing);
        }
        if has(Form::Past) || has(Form::Participle) {
            return self.past(at, before, has(Form::Past));
        }
        if has(Form::Third) && self.third(at, before, noun) {
            return Some(Form::Third);
        }
        (has(Form::Base) && self.base(at, before, noun)).then_some(Form::Base)
    }

    /// What can begin an object or a complement stands behind the word.
    fn object_follows(&self, at: usize) -> bool {
        let next = self.classes(at + 1);
        let token = self.tokens.get(at + 1);
        next.has(Classes::DETERMINER)
            || next.has(Classes::POSSESSIVE)
            || next.has(Classes::RELATIVE)
            || next.has(Classes::TO)
            || next.has(Classes::ADJECTIVE)
            || next.has(Classes::NUMBER)
            || next.has(Classes::DATE)
            || next.has(Classes::PRONOUN)
            || token.is_some_and(|token| token.capital || token.digits || token.lower == "\"")
            || self.named.get(at + 1) == Some(&true)
    }

    fn ing(&self, at: usize, before: Tag) -> bool {
        if matches!(
            before,
            Tag::Determiner | Tag::Possessive | Tag::Owner | Tag::Adjective | Tag::Number
        ) {
            return false;
        }
        // "the bombing of the town", "a roadside bombing near it": these are things.
        const THINGS: [&str; 12] = [
            "bombing",
            "meeting",
            "hearing",
            "shelling",
            "fighting",
            "uprising",
            "training",
            "building",
            "killing",
            "gathering",
            "ruling",
            "shooting",
        ];
        if self.lower(at + 1) == "of"
            || THINGS.contains(&self.lower(at)) && matches!(before, Tag::Noun | Tag::Name) && !self.object_follows(at)
        {
            return false;
        }
        if matches!(before, Tag::Noun | Tag::Name) {
            // "refugees fleeing the war", but "a bombing campaign", "peacekeeping troops".
            return self.object_follows(at)
                || self.classes(at + 1).has(Classes::PREPOSITION)
                || self.lexicon.word(self.lower(at + 1)).is_none();
        }
        true
    }

    fn past(&self, at: usize, before: Tag, finite: bool) -> Option<Form> {
        let form = if finite { Form::Past } else { Form::Participle };
        let after = self.tokens.get(at + 1);
        match before {
            Tag::Break if at == 0 && self.noun_at(at + 1) => None,
            Tag::Determiner | Tag::Possessive | Tag::Owner | Tag::Number | Tag::Preposition => None,
            Tag::Adjective | Tag::Verb(_) => {
                let ends = after.is_none_or(|_| self.object_follows(at) || self.classes(at + 1).has(Classes::PREPOSITION));
                ends.then_some(form).filter(|_| before == Tag::Adjective || !self.noun_at(at + 1))
            }
            _ => Some(form),
        }
    }

    /// The word can only be a noun, as far as the lexicon knows.
    fn noun_at(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            token.lower.starts_with(char::is_alphabetic) && self.lexicon.word(&token.lower).is_none_or(|word| word.noun)
        })
    }

    fn third(&self, at: usize, before: Tag, noun: bool) -> bool {
        let subject = matches!(
            before,
            Tag::Noun | Tag::Name | Tag::Pronoun | Tag::Relative | Tag::Coordinator | Tag::Comma | Tag::Number
        );
        if !noun {
            return subject || matches!(before, Tag::Break);
        }
        let cue = self
            .lexicon
            .word(self.lower(at))
            .and_then(|word| word.verb.as_ref())
            .is_some_and(|(lemma, _)| self.lexicon.cue("verb", lemma));
        match before {
            Tag::Relative | Tag::Pronoun => true,
            Tag::Name | Tag::Noun => !self.finite && (self.object_follows(at) || self.particle_follows(at)),
            // ", reports Guardian" and ", reports the daily": an inverted cue; "demands Kyiv has rejected" is a noun.
            Tag::Comma | Tag::Quote => cue && self.closes_with_name(at + 1),
            Tag::Coordinator => self.finite && self.object_follows(at),
            _ => false,
        }
    }

    /// Nothing but names and nouns up to the end of the sentence or the next comma.
    fn closes_with_name(&self, from: usize) -> bool {
        let rest = self.tokens[from.min(self.tokens.len())..]
            .iter()
            .take_while(|token| token.lower != "," && token.lower != ".");
        let mut count = 0;
        for token in rest {
            count += 1;
            let classes = self.lexicon.word(&token.lower).map_or(Classes::default(), |word| word.classes);
            if count > 8 || classes.has(Classes::HAVE) || classes.has(Classes::BE) || classes.has(Classes::MODAL) {
                return false;
            }
        }
        count > 0
    }

    fn particle_follows(&self, at: usize) -> bool {
        let next = self.classes(at + 1);
        next.has(Classes::PREPOSITION) || next.has(Classes::ADVERB)
    }

    fn base(&self, at: usize, before: Tag, noun: bool) -> bool {
        let plural = at > 0 && {
            let last = self.lower(at - 1);
            last.ends_with('s') && !last.ends_with("ss")
                || matches!(last, "they" | "we" | "who" | "people" | "i" | "you" | "police" | "men" | "women")
        };
        if matches!(before, Tag::Noun | Tag::Name | Tag::Pronoun) && self.subjunctive(at) {
            return true;
        }
        let plural = plural || self.joined_before(at);
        match before {
            Tag::Pronoun | Tag::Relative => plural || !noun,
            Tag::Noun | Tag::Name => plural && !self.finite && (self.object_follows(at) || !noun || self.particle_follows(at)),
            Tag::Coordinator => self.after_base(at) && (!noun || self.object_follows(at) || self.particle_follows(at)),
            Tag::Adverb | Tag::Break if at == 0 => !noun && self.object_follows(at),
            _ => !noun && matches!(before, Tag::Comma) && self.after_base(at),
        }
    }

    /// "demands that Ukraine leave": behind a demand and "that", the bare verb.
    fn subjunctive(&self, at: usize) -> bool {
        const DEMANDS: [&str; 14] = [
            "demand",
            "insist",
            "urge",
            "ask",
            "request",
            "propose",
            "recommend",
            "require",
            "suggest",
            "order",
            "call",
            "condition",
            "proposal",
            "stipulate",
        ];
        let Some(that) = (0..at).rev().find(|before| self.tags[*before] == Tag::Subordinator) else {
            return false;
        };
        if self.lower(that) != "that"
            || self.tags[that..at]
                .iter()
                .any(|tag| matches!(tag, Tag::Verb(_) | Tag::Be | Tag::Modal))
        {
            return false;
        }
        let demand = (0..that)
            .rev()
            .find(|before| matches!(self.tags[*before], Tag::Verb(_) | Tag::Noun));
        demand.is_some_and(|demand| {
            let lower = self.lower(demand);
            let lemma = self
                .lexicon
                .word(lower)
                .and_then(|word| word.verb.as_ref())
                .map_or(lower, |(lemma, _)| lemma);
            DEMANDS.contains(&lemma)
        })
    }

    /// "France and Spain agree": two joined by "and" are several.
    fn joined_before(&self, at: usize) -> bool {
        let back = (at.saturating_sub(5)..at)
            .rev()
            .take_while(|before| matches!(self.tags[*before], Tag::Name | Tag::Coordinator | Tag::Determiner));
        let mut names = false;
        for before in back {
            match self.tags[before] {
                Tag::Name => names = true,
                Tag::Coordinator => return names && before > 0 && self.tags[before - 1] == Tag::Name,
                _ => {}
            }
        }
        false
    }

    /// The last verb stands in its base form, so that one behind "and" may, too.
    fn after_base(&self, at: usize) -> bool {
        let last = self.tags[..at]
            .iter()
            .rev()
            .find(|tag| matches!(tag, Tag::Verb(form) if *form != Form::Ing));
        last == Some(&Tag::Verb(Form::Base))
    }

    /// Remembers whether the clause has its verb.
    fn note_clause(&mut self, at: usize) {
        match self.tags[at] {
            Tag::Verb(Form::Past | Form::Third) | Tag::Modal | Tag::Be | Tag::Have | Tag::Do => self.finite = true,
            Tag::Subordinator | Tag::Relative | Tag::Break | Tag::Comma | Tag::Quote => self.finite = false,
            Tag::Verb(_) if self.lexicon.cue("verb", self.lower(at)) => self.finite = false,
            _ => {}
        }
        let says = self
            .lexicon
            .word(self.lower(at))
            .and_then(|word| word.verb.as_ref())
            .is_some_and(|(lemma, _)| self.lexicon.cue("verb", lemma));
        if says && matches!(self.tags[at], Tag::Verb(_)) {
            self.finite = false;
        }
    }

    /// A past form with a later verb in the same clause and no word that joins them is a participle:
    /// "militiamen armed with machetes killed", "the demonstration staged by students".
    fn reduce_participles(&mut self) {
        for at in (0..self.tags.len()).rev() {
            if self.tags[at] != Tag::Verb(Form::Past) || !self.after_noun(at) {
                continue;
            }
            if self.lower(at + 1) == "by" {
                self.tags[at] = Tag::Verb(Form::Participle);
                continue;
            }
            let Some(later) = self.later_verb(at) else { continue };
            // Of two, the one without an object is the participle: "opened its borders to people ordered out".
            let second =
                self.has_object(at) && self.tags[later] == Tag::Verb(Form::Past) && !self.has_object(later) && self.after_noun(later);
            self.tags[if second { later } else { at }] = Tag::Verb(Form::Participle);
        }
    }

    /// A noun phrase follows the verb at once.
    fn has_object(&self, at: usize) -> bool {
        let next = self.tags[at + 1..]
            .iter()
            .find(|tag| !matches!(tag, Tag::Adverb | Tag::Date | Tag::Quote));
        next.is_some_and(|tag| tag.nominal() || *tag == Tag::Pronoun)
    }

    fn after_noun(&self, at: usize) -> bool {
        at > 0 && matches!(self.tags[at - 1], Tag::Noun | Tag::Name)
    }

    /// The finite verb that follows before anything that could begin another clause.
    fn later_verb(&self, at: usize) -> Option<usize> {
        if self.is_cue(at) || self.takes_clause(at) || self.lower(at + 1) == "," {
            return None;
        }
        for later in at + 1..self.tags.len() {
            match self.tags[later] {
                Tag::Comma | Tag::Break | Tag::Subordinator | Tag::Relative | Tag::Coordinator | Tag::To | Tag::Quote | Tag::Pronoun => {
                    return None;
                }
                Tag::Preposition if self.classes(later).has(Classes::SUBORDINATOR) => return None,
                Tag::Verb(Form::Past | Form::Third) if self.is_cue(later) => return None,
                Tag::Verb(Form::Past | Form::Third) | Tag::Modal | Tag::Be | Tag::Have => return Some(later),
                _ => {}
            }
        }
        None
    }

    /// A form of a verb of saying.
    fn is_cue(&self, at: usize) -> bool {
        let lemma = self.lexicon.word(self.lower(at)).and_then(|word| word.verb.as_ref());
        lemma.is_some_and(|(lemma, _)| self.lexicon.cue("verb", lemma))
    }

    /// The verb may be followed by a clause without a word that joins it.
    fn takes_clause(&self, at: usize) -> bool {
        let lemma = self
            .lexicon
            .word(self.lower(at))
            .and_then(|word| word.verb.as_ref())
            .map(|(lemma, _)| lemma.as_str());
        matches!(
            lemma,
            Some(
                "demand"
                    | "insist"
                    | "urge"
                    | "hope"
                    | "fear"
                    | "know"
                    | "hear"
                    | "feel"
                    | "agree"
                    | "order"
                    | "promise"
                    | "threaten"
                    | "decide"
                    | "rule"
            )
        )
    }
}
