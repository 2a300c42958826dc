//! What each coalition of a case can gain by itself.
//!
//! `v(S)` is the most that the members of `S` can gain together over no deal, in states that they can bring about by themselves from where
//! the negotiation starts, and in which none of them has a red line crossed; at least 0, which is no deal. All else stays as it is: nobody
//! else reacts. Gains are added across parties, so that they must be measured on comparable scales (rung L4), and members can divide them as they
//! like. A coalition that satisfies the rule of agreement binds the declared table, which then carries out what it can.
//!
//! Cost: for every coalition, the states that it can bring about times its members.

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use crate::analysis::power::cooperative::{CooperativeGame, MOST_PLAYERS};
use crate::analysis::watch::Watch;
use crate::case::Case;
use crate::index::{Key, PartyId, StateId};
use crate::model::{Model, PartySet, Refusal};

/// States of coalitions that are looked at, summed over all coalitions; and combinations of the case.
pub const MOST_STATES: u64 = 2_000_000;

/// The game of a case, and the best state of every coalition.
#[derive(Clone, Debug)]
pub struct JointGain {
    /// The game; players are the parties in the order of the case.
    pub game: CooperativeGame,
    /// By coalition as a bit mask: the state in which it gains most, if it gains anything.
    pub best: Vec<Option<StateId>>,
}

/// Why there is no game.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoGame {
    /// The parties' scales do not compare.
    NotComparable,
    /// These parties' worths are not exact numbers.
    NotExact(PartySet),
    /// What no deal is worth to these parties is not one exact number.
    NoDealNotExact(PartySet),
    /// More parties than [`MOST_PLAYERS`].
    TooManyParties,
    /// More than [`MOST_STATES`].
    TooManyStates,
}

/// What every coalition can gain.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so. That the case carries no such game is an answer.
pub fn joint_gain(case: &Case, model: &Model, watch: &mut dyn Watch) -> Result<Result<JointGain, NoGame>, Refusal> {
    let no_deal = match no_deal_worths(case, model) {
        Ok(no_deal) => no_deal,
        Err(reason) => return Ok(Err(reason)),
    };
    // What a coalition can bring about is found among all combinations.
    if model.space.combinations() > MOST_STATES {
        return Ok(Err(NoGame::TooManyStates));
    }
    let players = model.parties.len();
    let coalitions: Vec<PartySet> = model.everybody().subsets().collect();
    let mut best: Vec<(BigRational, Option<StateId>)> = vec![(BigRational::zero(), None)];
    let mut visited = 0u64;
    for (done, coalition) in coalitions.iter().enumerate() {
        if !watch.step("coalitions", done as u64, coalitions.len() as u64) {
            return Err(Refusal::Interrupted);
        }
        let states = makeable(model, *coalition);
        visited = visited.saturating_add(states.len() as u64);
        if visited > MOST_STATES {
            return Ok(Err(NoGame::TooManyStates));
        }
        match most(model, &no_deal, *coalition, &states) {
            Ok(found) => best.push(found),
            Err(party) => return Ok(Err(NoGame::NotExact(PartySet::one(party)))),
        }
    }
    let game = CooperativeGame::new(players, |coalition| best[coalition as usize].0.clone().into());
    Ok(game.ok_or(NoGame::TooManyParties).map(|game| JointGain {
        game,
        best: best.into_iter().map(|(_, state)| state).collect(),
    }))
}

/// What no deal is worth to each party.
fn no_deal_worths(case: &Case, model: &Model) -> Result<Vec<BigRational>, NoGame> {
    if case.comparable.is_none() {
        return Err(NoGame::NotComparable);
    }
    if model.parties.len() > MOST_PLAYERS {
        return Err(NoGame::TooManyParties);
    }
    let (mut worths, mut unscaled, mut open) = (Vec::new(), PartySet::EMPTY, PartySet::EMPTY);
    for party in model.parties.keys() {
        let voter = &model.parties[party].voter;
        if !model.space.states().take(1).all(|state| worth(model, party, state).is_some()) {
            unscaled = unscaled.with(party);
            continue;
        }
        let known: Vec<Option<BigRational>> = match &voter.reservation {
            Some((worth, _)) => vec![worth.is_exact().then(|| worth.low.as_big().clone())],
            None => model.no_deal.iter().map(|(state, _)| worth(model, party, *state)).collect(),
        };
        match known.split_first() {
            Some((Some(first), rest)) if rest.iter().all(|other| other.as_ref() == Some(first)) => worths.push(first.clone()),
            _ => open = open.with(party),
        }
    }
    if !unscaled.is_empty() {
        return Err(NoGame::NotExact(unscaled));
    }
    if open.is_empty() {
        Ok(worths)
    } else {
        Err(NoGame::NoDealNotExact(open))
    }
}

/// What a state is worth to a party, if that is one exact number on its scale.
fn worth(model: &Model, party: PartyId, state: StateId) -> Option<BigRational> {
    let worth = model.parties[party].voter.preference.worth(&model.space, state)?;
    worth.is_exact().then(|| worth.low.as_big().clone())
}

/// The states that a coalition can bring about: by itself, or through the table if it satisfies the rule of agreement.
fn makeable(model: &Model, coalition: PartySet) -> Vec<StateId> {
    let binds = model
        .agreement
        .as_ref()
        .is_some_and(|rule| rule.holds(&|party| coalition.intersect(model.table).has(party)));
    let together = PartySet(coalition.0 | model.table.0);
    model.makeable(if binds { together } else { coalition })
}

/// The most that a coalition gains in one of `states`, and where; the first of several. The error is a party whose worth is not exact.
fn most(
    model: &Model,
    no_deal: &[BigRational],
    coalition: PartySet,
    states: &[StateId],
) -> Result<(BigRational, Option<StateId>), PartyId> {
    let mut best = (BigRational::zero(), None);
    for state in states {
        let crossed = |party: PartyId| model.parties[party].voter.clauses.crossed(&model.space, *state).is_some();
        if coalition.iter().any(crossed) {
            continue;
        }
        let mut gain = BigRational::zero();
        for party in coalition.iter() {
            gain += worth(model, party, *state).ok_or(party)? - &no_deal[party.index()];
        }
        if gain.is_positive() && gain > best.0 {
            best = (gain, Some(*state));
        }
    }
    Ok(best)
}
