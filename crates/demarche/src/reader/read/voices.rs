//! Whose words a quotation is: a verb of saying before it, behind it, in the sentence after it, or that of the quotation before.

use std::ops::Range;

use super::super::attribution::Source;
use super::super::clause::{Group, Shape, groups};
use super::super::document::Document;
use super::super::evidence::Attribution;
use super::super::memory::Memory;
use super::super::phrase::{Mention, Parsed};
use super::super::quotation::Quotation;
use super::{Page, Reader};

/// Words of a sentence such as "said the minister on Monday" that stands by itself behind a quotation.
const LONGEST_CUE: usize = 20;

/// Verbs that tell of words beside a quotation, and of other things elsewhere.
const ANSWERING: [&str; 10] = [
    "answer", "conclude", "continue", "counter", "joke", "post", "reply", "respond", "retort", "tweet",
];

/// A quotation whose speaker is known.
#[derive(Clone, Debug)]
pub(super) struct Voice {
    /// Place of the quotation in the shadow.
    pub(super) within: Range<usize>,
    pub(super) speaker: Vec<Mention>,
    pub(super) attribution: Attribution,
}

/// The text around a quotation.
pub(super) struct Scene<'text> {
    pub(super) document: &'text Document,
    pub(super) sentences: &'text [Range<usize>],
    pub(super) memory: &'text Memory,
    pub(super) year: Option<u16>,
}

impl Reader {
    /// The speaker of a quotation; `previous` is the voice before it.
    pub(super) fn voice(&self, scene: &Scene, quotation: &Quotation, previous: Option<&Voice>) -> Option<Voice> {
        let text = scene.document.text();
        let (first, last) = quotation.sentences;
        let (start, end) = (quotation.range.start, quotation.range.end);
        let opening = scene.sentences.get(first)?;
        let closing = scene.sentences.get(last)?;
        let before = if text[opening.start..start.max(opening.start)].trim().is_empty() {
            // "He said:" on a line of its own.
            let above = first.checked_sub(1).and_then(|above| scene.sentences.get(above));
            above
                .filter(|above| text[(*above).clone()].ends_with(':'))
                .map(|above| (above.clone(), first - 1))
        } else {
            Some((opening.start..start, first))
        };
        let found = before
            .and_then(|(piece, sentence)| self.said(scene, piece, sentence, Side::Before))
            .or_else(|| {
                // With the quote that closes, so that the verb is not the first word: "said the minister".
                let closes = usize::from(text[..end].ends_with('"'));
                self.said(scene, (end - closes).max(closing.start)..closing.end, last, Side::Behind)
            })
            .or_else(|| {
                let next = scene.sentences.get(last + 1)?;
                let near = end <= next.start && !text[end..next.start].contains("\n\n") && text[..end].ends_with(['"']);
                near.then(|| self.said(scene, next.clone(), last + 1, Side::After)).flatten()
            });
        if let Some((speaker, attribution)) = found {
            return Some(Voice {
                within: quotation.range.clone(),
                speaker,
                attribution,
            });
        }
        // "…," he said. "…": the second part is his, too.
        // Words behind it may name another speaker, in whatever way.
        let alone = !text[end.min(closing.end)..closing.end].contains(char::is_alphabetic);
        let goes_on = previous.filter(|previous| {
            let gap = text.get(previous.within.end..start);
            alone
                && opening.start == start
                && gap.is_some_and(|gap| !gap.contains("\n\n"))
                && !text[start..end].trim_end_matches('"').is_empty()
        })?;
        Some(Voice {
            within: quotation.range.clone(),
            ..goes_on.clone()
        })
    }

    /// The source that a piece of text beside a quotation names.
    fn said(&self, scene: &Scene, piece: Range<usize>, sentence: usize, side: Side) -> Option<(Vec<Mention>, Attribution)> {
        let text = scene.document.text();
        if piece.is_empty() || !text[piece.clone()].contains(char::is_alphabetic) {
            return None;
        }
        let words = text[piece.clone()].trim_end();
        if side == Side::Before && !words.ends_with([':', ',']) && !words.ends_with("that") {
            return None;
        }
        if side == Side::After && words.contains(['"', ':']) {
            return None;
        }
        let parsed = Parsed::new(text, piece, &self.lexicon, &self.gazetteer, scene.year);
        if side == Side::After && parsed.tokens.len() > LONGEST_CUE {
            return None;
        }
        let source = source(&parsed, &groups(&parsed), side)?;
        let page = Page {
            document: scene.document,
            parsed: &parsed,
            memory: scene.memory,
            number: sentence as u32 + 1,
            voices: &[],
        };
        let attribution = page.attribution(&source)?;
        let mut speaker = page.resolved(&source.phrases, &[]);
        for mention in &mut speaker {
            let tokens = parsed.tokens.get(mention.start..mention.end)?;
            mention.elsewhere = Some(tokens.first()?.range.start..tokens.last()?.range.end);
        }
        Some((speaker, attribution))
    }
}

/// Where the verb of saying stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// In the sentence in which the quotation opens.
    Before,
    /// In the sentence in which it closes.
    Behind,
    /// In a sentence of its own after it.
    After,
}

/// The verb of saying nearest to the quotation, with its subject: "X said", "said X", "according to X".
fn source(parsed: &Parsed, groups: &[Group], side: Side) -> Option<Source> {
    let told = |cue: usize, phrases: Vec<usize>| Source {
        phrases,
        words: (cue, cue),
        cue,
        hearsay: false,
    };
    if side == Side::Behind
        && let Some(at) = (0..3).find(|at| parsed.lower(*at) == "according" && parsed.lower(at + 1) == "to")
    {
        let phrase = parsed.phrases.iter().position(|phrase| phrase.start == at + 2)?;
        return Some(told(at, vec![phrase]));
    }
    let finite = |group: &&Group| group.shape == Shape::Finite || group.shape == Shape::Gerund && side == Side::Before;
    let saying = match side {
        Side::Before => groups.iter().rfind(finite),
        Side::Behind | Side::After => groups.iter().find(finite),
    }?;
    let others = groups.iter().filter(|group| group.shape == Shape::Finite).count();
    let says = parsed.lexicon.cue("verb", &saying.lemma) || ANSWERING.contains(&saying.lemma.as_str());
    if !says || saying.passive || side == Side::After && others > 1 {
        return None;
    }
    let subject = saying.subject.clone();
    let inverted = parsed
        .phrases
        .iter()
        .position(|phrase| phrase.start == saying.verb + 1 && phrase.preposition.is_none());
    let phrases = if subject.is_empty() { vec![inverted?] } else { subject };
    Some(told(saying.verb, phrases))
}
