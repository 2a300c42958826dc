//! Whether a state leaves nothing on the table (Pareto efficiency), over all feasible states and all parties of the case.
//!
//! Parties' preferences vary independently, so another state dominates under *some* admissible preferences iff no party is surely worse off
//! there and one may be better off; both verdicts are exact as far as single comparisons are. Cost: states x parties for one state.

use crate::finding::Verdict;
use crate::index::{Key, StateId};
use crate::model::{Model, Relation};

/// Whether `state` is efficient, and a state that surely dominates it if there is one (of those the first in order).
pub fn efficiency(model: &Model, state: StateId) -> (Verdict, Option<StateId>) {
    let ranks: Option<Vec<&[u32]>> = model.parties.values().map(|party| party.voter.preference.ranks()).collect();
    if let Some(ranks) = ranks {
        let here: Vec<u32> = ranks.iter().map(|ranks| ranks[state.index()]).collect();
        let dominates = |other: &StateId| {
            let mut better = false;
            ranks.iter().zip(&here).all(|(ranks, here)| {
                better |= ranks[other.index()] > *here;
                ranks[other.index()] >= *here
            }) && better
        };
        let dominator = model.space.states().find(dominates);
        return (Verdict::from_bool(dominator.is_none()), dominator);
    }
    let mut verdict = Verdict::Yes;
    for other in model.space.states().filter(|other| *other != state) {
        let relations: Vec<Relation> = model
            .parties
            .values()
            .map(|party| party.voter.preference.compare(&model.space, other, state))
            .collect();
        if relations.iter().all(|relation| relation.at_least) && relations.iter().any(|relation| relation.better) {
            return (Verdict::No, Some(other));
        }
        if relations.iter().all(|relation| !relation.worse) && relations.iter().any(|relation| relation.may_be_better()) {
            verdict = Verdict::Open;
        }
    }
    (verdict, None)
}
