//! One deal: its terms, who can sign it, who accepts it and why.

use crate::analysis::acceptance::{Fallback, Judged, PartyJudged, Why, judge_over_all, signing};
use crate::analysis::answer::holding::{at_rest, coalitions, compared, holds, spoilers};
use crate::analysis::answer::situation::Situation;
use crate::analysis::answer::support;
use crate::analysis::efficiency::efficiency;
use crate::analysis::stability::Scope;
use crate::analysis::stability::reply::Examined;
use crate::case::{Holder, Interval};
use crate::finding::*;
use crate::index::{PartyId, StateId, StatementId};
use crate::model::{PartySet, Relation};

/// Everything about one deal.
pub fn deal(situation: &Situation<'_>, state: StateId) -> Deal {
    let (model, naming) = (situation.model, situation.naming);
    let veto = model.consent_veto(state);
    let makers: Vec<PartySet> = situation
        .groups
        .iter()
        .map(|(group, _)| *group)
        .filter(|group| model.can_make(*group, state))
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
        // Where nothing is said of what anybody can do once the deal is signed, whether it holds is not a question of this case.
        holds: if model.status_quo.is_some() {
            holds(situation, state, &scope, &examined)
        } else {
            Vec::new()
        },
        scope: scope
            .issues()
            .iter()
            .map(|issue| situation.case.issues[*issue].id.clone())
            .collect(),
        at_rest: if model.status_quo.is_some() {
            at_rest(situation, state)
        } else {
            Vec::new()
        },
        coalitions: if model.status_quo.is_some() {
            coalitions(situation, state, &makers)
        } else {
            Vec::new()
        },
        farsighted: None,
        spoilers: spoilers(situation, state, &examined),
    }
}

/// A state against what no deal is said to be worth.
fn against_reservation(situation: &Situation<'_>, holder: Holder, state: StateId, relation: Relation) -> Compared {
    let (model, naming) = (situation.model, situation.naming);
    let voter = model.voter(holder);
    let worth = voter.preference.worth(&model.space, state);
    let reserved = voter.reservation.as_ref().and_then(|(reserved, _)| reserved.as_ref());
    let gain = worth.zip(reserved).map(|(worth, reserved)| Interval {
        low: &worth.low - &reserved.high,
        high: &worth.high - &reserved.low,
    });
    Compared {
        change: relation.change(),
        gain,
        unknown_issues: Vec::new(),
        lines: naming.lines(support::worth(naming, holder, state)),
    }
}

fn terms(situation: &Situation<'_>, state: StateId) -> Vec<Term> {
    let (model, naming) = (situation.model, situation.naming);
    model
        .terms(state)
        .into_iter()
        .map(|issue| {
            let to = model.space.value(state, issue);
            let by = match (model.status_quo, &situation.case.issues[issue].settled_by) {
                (Some(today), _) => naming.who_changes(issue, model.space.value(today, issue), to),
                (None, Some(by)) => naming.consent(by),
                (None, None) => String::new(),
            };
            Term {
                issue: situation.case.issues[issue].id.clone(),
                label: naming.value_label(issue, to),
                by,
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
    let mut lines = support::making(naming, model, state);
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
        Why::Compared {
            with: Fallback::State(with),
            ..
        } => support::comparison(situation.naming, holder, state, with),
        Why::Compared {
            with: Fallback::Worth(_), ..
        } => support::worth(situation.naming, holder, state),
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
        Why::Compared {
            with: Fallback::State(with),
            ..
        } => AcceptanceReason::Compared {
            compared: compared(situation, holder, state, with),
            with: naming.state(with),
        },
        Why::Compared {
            relation,
            with: Fallback::Worth(line),
        } => AcceptanceReason::Reserved {
            compared: against_reservation(situation, holder, state, relation),
            line: naming.line(line),
        },
        Why::NothingKnown => AcceptanceReason::NothingKnown,
    }
}
