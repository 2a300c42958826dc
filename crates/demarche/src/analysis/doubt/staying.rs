//! Which deals hold, in many draws at once: the threshold form of the ladder (see [`ladder`](crate::analysis::stability::ladder)).
//!
//! With D(t) the worst that the others can force on a party from t, the party stays at s if and only if the best of min(v(t), D(t)) over its moves s -> t
//! is at most v(s). D does not depend on the deal, except for SMR, where the key of a state is the best to which the party can escape from
//! it within the deal's scope: deals whose scopes contain the same of a party's own issues share one D.

use crate::analysis::doubt::lanes::{ALL, Lanes, Mask, Number, at_most, greatest, least};
use crate::analysis::doubt::moving::{Moving, Room};
use crate::analysis::stability::Scope;
use crate::index::{IssueId, Key, PartyId, StateId};
use crate::model::Model;

/// In which draws a deal holds, by notion.
pub type Holds = [Mask; 4];

/// What is asked about stability.
pub enum Question {
    /// Deals, each within its scope.
    Deals(Scoped),
    /// Every state, every move counting.
    EveryState,
}

/// The moves that count for each deal.
pub struct Scoped {
    /// By deal its state.
    states: Vec<StateId>,
    /// By party.
    parties: Vec<OfParty>,
}

#[derive(Default)]
struct OfParty {
    /// Where the escapes of each class of scopes lead, by state; `None` where every move of the party counts.
    classes: Vec<Option<Vec<Vec<u32>>>>,
    /// The deals that the party can move away from, its moves, and the class.
    deals: Vec<(usize, Vec<u32>, usize)>,
}

impl Scoped {
    /// Looks the moves of each deal up.
    pub fn new(model: &Model, deals: &[(StateId, &Scope)]) -> Self {
        let parties = model.parties.keys().map(|party| OfParty::new(model, party, deals)).collect();
        Scoped {
            states: deals.iter().map(|(state, _)| *state).collect(),
            parties,
        }
    }
}

impl OfParty {
    fn new(model: &Model, party: PartyId, deals: &[(StateId, &Scope)]) -> Self {
        let moves = &model.moves.parties[party];
        let is_own = |issue: &IssueId| {
            let passages = model.effectivity.passages(*issue).iter();
            passages.into_iter().any(|passage| passage.by.holds(&|member| member == party))
        };
        let own: Vec<IssueId> = model.effectivity.issue_ids().filter(is_own).collect();
        let mut found = OfParty::default();
        let mut known: Vec<Vec<IssueId>> = Vec::new();
        for (place, (state, scope)) in deals.iter().enumerate() {
            let within: Vec<u32> = moves
                .reached(*state)
                .filter(|to| scope.allows(&model.space, *state, *to))
                .map(|to| to.0)
                .collect();
            if within.is_empty() {
                continue;
            }
            let inside: Vec<IssueId> = own.iter().copied().filter(|issue| scope.issues().contains(issue)).collect();
            let class = known.iter().position(|other| *other == inside).unwrap_or_else(|| {
                let escapes = |from: StateId| {
                    moves
                        .reached(from)
                        .filter(|to| scope.allows(&model.space, from, *to))
                        .map(|to| to.0)
                        .collect()
                };
                let every = inside.len() == own.len();
                found.classes.push((!every).then(|| model.space.states().map(escapes).collect()));
                known.push(inside);
                known.len() - 1
            });
            found.deals.push((place, within, class));
        }
        found
    }
}

/// Room for one thread's work.
pub struct Levels<N> {
    room: Room<N>,
    forced: Vec<Lanes<N>>,
    escape: Vec<Lanes<N>>,
    secured: Vec<Lanes<N>>,
}

impl<N> Default for Levels<N> {
    fn default() -> Self {
        Levels {
            room: Room::default(),
            forced: Vec::new(),
            escape: Vec::new(),
            secured: Vec::new(),
        }
    }
}

/// In which draws each deal holds for everybody. `worths` by party; `open` by party the draws in which its preferences stay open: there it stays
/// only where it cannot move.
pub fn holds<N: Number>(
    question: &Question,
    moving: &Moving<'_>,
    worths: &[&[Lanes<N>]],
    open: &[Mask],
    levels: &mut Levels<N>,
) -> Vec<Holds> {
    match question {
        Question::Deals(scoped) => {
            let mut holds = vec![[ALL; 4]; scoped.states.len()];
            for (party, asked) in scoped.parties.iter().enumerate() {
                if !asked.deals.is_empty() {
                    let party = PartyId::from_index(party);
                    of_deals(party, (scoped, asked), moving, worths, open[party.index()], levels, &mut holds);
                }
            }
            holds
        }
        Question::EveryState => {
            let mut holds = vec![[ALL; 4]; worths.first().map_or(0, |worths| worths.len())];
            for party in moving.graph.parties.keys() {
                of_every_state(party, moving, worths, open[party.index()], levels, &mut holds);
            }
            holds
        }
    }
}

/// The best of the worse of worth and level.
fn secured<N: Number>(moves: &[u32], worth: &[Lanes<N>], forced: Option<&[Lanes<N>]>, here: Lanes<N>) -> Lanes<N> {
    moves.iter().fold(here, |best, to| {
        let worth = &worth[*to as usize];
        let level = forced.map_or(*worth, |forced| least(worth, &forced[*to as usize]));
        greatest(&best, &level)
    })
}

fn of_deals<N: Number>(
    party: PartyId,
    (scoped, asked): (&Scoped, &OfParty),
    moving: &Moving<'_>,
    worths: &[&[Lanes<N>]],
    open: Mask,
    levels: &mut Levels<N>,
    holds: &mut [Holds],
) {
    let worth = worths[party.index()];
    let Levels { room, forced, escape, .. } = levels;
    let mut judge = |slot: usize, class: Option<usize>, forced: Option<&[Lanes<N>]>| {
        let deals = asked.deals.iter().filter(|(_, _, of)| class.is_none_or(|class| class == *of));
        for (place, moves, _) in deals {
            let here = worth[scoped.states[*place].index()];
            holds[*place][slot] &= at_most(&secured(moves, worth, forced, here), &here) & !open;
        }
    };
    judge(0, None, None);
    moving.least_improved(party, worths, room, forced);
    judge(1, None, Some(forced));
    moving.least_reached(party, worth, room, forced);
    judge(3, None, Some(forced));
    for (class, escapes) in asked.classes.iter().enumerate() {
        match escapes {
            None => moving.greatest_moved(party, worth, room, escape),
            Some(escapes) => {
                escape.clear();
                let reached = worth.iter().zip(escapes);
                escape.extend(reached.map(|(here, moves)| secured(moves, worth, None, *here)));
            }
        }
        moving.least_reached(party, escape, room, forced);
        judge(2, Some(class), Some(forced));
    }
}

fn of_every_state<N: Number>(
    party: PartyId,
    moving: &Moving<'_>,
    worths: &[&[Lanes<N>]],
    open: Mask,
    levels: &mut Levels<N>,
    holds: &mut [Holds],
) {
    let worth = worths[party.index()];
    let Levels {
        room,
        forced,
        escape,
        secured,
    } = levels;
    let graph = &moving.graph.parties[party];
    let moves_nowhere = |state: usize| {
        let block = graph.block(StateId::from_index(state));
        graph.members(block).len() == 1 && graph.leads_to(block).is_empty()
    };
    let mut judge = |slot: usize, secured: &[Lanes<N>]| {
        for (state, ((secured, here), holds)) in secured.iter().zip(worth).zip(holds.iter_mut()).enumerate() {
            holds[slot] &= at_most(secured, here);
            if open != 0 && !moves_nowhere(state) {
                holds[slot] &= !open;
            }
        }
    };
    moving.greatest_moved(party, worth, room, escape);
    judge(0, escape);
    let limited = |forced: &mut [Lanes<N>]| {
        for (forced, worth) in forced.iter_mut().zip(worth) {
            *forced = least(forced, worth);
        }
    };
    moving.least_improved(party, worths, room, forced);
    limited(forced);
    moving.greatest_moved(party, forced, room, secured);
    judge(1, secured);
    moving.least_reached(party, escape, room, forced);
    limited(forced);
    moving.greatest_moved(party, forced, room, secured);
    judge(2, secured);
    moving.least_reached(party, worth, room, forced);
    limited(forced);
    moving.greatest_moved(party, forced, room, secured);
    judge(3, secured);
}
