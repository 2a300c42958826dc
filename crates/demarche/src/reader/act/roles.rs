//! Who does it, to whom, about what: subjects, agents, recipients, and where the content ends.

use super::super::clause::{Depth, Shape};
use super::super::frame::{Meaning, best, clause, infinitive, window_end};
use super::super::tag::Tag;
use super::{Doer, Finder, Sense};

impl Finder<'_, '_> {
    pub(super) fn span_start(&self, index: usize) -> usize {
        let group = &self.groups[index];
        let subject = group
            .subject
            .iter()
            .map(|phrase| self.parsed.phrases[*phrase].start)
            .filter(|start| *start < group.start)
            .min();
        match group.shape {
            // Not from a subject on whose other verb stands between: "rejected the demand but offered".
            Shape::Finite => subject
                .filter(|start| {
                    self.groups[..index]
                        .iter()
                        .all(|other| other.shape != Shape::Finite || other.verb < *start || other.depth == Depth::Relative)
                })
                .unwrap_or(group.start),
            // With the "not" of "is not going to".
            _ => self.denied_above(index).map_or(group.start, |above| self.span_start(above)),
        }
    }

    /// Where what is demanded, refused or offered begins: at the verb that says it, or behind the act's own.
    pub(super) fn content_start(&self, index: usize, inner: usize, objects: usize) -> usize {
        if inner != index && objects == inner && self.groups[inner].start == self.groups[inner].verb && !self.wraps(index) {
            return self.groups[inner].verb;
        }
        let told = infinitive(self.parsed, self.groups, objects)
            .or_else(|| self.clause(objects))
            .or_else(|| self.gerund(objects));
        let behind = self.groups[objects].verb + 1;
        // "give up Badme": the particle belongs to the verb.
        let particle = matches!(
            self.parsed.lower(behind),
            "up" | "out" | "down" | "off" | "back" | "over" | "away" | "in" | "on"
        ) && !self.parsed.phrases.iter().any(|phrase| phrase.preposition == Some(behind));
        told.map_or(behind + usize::from(particle), |told| self.told_start(told))
    }

    /// What a verb says is wanted or refused begins at the verb, or at the "not" before it: "not to lift", "not join".
    pub(super) fn told_start(&self, told: usize) -> usize {
        let group = &self.groups[told];
        let not = |at: &usize| self.parsed.tags[*at] == Tag::Not;
        let negated = (group.start.saturating_sub(1)..group.verb).find(not);
        negated.filter(|_| group.negated).unwrap_or(group.verb)
    }

    /// The verb says in which way another is meant: "wants to", "is expected to".
    fn wraps(&self, index: usize) -> bool {
        best(self.parsed, self.groups, index).is_some_and(|frame| !matches!(frame.meaning, Meaning::Event(_)))
    }

    /// One past the last word of the verb's complement: up to a comma that ends the clause, with the clause that completes it.
    pub(super) fn content_end(&self, index: usize) -> usize {
        let own = self.own_end(index);
        let child = self.clause(index).map_or(own, |child| self.own_end(child));
        let mut end = own.max(child);
        while end > self.groups[index].verb + 1 && matches!(self.parsed.tag(end - 1), Tag::Coordinator | Tag::Comma | Tag::Other) {
            end -= 1;
        }
        end
    }

    fn own_end(&self, index: usize) -> usize {
        let end = window_end(self.parsed, self.groups, index);
        let verb = self.groups[index].verb;
        let stops = |at: &usize| match self.parsed.tags[*at] {
            Tag::Comma => self.groups.iter().any(|group| group.start > *at && group.start <= *at + 3),
            // "portray X and present Y": the other verb has its own content.
            Tag::Coordinator => self.groups.iter().any(|group| group.start == *at + 1 && group.start == group.verb),
            _ => self.parsed.lower(*at) == ".",
        };
        let end = (verb + 1..end).find(stops).unwrap_or(end);
        self.quotation_end(verb, end)
    }

    /// The clause that completes a verb; not one behind the quotation in which the verb stands.
    pub(super) fn clause(&self, index: usize) -> Option<usize> {
        let verb = self.groups[index].verb;
        let end = self.quotation_end(verb, self.parsed.tokens.len());
        clause(self.parsed, self.groups, index).filter(|child| self.groups[*child].start < end)
    }

    /// Words between quotes end with their quotation; a quotation that opens behind the verb is passed over.
    fn quotation_end(&self, verb: usize, end: usize) -> usize {
        let tokens = &self.parsed.tokens;
        let mut open = false;
        for at in (verb + 1..end).filter(|at| self.parsed.tags[*at] == Tag::Quote) {
            let closes = tokens[at - 1].range.end == tokens[at].range.start;
            match (open, closes) {
                (false, true) => return at,
                _ => open = !closes,
            }
        }
        end
    }

    /// Who does it, and to whom.
    pub(super) fn roles(&self, index: usize, objects: usize, sense: &Sense) -> (Doer, Vec<usize>) {
        let group = &self.groups[index];
        if group.passive && objects == index {
            let end = window_end(self.parsed, self.groups, index).max(self.content_end(index));
            let agent = ["by", "between", "among"]
                .iter()
                .map(|preposition| self.after(group.verb + 1, end, preposition))
                .find(|agent| !agent.is_empty())
                .or_else(|| self.between(index))
                .unwrap_or_default();
            // "peacekeepers were withdrawn": they are whose act it is.
            let own = [
                "withdraw",
                "ship out",
                "disarm",
                "deploy",
                "pull out",
                "put on alert",
                "mobilize",
                "send troops",
            ];
            if agent.is_empty() && own.iter().any(|own| sense.act.starts_with(own)) {
                return (Doer::Phrases(group.subject.clone()), self.after(group.verb + 1, end, "from"));
            }
            return (Doer::Phrases(agent), group.subject.clone());
        }
        let end = window_end(self.parsed, self.groups, objects).max(self.groups[objects].verb + 1);
        // "came under fire from", "won praise from": the subject is whom it is done to.
        if sense.recipients.first() == Some(&"subject") {
            let agent = sense
                .recipients
                .iter()
                .map(|preposition| self.after(group.verb + 1, end, preposition))
                .find(|agent| !agent.is_empty());
            return (Doer::Phrases(agent.unwrap_or_default()), group.subject.clone());
        }
        (
            Doer::Phrases(group.subject.clone()),
            self.recipients(objects, end, &sense.recipients),
        )
    }

    /// "Talks between A and B were held": whose the subject of a passive is.
    fn between(&self, index: usize) -> Option<Vec<usize>> {
        let group = &self.groups[index];
        let subject = &self.parsed.phrases[*group.subject.first()?];
        let found = self.after(subject.end, group.start, "between");
        (!found.is_empty()).then_some(found)
    }

    /// Phrases that the preposition governs between `from` and `to`.
    fn after(&self, from: usize, to: usize, preposition: &str) -> Vec<usize> {
        let found = self.parsed.phrases.iter().position(|phrase| {
            phrase.start >= from && phrase.start < to && phrase.preposition.is_some_and(|at| self.parsed.lower(at) == preposition)
        });
        found.map(|index| self.parsed.joined(index)).unwrap_or_default()
    }

    /// The ones concerned, by the frame's prepositions in order; only phrases that name an actor count.
    pub(super) fn recipients(&self, index: usize, end: usize, prepositions: &[&str]) -> Vec<usize> {
        let verb = self.groups[index].verb;
        let names = |phrase: &usize| {
            let phrase = &self.parsed.phrases[*phrase];
            let pair = matches!(self.parsed.lower(phrase.start), "both" | "the")
                && matches!(self.parsed.lower(phrase.head), "sides" | "countries" | "parties" | "leaders");
            pair || !self.parsed.mention(phrase).country.is_empty()
        };
        for preposition in prepositions {
            let found = match *preposition {
                "obj" => self.objects(verb, end),
                "clause" => self
                    .clause(index)
                    .map(|child| self.groups[child].subject.clone())
                    .unwrap_or_default(),
                "of" => self.objects(verb, end),
                other => self.after(verb + 1, end, other),
            };
            if found.iter().any(names) {
                return found;
            }
        }
        if prepositions == ["none"] {
            return Vec::new();
        }
        let all = (0..self.parsed.phrases.len()).filter(|phrase| {
            let phrase = &self.parsed.phrases[*phrase];
            phrase.start > verb && phrase.start < end
        });
        all.filter(names).take(1).collect()
    }

    /// The direct object, with those joined to it.
    fn objects(&self, verb: usize, end: usize) -> Vec<usize> {
        let found = self
            .parsed
            .phrases
            .iter()
            .position(|phrase| phrase.start > verb && phrase.start < end && phrase.preposition.is_none());
        found.map(|index| self.parsed.joined(index)).unwrap_or_default()
    }

    /// "unless", "if", "until", "in exchange for" behind the verb, or a clause of that kind that opens the sentence.
    pub(super) fn condition(&self, index: usize, end: usize) -> Option<(usize, usize)> {
        self.condition_behind(index, end).or_else(|| self.condition_before(index))
    }

    /// "If they leave, we will sign": the sentence's first clause, up to its comma.
    fn condition_before(&self, index: usize) -> Option<(usize, usize)> {
        let verb = self.groups[index].verb;
        let from = (0..verb).find(|at| self.parsed.tags[*at] != Tag::Quote)?;
        let next = self.parsed.lower(from + 1);
        let opens = match self.parsed.lower(from) {
            "unless" | "if" | "once" => true,
            "provided" | "providing" | "assuming" => next == "that",
            "as" | "so" => next == "long",
            _ => false,
        };
        let clause = self
            .groups
            .iter()
            .position(|group| group.start > from && group.shape == Shape::Finite)?;
        let stop = (self.groups[clause].verb + 1..verb).find(|at| self.parsed.tags[*at] == Tag::Comma)?;
        (opens && clause < index).then_some((from, stop))
    }

    fn condition_behind(&self, index: usize, end: usize) -> Option<(usize, usize)> {
        let verb = self.groups[index].verb;
        let last = self.parsed.tokens.len();
        let opens = |at: usize| {
            matches!(self.parsed.lower(at), "unless" | "if" | "until")
                || self.parsed.lower(at) == "in" && matches!(self.parsed.lower(at + 1), "exchange" | "return")
                || self.parsed.lower(at) == "as" && self.parsed.lower(at + 1) == "long"
        };
        let from = (verb + 1..last).find(|at| opens(*at))?;
        let stop = (from + 1..last)
            .find(|at| matches!(self.parsed.lower(*at), "," | "." | ";"))
            .unwrap_or(last);
        let other = self.groups.iter().any(|group| group.start >= end && group.start < from);
        (from <= end + 2 && !other).then_some((from, stop))
    }
}
