//! The efficient deals: none other is worth at least as much to every party and more to one (Pareto 1906). Deals with equal worths stay together.
//!
//! Two parties have an algorithm of their own ([`two`]); more are compared deal by deal ([`many`]).

mod many;
mod two;

use std::borrow::Cow;

use crate::index::StateId;
use crate::model::Scores;
use crate::model::scores::Scaled;

/// The efficient states of `among`, ascending.
pub fn efficient(scores: &[&Scores], among: &[bool]) -> Vec<StateId> {
    let columns: Vec<Cow<'_, [i64]>> = scores.iter().map(|scores| keys(scores)).collect();
    match columns.as_slice() {
        [] => states(among).collect(),
        [one] => {
            let best = states(among).map(|state| one[state.0 as usize]).max();
            states(among).filter(|state| Some(one[state.0 as usize]) == best).collect()
        }
        [first, second] => two::efficient(first, second, among),
        _ => many::efficient(&columns, among),
    }
}

fn states(among: &[bool]) -> impl Iterator<Item = StateId> {
    (0u32..).zip(among).filter(|(_, is)| **is).map(|(state, _)| StateId(state))
}

/// Numbers that order the states as their worths do.
fn keys(scores: &Scores) -> Cow<'_, [i64]> {
    match scores.scaled() {
        Scaled::Narrow(scaled) => Cow::Borrowed(scaled),
        _ => Cow::Owned(scores.ranks().into_iter().map(i64::from).collect()),
    }
}
