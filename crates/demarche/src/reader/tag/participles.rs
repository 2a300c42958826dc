//! Past forms that are participles: told once the whole sentence is tagged, by the verbs around them.

use super::super::lexicon::{Classes, Form};
use super::{Tag, Tagger};

impl Tagger<'_> {
    /// Remembers whether the clause has its verb.
    pub(super) fn note_clause(&mut self, at: usize) {
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
    pub(super) fn reduce_participles(&mut self) {
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
