//! What every state is worth to one voter, exactly: whole numbers over one common denominator.
//!
//! The sum of a voter's terms is kept in 64 bits where it provably fits, else in 128, else in as many as it takes: nothing overflows and nothing is
//! rounded, however long the decimals of a score sheet are. Terms that speak of one issue become a table of that issue; over the product of the
//! issues the sums then grow issue by issue, so that all states together cost one addition a state. Terms that speak of several issues are
//! evaluated for 64 combinations at a time. Memory: 8 bytes a state, or 16, or more for the longest numbers.

use std::cmp::Ordering;
use std::ops::AddAssign;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use crate::case::Formula;
use crate::index::{IssueId, Key, StateId};
use crate::model::ordered::dense_numbers;
use crate::model::sliced::Sliced;
use crate::model::space::Space;
use crate::rational::Rational;

/// The worth of every state.
#[derive(Clone, Debug)]
pub struct Scores {
    scaled: Scaled,
    denominator: BigInt,
}

/// Worths times the denominator.
#[derive(Clone, Debug)]
pub enum Scaled {
    /// All sums fit in 63 bits.
    Narrow(Vec<i64>),
    /// All sums fit in 127 bits.
    Wide(Vec<i128>),
    /// Longer numbers.
    Big(Vec<BigInt>),
}

/// The digits of a sum of terms: enough for their absolute values together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Width {
    Narrow,
    Wide,
    Big,
}

/// Terms sorted by what they speak of, times the denominator.
struct Terms<'a> {
    constant: BigInt,
    /// One table an issue, one number a value.
    tables: Vec<Vec<BigInt>>,
    others: Vec<(&'a Formula, BigInt)>,
}

impl Scores {
    /// The sum of the values of the formulas that hold. Cost: combinations, times the formulas that speak of several issues.
    pub fn new(space: &Space, terms: &[(Formula, Rational)]) -> Self {
        let denominator = terms
            .iter()
            .fold(BigInt::one(), |common, (_, value)| common.lcm(value.denominator()));
        let terms = Terms::sorted(space, terms, &denominator);
        let scaled = match terms.width() {
            Width::Narrow => Scaled::Narrow(sums(space, &terms, |number| number.to_i64().unwrap_or_default())),
            Width::Wide => Scaled::Wide(sums(space, &terms, |number| number.to_i128().unwrap_or_default())),
            Width::Big => Scaled::Big(sums(space, &terms, BigInt::clone)),
        };
        Scores { scaled, denominator }
    }

    /// From the worth of every state.
    pub fn of_worths(worths: &[Rational]) -> Self {
        let common = worths.iter().fold(BigInt::one(), |common, worth| common.lcm(worth.denominator()));
        let scaled: Vec<BigInt> = worths
            .iter()
            .map(|worth| worth.numerator() * (&common / worth.denominator()))
            .collect();
        let narrow: Option<Vec<i64>> = scaled.iter().map(ToPrimitive::to_i64).collect();
        Scores {
            scaled: narrow.map_or(Scaled::Big(scaled), Scaled::Narrow),
            denominator: common,
        }
    }

    /// The worth of a state.
    pub fn value(&self, state: StateId) -> Rational {
        Rational::new(self.numerator(state), self.denominator.clone()).unwrap_or_else(Rational::zero)
    }

    /// Worths times [`denominator`](Scores::denominator), by state.
    pub fn scaled(&self) -> &Scaled {
        &self.scaled
    }

    /// What the scaled worths are divided by; positive.
    pub fn denominator(&self) -> &BigInt {
        &self.denominator
    }

    /// How two states compare.
    pub fn compare(&self, left: StateId, right: StateId) -> Ordering {
        let (left, right) = (left.index(), right.index());
        match &self.scaled {
            Scaled::Narrow(scaled) => scaled[left].cmp(&scaled[right]),
            Scaled::Wide(scaled) => scaled[left].cmp(&scaled[right]),
            Scaled::Big(scaled) => scaled[left].cmp(&scaled[right]),
        }
    }

    /// Ranks of all states, dense, higher being better. Cost: states times the logarithm of the states.
    pub fn ranks(&self) -> Vec<u32> {
        match &self.scaled {
            Scaled::Narrow(scaled) => dense_numbers(scaled),
            Scaled::Wide(scaled) => dense(scaled),
            Scaled::Big(scaled) => dense(scaled),
        }
    }

    /// The worth of a state times the [`denominator`](Scores::denominator).
    pub fn numerator(&self, state: StateId) -> BigInt {
        let state = state.index();
        match &self.scaled {
            Scaled::Narrow(scaled) => scaled[state].into(),
            Scaled::Wide(scaled) => scaled[state].into(),
            Scaled::Big(scaled) => scaled[state].clone(),
        }
    }
}

impl<'a> Terms<'a> {
    fn sorted(space: &Space, terms: &'a [(Formula, Rational)], denominator: &BigInt) -> Self {
        let issues = (0..space.issues()).map(IssueId::from_index);
        let mut sorted = Terms {
            constant: BigInt::zero(),
            tables: issues.map(|issue| vec![BigInt::zero(); space.radix(issue) as usize]).collect(),
            others: Vec::new(),
        };
        for (formula, value) in terms {
            let scaled = value.numerator() * (denominator / value.denominator());
            if let Formula::In(issue, values) = formula {
                let table = &mut sorted.tables[issue.index()];
                for value in values {
                    if let Some(cell) = table.get_mut(*value as usize) {
                        *cell += &scaled;
                    }
                }
                continue;
            }
            match formula.issues().as_slice() {
                [] if formula.holds(&|_| 0) => sorted.constant += scaled,
                [] => {}
                [issue] => {
                    for (position, cell) in (0u32..).zip(&mut sorted.tables[issue.index()]) {
                        if formula.holds(&|_| position) {
                            *cell += &scaled;
                        }
                    }
                }
                _ => sorted.others.push((formula, scaled)),
            }
        }
        sorted
    }

    fn width(&self) -> Width {
        let greatest = |table: &Vec<BigInt>| table.iter().map(BigInt::abs).max().unwrap_or_default();
        let tables: BigInt = self.tables.iter().map(greatest).sum();
        let others: BigInt = self.others.iter().map(|(_, value)| value.abs()).sum();
        match (self.constant.abs() + tables + others).bits() {
            0..=62 => Width::Narrow,
            63..=126 => Width::Wide,
            _ => Width::Big,
        }
    }
}

/// The sums of all states in order; `narrow` loses nothing, since the width was chosen so.
fn sums<N: Clone + for<'n> AddAssign<&'n N>>(space: &Space, terms: &Terms<'_>, narrow: impl Fn(&BigInt) -> N) -> Vec<N> {
    let mut sums = vec![narrow(&terms.constant)];
    // From the last issue to the first, so that each step adds one number to a long run.
    for table in terms.tables.iter().rev() {
        let mut longer = Vec::with_capacity(sums.len() * table.len());
        for cell in table.iter().map(&narrow) {
            longer.extend(sums.iter().map(|sum| {
                let mut sum = sum.clone();
                sum += &cell;
                sum
            }));
        }
        sums = longer;
    }
    let mut sums = space.known_of_states(sums);
    let sliced = Sliced::new(space);
    for (formula, value) in &terms.others {
        let value = narrow(value);
        for state in sliced.states(formula).ones() {
            sums[state] += &value;
        }
    }
    sums
}

/// Replaces keys by their position among the distinct keys, ascending.
pub fn dense<T: Ord>(keys: &[T]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..keys.len() as u32).collect();
    order.sort_unstable_by(|left, right| keys[*left as usize].cmp(&keys[*right as usize]));
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
