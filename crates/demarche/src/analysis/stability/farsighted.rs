//! The largest consistent set (Chwe 1994): states that may be stable if parties look to the end of the chain.
//!
//! z indirectly dominates y if coalitions can move from y to z step by step, every mover preferring z to the state it leaves. A set Y is
//! consistent if a state x is in it exactly when every coalition's step from x to some y is deterred: some z in Y, which is y or indirectly dominates it, is
//! not better than x for every member. The largest such set is found by striking states until none falls.
//!
//! Permissive by design: it says what cannot be ruled out. Time O(states^3) for each round of striking; memory O(states^2); bounded by the caller.

use crate::analysis::watch::Watch;
use crate::index::{IssueId, Key, StateId};
use crate::model::{Effectivity, PartySet, Refusal, Space};

/// The most parties: a set of coalitions is kept as the bits of a 64-bit word.
pub const MOST_PARTIES: usize = 6;

/// The largest consistent set, ascending. `ranks[party][state]`, higher is better; at most [`MOST_PARTIES`] parties.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub fn largest_consistent_set(
    space: &Space,
    effectivity: &Effectivity,
    ranks: &[&[u32]],
    watch: &mut dyn Watch,
) -> Result<Vec<StateId>, Refusal> {
    let states = space.len();
    let able = Able::new(space, effectivity, ranks.len());
    // prefers(x, z): the parties for which z is better than x.
    let prefers = |from: usize, to: usize| -> usize {
        ranks
            .iter()
            .enumerate()
            .filter(|(_, ranks)| ranks[to] > ranks[from])
            .fold(0, |mask, (party, _)| mask | 1 << party)
    };
    // dominates[z][y]: z indirectly dominates y.
    let mut dominates = vec![vec![false; states]; states];
    for (z, dominated) in dominates.iter_mut().enumerate() {
        if !watch.step("largest consistent set", z as u64, 2 * states as u64) {
            return Err(Refusal::Interrupted);
        }
        let wishes: Vec<usize> = (0..states).map(|y| prefers(y, z)).collect();
        let mut queue = vec![z];
        while let Some(next) = queue.pop() {
            for y in 0..states {
                if !dominated[y] && wishes[y] != 0 && y != next && able.can(wishes[y], y, next) {
                    dominated[y] = true;
                    queue.push(y);
                }
            }
        }
    }
    let everybody = PartySet::all(ranks.len()).0 as usize;
    let mut kept = vec![true; states];
    loop {
        let mut fallen = Vec::new();
        for x in (0..states).filter(|x| kept[*x]) {
            let leaves = |y: usize| {
                let mut willing = everybody;
                for z in (0..states).filter(|z| kept[*z] && (*z == y || dominates[*z][y])) {
                    willing &= prefers(x, z);
                    if willing == 0 {
                        return false;
                    }
                }
                able.can(willing, x, y)
            };
            if (0..states).any(|y| y != x && able.can(everybody, x, y) && leaves(y)) {
                fallen.push(x);
            }
        }
        if fallen.is_empty() {
            break;
        }
        for x in fallen {
            kept[x] = false;
        }
        if !watch.step("largest consistent set", states as u64, 2 * states as u64) {
            return Err(Refusal::Interrupted);
        }
    }
    Ok((0..states).filter(|state| kept[*state]).map(StateId::from_index).collect())
}

/// For each pair of states the coalitions that can take the first to the second, one bit a coalition.
struct Able {
    states: usize,
    bits: Vec<u64>,
}

impl Able {
    fn new(space: &Space, effectivity: &Effectivity, parties: usize) -> Self {
        let states = space.len();
        let mut bits = vec![u64::MAX; states * states];
        for from in space.states() {
            let base = space.combination(from);
            // For each issue and value: the coalitions that can change it so, from here.
            let change: Vec<Vec<u64>> = (0..space.issues())
                .map(|issue| {
                    let issue = IssueId::from_index(issue);
                    (0..space.radix(issue))
                        .map(|value| {
                            (0..1u64 << parties)
                                .filter(|mask| effectivity.can_change(space, PartySet(*mask as u32), base, issue, value))
                                .fold(0u64, |bits, mask| bits | 1 << mask)
                        })
                        .collect()
                })
                .collect();
            for to in space.states() {
                let end = space.combination(to);
                let able = (0..space.issues()).fold(u64::MAX, |able, issue| {
                    let value = space.digit(end, IssueId::from_index(issue));
                    if space.digit(base, IssueId::from_index(issue)) == value {
                        able
                    } else {
                        able & change[issue][value as usize]
                    }
                });
                bits[from.index() * states + to.index()] = able;
            }
        }
        Able { states, bits }
    }

    /// Whether the (non-empty) coalition `mask` can take `from` to `to`.
    fn can(&self, mask: usize, from: usize, to: usize) -> bool {
        mask != 0 && self.bits[from * self.states + to] >> mask & 1 == 1
    }
}
