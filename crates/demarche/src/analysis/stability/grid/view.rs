//! The grid as one party sees it: *slices*, in which its own position and the idle issues stand still, and *fibres*, along which only its own position varies.
//!
//! The others' moves never leave a slice; the party's own moves never leave a fibre. A place in a slice is numbered like a cell with the party's own
//! axis left out; fibres are numbered by idle values first, place second.

use crate::analysis::stability::grid::divider::Divider;
use crate::index::PartyId;
use crate::model::Grid;
use crate::model::spread::Sharing;

/// Runs of cells that are shorter than a line of memory are read for several slices together.
const LONG_RUN: u32 = 16;
/// Cells that one thread looks at before it takes more.
const CELLS_OF_A_TASK: usize = 1 << 15;

/// Where the slices and fibres of one party lie.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// Positions of the party.
    pub size: u32,
    /// By how much the cell changes with the position.
    pub stride: u32,
    /// Places of a slice.
    pub places: u32,
    /// Combinations of idle values.
    pub idle: u32,
}

impl View {
    /// The view of one party.
    pub fn new(grid: &Grid, party: PartyId) -> Self {
        let own = &grid.axes[party];
        View {
            size: own.size,
            stride: own.stride,
            places: grid.cells / own.size / grid.idle,
            idle: grid.idle,
        }
    }

    /// How many fibres.
    pub fn fibres(&self) -> usize {
        (self.places * self.idle) as usize
    }

    /// The stride of another axis inside slices.
    pub fn stride_in_slice(&self, stride: u32) -> u32 {
        if stride > self.stride { stride / self.size } else { stride }
    }

    /// The cell at a place of a slice.
    pub fn cell(&self, idle: u32, position: u32, place: u32) -> u32 {
        (idle * self.places + place / self.stride * self.stride) * self.size + position * self.stride + place % self.stride
    }

    /// The idle values, the position and the place of a cell.
    pub fn locate(&self, cell: u32) -> (u32, u32, u32) {
        let (rest, low) = (cell / self.stride, cell % self.stride);
        let (high, position) = (rest / self.size, rest % self.size);
        let fibre = high * self.stride + low;
        (fibre / self.places, position, fibre % self.places)
    }
}

/// One party's keys, to be read slice by slice.
#[derive(Clone, Copy, Debug)]
pub struct Sliced<'k> {
    view: View,
    keys: &'k [u32],
}

/// Runs of a slice that are put down together, where they are short.
const BLOCK: usize = 64;

impl<'k> Sliced<'k> {
    /// The keys of the party whose view it is.
    pub fn new(view: View, keys: &'k [u32]) -> Self {
        Sliced { view, keys }
    }

    /// Where slices and fibres lie.
    pub fn view(&self) -> View {
        self.view
    }

    /// How many cells.
    pub fn cells(&self) -> usize {
        self.keys.len()
    }

    /// How many slices are best read together: one where a slice lies in long runs; else as many as make one of the short ones.
    pub fn together(&self) -> usize {
        (LONG_RUN / self.view.stride).clamp(1, self.view.size) as usize
    }

    /// The keys of `count` neighbouring fibres from `first` on, at one position. They must not cross a multiple of the stride.
    pub fn run(&self, position: u32, first: usize, count: usize) -> &'k [u32] {
        let (size, stride) = (self.view.size as usize, self.view.stride as usize);
        let (high, low) = (first / stride, first % stride);
        &self.keys[(high * size + position as usize) * stride + low..][..count]
    }

    /// Positions of one fibre with their levels: ranks counted from 1, and 0 for cells that are no states.
    pub fn fibre<'p>(&self, fibre: usize, positions: &'p [u32]) -> impl Iterator<Item = (u32, u32)> + use<'k, 'p> {
        let (size, stride) = (self.view.size as usize, self.view.stride as usize);
        let (high, low) = (fibre / stride, fibre % stride);
        let keys = &self.keys[high * size * stride + low..];
        positions
            .iter()
            .map(move |position| (*position, keys[*position as usize * stride].wrapping_add(1)))
    }

    /// The ranks of one slice, `u32::MAX` for cells that are no states.
    pub fn ranks(&self, idle: u32, position: u32) -> Vec<u32> {
        let mut levels = vec![0; self.view.places as usize];
        self.read(idle, position, &mut [&mut levels]);
        levels.iter_mut().for_each(|level| *level = level.wrapping_sub(1));
        levels
    }

    /// The least level of each slice, by idle values first, position second, where every cell is a state. Cost: one pass over the cells.
    pub fn least(&self, sharing: Sharing) -> Vec<u32> {
        let (size, stride) = (self.view.size as usize, self.view.stride as usize);
        let of_idle = self.view.places as usize * size;
        let runs = (CELLS_OF_A_TASK / stride).max(1);
        let mut found: Vec<(usize, usize, Vec<u32>)> = Vec::new();
        for idle in 0..self.view.idle as usize {
            found.extend((0..of_idle / stride).step_by(runs).map(|run| (idle, run, Vec::new())));
        }
        sharing.spread(
            self.keys.len(),
            found.iter_mut().collect(),
            || (),
            |(), (idle, run, least)| {
                let begin = *idle * of_idle + *run * stride;
                let end = (begin + runs * stride).min((*idle + 1) * of_idle);
                least.resize(size.min(runs), u32::MAX);
                if stride == 1 && runs.is_multiple_of(size) {
                    for line in self.keys[begin..end].chunks_exact(size) {
                        least.iter_mut().zip(line).for_each(|(least, key)| *least = (*least).min(*key));
                    }
                    return;
                }
                for (nth, keys) in self.keys[begin..end].chunks_exact(stride).enumerate() {
                    let least = &mut least[nth % size];
                    *least = keys.iter().fold(*least, |least, key| least.min(*key));
                }
            },
        );
        let mut all = vec![u32::MAX; self.view.idle as usize * size];
        for (idle, run, least) in &found {
            for (nth, least) in least.iter().enumerate() {
                let all = &mut all[idle * size + (run + nth) % size];
                *all = (*all).min(*least);
            }
        }
        all.iter_mut().for_each(|least| *least = least.wrapping_add(1));
        all
    }

    /// Levels of slices that follow each other: ranks counted from 1, and 0 for cells that are no states.
    pub fn read(&self, idle: u32, position: u32, into: &mut [&mut [u32]]) {
        let (size, stride) = (self.view.size as usize, self.view.stride as usize);
        let runs = (self.view.places / self.view.stride) as usize;
        let begin = |run: usize| ((idle as usize * runs + run) * size + position as usize) * stride;
        let long = into.len() == 1 || self.view.stride >= LONG_RUN;
        if long {
            for run in 0..runs {
                for (slice, into) in into.iter_mut().enumerate() {
                    let keys = &self.keys[begin(run) + slice * stride..][..stride];
                    for (into, key) in into[run * stride..].iter_mut().zip(keys) {
                        *into = key.wrapping_add(1);
                    }
                }
            }
            return;
        }
        // What is read side by side goes to slices far apart: by way of a block that fits the cache. It is filled in long copies, so that many reads are under way at once.
        let width = into.len() * stride;
        let mut block = vec![0u32; BLOCK * width];
        for start in (0..runs).step_by(BLOCK) {
            let count = BLOCK.min(runs - start);
            for (run, block) in block.chunks_exact_mut(width).take(count).enumerate() {
                block.copy_from_slice(&self.keys[begin(start + run)..][..width]);
            }
            for (slice, into) in into.iter_mut().enumerate() {
                let into = &mut into[start * stride..][..count * stride];
                let block = block[slice * stride..].chunks(width);
                if stride == 1 {
                    for (into, block) in into.iter_mut().zip(block) {
                        *into = block[0].wrapping_add(1);
                    }
                    continue;
                }
                for (into, block) in into.chunks_exact_mut(stride).zip(block) {
                    for (into, key) in into.iter_mut().zip(block) {
                        *into = key.wrapping_add(1);
                    }
                }
            }
        }
    }
}

/// Finds the line of an axis and the position on it for places of a slice, without divisions.
#[derive(Clone, Copy, Debug)]
pub struct Finder {
    stride: Divider,
    size: Divider,
}

impl Finder {
    /// For the axis with this stride, inside slices, and size.
    pub fn new(stride: u32, size: u32, places: u32) -> Self {
        Finder {
            stride: Divider::new(stride, places),
            size: Divider::new(size, places),
        }
    }

    /// By how much the place changes with the position.
    #[inline]
    pub fn stride(&self) -> u32 {
        self.stride.by()
    }

    /// How many positions.
    #[inline]
    pub fn size(&self) -> u32 {
        self.size.by()
    }

    /// The line, and the position on it.
    #[inline]
    pub fn find(&self, place: u32) -> (u32, u32) {
        let (rest, low) = self.stride.split(place);
        let (high, position) = self.size.split(rest);
        (high * self.stride.by() + low, position)
    }

    /// The first place of a line.
    pub fn first(&self, line: u32) -> u32 {
        line / self.stride() * self.stride() * self.size() + line % self.stride()
    }
}
