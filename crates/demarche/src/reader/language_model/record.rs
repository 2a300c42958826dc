//! A record as a model gives it becomes evidence, or is dropped: its words looked up, its classes checked, its actors named by our own table.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::document::Document;
use super::super::evidence::{Actor, Attribution, Band, Evidence, Issue, Passage, Plover, Reading, Resolution};
use super::super::read::{MOST_RECORDS_OF_SENTENCE, Reader};
use super::answer::{Form, Unreadable, listed};
use super::question::Question;
use super::quoted::{Run, find};
use super::schema::{ACTS, EVENTS, MODALITIES, NO_EVENT, NO_POSITION, POSITIONS, word};
use super::{METHOD, RULE};

/// Actors, or targets, of one record that are kept.
const MOST_ACTORS: usize = 8;

/// Bytes before a question in which a name is looked for that its sentence does not hold.
pub const NAMES_BEFORE: usize = 65_536;

/// Why a record was dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A field is missing, or is no text or number where it should be.
    Fields,
    /// A class is none of the closed list.
    Class,
    /// The number is of no sentence that was asked about.
    Sentence,
    /// The quote is not in that sentence.
    Quote,
    /// The words of the cue, an actor, the issue or the source are not where they should be.
    Words,
    /// It was said already, by a record of the same passage and class.
    Twice,
    /// The sentence has [`MOST_RECORDS_OF_SENTENCE`] records already.
    TooMany,
}

/// What is left of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Records that stand in the text, in its order.
    pub evidence: Vec<Evidence>,
    /// How many were dropped, and why.
    pub dropped: BTreeMap<Reason, usize>,
    /// How much of the answer had the form that was asked for.
    pub form: Form,
}

/// A record as the schema has it. A model that is not held to the schema writes one actor without brackets, or `null` for nothing.
#[derive(Deserialize)]
struct Said {
    sentence: u32,
    quote: String,
    cue: String,
    actor: Option<OneOrMany>,
    target: Option<OneOrMany>,
    issue: Option<String>,
    source: Option<String>,
    act: String,
    event: Option<String>,
    position: Option<String>,
    modality: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// What a model named `model` says about a question on a text, as far as it stands there. `year` tells who held an office.
///
/// Linear in the answer, times the length of a sentence, or [`NAMES_BEFORE`] for names that are given from earlier sentences.
///
/// # Errors
///
/// [`Unreadable`] if there is no list of records in the answer.
pub fn records(
    reader: &Reader,
    (document, reading): (&Document, &Reading),
    question: &Question,
    answer: &str,
    model: &str,
    year: Option<u16>,
) -> Result<Answered, Unreadable> {
    let (said, form) = listed(answer)?;
    let checker = Checker {
        reader,
        document,
        reading,
        question,
        before: before(document, reading, question),
        model,
        year,
    };
    let mut answered = Answered {
        evidence: Vec::new(),
        dropped: BTreeMap::new(),
        form,
    };
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    let mut known = BTreeSet::new();
    for value in said {
        let checked = checker.check(value).and_then(|record| {
            let count = counts.entry(record.sentence).or_default();
            let actors: Vec<String> = record.actor.iter().map(|actor| actor.name.clone()).collect();
            if !known.insert((record.span.start, record.span.end, record.act.clone(), record.position, actors)) {
                return Err(Reason::Twice);
            }
            if *count == MOST_RECORDS_OF_SENTENCE {
                return Err(Reason::TooMany);
            }
            *count += 1;
            Ok(Evidence {
                id: format!("{}:{}.m{count}", document.name(), record.sentence),
                ..record
            })
        });
        match checked {
            Ok(record) => answered.evidence.push(record),
            Err(reason) => *answered.dropped.entry(reason).or_default() += 1,
        }
    }
    answered.evidence.sort_by_key(|record| record.sentence);
    Ok(answered)
}

/// Where a sentence stands in the shadow.
fn place(document: &Document, reading: &Reading, number: u32) -> Option<Range<usize>> {
    let passage = &reading.sentences.get((number as usize).checked_sub(1)?)?.passage;
    Some(document.shadow(passage.start as usize..passage.end as usize))
}

/// What stands before the last sentence of a question, as far back as names are looked for.
fn before(document: &Document, reading: &Reading, question: &Question) -> Option<Run> {
    let first = place(document, reading, question.first)?.start;
    let last = place(document, reading, question.last)?.start;
    let from = (first.saturating_sub(NAMES_BEFORE)..=first).find(|at| document.text().is_char_boundary(*at))?;
    Run::new(document, from..last)
}

struct Checker<'text> {
    reader: &'text Reader,
    document: &'text Document,
    reading: &'text Reading,
    question: &'text Question,
    before: Option<Run>,
    model: &'text str,
    year: Option<u16>,
}

impl Checker<'_> {
    fn check(&self, value: Value) -> Result<Evidence, Reason> {
        let said: Said = serde_json::from_value(value).map_err(|_| Reason::Fields)?;
        if !ACTS.contains(&said.act.as_str()) {
            return Err(Reason::Class);
        }
        let event = said.event.as_deref().unwrap_or(NO_EVENT);
        if event != NO_EVENT && !EVENTS.contains(&event) {
            return Err(Reason::Class);
        }
        let position = match said.position.as_deref() {
            None | Some(NO_POSITION) => None,
            Some(wanted) => Some(one_of(&POSITIONS, wanted)?),
        };
        let modality = one_of(&MODALITIES, &said.modality)?;
        if !(self.question.first..=self.question.last).contains(&said.sentence) {
            return Err(Reason::Sentence);
        }
        let sentence = place(self.document, self.reading, said.sentence).ok_or(Reason::Sentence)?;
        let span = find(self.document, sentence.clone(), &said.quote).ok_or(Reason::Quote)?;
        let cue = find(self.document, span.clone(), &said.cue).ok_or(Reason::Words)?;
        let actor = self.actors(said.actor, &span, &sentence)?;
        let target = self.actors(said.target, &span, &sentence)?;
        Ok(Evidence {
            id: String::new(),
            document: self.document.name().to_owned(),
            sentence: said.sentence,
            issue: self.issue(said.issue, &span, &sentence)?,
            attribution: self.attribution(said.source, &actor, &sentence)?,
            span: self.passage(span),
            cue: self.passage(cue),
            actor,
            act: said.act,
            plover: (event != NO_EVENT).then(|| Plover {
                event: event.to_owned(),
                mode: None,
                context: Vec::new(),
            }),
            position,
            target,
            modality,
            condition: None,
            deadline: None,
            rule: RULE.to_owned(),
            confidence: Band::Low,
            method: format!("{METHOD}{}", self.model),
            agrees: None,
        })
    }

    /// Those who are named, each where the text names it: in the passage, else in its sentence, else somewhere before.
    fn actors(&self, said: Option<OneOrMany>, span: &Range<usize>, sentence: &Range<usize>) -> Result<Vec<Actor>, Reason> {
        let phrases = match said {
            None => Vec::new(),
            Some(OneOrMany::One(phrase)) => vec![phrase],
            Some(OneOrMany::Many(phrases)) => phrases,
        };
        let mut found: Vec<Actor> = Vec::new();
        for phrase in phrases.iter().filter(|phrase| !phrase.trim().is_empty()).take(MOST_ACTORS) {
            let here = find(self.document, span.clone(), phrase).or_else(|| find(self.document, sentence.clone(), phrase));
            let earlier = here.is_none();
            let place = here
                .or_else(|| self.before.as_ref()?.find(phrase).filter(|place| place.end <= sentence.start))
                .ok_or(Reason::Words)?;
            let actor = self.named(place, earlier);
            if found.iter().all(|known| known.name != actor.name) {
                found.push(actor);
            }
        }
        Ok(found)
    }

    /// The actor whom the words at a place name, by the table of actors; if it has none, the words themselves.
    fn named(&self, place: Range<usize>, earlier: bool) -> Actor {
        let span = self.passage(place);
        let known = self.reader.actor(&span.text, self.year);
        match known.filter(|actor| actor.found != Resolution::Unresolved) {
            Some(actor) => Actor {
                span,
                found: if earlier { Resolution::Earlier } else { actor.found },
                ..actor
            },
            None => Actor {
                name: span.text.clone(),
                country: String::new(),
                sector: String::new(),
                span,
                found: Resolution::Unresolved,
            },
        }
    }

    fn issue(&self, said: Option<String>, span: &Range<usize>, sentence: &Range<usize>) -> Result<Option<Issue>, Reason> {
        let Some(phrase) = said.filter(|phrase| !phrase.trim().is_empty()) else {
            return Ok(None);
        };
        let here = find(self.document, span.clone(), &phrase).or_else(|| find(self.document, sentence.clone(), &phrase));
        let phrase = self.passage(here.ok_or(Reason::Words)?);
        Ok(Some(Issue {
            topic: self.reader.topic(&phrase.text).map(str::to_owned),
            phrase,
        }))
    }

    /// Who says so; nobody if the actor speaks for itself. The word that attributes was not asked for: the source's own words stand for it.
    fn attribution(&self, said: Option<String>, actors: &[Actor], sentence: &Range<usize>) -> Result<Vec<Attribution>, Reason> {
        let Some(phrase) = said.filter(|phrase| !phrase.trim().is_empty()) else {
            return Ok(Vec::new());
        };
        let cue = self.passage(find(self.document, sentence.clone(), &phrase).ok_or(Reason::Words)?);
        if actors.iter().any(|actor| actor.span == cue) {
            return Ok(Vec::new());
        }
        let (kind, country) = self.reader.source(&cue.text, self.year);
        Ok(vec![Attribution {
            kind,
            source: cue.text.clone(),
            country,
            cue,
        }])
    }

    fn passage(&self, range: Range<usize>) -> Passage {
        let original = self.document.original(range.clone());
        Passage {
            start: original.start as u64,
            end: original.end as u64,
            text: self.document.text()[range].replace('\n', " "),
        }
    }
}

fn one_of<T: Copy + Serialize>(known: &[T], wanted: &str) -> Result<T, Reason> {
    known.iter().copied().find(|value| word(value) == wanted).ok_or(Reason::Class)
}
