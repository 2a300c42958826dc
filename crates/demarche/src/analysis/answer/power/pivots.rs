//! Without whose agreement the deals of the declared table could not be signed.
//!
//! A party is pivotal on a deal that the table surely can sign if the rule of agreement fails as soon as the party refuses, even if all whose
//! answer is open accept. Without a rule everybody at the table must agree, so that everybody is pivotal on every deal. Cost: the
//! deals that the table can make times its parties.

use crate::analysis::acceptance::{judge_over_all, signing};
use crate::analysis::answer::situation::Situation;
use crate::analysis::watch::Watch;
use crate::finding::*;
use crate::index::{PartyId, StateId};
use crate::model::{PartySet, Refusal};

/// How often reports of progress are made.
const EVERY: usize = 4_096;

pub(super) fn pivots(situation: &Situation<'_>, cuts: &mut Vec<Cut>, watch: &mut dyn Watch) -> Result<Pivots, Refusal> {
    let (model, naming) = (situation.model, situation.naming);
    let table: Vec<PartyId> = model.table.iter().collect();
    let deals: Vec<StateId> = model
        .makeable(model.table)
        .into_iter()
        .filter(|state| model.is_deal(*state))
        .collect();
    let mut parties: Vec<PartyPivots> = table
        .iter()
        .map(|party| PartyPivots {
            party: naming.party(*party),
            accepts: 0,
            open: 0,
            pivotal: 0,
        })
        .collect();
    let (mut open_deals, mut carried) = (0, Vec::new());
    for (done, state) in deals.iter().enumerate() {
        if done % EVERY == 0 && !watch.step("pivots", done as u64, deals.len() as u64) {
            return Err(Refusal::Interrupted);
        }
        let (mut accept, mut open) = (PartySet::EMPTY, PartySet::EMPTY);
        for (party, counts) in table.iter().zip(&mut parties) {
            match judge_over_all(model, *party, *state).verdict {
                Verdict::Yes => {
                    accept = accept.with(*party);
                    counts.accepts += 1;
                }
                Verdict::Open => {
                    open = open.with(*party);
                    counts.open += 1;
                }
                Verdict::No => {}
            }
        }
        match signing(model, model.table, *state).verdict {
            Verdict::Yes => {}
            Verdict::Open => {
                open_deals += 1;
                continue;
            }
            Verdict::No => continue,
        }
        let hopeful = PartySet(accept.0 | open.0);
        let agreed = |who: PartySet| match &model.agreement {
            None => who == model.table,
            Some(rule) => rule.holds(&|party| who.has(party)),
        };
        let pivotal: PartySet = table.iter().copied().filter(|party| !agreed(hopeful.without(*party))).collect();
        for (party, counts) in table.iter().zip(&mut parties) {
            counts.pivotal += u64::from(pivotal.has(*party));
        }
        carried.push((model.terms(*state).len(), *state, accept, open, pivotal));
    }
    carried.sort_by_key(|(terms, state, ..)| (*terms, *state));
    let (signable, limit) = (carried.len(), situation.limits.deals);
    if signable > limit {
        cuts.push(Cut {
            what: "deals listed".to_owned(),
            limit: limit as u64,
            total: Some(signable as u64),
            option: Some("--max-deals".to_owned()),
        });
    }
    let told = |(_, state, accept, open, pivotal): (usize, StateId, PartySet, PartySet, PartySet)| DealPivots {
        state: naming.state(state),
        accepted_by: naming.parties(accept.iter()),
        open: naming.parties(open.iter()),
        pivotal: naming.parties(pivotal.iter()),
    };
    Ok(Pivots {
        makeable: deals.len() as u64,
        signable: signable as u64,
        open: open_deals,
        parties,
        deals: carried.into_iter().take(limit).map(told).collect(),
    })
}
