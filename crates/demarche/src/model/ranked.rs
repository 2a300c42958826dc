//! Complete preferences: a rank for every state, and exact values where the case gives them.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, ToPrimitive};

use crate::case::{Formula, Interval};
use crate::index::{Key, StateId};
use crate::model::limits::Refusal;
use crate::model::space::Space;
use crate::rational::Rational;

/// A complete preorder of the states.
#[derive(Clone, Debug)]
pub struct Ranked {
    ranks: Vec<u32>,
    values: Option<Values>,
}

#[derive(Clone, Debug)]
struct Values {
    /// Each state's value times `denominator`.
    scaled: Vec<i128>,
    denominator: i128,
}

impl Ranked {
    /// From ranks, higher being better; they are made dense.
    pub fn from_ranks(ranks: &[u32]) -> Self {
        Ranked {
            ranks: dense(ranks),
            values: None,
        }
    }

    /// An explicit ranking, best group first: each formula takes the states that no earlier one took; states that no formula takes tie
    /// at the bottom.
    pub fn from_ranking(space: &Space, groups: &[Vec<&Formula>]) -> Self {
        let ranks: Vec<u32> = space
            .states()
            .map(|state| {
                let group = groups
                    .iter()
                    .position(|group| group.iter().any(|formula| space.holds(formula, state)));
                group.map_or(0, |group| (groups.len() - group) as u32)
            })
            .collect();
        Ranked::from_ranks(&ranks)
    }

    /// Option prioritization (Peng, Hipel & Kilgour 1997): the first formula on which two states differ decides. Any number of
    /// formulas; cost O(states log states) for every 32 of them.
    pub fn from_priority(space: &Space, formulas: &[&Formula]) -> Self {
        let mut ranks = vec![0u32; space.len()];
        for chunk in formulas.chunks(32) {
            let keys: Vec<u64> = space
                .states()
                .map(|state| {
                    let bits = chunk
                        .iter()
                        .fold(0u64, |bits, formula| bits << 1 | u64::from(space.holds(formula, state)));
                    u64::from(ranks[state.index()]) << 32 | bits
                })
                .collect();
            ranks = dense(&keys);
        }
        Ranked { ranks, values: None }
    }

    /// The sum of the values of the formulas that hold (linear additive where each formula names one value of one issue).
    ///
    /// # Errors
    /// [`Refusal::Overflow`] if the exact sums do not fit.
    pub fn from_values(space: &Space, terms: &[(&Formula, Rational)]) -> Result<Self, Refusal> {
        let denominator = common_denominator(terms.iter().map(|(_, value)| value)).ok_or(Refusal::Overflow)?;
        let scaled_terms: Vec<(&Formula, i128)> = terms
            .iter()
            .map(|(formula, value)| scale(value, denominator).map(|value| (*formula, value)))
            .collect::<Option<_>>()
            .ok_or(Refusal::Overflow)?;
        let scaled: Vec<i128> = space
            .states()
            .map(|state| {
                let combination = space.combination(state);
                let value = |issue| space.digit(combination, issue);
                scaled_terms
                    .iter()
                    .filter(|(formula, _)| formula.holds(&value))
                    .map(|(_, value)| value)
                    .sum()
            })
            .collect();
        Ok(Ranked {
            ranks: dense(&scaled),
            values: Some(Values { scaled, denominator }),
        })
    }

    /// The rank of a state; higher is better.
    pub fn rank(&self, state: StateId) -> u32 {
        self.ranks[state.index()]
    }

    /// All ranks.
    pub fn ranks(&self) -> &[u32] {
        &self.ranks
    }

    /// The exact value of a state, if there is a scale.
    pub fn value(&self, state: StateId) -> Option<Rational> {
        let values = self.values.as_ref()?;
        Rational::new(values.scaled[state.index()], values.denominator)
    }

    /// The exact gain of `state` over `base`, if there is a scale.
    pub fn gain(&self, state: StateId, base: StateId) -> Option<Interval> {
        let values = self.values.as_ref()?;
        let gain = Rational::new(values.scaled[state.index()] - values.scaled[base.index()], values.denominator)?;
        Some(Interval::exact(gain))
    }
}

/// The least common denominator, bounded so that sums of ten thousand values of at most 10^12 fit in 128 bits.
pub(super) fn common_denominator<'v>(values: impl Iterator<Item = &'v Rational>) -> Option<i128> {
    let mut common = BigInt::one();
    for value in values {
        common = common.lcm(value.denominator());
    }
    common.to_i128().filter(|common| *common <= 10i128.pow(18))
}

/// `value * denominator`, for a multiple of the value's denominator, if it is below 2^100.
pub(super) fn scale(value: &Rational, denominator: i128) -> Option<i128> {
    let scaled = value.numerator() * (BigInt::from(denominator) / value.denominator());
    scaled.to_i128().filter(|scaled| scaled.unsigned_abs() < 1 << 100)
}

/// Replaces keys by their position among the distinct keys, ascending.
fn dense<T: Ord + Copy>(keys: &[T]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..keys.len() as u32).collect();
    order.sort_unstable_by_key(|index| keys[*index as usize]);
    let mut ranks = vec![0u32; keys.len()];
    let mut rank = 0;
    for pair in 0..order.len() {
        if pair > 0 && keys[order[pair] as usize] != keys[order[pair - 1] as usize] {
            rank += 1;
        }
        ranks[order[pair] as usize] = rank;
    }
    ranks
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
