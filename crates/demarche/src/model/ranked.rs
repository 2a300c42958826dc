//! Complete preferences: a rank for every state, and exact values where the case gives them.

use std::cmp::Ordering;
use std::sync::OnceLock;

use crate::case::{Formula, Interval};
use crate::index::{Key, StateId};
use crate::model::bits::Bits;
use crate::model::priority;
use crate::model::scores::{Scores, dense};
use crate::model::sliced::Sliced;
use crate::model::space::Space;
use crate::rational::Rational;

/// A complete preorder of the states.
#[derive(Clone, Debug)]
pub struct Ranked {
    /// Dense ranks; made from the scores when first asked for.
    ranks: OnceLock<Vec<u32>>,
    scores: Option<Scores>,
}

impl Ranked {
    /// From ranks, higher being better; they are made dense.
    pub fn from_ranks(ranks: &[u32]) -> Self {
        Ranked {
            ranks: OnceLock::from(dense(ranks)),
            scores: None,
        }
    }

    /// An explicit ranking, best group first: each formula takes the states that no earlier one took; states that no formula takes tie
    /// at the bottom.
    pub fn from_ranking(space: &Space, groups: &[Vec<&Formula>]) -> Self {
        let sliced = Sliced::new(space);
        let mut ranks = vec![0u32; space.len()];
        let mut open = Bits::all(space.len());
        for (place, group) in groups.iter().enumerate() {
            let rank = (groups.len() - place) as u32;
            let mut members = Bits::none(space.len());
            for formula in group {
                members.or(&sliced.states(formula));
            }
            members.and(&open);
            members.ones().for_each(|state| ranks[state] = rank);
            open.and_not(&members);
        }
        Ranked::from_ranks(&ranks)
    }

    /// Option prioritization (Peng, Hipel & Kilgour 1997): the first formula on which two states differ decides; see [`priority`].
    pub fn from_priority(space: &Space, formulas: &[&Formula]) -> Self {
        Ranked {
            ranks: OnceLock::from(priority::ranks(space, formulas)),
            scores: None,
        }
    }

    /// The sum of the values of the formulas that hold (linear additive where each formula names one value of one issue).
    pub fn from_values(space: &Space, terms: &[(Formula, Rational)]) -> Self {
        Ranked {
            ranks: OnceLock::new(),
            scores: Some(Scores::new(space, terms)),
        }
    }

    /// From the worth of every state.
    pub fn from_worths(worths: &[Rational]) -> Self {
        Ranked {
            ranks: OnceLock::new(),
            scores: Some(Scores::of_worths(worths)),
        }
    }

    /// The rank of a state; higher is better.
    pub fn rank(&self, state: StateId) -> u32 {
        self.ranks()[state.index()]
    }

    /// All ranks.
    pub fn ranks(&self) -> &[u32] {
        self.ranks
            .get_or_init(|| self.scores.as_ref().map(Scores::ranks).unwrap_or_default())
    }

    /// How two states compare.
    pub fn compare(&self, left: StateId, right: StateId) -> Ordering {
        match &self.scores {
            Some(scores) => scores.compare(left, right),
            None => self.rank(left).cmp(&self.rank(right)),
        }
    }

    /// The exact worth of all states, if there is a scale.
    pub fn scores(&self) -> Option<&Scores> {
        self.scores.as_ref()
    }

    /// The exact value of a state, if there is a scale.
    pub fn value(&self, state: StateId) -> Option<Rational> {
        self.scores.as_ref().map(|scores| scores.value(state))
    }

    /// The exact gain of `state` over `base`, if there is a scale.
    pub fn gain(&self, state: StateId, base: StateId) -> Option<Interval> {
        let scores = self.scores.as_ref()?;
        Some(Interval::exact(&scores.value(state) - &scores.value(base)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::IssueId;
    use crate::model::limits::Limits;

    #[test]
    fn a_hundred_priorities_still_decide() {
        // Sixty-four equal statements must not drown the one that decides (the field's best-known program overflows here).
        let space = Space::from_radices(&[2, 2], &[], &Limits::STANDARD).unwrap();
        let first = Formula::In(IssueId(0), vec![1]);
        let second = Formula::In(IssueId(1), vec![1]);
        let mut formulas = vec![&first; 70];
        formulas.push(&second);
        let ranked = Ranked::from_priority(&space, &formulas);
        assert_eq!(ranked.ranks(), [0, 1, 2, 3]);
    }
}
