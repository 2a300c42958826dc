//! Inverse questions against every ranking there is: one by one, each judged by the definitions.

use demarche::analysis::inverse::counting::count;
use demarche::analysis::inverse::obligations::Obligations;
use demarche::analysis::inverse::swaps::least;
use demarche::analysis::stability::Scope;
use demarche::analysis::watch::Unwatched;
use demarche::finding::Notion;
use demarche::index::{Key, PartyId, StateId};
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
