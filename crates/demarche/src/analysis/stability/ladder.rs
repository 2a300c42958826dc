//! Nash, SEQ, SSEQ, SMR and GMR for every state and party, in near-linear time.
//!
//! *Threshold form.* Let D(s1) be the worst value that the others can force on the focal party from s1 under a notion ([`worst`](super::worst)). Then a
//! state s is stable iff the best of min(v(s1), D(s1)) over the party's moves s -> s1 is at most v(s). That best value is the level that the
//! party *secures* by leaving; v(s) less it is the stability margin, negative where the state is unstable. For SMR and SSEQ the others
//! must hold the party to D against its escape: the key of a state is then the best rank that the party reaches from it.
//! The equivalence with the definitions is proved in the manual and compared with them on random cases in the tests.

use crate::analysis::stability::worst::{Reprisals, SortedBlocks, worst};
use crate::analysis::watch::Watch;
use crate::finding::Notion;
use crate::index::{Key, PartyId, StateId};
use crate::model::{MoveGraph, PartyMoves, PartySet, Refusal};

/// The five notions of the threshold form.
pub const THRESHOLD_NOTIONS: [Notion; 5] = [Notion::Nash, Notion::Seq, Notion::Sseq, Notion::Smr, Notion::Gmr];

/// No move leads away.
const STAYS: u32 = u32::MAX;

/// The levels of every state, party and notion.
pub struct Ladder<'a> {
    moves: &'a MoveGraph,
    ranks: Vec<&'a [u32]>,
    /// Party by party, the first state of each rank.
    first_of_rank: Vec<Vec<u32>>,
    parties: Vec<PartyLevels>,
}

/// One party's levels, by notion in the order of [`THRESHOLD_NOTIONS`].
struct PartyLevels {
    /// The worst that the others can force after arriving at a state; empty for Nash, where nobody reacts.
    forced: [Vec<u32>; 5],
    /// The level secured by leaving a state; [`STAYS`] where there is no move.
    secured: [Vec<u32>; 5],
}

impl<'a> Ladder<'a> {
    /// Computes all levels. `ranks[party][state]`: dense ranks, higher is better.
    ///
    /// Time O(parties^2 x states + parties x states log states + arcs between blocks); memory 40 bytes a state and party.
    ///
    /// # Errors
    /// [`Refusal::Interrupted`] if `watch` says so.
    pub fn new(moves: &'a MoveGraph, ranks: Vec<&'a [u32]>, watch: &mut dyn Watch) -> Result<Self, Refusal> {
        let sorted: Vec<SortedBlocks<'_>> = moves
            .parties
            .iter()
            .map(|(party, own)| SortedBlocks::new(own, ranks[party.index()]))
            .collect();
        let everybody = PartySet::all(ranks.len());
        let steps = (ranks.len() * THRESHOLD_NOTIONS.len()) as u64;
        let mut parties = Vec::with_capacity(ranks.len());
        for (party, own) in moves.parties.iter() {
            let value = ranks[party.index()];
            let escape = best_reach(own, value);
            let others = everybody.without(party);
            let mut forced: [Vec<u32>; 5] = Default::default();
            let mut secured: [Vec<u32>; 5] = Default::default();
            for (index, notion) in THRESHOLD_NOTIONS.into_iter().enumerate() {
                if !watch.step("stability", (party.index() * THRESHOLD_NOTIONS.len() + index) as u64, steps) {
                    return Err(Refusal::Interrupted);
                }
                forced[index] = match notion {
                    Notion::Gmr => worst(moves, others, value, Reprisals::Any),
                    Notion::Smr => worst(moves, others, &escape, Reprisals::Any),
                    Notion::Seq => worst(moves, others, value, Reprisals::Improving(&sorted)),
                    Notion::Sseq => worst(moves, others, &escape, Reprisals::Improving(&sorted)),
                    Notion::Nash | Notion::Sim => Vec::new(),
                };
                secured[index] = secured_levels(own, value, &forced[index]);
            }
            parties.push(PartyLevels { forced, secured });
        }
        let first_of_rank = ranks.iter().map(|ranks| first_of_rank(ranks)).collect();
        Ok(Ladder {
            moves,
            ranks,
            first_of_rank,
            parties,
        })
    }

    /// Whether `party` stays at `state` under `notion` (not [`Notion::Sim`], for which this is the same as Nash).
    pub fn is_stable(&self, party: PartyId, notion: Notion, state: StateId) -> bool {
        self.margin(party, notion, state).is_none_or(|margin| margin >= 0)
    }

    /// Whether everybody stays.
    pub fn is_equilibrium(&self, notion: Notion, state: StateId) -> bool {
        self.moves.parties.keys().all(|party| self.is_stable(party, notion, state))
    }

    /// The rank of the state less the level secured by leaving it; `None` where the party cannot move.
    pub fn margin(&self, party: PartyId, notion: Notion, state: StateId) -> Option<i64> {
        let secured = self.parties[party.index()].secured[slot(notion)][state.index()];
        (secured != STAYS).then(|| i64::from(self.ranks[party.index()][state.index()]) - i64::from(secured))
    }

    /// The level that the party secures by moving to `to`: the worse of its rank and what the others can then force.
    pub fn level(&self, party: PartyId, notion: Notion, to: StateId) -> u32 {
        level(self.ranks[party.index()], &self.parties[party.index()].forced[slot(notion)], to.0)
    }

    /// The first state of a rank.
    pub fn state_of_rank(&self, party: PartyId, rank: u32) -> Option<StateId> {
        self.first_of_rank[party.index()].get(rank as usize).map(|state| StateId(*state))
    }

    /// The ranks that the levels were computed for.
    pub fn ranks(&self, party: PartyId) -> &'a [u32] {
        self.ranks[party.index()]
    }
}

/// For dense ranks, the first state that has each.
fn first_of_rank(ranks: &[u32]) -> Vec<u32> {
    let top = ranks.iter().copied().max().map_or(0, |top| top as usize + 1);
    let mut first = vec![0; top];
    for (state, rank) in ranks.iter().enumerate().rev() {
        first[*rank as usize] = state as u32;
    }
    first
}

fn slot(notion: Notion) -> usize {
    THRESHOLD_NOTIONS.iter().position(|known| *known == notion).unwrap_or(0)
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
