//! Which red lines rule a goal out together, and which would have to give way.
//!
//! Every state with the goal crosses some set of red lines. The inclusion-minimal such sets are the *corrections*: were one of them withdrawn, the goal would be free of
//! red lines. The *conflicts* are the minimal sets that every state crosses at least one of: the minimal transversals of the corrections
//! (Reiter 1987; Junker 2004). Found by Berge's method, exactly, up to a bound on their number.

use std::collections::BTreeSet;

use crate::index::{StateId, StatementId};
use crate::model::{Model, clause::RedLine};

/// At most this many conflicts and corrections are kept, the smallest first.
pub const MOST_SETS: usize = 64;

/// At most this many red lines are considered: a set of them is a 128-bit word.
pub const MOST_RED_LINES: usize = 128;

/// At most this many different sets of crossed red lines are compared: the comparison is quadratic.
pub const MOST_DISTINCT: usize = 20_000;

/// Conflicts and corrections, as sets of lines of the case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conflicts {
    /// Minimal sets of red lines that cannot all stand if the goal is to be met. Empty if the goal is free of red lines somewhere.
    pub conflicts: Vec<Vec<StatementId>>,
    /// Minimal sets of red lines whose withdrawal frees some state with the goal.
    pub corrections: Vec<Vec<StatementId>>,
    /// Whether a bound cut either list.
    pub cut: bool,
}

/// All red lines of all parties and constituencies of the model, with the owner's position: party, constituency.
pub fn red_lines(model: &Model) -> Vec<&RedLine> {
    model
        .parties
        .values()
        .flat_map(|party| std::iter::once(&party.voter).chain(&party.constituencies))
        .flat_map(|voter| &voter.clauses.red_lines)
        .collect()
}

/// What stands in the way of `goals`.
pub fn conflicts(model: &Model, goals: impl Iterator<Item = StateId>) -> Conflicts {
    let lines = red_lines(model);
    // With part of the red lines left out, nothing could be said.
    if lines.len() > MOST_RED_LINES {
        return Conflicts {
            cut: true,
            ..Conflicts::default()
        };
    }
    let mut cut = false;
    let mut different: BTreeSet<u128> = BTreeSet::new();
    for state in goals {
        let crossed = lines.iter().enumerate().filter(|(_, line)| line.is_crossed(&model.space, state));
        let crossed = crossed.fold(0, |mask, (index, _)| mask | 1u128 << index);
        // Where one state is free of red lines, nothing stands in the way.
        if crossed == 0 {
            return Conflicts::default();
        }
        different.insert(crossed);
    }
    if different.is_empty() {
        return Conflicts::default();
    }
    let mut crossed: Vec<u128> = different.into_iter().collect();
    crossed.sort_unstable_by_key(|mask| (mask.count_ones(), *mask));
    // The smallest sets come first, so that what is kept of a list too long to compare is minimal all the same; but conflicts must meet
    // every correction, and are not told then.
    let too_many = crossed.len() > MOST_DISTINCT;
    crossed.truncate(MOST_DISTINCT);
    let corrections = minimal(crossed);
    cut |= too_many;
    let mut transversals: Vec<u128> = if too_many { Vec::new() } else { vec![0] };
    for correction in &corrections {
        let mut next: Vec<u128> = Vec::new();
        for transversal in transversals {
            if transversal & correction != 0 {
                next.push(transversal);
            } else {
                next.extend(
                    (0..lines.len())
                        .filter(|index| correction >> index & 1 == 1)
                        .map(|index| transversal | 1 << index),
                );
            }
        }
        next.sort_unstable_by_key(|mask| (mask.count_ones(), *mask));
        next.dedup();
        transversals = minimal(next);
        if transversals.len() > 4 * MOST_SETS {
            cut = true;
            transversals.truncate(4 * MOST_SETS);
        }
    }
    if cut {
        transversals
            .iter_mut()
            .for_each(|conflict| *conflict = spare(*conflict, &corrections));
        transversals.sort_unstable_by_key(|mask| (mask.count_ones(), *mask));
        transversals = minimal(transversals);
    }
    let named = |sets: &[u128]| -> Vec<Vec<StatementId>> {
        let name = |set: &u128| {
            lines
                .iter()
                .enumerate()
                .filter(|(index, _)| set >> index & 1 == 1)
                .map(|(_, line)| line.line)
                .collect()
        };
        sets.iter().take(MOST_SETS).map(name).collect()
    };
    cut |= transversals.len() > MOST_SETS || corrections.len() > MOST_SETS;
    Conflicts {
        conflicts: named(&transversals),
        corrections: named(&corrections),
        cut,
    }
}

/// A transversal without the elements that it can spare: after a cut, smaller ones may have been lost.
fn spare(transversal: u128, corrections: &[u128]) -> u128 {
    (0..u128::BITS).map(|index| 1u128 << index).fold(transversal, |kept, element| {
        let less = kept & !element;
        if corrections.iter().all(|correction| correction & less != 0) {
            less
        } else {
            kept
        }
    })
}

/// The inclusion-minimal sets of a list that ascends by size.
fn minimal(sets: Vec<u128>) -> Vec<u128> {
    let mut kept: Vec<u128> = Vec::new();
    for set in sets {
        if !kept.iter().any(|smaller| smaller & set == *smaller) {
            kept.push(set);
        }
    }
    kept
}
