//! The deals that somebody asks for: the best for a party, among those that others accept.
//!
//! All deals that all parties together can make are candidates. With complete preferences "best for a party" is the party's own order, ties by
//! number. With incomplete ones it is by tiers: the first tier holds the deals that no other candidate surely beats, the second those that only deals of
//! the first beat, and so on. Cost: candidates times the parties asked about; tiers take the square of the candidates.

use std::cmp::Reverse;

use crate::analysis::acceptance::{judge_over_all, signing};
use crate::analysis::answer::situation::Situation;
use crate::analysis::stability::Scope;
use crate::case::Said;
use crate::finding::{Asked, Cut, Notion, Verdict};
use crate::index::{Key, PartyId, StateId};
use crate::model::{PartySet, Refusal};

/// What is asked for. The default asks for nothing in particular.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Best first for this party.
    pub best_for: Option<PartyId>,
    /// Only what these parties accept.
    pub accepted_by: PartySet,
    /// Only what the declared table can sign.
    pub signable: bool,
    /// Only what holds under this notion.
    pub holds: Option<Notion>,
    /// Only states with this.
    pub with: Option<Said>,
    /// Whether what the case leaves open counts.
    pub or_open: bool,
}

impl Query {
    /// Whether anything in particular is asked for.
    pub fn is_plain(&self) -> bool {
        self.best_for.is_none() && self.accepted_by.is_empty() && !self.signable && self.holds.is_none() && self.with.is_none()
    }
}

/// The states asked for, the best first, all of them; and what was asked, for the reader.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so; [`Refusal::Tiers`] if a party's order is incomplete and there are too many candidates to compare.
pub fn find(
    situation: &Situation<'_>,
    query: &Query,
    watch: &mut dyn crate::analysis::watch::Watch,
) -> Result<(Vec<StateId>, Asked), Refusal> {
    let model = situation.model;
    let counts = |verdict: Verdict| verdict == Verdict::Yes || query.or_open && verdict == Verdict::Open;
    let mut found = Vec::new();
    let candidates = model.makeable(model.everybody());
    for (done, state) in candidates.iter().copied().enumerate() {
        if done % 4_096 == 0 && !watch.step("deals", done as u64, candidates.len() as u64) {
            return Err(Refusal::Interrupted);
        }
        let wanted = model.is_deal(state)
            && query.with.as_ref().is_none_or(|said| model.space.holds(&said.formula, state))
            && query
                .accepted_by
                .iter()
                .all(|party| counts(judge_over_all(model, party, state).verdict))
            && (!query.signable || model.can_make(model.table, state) && counts(signing(model, model.table, state).verdict));
        if wanted {
            found.push(state);
        }
    }
    if let Some(notion) = query.holds {
        let slot = Notion::ALL.iter().position(|other| *other == notion).unwrap_or(0);
        let mut holding = Vec::new();
        for (done, state) in found.iter().enumerate() {
            if !watch.step("holding", done as u64, found.len() as u64) {
                return Err(Refusal::Interrupted);
            }
            let scope = Scope::of_deal(situation.case, model, *state);
            let mut parties = model.parties.keys();
            let holds = |party| {
                let examined = situation.holdings.examine(party, *state, &scope);
                counts(examined[slot].verdict.unwrap_or(Verdict::Open))
            };
            if parties.all(holds) {
                holding.push(*state);
            }
        }
        found = holding;
    }
    if let Some(party) = query.best_for {
        sort_for(situation, party, &mut found)?;
    } else {
        found.sort_by_key(|state| (model.terms(*state).len(), *state));
    }
    let asked = Asked {
        best_for: query.best_for.map(|party| situation.naming.party(party)),
        by_tiers: query
            .best_for
            .is_some_and(|party| model.parties[party].voter.preference.ranks().is_none()),
        accepted_by: situation.naming.parties(query.accepted_by.iter()),
        signable: query.signable,
        holds: query.holds,
        with: query.with.as_ref().map(|said| said.text.clone()),
        or_open: query.or_open,
        matching: found.len() as u64,
    };
    Ok((found, asked))
}

/// Sorts states by what they are to one party, the best first.
fn sort_for(situation: &Situation<'_>, party: PartyId, states: &mut Vec<StateId>) -> Result<(), Refusal> {
    let preference = &situation.model.parties[party].voter.preference;
    if let Some(ranks) = preference.ranks() {
        states.sort_by_key(|state| (Reverse(ranks[state.index()]), *state));
        return Ok(());
    }
    let limit = situation.limits.partial_states;
    if states.len() > limit {
        return Err(Refusal::Tiers {
            count: states.len() as u64,
            limit: limit as u64,
        });
    }
    // Preferences that agree with the case have no cycle of sure comparisons, so that peeling ends; what contradicts itself is put last.
    let mut left = std::mem::take(states);
    while !left.is_empty() {
        let beaten = |state: &StateId| {
            left.iter()
                .any(|other| preference.compare(&situation.model.space, *other, *state).better)
        };
        let (rest, tier): (Vec<StateId>, Vec<StateId>) = left.iter().partition(|state| beaten(state));
        if tier.is_empty() {
            states.extend(rest);
            break;
        }
        states.extend(tier);
        left = rest;
    }
    Ok(())
}

/// What is said when more deals match than are listed.
pub fn cut(situation: &Situation<'_>, matching: usize) -> Option<Cut> {
    let limit = situation.limits.deals;
    (matching > limit).then(|| Cut {
        what: "deals listed".to_owned(),
        limit: limit as u64,
        total: Some(matching as u64),
        option: Some("--top".to_owned()),
    })
}
