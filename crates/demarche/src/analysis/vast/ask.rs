//! What is asked of a set of deals: how many, whether any, the best, the nearest.
//!
//! A set is a decision diagram, and beside it the conditions that did not fit into one: those are looked at deal by deal while searching, so that an
//! answer about the set stays right, and its number is bounded from above.

use biodivine_lib_bdd::Bdd;

use crate::analysis::vast::bounds::Floor;
use crate::analysis::vast::branch::{Found, Search, every};
use crate::analysis::vast::compile::{Compiler, Level};
use crate::analysis::vast::condition::Condition;
use crate::analysis::vast::count::{Between, count};
use crate::analysis::vast::diagram::Diagram;
use crate::analysis::vast::judgment::pinned;
use crate::analysis::vast::question::{Question, holds};
use crate::analysis::vast::scenario::{Scenario, scenarios};
use crate::analysis::vast::sums::{Tables, tables, times};
use crate::analysis::vast::work::{Stop, Work};
use crate::case::Formula;
use crate::index::{IssueId, Key};

/// Nodes that one question looks at, at most.
pub const MOST_LOOKS: u64 = 20_000_000;

/// A set of deals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    /// The deals, and more where conditions did not fit.
    diagram: Bdd,
    /// Conditions that did not fit, each with the level after which it can be judged.
    beside: Vec<(usize, Condition)>,
}

impl Set {
    /// Whether every condition fitted into the diagram.
    pub fn is_whole(&self) -> bool {
        self.beside.is_empty()
    }
}

/// What became of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The best deal that was found, its values by issue, and its goal times the denominator (0 without a goal).
    pub best: Option<(Vec<u32>, i128)>,
    /// What no deal exceeds; nothing where nothing is known, or there is no deal.
    pub bound: Option<i128>,
    /// Whether nothing remained to be looked at.
    pub complete: bool,
}

/// Asks about one question's deals.
pub struct Asker<'q> {
    /// The question in diagrams.
    pub compiler: Compiler<'q>,
}

impl<'q> Asker<'q> {
    /// Compiles the question; `extra` are formulas that will be asked about as well.
    ///
    /// # Errors
    /// [`Stop`].
    pub fn new(question: &'q Question, extra: &[&Formula], work: &mut Work<'_>) -> Result<Self, Stop> {
        Ok(Asker {
            compiler: Compiler::new(question, extra, work)?,
        })
    }

    fn question(&self) -> &'q Question {
        self.compiler.question
    }

    /// The feasible combinations.
    ///
    /// # Errors
    /// [`Stop`].
    pub fn feasible(&self, work: &mut Work<'_>) -> Result<Set, Stop> {
        let mut set = Set {
            diagram: self.compiler.frame(work)?,
            beside: Vec::new(),
        };
        for never in &self.question().never {
            set = self.narrowed(&set, &Condition::Holds(never.clone()).negated(), work)?;
        }
        Ok(set)
    }

    /// The deals that the table can bring about.
    ///
    /// # Errors
    /// [`Stop`].
    pub fn deals(&self, work: &mut Work<'_>) -> Result<Set, Stop> {
        let question = self.question();
        let mut set = self.feasible(work)?;
        for (issue, values) in question.choices.iter().enumerate() {
            let within = Formula::In(IssueId::from_index(issue), values.clone());
            set = self.narrowed(&set, &Condition::Holds(within), work)?;
        }
        if let Some(today) = &question.today {
            set = self.narrowed(&set, &pinned(today).negated(), work)?;
        }
        Ok(set)
    }

    /// The members of a set of which a condition holds.
    ///
    /// # Errors
    /// [`Stop::Asked`] alone: what does not fit is kept beside.
    pub fn narrowed(&self, set: &Set, condition: &Condition, work: &mut Work<'_>) -> Result<Set, Stop> {
        if let Condition::All(parts) = condition {
            return parts.iter().try_fold(set.clone(), |set, part| self.narrowed(&set, part, work));
        }
        let built = self.compiler.condition(condition, work);
        match built.and_then(|part| self.compiler.both(&set.diagram, &part, work)) {
            Ok(diagram) => Ok(Set {
                diagram,
                beside: set.beside.clone(),
            }),
            Err(Stop::TooLarge) => {
                let mut beside = set.beside.clone();
                beside.push((self.judged_after(condition), condition.clone()));
                Ok(Set {
                    diagram: set.diagram.clone(),
                    beside,
                })
            }
            Err(stop) => Err(stop),
        }
    }

    /// The level after which a condition can be judged.
    fn judged_after(&self, condition: &Condition) -> usize {
        let last = self.compiler.levels.len().saturating_sub(1);
        let formula = match condition {
            Condition::Holds(formula) => formula,
            Condition::Not(inner) => match &**inner {
                Condition::Holds(formula) => formula,
                _ => return last,
            },
            _ => return last,
        };
        let issues = formula.issues();
        let speaks_of = |level: &Level| matches!(level, Level::Issue(issue) if issues.contains(issue));
        self.compiler.levels.iter().rposition(speaks_of).unwrap_or(0)
    }

    /// How many deals a set holds; where some conditions did not fit, at most so many.
    ///
    /// # Errors
    /// [`Stop`].
    pub fn count(&self, set: &Set, work: &mut Work<'_>) -> Result<Between, Stop> {
        let counted = count(&self.compiler, &set.diagram, work)?;
        Ok(if set.is_whole() {
            counted
        } else {
            Between {
                least: 0u32.into(),
                most: counted.most,
            }
        })
    }

    /// The best deal of a set whose sums are at least as said: with `goal` as great as can be or, without one, any.
    pub fn best(&self, set: &Set, goal: Option<&Tables>, floors: &[Floor], work: &mut Work<'_>) -> Outcome {
        self.best_or_stop(set, goal, floors, work).unwrap_or_default()
    }

    fn best_or_stop(&self, set: &Set, goal: Option<&Tables>, floors: &[Floor], work: &mut Work<'_>) -> Result<Outcome, Stop> {
        let diagram = Diagram::new(&self.compiler, &set.diagram, work)?;
        let ruled_out = |level: usize, values: &[u32]| self.is_ruled_out(set, level, values);
        let mut left = MOST_LOOKS;
        let mut outcome = Outcome {
            complete: true,
            ..Outcome::default()
        };
        for scenario in scenarios(&self.compiler, &set.diagram, &diagram)? {
            let within = diagram.keeping(&scenario.alive);
            let search = Search {
                diagram: &within,
                floors: self.floors(&scenario, floors),
                goal,
                ruled_out: &ruled_out,
            };
            let known = outcome.best.as_ref().map(|(_, reached)| *reached);
            let Found { best, bound, complete } = search.run(known, &mut left, work);
            outcome.complete &= complete;
            outcome.bound = outcome.bound.max(bound);
            if let Some((values, reached)) = best {
                outcome.best = Some((self.by_issue(&values), reached));
                if goal.is_none() {
                    outcome.complete = true;
                    break;
                }
            }
        }
        Ok(outcome)
    }

    /// Up to `most` deals of a set whose sums are at least as said.
    ///
    /// # Errors
    /// [`Stop`].
    pub fn some(&self, set: &Set, floors: &[Floor], most: usize, work: &mut Work<'_>) -> Result<Vec<Vec<u32>>, Stop> {
        let diagram = Diagram::new(&self.compiler, &set.diagram, work)?;
        let ruled_out = |level: usize, values: &[u32]| self.is_ruled_out(set, level, values);
        let mut left = MOST_LOOKS;
        let mut found: Vec<Vec<u32>> = Vec::new();
        for scenario in scenarios(&self.compiler, &set.diagram, &diagram)? {
            let within = diagram.keeping(&scenario.alive);
            let search = Search {
                diagram: &within,
                floors: self.floors(&scenario, floors),
                goal: None,
                ruled_out: &ruled_out,
            };
            for values in every(&search, most, &mut left, work)? {
                let values = self.by_issue(&values);
                if !found.contains(&values) {
                    found.push(values);
                }
            }
            if found.len() >= most {
                break;
            }
        }
        found.truncate(most);
        Ok(found)
    }

    /// The floors of a scenario, one for each sum and direction, and those asked for beside it.
    fn floors(&self, scenario: &Scenario, beside: &[Floor]) -> Vec<Floor> {
        let question = self.question();
        let mut floors = beside.to_vec();
        for (index, form) in question.forms.iter().enumerate() {
            let numbers = |met: bool| {
                let literals = scenario.literals.iter().filter(move |(_, so)| **so == met);
                let atoms = literals.map(|(atom, _)| question.atoms[*atom]);
                atoms.filter(|atom| atom.form == index).map(|atom| atom.number)
            };
            if let Some(number) = numbers(true).max() {
                let tables = tables(&self.compiler, form);
                floors.push(Floor { tables, number });
            }
            if let Some(number) = numbers(false).min() {
                let tables = times(&tables(&self.compiler, form), -1);
                floors.push(Floor {
                    tables,
                    number: 1 - number,
                });
            }
        }
        floors
    }

    /// Values by issue from values by level.
    fn by_issue(&self, values: &[u32]) -> Vec<u32> {
        let mut by_issue = vec![0; self.question().radices.len()];
        for (level, value) in self.compiler.levels.iter().zip(values) {
            if let Level::Issue(issue) = level {
                by_issue[issue.index()] = *value;
            }
        }
        by_issue
    }

    /// Whether a condition that did not fit, and that can be judged after this level, is not met.
    fn is_ruled_out(&self, set: &Set, level: usize, values: &[u32]) -> bool {
        if !set.beside.iter().any(|(after, _)| *after == level) {
            return false;
        }
        let values = self.by_issue(values);
        set.beside
            .iter()
            .any(|(after, condition)| *after == level && !self.is_met(condition, &values))
    }

    /// Whether a condition is met by a deal, by its definition.
    pub fn is_met(&self, condition: &Condition, values: &[u32]) -> bool {
        let question = self.question();
        let sum = |atom: usize| {
            let atom = question.atoms[atom];
            question.forms[atom.form].sum(values) >= atom.number
        };
        let reached = |set: usize| self.compiler.is_reached(set, values);
        condition.is_met(&|formula| holds(formula, values), &sum, &reached)
    }

    /// The set with the value of any one issue changed, beside what it holds already, cut to what can be.
    ///
    /// # Errors
    /// [`Stop`].
    pub fn one_step_wider(&self, set: &Bdd, work: &mut Work<'_>) -> Result<Bdd, Stop> {
        let mut wider = set.clone();
        for issue in (0..self.question().radices.len()).map(IssueId::from_index) {
            let freed = self.compiler.freed(set, issue, work)?;
            wider = self.compiler.either(&wider, &freed, work)?;
        }
        Ok(wider)
    }

    /// The feasible combinations in which a formula holds, without a look at sums.
    ///
    /// # Errors
    /// [`Stop`]: also where something did not fit.
    pub fn feasible_with(&self, formula: &Formula, work: &mut Work<'_>) -> Result<Bdd, Stop> {
        let mut set = self.compiler.formula(formula, work)?;
        for never in &self.question().never {
            let never = self.compiler.formula(never, work)?.not();
            set = self.compiler.both(&set, &never, work)?;
        }
        for level in 0..self.compiler.levels.len() {
            if matches!(self.compiler.levels[level], Level::Issue(_)) {
                set = self.compiler.both(&set, &self.compiler.valid(level), work)?;
            }
        }
        Ok(set)
    }

    /// The members of a set that another diagram holds as well.
    ///
    /// # Errors
    /// [`Stop`].
    pub fn within(&self, set: &Set, other: &Bdd, work: &mut Work<'_>) -> Result<Set, Stop> {
        Ok(Set {
            diagram: self.compiler.both(&set.diagram, other, work)?,
            beside: set.beside.clone(),
        })
    }
}
