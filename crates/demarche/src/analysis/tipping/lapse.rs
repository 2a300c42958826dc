//! Moves once conditions are agreed: a term lapses by itself as soon as its condition is broken.
//!
//! A move that would lead to a state in which a breach holds and the term still stands leads to the state in which the term is back at today's value instead. Where several terms lapse, one
//! after the other does, until none is left; each lapses at most once, so that this ends. A state in which a breach holds already, before anybody moves, is left as it is.

use std::cell::OnceCell;

use crate::analysis::stability::sequence::{Chains, Moves};
use crate::case::Formula;
use crate::index::{IssueId, Key, PartyId, StateId};
use crate::model::{Model, MoveGraph};

/// What lapses, and on which breach.
pub type Lapse<'a> = (&'a Formula, IssueId);

/// Where a move to `state` leads. What cannot be together without its terms stays as it is.
pub fn lapsed(model: &Model, lapses: &[Lapse<'_>], state: StateId) -> StateId {
    let Some(today) = model.status_quo else { return state };
    let mut now = state;
    loop {
        let next = lapses.iter().find_map(|(breach, issue)| {
            let value = model.space.value(today, *issue);
            let stands = model.space.value(now, *issue) != value;
            if !stands || !model.space.holds(breach, now) {
                return None;
            }
            model.space.state(model.space.replace(model.space.combination(now), *issue, value))
        });
        match next {
            Some(next) => now = next,
            None => return now,
        }
    }
}

/// The moves of all parties with conditions, found as they are asked for.
pub struct Lapsing<'a> {
    model: &'a Model,
    lapses: &'a [Lapse<'a>],
    /// By state where a move to it leads; filled when more than a few are asked for.
    ends: OnceCell<Vec<StateId>>,
}

impl<'a> Lapsing<'a> {
    /// Nothing is computed yet.
    pub fn new(model: &'a Model, lapses: &'a [Lapse<'a>]) -> Self {
        Lapsing {
            model,
            lapses,
            ends: OnceCell::new(),
        }
    }

    /// Whether chains of moves shorten: with conditions that is not known.
    pub fn chains(&self, ordered: bool) -> Chains {
        if self.lapses.is_empty() {
            Chains::of(&self.model.moves, ordered)
        } else {
            Chains::Stand
        }
    }

    /// Where a party can move from a state; for a few questions. Cost: its moves, times the conditions.
    pub fn own(&self, by: PartyId, from: StateId) -> Vec<StateId> {
        let reached = self.model.moves.parties[by].reached(from);
        if self.lapses.is_empty() {
            return reached.collect();
        }
        let mut ends: Vec<StateId> = reached
            .map(|to| lapsed(self.model, self.lapses, to))
            .filter(|to| *to != from)
            .collect();
        ends.sort_unstable();
        ends.dedup();
        ends
    }
}

impl Moves for Lapsing<'_> {
    fn states(&self) -> usize {
        self.model.space.len()
    }

    fn parties(&self) -> usize {
        self.model.parties.len()
    }

    fn reached(&self, by: PartyId, from: StateId) -> impl Iterator<Item = StateId> {
        let ends = (!self.lapses.is_empty()).then(|| {
            let end = |state| lapsed(self.model, self.lapses, state);
            self.ends.get_or_init(|| self.model.space.states().map(end).collect())
        });
        let reached = self.model.moves.parties[by].reached(from);
        reached
            .map(move |to| ends.map_or(to, |ends| ends[to.index()]))
            .filter(move |to| *to != from)
    }
}

/// The move graph with conditions, for the analyses that need all of it. Cost: the moves of all parties; guards and one-way changes stay what they are.
pub fn moves_with(model: &Model, lapses: &[Lapse<'_>]) -> MoveGraph {
    let ends: Vec<u32> = model.space.states().map(|state| lapsed(model, lapses, state).0).collect();
    let arcs: Vec<Vec<(u32, u32)>> = model
        .moves
        .parties
        .values()
        .map(|moves| {
            let mut arcs = Vec::new();
            for state in model.space.states() {
                let first = arcs.len();
                let reached = moves.reached(state).map(|to| (state.0, ends[to.index()]));
                arcs.extend(reached.filter(|(from, to)| from != to));
                arcs[first..].sort_unstable();
                let mut kept = first;
                for index in first..arcs.len() {
                    if index == first || arcs[index] != arcs[kept - 1] {
                        arcs[kept] = arcs[index];
                        kept += 1;
                    }
                }
                arcs.truncate(kept);
            }
            arcs
        })
        .collect();
    MoveGraph::from_arcs(model.space.len(), &arcs)
}
