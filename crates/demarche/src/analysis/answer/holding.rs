//! Whether a state holds: the ladder party by party, joint moves, spoilers, each with the move and the lines that decide.

use crate::analysis::answer::situation::Situation;
use crate::analysis::answer::support;
use crate::analysis::stability::Scope;
use crate::analysis::stability::reply::Examined;
use crate::case::Holder;
use crate::finding::*;
use crate::index::{PartyId, StateId, StatementId};
use crate::model::PartySet;

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
        let bound = if leaves { Some(Verdict::No) } else { verdict };
        let everybody = situation.model.everybody();
        let joint = bound.map(|bound| situation.exact.stays(everybody, state, notion, scope, bound));
        Holding {
            notion,
            verdict: joint.map(|joint| joint.verdict),
            settled: joint.is_some_and(|joint| joint.settled),
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
    let holder = Holder::itself(party);
    let bound = examined.verdict?;
    let verdict = situation.exact.stays(PartySet::one(party), state, notion, scope, bound).verdict;
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
        verdict,
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
    // One party that leaves decides; else those of whom it is open; else everybody.
    let with = |verdict| move |(_, examined): &&(PartyId, [Examined; 6])| examined[slot].verdict == Some(verdict);
    let mut counted: Vec<&(PartyId, [Examined; 6])> = examined.iter().filter(with(Verdict::No)).collect();
    let mut is_open = false;
    if counted.is_empty() {
        counted = examined.iter().filter(with(Verdict::Open)).collect();
        is_open = !counted.is_empty();
    }
    if counted.is_empty() {
        counted = examined.iter().collect();
    }
    // Whether the terms can be undone, and by whom, bears on every verdict.
    let mut lines = support::making(naming, model, state);
    for (party, examined) in counted {
        match &examined[slot].temptation {
            Some(tempted) => {
                lines.extend(support::control(naming, state, tempted.to));
                lines.extend(support::comparison(naming, Holder::itself(*party), tempted.to, state));
                if notion != Notion::Nash && !is_open {
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

/// The graph model's stability of the whole state, notion by notion.
pub fn at_rest(situation: &Situation<'_>, state: StateId) -> Vec<RestVerdict> {
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

/// Whether joint moves of those who can make the deal, or of declared coalitions, break it.
pub fn coalitions(situation: &Situation<'_>, state: StateId, makers: &[PartySet]) -> Vec<CoalitionHolding> {
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
            notions: Notion::LADDER.map(verdict).to_vec(),
        }
    };
    groups.into_iter().map(finding).collect()
}

/// Who has an improving move against the deal that credible reprisals do not deter.
pub fn spoilers(situation: &Situation<'_>, state: StateId, examined: &[(PartyId, [Examined; 6])]) -> Vec<DealSpoiler> {
    let slot = Notion::Seq.slot();
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

/// How a holder compares two states, with the lines used.
pub fn compared(situation: &Situation<'_>, holder: Holder, state: StateId, base: StateId) -> Compared {
    let (model, naming) = (situation.model, situation.naming);
    let voter = model.voter(holder);
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
