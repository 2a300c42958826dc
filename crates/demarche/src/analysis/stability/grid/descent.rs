//! The worst that improvements of the others can bring about in a slice that has gaps, where all lines of each axis have the same order, without ties.
//!
//! An improvement then raises its mover's position in that order and leaves the others' positions alone, so that going through the places from the best position
//! to the worst, axis inside axis, everything that can be reached from a place comes before it. What a place can be brought to is the least of its own level and of what
//! was found, further up on its lines, for the places that are states. One number a line and class keeps that. No search: O(places x axes x classes).
//!
//! The lines of the innermost axis are *rows*, neighbours in memory: what crosses a row is taken in for all its places at once, and only going down the row itself is one place after the other.

use crate::analysis::stability::grid::claims::{Opponent, put_keys};
use crate::analysis::stability::grid::lines::Position;

/// Above every level: levels are below 2^31, so that signed comparisons serve, which are the cheaper ones.
const NONE: i32 = i32::MAX;

/// Room for one slice at a time.
#[derive(Default)]
pub struct Descending {
    /// Opponent by opponent (nothing for the innermost): class by class and line by line, the least level further up to which the class leads.
    least: Vec<Vec<i32>>,
    /// The row that is gone down, by position.
    row: Vec<i32>,
    /// The levels that were given, where keys stand in their place for a while.
    own: Vec<u32>,
}

/// The axes of a slice, the innermost apart.
struct Axes<'a, P> {
    opponents: &'a [Opponent<'a, P>],
    /// Which of the opponents cross rows.
    crossing: Vec<usize>,
    /// Opponent by opponent, its positions, the best first.
    positions: Vec<Vec<u32>>,
    /// Places of a row.
    row: usize,
    /// Class by class of the innermost axis, the way down a row.
    ways: Vec<Vec<Step>>,
}

/// One place to which a class leads.
#[derive(Clone, Copy)]
struct Step {
    position: u32,
    /// All ones where the place is of the class itself.
    own: i32,
}

impl Descending {
    /// Lowers each level, where it is above 0, to the least that the others can bring about from there by improvements, or to the least of `keys`.
    pub fn lower<P: Position>(&mut self, opponents: &[Opponent<'_, P>], keys: Option<&[u32]>, levels: &mut [u32]) {
        let Some(axes) = Axes::new(opponents) else { return };
        self.own.clear();
        if keys.is_some() {
            self.own.extend_from_slice(levels);
            put_keys(keys, levels);
        }
        self.descend(&axes, levels);
        for (level, own) in levels.iter_mut().zip(&self.own) {
            *level = (*level).min(*own);
        }
    }

    fn descend<P: Position>(&mut self, axes: &Axes<'_, P>, levels: &mut [u32]) {
        self.least.resize_with(axes.opponents.len(), Vec::new);
        for crossing in &axes.crossing {
            let opponent = &axes.opponents[*crossing];
            let lines = levels.len() / opponent.finder.size() as usize;
            self.least[*crossing].clear();
            self.least[*crossing].resize(lines * opponent.classes.count(), NONE);
        }
        self.row.resize(axes.row, NONE);
        // How far each crossing axis has gone down.
        let mut down = vec![0usize; axes.crossing.len()];
        loop {
            let places = axes.crossing.iter().zip(&down);
            let first: u32 = places
                .map(|(axis, down)| axes.positions[*axis][*down] * axes.opponents[*axis].finder.stride())
                .sum();
            self.go_down(axes, first, &mut levels[first as usize..][..axes.row]);
            let Some(turning) = (0..down.len())
                .rev()
                .find(|axis| down[*axis] + 1 < axes.positions[axes.crossing[*axis]].len())
            else {
                return;
            };
            down[turning] += 1;
            down[turning + 1..].fill(0);
        }
    }

    /// One row.
    fn go_down<P: Position>(&mut self, axes: &Axes<'_, P>, first: u32, levels: &mut [u32]) {
        let row = &mut self.row[..levels.len()];
        for (found, level) in row.iter_mut().zip(&*levels) {
            *found = *level as i32;
        }
        for crossing in &axes.crossing {
            let (rows, class) = axes.cross(*crossing, first, &self.least);
            let least = &self.least[*crossing][rows.start + class * rows.lines..][..row.len()];
            for (found, least) in row.iter_mut().zip(least) {
                *found = (*found).min(*least);
            }
        }
        bar_gaps(row, levels);
        for way in &axes.ways {
            let mut running = NONE;
            for step in way {
                let found = &mut row[step.position as usize];
                running = running.min(*found);
                // Without a branch: the classes of neighbours in the order cannot be foreseen.
                *found ^= (*found ^ running) & step.own;
            }
        }
        // A gap took over what was found above it, which changes nothing in its row, since whatever leads to it leads there too; but it must not be told across the row.
        bar_gaps(row, levels);
        for (level, found) in levels.iter_mut().zip(&*row) {
            *level = if *found == NONE { 0 } else { *found as u32 };
        }
        for crossing in &axes.crossing {
            let (rows, class) = axes.cross(*crossing, first, &self.least);
            for before in &axes.opponents[*crossing].classes.before[class] {
                let least = &mut self.least[*crossing][rows.start + *before as usize * rows.lines..][..row.len()];
                for (least, found) in least.iter_mut().zip(&*row) {
                    *least = (*least).min(*found);
                }
            }
        }
    }
}

/// Where the lines of an axis that cross a row lie among all of its lines.
struct Crossed {
    /// The line through the first place.
    start: usize,
    /// How many lines the axis has.
    lines: usize,
}

impl<'a, P: Position> Axes<'a, P> {
    fn new(opponents: &'a [Opponent<'a, P>]) -> Option<Self> {
        let inner = opponents.iter().position(|opponent| opponent.finder.stride() == 1)?;
        let positions = |opponent: &Opponent<'_, P>| {
            let lower = &opponent.lines.lower;
            let mut positions: Vec<u32> = (0..opponent.finder.size()).collect();
            positions.sort_by_key(|position| std::cmp::Reverse(lower[*position as usize].number()));
            positions
        };
        let positions: Vec<Vec<u32>> = opponents.iter().map(positions).collect();
        let classes = opponents[inner].classes;
        let way = |class: u32| {
            let onward = positions[inner].iter().filter_map(move |position| {
                let of = classes.of[*position as usize];
                let leads = classes.before[of as usize].contains(&class);
                let own = if of == class { -1 } else { 0 };
                leads.then_some(Step { position: *position, own })
            });
            onward.collect()
        };
        let ways = (0..classes.count() as u32).map(way).collect();
        Some(Axes {
            opponents,
            crossing: (0..opponents.len()).filter(|opponent| *opponent != inner).collect(),
            row: positions[inner].len(),
            ways,
            positions,
        })
    }

    /// The lines of an axis that cross the row that begins at `first`, and the class of the axis's position there.
    fn cross(&self, crossing: usize, first: u32, least: &[Vec<i32>]) -> (Crossed, usize) {
        let opponent = &self.opponents[crossing];
        let (line, position) = opponent.finder.find(first);
        let crossed = Crossed {
            start: line as usize,
            lines: least[crossing].len() / opponent.classes.count(),
        };
        (crossed, opponent.classes.of[position as usize] as usize)
    }
}

/// Puts [`NONE`] where there is no state.
fn bar_gaps(row: &mut [i32], levels: &[u32]) {
    for (found, level) in row.iter_mut().zip(levels) {
        *found = if *level == 0 { NONE } else { *found };
    }
}
