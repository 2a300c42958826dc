//! Worths as whole numbers, so that solutions are compared without a quotient: 128 bits where everything provably fits, else as many as it takes.
//!
//! A solution's measure is a product, a sum, a least of what a deal gives each party: its worth, its gain, or its share of the most that it could gain. Each
//! of these is the worth times a factor plus a constant, the same for all deals (`Scale`). Over one denominator for all parties, it is a whole number.

use std::cmp::Ordering;
use std::ops::{AddAssign, MulAssign, SubAssign};

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive};
use rayon::prelude::*;

use crate::index::{Key, StateId};
use crate::model::Scores;
use crate::model::scores::Scaled;
use crate::rational::Rational;

/// A whole number that measures are taken on.
pub trait Whole: Clone + Ord + Signed + for<'n> AddAssign<&'n Self> + for<'n> SubAssign<&'n Self> + for<'n> MulAssign<&'n Self> {}

impl Whole for i128 {}
impl Whole for BigInt {}

/// Worths, a row a deal: numerators, over one denominator a party.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    denominators: Vec<BigInt>,
    numerators: Numerators,
}

#[derive(Clone, Debug)]
enum Numerators {
    Machine(Vec<i128>),
    Big(Vec<BigInt>),
}

impl Rows {
    /// The worths of `states`.
    pub(super) fn new(scores: &[&Scores], states: &[StateId]) -> Self {
        fn column<T, N>(rows: &mut [N], states: &[StateId], (party, parties): (usize, usize), scaled: &[T], number: impl Fn(&T) -> N) {
            for (row, state) in rows.chunks_exact_mut(parties).zip(states) {
                row[party] = number(&scaled[state.index()]);
            }
        }
        let fits = scores.iter().all(|scores| !matches!(scores.scaled(), Scaled::Big(_)));
        let numerators = if fits {
            let mut rows = vec![0i128; states.len() * scores.len()];
            for (party, own) in scores.iter().enumerate() {
                let place = (party, scores.len());
                match own.scaled() {
                    Scaled::Narrow(scaled) => column(&mut rows, states, place, scaled, |worth| i128::from(*worth)),
                    Scaled::Wide(scaled) => column(&mut rows, states, place, scaled, |worth| *worth),
                    Scaled::Big(_) => {}
                }
            }
            Numerators::Machine(rows)
        } else {
            let cells = states.iter().flat_map(|state| scores.iter().map(|scores| scores.numerator(*state)));
            Numerators::Big(cells.collect())
        };
        Rows {
            denominators: scores.iter().map(|scores| scores.denominator().clone()).collect(),
            numerators,
        }
    }

    /// What a row is worth, party by party.
    pub(super) fn worth(&self, row: usize) -> Vec<Rational> {
        let numerator = |cell: usize| match &self.numerators {
            Numerators::Machine(numerators) => numerators[cell].into(),
            Numerators::Big(numerators) => numerators[cell].clone(),
        };
        let parties = self.denominators.iter().enumerate();
        let worth = parties.map(|(party, below)| Rational::new(numerator(row * self.parties() + party), below.clone()));
        worth.map(|worth| worth.unwrap_or_else(Rational::zero)).collect()
    }

    /// Positions of the rows, the greatest first; equal ones as they came.
    pub(super) fn order(&self) -> Vec<usize> {
        fn order<N: Ord + Clone + Send + Sync>(numerators: &[N], parties: usize) -> Vec<usize> {
            let row = |at: usize| &numerators[at * parties..(at + 1) * parties];
            // The first number beside the position, so that most comparisons look nowhere else.
            let first = (0..numerators.len() / parties.max(1)).map(|at| (numerators[at * parties].clone(), at));
            let mut order: Vec<(N, usize)> = first.collect();
            order.par_sort_unstable_by(|(first, left), (second, right)| {
                let others = || row(*right).cmp(row(*left)).then(left.cmp(right));
                second.cmp(first).then_with(others)
            });
            order.into_iter().map(|(_, at)| at).collect()
        }
        match &self.numerators {
            Numerators::Machine(numerators) => order(numerators, self.parties()),
            Numerators::Big(numerators) => order(numerators, self.parties()),
        }
    }

    /// Whether two rows are equal.
    pub(super) fn same(&self, left: usize, right: usize) -> bool {
        let range = |row: usize| row * self.parties()..(row + 1) * self.parties();
        match &self.numerators {
            Numerators::Machine(numerators) => numerators[range(left)] == numerators[range(right)],
            Numerators::Big(numerators) => numerators[range(left)] == numerators[range(right)],
        }
    }

    /// The rows at some positions, in that order.
    pub(super) fn selected(self, rows: &[usize]) -> Self {
        fn selected<N: Clone>(numerators: &[N], parties: usize, rows: &[usize]) -> Vec<N> {
            let mut selected = Vec::with_capacity(rows.len() * parties);
            for row in rows {
                selected.extend_from_slice(&numerators[row * parties..(row + 1) * parties]);
            }
            selected
        }
        let parties = self.parties();
        Rows {
            numerators: match &self.numerators {
                Numerators::Machine(numerators) => Numerators::Machine(selected(numerators, parties, rows)),
                Numerators::Big(numerators) => Numerators::Big(selected(numerators, parties, rows)),
            },
            ..self
        }
    }

    fn parties(&self) -> usize {
        self.denominators.len()
    }

    /// Bits of the longest numerator.
    fn bits(&self) -> u64 {
        match &self.numerators {
            Numerators::Machine(numerators) => {
                let longest = numerators.iter().map(|number| number.unsigned_abs()).max().unwrap_or_default();
                u64::from(u128::BITS - longest.leading_zeros())
            }
            Numerators::Big(numerators) => numerators.iter().map(BigInt::bits).max().unwrap_or_default(),
        }
    }
}

/// What a measure is taken of: worths times factors plus constants, over one denominator.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    factors: Vec<BigInt>,
    constants: Vec<BigInt>,
    denominator: BigInt,
}

impl Scale {
    /// The worths themselves.
    pub(super) fn worths(rows: &Rows) -> Self {
        Self::new(
            rows,
            rows.denominators.iter().map(|_| (Rational::integer(1), Rational::zero())).collect(),
        )
    }

    /// Gains over `base`.
    pub(super) fn gains(rows: &Rows, base: &[Rational]) -> Self {
        Self::new(rows, base.iter().map(|base| (Rational::integer(1), -base)).collect())
    }

    /// Gains over `base` as shares of what the `ideal` gains. Every share of nothing is 1.
    pub(super) fn shares(rows: &Rows, base: &[Rational], ideal: &[Rational]) -> Self {
        let share = |(base, ideal): (&Rational, &Rational)| match Rational::integer(1).checked_div(&(ideal - base)) {
            Some(factor) => {
                let constant = -&(base * &factor);
                (factor, constant)
            }
            None => (Rational::zero(), Rational::integer(1)),
        };
        Self::new(rows, base.iter().zip(ideal).map(share).collect())
    }

    fn new(rows: &Rows, lines: Vec<(Rational, Rational)>) -> Self {
        let lines: Vec<(Rational, Rational)> = lines
            .into_iter()
            .zip(&rows.denominators)
            .map(|((factor, constant), denominator)| {
                let unit = Rational::new(1, denominator.clone()).unwrap_or_else(Rational::zero);
                (&factor * &unit, constant)
            })
            .collect();
        let below = lines
            .iter()
            .flat_map(|(factor, constant)| [factor.denominator(), constant.denominator()]);
        let denominator = below.fold(BigInt::one(), |common, below| common.lcm(below));
        let whole = |number: &Rational| number.numerator() * (&denominator / number.denominator());
        Scale {
            factors: lines.iter().map(|(factor, _)| whole(factor)).collect(),
            constants: lines.iter().map(|(_, constant)| whole(constant)).collect(),
            denominator,
        }
    }

    /// The number that `whole` stands for, if it is a product of `degree` values.
    pub(super) fn rational(&self, whole: &BigInt, degree: usize) -> Rational {
        Rational::new(whole.clone(), num_traits::pow(self.denominator.clone(), degree)).unwrap_or_else(Rational::zero)
    }

    /// Bits that hold any value of `rows`, and so that sums or products of all parties' values fit in their number times as many, or a few more.
    fn bits(&self, rows: &Rows) -> u64 {
        let longest = |numbers: &[BigInt]| numbers.iter().map(BigInt::bits).max().unwrap_or_default();
        (rows.bits() + longest(&self.factors)).max(longest(&self.constants)) + 1
    }
}

/// A measure, written for both kinds of numbers: it replaces the values of all parties by what decides, the first number first.
pub(super) trait Measure {
    /// How many values are multiplied.
    fn degree(&self, parties: usize) -> usize;
    /// Replaces the values.
    fn take<N: Whole>(&self, values: &mut Vec<N>);
}

/// The greatest measure and the rows that reach it, ascending; `None` without rows.
pub(super) fn greatest(rows: &Rows, scale: &Scale, measure: &impl Measure) -> Option<(Vec<BigInt>, Vec<usize>)> {
    let parties = rows.parties();
    // A sum or a difference of fewer than 2^16 values needs at most 16 bits more than one value.
    let bits = scale.bits(rows) * measure.degree(parties) as u64 + 16;
    match &rows.numerators {
        Numerators::Machine(numerators) if bits <= 126 => {
            let machine = |numbers: &[BigInt]| {
                numbers
                    .iter()
                    .map(|number| number.to_i128().unwrap_or_default())
                    .collect::<Vec<i128>>()
            };
            let (factors, constants) = (machine(&scale.factors), machine(&scale.constants));
            let (measure, rows) = search(numerators, parties, &factors, &constants, measure)?;
            Some((measure.into_iter().map(BigInt::from).collect(), rows))
        }
        Numerators::Machine(numerators) => {
            let numerators: Vec<BigInt> = numerators.iter().copied().map(BigInt::from).collect();
            search(&numerators, parties, &scale.factors, &scale.constants, measure)
        }
        Numerators::Big(numerators) => search(numerators, parties, &scale.factors, &scale.constants, measure),
    }
}

fn search<N: Whole>(
    numerators: &[N],
    parties: usize,
    factors: &[N],
    constants: &[N],
    measure: &impl Measure,
) -> Option<(Vec<N>, Vec<usize>)> {
    let mut rows = Vec::new();
    let (mut greatest, mut values): (Vec<N>, Vec<N>) = (Vec::new(), Vec::new());
    for (row, numerators) in numerators.chunks_exact(parties.max(1)).enumerate() {
        values.clear();
        values.extend(
            numerators
                .iter()
                .zip(factors)
                .zip(constants)
                .map(|((numerator, factor), constant)| {
                    let mut value = numerator.clone();
                    value *= factor;
                    value += constant;
                    value
                }),
        );
        measure.take(&mut values);
        let order = if rows.is_empty() {
            Ordering::Greater
        } else {
            values.cmp(&greatest)
        };
        match order {
            Ordering::Less => {}
            Ordering::Equal => rows.push(row),
            Ordering::Greater => {
                rows.clear();
                rows.push(row);
                std::mem::swap(&mut greatest, &mut values);
            }
        }
    }
    (!rows.is_empty()).then_some((greatest, rows))
}
