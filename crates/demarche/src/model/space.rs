//! The feasible states: the product of the issues' values, cut by the `never` formulas.
//!
//! A *combination* is a mixed-radix number with one digit an issue, the first issue most significant. The feasible combinations, in
//! ascending order, are the states. Memory: 4 bytes a state and a bit and a half a combination; nothing where everything is feasible.

use std::sync::Arc;

use crate::case::{Case, Formula};
use crate::index::{IssueId, Key, StateId};
use crate::model::bits::{Bits, Counted};
use crate::model::limits::{Limits, Refusal};
use crate::model::sliced::Sliced;
use crate::model::spread::Sharing;

/// Words of bits from which threads share the work on them, and how many one takes at a time.
const WIDE: Sharing = Sharing { from: 1 << 12 };
const WORDS_OF_A_TASK: usize = 1 << 9;

/// The feasible states of a case.
#[derive(Clone, Debug)]
pub struct Space {
    radices: Vec<u32>,
    strides: Vec<u64>,
    combinations: u64,
    /// `None` where all combinations are feasible and a state's number is its combination.
    sparse: Option<Arc<Sparse>>,
}

#[derive(Debug)]
struct Sparse {
    combination_of: Vec<u32>,
    feasible: Counted,
}

impl Space {
    /// The states of `case`. Cost: combinations / 64 times the size of the formulas.
    ///
    /// # Errors
    /// [`Refusal::Combinations`] before any work, if there are more combinations than `limits` allows.
    pub fn new(case: &Case, limits: &Limits) -> Result<Self, Refusal> {
        let radices: Vec<u32> = case.issues.values().map(|issue| issue.values.len() as u32).collect();
        let never: Vec<&Formula> = case.never.iter().map(|never| &never.formula).collect();
        Self::from_radices(&radices, &never, limits)
    }

    /// The states of the product of `radices` in which no formula of `never` holds.
    ///
    /// # Errors
    /// As [`Space::new`].
    pub fn from_radices(radices: &[u32], never: &[&Formula], limits: &Limits) -> Result<Self, Refusal> {
        let count = radices
            .iter()
            .try_fold(1u64, |product, radix| product.checked_mul(u64::from(*radix)));
        let combinations = match count {
            // States are numbered in 32 bits, whatever the limit.
            Some(count) if count <= limits.combinations && count < u64::from(u32::MAX) => count,
            _ => {
                return Err(Refusal::Combinations {
                    count,
                    limit: limits.combinations,
                });
            }
        };
        let mut strides = vec![1u64; radices.len()];
        for issue in (1..radices.len()).rev() {
            strides[issue - 1] = strides[issue] * u64::from(radices[issue]);
        }
        let mut space = Space {
            radices: radices.to_vec(),
            strides,
            combinations,
            sparse: None,
        };
        if !never.is_empty() {
            let sliced = Sliced::new(&space);
            let mut feasible = Bits::all(combinations as usize);
            for formula in never {
                feasible.and_not(&sliced.combinations(formula));
            }
            space.sparse = Some(Arc::new(Sparse {
                combination_of: feasible.ones().map(|combination| combination as u32).collect(),
                feasible: Counted::new(feasible),
            }));
        }
        Ok(space)
    }

    /// How many feasible states.
    pub fn len(&self) -> usize {
        self.sparse
            .as_ref()
            .map_or(self.combinations as usize, |sparse| sparse.combination_of.len())
    }

    /// Whether no state is feasible.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether every combination is a state.
    pub fn is_full(&self) -> bool {
        self.len() as u64 == self.combinations
    }

    /// How many combinations, feasible or not.
    pub fn combinations(&self) -> u64 {
        self.combinations
    }

    /// The combinations that are states; `None` where all are.
    pub fn feasible(&self) -> Option<&Bits> {
        self.sparse.as_ref().map(|sparse| sparse.feasible.bits())
    }

    /// The first of the last issues that together have at least `least` combinations, and how many they have; all issues, where they have fewer. Combinations come in runs of so
    /// many in which only these issues vary.
    pub fn tail(&self, least: u64) -> (usize, u64) {
        let (mut first, mut combinations) = (self.radices.len(), 1);
        while first > 0 && combinations < least {
            first -= 1;
            combinations *= u64::from(self.radices[first]);
        }
        (first, combinations)
    }

    /// Of what is known by combination, what is known of the states, by their numbers.
    pub fn known_of_states<T: Clone>(&self, by_combination: Vec<T>) -> Vec<T> {
        match &self.sparse {
            None => by_combination,
            Some(sparse) => {
                let of = |combination: &u32| by_combination[*combination as usize].clone();
                sparse.combination_of.iter().map(of).collect()
            }
        }
    }

    /// Of bits by combination, those of the states, by their numbers.
    pub fn states_of(&self, combinations: Bits) -> Bits {
        let Some(sparse) = &self.sparse else {
            return combinations;
        };
        let mut words = vec![0; self.len().div_ceil(64)];
        WIDE.pieces(&mut words, WORDS_OF_A_TASK, |piece, words| {
            let states = sparse.combination_of[piece * WORDS_OF_A_TASK * 64..].chunks(64);
            for (word, states) in words.iter_mut().zip(states) {
                *word = states.iter().rev().fold(0u64, |bits, combination| {
                    bits << 1 | u64::from(combinations.get(*combination as usize))
                });
            }
        });
        Bits::from_words(words, self.len())
    }

    /// How many issues.
    pub fn issues(&self) -> usize {
        self.radices.len()
    }

    /// How many values an issue has.
    pub fn radix(&self, issue: IssueId) -> u32 {
        self.radices[issue.index()]
    }

    /// The weight of an issue's digit in a combination.
    pub fn stride(&self, issue: IssueId) -> u64 {
        self.strides[issue.index()]
    }

    /// The states in order.
    pub fn states(&self) -> impl DoubleEndedIterator<Item = StateId> + ExactSizeIterator + use<> {
        (0..self.len()).map(StateId::from_index)
    }

    /// The combination of a state.
    pub fn combination(&self, state: StateId) -> u64 {
        self.sparse
            .as_ref()
            .map_or(u64::from(state.0), |sparse| u64::from(sparse.combination_of[state.index()]))
    }

    /// The state of a combination, if it is feasible.
    pub fn state(&self, combination: u64) -> Option<StateId> {
        match &self.sparse {
            None => (combination < self.combinations).then_some(StateId(combination as u32)),
            Some(sparse) => sparse.feasible.rank(usize::try_from(combination).ok()?).map(StateId),
        }
    }

    /// The combination with these value positions.
    pub fn compose(&self, values: &[u32]) -> u64 {
        values
            .iter()
            .zip(&self.strides)
            .map(|(value, stride)| u64::from(*value) * stride)
            .sum()
    }

    /// One issue's value in a combination.
    pub fn digit(&self, combination: u64, issue: IssueId) -> u32 {
        (combination / self.strides[issue.index()] % u64::from(self.radices[issue.index()])) as u32
    }

    /// One issue's value in a state.
    pub fn value(&self, state: StateId, issue: IssueId) -> u32 {
        self.digit(self.combination(state), issue)
    }

    /// All values in a state.
    pub fn values(&self, state: StateId) -> Vec<u32> {
        let combination = self.combination(state);
        (0..self.radices.len())
            .map(|issue| self.digit(combination, IssueId::from_index(issue)))
            .collect()
    }

    /// The combination with one issue's value replaced.
    pub fn replace(&self, combination: u64, issue: IssueId, value: u32) -> u64 {
        let stride = self.strides[issue.index()];
        combination - u64::from(self.digit(combination, issue)) * stride + u64::from(value) * stride
    }

    /// The issues on which two states differ, ascending.
    pub fn differing(&self, left: StateId, right: StateId) -> Vec<IssueId> {
        let (left, right) = (self.combination(left), self.combination(right));
        (0..self.radices.len())
            .map(IssueId::from_index)
            .filter(|issue| self.digit(left, *issue) != self.digit(right, *issue))
            .collect()
    }

    /// Whether a formula holds in a state.
    pub fn holds(&self, formula: &Formula, state: StateId) -> bool {
        self.holds_in(formula, self.combination(state))
    }

    /// Whether a formula holds in a combination.
    pub fn holds_in(&self, formula: &Formula, combination: u64) -> bool {
        formula.holds(&|issue| self.digit(combination, issue))
    }

    /// Calls `visit` with every combination that agrees with `base` outside `issues`.
    pub fn for_each_varying(&self, base: u64, issues: &[IssueId], visit: &mut impl FnMut(u64)) {
        match issues.split_first() {
            None => visit(base),
            Some((issue, rest)) => {
                for value in 0..self.radix(*issue) {
                    self.for_each_varying(self.replace(base, *issue, value), rest, visit);
                }
            }
        }
    }
}
