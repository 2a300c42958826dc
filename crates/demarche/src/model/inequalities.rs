//! The values that agree with intervals and comparisons taken together, as a system of linear inequalities.
//!
//! A party's value of a combination is the sum of the terms that hold in it, each anywhere in its interval, and of what the issues add whose effect the terms leave
//! unknown: any number for each combination of their values. "F over G, all else equal" is a strict inequality for every pair of combinations
//! that it orders, feasible or not; an issue that does not matter gives equalities. Inequalities that are the same are written once.

use std::collections::BTreeSet;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};

use crate::case::{Formula, Interval};
use crate::index::{IssueId, StateId};
use crate::linear::{Bound, System};
use crate::model::partial::Comparison;
use crate::model::relation::Relation;
use crate::model::space::Space;

/// Pairs of combinations that are written down, at most.
pub const MOST_PAIRS: u64 = 2_000_000;

/// Different inequalities, at most.
pub const MOST_ROWS: usize = 400;

/// Variables, at most.
pub const MOST_VARIABLES: usize = 400;

/// By how much the value of one combination exceeds that of another: how often each variable counts.
type Difference = Vec<(usize, i8)>;

/// What a state is compared with.
#[derive(Clone, Copy, Debug)]
pub enum Against<'a> {
    /// Another state.
    State(StateId),
    /// A number somewhere in an interval.
    Worth(&'a Interval),
}

/// The values that agree with what was said.
#[derive(Clone, Debug)]
pub struct Inequalities {
    terms: Vec<Formula>,
    unknown: Vec<IssueId>,
    system: System,
}

/// What is given of one voter.
pub struct Given<'a> {
    /// Formulas with the ends of their intervals.
    pub terms: Vec<(&'a Formula, BigRational, BigRational)>,
    /// Issues whose effect the terms leave unknown.
    pub unknown: &'a [IssueId],
    /// Comparisons.
    pub comparisons: &'a [Comparison],
    /// Issues that do not matter.
    pub indifferent: Vec<IssueId>,
}

impl Inequalities {
    /// The system; `None` if it is too large to be written down.
    pub fn new(space: &Space, given: &Given<'_>) -> Option<Self> {
        let mut system = System::default();
        for (_, low, high) in &given.terms {
            let weight = system.variable();
            system.at_least(weight, Bound::weak(low.clone()));
            system.at_most(weight, Bound::weak(high.clone()));
        }
        let tuples = given
            .unknown
            .iter()
            .try_fold(1usize, |product, issue| product.checked_mul(space.radix(*issue) as usize))?;
        if given.terms.len() + tuples > MOST_VARIABLES {
            return None;
        }
        if !given.unknown.is_empty() {
            (0..tuples).for_each(|_| {
                system.variable();
            });
        }
        let mut inequalities = Inequalities {
            terms: given.terms.iter().map(|(formula, ..)| (*formula).clone()).collect(),
            unknown: given.unknown.to_vec(),
            system,
        };
        let (strict, equal) = inequalities.rows(space, given)?;
        for (rows, is_strict) in [(strict, true), (equal, false)] {
            for row in rows {
                let terms = spelled(&row);
                let sum = inequalities.system.sum(&terms);
                if is_strict {
                    inequalities.system.at_least(sum, Bound::above(BigRational::zero()));
                } else {
                    inequalities.system.at_least(sum, Bound::weak(BigRational::zero()));
                    inequalities.system.at_most(sum, Bound::weak(BigRational::zero()));
                }
            }
        }
        Some(inequalities)
    }

    fn rows(&self, space: &Space, given: &Given<'_>) -> Option<(BTreeSet<Difference>, BTreeSet<Difference>)> {
        let (mut strict, mut equal) = (BTreeSet::new(), BTreeSet::new());
        let steps = given
            .comparisons
            .iter()
            .fold(0u64, |sum, comparison| sum.saturating_add(comparison.steps(space)));
        if steps > MOST_PAIRS {
            return None;
        }
        for comparison in given.comparisons {
            let mentioned = comparison.mentioned();
            for from in 0..space.combinations() {
                if !space.holds_in(&comparison.better, from) || space.holds_in(&comparison.worse, from) {
                    continue;
                }
                space.for_each_varying(from, &mentioned, &mut |to| {
                    if space.holds_in(&comparison.worse, to) && !space.holds_in(&comparison.better, to) {
                        strict.insert(self.difference(space, from, to));
                    }
                });
                if strict.len() > MOST_ROWS {
                    return None;
                }
            }
        }
        for issue in &given.indifferent {
            for from in 0..space.combinations() {
                let to = space.replace(from, *issue, 0);
                if to != from {
                    equal.insert(self.difference(space, from, to));
                }
                if equal.len() > MOST_ROWS {
                    return None;
                }
            }
        }
        Some((strict, equal))
    }

    fn difference(&self, space: &Space, left: u64, right: u64) -> Difference {
        let mut difference = Difference::new();
        for (variable, formula) in self.terms.iter().enumerate() {
            let count = i8::from(space.holds_in(formula, left)) - i8::from(space.holds_in(formula, right));
            if count != 0 {
                difference.push((variable, count));
            }
        }
        if !self.unknown.is_empty() {
            let tuple = |combination: u64| {
                let digits = self
                    .unknown
                    .iter()
                    .map(|issue| (space.radix(*issue), space.digit(combination, *issue)));
                digits.fold(0usize, |tuple, (radix, digit)| tuple * radix as usize + digit as usize)
            };
            let (left, right) = (tuple(left), tuple(right));
            if left != right {
                difference.push((self.terms.len() + left, 1));
                difference.push((self.terms.len() + right, -1));
                difference.sort_unstable();
            }
        }
        difference
    }

    /// Whether some value agrees with everything; `None` if that could not be settled.
    pub fn is_possible(&self) -> Option<bool> {
        self.system.clone().is_possible().ok()
    }

    /// Supposes that the first state is better than the second, or that it is not.
    pub fn suppose(&mut self, space: &Space, first: StateId, second: StateId, better: bool) {
        let row = self.difference(space, space.combination(first), space.combination(second));
        let sum = self.system.sum(&spelled(&row));
        if better {
            self.system.at_least(sum, Bound::above(BigRational::zero()));
        } else {
            self.system.at_most(sum, Bound::weak(BigRational::zero()));
        }
    }

    /// What holds between the worths of two states, or between the worth of a state and a number that lies in an interval, under all values that agree
    /// with everything; less where that could not be settled.
    pub fn relation(&self, space: &Space, state: StateId, against: &Against<'_>) -> Relation {
        let mut asked = self.clone();
        let mut row = spelled(&match against {
            Against::State(base) => self.difference(space, space.combination(state), space.combination(*base)),
            Against::Worth(_) => self.worth(space, space.combination(state)),
        });
        if let Against::Worth(worth) = against {
            let number = asked.system.variable();
            asked.system.at_least(number, Bound::weak(worth.low.as_big().clone()));
            asked.system.at_most(number, Bound::weak(worth.high.as_big().clone()));
            row.push((number, -BigRational::one()));
        }
        let gain = asked.system.sum(&row);
        let never = |bound: &dyn Fn(&mut System)| {
            let mut system = asked.system.clone();
            bound(&mut system);
            system.is_possible() == Ok(false)
        };
        let zero = BigRational::zero;
        Relation {
            at_least: never(&|system| system.at_most(gain, Bound::below(zero()))),
            better: never(&|system| system.at_most(gain, Bound::weak(zero()))),
            at_most: never(&|system| system.at_least(gain, Bound::above(zero()))),
            worse: never(&|system| system.at_least(gain, Bound::weak(zero()))),
        }
    }

    /// What a combination is worth: how often each variable counts.
    fn worth(&self, space: &Space, combination: u64) -> Difference {
        let terms = self.terms.iter().enumerate();
        terms
            .filter(|(_, formula)| space.holds_in(formula, combination))
            .map(|(variable, _)| (variable, 1))
            .collect()
    }

    /// Whether the first state can be better than the second, and whether it can be no better; `None` where that could not be settled.
    pub fn can_be_better(&self, space: &Space, first: StateId, second: StateId) -> (Option<bool>, Option<bool>) {
        let ask = |better: bool| {
            let mut supposed = self.clone();
            supposed.suppose(space, first, second, better);
            supposed.is_possible()
        };
        (ask(true), ask(false))
    }
}

fn spelled(row: &Difference) -> Vec<(usize, BigRational)> {
    let times = |count: i8| BigRational::from_integer(BigInt::from(count));
    row.iter().map(|(variable, count)| (*variable, times(*count))).collect()
}
