//! From verb groups to acts: frames applied, inner verbs owned by outer ones, tense and negation counted.

use super::clause::{Depth, Group, Shape, says};
use super::frame::{Frame, Meaning, best, clause, infinitive, window_end};
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
        let group = &self.groups[index];
        if group.obliges() || self.has_to(index) {
            self.obligation(index);
            return;
        }
        if self.governed(index) || self.in_condition(index) {
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
        let opener = self.groups[index].opener;
        opener.is_some_and(|at| {
            matches!(
                self.parsed.lower(at),
                "if" | "unless" | "until" | "whether" | "lest" | "once" | "before"
            )
        })
    }

    /// "in exchange for siding", "the risk of leaving": what a preposition governs is not said to happen.
    fn governed(&self, index: usize) -> bool {
        let group = &self.groups[index];
        let before = group.start.checked_sub(1).map(|at| self.parsed.tags[at]);
        group.shape == Shape::Gerund && before == Some(Tag::Preposition) && self.parsed.lower(group.start - 1) != "by"
    }

    /// A verb of saying whose clause says what happens: the clause is read, not the saying.
    fn is_report(&self, index: usize, frame: &Frame) -> bool {
        let group = &self.groups[index];
        frame.meaning == Meaning::Event(None) && self.parsed.lexicon.cue("verb", &group.lemma) && frame.position.is_empty()
    }

    /// "has to", "needs to": an obligation in other words.
    fn has_to(&self, index: usize) -> bool {
        let group = &self.groups[index];
        let next = self.groups.get(index + 1);
        let direct = next.is_some_and(|inner| inner.shape == Shape::Infinitive && inner.start == group.verb + 1);
        direct && matches!(group.lemma.as_str(), "have" | "need") && group.shape == Shape::Finite
    }

    /// A warning of what others or nature will do is an argument; of what the speaker will do, a threat.
    fn argued(&self, index: usize, mut sense: Sense) -> Sense {
        let group = &self.groups[index];
        if group.lemma != "warn" {
            return sense;
        }
        let Some(child) = clause(self.parsed, self.groups, index) else {
            let addressed = self
                .recipients(index, self.content_end(index), &["obj"])
                .iter()
                .any(|phrase| self.parsed.phrases[*phrase].start == group.verb + 1);
            if !addressed {
                sense.event = None;
                sense.mode = "";
                sense.position = "argument";
            }
            return sense;
        };
        let inner = &self.groups[child];
        let own = inner.subject.iter().any(|phrase| {
            matches!(
                self.parsed.lower(self.parsed.phrases[*phrase].start),
                "they" | "we" | "he" | "she" | "it"
            )
        }) && !matches!(
            inner.lemma.as_str(),
            "be" | "set" | "lead" | "cause" | "mean" | "make" | "create" | "bring"
        );
        let hostile = best(self.parsed, self.groups, child).is_some_and(|frame| {
            matches!(
                frame.meaning,
                Meaning::Event(Some(
                    "SANCTION" | "COERCE" | "ASSAULT" | "MOBILIZE" | "REJECT" | "RETREAT" | "PROTEST"
                ))
            )
        });
        let suffers = matches!(inner.lemma.as_str(), "face" | "suffer" | "pay" | "regret");
        if !(own && hostile || suffers) {
            sense.event = None;
            sense.mode = "";
            sense.position = "argument";
        }
        sense
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
        let content = clause(self.parsed, self.groups, index).or_else(|| infinitive(self.parsed, self.groups, index));
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

    /// What verb `index` comes to under `frame`; inner verbs are marked as owned.
    fn sense(&mut self, index: usize, frame: &Frame, nested: usize) -> Option<Sense> {
        let inner = infinitive(self.parsed, self.groups, index).or_else(|| self.gerund(index));
        match frame.meaning {
            Meaning::Event(event) => {
                if let Some(gerund) = self.gerund(index) {
                    self.owned[gerund] = true;
                }
                if let Some(inner) = inner {
                    self.owned[inner] |= frame.takes_infinitive() || event.is_some() && self.complements(index);
                }
                if matches!(event, Some("REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" | "AGREE"))
                    && let Some(child) = clause(self.parsed, self.groups, index)
                {
                    self.own_clause(child);
                }
                Some(Sense {
                    event,
                    mode: self.mode(index, frame),
                    position: frame.position,
                    act: frame.act,
                    mood: Mood::Plain,
                    recipients: frame.recipients.clone(),
                    inner: index,
                })
            }
            Meaning::Silent => {
                if let Some(inner) = inner {
                    self.owned[inner] = true;
                }
                None
            }
            _ => {
                let inner = inner.or_else(|| clause(self.parsed, self.groups, index))?;
                self.owned[inner] = true;
                self.nested(frame, inner, nested)
            }
        }
    }

    /// The inner verb under a wrapper such as "agree to", "plan to", "try to".
    fn nested(&mut self, frame: &Frame, inner: usize, nested: usize) -> Option<Sense> {
        if nested > 4 {
            return None;
        }
        let inner_frame = best(self.parsed, self.groups, inner);
        let found = inner_frame.and_then(|inner_frame| self.sense(inner, inner_frame, nested + 1));
        wrap(frame, found, inner)
    }

    fn wrapped(&mut self, frame: &Frame, inner: usize) -> Option<Sense> {
        self.nested(frame, inner, 0)
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

    /// The infinitive says what the outer verb is about, and is no purpose: "ordered them to leave" against "met to discuss".
    fn complements(&self, index: usize) -> bool {
        let frame = best(self.parsed, self.groups, index);
        frame.is_some_and(|frame| {
            matches!(
                frame.meaning,
                Meaning::Event(Some(
                    "REQUEST" | "REJECT" | "AGREE" | "THREATEN" | "CONCEDE" | "ACCUSE" | "CONSULT" | "PROTEST"
                ))
            )
        })
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

    /// The mode; a threat has that of what is threatened.
    fn mode(&self, index: usize, frame: &Frame) -> &'static str {
        let told = infinitive(self.parsed, self.groups, index).or_else(|| clause(self.parsed, self.groups, index));
        if frame.meaning == Meaning::Event(Some("REQUEST"))
            && frame.mode == "change"
            && let Some(told) = told
        {
            return self.obliged_mode(told);
        }
        if frame.mode != "inner" {
            return frame.mode;
        }
        let inner = infinitive(self.parsed, self.groups, index);
        let event = inner
            .and_then(|inner| best(self.parsed, self.groups, inner))
            .map(|frame| frame.meaning);
        match event {
            Some(Meaning::Event(Some("ASSAULT"))) => "violence",
            Some(Meaning::Event(Some("SANCTION" | "REJECT"))) => "relations",
            Some(Meaning::Event(Some("COERCE"))) => "restrict",
            _ => "",
        }
    }

    /// Tense and negation.
    fn adjusted(&self, index: usize, mut sense: Sense) -> Sense {
        let group = &self.groups[index];
        let modal = group.modal.as_deref();
        let negated = group.negated || self.groups[sense.inner].negated || modal == Some("cannot");
        if negated {
            let refuses = modal.is_some_and(|modal| matches!(modal, "will" | "cannot" | "can" | "would" | "wo" | "could"));
            let yields = matches!(
                sense.event,
                Some("AGREE" | "CONCEDE" | "SUPPORT" | "CONSULT" | "RETREAT" | "AID" | "COOPERATE")
            ) || sense.event.is_none();
            if refuses && yields {
                sense.event = Some("REJECT");
                sense.mode = "change";
                sense.position = "refusal";
                sense.act = "refuse";
            } else {
                sense.mood = Mood::Negated;
                sense.event = None;
            }
            return sense;
        }
        // "will withdraw unless ...": what is held back on a condition is a threat.
        let unless = self
            .condition(index, self.content_end(sense.inner))
            .is_some_and(|(from, _)| self.parsed.lower(from) == "unless");
        if group.future() && unless && matches!(sense.event, Some("RETREAT" | "REJECT" | "SANCTION")) {
            sense.event = Some("THREATEN");
        }
        let coming = group.depth == Depth::Subordinate
            && !group.past
            && !group.perfect
            && group
                .opener
                .is_some_and(|at| matches!(self.parsed.lower(at), "when" | "before" | "until" | "once" | "if" | "unless"));
        if (group.future() || coming) && matches!(sense.mood, Mood::Plain) {
            sense.event = future(sense.event);
            sense.mood = Mood::Future;
            sense.position = future_position(sense.event, sense.position);
        }
        sense
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

    /// Where what is demanded, refused or offered begins: at the verb that says it, or behind the act's own.
    fn content_start(&self, index: usize, inner: usize, objects: usize) -> usize {
        if inner != index && objects == inner && self.groups[inner].start == self.groups[inner].verb && !self.wraps(index) {
            return self.groups[inner].verb;
        }
        let told = infinitive(self.parsed, self.groups, objects)
            .or_else(|| clause(self.parsed, self.groups, objects))
            .or_else(|| self.gerund(objects));
        let behind = self.groups[objects].verb + 1;
        // "give up Badme": the particle belongs to the verb.
        let particle = matches!(
            self.parsed.lower(behind),
            "up" | "out" | "down" | "off" | "back" | "over" | "away" | "in" | "on"
        ) && !self.parsed.phrases.iter().any(|phrase| phrase.preposition == Some(behind));
        told.map_or(behind + usize::from(particle), |told| self.groups[told].verb)
    }

    /// The verb says in which way another is meant: "wants to", "is expected to".
    fn wraps(&self, index: usize) -> bool {
        best(self.parsed, self.groups, index).is_some_and(|frame| !matches!(frame.meaning, Meaning::Event(_)))
    }

    fn span_start(&self, index: usize) -> usize {
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
            _ => group.start,
        }
    }

    /// One past the last word of the verb's complement: up to a comma that ends the clause, with the clause that completes it.
    fn content_end(&self, index: usize) -> usize {
        let own = self.own_end(index);
        let child = clause(self.parsed, self.groups, index).map_or(own, |child| self.own_end(child));
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
        (verb + 1..end).find(stops).unwrap_or(end)
    }

    /// Who does it, and to whom.
    fn roles(&self, index: usize, objects: usize, sense: &Sense) -> (Doer, Vec<usize>) {
        let group = &self.groups[index];
        if group.passive && objects == index {
            let end = window_end(self.parsed, self.groups, index).max(self.content_end(index));
            let agent = self.after(group.verb + 1, end, "by");
            // "peacekeepers were withdrawn": they are whose act it is.
            if agent.is_empty() && matches!(sense.act, "withdraw" | "ship out" | "disarm" | "deploy" | "pull out") {
                return (Doer::Phrases(group.subject.clone()), self.after(group.verb + 1, end, "from"));
            }
            return (Doer::Phrases(agent), group.subject.clone());
        }
        let end = window_end(self.parsed, self.groups, objects).max(self.groups[objects].verb + 1);
        (
            Doer::Phrases(group.subject.clone()),
            self.recipients(objects, end, &sense.recipients),
        )
    }

    /// Phrases that the preposition governs between `from` and `to`.
    fn after(&self, from: usize, to: usize, preposition: &str) -> Vec<usize> {
        let found = self.parsed.phrases.iter().position(|phrase| {
            phrase.start >= from && phrase.start < to && phrase.preposition.is_some_and(|at| self.parsed.lower(at) == preposition)
        });
        found.map(|index| self.parsed.joined(index)).unwrap_or_default()
    }

    /// The ones concerned, by the frame's prepositions in order; only phrases that name an actor count.
    fn recipients(&self, index: usize, end: usize, prepositions: &[&str]) -> Vec<usize> {
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
                "clause" => clause(self.parsed, self.groups, index)
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

    /// "unless", "if", "until", "in exchange for" behind the verb.
    fn condition(&self, index: usize, end: usize) -> Option<(usize, usize)> {
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

    /// "X must do it": a demand of whoever says so.
    fn obligation(&mut self, index: usize) {
        let group = &self.groups[index];
        let colon = group.opener.filter(|at| self.parsed.lower(*at) == ":");
        let speaks = group.parent.is_some_and(|parent| says(self.parsed, &self.groups[parent]));
        let reported = speaks && group.opener.is_some() || self.said_behind(index);
        let doer = match colon {
            Some(colon) => self.stance_owner(colon),
            None if reported => Some(Doer::Speaker),
            None => None,
        };
        let inner = if self.has_to(index) { index + 1 } else { index };
        self.owned[inner] = true;
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
            content: (self.groups[inner].verb, end),
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
    fn obliged_mode(&self, index: usize) -> &'static str {
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

/// What a wrapper makes of the inner verb's sense.
fn wrap(frame: &Frame, found: Option<Sense>, inner: usize) -> Option<Sense> {
    let (mood, position) = match frame.meaning {
        Meaning::Inner => return found,
        Meaning::Planned => (Mood::Planned, ""),
        Meaning::Intended => (Mood::Intended, ""),
        Meaning::Expected => (Mood::Expected, ""),
        _ => (Mood::Future, frame.position),
    };
    let Some(mut sense) = found else {
        let promises = frame.meaning == Meaning::Future;
        return Some(Sense {
            event: promises.then_some("AGREE"),
            mode: "",
            position: frame.position,
            act: frame.act,
            mood,
            recipients: frame.recipients.clone(),
            inner,
        });
    };
    sense.event = future(sense.event).or((frame.meaning == Meaning::Future).then_some("AGREE"));
    sense.mood = mood;
    if sense.event == Some("THREATEN") {
        sense.position = "threat";
    } else if !position.is_empty() {
        sense.position = position;
        sense.act = frame.act;
    } else {
        sense.position = future_position(sense.event, sense.position);
    }
    Some(sense)
}

/// PLOVER's rule for what is still to come: cooperation is agreed, harm is threatened; words stay what they are.
fn future(event: Option<&'static str>) -> Option<&'static str> {
    match event? {
        "CONSULT" | "SUPPORT" | "COOPERATE" | "AID" | "RETREAT" | "CONCEDE" | "AGREE" => Some("AGREE"),
        "SANCTION" | "COERCE" | "ASSAULT" | "MOBILIZE" | "PROTEST" | "THREATEN" => Some("THREATEN"),
        other => Some(other),
    }
}

fn future_position(event: Option<&'static str>, position: &'static str) -> &'static str {
    match (event, position) {
        (Some("THREATEN"), _) => "threat",
        (Some("AGREE"), "concession" | "-" | "" | "stance") => "promise",
        (_, other) => other,
    }
}
