//! Nash, SEQ, SSEQ, SMR and GMR for every state and party, block by block: where moves depend on other issues, or several parties can change the same one.
//!
//! See [`ladder`](crate::analysis::stability::ladder) for the threshold form that is computed here.

use crate::analysis::stability::worst::{Reprisals, SortedBlocks, worst};
use crate::analysis::watch::Watch;
use crate::finding::Notion;
use crate::index::{Key, PartyId, StateId};
use crate::model::{MoveGraph, PartyMoves, PartySet, Refusal};

/// No move leads away.
const STAYS: u32 = u32::MAX;

/// What every party secures by leaving, and what the others can force, for every state.
pub struct BlockLevels {
    notions: Vec<Notion>,
    parties: Vec<PartyLevels>,
}

/// One party's levels, notion by notion.
struct PartyLevels {
    /// The worst that the others can force after arriving at a state; empty for Nash, where nobody reacts.
    forced: Vec<Vec<u32>>,
    /// The level secured by leaving a state; [`STAYS`] where there is no move.
    secured: Vec<Vec<u32>>,
}

impl BlockLevels {
    /// Computes all levels. `ranks[party][state]`: dense ranks, higher is better.
    ///
    /// Time O(parties^2 x states + parties x states log states + arcs between blocks); memory 8 bytes a state, party and notion.
    ///
    /// # Errors
    /// [`Refusal::Interrupted`] if `watch` says so.
    pub fn new(moves: &MoveGraph, ranks: &[&[u32]], notions: &[Notion], watch: &mut dyn Watch) -> Result<Self, Refusal> {
        let sorted: Vec<SortedBlocks<'_>> = moves
            .parties
            .iter()
            .map(|(party, own)| SortedBlocks::new(own, ranks[party.index()]))
            .collect();
        let everybody = PartySet::all(ranks.len());
        let steps = (ranks.len() * notions.len()) as u64;
        let mut parties = Vec::with_capacity(ranks.len());
        for (party, own) in moves.parties.iter() {
            let value = ranks[party.index()];
            let escape = best_reach(own, value);
            let others = everybody.without(party);
            let mut levels = PartyLevels {
                forced: Vec::with_capacity(notions.len()),
                secured: Vec::with_capacity(notions.len()),
            };
            for (index, notion) in notions.iter().enumerate() {
                if !watch.step("stability", (party.index() * notions.len() + index) as u64, steps) {
                    return Err(Refusal::Interrupted);
                }
                let forced = match notion {
                    Notion::Gmr => worst(moves, others, value, Reprisals::Any),
                    Notion::Smr => worst(moves, others, &escape, Reprisals::Any),
                    Notion::Seq => worst(moves, others, value, Reprisals::Improving(&sorted)),
                    Notion::Sseq => worst(moves, others, &escape, Reprisals::Improving(&sorted)),
                    Notion::Nash | Notion::Sim => Vec::new(),
                };
                levels.secured.push(secured_levels(own, value, &forced));
                levels.forced.push(forced);
            }
            parties.push(levels);
        }
        Ok(BlockLevels {
            notions: notions.to_vec(),
            parties,
        })
    }

    /// The rank that the party secures by leaving a state; `None` where it cannot move, or if the notion was not asked for.
    pub fn secured(&self, party: PartyId, notion: Notion, state: StateId) -> Option<u32> {
        let secured = self.parties[party.index()].secured[self.slot(notion)?][state.index()];
        (secured != STAYS).then_some(secured)
    }

    /// The rank that the party secures by moving to `to`, which it values by `ranks`: the worse of its rank and what the others can then force.
    pub fn level(&self, party: PartyId, notion: Notion, ranks: &[u32], to: StateId) -> u32 {
        let forced = self.slot(notion).map_or(&[][..], |slot| &self.parties[party.index()].forced[slot]);
        level(ranks, forced, to.0)
    }

    fn slot(&self, notion: Notion) -> Option<usize> {
        self.notions.iter().position(|known| *known == notion)
    }
}

fn level(value: &[u32], forced: &[u32], state: u32) -> u32 {
    let value = value[state as usize];
    forced.get(state as usize).map_or(value, |forced| value.min(*forced))
}

/// For every state, the best rank among it and what the party reaches from it.
fn best_reach(own: &PartyMoves, value: &[u32]) -> Vec<u32> {
    let best: Vec<u32> = (0..own.blocks() as u32)
        .map(|block| own.members(block).iter().map(|state| value[*state as usize]).max().unwrap_or(0))
        .collect();
    let reach: Vec<u32> = (0..own.blocks() as u32)
        .map(|block| {
            own.leads_to(block)
                .iter()
                .map(|to| best[*to as usize])
                .fold(best[block as usize], u32::max)
        })
        .collect();
    (0..value.len() as u32)
        .map(|state| reach[own.block(StateId(state)) as usize])
        .collect()
}

/// For every state, the best level among the party's moves away from it.
fn secured_levels(own: &PartyMoves, value: &[u32], forced: &[u32]) -> Vec<u32> {
    // Per block the best level, the state that has it, and the best of the rest: the state itself is no move away.
    struct Best {
        level: u32,
        at: u32,
        next: u32,
    }
    let best: Vec<Best> = (0..own.blocks() as u32)
        .map(|block| {
            let mut best = Best {
                level: STAYS,
                at: STAYS,
                next: STAYS,
            };
            for state in own.members(block) {
                let level = level(value, forced, *state);
                if best.level == STAYS || level > best.level {
                    best = Best {
                        level,
                        at: *state,
                        next: best.level,
                    };
                } else if best.next == STAYS || level > best.next {
                    best.next = level;
                }
            }
            best
        })
        .collect();
    let onward: Vec<Option<u32>> = (0..own.blocks() as u32)
        .map(|block| own.leads_to(block).iter().map(|to| best[*to as usize].level).max())
        .collect();
    (0..value.len() as u32)
        .map(|state| {
            let block = own.block(StateId(state)) as usize;
            let inside = if best[block].at == state {
                best[block].next
            } else {
                best[block].level
            };
            let inside = (inside != STAYS).then_some(inside);
            inside.max(onward[block]).unwrap_or(STAYS)
        })
        .collect()
}
