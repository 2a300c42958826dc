//! One act as a record: passages, sources, issue, modality, confidence.

use super::super::act::{Act, Mood};
use super::super::attribution::{Source, sources};
use super::super::clause::{Depth, Group};
use super::super::deadline::{find, resolve};
use super::super::evidence::{
    Actor, Attribution, Band, Deadline, Evidence, Issue, Modality, Passage, Plover, Position, Resolution, SourceKind,
};
use super::super::phrase::{Found, Mention};
use super::Page;

impl Page<'_> {
    pub(super) fn actor(&self, mention: &Mention) -> Actor {
        Actor {
            name: mention.name.clone(),
            country: mention.country.clone(),
            sector: mention.sector.clone(),
            span: match &mention.elsewhere {
                Some(range) => self.bytes(range.clone()),
                None => self.passage(mention.start, mention.end),
            },
            found: match mention.found {
                Found::Name => Resolution::Named,
                Found::Place => Resolution::Place,
                Found::Earlier => Resolution::Earlier,
                Found::Sentence => Resolution::OnlyCountry,
                Found::Itself => Resolution::Unresolved,
            },
        }
    }

    pub(super) fn record(&self, groups: &[Group], act: &Act) -> Evidence {
        let sources = sources(self.parsed, groups, act.group, act.cue);
        let speaker = self.speaker(&sources, act.cue);
        let actors = self.actors(act, &speaker, &sources);
        let target = self.targets(act, &actors);
        let mut attribution: Vec<Attribution> = sources.iter().filter_map(|source| self.attribution(source)).collect();
        attribution.extend(self.voiced(act.cue, &attribution));
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
                context: self.contexts(),
            }),
            position: position(act.position),
            target: target.iter().map(|mention| self.actor(mention)).collect(),
            issue: self.issue(act),
            attribution,
            condition: act.condition.map(|(start, end)| self.passage(start, end)),
            deadline: self.deadline(act, groups),
            rule: act.rule.clone(),
            confidence: band,
            method: "rules".to_owned(),
            agrees: None,
        }
    }

    /// Whose quotation the word stands in, if no verb of saying in the sentence says so already.
    fn voiced(&self, cue: usize, known: &[Attribution]) -> Option<Attribution> {
        let at = self.parsed.tokens.get(cue)?.range.start;
        let voice = self.voices.iter().find(|voice| voice.within.contains(&at))?;
        let told = known
            .iter()
            .any(|source| source.cue == voice.attribution.cue || source.source == voice.attribution.source);
        (!told).then(|| voice.attribution.clone())
    }

    /// What somebody argues is in that one's words.
    fn own_words(&self, act: &Act, actors: &[Mention]) -> Option<Attribution> {
        let first = actors.first()?;
        Some(Attribution {
            kind: match first.elsewhere {
                Some(_) if first.person => SourceKind::Named,
                Some(_) => SourceKind::Party,
                None => self.source_kind(first, first.start, first.end),
            },
            source: first.name.clone(),
            country: first.country.clone(),
            cue: self.passage(act.cue, act.cue + 1),
        })
    }

    /// A source as a link of the chain; nothing if the actor speaks for itself.
    pub(super) fn attribution(&self, source: &Source) -> Option<Attribution> {
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

    pub(super) fn source_kind(&self, mention: &Mention, start: usize, end: usize) -> SourceKind {
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

    /// The time set for a demand, a threat, an offer or a plan: in the passage or behind it, up to the next clause, or before the main clause.
    fn deadline(&self, act: &Act, groups: &[Group]) -> Option<Deadline> {
        const TIMED: [&str; 12] = [
            "demand",
            "precondition",
            "proposal",
            "threat",
            "deadline",
            "offer",
            "promise",
            "intention",
            "acceptance",
            "forecast",
            "refusal",
            "red-line",
        ];
        let coming = TIMED.contains(&act.position) || matches!(act.mood, Mood::Planned | Mood::Future | Mood::Intended | Mood::Expected);
        if !coming {
            return None;
        }
        let end = act.span.1.max(act.content.1);
        let stop = groups
            .iter()
            .map(|group| group.start)
            .filter(|start| *start >= end)
            .min()
            .unwrap_or(self.parsed.tokens.len());
        let first = groups.iter().map(|group| group.start).min().unwrap_or(0);
        let opening = || find(self.parsed, 0, first).filter(|_| act.depth == Depth::Main && act.group.is_some());
        let (start, end) = find(self.parsed, act.span.0, stop).or_else(opening)?;
        let words = self.passage(start, end);
        Some(Deadline {
            date: resolve(&words.text, None).map(|day| day.to_string()),
            words,
        })
    }

    /// The contexts that the sentence's words show.
    fn contexts(&self) -> Vec<String> {
        let lexicon = self.parsed.lexicon;
        let mut found = 0;
        for at in 0..self.parsed.tokens.len() {
            let word = self.parsed.lower(at);
            found |= lexicon.contexts(word);
            if lexicon.opens_context(word) {
                found |= lexicon.contexts(&format!("{word}-{}", self.parsed.lower(at + 1)));
            }
        }
        lexicon.context_names(found)
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
    pub(super) fn passage(&self, start: usize, end: usize) -> Passage {
        let tokens = &self.parsed.tokens;
        let last = end.min(tokens.len());
        match (tokens.get(start), last.checked_sub(1).and_then(|last| tokens.get(last))) {
            (Some(first), Some(last)) if first.range.start < last.range.end => self.bytes(first.range.start..last.range.end),
            _ => self.bytes(0..0),
        }
    }

    pub(super) fn bytes(&self, range: std::ops::Range<usize>) -> Passage {
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
    let modal = act.group.and_then(|group| groups[group].modal.as_deref());
    let earlier = act.group.is_some_and(|group| groups[group].past && groups[group].perfect);
    match act.mood {
        Mood::Negated => Modality::Negated,
        Mood::Expected => Modality::Expected,
        Mood::Planned | Mood::Future => Modality::Planned,
        Mood::Intended => Modality::Intended,
        Mood::Standing => Modality::Standing,
        // "may release": somebody thinks it possible.
        Mood::Plain if modal.is_some_and(|modal| matches!(modal, "may" | "might" | "could")) => Modality::Assessment,
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
