//! The efficient deals: none other is worth at least as much to every party and more to one (Pareto 1906). Deals with equal worths stay together.
//!
//! Two parties have an algorithm of their own (`two`), more are divided and conquered (`many`). Worths of 64 bits are read as they are. For two parties those of
//! 128 bits are too, which spares them a sort of all states; otherwise longer worths are replaced by their ranks, since whatever compares many deals is then faster.

mod many;
mod two;

use std::borrow::Cow;

use crate::index::StateId;
use crate::model::Scores;
use crate::model::scores::Scaled;

/// The efficient states of `among`, ascending.
pub fn efficient(scores: &[&Scores], among: &[bool]) -> Vec<StateId> {
    if let Some(columns) = scores.iter().map(|scores| narrow(scores)).collect::<Option<Vec<_>>>() {
        return of(&columns, among);
    }
    if let [first, second] = scores
        && let (Some(first), Some(second)) = (wide(first), wide(second))
    {
        return two::efficient(&first, &second, among);
    }
    let columns: Vec<Cow<'_, [i64]>> = scores.iter().map(|scores| ranked(scores)).collect();
    of(&columns.iter().map(Cow::as_ref).collect::<Vec<_>>(), among)
}

fn of(columns: &[&[i64]], among: &[bool]) -> Vec<StateId> {
    match columns {
        [] => states(among).collect(),
        [one] => {
            let best = states(among).map(|state| one[state.0 as usize]).max();
            states(among).filter(|state| Some(one[state.0 as usize]) == best).collect()
        }
        [first, second] => two::efficient(first, second, among),
        _ => many::efficient(columns, among),
    }
}

fn states(among: &[bool]) -> impl Iterator<Item = StateId> {
    (0u32..).zip(among).filter(|(_, is)| **is).map(|(state, _)| StateId(state))
}

fn narrow(scores: &Scores) -> Option<&[i64]> {
    match scores.scaled() {
        Scaled::Narrow(scaled) => Some(scaled),
        _ => None,
    }
}

fn wide(scores: &Scores) -> Option<Cow<'_, [i128]>> {
    match scores.scaled() {
        Scaled::Narrow(scaled) => Some(scaled.iter().copied().map(i128::from).collect()),
        Scaled::Wide(scaled) => Some(Cow::Borrowed(scaled)),
        Scaled::Big(_) => None,
    }
}

/// Numbers that order the states as their worths do.
fn ranked(scores: &Scores) -> Cow<'_, [i64]> {
    match scores.scaled() {
        Scaled::Narrow(scaled) => Cow::Borrowed(scaled),
        _ => Cow::Owned(scores.ranks().into_iter().map(i64::from).collect()),
    }
}

/// A worth, as a whole number of some width.
trait Number: Copy + Ord + Send + Sync {
    /// Nothing is less.
    const LEAST: Self;
    /// Nothing is more.
    const GREATEST: Self;
    /// Bits that hold the distance from `low`, which is not greater.
    fn bits_above(self, low: Self) -> u32;
    /// The distance from `low`, without its last `shift` bits; the caller sees to it that what is left is small.
    fn slot(self, low: Self, shift: u32) -> usize;
}

impl Number for i64 {
    const LEAST: Self = i64::MIN;
    const GREATEST: Self = i64::MAX;
    fn bits_above(self, low: Self) -> u32 {
        u64::BITS - self.abs_diff(low).leading_zeros()
    }
    fn slot(self, low: Self, shift: u32) -> usize {
        (self.abs_diff(low) >> shift) as usize
    }
}

impl Number for i128 {
    const LEAST: Self = i128::MIN;
    const GREATEST: Self = i128::MAX;
    fn bits_above(self, low: Self) -> u32 {
        u128::BITS - self.abs_diff(low).leading_zeros()
    }
    fn slot(self, low: Self, shift: u32) -> usize {
        (self.abs_diff(low) >> shift) as usize
    }
}
