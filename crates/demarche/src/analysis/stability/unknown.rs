//! Stability where preferences are not known: the four types a to d of Li, Hipel, Kilgour and Fang (2004).
//!
//! Their relation between two states is better (+), no better (a tie, or worse), or unknown (U). A case may know less than that and more than nothing,
//! so its knowledge is mapped as follows, for a state beside the one that the party is at: *better* if it is proven better; *no better* if it is proven at most as good
//! (whether worse or a tie is not asked by any definition); *unknown* in all other cases, so also where it is only proven at least as good. The three exclude each
//! other.
//!
//! | type | leaves towards | deterred by a reprisal that ends | escapes, under SMR, to |
//! |--|--|--|--|
//! | a | better, unknown | no better | better, unknown |
//! | b | better | no better | better, unknown |
//! | c | better, unknown | no better, unknown | better |
//! | d | better | no better, unknown | better |
//!
//! Steps of a SEQ reprisal are better or unknown for whoever takes them, in all four types. Type a implies b and c, and each of these implies d. With complete preferences all
//! four are the ordinary notions.
//!
//! Beside the verdicts of [`Replies`](super::reply::Replies): d is "not surely left", under all four notions; a is "surely stays" under Nash, SMR and GMR, and no stricter under SEQ, where only
//! sure improvements make a reprisal sure.

use std::cell::OnceCell;

use crate::analysis::stability::sequence::{self, Chains};
use crate::finding::UncertaintyType;
use crate::index::{Key, PartyId, StateId};
use crate::model::{Model, Relation};

/// Whether a party stays: by type in the order of [`UncertaintyType::ALL`], then by notion in the order of [`LADDER`](crate::finding::Notion::LADDER).
pub type StaysByType = [[bool; 4]; 4];

/// Answers for one model. What the others reach is kept once computed. Memory: up to twice states x states x parties; the caller bounds the states.
pub struct UnknownPreferences<'a> {
    model: &'a Model,
    arrivals: Vec<OnceCell<Box<[StateId]>>>,
}

/// Which moves of the others count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Count {
    Any,
    /// Better or unknown for the mover.
    PossibleImprovements,
}

/// What a state is to a party that left another: how a reprisal that ends there is taken. The fields of types c and d contain those of a and b.
#[derive(Clone, Copy, Default)]
struct Deterrence {
    /// Proven no better.
    surely: bool,
    /// And every move from it leads to what is proven no better.
    surely_without_escape: bool,
    /// Not proven better.
    possibly: bool,
    /// And no move from it leads to what is proven better.
    possibly_without_escape: bool,
}

impl Deterrence {
    /// What some end of a reprisal is: the strongest of both.
    fn or(self, other: Deterrence) -> Self {
        Deterrence {
            surely: self.surely || other.surely,
            surely_without_escape: self.surely_without_escape || other.surely_without_escape,
            possibly: self.possibly || other.possibly,
            possibly_without_escape: self.possibly_without_escape || other.possibly_without_escape,
        }
    }

    /// Whether nothing can be added.
    fn is_full(self) -> bool {
        self.surely_without_escape && self.possibly_without_escape
    }

    fn deters(self, kind: UncertaintyType, with_escapes: bool) -> bool {
        match (kind.fears_unknown(), with_escapes) {
            (false, false) => self.surely,
            (false, true) => self.surely_without_escape,
            (true, false) => self.possibly,
            (true, true) => self.possibly_without_escape,
        }
    }
}

impl<'a> UnknownPreferences<'a> {
    /// Nothing is computed yet.
    pub fn new(model: &'a Model) -> Self {
        let cells = model.parties.len() * 2 * model.space.len();
        UnknownPreferences {
            model,
            arrivals: (0..cells).map(|_| OnceCell::new()).collect(),
        }
    }

    /// Whether `focal` stays at `state`, for every type and notion. Cost: its moves times what the others reach, and the moves from there.
    pub fn examine(&self, focal: PartyId, state: StateId) -> StaysByType {
        let mut stays = [[true; 4]; 4];
        let own = &self.model.moves.parties[focal];
        let relations: Vec<Relation> = self.model.space.states().map(|other| self.relation(focal, other, state)).collect();
        let ends: Vec<OnceCell<Deterrence>> = relations.iter().map(|_| OnceCell::new()).collect();
        let deterrence = |end: StateId| *ends[end.index()].get_or_init(|| self.deterrence(focal, end, &relations));
        for to in own.reached(state).filter(|to| relations[to.index()].may_be_better()) {
            let after = |count| {
                let mut all = Deterrence::default();
                for end in self.arrivals(focal, count, to) {
                    all = all.or(deterrence(*end));
                    if all.is_full() {
                        break;
                    }
                }
                all
            };
            let (by_any, by_improvements) = (after(Count::Any), after(Count::PossibleImprovements));
            let leaves = |kind: &UncertaintyType| kind.leaves_for_unknown() || relations[to.index()].better;
            for (kind, stays) in UncertaintyType::ALL.into_iter().zip(&mut stays).filter(|(kind, _)| leaves(kind)) {
                let [nash, seq, smr, gmr] = stays;
                *nash = false;
                *seq &= by_improvements.deters(kind, false);
                *smr &= by_any.deters(kind, true);
                *gmr &= by_any.deters(kind, false);
            }
        }
        stays
    }

    fn relation(&self, party: PartyId, state: StateId, base: StateId) -> Relation {
        self.model.parties[party].voter.preference.compare(&self.model.space, state, base)
    }

    /// How `focal`, having left the state that `relations` compare with, takes a reprisal that ends at `end`.
    fn deterrence(&self, focal: PartyId, end: StateId, relations: &[Relation]) -> Deterrence {
        let here = relations[end.index()];
        let own = &self.model.moves.parties[focal];
        let (surely, possibly) = (here.at_most, !here.better);
        Deterrence {
            surely,
            surely_without_escape: surely && own.reached(end).all(|escape| relations[escape.index()].at_most),
            possibly,
            possibly_without_escape: possibly && own.reached(end).all(|escape| !relations[escape.index()].better),
        }
    }

    /// Where the others arrive from `from` by at least one step. That `from` itself counts only if they can come back to it matters here, unlike
    /// elsewhere: for types c and d a state of unknown worth deters, and so it would deter from itself.
    fn arrivals(&self, focal: PartyId, count: Count, from: StateId) -> &[StateId] {
        let states = self.model.space.len();
        let cell = &self.arrivals[(focal.index() * 2 + count as usize) * states + from.index()];
        cell.get_or_init(|| {
            let counts = |by, before, after| count == Count::Any || self.relation(by, after, before).may_be_better();
            let others = self.model.everybody().without(focal);
            // Shortened chains never come back to where they start.
            sequence::explore(&self.model.moves, Chains::Stand, others, from, counts)
                .arrivals()
                .into()
        })
    }
}
