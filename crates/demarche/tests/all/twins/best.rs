//! The best deals for a party against the definition: every matching state is counted against every other.

use demarche::analysis::Unwatched;
use demarche::analysis::acceptance::{judge_over_all, signing};
use demarche::analysis::answer::deal_query::{Query, find};
use demarche::analysis::answer::situation::{Engines, Situation};
use demarche::case::Positions;
use demarche::finding::Verdict;
use demarche::index::{Key, PartyId, StateId};
use demarche::model::{Limits, Model, PartySet};
use proptest::prelude::*;

use crate::memory::{case, model};
use crate::twins::at_once::text;
use crate::twins::random::{Dice, for_random};

/// What is asked of `model`, at random.
fn query(model: &Model, dice: &mut Dice) -> Query {
    let parties: Vec<PartyId> = model.parties.keys().collect();
    Query {
        best_for: (dice.below(4) > 0).then(|| parties[dice.below(parties.len())]),
        accepted_by: parties.iter().copied().filter(|_| dice.below(3) == 0).collect::<PartySet>(),
        signable: dice.below(2) == 0,
        or_open: dice.below(2) == 0,
        ..Query::default()
    }
}

fn matches(model: &Model, query: &Query, state: StateId) -> bool {
    let counts = |verdict: Verdict| verdict == Verdict::Yes || query.or_open && verdict == Verdict::Open;
    let mut accepting = query.accepted_by.iter();
    model.is_deal(state)
        && accepting.all(|party| counts(judge_over_all(model, party, state).verdict))
        && (!query.signable || model.can_make(model.table, state) && counts(signing(model, model.table, state).verdict))
}

/// The place of each matching state: one more than the number of better ones; where the order is incomplete, one more than the longest chain of better ones.
fn places(model: &Model, query: &Query, matching: &[StateId]) -> Vec<u64> {
    let Some(party) = query.best_for else {
        return matching.iter().map(|state| model.terms(*state).len() as u64).collect();
    };
    let preference = &model.parties[party].voter.preference;
    let better = |one: StateId, other: StateId| preference.compare(&model.space, one, other).better;
    if preference.ranks().is_some() {
        let above = |state: &StateId| matching.iter().filter(|other| better(**other, *state)).count() as u64;
        return matching.iter().map(|state| above(state) + 1).collect();
    }
    let mut places = vec![1u64; matching.len()];
    for _ in matching {
        for (at, state) in matching.iter().enumerate() {
            let above = matching.iter().enumerate().filter(|(_, other)| better(**other, *state));
            places[at] = above.map(|(other, _)| places[other] + 1).max().unwrap_or(1);
        }
    }
    places
}

#[test]
fn the_best_deals_are_those_with_the_first_places() {
    for_random(20, any::<u64>(), |seed| {
        let text = text(*seed);
        let (case, model) = (case(&text), model(&text));
        let dice = &mut Dice::new(seed ^ 1);
        let query = query(&model, dice);
        let mut limits = Limits::STANDARD;
        limits.deals = 1 + dice.below(6);
        let engines = Engines::without_stability(&model);
        let situation = Situation::new(&case, &model, Positions::RedLines, &limits, &engines);
        let (listed, asked) = find(&situation, &query, &mut Unwatched).unwrap();

        let candidates = model.makeable(model.everybody()).into_iter();
        let matching: Vec<StateId> = candidates.filter(|state| matches(&model, &query, *state)).collect();
        let places = places(&model, &query, &matching);
        let mut expected: Vec<(u64, StateId)> = places.iter().copied().zip(matching.iter().copied()).collect();
        expected.sort_unstable();
        expected.truncate(limits.deals);
        assert_eq!(asked.matching, matching.len() as u64, "{query:?}\n{text}");
        assert_eq!(
            listed,
            expected.iter().map(|(_, state)| *state).collect::<Vec<_>>(),
            "{query:?}\n{text}"
        );
        let Some(party) = query.best_for else {
            assert!(asked.places.is_empty());
            return;
        };
        assert_eq!(asked.places.len(), expected.len());
        for (placed, (place, state)) in asked.places.iter().zip(expected) {
            assert_eq!((placed.state, placed.place), (state.index() as u32 + 1, place), "{query:?}\n{text}");
            assert_eq!(placed.tied, places.iter().filter(|other| **other == place).count() as u64);
            assert_eq!(placed.worth, model.parties[party].voter.preference.worth(&model.space, state));
        }
    });
}
