//! Who can take one state to another (effectivity; Moulin & Peleg 1982, Chwe 1994).
//!
//! A coalition C can take s to t iff t is feasible and C satisfies the consent formula of every issue on which they differ, with guards
//! read in s. This one object gives unilateral moves, joint consent, irreversible moves and vetoes.

use crate::case::{Case, Consent, Formula};
use crate::index::{IssueId, Key, PartyId, StateId, Table};
use crate::model::party_set::PartySet;
use crate::model::space::Space;

/// One way of changing an issue's value.
#[derive(Clone, Debug)]
pub struct Passage {
    /// The value before.
    pub from: u32,
    /// The value after.
    pub to: u32,
    /// Who can bring it about.
    pub by: Consent<PartyId>,
    /// Read in the state before.
    pub when: Option<Formula>,
}

/// All passages, by issue, sorted by the value before and the value after.
#[derive(Clone, Debug)]
pub struct Effectivity {
    passages: Table<IssueId, Vec<Passage>>,
    /// Who can settle each issue, where the negotiation starts from nothing; empty where it starts from today.
    settled_by: Vec<Consent<PartyId>>,
}

impl Effectivity {
    /// As declared.
    pub fn new(case: &Case) -> Self {
        let passages = case
            .issues
            .values()
            .map(|issue| {
                let passage = |change: &crate::case::Change| Passage {
                    from: change.from,
                    to: change.to,
                    by: change.by.clone(),
                    when: change.when.clone(),
                };
                issue.changes.iter().map(passage).collect()
            })
            .collect();
        Effectivity {
            settled_by: case.issues.values().filter_map(|issue| issue.settled_by.clone()).collect(),
            ..Self::from_passages(passages)
        }
    }

    /// From passages given issue by issue.
    pub fn from_passages(mut passages: Vec<Vec<Passage>>) -> Self {
        for passages in &mut passages {
            passages.sort_by_key(|passage| (passage.from, passage.to));
        }
        Effectivity {
            passages: passages.into_iter().collect(),
            settled_by: Vec::new(),
        }
    }

    /// Whether `who` can settle every issue, where the negotiation starts from nothing.
    pub fn can_settle(&self, who: PartySet) -> bool {
        self.settled_by.iter().all(|consent| consent.holds(&|party| who.has(party)))
    }

    /// The passages of an issue.
    pub fn passages(&self, issue: IssueId) -> &[Passage] {
        &self.passages[issue]
    }

    /// Whether `who` can change `issue` from `from` to `to` in the state of `combination`.
    pub fn can_change(&self, space: &Space, who: PartySet, combination: u64, issue: IssueId, to: u32) -> bool {
        let from = space.digit(combination, issue);
        let leaving = self.leaving(issue, from);
        let first = leaving.partition_point(|passage| passage.to < to);
        let mut there = leaving[first..].iter().take_while(|passage| passage.to == to);
        there.any(|passage| is_open(passage, space, who, combination))
    }

    /// The passages of an issue that leave a value, sorted by the value after.
    fn leaving(&self, issue: IssueId, from: u32) -> &[Passage] {
        let passages = &self.passages[issue];
        let first = passages.partition_point(|passage| passage.from < from);
        let count = passages[first..].partition_point(|passage| passage.from == from);
        &passages[first..first + count]
    }

    /// Whether `who` can take `from` to `to`; trivially so for `from` itself.
    pub fn can(&self, space: &Space, who: PartySet, from: StateId, to: StateId) -> bool {
        let (start, end) = (space.combination(from), space.combination(to));
        self.passages.keys().all(|issue| {
            let target = space.digit(end, issue);
            space.digit(start, issue) == target || self.can_change(space, who, start, issue, target)
        })
    }

    /// The values to which `who` can change `issue` in the state of `combination`, ascending, the present one left out.
    pub fn choices(&self, space: &Space, who: PartySet, combination: u64, issue: IssueId) -> Vec<u32> {
        let from = space.digit(combination, issue);
        let leads_away = |passage: &&Passage| passage.to != from && is_open(passage, space, who, combination);
        let mut values: Vec<u32> = self
            .leaving(issue, from)
            .iter()
            .filter(leads_away)
            .map(|passage| passage.to)
            .collect();
        values.dedup();
        values
    }

    /// The states that `who` can bring about from `from` in one step, `from` included, ascending.
    /// Cost: the product of the choices, not of all values.
    pub fn reachable(&self, space: &Space, who: PartySet, from: StateId) -> Vec<StateId> {
        let base = space.combination(from);
        let mut combinations = vec![base];
        for issue in self.passages.keys() {
            let choices = self.choices(space, who, base, issue);
            let before = combinations.len();
            for value in choices {
                for index in 0..before {
                    combinations.push(space.replace(combinations[index], issue, value));
                }
            }
        }
        let mut states: Vec<StateId> = combinations
            .into_iter()
            .filter_map(|combination| space.state(combination))
            .collect();
        states.sort_unstable();
        states
    }

    /// How many issues.
    pub fn issues(&self) -> usize {
        self.passages.len()
    }

    /// The issues' keys.
    pub fn issue_ids(&self) -> impl Iterator<Item = IssueId> + use<> {
        (0..self.passages.len()).map(IssueId::from_index)
    }
}

/// Whether `who` can use a passage in the state of `combination`, which has the value before.
fn is_open(passage: &Passage, space: &Space, who: PartySet, combination: u64) -> bool {
    passage.by.holds(&|party| who.has(party)) && passage.when.as_ref().is_none_or(|guard| space.holds_in(guard, combination))
}
