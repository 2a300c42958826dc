//! From the model's numbers to the case's names.

use crate::case::{Ballot, Case, Consent, Holder, Passage, Start};
use crate::finding::{CiteInfo, Move, StateRef};
use crate::index::{IssueId, PartyId, StateId, StatementId};
use crate::model::{Model, Space};

/// Names for one case and one space of states.
#[derive(Clone, Copy)]
pub struct Naming<'a> {
    /// The case.
    pub case: &'a Case,
    /// Its states.
    pub space: &'a Space,
    /// Today's state; `None` where the negotiation starts from nothing.
    pub status_quo: Option<StateId>,
}

impl<'a> Naming<'a> {
    /// Names for a model of `case`.
    pub fn new(case: &'a Case, model: &'a Model) -> Self {
        Naming {
            case,
            space: &model.space,
            status_quo: model.status_quo,
        }
    }

    /// A state by number, label and values.
    pub fn state(self, state: StateId) -> StateRef {
        let values = self
            .case
            .issues
            .iter()
            .map(|(issue, declared)| declared.values[self.space.value(state, issue) as usize].id.clone());
        StateRef {
            number: state.0 + 1,
            label: self.label(state),
            values: values.collect(),
        }
    }

    /// What differs from the status quo; everything, from nothing.
    pub fn label(self, state: StateId) -> String {
        let Some(today) = self.status_quo else {
            let issues = self.case.issues.keys();
            let labels: Vec<String> = issues
                .map(|issue| self.value_label(issue, self.space.value(state, issue)))
                .collect();
            return labels.join(" + ");
        };
        let changes = self.changes(today, state);
        if changes.is_empty() {
            "status quo".to_owned()
        } else {
            changes.join(" + ")
        }
    }

    /// Labels of the values that `to` has and `from` has not.
    pub fn changes(self, from: StateId, to: StateId) -> Vec<String> {
        self.space
            .differing(from, to)
            .into_iter()
            .map(|issue| self.value_label(issue, self.space.value(to, issue)))
            .collect()
    }

    /// The label of one value.
    pub fn value_label(self, issue: IssueId, value: u32) -> String {
        self.case.issues[issue].values[value as usize].label.clone()
    }

    /// A move.
    pub fn step(self, by: &[PartyId], from: StateId, to: StateId) -> Move {
        Move {
            by: by.iter().map(|party| self.party(*party)).collect(),
            to: self.state(to),
            changes: self.changes(from, to),
        }
    }

    /// A party's id.
    pub fn party(self, party: PartyId) -> String {
        self.case.parties[party].id.clone()
    }

    /// Parties' ids.
    pub fn parties(self, parties: impl IntoIterator<Item = PartyId>) -> Vec<String> {
        parties.into_iter().map(|party| self.party(party)).collect()
    }

    /// A party's id, or `party.constituency`.
    pub fn holder(self, holder: Holder) -> String {
        let party = &self.case.parties[holder.party];
        match holder.constituency {
            Some(index) => format!("{}.{}", party.id, party.constituencies[index as usize].id),
            None => party.id.clone(),
        }
    }

    /// A line's id.
    pub fn line(self, line: StatementId) -> String {
        self.case.statements[line].id.clone()
    }

    /// Lines' ids, in the order of the case, each once.
    pub fn lines(self, lines: impl IntoIterator<Item = StatementId>) -> Vec<String> {
        let mut lines: Vec<StatementId> = lines.into_iter().collect();
        lines.sort_unstable();
        lines.dedup();
        lines.into_iter().map(|line| self.line(line)).collect()
    }

    /// Who can bring a change about, with party names.
    pub fn consent(self, consent: &Consent<PartyId>) -> String {
        in_words(consent, &|party: PartyId| self.case.parties[party].name.clone(), false)
    }

    /// Which constituencies of a party must approve, with their names.
    pub fn ballot(self, party: PartyId, ballot: &Ballot) -> String {
        let name = |member: u32| self.case.parties[party].constituencies[member as usize].name.clone();
        in_words(ballot, &name, false)
    }

    /// Who can change `issue` from one value to another; `nobody` if no change is declared.
    pub fn who_changes(self, issue: IssueId, from: u32, to: u32) -> String {
        let ways: Vec<String> = self.case.issues[issue]
            .changes
            .iter()
            .filter(|change| change.from == from && change.to == to)
            .map(|change| self.consent(&change.by))
            .collect();
        if ways.is_empty() { "nobody".to_owned() } else { ways.join(" or ") }
    }

    /// Citations of a line.
    pub fn cites(self, line: StatementId) -> Vec<CiteInfo> {
        let cite = |citation: &crate::case::Citation| {
            let (first, last, quote) = match &citation.passage {
                Passage::Whole => (None, None, None),
                Passage::Sentences(first, last) => (Some(*first), Some(*last), None),
                Passage::Quote(words) => (None, None, Some(words.clone())),
            };
            CiteInfo {
                source: self.case.sources[citation.source].id.clone(),
                first,
                last,
                quote,
            }
        };
        self.case.statements[line].cites.iter().map(cite).collect()
    }
}

/// What a combination has otherwise than today; everything, where the negotiation starts from nothing.
pub fn label_of(case: &Case, values: &[u32]) -> String {
    let labels: Vec<&str> = case
        .issues
        .values()
        .zip(values)
        .filter(|(issue, value)| case.start == Start::Nothing || issue.status_quo != **value)
        .map(|(issue, value)| issue.values[*value as usize].label.as_str())
        .collect();
    if labels.is_empty() {
        "status quo".to_owned()
    } else {
        labels.join(" + ")
    }
}

fn in_words<M: Copy>(consent: &Consent<M>, name: &impl Fn(M) -> String, inside: bool) -> String {
    let join = |parts: &[Consent<M>], word: &str| {
        let parts: Vec<String> = parts.iter().map(|part| in_words(part, name, true)).collect();
        let joined = parts.join(word);
        if inside && parts.len() > 1 { format!("({joined})") } else { joined }
    };
    match consent {
        Consent::One(member) => name(*member),
        Consent::All(parts) => join(parts, " and "),
        Consent::Any(parts) => join(parts, " or "),
        Consent::AtLeast(k, parts) => format!("{k} of {}", join(parts, ", ")),
        Consent::Weighted(quota, weights) => {
            let parts: Vec<String> = weights
                .iter()
                .map(|(member, weight)| format!("{} ({weight})", name(*member)))
                .collect();
            format!("weight {quota} of {}", parts.join(", "))
        }
        Consent::Nobody => "nobody".to_owned(),
        Consent::Nature => "events".to_owned(),
    }
}
