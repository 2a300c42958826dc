//! The least change of a ranking: adjacent swaps.
//!
//! One swap exchanges two neighbors in the ranking; states that tie stand at one place. To meet [`Obligations`] some states must end no better than *s*. Let *h* be the
//! highest place of those that one choice of sets puts there, *d* the places from *s* up to it. Each swap brings two given states nearer by one place at most, so that *d* swaps are needed; moving
//! *s* up by *d* places is enough, for then nothing of the choice is better. So the least number is the least *d* over all choices, and as every move can choose for itself, it is the
//! greatest over the moves of the least over its sets of the highest place in the set: the level that the party secures by leaving. Cost: the sizes of the sets.

use std::collections::BTreeSet;

use crate::analysis::inverse::obligations::Obligations;
use crate::index::{Key, StateId};
use crate::model::dense;

/// How a ranking changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swaps {
    /// Adjacent swaps.
    pub least: u32,
    /// The state next to which it has to come, or above which, at the top of its way; nothing if nothing has to change.
    pub past: Option<StateId>,
    /// The ranks after the change, dense, higher being better.
    pub ranks: Vec<u32>,
}

impl Swaps {
    /// Nothing has to change, whatever the ranking.
    pub fn none() -> Self {
        Swaps {
            least: 0,
            past: None,
            ranks: Vec::new(),
        }
    }
}

/// The least change of `ranks` (dense, higher being better) that meets `obligations` at `state`.
pub fn least(obligations: &Obligations, ranks: &[u32], state: StateId) -> Swaps {
    let own = ranks[state.index()];
    let highest = |way: &BTreeSet<StateId>| way.iter().map(|other| (ranks[other.index()], *other)).max();
    let level = obligations
        .moves
        .iter()
        .filter_map(|ways| ways.iter().filter_map(highest).min())
        .max()
        .filter(|(rank, _)| *rank > own);
    let Some((level, past)) = level else {
        return Swaps {
            least: 0,
            past: None,
            ranks: ranks.to_vec(),
        };
    };
    // Twice the rank leaves room for the state right above the place it has passed.
    let mut moved: Vec<u32> = ranks.iter().map(|rank| 2 * rank).collect();
    moved[state.index()] = 2 * level + 1;
    Swaps {
        least: level - own,
        past: Some(past),
        ranks: dense(&moved),
    }
}
