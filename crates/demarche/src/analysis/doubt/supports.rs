//! What a finding rests on: the minimal sets of lines that are enough for it.
//!
//! A set of lines is *enough* if the finding is necessary (or impossible, where that is the finding) when all other lines on preferences are left out. Leaving out a line makes
//! less certain, never more, so that what contains an enough set is enough. All minimal ones are found by the tree of Reiter (1987): one is found by
//! leaving out line after line; every other one lacks some line of it, so that each of its lines is set aside in turn. Cost: for each set
//! found or excluded as many questions as there are lines (linear in the lines), each the cost of the finding; bounded by `tries`.

use std::collections::{BTreeSet, VecDeque};

use crate::analysis::doubt::minimal::minimal;
use crate::index::StatementId;

/// Minimal sets, the smallest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Supports {
    /// Each ascending.
    pub sets: Vec<Vec<StatementId>>,
    /// Whether a bound was met, so that there may be others, also smaller ones.
    pub cut: bool,
}

/// Bounds on the search.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Sets that are kept.
    pub sets: usize,
    /// Questions that are asked.
    pub tries: u32,
}

/// No question is left.
struct OutOfTries;

/// The minimal subsets of `lines` that are enough. Nothing if `lines` are not.
pub fn supports(lines: &[StatementId], bounds: Bounds, enough: &mut dyn FnMut(&[StatementId]) -> bool) -> Supports {
    let mut tries = bounds.tries;
    let mut ask = |kept: &[StatementId]| {
        tries = tries.checked_sub(1).ok_or(OutOfTries)?;
        Ok(enough(kept))
    };
    let mut found: Vec<Vec<StatementId>> = Vec::new();
    let mut cut = false;
    let mut seen: BTreeSet<Vec<StatementId>> = BTreeSet::new();
    let mut queue: VecDeque<Vec<StatementId>> = VecDeque::from([Vec::new()]);
    // Sets of lines without which there is none: what contains one need not be asked.
    let mut barren: Vec<Vec<StatementId>> = Vec::new();
    while let Some(aside) = queue.pop_front() {
        if barren.iter().any(|less| less.iter().all(|line| aside.binary_search(line).is_ok())) {
            continue;
        }
        let known = found.iter().find(|set| set.iter().all(|line| aside.binary_search(line).is_err()));
        let set = match known {
            Some(set) => set.clone(),
            None => {
                let left: Vec<StatementId> = lines.iter().copied().filter(|line| aside.binary_search(line).is_err()).collect();
                let asked = ask(&left).and_then(|enough| enough.then(|| minimal(left, false, &mut ask)).transpose());
                match asked {
                    Ok(Some(set)) => {
                        found.push(set.clone());
                        set
                    }
                    Ok(None) => {
                        barren.push(aside);
                        continue;
                    }
                    Err(OutOfTries) => {
                        cut = true;
                        break;
                    }
                }
            }
        };
        if found.len() > bounds.sets {
            cut = true;
            break;
        }
        for line in &set {
            let mut more = aside.clone();
            let place = more.binary_search(line).unwrap_or_else(|place| place);
            more.insert(place, *line);
            if seen.insert(more.clone()) {
                queue.push_back(more);
            }
        }
    }
    found.sort_by(|one, other| one.len().cmp(&other.len()).then_with(|| one.cmp(other)));
    found.truncate(bounds.sets);
    Supports { sets: found, cut }
}
