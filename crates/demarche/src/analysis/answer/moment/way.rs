//! The ways to the first deals and what these lead to, in the case's names.

use std::collections::BTreeSet;

use crate::analysis::acceptance::signing;
use crate::analysis::answer::moment::Signable;
use crate::analysis::answer::situation::Situation;
use crate::analysis::answer::support;
use crate::analysis::moment::commitment::{Turn, can_take_back, for_good, temptation, turns};
use crate::analysis::moment::path::{self, Paths, tranches};
use crate::analysis::stability::Scope;
use crate::analysis::watch::Watch;
use crate::case::{Holder, Lever, LeverKind, Said};
use crate::finding::*;
use crate::index::{IssueId, PartyId, StateId, StatementId};
use crate::model::{PartySet, Refusal};
use crate::rational::Rational;

/// Deals that are looked at.
const DEALS: usize = 3;

/// Places where orders fail that are told.
const STOPS: usize = 12;

/// The first deals: of those with `goal`, or else of those that the table can sign or may, the ones with the fewest terms; none that only adds terms to another.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub(super) fn ways(
    situation: &Situation<'_>,
    goal: Option<&Said>,
    signable: &Signable,
    cuts: &mut Vec<Cut>,
    watch: &mut dyn Watch,
) -> Result<Vec<DealWay>, Refusal> {
    let model = situation.model;
    if model.status_quo.is_none() {
        return Ok(Vec::new());
    }
    let table = model.signatories();
    let deals: Vec<StateId> = match goal {
        Some(goal) => {
            let asked = |state: &StateId| model.is_deal(*state) && model.space.holds(&goal.formula, *state);
            let mut deals: Vec<StateId> = model.space.states().filter(asked).collect();
            deals.sort_by_key(|state| (model.terms(*state).len(), *state));
            deals
        }
        None => signable.deals.iter().map(|(_, state)| *state).collect(),
    };
    let mut found = Vec::new();
    let mut looked: Vec<StateId> = Vec::new();
    for deal in deals {
        let terms = model.terms(deal);
        let same = |other: StateId, issue: &IssueId| model.space.value(other, *issue) == model.space.value(deal, *issue);
        if looked
            .iter()
            .any(|other| model.terms(*other).iter().all(|issue| terms.contains(issue) && same(*other, issue)))
        {
            continue;
        }
        if !watch.step("ways", looked.len() as u64, DEALS as u64) {
            return Err(Refusal::Interrupted);
        }
        looked.push(deal);
        found.push(way(situation, deal, table, cuts));
        if looked.len() == DEALS {
            break;
        }
    }
    Ok(found)
}

fn way(situation: &Situation<'_>, deal: StateId, table: PartySet, cuts: &mut Vec<Cut>) -> DealWay {
    let (model, naming) = (situation.model, situation.naming);
    let mut lines = support::making(naming, model, deal);
    let paths = path::paths(model, deal);
    if paths.is_none() {
        cuts.push(Cut {
            what: "terms of a deal whose order is looked at".to_owned(),
            limit: path::MOST_TERMS as u64,
            total: Some(model.terms(deal).len() as u64),
            option: None,
        });
    }
    for stop in paths.iter().flat_map(|paths| &paths.stops) {
        for party in stop.who.iter() {
            lines.extend(support::comparison(naming, Holder::itself(party), deal, stop.at));
        }
    }
    if paths.as_ref().is_some_and(|paths| paths.possible == 0) {
        // What cannot be stands on the way.
        let terms = model.terms(deal);
        let touching = situation
            .case
            .never
            .iter()
            .filter(|never| never.formula.issues().iter().any(|issue| terms.contains(issue)));
        lines.extend(touching.map(|never| never.statement));
    }
    lines.extend(paths.iter().flat_map(|paths| going_on(situation, deal, &paths.order)));
    let scope = Scope::of_deal(situation.case, model, deal);
    let temptations = model.parties.keys().map(|party| temptation(model, &scope, party, deal));
    let temptations: Vec<TemptationFinding> = temptations
        .map(|found| {
            lines.extend(
                found
                    .to
                    .iter()
                    .flat_map(|to| support::comparison(naming, Holder::itself(found.party), *to, deal)),
            );
            TemptationFinding {
                party: naming.party(found.party),
                tempted: found.tempted,
                step: found.to.map(|to| naming.step(&[found.party], deal, to)),
                gain: found.gain,
            }
        })
        .collect();
    let between = |there: Option<StateId>, here: Option<StateId>| -> Vec<TurnFinding> {
        let turns = there.zip(here).map(|(there, here)| turns(model, there, here)).unwrap_or_default();
        turns.into_iter().map(|turn| told(situation, turn)).collect()
    };
    let (opens, closes) = (between(Some(deal), model.status_quo), between(model.status_quo, Some(deal)));
    let lines: BTreeSet<StatementId> = lines.into_iter().collect();
    DealWay {
        deal: naming.state(deal),
        signable: signing(model, table, deal).verdict,
        path: paths.as_ref().map(|paths| path_finding(situation, deal, paths)),
        for_good: for_good(model, deal)
            .into_iter()
            .map(|issue| label(situation, deal, issue))
            .collect(),
        opens,
        closes,
        temptations,
        rests_on: naming.lines(lines),
    }
}

/// Lines on why those without whom a step cannot be taken go on, along an order.
fn going_on(situation: &Situation<'_>, deal: StateId, order: &[IssueId]) -> Vec<StatementId> {
    let (model, naming) = (situation.model, situation.naming);
    let mut lines = Vec::new();
    let Some(today) = model.status_quo else { return lines };
    let mut now = model.space.combination(today);
    for issue in order {
        let value = model.space.value(deal, *issue);
        let at = model.space.state(now);
        let indispensable = |party: &PartyId| {
            let others = model.everybody().without(*party);
            !model.effectivity.can_change(&model.space, others, now, *issue, value)
        };
        for party in model.parties.keys().filter(indispensable) {
            let holder = Holder::itself(party);
            lines.extend(at.iter().flat_map(|at| support::comparison(naming, holder, deal, *at)));
            let preference = &model.parties[party].voter.preference;
            let settled = at.is_some_and(|at| preference.compare(&model.space, deal, at).at_least);
            if !settled && model.no_deal.iter().any(|(state, _)| Some(*state) == at) {
                lines.extend(support::accepting(naming, holder));
            }
        }
        now = model.space.replace(now, *issue, value);
    }
    lines
}

fn label(situation: &Situation<'_>, state: StateId, issue: IssueId) -> String {
    situation.naming.value_label(issue, situation.model.space.value(state, issue))
}

fn told(situation: &Situation<'_>, turn: Turn) -> TurnFinding {
    TurnFinding {
        party: situation.naming.party(turn.party),
        change: situation.naming.value_label(turn.issue, turn.to),
        liked: turn.liked,
    }
}

fn path_finding(situation: &Situation<'_>, deal: StateId, paths: &Paths) -> PathFinding {
    let naming = situation.naming;
    let stops = paths.stops.iter().take(STOPS).map(|stop| PathStop {
        at: naming.state(stop.at),
        next: label(situation, deal, stop.next),
        taken: stop.taken,
        indispensable: stop.indispensable,
        who: stop.who.iter().map(|party| stopper(situation, deal, stop.at, party)).collect(),
    });
    PathFinding {
        terms: paths.terms.len() as u32,
        possible: paths.possible,
        holding: paths.holding,
        perhaps: paths.perhaps,
        verdict: paths.verdict(),
        order: paths.order.iter().map(|issue| label(situation, deal, *issue)).collect(),
        stops: stops.collect(),
        stops_in_all: paths.stops.len() as u64,
    }
}

fn stopper(situation: &Situation<'_>, deal: StateId, at: StateId, party: PartyId) -> Stopper {
    let model = situation.model;
    let gain = model.parties[party].voter.preference.gain(&model.space, at, deal);
    let parts = |lever: &Lever| {
        let (issue, value) = lever.term?;
        let cost = lever.size.clone()?;
        let applies = lever.kind == LeverKind::Sequence
            && lever.on == Some(party)
            && model.terms(deal).contains(&issue)
            && [at, deal].iter().all(|state| model.space.value(*state, issue) == value)
            && !can_take_back(model, PartySet::one(lever.owner), at, issue);
        let gain = gain.as_ref().filter(|_| applies)?;
        Some(Tranches {
            line: situation.naming.line(lever.statement),
            step: label(situation, deal, issue),
            possible: number(&gain.low, &cost.high),
            necessary: number(&gain.high, &cost.low),
            cost,
        })
    };
    Stopper {
        party: situation.naming.party(party),
        tranches: situation.case.levers.iter().filter_map(parts).collect(),
        gain,
    }
}

fn number(value: &Rational, cost: &Rational) -> Option<String> {
    tranches(value, cost).map(|parts| parts.to_string())
}
