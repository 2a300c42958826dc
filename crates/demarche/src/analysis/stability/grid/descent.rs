//! The worst that improvements of the others can bring about in a slice that has gaps, where all lines of each axis have the same order, without ties.
//!
//! An improvement then raises its mover's position in that order and leaves the others' positions alone, so that going through the places from the best position
//! to the worst, axis inside axis, everything that can be reached from a place comes before it. What a place can be brought to is the least of its own level and of what
//! was found, further up on its lines, for the places that are states. One number a line and class keeps that. No search: O(places x axes x classes).

use crate::analysis::stability::grid::claims::{Opponent, put_keys};
use crate::analysis::stability::grid::lines::Position;
use crate::model::grid::Classes;

/// Room for one slice at a time.
#[derive(Default)]
pub struct Descending {
    /// Axis by axis but for the innermost: line by line (named by its first place) and class by class, the least level that the class leads to.
    least: Vec<Vec<u32>>,
    innermost: Vec<u32>,
    /// The levels that were given, where keys stand in their place for a while.
    own: Vec<u32>,
}

/// One axis, from its best position down.
struct Level<'c> {
    stride: u32,
    classes: &'c Classes,
    /// Positions, the best first.
    positions: Vec<u32>,
}

/// An axis around the innermost, at one of its positions.
struct Around {
    /// The innermost line, with this axis at its first position.
    base: u32,
    class: u32,
}

impl Descending {
    /// Lowers each level, where it is above 0, to the least that the others can bring about from there by improvements, or to the least of `keys`.
    pub fn lower<P: Position>(&mut self, opponents: &[Opponent<'_, P>], keys: Option<&[u32]>, levels: &mut [u32]) {
        self.own.clear();
        if keys.is_some() {
            self.own.extend_from_slice(levels);
            put_keys(keys, levels);
        }
        self.descend(opponents, levels);
        for (level, own) in levels.iter_mut().zip(&self.own) {
            *level = (*level).min(*own);
        }
    }

    fn descend<P: Position>(&mut self, opponents: &[Opponent<'_, P>], levels: &mut [u32]) {
        let mut axes: Vec<Level<'_>> = opponents.iter().map(Level::new).collect();
        axes.sort_by_key(|axis| std::cmp::Reverse(axis.stride));
        let Some(inner) = axes.pop() else { return };
        self.least.resize_with(axes.len(), Vec::new);
        for (least, axis) in self.least.iter_mut().zip(&axes) {
            least.clear();
            least.resize(levels.len() * axis.classes.count(), u32::MAX);
        }
        // How far each axis around has gone down.
        let mut down = vec![0usize; axes.len()];
        loop {
            let base: u32 = axes.iter().zip(&down).map(|(axis, down)| axis.positions[*down] * axis.stride).sum();
            let around: Vec<Around> = axes.iter().zip(&down).map(|(axis, down)| axis.around(base, *down)).collect();
            self.go_down(&axes, &around, &inner, base, levels);
            let Some(turning) = (0..axes.len()).rev().find(|axis| down[*axis] + 1 < axes[*axis].positions.len()) else {
                return;
            };
            down[turning] += 1;
            down[turning + 1..].fill(0);
        }
    }

    /// One innermost line.
    fn go_down(&mut self, axes: &[Level<'_>], around: &[Around], inner: &Level<'_>, base: u32, levels: &mut [u32]) {
        self.innermost.clear();
        self.innermost.resize(inner.classes.count(), u32::MAX);
        let innermost = &mut self.innermost[..];
        // The commonest case, three parties and nothing one-way, without looking classes up.
        if let ([least], [one], [axis]) = (&mut self.least[..], around, axes)
            && axis.classes.count() == 1
            && inner.classes.count() == 1
        {
            let mut running = u32::MAX;
            for position in &inner.positions {
                let offset = position * inner.stride;
                let level = &mut levels[(base + offset) as usize];
                if *level > 0 {
                    let kept = &mut least[(one.base + offset) as usize];
                    *level = (*level).min(running).min(*kept);
                    (running, *kept) = (*level, *level);
                }
            }
            return;
        }
        for position in &inner.positions {
            let offset = position * inner.stride;
            let level = &mut levels[(base + offset) as usize];
            if *level == 0 {
                continue;
            }
            let class = inner.classes.of[*position as usize] as usize;
            let mut found = (*level).min(innermost[class]);
            for ((least, one), axis) in self.least.iter().zip(around).zip(axes) {
                found = found.min(least[(one.base + offset) as usize * axis.classes.count() + one.class as usize]);
            }
            *level = found;
            for before in &inner.classes.before[class] {
                let kept = &mut innermost[*before as usize];
                *kept = (*kept).min(found);
            }
            for ((least, one), axis) in self.least.iter_mut().zip(around).zip(axes) {
                let row = (one.base + offset) as usize * axis.classes.count();
                for before in &axis.classes.before[one.class as usize] {
                    let kept = &mut least[row + *before as usize];
                    *kept = (*kept).min(found);
                }
            }
        }
    }
}

impl<'c> Level<'c> {
    fn new<P: Position>(opponent: &Opponent<'c, P>) -> Self {
        let lower = &opponent.lines.lower;
        let mut positions: Vec<u32> = (0..opponent.finder.size()).collect();
        positions.sort_by_key(|position| std::cmp::Reverse(lower[*position as usize].number()));
        Level {
            stride: opponent.finder.stride(),
            classes: opponent.classes,
            positions,
        }
    }

    fn around(&self, base: u32, down: usize) -> Around {
        let position = self.positions[down];
        Around {
            base: base - position * self.stride,
            class: self.classes.of[position as usize],
        }
    }
}
