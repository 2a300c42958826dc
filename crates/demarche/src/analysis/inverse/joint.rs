//! The least change of several parties' rankings together.
//!
//! Where reprisals count only if the reprisers like them, it may be cheaper to change what a repriser likes than what the party that would leave likes, so that the parties' own least
//! changes do not add up to the least of all. The search goes through all combinations of rankings by their distance from those of the case: first none, then those one swap away, and so on. One swap takes one state past
//! the next place in one ranking, or out of a tie. Cost: parties times states new combinations for each combination that is looked at, each judged as the definitions say; [`MOST_RANKINGS`] of them are.

use std::collections::BTreeSet;

use crate::analysis::inverse::obligations::Obligations;
use crate::analysis::stability::Scope;
use crate::analysis::watch::Watch;
use crate::finding::Notion;
use crate::index::{Key, PartyId, StateId};
use crate::model::{Model, Refusal, dense};

/// Combinations of rankings that are looked at, at most.
pub const MOST_RANKINGS: usize = 20_000;

/// Ranks in all combinations together, at most.
pub const MOST_RANKS: usize = 8_000_000;

/// One swap: in a party's ranking a state comes to stand above another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swap {
    /// Whose ranking.
    pub party: PartyId,
    /// What stands higher afterwards.
    pub above: StateId,
    /// What stands lower.
    pub below: StateId,
}

/// Rankings and how they came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Dense ranks by party, higher being better.
    pub ranks: Vec<Vec<u32>>,
    /// Swap by swap.
    pub swaps: Vec<Swap>,
}

/// What the search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Joint {
    /// The nearest rankings under which it is stable.
    Found(Changed),
    /// The bound was met: no number below this one does.
    AtLeast(u32),
}

/// The least change of `ranks` (dense, higher being better, by party) under which `state` is stable for everybody under `notion`; looks no further than `ceiling` swaps.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub fn least(
    model: &Model,
    scope: &Scope,
    state: StateId,
    notion: Notion,
    ranks: Vec<Vec<u32>>,
    ceiling: u32,
    watch: &mut dyn Watch,
) -> Result<Joint, Refusal> {
    let most = most_rankings(model);
    let mut seen: BTreeSet<Vec<Vec<u32>>> = BTreeSet::from([ranks.clone()]);
    let mut level = vec![Changed { ranks, swaps: Vec::new() }];
    let mut judged = 0;
    for swaps in 0..=ceiling {
        let mut next = Vec::new();
        for changed in level {
            if judged == most {
                return Ok(Joint::AtLeast(swaps));
            }
            if !watch.step("rankings", judged as u64, most as u64) {
                return Err(Refusal::Interrupted);
            }
            judged += 1;
            if is_stable(model, scope, state, notion, &changed.ranks) {
                return Ok(Joint::Found(changed));
            }
            for neighbor in neighbors(&changed) {
                // What cannot be looked at any more need not be kept.
                if seen.len() > most {
                    break;
                }
                if seen.insert(neighbor.ranks.clone()) {
                    next.push(neighbor);
                }
            }
        }
        level = next;
    }
    Ok(Joint::AtLeast(ceiling.saturating_add(1)))
}

/// How many combinations are looked at: [`MOST_RANKINGS`], and fewer in large cases, so that all together have no more than [`MOST_RANKS`] ranks; one at least.
pub fn most_rankings(model: &Model) -> usize {
    let ranks = model.space.len() * model.parties.len();
    (MOST_RANKS / ranks.max(1)).clamp(1, MOST_RANKINGS)
}

/// Whether `state` is stable for everybody.
pub fn is_stable(model: &Model, scope: &Scope, state: StateId, notion: Notion, ranks: &[Vec<u32>]) -> bool {
    let better = |party: PartyId, to: StateId, than: StateId| {
        let ranks = &ranks[party.index()];
        ranks[to.index()] > ranks[than.index()]
    };
    model.parties.keys().all(|party| {
        let improves = |who: PartyId, from: StateId, to: StateId| better(who, to, from);
        Obligations::of(model, scope, party, state, notion, &improves).met(&|other| better(party, other, state))
    })
}

/// Everything one swap away.
fn neighbors(from: &Changed) -> impl Iterator<Item = Changed> {
    from.ranks.iter().enumerate().flat_map(move |(party, own)| {
        (0..own.len()).flat_map(move |state| {
            swapped(own, state).map(move |(ranks, above, below)| {
                let mut changed = from.clone();
                changed.ranks[party] = ranks;
                changed.swaps.push(Swap {
                    party: PartyId::from_index(party),
                    above: StateId::from_index(above),
                    below: StateId::from_index(below),
                });
                changed
            })
        })
    })
}

/// The rankings in which `state` has gone past the place above or below its own, or has left those that it ties with, upward or downward; each with a state that stands higher for it,
/// and the one that stands lower.
fn swapped(ranks: &[u32], state: usize) -> impl Iterator<Item = (Vec<u32>, usize, usize)> {
    let own = ranks[state];
    let at = |rank: Option<u32>| {
        ranks
            .iter()
            .enumerate()
            .find(|(other, found)| *other != state && Some(**found) == rank)
    };
    let (over, under, tied) = (at(own.checked_add(1)), at(own.checked_sub(1)), at(Some(own)));
    // Places stand at odd numbers, so that there is room for the state between any two.
    let place = 2 * own + 1;
    let targets = [
        over.map(|(other, _)| (place + 3, state, other)),
        under.map(|(other, _)| (place.saturating_sub(3), other, state)),
        tied.map(|(other, _)| (place + 1, state, other)),
        tied.map(|(other, _)| (place - 1, other, state)),
    ];
    targets.into_iter().flatten().map(move |(target, above, below)| {
        let mut moved: Vec<u32> = ranks.iter().map(|rank| 2 * rank + 1).collect();
        moved[state] = target;
        (dense(&moved), above, below)
    })
}
