//! Inverse questions against every ranking there is: one by one, each judged by the definitions.

use demarche::analysis::inverse::counting::count;
use demarche::analysis::inverse::joint::{self, Joint};
use demarche::analysis::inverse::obligations::Obligations;
use demarche::analysis::inverse::swaps::least;
use demarche::analysis::inverse::weights::{self, Worths};
use demarche::analysis::stability::Scope;
use demarche::analysis::watch::Unwatched;
use demarche::case::Formula;
use demarche::finding::Notion;
use demarche::index::{IssueId, Key, PartyId, StateId};
use demarche::model::{Model, PartySet};
use demarche::rational::Rational;

use crate::memory::model;
use crate::twins::completion::completion;
use crate::twins::draft::Draft;
use crate::twins::generate::{Kind, drafts};
use crate::twins::graph::Graph;
use crate::twins::notions::Valued;
use crate::twins::random::{Dice, for_random};

const NOTIONS: [Notion; 5] = [Notion::Nash, Notion::Seq, Notion::Sseq, Notion::Smr, Notion::Gmr];

/// All strict rankings of `count` states, as values.
fn rankings(count: usize) -> Vec<Vec<i64>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    rankings(count - 1)
        .into_iter()
        .flat_map(|shorter| {
            (0..count as i64).map(move |last| {
                let mut longer: Vec<i64> = shorter.iter().map(|value| value + i64::from(*value >= last)).collect();
                longer.push(last);
                longer
            })
        })
        .collect()
}

struct Made {
    model: Model,
    graph: Graph,
    value: Vec<Vec<i64>>,
}

/// Nothing if there are more than `most` states.
fn made(draft: &Draft, most: usize) -> Option<Made> {
    let graph = Graph::new(draft);
    if graph.states.len() > most {
        return None;
    }
    let combinations = draft.combinations();
    let feasible = |values: Vec<i64>| -> Vec<i64> {
        let pairs = combinations.iter().zip(values);
        pairs.filter(|(of, _)| draft.is_feasible(of)).map(|(_, value)| value).collect()
    };
    let value = (0..draft.parties)
        .map(|party| feasible(completion(draft, party, &mut Dice::new(0)).unwrap()))
        .collect();
    Some(Made {
        model: model(&draft.text()),
        graph,
        value,
    })
}

/// How many choices of rankings for the `free` parties make every state an equilibrium, by notion and state; and how many there are.
fn listed(made: &Made, free: &[usize]) -> (Vec<Vec<u64>>, u64) {
    let states = made.graph.states.len();
    let all = rankings(states);
    let mut counts = vec![vec![0; states]; NOTIONS.len()];
    let total = (all.len() as u64).pow(free.len() as u32);
    for number in 0..total {
        let mut value = made.value.clone();
        let mut rest = number as usize;
        for party in free {
            value[*party].clone_from(&all[rest % all.len()]);
            rest /= all.len();
        }
        let valued = Valued::new(&made.graph, &value);
        for (row, notion) in counts.iter_mut().zip(NOTIONS) {
            for (state, cell) in row.iter_mut().enumerate() {
                *cell += u64::from((0..made.graph.parties).all(|party| valued.is_stable(party, state, notion)));
            }
        }
    }
    (counts, total)
}

fn agree(made: &Made, free: &[usize]) {
    let (counts, total) = listed(made, free);
    let who: PartySet = free.iter().map(|party| PartyId::from_index(*party)).collect();
    let scope = Scope::everything(&made.model);
    for (row, notion) in counts.iter().zip(NOTIONS) {
        for (state, expected) in row.iter().enumerate() {
            let found = count(&made.model, &scope, who, StateId::from_index(state), notion, &mut Unwatched)
                .unwrap()
                .unwrap();
            assert_eq!(
                found,
                Rational::new(*expected, total).unwrap(),
                "{notion:?} at {state}, free: {free:?}, listed: {expected} of {total}"
            );
        }
    }
}

#[test]
fn rankings_of_one_party_are_counted() {
    for_random(10, drafts(Kind::Complete), |draft| {
        let Some(made) = made(draft, 5) else { return };
        for party in 0..draft.parties {
            agree(&made, &[party]);
        }
    });
}

#[test]
fn rankings_of_two_parties_are_counted_together() {
    for_random(50, drafts(Kind::Complete), |draft| {
        let Some(made) = made(draft, 4) else { return };
        if draft.parties > 1 {
            agree(&made, &[0, draft.parties - 1]);
        }
    });
}

/// Pairs that the two rankings order differently.
fn distance(one: &[i64], other: &[i64]) -> u32 {
    let states = 0..one.len();
    let pairs = states.clone().flat_map(|left| states.clone().map(move |right| (left, right)));
    pairs
        .filter(|(left, right)| one[*left] < one[*right] && other[*left] > other[*right])
        .count() as u32
}

#[test]
fn no_ranking_that_does_is_nearer() {
    for_random(10, drafts(Kind::Complete), |draft| {
        let Some(made) = made(draft, 5) else { return };
        let mut dice = Dice::new(draft.seed);
        let (states, scope) = (made.graph.states.len(), Scope::everything(&made.model));
        let all = rankings(states);
        for party in 0..draft.parties {
            let mut value = made.value.clone();
            value[party].clone_from(&all[dice.below(all.len())]);
            let improves = |who: PartyId, from: StateId, to: StateId| value[who.index()][to.index()] > value[who.index()][from.index()];
            let ranks: Vec<u32> = value[party].iter().map(|value| *value as u32).collect();
            for notion in NOTIONS {
                for state in 0..states {
                    let stable = |ranking: &Vec<i64>| {
                        let mut changed = value.clone();
                        changed[party].clone_from(ranking);
                        Valued::new(&made.graph, &changed).is_stable(party, state, notion)
                    };
                    let nearest = all
                        .iter()
                        .filter(|ranking| stable(ranking))
                        .map(|ranking| distance(&value[party], ranking))
                        .min();
                    let id = PartyId::from_index(party);
                    let obligations = Obligations::of(&made.model, &scope, id, StateId::from_index(state), notion, &improves);
                    let found = least(&obligations, &ranks, StateId::from_index(state));
                    assert_eq!(Some(found.least), nearest, "p{party} at {state}, {notion:?}, {ranks:?}");
                    let moved: Vec<i64> = found.ranks.iter().map(|rank| i64::from(*rank)).collect();
                    assert!(stable(&moved));
                    assert_eq!(distance(&value[party], &moved), found.least);
                }
            }
        }
    });
}

/// The least distance of all parties' rankings together, against every combination of rankings of two parties.
#[test]
fn no_combination_of_rankings_that_does_is_nearer() {
    for_random(25, drafts(Kind::Complete), |draft| {
        let Some(made) = made(draft, 4) else { return };
        if draft.parties != 2 {
            return;
        }
        let mut dice = Dice::new(draft.seed);
        let (states, scope) = (made.graph.states.len(), Scope::everything(&made.model));
        let all = rankings(states);
        let value: Vec<Vec<i64>> = (0..2).map(|_| all[dice.below(all.len())].clone()).collect();
        let ranks: Vec<Vec<u32>> = value.iter().map(|own| own.iter().map(|value| *value as u32).collect()).collect();
        for notion in NOTIONS {
            for state in 0..states {
                let pairs = all.iter().flat_map(|first| all.iter().map(move |second| [first, second]));
                let stable = |pair: &[&Vec<i64>; 2]| {
                    let value = [pair[0].clone(), pair[1].clone()];
                    let valued = Valued::new(&made.graph, &value);
                    (0..2).all(|party| valued.is_stable(party, state, notion))
                };
                let nearest = pairs
                    .filter(stable)
                    .map(|pair| distance(&value[0], pair[0]) + distance(&value[1], pair[1]))
                    .min();
                let id = StateId::from_index(state);
                let found = joint::least(&made.model, &scope, id, notion, ranks.clone(), u32::MAX, &mut Unwatched).unwrap();
                let Joint::Found(found) = found else { panic!("a bound was met") };
                assert_eq!(Some(found.swaps.len() as u32), nearest, "{notion:?} at {state}");
                let changed: Vec<Vec<i64>> = found
                    .ranks
                    .iter()
                    .map(|own| own.iter().map(|rank| i64::from(*rank)).collect())
                    .collect();
                assert!(stable(&[&changed[0], &changed[1]]));
                let far: u32 = (0..2).map(|party| distance(&value[party], &changed[party])).sum();
                assert_eq!(Some(far), nearest);
            }
        }
    });
}

/// All vectors of steps of which the absolute values sum to less than `sum`.
fn below(sum: i64, terms: usize) -> Vec<Vec<i64>> {
    if terms == 0 {
        return if sum > 0 { vec![Vec::new()] } else { Vec::new() };
    }
    (1 - sum..sum)
        .flat_map(|step| {
            below(sum - step.abs(), terms - 1).into_iter().map(move |mut rest| {
                rest.push(step);
                rest
            })
        })
        .collect()
}

/// The least change of values does what it says, and no change by halves that sums to less does.
#[test]
fn no_change_of_values_that_does_is_smaller() {
    for_random(25, drafts(Kind::Complete), |draft| {
        let Some(made) = made(draft, 12) else { return };
        let mut dice = Dice::new(draft.seed);
        let (space, scope) = (&made.model.space, Scope::everything(&made.model));
        let mut formulas: Vec<Formula> = (0..space.issues().min(3))
            .map(|issue| Formula::In(IssueId::from_index(issue), vec![0]))
            .collect();
        if let [first, second, ..] = formulas.as_slice() {
            formulas.push(Formula::And(vec![first.clone(), second.clone()]));
        }
        let party = dice.below(draft.parties);
        let terms: Vec<(Formula, Rational)> = formulas
            .iter()
            .map(|formula| (formula.clone(), Rational::integer(dice.below(7) as i64 - 3)))
            .collect();
        let worth = |changes: &[Rational]| -> Vec<Rational> {
            let state = |state: StateId| {
                let terms = terms.iter().zip(changes).filter(|((formula, _), _)| space.holds(formula, state));
                terms.fold(Rational::zero(), |sum, ((_, worth), change)| &(&sum + worth) + change)
            };
            space.states().map(state).collect()
        };
        // The twin's values are whole numbers: everything is counted in quarters.
        let whole = |worths: &[Rational]| -> Option<Vec<i64>> {
            worths
                .iter()
                .map(|worth| (worth * &Rational::integer(4)).to_string().parse().ok())
                .collect()
        };
        let stable = |changes: &[Rational], state: usize, notion: Notion| {
            let mut value = made.value.clone();
            value[party] = whole(&worth(changes))?;
            Some(Valued::new(&made.graph, &value).is_stable(party, state, notion))
        };
        let improves =
            |who: PartyId, from: StateId, to: StateId| made.value[who.index()][to.index()] > made.value[who.index()][from.index()];
        for notion in NOTIONS {
            for state in 0..made.graph.states.len() {
                let id = PartyId::from_index(party);
                let obligations = Obligations::of(&made.model, &scope, id, StateId::from_index(state), notion, &improves);
                let found = weights::least(&obligations, &Worths { space, terms: &terms }, StateId::from_index(state)).unwrap();
                assert_ne!(
                    stable(&found.changes, state, notion),
                    Some(false),
                    "{notion:?} at {state}: {found:?}"
                );
                let sum = found.changes.iter().fold(Rational::zero(), |sum, change| {
                    let size = if *change < Rational::zero() { -change } else { change.clone() };
                    &sum + &size
                });
                assert_eq!(sum, found.least);
                let halves = (&found.least * &Rational::integer(2)).to_f64().ceil() as i64;
                for steps in below(halves.min(7), terms.len()) {
                    let smaller: Vec<Rational> = steps.iter().map(|step| Rational::new(*step, 2).unwrap()).collect();
                    assert_eq!(
                        stable(&smaller, state, notion),
                        Some(false),
                        "{notion:?} at {state}: {found:?}, but {smaller:?} does"
                    );
                }
            }
        }
    });
}
