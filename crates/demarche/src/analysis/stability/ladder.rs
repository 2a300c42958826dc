//! Nash, SEQ, SSEQ, SMR and GMR for every state and party, in near-linear time.
//!
//! *Threshold form.* Let D(s1) be the worst value that the others can force on the focal party from s1 under a notion. Then a
//! state s is stable iff the best of min(v(s1), D(s1)) over the party's moves s -> s1 is at most v(s). That best value is the level that the
//! party *secures* by leaving; v(s) less it is the stability margin, negative where the state is unstable. For SMR and SSEQ the others
//! must hold the party to D against its escape: the key of a state is then the best rank that the party reaches from it.
//! The equivalence with the definitions is proved in the manual and compared with them on random cases in the tests.
//!
//! Two engines compute it: [`grid`](super::grid), where each party moves along its own issues whatever the others do, and [`blocks`](super::blocks) everywhere else.

use std::sync::OnceLock;

use crate::analysis::stability::blocks::BlockLevels;
use crate::analysis::stability::grid::GridLevels;
use crate::analysis::stability::grid::engine::Tuning;
use crate::analysis::watch::Watch;
use crate::finding::Notion;
use crate::index::{Key, PartyId, StateId};
use crate::model::{Bits, MoveGraph, Refusal, Space};

/// The five notions of the threshold form.
pub const THRESHOLD_NOTIONS: [Notion; 5] = [Notion::Nash, Notion::Seq, Notion::Sseq, Notion::Smr, Notion::Gmr];

/// The levels of every state, party and notion.
pub struct Ladder<'a> {
    space: &'a Space,
    ranks: Vec<&'a [u32]>,
    notions: Vec<Notion>,
    /// Party by party, the first state of each rank; made when asked for.
    first_of_rank: Vec<OnceLock<Vec<u32>>>,
    levels: Levels<'a>,
}

enum Levels<'a> {
    Grid(Box<GridLevels<'a>>),
    Blocks(BlockLevels),
}

/// Which engine is used.
#[derive(Clone, Copy, Debug)]
pub enum Engine {
    /// The grid where there is one, else blocks.
    Fitting(Tuning),
    /// Blocks, also where there is a grid: for tests.
    Blocks,
}

impl<'a> Ladder<'a> {
    /// Computes all levels. `ranks[party][state]`: dense ranks, higher is better.
    ///
    /// Time and memory: see [`grid`](super::grid) and [`BlockLevels::new`].
    ///
    /// # Errors
    /// [`Refusal::Interrupted`] if `watch` says so.
    pub fn new(space: &'a Space, moves: &'a MoveGraph, ranks: Vec<&'a [u32]>, watch: &mut dyn Watch) -> Result<Self, Refusal> {
        Self::of(space, moves, ranks, &THRESHOLD_NOTIONS, Engine::Fitting(Tuning::STANDARD), watch)
    }

    /// The same for some notions (Nash is added, since escapes are told by it), by an engine of one's choice.
    ///
    /// # Errors
    /// As [`new`](Ladder::new).
    pub fn of(
        space: &'a Space,
        moves: &'a MoveGraph,
        ranks: Vec<&'a [u32]>,
        notions: &[Notion],
        engine: Engine,
        watch: &mut dyn Watch,
    ) -> Result<Self, Refusal> {
        let notions: Vec<Notion> = THRESHOLD_NOTIONS
            .into_iter()
            .filter(|notion| *notion == Notion::Nash || notions.contains(notion))
            .collect();
        let levels = match (engine, moves.grid()) {
            (Engine::Fitting(tuning), Ok(grid)) => Levels::Grid(Box::new(GridLevels::new(grid, space, &ranks, &notions, tuning, watch)?)),
            _ => Levels::Blocks(BlockLevels::new(moves, &ranks, &notions, watch)?),
        };
        Ok(Ladder {
            space,
            first_of_rank: ranks.iter().map(|_| OnceLock::new()).collect(),
            ranks,
            notions,
            levels,
        })
    }

    /// Whether `party` stays at `state` under `notion` (not [`Notion::Sim`], for which this is the same as Nash).
    pub fn is_stable(&self, party: PartyId, notion: Notion, state: StateId) -> bool {
        self.margin(party, notion, state).is_none_or(|margin| margin >= 0)
    }

    /// Whether everybody stays.
    pub fn is_equilibrium(&self, notion: Notion, state: StateId) -> bool {
        (0..self.ranks.len())
            .map(PartyId::from_index)
            .all(|party| self.is_stable(party, notion, state))
    }

    /// The states at which everybody stays, for each notion that was computed. Cost: states times parties times notions.
    pub fn equilibria(&self) -> Vec<(Notion, Bits)> {
        let bits = match &self.levels {
            Levels::Grid(levels) => levels.equilibria(),
            Levels::Blocks(_) => {
                let of = |notion: &Notion| {
                    let mut words = vec![0u64; self.space.len().div_ceil(64)];
                    for state in self.space.states().filter(|state| self.is_equilibrium(*notion, *state)) {
                        words[state.index() / 64] |= 1 << (state.index() % 64);
                    }
                    Bits::from_words(words, self.space.len())
                };
                self.notions.iter().map(of).collect()
            }
        };
        self.notions.iter().copied().zip(bits).collect()
    }

    /// The rank of the state less the level secured by leaving it; `None` where the party cannot move.
    pub fn margin(&self, party: PartyId, notion: Notion, state: StateId) -> Option<i64> {
        let notion = if notion == Notion::Sim { Notion::Nash } else { notion };
        let secured = match &self.levels {
            Levels::Grid(levels) => levels.secured(party, notion, state),
            Levels::Blocks(levels) => levels.secured(party, notion, state),
        };
        secured.map(|secured| i64::from(self.ranks[party.index()][state.index()]) - i64::from(secured))
    }

    /// The level that the party secures by moving to `to`: the worse of its rank and what the others can then force.
    pub fn level(&self, party: PartyId, notion: Notion, to: StateId) -> u32 {
        let notion = if notion == Notion::Sim { Notion::Nash } else { notion };
        let ranks = self.ranks[party.index()];
        match &self.levels {
            _ if notion == Notion::Nash => ranks[to.index()],
            Levels::Grid(levels) => levels.level(party, notion, to),
            Levels::Blocks(levels) => levels.level(party, notion, ranks, to),
        }
    }

    /// A state by moving to which the party secures more than it has, and the most, where that can be told without looking at every move: `None` otherwise; `Some(None)` if there is
    /// none. Cost: the party's one-way changes.
    pub fn gainful_move(&self, party: PartyId, notion: Notion, state: StateId) -> Option<Option<StateId>> {
        match &self.levels {
            Levels::Grid(levels) => Some(levels.gainful_move(party, notion, state)),
            Levels::Blocks(_) => None,
        }
    }

    /// The first state of a rank.
    pub fn state_of_rank(&self, party: PartyId, rank: u32) -> Option<StateId> {
        let first = self.first_of_rank[party.index()].get_or_init(|| first_of_rank(self.ranks[party.index()]));
        first.get(rank as usize).map(|state| StateId(*state))
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
