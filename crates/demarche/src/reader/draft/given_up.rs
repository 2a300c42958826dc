//! What a party takes back: a demand that it drops later, a refusal that it gives up by accepting or doing the thing.
//!
//! The later word counts, in the order of texts and of sentences. The earlier position is no line of the draft then, but stays as a
//! remark on its issue with both passages. A demand is given up only by words that say so ("drops its demand", "backs down"): who
//! withdraws from one place has not dropped the demand that another leave a second one.

use super::super::evidence::{Evidence, Modality, Position};
use super::{DraftIssue, DraftStatement, Gathered};

/// Where something was said: text, sentence, byte.
pub(super) type Place = (usize, u32, u64);

/// Words by which a party goes back on something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct GivenUp {
    pub(super) party: usize,
    pub(super) place: Place,
    /// A demand is dropped; else a refusal is given up.
    pub(super) drops: bool,
    pub(super) topic: Option<String>,
    /// What it is about, in small letters.
    pub(super) words: String,
    /// The passage, as a remark has it.
    pub(super) said: String,
}

/// Acts that go back on one's own words.
const DROPPING: [&str; 9] = [
    "drop",
    "back down",
    "back off",
    "back away",
    "step back",
    "climb down",
    "give way",
    "give in",
    "scale down",
];

/// Verbs that do the same with the noun for what is dropped.
const DROPPING_NOUN: [&str; 8] = ["drop", "abandon", "renounce", "forgo", "relinquish", "withdraw", "waive", "lift"];

/// Nouns for what a party may drop.
const DROPPED: [&str; 5] = ["demand", "insistence", "condition", "precondition", "claim"];

/// Whether the record takes back a demand of its actor, by saying so.
pub(super) fn drops(record: &Evidence) -> bool {
    let words = record
        .issue
        .as_ref()
        .map(|issue| issue.phrase.text.to_lowercase())
        .unwrap_or_default();
    let verb = record.rule.split(':').nth(1).unwrap_or_default();
    let said = record.span.text.to_lowercase();
    let behind = said.split_once(&record.cue.text.to_lowercase()).map_or("", |(_, behind)| behind);
    let mut near = behind.split_whitespace().take(3);
    if DROPPING_NOUN.contains(&verb) && near.any(|word| DROPPED.contains(&word.trim_matches(',').trim_end_matches('s'))) {
        return true;
    }
    let of_others = record.target.iter().any(|target| !target.country.is_empty()) && words.contains("demands of");
    DROPPING.contains(&record.act.as_str())
        && !of_others
        && (words.is_empty() || !record.act.starts_with("drop") || DROPPED.iter().any(|noun| words.contains(noun)))
}

/// Whether the record may take back anything: said or done, and no forecast.
pub(super) fn yields(record: &Evidence) -> bool {
    let said = matches!(
        record.modality,
        Modality::Asserted | Modality::Reported | Modality::Standing | Modality::Planned
    );
    said && matches!(record.position, Some(Position::Concession | Position::Acceptance))
}

/// What a record without an issue is about: nothing for "agreed", which may answer anything; for a deed such as "withdraws", the deed.
pub(super) fn deed(record: &Evidence) -> String {
    let retreats = record.plover.as_ref().is_some_and(|plover| plover.event == "RETREAT");
    let words = !DROPPING.contains(&record.act.as_str()) && (retreats || record.plover.is_none());
    if words { record.act.clone() } else { String::new() }
}

impl GivenUp {
    /// Whether the words are about an issue of this name and topic, of several that the party spoke of.
    pub(super) fn is_about(&self, name: &str, topic: Option<&str>, alone: bool) -> bool {
        let name = name.to_lowercase();
        let named = !name.is_empty() && self.words.contains(&name);
        let unsaid = self.topic.is_none() && alone && (self.words.is_empty() || refers(&self.words));
        named || self.topic.is_some() && self.topic.as_deref() == topic || unsaid
    }
}

/// "the demand", "the proposal": of the words themselves nothing follows.
fn refers(words: &str) -> bool {
    let nouns = [
        "demand",
        "proposal",
        "plan",
        "offer",
        "objection",
        "opposition",
        "insistence",
        "terms",
    ];
    words.split_whitespace().count() <= 3 && nouns.iter().any(|noun| words.contains(noun))
}

/// Takes given-up positions out of the statements and remarks upon them at their issues.
pub(super) fn apply(gathered: &mut Gathered) {
    let statements = std::mem::take(&mut gathered.statements);
    let count = |party: usize, demands: bool| {
        let same = statements
            .iter()
            .filter(|other| other.party == party && (other.verb == "demands") == demands);
        same.count()
    };
    let mut kept = Vec::new();
    for statement in &statements {
        let alone = count(statement.party, statement.verb == "demands") == 1;
        let issue = &gathered.issues[statement.issue];
        let mut later = gathered.given_up.iter().filter(|given| given.place > statement.last);
        let Some(later) = later.find(|given| takes_back(given, statement, issue, alone)) else {
            kept.push(statement.clone());
            continue;
        };
        let name = &gathered.parties[statement.party].name;
        let remark = format!(
            "Given up: {name} {} this ({}), but later: {}",
            statement.verb,
            statement.cites.join("; "),
            later.said
        );
        gathered.issues[statement.issue].remarks.push(remark);
    }
    gathered.statements = kept;
}

fn takes_back(given: &GivenUp, statement: &DraftStatement, issue: &DraftIssue, alone: bool) -> bool {
    let demands = statement.verb == "demands";
    given.party == statement.party
        && given.drops == demands
        && (demands || issue.by.contains(&given.party))
        && given.is_about(&issue.name, issue.topic.as_deref(), alone)
}
