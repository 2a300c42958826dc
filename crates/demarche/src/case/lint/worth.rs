//! `prefers` lines beside `value` lines are a check: does the party's own account agree with the numbers?
//!
//! A preference says that, all issues outside its two formulas equal, states with the one and without the other are better. It is
//! contradicted where a better state is certainly worth no more than a worse one.

use std::collections::BTreeMap;

use crate::case::lint::states::{States, holds, size};
use crate::case::lint::{holder_name, holders};
use crate::case::{Case, Content, Formula, Holder, Interval, Said, Worth};
use crate::diagnostic::Diagnostic;
use crate::index::{IssueId, Key};
use crate::rational::Rational;

/// Every preference that the party's values contradict.
pub(crate) fn check(case: &Case, states: &mut States) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for holder in holders(case) {
        let lines = || case.statements.values().filter(move |line| line.content.holder() == Some(holder));
        let values: Vec<&Worth> = lines()
            .filter_map(|line| match &line.content {
                Content::Value(_, worth) => Some(worth),
                _ => None,
            })
            .collect();
        let Some(first) = values.first().and_then(|worth| worth.terms.first()) else {
            continue;
        };
        if !lines().any(|line| matches!(line.content, Content::Prefers(..))) {
            continue;
        }
        let terms: Vec<(Formula, Interval)> = values.iter().flat_map(|worth| worth.spelled_out(&case.issues)).collect();
        let parts: usize = terms.iter().map(|(formula, _)| size(formula)).sum();
        for line in lines() {
            if let Content::Prefers(_, better, worse) = &line.content
                && states.afford(parts + size(&better.formula) + size(&worse.formula))
                && contradicted(better, worse, &terms, states)
            {
                found.push(fault(case, holder, better, first.said()));
            }
        }
    }
    found
}

fn fault(case: &Case, holder: Holder, better: &Said, first: &Said) -> Diagnostic {
    let message = format!("the values of `{}` contradict this preference", holder_name(case, holder));
    let fault = Diagnostic::warning("contradicting-statements", message).at(better.span, "said to be better, worth no more");
    let fault = fault.with(first.span, "its values start here");
    fault.help("values add up, and `prefers` only checks them: correct one of the two")
}

fn contradicted(better: &Said, worse: &Said, terms: &[(Formula, Interval)], states: &States) -> bool {
    let mut mentioned = better.formula.issues();
    mentioned.extend(worse.formula.issues());
    let mut groups: BTreeMap<Vec<u32>, (Option<Rational>, Option<Rational>)> = BTreeMap::new();
    for state in states.iter() {
        let sides = (holds(&better.formula, state), holds(&worse.formula, state));
        if sides.0 == sides.1 {
            continue;
        }
        let (low, high) = worth(state, terms);
        let rest: Vec<u32> = state
            .iter()
            .enumerate()
            .filter(|(position, _)| !mentioned.contains(&IssueId::from_index(*position)))
            .map(|(_, value)| *value)
            .collect();
        let (least, most) = groups.entry(rest).or_default();
        if sides.0 {
            *least = Some(least.take().map_or(high.clone(), |least| least.min(high)));
        } else {
            *most = Some(most.take().map_or(low.clone(), |most| most.max(low)));
        }
    }
    groups
        .values()
        .any(|(least, most)| least.as_ref().zip(most.as_ref()).is_some_and(|(least, most)| least <= most))
}

/// The least and the greatest that a state may be worth.
fn worth(state: &[u32], terms: &[(Formula, Interval)]) -> (Rational, Rational) {
    let mut total = (Rational::zero(), Rational::zero());
    for (formula, interval) in terms {
        if holds(formula, state) {
            total = (&total.0 + &interval.low, &total.1 + &interval.high);
        }
    }
    total
}
