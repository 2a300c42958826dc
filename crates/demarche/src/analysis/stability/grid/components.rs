//! The worst that any moves of the others can bring about, inside one slice that has gaps.
//!
//! Places of one class of a line reach each other, so that each such class is one *hub*, and a place ties together the hubs that it lies in: what is tied together is
//! found by union-find, place by place (Tarjan 1975). A hub leads to the later hubs of its line; no way leads back, since somebody's class would have to come back, so that
//! passing levels down a bounded number of rounds ends. Cost: O(places x axes), almost.

use crate::analysis::stability::grid::claims::Opponent;
use crate::analysis::stability::grid::lines::Position;

/// The hubs of the places, the same for every slice.
pub struct Hubs {
    /// Opponent by opponent, the hub of each place; the innermost first, whose lines are *rows*, neighbours in memory.
    of: Vec<Vec<u32>>,
    /// Places of a row.
    row: usize,
    /// Class by class of the innermost axis, a place of a row that is of the class, and, by place of the row, 0 where it is of the class and else [`NONE`].
    classes: Vec<(usize, Vec<i32>)>,
    /// Hubs, and those to which each leads by one move, if they are not empty.
    leads: Vec<(u32, u32)>,
    count: usize,
}

impl Hubs {
    /// The hubs of slices of so many places.
    pub fn new<P: Position>(places: u32, opponents: &[Opponent<'_, P>]) -> Self {
        let mut first = 0;
        let mut hubs = Hubs {
            of: Vec::new(),
            row: 1,
            classes: Vec::new(),
            leads: Vec::new(),
            count: 0,
        };
        let mut inside_out: Vec<&Opponent<'_, P>> = opponents.iter().collect();
        inside_out.sort_by_key(|opponent| opponent.finder.stride());
        if let Some(innermost) = inside_out.first() {
            let of_class = |(class, members): (u32, &Vec<u32>)| {
                let bar = innermost.classes.of.iter().map(|of| if *of == class { 0 } else { NONE });
                (members.first().map_or(0, |member| *member as usize), bar.collect())
            };
            hubs.row = innermost.finder.size() as usize;
            hubs.classes = (0..).zip(&innermost.classes.members).map(of_class).collect();
        }
        for opponent in inside_out {
            let classes = opponent.classes.count() as u32;
            let lines = places / opponent.finder.size();
            hubs.of.push(
                (0..places)
                    .map(|place| {
                        let (line, position) = opponent.finder.find(place);
                        first + line * classes + opponent.classes.of[position as usize]
                    })
                    .collect(),
            );
            for line in 0..lines {
                for (class, after) in (0..classes).zip(&opponent.classes.after) {
                    hubs.leads.extend(
                        after
                            .iter()
                            .map(|after| (first + line * classes + class, first + line * classes + after)),
                    );
                }
            }
            first += lines * classes;
        }
        hubs.count = first as usize;
        hubs
    }

    /// Row by row, the hubs of the innermost axis.
    fn rows(&self) -> impl Iterator<Item = &[u32]> {
        self.of.first().into_iter().flat_map(|of| of.chunks_exact(self.row))
    }
}

/// What is tied together in one slice.
#[derive(Default)]
pub struct Components {
    parent: Vec<u32>,
    /// Which places are states, of the slice whose hubs were tied last, 64 a word; and of the one that is to be.
    tied: Vec<u64>,
    asked: Vec<u64>,
    least: Vec<i32>,
}

/// Above every level: levels are below 2^31, so that signed comparisons serve, which are the cheaper ones.
const NONE: i32 = i32::MAX;

impl Components {
    /// Ties hubs together through the places that are states: those whose level is above 0. Neighbouring slices often have the same gaps; then nothing is to be done.
    pub fn tie(&mut self, hubs: &Hubs, levels: &[u32]) {
        self.asked.clear();
        self.asked.extend(levels.chunks(64).map(|levels| {
            let bits = levels.iter().zip(0u32..);
            bits.fold(0u64, |word, (level, bit)| word | u64::from(*level > 0) << bit)
        }));
        if self.asked == self.tied && self.parent.len() == hubs.count {
            return;
        }
        std::mem::swap(&mut self.asked, &mut self.tied);
        self.parent.clear();
        self.parent.extend(0..hubs.count as u32);
        let Some((one, others)) = hubs.of.split_first() else { return };
        for other in others {
            for ((level, one), other) in levels.iter().zip(one).zip(other) {
                if *level == 0 || self.parent[*one as usize] == self.parent[*other as usize] {
                    continue;
                }
                let (one, other) = (self.root(*one), self.root(*other));
                self.parent[one.max(other) as usize] = one.min(other);
            }
        }
        // Roots come before what they stand for, so that one pass leaves every hub beside its root.
        for hub in 0..self.parent.len() {
            self.parent[hub] = self.parent[self.parent[hub] as usize];
        }
    }

    fn root(&mut self, mut hub: u32) -> u32 {
        while self.parent[hub as usize] != hub {
            let above = self.parent[self.parent[hub as usize] as usize];
            self.parent[hub as usize] = above;
            hub = above;
        }
        hub
    }

    /// Lowers each level, where it is above 0, to the least in reach, or to the least of `keys` in reach.
    pub fn least(&mut self, hubs: &Hubs, keys: Option<&[u32]>, levels: &mut [u32]) {
        self.find(hubs, keys, levels);
        for (levels, of) in levels.chunks_exact_mut(hubs.row).zip(hubs.rows()) {
            for (member, bar) in &hubs.classes {
                lower_row(levels, self.of(of[*member]), bar);
            }
        }
    }

    /// The same, put elsewhere.
    pub fn least_into(&mut self, hubs: &Hubs, keys: Option<&[u32]>, levels: &[u32], into: &mut [u32]) {
        self.find(hubs, keys, levels);
        let rows = levels.chunks_exact(hubs.row).zip(into.chunks_exact_mut(hubs.row));
        for ((levels, into), of) in rows.zip(hubs.rows()) {
            if let [(member, _)] = &hubs.classes[..] {
                let to = self.of(of[*member]);
                for (into, level) in into.iter_mut().zip(levels) {
                    *into = (*level as i32).min(to) as u32;
                }
                continue;
            }
            into.copy_from_slice(levels);
            for (member, bar) in &hubs.classes {
                lower_row(into, self.of(of[*member]), bar);
            }
        }
    }

    /// The least in reach of a hub.
    fn of(&self, hub: u32) -> i32 {
        self.least[self.parent[hub as usize] as usize]
    }

    fn find(&mut self, hubs: &Hubs, keys: Option<&[u32]>, levels: &[u32]) {
        self.least.clear();
        self.least.resize(hubs.count, NONE);
        let keys = keys.unwrap_or(levels).chunks_exact(hubs.row);
        for ((levels, keys), of) in levels.chunks_exact(hubs.row).zip(keys).zip(hubs.rows()) {
            for (member, bar) in &hubs.classes {
                let least = &mut self.least[self.parent[of[*member] as usize] as usize];
                *least = (*least).min(least_of_row(levels, keys, bar));
            }
        }
        let mut changed = !hubs.leads.is_empty();
        while changed {
            changed = false;
            for (from, to) in &hubs.leads {
                let (from, to) = (self.parent[*from as usize] as usize, self.parent[*to as usize] as usize);
                // A hub without states has no level, and passes none on.
                let passed = self.least[to];
                if passed < self.least[from] && self.least[from] != NONE {
                    self.least[from] = passed;
                    changed = true;
                }
            }
        }
    }
}

/// The least key of the states of one class in a row.
fn least_of_row(levels: &[u32], keys: &[u32], bar: &[i32]) -> i32 {
    let places = levels.iter().zip(keys).zip(bar);
    places.fold(NONE, |least, ((level, key), bar)| {
        let gap = if *level == 0 { NONE } else { 0 };
        least.min(*key as i32 | gap | bar)
    })
}

/// Lowers the levels of one class in a row; what is no state has level 0 and keeps it.
fn lower_row(levels: &mut [u32], to: i32, bar: &[i32]) {
    for (level, bar) in levels.iter_mut().zip(bar) {
        *level = (*level as i32).min(to | bar) as u32;
    }
}
