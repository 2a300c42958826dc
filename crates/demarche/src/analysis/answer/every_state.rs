//! Every state: equilibria, joint moves, the largest consistent set, and the ways from the status quo.

use crate::analysis::answer::holding::holds;
use crate::analysis::answer::situation::Situation;
use crate::analysis::answer::uncertainty::uncertainty;
use crate::analysis::evolution::{MOST_MOVES, Paths};
use crate::analysis::stability::farsighted;
use crate::analysis::stability::{Ladder, Scope};
use crate::analysis::watch::Watch;
use crate::finding::*;
use crate::index::{Key, PartyId, StateId};
use crate::model::{Bits, PartySet, Refusal};

/// States up to which it is settled for every state whether it is at rest; beyond, the bounds stand.
const SETTLED_STATES: usize = 256;

/// The whole of `demarche stability`.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub fn stability(situation: &Situation<'_>, cuts: &mut Vec<Cut>, watch: &mut dyn Watch) -> Result<StabilityFinding, Refusal> {
    let (model, naming) = (situation.model, situation.naming);
    let scope = Scope::everything(model);
    let mut states = Vec::new();
    if situation.holdings.can_answer() {
        let listed = model.space.len().min(situation.limits.listed_states);
        for (done, state) in model.space.states().take(listed).enumerate() {
            if !watch.step("states", done as u64, listed as u64) {
                return Err(Refusal::Interrupted);
            }
            let examined: Vec<_> = model
                .parties
                .keys()
                .map(|party| (party, situation.holdings.examine(party, state, &scope)))
                .collect();
            states.push(StateStability {
                state: naming.state(state),
                holds: holds(situation, state, &scope, &examined),
            });
        }
        if listed < model.space.len() {
            cuts.push(Cut {
                what: "states listed".to_owned(),
                limit: listed as u64,
                total: Some(model.space.len() as u64),
                option: Some("--max-listed".to_owned()),
            });
        }
    }
    let equilibria = equilibria(situation, situation.limits.listed_states, cuts);
    Ok(StabilityFinding {
        states,
        uncertainty: uncertainty(situation, &equilibria, watch)?,
        equilibria,
        coalitional: coalitional(situation, cuts, watch)?,
        largest_consistent_set: largest_consistent_set(situation, cuts, watch)?,
        evolution: evolution(situation, cuts).unwrap_or(Evolution {
            reached: Vec::new(),
            partial: true,
            visited: 0,
        }),
    })
}

/// States that hold for everybody, per notion; at most `most` of them are named.
pub fn equilibria(situation: &Situation<'_>, most: usize, cuts: &mut Vec<Cut>) -> Vec<Equilibria> {
    let model = situation.model;
    let small = model.space.len() <= situation.limits.coalition_states;
    if situation.holdings.ladder.is_none() && !small {
        cuts.push(Cut {
            what: "states for which incomplete preferences are compared for every state".to_owned(),
            limit: situation.limits.coalition_states as u64,
            total: Some(model.space.len() as u64),
            option: None,
        });
        return Vec::new();
    }
    if let Some(ladder) = situation.holdings.ladder.as_ref().filter(|_| !small) {
        return all_at_once(situation, ladder, most);
    }
    let mut verdicts: Vec<Vec<Option<Verdict>>> = vec![Vec::with_capacity(model.space.len()); Notion::ALL.len()];
    let scope = Scope::everything(model);
    for state in model.space.states() {
        let mut row: [Option<Verdict>; 6] = [Some(Verdict::Yes); 6];
        for party in model.parties.keys() {
            for (all, examined) in row.iter_mut().zip(situation.holdings.examine(party, state, &scope)) {
                *all = match (*all, examined.verdict) {
                    (Some(all), Some(verdict)) => Some(all.and(verdict)),
                    (Some(Verdict::No), _) | (_, Some(Verdict::No)) => Some(Verdict::No),
                    _ => None,
                };
            }
        }
        for ((verdicts, verdict), notion) in verdicts.iter_mut().zip(row).zip(Notion::ALL) {
            let everybody = model.everybody();
            let settle = |bound| situation.exact.stays(everybody, state, notion, &scope, bound).verdict;
            verdicts.push(if model.space.len() <= SETTLED_STATES {
                verdict.map(settle)
            } else {
                verdict
            });
        }
    }
    Notion::ALL
        .into_iter()
        .zip(verdicts)
        .map(|(notion, verdicts)| listed(situation, notion, &verdicts, most))
        .collect()
}

/// What the ladder knows of all states; simultaneous sanctions it does not know, and they are examined where the case is small.
fn all_at_once(situation: &Situation<'_>, ladder: &Ladder<'_>, most: usize) -> Vec<Equilibria> {
    let found = ladder.equilibria();
    let of = |notion: Notion| {
        let bits = found.iter().find(|(known, _)| *known == notion).map(|(_, bits)| bits);
        let states = bits.into_iter().flat_map(Bits::ones).take(most).map(StateId::from_index);
        Equilibria {
            notion,
            count: bits.map(|bits| Count {
                yes: bits.count() as u64,
                open: 0,
                no: (bits.len() - bits.count()) as u64,
            }),
            yes: states.map(|state| situation.naming.state(state)).collect(),
            open: Vec::new(),
        }
    };
    Notion::ALL.into_iter().map(of).collect()
}

fn listed(situation: &Situation<'_>, notion: Notion, verdicts: &[Option<Verdict>], most: usize) -> Equilibria {
    let naming = situation.naming;
    let of = |wanted: Verdict| {
        let matching = situation
            .model
            .space
            .states()
            .zip(verdicts)
            .filter(|(_, verdict)| **verdict == Some(wanted));
        matching.take(most).map(|(state, _)| naming.state(state)).collect()
    };
    let mut count = Some(Count::default());
    for verdict in verdicts {
        match (verdict, &mut count) {
            (Some(verdict), Some(count)) => count.add(*verdict),
            _ => count = None,
        }
    }
    match count {
        Some(_) => Equilibria {
            notion,
            count,
            yes: of(Verdict::Yes),
            open: of(Verdict::Open),
        },
        None => Equilibria {
            notion,
            count,
            yes: Vec::new(),
            open: Vec::new(),
        },
    }
}

fn coalitional(situation: &Situation<'_>, cuts: &mut Vec<Cut>, watch: &mut dyn Watch) -> Result<Vec<CoalitionalStability>, Refusal> {
    let (model, naming) = (situation.model, situation.naming);
    let Some(coalitions) = &situation.coalitions else {
        let limits = (situation.limits.coalition_states, situation.limits.coalition_parties);
        cuts.push(too_large(situation, "for which joint moves are examined", limits));
        return Ok(Vec::new());
    };
    let groups: Vec<PartySet> = model.everybody().subsets().collect();
    let mut findings: Vec<CoalitionalStability> = Vec::new();
    let mut universal: Vec<(Notion, Vec<u32>)> = Notion::LADDER
        .iter()
        .map(|notion| (*notion, model.space.states().map(|state| state.0 + 1).collect()))
        .collect();
    for (done, group) in groups.iter().enumerate() {
        if !watch.step("joint moves", done as u64, groups.len() as u64) {
            return Err(Refusal::Interrupted);
        }
        let mut stable = Vec::new();
        for (slot, notion) in Notion::LADDER.into_iter().enumerate() {
            let stays = |state: &StateId| coalitions.examine(*group, *state, notion).verdict == Verdict::Yes;
            let states: Vec<u32> = model.space.states().filter(stays).map(|state| state.0 + 1).collect();
            universal[slot].1.retain(|number| states.binary_search(number).is_ok());
            stable.push((notion, states));
        }
        let members: Vec<PartyId> = group.iter().collect();
        findings.push(CoalitionalStability {
            members: naming.parties(members),
            stable,
        });
    }
    findings.push(CoalitionalStability {
        members: Vec::new(),
        stable: universal,
    });
    Ok(findings)
}

/// The largest consistent set, where preferences are complete and the case is small enough.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub fn largest_consistent_set(
    situation: &Situation<'_>,
    cuts: &mut Vec<Cut>,
    watch: &mut dyn Watch,
) -> Result<Option<Vec<StateRef>>, Refusal> {
    let model = situation.model;
    let ranks: Option<Vec<&[u32]>> = model.parties.values().map(|party| party.voter.preference.ranks()).collect();
    let Some(ranks) = ranks else { return Ok(None) };
    if model.space.len() > situation.limits.farsighted_states || model.parties.len() > farsighted::MOST_PARTIES {
        let limits = (situation.limits.farsighted_states, farsighted::MOST_PARTIES);
        cuts.push(too_large(situation, "for which the largest consistent set is computed", limits));
        return Ok(None);
    }
    let set = farsighted::largest_consistent_set(&model.space, &model.effectivity, &ranks, watch)?;
    Ok(Some(set.into_iter().map(|state| situation.naming.state(state)).collect()))
}

/// The limit on states or on parties that a case exceeds.
fn too_large(situation: &Situation<'_>, what: &str, (states, parties): (usize, usize)) -> Cut {
    let (count, limit, noun) = if situation.model.parties.len() > parties {
        (situation.model.parties.len(), parties, "parties")
    } else {
        (situation.model.space.len(), states, "states")
    };
    Cut {
        what: format!("{noun} {what}"),
        limit: limit as u64,
        total: Some(count as u64),
        option: None,
    }
}

/// Where improving moves lead, with a shortest way to each state at rest; the nearest first, as many as deals are listed.
pub fn evolution(situation: &Situation<'_>, cuts: &mut Vec<Cut>) -> Option<Evolution> {
    let (model, naming) = (situation.model, situation.naming);
    if situation.holdings.ladder.is_none() && model.space.len() > situation.limits.coalition_states {
        return None;
    }
    let today = model.status_quo?;
    let paths = Paths::new(model, today);
    if !paths.complete {
        cuts.push(Cut {
            what: "moves looked at on the ways from the status quo".to_owned(),
            limit: MOST_MOVES,
            total: None,
            option: None,
        });
    }
    let scope = Scope::everything(model);
    let mut reached = Vec::new();
    let mut total = 0u64;
    for state in &paths.states {
        let notions: Vec<Notion> = match &situation.holdings.ladder {
            Some(ladder) => Notion::ALL
                .into_iter()
                .filter(|notion| *notion != Notion::Sim && ladder.is_equilibrium(*notion, *state))
                .collect(),
            None => {
                let examined: Vec<_> = model
                    .parties
                    .keys()
                    .map(|party| situation.holdings.examine(party, *state, &scope))
                    .collect();
                let holds = |slot: usize| examined.iter().all(|examined| examined[slot].verdict == Some(Verdict::Yes));
                Notion::ALL
                    .into_iter()
                    .enumerate()
                    .filter(|(slot, notion)| *notion != Notion::Sim && holds(*slot))
                    .map(|(_, notion)| notion)
                    .collect()
            }
        };
        if notions.is_empty() {
            continue;
        }
        total += 1;
        if reached.len() >= situation.limits.deals {
            continue;
        }
        let mut from = today;
        let steps = paths.way_to(*state).unwrap_or_default();
        let path = steps
            .into_iter()
            .map(|step| {
                let named = naming.step(&[step.by], from, step.to);
                from = step.to;
                named
            })
            .collect();
        reached.push(Reached {
            state: naming.state(*state),
            notions,
            path,
        });
    }
    if total > reached.len() as u64 {
        cuts.push(Cut {
            what: "stable states reached from the status quo that are listed".to_owned(),
            limit: reached.len() as u64,
            total: Some(total),
            option: Some("--max-deals".to_owned()),
        });
    }
    Some(Evolution {
        reached,
        partial: situation.holdings.ladder.is_none(),
        visited: paths.states.len() as u64,
    })
}
