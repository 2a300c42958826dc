//! The subject of a verb: going left to the edge of its clause.

use super::super::lexicon::Classes;
use super::super::phrase::Parsed;
use super::super::tag::Tag;
use super::{Depth, Group, Shape, says};

/// The subject of a finite verb: the first phrase of its clause that no preposition governs.
pub(super) fn finite(parsed: &Parsed, before: &[Group], group: &mut Group) {
    let left = group.start;
    // "demanded a rise and threatened to strike": what "and" joins has the subject before it.
    let joined = left > 0
        && (parsed.tags[left - 1] == Tag::Coordinator
            || left > 1 && parsed.tags[left - 1] == Tag::Adverb && parsed.tags[left - 2] == Tag::Coordinator);
    if joined
        && let Some(shared) = before
            .iter()
            .rev()
            .find(|other| other.shape == Shape::Finite && !other.subject.is_empty())
    {
        group.subject.clone_from(&shared.subject);
        group.depth = shared.depth;
        group.opener = shared.opener;
        group.parent = shared.parent;
        return;
    }
    if let Some(speaker) = inverted(parsed, group) {
        group.subject = parsed.joined(speaker);
        return;
    }
    let (boundary, relative, parent) = boundary(parsed, before, left, parsed.lexicon.cue("verb", &group.lemma));
    group.opener = boundary;
    group.depth = depth(parsed, before, boundary, parent);
    group.parent = parent;
    if let Some(pronoun) = relative {
        group.depth = Depth::Relative;
        group.subject = antecedent(parsed, pronoun);
        if !free_phrases(parsed, pronoun + 1, left, false).is_empty() {
            group.subject = free_phrases(parsed, pronoun + 1, left, false);
        }
        return;
    }
    let region = boundary.map_or(0, |at| at + 1);
    let after_verb = parent.filter(|parent| boundary == Some(before[*parent].verb));
    let says = after_verb.is_some_and(|parent| says(parsed, &before[parent]));
    let mut found = free_phrases(parsed, region, left, after_verb.is_some() && !says);
    if let Some((near, saying)) = interrupted(parsed, before, left) {
        found = parsed.joined(near);
        group.opener = Some(before[saying].verb);
        group.parent = Some(saying);
        group.depth = Depth::Main;
    } else if let Some(near) = beside(parsed, left).filter(|near| !found.is_empty() && !found.contains(near)) {
        found = parsed.joined(near);
    }
    if found.is_empty() {
        // A conjunction that is also a preposition governs the subject: "as authorities cracked down".
        let governed = parsed
            .phrases
            .iter()
            .position(|phrase| phrase.start >= region && phrase.end <= left && phrase.preposition == boundary);
        found = governed
            .filter(|_| boundary.is_some())
            .map(|phrase| parsed.joined(phrase))
            .unwrap_or_default();
    }
    if found.is_empty()
        && let Some(shared) = before.iter().rev().find(|other| other.shape == Shape::Finite)
    {
        found.clone_from(&shared.subject);
        group.depth = group.depth.max(shared.depth);
        if group.opener.is_none() || parent.is_some() {
            group.opener = shared.opener;
            group.parent = shared.parent.or(parent);
        }
    }
    group.subject = found;
}

/// "“...,” said the minister": who speaks stands behind the verb.
fn inverted(parsed: &Parsed, group: &Group) -> Option<usize> {
    let quoted = group.start == group.verb && group.start > 0 && parsed.tags[group.start - 1] == Tag::Quote;
    let says = quoted && parsed.lexicon.cue("verb", &group.lemma);
    let mut phrases = parsed.phrases.iter();
    let speaker = phrases.position(|phrase| phrase.start == group.verb + 1 && phrase.preposition.is_none());
    speaker.filter(|_| says)
}

/// "Moscow, Kyiv said, had promised": the phrase before a verb of saying between commas, and that verb's group.
fn interrupted(parsed: &Parsed, before: &[Group], left: usize) -> Option<(usize, usize)> {
    let mark = |at: usize| matches!(parsed.tags[at], Tag::Comma | Tag::Quote);
    if left == 0 || !mark(left - 1) {
        return None;
    }
    let index = before.iter().rposition(|other| other.verb < left)?;
    let saying = &before[index];
    if saying.shape != Shape::Finite || !parsed.lexicon.cue("verb", &saying.lemma) {
        return None;
    }
    let open = (0..saying.start).rev().find(|at| mark(*at))?;
    let close = (saying.verb + 1..left).find(|at| mark(*at))?;
    let start = (0..=open).rev().take_while(|at| mark(*at)).last()?;
    // Nothing but the verb and who says it stands between, and behind it nothing that could be a subject.
    let apart = (close..left).all(mark) && close - open <= 8;
    let phrase = parsed.phrases.iter().position(|phrase| phrase.end == start)?;
    let governed = parsed.phrases[phrase].preposition.is_some();
    (apart && !governed && !before.iter().any(|other| other.verb < open)).then_some((phrase, index))
}

/// "According to the minister, Sergei Lavrov, Ukraine demanded", "Should Iran refuse, Israel will": of several phrases, the one that a comma
/// parts from the others and nothing from the verb.
fn beside(parsed: &Parsed, left: usize) -> Option<usize> {
    let phrase = parsed.phrases.iter().position(|phrase| phrase.end == left)?;
    let found = &parsed.phrases[phrase];
    let behind_comma = found.start > 0 && parsed.tags[found.start - 1] == Tag::Comma;
    let opened = parsed.lower(0) == "according" && parsed.lower(1) == "to" || parsed.lower(0) == "should";
    (behind_comma && opened && found.preposition.is_none()).then_some(phrase)
}

/// Going left from `left`: the word before the clause, a relative pronoun that opens it, and the verb group that ends before it.
fn boundary(parsed: &Parsed, before: &[Group], left: usize, quoted: bool) -> (Option<usize>, Option<usize>, Option<usize>) {
    let mut at = left;
    let mut comma = None;
    // A relative clause between subject and verb has phrases of its own.
    let mut crossed = false;
    while at > 0 {
        at -= 1;
        match parsed.tags[at] {
            Tag::Relative => return (Some(at), Some(at), None),
            Tag::Subordinator => return (Some(at), None, owner_of(before, at)),
            Tag::Break => return (Some(at), None, owner_of(before, at)),
            Tag::Comma if quoted && !crossed && !free_phrases(parsed, at, left, false).is_empty() => return (Some(at), None, None),
            Tag::Comma => comma = Some(at),
            Tag::Preposition if joins_clause(parsed, at, left) => return (Some(at), None, owner_of(before, at)),
            _ => {}
        }
        let Some(other) = before.iter().position(|group| group.verb == at) else {
            continue;
        };
        let quotes = before[other].shape == Shape::Gerund && parsed.lexicon.cue("verb", &before[other].lemma);
        if before[other].shape != Shape::Finite && !quotes {
            continue;
        }
        if before[other].depth == Depth::Relative && passes_relative(parsed, &before[other], comma, left) {
            at = before[other].opener.unwrap_or(at);
            crossed = true;
            continue;
        }
        return (Some(at), None, Some(other));
    }
    (None, None, None)
}

/// A relative clause stands between subject and verb, unless a phrase of its own follows it behind a comma.
fn passes_relative(parsed: &Parsed, relative: &Group, comma: Option<usize>, left: usize) -> bool {
    if relative.opener.is_none_or(|opener| opener == 0) {
        return false;
    }
    let from = comma.unwrap_or(left);
    free_phrases(parsed, from, left, false).is_empty()
}

/// `after`, `as` and the like join a clause if a finite verb follows before the next comma.
fn joins_clause(parsed: &Parsed, at: usize, left: usize) -> bool {
    if !parsed.classes(at).has(Classes::SUBORDINATOR) {
        return false;
    }
    let comma = (at..left).find(|between| parsed.tags[*between] == Tag::Comma);
    comma.is_none()
}

/// The last group before `at`.
fn owner_of(before: &[Group], at: usize) -> Option<usize> {
    before.iter().rposition(|group| group.verb < at)
}

fn depth(parsed: &Parsed, before: &[Group], boundary: Option<usize>, parent: Option<usize>) -> Depth {
    let Some(at) = boundary else { return Depth::Main };
    let above = parent.map_or(Depth::Main, |parent| before[parent].depth);
    match parsed.tags[at] {
        Tag::Subordinator if parsed.lower(at) == "that" => above,
        Tag::Subordinator | Tag::Preposition => Depth::Subordinate,
        Tag::Break => Depth::Main,
        _ => above,
    }
}

/// The phrase that a relative pronoun stands for.
fn antecedent(parsed: &Parsed, pronoun: usize) -> Vec<usize> {
    parsed
        .phrases
        .iter()
        .rposition(|phrase| phrase.end <= pronoun && !(phrase.start > 0 && parsed.tags[phrase.start - 1] == Tag::Not))
        .map(|index| vec![index])
        .unwrap_or_default()
}

/// The first phrase between `from` and `to` that no preposition governs, with those joined to it.
///
/// `after_comma`: phrases before the first comma belong to a verb before them.
fn free_phrases(parsed: &Parsed, from: usize, to: usize, after_comma: bool) -> Vec<usize> {
    let from = if after_comma {
        match (from..to).find(|at| parsed.tags[*at] == Tag::Comma) {
            Some(comma) => comma + 1,
            None if (from..to).any(|at| parsed.tags[at] == Tag::Coordinator) => return after_coordinator(parsed, from, to),
            None => return Vec::new(),
        }
    } else {
        from
    };
    let free = parsed.phrases.iter().position(|phrase| {
        phrase.start >= from && phrase.end <= to && phrase.preposition.is_none() && parsed.tags[phrase.head] != Tag::Date
    });
    let Some(free) = free else { return Vec::new() };
    // "demands Kyiv has rejected": two phrases without a word between; the second is the subject of a clause about the first.
    let reduced = parsed
        .phrases
        .get(free + 1)
        .is_some_and(|next| next.start == parsed.phrases[free].end && next.end == to);
    let free = if reduced { free + 1 } else { free };
    parsed
        .joined(free)
        .into_iter()
        .filter(|index| parsed.phrases[*index].end <= to)
        .collect()
}

/// "Israel attacked Gaza and Egypt closed the border": the last phrase behind "and" is the subject.
fn after_coordinator(parsed: &Parsed, from: usize, to: usize) -> Vec<usize> {
    let Some(and) = (from..to).rev().find(|at| parsed.tags[*at] == Tag::Coordinator) else {
        return Vec::new();
    };
    let found = parsed
        .phrases
        .iter()
        .position(|phrase| phrase.start > and && phrase.end <= to && phrase.preposition.is_none());
    found.map(|index| vec![index]).unwrap_or_default()
}

/// An infinitive: its parent is the last verb, and its subject the parent's, or the object between them.
pub(super) fn dependent(parsed: &Parsed, before: &[Group], group: &mut Group) {
    let Some(parent) = before.iter().rposition(|other| other.verb < group.start) else {
        return;
    };
    group.parent = Some(parent);
    let above = &before[parent];
    group.depth = above.depth.max(Depth::Dependent);
    let between = parsed
        .phrases
        .iter()
        .position(|phrase| phrase.start > above.verb && phrase.end <= group.start && phrase.preposition.is_none());
    group.subject = match between {
        Some(object) if !above.passive && object_controls(&above.lemma) => vec![object],
        _ => above.subject.clone(),
    };
}

/// "asked them to leave": the object leaves; "promised them to leave": the subject does.
fn object_controls(lemma: &str) -> bool {
    !matches!(
        lemma,
        "promise"
            | "pledge"
            | "vow"
            | "offer"
            | "threaten"
            | "agree"
            | "use"
            | "hold"
            | "stage"
            | "begin"
            | "take"
            | "make"
            | "send"
            | "sign"
    )
}

/// A participle: what is described by it stands directly before it, or, behind a comma, is the subject of the main verb.
pub(super) fn participle(parsed: &Parsed, before: &[Group], group: &mut Group) {
    let above = before.iter().rposition(|other| other.verb < group.start);
    let finite = before
        .iter()
        .rposition(|other| other.shape == Shape::Finite && other.verb < group.start);
    group.parent = finite.or(above);
    group.depth = group
        .parent
        .map_or(Depth::Dependent, |parent| before[parent].depth.max(Depth::Dependent));
    let previous = group.start.checked_sub(1).map(|at| parsed.tags[at]);
    let adjacent = parsed.phrases.iter().position(|phrase| phrase.end == group.start);
    group.subject = match (previous, adjacent, finite) {
        (Some(Tag::Noun | Tag::Name), Some(phrase), _) if phrase_is_described(parsed, phrase, group) => vec![phrase],
        (_, _, Some(finite)) => before[finite].subject.clone(),
        (_, Some(phrase), None) => vec![phrase],
        _ => Vec::new(),
    };
    if let (Some(Tag::Noun | Tag::Name), Some(_)) = (previous, adjacent) {
        group.depth = group.depth.max(Depth::Subordinate);
    }
}

fn phrase_is_described(parsed: &Parsed, phrase: usize, group: &Group) -> bool {
    parsed.phrases[phrase].end == group.start
}
