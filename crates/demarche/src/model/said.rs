//! What is said about one holder of preferences, sorted by verb: what every model of it is made from, whether states are listed or not.

use crate::case::{Case, Content, Formula, Holder, Interval, Silence, Statement, Taken, Term};
use crate::finding::ClauseVerb;
use crate::index::{IssueId, StatementId};
use crate::model::clause::{Clauses, RedLine};
use crate::model::partial::Comparison;
use crate::rational::Rational;

/// What was said about one holder, sorted by verb.
#[derive(Clone, Debug, Default)]
pub struct SaidOf<'a> {
    /// Explicit ranking, best group first.
    pub ranking: Option<Vec<Vec<&'a Formula>>>,
    /// Priorities, most important first.
    pub priority: Option<Vec<&'a Formula>>,
    /// What each formula is worth where it is true.
    pub values: Vec<(Formula, Interval)>,
    /// What no deal is worth (unknown, if the line is left out), and the line that says so.
    pub reservation: Option<(Option<Interval>, StatementId)>,
    /// Comparisons, all else equal.
    pub comparisons: Vec<Comparison>,
    /// Issues that are said not to matter.
    pub indifferent: Vec<(IssueId, Option<StatementId>)>,
    /// Red lines, and what is accepted outright.
    pub clauses: Clauses,
    /// Issues on which comparisons and indifferences speak that are left out.
    left_out: Vec<IssueId>,
    /// Issues on which values speak that are left out.
    values_left_out: Vec<IssueId>,
    /// Whether a line on the whole order is left out.
    order_left_out: bool,
}

impl<'a> SaidOf<'a> {
    /// What is taken of the lines about `holder`.
    pub fn new(case: &'a Case, holder: Holder, taken: &Taken) -> Self {
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

    /// The values, if each is a single number.
    pub fn exact_values(&self) -> Option<Vec<(Formula, Rational)>> {
        let exact = |(formula, interval): &(Formula, Interval)| interval.is_exact().then(|| (formula.clone(), interval.low.clone()));
        self.values.iter().map(exact).collect()
    }

    /// Issues that do not matter beside the comparisons: those said to, and those passed over in silence, if that is what it means.
    pub fn indifferent_issues(&self, case: &Case, silence: Silence) -> Vec<(IssueId, Option<StatementId>)> {
        let mut indifferent = self.indifferent.clone();
        if silence != Silence::Indifferent || self.order_left_out {
            return indifferent;
        }
        let compared = self
            .comparisons
            .iter()
            .flat_map(|comparison| [comparison.better.issues(), comparison.worse.issues()]);
        let left_out = self.left_out.iter().chain(&self.values_left_out).copied();
        let mentioned: Vec<IssueId> = compared.flatten().chain(left_out).collect();
        for issue in case.issues.keys() {
            if !mentioned.contains(&issue) && !indifferent.iter().any(|(known, _)| *known == issue) {
                indifferent.push((issue, None));
            }
        }
        indifferent
    }

    /// Issues whose effect the values leave unknown.
    pub fn unknown_issues(&self, case: &Case, silence: Silence) -> Vec<IssueId> {
        let mentioned: Vec<IssueId> = self.values.iter().flat_map(|(formula, _)| formula.issues()).collect();
        let unknown = |issue: &IssueId| {
            let silent =
                silence == Silence::Unknown && !mentioned.contains(issue) && !self.indifferent.iter().any(|(known, _)| known == issue);
            // A comparison that is left out takes nothing from what the values say.
            silent || self.values_left_out.contains(issue) || (self.left_out.contains(issue) && !mentioned.contains(issue))
        };
        case.issues.keys().filter(unknown).collect()
    }

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
