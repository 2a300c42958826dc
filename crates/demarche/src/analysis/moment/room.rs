//! Two-level win-sets: what a negotiator accepts, what is left of that with those who ratify, and what that leaves of the table's zone of agreement.
//!
//! A win-set is the set of all agreements that would be ratified; the zone of agreement of a table is where the win-sets of all who must sign overlap (Putnam 1988).
//! A smaller win-set moves the outcome its owner's way while it leaves anything at all (Schelling 1960). Acceptance is that of [`acceptance`]: no red line crossed, and
//! no worse than no deal. Whether somebody also gains, which a signature needs, is not asked here. Every membership is three-valued. Cost: each deal is judged once by each voter, for each no-deal state.
//!
//! [`acceptance`]: crate::analysis::acceptance

use crate::analysis::acceptance::{agreed, judge, over_both, tally};
use crate::finding::Verdict;
use crate::index::{PartyId, StateId};
use crate::model::{Model, PartySet};

/// One party's acceptance of a state, with and without those who ratify.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepts {
    /// Who.
    pub party: PartyId,
    /// Its own.
    pub alone: Verdict,
    /// Together with one of those who ratify, in the order of [`ratifiers`].
    pub with: Vec<Verdict>,
    /// Together with its rule of ratification.
    pub ratified: Verdict,
}

/// The constituencies that a party's rule of ratification names; a constituency that it does not name has no say.
pub fn ratifiers(model: &Model, party: PartyId) -> Vec<u32> {
    let ballot = model.parties[party].ballot.as_ref();
    ballot.map_or_else(Vec::new, |ballot| ballot.members())
}

/// Whether `party` accepts `state`, over all declared no-deal states: surely if against each, surely not if against none.
pub fn accepts(model: &Model, party: PartyId, state: StateId) -> Accepts {
    let (first, rest) = match model.no_deal.split_first() {
        Some(((first, _), rest)) => (Some(*first), rest),
        None => (None, [].as_slice()),
    };
    let mut found = against(model, party, state, first);
    for (no_deal, _) in rest {
        let next = against(model, party, state, Some(*no_deal));
        found.alone = over_both(found.alone, next.alone);
        found.ratified = over_both(found.ratified, next.ratified);
        for (one, other) in found.with.iter_mut().zip(next.with) {
            *one = over_both(*one, other);
        }
    }
    found
}

fn against(model: &Model, party: PartyId, state: StateId, no_deal: Option<StateId>) -> Accepts {
    let declared = &model.parties[party];
    let alone = judge(&model.space, &declared.voter, state, no_deal).verdict;
    let votes: Vec<Verdict> = declared
        .constituencies
        .iter()
        .map(|voter| judge(&model.space, voter, state, no_deal).verdict)
        .collect();
    let vote = |member: u32| votes.get(member as usize).copied().unwrap_or(Verdict::Open);
    let ballot = declared.ballot.as_ref().map(|ballot| tally(ballot, &vote));
    Accepts {
        party,
        alone,
        with: ratifiers(model, party).into_iter().map(|member| alone.and(vote(member))).collect(),
        ratified: ballot.map_or(alone, |carried| alone.and(carried)),
    }
}

/// Whose ratification counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nobody's.
    Nobody,
    /// That of a party's ratifier, by its place among them.
    One(PartyId, usize),
    /// Everybody's.
    All,
}

/// The stages of a table, from nobody's ratification to everybody's; the last is left out where nobody ratifies.
pub fn stages(model: &Model, table: PartySet) -> Vec<Stage> {
    let one = |party: PartyId| (0..ratifiers(model, party).len()).map(move |place| Stage::One(party, place));
    let each: Vec<Stage> = table.iter().flat_map(one).collect();
    let all = table
        .iter()
        .any(|party| model.parties[party].ballot.is_some())
        .then_some(Stage::All);
    std::iter::once(Stage::Nobody).chain(each).chain(all).collect()
}

/// Whether a table agrees on a state, its parties' acceptance being given: all of it, or enough for the rule of agreement.
pub fn in_zone(model: &Model, parties: &[Accepts], stage: Stage) -> Verdict {
    let vote = |accepts: &Accepts| match stage {
        Stage::One(party, place) if party == accepts.party => accepts.with.get(place).copied().unwrap_or(accepts.alone),
        Stage::All => accepts.ratified,
        _ => accepts.alone,
    };
    let votes: Vec<_> = parties.iter().map(|accepts| (accepts.party, vote(accepts), Verdict::Yes)).collect();
    agreed(model.agreement.as_ref(), &votes).0
}
