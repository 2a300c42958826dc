//! What happens when nothing is signed: as declared, and as unilateral improvements would have it.

use crate::analysis::answer::situation::Situation;
use crate::analysis::answer::support;
use crate::analysis::evolution::{Paths, possible_moves};
use crate::finding::{DerivedNoDeal, Move, NoDealFinding, Notion};
use crate::index::{PartyId, StateId};

/// Declared and derived no deal.
pub fn no_deal(situation: &Situation<'_>) -> NoDealFinding {
    let (model, naming) = (situation.model, situation.naming);
    NoDealFinding {
        declared: model.no_deal.iter().map(|(state, _)| naming.state(*state)).collect(),
        by_default: model.no_deal.iter().all(|(_, line)| line.is_none()),
        derived: derived(situation),
        rests_on: naming.lines(support::no_deal(model)),
    }
}

fn derived(situation: &Situation<'_>) -> DerivedNoDeal {
    let (model, naming) = (situation.model, situation.naming);
    let Some(today) = model.status_quo else {
        return DerivedNoDeal::FromNothing;
    };
    if let Some(ladder) = &situation.holdings.ladder {
        let states: Vec<StateId> = Paths::new(model, today)
            .states
            .into_iter()
            .filter(|state| ladder.is_equilibrium(Notion::Nash, *state))
            .collect();
        if states.is_empty() {
            return DerivedNoDeal::NeverRests;
        }
        let declared: Vec<StateId> = model.no_deal.iter().map(|(state, _)| *state).collect();
        let differs = states.len() != declared.len() || !states.iter().all(|state| declared.contains(state));
        return DerivedNoDeal::Rests {
            states: states.into_iter().map(|state| naming.state(state)).collect(),
            differs,
        };
    }
    // Sure improvements are followed; only moves of which it is open whether they are improvements leave the matter unsettled.
    let paths = Paths::new(model, today);
    let open: Vec<Move> = paths
        .states
        .iter()
        .flat_map(|state| open_moves(situation, *state))
        .take(MOST_OPEN_MOVES)
        .collect();
    if !open.is_empty() {
        return DerivedNoDeal::Open { moves: open };
    }
    let is_at_rest = |state: &StateId| possible_moves(model, *state).is_empty();
    let states: Vec<StateId> = paths.states.into_iter().filter(is_at_rest).collect();
    if states.is_empty() {
        return DerivedNoDeal::NeverRests;
    }
    let declared: Vec<StateId> = model.no_deal.iter().map(|(state, _)| *state).collect();
    let differs = states.len() != declared.len() || !states.iter().all(|state| declared.contains(state));
    DerivedNoDeal::Rests {
        states: states.into_iter().map(|state| naming.state(state)).collect(),
        differs,
    }
}

/// Open moves are named up to this many.
const MOST_OPEN_MOVES: usize = 12;

/// The moves from `state` of which it is open whether they are improvements. A move on several issues is named only if no move on fewer of
/// them is open or sure: the rest adds nothing to the question.
fn open_moves(situation: &Situation<'_>, state: StateId) -> Vec<Move> {
    let (model, naming) = (situation.model, situation.naming);
    let possible = possible_moves(model, state);
    let changed = |to: StateId| model.space.differing(state, to);
    let is_least = |(party, to): &&(PartyId, StateId)| {
        !possible
            .iter()
            .any(|(other, smaller)| other == party && smaller != to && changed(*smaller).iter().all(|issue| changed(*to).contains(issue)))
    };
    let is_open = |(party, to): &&(PartyId, StateId)| !model.parties[*party].voter.preference.compare(&model.space, *to, state).better;
    possible
        .iter()
        .filter(is_open)
        .filter(is_least)
        .map(|(party, to)| naming.step(&[*party], state, *to))
        .collect()
}
