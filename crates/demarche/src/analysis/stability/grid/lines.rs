//! The lines of one axis, each in the ascending order of its party's ranks.
//!
//! On a line only the party's own position varies. Often all lines have the same order (what a party wants of its own issues does not depend on the
//! others); then one is kept for all. Neighbouring lines are tried with their neighbour's order before they are sorted.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::analysis::stability::grid::claims::FEW_CLASSES;
use crate::model::grid::{Axis, Classes};
use crate::model::spread::Sharing;

/// A position, in as few bytes as the axis needs.
pub trait Position: Copy + Default + Send + Sync {
    /// From a number that fits.
    fn of(number: u32) -> Self;
    /// The number.
    fn number(self) -> u32;
}

macro_rules! position {
    ($($kind:ty),*) => {$(
        impl Position for $kind {
            #[inline]
            fn of(number: u32) -> Self {
                number as $kind
            }
            #[inline]
            fn number(self) -> u32 {
                u32::from(self)
            }
        }
    )*};
}
position!(u8, u16, u32);

/// How the lines of an axis lie.
#[derive(Clone, Copy)]
pub struct Shape<'a> {
    /// Positions of a line.
    pub size: u32,
    /// By how much the cell changes with the position.
    pub stride: u32,
    /// Which positions lead to which.
    pub classes: &'a Classes,
}

impl<'a> Shape<'a> {
    /// Of all lines of an axis.
    pub fn of(axis: &'a Axis) -> Self {
        Shape {
            size: axis.size,
            stride: axis.stride,
            classes: &axis.classes,
        }
    }
}

/// The lines of one axis.
pub struct Lines<P> {
    /// Line by line, positions class by class and ascending inside a class; positions that are no states come last in their class.
    pub order: Vec<P>,
    /// Line by line and position by position, how many states of the line are worse.
    pub lower: Vec<P>,
    /// Whether all lines share the one that is kept.
    pub uniform: bool,
}

/// Lines sorted by one thread at a time, at least.
const CELLS_OF_A_TASK: usize = 1 << 14;
/// Lines from which the order of all is guessed.
const SAMPLED_LINES: usize = 256;
/// Neighbouring lines that are read together.
const TOGETHER: usize = 64;

impl<P: Position> Lines<P> {
    /// Sorts the lines of an axis, or one that stands for all. `keys`: ranks by cell, `u32::MAX` where there is no state. There may be fewer lines than the axis has: those of the cells given.
    pub fn new(axis: &Axis, keys: &[u32], sharing: Sharing) -> Self {
        Self::alike(axis, keys, sharing).unwrap_or_else(|| Self::sorted(Shape::of(axis), keys, sharing))
    }

    /// Sorts each line.
    pub fn sorted(shape: Shape<'_>, keys: &[u32], sharing: Sharing) -> Self {
        let (size, stride) = (shape.size as usize, shape.stride as usize);
        let together = if stride == 1 {
            (CELLS_OF_A_TASK / size).max(1)
        } else {
            stride.min(TOGETHER)
        };
        // Where strides are short, a task may not end inside a run of them.
        let together = if stride > 1 && stride % together != 0 { stride } else { together };
        let mut order = vec![P::default(); keys.len()];
        let mut lower = vec![P::default(); keys.len()];
        let tasks = order.chunks_mut(together * size).zip(lower.chunks_mut(together * size)).enumerate();
        sharing.spread(
            keys.len(),
            tasks.collect(),
            || (vec![0u32; together * (size + 1)], Sorter::new(shape)),
            |(block, sorter), (task, (order, lower))| {
                let count = order.len() / size;
                let first = task * together;
                // One more than the size between lines, so that lines do not compete for the same places of the cache.
                if stride == 1 {
                    for (line, from) in keys[first * size..(first + count) * size].chunks_exact(size).enumerate() {
                        block[line * (size + 1)..][..size].copy_from_slice(from);
                    }
                } else {
                    let base = first / stride * stride * size + first % stride;
                    for position in 0..size {
                        for (line, key) in keys[base + position * stride..][..count].iter().enumerate() {
                            block[line * (size + 1) + position] = *key;
                        }
                    }
                }
                for line in 0..count {
                    let range = line * size..(line + 1) * size;
                    sorter.sort(&block[line * (size + 1)..][..size], &mut order[range.clone()], &mut lower[range]);
                }
            },
        );
        Lines {
            order,
            lower,
            uniform: false,
        }
    }

    /// No lines, where none are asked for.
    pub fn none() -> Self {
        Lines {
            order: Vec::new(),
            lower: Vec::new(),
            uniform: true,
        }
    }

    /// Lines of which it is known only that they are not alike.
    pub fn unsorted() -> Self {
        Lines {
            order: Vec::new(),
            lower: Vec::new(),
            uniform: false,
        }
    }

    /// Whether their order is known, or was not asked for.
    pub fn are_sorted(&self) -> bool {
        self.uniform || !self.order.is_empty()
    }

    /// One line for all, if all have the same order.
    pub fn alike(axis: &Axis, keys: &[u32], sharing: Sharing) -> Option<Self> {
        let (size, stride) = (axis.size as usize, axis.stride as usize);
        let first: Vec<u32> = (0..size).map(|position| keys[position * stride]).collect();
        let mut ascending: Vec<usize> = (0..size).collect();
        ascending.sort_by_key(|position| first[*position]);
        if first[ascending[size - 1]] == u32::MAX {
            return Self::alike_but_for_gaps(axis, keys, sharing);
        }
        let ties: Vec<bool> = ascending.windows(2).map(|pair| first[pair[0]] == first[pair[1]]).collect();
        let same = |keys: &[u32]| {
            if stride == 1 {
                let pairs = ascending.windows(2).zip(&ties);
                return pairs.fold(true, |all, (pair, tie)| {
                    let (low, high) = (keys[pair[0]], keys[pair[1]]);
                    all & if *tie { low == high } else { low < high }
                });
            }
            ascending.windows(2).zip(&ties).all(|(pair, tie)| {
                let (low, high) = (&keys[pair[0] * stride..][..stride], &keys[pair[1] * stride..][..stride]);
                if *tie {
                    low == high
                } else {
                    low.iter().zip(high).fold(true, |all, (low, high)| all & (low < high))
                }
            })
        };
        // Whatever comes last is a state, and so is everything below it.
        let last = ascending[size - 1] * stride;
        let full = |keys: &[u32]| keys[last..][..stride].iter().all(|key| *key != u32::MAX);
        let group = size * stride;
        let differs = AtomicBool::new(false);
        let bundles = keys.chunks((CELLS_OF_A_TASK / group).max(1) * group).collect();
        sharing.spread(
            keys.len(),
            bundles,
            || (),
            |(), keys: &[u32]| {
                let alike = |keys: &[u32]| full(keys) && same(keys);
                if !differs.load(Ordering::Relaxed) && !keys.chunks(group).all(alike) {
                    differs.store(true, Ordering::Relaxed);
                }
            },
        );
        if differs.into_inner() {
            return Self::alike_but_for_gaps(axis, keys, sharing);
        }
        let mut order = vec![P::default(); size];
        let mut lower = vec![P::default(); size];
        Sorter::new(Shape::of(axis)).sort(&first, &mut order, &mut lower);
        Some(Lines {
            order,
            lower,
            uniform: true,
        })
    }

    /// One line for all, if there are gaps and all lines have the same order of what they have, without ties.
    fn alike_but_for_gaps(axis: &Axis, keys: &[u32], sharing: Sharing) -> Option<Self> {
        let (size, stride) = (axis.size as usize, axis.stride as usize);
        // What one line misses another has: after some lines, the order of the last is likely to be that of all.
        let mut sorter = Sorter::new(Shape::of(axis));
        let (mut order, mut lower) = (vec![P::default(); size], vec![P::default(); size]);
        let lines = keys.len() / size;
        for line in (0..lines).step_by((lines / SAMPLED_LINES).max(1)) {
            let first = line / stride * stride * size + line % stride;
            let keys: Vec<u32> = (0..size).map(|position| keys[first + position * stride]).collect();
            sorter.sort(&keys, &mut order, &mut lower);
        }
        let ascending = sorter.ascending.clone();
        let group = size * stride;
        let differs = AtomicBool::new(false);
        let bundles = keys.chunks((CELLS_OF_A_TASK / group).max(1) * group).collect();
        // Levels counted from 1: what is no state is never above what came before, and is passed over.
        let check = |last: &mut Vec<u32>, keys: &[u32]| {
            for keys in keys.chunks(group) {
                if differs.load(Ordering::Relaxed) {
                    return;
                }
                last.clear();
                last.resize(stride, 0);
                for position in &ascending {
                    let mut falls = false;
                    for (last, key) in last.iter_mut().zip(&keys[*position as usize * stride..][..stride]) {
                        let level = key.wrapping_add(1);
                        falls |= level > 0 && level <= *last;
                        *last = (*last).max(level);
                    }
                    if falls {
                        differs.store(true, Ordering::Relaxed);
                        return;
                    }
                }
            }
        };
        sharing.spread(keys.len(), bundles, Vec::new, check);
        if differs.into_inner() {
            return None;
        }
        let places: Vec<u32> = {
            let mut places = vec![0; size];
            (0u32..)
                .zip(&ascending)
                .for_each(|(place, position)| places[*position as usize] = place);
            places
        };
        sorter.sort(&places, &mut order, &mut lower);
        Some(Lines {
            order,
            lower,
            uniform: true,
        })
    }

    /// Where a line begins.
    #[inline]
    pub fn begin(&self, line: u32, size: usize) -> usize {
        if self.uniform { 0 } else { line as usize * size }
    }

    /// Whether all lines share one order, without ties.
    pub fn is_strict(&self) -> bool {
        if !self.uniform {
            return false;
        }
        let mut lower: Vec<u32> = self.lower.iter().map(|lower| lower.number()).collect();
        lower.sort_unstable();
        lower.windows(2).all(|pair| pair[0] < pair[1])
    }

    /// Room for the lines of one slice, or the one line that stands for all.
    pub fn room(&self, places: usize) -> Self {
        if self.uniform {
            return Lines {
                order: self.order.clone(),
                lower: self.lower.clone(),
                uniform: true,
            };
        }
        Lines {
            order: vec![P::default(); places],
            lower: vec![P::default(); places],
            uniform: false,
        }
    }
}

/// Positions in a bucket up to which they are sorted by insertion.
const MOST_IN_A_BUCKET: u32 = 24;

/// Sorts one line after the other.
struct Sorter<'a> {
    classes: &'a Classes,
    /// Bits of a position.
    bits: u32,
    /// The last line's positions, ascending.
    ascending: Vec<u32>,
    /// Rank and position.
    keyed: Vec<u64>,
    counts: Vec<u32>,
    /// How many positions of each class were put down.
    put: Vec<u32>,
    /// Lines that had the order of their neighbours, and lines that had not.
    kept: u64,
    sorted: u64,
    absent: Vec<u32>,
    moved: Vec<(u32, u32)>,
    starts: Vec<u32>,
}

impl<'a> Sorter<'a> {
    fn new(Shape { size, classes, .. }: Shape<'a>) -> Self {
        let mut starts = Vec::with_capacity(classes.count());
        let mut start = 0;
        for members in &classes.members {
            starts.push(start);
            start += members.len() as u32;
        }
        Sorter {
            classes,
            bits: 32 - (size - 1).leading_zeros(),
            ascending: (0..size).collect(),
            keyed: Vec::new(),
            counts: Vec::new(),
            put: Vec::new(),
            kept: 0,
            sorted: 0,
            absent: Vec::new(),
            moved: Vec::new(),
            starts,
        }
    }

    fn sort<P: Position>(&mut self, keys: &[u32], order: &mut [P], lower: &mut [P]) {
        if self.ascends(keys) {
            self.kept += 1;
        } else {
            self.sort_anew(keys);
        }
        let (mut known, mut worse, mut seen) = (u32::MAX, 0, 0);
        self.put.clear();
        self.put.extend_from_slice(&self.starts);
        let one_order = self.starts.len() <= FEW_CLASSES;
        self.absent.clear();
        for position in &self.ascending {
            let key = keys[*position as usize];
            if key == u32::MAX {
                self.absent.push(*position);
                continue;
            }
            if key != known {
                (known, worse) = (key, seen);
            }
            lower[*position as usize] = P::of(worse);
            seen += 1;
        }
        // What is no state comes last.
        self.absent.iter().for_each(|position| lower[*position as usize] = P::of(seen));
        let present = self.ascending.iter().filter(|position| keys[**position as usize] != u32::MAX);
        for (place, position) in (0u32..).zip(present.chain(&self.absent)) {
            let next = if one_order {
                place
            } else {
                next_of(&mut self.put, self.classes.of[*position as usize])
            };
            order[next as usize] = P::of(*position);
        }
    }

    /// Whether the last line's order is right for this one.
    fn ascends(&self, keys: &[u32]) -> bool {
        let mut last = 0;
        for position in &self.ascending {
            let key = keys[*position as usize];
            if key < last {
                return false;
            }
            last = if key == u32::MAX { last } else { key };
        }
        true
    }

    /// By buckets of nearly one position each, then by insertion; by comparisons, if the ranks lie too unevenly for that.
    fn sort_anew(&mut self, keys: &[u32]) {
        let (mut low, mut high) = (u32::MAX, 0);
        for key in keys {
            low = low.min(*key);
            high = high.max(key.wrapping_add(1));
        }
        // One more than the greatest rank; positions that are no states go there.
        let span = high.saturating_sub(low);
        let shift = (32 - span.leading_zeros()).saturating_sub(self.bits);
        self.counts.clear();
        self.counts.resize((span >> shift) as usize + 1, 0);
        let bucket = |key: u32| ((key - low).min(span) >> shift) as usize;
        for key in keys {
            self.counts[bucket(*key)] += 1;
        }
        let (mut sum, mut most) = (0, 0);
        for count in &mut self.counts {
            most = most.max(*count);
            sum += std::mem::replace(count, sum);
        }
        self.keyed.resize(keys.len(), 0);
        for (position, key) in (0u64..).zip(keys) {
            let next = &mut self.counts[bucket(*key)];
            self.keyed[*next as usize] = u64::from(*key) << 32 | position;
            *next += 1;
        }
        if most > MOST_IN_A_BUCKET {
            self.keyed.sort_unstable();
        } else {
            for end in 1..self.keyed.len() {
                let keyed = self.keyed[end];
                let mut place = end;
                while place > 0 && self.keyed[place - 1] > keyed {
                    self.keyed[place] = self.keyed[place - 1];
                    place -= 1;
                }
                self.keyed[place] = keyed;
            }
        }
        let present = self.keyed.partition_point(|keyed| (keyed >> 32) as u32 != u32::MAX);
        self.sorted += 1;
        if present < self.keyed.len() && (self.sorted < 64 || self.sorted < 2 * self.kept) {
            self.keep_absent_behind(present);
        }
        for (position, keyed) in self.ascending.iter_mut().zip(&self.keyed) {
            *position = *keyed as u32;
        }
    }

    /// Puts positions that are no states here behind the one that they came after in the last line: where lines differ only in what is missing, that is where they
    /// belong in the next.
    fn keep_absent_behind(&mut self, present: usize) {
        // Ranks by position in what was sorted, counted from 1.
        self.counts.clear();
        self.counts.resize(self.keyed.len(), 0);
        for (rank, keyed) in (1u32..).zip(&self.keyed[..present]) {
            self.counts[*keyed as u32 as usize] = rank;
        }
        self.absent.clear();
        let mut behind = 0;
        self.moved.clear();
        for position in &self.ascending {
            match self.counts[*position as usize] {
                0 => self.moved.push((behind, *position)),
                rank => behind = rank,
            }
        }
        self.moved.sort_by_key(|(behind, _)| *behind);
        // From the end, where there is room.
        let mut left = present;
        for place in (0..self.keyed.len()).rev() {
            match self.moved.last() {
                Some((behind, position)) if *behind as usize >= left => {
                    self.keyed[place] = u64::from(*position);
                    self.moved.pop();
                }
                _ => {
                    left -= 1;
                    self.keyed[place] = self.keyed[left];
                }
            }
        }
    }
}

fn next_of(put: &mut [u32], class: u32) -> u32 {
    let next = &mut put[class as usize];
    *next += 1;
    *next - 1
}
