//! Deals: which are listed, who accepts them and why, and whether they hold.

use std::cmp::Reverse;

use crate::analysis::acceptance::{Judged, PartyJudged, Why, judge_over_all, signing};
use crate::analysis::answer::situation::Situation;
use crate::analysis::answer::support;
use crate::analysis::answer::table::makeable;
use crate::analysis::efficiency::efficiency;
use crate::analysis::stability::Scope;
use crate::analysis::stability::coalition::COALITIONAL_NOTIONS;
use crate::analysis::stability::reply::Examined;
use crate::analysis::watch::Watch;
use crate::case::{Formula, Holder};
use crate::finding::*;
use crate::index::{PartyId, StateId, StatementId};
use crate::model::{PartySet, Refusal};

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
            if state == model.status_quo || !asked(state) {
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
        for state in model.space.states().filter(|state| *state != model.status_quo && asked(*state)) {
            best.entry(state).or_insert(6);
        }
    } else {
        best.retain(|_, place| *place < 5);
    }
    let terms = |state: StateId| model.space.differing(model.status_quo, state).len();
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
        let meets = |state: &StateId| *state != model.status_quo && model.space.holds(&goal.formula, *state);
        for state in makeable(situation, model.everybody()).into_iter().filter(meets) {
            let terms = model.space.differing(model.status_quo, state).len();
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

/// Everything about one deal.
pub fn deal(situation: &Situation<'_>, state: StateId) -> Deal {
    let (model, naming) = (situation.model, situation.naming);
    let veto = model
        .effectivity
        .veto_players(&model.space, model.everybody(), model.status_quo, state);
    let makers: Vec<PartySet> = situation
        .groups
        .iter()
        .map(|(group, _)| *group)
        .filter(|group| model.effectivity.can(&model.space, *group, model.status_quo, state))
        .collect();
    let (efficient, dominator) = efficiency(model, state);
    let scope = Scope::of_deal(situation.case, model, state);
    let examined: Vec<(PartyId, [Examined; 6])> = model
        .parties
        .keys()
        .map(|party| (party, situation.holdings.examine(party, state, &scope)))
        .collect();
    Deal {
        state: naming.state(state),
        terms: terms(situation, state),
        consent_veto: naming.parties(veto.iter()),
        excluded_veto: naming.parties(veto.minus(model.table).iter()),
        tables: makers.iter().map(|group| signable(situation, *group, state)).collect(),
        acceptance: model.parties.keys().map(|party| acceptance(situation, party, state)).collect(),
        efficient: Efficiency {
            verdict: Some(efficient),
            dominated_by: dominator.map(|state| naming.state(state)),
        },
        holds: holds(situation, state, &scope, &examined),
        scope: scope
            .issues()
            .iter()
            .map(|issue| situation.case.issues[*issue].id.clone())
            .collect(),
        at_rest: at_rest(situation, state),
        coalitions: coalitions(situation, state, &makers),
        farsighted: None,
        spoilers: spoilers(situation, state, &examined),
    }
}

fn terms(situation: &Situation<'_>, state: StateId) -> Vec<Term> {
    let (model, naming) = (situation.model, situation.naming);
    model
        .space
        .differing(model.status_quo, state)
        .into_iter()
        .map(|issue| {
            let (from, to) = (model.space.value(model.status_quo, issue), model.space.value(state, issue));
            Term {
                issue: situation.case.issues[issue].id.clone(),
                label: naming.value_label(issue, to),
                by: naming.who_changes(issue, from, to),
                line: naming.line(situation.case.issues[issue].statement),
            }
        })
        .collect()
}

fn signable(situation: &Situation<'_>, group: PartySet, state: StateId) -> Signable {
    let (model, naming) = (situation.model, situation.naming);
    let signing = signing(model, group, state);
    // A refusal stands on the lines of those who refuse; anything else needs everybody's.
    let refusing: Vec<PartyId> = group
        .iter()
        .filter(|party| judge_over_all(model, *party, state).verdict == Verdict::No)
        .collect();
    let counted: Vec<PartyId> = if signing.verdict == Verdict::No && !refusing.is_empty() {
        refusing
    } else {
        group.iter().collect()
    };
    let mut lines = support::control(naming, model.status_quo, state);
    lines.extend(support::no_deal(model));
    for party in counted {
        lines.extend(judged_lines(situation, party, state));
    }
    Signable {
        signatories: naming.parties(group.iter()),
        verdict: signing.verdict,
        knife_edge: signing.knife_edge,
        holdouts: naming.parties(signing.holdouts.iter()),
        rests_on: naming.lines(lines),
    }
}

fn judged_lines(situation: &Situation<'_>, party: PartyId, state: StateId) -> Vec<StatementId> {
    let judged = judge_over_all(situation.model, party, state);
    let mut lines = reason_lines(situation, Holder { party, constituency: None }, state, judged.why);
    for (index, vote) in (0u32..).zip(&judged.votes) {
        lines.extend(reason_lines(
            situation,
            Holder {
                party,
                constituency: Some(index),
            },
            state,
            vote.why,
        ));
    }
    lines
}

fn reason_lines(situation: &Situation<'_>, holder: Holder, state: StateId, why: Why) -> Vec<StatementId> {
    match why {
        Why::Refused { line, .. } | Why::Accepted { line } => vec![line],
        Why::Compared { with, .. } => support::comparison(situation.naming, holder, state, with),
        Why::NothingKnown => Vec::new(),
    }
}

fn acceptance(situation: &Situation<'_>, party: PartyId, state: StateId) -> Acceptance {
    let PartyJudged {
        verdict,
        why,
        votes,
        ratified,
        ..
    } = judge_over_all(situation.model, party, state);
    let vote = |(index, vote): (u32, &Judged)| Vote {
        constituency: situation.case.parties[party].constituencies[index as usize].name.clone(),
        verdict: vote.verdict,
        why: reason(
            situation,
            Holder {
                party,
                constituency: Some(index),
            },
            state,
            vote.why,
        ),
    };
    Acceptance {
        party: situation.naming.party(party),
        verdict,
        why: reason(situation, Holder { party, constituency: None }, state, why),
        votes: (0u32..).zip(&votes).map(vote).collect(),
        ratified,
    }
}

fn reason(situation: &Situation<'_>, holder: Holder, state: StateId, why: Why) -> AcceptanceReason {
    let naming = situation.naming;
    match why {
        Why::Refused { line, position } => AcceptanceReason::Refused {
            line: naming.line(line),
            position,
        },
        Why::Accepted { line } => AcceptanceReason::Accepted { line: naming.line(line) },
        Why::Compared { with, .. } => AcceptanceReason::Compared {
            compared: compared(situation, holder, state, with),
            with: naming.state(with),
        },
        Why::NothingKnown => AcceptanceReason::NothingKnown,
    }
}

/// How a holder compares two states, with the lines used.
pub fn compared(situation: &Situation<'_>, holder: Holder, state: StateId, base: StateId) -> Compared {
    let (model, naming) = (situation.model, situation.naming);
    let party = &model.parties[holder.party];
    let voter = match holder.constituency {
        Some(index) => &party.constituencies[index as usize],
        None => &party.voter,
    };
    let relation = voter.preference.compare(&model.space, state, base);
    let unknown_issues = if relation.at_least || relation.at_most {
        Vec::new()
    } else {
        let issues = voter.preference.unknown_issues(&model.space, state, base);
        issues.into_iter().map(|issue| situation.case.issues[issue].name.clone()).collect()
    };
    Compared {
        change: relation.change(),
        gain: voter.preference.gain(&model.space, state, base),
        unknown_issues,
        lines: naming.lines(support::comparison(naming, holder, state, base)),
    }
}

/// The holding ladder within a scope, from what was examined party by party.
pub fn holds(situation: &Situation<'_>, state: StateId, scope: &Scope, examined: &[(PartyId, [Examined; 6])]) -> Vec<Holding> {
    let holding = |(slot, notion): (usize, Notion)| {
        let parties: Vec<Option<PartyHolding>> = examined
            .iter()
            .map(|(party, examined)| party_holding(situation, *party, state, notion, scope, &examined[slot]))
            .collect();
        let verdict = examined
            .iter()
            .map(|(_, examined)| examined[slot].verdict)
            .try_fold(Verdict::Yes, |all, verdict| verdict.map(|verdict| all.and(verdict)));
        // One party that surely leaves settles the matter, whatever could not be computed for the others.
        let leaves = examined.iter().any(|(_, examined)| examined[slot].verdict == Some(Verdict::No));
        Holding {
            notion,
            verdict: if leaves { Some(Verdict::No) } else { verdict },
            parties: parties.into_iter().flatten().collect(),
            rests_on: situation
                .naming
                .lines(holding_lines(situation, state, scope, (slot, notion), examined)),
        }
    };
    Notion::ALL.into_iter().enumerate().map(holding).collect()
}

fn party_holding(
    situation: &Situation<'_>,
    party: PartyId,
    state: StateId,
    notion: Notion,
    scope: &Scope,
    examined: &Examined,
) -> Option<PartyHolding> {
    let holder = Holder { party, constituency: None };
    let margin = situation.holdings.margin(party, state, notion, scope);
    let margin_value = margin.and_then(|(_, level)| {
        let preference = &situation.model.parties[party].voter.preference;
        preference.gain(&situation.model.space, state, level)
    });
    let temptation = examined.temptation.as_ref().map(|tempted| {
        let mut from = tempted.to;
        let reprisal: Vec<Move> = tempted
            .reprisal
            .iter()
            .map(|step| {
                let named = situation.naming.step(&step.by, from, step.to);
                from = step.to;
                named
            })
            .collect();
        let after = (!reprisal.is_empty()).then(|| compared(situation, holder, from, state));
        Temptation {
            step: situation.naming.step(&[party], state, tempted.to),
            gain: compared(situation, holder, tempted.to, state),
            reprisal,
            after,
        }
    });
    Some(PartyHolding {
        party: situation.naming.party(party),
        verdict: examined.verdict?,
        margin: margin.map(|(margin, _)| margin),
        margin_value,
        temptation,
    })
}

/// The lines that a holding verdict stands on. Nash needs the temptations only; the other notions look at the others' replies too.
fn holding_lines(
    situation: &Situation<'_>,
    state: StateId,
    scope: &Scope,
    (slot, notion): (usize, Notion),
    examined: &[(PartyId, [Examined; 6])],
) -> Vec<StatementId> {
    let (model, naming) = (situation.model, situation.naming);
    let leaving = examined.iter().filter(|(_, examined)| examined[slot].verdict == Some(Verdict::No));
    let mut counted: Vec<&(PartyId, [Examined; 6])> = leaving.collect();
    if counted.is_empty() {
        counted = examined.iter().collect();
    }
    let mut lines = Vec::new();
    for (party, examined) in counted {
        match &examined[slot].temptation {
            Some(tempted) => {
                lines.extend(support::control(naming, state, tempted.to));
                lines.extend(support::comparison(
                    naming,
                    Holder {
                        party: *party,
                        constituency: None,
                    },
                    tempted.to,
                    state,
                ));
                if notion != Notion::Nash {
                    let others = model.everybody().without(*party);
                    lines.extend(support::control_of(naming, others));
                    lines.extend(support::preference(naming, *party));
                    if matches!(notion, Notion::Seq | Notion::Sseq | Notion::Sim) {
                        lines.extend(others.iter().flat_map(|other| support::preference(naming, other)));
                    }
                }
            }
            None => lines.extend(support::own_moves(naming, *party, scope.issues())),
        }
    }
    lines
}

fn at_rest(situation: &Situation<'_>, state: StateId) -> Vec<RestVerdict> {
    let scope = Scope::everything(situation.model);
    let examined: Vec<[Examined; 6]> = situation
        .model
        .parties
        .keys()
        .map(|party| situation.holdings.examine(party, state, &scope))
        .collect();
    let all = |slot: usize| {
        let verdicts = examined.iter().map(|examined| examined[slot].verdict);
        if verdicts.clone().any(|verdict| verdict == Some(Verdict::No)) {
            return Some(Verdict::No);
        }
        verdicts
            .into_iter()
            .try_fold(Verdict::Yes, |all, verdict| verdict.map(|verdict| all.and(verdict)))
    };
    Notion::ALL
        .into_iter()
        .enumerate()
        .map(|(slot, notion)| RestVerdict {
            notion,
            verdict: all(slot),
        })
        .collect()
}

fn coalitions(situation: &Situation<'_>, state: StateId, makers: &[PartySet]) -> Vec<CoalitionHolding> {
    let Some(coalitions) = &situation.coalitions else {
        return Vec::new();
    };
    let naming = situation.naming;
    let mut groups: Vec<(PartySet, Option<String>)> = makers.iter().filter(|group| group.len() > 1).map(|group| (*group, None)).collect();
    for (declared, name) in &situation.model.coalitions {
        match groups.iter_mut().find(|(group, _)| group == declared) {
            Some(known) => known.1 = Some(name.clone()),
            None => groups.push((*declared, Some(name.clone()))),
        }
    }
    let finding = |(members, name): (PartySet, Option<String>)| {
        let verdict = |notion| {
            let examined = coalitions.examine(members, state, notion);
            let step = examined.step.map(|to| {
                let movers: Vec<PartyId> = members.iter().collect();
                naming.step(&movers, state, to)
            });
            CoalitionVerdict {
                notion,
                verdict: examined.verdict,
                step,
            }
        };
        CoalitionHolding {
            members: naming.parties(members.iter()),
            name,
            notions: COALITIONAL_NOTIONS.map(verdict).to_vec(),
        }
    };
    groups.into_iter().map(finding).collect()
}

/// Who has an improving move against the deal that credible reprisals do not deter.
fn spoilers(situation: &Situation<'_>, state: StateId, examined: &[(PartyId, [Examined; 6])]) -> Vec<DealSpoiler> {
    let slot = Notion::ALL.iter().position(|notion| *notion == Notion::Seq).unwrap_or(0);
    let spoiler = |(party, examined): &(PartyId, [Examined; 6])| {
        let verdict = match examined[slot].verdict? {
            Verdict::Yes => return None,
            Verdict::No => Verdict::Yes,
            Verdict::Open => Verdict::Open,
        };
        let tempted = examined[slot].temptation.as_ref()?;
        Some(DealSpoiler {
            party: situation.naming.party(*party),
            verdict,
            outsider: !situation.model.table.has(*party),
            step: situation.naming.step(&[*party], state, tempted.to),
        })
    };
    examined.iter().filter_map(spoiler).collect()
}
