//! The worst that the others can force after a move.
//!
//! For a focal party and a key on states (its ranks, or the best rank to which it can escape), the answer at s1 is the least key over s1 and all states that
//! legal sequences of the others' moves reach from s1. Found backwards: states are taken in the order of their key, and each claims
//! everything that leads to it and is not claimed yet. A block is opened once; where only improvements count, the members of a block are kept
//! in the order of the mover's ranks and a pointer runs through them once. Cost: O(states x parties + arcs between blocks), no matrix.

use crate::index::{Key, PartyId, StateId};
use crate::model::{MoveGraph, PartyMoves, PartySet};

/// Not claimed by any state yet.
const UNCLAIMED: u32 = u32::MAX;

/// Which of the others' moves count as reprisals.
#[derive(Clone, Copy)]
pub enum Reprisals<'a> {
    /// All.
    Any,
    /// Improvements for their mover, by each party's ranks, with the members of its blocks sorted by them.
    Improving(&'a [SortedBlocks<'a>]),
}

/// One party's blocks with their members in ascending order of the party's ranks.
pub struct SortedBlocks<'a> {
    ranks: &'a [u32],
    starts: Vec<u32>,
    members: Vec<u32>,
}

impl<'a> SortedBlocks<'a> {
    /// Sorts the blocks of `moves` by `ranks`.
    pub fn new(moves: &PartyMoves, ranks: &'a [u32]) -> Self {
        let mut starts = vec![0u32];
        let mut members = Vec::with_capacity(ranks.len());
        for block in 0..moves.blocks() as u32 {
            let first = members.len();
            members.extend_from_slice(moves.members(block));
            members[first..].sort_unstable_by_key(|state| ranks[*state as usize]);
            starts.push(members.len() as u32);
        }
        SortedBlocks { ranks, starts, members }
    }
}

/// For every state, the least `key` over it and what `others` can reach from it. `key` must be dense ranks (less than the number of states).
pub fn worst(moves: &MoveGraph, others: PartySet, key: &[u32], reprisals: Reprisals<'_>) -> Vec<u32> {
    if moves.transitive {
        by_closure(moves, others, key, reprisals)
    } else {
        by_last_mover(moves, others, key, reprisals)
    }
}

/// States in ascending order of their key.
fn ascending(key: &[u32]) -> Vec<u32> {
    let top = key.iter().copied().max().unwrap_or(0) as usize;
    let mut starts = vec![0u32; top + 2];
    for value in key {
        starts[*value as usize + 1] += 1;
    }
    for value in 0..=top {
        starts[value + 1] += starts[value];
    }
    let mut order = vec![0u32; key.len()];
    for (state, value) in key.iter().enumerate() {
        order[starts[*value as usize] as usize] = state as u32;
        starts[*value as usize] += 1;
    }
    order
}

/// Where moves are transitive, legal sequences reach what ordinary paths reach (lemma in the manual, "What holds").
fn by_closure(moves: &MoveGraph, others: PartySet, key: &[u32], reprisals: Reprisals<'_>) -> Vec<u32> {
    let mut claimed = vec![UNCLAIMED; key.len()];
    let others: Vec<PartyId> = others.iter().collect();
    // For every other party and block: how many of its (sorted) members have been claimed through it.
    let mut opened: Vec<Vec<u32>> = others.iter().map(|party| vec![0; moves.parties[*party].blocks()]).collect();
    let mut stack = Vec::new();
    for start in ascending(key) {
        if claimed[start as usize] != UNCLAIMED {
            continue;
        }
        let value = key[start as usize];
        claimed[start as usize] = value;
        stack.push(start);
        while let Some(state) = stack.pop() {
            for (party, opened) in others.iter().zip(&mut opened) {
                let own = &moves.parties[*party];
                let block = own.block(StateId(state));
                let mut claim = |member: u32| {
                    if claimed[member as usize] == UNCLAIMED {
                        claimed[member as usize] = value;
                        stack.push(member);
                    }
                };
                for source in std::iter::once(block).chain(own.comes_from(block).iter().copied()) {
                    let opened = &mut opened[source as usize];
                    match reprisals {
                        Reprisals::Any => {
                            if *opened == 0 {
                                *opened = 1;
                                own.members(source).iter().for_each(|member| claim(*member));
                            }
                        }
                        Reprisals::Improving(sorted) => {
                            let sorted = &sorted[party.index()];
                            let members =
                                &sorted.members[sorted.starts[source as usize] as usize..sorted.starts[source as usize + 1] as usize];
                            let bound = sorted.ranks[state as usize];
                            while let Some(member) = members.get(*opened as usize) {
                                if sorted.ranks[*member as usize] >= bound {
                                    break;
                                }
                                claim(*member);
                                *opened += 1;
                            }
                        }
                    }
                }
            }
        }
    }
    claimed
}

/// Where moves are not transitive, a state is claimed for each party that may have moved last. All blocks are single states here.
fn by_last_mover(moves: &MoveGraph, others: PartySet, key: &[u32], reprisals: Reprisals<'_>) -> Vec<u32> {
    let others: Vec<PartyId> = others.iter().collect();
    // The last row stands for "no other party has moved yet".
    let start_row = others.len();
    let mut claimed = vec![vec![UNCLAIMED; key.len()]; others.len() + 1];
    let mut stack = Vec::new();
    for origin in ascending(key) {
        let value = key[origin as usize];
        for (row, claimed) in claimed.iter_mut().enumerate() {
            if claimed[origin as usize] == UNCLAIMED {
                claimed[origin as usize] = value;
                stack.push((row, origin));
            }
        }
        while let Some((last, state)) = stack.pop() {
            if last == start_row {
                continue;
            }
            let party = others[last];
            for source in moves.parties[party].comes_from(state) {
                if let Reprisals::Improving(sorted) = reprisals {
                    let ranks = sorted[party.index()].ranks;
                    if ranks[*source as usize] >= ranks[state as usize] {
                        continue;
                    }
                }
                for (row, claimed) in claimed.iter_mut().enumerate() {
                    if row != last && claimed[*source as usize] == UNCLAIMED {
                        claimed[*source as usize] = value;
                        stack.push((row, *source));
                    }
                }
            }
        }
    }
    claimed.swap_remove(start_row)
}
