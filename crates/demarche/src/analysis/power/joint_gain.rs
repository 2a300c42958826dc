//! What each coalition of a case can gain by itself.
//!
//! `v(S)` is the most that the members of `S` can gain together over no deal, in states that they can bring about by themselves from where
//! the negotiation starts, and in which none of them has a red line crossed; at least 0, which is no deal. All else stays as it is: nobody
//! else reacts. Gains are added across parties, so that they must be measured on comparable scales (rung L4), and members can divide them as they
//! like. A coalition that satisfies the rule of agreement binds the declared table, which then carries out what it can.
//!
//! Cost: for every coalition, the states that it can bring about times its members.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};

use crate::analysis::power::cooperative::{CooperativeGame, MOST_PLAYERS};
use crate::analysis::watch::Watch;
use crate::case::Case;
use crate::index::{Key, PartyId, StateId};
use crate::model::scores::Scaled;
use crate::model::{Model, PartySet, Preference, Refusal};

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
    let gains = match no_deal_worths(case, model) {
        Ok(no_deal) => Gains::new(model, no_deal),
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
        match most(model, &gains, *coalition, &states) {
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
            Some((worth, _)) => {
                let exact = worth.as_ref().filter(|worth| worth.is_exact());
                vec![exact.map(|worth| worth.low.as_big().clone())]
            }
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
fn most(model: &Model, gains: &Gains<'_>, coalition: PartySet, states: &[StateId]) -> Result<(BigRational, Option<StateId>), PartyId> {
    let crossed = |party: PartyId, state: StateId| model.parties[party].voter.clauses.crossed(&model.space, state).is_some();
    let allowed = states
        .iter()
        .copied()
        .filter(|state| !coalition.iter().any(|party| crossed(party, *state)));
    if let Some(short) = &gains.short {
        let mut best = (0, None);
        for state in allowed {
            let gain = coalition.iter().map(|party| short.of[party.index()].gain(state)).sum::<i128>();
            if gain > best.0 {
                best = (gain, Some(state));
            }
        }
        return Ok((BigRational::new(best.0.into(), short.denominator.clone()), best.1));
    }
    let mut best = (BigRational::zero(), None);
    for state in allowed {
        let mut gain = BigRational::zero();
        for party in coalition.iter() {
            gain += worth(model, party, state).ok_or(party)? - &gains.no_deal[party.index()];
        }
        if gain > best.0 {
            best = (gain, Some(state));
        }
    }
    Ok(best)
}

/// Gains over no deal.
struct Gains<'a> {
    /// What no deal is worth to each party.
    no_deal: Vec<BigRational>,
    /// The same in whole numbers of 128 bits, where they provably suffice: much faster.
    short: Option<Short<'a>>,
}

/// Gains times a common denominator.
struct Short<'a> {
    denominator: BigInt,
    of: Vec<ShortGain<'a>>,
}

struct ShortGain<'a> {
    /// Worths by state, in units of the party's own denominator.
    worths: &'a [i64],
    /// What turns these into units of the common one.
    factor: i128,
    /// No deal, in units of the common one.
    no_deal: i128,
}

impl ShortGain<'_> {
    fn gain(&self, state: StateId) -> i128 {
        i128::from(self.worths[state.index()]) * self.factor - self.no_deal
    }
}

/// Bits of a factor, and of no deal: worths of 63 bits times a factor, and the sum of those of ten parties, then stay within 127.
const FACTOR_BITS: u64 = 56;
const NO_DEAL_BITS: u64 = 120;

impl<'a> Gains<'a> {
    fn new(model: &'a Model, no_deal: Vec<BigRational>) -> Self {
        let short = Self::short(model, &no_deal);
        Gains { no_deal, short }
    }

    fn short(model: &'a Model, no_deal: &[BigRational]) -> Option<Short<'a>> {
        let mut scales = Vec::new();
        for party in model.parties.values() {
            let Preference::Ranked(ranked) = &party.voter.preference else {
                return None;
            };
            let scores = ranked.scores()?;
            let Scaled::Narrow(worths) = scores.scaled() else {
                return None;
            };
            scales.push((worths.as_slice(), scores.denominator()));
        }
        let denominators = scales.iter().map(|(_, own)| *own).chain(no_deal.iter().map(BigRational::denom));
        let denominator = denominators.fold(BigInt::one(), |common, own| common.lcm(own));
        let gain = |((worths, own), no_deal): ((&'a [i64], &BigInt), &BigRational)| {
            let factor = &denominator / own;
            let no_deal = no_deal.numer() * (&denominator / no_deal.denom());
            let fits = factor.bits() <= FACTOR_BITS && no_deal.bits() <= NO_DEAL_BITS;
            Some(ShortGain {
                worths,
                factor: factor.to_i128().filter(|_| fits)?,
                no_deal: no_deal.to_i128()?,
            })
        };
        let of = scales.into_iter().zip(no_deal).map(gain).collect::<Option<_>>()?;
        Some(Short { denominator, of })
    }
}
