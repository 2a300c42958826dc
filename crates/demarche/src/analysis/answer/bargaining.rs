//! The efficient deals of the declared table and the classical solutions among them, in the case's names.

use crate::analysis::answer::situation::Situation;
use crate::analysis::answer::{dividing, paying};
use crate::analysis::bargaining::solve::References;
use crate::analysis::bargaining::{Frontier, Point, Problem, Solution, Worth, solve};
use crate::analysis::signing;
use crate::analysis::watch::Watch;
use crate::finding::*;
use crate::index::{Key, PartyId};
use crate::model::{Marked, Model, Preference, Refusal};
use crate::rational::Rational;

/// Deals named at one point.
const NAMED: usize = 4;

/// The bargaining problem of the declared table.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub fn bargaining(situation: &Situation<'_>, watch: &mut dyn Watch) -> Result<Bargaining, Refusal> {
    let (model, naming) = (situation.model, situation.naming);
    let parties: Vec<PartyId> = model.table.iter().collect();
    let mut finding = Bargaining {
        parties: naming.parties(parties.iter().copied()),
        ..Bargaining::empty()
    };
    let problem = match problem(situation, &parties) {
        Ok(problem) => problem,
        Err(unasked) => {
            finding.unasked = Some(unasked);
            return Ok(finding);
        }
    };
    let rational = problem.individually_rational();
    if parties.iter().any(|party| model.parties[*party].ballot.is_some()) {
        let rational = Marked::among(&rational, |is| *is);
        finding.unratified = waiting(situation, &parties, &rational).count();
    }
    if model.agreement.is_some() {
        let deals = Marked::among(&problem.deals, |is| *is);
        finding.signable_under_rule = Some(situation.signings.verdicts(model.table, &deals).yes.count());
    }
    let mut pause = |done| {
        if watch.step("bargaining", done, 3) {
            Ok(())
        } else {
            Err(Refusal::Interrupted)
        }
    };
    pause(0)?;
    let of_all = Frontier::new(&problem, &problem.deals);
    pause(1)?;
    let frontier = of_all.within(&rational);
    pause(2)?;
    let limit = situation.limits.deals;
    let named = |point: Point| named(situation, &problem.no_deal, &point);
    finding.no_deal.clone_from(&problem.no_deal);
    finding.deals = count(&problem.deals);
    finding.agreement_set = count(&rational);
    finding.strictly_better = problem.strictly_rational(&rational);
    finding.efficient = Efficient {
        deals: frontier.deals() as u64,
        points: frontier.len() as u64,
        listed: frontier.points().take(limit).map(named).collect(),
    };
    finding.efficient_of_all = (of_all.deals() as u64, of_all.len() as u64);
    if frontier.len() > limit {
        finding.cuts.push(Cut {
            what: "efficient points listed".to_owned(),
            limit: limit as u64,
            total: Some(frontier.len() as u64),
            option: Some("--max-deals".to_owned()),
        });
    }
    let comparable = situation.case.comparable.is_some();
    if let Some(references) = References::new(&problem, &rational) {
        finding.ideal.clone_from(&references.ideal);
        let carried = |solution: &Solution| comparable || solution.concept.rung() < Rung::L4;
        let told = |solution: Solution| SolutionFinding {
            concept: solution.concept,
            measure: match solution.measure {
                Worth::One(measure) => vec![measure],
                Worth::Several(measures) => measures,
            },
            points: solution
                .reached
                .iter()
                .take(limit)
                .map(|point| named(frontier.point(*point)))
                .collect(),
            count: solution.reached.len() as u64,
        };
        finding.solutions = solve(&frontier, &references).into_iter().filter(carried).map(told).collect();
    }
    if !comparable {
        finding.refused = Concept::ALL.into_iter().filter(|concept| concept.rung() >= Rung::L4).collect();
        finding.refused_for.clone_from(&finding.parties);
    }
    match dividing::adjusted_winner(situation, &parties) {
        Some(Ok(division)) => finding.adjusted_winner = Some(division),
        Some(Err(undivided)) => finding.undivided = Some(undivided),
        None => {}
    }
    (finding.payments, finding.unpaid) = paying::payments(situation, &parties, &of_all, &problem.no_deal, limit);
    Ok(finding)
}

fn count(states: &[bool]) -> u64 {
    states.iter().filter(|is| **is).count() as u64
}

/// What the table bargains about, or why that cannot be asked.
fn problem<'a>(situation: &Situation<'a>, parties: &[PartyId]) -> Result<Problem<'a>, Unasked> {
    let (model, naming) = (situation.model, situation.naming);
    if parties.len() < 2 {
        return Err(Unasked::NoTable);
    }
    let mut scores = Vec::new();
    let mut without = Vec::new();
    for party in parties {
        match &model.parties[*party].voter.preference {
            Preference::Ranked(ranked) if ranked.scores().is_some() => scores.extend(ranked.scores()),
            preference => {
                let (_, rung) = super::particulars::form_and_rung(situation.case, *party, preference);
                without.push((naming.party(*party), rung));
            }
        }
    }
    if !without.is_empty() {
        return Err(Unasked::NoScale { parties: without });
    }
    let worths: Vec<Option<Rational>> = parties.iter().map(|party| no_deal(model, *party)).collect();
    let unclear = parties.iter().zip(&worths).filter(|(_, worth)| worth.is_none());
    let unclear: Vec<PartyName> = unclear.map(|(party, _)| naming.party(*party)).collect();
    if !unclear.is_empty() {
        return Err(Unasked::NoDealUnclear { parties: unclear });
    }
    let mut open = situation.deals(&model.makeable_set(model.table));
    // No red line stands against a deal, and ballots carry it or may carry it.
    for party in parties {
        let declared = &model.parties[*party];
        if !declared.voter.clauses.red_lines.is_empty() {
            open = open.minus(&signing::crossed(&model.space, &declared.voter));
        }
        if declared.ballot.is_some()
            && let Some(ratified) = &situation.signings.votes(*party, &open).ratified
        {
            open = open.minus(&ratified.no);
        }
    }
    let mut deals = vec![false; model.space.len()];
    open.iter().for_each(|state| deals[state.index()] = true);
    Ok(Problem {
        scores,
        no_deal: worths.into_iter().flatten().collect(),
        deals,
    })
}

/// The states of `among` of which a ballot of one of the parties is open.
fn waiting(situation: &Situation<'_>, parties: &[PartyId], among: &Marked) -> Marked {
    let mut waiting = Marked::none(among.states());
    for party in parties {
        if let Some(ratified) = &situation.signings.votes(*party, among).ratified {
            let open = among.clone().minus(&ratified.yes).minus(&ratified.no);
            waiting = waiting.or(&open);
        }
    }
    waiting
}

/// What no deal is worth to a party, if that is one number.
fn no_deal(model: &Model, party: PartyId) -> Option<Rational> {
    let voter = &model.parties[party].voter;
    if let Some((worth, _)) = &voter.reservation {
        return worth.as_ref().filter(|worth| worth.is_exact()).map(|worth| worth.low.clone());
    }
    let mut worths = model.no_deal.iter().map(|(state, _)| voter.preference.worth(&model.space, *state));
    let first = worths.next()??;
    let same = worths.all(|worth| worth.as_ref() == Some(&first));
    (same && first.is_exact()).then_some(first.low)
}

fn named(situation: &Situation<'_>, no_deal: &[Rational], point: &Point) -> PointFinding {
    PointFinding {
        worth: point.worth.clone(),
        gains: point.worth.iter().zip(no_deal).map(|(worth, no_deal)| worth - no_deal).collect(),
        count: point.states.len() as u64,
        deals: point
            .states
            .iter()
            .take(NAMED)
            .map(|state| situation.naming.state(*state))
            .collect(),
    }
}
