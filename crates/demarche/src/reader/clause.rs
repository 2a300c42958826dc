//! Verb groups of a sentence: their verb, tense and negation, and who does what they say.

mod subject;

use subject::{dependent, finite, participle};

use super::lexicon::Form;
use super::phrase::Parsed;
use super::tag::Tag;

/// What kind of clause a verb group heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// With tense.
    Finite,
    /// `to sign`
    Infinitive,
    /// `signing`
    Gerund,
    /// `signed`, without an auxiliary: passive.
    Participle,
}

/// Where a clause stands in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Depth {
    /// The main clause, or what is said in it.
    Main,
    /// An infinitive or participle of it.
    Dependent,
    /// After a conjunction.
    Subordinate,
    /// In a relative clause.
    Relative,
}

/// A verb with its auxiliaries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) start: usize,
    /// The verb itself, the last word of the group.
    pub(super) verb: usize,
    pub(super) lemma: String,
    pub(super) shape: Shape,
    pub(super) depth: Depth,
    /// `will`, `must`, ... if there is one.
    pub(super) modal: Option<String>,
    pub(super) negated: bool,
    pub(super) passive: bool,
    pub(super) perfect: bool,
    pub(super) past: bool,
    /// Phrases that are its subject; several if joined.
    pub(super) subject: Vec<usize>,
    /// The group that it depends on.
    pub(super) parent: Option<usize>,
    /// The word that opens its clause: a conjunction, a relative pronoun, a colon.
    pub(super) opener: Option<usize>,
}

impl Group {
    pub(super) fn future(&self) -> bool {
        matches!(self.modal.as_deref(), Some("will" | "shall" | "would" | "'ll"))
    }

    /// `must`, `should`: what the subject is told to do.
    pub(super) fn obliges(&self) -> bool {
        matches!(self.modal.as_deref(), Some("must" | "should" | "ought"))
    }
}

/// The verb groups of a sentence in order, with their subjects.
pub(super) fn groups(parsed: &Parsed) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut at = 0;
    while at < parsed.tags.len() {
        match group(parsed, at) {
            Some(group) => {
                at = group.verb + 1;
                groups.push(group);
            }
            None => at += 1,
        }
    }
    for index in 0..groups.len() {
        attach(parsed, &mut groups, index);
    }
    groups
}

/// The group that begins at `start`.
fn group(parsed: &Parsed, start: usize) -> Option<Group> {
    let first = parsed.tags[start];
    if !matches!(first, Tag::Modal | Tag::Be | Tag::Have | Tag::Do | Tag::To | Tag::Verb(_)) {
        return None;
    }
    let mut group = Group {
        start,
        verb: start,
        lemma: String::new(),
        shape: Shape::Finite,
        depth: Depth::Main,
        modal: None,
        negated: start > 0 && parsed.tags[start - 1] == Tag::Not || no_longer(parsed, start),
        passive: false,
        perfect: false,
        past: false,
        subject: Vec::new(),
        parent: None,
        opener: None,
    };
    let mut auxiliary = None;
    let mut at = start;
    let mut found = false;
    while at < parsed.tags.len() {
        match parsed.tags[at] {
            Tag::To if at == start => group.shape = Shape::Infinitive,
            Tag::Modal => group.modal = Some(parsed.lower(at).to_owned()),
            Tag::Not => group.negated = true,
            Tag::Be | Tag::Have | Tag::Do => {
                group.perfect |= parsed.tags[at] == Tag::Have;
                group.past |= matches!(parsed.lower(at), "was" | "were" | "had" | "did");
                auxiliary = Some(at);
                group.verb = at;
            }
            Tag::Adverb | Tag::Date | Tag::Quote if at > start => {}
            Tag::Verb(form) => {
                let reachable = auxiliary.is_some() || at == start || group.modal.is_some() || group.shape == Shape::Infinitive;
                if !reachable || !fits(parsed, form, auxiliary) {
                    break;
                }
                group.passive = passive(parsed, form, auxiliary);
                if auxiliary.is_none() && group.modal.is_none() && group.shape == Shape::Finite {
                    group.shape = match form {
                        Form::Ing => Shape::Gerund,
                        Form::Participle => Shape::Participle,
                        _ => Shape::Finite,
                    };
                    group.past |= form == Form::Past;
                }
                group.passive |= group.shape == Shape::Participle;
                group.verb = at;
                found = true;
                break;
            }
            _ => break,
        }
        at += 1;
    }
    if !found && auxiliary.is_none() {
        return None;
    }
    group.lemma = match (found, auxiliary.map(|at| parsed.tags[at])) {
        (true, _) => parsed.lemma(group.verb).to_owned(),
        (false, Some(Tag::Have)) => "have".to_owned(),
        (false, Some(Tag::Do)) => "do".to_owned(),
        (false, _) => "be".to_owned(),
    };
    Some(group)
}

/// "no longer opposes"
fn no_longer(parsed: &Parsed, start: usize) -> bool {
    start > 1 && parsed.lower(start - 1) == "longer" && parsed.lower(start - 2) == "no"
}

/// Whether the form can follow the auxiliary: `is signing`, `has signed`, not `is sign`.
fn fits(parsed: &Parsed, form: Form, auxiliary: Option<usize>) -> bool {
    match auxiliary.map(|at| parsed.tags[at]) {
        Some(Tag::Be) => form != Form::Base && form != Form::Third,
        Some(Tag::Have) => matches!(form, Form::Past | Form::Participle),
        Some(_) => form == Form::Base,
        None => true,
    }
}

fn passive(parsed: &Parsed, form: Form, auxiliary: Option<usize>) -> bool {
    matches!(form, Form::Past | Form::Participle) && auxiliary.is_some_and(|at| parsed.tags[at] == Tag::Be)
}

/// Finds subject, parent and depth of group `index`.
fn attach(parsed: &Parsed, groups: &mut [Group], index: usize) {
    let (before, rest) = groups.split_at_mut(index);
    let Some(group) = rest.first_mut() else { return };
    if let Some(twin) = conjunct_of(parsed, before, group) {
        let twin = twin.clone();
        *group = Group {
            start: group.start,
            verb: group.verb,
            lemma: group.lemma.clone(),
            ..twin
        };
        return;
    }
    match group.shape {
        Shape::Finite => finite(parsed, before, group),
        Shape::Infinitive => dependent(parsed, before, group),
        Shape::Gerund | Shape::Participle => participle(parsed, before, group),
    }
}

/// The group that a bare verb behind "and" goes on with: "must withdraw and abandon", "intends to portray and present".
fn conjunct_of<'groups>(parsed: &Parsed, before: &'groups [Group], group: &Group) -> Option<&'groups Group> {
    let bare = group.start == group.verb && parsed.tags[group.verb] == Tag::Verb(Form::Base);
    let joined = group.start > 0 && matches!(parsed.tags[group.start - 1], Tag::Coordinator | Tag::Adverb);
    let twin = before.iter().rev().find(|other| parsed.tags[other.verb] == Tag::Verb(Form::Base))?;
    (bare && joined && (twin.shape == Shape::Infinitive || twin.modal.is_some())).then_some(twin)
}

/// A verb of saying, after which a clause may begin without "that".
pub(super) fn says(parsed: &Parsed, group: &Group) -> bool {
    parsed.lexicon.cue("verb", &group.lemma)
        || matches!(
            group.lemma.as_str(),
            "demand" | "urge" | "hope" | "fear" | "know" | "mean" | "agree" | "threaten" | "promise" | "show"
        )
}
