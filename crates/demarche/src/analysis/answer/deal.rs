//! One deal: its terms, who can sign it, who accepts it and why.

use crate::analysis::acceptance::{Judged, PartyJudged, Why, judge_over_all, signing};
use crate::analysis::answer::holding::{at_rest, coalitions, compared, holds, spoilers};
use crate::analysis::answer::situation::Situation;
use crate::analysis::answer::support;
use crate::analysis::efficiency::efficiency;
use crate::analysis::stability::Scope;
use crate::analysis::stability::reply::Examined;
use crate::case::Holder;
use crate::finding::*;
use crate::index::{PartyId, StateId, StatementId};
use crate::model::PartySet;

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

/// Whether a group can sign a deal that it can make.
pub fn signable(situation: &Situation<'_>, group: PartySet, state: StateId) -> Signable {
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
    let mut lines = reason_lines(situation, Holder::itself(party), state, judged.why);
    for (index, vote) in (0u32..).zip(&judged.votes) {
        lines.extend(reason_lines(situation, Holder::inside(party, index), state, vote.why));
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
        why: reason(situation, Holder::inside(party, index), state, vote.why),
    };
    Acceptance {
        party: situation.naming.party(party),
        verdict,
        why: reason(situation, Holder::itself(party), state, why),
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
