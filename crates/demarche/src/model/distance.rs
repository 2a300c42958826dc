//! On how many issues every state differs from one of them.

use crate::index::{IssueId, Key, StateId};
use crate::model::space::Space;

/// The number of issues on which each state differs from `from`, by state. As with sums of additive scores, the numbers grow issue by issue, so that all
/// together cost one addition a combination. Memory: one byte a state, and as much for a combination while they are made; a case has at most 200 issues.
pub fn distances(space: &Space, from: StateId) -> Vec<u8> {
    let mut distances = vec![0u8];
    for issue in (0..space.issues()).rev().map(IssueId::from_index) {
        let here = space.value(from, issue);
        let mut longer = Vec::with_capacity(distances.len() * space.radix(issue) as usize);
        for value in 0..space.radix(issue) {
            let more = u8::from(value != here);
            longer.extend(distances.iter().map(|distance| distance.saturating_add(more)));
        }
        distances = longer;
    }
    space.known_of_states(distances)
}
