//! Three parties or more, by divide and conquer (Kung, Luccio & Preparata 1975; Bentley 1980), in [`conquest`].
//!
//! A few deals with great sums strike out most others in one pass. What is left is sorted by the first party's worth, then by the second's, and so on; deals that are worth the same to
//! everybody stand or fall together. Worths lie in rows of a fixed length, so that a comparison of two rows has no branch: there is one program for each number of parties
//! up to eight, and one for up to 16 and up to 32, whose rows end in zeros. Beyond that, deals are compared one by one. Memory: 8 bytes for each deal that is left and party, 4 bytes a deal.

mod conquest;

use std::cmp::Reverse;

use rayon::prelude::*;

use super::states;
use crate::analysis::bargaining::pareto::many::conquest::{Points, Row, covers};
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

/// Deals up to which nothing is struck out beforehand.
const FEW: usize = 4_096;

/// The efficient states of `among`, ascending.
pub(super) fn efficient(columns: &[&[i64]], among: &[bool]) -> Vec<StateId> {
    match columns.len() {
        3 => by_rows::<3>(columns, among),
        4 => by_rows::<4>(columns, among),
        5 => by_rows::<5>(columns, among),
        6 => by_rows::<6>(columns, among),
        7 => by_rows::<7>(columns, among),
        8 => by_rows::<8>(columns, among),
        9..=16 => by_rows::<16>(columns, among),
        17..=32 => by_rows::<32>(columns, among),
        _ => one_by_one(columns, among),
    }
}

/// `N` is at least the number of parties.
fn by_rows<const N: usize>(columns: &[&[i64]], among: &[bool]) -> Vec<StateId> {
    let left = struck::<N>(columns, states(among).map(|state| state.0).collect());
    let mut rows: Vec<(Row<N>, u32)> = left.iter().map(|state| (row(columns, *state), *state)).collect();
    rows.par_sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    let mut distinct: Vec<Row<N>> = Vec::with_capacity(rows.len());
    let mut starts: Vec<u32> = Vec::new();
    for (at, (row, _)) in (0u32..).zip(&rows) {
        if distinct.last() != Some(row) {
            distinct.push(*row);
            starts.push(at);
        }
    }
    starts.push(rows.len() as u32);
    let kept = Points::new(&distinct).efficient(columns.len());
    let same = |point: &u32| &rows[starts[*point as usize] as usize..starts[*point as usize + 1] as usize];
    let mut efficient: Vec<StateId> = kept.iter().flat_map(same).map(|(_, state)| StateId(*state)).collect();
    efficient.sort_unstable();
    efficient
}

/// What a state is worth, party by party; zeros beyond the last.
fn row<const N: usize>(columns: &[&[i64]], state: u32) -> Row<N> {
    let mut row = [0; N];
    for (worth, column) in row.iter_mut().zip(columns) {
        *worth = column[state as usize];
    }
    row
}

/// What a few deals with great sums do not dominate, in the same order.
fn struck<const N: usize>(columns: &[&[i64]], candidates: Vec<u32>) -> Vec<u32> {
    if candidates.len() <= FEW {
        return candidates;
    }
    let strikers: Vec<Row<N>> = strikers(columns, &candidates)
        .into_iter()
        .map(|state| row(columns, state))
        .collect();
    let (first, others) = strikers.split_at(FIRST_STRIKERS.min(strikers.len()));
    let left = unstruck(columns, &candidates, first);
    if left.len() > candidates.len() - candidates.len() / 8 {
        return left;
    }
    unstruck(columns, &left, others)
}

fn unstruck<const N: usize>(columns: &[&[i64]], candidates: &[u32], strikers: &[Row<N>]) -> Vec<u32> {
    let is_left = |state: &&u32| {
        let own = row(columns, **state);
        !strikers.iter().any(|striker| covers(striker, &own) && *striker != own)
    };
    let part = |part: &[u32]| part.iter().filter(is_left).copied().collect::<Vec<u32>>();
    candidates.par_chunks(PART).map(part).collect::<Vec<_>>().concat()
}

/// The deals with the greatest sums of coarse worths, each counted from the party's least.
fn strikers(columns: &[&[i64]], candidates: &[u32]) -> Vec<u32> {
    let coarse: Vec<(i64, u32)> = columns
        .iter()
        .map(|column| {
            let worths = candidates.iter().map(|state| column[*state as usize]);
            let (low, high) = worths.fold((i64::MAX, i64::MIN), |(low, high), worth| (low.min(worth), high.max(worth)));
            let bits = u64::BITS - high.abs_diff(low).leading_zeros();
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

/// For more parties than a case has: each deal beside those kept so far, the greatest first by the first party, then by the second, and so on.
fn one_by_one(columns: &[&[i64]], among: &[bool]) -> Vec<StateId> {
    let row = |state: StateId| columns.iter().map(move |column| column[state.0 as usize]);
    let mut order: Vec<StateId> = states(among).collect();
    order.sort_unstable_by(|one, other| row(*other).cmp(row(*one)));
    let mut kept: Vec<StateId> = Vec::new();
    for state in order {
        let dominates = |other: &StateId| row(*other).zip(row(state)).all(|(other, own)| other >= own) && !row(*other).eq(row(state));
        if !kept.iter().any(dominates) {
            kept.push(state);
        }
    }
    kept.sort_unstable();
    kept
}
