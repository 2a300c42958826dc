//! Which deals are listed, and in which order.

use std::cmp::Reverse;

use crate::analysis::acceptance::signing;
use crate::analysis::answer::deal::deal;
use crate::analysis::answer::situation::Situation;
use crate::analysis::answer::table::makeable;
use crate::analysis::stability::Scope;
use crate::analysis::watch::Watch;
use crate::case::Formula;
use crate::finding::*;
use crate::index::StateId;
use crate::model::Refusal;

/// States above which deals are not sorted by how well they hold before the list is cut.
const SORTED_BY_HOLDING: usize = 256;

/// The deals of the declared table, signable or not, those that another group surely or possibly can sign, and the plainest deal for each goal, as
/// many as the limit allows: the declared table's signable ones first, then by how well they hold, the fewest terms, the number.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub fn deals(situation: &Situation<'_>, watch: &mut dyn Watch) -> Result<(Vec<Deal>, Vec<Cut>), Refusal> {
    select(situation, &|_| true, false, watch)
}

/// The deals that meet a formula, signable or not, in the same order.
///
/// # Errors
/// As [`deals`].
pub fn deals_with(situation: &Situation<'_>, formula: &Formula, watch: &mut dyn Watch) -> Result<(Vec<Deal>, Vec<Cut>), Refusal> {
    select(situation, &|state| situation.model.space.holds(formula, state), true, watch)
}

fn select(
    situation: &Situation<'_>,
    asked: &dyn Fn(StateId) -> bool,
    all: bool,
    watch: &mut dyn Watch,
) -> Result<(Vec<Deal>, Vec<Cut>), Refusal> {
    let model = situation.model;
    // How soon a deal is listed: by the declared table's verdict, then by the best verdict of the others.
    let mut best: std::collections::BTreeMap<StateId, u8> = std::collections::BTreeMap::new();
    for (group, role) in &situation.groups {
        for state in makeable(situation, *group) {
            if !model.is_deal(state) || !asked(state) {
                continue;
            }
            let place = match (role, signing(model, *group, state).verdict) {
                (TableRole::Declared, Verdict::Yes) => 0,
                (TableRole::Declared, Verdict::Open) => 1,
                (_, Verdict::Yes) => 2,
                (_, Verdict::Open) => 3,
                (TableRole::Declared, Verdict::No) => 4,
                _ => 5,
            };
            let known = best.entry(state).or_insert(place);
            *known = place.min(*known);
        }
    }
    for state in plainest_goal_states(situation).into_iter().filter(|state| asked(*state)) {
        let known = best.entry(state).or_insert(2);
        *known = 2.min(*known);
    }
    if all {
        for state in model.space.states().filter(|state| model.is_deal(*state) && asked(*state)) {
            best.entry(state).or_insert(6);
        }
    } else {
        best.retain(|_, place| *place < 5);
    }
    let terms = |state: StateId| model.terms(state).len();
    let mut order: Vec<(u8, StateId)> = best.into_iter().map(|(state, place)| (place, state)).collect();
    let total = order.len();
    order.sort_by_cached_key(|(place, state)| (*place, terms(*state), *state));
    let enough = situation.limits.deals.max(SORTED_BY_HOLDING);
    order.truncate(enough);
    order.sort_by_cached_key(|(place, state)| (*place, Reverse(strength(situation, *state)), terms(*state), *state));
    order.truncate(situation.limits.deals);
    let mut listed = Vec::with_capacity(order.len());
    for (done, (_, state)) in order.iter().enumerate() {
        if !watch.step("deals", done as u64, order.len() as u64) {
            return Err(Refusal::Interrupted);
        }
        listed.push(deal(situation, *state));
    }
    let mut cuts = Vec::new();
    if listed.len() < total {
        cuts.push(Cut {
            what: "deals listed".to_owned(),
            limit: situation.limits.deals as u64,
            total: Some(total as u64),
            option: Some("--max-deals".to_owned()),
        });
    }
    if situation.pairs_left_out {
        cuts.push(Cut {
            what: "parties for which every pair is looked at".to_owned(),
            limit: crate::analysis::groups::MOST_PARTIES_FOR_PAIRS as u64,
            total: Some(model.parties.len() as u64),
            option: None,
        });
    }
    if !situation.holdings.can_answer() {
        cuts.push(Cut {
            what: "states for which incomplete preferences are compared, so that holding can be told".to_owned(),
            limit: situation.limits.partial_states as u64,
            total: Some(model.space.len() as u64),
            option: None,
        });
    }
    Ok((listed, cuts))
}

/// For each goal of the case the states that meet it with the fewest terms, at most two: they are listed whether or not they can be signed,
/// so that every reading of positions shows them.
fn plainest_goal_states(situation: &Situation<'_>) -> Vec<StateId> {
    let model = situation.model;
    let mut plainest = Vec::new();
    for goal in &situation.case.goals {
        let mut least = usize::MAX;
        let mut states = Vec::new();
        let meets = |state: &StateId| model.is_deal(*state) && model.space.holds(&goal.formula, *state);
        for state in makeable(situation, model.everybody()).into_iter().filter(meets) {
            let terms = model.terms(state).len();
            if terms < least {
                least = terms;
                states.clear();
            }
            if terms == least {
                states.push(state);
            }
        }
        plainest.extend(states.into_iter().take(2));
    }
    plainest
}

/// How well a deal holds: one point for each notion under which it surely does, half a point where that is open.
pub fn strength(situation: &Situation<'_>, state: StateId) -> u32 {
    let scope = Scope::of_deal(situation.case, situation.model, state);
    let mut worst = [Verdict::Yes; 6];
    for party in situation.model.parties.keys() {
        for (worst, examined) in worst.iter_mut().zip(situation.holdings.examine(party, state, &scope)) {
            *worst = worst.and(examined.verdict.unwrap_or(Verdict::Open));
        }
    }
    worst
        .iter()
        .map(|verdict| match verdict {
            Verdict::Yes => 2,
            Verdict::Open => 1,
            Verdict::No => 0,
        })
        .sum()
}
