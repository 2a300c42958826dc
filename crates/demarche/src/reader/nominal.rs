//! Acts that a noun carries: "a central Russian demand", "at Putin's request"; and, where no verb fires, "a bomb attack".

use super::act::{Act, Doer, Mood};
use super::clause::{Depth, Group, Shape};
use super::frame::Nominal;
use super::phrase::{Found, Parsed, Phrase};
use super::tag::Tag;

/// Positions that a noun with an owner states by itself.
const STATED: [&str; 6] = ["demand", "refusal", "offer", "threat", "precondition", "red-line"];

/// The acts of nouns that no verb's act covers.
pub(super) fn nominal_acts(parsed: &Parsed, groups: &[Group], acts: &[Act]) -> Vec<Act> {
    let covered = |phrase: &Phrase| {
        acts.iter()
            .any(|act| phrase.start >= act.cue && phrase.end <= act.content.1.max(act.span.1))
    };
    let subject = |index: usize| {
        acts.iter()
            .any(|act| act.doer == Doer::Phrases(vec![index]) || act.targets.contains(&index))
    };
    let nominals = || {
        let phrases = parsed.phrases.iter().enumerate();
        phrases.filter_map(|(index, phrase)| {
            parsed
                .lexicon
                .nominal(parsed.lower(phrase.head))
                .map(|nominal| (index, phrase, nominal))
        })
    };
    let owned = |phrase: &Phrase| parsed.mention(phrase).found == Found::Name;
    let stated = nominals()
        .filter(|(index, phrase, nominal)| STATED.contains(&nominal.position) && owned(phrase) && !covered(phrase) && !subject(*index));
    let mut found: Vec<Act> = stated.map(|(index, _, nominal)| act(parsed, groups, index, nominal)).collect();
    if found.is_empty() && acts.iter().all(|act| act.event.is_none()) {
        let alone =
            nominals().find(|(_, phrase, nominal)| nominal.event.is_some() && (owned(phrase) || !agents(parsed, phrase).is_empty()));
        found.extend(alone.map(|(index, _, nominal)| act(parsed, groups, index, nominal)));
    }
    found
}

/// Whose the noun is, by what follows it: "an attack by rebels", "talks between A and B".
fn agents(parsed: &Parsed, phrase: &Phrase) -> Vec<usize> {
    let found = parsed.phrases.iter().position(|other| {
        other.start > phrase.end
            && other.start <= phrase.end + 2
            && other
                .preposition
                .is_some_and(|at| matches!(parsed.lower(at), "by" | "between" | "among" | "from"))
            && parsed.mention(other).found == Found::Name
    });
    found.map(|found| parsed.joined(found)).unwrap_or_default()
}

fn act(parsed: &Parsed, groups: &[Group], index: usize, nominal: &Nominal) -> Act {
    let phrase = &parsed.phrases[index];
    let content = content(parsed, groups, phrase);
    let end = phrase.end.max(content.1);
    let targets = parsed.phrases.iter().position(|other| {
        other.start >= phrase.end
            && other.start <= phrase.end + 2
            && other.preposition.is_some_and(|at| nominal.recipients.contains(&parsed.lower(at)))
    });
    Act {
        event: nominal.event,
        mode: if nominal.mode == "inner" { "" } else { nominal.mode },
        position: nominal.position,
        act: nominal.act,
        doer: match agents(parsed, phrase) {
            agents if agents.is_empty() || parsed.mention(phrase).found == Found::Name => Doer::Phrases(vec![index]),
            agents => Doer::Phrases(agents),
        },
        targets: targets.map_or_else(|| asked(parsed, content, phrase), |target| parsed.joined(target)),
        mood: if matches!(nominal.position, "demand" | "refusal" | "red-line") {
            Mood::Standing
        } else {
            Mood::Plain
        },
        depth: Depth::Dependent,
        span: (content.0.min(phrase.start), end),
        content,
        cue: phrase.head,
        group: None,
        rule: format!("noun:{}", parsed.lower(phrase.head)),
        condition: None,
    }
}

/// Whom a demand concerns that does not say so: the first actor in what is demanded.
fn asked(parsed: &Parsed, content: (usize, usize), phrase: &Phrase) -> Vec<usize> {
    let within = |other: &Phrase| other.start >= content.0 && other.end <= content.1 && other != phrase;
    let found = parsed
        .phrases
        .iter()
        .position(|other| within(other) && parsed.mention(other).found == Found::Name);
    found.map(|found| vec![found]).unwrap_or_default()
}

/// What the noun is about: what it is said of ("Removing sanctions remains a demand"), or what follows it.
fn content(parsed: &Parsed, groups: &[Group], phrase: &Phrase) -> (usize, usize) {
    let copula = groups.iter().find(|group| {
        group.shape == Shape::Finite && group.verb + 1 == phrase.start && matches!(group.lemma.as_str(), "be" | "remain" | "become")
    });
    let gerund = groups.iter().find(|group| group.shape == Shape::Gerund && group.start == 0);
    if let (Some(copula), Some(gerund)) = (copula, gerund) {
        return (gerund.start, copula.start);
    }
    let subject = copula.and_then(|copula| copula.subject.first().map(|subject| (parsed.phrases[*subject].start, copula.start)));
    if let Some(said) = subject.filter(|(start, end)| start < end) {
        return said;
    }
    let stop = (phrase.end..parsed.tokens.len()).find(|at| matches!(parsed.tags[*at], Tag::Comma | Tag::Break) || parsed.lower(*at) == ".");
    (phrase.end, stop.unwrap_or(parsed.tokens.len()))
}
