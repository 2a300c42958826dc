//! Three parties or more, by divide and conquer (Kung, Luccio & Preparata 1975; Bentley 1980).
//!
//! A few deals with great sums strike out most others in one pass. What is left is sorted by the first party's worth, then by the second's, and so on, so that
//! whatever dominates a deal comes before it. To find the efficient ones with respect to the first *k* parties, the deals are split at the median worth to the
//! *k*-th: what is efficient among the upper ones strikes out lower ones with respect to *k* - 1 parties, since it is better for the *k*-th anyway, and those that are left are
//! asked the same. Two parties are settled in one sweep, few deals pair by pair. Upper and lower parts are worked on in parallel; each gives a list in the order of the
//! deals, so that the result does not depend on the number of threads. Cost: m (log m)^(n - 2) for m deals and n parties, and never more than a small multiple of all pairs.
//! Memory: 8 bytes a deal that is left and party, and some lists of 4 bytes a deal.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::states;
use crate::analysis::least::Least;
use crate::index::StateId;

/// Deals that strike out others in the first pass.
const STRIKERS: usize = 32;

/// As many of them are tried first; if they strike out hardly anything, the others are not tried.
const FIRST_STRIKERS: usize = 4;

/// Bits of a party's coarse worth, whose sum chooses the strikers.
const COARSE_BITS: u32 = 20;

/// Deals in a part that one thread looks through.
const PART: usize = 1 << 14;

/// Pairs that are compared one by one rather than split.
const FEW_PAIRS: usize = 1_024;

/// Deals below which no other thread is asked.
const ALONE: usize = 4_096;

/// The efficient states of `among`, ascending.
pub(super) fn efficient(columns: &[&[i64]], among: &[bool]) -> Vec<StateId> {
    let candidates: Vec<u32> = states(among).map(|state| state.0).collect();
    let mut left = struck(columns, candidates);
    let row = |state: u32| columns.iter().map(move |column| column[state as usize]);
    // The first worth beside the state, so that most comparisons look nowhere else.
    let mut order: Vec<(i64, u32)> = left.iter().map(|state| (columns[0][*state as usize], *state)).collect();
    order.par_sort_unstable_by(|one, other| {
        let first = other.0.cmp(&one.0);
        first.then_with(|| row(other.1).cmp(row(one.1)).then(one.1.cmp(&other.1)))
    });
    left.clear();
    left.extend(order.into_iter().map(|(_, state)| state));
    // Deals that are worth the same to everybody stand or fall together.
    let mut rows: Vec<i64> = Vec::with_capacity(left.len() * columns.len());
    let mut starts: Vec<u32> = Vec::new();
    for (at, state) in (0u32..).zip(&left) {
        if at == 0 || !row(*state).eq(row(left[at as usize - 1])) {
            rows.extend(row(*state));
            starts.push(at);
        }
    }
    let points = Points {
        rows: &rows,
        parties: columns.len(),
    };
    let distinct: Vec<u32> = (0..starts.len() as u32).collect();
    starts.push(left.len() as u32);
    let kept = points.efficient(distinct, columns.len());
    let same = |point: &u32| starts[*point as usize] as usize..starts[*point as usize + 1] as usize;
    let mut efficient: Vec<StateId> = kept
        .iter()
        .flat_map(|point| &left[same(point)])
        .map(|state| StateId(*state))
        .collect();
    efficient.sort_unstable();
    efficient
}

/// What a few deals with great sums do not dominate, in the same order.
fn struck(columns: &[&[i64]], candidates: Vec<u32>) -> Vec<u32> {
    if candidates.len() <= ALONE {
        return candidates;
    }
    let strikers = strikers(columns, &candidates);
    let (first, others) = strikers.split_at(FIRST_STRIKERS.min(strikers.len()));
    let before = candidates.len();
    let left = unstruck(columns, &candidates, first);
    if left.len() > before - before / 8 {
        return left;
    }
    unstruck(columns, &left, others)
}

fn unstruck(columns: &[&[i64]], candidates: &[u32], strikers: &[u32]) -> Vec<u32> {
    let rows: Vec<Vec<i64>> = strikers
        .iter()
        .map(|striker| columns.iter().map(|column| column[*striker as usize]).collect())
        .collect();
    let strikes = |striker: &Vec<i64>, state: usize| {
        let mut better = false;
        let mut pairs = striker.iter().zip(columns);
        pairs.all(|(worth, column)| {
            better |= *worth > column[state];
            *worth >= column[state]
        }) && better
    };
    let is_left = |state: &&u32| !rows.iter().any(|striker| strikes(striker, **state as usize));
    let parts: Vec<Vec<u32>> = candidates
        .par_chunks(PART)
        .map(|part| part.iter().filter(is_left).copied().collect())
        .collect();
    parts.concat()
}

/// The deals with the greatest sums of coarse worths, each counted from the party's least.
fn strikers(columns: &[&[i64]], candidates: &[u32]) -> Vec<u32> {
    let coarse: Vec<(i64, u32)> = columns
        .iter()
        .map(|column| {
            let worths = || candidates.iter().map(|state| column[*state as usize]);
            let low = worths().min().unwrap_or_default();
            let bits = u64::BITS - worths().max().unwrap_or_default().abs_diff(low).leading_zeros();
            (low, bits.saturating_sub(COARSE_BITS))
        })
        .collect();
    let sum = |state: u32| -> u64 {
        let worths = columns.iter().zip(&coarse);
        worths
            .map(|(column, (low, shift))| column[state as usize].abs_diff(*low) >> shift)
            .sum()
    };
    let parts = candidates.par_chunks(PART).map(|part| {
        let mut greatest = Least::new(STRIKERS);
        part.iter().for_each(|state| greatest.offer((Reverse(sum(*state)), *state)));
        greatest.sorted()
    });
    let mut greatest = Least::new(STRIKERS);
    for key in parts.collect::<Vec<_>>().into_iter().flatten() {
        greatest.offer(key);
    }
    greatest.sorted().into_iter().map(|(_, state)| state).collect()
}

/// Distinct rows of worths, the greatest first by the first party, then by the second, and so on. A list of points ascends, and so does not lose that order.
struct Points<'a> {
    rows: &'a [i64],
    parties: usize,
}

impl Points<'_> {
    fn row(&self, point: u32) -> &[i64] {
        &self.rows[point as usize * self.parties..(point as usize + 1) * self.parties]
    }

    fn worth(&self, point: u32, party: usize) -> i64 {
        self.rows[point as usize * self.parties + party]
    }

    /// Whether one point is worth at least as much as another to each of the first `parties`.
    fn covers(&self, one: u32, other: u32, parties: usize) -> bool {
        let pairs = self.row(one)[..parties].iter().zip(&self.row(other)[..parties]);
        let mut all = true;
        pairs.for_each(|(one, other)| all &= one >= other);
        all
    }

    /// The efficient ones of `points`, which all are worth the same to each but the first `parties`.
    fn efficient(&self, points: Vec<u32>, parties: usize) -> Vec<u32> {
        if parties <= 2 {
            return self.swept(points);
        }
        if points.len() * points.len() <= FEW_PAIRS {
            let mut kept: Vec<u32> = Vec::new();
            for point in points {
                if !kept.iter().any(|other| self.covers(*other, point, parties)) {
                    kept.push(point);
                }
            }
            return kept;
        }
        let Some(median) = self.median(&[&points], parties - 1) else {
            return self.efficient(points, parties - 1);
        };
        let (upper, lower) = self.split(points, parties - 1, median);
        let upper = self.efficient(upper, parties);
        let lower = self.without(&upper, lower, parties - 1);
        merged(upper, self.efficient(lower, parties))
    }

    /// Efficient with respect to two parties: better for the second than all before.
    fn swept(&self, mut points: Vec<u32>) -> Vec<u32> {
        let mut best: Option<i64> = None;
        points.retain(|point| {
            let worth = self.worth(*point, 1.min(self.parties - 1));
            let is_kept = best.is_none_or(|best| worth > best);
            if is_kept {
                best = Some(worth);
            }
            is_kept
        });
        points
    }

    /// Those of `lower` that no point of `upper` covers with respect to the first `parties`.
    fn without(&self, upper: &[u32], lower: Vec<u32>, parties: usize) -> Vec<u32> {
        if upper.is_empty() || lower.is_empty() {
            return lower;
        }
        if parties <= 2 {
            return self.swept_without(upper, lower, parties);
        }
        if upper.len() * lower.len() <= FEW_PAIRS {
            let mut lower = lower;
            lower.retain(|point| !upper.iter().any(|other| self.covers(*other, *point, parties)));
            return lower;
        }
        let party = parties - 1;
        let (above, below) = (self.range(upper, party), self.range(&lower, party));
        if above.0 >= below.1 {
            return self.without(upper, lower, party);
        }
        if above.1 < below.0 {
            return lower;
        }
        let Some(median) = self.median(&[upper, &lower], party) else {
            return lower;
        };
        let size = upper.len() + lower.len();
        let (high, low) = self.split(upper.to_vec(), party, median);
        let (above, below) = self.split(lower, party, median);
        let lower_part = || self.without(&low, self.without(&high, below, party), parties);
        let upper_part = || self.without(&high, above, parties);
        let (above, below) = both(size, upper_part, lower_part);
        merged(above, below)
    }

    /// The same with respect to one or two parties, in one sweep down the first party's worths.
    fn swept_without(&self, upper: &[u32], mut lower: Vec<u32>, parties: usize) -> Vec<u32> {
        let mut coming = upper.iter().copied().peekable();
        let mut best: Option<i64> = None;
        lower.retain(|point| {
            while let Some(other) = coming.next_if(|other| self.worth(*other, 0) >= self.worth(*point, 0)) {
                best = best.max(Some(self.worth(other, parties - 1)));
            }
            best.is_none_or(|best| best < self.worth(*point, parties - 1))
        });
        lower
    }

    /// The least and the greatest worth to a party.
    fn range(&self, points: &[u32], party: usize) -> (i64, i64) {
        let worths = points.iter().map(|point| self.worth(*point, party));
        worths.fold((i64::MAX, i64::MIN), |(low, high), worth| (low.min(worth), high.max(worth)))
    }

    /// A worth in the middle, above the least of all; `None` where all are the same.
    fn median(&self, lists: &[&[u32]], party: usize) -> Option<i64> {
        let mut worths: Vec<i64> = lists
            .iter()
            .flat_map(|points| points.iter())
            .map(|point| self.worth(*point, party))
            .collect();
        let middle = worths.len() / 2;
        let (below, median, above) = worths.select_nth_unstable(middle);
        let median = *median;
        if below.iter().any(|worth| *worth < median) {
            return Some(median);
        }
        above.iter().copied().filter(|worth| *worth > median).min()
    }

    /// Those worth at least `median` to a party, and the others.
    fn split(&self, points: Vec<u32>, party: usize, median: i64) -> (Vec<u32>, Vec<u32>) {
        points.into_iter().partition(|point| self.worth(*point, party) >= median)
    }
}

/// Both results, in parallel where that pays.
fn both<A: Send, B: Send>(size: usize, one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
    if size > ALONE { rayon::join(one, other) } else { (one(), other()) }
}

/// Two ascending lists as one.
fn merged(one: Vec<u32>, other: Vec<u32>) -> Vec<u32> {
    if one.is_empty() || other.is_empty() {
        return if one.is_empty() { other } else { one };
    }
    let mut merged = Vec::with_capacity(one.len() + other.len());
    let (mut one, mut other) = (one.into_iter().peekable(), other.into_iter().peekable());
    while let (Some(first), Some(second)) = (one.peek(), other.peek()) {
        merged.extend(if first < second { one.next() } else { other.next() });
    }
    merged.extend(one);
    merged.extend(other);
    merged
}
