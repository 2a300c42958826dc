//! From verb groups to acts: frames applied, inner verbs owned by outer ones, tense and negation counted.

mod obligation;
mod roles;
mod sense;

use super::clause::{Depth, Group, Shape};
use super::frame::{Frame, Meaning, best, infinitive};
use super::lexicon::Form;
use super::phrase::Parsed;
use super::tag::Tag;

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Doer {
    /// These phrases.
    Phrases(Vec<usize>),
    /// Whoever the clause is attributed to.
    Speaker,
    /// The owner in this phrase: "Moscow's stance".
    Owner(usize),
}

/// How an act is meant, before attribution is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    Plain,
    Standing,
    Future,
    Planned,
    Intended,
    Expected,
    Negated,
}

/// An act that a rule found, in words of the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Act {
    pub(super) event: Option<&'static str>,
    pub(super) mode: &'static str,
    pub(super) position: &'static str,
    pub(super) act: &'static str,
    pub(super) doer: Doer,
    pub(super) targets: Vec<usize>,
    pub(super) mood: Mood,
    pub(super) depth: Depth,
    /// Words of the passage.
    pub(super) span: (usize, usize),
    /// Words of the content: what is demanded, refused, offered.
    pub(super) content: (usize, usize),
    pub(super) cue: usize,
    pub(super) group: Option<usize>,
    pub(super) rule: String,
    /// The word that opens a condition.
    pub(super) condition: Option<(usize, usize)>,
}

/// The acts of a sentence, in the order of their verbs.
pub(super) fn acts(parsed: &Parsed, groups: &[Group]) -> Vec<Act> {
    let mut finder = Finder {
        parsed,
        groups,
        owned: vec![false; groups.len()],
        acts: Vec::new(),
    };
    for index in 0..groups.len() {
        if !finder.owned[index] {
            finder.visit(index);
        }
    }
    finder.acts
}

/// The sentence's main verb with its subject and object, whatever it means.
pub(super) fn plain_act(parsed: &Parsed, groups: &[Group]) -> Option<Act> {
    let says = |group: &Group| parsed.lexicon.cue("verb", &group.lemma);
    let finite = |group: &&Group| group.shape == Shape::Finite && !group.subject.is_empty();
    let index = groups
        .iter()
        .position(|group| finite(&group) && !says(group))
        .or_else(|| groups.iter().position(|group| finite(&group)))?;
    let finder = Finder {
        parsed,
        groups,
        owned: Vec::new(),
        acts: Vec::new(),
    };
    let sense = Sense {
        event: None,
        mode: "",
        position: "",
        act: "",
        mood: Mood::Plain,
        recipients: vec!["with", "to", "against", "obj"],
        inner: index,
    };
    let (doer, targets) = finder.roles(index, index, &sense);
    Some(Act {
        event: None,
        mode: "",
        position: "",
        act: "",
        doer,
        targets,
        mood: Mood::Plain,
        depth: Depth::Main,
        span: (groups[index].start, groups[index].verb + 1),
        content: (0, 0),
        cue: groups[index].verb,
        group: Some(index),
        rule: String::new(),
        condition: None,
    })
}

struct Finder<'sentence, 'text> {
    parsed: &'sentence Parsed<'text>,
    groups: &'sentence [Group],
    /// Groups that belong to an outer verb's act.
    owned: Vec<bool>,
    acts: Vec<Act>,
}

/// What a verb comes to, with its inner verbs.
struct Sense {
    event: Option<&'static str>,
    mode: &'static str,
    position: &'static str,
    act: &'static str,
    mood: Mood,
    recipients: Vec<&'static str>,
    /// The group whose objects count.
    inner: usize,
}

impl Finder<'_, '_> {
    fn visit(&mut self, index: usize) {
        if self.in_condition(index) {
            return;
        }
        if self.groups[index].obliges() || self.has_to(index) {
            self.obligation(index);
            return;
        }
        if self.governed(index) || self.is_wanted(index) || self.of_any(index) {
            return;
        }
        if self.says_nothing(index) {
            self.own_clause(index);
            return;
        }
        let Some(frame) = best(self.parsed, self.groups, index) else {
            return;
        };
        if self.is_report(index, frame) {
            return;
        }
        let conjuncts = self.conjuncts(index, frame);
        let Some(sense) = self.sense(index, frame, 0) else { return };
        let sense = self.adjusted(index, sense);
        let sense = self.argued(index, sense);
        if sense.event.is_some() || !sense.position.is_empty() {
            self.push(index, &sense);
            self.push_conjuncts(index, &sense);
        }
        for other in conjuncts {
            self.owned[other] = true;
            if let Some(sense) = self.wrapped(frame, other) {
                let sense = self.adjusted(index, sense);
                self.push_with(index, other, &sense);
            }
        }
    }

    /// "unless the company withdraws": what others' acts hang on is not said to happen.
    fn in_condition(&self, index: usize) -> bool {
        let group = &self.groups[index];
        // "Should they refuse, ..."
        let inverted = group.start == 0 && self.parsed.lower(0) == "should";
        let opened = group.opener.is_some_and(|at| match self.parsed.lower(at) {
            "if" | "unless" | "until" | "whether" | "lest" | "once" | "before" => true,
            "that" => at > 0 && matches!(self.parsed.lower(at - 1), "provided" | "providing" | "assuming"),
            _ => false,
        });
        inverted || opened
    }

    /// The "that" which opens the clause of a group.
    fn that(&self, index: usize) -> Option<usize> {
        self.groups[index].opener.filter(|at| self.parsed.lower(*at) == "that")
    }

    /// "any deal that gives up land": of what is not there, nothing is said to happen.
    fn of_any(&self, index: usize) -> bool {
        let group = &self.groups[index];
        let any = |phrase: &usize| self.parsed.lower(self.parsed.phrases[*phrase].start) == "any";
        group.depth == Depth::Relative && group.subject.iter().any(any)
    }

    /// "declined to comment" is no position.
    fn says_nothing(&self, index: usize) -> bool {
        let group = &self.groups[index];
        let declines = matches!(group.lemma.as_str(), "decline" | "refuse") && !group.negated;
        let inner = infinitive(self.parsed, self.groups, index).map(|inner| self.groups[inner].lemma.as_str());
        declines && matches!(inner, Some("comment" | "elaborate" | "speculate"))
    }

    /// "its demand that they leave", "pressure to leave": what a noun says is wanted is not said to happen.
    fn is_wanted(&self, index: usize) -> bool {
        let group = &self.groups[index];
        if group.shape == Shape::Infinitive {
            let noun = group.start.checked_sub(1).map_or("", |noun| self.parsed.lower(noun));
            return matches!(noun, "pressure" | "reluctance" | "unwillingness" | "failure");
        }
        let Some(that) = self.that(index) else { return false };
        // "the demand by Moscow that they leave"
        let plain = |at: &usize| matches!(self.parsed.tags[*at], Tag::Noun | Tag::Name | Tag::Preposition | Tag::Determiner);
        (that.saturating_sub(5)..that).rev().take_while(plain).any(|noun| {
            let wanting = [
                "demand",
                "demands",
                "insistence",
                "condition",
                "conditions",
                "request",
                "requests",
                "requirement",
                "call",
                "calls",
            ];
            self.parsed.tags[noun] == Tag::Noun && wanting.contains(&self.parsed.lower(noun))
        })
    }

    /// "in exchange for siding", "the risk of leaving": what a preposition governs is not said to happen.
    fn governed(&self, index: usize) -> bool {
        let group = &self.groups[index];
        match group.shape {
            Shape::Gerund => {}
            // "for agreeing to send"
            Shape::Infinitive => {
                return group
                    .parent
                    .is_some_and(|parent| parent < index && self.groups[parent].shape == Shape::Gerund && self.governed(parent));
            }
            _ => return false,
        }
        // "of “refusing to talk”"
        let quoted = |at: &usize| !matches!(self.parsed.tags[*at], Tag::Quote | Tag::Not);
        let Some(before) = (0..group.start).rev().find(quoted) else {
            return false;
        };
        match self.parsed.tags[before] {
            Tag::Preposition => self.parsed.lower(before) != "by",
            // "of supporting them and refusing to talk"
            Tag::Coordinator => index
                .checked_sub(1)
                .is_some_and(|other| self.groups[other].shape == Shape::Gerund && self.governed(other)),
            _ => false,
        }
    }

    /// A verb of saying whose clause says what happens: the clause is read, not the saying.
    fn is_report(&self, index: usize, frame: &Frame) -> bool {
        let group = &self.groups[index];
        frame.meaning == Meaning::Event(None) && self.parsed.lexicon.cue("verb", &group.lemma) && frame.position.is_empty()
    }

    /// Other infinitives that the same outer verb governs: "intends to portray X and present Y".
    fn conjuncts(&self, index: usize, frame: &Frame) -> Vec<usize> {
        let wraps = !matches!(frame.meaning, Meaning::Event(_));
        let Some(first) = infinitive(self.parsed, self.groups, index).filter(|_| wraps) else {
            return Vec::new();
        };
        let parent = self.groups[first].parent;
        let verb = self.parsed.tags[self.groups[first].verb];
        (first + 1..self.groups.len())
            .filter(|other| {
                let group = &self.groups[*other];
                group.shape == Shape::Infinitive
                    && group.parent == parent
                    && self.parsed.tags[group.verb] == verb
                    && group.start == group.verb
            })
            .collect()
    }

    /// "demands that they leave and drop the claim" are two demands.
    fn push_conjuncts(&mut self, index: usize, sense: &Sense) {
        if sense.inner != index || !matches!(sense.event, Some("REQUEST" | "REJECT" | "THREATEN" | "AGREE")) {
            return;
        }
        let content = self.clause(index).or_else(|| infinitive(self.parsed, self.groups, index));
        let Some(content) = content else { return };
        let parent = self.groups[content].parent;
        let others: Vec<usize> = (content + 1..self.groups.len())
            .filter(|other| {
                let group = &self.groups[*other];
                let bare = group.start == group.verb && self.parsed.tags[group.verb] == Tag::Verb(Form::Base);
                bare && group.parent == parent && matches!(self.parsed.tags[group.start - 1], Tag::Coordinator | Tag::Comma | Tag::Adverb)
            })
            .collect();
        for other in others {
            self.owned[other] = true;
            let mode = if sense.event == Some("REQUEST") {
                self.obliged_mode(other)
            } else {
                sense.mode
            };
            let addressed = self.acts.last().map(|act| act.targets.clone()).unwrap_or_default();
            self.push_with(
                index,
                other,
                &Sense {
                    mode,
                    recipients: sense.recipients.clone(),
                    ..*sense
                },
            );
            if let Some(act) = self.acts.last_mut() {
                act.targets = addressed;
            }
        }
    }

    /// "continue shelling", "stop bombing".
    fn gerund(&self, index: usize) -> Option<usize> {
        let inner = index + 1;
        let group = self.groups.get(inner)?;
        let verb = self.groups[index].verb;
        // "ruled out giving up": a particle may stand between.
        let near = group.start == verb + 1 || group.start == verb + 2 && !matches!(self.parsed.tags[verb + 1], Tag::Comma | Tag::Break);
        (group.shape == Shape::Gerund && near).then_some(inner)
    }

    /// A clause that an act is about gives no act of its own.
    fn own_clause(&mut self, child: usize) {
        self.owned[child] = true;
        for later in child + 1..self.groups.len() {
            if self.groups[later].parent == Some(child) && self.groups[later].depth <= Depth::Dependent {
                self.owned[later] = true;
            }
        }
    }

    fn push(&mut self, index: usize, sense: &Sense) {
        self.push_with(index, index, sense);
    }

    /// The act of outer verb `index` with the objects of `inner`.
    fn push_with(&mut self, index: usize, inner: usize, sense: &Sense) {
        let group = &self.groups[index];
        let objects = sense.inner.max(inner);
        let end = self.content_end(objects);
        let (doer, targets) = self.roles(index, objects, sense);
        let start = if inner == index {
            self.span_start(index)
        } else {
            self.groups[inner].start
        };
        self.acts.push(Act {
            event: sense.event,
            mode: sense.mode,
            position: sense.position,
            act: sense.act,
            doer,
            targets,
            mood: sense.mood,
            depth: group.depth,
            span: (start, end),
            content: (self.content_start(index, inner, objects), end),
            cue: self.groups[inner].verb,
            group: Some(index),
            rule: format!("verb:{}:{}", self.groups[inner].lemma, sense.act.replace(' ', "-")),
            condition: self.condition(index, end),
        });
    }
}
