//! How a party compares states: one interface over complete and incomplete preferences.
//!
//! A case determines a *set* of preferences. Analyses ask only how one state compares with another ([`Preference::compare`]) and get what
//! is true for all members of the set ([`Relation`]); where the set has one member, ranks exist ([`Preference::ranks`]).

use crate::case::Interval;
use crate::index::{IssueId, StateId};
use crate::model::inequalities::Against;
use crate::model::partial::Partial;
use crate::model::ranked::Ranked;
use crate::model::relation::Relation;
use crate::model::space::Space;

/// The preferences that a party may have.
#[derive(Debug)]
pub enum Preference {
    /// One complete preorder, with values where the case gives them.
    Ranked(Ranked),
    /// Those that agree with comparisons, indifferences and intervals.
    Partial(Partial),
}

impl Preference {
    /// How `state` compares with `base`, for every admissible preference. Exact for complete preferences and, taken alone, for
    /// comparisons and for independent intervals; where both bear on a pair, a sound bound.
    pub fn compare(&self, space: &Space, state: StateId, base: StateId) -> Relation {
        match self {
            Preference::Ranked(ranked) => Relation::from_ordering(ranked.compare(state, base)),
            Preference::Partial(partial) => partial.compare(space, state, base),
        }
    }

    /// As [`compare`](Preference::compare), and exact where intervals and comparisons bear on the pair together; against a state, or against a number that lies in an interval.
    /// Nothing is known against a number where there is no scale.
    pub fn compare_exactly(&self, space: &Space, state: StateId, against: &Against<'_>) -> Relation {
        let alone = match against {
            Against::State(base) => self.compare(space, state, *base),
            Against::Worth(worth) => {
                let value = self.worth(space, state);
                value.map_or_else(Relation::default, |value| Relation::from_intervals(&value, worth))
            }
        };
        let settled = (alone.at_least && (alone.better || alone.at_most)) || alone.worse;
        match self {
            Preference::Partial(partial) if !settled => partial.compare_together(space, state, against).unwrap_or(alone),
            _ => alone,
        }
    }

    /// By how much `state` is better than `base` on the party's own scale, if it has one.
    pub fn gain(&self, space: &Space, state: StateId, base: StateId) -> Option<Interval> {
        match self {
            Preference::Ranked(ranked) => ranked.gain(state, base),
            Preference::Partial(partial) => partial.gain(space, state, base),
        }
    }

    /// What `state` is worth on the party's own scale, if it has one.
    pub fn worth(&self, space: &Space, state: StateId) -> Option<Interval> {
        match self {
            Preference::Ranked(ranked) => ranked.value(state).map(Interval::exact),
            Preference::Partial(partial) => partial.worth(space, state),
        }
    }

    /// The rank of every state, higher being better and equal ranks ties, if preferences are complete.
    pub fn ranks(&self) -> Option<&[u32]> {
        match self {
            Preference::Ranked(ranked) => Some(ranked.ranks()),
            Preference::Partial(_) => None,
        }
    }

    /// Whether no preference meets what is said. Cost: up to the square of the states, times the comparisons.
    pub fn is_contradictory(&self, space: &Space) -> bool {
        matches!(self, Preference::Partial(partial) if partial.is_contradictory(space))
    }

    /// Whether the case says nothing at all.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Preference::Partial(partial) if partial.is_empty())
    }

    /// The issues on which two states differ and whose effect on the party is not known; none, if only their weights are missing.
    pub fn unknown_issues(&self, space: &Space, state: StateId, base: StateId) -> Vec<IssueId> {
        match self {
            Preference::Ranked(_) => Vec::new(),
            Preference::Partial(partial) => partial.unknown_issues(space, state, base),
        }
    }
}
