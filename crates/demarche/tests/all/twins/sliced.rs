//! Formulas for 64 combinations at a time, priorities as numbers, and spaces as bits: against asking state by state.

use std::cmp::Ordering;

use demarche::case::{Comparator, Formula};
use demarche::index::{IssueId, Key};
use demarche::model::{Limits, Ranked, Sliced, Space};
use proptest::prelude::*;

use crate::twins::random::for_random;

/// Spaces of one block and of several, whose blocks end inside words or not.
fn radices() -> impl Strategy<Value = Vec<u32>> {
    let small = proptest::collection::vec(1u32..5, 1..6);
    let large = (proptest::collection::vec(2u32..4, 1..4), 2u32..90, 40u32..120).prop_map(|(mut radices, last, more)| {
        radices.extend([last, more]);
        radices
    });
    prop_oneof![6 => small, 1 => large]
}

fn formula(radices: Vec<u32>) -> impl Strategy<Value = Formula> {
    let count = radices.len();
    let atom = (0..count, proptest::collection::vec(any::<u32>(), 0..3)).prop_map(move |(issue, values)| {
        let mut values: Vec<u32> = values.into_iter().map(|value| value % radices[issue]).collect();
        values.sort_unstable();
        values.dedup();
        Formula::In(IssueId::from_index(issue), values)
    });
    let leaf = prop_oneof![8 => atom, 1 => any::<bool>().prop_map(Formula::Constant)];
    leaf.prop_recursive(4, 24, 5, |inner| {
        let several = || proptest::collection::vec(inner.clone(), 0..6);
        let comparator = prop_oneof![
            Just(Comparator::Less),
            Just(Comparator::AtMost),
            Just(Comparator::Greater),
            Just(Comparator::AtLeast)
        ];
        let bound = prop_oneof![8 => 0u32..7, 1 => any::<u32>(), 1 => Just(u32::MAX)];
        prop_oneof![
            inner.clone().prop_map(|inner| Formula::Not(Box::new(inner))),
            several().prop_map(Formula::And),
            several().prop_map(Formula::Or),
            (inner.clone(), inner.clone()).prop_map(|(left, right)| Formula::Implies(Box::new(left), Box::new(right))),
            (inner.clone(), inner.clone()).prop_map(|(left, right)| Formula::Iff(Box::new(left), Box::new(right))),
            (several(), comparator, bound).prop_map(|(parts, comparator, bound)| Formula::Count(parts, comparator, bound)),
        ]
    })
}

fn with_formulas(most: usize) -> impl Strategy<Value = (Vec<u32>, Vec<Formula>)> {
    radices().prop_flat_map(move |radices| {
        let formulas = proptest::collection::vec(formula(radices.clone()), 1..most);
        (Just(radices), formulas)
    })
}

#[test]
fn formulas_hold_where_they_hold_one_by_one() {
    for_random(4, with_formulas(4), |(radices, formulas)| {
        let full = Space::from_radices(radices, &[], &Limits::STANDARD).unwrap();
        let sliced = Sliced::new(&full);
        for formula in formulas {
            let found = sliced.combinations(formula);
            assert_eq!(found.len() as u64, full.combinations());
            for combination in 0..full.combinations() {
                assert_eq!(
                    found.get(combination as usize),
                    full.holds_in(formula, combination),
                    "{formula:?} in {combination}"
                );
            }
        }
        // What is ruled out by the first leaves the others as they were.
        let cut = Space::from_radices(radices, &[&formulas[0]], &Limits::STANDARD).unwrap();
        let kept: Vec<u64> = (0..full.combinations())
            .filter(|combination| !full.holds_in(&formulas[0], *combination))
            .collect();
        let states: Vec<u64> = cut.states().map(|state| cut.combination(state)).collect();
        assert_eq!(states, kept);
        for combination in 0..full.combinations() {
            let state = kept.binary_search(&combination).ok();
            assert_eq!(cut.state(combination).map(Key::index), state);
        }
        for formula in formulas {
            let found = Sliced::new(&cut).states(formula);
            assert!(cut.states().all(|state| found.get(state.index()) == cut.holds(formula, state)));
        }
    });
}

/// What the first formula on which they differ says.
fn first_difference(space: &Space, formulas: &[Formula], left: u64, right: u64) -> Ordering {
    let truths = formulas
        .iter()
        .map(|formula| space.holds_in(formula, left).cmp(&space.holds_in(formula, right)));
    truths.fold(Ordering::Equal, Ordering::then)
}

#[test]
fn priorities_rank_as_the_first_difference_does() {
    for_random(20, with_formulas(70), |(radices, formulas)| {
        for never in [&[][..], &[&formulas[0]]] {
            let space = Space::from_radices(radices, never, &Limits::STANDARD).unwrap();
            let ranked = Ranked::from_priority(&space, &formulas.iter().collect::<Vec<_>>());
            let mut order: Vec<_> = space.states().collect();
            assert_eq!(ranked.ranks().len(), order.len());
            order.sort_by_key(|state| ranked.rank(*state));
            for pair in order.windows(2) {
                let (lower, upper) = (ranked.rank(pair[0]), ranked.rank(pair[1]));
                let expected = first_difference(&space, formulas, space.combination(pair[0]), space.combination(pair[1]));
                assert_eq!(lower.cmp(&upper), expected);
                assert!(upper - lower <= 1, "ranks have no gaps");
            }
            assert!(order.first().is_none_or(|state| ranked.rank(*state) == 0));
        }
    });
}
