//! Adjusted Winner on a case: two parties at the table, issues that can all be split, worths that add up issue by issue.

use crate::analysis::answer::situation::Situation;
use crate::analysis::bargaining::adjusted_winner::{Contested, divide};
use crate::case::{Content, Holder};
use crate::finding::{AdjustedWinner, Divided, Undivided};
use crate::index::{IssueId, PartyId};
use crate::model::PartySet;
use crate::rational::Rational;

/// The division, or why there is none; `None` where no issue can be split, so that the question does not arise.
pub fn adjusted_winner(situation: &Situation<'_>, parties: &[PartyId]) -> Option<Result<AdjustedWinner, Undivided>> {
    let any = situation.case.issues.values().any(|issue| issue.divisible);
    any.then(|| divided(situation, parties))
}

fn divided(situation: &Situation<'_>, parties: &[PartyId]) -> Result<AdjustedWinner, Undivided> {
    let case = situation.case;
    let [first, second] = *parties else {
        return Err(Undivided::NotTwoParties);
    };
    let whole = case.issues.values().filter(|issue| !issue.divisible);
    let whole: Vec<String> = whole.map(|issue| issue.name.clone()).collect();
    if !whole.is_empty() {
        return Err(Undivided::CannotBeSplit { issues: whole });
    }
    if !case.never.is_empty() {
        return Err(Undivided::Infeasible);
    }
    let model = situation.model;
    let both = PartySet::one(first).with(second);
    let settles = |issue: &IssueId| match &case.issues[*issue].settled_by {
        Some(by) => by.holds(&|party| both.has(party)),
        None => [(0, 1), (1, 0)].into_iter().all(|(from, to)| {
            let mut ways = model.effectivity.passages(*issue).iter();
            let today = case.issues[*issue].status_quo;
            // What holds today needs no way to it.
            to == today || ways.any(|way| (way.from, way.to) == (from, to) && way.when.is_none() && way.by.holds(&|party| both.has(party)))
        }),
    };
    let foreign: Vec<String> = case
        .issues
        .keys()
        .filter(|issue| !settles(issue))
        .map(|issue| case.issues[issue].name.clone())
        .collect();
    if !foreign.is_empty() {
        return Err(Undivided::NotTheirs { issues: foreign });
    }
    let bound = |party: &PartyId| {
        let declared = &model.parties[*party];
        declared.ballot.is_some() || !declared.voter.clauses.is_empty()
    };
    let bound: Vec<PartyId> = parties.iter().copied().filter(bound).collect();
    if !bound.is_empty() {
        return Err(Undivided::Bound {
            parties: situation.naming.parties(bound),
        });
    }
    let (own, other) = match (preferred(situation, first), preferred(situation, second)) {
        (Some(own), Some(other)) => (own, other),
        (own, other) => {
            let unclear = [(first, own.is_none()), (second, other.is_none())];
            let unclear = unclear.into_iter().filter(|(_, is)| *is).map(|(party, _)| party);
            return Err(Undivided::NotAdditive {
                parties: situation.naming.parties(unclear),
            });
        }
    };
    let issues: Vec<IssueId> = case.issues.keys().collect();
    // An issue on which both want the same, or one does not care, is no contest: who cares gets it whole.
    let contested: Vec<usize> = (0..issues.len()).filter(|issue| own[*issue].value != other[*issue].value).collect();
    let division = divide(
        &contested
            .iter()
            .map(|issue| Contested {
                first: own[*issue].points.clone(),
                second: other[*issue].points.clone(),
            })
            .collect::<Vec<_>>(),
    )
    .ok_or(Undivided::NoContest)?;
    let divided = issues.iter().enumerate().map(|(position, issue)| {
        let declared = &case.issues[*issue];
        let part = contested.iter().position(|other| *other == position);
        let first_gets = part.and_then(|part| division.first_gets[part].clone());
        let label = |wish: &Wish| declared.values[wish.value as usize].label.clone();
        Divided {
            issue: declared.name.clone(),
            points: vec![own[position].points.clone(), other[position].points.clone()],
            first_gets: first_gets.unwrap_or_else(|| Rational::integer(1)),
            wants: vec![label(&own[position]), label(&other[position])],
        }
    });
    Ok(AdjustedWinner {
        parties: situation.naming.parties(parties.iter().copied()),
        issues: divided.collect(),
        split: division.split.map(|part| case.issues[issues[contested[part]]].id.clone()),
        share: division.share,
        points: vec![division.first_points, division.second_points],
    })
}

/// Which of an issue's two values a party wants, and by how many points.
struct Wish {
    value: u32,
    points: Rational,
}

/// A party's wishes issue by issue; `None` unless its worths are exact and add up issue by issue.
fn preferred(situation: &Situation<'_>, party: PartyId) -> Option<Vec<Wish>> {
    let case = situation.case;
    let mut worth: Vec<[Rational; 2]> = case.issues.keys().map(|_| [Rational::zero(), Rational::zero()]).collect();
    for statement in case.statements.values() {
        let Content::Value(holder, values) = &statement.content else {
            continue;
        };
        if *holder != Holder::itself(party) {
            continue;
        }
        for (formula, value) in values.spelled_out(&case.issues) {
            let [issue] = formula.issues()[..] else { return None };
            if !value.is_exact() {
                return None;
            }
            for (position, cell) in (0u32..).zip(&mut worth[issue.0 as usize]) {
                if formula.holds(&|_| position) {
                    *cell = &*cell + &value.low;
                }
            }
        }
    }
    let wish = |[no, yes]: [Rational; 2]| {
        let value = u32::from(yes > no);
        let points = if value == 1 { &yes - &no } else { &no - &yes };
        Wish { value, points }
    };
    Some(worth.into_iter().map(wish).collect())
}
