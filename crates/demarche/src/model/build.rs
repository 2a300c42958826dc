//! A case under one reading -> the model.

use crate::case::{Case, Content, Formula, Holder, Interval, Positions, Silence, Start, Statement, Taken, Term};
use crate::finding::ClauseVerb;
use crate::index::{IssueId, StatementId};
use crate::model::clause::{Clauses, RedLine};
use crate::model::effectivity::Effectivity;
use crate::model::footprint::Footprint;
use crate::model::limits::{Limits, Refusal};
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
        Self::taking(case, &Taken::all(positions), limits)
    }

    /// Builds the model of what is taken of `case`.
    ///
    /// # Errors
    /// As [`new`](Model::new).
    pub fn taking(case: &Case, taken: &Taken, limits: &Limits) -> Result<Self, Refusal> {
        let (footprint, _) = Footprint::of(case, taken, limits)?;
        footprint.admitted(limits)?;
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
    let said = said_of(case, holder, taken);
    let single = |formula: &Formula| formula.issues().len() <= 1;
    if let Some(groups) = &said.ranking {
        return MadeOf::Ranking(groups.iter().map(Vec::len).sum());
    }
    if let Some(formulas) = &said.priority {
        return MadeOf::Priorities(formulas.len(), formulas.iter().filter(|formula| single(formula)).count());
    }
    let exact = !said.values.is_empty() && said.values.iter().all(|(_, interval)| interval.is_exact());
    if exact && unknown_issues(case, &said, case.parties[holder.party].silence).is_empty() {
        return MadeOf::Values(said.values.len(), said.values.iter().filter(|(formula, _)| single(formula)).count());
    }
    MadeOf::OpenLines
}

/// What was said about one holder, sorted by verb.
#[derive(Default)]
struct SaidOf<'a> {
    ranking: Option<Vec<Vec<&'a Formula>>>,
    priority: Option<Vec<&'a Formula>>,
    values: Vec<(Formula, Interval)>,
    reservation: Option<(Option<Interval>, StatementId)>,
    comparisons: Vec<Comparison>,
    indifferent: Vec<(IssueId, Option<StatementId>)>,
    clauses: Clauses,
    /// Issues on which comparisons and indifferences speak that are left out.
    left_out: Vec<IssueId>,
    /// Issues on which values speak that are left out.
    values_left_out: Vec<IssueId>,
    /// Whether a line on the whole order is left out.
    order_left_out: bool,
}

impl SaidOf<'_> {
    /// What is known of a line that is left out: that something was said.
    fn leave_out(&mut self, line: StatementId, statement: &Statement) {
        match &statement.content {
            Content::Prefers(_, better, worse) => {
                self.left_out.extend(better.formula.issues());
                self.left_out.extend(worse.formula.issues());
            }
            Content::Indifferent(_, issue) => self.left_out.push(*issue),
            Content::Value(_, worth) => self.values_left_out.extend(worth.terms.iter().flat_map(Term::issues)),
            Content::Ranking(..) | Content::Priority(..) => self.order_left_out = true,
            Content::Reservation(..) => self.reservation = Some((None, line)),
            _ => {}
        }
    }
}

impl Voter {
    /// What is taken of the lines about `holder`.
    ///
    /// # Errors
    /// A [`Refusal`] if comparisons exceed a limit.
    pub fn of(case: &Case, space: &Space, holder: Holder, taken: &Taken, limits: &Limits) -> Result<Self, Refusal> {
        let said = said_of(case, holder, taken);
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
            let mut indifferent = said.indifferent;
            if silence == Silence::Indifferent && !said.order_left_out {
                let mentioned: Vec<IssueId> = said
                    .comparisons
                    .iter()
                    .flat_map(|comparison| [comparison.better.issues(), comparison.worse.issues()])
                    .flatten()
                    .chain(said.left_out.iter().chain(&said.values_left_out).copied())
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
        let said = said_of(case, holder, taken);
        if said.values.is_empty() || said.comparisons.is_empty() || said.ranking.is_some() || said.priority.is_some() {
            return Ok(Voter::of(case, space, holder, taken, limits)?.preference.is_contradictory(space));
        }
        let unknown = unknown_issues(case, &said, case.parties[holder.party].silence);
        let partial = Partial::new(space, said.comparisons.clone(), said.indifferent.clone());
        Ok(partial.with_intervals(&said.values, unknown)?.is_contradictory(space))
    }
}

/// Issues whose effect the values leave unknown.
fn unknown_issues(case: &Case, said: &SaidOf<'_>, silence: Silence) -> Vec<IssueId> {
    let mentioned: Vec<IssueId> = said.values.iter().flat_map(|(formula, _)| formula.issues()).collect();
    let unknown = |issue: &IssueId| {
        let silent = silence == Silence::Unknown && !mentioned.contains(issue) && !said.indifferent.iter().any(|(known, _)| known == issue);
        // A comparison that is left out takes nothing from what the values say.
        silent || said.values_left_out.contains(issue) || (said.left_out.contains(issue) && !mentioned.contains(issue))
    };
    case.issues.keys().filter(unknown).collect()
}

fn by_values(case: &Case, space: &Space, said: &SaidOf<'_>, silence: Silence) -> Result<Preference, Refusal> {
    let exact: Option<Vec<(Formula, Rational)>> = said
        .values
        .iter()
        .map(|(formula, interval)| interval.is_exact().then(|| (formula.clone(), interval.low.clone())))
        .collect();
    let unknown = unknown_issues(case, said, silence);
    match exact {
        Some(terms) if unknown.is_empty() => Ok(Preference::Ranked(Ranked::from_values(space, &terms))),
        _ => {
            let partial = Partial::new(space, said.comparisons.clone(), said.indifferent.clone());
            Ok(Preference::Partial(partial.with_intervals(&said.values, unknown)?))
        }
    }
}

fn said_of<'a>(case: &'a Case, holder: Holder, taken: &Taken) -> SaidOf<'a> {
    let mut said = SaidOf::default();
    for (line, statement) in case
        .statements
        .iter()
        .filter(|(_, statement)| statement.content.holder() == Some(holder))
    {
        if !taken.counts(line) {
            said.leave_out(line, statement);
            continue;
        }
        let binds = taken.binds(line);
        let mut red_line = |formula: &Formula, verb, position| {
            said.clauses.red_lines.push(RedLine {
                formula: formula.clone(),
                verb,
                position,
                line,
            });
        };
        match &statement.content {
            Content::Demands(_, wanted) if binds => red_line(&wanted.formula, ClauseVerb::Requires, true),
            Content::Rejects(_, unwanted) if binds => red_line(&unwanted.formula, ClauseVerb::Refuses, true),
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
            Content::Reservation(_, worth) => said.reservation = Some((Some(worth.clone()), line)),
            _ => {}
        }
    }
    said
}
