//! Verb frames: what a verb in a construction means, as `data/frames.tsv` has it.

use super::clause::{Group, Shape};
use super::phrase::Parsed;
use super::tag::Tag;

/// Words behind a verb in which its objects are looked for.
const REACH: usize = 24;

/// What marks a word of the column `object` as one for the subject.
const SUBJECT: char = '<';

/// What the frame makes of its verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A PLOVER event, or none.
    Event(Option<&'static str>),
    /// The inner verb's event, as something to come.
    Future,
    /// The same, planned.
    Planned,
    /// The same, intended.
    Intended,
    /// The same, expected by somebody.
    Expected,
    /// The inner verb's event as it is.
    Inner,
    /// Nothing, and nothing for the inner verb.
    Silent,
}

/// What follows the verb in a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Complement {
    None,
    Particle(&'static str),
    Infinitive,
    ObjectInfinitive,
    Clause,
    Gerund,
    /// An adjective and an infinitive: `ready to`.
    AdjectiveInfinitive(&'static str),
    /// Words in a row: `willing for`.
    Words(Vec<&'static str>),
}

/// One line of the table, for one verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    complement: Complement,
    objects: Vec<&'static str>,
    /// Sectors, or words, one of which the subject must be or have.
    subjects: Vec<&'static str>,
    pub(super) meaning: Meaning,
    pub(super) mode: &'static str,
    pub(super) position: &'static str,
    pub(super) act: &'static str,
    pub(super) recipients: Vec<&'static str>,
    order: usize,
}

/// What a noun means that carries an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Nominal {
    pub(super) event: Option<&'static str>,
    pub(super) mode: &'static str,
    pub(super) position: &'static str,
    pub(super) act: &'static str,
    pub(super) recipients: Vec<&'static str>,
}

fn event(cell: &'static str) -> Option<&'static str> {
    (cell != "-" && !cell.is_empty()).then_some(cell)
}

fn list(cell: &'static str) -> Vec<&'static str> {
    cell.split(',').map(str::trim).filter(|word| !word.is_empty()).collect()
}

impl Frame {
    /// The frames of one line of the table, one for each of its verbs.
    pub(super) fn parse(line: &'static str, order: usize) -> Vec<(&'static str, Frame)> {
        let cells: Vec<&'static str> = line.split('|').collect();
        let cell = |index: usize| cells.get(index).copied().unwrap_or_default();
        let meaning = match cell(3) {
            "@future" => Meaning::Future,
            "@planned" => Meaning::Planned,
            "@intended" => Meaning::Intended,
            "@expected" => Meaning::Expected,
            "@inner" => Meaning::Inner,
            "@none" => Meaning::Silent,
            other => Meaning::Event(event(other)),
        };
        let frame = Frame {
            complement: complement(cell(1)),
            objects: list(cell(2)).into_iter().filter(|word| !word.starts_with(SUBJECT)).collect(),
            subjects: list(cell(2)).into_iter().filter_map(|word| word.strip_prefix(SUBJECT)).collect(),
            meaning,
            mode: cell(4),
            position: if cell(5) == "-" { "" } else { cell(5) },
            act: cell(6),
            recipients: list(cell(7)),
            order,
        };
        list(cell(0)).into_iter().map(|verb| (verb, frame.clone())).collect()
    }

    /// An infinitive completes the verb in this frame.
    pub(super) fn takes_infinitive(&self) -> bool {
        matches!(
            self.complement,
            Complement::Infinitive | Complement::ObjectInfinitive | Complement::AdjectiveInfinitive(_)
        )
    }

    /// How well the frame fits the verb group `index`; nothing if it does not.
    fn fit(&self, parsed: &Parsed, groups: &[Group], index: usize) -> Option<usize> {
        let complement = self.complement_fit(parsed, groups, index)?;
        let subject = match self.subjects.is_empty() {
            true => 0,
            false if self.subject_fits(parsed, &groups[index]) => 2,
            false => return None,
        };
        if self.objects.is_empty() {
            return Some(complement + subject);
        }
        self.object_stands(parsed, groups, index)
            .map(|nearness| complement + subject + nearness)
    }

    /// Who does it is of one of the frame's sectors, or one of its words: `<MIL`, `<hackers`.
    fn subject_fits(&self, parsed: &Parsed, group: &Group) -> bool {
        group.subject.iter().map(|phrase| &parsed.phrases[*phrase]).any(|phrase| {
            let sector = parsed.mention(phrase).sector;
            // With what hangs on it: "the first contingent of peacekeepers".
            let mut words = phrase.start..group.start.min(phrase.end + 6).max(phrase.end);
            self.subjects.contains(&sector.as_str()) || words.any(|at| self.subjects.contains(&parsed.lower(at)))
        })
    }

    fn complement_fit(&self, parsed: &Parsed, groups: &[Group], index: usize) -> Option<usize> {
        let group = &groups[index];
        let next = group.verb + 1;
        let fits = match &self.complement {
            Complement::None => return Some(0),
            Complement::Particle(word) => {
                let end = window_end(parsed, groups, index).min(next + 6);
                (next..end)
                    .take_while(|at| parsed.tags[*at] != Tag::Comma)
                    .any(|at| parsed.lower(at) == *word)
            }
            // "are to resume", but not "is his first visit to meet".
            Complement::Infinitive => {
                infinitive(parsed, groups, index).is_some_and(|inner| group.lemma != "be" || groups[inner].start == next)
            }
            Complement::ObjectInfinitive => infinitive(parsed, groups, index).is_some_and(|inner| {
                groups[index].passive
                    || parsed
                        .phrases
                        .iter()
                        .any(|phrase| phrase.start > group.verb && phrase.end <= groups[inner].start)
            }),
            Complement::Clause => clause(parsed, groups, index).is_some(),
            Complement::Gerund => groups
                .get(index + 1)
                .is_some_and(|inner| inner.shape == Shape::Gerund && inner.start == next),
            Complement::AdjectiveInfinitive(word) => {
                infinitive(parsed, groups, index).is_some_and(|inner| (next..groups[inner].start).any(|at| parsed.lower(at) == *word))
                    || group.lemma == "be" && parsed.lower(group.verb) == *word
            }
            Complement::Words(words) => {
                (next..next + 4).any(|at| words.iter().enumerate().all(|(offset, word)| parsed.lower(at + offset) == *word))
            }
        };
        let weight = match self.complement {
            Complement::ObjectInfinitive => 4,
            Complement::AdjectiveInfinitive(_) | Complement::Words(_) => 5,
            Complement::Particle(_) => 4,
            _ => 3,
        };
        fits.then_some(weight)
    }

    /// One of the frame's objects stands behind the verb, or is its subject if the verb is passive; the nearer, the better.
    fn object_stands(&self, parsed: &Parsed, groups: &[Group], index: usize) -> Option<usize> {
        let group = &groups[index];
        // The owner of an object is not the object: "welcomed the president's statement".
        let has = |at: &usize| self.objects.contains(&parsed.lower(*at)) && !parsed.owns(*at);
        if group.passive {
            let subject = group
                .subject
                .iter()
                .any(|phrase| (parsed.phrases[*phrase].start..parsed.phrases[*phrase].end).any(|at| has(&at)));
            if subject {
                return Some(6);
            }
        }
        let found = (group.verb + 1..window_end(parsed, groups, index)).find(has)?;
        let between = parsed
            .phrases
            .iter()
            .filter(|phrase| phrase.start > group.verb && phrase.end <= found)
            .count();
        Some(match between {
            0 => 6,
            1 => 5,
            _ => 4,
        })
    }
}

fn complement(cell: &'static str) -> Complement {
    match cell {
        "" => Complement::None,
        "to+" => Complement::Infinitive,
        "np to+" => Complement::ObjectInfinitive,
        "that" => Complement::Clause,
        "ing" => Complement::Gerund,
        "out-of-the-question" => Complement::Words(vec!["out", "of", "the", "question"]),
        other => match other.split_once(' ') {
            Some((word, "to+")) => Complement::AdjectiveInfinitive(word),
            Some(_) => Complement::Words(other.split(' ').collect()),
            None => Complement::Particle(other),
        },
    }
}

impl Nominal {
    /// The entries of one line of the table, one for each of its nouns.
    pub(super) fn parse(line: &'static str) -> Vec<(&'static str, Nominal)> {
        let cells: Vec<&'static str> = line.split('|').collect();
        let cell = |index: usize| cells.get(index).copied().unwrap_or_default();
        let nominal = Nominal {
            event: event(cell(1)),
            mode: cell(2),
            position: cell(3),
            act: cell(4),
            recipients: list(cell(5)),
        };
        list(cell(0)).into_iter().map(|noun| (noun, nominal.clone())).collect()
    }
}

/// The frame that fits the verb group best; of equals, the first in the table.
pub(super) fn best<'lexicon>(parsed: &Parsed<'lexicon>, groups: &[Group], index: usize) -> Option<&'lexicon Frame> {
    let frames = parsed.lexicon.frames(&groups[index].lemma);
    let fitting = frames
        .iter()
        .filter_map(|frame| frame.fit(parsed, groups, index).map(|fit| (fit, frame)));
    fitting
        .max_by_key(|(fit, frame)| (*fit, std::cmp::Reverse(frame.order)))
        .map(|(_, frame)| frame)
}

/// One past the last word that belongs to the verb: before the next finite clause or break.
pub(super) fn window_end(parsed: &Parsed, groups: &[Group], index: usize) -> usize {
    let verb = groups[index].verb;
    let limit = (verb + REACH).min(parsed.tags.len());
    let next = groups[index + 1..].iter().find(|group| group.shape == Shape::Finite);
    let clause = next.map_or(limit, |next| {
        let opener = next.opener.filter(|opener| *opener > verb);
        let subject = next
            .subject
            .iter()
            .map(|phrase| parsed.phrases[*phrase].start)
            .filter(|start| *start > verb)
            .min();
        opener.or(subject).unwrap_or(next.start)
    });
    let stop = (verb + 1..limit).find(|at| parsed.tags[*at] == Tag::Break).unwrap_or(limit);
    clause.min(limit).min(stop).max(verb + 1).min(parsed.tags.len())
}

/// The infinitive that completes the verb.
pub(super) fn infinitive(parsed: &Parsed, groups: &[Group], index: usize) -> Option<usize> {
    let inner = index + 1;
    let group = groups.get(inner)?;
    if group.shape != Shape::Infinitive || group.start > groups[index].verb + 14 {
        return None;
    }
    let between = groups[index].verb + 1..group.start;
    // A purpose stands behind a comma or a preposition's phrase; a complement behind an object at most.
    let broken = between.clone().any(|at| matches!(parsed.tags[at], Tag::Break | Tag::Relative));
    (!broken).then_some(inner)
}

/// The finite clause that completes the verb.
pub(super) fn clause(parsed: &Parsed, groups: &[Group], index: usize) -> Option<usize> {
    let verb = groups[index].verb;
    groups.iter().enumerate().skip(index + 1).find_map(|(child, group)| {
        let own = group.shape == Shape::Finite
            && group.parent == Some(index)
            && group
                .opener
                .is_none_or(|opener| opener == verb || parsed.lower(opener) == "that" || parsed.tags[opener] == Tag::Break);
        own.then_some(child)
    })
}
