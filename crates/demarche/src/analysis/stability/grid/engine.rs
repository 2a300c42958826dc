//! What every party secures by leaving, notion by notion, for all fibres of the grid.
//!
//! How a notion's levels are found depends on the case: see [`Method`]. Everything works on slices and fibres that fit the cache, shared among threads; the levels of a batch
//! of slices are merged into those of the fibres before the next, so that memory does not grow with the positions of an axis.

use std::borrow::Cow;

use crate::analysis::stability::grid::claims::{Claims, FEW_CLASSES, Opponent};
use crate::analysis::stability::grid::closed;
use crate::analysis::stability::grid::components::{Components, Hubs};
use crate::analysis::stability::grid::descent::Descending;
use crate::analysis::stability::grid::lines::{Lines, Position};
use crate::analysis::stability::grid::secured::Secured;
use crate::analysis::stability::grid::view::{Finder, Sliced, View};
use crate::analysis::watch::Watch;
use crate::finding::Notion;
use crate::index::{PartyId, Table};
use crate::model::spread::Sharing;
use crate::model::{Grid, Refusal};

/// Cells from which sharing pays.
const WORTH_SHARING: usize = 1 << 14;
/// Places that one thread works on between two merges, about.
const PLACES_OF_A_BATCH: usize = 1 << 20;

/// How the levels that a party secures are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The best of each fibre: nobody reacts, or nobody else can move, or the party itself cannot.
    Fibres,
    /// Axis by axis: every combination is a state, and what the others do on one axis does not depend on the others.
    Product,
    /// By what moves tie together in each slice: there are gaps.
    Components,
    /// From the best positions down: there are gaps, but all lines of each axis have the same order, without ties.
    Descent,
    /// Backwards from the lowest levels of each slice, along sorted lines: improvements depend on other axes, or there are gaps.
    Claims,
}

/// What the engine may do; for tests, which must see every path.
#[derive(Clone, Copy, Debug)]
pub struct Tuning {
    /// Whether product structure is made use of.
    pub product: bool,
    /// From how many cells on threads share the work.
    pub sharing: Sharing,
}

impl Tuning {
    /// What serves users.
    pub const STANDARD: Tuning = Tuning {
        product: true,
        sharing: Sharing { from: WORTH_SHARING },
    };
}

/// The grid with everybody's ranks, and the lines that are sorted by them.
pub struct Engine<'k, P> {
    grid: &'k Grid,
    keys: &'k Table<PartyId, Cow<'k, [u32]>>,
    full: bool,
    lines: Table<PartyId, Lines<P>>,
    /// Whether all lines of an axis have the same order, without ties.
    strict: Table<PartyId, bool>,
    tuning: Tuning,
}

/// One party's question.
struct Focal<'e, P> {
    party: PartyId,
    view: View,
    opponents: Vec<Opponent<'e, P>>,
    /// Class by class and fibre by fibre, the best level in reach: where an escape leads.
    escapes: Vec<Vec<u32>>,
}

/// What one thread works with.
struct Lane<P> {
    room: Room<P>,
    /// Slice by slice and notion by notion, the levels of a batch.
    found: Vec<Vec<Vec<u32>>>,
}

/// Room for one slice at a time.
struct Room<P> {
    claims: Claims<P>,
    components: Components,
    descending: Descending,
    /// The slice whose lines were gathered, and the slice whose hubs were tied.
    gathered: Option<(u32, u32)>,
    tied: Option<(u32, u32)>,
}

impl<'k, P: Position> Engine<'k, P> {
    /// `keys`: ranks by cell, `u32::MAX` where there is no state; `full`: whether there is one everywhere. Sorts all lines if improvements are asked about.
    pub fn new(grid: &'k Grid, keys: &'k Table<PartyId, Cow<'k, [u32]>>, full: bool, notions: &[Notion], tuning: Tuning) -> Self {
        let improving = notions.iter().any(|notion| is_improving(*notion)) && grid.axes.values().filter(|axis| axis.size > 1).count() > 1;
        let lines = grid.axes.iter().map(|(party, axis)| {
            let sort = improving && axis.size > 1;
            if sort {
                Lines::new(axis, &keys[party], tuning.sharing)
            } else {
                Lines::none()
            }
        });
        let lines: Table<PartyId, Lines<P>> = lines.collect();
        Engine {
            strict: lines.values().map(Lines::is_strict).collect(),
            grid,
            keys,
            full,
            lines,
            tuning,
        }
    }

    /// How a party's levels under a notion are found.
    pub fn method(&self, party: PartyId, notion: Notion) -> Method {
        let others = || self.grid.axes.iter().filter(|(other, axis)| *other != party && axis.size > 1);
        let product = self.full && self.tuning.product;
        if notion == Notion::Nash || self.grid.axes[party].size == 1 || others().next().is_none() {
            Method::Fibres
        } else if is_improving(notion) {
            let alike = self.tuning.product && others().all(|(other, _)| self.lines[other].uniform);
            let strict = || others().all(|(other, axis)| self.strict[other] && axis.classes.count() <= FEW_CLASSES);
            match (alike, self.full) {
                (true, true) => Method::Product,
                (true, false) if strict() => Method::Descent,
                _ => Method::Claims,
            }
        } else if product {
            Method::Product
        } else {
            Method::Components
        }
    }

    /// What a party secures under each notion.
    ///
    /// # Errors
    /// [`Refusal::Interrupted`] if `watch` says so.
    pub fn party(&self, party: PartyId, notions: &[Notion], watch: &mut dyn Watch) -> Result<Vec<Secured>, Refusal> {
        let classes = &self.grid.axes[party].classes;
        let view = View::new(self.grid, party);
        let sliced = Sliced::new(view, &self.keys[party]);
        let mut nash = Secured::of_keys(&sliced, classes, self.tuning.sharing);
        nash.close(&classes.after);
        let focal = Focal {
            party,
            view,
            opponents: self.opponents(party, view),
            escapes: (0..classes.count()).map(|class| nash.reaches(class)).collect(),
        };
        let by_slices: Vec<Notion> = notions.iter().copied().filter(|notion| self.needs_slices(party, *notion)).collect();
        let mut sliced = self.by_slices(&focal, &sliced, &by_slices, watch)?.into_iter();
        let mut secured = Vec::with_capacity(notions.len());
        for notion in notions {
            secured.extend(if by_slices.contains(notion) {
                sliced.next()
            } else if self.method(party, *notion) == Method::Fibres {
                Some(nash.clone())
            } else {
                Some(self.capped(&focal, *notion, &nash, watch)?)
            });
        }
        secured.iter_mut().for_each(|secured| secured.close(&classes.after));
        Ok(secured)
    }

    /// Whether what can be forced differs from slice to slice. (Where escapes count and there are no gaps, it does not: an escape leads to the best of a fibre.)
    fn needs_slices(&self, party: PartyId, notion: Notion) -> bool {
        match self.method(party, notion) {
            Method::Fibres => false,
            Method::Product => !counts_escapes(notion),
            Method::Components | Method::Descent | Method::Claims => true,
        }
    }

    /// What a party secures where what can be forced is the same in all slices of a class.
    fn capped(&self, focal: &Focal<'_, P>, notion: Notion, nash: &Secured, watch: &mut dyn Watch) -> Result<Secured, Refusal> {
        let mut forced = focal.escapes.clone();
        let classes = forced.len() as u64;
        for (class, forced) in (0u64..).zip(&mut forced) {
            for levels in forced.chunks_exact_mut(focal.view.places as usize) {
                if !watch.step("stability", class, classes) {
                    return Err(Refusal::Interrupted);
                }
                closed::least(notion, &focal.opponents, levels);
            }
        }
        Ok(nash.capped(|class, fibre| forced[class][fibre]))
    }

    fn opponents(&self, party: PartyId, view: View) -> Vec<Opponent<'_, P>> {
        let others = self.grid.axes.iter().filter(|(other, axis)| *other != party && axis.size > 1);
        let opponent = |(other, axis): (PartyId, &'k crate::model::grid::Axis)| {
            let stride = view.stride_in_slice(axis.stride);
            Opponent::new(axis, Finder::new(stride, axis.size, view.places), &self.lines[other])
        };
        others.map(opponent).collect()
    }

    fn by_slices(
        &self,
        focal: &Focal<'_, P>,
        sliced: &Sliced<'_>,
        notions: &[Notion],
        watch: &mut dyn Watch,
    ) -> Result<Vec<Secured>, Refusal> {
        let classes = &self.grid.axes[focal.party].classes;
        let (view, cells) = (focal.view, self.grid.cells as usize);
        let places = view.places as usize;
        let mut secured: Vec<Secured> = notions.iter().map(|_| Secured::new(classes.count(), view.fibres())).collect();
        if notions.is_empty() {
            return Ok(secured);
        }
        let lanes = self.tuning.sharing.threads(cells).min(view.size as usize);
        let together = sliced.together();
        let depth = (PLACES_OF_A_BATCH / places)
            .max(together)
            .clamp(1, (view.size as usize).div_ceil(lanes));
        let mut work: Vec<Lane<P>> = (0..lanes)
            .map(|_| Lane::new(view, &focal.opponents, depth, notions.len()))
            .collect();
        let hubs = notions.iter().any(|notion| self.method(focal.party, *notion) == Method::Components);
        let hubs = hubs.then(|| Hubs::new(view.places, &focal.opponents));
        let position =
            |first: u32, lane: usize, deep: usize| Some(first + (lane * depth + deep) as u32).filter(|position| *position < view.size);
        for idle in 0..view.idle {
            for first in (0..view.size).step_by(lanes * depth) {
                if !watch.step("stability", u64::from(idle * view.size + first), u64::from(view.idle * view.size)) {
                    return Err(Refusal::Interrupted);
                }
                let first_of = |lane: usize| position(first, lane, 0).unwrap_or(view.size);
                let tasks = work.iter_mut().enumerate().collect();
                let room = || ();
                self.tuning
                    .sharing
                    .spread(cells, tasks, room, |(), (lane, work): (usize, &mut Lane<P>)| {
                        self.batch(focal, notions, (idle, first_of(lane)), sliced, hubs.as_ref(), work);
                    });
                for (slot, secured) in secured.iter_mut().enumerate() {
                    for class in 0..classes.count() {
                        let batch = work.iter().enumerate().flat_map(|(lane, work)| {
                            let found = work.found.iter().enumerate();
                            found.filter_map(move |(deep, found)| Some((position(first, lane, deep)?, found[slot].as_slice())))
                        });
                        let batch: Vec<(u32, &[u32])> = batch
                            .filter(|(position, _)| classes.of[*position as usize] as usize == class)
                            .collect();
                        secured.add((cells, self.tuning.sharing), class, idle as usize * places, &batch);
                    }
                }
            }
        }
        Ok(secured)
    }

    /// The levels of the slices of one lane, from a position on.
    fn batch(
        &self,
        focal: &Focal<'_, P>,
        notions: &[Notion],
        (idle, first): (u32, u32),
        sliced: &Sliced<'_>,
        hubs: Option<&Hubs>,
        work: &mut Lane<P>,
    ) {
        let left = (focal.view.size - first) as usize;
        let Lane { room, found } = work;
        let depth = found.len().min(left);
        for (bundle, found) in found[..depth].chunks_mut(sliced.together()).enumerate() {
            let from = first + (bundle * sliced.together()) as u32;
            // Read once, whatever the notions.
            let mut slices: Vec<&mut [u32]> = found.iter_mut().map(|found| found[0].as_mut_slice()).collect();
            sliced.read(idle, from, &mut slices);
            for (position, found) in (from..).zip(found) {
                for slot in (0..notions.len()).rev() {
                    let (read, found) = found.split_at_mut(slot);
                    if let Some(read) = read.first() {
                        found[0].copy_from_slice(read);
                    }
                    self.slice(focal, notions[slot], (idle, position), hubs, room, &mut found[0]);
                }
            }
        }
    }

    /// Lowers the level of every place of a slice, which is the party's own, to what the others can force.
    fn slice(
        &self,
        focal: &Focal<'_, P>,
        notion: Notion,
        (idle, position): (u32, u32),
        hubs: Option<&Hubs>,
        room: &mut Room<P>,
        found: &mut [u32],
    ) {
        let view = focal.view;
        let class = self.grid.axes[focal.party].classes.of[position as usize] as usize;
        let escapes = &focal.escapes[class][idle as usize * found.len()..][..found.len()];
        let keys = counts_escapes(notion).then_some(escapes);
        match (self.method(focal.party, notion), hubs) {
            (Method::Fibres, _) => {}
            (Method::Product, _) => closed::least(notion, &focal.opponents, found),
            (Method::Components, Some(hubs)) => {
                if room.tied.replace((idle, position)) != Some((idle, position)) {
                    room.components.tie(hubs, found);
                }
                room.components.least(hubs, keys, found);
            }
            (Method::Descent, _) => room.descending.lower(&focal.opponents, keys, found),
            (Method::Components | Method::Claims, _) => {
                if room.gathered.replace((idle, position)) != Some((idle, position)) {
                    room.claims.gather(&focal.opponents, |place| view.cell(idle, position, place));
                }
                room.claims.lower(&focal.opponents, keys, found);
            }
        }
    }
}

impl<P: Position> Lane<P> {
    fn new(view: View, opponents: &[Opponent<'_, P>], depth: usize, notions: usize) -> Self {
        let places = view.places as usize;
        Lane {
            room: Room {
                claims: Claims::new(view.places, opponents),
                components: Components::default(),
                descending: Descending::default(),
                gathered: None,
                tied: None,
            },
            found: vec![vec![vec![0; places]; notions]; depth],
        }
    }
}

/// The level of every place of one slice, on demand: only the lines of the slice are sorted. `escapes`: by place, where an escape leads, for the notions that count
/// escapes. Cost: that of sorting the slice's lines.
pub fn one_slice(
    grid: &Grid,
    keys: &Table<PartyId, Cow<'_, [u32]>>,
    party: PartyId,
    notion: Notion,
    (idle, position): (u32, u32),
    escapes: &[u32],
) -> Vec<u32> {
    let view = View::new(grid, party);
    let mut found = vec![0; view.places as usize];
    Sliced::new(view, &keys[party]).read(idle, position, &mut [&mut found]);
    if notion == Notion::Nash {
        return found;
    }
    let others = grid.axes.iter().filter(|(other, axis)| *other != party && axis.size > 1);
    // The slice is a grid of its own, in which every cell is a place.
    let sorted = others.map(|(other, axis)| {
        let mut own = axis.clone();
        own.stride = view.stride_in_slice(axis.stride);
        let mut levels = vec![0; view.places as usize];
        Sliced::new(view, &keys[other]).read(idle, position, &mut [&mut levels]);
        let ranks: Vec<u32> = levels.iter().map(|level| level.wrapping_sub(1)).collect();
        let lines = Lines::<u32>::new(&own, &ranks, Tuning::STANDARD.sharing);
        (own, lines)
    });
    let sorted: Vec<_> = sorted.collect();
    let opponents: Vec<Opponent<'_, u32>> = sorted
        .iter()
        .map(|(axis, lines)| Opponent::new(axis, Finder::new(axis.stride, axis.size, view.places), lines))
        .collect();
    if opponents.is_empty() {
        return found;
    }
    let keys = counts_escapes(notion).then_some(escapes);
    if is_improving(notion) {
        let mut claims = Claims::new(view.places, &opponents);
        claims.gather(&opponents, |place| place);
        claims.lower(&opponents, keys, &mut found);
    } else {
        let hubs = Hubs::new(view.places, &opponents);
        let mut components = Components::default();
        components.tie(&hubs, &found);
        components.least(&hubs, keys, &mut found);
    }
    found
}

/// Whether only improvements count as reprisals.
fn is_improving(notion: Notion) -> bool {
    matches!(notion, Notion::Seq | Notion::Sseq)
}

/// Whether a reprisal must also hold the mover to it.
fn counts_escapes(notion: Notion) -> bool {
    matches!(notion, Notion::Smr | Notion::Sseq)
}
