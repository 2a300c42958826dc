//! Conditions on a deal: formulas over issues, and sums of a party's values that reach a number.
//!
//! Sums appear only through [`Condition::Sum`], so that both solvers see the same few linear inequalities, and everything else is a matter of
//! true and false.

use crate::case::{Consent, Formula};
use crate::rational::Rational;

/// A condition on the values of all issues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Always or never so.
    Always(bool),
    /// A formula over issues holds.
    Holds(Formula),
    /// The inequality of this number (see [`Question::atoms`](super::question::Question::atoms)) is met.
    Sum(usize),
    /// The deal belongs to a set that comparisons lead to (see [`Question::reaches`](super::question::Question::reaches)).
    Reached(usize),
    /// Not so.
    Not(Box<Condition>),
    /// All of them.
    All(Vec<Condition>),
    /// Any of them.
    Any(Vec<Condition>),
    /// Those that are so weigh at least the quota together; no weight is negative.
    Quota(Rational, Vec<(Condition, Rational)>),
}

impl Condition {
    /// Not `self`; nothing is negated twice.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Condition::Always(so) => Condition::Always(!so),
            Condition::Not(inner) => *inner,
            other => Condition::Not(Box::new(other)),
        }
    }

    /// All of `parts`, as simple as that is by itself.
    pub fn all(parts: impl IntoIterator<Item = Condition>) -> Self {
        let mut kept = Vec::new();
        for part in parts {
            match part {
                Condition::Always(true) => {}
                Condition::Always(false) => return Condition::Always(false),
                Condition::All(inner) => kept.extend(inner),
                other => kept.push(other),
            }
        }
        match kept.len() {
            0 => Condition::Always(true),
            1 => kept.remove(0),
            _ => Condition::All(kept),
        }
    }

    /// Any of `parts`, as simple as that is by itself.
    pub fn any(parts: impl IntoIterator<Item = Condition>) -> Self {
        let mut kept = Vec::new();
        for part in parts {
            match part {
                Condition::Always(false) => {}
                Condition::Always(true) => return Condition::Always(true),
                Condition::Any(inner) => kept.extend(inner),
                other => kept.push(other),
            }
        }
        match kept.len() {
            0 => Condition::Always(false),
            1 => kept.remove(0),
            _ => Condition::Any(kept),
        }
    }

    /// Whether the members for which `has` is so satisfy a rule of consent.
    pub fn consent<M: Copy>(rule: &Consent<M>, has: &impl Fn(M) -> Condition) -> Self {
        let parts = |parts: &[Consent<M>]| -> Vec<Condition> { parts.iter().map(|part| Self::consent(part, has)).collect() };
        match rule {
            Consent::One(member) => has(*member),
            Consent::All(rules) => Self::all(parts(rules)),
            Consent::Any(rules) => Self::any(parts(rules)),
            Consent::AtLeast(least, rules) => {
                let one = || Rational::integer(1);
                let votes = parts(rules).into_iter().map(|part| (part, one())).collect();
                Condition::Quota(Rational::integer(i64::from(*least)), votes)
            }
            Consent::Weighted(quota, weights) => {
                let votes = weights.iter().map(|(member, weight)| (has(*member), weight.clone())).collect();
                Condition::Quota(quota.clone(), votes)
            }
            Consent::Nobody | Consent::Nature => Condition::Always(false),
        }
    }

    /// Whether it is so, given what holds of its parts.
    pub fn is_met(&self, holds: &impl Fn(&Formula) -> bool, sum: &impl Fn(usize) -> bool, reached: &impl Fn(usize) -> bool) -> bool {
        let met = |part: &Condition| part.is_met(holds, sum, reached);
        match self {
            Condition::Always(so) => *so,
            Condition::Holds(formula) => holds(formula),
            Condition::Sum(atom) => sum(*atom),
            Condition::Reached(set) => reached(*set),
            Condition::Not(inner) => !met(inner),
            Condition::All(parts) => parts.iter().all(met),
            Condition::Any(parts) => parts.iter().any(met),
            Condition::Quota(quota, votes) => {
                let weighed = votes.iter().filter(|(vote, _)| met(vote));
                weighed.fold(Rational::zero(), |sum, (_, weight)| &sum + weight) >= *quota
            }
        }
    }
}
