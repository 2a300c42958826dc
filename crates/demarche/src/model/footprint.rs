//! What an analysis of all states takes in memory, told before it starts.
//!
//! Every part is bounded from above: what is worked with for a moment counts as if it were kept.

use crate::case::{Case, Content, Taken};
use crate::index::{PartyId, Table};
use crate::model::choices::Choices;
use crate::model::effectivity::Effectivity;
use crate::model::grid::{Grid, NoGrid};
use crate::model::limits::{Limits, Refusal};
use crate::model::moves::STORED_STATES;
use crate::model::space::Space;

/// The parts of the memory, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Footprint {
    /// Combinations of issue values.
    pub combinations: u64,
    /// Which of them are states.
    pub states: u64,
    /// How the parties rank them.
    pub ranks: u64,
    /// Moves: sorted lines of the grid, or blocks.
    pub moves: u64,
    /// What the parties secure by leaving.
    pub levels: u64,
    /// The bits and lists of the answers.
    pub answers: u64,
}

/// Bytes a state, by what a voter's ranks are made of: ranks from keys, or from exact worths that are sorted.
const RANKED: u64 = 12;
const VALUED: u64 = 28;
/// Bytes a state and party without a grid: blocks 8, sorted blocks 4, levels 40, and 28 to work with.
const BLOCKS: u64 = 12;
const BLOCK_LEVELS: u64 = 68;
/// Bytes an arc: both ends, sorted both ways, and the list from which they are sorted while it grows.
const ARC: u64 = 40;
/// Notions of which levels are kept.
const NOTIONS: u64 = 5;
/// Notions of which the levels of slices are worked out at one time.
const NOTIONS_OF_SLICES: u64 = 4;
/// Slices that are read together at most, places that one thread works on between two merges, and cells from which threads share the work.
const TOGETHER: u64 = 16;
const PLACES_AT_ONCE: u64 = 1 << 18;
const SHARED: u64 = 1 << 14;
/// Bytes a place of the slice that a thread works on: marks, levels and lines.
const PLACE: u64 = 48;

impl Footprint {
    /// The memory for all states of `case`, and how its parties move. Cost: the changes of all issues.
    ///
    /// # Errors
    /// [`Refusal::Combinations`] if there are more combinations than `limits` allows.
    pub fn of(case: &Case, taken: &Taken, limits: &Limits) -> Result<(Self, Moving), Refusal> {
        let radices: Vec<u32> = case.issues.values().map(|issue| issue.values.len() as u32).collect();
        // Without what cuts it, nothing is stored for a space.
        let space = Space::from_radices(&radices, &[], limits)?;
        let effectivity = Effectivity::new(case);
        let choices: Table<PartyId, Choices> = case.parties.keys().map(|party| Choices::of(&space, &effectivity, party)).collect();
        let grid = Grid::new(&space, &choices);
        let combinations = space.combinations();
        let sparse = !case.never.is_empty();
        let mut footprint = Footprint {
            combinations,
            states: if sparse { 6 * combinations } else { 0 },
            answers: combinations.saturating_mul(16),
            ..Footprint::default()
        };
        for (party, declared) in case.parties.iter() {
            for constituency in std::iter::once(None).chain((0..declared.constituencies.len() as u32).map(Some)) {
                let valued = case.statements.iter().any(|(line, statement)| {
                    let of = |holder: crate::case::Holder| holder.party == party && holder.constituency == constituency;
                    taken.counts(line) && matches!(statement.content, Content::Value(..)) && statement.content.holder().is_some_and(of)
                });
                let bytes = if valued { VALUED } else { RANKED };
                footprint.ranks = footprint.ranks.saturating_add(combinations.saturating_mul(bytes));
            }
        }
        let parties = case.parties.len() as u64;
        let mut listed = 0;
        match &grid {
            Ok(grid) => {
                let longest = grid.axes.values().map(|axis| axis.size).max().unwrap_or(1);
                let position = match longest {
                    0..=0x100 => 1,
                    0x101..=0x1_0000 => 2,
                    _ => 4,
                };
                // Two positions a state, and a copy of the ranks where cells are no states or do not stand in their order; one more is turned at a time.
                let copy = if sparse || !grid.in_order() { 4 } else { 0 };
                footprint.moves = combinations.saturating_mul(parties * (2 * position + copy) + 4);
                for axis in grid.axes.values() {
                    let fibres = combinations / u64::from(axis.size) * axis.classes.count() as u64;
                    footprint.levels = footprint.levels.saturating_add(fibres.saturating_mul(12 * NOTIONS + 8));
                }
                if combinations <= STORED_STATES as u64 {
                    // Small cases look moves up in blocks, with the arcs that one-way changes make.
                    let arcs = grid.axes.values().map(|axis| {
                        let after: usize = axis.classes.after.iter().map(Vec::len).sum();
                        combinations / u64::from(axis.size) * after as u64
                    });
                    footprint.moves = footprint
                        .moves
                        .saturating_add(combinations * parties * BLOCKS + arcs.sum::<u64>() * ARC);
                }
                let leads = grid
                    .axes
                    .values()
                    .map(|axis| axis.classes.before.iter().map(Vec::len).sum::<usize>() as u64);
                footprint.moves = footprint.moves.saturating_add(leads.sum::<u64>() * ARC);
                let sizes = grid.axes.values().map(|axis| u64::from(axis.size));
                let in_work = sizes.map(|size| in_work(combinations, size, parties)).max().unwrap_or(0);
                footprint.levels = footprint.levels.saturating_add(in_work);
            }
            Err(_) => {
                // Of blocks, arcs lead from each to others; without blocks, from each state. More than are admitted are never kept.
                let most = choices.values().map(Choices::most_moves).fold(0, u64::saturating_add);
                listed = combinations.saturating_mul(most);
                footprint.moves = combinations
                    .saturating_mul(parties * BLOCKS)
                    .saturating_add(listed.min(limits.moves).saturating_mul(ARC));
                footprint.levels = combinations.saturating_mul(parties * BLOCK_LEVELS);
            }
        }
        Ok((
            footprint,
            Moving {
                effectivity,
                choices,
                grid,
                listed,
            },
        ))
    }

    /// All of it.
    pub fn total(&self) -> u64 {
        [self.states, self.ranks, self.moves, self.levels, self.answers]
            .into_iter()
            .fold(0, u64::saturating_add)
    }

    /// Nothing, or the refusal of what exceeds the limit.
    ///
    /// # Errors
    /// [`Refusal::Memory`].
    pub fn admitted(&self, limits: &Limits) -> Result<(), Refusal> {
        let needed = self.total();
        let limit = limits.memory;
        if needed > limit {
            Err(Refusal::Memory { needed, limit })
        } else {
            Ok(())
        }
    }
}

/// What the slices of one party take that all threads work on at one time, in bytes.
fn in_work(combinations: u64, size: u64, parties: u64) -> u64 {
    let threads = if combinations < SHARED {
        1
    } else {
        rayon::current_num_threads() as u64
    };
    let places = combinations / size;
    let depth = (PLACES_AT_ONCE / places).max(TOGETHER).clamp(1, size.div_ceil(threads.min(size)));
    let slices = depth * 4 * NOTIONS_OF_SLICES + depth.min(TOGETHER) * 4 * parties + PLACE * parties;
    threads.min(size).saturating_mul(places).saturating_mul(slices)
}

/// How the parties of a case move.
#[derive(Debug)]
pub struct Moving {
    /// Who can take one state to another.
    pub effectivity: Effectivity,
    /// Party by party.
    pub choices: Table<PartyId, Choices>,
    /// The grid that they make, or why they make none.
    pub grid: Result<Grid, NoGrid>,
    /// Moves that may have to be listed, at most; 0 on a grid.
    pub listed: u64,
}
