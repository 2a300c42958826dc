//! Who says so: verbs of saying around a clause, "according to", sources named behind it, and hearsay.

use super::clause::{Depth, Group, Shape};
use super::phrase::Parsed;
use super::tag::Tag;

/// A source as the sentence has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// Phrases that name it; none for hearsay.
    pub(super) phrases: Vec<usize>,
    /// Words of the source, when it is no phrase of its own.
    pub(super) words: (usize, usize),
    pub(super) cue: usize,
    pub(super) hearsay: bool,
}

/// The sources of the clause of `group`, from the nearest to the outermost.
pub(super) fn sources(parsed: &Parsed, groups: &[Group], group: Option<usize>, cue: usize) -> Vec<Source> {
    let mut found = Vec::new();
    if let Some(group) = group {
        above(parsed, groups, group, &mut found);
    }
    behind(parsed, groups, group, cue, &mut found);
    according(parsed, &mut found);
    hearsay(parsed, groups, group, &mut found);
    found
}

/// Verbs of saying that the clause depends on.
fn above(parsed: &Parsed, groups: &[Group], group: usize, found: &mut Vec<Source>) {
    let mut current = group;
    for _ in 0..8 {
        let opener = groups[current].opener;
        let Some(parent) = groups[current].parent.filter(|parent| *parent < current) else {
            return;
        };
        let saying = &groups[parent];
        let content = groups[current].shape != Shape::Finite
            || opener.is_none_or(|at| at == saying.verb || parsed.lower(at) == "that" || parsed.lower(at) == ":");
        let own_subject = groups[current].shape == Shape::Finite;
        if parsed.lexicon.cue("verb", &saying.lemma) && content && own_subject && !saying.passive {
            found.push(Source {
                phrases: saying.subject.clone(),
                words: (saying.verb, saying.verb),
                cue: saying.verb,
                hearsay: false,
            });
        }
        current = parent;
    }
}

/// ", an official said" and ", reports Guardian" behind the clause.
fn behind(parsed: &Parsed, groups: &[Group], group: Option<usize>, cue: usize, found: &mut Vec<Source>) {
    let from = group.map_or(0, |group| group + 1);
    for (index, saying) in groups.iter().enumerate().skip(from) {
        if saying.verb <= cue || saying.shape != Shape::Finite || !parsed.lexicon.cue("verb", &saying.lemma) || saying.passive {
            continue;
        }
        let Some(comma) = (cue..saying.start)
            .rev()
            .find(|at| matches!(parsed.tags[*at], Tag::Comma | Tag::Quote))
        else {
            continue;
        };
        // ", but a spokesman denied this" says something of its own.
        if parsed.tags.get(comma + 1) == Some(&Tag::Coordinator) {
            continue;
        }
        // The saying must follow its comma at once, with its subject between at most.
        let between = groups[..index]
            .iter()
            .any(|other| other.verb > comma && other.shape == Shape::Finite);
        if between
            || saying.depth == Depth::Relative
            || groups
                .iter()
                .any(|child| child.parent == Some(index) && child.shape == Shape::Finite)
        {
            continue;
        }
        let inside = saying
            .subject
            .iter()
            .copied()
            .filter(|phrase| parsed.phrases[*phrase].start > comma)
            .collect::<Vec<_>>();
        let after = parsed
            .phrases
            .iter()
            .position(|phrase| phrase.start == saying.verb + 1 && phrase.preposition.is_none());
        let phrases = match (inside.is_empty(), after) {
            (false, _) => inside,
            (true, Some(after)) => vec![after],
            (true, None) => continue,
        };
        if found.iter().all(|known| known.phrases != phrases) {
            found.push(Source {
                phrases,
                words: (saying.verb, saying.verb),
                cue: saying.verb,
                hearsay: false,
            });
        }
        return;
    }
}

/// "according to X", "citing X".
fn according(parsed: &Parsed, found: &mut Vec<Source>) {
    for at in 0..parsed.tokens.len() {
        let next = match parsed.lower(at) {
            "according" if parsed.lower(at + 1) == "to" => at + 2,
            "citing" | "quoting" => at + 1,
            _ => continue,
        };
        if let Some(phrase) = parsed.phrases.iter().position(|phrase| phrase.start == next) {
            found.push(Source {
                phrases: vec![phrase],
                words: (at, next),
                cue: at,
                hearsay: false,
            });
        }
    }
}

/// "is said to", "reportedly", "allegedly".
fn hearsay(parsed: &Parsed, groups: &[Group], group: Option<usize>, found: &mut Vec<Source>) {
    let Some(group) = group else { return };
    let passive = groups[group].parent.filter(|parent| {
        let parent = &groups[*parent];
        parent.passive
            && matches!(
                parent.lemma.as_str(),
                "say" | "report" | "believe" | "think" | "allege" | "rumor" | "know"
            )
            && groups[group].shape == Shape::Infinitive
    });
    let around = groups[group].start.saturating_sub(2)..(groups[group].verb + 2).min(parsed.tokens.len());
    let adverb = around
        .into_iter()
        .find(|at| matches!(parsed.lower(*at), "reportedly" | "allegedly" | "apparently" | "purportedly"));
    if let Some(cue) = passive.map(|parent| groups[parent].verb).or(adverb) {
        found.push(Source {
            phrases: Vec::new(),
            words: (cue, cue + 1),
            cue,
            hearsay: true,
        });
    }
}
