//! The deals that somebody asks for: the best for a party, among those that others accept.
//!
//! All deals that all parties together can make are candidates. With complete preferences "best for a party" is the party's own order, ties by
//! number; what ties is told. With incomplete ones it is by tiers: the first tier holds the deals that no other candidate surely beats, the second those that only deals of
//! the first beat, and so on. What matches is found for 64 states at a time, and only the deals that are listed are ever kept in order: no list of all is sorted. Cost: the
//! states times the parties asked about, the candidates once; tiers take the square of the candidates. Memory: bits of the states, and the listed deals.

use std::cmp::Reverse;

use crate::analysis::answer::situation::Situation;
use crate::analysis::least::Least;
use crate::analysis::stability::Scope;
use crate::analysis::watch::Watch;
use crate::case::Said;
use crate::finding::{Asked, Cut, Notion, Placed, Verdict};
use crate::index::{Key, PartyId, StateId};
use crate::model::scores::Scaled;
use crate::model::{Marked, PartySet, Preference, Ranked, Refusal};

/// What is asked for. The default asks for nothing in particular.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Best first for this party.
    pub best_for: Option<PartyId>,
    /// Only what these parties accept.
    pub accepted_by: PartySet,
    /// Only what the declared table can sign.
    pub signable: bool,
    /// Only what holds under this notion.
    pub holds: Option<Notion>,
    /// Only states with this.
    pub with: Option<Said>,
    /// Whether what the case leaves open counts.
    pub or_open: bool,
}

impl Query {
    /// Whether anything in particular is asked for.
    pub fn is_plain(&self) -> bool {
        self.best_for.is_none() && self.accepted_by.is_empty() && !self.signable && self.holds.is_none() && self.with.is_none()
    }
}

/// The states asked for, the best first, as many as are listed; and what was asked and how many there are, for the reader.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so; [`Refusal::Tiers`] if a party's order is incomplete and there are too many candidates to compare.
pub fn find(situation: &Situation<'_>, query: &Query, watch: &mut dyn Watch) -> Result<(Vec<StateId>, Asked), Refusal> {
    let matching = matching(situation, query, watch)?;
    let most = situation.limits.deals;
    let places = match query.best_for {
        Some(party) => best(situation, party, &matching, most)?,
        None => plainest(situation, &matching, most),
    };
    let listed: Vec<StateId> = places.iter().map(|place| place.state).collect();
    let placed = |place: &Place| {
        let party = query.best_for?;
        let preference = &situation.model.parties[party].voter.preference;
        Some(Placed {
            state: situation.naming.state(place.state).number,
            place: place.place,
            tied: place.tied,
            worth: preference.worth(&situation.model.space, place.state),
        })
    };
    let asked = Asked {
        best_for: query.best_for.map(|party| situation.naming.party(party)),
        by_tiers: query
            .best_for
            .is_some_and(|party| matches!(situation.model.parties[party].voter.preference, Preference::Partial(_))),
        accepted_by: situation.naming.parties(query.accepted_by.iter()),
        signable: query.signable,
        holds: query.holds,
        with: query.with.as_ref().map(|said| said.text.clone()),
        or_open: query.or_open,
        matching: matching.count(),
        places: places.iter().filter_map(placed).collect(),
    };
    Ok((listed, asked))
}

/// What meets every condition.
fn matching(situation: &Situation<'_>, query: &Query, watch: &mut dyn Watch) -> Result<Marked, Refusal> {
    let model = situation.model;
    let steps = query.accepted_by.len() as u64 + 2;
    let mut found = situation.deals(&model.makeable_set(model.everybody()));
    if let Some(said) = &query.with {
        found = found.and(&Marked::of(&model.space, &said.formula));
    }
    for (done, party) in (0u64..).zip(query.accepted_by.iter()) {
        if !watch.step("deals", done, steps) {
            return Err(Refusal::Interrupted);
        }
        let accepted = situation.signings.votes(party, &found).accepts.met(query.or_open);
        found = found.and(&accepted);
    }
    if query.signable {
        if !watch.step("deals", steps - 1, steps) {
            return Err(Refusal::Interrupted);
        }
        found = found.and(&model.makeable_set(model.table));
        let signed = situation.signings.verdicts(model.table, &found).met(query.or_open);
        found = found.and(&signed);
    }
    let Some(notion) = query.holds else { return Ok(found) };
    let counts = |verdict: Verdict| verdict == Verdict::Yes || query.or_open && verdict == Verdict::Open;
    let (slot, count) = (notion.slot(), found.count());
    let mut holding = Marked::none(found.states());
    for (done, state) in (0u64..).zip(found.iter()) {
        if !watch.step("holding", done, count) {
            return Err(Refusal::Interrupted);
        }
        let scope = Scope::of_deal(situation.case, model, state);
        let holds = |party| {
            let examined = situation.holdings.examine(party, state, &scope);
            counts(examined[slot].verdict.unwrap_or(Verdict::Open))
        };
        if model.parties.keys().all(holds) {
            holding.insert(state);
        }
    }
    Ok(holding)
}

/// A listed state, and where it stands among all that match.
struct Place {
    state: StateId,
    /// 1 for the best.
    place: u64,
    /// How many stand there, this one included.
    tied: u64,
}

/// Those with the fewest terms, as many as `most`.
fn plainest(situation: &Situation<'_>, matching: &Marked, most: usize) -> Vec<Place> {
    let terms = situation.terms();
    first(matching, most, |state| terms[state.index()])
}

/// The best for one party, as many as `most`.
fn best(situation: &Situation<'_>, party: PartyId, matching: &Marked, most: usize) -> Result<Vec<Place>, Refusal> {
    match &situation.model.parties[party].voter.preference {
        Preference::Ranked(ranked) => Ok(best_ranked(ranked, matching, most)),
        Preference::Partial(_) => tiers(situation, party, matching, most),
    }
}

fn best_ranked(ranked: &Ranked, matching: &Marked, most: usize) -> Vec<Place> {
    match ranked.scores().map(crate::model::Scores::scaled) {
        Some(Scaled::Narrow(scaled)) => first(matching, most, |state| Reverse(scaled[state.index()])),
        Some(Scaled::Wide(scaled)) => first(matching, most, |state| Reverse(scaled[state.index()])),
        Some(Scaled::Big(scaled)) => first(matching, most, |state| Reverse(&scaled[state.index()])),
        None => first(matching, most, |state| Reverse(ranked.rank(state))),
    }
}

/// The states with the least keys, ties by number, and how many of all states tie with each. Cost: the states twice.
fn first<K: Ord>(matching: &Marked, most: usize, key: impl Fn(StateId) -> K) -> Vec<Place> {
    let mut least = Least::new(most);
    matching.iter().for_each(|state| least.offer((key(state), state)));
    let least = least.sorted();
    let mut places: Vec<Place> = Vec::with_capacity(least.len());
    for same in least.chunk_by(|(left, _), (right, _)| left == right) {
        let place = places.len() as u64 + 1;
        // Only the last listed may tie with what is not listed.
        let is_last = places.len() + same.len() == least.len();
        let tied = match same.first() {
            Some((last, _)) if is_last => matching.iter().filter(|state| key(*state) == *last).count(),
            _ => same.len(),
        } as u64;
        places.extend(same.iter().map(|(_, state)| Place {
            state: *state,
            place,
            tied,
        }));
    }
    places
}

/// Tiers of one party's incomplete order: a place is the number of the tier.
fn tiers(situation: &Situation<'_>, party: PartyId, matching: &Marked, most: usize) -> Result<Vec<Place>, Refusal> {
    let preference = &situation.model.parties[party].voter.preference;
    let (count, limit) = (matching.count(), situation.limits.partial_states as u64);
    if count > limit {
        return Err(Refusal::Tiers { count, limit });
    }
    // Preferences that agree with the case have no cycle of sure comparisons, so that peeling ends; what contradicts itself is put last.
    let mut left: Vec<StateId> = matching.iter().collect();
    let mut places = Vec::new();
    for place in 1.. {
        if left.is_empty() || places.len() >= most {
            break;
        }
        let beaten = |state: &StateId| {
            left.iter()
                .any(|other| preference.compare(&situation.model.space, *other, *state).better)
        };
        let (mut rest, mut tier): (Vec<StateId>, Vec<StateId>) = left.iter().partition(|state| beaten(state));
        if tier.is_empty() {
            std::mem::swap(&mut rest, &mut tier);
        }
        let tied = tier.len() as u64;
        places.extend(tier.into_iter().map(|state| Place { state, place, tied }));
        left = rest;
    }
    places.truncate(most);
    Ok(places)
}

/// What is said when more deals match than are listed.
pub fn cut(situation: &Situation<'_>, matching: u64) -> Option<Cut> {
    let limit = situation.limits.deals as u64;
    (matching > limit).then(|| Cut {
        what: "deals listed".to_owned(),
        limit,
        total: Some(matching),
        option: Some("--top".to_owned()),
    })
}
