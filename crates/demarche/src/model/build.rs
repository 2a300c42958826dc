//! A case under one reading -> the model.

use crate::case::{Case, Formula, Holder, Positions, Silence, Start, Taken};
use crate::model::footprint::Footprint;
use crate::model::limits::{Limits, Refusal};
use crate::model::moves::MoveGraph;
use crate::model::partial::Partial;
use crate::model::party_set::PartySet;
use crate::model::preference::Preference;
use crate::model::ranked::Ranked;
use crate::model::said::SaidOf;
use crate::model::space::Space;
use crate::model::{Model, PartyModel, Voter};

impl Model {
    /// Builds the model of `case` with stated positions read as `positions` (which must be one of the two readings; both means red lines).
    ///
    /// # Errors
    /// A [`Refusal`] if the case exceeds a limit.
    pub fn new(case: &Case, positions: Positions, limits: &Limits) -> Result<Self, Refusal> {
        Self::taking(case, &Taken::all(positions), limits)
    }

    /// Builds the model of what is taken of `case`.
    ///
    /// # Errors
    /// As [`new`](Model::new).
    pub fn taking(case: &Case, taken: &Taken, limits: &Limits) -> Result<Self, Refusal> {
        let (footprint, moving) = Footprint::of(case, taken, limits)?;
        footprint.admitted(limits)?;
        let space = Space::new(case, limits)?;
        let effectivity = moving.effectivity;
        let moves = MoveGraph::of_choices(&space, &effectivity, &moving.choices, moving.grid, limits)?;
        let today: Vec<u32> = case.issues.values().map(|issue| issue.status_quo).collect();
        let status_quo = match case.start {
            Start::Today => Some(space.state(space.compose(&today)).ok_or(Refusal::InfeasibleReference)?),
            Start::Nothing => None,
        };
        let mut no_deal = Vec::new();
        for declared in &case.no_deal {
            let state = space.state(space.compose(&declared.values)).ok_or(Refusal::InfeasibleReference)?;
            if !no_deal.iter().any(|(known, _)| *known == state) {
                no_deal.push((state, Some(declared.statement)));
            }
        }
        if no_deal.is_empty() {
            no_deal.extend(status_quo.map(|today| (today, None)));
        }
        let parties = case
            .parties
            .iter()
            .map(|(party, declared)| {
                let voter = |constituency| Voter::of(case, &space, Holder { party, constituency }, taken, limits);
                let constituencies = (0..declared.constituencies.len() as u32)
                    .map(|index| voter(Some(index)))
                    .collect::<Result<_, _>>()?;
                Ok(PartyModel {
                    voter: voter(None)?,
                    constituencies,
                    ballot: declared.ratification.clone(),
                })
            })
            .collect::<Result<_, Refusal>>()?;
        let table = case
            .parties
            .iter()
            .filter(|(_, party)| party.seat)
            .map(|(party, _)| party)
            .collect();
        let coalitions = case
            .coalitions
            .iter()
            .map(|coalition| (coalition.members.iter().copied().collect::<PartySet>(), coalition.name.clone()))
            .collect();
        Ok(Model {
            space,
            effectivity,
            moves,
            parties,
            status_quo,
            no_deal,
            agreement: case.agreement.as_ref().map(|agreement| agreement.rule.clone()),
            table,
            coalitions,
        })
    }
}

/// What a voter's preference is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MadeOf {
    /// An explicit ranking by so many formulas.
    Ranking(usize),
    /// So many priorities, of which so many speak of one issue at most.
    Priorities(usize, usize),
    /// So many exact values, of which so many speak of one issue at most.
    Values(usize, usize),
    /// Lines that leave preferences open.
    OpenLines,
}

/// What the preference of `holder` is made of, if `taken` counts.
pub fn made_of(case: &Case, holder: Holder, taken: &Taken) -> MadeOf {
    let said = SaidOf::new(case, holder, taken);
    let single = |formula: &Formula| formula.issues().len() <= 1;
    if let Some(groups) = &said.ranking {
        return MadeOf::Ranking(groups.iter().map(Vec::len).sum());
    }
    if let Some(formulas) = &said.priority {
        return MadeOf::Priorities(formulas.len(), formulas.iter().filter(|formula| single(formula)).count());
    }
    let exact = !said.values.is_empty() && said.values.iter().all(|(_, interval)| interval.is_exact());
    if exact && said.unknown_issues(case, case.parties[holder.party].silence).is_empty() {
        return MadeOf::Values(said.values.len(), said.values.iter().filter(|(formula, _)| single(formula)).count());
    }
    MadeOf::OpenLines
}

impl Voter {
    /// What is taken of the lines about `holder`.
    ///
    /// # Errors
    /// A [`Refusal`] if comparisons exceed a limit.
    pub fn of(case: &Case, space: &Space, holder: Holder, taken: &Taken, limits: &Limits) -> Result<Self, Refusal> {
        let said = SaidOf::new(case, holder, taken);
        let silence = case.parties[holder.party].silence;
        let needed = said
            .comparisons
            .iter()
            .fold(0u64, |sum, comparison| sum.saturating_add(comparison.steps(space)));
        if needed > limits.comparisons {
            return Err(Refusal::Comparisons {
                needed,
                limit: limits.comparisons,
            });
        }
        let preference = if let Some(groups) = &said.ranking {
            Preference::Ranked(Ranked::from_ranking(space, groups))
        } else if let Some(formulas) = &said.priority {
            Preference::Ranked(Ranked::from_priority(space, formulas))
        } else if !said.values.is_empty() {
            by_values(case, space, &said, silence)?
        } else {
            let indifferent = said.indifferent_issues(case, silence);
            Preference::Partial(Partial::new(space, said.comparisons, indifferent))
        };
        Ok(Voter {
            by_lines: None,
            preference,
            clauses: said.clauses,
            reservation: said.reservation,
        })
    }
}

impl Voter {
    /// Whether no preference meets all that is taken of the lines about `holder`: its comparisons by themselves, or beside its values, exact ones included. (Of a
    /// voter with exact values, comparisons are not asked elsewhere.)
    ///
    /// # Errors
    /// As [`of`](Voter::of).
    pub fn contradicts_itself(case: &Case, space: &Space, holder: Holder, taken: &Taken, limits: &Limits) -> Result<bool, Refusal> {
        let said = SaidOf::new(case, holder, taken);
        if said.values.is_empty() || said.comparisons.is_empty() || said.ranking.is_some() || said.priority.is_some() {
            return Ok(Voter::of(case, space, holder, taken, limits)?.preference.is_contradictory(space));
        }
        let unknown = said.unknown_issues(case, case.parties[holder.party].silence);
        let partial = Partial::new(space, said.comparisons.clone(), said.indifferent.clone());
        Ok(partial.with_intervals(&said.values, unknown)?.is_contradictory(space))
    }
}

fn by_values(case: &Case, space: &Space, said: &SaidOf<'_>, silence: Silence) -> Result<Preference, Refusal> {
    let unknown = said.unknown_issues(case, silence);
    match said.exact_values() {
        Some(terms) if unknown.is_empty() => Ok(Preference::Ranked(Ranked::from_values(space, &terms))),
        _ => {
            let partial = Partial::new(space, said.comparisons.clone(), said.indifferent.clone());
            Ok(Preference::Partial(partial.with_intervals(&said.values, unknown)?))
        }
    }
}
