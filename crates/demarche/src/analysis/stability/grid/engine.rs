//! What every party secures by leaving, notion by notion, for all fibres of the grid.
//!
//! How a notion's levels are found depends on the case: see [`Method`]. Everything works on slices and fibres that fit the cache, shared among threads; the levels of a batch
//! of slices are merged into those of the fibres before the next, so that memory does not grow with the positions of an axis.

use std::borrow::Cow;

use crate::analysis::stability::grid::claims::{Claims, FEW_CLASSES, Opponent};
use crate::analysis::stability::grid::closed;
use crate::analysis::stability::grid::components::{Components, Hubs};
use crate::analysis::stability::grid::lines::{Lines, Position, Shape};
use crate::analysis::stability::grid::secured::Secured;
use crate::analysis::stability::grid::slices::{Focal, Scope};
use crate::analysis::stability::grid::view::{Finder, Sliced, View};
use crate::analysis::watch::Watch;
use crate::finding::Notion;
use crate::index::{PartyId, Table};
use crate::model::grid::Axis;
use crate::model::spread::Sharing;
use crate::model::{Grid, Refusal};

/// Cells from which sharing pays.
const WORTH_SHARING: usize = 1 << 14;

/// Rows that are shorter than this are not worth going through at once.
const SHORTEST_ROW: u32 = 16;
/// Slices on which it is tried whether lines must be sorted.
const TRIED: u32 = 4;

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
    /// The same row by row, without sorting: few lowest levels can be brought about from nearly everywhere.
    Flood,
}

/// What the engine may do; for tests, which must see every path.
#[derive(Clone, Copy, Debug)]
pub struct Tuning {
    /// Whether product structure is made use of.
    pub product: bool,
    /// From how many cells on threads share the work.
    pub sharing: Sharing,
    /// How long rows must be for going through them without sorting.
    pub shortest_row: u32,
}

impl Tuning {
    /// What serves users.
    pub const STANDARD: Tuning = Tuning {
        product: true,
        sharing: Sharing { from: WORTH_SHARING },
        shortest_row: SHORTEST_ROW,
    };
}

/// The grid with everybody's ranks, and the lines that are sorted by them as far as that was needed.
pub struct Engine<'k, P> {
    grid: &'k Grid,
    keys: &'k Table<PartyId, Cow<'k, [u32]>>,
    full: bool,
    lines: Table<PartyId, Lines<P>>,
    /// Whether all lines of an axis have the same order, without ties.
    strict: Table<PartyId, bool>,
    tuning: Tuning,
}

impl<'k, P: Position> Engine<'k, P> {
    /// `keys`: ranks by cell, `u32::MAX` where there is no state; `full`: whether there is one everywhere. Looks whether all lines of an axis are alike, if improvements are asked about;
    /// sorts nothing yet.
    pub fn new(grid: &'k Grid, keys: &'k Table<PartyId, Cow<'k, [u32]>>, full: bool, notions: &[Notion], tuning: Tuning) -> Self {
        let improving = notions.iter().any(|notion| is_improving(*notion)) && grid.axes.values().filter(|axis| axis.size > 1).count() > 1;
        let lines = grid.axes.iter().map(|(party, axis)| {
            if improving && axis.size > 1 {
                Lines::alike(axis, &keys[party], tuning.sharing).unwrap_or_else(Lines::unsorted)
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

    /// How a party's levels under a notion are found; where it is [`Method::Claims`], it may turn out that [`Method::Flood`] does.
    fn method(&self, party: PartyId, notion: Notion) -> Method {
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

    /// What a party secures under each notion, and how that was found. Sorts the others' lines if it must.
    ///
    /// # Errors
    /// [`Refusal::Interrupted`] if `watch` says so.
    pub fn party(&mut self, party: PartyId, notions: &[Notion], watch: &mut dyn Watch) -> Result<Vec<(Secured, Method)>, Refusal> {
        let classes = &self.grid.axes[party].classes;
        let view = View::new(self.grid, party);
        let sliced = Sliced::new(view, &self.keys[party]);
        let mut nash = Secured::of_keys(&sliced, classes, self.tuning.sharing);
        nash.close(&classes.after);
        let escapes: Vec<Vec<u32>> = (0..classes.count()).map(|class| nash.reaches(class)).collect();
        let mut methods: Vec<Method> = notions.iter().map(|notion| self.method(party, *notion)).collect();
        if methods.contains(&Method::Claims) {
            if self.focal(party, &escapes).floods(self.tuning.shortest_row, TRIED) {
                let claims = methods.iter_mut().filter(|method| **method == Method::Claims);
                claims.for_each(|method| *method = Method::Flood);
            } else {
                self.sort_lines_but_of(party);
            }
        }
        let focal = self.focal(party, &escapes);
        let judged = || notions.iter().copied().zip(methods.iter().copied());
        let scope = |(notion, method): (Notion, Method)| focal.scope(notion, method);
        let by_slices: Vec<(Notion, Method)> = judged().filter(|judged| scope(*judged) == Scope::Place).collect();
        let mut by_slices = focal.by_slices(&by_slices, self.tuning.sharing, watch)?.into_iter();
        let mut found = Vec::with_capacity(notions.len());
        for (notion, method) in judged() {
            let secured = match scope((notion, method)) {
                Scope::Own => nash.clone(),
                Scope::Fibre => capped(&focal, notion, &nash, watch)?,
                Scope::Slice => Secured::of_slices(view, classes, &sliced.least(self.tuning.sharing)),
                Scope::Place => by_slices.next().unwrap_or_default(),
            };
            found.push((secured, method));
        }
        found.iter_mut().for_each(|(secured, _)| secured.close(&classes.after));
        Ok(found)
    }

    fn sort_lines_but_of(&mut self, party: PartyId) {
        for (other, axis) in self.grid.axes.iter().filter(|(other, axis)| *other != party && axis.size > 1) {
            let lines = &mut self.lines[other];
            if !lines.are_sorted() {
                *lines = Lines::sorted(Shape::of(axis), &self.keys[other], self.tuning.sharing);
            }
        }
    }

    fn focal<'e>(&'e self, party: PartyId, escapes: &'e [Vec<u32>]) -> Focal<'e, P> {
        let view = View::new(self.grid, party);
        let others = || self.grid.axes.iter().filter(|(other, axis)| *other != party && axis.size > 1);
        let opponent = |(other, axis): (PartyId, &'k Axis)| {
            let stride = view.stride_in_slice(axis.stride);
            Opponent::new(axis, Finder::new(stride, axis.size, view.places), &self.lines[other])
        };
        Focal {
            classes: &self.grid.axes[party].classes,
            sliced: Sliced::new(view, &self.keys[party]),
            opponents: others().map(opponent).collect(),
            others: others().map(|(other, _)| Sliced::new(view, &self.keys[other])).collect(),
            escapes,
        }
    }
}

/// What a party secures where what can be forced is the same in all slices of a class.
fn capped<P: Position>(focal: &Focal<'_, P>, notion: Notion, nash: &Secured, watch: &mut dyn Watch) -> Result<Secured, Refusal> {
    let mut forced = focal.escapes.to_vec();
    let classes = forced.len() as u64;
    for (class, forced) in (0u64..).zip(&mut forced) {
        for levels in forced.chunks_exact_mut(focal.sliced.view().places as usize) {
            if !watch.step("stability", class, classes) {
                return Err(Refusal::Interrupted);
            }
            closed::least(notion, &focal.opponents, levels);
        }
    }
    Ok(nash.capped(|class, fibre| forced[class][fibre]))
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
        let ranks = Sliced::new(view, &keys[other]).ranks(idle, position);
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
pub fn is_improving(notion: Notion) -> bool {
    matches!(notion, Notion::Seq | Notion::Sseq)
}

/// Whether a reprisal must also hold the mover to it.
pub fn counts_escapes(notion: Notion) -> bool {
    matches!(notion, Notion::Smr | Notion::Sseq)
}
