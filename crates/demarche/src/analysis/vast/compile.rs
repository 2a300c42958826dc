//! Conditions to binary decision diagrams (Bryant 1986), by the crate `biodivine-lib-bdd`.
//!
//! A *level* is an issue, or the truth of a formula that speaks of several issues and that a party's values add up from: such a truth is settled by
//! the issues before it, so that it neither adds nor removes a deal. Values are written in binary, the most significant bit first. After all levels
//! follow the inequalities on sums, one variable each, free here: whoever walks the diagram knows the sums when it comes to them.
//!
//! Every step is bounded by the [`Room`](crate::analysis::vast::room::Room) of the work; what does not fit is not built, and the caller says so.

use std::collections::BTreeMap;

use biodivine_lib_bdd::op_function::{and, iff, or};
use biodivine_lib_bdd::{Bdd, BddVariable, BddVariableSet};

use crate::analysis::vast::condition::Condition;
use crate::analysis::vast::order::order;
use crate::analysis::vast::question::{Question, Reach};
use crate::analysis::vast::work::{Stop, Work};
use crate::case::{Comparator, Formula};
use crate::index::{IssueId, Key};
use crate::rational::Rational;

/// Different sums of weights of one rule of consent or count, at most.
const MOST_QUOTA_SUMS: usize = 1 << 14;

/// Variables of decision diagrams, at most.
const MOST_VARIABLES: usize = 1 << 14;

/// What is decided at one level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Level {
    /// The value of an issue.
    Issue(IssueId),
    /// Whether this formula, over issues before, holds.
    Truth(Formula),
}

/// The variables of one level.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// The first variable.
    pub first: usize,
    /// How many.
    pub bits: usize,
    /// How many values.
    pub radix: u32,
}

/// Levels, variables, and the sets that comparisons lead to.
pub struct Compiler<'q> {
    /// What is asked.
    pub question: &'q Question,
    /// The levels, first asked first.
    pub levels: Vec<Level>,
    /// Their variables.
    pub codes: Vec<Code>,
    /// By issue: its level.
    place: Vec<usize>,
    /// The variable of the first inequality; the others follow.
    pub first_atom: usize,
    variables: BddVariableSet,
    /// By set of [`Question::reaches`]; empty sets where they were too large.
    reached: Vec<Bdd>,
    /// Whether some set that comparisons lead to was too large to be built, so that nothing is concluded from any.
    pub reaches_left_out: bool,
}

impl<'q> Compiler<'q> {
    /// Lays out the levels and follows the comparisons; `extra` are formulas that will be asked about as well.
    ///
    /// # Errors
    /// [`Stop`] if the work was interrupted or there are too many variables.
    pub fn new(question: &'q Question, extra: &[&Formula], work: &mut Work<'_>) -> Result<Self, Stop> {
        let truths = truths(question);
        let issues = order(question.radices.len(), &ties(question, &truths, extra));
        let levels = levels(&issues, truths);
        let mut codes = Vec::new();
        let mut place = vec![0; question.radices.len()];
        let mut first = 0;
        for (position, level) in levels.iter().enumerate() {
            let radix = match level {
                Level::Issue(issue) => {
                    place[issue.index()] = position;
                    question.radices[issue.index()]
                }
                Level::Truth(_) => 2,
            };
            let bits = (u32::BITS - radix.saturating_sub(1).leading_zeros()) as usize;
            codes.push(Code { first, bits, radix });
            first += bits;
        }
        let count = first + question.atoms.len();
        if count > MOST_VARIABLES {
            return Err(Stop::TooLarge);
        }
        let mut compiler = Compiler {
            question,
            levels,
            codes,
            place,
            first_atom: first,
            variables: BddVariableSet::new_anonymous(count as u16),
            reached: Vec::new(),
            reaches_left_out: false,
        };
        compiler.follow(work)?;
        Ok(compiler)
    }

    fn follow(&mut self, work: &mut Work<'_>) -> Result<(), Stop> {
        let mut last: Option<(&Reach, (Bdd, Bdd))> = None;
        for reach in &self.question.reaches {
            let sets = match last.take().filter(|(other, _)| other.base == reach.base && other.is_alike(reach)) {
                Some((_, sets)) => sets,
                None => match self.reach(reach, work) {
                    Ok(sets) => sets,
                    Err(Stop::TooLarge) => {
                        self.reaches_left_out = true;
                        break;
                    }
                    Err(stop) => return Err(stop),
                },
            };
            self.reached.push(if reach.strict { sets.1.clone() } else { sets.0.clone() });
            if fits(self.reached.iter(), work).is_err() {
                self.reaches_left_out = true;
                break;
            }
            last = Some((reach, sets));
        }
        if self.reaches_left_out {
            // One side of a contradiction must not be kept without the other.
            self.reached = vec![self.never(); self.question.reaches.len()];
        }
        Ok(())
    }

    /// Everything.
    pub fn always(&self) -> Bdd {
        self.variables.mk_true()
    }

    /// Nothing.
    pub fn never(&self) -> Bdd {
        self.variables.mk_false()
    }

    /// Where both hold.
    ///
    /// # Errors
    /// [`Stop`], as all that builds.
    pub fn both(&self, one: &Bdd, other: &Bdd, work: &mut Work<'_>) -> Result<Bdd, Stop> {
        joined(one, other, and, work)
    }

    /// Where either holds.
    ///
    /// # Errors
    /// [`Stop`].
    pub fn either(&self, one: &Bdd, other: &Bdd, work: &mut Work<'_>) -> Result<Bdd, Stop> {
        joined(one, other, or, work)
    }

    /// Where a variable is as said.
    pub fn literal(&self, variable: usize, so: bool) -> Bdd {
        self.variables.mk_literal(BddVariable::from_index(variable), so)
    }

    /// Where a condition holds.
    ///
    /// # Errors
    /// [`Stop`].
    pub fn condition(&self, condition: &Condition, work: &mut Work<'_>) -> Result<Bdd, Stop> {
        match condition {
            Condition::Always(true) => Ok(self.always()),
            Condition::Always(false) => Ok(self.never()),
            Condition::Holds(formula) => self.formula(formula, work),
            Condition::Sum(atom) => Ok(self.literal(self.first_atom + atom, true)),
            Condition::Reached(set) => Ok(self.reached.get(*set).cloned().unwrap_or_else(|| self.never())),
            Condition::Not(inner) => Ok(self.condition(inner, work)?.not()),
            Condition::All(parts) => parts.iter().try_fold(self.always(), |all, part| {
                let part = self.condition(part, work)?;
                self.both(&all, &part, work)
            }),
            Condition::Any(parts) => parts.iter().try_fold(self.never(), |any, part| {
                let part = self.condition(part, work)?;
                self.either(&any, &part, work)
            }),
            Condition::Quota(quota, votes) => {
                let mut weighed = Vec::new();
                for (vote, weight) in votes {
                    weighed.push((self.condition(vote, work)?, weight.clone()));
                    fits(weighed.iter().map(|(vote, _)| vote), work)?;
                }
                self.quota(quota, &weighed, work)
            }
        }
    }

    /// Where a formula holds.
    ///
    /// # Errors
    /// [`Stop`].
    pub fn formula(&self, formula: &Formula, work: &mut Work<'_>) -> Result<Bdd, Stop> {
        match formula {
            Formula::Constant(so) => Ok(if *so { self.always() } else { self.never() }),
            Formula::In(issue, values) => Ok(self.one_of(self.place[issue.index()], values)),
            Formula::Not(inner) => Ok(self.formula(inner, work)?.not()),
            Formula::And(parts) => parts.iter().try_fold(self.always(), |all, part| {
                let part = self.formula(part, work)?;
                self.both(&all, &part, work)
            }),
            Formula::Or(parts) => parts.iter().try_fold(self.never(), |any, part| {
                let part = self.formula(part, work)?;
                self.either(&any, &part, work)
            }),
            Formula::Implies(left, right) => {
                let (left, right) = (self.formula(left, work)?.not(), self.formula(right, work)?);
                self.either(&left, &right, work)
            }
            Formula::Iff(left, right) => {
                let (left, right) = (self.formula(left, work)?, self.formula(right, work)?);
                joined(&left, &right, iff, work)
            }
            Formula::Count(parts, comparator, bound) => self.count(parts, *comparator, *bound, work),
        }
    }

    fn count(&self, parts: &[Formula], comparator: Comparator, bound: u32, work: &mut Work<'_>) -> Result<Bdd, Stop> {
        let mut votes = Vec::new();
        for part in parts {
            votes.push((self.formula(part, work)?, Rational::integer(1)));
            fits(votes.iter().map(|(vote, _)| vote), work)?;
        }
        let (least, negated) = match comparator {
            Comparator::AtLeast => (i64::from(bound), false),
            Comparator::Greater => (i64::from(bound) + 1, false),
            Comparator::Less => (i64::from(bound), true),
            Comparator::AtMost => (i64::from(bound) + 1, true),
        };
        let reached = self.quota(&Rational::integer(least), &votes, work)?;
        Ok(if negated { reached.not() } else { reached })
    }

    /// Where what holds weighs at least `quota` together: from the last vote to the first, for each weight that may still be lacking.
    fn quota(&self, quota: &Rational, votes: &[(Bdd, Rational)], work: &mut Work<'_>) -> Result<Bdd, Stop> {
        let mut lacking: Vec<Vec<Rational>> = vec![vec![quota.clone()]];
        for (_, weight) in votes {
            let before = lacking.last().cloned().unwrap_or_default();
            let mut after: Vec<Rational> = before.iter().flat_map(|rest| [rest.clone(), rest - weight]).collect();
            after.sort_unstable();
            after.dedup();
            if after.len() > MOST_QUOTA_SUMS {
                return Err(Stop::TooLarge);
            }
            lacking.push(after);
        }
        let zero = Rational::zero();
        let last = lacking.pop().unwrap_or_default();
        let end = |rest: Rational| {
            let met = if rest <= zero { self.always() } else { self.never() };
            (rest, met)
        };
        let mut met: BTreeMap<Rational, Bdd> = last.into_iter().map(end).collect();
        for ((vote, weight), before) in votes.iter().zip(lacking).rev() {
            let mut earlier = BTreeMap::new();
            for rest in before {
                let (Some(with), Some(without)) = (met.get(&(&rest - weight)), met.get(&rest)) else {
                    continue;
                };
                let with = self.both(vote, with, work)?;
                let without = self.both(&vote.not(), without, work)?;
                earlier.insert(rest, self.either(&with, &without, work)?);
                fits(earlier.values(), work)?;
            }
            met = earlier;
        }
        Ok(met.remove(quota).unwrap_or_else(|| self.never()))
    }

    /// Where a level has one of these values.
    pub fn one_of(&self, level: usize, values: &[u32]) -> Bdd {
        self.codes_of(level, 0, 0, values)
    }

    fn codes_of(&self, level: usize, bit: usize, prefix: u32, values: &[u32]) -> Bdd {
        let code = self.codes[level];
        let rest = code.bits - bit;
        let within = values
            .iter()
            .filter(|value| u64::from(**value) >> rest == u64::from(prefix))
            .count() as u64;
        if within == 0 {
            return self.never();
        }
        if within == 1u64 << rest {
            return self.always();
        }
        let low = self.codes_of(level, bit + 1, prefix << 1, values);
        let high = self.codes_of(level, bit + 1, prefix << 1 | 1, values);
        let (zero, one) = (self.literal(code.first + bit, false), self.literal(code.first + bit, true));
        zero.and(&low).or(&one.and(&high))
    }

    /// Where a level's variables write a value that it has.
    pub fn valid(&self, level: usize) -> Bdd {
        let values: Vec<u32> = (0..self.codes[level].radix).collect();
        self.one_of(level, &values)
    }

    /// Where every level's variables write a value, and truths are as their formulas say.
    ///
    /// # Errors
    /// [`Stop`].
    pub fn frame(&self, work: &mut Work<'_>) -> Result<Bdd, Stop> {
        let mut frame = self.always();
        for (level, what) in self.levels.iter().enumerate().rev() {
            let part = match what {
                Level::Issue(_) => self.valid(level),
                Level::Truth(formula) => {
                    let holds = self.formula(formula, work)?;
                    let truth = self.literal(self.codes[level].first, true);
                    joined(&truth, &holds, iff, work)?
                }
            };
            frame = self.both(&frame, &part, work)?;
        }
        Ok(frame)
    }

    /// The set with the value of one issue left open.
    ///
    /// # Errors
    /// [`Stop`].
    pub fn freed(&self, set: &Bdd, issue: IssueId, work: &mut Work<'_>) -> Result<Bdd, Stop> {
        let level = self.place[issue.index()];
        let code = self.codes[level];
        let mut freed = set.clone();
        for bit in 0..code.bits {
            let variable = BddVariable::from_index(code.first + bit);
            let flipped = (&freed, Some(variable));
            if may_take_long(&freed, &freed, work) {
                let steps = Bdd::check_fused_binary_flip_op(work.room().steps(), (&freed, None), flipped, None, or);
                work.built(steps)?;
            }
            let nodes = work.room().nodes();
            freed = work.built(Bdd::fused_binary_flip_op_with_limit(nodes, (&freed, None), flipped, None, or))?;
        }
        self.both(&freed, &self.valid(level), work)
    }

    /// All combinations that comparisons and indifferences lead to, to the fixed point; and those that at least one comparison does.
    fn reach(&self, reach: &Reach, work: &mut Work<'_>) -> Result<(Bdd, Bdd), Stop> {
        let base = reach.base.iter().enumerate();
        let mut weak = base.fold(self.always(), |set, (issue, value)| {
            set.and(&self.one_of(self.place[issue], &[*value]))
        });
        let mut strict = self.never();
        let mut steps = Vec::new();
        for comparison in &reach.comparisons {
            let (better, worse) = (self.formula(&comparison.better, work)?, self.formula(&comparison.worse, work)?);
            let only_better = self.both(&better, &worse.not(), work)?;
            let only_worse = self.both(&worse, &better.not(), work)?;
            let ends = if reach.up {
                (only_worse, only_better)
            } else {
                (only_better, only_worse)
            };
            steps.push((ends, comparison.mentioned()));
        }
        loop {
            let mut more = strict.clone();
            for ((from, to), mentioned) in &steps {
                let mut image = self.both(&weak, from, work)?;
                for issue in mentioned {
                    image = self.freed(&image, *issue, work)?;
                }
                image = self.both(&image, to, work)?;
                more = self.either(&more, &image, work)?;
            }
            let mut all = self.either(&weak, &more, work)?;
            for issue in &reach.indifferent {
                more = self.freed(&more, *issue, work)?;
                all = self.freed(&all, *issue, work)?;
            }
            if more == strict && all == weak {
                return Ok((weak, strict));
            }
            (strict, weak) = (more, all);
        }
    }

    /// Whether a combination belongs to a set that comparisons lead to.
    pub fn is_reached(&self, set: usize, values: &[u32]) -> bool {
        let Some(set) = self.reached.get(set) else { return false };
        let mut at = set.root_pointer();
        while !at.is_terminal() {
            let variable = set.var_of(at).to_index();
            let level = self.codes.partition_point(|code| code.first <= variable).saturating_sub(1);
            let (code, what) = (self.codes[level], &self.levels[level]);
            let value = match what {
                Level::Issue(issue) => values[issue.index()],
                Level::Truth(_) => 0,
            };
            let bit = value >> (code.bits - 1 - (variable - code.first)) & 1;
            at = if bit == 1 { set.high_link_of(at) } else { set.low_link_of(at) };
        }
        at.is_one()
    }
}

/// Two diagrams made one.
fn joined(one: &Bdd, other: &Bdd, how: impl Fn(Option<bool>, Option<bool>) -> Option<bool>, work: &mut Work<'_>) -> Result<Bdd, Stop> {
    // What is built is bounded in itself, but not the steps to it: much can be compared for a result that is small.
    if may_take_long(one, other, work) {
        work.built(Bdd::check_binary_op(work.room().steps(), one, other, &how))?;
    }
    work.built(Bdd::binary_op_with_limit(work.room().nodes(), one, other, how))
}

/// Whether more pairs of nodes may have to be compared than there is room for.
fn may_take_long(one: &Bdd, other: &Bdd, work: &Work<'_>) -> bool {
    one.size().saturating_mul(other.size()) > work.room().steps()
}

/// [`Stop::TooLarge`] if diagrams that are kept side by side have too many nodes together.
fn fits<'b>(diagrams: impl Iterator<Item = &'b Bdd>, work: &Work<'_>) -> Result<(), Stop> {
    let nodes: usize = diagrams.map(Bdd::size).sum();
    if nodes > work.room().kept() { Err(Stop::TooLarge) } else { Ok(()) }
}

/// The formulas over several issues that sums add up from, each once.
fn truths(question: &Question) -> Vec<Formula> {
    let mut truths: Vec<Formula> = Vec::new();
    for (formula, _) in question.forms.iter().flat_map(|form| &form.terms) {
        if formula.issues().len() > 1 && !truths.contains(formula) {
            truths.push(formula.clone());
        }
    }
    truths
}

/// The issues that each condition ties together.
fn ties(question: &Question, truths: &[Formula], extra: &[&Formula]) -> Vec<Vec<IssueId>> {
    fn collect(condition: &Condition, into: &mut Vec<Vec<IssueId>>) {
        match condition {
            Condition::Holds(formula) => into.push(formula.issues()),
            Condition::Not(inner) => collect(inner, into),
            Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| collect(part, into)),
            Condition::Quota(_, votes) => votes.iter().for_each(|(vote, _)| collect(vote, into)),
            Condition::Always(_) | Condition::Sum(_) | Condition::Reached(_) => {}
        }
    }
    let mut ties: Vec<Vec<IssueId>> = question.never.iter().map(Formula::issues).collect();
    ties.extend(truths.iter().map(Formula::issues));
    ties.extend(extra.iter().map(|formula| formula.issues()));
    collect(&question.surely, &mut ties);
    collect(&question.possibly, &mut ties);
    for comparison in question.reaches.iter().flat_map(|reach| &reach.comparisons) {
        ties.push(comparison.mentioned());
    }
    ties.sort();
    ties.dedup();
    ties
}

/// The issues in order, each truth after the last issue that it speaks of.
fn levels(issues: &[IssueId], truths: Vec<Formula>) -> Vec<Level> {
    let mut waiting: Vec<(Formula, Vec<IssueId>)> = truths
        .into_iter()
        .map(|formula| {
            let spoken_of = formula.issues();
            (formula, spoken_of)
        })
        .collect();
    let mut levels = Vec::new();
    for issue in issues {
        levels.push(Level::Issue(*issue));
        for (_, spoken_of) in &mut waiting {
            spoken_of.retain(|other| other != issue);
        }
        let (ready, rest): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|(_, spoken_of)| spoken_of.is_empty());
        levels.extend(ready.into_iter().map(|(formula, _)| Level::Truth(formula)));
        waiting = rest;
    }
    levels
}
