//! Which deals are listed, and in which order.

use std::cmp::Reverse;

use crate::analysis::answer::deal::deal;
use crate::analysis::answer::situation::Situation;
use crate::analysis::least::Least;
use crate::analysis::stability::Scope;
use crate::analysis::watch::Watch;
use crate::case::Formula;
use crate::finding::*;
use crate::index::{Key, StateId};
use crate::model::{Marked, Refusal};

/// States above which deals are not sorted by how well they hold before the list is cut.
const SORTED_BY_HOLDING: usize = 256;

/// The deals of the declared table, signable or not, those that another group surely or possibly can sign, and the plainest deal for each goal, as
/// many as the limit allows: the declared table's signable ones first, then by how well they hold, the fewest terms, the number.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub fn deals(situation: &Situation<'_>, watch: &mut dyn Watch) -> Result<(Vec<Deal>, Vec<Cut>), Refusal> {
    let places = places(situation, &Marked::all(situation.model.space.len()));
    list(situation, &places[..NOT_SIGNED_ELSEWHERE], watch)
}

/// The deals that meet a formula, signable or not, in the same order.
///
/// # Errors
/// As [`deals`].
pub fn deals_with(situation: &Situation<'_>, formula: &Formula, watch: &mut dyn Watch) -> Result<(Vec<Deal>, Vec<Cut>), Refusal> {
    let asked = situation.deals(&Marked::of(&situation.model.space, formula));
    let mut places = places(situation, &asked);
    places[UNMAKEABLE] = asked;
    list(situation, &places, watch)
}

/// Places in the order of the list, of which the last are left out where only what can be signed is listed.
const PLACES: usize = 7;

/// The place of what other groups can make and cannot sign.
const NOT_SIGNED_ELSEWHERE: usize = 5;

/// The place of what nobody can make.
const UNMAKEABLE: usize = 6;

/// The deals of `asked` by how soon they are listed: by the declared table's verdict, then by the best verdict of the others. A deal may have several places,
/// of which the first counts.
fn places(situation: &Situation<'_>, asked: &Marked) -> [Marked; PLACES] {
    let mut places = [const { None }; PLACES].map(|_: Option<()>| Marked::none(situation.model.space.len()));
    let mut put = |place: usize, states: &Marked| {
        let known = std::mem::replace(&mut places[place], Marked::none(0));
        places[place] = known.or(states);
    };
    for (group, role) in &situation.groups {
        let deals = situation.deals(&situation.model.makeable_set(*group).and(asked));
        let verdicts = situation.signings.verdicts(*group, &deals);
        let declared = *role == TableRole::Declared;
        put(if declared { 0 } else { 2 }, &verdicts.yes);
        put(if declared { 4 } else { NOT_SIGNED_ELSEWHERE }, &verdicts.no);
        put(if declared { 1 } else { 3 }, &deals.minus(&verdicts.yes).minus(&verdicts.no));
    }
    for state in plainest_goal_states(situation).into_iter().filter(|state| asked.has(*state)) {
        places[2].insert(state);
    }
    places
}

/// The first deals in full. Cost: one step for every 64 states, and a comparison a deal until the list is full.
fn list(situation: &Situation<'_>, places: &[Marked], watch: &mut dyn Watch) -> Result<(Vec<Deal>, Vec<Cut>), Refusal> {
    let model = situation.model;
    let terms = situation.terms();
    let mut first = Least::new(situation.limits.deals.max(SORTED_BY_HOLDING));
    let mut before = Marked::none(model.space.len());
    for (place, states) in places.iter().enumerate() {
        // What comes later cannot take the place of what came before.
        if !first.is_full() {
            let new = states.clone().minus(&before);
            new.iter().for_each(|state| first.offer((place, terms[state.index()], state)));
        }
        before = before.or(states);
    }
    let total = before.count();
    let mut order = first.sorted();
    order.sort_by_cached_key(|(place, terms, state)| (*place, Reverse(strength(situation, *state)), *terms, *state));
    order.truncate(situation.limits.deals);
    let mut listed = Vec::with_capacity(order.len());
    for (done, (.., state)) in order.iter().enumerate() {
        if !watch.step("deals", done as u64, order.len() as u64) {
            return Err(Refusal::Interrupted);
        }
        listed.push(deal(situation, *state));
    }
    let mut cuts = Vec::new();
    if (listed.len() as u64) < total {
        cuts.push(Cut {
            what: "deals listed".to_owned(),
            limit: situation.limits.deals as u64,
            total: Some(total),
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
    if situation.case.goals.is_empty() {
        return plainest;
    }
    let makeable = situation.deals(&model.makeable_set(model.everybody()));
    for goal in &situation.case.goals {
        let mut first = Least::new(2);
        let states = Marked::of(&model.space, &goal.formula).and(&makeable);
        states
            .iter()
            .for_each(|state| first.offer((situation.terms()[state.index()], state)));
        let first = first.sorted();
        plainest.extend(first.iter().filter(|(terms, _)| *terms == first[0].0).map(|(_, state)| *state));
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
