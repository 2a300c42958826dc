//! The six dilemmas of drama theory, from stated positions and the threatened future.
//!
//! Each party's position is the set of deals that meet all its demands and rejections; the threatened future is no deal. Where no deal meets the positions of two parties, what either says
//! raises the dilemmas of persuasion, rejection, threat and positioning; cooperation and trust are about keeping to a position (Howard 1999; the two groups as in Bryant 2003, crisis
//! and commitment). The later version of the theory asks option by option, and knows three dilemmas: persuasion, rejection and trust (Bryant 2016); here whole deals are compared, as in the earlier one.
//! An improvement is strict; a comparison of positions counts indifference. Since a position is a set, a dilemma is surely there if it is for every deal of the set and every no-deal state,
//! under all preferences that agree with the case, and surely not if for none.
//!
//! Cost: [`MOST_STEPS`] comparisons for one dilemma.

use crate::analysis::acceptance::against_no_deal;
use crate::case::{Case, Content, Formula, Holder};
use crate::finding::{DilemmaKind, Verdict};
use crate::index::{PartyId, StateId, StatementId};
use crate::model::{Model, Relation};

/// Comparisons for one dilemma; it stays open beyond.
pub const MOST_STEPS: u64 = 1_000_000;

/// One party's stated position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Whose.
    pub party: PartyId,
    /// The lines that state it.
    pub lines: Vec<StatementId>,
    /// The deals that meet all of them: neither today's state nor a no-deal state; ascending.
    pub deals: Vec<StateId>,
}

/// The positions that parties themselves have stated, among deals with `goal`.
pub fn positions(case: &Case, model: &Model, goal: Option<&Formula>) -> Vec<Position> {
    let space = &model.space;
    let proposed = |state: &StateId| {
        let fallback = model.no_deal.iter().any(|(no_deal, _)| no_deal == state);
        model.is_deal(*state) && !fallback && goal.is_none_or(|goal| space.holds(goal, *state))
    };
    let deals: Vec<StateId> = space.states().filter(proposed).collect();
    let of = |party: PartyId| {
        let own = |content: &Content| content.holder() == Some(Holder::itself(party));
        let stated: Vec<(StatementId, &Formula, bool)> = case
            .statements
            .iter()
            .filter_map(|(line, statement)| match &statement.content {
                Content::Demands(_, said) if own(&statement.content) => Some((line, &said.formula, true)),
                Content::Rejects(_, said) if own(&statement.content) => Some((line, &said.formula, false)),
                _ => None,
            })
            .collect();
        let meets = |state: &&StateId| stated.iter().all(|(_, formula, wanted)| space.holds(formula, **state) == *wanted);
        (!stated.is_empty()).then(|| Position {
            party,
            lines: stated.iter().map(|(line, ..)| *line).collect(),
            deals: deals.iter().filter(meets).copied().collect(),
        })
    };
    model.parties.keys().filter_map(of).collect()
}

/// A verdict over a set of deals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Whether the dilemma is there.
    pub verdict: Verdict,
    /// Whether it surely is for some deals (and no-deal states) and surely not for others.
    pub depends_on_deal: bool,
}

/// Whether `own` facing `other` is in a dilemma; `None` if it does not arise: some deal meets both positions, no deal meets one that it speaks of, or no no-deal state is known.
pub fn dilemma(model: &Model, own: &Position, other: &Position, which: DilemmaKind) -> Option<Found> {
    let met = !own.deals.is_empty() && !other.deals.is_empty();
    let together = own.deals.iter().any(|state| other.deals.binary_search(state).is_ok());
    if !met || (which.is_of_conflict() && together) {
        return None;
    }
    let (me, you) = (own.party, other.party);
    let fallback: Vec<StateId> = model.no_deal.iter().map(|(state, _)| *state).collect();
    let mut tally = Tally::default();
    match which {
        DilemmaKind::Cooperation => improvements(model, me, &own.deals, &mut tally),
        DilemmaKind::Trust => improvements(model, you, &own.deals, &mut tally),
        DilemmaKind::Threat => improvements(model, me, &fallback, &mut tally),
        DilemmaKind::Rejection => beside_no_deal(model, me, &other.deals, &fallback, &mut tally, |with| (with.at_least, with.worse)),
        DilemmaKind::Persuasion => beside_no_deal(model, you, &own.deals, &fallback, &mut tally, |with| (with.at_most, with.better)),
        DilemmaKind::Positioning => {
            let preference = &model.parties[me].voter.preference;
            for theirs in &other.deals {
                for mine in &own.deals {
                    let relation = preference.compare(&model.space, *theirs, *mine);
                    if !tally.add(Verdict::from_bounds(relation.at_least, relation.worse)) {
                        return tally.found();
                    }
                }
            }
        }
    }
    tally.found()
}

/// How a party likes each deal beside no deal; what no deal is said to be worth to it comes before the no-deal states.
fn beside_no_deal(
    model: &Model,
    party: PartyId,
    deals: &[StateId],
    fallback: &[StateId],
    tally: &mut Tally,
    reads: impl Fn(&Relation) -> (bool, bool),
) {
    let voter = &model.parties[party].voter;
    let mut futures: Vec<Option<StateId>> = fallback.iter().copied().map(Some).collect();
    if voter.reservation.is_some() {
        futures = vec![None];
    }
    for deal in deals {
        for future in &futures {
            let verdict = against_no_deal(&model.space, voter, *deal, *future).map_or(Verdict::Open, |(relation, _)| {
                let (so, not) = reads(&relation);
                Verdict::from_bounds(so, not)
            });
            if !tally.add(verdict) {
                return;
            }
        }
    }
}

fn improvements(model: &Model, party: PartyId, states: &[StateId], tally: &mut Tally) {
    for state in states {
        let verdict = improvement(model, party, *state, &mut tally.steps);
        if !tally.add(verdict) {
            return;
        }
    }
}

/// Whether a move that is better for `party` is open to it alone from `state`; each move looked at is counted in `steps`, and beyond [`MOST_STEPS`] it stays open.
///
/// It surely is if one move surely is better. That some move is better under each preference, and not the same one, is not proven here: it stays open.
pub fn improvement(model: &Model, party: PartyId, state: StateId, steps: &mut u64) -> Verdict {
    let preference = &model.parties[party].voter.preference;
    let mut verdict = Verdict::No;
    for to in model.moves.parties[party].reached(state) {
        *steps += 1;
        if *steps > MOST_STEPS {
            return Verdict::Open;
        }
        let relation = preference.compare(&model.space, to, state);
        verdict = verdict.or(Verdict::from_bounds(relation.better, relation.at_most));
        if verdict == Verdict::Yes {
            break;
        }
    }
    verdict
}

/// Which verdicts were met.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    yes: bool,
    no: bool,
    open: bool,
    steps: u64,
}

impl Tally {
    /// Counts one verdict; returns whether more could change the outcome.
    fn add(&mut self, verdict: Verdict) -> bool {
        self.steps += 1;
        match verdict {
            Verdict::Yes => self.yes = true,
            Verdict::No => self.no = true,
            Verdict::Open => self.open = true,
        }
        self.open |= self.steps > MOST_STEPS;
        !(self.yes && self.no) && self.steps <= MOST_STEPS
    }

    fn found(self) -> Option<Found> {
        let verdict = match (self.yes, self.no, self.open) {
            (false, false, false) => return None,
            (true, false, false) => Verdict::Yes,
            (false, true, false) => Verdict::No,
            _ => Verdict::Open,
        };
        Some(Found {
            verdict,
            depends_on_deal: self.yes && self.no,
        })
    }
}
