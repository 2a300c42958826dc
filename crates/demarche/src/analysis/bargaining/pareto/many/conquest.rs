//! The efficient ones among distinct rows of worths, by divide and conquer.
//!
//! Rows are sorted by the first party's worth, then by the second's, and so on, the greatest first, so that whatever dominates a row comes before it. To find the rows that are efficient
//! with respect to the first *k* parties (and are worth the same to the others), they are split at a worth to the *k*-th: the efficient ones among the upper rows strike out lower rows
//! with respect to *k* - 1 parties, since they are better for the *k*-th anyway; the lower rows that are left are asked the same. Two parties are settled in one sweep, few rows pair by
//! pair. Rows that were sorted out by a party need not be compared for that party again, but may be: pairs are compared for all parties at once, which has no branch.
//! Upper and lower rows are struck out in parallel, and each list ascends, so that the result does not depend on the number of threads.
//!
//! Cost: m (log m)^(n - 2) for m rows and n parties, and never more than a small multiple of all pairs. Memory: some lists of 4 bytes a row.

/// What a deal is worth, party by party.
pub(super) type Row<const N: usize> = [i64; N];

/// Pairs that are compared one by one rather than split; chosen by measurement, from 1,024 to 65,536.
const FEW_PAIRS: usize = 4_096;

/// Rows up to which no other thread is asked.
const ALONE: usize = 4_096;

/// Worths that the middle is estimated from.
const SAMPLE: usize = 512;

/// Whether a row is worth at least as much as another to each party.
pub(super) fn covers<const N: usize>(one: &Row<N>, other: &Row<N>) -> bool {
    let mut all = true;
    for party in 0..N {
        all &= one[party] >= other[party];
    }
    all
}

/// Distinct rows, the greatest first. A list of points ascends, and so does not lose that order.
pub(super) struct Points<'a, const N: usize> {
    rows: &'a [Row<N>],
}

impl<'a, const N: usize> Points<'a, N> {
    /// Rows that are distinct and sorted.
    pub(super) fn new(rows: &'a [Row<N>]) -> Self {
        Points { rows }
    }

    /// The positions of the efficient rows, ascending, where all but the first `parties` numbers are the same in all.
    pub(super) fn efficient(&self, parties: usize) -> Vec<u32> {
        self.efficient_of((0..self.rows.len() as u32).collect(), parties)
    }

    fn row(&self, point: u32) -> &Row<N> {
        &self.rows[point as usize]
    }

    /// The efficient ones of `points`, which all are worth the same to each but the first `parties`.
    fn efficient_of(&self, points: Vec<u32>, parties: usize) -> Vec<u32> {
        if parties <= 2 {
            return self.swept(points);
        }
        if points.len() * points.len() <= FEW_PAIRS {
            let mut kept: Vec<u32> = Vec::new();
            for point in points {
                let row = self.row(point);
                if !kept.iter().any(|other| covers(self.row(*other), row)) {
                    kept.push(point);
                }
            }
            return kept;
        }
        let Some(middle) = self.middle(&[&points], parties - 1) else {
            return self.efficient_of(points, parties - 1);
        };
        let (upper, lower) = self.split(&points, parties - 1, middle);
        drop(points);
        let upper = self.efficient_of(upper, parties);
        let lower = self.without(&upper, lower, parties - 1);
        merged(upper, self.efficient_of(lower, parties))
    }

    /// Efficient with respect to two parties: better for the second than all before. With respect to one, that is the first.
    fn swept(&self, mut points: Vec<u32>) -> Vec<u32> {
        let mut best: Option<i64> = None;
        points.retain(|point| {
            let worth = self.row(*point)[1];
            let is_kept = best.is_none_or(|best| worth > best);
            if is_kept {
                best = Some(worth);
            }
            is_kept
        });
        points
    }

    /// Those of `lower` that no point of `upper` covers, where each of `upper` is worth more to some party beyond the first `parties`, and not less to any of those.
    fn without(&self, upper: &[u32], mut lower: Vec<u32>, parties: usize) -> Vec<u32> {
        if upper.is_empty() || lower.is_empty() {
            return lower;
        }
        if parties <= 2 {
            return self.swept_without(upper, lower, parties);
        }
        if upper.len() * lower.len() <= FEW_PAIRS {
            lower.retain(|point| {
                let row = self.row(*point);
                !upper.iter().any(|other| covers(self.row(*other), row))
            });
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
        let Some(middle) = self.middle(&[upper, &lower], party) else {
            return lower;
        };
        let size = upper.len() + lower.len();
        let (high, low) = self.split(upper, party, middle);
        let (above, below) = self.split(&lower, party, middle);
        drop(lower);
        let lower_part = || self.without(&low, self.without(&high, below, party), parties);
        let upper_part = || self.without(&high, above, parties);
        let (above, below) = if size > ALONE {
            rayon::join(upper_part, lower_part)
        } else {
            (upper_part(), lower_part())
        };
        merged(above, below)
    }

    /// The same with respect to one or two parties, in one sweep down the first party's worths.
    fn swept_without(&self, upper: &[u32], mut lower: Vec<u32>, parties: usize) -> Vec<u32> {
        let mut coming = upper.iter().map(|other| self.row(*other)).peekable();
        let mut best: Option<i64> = None;
        lower.retain(|point| {
            let row = self.row(*point);
            while let Some(other) = coming.next_if(|other| other[0] >= row[0]) {
                best = best.max(Some(other[parties - 1]));
            }
            best.is_none_or(|best| best < row[parties - 1])
        });
        lower
    }

    /// The least and the greatest worth to a party.
    fn range(&self, points: &[u32], party: usize) -> (i64, i64) {
        let worths = points.iter().map(|point| self.row(*point)[party]);
        worths.fold((i64::MAX, i64::MIN), |(low, high), worth| (low.min(worth), high.max(worth)))
    }

    /// A worth about the middle and above the least of all, which splits what it is chosen from; `None` where all are the same.
    fn middle(&self, lists: &[&[u32]], party: usize) -> Option<i64> {
        let total: usize = lists.iter().map(|points| points.len()).sum();
        let step = (total / SAMPLE).max(1);
        let worth = |point: &u32| self.row(*point)[party];
        let mut sample: Vec<i64> = lists.iter().flat_map(|points| points.iter().step_by(step)).map(worth).collect();
        let half = sample.len() / 2;
        let (_, middle, _) = sample.select_nth_unstable(half);
        let middle = *middle;
        let all = || lists.iter().flat_map(|points| points.iter()).map(worth);
        let least = all().min()?;
        if least < middle {
            return Some(middle);
        }
        all().filter(|worth| *worth > least).min()
    }

    /// Those worth at least `middle` to a party, and the others.
    fn split(&self, points: &[u32], party: usize, middle: i64) -> (Vec<u32>, Vec<u32>) {
        let (mut upper, mut lower) = (Vec::with_capacity(points.len()), Vec::with_capacity(points.len()));
        for point in points {
            if self.row(*point)[party] >= middle {
                upper.push(*point);
            } else {
                lower.push(*point);
            }
        }
        (upper, lower)
    }
}

/// Two ascending lists as one.
fn merged(one: Vec<u32>, other: Vec<u32>) -> Vec<u32> {
    if one.is_empty() {
        return other;
    }
    if other.is_empty() {
        return one;
    }
    let mut merged = Vec::with_capacity(one.len() + other.len());
    let (mut first, mut second) = (0, 0);
    while first < one.len() && second < other.len() {
        if one[first] < other[second] {
            merged.push(one[first]);
            first += 1;
        } else {
            merged.push(other[second]);
            second += 1;
        }
    }
    merged.extend_from_slice(&one[first..]);
    merged.extend_from_slice(&other[second..]);
    merged
}
