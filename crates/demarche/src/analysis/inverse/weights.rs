//! The least change of what terms are worth to a party: the sum of the changes' absolute values.
//!
//! To meet [`Obligations`] some states must end worth no more than *s*. For one choice of sets that is a linear program (the inverse of a linear optimum, Ahuja and Orlin 2001); over all
//! choices the search goes from the cheapest relaxation on: it starts with no state, and where the cheapest solution so far leaves a move unmet, it goes on with each of that
//! move's sets in turn. As more states never cost less, the first solution that meets all is the least. For one state the least change is the difference itself, put on
//! any term that is true of one of the two states alone. Cost: a linear program of terms times states for each node, at most [`MOST_PROGRAMS`] of them.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use num_rational::BigRational;
use num_traits::{One, Zero};

use crate::analysis::inverse::obligations::Obligations;
use crate::case::Formula;
use crate::index::StateId;
use crate::linear::{Bound, Least, System};
use crate::model::Space;
use crate::rational::Rational;

/// Linear programs for one answer, at most.
pub const MOST_PROGRAMS: u32 = 1_000;

/// What terms are worth to one party.
pub struct Worths<'a> {
    /// Where they are true.
    pub space: &'a Space,
    /// The terms, with what each is worth.
    pub terms: &'a [(Formula, Rational)],
}

/// How worths change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reweighed {
    /// The sum of the absolute values of the changes.
    pub least: Rational,
    /// The change of each term; the least sum may have other shares.
    pub changes: Vec<Rational>,
}

/// The bound on programs, or that on the steps of one, was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsolved;

impl Worths<'_> {
    fn holds(&self, state: StateId) -> Vec<bool> {
        self.terms.iter().map(|(formula, _)| self.space.holds(formula, state)).collect()
    }

    /// What a state is worth with `changes`.
    fn worth(&self, state: StateId, changes: &[BigRational]) -> BigRational {
        let terms = self.terms.iter().zip(changes).zip(self.holds(state));
        let true_terms = terms.filter(|(_, holds)| *holds);
        true_terms.fold(BigRational::zero(), |sum, (((_, worth), change), _)| sum + worth.as_big() + change)
    }

    /// The cheapest change that leaves none of `others` worth more than `state`.
    fn program(&self, state: StateId, others: &BTreeSet<StateId>) -> Result<(BigRational, Vec<BigRational>), Unsolved> {
        let mut system = System::default();
        let one = BigRational::one;
        let changes: Vec<[usize; 2]> = self
            .terms
            .iter()
            .map(|_| {
                [0, 1].map(|_| {
                    let part = system.variable();
                    system.at_least(part, Bound::weak(BigRational::zero()));
                    part
                })
            })
            .collect();
        let here = self.holds(state);
        let nothing = vec![BigRational::zero(); self.terms.len()];
        for other in others {
            let there = self.holds(*other);
            let mut row = Vec::new();
            for ((up, down), (here, there)) in changes.iter().map(|[up, down]| (*up, *down)).zip(here.iter().zip(&there)) {
                match (*here, *there) {
                    (true, false) => row.extend([(up, one()), (down, -one())]),
                    (false, true) => row.extend([(up, -one()), (down, one())]),
                    _ => {}
                }
            }
            let lead = system.sum(&row);
            system.at_least(lead, Bound::weak(self.worth(*other, &nothing) - self.worth(state, &nothing)));
        }
        let all: Vec<(usize, BigRational)> = changes.iter().flatten().map(|part| (*part, one())).collect();
        let total = system.sum(&all);
        match system.least(total) {
            Ok(Least::At(bound)) => Ok((
                bound.number().clone(),
                changes.iter().map(|[up, down]| system.value(*up) - system.value(*down)).collect(),
            )),
            // A combination of true and false is never between two others, so that every program has a solution; its least sum is no less than nothing.
            Ok(Least::Impossible | Least::Boundless) | Err(_) => Err(Unsolved),
        }
    }
}

/// A choice of states that must end worth no more, by its cost.
type Node = (Reverse<BigRational>, Reverse<BTreeSet<StateId>>, Vec<BigRational>);

/// The least change of `worths` that meets `obligations` at `state`.
///
/// # Errors
/// [`Unsolved`] where a bound was met.
pub fn least(obligations: &Obligations, worths: &Worths<'_>, state: StateId) -> Result<Reweighed, Unsolved> {
    let nothing = vec![BigRational::zero(); worths.terms.len()];
    let mut open: BinaryHeap<Node> = BinaryHeap::from([(Reverse(BigRational::zero()), Reverse(BTreeSet::new()), nothing)]);
    let mut seen: BTreeSet<BTreeSet<StateId>> = BTreeSet::new();
    let mut programs = 0;
    while let Some((Reverse(cost), Reverse(chosen), changes)) = open.pop() {
        let own = worths.worth(state, &changes);
        let better = |other: StateId| worths.worth(other, &changes) > own;
        let Some(ways) = obligations.unmet(&better).min_by_key(|ways| ways.len()) else {
            return Ok(Reweighed {
                least: Rational::from(cost),
                changes: changes.into_iter().map(Rational::from).collect(),
            });
        };
        for way in ways {
            let more: BTreeSet<StateId> = chosen.union(way).copied().collect();
            if !seen.insert(more.clone()) {
                continue;
            }
            programs += 1;
            if programs > MOST_PROGRAMS {
                return Err(Unsolved);
            }
            let (cost, changes) = worths.program(state, &more)?;
            open.push((Reverse(cost), Reverse(more), changes));
        }
    }
    Err(Unsolved)
}
