//! How far preferences are from those under which a state could be signed and would be stable, in the case's names.

use num_bigint::BigInt;

use crate::analysis::answer::situation::Situation;
use crate::analysis::answer::support;
use crate::analysis::inverse::counting::{MOST_ORDERS, MOST_SETS, Uncounted, count};
use crate::analysis::inverse::obligations::Obligations;
use crate::analysis::inverse::swaps::{Swaps, least};
use crate::analysis::stability::Scope;
use crate::analysis::watch::Watch;
use crate::case::Said;
use crate::finding::{Inverse, Notion, PartyInverse, RankingCount, Swapped, UncountedReason};
use crate::index::{Key, PartyId, StateId};
use crate::model::{PartySet, Refusal};
use crate::rational::Rational;

/// States up to which the number of rankings is written out.
const WRITTEN_OUT: u32 = 20;

/// The answer; rankings are counted for `free` together or, if it is empty, for every party by itself.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub fn inverse(
    situation: &Situation<'_>,
    question: &Said,
    notion: Notion,
    free: PartySet,
    watch: &mut dyn Watch,
) -> Result<Inverse, Refusal> {
    let (model, naming) = (situation.model, situation.naming);
    let mut states: Vec<StateId> = model
        .space
        .states()
        .filter(|state| model.space.holds(&question.formula, *state))
        .collect();
    states.sort_by_key(|state| (model.terms(*state).len(), *state));
    let mut found = Inverse {
        formula: question.text.clone(),
        states: states.len() as u64,
        state: states.first().map(|state| naming.state(*state)),
        notion,
        parties: Vec::new(),
        together: None,
        swaps_together: None,
        counts: Vec::new(),
    };
    let Some(state) = states.first().copied() else { return Ok(found) };
    let asked = Asked { situation, state, notion };
    let stays: Vec<Option<Swaps>> = model.parties.keys().map(|party| asked.staying(party)).collect();
    for (party, stays) in model.parties.keys().zip(&stays) {
        let rests_on = support::preference(naming, party);
        found.parties.push(PartyInverse {
            party: naming.party(party),
            signs: model.table.has(party),
            to_sign: asked.signing(party).map(|swaps| asked.told(&swaps)),
            to_hold: stays.as_ref().map(|swaps| asked.told(swaps)),
            rests_on: naming.lines(rests_on),
        });
    }
    if let Some(all) = stays.into_iter().collect::<Option<Vec<Swaps>>>() {
        found.swaps_together = Some(all.iter().map(|swaps| swaps.least).sum());
        found.together = Some(asked.stable_with(&all));
    }
    let alone = |party: PartyId| PartySet::one(party);
    let groups: Vec<PartySet> = if free.is_empty() {
        model.parties.keys().map(alone).collect()
    } else {
        vec![free]
    };
    for group in groups {
        found.counts.push(asked.counted(group, watch)?);
    }
    Ok(found)
}

struct Asked<'s, 'a> {
    situation: &'s Situation<'a>,
    state: StateId,
    notion: Notion,
}

impl Asked<'_, '_> {
    fn ranks(&self, party: PartyId) -> Option<&[u32]> {
        self.situation.model.parties[party].voter.preference.ranks()
    }

    /// The least change after which no deal is not better for `party`.
    fn signing(&self, party: PartyId) -> Option<Swaps> {
        let [(no_deal, _)] = self.situation.model.no_deal.as_slice() else {
            return None;
        };
        Some(least(&Obligations::not_better(*no_deal), self.ranks(party)?, self.state))
    }

    /// The least change after which `party` stays, the others' rankings being what they are.
    fn staying(&self, party: PartyId) -> Option<Swaps> {
        let model = self.situation.model;
        let depends = matches!(self.notion, Notion::Seq | Notion::Sseq);
        if self.notion == Notion::Sim || (depends && !model.is_complete()) {
            return None;
        }
        let improves = |who: PartyId, from: StateId, to: StateId| {
            let ranks = self.ranks(who);
            ranks.is_some_and(|ranks| ranks[to.index()] > ranks[from.index()])
        };
        let scope = Scope::everything(model);
        let obligations = Obligations::of(model, &scope, party, self.state, self.notion, &improves);
        Some(least(&obligations, self.ranks(party)?, self.state))
    }

    /// Whether the state is stable for everybody once all have changed.
    fn stable_with(&self, all: &[Swaps]) -> bool {
        let model = self.situation.model;
        let scope = Scope::everything(model);
        let better = |who: PartyId, to: StateId, than: StateId| {
            let ranks = &all[who.index()].ranks;
            ranks[to.index()] > ranks[than.index()]
        };
        model.parties.keys().all(|party| {
            let improves = |who: PartyId, from: StateId, to: StateId| better(who, to, from);
            Obligations::of(model, &scope, party, self.state, self.notion, &improves).met(&|other| better(party, other, self.state))
        })
    }

    fn told(&self, swaps: &Swaps) -> Swapped {
        Swapped {
            swaps: swaps.least,
            past: swaps.past.map(|past| self.situation.naming.state(past)),
        }
    }

    fn counted(&self, group: PartySet, watch: &mut dyn Watch) -> Result<RankingCount, Refusal> {
        let (model, naming) = (self.situation.model, self.situation.naming);
        let scope = Scope::everything(model);
        let counted = count(model, &scope, group, self.state, self.notion, watch)?;
        let states = model.space.len() as u32;
        let all = (1..=states.min(WRITTEN_OUT)).fold(BigInt::from(1), |product, factor| product * factor);
        let all = Some(all.pow(group.len() as u32)).filter(|_| states <= WRITTEN_OUT);
        let share = counted.as_ref().ok().cloned();
        let of_all = |all: &BigInt| -> Option<String> {
            let number = &Rational::new(all.clone(), 1)? * share.as_ref()?;
            Some(number.to_string())
        };
        Ok(RankingCount {
            free: naming.parties(group.iter()),
            rankings: all.as_ref().and_then(of_all),
            of: all.as_ref().map(ToString::to_string),
            uncounted: counted.as_ref().err().map(|why| match why {
                Uncounted::Unordered(party) => UncountedReason::Unordered {
                    party: naming.party(*party),
                },
                Uncounted::Sets => UncountedReason::Sets { limit: MOST_SETS },
                Uncounted::Orders => UncountedReason::Orders { limit: MOST_ORDERS },
                Uncounted::Simultaneous => UncountedReason::Simultaneous,
            }),
            share,
        })
    }
}
