//! What happens when nothing is signed: as declared, and as unilateral improvements would have it.

use crate::analysis::answer::situation::Situation;
use crate::analysis::answer::support;
use crate::analysis::evolution::{Paths, possible_first_moves};
use crate::finding::{DerivedNoDeal, NoDealFinding, Notion};
use crate::index::StateId;

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
    if let Some(ladder) = &situation.holdings.ladder {
        let states: Vec<StateId> = Paths::new(model)
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
    let first = possible_first_moves(model, model.status_quo);
    if first.is_empty() {
        let differs = model.no_deal.iter().any(|(state, _)| *state != model.status_quo);
        return DerivedNoDeal::Rests {
            states: vec![naming.state(model.status_quo)],
            differs,
        };
    }
    // A move on several issues is named only if no move on fewer of them is possible: the rest adds nothing to the question.
    let changed = |to: StateId| model.space.differing(model.status_quo, to);
    let least = first.iter().filter(|(party, to)| {
        !first
            .iter()
            .any(|(other, smaller)| other == party && smaller != to && changed(*smaller).iter().all(|issue| changed(*to).contains(issue)))
    });
    DerivedNoDeal::Open {
        moves: least.map(|(party, to)| naming.step(&[*party], model.status_quo, *to)).collect(),
    }
}
