//! Whether a word is a verb here, and in which form: by the words around it.

use super::super::lexicon::{Classes, Form};
use super::{Tag, Tagger};

impl Tagger<'_> {
    /// A verb that the lexicon does not have, told by its ending and its place.
    pub(super) fn unlisted_verb(&self, at: usize) -> bool {
        let lower = self.lower(at);
        lower.ends_with("ed")
            && lower.len() > 4
            && matches!(self.before(at), Tag::Be | Tag::Have | Tag::Noun | Tag::Name | Tag::Pronoun)
            && !lower.contains('-')
            && (matches!(self.before(at), Tag::Be | Tag::Have) || self.object_follows(at) || self.particle_follows(at))
    }

    /// The form in which the word is a verb here, if it is one.
    pub(super) fn verb_form(&self, at: usize, forms: &[Form], noun: bool) -> Option<Form> {
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
            // "Hundreds marched through", but "two wounded soldiers".
            Tag::Number if self.several(at) && self.particle_follows(at) => Some(form),
            Tag::Determiner | Tag::Possessive | Tag::Owner | Tag::Number | Tag::Preposition => None,
            Tag::Adjective | Tag::Verb(_) => {
                let ends = after.is_none_or(|_| self.object_follows(at) || self.classes(at + 1).has(Classes::PREPOSITION));
                ends.then_some(form).filter(|_| before == Tag::Adjective || !self.noun_at(at + 1))
            }
            _ => Some(form),
        }
    }

    /// The word can only be a noun, as far as the lexicon knows.
    pub(super) fn noun_at(&self, at: usize) -> bool {
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
            // "China plans to give": a noun with an infinitive behind it would be somebody's.
            Tag::Name if self.lower(at + 1) == "to" => !self.finite && self.base_at(at + 2),
            Tag::Name | Tag::Noun => !self.finite && (self.object_follows(at) || self.particle_follows(at)),
            // ", reports Guardian" and ", reports the daily": an inverted cue; "demands Kyiv has rejected" is a noun.
            Tag::Comma | Tag::Quote => cue && self.closes_with_name(at + 1),
            Tag::Coordinator => self.finite && self.object_follows(at),
            _ => false,
        }
    }

    /// The word before is a number that stands for people: "hundreds".
    fn several(&self, at: usize) -> bool {
        at > 0 && matches!(self.lower(at - 1), "hundreds" | "thousands" | "dozens" | "scores" | "millions")
    }

    /// The base form of a verb.
    fn base_at(&self, at: usize) -> bool {
        let word = self.lexicon.word(self.lower(at));
        word.and_then(|word| word.verb.as_ref())
            .is_some_and(|(_, forms)| forms.contains(&Form::Base))
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
}
