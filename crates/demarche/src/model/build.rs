//! A case under one reading -> the model.

use crate::case::{Case, Content, Formula, Holder, Interval, Positions, Silence, Start};
use crate::finding::ClauseVerb;
use crate::index::{IssueId, PartyId, StatementId};
use crate::model::clause::{Clauses, RedLine};
use crate::model::effectivity::Effectivity;
use crate::model::limits::{Limits, Refusal, estimated_bytes};
use crate::model::moves::MoveGraph;
use crate::model::partial::{Comparison, Partial};
use crate::model::party_set::PartySet;
use crate::model::preference::Preference;
use crate::model::ranked::Ranked;
use crate::model::space::Space;
use crate::model::{Model, PartyModel, Voter};
use crate::rational::Rational;

impl Model {
    /// Builds the model of `case` with stated positions read as `positions` (which must be one of the two readings; both means red lines).
    ///
    /// # Errors
    /// A [`Refusal`] if the case exceeds a limit.
    pub fn new(case: &Case, positions: Positions, limits: &Limits) -> Result<Self, Refusal> {
        let count = case
            .issues
            .values()
            .try_fold(1u64, |product, issue| product.checked_mul(issue.values.len() as u64));
        if let Some(count) = count.filter(|count| *count <= limits.combinations) {
            let needed = estimated_bytes(count, case.parties.len());
            if needed > limits.memory {
                return Err(Refusal::Memory {
                    needed,
                    limit: limits.memory,
                });
            }
        }
        let space = Space::new(case, limits)?;
        let effectivity = Effectivity::new(case);
        let moves = MoveGraph::new(&space, &effectivity, case.parties.len(), limits)?;
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
                let voter = |constituency| voter(case, &space, Holder { party, constituency }, positions, limits);
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

/// What was said about one holder, sorted by verb.
#[derive(Default)]
struct SaidOf<'a> {
    ranking: Option<Vec<Vec<&'a Formula>>>,
    priority: Option<Vec<&'a Formula>>,
    values: Vec<(Formula, Interval)>,
    reservation: Option<(Interval, StatementId)>,
    comparisons: Vec<Comparison>,
    indifferent: Vec<(IssueId, Option<StatementId>)>,
    clauses: Clauses,
}

fn voter(case: &Case, space: &Space, holder: Holder, positions: Positions, limits: &Limits) -> Result<Voter, Refusal> {
    let said = said_of(case, holder, positions);
    let silence = silence(case, holder.party);
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
        let mut indifferent = said.indifferent;
        if silence == Silence::Indifferent {
            let mentioned: Vec<IssueId> = said
                .comparisons
                .iter()
                .flat_map(|comparison| [comparison.better.issues(), comparison.worse.issues()])
                .flatten()
                .collect();
            for issue in case.issues.keys() {
                if !mentioned.contains(&issue) && !indifferent.iter().any(|(known, _)| *known == issue) {
                    indifferent.push((issue, None));
                }
            }
        }
        Preference::Partial(Partial::new(space, said.comparisons, indifferent))
    };
    Ok(Voter {
        preference,
        clauses: said.clauses,
        reservation: said.reservation,
    })
}

fn silence(case: &Case, party: PartyId) -> Silence {
    case.parties[party].silence
}

fn by_values(case: &Case, space: &Space, said: &SaidOf<'_>, silence: Silence) -> Result<Preference, Refusal> {
    let exact: Option<Vec<(Formula, Rational)>> = said
        .values
        .iter()
        .map(|(formula, interval)| interval.is_exact().then(|| (formula.clone(), interval.low.clone())))
        .collect();
    let unknown: Vec<IssueId> = if silence == Silence::Unknown {
        let mentioned: Vec<IssueId> = said.values.iter().flat_map(|(formula, _)| formula.issues()).collect();
        let cared = |issue: &IssueId| !mentioned.contains(issue) && !said.indifferent.iter().any(|(known, _)| known == issue);
        case.issues.keys().filter(cared).collect()
    } else {
        Vec::new()
    };
    match exact {
        Some(terms) if unknown.is_empty() => Ok(Preference::Ranked(Ranked::from_values(space, &terms))),
        _ => {
            let partial = Partial::new(space, said.comparisons.clone(), said.indifferent.clone());
            Ok(Preference::Partial(partial.with_intervals(&said.values, unknown)?))
        }
    }
}

fn said_of(case: &Case, holder: Holder, positions: Positions) -> SaidOf<'_> {
    let mut said = SaidOf::default();
    let read_positions = positions != Positions::Openings;
    for (line, statement) in case
        .statements
        .iter()
        .filter(|(_, statement)| statement.content.holder() == Some(holder))
    {
        let mut red_line = |formula: &Formula, verb, position| {
            said.clauses.red_lines.push(RedLine {
                formula: formula.clone(),
                verb,
                position,
                line,
            });
        };
        match &statement.content {
            Content::Demands(_, wanted) if read_positions => red_line(&wanted.formula, ClauseVerb::Requires, true),
            Content::Rejects(_, unwanted) if read_positions => red_line(&unwanted.formula, ClauseVerb::Refuses, true),
            Content::Requires(_, wanted) => red_line(&wanted.formula, ClauseVerb::Requires, false),
            Content::Refuses(_, unwanted) => red_line(&unwanted.formula, ClauseVerb::Refuses, false),
            Content::Accepts(_, accepted) => said.clauses.accepts.push((accepted.formula.clone(), line)),
            Content::Prefers(_, better, worse) => {
                said.comparisons.push(Comparison {
                    better: better.formula.clone(),
                    worse: worse.formula.clone(),
                    line,
                });
            }
            Content::Indifferent(_, issue) => said.indifferent.push((*issue, Some(line))),
            Content::Priority(_, formulas) => said.priority = Some(formulas.iter().map(|formula| &formula.formula).collect()),
            Content::Ranking(_, groups) => {
                said.ranking = Some(
                    groups
                        .iter()
                        .map(|group| group.iter().map(|formula| &formula.formula).collect())
                        .collect(),
                );
            }
            Content::Value(_, worth) => said.values.extend(worth.spelled_out(&case.issues)),
            Content::Reservation(_, worth) => said.reservation = Some((worth.clone(), line)),
            _ => {}
        }
    }
    said
}
