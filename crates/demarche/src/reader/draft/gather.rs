//! Records grouped: who the parties are, what is at issue between them, who demands and refuses what.

use std::collections::BTreeMap;

use super::super::evidence::{Actor, Evidence, Modality, Position, Resolution, SourceKind};
use super::super::language_model;
use super::given_up::{self, GivenUp, Place};
use super::{
    DraftIssue, DraftLever, DraftParty, DraftStatement, Gathered, LONGEST_NAME, MOST_DRAFTED_ISSUES, SourceText, cite, place, shortened,
    slug,
};

/// Parties, issues and statements of all texts.
pub(super) fn gather(sources: &[SourceText]) -> Gathered {
    let mut gatherer = Gatherer::default();
    // Demands first: they say what is at issue, wherever they stand; refusals and offers speak of it.
    for wanted in [Role::Demand, Role::Refusal, Role::Offer, Role::Threat, Role::Remark] {
        for (text, source) in sources.iter().enumerate() {
            gatherer.text = text;
            for record in &source.reading.evidence {
                if role(record) == wanted {
                    gatherer.take(source, record, wanted);
                }
            }
        }
    }
    let mut gathered = gatherer.gathered;
    gathered.given_up.sort_by_key(|given| given.place);
    // Who refuses a thing could do it.
    for (index, issue) in gathered.issues.iter_mut().enumerate().filter(|(_, issue)| issue.by.is_empty()) {
        let refusals = gathered
            .statements
            .iter()
            .filter(|statement| statement.issue == index && statement.verb != "demands");
        issue.by = refusals.map(|statement| statement.party).collect();
        issue.by.dedup();
    }
    given_up::apply(&mut gathered);
    gathered
}

/// What a record is for the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Demand,
    Refusal,
    Offer,
    Threat,
    Remark,
}

fn role(record: &Evidence) -> Role {
    let event = record.plover.as_ref().map(|plover| plover.event.as_str());
    if record.modality == Modality::Negated || record.actor.len() != 1 {
        return Role::Remark;
    }
    match record.position {
        Some(Position::Demand | Position::Precondition | Position::Proposal) if event == Some("REQUEST") && !asks_to_meet(record) => {
            Role::Demand
        }
        Some(Position::Refusal | Position::RedLine) => Role::Refusal,
        Some(Position::Offer | Position::Promise | Position::Concession) => Role::Offer,
        Some(Position::Threat) => Role::Threat,
        _ => Role::Remark,
    }
}

fn asks_to_meet(record: &Evidence) -> bool {
    let topic = record.issue.as_ref().and_then(|issue| issue.topic.as_deref());
    record.plover.as_ref().and_then(|plover| plover.mode.as_deref()) == Some("meet") || topic == Some("talks") || record.issue.is_none()
}

#[derive(Default)]
struct Gatherer {
    gathered: Gathered,
    /// Parties by what records are matched by.
    known: BTreeMap<String, usize>,
    ids: BTreeMap<String, usize>,
    /// Which of the texts is read.
    text: usize,
}

impl Gatherer {
    fn take(&mut self, source: &SourceText, record: &Evidence, role: Role) {
        let taken = match role {
            Role::Demand => self.demand(source, record),
            Role::Refusal => self.refusal(source, record),
            Role::Offer => self.offer(source, record),
            Role::Threat => self.threat(source, record),
            Role::Remark => None,
        };
        if taken.is_none() {
            self.remark(source, record);
        }
        self.note_given_up(source, record);
    }

    /// Notes what a known party takes back.
    fn note_given_up(&mut self, source: &SourceText, record: &Evidence) {
        let party = record.actor.first().and_then(key).and_then(|key| self.known.get(&key).copied());
        let Some(party) = party.filter(|_| record.actor.len() == 1 && given_up::yields(record)) else {
            return;
        };
        let issue = record.issue.as_ref();
        self.gathered.given_up.push(GivenUp {
            party,
            place: self.place_of(record),
            drops: given_up::drops(record),
            topic: issue.and_then(|issue| issue.topic.clone()),
            words: issue.map_or_else(|| given_up::deed(record), |issue| issue.phrase.text.to_lowercase()),
            said: format!("{}, {}: {}", source.id, place(record), shortened(&record.span.text, 100)),
        });
    }

    fn place_of(&self, record: &Evidence) -> Place {
        (self.text, record.sentence, record.cue.start)
    }

    fn demand(&mut self, source: &SourceText, record: &Evidence) -> Option<()> {
        let party = self.party(record.actor.first()?)?;
        let others: Vec<&Actor> = record.target.iter().filter(|target| key(target) != key(&record.actor[0])).collect();
        let by: Vec<usize> = others.into_iter().filter_map(|target| self.party(target)).collect();
        let issue = self.issue(source, record, by)?;
        self.state(source, record, party, "demands", issue);
        Some(())
    }

    /// A refusal speaks of a demand if there is one of its topic to the same party, or if it is of "the demand" itself.
    fn refusal(&mut self, source: &SourceText, record: &Evidence) -> Option<()> {
        let party = self.party(record.actor.first()?)?;
        let verb = if record.position == Some(Position::RedLine) {
            "refuses"
        } else {
            "rejects"
        };
        let found = self.answered(source, record, party);
        if found.is_empty() {
            let issue = self.issue(source, record, vec![party])?;
            self.state(source, record, party, verb, issue);
        }
        for issue in found {
            self.state(source, record, party, verb, issue);
        }
        Some(())
    }

    /// The issues that a refusal speaks of: by topic, or the demands of its own sentence and the one before.
    fn answered(&self, source: &SourceText, record: &Evidence, party: usize) -> Vec<usize> {
        let topic = record.issue.as_ref().and_then(|issue| issue.topic.clone());
        let issues = self.gathered.issues.iter().enumerate();
        let same_topic: Vec<usize> = issues
            .filter(|(_, issue)| issue.by.contains(&party) && topic.is_some() && issue.topic == topic)
            .map(|(index, _)| index)
            .collect();
        if !same_topic.is_empty() {
            return same_topic;
        }
        // "demands Kyiv has rejected", "rejected the demand": of the words themselves nothing follows.
        let words = record
            .issue
            .as_ref()
            .map(|issue| issue.phrase.text.to_lowercase())
            .unwrap_or_default();
        let refers = topic.is_none()
            && (words.is_empty()
                || words.starts_with("from the")
                || words.contains("demand")
                || words.contains("condition")
                || words.contains("proposal"));
        if !refers {
            return Vec::new();
        }
        let near = |sentence: u32| sentence == record.sentence || sentence + 1 == record.sentence;
        let demands = source
            .reading
            .evidence
            .iter()
            .filter(|other| near(other.sentence) && role(other) == Role::Demand);
        let cites: Vec<String> = demands.map(|other| cite(source, &other.span)).collect();
        let issues = self.gathered.issues.iter().enumerate();
        issues
            .filter(|(_, issue)| issue.by.contains(&party) || issue.by.is_empty())
            .filter(|(_, issue)| issue.cites.iter().any(|known| cites.contains(known)))
            .map(|(index, _)| index)
            .collect()
    }

    /// An offer is of something that its owner could do; it demands nothing.
    fn offer(&mut self, source: &SourceText, record: &Evidence) -> Option<()> {
        let party = self.party(record.actor.first()?)?;
        // What is dropped is somebody else's to do, or nothing.
        if given_up::drops(record) {
            return None;
        }
        let issue = self.issue(source, record, vec![party])?;
        let said = format!(
            "{} {} ({}{}): {}",
            self.gathered.parties[party].name,
            held_out(record),
            place(record),
            timed(record),
            shortened(&record.span.text, 90)
        );
        self.gathered.issues[issue].remarks.push(said);
        Some(())
    }

    fn threat(&mut self, source: &SourceText, record: &Evidence) -> Option<()> {
        let owner = self.party(record.actor.first()?)?;
        let target = record.target.iter().find(|target| key(target) != key(&record.actor[0]))?;
        let on = self.party(target)?;
        self.gathered.levers.push(DraftLever {
            owner,
            on,
            cites: vec![cite(source, &record.span)],
            text: format!("{}{}", shortened(&record.span.text, 140), timed(record)),
        });
        Some(())
    }

    /// The party that an actor is, or belongs to; nothing if the text does not say who it is.
    fn party(&mut self, actor: &Actor) -> Option<usize> {
        let key = key(actor)?;
        if let Some(known) = self.known.get(&key) {
            return Some(*known);
        }
        let name = party_name(actor);
        let id = self.fresh(&slug(&name), "party");
        let index = self.gathered.parties.len();
        self.gathered.parties.push(DraftParty {
            id,
            name,
            key: key.clone(),
        });
        self.known.insert(key, index);
        Some(index)
    }

    /// An id that no other party or issue has.
    fn fresh(&mut self, wanted: &str, otherwise: &str) -> String {
        const RESERVED: [&str; 12] = [
            "and", "or", "not", "implies", "iff", "in", "count", "true", "false", "nobody", "nature", "of",
        ];
        let base = if wanted.is_empty() || RESERVED.contains(&wanted) {
            otherwise
        } else {
            wanted
        };
        let count = self.ids.entry(base.to_owned()).or_insert(0);
        *count += 1;
        if *count == 1 { base.to_owned() } else { format!("{base}-{count}") }
    }

    /// The issue of a record's content: an earlier one of the same topic that the same parties could settle, or a new one.
    fn issue(&mut self, source: &SourceText, record: &Evidence, by: Vec<usize>) -> Option<usize> {
        let content = record.issue.as_ref()?;
        let topic = content.topic.clone();
        let name = issue_name(&content.phrase.text);
        let known = self.gathered.issues.iter().position(|issue| {
            issue.by == by && (issue.name == name || issue.topic.is_some() && issue.topic == topic && denies(&issue.name) == denies(&name))
        });
        let passage = cite(source, &record.span);
        if let Some(known) = known {
            let cites = &mut self.gathered.issues[known].cites;
            if !cites.contains(&passage) {
                cites.push(passage);
            }
            return Some(known);
        }
        let id = slug(&name);
        if id.is_empty() || self.gathered.issues.len() >= MOST_DRAFTED_ISSUES {
            return None;
        }
        let id = self.fresh(&id, "issue");
        self.gathered.issues.push(DraftIssue {
            id,
            name,
            topic,
            by,
            cites: vec![passage],
            remarks: Vec::new(),
        });
        Some(self.gathered.issues.len() - 1)
    }

    /// A statement, or another passage for one that is there.
    fn state(&mut self, source: &SourceText, record: &Evidence, party: usize, verb: &'static str, issue: usize) {
        let passage = cite(source, &record.span);
        let last = self.place_of(record);
        let same = self
            .gathered
            .statements
            .iter_mut()
            .find(|known| known.party == party && known.issue == issue && known.verb == verb);
        if let Some(same) = same {
            if !same.cites.contains(&passage) {
                same.cites.push(passage);
            }
            // What is reported counts for more than what is guessed.
            if same.inferred && !guessed(record) {
                same.inferred = false;
                same.speaker = speaker(record);
                same.text = explained(record);
            }
            same.last = same.last.max(last);
            return;
        }
        self.gathered.statements.push(DraftStatement {
            party,
            verb,
            issue,
            inferred: guessed(record),
            cites: vec![passage],
            speaker: speaker(record),
            text: explained(record),
            last,
        });
    }

    /// What is no line of the case.
    fn remark(&mut self, source: &SourceText, record: &Evidence) {
        let who: Vec<&str> = record.actor.iter().map(|actor| actor.name.as_str()).collect();
        let who = if who.is_empty() {
            "nobody named".to_owned()
        } else {
            who.join(" and ")
        };
        self.gathered.remarks.push(format!(
            "{}, {}: {who}: {}{}: {}",
            source.id,
            place(record),
            record.act,
            timed(record),
            shortened(&record.span.text, 100)
        ));
    }
}

fn held_out(record: &Evidence) -> &'static str {
    match record.position {
        Some(Position::Concession) => "gives way",
        Some(Position::Promise) => "promises",
        _ => "offers",
    }
}

/// What an actor is matched by: its country, or its name where there is none and the text names it.
fn key(actor: &Actor) -> Option<String> {
    if !actor.country.is_empty() && !matches!(actor.country.as_str(), "IGO" | "NGO" | "IMG" | "MNC") {
        return Some(actor.country.clone());
    }
    let known = !actor.country.is_empty() || !actor.sector.is_empty();
    (known && !actor.name.is_empty()).then(|| actor.name.to_lowercase())
}

/// A person stands for the country.
fn party_name(actor: &Actor) -> String {
    if actor.country.is_empty() || matches!(actor.country.as_str(), "IGO" | "NGO" | "IMG" | "MNC") {
        return shortened(&actor.name, LONGEST_NAME);
    }
    super::super::gazetteer::country_name(&actor.country)
        .unwrap_or(&actor.name)
        .to_owned()
}

/// What is not to be done is another issue than doing it.
fn denies(name: &str) -> bool {
    let first = name.split_whitespace().next().unwrap_or_default();
    ["not", "never", "avoid", "avoiding", "refrain", "refraining"].contains(&first.to_lowercase().as_str())
}

/// The first words of a content, without what opens it.
fn issue_name(phrase: &str) -> String {
    let mut words = phrase.trim_matches(|letter: char| !letter.is_alphanumeric());
    for opener in [
        "that ", "to ", "for ", "on ", "out ", "down ", "off ", "of ", "the ", "an ", "a ", "its ", "his ", "their ",
    ] {
        words = words.strip_prefix(opener).unwrap_or(words);
    }
    shortened(words, LONGEST_NAME)
}

/// A guess is in it, the draft's own or a model's: who acts, or whether it is said at all.
fn guessed(record: &Evidence) -> bool {
    let actor = record
        .actor
        .iter()
        .any(|actor| matches!(actor.found, Resolution::OnlyCountry | Resolution::Unresolved));
    let model_alone = record.method.starts_with(language_model::METHOD) && record.agrees.is_none();
    actor || model_alone || record.modality.is_guess()
}

fn speaker(record: &Evidence) -> &'static str {
    let Some(first) = record.attribution.first() else {
        return "third-party";
    };
    let own = record
        .actor
        .iter()
        .any(|actor| !actor.country.is_empty() && actor.country == first.country || actor.name == first.source);
    match first.kind {
        SourceKind::Anonymous => "anonymous",
        SourceKind::Named | SourceKind::Party if own => "own",
        _ => "third-party",
    }
}

/// ", by Friday (2025-08-15)": the time that is set, for an analyst to use.
fn timed(record: &Evidence) -> String {
    match &record.deadline {
        Some(deadline) => {
            let day = deadline.date.as_ref().map(|date| format!(" ({date})")).unwrap_or_default();
            format!(", {}{day}", shortened(&deadline.words.text, 60))
        }
        None => String::new(),
    }
}

fn explained(record: &Evidence) -> String {
    let said = match record.attribution.first() {
        Some(source) => format!(" according to {}", source.source),
        None => String::new(),
    };
    let way = match record.modality {
        Modality::Expected => ", as is expected",
        Modality::Intended => ", as is intended",
        Modality::Planned => ", as is planned",
        Modality::Conditional => ", on a condition",
        _ => "",
    };
    format!("{}{way}{said}{}: {}", record.act, timed(record), shortened(&record.span.text, 120))
}
