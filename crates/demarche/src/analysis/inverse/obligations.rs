//! What must not be better than a state for the state to be stable.
//!
//! By the definitions (Fang, Hipel and Kilgour 1993) a party stays at *s* if every move of its own is no improvement, or meets a reprisal whose end is no better than *s*; where escapes count,
//! nor may anything that the party reaches from that end be better. Each of these says of some states that they are not better than *s*, and nothing else about the party's ranking.

use std::collections::BTreeSet;

use crate::analysis::stability::Scope;
use crate::analysis::stability::sequence::{Chains, explore};
use crate::finding::Notion;
use crate::index::{PartyId, StateId};
use crate::model::Model;

/// For every move of a party away from a state: the sets of states of which one must have no member that is better than the state.
pub struct Obligations {
    /// Sets that contain another of the same move are left out, and moves that are deterred whatever the party likes.
    pub moves: Vec<Vec<BTreeSet<StateId>>>,
}

impl Obligations {
    /// Of `party` at `state` under `notion`, its own moves and escapes limited to `scope`; `improves(other, from, to)` says what moves the others like.
    /// SIM has none: its reprisals are not sequences. Cost: for every move the exploration of what the others reach.
    pub fn of(
        model: &Model,
        scope: &Scope,
        party: PartyId,
        state: StateId,
        notion: Notion,
        improves: &dyn Fn(PartyId, StateId, StateId) -> bool,
    ) -> Self {
        let others = model.everybody().without(party);
        let own = |from: StateId| {
            let reached = model.moves.parties[party].reached(from);
            reached.filter(move |to| *to != from && scope.allows(&model.space, from, *to))
        };
        let escapes = matches!(notion, Notion::Smr | Notion::Sseq);
        let chains = Chains::of(&model.moves, true);
        let firsts: BTreeSet<StateId> = own(state).collect();
        let moves = firsts.into_iter().map(|first| {
            let mut ways = vec![BTreeSet::from([first])];
            let ends = match notion {
                Notion::Nash | Notion::Sim => Vec::new(),
                Notion::Gmr | Notion::Smr => explore(&model.moves, chains, others, first, |_, _, _| true).arrivals(),
                Notion::Seq | Notion::Sseq => explore(&model.moves, chains, others, first, improves).arrivals(),
            };
            for end in ends {
                let mut way = BTreeSet::from([end]);
                if escapes {
                    way.extend(own(end));
                }
                way.remove(&state);
                ways.push(way);
            }
            minimal(ways)
        });
        Obligations {
            moves: moves.filter(|ways| ways.iter().all(|way| !way.is_empty())).collect(),
        }
    }

    /// That none of `others` is better than the state: what a signature needs of the no-deal states.
    pub fn none_better(others: impl IntoIterator<Item = StateId>) -> Self {
        Obligations {
            moves: others.into_iter().map(|other| vec![BTreeSet::from([other])]).collect(),
        }
    }

    /// Whether they are met where `better` are the states better than the one asked about.
    pub fn met(&self, better: &dyn Fn(StateId) -> bool) -> bool {
        self.unmet(better).next().is_none()
    }

    /// The sets of each move of which none is free of states that are `better`.
    pub fn unmet(&self, better: &dyn Fn(StateId) -> bool) -> impl Iterator<Item = &Vec<BTreeSet<StateId>>> {
        let meets = |way: &BTreeSet<StateId>| way.iter().all(|state| !better(*state));
        self.moves.iter().filter(move |ways| !ways.iter().any(meets))
    }

    /// All states that they speak of.
    pub fn states(&self) -> BTreeSet<StateId> {
        self.moves.iter().flatten().flatten().copied().collect()
    }
}

/// The inclusion-minimal sets.
fn minimal(mut ways: Vec<BTreeSet<StateId>>) -> Vec<BTreeSet<StateId>> {
    ways.sort_by_key(|way| (way.len(), way.clone()));
    let mut kept: Vec<BTreeSet<StateId>> = Vec::new();
    for way in ways {
        if !kept.iter().any(|less| less.is_subset(&way)) {
            kept.push(way);
        }
    }
    kept
}
