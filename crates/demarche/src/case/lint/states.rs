//! The feasible states, listed, for questions that a lint asks of each of them.

use crate::case::{Case, Formula};
use crate::index::{IssueId, Key};

/// The most combinations of values that are listed.
pub(crate) const MAX_COMBINATIONS: usize = 65_536;

/// The most parts of formulas that are looked at by all lints together; past it the remaining questions are not asked.
const MAX_EVALUATIONS: usize = 50_000_000;

/// The feasible states of a small case.
pub(crate) struct States {
    width: usize,
    values: Vec<u32>,
    left: usize,
}

/// Which states a formula holds in, a bit a state.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Truth(Vec<u64>);

impl Truth {
    /// Whether it holds nowhere.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// Where both hold.
    pub(crate) fn and(&self, other: &Truth) -> Truth {
        Truth(self.0.iter().zip(&other.0).map(|(left, right)| left & right).collect())
    }
}

/// Whether a formula holds in a state.
pub(crate) fn holds(formula: &Formula, state: &[u32]) -> bool {
    formula.holds(&|issue: IssueId| state.get(issue.index()).copied().unwrap_or(0))
}

/// How many parts a formula has.
pub(crate) fn size(formula: &Formula) -> usize {
    1 + match formula {
        Formula::Constant(_) => 0,
        Formula::In(_, values) => values.len(),
        Formula::Not(inner) => size(inner),
        Formula::And(parts) | Formula::Or(parts) | Formula::Count(parts, ..) => parts.iter().map(size).sum(),
        Formula::Implies(left, right) | Formula::Iff(left, right) => size(left) + size(right),
    }
}

impl States {
    /// The feasible states, unless there are too many combinations.
    pub(crate) fn of(case: &Case) -> Option<Self> {
        let sizes: Vec<usize> = case.issues.values().map(|issue| issue.values.len()).collect();
        let count = sizes.iter().try_fold(1usize, |count, size| count.checked_mul(*size))?;
        let looked: usize = case.never.iter().map(|never| size(&never.formula)).sum();
        let left = MAX_EVALUATIONS.checked_sub(count.checked_mul(looked.max(1))?)?;
        if count > MAX_COMBINATIONS {
            return None;
        }
        let mut values = Vec::new();
        for number in 0..count {
            let mut rest = number;
            let mut state: Vec<u32> = sizes
                .iter()
                .rev()
                .map(|size| {
                    let value = rest % size;
                    rest /= size;
                    value as u32
                })
                .collect();
            state.reverse();
            if !case.never.iter().any(|never| holds(&never.formula, &state)) {
                values.extend(state);
            }
        }
        Some(States {
            width: sizes.len().max(1),
            values,
            left,
        })
    }

    /// Value positions by issue, a state at a time.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        self.values.chunks_exact(self.width)
    }

    /// Pays for looking at so many parts of formulas in every state; `false` if that is too much by now.
    pub(crate) fn afford(&mut self, parts: usize) -> bool {
        let cost = (self.values.len() / self.width).saturating_mul(parts);
        match self.left.checked_sub(cost) {
            Some(left) => {
                self.left = left;
                true
            }
            None => false,
        }
    }

    /// Whether some state meets the formula; `true` as well if that is too much to find out.
    pub(crate) fn some_meets(&mut self, formula: &Formula) -> bool {
        let (parts, mut looked) = (size(formula), 0);
        let affordable = self.left / parts;
        let found = self.iter().any(|state| {
            looked += 1;
            looked > affordable || holds(formula, state)
        });
        self.left = self.left.saturating_sub(looked.saturating_mul(parts));
        found
    }

    /// In which states a formula holds, if that can be afforded.
    pub(crate) fn truth(&mut self, formula: &Formula) -> Option<Truth> {
        if !self.afford(size(formula)) {
            return None;
        }
        let mut words = Vec::new();
        for (number, state) in self.iter().enumerate() {
            if number % 64 == 0 {
                words.push(0u64);
            }
            if let Some(word) = words.last_mut()
                && holds(formula, state)
            {
                *word |= 1 << (number % 64);
            }
        }
        Some(Truth(words))
    }
}
