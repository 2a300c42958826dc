//! Formulas over issue values, names resolved.

use crate::index::IssueId;

/// How an ordered issue's value is compared with a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparator {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

/// A condition on a state. Values are positions in the issue's list of values.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Formula {
    /// Always or never true.
    Constant(bool),
    /// `issue in {values}`; `issue = value` is the case of one value. Values ascend, without repetition.
    In(IssueId, Vec<u32>),
    /// `not f`
    Not(Box<Formula>),
    /// `f and g and ...`
    And(Vec<Formula>),
    /// `f or g or ...`
    Or(Vec<Formula>),
    /// `f implies g`
    Implies(Box<Formula>, Box<Formula>),
    /// `f iff g`
    Iff(Box<Formula>, Box<Formula>),
    /// `count(f, g, ...) >= k`, and the other comparators; `=` and `!=` are built from these.
    Count(Vec<Formula>, Comparator, u32),
}

impl Formula {
    /// Whether the formula is true where `value(issue)` gives each issue's value.
    pub fn holds(&self, value: &impl Fn(IssueId) -> u32) -> bool {
        match self {
            Formula::Constant(constant) => *constant,
            Formula::In(issue, values) => values.contains(&value(*issue)),
            Formula::Not(inner) => !inner.holds(value),
            Formula::And(parts) => parts.iter().all(|part| part.holds(value)),
            Formula::Or(parts) => parts.iter().any(|part| part.holds(value)),
            Formula::Implies(left, right) => !left.holds(value) || right.holds(value),
            Formula::Iff(left, right) => left.holds(value) == right.holds(value),
            Formula::Count(parts, comparator, bound) => {
                let count = parts.iter().filter(|part| part.holds(value)).count() as u32;
                match comparator {
                    Comparator::Less => count < *bound,
                    Comparator::AtMost => count <= *bound,
                    Comparator::Greater => count > *bound,
                    Comparator::AtLeast => count >= *bound,
                }
            }
        }
    }

    /// The value that it names, if it names one value of one issue; `values` tells how many values an issue has.
    pub fn one_value(&self, values: &impl Fn(IssueId) -> usize) -> Option<(IssueId, u32)> {
        match self {
            Formula::In(issue, listed) if listed.len() == 1 => Some((*issue, listed[0])),
            Formula::Not(inner) => match &**inner {
                Formula::In(issue, listed) if listed.len() == 1 && values(*issue) == 2 => Some((*issue, 1 - listed[0])),
                _ => None,
            },
            _ => None,
        }
    }

    /// The issues that the formula mentions, ascending, each once.
    pub fn issues(&self) -> Vec<IssueId> {
        let mut issues = Vec::new();
        self.collect_issues(&mut issues);
        issues.sort_unstable();
        issues.dedup();
        issues
    }

    fn collect_issues(&self, issues: &mut Vec<IssueId>) {
        match self {
            Formula::Constant(_) => {}
            Formula::In(issue, _) => issues.push(*issue),
            Formula::Not(inner) => inner.collect_issues(issues),
            Formula::And(parts) | Formula::Or(parts) | Formula::Count(parts, ..) => {
                for part in parts {
                    part.collect_issues(issues);
                }
            }
            Formula::Implies(left, right) | Formula::Iff(left, right) => {
                left.collect_issues(issues);
                right.collect_issues(issues);
            }
        }
    }
}
