//! Simultaneous sanctions (SIM; Fraser & Hipel 1979): after the focal party's move, the others take improvements of their own, each from the state that was
//! left, all at the same time.
//!
//! Defined for moves that set issues, so that changes can be combined. Where two movers would change the same issue, the combination is not
//! defined and does not count. Exponential in the number of parties by definition; bounded.

use crate::index::{PartyId, StateId};
use crate::model::Space;

/// One of the others and the states to which it may move from the state that was left.
pub struct Replier {
    /// Who.
    pub party: PartyId,
    /// Its improvements.
    pub to: Vec<StateId>,
}

/// More combinations than the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany;

/// A combined outcome of `left -> moved` by the focal party and replies by some of `repliers` that `deters`, with those who moved.
///
/// # Errors
/// [`TooMany`] if more than `limit` combinations would have to be tried.
pub fn sanction(
    space: &Space,
    left: StateId,
    moved: StateId,
    repliers: &[Replier],
    limit: u64,
    deters: &mut dyn FnMut(StateId) -> bool,
) -> Result<Option<(Vec<PartyId>, StateId)>, TooMany> {
    let combinations = repliers
        .iter()
        .try_fold(1u64, |product, replier| product.checked_mul(replier.to.len() as u64 + 1));
    if combinations.is_none_or(|combinations| combinations > limit) {
        return Err(TooMany);
    }
    let mut search = Search {
        space,
        left,
        repliers,
        deters,
        taken: space.differing(left, moved),
        movers: Vec::new(),
    };
    Ok(search.from(0, space.combination(moved)))
}

struct Search<'a> {
    space: &'a Space,
    left: StateId,
    repliers: &'a [Replier],
    deters: &'a mut dyn FnMut(StateId) -> bool,
    /// Issues that somebody has changed already.
    taken: Vec<crate::index::IssueId>,
    movers: Vec<PartyId>,
}

impl Search<'_> {
    fn from(&mut self, next: usize, combination: u64) -> Option<(Vec<PartyId>, StateId)> {
        let Some(replier) = self.repliers.get(next) else {
            let state = self.space.state(combination)?;
            return (!self.movers.is_empty() && (self.deters)(state)).then(|| (self.movers.clone(), state));
        };
        if let Some(found) = self.from(next + 1, combination) {
            return Some(found);
        }
        for to in &replier.to {
            let changed = self.space.differing(self.left, *to);
            if changed.iter().any(|issue| self.taken.contains(issue)) {
                continue;
            }
            let combined = changed.iter().fold(combination, |combination, issue| {
                self.space.replace(combination, *issue, self.space.value(*to, *issue))
            });
            let before = self.taken.len();
            self.taken.extend(changed);
            self.movers.push(replier.party);
            let found = self.from(next + 1, combined);
            self.movers.pop();
            self.taken.truncate(before);
            if found.is_some() {
                return found;
            }
        }
        None
    }
}
