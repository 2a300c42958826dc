//! Scores against the sum of the values of the formulas that hold, state by state.

use std::cell::Cell;

use demarche::case::{Comparator, Formula};
use demarche::index::{IssueId, StateId};
use demarche::model::scores::Scaled;
use demarche::model::{Limits, Scores, Space};
use demarche::rational::Rational;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use proptest::prelude::*;

use super::numbers::{LENGTHS, number};
use crate::twins::random::for_random;

#[derive(Clone, Debug)]
struct Sheet {
    radices: Vec<u32>,
    never: Vec<Formula>,
    terms: Vec<(Formula, Rational)>,
}

/// A formula about any of `issues` issues; values that an issue does not have are in it too, since nothing forbids them here.
fn formula(issues: u32) -> impl Strategy<Value = Formula> {
    let leaf = prop_oneof![
        1 => any::<bool>().prop_map(Formula::Constant),
        6 => (0..issues, prop::collection::btree_set(0u32..5, 0..4))
            .prop_map(|(issue, values)| Formula::In(IssueId(issue), values.into_iter().collect())),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        let several = || prop::collection::vec(inner.clone(), 0..4);
        let comparators = [Comparator::Less, Comparator::AtMost, Comparator::Greater, Comparator::AtLeast];
        let pair = (inner.clone(), inner.clone()).prop_map(|(left, right)| (Box::new(left), Box::new(right)));
        prop_oneof![
            inner.clone().prop_map(|inner| Formula::Not(Box::new(inner))),
            several().prop_map(Formula::And),
            several().prop_map(Formula::Or),
            pair.clone().prop_map(|(left, right)| Formula::Implies(left, right)),
            pair.prop_map(|(left, right)| Formula::Iff(left, right)),
            (several(), prop::sample::select(comparators.to_vec()), 0u32..4)
                .prop_map(|(parts, comparator, bound)| Formula::Count(parts, comparator, bound)),
        ]
    })
}

fn sheets() -> impl Strategy<Value = Sheet> {
    (prop::collection::vec(1u32..=4, 1..=4), 0..LENGTHS.len()).prop_flat_map(|(radices, longest)| {
        let issues = radices.len() as u32;
        let value = prop::sample::select(LENGTHS[..=longest].to_vec()).prop_flat_map(number);
        (
            Just(radices),
            prop::collection::vec(formula(issues), 0..=2),
            prop::collection::vec((formula(issues), value), 0..=8),
        )
            .prop_map(|(radices, never, terms)| Sheet { radices, never, terms })
    })
}

/// The values of every feasible state, the last issue changing fastest.
fn states(sheet: &Sheet) -> Vec<Vec<u32>> {
    let mut all = vec![Vec::new()];
    for radix in &sheet.radices {
        let longer = |state: &Vec<u32>| {
            let state = state.clone();
            (0..*radix).map(move |value| [state.clone(), vec![value]].concat())
        };
        all = all.iter().flat_map(longer).collect();
    }
    all.retain(|state| !sheet.never.iter().any(|formula| holds(formula, state)));
    all
}

fn holds(formula: &Formula, state: &[u32]) -> bool {
    formula.holds(&|issue| state[issue.0 as usize])
}

#[test]
fn scores_are_sums_of_what_holds() {
    let hit = [const { Cell::new(0u32) }; 3];
    for_random(2, sheets(), |sheet| {
        let never: Vec<&Formula> = sheet.never.iter().collect();
        let space = Space::from_radices(&sheet.radices, &never, &Limits::STANDARD).unwrap();
        let scores = Scores::new(&space, &sheet.terms);
        let sum = |state: &Vec<u32>| {
            let terms = sheet.terms.iter().filter(|(formula, _)| holds(formula, state));
            terms.fold(BigRational::zero(), |sum, (_, value)| sum + value.as_big())
        };
        let sums: Vec<BigRational> = states(sheet).iter().map(sum).collect();
        let scaled: Vec<BigInt> = match scores.scaled() {
            Scaled::Narrow(scaled) => scaled.iter().map(|number| (*number).into()).collect(),
            Scaled::Wide(scaled) => scaled.iter().map(|number| (*number).into()).collect(),
            Scaled::Big(scaled) => scaled.clone(),
        };
        let width = match scores.scaled() {
            Scaled::Narrow(_) => 0,
            Scaled::Wide(_) => 1,
            Scaled::Big(_) => 2,
        };
        hit[width].set(hit[width].get() + 1);
        let ranks = scores.ranks();
        assert_eq!(scaled.len(), sums.len());
        assert_eq!(ranks.len(), sums.len());
        assert!(*scores.denominator() > BigInt::zero());
        for (state, own) in (0u32..).zip(&sums) {
            assert_eq!(scores.value(StateId(state)).as_big(), own);
            assert_eq!(&BigRational::new(scaled[state as usize].clone(), scores.denominator().clone()), own);
            let mut below: Vec<&BigRational> = sums.iter().filter(|other| *other < own).collect();
            below.sort();
            below.dedup();
            assert_eq!(ranks[state as usize] as usize, below.len());
            for (other, theirs) in (0u32..).zip(&sums) {
                assert_eq!(scores.compare(StateId(state), StateId(other)), own.cmp(theirs));
            }
        }
    });
    assert!(hit.iter().all(|hit| hit.get() > 0), "{hit:?}");
}
