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
    let mut found = Vec::new();
    for (index, phrase) in parsed.phrases.iter().enumerate() {
        let Some(nominal) = parsed.lexicon.nominal(parsed.lower(phrase.head)) else {
            continue;
        };
        let owned = parsed.mention(phrase).found == Found::Name;
        let stated = STATED.contains(&nominal.position) && owned && !covered(phrase) && !subject(index);
        let silent = acts.iter().all(|act| act.event.is_none()) && found.is_empty() && nominal.event.is_some();
        let alone = silent && (owned || !agents(parsed, phrase).is_empty());
        if stated || alone {
            found.push(act(parsed, groups, index, nominal));
        }
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
        mode: if nominal.mode == "inner" { "" } else { nominal_mode(nominal) },
        position: nominal_position(nominal),
        act: nominal_act(nominal),
        doer: match agents(parsed, phrase) {
            agents if agents.is_empty() || parsed.mention(phrase).found == Found::Name => Doer::Phrases(vec![index]),
            agents => Doer::Phrases(agents),
        },
        targets: targets.map(|target| parsed.joined(target)).unwrap_or_default(),
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

fn nominal_mode(nominal: &Nominal) -> &'static str {
    nominal.mode
}

fn nominal_position(nominal: &Nominal) -> &'static str {
    nominal.position
}

fn nominal_act(nominal: &Nominal) -> &'static str {
    nominal.act
}

/// What the noun is about: the gerund that it is said of ("Removing sanctions remains a demand"), or what follows it.
fn content(parsed: &Parsed, groups: &[Group], phrase: &Phrase) -> (usize, usize) {
    let copula = groups.iter().find(|group| {
        group.shape == Shape::Finite && group.verb + 1 == phrase.start && matches!(group.lemma.as_str(), "be" | "remain" | "become")
    });
    let gerund = groups.iter().find(|group| group.shape == Shape::Gerund && group.start == 0);
    if let (Some(copula), Some(gerund)) = (copula, gerund) {
        return (gerund.start, copula.start);
    }
    let stop = (phrase.end..parsed.tokens.len()).find(|at| matches!(parsed.tags[*at], Tag::Comma | Tag::Break) || parsed.lower(*at) == ".");
    (phrase.end, stop.unwrap_or(parsed.tokens.len()))
}
