//! The deals nearest to one that was asked for: the fewest issues settled otherwise.
//!
//! Distances are counted over all combinations at once, issue by issue: a combination's distance is the least of its own and one more than that of any combination that differs from it on the issue alone. Cost: combinations
//! times the values of all issues. Among the nearest, the deal with the fewest terms comes first, then the state's number.

use crate::case::Formula;
use crate::index::StateId;
use crate::model::Model;

/// By state on how many issues it differs from the nearest state with `asked`; `None` if there is none.
pub fn distances(model: &Model, asked: &Formula) -> Option<Vec<u32>> {
    const FAR: u32 = u32::MAX;
    let space = &model.space;
    let mut steps = vec![FAR; usize::try_from(space.combinations()).ok()?];
    let mut any = false;
    for state in space.states().filter(|state| space.holds(asked, *state)) {
        steps[space.combination(state) as usize] = 0;
        any = true;
    }
    if !any {
        return None;
    }
    for issue in model.effectivity.issue_ids() {
        for first in 0..space.combinations() {
            if space.digit(first, issue) != 0 {
                continue;
            }
            let cells = |value: u32| space.replace(first, issue, value) as usize;
            let least = (0..space.radix(issue)).map(|value| steps[cells(value)]).min().unwrap_or(FAR);
            for value in 0..space.radix(issue) {
                let cell = &mut steps[cells(value)];
                *cell = (*cell).min(least.saturating_add(1));
            }
        }
    }
    Some(space.states().map(|state| steps[space.combination(state) as usize]).collect())
}

/// The states by distance, then by terms, then by number.
pub fn in_order(model: &Model, distances: &[u32]) -> Vec<(u32, StateId)> {
    let mut states: Vec<(u32, usize, StateId)> = model
        .space
        .states()
        .zip(distances)
        .filter(|(state, _)| model.is_deal(*state))
        .map(|(state, distance)| (*distance, model.terms(state).len(), state))
        .collect();
    states.sort_unstable();
    states.into_iter().map(|(distance, _, state)| (distance, state)).collect()
}
