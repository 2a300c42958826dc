//! Every state under four attitudes to what is not known, beside what is so in all completions, and what may be so in some.

use crate::analysis::answer::situation::Situation;
use crate::analysis::stability::unknown::StaysByType;
use crate::analysis::watch::Watch;
use crate::finding::*;
use crate::index::StateId;
use crate::model::Refusal;

/// Notion by notion; `equilibria` are those of the same situation. Empty where preferences are complete, and beyond the limit on states, which `equilibria` have told of.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub fn uncertainty(
    situation: &Situation<'_>,
    equilibria: &[Equilibria],
    watch: &mut dyn Watch,
) -> Result<Vec<UncertaintyFinding>, Refusal> {
    let Some(stays) = stays_everybody(situation, watch)? else {
        return Ok(Vec::new());
    };
    let finding = |(slot, notion): (usize, Notion)| {
        let count = equilibria.iter().find(|one| one.notion == notion)?.count?;
        let types = UncertaintyType::ALL.into_iter().enumerate();
        Some(UncertaintyFinding {
            notion,
            surely: count.yes,
            possibly: count.yes + count.open,
            types: types.map(|(row, kind)| of_type(situation, kind, &stays, (row, slot))).collect(),
        })
    };
    Ok(Notion::LADDER.into_iter().enumerate().filter_map(finding).collect())
}

fn of_type(situation: &Situation<'_>, kind: UncertaintyType, stays: &[StaysByType], (row, slot): (usize, usize)) -> UncertaintyStability {
    let states: Vec<StateId> = situation
        .model
        .space
        .states()
        .zip(stays)
        .filter(|(_, stays)| stays[row][slot])
        .map(|(state, _)| state)
        .collect();
    let listed = states.iter().take(situation.limits.listed_states);
    UncertaintyStability {
        kind,
        count: states.len() as u64,
        states: listed.map(|state| situation.naming.state(*state)).collect(),
    }
}

/// State by state, whether every party stays.
fn stays_everybody(situation: &Situation<'_>, watch: &mut dyn Watch) -> Result<Option<Vec<StaysByType>>, Refusal> {
    let Some(engine) = situation.unknown else { return Ok(None) };
    let model = situation.model;
    let mut states = Vec::with_capacity(model.space.len());
    for (done, state) in model.space.states().enumerate() {
        if !watch.step("states under unknown preferences", done as u64, model.space.len() as u64) {
            return Err(Refusal::Interrupted);
        }
        let mut everybody = [[true; 4]; 4];
        for party in model.parties.keys() {
            let one = engine.examine(party, state);
            for (all, one) in everybody.iter_mut().flatten().zip(one.iter().flatten()) {
                *all &= *one;
            }
        }
        states.push(everybody);
    }
    Ok(Some(states))
}
