//! One text, sentence by sentence: acts with their actors, sources, issues and modality become records.

use super::act::{Act, Doer, Mood, acts, plain_act};
use super::attribution::{Source, sources};
use super::clause::{Depth, Group, Shape, groups};
use super::document::{Document, Markup};
use super::evidence::{
    Actor, Attribution, Band, Clause, Evidence, Issue, Modality, Passage, Plover, Position, Reading, Resolution, Sentence, SourceKind,
};
use super::gazetteer::Gazetteer;
use super::lexicon::Lexicon;
use super::memory::Memory;
use super::nominal::nominal_acts;
use super::phrase::{Found, Mention, Parsed};
use super::sentence::sentences;
use super::tag::Tag;

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
        for (index, range) in all.into_iter().take(MOST_SENTENCES).enumerate() {
            let parsed = Parsed::new(document.text(), range.clone(), &self.lexicon, &self.gazetteer, year);
            let page = Page {
                document,
                parsed: &parsed,
                memory: &memory,
                number: index as u32 + 1,
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
        let document = Document::new("phrase", phrase.as_bytes(), Markup::Plain);
        let text = document.text();
        let parsed = Parsed::new(text, 0..text.len(), &self.lexicon, &self.gazetteer, year);
        let speaks = |phrase: &&super::phrase::Phrase| parsed.mention(phrase).found != Found::Itself || parsed.role(phrase).is_some();
        let first = parsed.phrases.iter().find(speaks).or(parsed.phrases.first())?;
        let page = Page {
            document: &document,
            parsed: &parsed,
            memory: &Memory::default(),
            number: 1,
        };
        Some(page.actor(&parsed.mention(first)))
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
        let subject: Vec<Mention> = without_repeats(main.subject.iter().flat_map(|phrase| resolved[*phrase].clone()).collect());
        let owned = main.subject.first().map(|phrase| owner(parsed, *phrase)).unwrap_or_default();
        // "Putin's pitch will appeal": the owner of a thing is who is spoken of.
        memory.note_subject(if owned.is_empty() { &subject } else { &owned });
    }
}

/// "The presidents of A and B, X and Y": persons stand for the countries that they were called by.
fn without_repeats(mentions: Vec<Mention>) -> Vec<Mention> {
    let mut kept: Vec<Mention> = Vec::new();
    for mention in &mentions {
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
            let owner = super::phrase::Phrase {
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

    fn record(&self, groups: &[Group], act: &Act) -> Evidence {
        let sources = sources(self.parsed, groups, act.group, act.cue);
        let speaker = self.speaker(&sources);
        let actors = self.actors(act, &speaker, &sources);
        let target = self.targets(act, &actors);
        let mut attribution: Vec<Attribution> = sources.iter().filter_map(|source| self.attribution(source, act, &actors)).collect();
        if act.position == "argument" {
            attribution.splice(0..0, self.own_words(act, &actors));
        }
        let band = band(act, &actors);
        Evidence {
            id: String::new(),
            document: self.document.name().to_owned(),
            sentence: self.number,
            span: self.passage(act.span.0, act.span.1),
            cue: self.passage(act.cue, act.cue + 1),
            modality: modality(act, groups, &attribution),
            actor: actors.iter().map(|mention| self.actor(mention)).collect(),
            act: act.act.to_owned(),
            plover: act.event.map(|event| Plover {
                event: event.to_owned(),
                mode: (!act.mode.is_empty()).then(|| act.mode.to_owned()),
            }),
            position: position(act.position),
            target: target.iter().map(|mention| self.actor(mention)).collect(),
            issue: self.issue(act),
            attribution,
            condition: act.condition.map(|(start, end)| self.passage(start, end)),
            rule: act.rule.clone(),
            confidence: band,
            method: "rules".to_owned(),
        }
    }

    /// The one whose words the clause is, if it is a party and no outlet.
    fn speaker(&self, sources: &[Source]) -> Vec<Mention> {
        let source = sources.iter().find(|source| !source.hearsay && !source.phrases.is_empty());
        source.map(|source| self.resolved(&source.phrases, &[])).unwrap_or_default()
    }

    fn resolved(&self, phrases: &[usize], own: &[Mention]) -> Vec<Mention> {
        let all = phrases
            .iter()
            .flat_map(|phrase| self.memory.resolve(self.parsed, &self.parsed.phrases[*phrase], own))
            .collect();
        without_repeats(all)
    }

    fn actors(&self, act: &Act, speaker: &[Mention], sources: &[Source]) -> Vec<Mention> {
        let found = match &act.doer {
            Doer::Phrases(phrases) => self.resolved(phrases, speaker),
            Doer::Speaker => speaker.to_vec(),
            Doer::Owner(phrase) => {
                let owner = owner(self.parsed, *phrase);
                if owner.is_empty() { self.resolved(&[*phrase], &[]) } else { owner }
            }
        };
        let found = self.at_home(found, sources);
        let unknown = found.iter().all(|mention| mention.country.is_empty());
        // "The talks would focus on trade": what cannot act is said by somebody who can.
        if unknown && !speaker.is_empty() && !found.iter().any(|mention| !mention.sector.is_empty() || mention.person) {
            return speaker.to_vec();
        }
        if found.is_empty() {
            return self.authority(act);
        }
        if unknown { self.only_country(found, sources) } else { found }
    }

    /// An actor without a country in a sentence with one; sources do not count.
    fn only_country(&self, mut found: Vec<Mention>, sources: &[Source]) -> Vec<Mention> {
        let Some(first) = found.first_mut() else { return found };
        let named = self.parsed.tag(first.end - 1) == Tag::Name;
        if first.sector.is_empty() && !first.person && !named {
            return found;
        }
        let speaks = |at: usize| {
            sources.iter().flat_map(|source| &source.phrases).any(|phrase| {
                let phrase = &self.parsed.phrases[*phrase];
                phrase.start <= at && at < phrase.end
            })
        };
        let mut countries: Vec<&str> = Vec::new();
        for (at, name) in self.parsed.names.iter().enumerate() {
            if let Some((name, _)) = name
                && !speaks(at)
                && !countries.contains(&name.country.as_str())
            {
                countries.push(&name.country);
            }
        }
        let place = || self.scene(sources).map(|mention| mention.country);
        let country = if let [only] = countries[..] {
            Some(only.to_owned())
        } else {
            place()
        };
        if let Some(country) = country {
            first.country = country;
            first.found = Found::Sentence;
        }
        found
    }

    /// "Ethnic Turks began a strike in Sweden": people of an ethnic group act where they live.
    fn at_home(&self, mut found: Vec<Mention>, sources: &[Source]) -> Vec<Mention> {
        for mention in &mut found {
            let ethnic = (mention.start..mention.end).any(|at| self.parsed.lower(at) == "ethnic");
            if ethnic
                && mention.found == Found::Name
                && let Some(scene) = self.scene(sources)
            {
                mention.country = scene.country;
                mention.found = Found::Place;
            }
        }
        found
    }

    /// Where it happens: the first country or town that a preposition of place governs.
    fn scene(&self, sources: &[Source]) -> Option<Mention> {
        let source = |phrase: &super::phrase::Phrase| {
            sources
                .iter()
                .flat_map(|source| &source.phrases)
                .any(|other| &self.parsed.phrases[*other] == phrase)
        };
        let places = self.parsed.phrases.iter().filter(|phrase| {
            let preposition = phrase.preposition.map(|at| self.parsed.lower(at));
            matches!(
                preposition,
                Some("in" | "near" | "outside" | "at" | "across" | "throughout" | "inside")
            ) && !source(phrase)
        });
        places
            .map(|phrase| self.parsed.mention(phrase))
            .find(|mention| !mention.country.is_empty() && !mention.person)
    }

    /// Whose act it is when nobody is named and it takes an authority: the country in which it happens.
    fn authority(&self, act: &Act) -> Vec<Mention> {
        let official = matches!(act.event, Some("COERCE" | "SANCTION"))
            && matches!(
                act.act,
                "arrest" | "convict" | "sentence" | "deport" | "expel" | "charge" | "fine" | "put under arrest" | "impose a curfew"
            );
        if !official {
            return Vec::new();
        }
        let place = self.parsed.phrases.iter().find(|phrase| {
            phrase.start > act.cue && phrase.start < act.span.1 + 4 && phrase.preposition.is_some_and(|at| self.parsed.lower(at) == "in")
        });
        let mention = place
            .map(|phrase| self.parsed.mention(phrase))
            .filter(|mention| !mention.country.is_empty());
        mention
            .map(|mention| Mention {
                found: Found::Sentence,
                ..mention
            })
            .into_iter()
            .collect()
    }

    fn targets(&self, act: &Act, actors: &[Mention]) -> Vec<Mention> {
        let found = self.resolved(&act.targets, actors);
        found
            .into_iter()
            .filter(|mention| actors.iter().all(|actor| actor.start != mention.start))
            .collect()
    }

    fn actor(&self, mention: &Mention) -> Actor {
        Actor {
            name: mention.name.clone(),
            country: mention.country.clone(),
            sector: mention.sector.clone(),
            span: self.passage(mention.start, mention.end),
            found: match mention.found {
                Found::Name => Resolution::Named,
                Found::Place => Resolution::Place,
                Found::Earlier => Resolution::Earlier,
                Found::Sentence => Resolution::OnlyCountry,
                Found::Itself => Resolution::Unresolved,
            },
        }
    }

    /// What somebody argues is in that one's words.
    fn own_words(&self, act: &Act, actors: &[Mention]) -> Option<Attribution> {
        let first = actors.first()?;
        Some(Attribution {
            kind: self.source_kind(first, first.start, first.end),
            source: first.name.clone(),
            country: first.country.clone(),
            cue: self.passage(act.cue, act.cue + 1),
        })
    }

    /// A source as a link of the chain; nothing if the actor speaks for itself.
    fn attribution(&self, source: &Source, act: &Act, actors: &[Mention]) -> Option<Attribution> {
        let cue = self.passage(source.cue, source.cue + 1);
        if source.hearsay {
            return Some(Attribution {
                kind: SourceKind::Hearsay,
                source: cue.text.clone(),
                country: String::new(),
                cue,
            });
        }
        let mentions = self.resolved(&source.phrases, &[]);
        let first = mentions.first()?;
        let phrase = &self.parsed.phrases[*source.phrases.first()?];
        let _ = (act, actors);
        Some(Attribution {
            kind: self.source_kind(first, phrase.start, phrase.end),
            source: if first.person {
                first.name.clone()
            } else {
                self.parsed.written(phrase.start, phrase.end)
            },
            country: first.country.clone(),
            cue,
        })
    }

    fn source_kind(&self, mention: &Mention, start: usize, end: usize) -> SourceKind {
        let lexicon = self.parsed.lexicon;
        let any = |kind: &str| (start..end).any(|at| lexicon.cue(kind, self.parsed.lower(at)));
        let named_outlet = (start..end).any(|at| lexicon.cue("names", &self.parsed.written(at, at + 1)));
        if named_outlet || any("outlet") || mention.sector == "JRN" {
            SourceKind::Outlet
        } else if mention.person {
            SourceKind::Named
        } else if any("anonymous") {
            SourceKind::Anonymous
        } else {
            SourceKind::Party
        }
    }

    fn issue(&self, act: &Act) -> Option<Issue> {
        let (start, end) = act.content;
        let end = end.min(self.parsed.tokens.len());
        if start >= end {
            return None;
        }
        let topic = (start..end).filter_map(|at| self.parsed.lexicon.topic(self.parsed.lower(at))).min();
        Some(Issue {
            topic: topic.map(|rank| self.parsed.lexicon.topic_name(rank).to_owned()),
            phrase: self.passage(start, end),
        })
    }

    /// Words `start..end` as a passage of the original.
    fn passage(&self, start: usize, end: usize) -> Passage {
        let tokens = &self.parsed.tokens;
        let last = end.min(tokens.len());
        match (tokens.get(start), last.checked_sub(1).and_then(|last| tokens.get(last))) {
            (Some(first), Some(last)) if first.range.start < last.range.end => self.bytes(first.range.start..last.range.end),
            _ => self.bytes(0..0),
        }
    }

    fn bytes(&self, range: std::ops::Range<usize>) -> Passage {
        let original = self.document.original(range.clone());
        Passage {
            start: original.start as u64,
            end: original.end as u64,
            text: self.document.text()[range].replace('\n', " "),
        }
    }
}

fn band(act: &Act, actors: &[Mention]) -> Band {
    let worst = actors.iter().map(|mention| mention.found).max();
    match worst {
        None | Some(Found::Itself | Found::Sentence) => Band::Low,
        _ if act.group.is_none() => Band::Low,
        Some(Found::Name) if act.depth == Depth::Main => Band::High,
        _ => Band::Medium,
    }
}

fn modality(act: &Act, groups: &[Group], attribution: &[Attribution]) -> Modality {
    let past = act.group.is_some_and(|group| groups[group].past);
    let earlier = act.group.is_some_and(|group| groups[group].past && groups[group].perfect);
    match act.mood {
        Mood::Negated => Modality::Negated,
        Mood::Expected => Modality::Expected,
        Mood::Planned | Mood::Future => Modality::Planned,
        Mood::Intended => Modality::Intended,
        Mood::Standing => Modality::Standing,
        Mood::Plain if attribution.iter().any(|source| source.kind == SourceKind::Hearsay) => Modality::Hearsay,
        Mood::Plain if earlier && attribution.is_empty() => Modality::Past,
        Mood::Plain if act.condition.is_some() => Modality::Conditional,
        Mood::Plain if !attribution.is_empty() => Modality::Reported,
        Mood::Plain if !past && matches!(act.position, "demand" | "refusal" | "red-line" | "precondition") => Modality::Standing,
        Mood::Plain => Modality::Asserted,
    }
}

fn position(name: &str) -> Option<Position> {
    Some(match name {
        "demand" => Position::Demand,
        "precondition" => Position::Precondition,
        "red-line" => Position::RedLine,
        "refusal" => Position::Refusal,
        "offer" => Position::Offer,
        "proposal" => Position::Proposal,
        "promise" => Position::Promise,
        "intention" => Position::Intention,
        "concession" => Position::Concession,
        "threat" => Position::Threat,
        "deadline" => Position::Deadline,
        "pressure" => Position::Pressure,
        "acceptance" => Position::Acceptance,
        "process" => Position::Process,
        "mediation" => Position::Mediation,
        "blame" => Position::Blame,
        "stance" => Position::Stance,
        "interest" => Position::Interest,
        "leverage" => Position::Leverage,
        "agenda" => Position::Agenda,
        "forecast" => Position::Forecast,
        "argument" => Position::Argument,
        _ => return None,
    })
}
