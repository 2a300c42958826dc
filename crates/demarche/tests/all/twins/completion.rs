//! Preferences that agree with what is said: the one of a complete opinion, or a random one of an incomplete opinion.

use crate::twins::draft::{Condition, Draft, Opinion, Silence};
use crate::twins::random::Dice;

/// Twelfths: so that values inside an interval of whole numbers can be drawn.
const SCALE: i64 = 12;

/// What is known between two combinations: `weak[a][b]` if a is at least as good as b, `strict[a][b]` if it is better.
pub(super) struct Known {
    pub(super) weak: Vec<Vec<bool>>,
    pub(super) strict: Vec<Vec<bool>>,
}

/// A value of every combination, admissible for `party`; `None` if its statements contradict each other (or none was found).
pub(super) fn completion(draft: &Draft, party: usize, dice: &mut Dice) -> Option<Vec<i64>> {
    let combinations = draft.combinations();
    let sum = |terms: &[(&Condition, i64)], values: &[u32]| -> i64 {
        terms
            .iter()
            .filter(|(condition, _)| condition.holds(values))
            .map(|(_, worth)| worth)
            .sum()
    };
    match &draft.opinions[party].0 {
        Opinion::Ranking(levels) => Some(levels.iter().map(|level| i64::from(*level)).collect()),
        Opinion::Priority(list) => {
            let score = |values: &Vec<u32>| {
                list.iter()
                    .fold(0, |score, condition| 2 * score + i64::from(condition.holds(values)))
            };
            Some(combinations.iter().map(score).collect())
        }
        Opinion::Values(terms) => {
            let terms: Vec<(&Condition, i64)> = terms.iter().map(|(condition, worth)| (condition, i64::from(*worth))).collect();
            Some(combinations.iter().map(|values| sum(&terms, values)).collect())
        }
        Opinion::Compared(..) => extension(&known(draft, party), dice),
        Opinion::Nothing => Some(combinations.iter().map(|_| dice.below(6) as i64).collect()),
        Opinion::Intervals(terms, comparisons) => {
            let unknown = unknown_issues(draft, party);
            (0..12).find_map(|_| {
                let weights: Vec<(&Condition, i64)> = terms
                    .iter()
                    .map(|(condition, low, high)| (condition, within(*low, *high, dice)))
                    .collect();
                let aside: Vec<i64> = combinations.iter().map(|_| dice.below(40) as i64 * SCALE / 3).collect();
                // What the terms do not tell depends on the unknown issues alone.
                let key = |values: &[u32]| {
                    let blank = |(issue, value): (usize, &u32)| if unknown.contains(&issue) { *value } else { 0 };
                    let values: Vec<u32> = values.iter().enumerate().map(blank).collect();
                    combinations.iter().position(|other| *other == values).unwrap()
                };
                let value = |values: &Vec<u32>| sum(&weights, values) + if unknown.is_empty() { 0 } else { aside[key(values)] };
                let found: Vec<i64> = combinations.iter().map(value).collect();
                let agrees = pairs(&combinations, comparisons)
                    .into_iter()
                    .all(|(better, worse)| found[better] > found[worse]);
                agrees.then_some(found)
            })
        }
    }
}

/// What comparisons and indifferences have in common, closed under transitivity.
pub(super) fn known(draft: &Draft, party: usize) -> Known {
    let combinations = draft.combinations();
    let count = combinations.len();
    let mut weak: Vec<Vec<bool>> = (0..count).map(|a| (0..count).map(|b| a == b).collect()).collect();
    let mut steps = Vec::new();
    if let Opinion::Compared(comparisons, indifferent) = &draft.opinions[party].0 {
        for (better, worse) in pairs(&combinations, comparisons) {
            weak[better][worse] = true;
            steps.push((better, worse));
        }
        let silent = |issue: &usize| {
            draft.opinions[party].1 == Silence::Indifferent
                && !comparisons
                    .iter()
                    .any(|(better, worse)| better.mentions(*issue) || worse.mentions(*issue))
        };
        let issues = (0..draft.issues.len()).filter(|issue| indifferent.contains(issue) || silent(issue));
        for issue in issues {
            for a in 0..count {
                for b in 0..count {
                    weak[a][b] |= (0..draft.issues.len()).all(|other| other == issue || combinations[a][other] == combinations[b][other]);
                }
            }
        }
    }
    for middle in 0..count {
        let onward = weak[middle].clone();
        for row in weak.iter_mut().filter(|row| row[middle]) {
            row.iter_mut().zip(&onward).for_each(|(known, further)| *known |= further);
        }
    }
    // Better, if some way from one to the other has a strict step in it.
    let mut through = vec![vec![false; count]; count];
    for (better, worse) in steps {
        for a in (0..count).filter(|a| weak[*a][better]) {
            for b in 0..count {
                through[a][b] |= weak[worse][b];
            }
        }
    }
    Known { weak, strict: through }
}

/// Issues of which an incomplete score sheet says nothing that could be relied on.
pub(super) fn unknown_issues(draft: &Draft, party: usize) -> Vec<usize> {
    match &draft.opinions[party] {
        (Opinion::Intervals(terms, _), Silence::Unknown) => {
            let silent = |issue: &usize| !terms.iter().any(|(condition, ..)| condition.mentions(*issue));
            (0..draft.issues.len()).filter(silent).collect()
        }
        _ => Vec::new(),
    }
}

/// "All else equal, the first over the second", pair by pair.
pub(super) fn pairs(combinations: &[Vec<u32>], comparisons: &[(Condition, Condition)]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (better, worse) in comparisons {
        for (a, left) in combinations.iter().enumerate() {
            for (b, right) in combinations.iter().enumerate() {
                let else_equal =
                    (0..left.len()).all(|issue| left[issue] == right[issue] || better.mentions(issue) || worse.mentions(issue));
                let first = better.holds(left) && !worse.holds(left);
                let second = worse.holds(right) && !better.holds(right);
                if else_equal && first && second {
                    pairs.push((a, b));
                }
            }
        }
    }
    pairs
}

/// A number in an interval, often one of its ends.
fn within(low: i8, high: i8, dice: &mut Dice) -> i64 {
    let (low, high) = (i64::from(low) * SCALE, i64::from(high) * SCALE);
    match dice.below(4) {
        0 => low,
        1 => high,
        _ => low + dice.below((high - low + 1) as usize) as i64,
    }
}

/// A random complete preorder that extends a partial one: worst first, ties where nothing forbids them.
fn extension(known: &Known, dice: &mut Dice) -> Option<Vec<i64>> {
    let count = known.weak.len();
    if (0..count).any(|a| known.strict[a][a]) {
        return None;
    }
    let mut value = vec![None; count];
    let (mut level, mut on_level) = (0, Vec::<usize>::new());
    let order = dice.shuffled(count);
    while value.iter().any(Option::is_none) {
        // Some combination all of whose worse ones have their place.
        let free = |a: &&usize| value[**a].is_none() && (0..count).all(|b| !known.strict[**a][b] || value[b].is_some());
        let class: Vec<usize> = {
            let ready: Vec<&usize> = order.iter().filter(free).collect();
            let ready: Vec<usize> = ready
                .into_iter()
                .copied()
                .filter(|a| (0..count).all(|same| !(known.weak[*a][same] && known.weak[same][*a]) || free(&&same)))
                .collect();
            let chosen = ready[dice.below(ready.len())];
            (0..count)
                .filter(|same| known.weak[chosen][*same] && known.weak[*same][chosen])
                .collect()
        };
        let must_rise = class.iter().any(|a| on_level.iter().any(|b| known.strict[*a][*b]));
        if must_rise || dice.below(3) > 0 {
            level += 1;
            on_level.clear();
        }
        for member in class {
            value[member] = Some(level);
            on_level.push(member);
        }
    }
    value.into_iter().collect()
}
