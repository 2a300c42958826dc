//! One text, sentence by sentence: acts with their actors, sources, issues and modality become records.

mod actors;
mod record;
mod voices;

use super::act::{Act, Doer, acts, plain_act};
use super::clause::{Depth, Group, Shape, groups};
use super::document::{Document, Markup};
use super::evidence::{Actor, Clause, Evidence, Reading, Sentence, SourceKind};
use super::gazetteer::Gazetteer;
use super::lexicon::Lexicon;
use super::memory::Memory;
use super::nominal::nominal_acts;
use super::phrase::{Found, Mention, Parsed, Phrase};
use super::quotation::quotations;
use super::sentence::sentences;
use super::tag::Tag;
use voices::{Scene, Voice};

/// Sentences of one text that are read.
pub const MOST_SENTENCES: usize = 100_000;

/// Records that one sentence may give.
pub const MOST_RECORDS_OF_SENTENCE: usize = 16;

/// Reads texts: the word lists and the table of actors.
#[derive(Clone, Debug)]
pub struct Reader {
    lexicon: Lexicon,
    gazetteer: Gazetteer,
}

impl Default for Reader {
    fn default() -> Self {
        Reader::new(Gazetteer::built_in())
    }
}

impl Reader {
    /// A reader that knows the actors of `gazetteer`.
    pub fn new(gazetteer: Gazetteer) -> Self {
        Reader {
            lexicon: Lexicon::new(),
            gazetteer,
        }
    }

    /// Reads a text; `year` tells who held an office. Linear in the text.
    pub fn read(&self, document: &Document, year: Option<u16>) -> Reading {
        let all = sentences(document.text());
        let cut = document.cut() || all.len() > MOST_SENTENCES;
        let mut reading = Reading {
            document: document.name().to_owned(),
            sentences: Vec::new(),
            evidence: Vec::new(),
            cut,
        };
        let mut memory = Memory::default();
        let mut quoted = quotations(document.text(), &all).into_iter().peekable();
        let mut voices: Vec<Voice> = Vec::new();
        for (index, range) in all.iter().take(MOST_SENTENCES).cloned().enumerate() {
            let mut parsed = Parsed::new(document.text(), range.clone(), &self.lexicon, &self.gazetteer, year);
            let scene = Scene {
                document,
                sentences: &all,
                memory: &memory,
                year,
            };
            // The last one stays: a later quotation may go on with it.
            voices.drain(..voices.len().saturating_sub(1));
            while let Some(quotation) = quoted.next_if(|quotation| quotation.sentences.0 <= index) {
                voices.extend(self.voice(&scene, &quotation, voices.last()));
            }
            let speakers = voices.iter().map(|voice| (parsed.words_in(&voice.within), voice.speaker.clone()));
            parsed.voices = speakers.filter(|(words, _)| !words.is_empty()).collect();
            let page = Page {
                document,
                parsed: &parsed,
                memory: &memory,
                number: index as u32 + 1,
                voices: &voices,
            };
            let groups = groups(&parsed);
            let found = page.records(&groups);
            reading.sentences.push(Sentence {
                number: page.number,
                passage: page.bytes(range),
                records: found.len() as u32,
                main: if found.is_empty() { page.main_clause(&groups) } else { None },
            });
            reading.evidence.extend(found);
            remember(&mut memory, &parsed, &groups);
        }
        reading
    }
}

impl Reader {
    /// The actor that a phrase by itself names, such as "Israel's high court"; nothing if the phrase has no noun.
    pub fn actor(&self, phrase: &str, year: Option<u16>) -> Option<Actor> {
        self.alone(phrase, year, |page, mention| page.actor(mention))
    }

    /// What kind of source a phrase by itself is, and of which country; somebody without a name if the phrase has no noun.
    pub(super) fn source(&self, phrase: &str, year: Option<u16>) -> (SourceKind, String) {
        let kind = |page: &Page, mention: &Mention| {
            let kind = page.source_kind(mention, 0, page.parsed.tokens.len());
            (kind, mention.country.clone())
        };
        self.alone(phrase, year, kind).unwrap_or((SourceKind::Anonymous, String::new()))
    }

    /// The topic of the word list that words are about, if one fits.
    pub(super) fn topic(&self, words: &str) -> Option<&str> {
        self.lexicon.topic_of(words)
    }

    /// What `ask` makes of the first actor in a phrase that has no sentence around it.
    fn alone<T>(&self, phrase: &str, year: Option<u16>, ask: impl Fn(&Page, &Mention) -> T) -> Option<T> {
        let document = Document::new("phrase", phrase.as_bytes(), Markup::Plain);
        let text = document.text();
        let parsed = Parsed::new(text, 0..text.len(), &self.lexicon, &self.gazetteer, year);
        let speaks = |phrase: &&Phrase| parsed.mention(phrase).found != Found::Itself || parsed.role(phrase).is_some();
        let first = parsed.phrases.iter().find(speaks).or(parsed.phrases.first())?;
        let page = Page {
            document: &document,
            parsed: &parsed,
            memory: &Memory::default(),
            number: 1,
            voices: &[],
        };
        Some(ask(&page, &parsed.mention(first)))
    }
}

/// Notes who was spoken of in a sentence.
fn remember(memory: &mut Memory, parsed: &Parsed, groups: &[Group]) {
    let resolved: Vec<Vec<Mention>> = parsed.phrases.iter().map(|phrase| memory.resolve(parsed, phrase, &[])).collect();
    for (phrase, mentions) in parsed.phrases.iter().zip(&resolved) {
        memory.note(parsed, phrase, mentions);
    }
    // "talks between A and B": those are the two sides.
    for (index, phrase) in parsed.phrases.iter().enumerate() {
        if phrase.preposition.is_some_and(|at| parsed.lower(at) == "between") {
            let two: Vec<Mention> = parsed
                .joined(index)
                .into_iter()
                .flat_map(|phrase| resolved[phrase].clone())
                .collect();
            memory.note_pair(&two);
        }
    }
    let mains = groups
        .iter()
        .filter(|group| group.shape == Shape::Finite && group.depth == Depth::Main && !group.subject.is_empty());
    for main in mains {
        if main
            .subject
            .iter()
            .any(|phrase| parsed.tag(parsed.phrases[*phrase].start) == Tag::Pronoun)
        {
            continue;
        }
        let all: Vec<Mention> = main.subject.iter().flat_map(|phrase| resolved[*phrase].clone()).collect();
        let subject = without_repeats(&all);
        let owned = main.subject.first().map(|phrase| owner(parsed, *phrase)).unwrap_or_default();
        // "Putin's pitch will appeal": the owner of a thing is who is spoken of.
        memory.note_subject(if owned.is_empty() { &subject } else { &owned });
    }
}

/// "The presidents of A and B, X and Y": persons stand for the countries that they were called by.
fn without_repeats(mentions: &[Mention]) -> Vec<Mention> {
    let mut kept: Vec<Mention> = Vec::new();
    for mention in mentions {
        let better = |other: &Mention| other.person && !mention.person && !mention.country.is_empty() && other.country == mention.country;
        let repeated = mentions.iter().any(better) || kept.iter().any(|known| known.name == mention.name && !known.country.is_empty());
        if !repeated {
            kept.push(mention.clone());
        }
    }
    kept
}

/// The owner in a phrase whose head is no actor.
fn owner(parsed: &Parsed, phrase: usize) -> Vec<Mention> {
    let phrase = &parsed.phrases[phrase];
    let mark = (phrase.start..phrase.end).find(|at| parsed.tags[*at] == Tag::Owner);
    match mark {
        Some(mark) if parsed.role(phrase).is_none() => {
            let owner = Phrase {
                start: phrase.start,
                end: mark,
                head: mark.saturating_sub(1).max(phrase.start),
                preposition: None,
            };
            vec![parsed.mention(&owner)]
        }
        _ => Vec::new(),
    }
}

/// One sentence, with what came before it.
struct Page<'text> {
    document: &'text Document,
    parsed: &'text Parsed<'text>,
    memory: &'text Memory,
    number: u32,
    /// Quotations that may reach into the sentence.
    voices: &'text [Voice],
}

impl Page<'_> {
    /// What the main verb says when no frame knows it.
    fn main_clause(&self, groups: &[Group]) -> Option<Clause> {
        let act = plain_act(self.parsed, groups)?;
        let actors = self.actors(&act, &[], &[]);
        let targets = self.targets(&act, &actors);
        Some(Clause {
            actor: actors.iter().map(|mention| self.actor(mention)).collect(),
            verb: self.passage(act.cue, act.cue + 1),
            target: targets.iter().map(|mention| self.actor(mention)).collect(),
        })
    }

    fn records(&self, groups: &[Group]) -> Vec<Evidence> {
        let mut found = acts(self.parsed, groups);
        let nominals = nominal_acts(self.parsed, groups, &found);
        found.extend(nominals);
        found.sort_by_key(|act| act.cue);
        let ranked = self.by_rank(&found);
        let mut records = Vec::new();
        for (index, act) in found.iter().enumerate().take(MOST_RECORDS_OF_SENTENCE) {
            let mut record = self.record(groups, act);
            let rank = ranked.iter().position(|known| *known == index).unwrap_or(index);
            record.id = format!("{}:{}.{}", self.document.name(), self.number, rank + 1);
            records.push((rank, record));
        }
        records.sort_by_key(|(rank, _)| *rank);
        records.into_iter().map(|(_, record)| record).collect()
    }

    /// The act that the sentence is about comes first: in the main clause, an event, with an actor.
    fn by_rank(&self, found: &[Act]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..found.len()).collect();
        order.sort_by_key(|index| {
            let act = &found[*index];
            let nameless = matches!(&act.doer, Doer::Phrases(phrases) if phrases.is_empty());
            (act.event.is_none(), act.group.is_none(), act.depth, nameless, act.cue)
        });
        order
    }
}
