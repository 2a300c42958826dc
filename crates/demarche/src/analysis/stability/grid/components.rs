//! The worst that any moves of the others can bring about, inside one slice that has gaps.
//!
//! Places of one class of a line reach each other, so that each such class is one *hub*, and a place ties together the hubs that it lies in: what is tied together is
//! found by union-find, place by place (Tarjan 1975). A hub leads to the later hubs of its line; no way leads back, since somebody's class would have to come back, so that
//! passing levels down a bounded number of rounds ends. Cost: O(places x axes), almost.

use crate::analysis::stability::grid::claims::Opponent;
use crate::analysis::stability::grid::lines::Position;

/// The hubs of the places, the same for every slice.
pub struct Hubs {
    /// Opponent by opponent, the hub of each place.
    of: Vec<Vec<u32>>,
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
            leads: Vec::new(),
            count: 0,
        };
        for opponent in opponents {
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
}

/// What is tied together in one slice.
#[derive(Default)]
pub struct Components {
    parent: Vec<u32>,
    least: Vec<u32>,
}

const NOTHING: u32 = u32::MAX;

impl Components {
    /// Ties hubs together through the places that are states: those whose level is above 0.
    pub fn tie(&mut self, hubs: &Hubs, levels: &[u32]) {
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
        let Some(one) = hubs.of.first() else { return };
        self.least.clear();
        self.least.resize(hubs.count, NOTHING);
        for ((level, key), hub) in levels.iter().zip(keys.unwrap_or(levels)).zip(one) {
            if *level > 0 {
                let least = &mut self.least[self.parent[*hub as usize] as usize];
                *least = (*least).min(*key);
            }
        }
        let mut changed = !hubs.leads.is_empty();
        while changed {
            changed = false;
            for (from, to) in &hubs.leads {
                let (from, to) = (self.parent[*from as usize] as usize, self.parent[*to as usize] as usize);
                // A hub without states has no level, and passes none on.
                let passed = self.least[to];
                if passed < self.least[from] && self.least[from] != NOTHING {
                    self.least[from] = passed;
                    changed = true;
                }
            }
        }
        for hub in 0..hubs.count {
            self.least[hub] = self.least[self.parent[hub] as usize];
        }
        for (level, hub) in levels.iter_mut().zip(one) {
            if *level > 0 {
                *level = (*level).min(self.least[*hub as usize]);
            }
        }
    }
}
