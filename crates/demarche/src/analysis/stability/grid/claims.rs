//! The worst that the others can force, inside one slice.
//!
//! Found backwards: places are taken in the order of their level, and each claims every place from which the others' moves lead to it and that is not
//! claimed yet; what it claims has its level. On a line a move leads upwards in the mover's ranks (where only improvements count), so that the places that
//! lead to a given one are a beginning of the line's order, class by class: one mark a line and class tells how far it was gone through. Every entry of a
//! line is looked at once. A place that was claimed along a line has nothing to add to that line (moves are transitive), only to the others.
//!
//! Few lowest places often claim most of a slice; they are looked for one by one as long as that is so, and only the rest is sorted.
//! Cost: O(places x axes), and sorting what is left.

use crate::analysis::stability::grid::closed::Descent;
use crate::analysis::stability::grid::lines::{Lines, Position, Shape};
use crate::analysis::stability::grid::view::Finder;
use crate::model::grid::{Axis, Classes, OwnDigit};
use crate::model::spread::Sharing;

/// For work on a slice, which one thread does.
const ALONE: Sharing = Sharing { from: usize::MAX };

/// What a claimed place has beside its level.
const CLAIMED: u32 = 1 << 31;
/// A lowest place that claims less than one in so many of the unclaimed ends the search one by one.
const WORTHWHILE: usize = 8;
/// Classes up to which a line is gone through once for each, all classes in one order.
pub const FEW_CLASSES: usize = 8;
/// Unclaimed places in one bucket, about.
const IN_A_BUCKET: u32 = 16;

/// One other party, as it moves inside slices.
pub struct Opponent<'l, P> {
    /// Its lines in slices.
    pub finder: Finder,
    /// Which of its positions lead to which.
    pub classes: &'l Classes,
    /// The first entry of each class in a line's order.
    pub starts: Vec<u32>,
    /// Its own issues.
    pub own: &'l [OwnDigit],
    /// Its lines, sorted; none where improvements are not asked about.
    pub lines: &'l Lines<P>,
    /// Class by class, its positions from the best down, where all its lines are alike.
    pub descents: Vec<Descent>,
    /// By how much the cell changes with the position.
    pub stride: u32,
    /// Position by position, the classes to which it leads, as bits; where they are few.
    leads: Vec<u8>,
}

impl<'l, P: Position> Opponent<'l, P> {
    /// The number, among all lines of the axis, of the line that begins at a cell.
    pub fn line(&self, cell: u32) -> u32 {
        cell / (self.stride * self.finder.size()) * self.stride + cell % self.stride
    }

    /// The party of an axis, with its lines.
    pub fn new(axis: &'l Axis, finder: Finder, lines: &'l Lines<P>) -> Self {
        let (stride, classes) = (axis.stride, &axis.classes);
        let mut start = 0;
        let starts = classes.members.iter().map(|members| {
            start += members.len() as u32;
            start - members.len() as u32
        });
        let leads = classes
            .of
            .iter()
            .map(|class| {
                (0..classes.count().min(FEW_CLASSES))
                    .filter(|to| classes.before[*to].contains(class))
                    .fold(0, |bits, to| bits | 1u8 << to)
            })
            .collect();
        let alike = lines.uniform && !lines.lower.is_empty();
        Opponent {
            own: &axis.own,
            descents: if alike { Descent::all(classes, &lines.lower) } else { Vec::new() },
            leads,
            finder,
            starts: starts.collect(),
            classes,
            lines,
            stride,
        }
    }
}

/// Puts the keys in the place of the levels of states.
pub fn put_keys(keys: Option<&[u32]>, levels: &mut [u32]) {
    for (level, key) in levels.iter_mut().zip(keys.unwrap_or_default()) {
        *level = if *level > 0 { *key } else { 0 };
    }
}

/// Places that wait, first come first served. One more than a slice has, since what is not kept is written too.
struct Queue {
    places: Vec<u32>,
    begin: usize,
    end: usize,
}

/// Room for one slice at a time.
pub struct Claims<P> {
    /// By place: the level, first its own, then the worst that can be forced.
    levels: Vec<u32>,
    claimed: Vec<u64>,
    /// Opponent by opponent, how far each class of each line was gone through.
    through: Vec<Vec<u32>>,
    /// Opponent by opponent, its lines in this slice.
    lines: Vec<Lines<P>>,
    /// Opponent by opponent, places claimed along its lines whose other lines wait.
    queues: Vec<Queue>,
    unclaimed: usize,
    counts: Vec<u32>,
    sorted: Vec<u32>,
    bucket: Vec<u64>,
}

impl<P: Position> Claims<P> {
    /// Room for slices of so many places.
    pub fn new(places: u32, opponents: &[Opponent<'_, P>]) -> Self {
        let lines = |opponent: &Opponent<'_, P>| (places / opponent.finder.size()) as usize;
        Claims {
            levels: vec![0; places as usize],
            claimed: vec![0; (places as usize).div_ceil(64)],
            through: opponents.iter().map(|one| vec![0; lines(one) * one.classes.count()]).collect(),
            lines: opponents.iter().map(|one| one.lines.room(places as usize)).collect(),
            queues: opponents
                .iter()
                .map(|_| Queue {
                    places: vec![0; places as usize + 1],
                    begin: 0,
                    end: 0,
                })
                .collect(),
            unclaimed: 0,
            counts: Vec::new(),
            sorted: Vec::new(),
            bucket: Vec::new(),
        }
    }

    /// Brings the lines of a slice together, which reads them in the order in which they are stored. `cell`: the cell of a place.
    pub fn gather(&mut self, opponents: &[Opponent<'_, P>], cell: impl Fn(u32) -> u32) {
        for (lines, opponent) in self.lines.iter_mut().zip(opponents) {
            if opponent.lines.uniform {
                continue;
            }
            let size = opponent.finder.size() as usize;
            let into = lines.order.chunks_exact_mut(size).zip(lines.lower.chunks_exact_mut(size));
            for (line, (order, lower)) in (0u32..).zip(into) {
                let begin = opponent.line(cell(opponent.finder.first(line))) as usize * size;
                order.copy_from_slice(&opponent.lines.order[begin..begin + size]);
                lower.copy_from_slice(&opponent.lines.lower[begin..begin + size]);
            }
        }
    }

    /// Sorts the lines of a slice for itself. `ranks`: opponent by opponent and by place, `u32::MAX` where there is no state.
    pub fn sort(&mut self, opponents: &[Opponent<'_, P>], ranks: &[Vec<u32>]) {
        for ((lines, opponent), ranks) in self.lines.iter_mut().zip(opponents).zip(ranks) {
            if opponent.lines.uniform {
                continue;
            }
            let shape = Shape {
                size: opponent.finder.size(),
                stride: opponent.finder.stride(),
                classes: opponent.classes,
            };
            *lines = Lines::sorted(shape, ranks, ALONE);
        }
    }

    /// Lowers each level, where it is above 0, to the least that the others can bring about from there by improvements, or to the least of `keys`.
    pub fn lower(&mut self, opponents: &[Opponent<'_, P>], keys: Option<&[u32]>, levels: &mut [u32]) {
        self.levels.copy_from_slice(levels);
        put_keys(keys, &mut self.levels);
        self.claim_all(opponents);
        for (level, found) in levels.iter_mut().zip(&self.levels) {
            *level = (*level).min(*found);
        }
    }

    /// Replaces each level by the least that the others can bring about from there by improvements.
    fn claim_all(&mut self, opponents: &[Opponent<'_, P>]) {
        for through in &mut self.through {
            through.fill(0);
        }
        self.unclaimed = self.levels.len();
        for (word, levels) in self.claimed.iter_mut().zip(self.levels.chunks_mut(64)) {
            *word = 0;
            for (bit, level) in levels.iter_mut().enumerate() {
                *word |= u64::from(*level == 0) << bit;
                *level = if *level == 0 { CLAIMED } else { *level };
            }
            self.unclaimed -= word.count_ones() as usize;
        }
        while self.unclaimed > 0 {
            let before = self.unclaimed;
            let lowest = self.levels.iter().copied().min().unwrap_or(CLAIMED);
            let Some(place) = self.levels.iter().position(|level| *level == lowest) else {
                break;
            };
            self.claim_from(opponents, place as u32, lowest);
            if (before - self.unclaimed) * WORTHWHILE < before {
                self.claim_rest(opponents);
            }
        }
        for level in &mut self.levels {
            *level &= !CLAIMED;
        }
    }

    /// All that is unclaimed, in the order of levels: by buckets, then inside each.
    fn claim_rest(&mut self, opponents: &[Opponent<'_, P>]) {
        let (mut low, mut high) = (CLAIMED, 0);
        for level in &self.levels {
            let open = *level < CLAIMED;
            low = if open { low.min(*level) } else { low };
            high = if open { high.max(*level) } else { high };
        }
        if high < low {
            return;
        }
        let wanted = (self.unclaimed as u32 / IN_A_BUCKET).max(1);
        let shift = (32 - (high - low).leading_zeros()).saturating_sub(32 - wanted.leading_zeros());
        let buckets = ((high - low) >> shift) as usize + 1;
        let mut counts = std::mem::take(&mut self.counts);
        let mut sorted = std::mem::take(&mut self.sorted);
        let mut bucket = std::mem::take(&mut self.bucket);
        counts.clear();
        counts.resize(buckets, 0);
        for level in self.levels.iter().filter(|level| **level < CLAIMED) {
            counts[((level - low) >> shift) as usize] += 1;
        }
        let mut sum = 0;
        for count in &mut counts {
            sum += std::mem::replace(count, sum);
        }
        sorted.clear();
        sorted.resize(self.unclaimed, 0);
        for (place, level) in (0u32..).zip(&self.levels).filter(|(_, level)| **level < CLAIMED) {
            let next = &mut counts[((level - low) >> shift) as usize];
            sorted[*next as usize] = place;
            *next += 1;
        }
        let mut first = 0;
        for end in &counts {
            bucket.clear();
            for place in &sorted[first..*end as usize] {
                let level = self.levels[*place as usize];
                if level < CLAIMED {
                    bucket.push(u64::from(level) << 32 | u64::from(*place));
                }
            }
            first = *end as usize;
            bucket.sort_unstable();
            for keyed in &bucket {
                let (level, place) = ((keyed >> 32) as u32, *keyed as u32);
                if self.levels[place as usize] < CLAIMED {
                    self.claim_from(opponents, place, level);
                }
            }
        }
        (self.counts, self.sorted, self.bucket) = (counts, sorted, bucket);
    }

    /// Everything unclaimed from which `place` can be reached, and `place` itself.
    fn claim_from(&mut self, opponents: &[Opponent<'_, P>], place: u32, level: u32) {
        self.claimed[place as usize / 64] |= 1 << (place % 64);
        self.levels[place as usize] = level | CLAIMED;
        self.unclaimed -= 1;
        for queue in &mut self.queues {
            queue.begin = 0;
            queue.end = 0;
        }
        for along in 0..opponents.len() {
            self.go_through(opponents, along, place);
        }
        loop {
            let mut idle = true;
            for came in 0..opponents.len() {
                let (begin, end) = (self.queues[came].begin, self.queues[came].end);
                if begin == end {
                    continue;
                }
                idle = false;
                self.queues[came].begin = end;
                self.unclaimed -= end - begin;
                for next in begin..end {
                    let place = self.queues[came].places[next];
                    self.levels[place as usize] = level | CLAIMED;
                    for along in (0..opponents.len()).filter(|along| *along != came) {
                        self.go_through(opponents, along, place);
                    }
                }
            }
            if idle {
                return;
            }
        }
    }

    /// Claims what leads to `place` along one axis and was not gone through yet.
    #[inline(always)]
    fn go_through(&mut self, opponents: &[Opponent<'_, P>], along: usize, place: u32) {
        let opponent = &opponents[along];
        let stride = opponent.finder.stride();
        let (line, position) = opponent.finder.find(place);
        let base = place - position * stride;
        let size = opponent.finder.size() as usize;
        let lines = &self.lines[along];
        let begin = lines.begin(line, size);
        let lower = &lines.lower[begin..begin + size];
        let bound = lower[position as usize].number();
        let queue = &mut self.queues[along];
        let claimed = &mut self.claimed;
        // Without a branch: whether a place is claimed already cannot be foreseen.
        let mut claim = |other: P| {
            let other = base + other.number() * stride;
            let (word, bit) = (&mut claimed[other as usize / 64], other % 64);
            queue.places[queue.end] = other;
            queue.end += (!*word >> bit & 1) as usize;
            *word |= 1 << bit;
        };
        if opponent.starts.len() == 1 {
            let through = &mut self.through[along][line as usize];
            if *through < bound {
                lines.order[begin + *through as usize..begin + bound as usize]
                    .iter()
                    .for_each(|other| claim(*other));
                *through = bound;
            }
            return;
        }
        let order = &lines.order[begin..begin + size];
        let class = opponent.classes.of[position as usize] as usize;
        if opponent.starts.len() <= FEW_CLASSES {
            let through = &mut self.through[along][line as usize * opponent.starts.len()..][..opponent.starts.len()];
            let from = through[class];
            if from < bound {
                for other in &order[from as usize..bound as usize] {
                    let may = opponent.leads[other.number() as usize] >> class & 1;
                    let other = base + other.number() * stride;
                    let (word, bit) = (&mut claimed[other as usize / 64], other % 64);
                    queue.places[queue.end] = other;
                    queue.end += (!*word >> bit & u64::from(may)) as usize;
                    *word |= u64::from(may) << bit;
                }
                for before in &opponent.classes.before[class] {
                    let through = &mut through[*before as usize];
                    *through = (*through).max(bound);
                }
            }
            return;
        }
        for before in &opponent.classes.before[class] {
            let before = *before as usize;
            let through = &mut self.through[along][line as usize * opponent.starts.len() + before];
            let members = &order[opponent.starts[before] as usize..][..opponent.classes.members[before].len()];
            while let Some(other) = members.get(*through as usize) {
                if lower[other.number() as usize].number() >= bound {
                    break;
                }
                claim(*other);
                *through += 1;
            }
        }
    }
}
