//! Where single-party improvements lead from the status quo (status-quo analysis; Li, Kilgour & Hipel 2005), and what no deal then means.

use crate::analysis::stability::sequence::{self, Chains, Reached, Step};
use crate::index::{Key, PartyId, StateId};
use crate::model::Model;

/// Moves that are looked at, at most.
pub const MOST_MOVES: u64 = 1 << 26;

/// What improving moves reach from the status quo.
pub struct Paths {
    reached: Reached,
    /// The states reached, in the order of discovery, the status quo first.
    pub states: Vec<StateId>,
    /// Whether there are no more: false if more than [`MOST_MOVES`] moves would have had to be looked at.
    pub complete: bool,
}

impl Paths {
    /// Follows every sure improvement. With complete preferences that is every improvement.
    pub fn new(model: &Model, from: StateId) -> Self {
        let improves = |by: PartyId, before: StateId, after: StateId| match model.parties[by].voter.preference.ranks() {
            Some(ranks) => ranks[after.index()] > ranks[before.index()],
            None => model.parties[by].voter.preference.compare(&model.space, after, before).better,
        };
        let (reached, complete) = sequence::explore_some(
            &model.moves,
            Chains::of(&model.moves, model.is_complete()),
            model.everybody(),
            from,
            MOST_MOVES,
            improves,
        );
        let states = reached.states();
        Paths { reached, states, complete }
    }

    /// A shortest way to a state.
    pub fn way_to(&self, state: StateId) -> Option<Vec<Step>> {
        self.reached.way_to(state)
    }
}

/// Moves from `state` that are or may be improvements, in the order of the parties.
pub fn possible_moves(model: &Model, state: StateId) -> Vec<(PartyId, StateId)> {
    let mut moves = Vec::new();
    for (party, own) in model.moves.parties.iter() {
        let preference = &model.parties[party].voter.preference;
        let may_improve = |to: &StateId| preference.compare(&model.space, *to, state).may_be_better();
        moves.extend(own.reached(state).filter(may_improve).map(|to| (party, to)));
    }
    moves
}
