//! The worst that improvements of the others can bring about, inside one slice, row by row, without sorting any line.
//!
//! A *row* is a line of the innermost axis: neighbours in memory. On a line, whatever is worse for the mover than the best claimed place leads to that place, so that one
//! number a line and class, the *bound*, says which places can be claimed. A visit to a row claims what the bounds of the lines that cross it admit, then what its own best place admits,
//! and raises the bounds; rows are visited round and round until a round claims nothing. Then the next lowest unclaimed place follows, and what it claims has its level.
//!
//! This pays where few lowest places claim nearly everything, which is common where wishes depend on what the others do. Where it takes more than [`MOST_ROUNDS`] rounds, it is given up, and
//! [`claims`](super::claims) finds the same along sorted lines. Cost: O(places x axes x classes) a round.

use crate::analysis::stability::grid::claims::{FEW_CLASSES, Opponent, put_keys};
use crate::analysis::stability::grid::lines::Position;
use crate::analysis::stability::grid::view::Sliced;

/// As many visits as this many rounds to every row would take end the work on a slice.
pub const MOST_ROUNDS: usize = 24;

/// All bits of a claimed place.
const CLAIMED: u32 = u32::MAX;

/// Room for one slice at a time.
#[derive(Default)]
pub struct Flood {
    /// By place: whether it is claimed, or no state.
    claimed: Vec<u32>,
    /// Row by row, the states that are not claimed.
    open: Vec<u32>,
    /// Row by row, whether all is claimed and the bounds know it.
    settled: Vec<bool>,
    /// Opponent by opponent (nothing for the innermost): class by class and line by line, the best of the opponent's own ranks among the claimed places to which the class leads; -1 if there is none.
    bounds: Vec<Vec<u32>>,
    /// Opponent by opponent and class by class, at which visit a bound was raised last; row by row, at which it was visited last.
    raised: Vec<Vec<usize>>,
    visited: Vec<usize>,
    /// The levels that keys stand for.
    keyed: Vec<u32>,
}

/// The innermost axis.
struct Inner {
    /// Which of the opponents.
    opponent: usize,
    /// Places of a row.
    size: usize,
    /// Class by class, by position: whether the class leads there, and whether the position is of the class. Nothing for one class.
    classes: Vec<(Vec<u32>, Vec<u32>)>,
}

/// One opponent's own ranks in a slice.
#[derive(Clone, Copy)]
pub enum Own<'s> {
    /// Where they are stored, at a position of the focal party: rows of the slice are rows of what is stored.
    Stored(Sliced<'s>, u32, u32),
    /// By place, counted from 1, and 0 for places that are no states.
    Read(&'s [u32]),
}

impl<'s> Own<'s> {
    /// A row. Seen as signed numbers, places that are no states come before all others.
    fn row(self, first: usize, size: usize) -> &'s [u32] {
        match self {
            Own::Stored(sliced, idle, position) => sliced.run(position, idle as usize * sliced.view().places as usize + first, size),
            Own::Read(levels) => &levels[first..first + size],
        }
    }
}

/// The opponents and their levels.
struct Slice<'s, P> {
    opponents: &'s [Opponent<'s, P>],
    own: &'s [Own<'s>],
    inner: Inner,
}

/// Whether slices can be gone through in rows of `shortest` places or more.
pub fn has_rows<P: Position>(opponents: &[Opponent<'_, P>], shortest: u32) -> bool {
    let long = |opponent: &Opponent<'_, P>| opponent.finder.stride() == 1 && opponent.finder.size() >= shortest;
    opponents.iter().any(long) && opponents.iter().all(|opponent| opponent.classes.count() <= FEW_CLASSES)
}

impl Flood {
    /// Lowers each level, where it is above 0, to the least that the others can bring about from there by improvements, or to the least of `keys`; says whether it could, within
    /// the rounds that are admitted, and otherwise leaves levels that are too high.
    pub fn lower<P: Position>(&mut self, opponents: &[Opponent<'_, P>], own: &[Own<'_>], keys: Option<&[u32]>, levels: &mut [u32]) -> bool {
        let Some(inner) = Inner::new(opponents) else { return false };
        let slice = Slice { opponents, own, inner };
        if keys.is_none() {
            return self.claim_all(&slice, levels);
        }
        let mut keyed = std::mem::take(&mut self.keyed);
        keyed.clear();
        keyed.extend_from_slice(levels);
        put_keys(keys, &mut keyed);
        let done = self.claim_all(&slice, &mut keyed);
        if done {
            for (level, found) in levels.iter_mut().zip(&keyed) {
                *level = (*level).min(*found);
            }
        }
        self.keyed = keyed;
        done
    }

    fn claim_all<P: Position>(&mut self, slice: &Slice<'_, P>, levels: &mut [u32]) -> bool {
        let size = slice.inner.size;
        let rows = levels.len() / size;
        self.begin(slice, levels);
        let mut visits = 0;
        while let Some((row, place, level)) = self.lowest(size, levels) {
            self.claimed[place] = CLAIMED;
            self.open[row] -= 1;
            // Rows in turn, until every one was passed without a claim.
            let (mut next, mut quiet, mut fresh) = (row, 0, true);
            while quiet < rows {
                if fresh || !self.settled[next] && self.has_news(slice, next) {
                    visits += 1;
                    if visits > MOST_ROUNDS * rows {
                        return false;
                    }
                    self.visited[next] = visits;
                    let range = next * size..(next + 1) * size;
                    if self.visit(slice, next, level, fresh, &mut levels[range]) {
                        quiet = 0;
                    }
                    fresh = false;
                }
                quiet += 1;
                next = if next + 1 == rows { 0 } else { next + 1 };
            }
        }
        true
    }

    fn begin<P: Position>(&mut self, slice: &Slice<'_, P>, levels: &[u32]) {
        self.claimed.clear();
        self.claimed.extend(levels.iter().map(|level| mask(*level == 0)));
        self.open.clear();
        self.open.extend(self.claimed.chunks_exact(slice.inner.size).map(unclaimed));
        self.settled.clear();
        self.settled.extend(self.open.iter().map(|open| *open == 0));
        self.bounds.resize_with(slice.opponents.len(), Vec::new);
        for (index, (bounds, opponent)) in self.bounds.iter_mut().zip(slice.opponents).enumerate() {
            let lines = levels.len() / opponent.finder.size() as usize;
            bounds.clear();
            if index != slice.inner.opponent {
                bounds.resize(lines * opponent.classes.count(), u32::MAX);
            }
        }
        self.visited.clear();
        self.visited.resize(self.open.len(), 0);
        self.raised.clear();
        self.raised
            .extend(slice.opponents.iter().map(|opponent| vec![0; opponent.classes.count()]));
    }

    /// Whether a bound that counts in a row was raised since it was visited.
    fn has_news<P: Position>(&self, slice: &Slice<'_, P>, row: usize) -> bool {
        let crossing = slice.opponents.iter().zip(&self.raised);
        crossing.enumerate().any(|(index, (opponent, raised))| {
            let (_, position) = opponent.finder.find((row * slice.inner.size) as u32);
            index != slice.inner.opponent && raised[opponent.classes.of[position as usize] as usize] > self.visited[row]
        })
    }

    /// The row, the place and the level of the lowest unclaimed place.
    fn lowest(&self, size: usize, levels: &[u32]) -> Option<(usize, usize, u32)> {
        let rows = self.claimed.chunks_exact(size).zip(levels.chunks_exact(size)).enumerate();
        let open = rows.filter(|(row, _)| self.open[*row] > 0);
        // A claimed place is above all others. Levels are below 2^31.
        let of_row = |(row, (claimed, levels)): (usize, (&[u32], &[u32]))| {
            let least = claimed
                .iter()
                .zip(levels)
                .fold(i32::MAX, |least, (claimed, level)| least.min((level | (claimed >> 1)) as i32));
            (least as u32, row)
        };
        let (level, row) = open.map(of_row).min()?;
        let inside = (row * size..(row + 1) * size).find(|place| self.claimed[*place] == 0 && levels[*place] == level)?;
        Some((row, inside, level))
    }

    /// Claims for `level` what can be claimed in a row, and says whether there was anything. `fresh`: a place of it was just claimed from outside.
    fn visit<P: Position>(&mut self, slice: &Slice<'_, P>, row: usize, level: u32, fresh: bool, levels: &mut [u32]) -> bool {
        let Inner {
            opponent: innermost,
            size,
            classes,
        } = &slice.inner;
        let first = row * size;
        let claimed = &mut self.claimed[first..first + size];
        let mut news = mask(fresh);
        let crossing = || {
            slice
                .opponents
                .iter()
                .zip(slice.own)
                .enumerate()
                .filter(|(index, _)| index != innermost)
        };
        for (index, (opponent, own)) in crossing() {
            let (line, position) = opponent.finder.find(first as u32);
            let class = opponent.classes.of[position as usize] as usize;
            let lines = self.bounds[index].len() / opponent.classes.count();
            let bounds = &self.bounds[index][class * lines + line as usize..][..*size];
            news |= claim_below(claimed, own.row(first, *size), bounds);
        }
        if news == 0 {
            return false;
        }
        let own = slice.own[*innermost].row(first, *size);
        if classes.is_empty() {
            let bound = best(claimed, own);
            claim_below_one(claimed, own, bound);
        }
        for (leads, of) in classes {
            let bound = best_among(claimed, own, leads);
            claim_below_one_of(claimed, own, bound, of);
        }
        lower_claimed(levels, claimed, level);
        self.open[row] = unclaimed(claimed);
        for (index, (opponent, own)) in crossing() {
            let (line, position) = opponent.finder.find(first as u32);
            let class = opponent.classes.of[position as usize] as usize;
            let lines = self.bounds[index].len() / opponent.classes.count();
            for before in &opponent.classes.before[class] {
                let bounds = &mut self.bounds[index][*before as usize * lines + line as usize..][..*size];
                if raise(bounds, claimed, own.row(first, *size)) {
                    self.raised[index][*before as usize] = self.visited[row];
                }
            }
        }
        self.settled[row] = self.open[row] == 0;
        true
    }
}

impl Inner {
    fn new<P: Position>(opponents: &[Opponent<'_, P>]) -> Option<Self> {
        let opponent = opponents.iter().position(|opponent| opponent.finder.stride() == 1)?;
        let axis = &opponents[opponent];
        let count = axis.classes.count();
        let masks = |class: u32| {
            let leads = |to: &u32| mask(axis.classes.before[*to as usize].contains(&class));
            let leads = axis.classes.of.iter().map(leads).collect();
            let of = axis.classes.of.iter().map(|of| mask(*of == class)).collect();
            (leads, of)
        };
        Some(Inner {
            opponent,
            size: axis.finder.size() as usize,
            classes: if count == 1 {
                Vec::new()
            } else {
                (0..count as u32).map(masks).collect()
            },
        })
    }
}

// Loops over rows, without branches, so that compilers make them work on several places at once. Levels and ranks are below 2^31: signed comparisons are the cheaper ones, and a rank of
// all ones, which stands for no state, comes before all others.

fn mask(whether: bool) -> u32 {
    u32::from(whether).wrapping_neg()
}

fn below(level: u32, bound: u32) -> u32 {
    mask((level as i32) < bound as i32)
}

fn unclaimed(claimed: &[u32]) -> u32 {
    claimed.iter().map(|claimed| !claimed & 1).sum()
}

/// Claims what is below the bound of its place; says, by any bit, whether something was.
fn claim_below(claimed: &mut [u32], own: &[u32], bounds: &[u32]) -> u32 {
    let places = claimed.iter_mut().zip(own).zip(bounds);
    places.fold(0, |news, ((claimed, own), bound)| {
        let below = below(*own, *bound);
        let new = below & !*claimed;
        *claimed |= below;
        news | new
    })
}

fn claim_below_one(claimed: &mut [u32], own: &[u32], bound: u32) {
    for (claimed, own) in claimed.iter_mut().zip(own) {
        *claimed |= below(*own, bound);
    }
}

fn claim_below_one_of(claimed: &mut [u32], own: &[u32], bound: u32, of: &[u32]) {
    for ((claimed, own), of) in claimed.iter_mut().zip(own).zip(of) {
        *claimed |= below(*own, bound) & of;
    }
}

/// The best claimed level; nothing, -1, is below all.
fn best(claimed: &[u32], own: &[u32]) -> u32 {
    let levels = claimed.iter().zip(own).map(|(claimed, own)| (own | !claimed) as i32);
    levels.fold(-1, i32::max) as u32
}

fn best_among(claimed: &[u32], own: &[u32], among: &[u32]) -> u32 {
    let levels = claimed
        .iter()
        .zip(own)
        .zip(among)
        .map(|((claimed, own), among)| (claimed & own & among) as i32);
    levels.fold(0, i32::max) as u32
}

/// Gives claimed places the level, where theirs is higher.
fn lower_claimed(levels: &mut [u32], claimed: &[u32], to: u32) {
    for (level, claimed) in levels.iter_mut().zip(claimed) {
        let falls = below(to, *level) & claimed;
        *level = *level & !falls | to & falls;
    }
}

/// Raises bounds to the levels of claimed places; says whether one rose.
fn raise(bounds: &mut [u32], claimed: &[u32], own: &[u32]) -> bool {
    let places = bounds.iter_mut().zip(claimed).zip(own);
    let rose = places.fold(0, |rose, ((bound, claimed), own)| {
        let level = own | !claimed;
        let rises = below(*bound, level);
        *bound = level & rises | *bound & !rises;
        rose | rises
    });
    rose != 0
}
