//! Which levers there are: those that the case declares, and those that follow from it, which are proposals.
//!
//! Proposed are: every payable to every party that values it; a penalty on every party that can move alone; every other value of an issue that a party alone can bring about if there is no deal, where that
//! may be worse for somebody at the table; a seat for who has none, and the loss of one where three or more sit; and for every deal that a term lapses if another is undone, where both can be undone.

use crate::analysis::tipping::judge::Asked;
use crate::analysis::tipping::lever::{Act, Due, Lever, instead};
use crate::case::{Case, Formula, LeverKind};
use crate::index::{IssueId, PartyId, StateId};
use crate::model::{Model, PartySet};
use crate::rational::Rational;

/// The levers that do not depend on the deal: declared ones first.
pub fn levers(case: &Case, model: &Model, asked: Asked) -> Vec<Lever> {
    let mut levers = declared(case, model, asked);
    let mut propose = |act: Act, owner: Option<PartyId>| {
        let known = levers.iter().any(|lever: &Lever| match (&lever.act, &act) {
            // A declared one that is as large as need be is the proposal made definite; one of a stated size is not.
            (Act::Guarantee { on: known, size: None, .. }, Act::Guarantee { on, .. }) => known == on,
            (known, act) => known == act,
        });
        if !known {
            levers.push(Lever::proposed(act, owner));
        }
    };
    for (index, payable) in case.payables.iter().enumerate() {
        let receivers = payable.worth.iter().filter(|(party, _)| *party != payable.payer);
        for (to, _) in receivers.filter(|(_, worth)| worth.high > Rational::zero()) {
            for due in dues(asked) {
                propose(
                    Act::Pay {
                        payable: index,
                        to: *to,
                        due,
                    },
                    Some(payable.payer),
                );
            }
        }
    }
    if asked.hold.is_some() {
        for on in model.parties.keys().filter(|party| can_act(model, *party)) {
            propose(
                Act::Guarantee {
                    on,
                    when: None,
                    size: None,
                },
                None,
            );
        }
    }
    if asked.sign {
        for (owner, issue, value) in alternatives(model) {
            propose(Act::Instead { issue, value }, Some(owner));
        }
        for party in model.parties.keys() {
            let given = !model.table.has(party);
            if given || model.table.len() > 2 {
                propose(Act::Seat { party, given }, None);
            }
        }
    }
    levers
}

/// Conditions for one deal: each term that can be undone lapses if another that one party alone can undo is undone.
pub fn conditions(model: &Model, state: StateId) -> Vec<Lever> {
    let Some(today) = model.status_quo else { return Vec::new() };
    let terms = model.terms(state);
    let undone = |issue: IssueId, by: &dyn Fn(&crate::model::effectivity::Passage) -> bool| {
        let value = model.space.value(state, issue);
        model
            .effectivity
            .passages(issue)
            .iter()
            .any(|passage| passage.from == value && by(passage))
    };
    let mut conditions = Vec::new();
    for kept in &terms {
        let alone =
            |passage: &crate::model::effectivity::Passage| model.parties.keys().any(|party| passage.by.holds(&|member| member == party));
        if !undone(*kept, &alone) {
            continue;
        }
        for lapses in terms.iter().filter(|issue| *issue != kept) {
            let back = model.space.value(today, *lapses);
            if undone(*lapses, &|passage| passage.to == back) {
                let stands = Formula::In(*kept, vec![model.space.value(state, *kept)]);
                conditions.push(Lever::proposed(
                    Act::Condition {
                        breach: Formula::Not(Box::new(stands)),
                        lapses: *lapses,
                    },
                    None,
                ));
            }
        }
    }
    conditions
}

fn dues(asked: Asked) -> Vec<Due> {
    match (asked.sign, asked.hold) {
        (true, None) => vec![Due::OnSignature],
        (false, _) => vec![Due::WhileKept],
        (true, Some(_)) => vec![Due::OnSignature, Due::WhileKept],
    }
}

fn declared(case: &Case, model: &Model, asked: Asked) -> Vec<Lever> {
    let mut levers = Vec::new();
    for declared in &case.levers {
        let acts: Vec<Act> = match (declared.kind, declared.on, declared.term) {
            (LeverKind::Pay, Some(to), _) => {
                let payable = case
                    .payables
                    .iter()
                    .position(|payable| Some(&payable.name) == declared.payable.as_ref());
                let due = dues(asked).into_iter();
                due.filter_map(|due| {
                    Some(Act::Pay {
                        payable: payable?,
                        to,
                        due,
                    })
                })
                .collect()
            }
            (LeverKind::Package, _, Some((issue, value))) => vec![Act::Package { issue, value }],
            (LeverKind::Threat, _, Some((issue, value))) if asked.sign => vec![Act::Instead { issue, value }],
            (LeverKind::Threat, Some(on), None) if asked.sign => vec![Act::Threat {
                on,
                size: declared.size.clone(),
            }],
            (LeverKind::Guarantee, Some(on), _) if asked.hold.is_some() => vec![Act::Guarantee {
                on,
                when: declared.when.as_ref().map(|when| when.formula.clone()),
                size: declared.size.clone(),
            }],
            (LeverKind::Condition, _, Some((lapses, _))) if asked.hold.is_some() => {
                let breach = declared.when.iter().map(|when| when.formula.clone());
                breach.map(|breach| Act::Condition { breach, lapses }).collect()
            }
            (LeverKind::Seat, Some(party), _) if asked.sign => vec![Act::Seat {
                party,
                given: !model.table.has(party),
            }],
            _ => Vec::new(),
        };
        levers.extend(acts.into_iter().map(|act| Lever {
            act,
            owner: Some(declared.owner),
            duty: declared.duty.clone(),
            line: Some(declared.statement),
        }));
    }
    levers
}

/// Whether a party can change anything alone, anywhere.
fn can_act(model: &Model, party: PartyId) -> bool {
    let alone = |issue: IssueId| {
        let mut passages = model.effectivity.passages(issue).iter();
        passages.any(|passage| passage.by.holds(&|member| member == party))
    };
    model.effectivity.issue_ids().any(alone)
}

/// What a party alone can do if there is no deal, where that may be worse for somebody else at the table.
fn alternatives(model: &Model) -> Vec<(PartyId, IssueId, u32)> {
    let mut found = Vec::new();
    for owner in model.parties.keys() {
        for issue in model.effectivity.issue_ids() {
            for value in 0..model.space.radix(issue) {
                let harms = |before: &StateId| {
                    let can =
                        model
                            .effectivity
                            .can_change(&model.space, PartySet::one(owner), model.space.combination(*before), issue, value);
                    let after = instead(model, *before, issue, value).filter(|after| can && after != before);
                    after.is_some_and(|after| {
                        model.table.without(owner).iter().any(|party| {
                            let preference = &model.parties[party].voter.preference;
                            !preference.compare(&model.space, after, *before).at_least
                        })
                    })
                };
                if !model.no_deal.is_empty() && model.no_deal.iter().all(|(before, _)| harms(before)) {
                    found.push((owner, issue, value));
                }
            }
        }
    }
    found
}
