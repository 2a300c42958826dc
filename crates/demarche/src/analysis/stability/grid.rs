//! Stability of all states where they are a grid ([`Grid`]): in (near-)linear time, and without anything being stored for a state but its ranks.
//!
//! Of every fibre (the states among which a party moves) it is kept what the party secures by leaving, class by class; verdicts and margins follow from that and
//! the ranks. Parts, in reading order: [`view`] (slices and fibres), [`lines`] (sorted lines), [`closed`] (no gaps, and lines alike: axis by axis), [`components`] (gaps,
//! all moves), [`descent`] (gaps, but lines alike, improvements), [`flood`] and
//! [`claims`] (unlike lines, improvements: row by row, or along sorted lines), [`secured`], [`slices`] (slice after slice, shared among threads), [`engine`] (which way is used), [`sweep`] (verdicts as bits),
//! [`divider`].
//!
//! Memory beside the ranks: two positions a state and party where lines are sorted (a position takes 1 byte up to 256 positions of an axis, then 2, then 4; nothing where all lines of an
//! axis are alike), and 12 bytes for each fibre, class and notion.

pub mod claims;
pub mod closed;
pub mod components;
pub mod descent;
pub mod divider;
pub mod engine;
pub mod flood;
pub mod lines;
pub mod secured;
pub mod slices;
pub mod sweep;
pub mod view;

use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use crate::analysis::stability::grid::engine::{Engine, Method, Tuning, one_slice};
use crate::analysis::stability::grid::lines::Position;
use crate::analysis::stability::grid::secured::Secured;
use crate::analysis::stability::grid::view::View;
use crate::analysis::watch::Watch;
use crate::finding::Notion;
use crate::index::{PartyId, StateId, Table};
use crate::model::{Bits, Grid, Refusal, Space};

/// Bytes of slices that are kept when single levels are asked for.
const MOST_KEPT: usize = 64 << 20;

/// What every party secures by leaving, for all states.
pub struct GridLevels<'a> {
    grid: &'a Grid,
    space: &'a Space,
    keys: Table<PartyId, Cow<'a, [u32]>>,
    notions: Vec<Notion>,
    parties: Table<PartyId, Vec<Found>>,
    tuning: Tuning,
    kept: Mutex<Kept>,
}

/// What was found for one party and notion, and how.
struct Found {
    secured: Secured,
    method: Method,
}

/// Party, slot of the notion, idle values, position.
type SliceKey = (PartyId, usize, u32, u32);

/// Slices that were asked for, the oldest first.
#[derive(Default)]
struct Kept {
    slices: BTreeMap<SliceKey, Arc<Vec<u32>>>,
    order: VecDeque<SliceKey>,
    bytes: usize,
}

impl<'a> GridLevels<'a> {
    /// Computes what is secured. `ranks`: by party and state, higher being better.
    ///
    /// # Errors
    /// [`Refusal::Interrupted`] if `watch` says so.
    pub fn new(
        grid: &'a Grid,
        space: &'a Space,
        ranks: &[&'a [u32]],
        notions: &[Notion],
        tuning: Tuning,
        watch: &mut dyn Watch,
    ) -> Result<Self, Refusal> {
        let keys: Table<PartyId, Cow<'a, [u32]>> = ranks.iter().map(|ranks| grid.keys(space, ranks)).collect();
        let full = space.is_full();
        let longest = grid.axes.values().map(|axis| axis.size).max().unwrap_or(1);
        let parties = match longest {
            0..=0x100 => compute::<u8>(grid, &keys, full, notions, tuning, watch),
            0x101..=0x1_0000 => compute::<u16>(grid, &keys, full, notions, tuning, watch),
            _ => compute::<u32>(grid, &keys, full, notions, tuning, watch),
        }?;
        Ok(GridLevels {
            grid,
            space,
            keys,
            notions: notions.to_vec(),
            parties,
            tuning,
            kept: Mutex::default(),
        })
    }

    /// How a party's levels under a notion were found; `None` if the notion was not asked for.
    pub fn method(&self, party: PartyId, notion: Notion) -> Option<Method> {
        Some(self.found(party, notion)?.method)
    }

    /// Whether the party stays at a state; `None` if the notion was not asked for.
    pub fn is_stable(&self, party: PartyId, notion: Notion, state: StateId) -> Option<bool> {
        let found = self.found(party, notion)?;
        let (class, fibre, _, level) = self.place(party, state);
        Some(level >= found.secured.reach(class, fibre))
    }

    /// The rank that the party secures by leaving a state; `None` where it cannot move, or if the notion was not asked for.
    pub fn secured(&self, party: PartyId, notion: Notion, state: StateId) -> Option<u32> {
        let found = self.found(party, notion)?;
        let (class, fibre, position, _) = self.place(party, state);
        found.secured.leaving(class, fibre, position).checked_sub(1)
    }

    /// A state by moving to which the party secures more than it has, and the most; `None` if there is none, or if the notion was not asked for.
    pub fn gainful_move(&self, party: PartyId, notion: Notion, state: StateId) -> Option<StateId> {
        let found = self.found(party, notion)?;
        let (class, fibre, position, level) = self.place(party, state);
        let axis = &self.grid.axes[party];
        let to = found.secured.above(level, class, &axis.classes.after[class], fibre, position)?;
        let cell = self.grid.cell(self.space, state) - position * axis.stride + to * axis.stride;
        self.grid.state(self.space, cell)
    }

    /// The rank that the party secures by moving to a state: the worse of the state's and what the others can then force. Cost: that of sorting the lines of a slice,
    /// where the last questions were not about it.
    pub fn level(&self, party: PartyId, notion: Notion, state: StateId) -> u32 {
        let view = View::new(self.grid, party);
        let (idle, position, place) = view.locate(self.grid.cell(self.space, state));
        let slot = self.notions.iter().position(|known| *known == notion).unwrap_or(usize::MAX);
        let key = (party, slot, idle, position);
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).slices.get(&key).cloned();
        let slice = kept.unwrap_or_else(|| {
            let class = self.grid.axes[party].classes.of[position as usize] as usize;
            let first = (idle * view.places) as usize;
            let nash = self.found(party, Notion::Nash);
            let escapes = (first..first + view.places as usize).map(|fibre| nash.map_or(0, |nash| nash.secured.reach(class, fibre)));
            let escapes: Vec<u32> = escapes.collect();
            let slice = Arc::new(one_slice(self.grid, &self.keys, party, notion, (idle, position), &escapes));
            self.keep(key, &slice);
            slice
        });
        slice[place as usize].saturating_sub(1)
    }

    fn keep(&self, key: SliceKey, slice: &Arc<Vec<u32>>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.slices.insert(key, Arc::clone(slice)).is_some() {
            return;
        }
        kept.order.push_back(key);
        kept.bytes += size_of_val(slice.as_slice());
        while kept.bytes > MOST_KEPT {
            let Some(oldest) = kept.order.pop_front() else { return };
            if let Some(slice) = kept.slices.remove(&oldest) {
                kept.bytes -= size_of_val(slice.as_slice());
            }
        }
    }

    /// The states, by number, at which everybody stays, notion by notion in the order in which they were asked for. Cost: states times parties times notions.
    pub fn equilibria(&self) -> Vec<Bits> {
        let mut bits = vec![Bits::all(self.grid.cells as usize); self.notions.len()];
        for (party, axis) in self.grid.axes.iter() {
            let secured: Vec<&Secured> = self.parties[party].iter().map(|found| &found.secured).collect();
            let view = View::new(self.grid, party);
            sweep::strike(view, &axis.classes, &self.keys[party], &secured, &mut bits, self.tuning.sharing);
        }
        bits.into_iter().map(|bits| self.grid.states_of(self.space, bits)).collect()
    }

    fn found(&self, party: PartyId, notion: Notion) -> Option<&Found> {
        let slot = self.notions.iter().position(|known| *known == notion)?;
        Some(&self.parties[party][slot])
    }

    /// Class, fibre, position and level of a state.
    fn place(&self, party: PartyId, state: StateId) -> (usize, usize, u32, u32) {
        let view = View::new(self.grid, party);
        let cell = self.grid.cell(self.space, state);
        let (idle, position, place) = view.locate(cell);
        let class = self.grid.axes[party].classes.of[position as usize];
        let level = self.keys[party][cell as usize].wrapping_add(1);
        (class as usize, (idle * view.places + place) as usize, position, level)
    }
}

fn compute<P: Position>(
    grid: &Grid,
    keys: &Table<PartyId, Cow<'_, [u32]>>,
    full: bool,
    notions: &[Notion],
    tuning: Tuning,
    watch: &mut dyn Watch,
) -> Result<Table<PartyId, Vec<Found>>, Refusal> {
    let mut engine = Engine::<P>::new(grid, keys, full, notions, tuning);
    let party = |party: PartyId| {
        let found = engine.party(party, notions, watch)?.into_iter();
        Ok(found.map(|(secured, method)| Found { secured, method }).collect())
    };
    grid.axes.keys().map(party).collect()
}
