//! How many rankings there are under which a state is an equilibrium.
//!
//! Rankings are strict orders of all *r* states. For a party's own stability only the set *U* of states above *s* matters ([`Obligations`]), and |U|! (r − 1 − |U|)! rankings have it; states that no
//! obligation speaks of are left out of the sum, for they can stand anywhere.
//! A free party's own improvements can be others' reprisals (SEQ, SSEQ). Then the order of the states among which it can move matters as well: for every such order the others are asked, and the
//! rankings with that order and that *U* are counted by their interleavings.
//! Cost: orders that matter, times admissible sets; both bounded.

use std::collections::BTreeSet;
use std::ops::Mul;

use num_bigint::{BigInt, BigUint};

use crate::analysis::inverse::obligations::Obligations;
use crate::analysis::stability::Scope;
use crate::analysis::stability::sequence::{Chains, explore};
use crate::analysis::watch::Watch;
use crate::finding::Notion;
use crate::index::{Key, PartyId, StateId};
use crate::model::{Model, PartySet, Refusal};
use crate::rational::Rational;

/// Sets of states above the one asked about that are looked at, at most, over all orders.
pub const MOST_SETS: u64 = 1 << 22;

/// Orders of free parties' own moves that are looked at, at most.
pub const MOST_ORDERS: u64 = 50_000;

/// Why it was not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uncounted {
    /// A party that is not free has no complete order.
    Unordered(PartyId),
    /// More than [`MOST_SETS`] sets.
    Sets,
    /// More than [`MOST_ORDERS`] orders.
    Orders,
    /// SIM is not counted.
    Simultaneous,
}

/// The share of the strict rankings of the `free` parties, each independent of the others', under which `state` is stable for everybody under `notion`; the others keep what they have.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so; within it, why nothing was counted.
pub fn count(
    model: &Model,
    scope: &Scope,
    free: PartySet,
    state: StateId,
    notion: Notion,
    watch: &mut dyn Watch,
) -> Result<Result<Rational, Uncounted>, Refusal> {
    let fixed = model.everybody().minus(free);
    if notion == Notion::Sim {
        return Ok(Err(Uncounted::Simultaneous));
    }
    if let Some(party) = fixed.iter().find(|party| ranks(model, *party).is_none()) {
        return Ok(Err(Uncounted::Unordered(party)));
    }
    let fibres: Vec<(PartyId, Vec<StateId>)> = free
        .iter()
        .flat_map(|party| {
            mattering(model, scope, free, party, state, notion)
                .into_iter()
                .map(move |fibre| (party, fibre))
        })
        .collect();
    let orders = fibres
        .iter()
        .try_fold(1u64, |product, (_, fibre)| product.checked_mul(factorial_within(fibre.len())?))
        .filter(|orders| *orders <= MOST_ORDERS);
    let Some(orders) = orders else { return Ok(Err(Uncounted::Orders)) };
    let mut order = Order::new(model, free, fibres);
    let mut sets = 0;
    let mut expected: Option<Obligations> = None;
    let mut total = Rational::zero();
    for done in 0..orders {
        if done % 256 == 0 && !watch.step("orders of moves", done, orders) {
            return Err(Refusal::Interrupted);
        }
        let improves = |party: PartyId, from: StateId, to: StateId| order.improves(model, party, from, to);
        let obligations = |party| Obligations::of(model, scope, party, state, notion, &improves);
        let stays = fixed.iter().all(|party| {
            let better = |other: StateId| ranks(model, party).is_some_and(|ranks| ranks[other.index()] > ranks[state.index()]);
            obligations(party).met(&better)
        });
        if stays {
            let mut share = Rational::integer(1);
            for party in free.iter() {
                // What a party that alone is free expects of the others is the same in every order.
                let own = if free.len() == 1 {
                    expected.get_or_insert_with(|| obligations(party))
                } else {
                    expected.insert(obligations(party))
                };
                let Some(own) = rankings(own, &order.chains(party), state, &mut sets) else {
                    return Ok(Err(Uncounted::Sets));
                };
                share = &share * &own;
            }
            total = &total + &share;
        }
        order.advance();
    }
    Ok(Ok(total))
}

fn ranks(model: &Model, party: PartyId) -> Option<&[u32]> {
    model.parties[party].voter.preference.ranks()
}

/// `n!`, where it is not beyond [`MOST_ORDERS`].
fn factorial_within(n: usize) -> Option<u64> {
    (1..=n as u64).try_fold(1u64, |product, factor| {
        product.checked_mul(factor).filter(|product| *product <= MOST_ORDERS)
    })
}

/// The groups of states among which `party` moves, of which the order may matter to the reprisals that somebody else expects.
fn mattering(model: &Model, scope: &Scope, free: PartySet, party: PartyId, state: StateId, notion: Notion) -> Vec<Vec<StateId>> {
    if !matches!(notion, Notion::Seq | Notion::Sseq) {
        return Vec::new();
    }
    let chains = Chains::of(&model.moves, true);
    let mut from: BTreeSet<StateId> = BTreeSet::new();
    for other in model.everybody().without(party).iter() {
        let tempting = |to: &StateId| {
            let likes = ranks(model, other).is_none_or(|ranks| ranks[to.index()] > ranks[state.index()]);
            *to != state && scope.allows(&model.space, state, *to) && (free.has(other) || likes)
        };
        for first in model.moves.parties[other].reached(state).filter(tempting) {
            from.extend(explore(&model.moves, chains, model.everybody().without(other), first, |_, _, _| true).states());
        }
    }
    // Groups: what moves tie together, in either direction.
    let mut group: Vec<usize> = (0..model.space.len()).collect();
    for start in model.space.states() {
        for to in model.moves.parties[party].reached(start) {
            let (one, other) = (root(&group, start.index()), root(&group, to.index()));
            group[one.max(other)] = one.min(other);
        }
    }
    let roots: BTreeSet<usize> = from.iter().map(|state| root(&group, state.index())).collect();
    let members = |of: usize| -> Vec<StateId> { model.space.states().filter(|state| root(&group, state.index()) == of).collect() };
    roots.into_iter().map(members).filter(|members| members.len() > 1).collect()
}

fn root(group: &[usize], mut at: usize) -> usize {
    while group[at] != at {
        at = group[at];
    }
    at
}

/// The order of the free parties' groups that is looked at.
struct Order {
    /// Each in the order of its members, best first.
    fibres: Vec<(PartyId, Vec<StateId>)>,
    /// By party and state its place in its group, the best being 0; of no meaning elsewhere.
    place: Vec<Vec<usize>>,
    free: PartySet,
}

impl Order {
    fn new(model: &Model, free: PartySet, fibres: Vec<(PartyId, Vec<StateId>)>) -> Self {
        let mut order = Order {
            place: vec![vec![0; model.space.len()]; model.parties.len()],
            free,
            fibres,
        };
        for index in 0..order.fibres.len() {
            order.settle(index);
        }
        order
    }

    fn settle(&mut self, index: usize) {
        let (party, fibre) = &self.fibres[index];
        for (place, state) in fibre.iter().enumerate() {
            self.place[party.index()][state.index()] = place;
        }
    }

    /// Whether `party` likes `to` better than `from`. Of a free party's moves outside the groups nothing depends.
    fn improves(&self, model: &Model, party: PartyId, from: StateId, to: StateId) -> bool {
        if self.free.has(party) {
            let place = &self.place[party.index()];
            return place[to.index()] < place[from.index()];
        }
        ranks(model, party).is_some_and(|ranks| ranks[to.index()] > ranks[from.index()])
    }

    fn chains(&self, party: PartyId) -> Vec<&[StateId]> {
        let own = self.fibres.iter().filter(|(whose, _)| *whose == party);
        own.map(|(_, fibre)| fibre.as_slice()).collect()
    }

    /// The next order: each group in turn through its permutations, in lexicographic order.
    fn advance(&mut self) {
        for index in 0..self.fibres.len() {
            let more = next_permutation(&mut self.fibres[index].1);
            self.settle(index);
            if more {
                return;
            }
        }
    }
}

/// The next permutation; after the last the first again, and `false`.
fn next_permutation(items: &mut [StateId]) -> bool {
    let Some(pivot) = (1..items.len()).rev().find(|index| items[index - 1] < items[*index]) else {
        items.reverse();
        return false;
    };
    if let Some(other) = (pivot..items.len()).rev().find(|index| items[*index] > items[pivot - 1]) {
        items.swap(pivot - 1, other);
    }
    items[pivot..].reverse();
    true
}

/// The share of the rankings of the states that matter that have the given orders within `chains` and meet the obligations.
/// `None` past [`MOST_SETS`], which `sets` counts.
fn rankings(obligations: &Obligations, chains: &[&[StateId]], state: StateId, sets: &mut u64) -> Option<Rational> {
    let chained: BTreeSet<StateId> = chains.iter().flat_map(|chain| chain.iter().copied()).collect();
    let mut parts: Vec<Vec<StateId>> = chains.iter().map(|chain| chain.to_vec()).collect();
    let single = |other: &StateId| *other != state && !chained.contains(other);
    parts.extend(obligations.states().into_iter().filter(single).map(|other| vec![other]));
    // Where each part stands: how many of its first members are above the state. The state's own part is cut where the state stands.
    let cuts: Vec<Option<usize>> = parts.iter().map(|part| part.iter().position(|other| *other == state)).collect();
    for part in &mut parts {
        part.retain(|other| *other != state);
    }
    let members: usize = parts.iter().map(Vec::len).sum();
    let choices = parts
        .iter()
        .zip(&cuts)
        .map(|(part, cut)| if cut.is_some() { 1 } else { part.len() as u64 + 1 });
    let many = choices
        .into_iter()
        .try_fold(1u64, u64::checked_mul)
        .filter(|many| *many <= MOST_SETS)?;
    *sets += many;
    if *sets > MOST_SETS {
        return None;
    }
    // Up to 33! a machine number is enough.
    let small: Option<Vec<u128>> = (members < 33).then(|| factorials(members as u32));
    let factorials: Vec<BigUint> = factorials(members as u32 + 1);
    let mut above: Vec<usize> = cuts.iter().map(|cut| cut.unwrap_or(0)).collect();
    let mut better: BTreeSet<StateId> = parts
        .iter()
        .zip(&above)
        .flat_map(|(part, above)| &part[..*above])
        .copied()
        .collect();
    let (mut few, mut so) = (0u128, BigUint::ZERO);
    for _ in 0..many {
        if obligations.met(&|other| better.contains(&other)) {
            // Parts of one member leave one way; only chains take ways away.
            let chains = parts.iter().zip(&above).filter(|(part, _)| part.len() > 1);
            if let Some(small) = &small {
                let all = small[better.len()] * small[members - better.len()];
                few += chains.fold(all, |ways, (part, above)| ways / (small[*above] * small[part.len() - above]));
            } else {
                let all = &factorials[better.len()] * &factorials[members - better.len()];
                so += chains.fold(all, |ways, (part, above)| {
                    ways / (&factorials[*above] * &factorials[part.len() - above])
                });
            }
        }
        for (index, part) in parts.iter().enumerate().filter(|(index, _)| cuts[*index].is_none()) {
            if above[index] < part.len() {
                better.insert(part[above[index]]);
                above[index] += 1;
                break;
            }
            above[index] = 0;
            for other in part {
                better.remove(other);
            }
        }
    }
    Rational::new(BigInt::from(so + few), BigInt::from(factorials[members + 1].clone()))
}

fn factorials<T: Clone + From<u32> + Mul<Output = T>>(most: u32) -> Vec<T> {
    let next = |last: &mut T, factor: u32| {
        *last = last.clone() * T::from(factor.max(1));
        Some(last.clone())
    };
    (0..=most).scan(T::from(1), next).collect()
}
