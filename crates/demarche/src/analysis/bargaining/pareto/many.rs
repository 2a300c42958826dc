//! Three parties or more. Deals are visited by the sum of their ranks, the greatest first: whatever dominates a deal comes before it, so that what no efficient
//! deal dominates is efficient itself (sort-filter skyline; Chomicki, Godfrey, Gryz & Liang 2003). Efficient deals are kept in groups by coarse
//! ranks (three thresholds a party, as in Lee & Hwang 2010); a deal is compared only with groups that are nowhere below its own. Cost: at worst
//! the deals times the efficient ones, parties each.

use std::collections::BTreeMap;

use super::states;
use crate::index::StateId;

/// Bits of a coarse rank, all parties together.
const COARSE_BITS: usize = 30;

/// The efficient states of `among`, ascending.
pub(super) fn efficient(columns: &[&[i64]], among: &[bool]) -> Vec<StateId> {
    let candidates: Vec<StateId> = states(among).collect();
    let parties = columns.len();
    let mut ranks = vec![0u32; candidates.len() * parties];
    let mut thresholds: Vec<Vec<u32>> = Vec::new();
    let each = (COARSE_BITS / parties).clamp(1, 3);
    for (party, column) in columns.iter().enumerate() {
        let mut sorted: Vec<i64> = candidates.iter().map(|state| column[state.0 as usize]).collect();
        sorted.sort_unstable();
        let quantile = |part: usize| sorted.get(sorted.len() * part / 20).copied();
        let marks = [quantile(10), quantile(14), quantile(17)];
        let mut distinct = sorted.clone();
        distinct.dedup();
        let rank = |worth: i64| distinct.partition_point(|other| *other < worth) as u32;
        thresholds.push(marks.iter().take(each).flatten().map(|mark| rank(*mark)).collect());
        for (candidate, state) in candidates.iter().enumerate() {
            ranks[candidate * parties + party] = rank(column[state.0 as usize]);
        }
    }
    let row = |candidate: u32| &ranks[candidate as usize * parties..(candidate as usize + 1) * parties];
    let sum = |candidate: u32| row(candidate).iter().map(|rank| u64::from(*rank)).sum::<u64>();
    let mut order: Vec<(u64, u32)> = (0..candidates.len() as u32).map(|candidate| (sum(candidate), candidate)).collect();
    order.sort_unstable_by(|left, right| right.cmp(left));
    let coarse = |candidate: u32| {
        let above = row(candidate)
            .iter()
            .zip(&thresholds)
            .flat_map(|(rank, marks)| marks.iter().map(move |mark| rank >= mark));
        above.fold(0u32, |bits, is| bits << 1 | u32::from(is))
    };
    let mut kept = Kept::default();
    let mut efficient: Vec<StateId> = Vec::new();
    for (sum, candidate) in order {
        let (row, coarse) = (row(candidate), coarse(candidate));
        if !kept.dominates(row, sum, coarse) {
            kept.add(row, sum, coarse);
            efficient.push(candidates[candidate as usize]);
        }
    }
    efficient.sort_unstable();
    efficient
}

/// The efficient rows found so far, in groups with equal coarse ranks.
#[derive(Default)]
struct Kept {
    index: BTreeMap<u32, usize>,
    groups: Vec<Group>,
}

struct Group {
    coarse: u32,
    /// Greatest sums first, as they came.
    sums: Vec<u64>,
    rows: Vec<u32>,
}

impl Kept {
    fn dominates(&self, row: &[u32], sum: u64, coarse: u32) -> bool {
        // A row that is nowhere below is equal if its sum is, and dominates if its sum is greater.
        self.groups
            .iter()
            .filter(|group| group.coarse & coarse == coarse)
            .any(|group| match row.len() {
                3 => group.has_above::<3>(row, sum),
                4 => group.has_above::<4>(row, sum),
                5 => group.has_above::<5>(row, sum),
                6 => group.has_above::<6>(row, sum),
                _ => group
                    .rows
                    .chunks_exact(row.len())
                    .zip(&group.sums)
                    .any(|(other, theirs)| *theirs > sum && other.iter().zip(row).all(|(theirs, own)| theirs >= own)),
            })
    }

    fn add(&mut self, row: &[u32], sum: u64, coarse: u32) {
        let next = self.groups.len();
        let position = *self.index.entry(coarse).or_insert(next);
        if position == next {
            self.groups.push(Group {
                coarse,
                sums: Vec::new(),
                rows: Vec::new(),
            });
        }
        let group = &mut self.groups[position];
        group.sums.push(sum);
        group.rows.extend_from_slice(row);
    }
}

impl Group {
    /// Whether a row of the group is nowhere below `row` and has a greater sum. `N` is the rows' length.
    fn has_above<const N: usize>(&self, row: &[u32], sum: u64) -> bool {
        let Ok(row) = <[u32; N]>::try_from(row) else { return false };
        let (rows, _) = self.rows.as_chunks::<N>();
        let mut above = rows.iter().zip(&self.sums);
        above.any(|(other, theirs)| {
            let mut all = *theirs > sum;
            for party in 0..N {
                all &= other[party] >= row[party];
            }
            all
        })
    }
}
