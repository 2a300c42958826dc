//! What stated positions put each party to, in the case's names.

use crate::analysis::answer::situation::Situation;
use crate::analysis::answer::support;
use crate::analysis::moment::dilemmas::{Position, dilemma, positions};
use crate::analysis::watch::Watch;
use crate::case::Said;
use crate::finding::*;
use crate::model::Refusal;

/// Deals of a position that are named, at most.
const NAMED: usize = 12;

/// The section. Positions are not preferences: it is the same under both readings.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub(super) fn dilemmas(situation: &Situation<'_>, goal: Option<&Said>, watch: &mut dyn Watch) -> Result<Dilemmas, Refusal> {
    let (model, naming) = (situation.model, situation.naming);
    let stated = positions(situation.case, model, goal.map(|goal| &goal.formula));
    let mut pairs = Vec::new();
    for own in &stated {
        for other in stated.iter().filter(|other| other.party != own.party) {
            if !watch.step("dilemmas", pairs.len() as u64, (stated.len() * (stated.len() - 1)) as u64) {
                return Err(Refusal::Interrupted);
            }
            pairs.push(pair(situation, own, other));
        }
    }
    let silent = model.parties.keys().filter(|party| !stated.iter().any(|one| one.party == *party));
    Ok(Dilemmas {
        goal: goal.map(|goal| goal.text.clone()),
        threatened: model.no_deal.iter().map(|(state, _)| naming.state(*state)).collect(),
        silent: naming.parties(silent),
        positions: stated
            .iter()
            .map(|position| StatedPosition {
                party: naming.party(position.party),
                deals: position.deals.len() as u64,
                states: position
                    .deals
                    .iter()
                    .filter(|_| position.deals.len() <= NAMED)
                    .map(|state| naming.state(*state))
                    .collect(),
                rests_on: naming.lines(position.lines.iter().copied()),
                preferences: naming.lines(support::preference(naming, position.party)),
            })
            .collect(),
        pairs,
    })
}

fn pair(situation: &Situation<'_>, own: &Position, other: &Position) -> PairDilemmas {
    let shared = own.deals.iter().filter(|state| other.deals.binary_search(state).is_ok()).count();
    let dilemmas = DilemmaKind::ALL.into_iter().map(|which| {
        let found = dilemma(situation.model, own, other, which);
        DilemmaFinding {
            kind: which,
            verdict: found.map(|found| found.verdict),
            depends_on_deal: found.is_some_and(|found| found.depends_on_deal),
        }
    });
    PairDilemmas {
        party: situation.naming.party(own.party),
        facing: situation.naming.party(other.party),
        shared: shared as u64,
        dilemmas: dilemmas.collect(),
    }
}
