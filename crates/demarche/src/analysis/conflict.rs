//! Which red lines rule a goal out together, and which would have to give way.
//!
//! Every state with the goal crosses some set of red lines. The inclusion-minimal such sets are the *corrections*: were one of them withdrawn, the goal would be free of
//! red lines. The *conflicts* are the minimal sets that every state crosses at least one of: the minimal transversals of the corrections
//! (Reiter 1987; Junker 2004). Found by Berge's method, exactly, up to a bound on their number.

use crate::index::{StateId, StatementId};
use crate::model::{Model, clause::RedLine};

/// At most this many conflicts and corrections are kept, the smallest first.
pub const MOST_SETS: usize = 64;

/// At most this many red lines are considered: a set of them is a 128-bit word.
pub const MOST_RED_LINES: usize = 128;

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
    let mut cut = lines.len() > MOST_RED_LINES;
    let lines = &lines[..lines.len().min(MOST_RED_LINES)];
    let mut crossed: Vec<u128> = goals
        .map(|state| {
            lines
                .iter()
                .enumerate()
                .filter(|(_, line)| line.is_crossed(&model.space, state))
                .fold(0, |mask, (index, _)| mask | 1u128 << index)
        })
        .collect();
    crossed.sort_unstable_by_key(|mask| (mask.count_ones(), *mask));
    crossed.dedup();
    if crossed.is_empty() || crossed[0] == 0 {
        return Conflicts {
            cut,
            ..Conflicts::default()
        };
    }
    let corrections = minimal(crossed);
    let mut transversals: Vec<u128> = vec![0];
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
