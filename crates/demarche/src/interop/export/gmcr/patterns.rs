//! Formulas over yes/no issues as unions of patterns.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::case::{Comparator, Formula};
use crate::index::IssueId;

/// Patterns of one formula.
const MOST: usize = 4_096;

/// Options with whether they are taken.
pub(super) type Pattern = BTreeMap<usize, bool>;

/// The formula as a union of patterns; `None` if it takes too many.
pub(super) fn of(formula: &Formula, position: &dyn Fn(IssueId) -> usize) -> Option<Vec<Pattern>> {
    union(formula, true, position)
}

/// A pattern as the format has it.
pub(super) fn json(pattern: &Pattern) -> Value {
    let entry = |(option, taken): (&usize, &bool)| json!([option, if *taken { "Y" } else { "N" }]);
    Value::Array(pattern.iter().map(entry).collect())
}

/// A statement: one pattern, or a compound of several.
pub(super) fn statement(patterns: &[Pattern]) -> Value {
    match patterns {
        [one] => json(one),
        many => json!({ "compound": true, "members": many.iter().map(json).collect::<Vec<_>>() }),
    }
}

/// Where the formula is `wanted`.
fn union(formula: &Formula, wanted: bool, position: &dyn Fn(IssueId) -> usize) -> Option<Vec<Pattern>> {
    let patterns = match formula {
        Formula::Constant(constant) => everything(*constant == wanted),
        Formula::In(issue, values) => {
            let option = position(*issue);
            [(0, false), (1, true)]
                .into_iter()
                .filter(|(value, _)| values.contains(value) == wanted)
                .map(|(_, taken)| Pattern::from([(option, taken)]))
                .collect::<Vec<_>>()
        }
        Formula::Not(inner) => union(inner, !wanted, position)?,
        Formula::And(parts) => all(parts, wanted, wanted, position)?,
        Formula::Or(parts) => all(parts, wanted, !wanted, position)?,
        Formula::Implies(left, right) => {
            if wanted {
                either(union(left, false, position)?, union(right, true, position)?)
            } else {
                both(&union(left, true, position)?, &union(right, false, position)?)?
            }
        }
        Formula::Iff(left, right) => either(
            both(&union(left, true, position)?, &union(right, wanted, position)?)?,
            both(&union(left, false, position)?, &union(right, !wanted, position)?)?,
        ),
        Formula::Count(parts, comparator, bound) => counted(parts, *comparator, *bound, wanted, position)?,
    };
    (patterns.len() <= MOST).then_some(patterns)
}

fn everything(holds: bool) -> Vec<Pattern> {
    if holds { vec![Pattern::new()] } else { Vec::new() }
}

/// All parts are `wanted` together, or any of them is.
fn all(parts: &[Formula], wanted: bool, together: bool, position: &dyn Fn(IssueId) -> usize) -> Option<Vec<Pattern>> {
    let mut patterns = everything(together);
    for part in parts {
        let part = union(part, wanted, position)?;
        patterns = if together {
            both(&patterns, &part)?
        } else {
            either(patterns, part)
        };
    }
    Some(patterns)
}

fn either(mut left: Vec<Pattern>, right: Vec<Pattern>) -> Vec<Pattern> {
    for pattern in right {
        if !left.contains(&pattern) {
            left.push(pattern);
        }
    }
    left
}

fn both(left: &[Pattern], right: &[Pattern]) -> Option<Vec<Pattern>> {
    let mut patterns = Vec::new();
    for one in left {
        for other in right {
            if other
                .iter()
                .all(|(option, taken)| one.get(option).is_none_or(|known| known == taken))
            {
                let mut joined = one.clone();
                joined.extend(other);
                if !patterns.contains(&joined) {
                    patterns.push(joined);
                }
                if patterns.len() > MOST {
                    return None;
                }
            }
        }
    }
    Some(patterns)
}

/// By how many parts hold: a table of patterns for each number so far.
fn counted(
    parts: &[Formula],
    comparator: Comparator,
    bound: u32,
    wanted: bool,
    position: &dyn Fn(IssueId) -> usize,
) -> Option<Vec<Pattern>> {
    let mut by_count: Vec<Vec<Pattern>> = vec![everything(true)];
    for part in parts {
        let (yes, no) = (union(part, true, position)?, union(part, false, position)?);
        let mut next: Vec<Vec<Pattern>> = vec![Vec::new(); by_count.len() + 1];
        for (count, patterns) in by_count.iter().enumerate() {
            next[count + 1] = either(std::mem::take(&mut next[count + 1]), both(patterns, &yes)?);
            next[count] = either(std::mem::take(&mut next[count]), both(patterns, &no)?);
        }
        by_count = next;
    }
    let mut found = Vec::new();
    for (count, patterns) in by_count.into_iter().enumerate() {
        let count = count as u32;
        let holds = match comparator {
            Comparator::Less => count < bound,
            Comparator::AtMost => count <= bound,
            Comparator::Greater => count > bound,
            Comparator::AtLeast => count >= bound,
        };
        if holds == wanted {
            found = either(found, patterns);
        }
    }
    Some(found)
}
