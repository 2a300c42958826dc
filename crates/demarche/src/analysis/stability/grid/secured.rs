//! What a party secures by leaving, fibre by fibre: the best level, and the best of the rest, so that a state can be left out of its own fibre.

use crate::analysis::stability::grid::view::{Sliced, View};
use crate::model::grid::Classes;
use crate::model::spread::Sharing;

/// The best levels of each class of positions in each fibre.
#[derive(Clone, Debug, Default)]
pub struct Secured {
    /// Class by class and fibre by fibre. Levels are counted from 1; 0: there is none.
    best: Vec<u32>,
    /// A position that has the best level.
    at: Vec<u32>,
    /// The best level of the other positions.
    next: Vec<u32>,
    /// The best level of the classes to which the class leads; nothing where there is one class.
    onward: Vec<u32>,
    fibres: usize,
}

/// Strides below this are gone through fibre by fibre.
const SHORT: usize = 16;

/// Fibres that one thread merges at a time.
const FIBRES_OF_A_TASK: usize = 1 << 12;

impl Secured {
    /// No level yet.
    pub fn new(classes: usize, fibres: usize) -> Self {
        Secured {
            best: vec![0; classes * fibres],
            at: vec![0; classes * fibres],
            next: vec![0; classes * fibres],
            onward: Vec::new(),
            fibres,
        }
    }

    /// Levels by the party's own ranks: what it secures where nobody reacts.
    pub fn of_keys(sliced: &Sliced<'_>, classes: &Classes, sharing: Sharing) -> Self {
        let view = sliced.view();
        let stride = view.stride as usize;
        let mut secured = Secured::new(classes.count(), view.fibres());
        // Tasks end where a run of fibres ends, or are pieces of one.
        let fibres = if stride >= FIBRES_OF_A_TASK {
            FIBRES_OF_A_TASK
        } else {
            FIBRES_OF_A_TASK / stride * stride
        };
        let run = stride.min(fibres);
        for (class, members) in classes.members.iter().enumerate() {
            let range = class * secured.fibres..(class + 1) * secured.fibres;
            // Pieces must not cross the end of a run either.
            let pieces = |length: usize| if stride > fibres { stride.min(length) } else { length };
            let mut tasks = Vec::new();
            let mut first = 0;
            let whole = pieces(secured.fibres);
            let best = secured.best[range.clone()].chunks_mut(whole);
            let at = secured.at[range.clone()].chunks_mut(whole);
            let next = secured.next[range].chunks_mut(whole);
            for ((best, at), next) in best.zip(at).zip(next) {
                for ((best, at), next) in best.chunks_mut(fibres).zip(at.chunks_mut(fibres)).zip(next.chunks_mut(fibres)) {
                    let count = best.len();
                    tasks.push((first, best, at, next));
                    first += count;
                }
            }
            sharing.spread(
                sliced.cells(),
                tasks,
                || (),
                |(), (first, best, at, next)| {
                    if stride < SHORT {
                        for (fibre, ((best, at), next)) in (first..).zip(best.iter_mut().zip(at).zip(next)) {
                            for (position, level) in sliced.fibre(fibre, members) {
                                *next = (*next).max((*best).min(level));
                                *at = if level > *best { position } else { *at };
                                *best = (*best).max(level);
                            }
                        }
                        return;
                    }
                    let runs = best.chunks_mut(run).zip(at.chunks_mut(run)).zip(next.chunks_mut(run));
                    for (place, ((best, at), next)) in runs.enumerate() {
                        for position in members {
                            let keys = sliced.run(*position, first + place * run, best.len());
                            raise(best, at, next, *position, keys.iter().map(|key| key.wrapping_add(1)));
                        }
                    }
                },
            );
        }
        secured
    }

    /// Levels that are the same in all of a slice. `levels`: by idle values first, position second.
    pub fn of_slices(view: View, classes: &Classes, levels: &[u32]) -> Self {
        let mut secured = Secured::new(classes.count(), view.fibres());
        let places = view.places as usize;
        for (class, members) in classes.members.iter().enumerate() {
            for (idle, levels) in levels.chunks_exact(view.size as usize).enumerate() {
                let (mut best, mut at, mut next) = ([0], [0], [0]);
                for position in members {
                    raise(
                        &mut best,
                        &mut at,
                        &mut next,
                        *position,
                        std::iter::once(levels[*position as usize]),
                    );
                }
                let range = class * secured.fibres + idle * places..class * secured.fibres + (idle + 1) * places;
                secured.best[range.clone()].fill(best[0]);
                secured.at[range.clone()].fill(at[0]);
                secured.next[range].fill(next[0]);
            }
        }
        secured
    }

    /// Adds the levels of some positions of one class in the fibres from `first` on.
    pub fn add(&mut self, (cells, sharing): (usize, Sharing), class: usize, first: usize, slices: &[(u32, &[u32])]) {
        let Some((_, one)) = slices.first() else { return };
        let range = class * self.fibres + first..class * self.fibres + first + one.len();
        let best = self.best[range.clone()].chunks_mut(FIBRES_OF_A_TASK);
        let at = self.at[range.clone()].chunks_mut(FIBRES_OF_A_TASK);
        let next = self.next[range].chunks_mut(FIBRES_OF_A_TASK);
        sharing.spread(
            cells,
            best.zip(at).zip(next).enumerate().collect(),
            || (),
            |(), (task, ((best, at), next))| {
                for (position, levels) in slices {
                    raise(best, at, next, *position, levels[task * FIBRES_OF_A_TASK..].iter().copied());
                }
            },
        );
    }

    /// No level is above what `most` says of its class and fibre.
    pub fn capped(&self, most: impl Fn(usize, usize) -> u32) -> Self {
        let mut capped = self.clone();
        capped.onward = Vec::new();
        for class in 0..self.classes() {
            for fibre in 0..self.fibres {
                let (index, most) = (class * self.fibres + fibre, most(class, fibre));
                capped.best[index] = capped.best[index].min(most);
                capped.next[index] = capped.next[index].min(most);
            }
        }
        capped
    }

    fn classes(&self) -> usize {
        self.best.len() / self.fibres.max(1)
    }

    /// Looks up once and for all what each class's onward moves secure. `after`: the other classes to which each leads.
    pub fn close(&mut self, after: &[Vec<u32>]) {
        if after.len() == 1 {
            return;
        }
        self.onward = vec![0; self.best.len()];
        for (class, after) in after.iter().enumerate() {
            let onward = &mut self.onward[class * self.fibres..(class + 1) * self.fibres];
            for other in after {
                let other = &self.best[*other as usize * self.fibres..][..self.fibres];
                for (onward, other) in onward.iter_mut().zip(other) {
                    *onward = (*onward).max(*other);
                }
            }
        }
    }

    /// The best level in reach of a class in a fibre, standing still included.
    pub fn reach(&self, class: usize, fibre: usize) -> u32 {
        let index = class * self.fibres + fibre;
        self.best[index].max(self.onward.get(index).copied().unwrap_or(0))
    }

    /// The same for all fibres.
    pub fn reaches(&self, class: usize) -> Vec<u32> {
        (0..self.fibres).map(|fibre| self.reach(class, fibre)).collect()
    }

    /// A position to which moving secures more than `level`, and the most; `None` if there is none. `position`: where the party stands, with no more than `level`.
    pub fn above(&self, level: u32, class: usize, after: &[u32], fibre: usize, position: u32) -> Option<u32> {
        let own = class * self.fibres + fibre;
        // Whoever stands at the best of the class finds nothing better in it.
        let inside = (self.at[own] != position).then(|| (self.best[own], self.at[own]));
        let onward = after.iter().map(|class| *class as usize * self.fibres + fibre);
        let onward = onward.map(|index| (self.best[index], self.at[index]));
        let best = inside
            .into_iter()
            .chain(onward)
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        best.filter(|(best, _)| *best > level).map(|(_, at)| at)
    }

    /// The best level that is secured by leaving `position`; 0 if there is no move.
    pub fn leaving(&self, class: usize, fibre: usize, position: u32) -> u32 {
        let index = class * self.fibres + fibre;
        let inside = if self.at[index] == position {
            self.next[index]
        } else {
            self.best[index]
        };
        inside.max(self.onward.get(index).copied().unwrap_or(0))
    }
}

fn raise(best: &mut [u32], at: &mut [u32], next: &mut [u32], position: u32, levels: impl Iterator<Item = u32>) {
    for (((best, at), next), level) in best.iter_mut().zip(at.iter_mut()).zip(next.iter_mut()).zip(levels) {
        *next = (*next).max((*best).min(level));
        *at = if level > *best { position } else { *at };
        *best = (*best).max(level);
    }
}
