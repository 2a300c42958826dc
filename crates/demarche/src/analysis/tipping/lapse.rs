//! Moves once conditions are agreed: a term lapses by itself as soon as its condition is broken.
//!
//! A move that would lead to a state in which a breach holds and the term still stands leads to the state in which the term is back at today's value instead. Where several terms lapse, one
//! after the other does, until none is left; each lapses at most once, so that this ends. A state in which a breach holds already, before anybody moves, is left as it is.

use crate::case::Formula;
use crate::index::{IssueId, Key, StateId};
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

/// The move graph with conditions. Cost: the moves of all parties; guards and one-way changes stay what they are.
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
