//! "X must do it": a demand of whoever says so.

use super::super::clause::{Depth, Shape, says};
use super::super::frame::{Meaning, best};
use super::{Act, Doer, Finder, Mood};

impl Finder<'_, '_> {
    /// "has to", "needs to": an obligation in other words.
    pub(super) fn has_to(&self, index: usize) -> bool {
        let group = &self.groups[index];
        let next = self.groups.get(index + 1);
        let direct = next.is_some_and(|inner| inner.shape == Shape::Infinitive && inner.start == group.verb + 1);
        direct && matches!(group.lemma.as_str(), "have" | "need") && group.shape == Shape::Finite
    }

    /// "X must do it": a demand of whoever says so.
    pub(super) fn obligation(&mut self, index: usize) {
        let groups = self.groups;
        let group = &groups[index];
        let colon = group.opener.filter(|at| self.parsed.lower(*at) == ":");
        let speaks = group.parent.is_some_and(|parent| says(self.parsed, &self.groups[parent]));
        let reported = speaks && group.opener.is_some() || self.said_behind(index);
        let doer = match colon {
            Some(colon) => self.stance_owner(colon),
            None if reported || self.parsed.voice(group.verb).is_some() => Some(Doer::Speaker),
            None => None,
        };
        let inner = if self.has_to(index) { index + 1 } else { index };
        self.owned[inner] = true;
        // "must agree to leave": leaving is part of what is asked.
        for later in inner + 1..self.groups.len() {
            let group = &self.groups[later];
            self.owned[later] |= group.shape == Shape::Infinitive && group.parent == Some(inner);
        }
        let Some(doer) = doer else { return };
        let negated = group.negated;
        let mode = self.obliged_mode(inner);
        let end = self.content_end(inner);
        let start = if group.start == group.verb {
            group.verb
        } else {
            self.span_start(index)
        };
        let own_subject = group.start != group.verb;
        self.acts.push(Act {
            event: Some("REQUEST"),
            mode,
            position: if self.parsed.lower(group.verb + 1) == "first" {
                "precondition"
            } else {
                "demand"
            },
            act: if negated { "demand not to" } else { "demand" },
            doer,
            targets: group.subject.clone(),
            mood: if colon.is_some() { Mood::Standing } else { Mood::Plain },
            depth: if group.depth == Depth::Main || !own_subject {
                Depth::Main
            } else {
                group.depth
            },
            span: (start, end),
            content: (self.told_start(if negated { index } else { inner }), end),
            cue: self.groups[inner].start,
            group: Some(index),
            rule: if colon.is_some() {
                "stance:must".to_owned()
            } else {
                "said:must".to_owned()
            },
            condition: self.condition(index, end),
        });
    }

    /// Behind the clause stands ", said X" or ", X said".
    fn said_behind(&self, index: usize) -> bool {
        self.groups[index].depth == Depth::Main
            && self.groups[index + 1..]
                .iter()
                .any(|later| later.shape == Shape::Finite && self.parsed.lexicon.cue("verb", &later.lemma))
    }

    /// What the other is told to do: give ground, help, meet or change.
    pub(super) fn obliged_mode(&self, index: usize) -> &'static str {
        match best(self.parsed, self.groups, index).map(|frame| frame.meaning) {
            Some(Meaning::Event(Some("RETREAT" | "CONCEDE"))) => "yield",
            Some(Meaning::Event(Some("AID" | "SUPPORT"))) => "assist",
            Some(Meaning::Event(Some("CONSULT"))) => "meet",
            _ => "change",
        }
    }

    /// "Moscow's stance remains unchanged: ..." the owner of the stance; "Moscow demands: ..." its subject.
    fn stance_owner(&self, colon: usize) -> Option<Doer> {
        let stance = [
            "stance",
            "position",
            "demand",
            "demands",
            "condition",
            "conditions",
            "terms",
            "message",
            "ultimatum",
            "line",
            "price",
        ];
        let phrase = self
            .parsed
            .phrases
            .iter()
            .position(|phrase| phrase.end <= colon && stance.contains(&self.parsed.lower(phrase.head)))?;
        Some(Doer::Owner(phrase))
    }
}
