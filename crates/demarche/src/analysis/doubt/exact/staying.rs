//! Whether parties can all stay, or can fail to, under preferences that are known in part: comparisons are supposed one by one.

use crate::analysis::doubt::exact::theory::Theory;
use crate::analysis::stability::scope::Scope;
use crate::analysis::stability::sequence::{self, Chains, Step};
use crate::finding::{Notion, Verdict};
use crate::index::{Key, PartyId, StateId};
use crate::model::{Model, PartySet};

/// What is asked.
pub(super) struct Asking<'q, 'a> {
    pub(super) model: &'a Model,
    pub(super) parties: PartySet,
    pub(super) state: StateId,
    pub(super) notion: Notion,
    pub(super) scope: &'q Scope,
}

/// The question with what is known of every party.
pub(super) struct Staying<'q, 'a> {
    asking: &'q Asking<'q, 'a>,
    theories: Vec<Theory<'a>>,
}

/// A comparison that is open: whether `first` is better than `second` for `party`.
#[derive(Clone, Copy)]
struct Open {
    party: PartyId,
    first: StateId,
    second: StateId,
    /// What makes the parties stay.
    favorable: bool,
}

/// What is known of one party: its verdict, and where it is open a comparison on which it turns.
enum Judged {
    Known(Verdict),
    Turns(Open),
}

impl<'q, 'a> Staying<'q, 'a> {
    pub(super) fn new(asking: &'q Asking<'q, 'a>, theories: Vec<Theory<'a>>) -> Self {
        Staying { asking, theories }
    }

    /// Whether some preferences make the answer `so`; `None` if `tries` did not suffice. A guess comes first: for staying, that all moves which may be gains are none; for leaving,
    /// that whatever may be better for one party is.
    pub(super) fn can_be(mut self, so: bool, tries: &mut u32) -> Option<bool> {
        let parties = self.asking.parties;
        let guessed = if so {
            self.supposing(parties, false).judged() == Verdict::Yes
        } else {
            let leaves = |party| self.supposing(PartySet::one(party), true).judged() == Verdict::No;
            parties.iter().any(leaves)
        };
        if guessed { Some(true) } else { self.search(so, tries) }
    }

    /// The question if everything open of these parties is better than the state, or if none of their moves is. Of values only moves are asked: each is one more system.
    fn supposing(&self, parties: PartySet, better: bool) -> Self {
        let state = self.asking.state;
        let mut theories = self.theories.clone();
        for party in parties.iter() {
            let theory = &mut theories[party.index()];
            let others: Vec<StateId> = if better && !theory.is_weighed() {
                self.asking.model.space.states().collect()
            } else {
                self.own(party, state).collect()
            };
            theory.suppose_all(&others, state, better);
        }
        Staying {
            asking: self.asking,
            theories,
        }
    }

    /// Whether all stay, on what is known.
    fn judged(&self) -> Verdict {
        let mut all = Verdict::Yes;
        for party in self.asking.parties.iter() {
            match self.judge(party) {
                Judged::Known(Verdict::No) => return Verdict::No,
                Judged::Known(verdict) => all = all.and(verdict),
                Judged::Turns(_) => all = all.and(Verdict::Open),
            }
        }
        all
    }

    fn search(&mut self, so: bool, tries: &mut u32) -> Option<bool> {
        *tries = tries.checked_sub(1)?;
        let mut turns: Option<Open> = None;
        let mut unsettled = false;
        for party in self.asking.parties.iter() {
            match self.judge(party) {
                // One party that leaves settles it for all.
                Judged::Known(Verdict::No) => return Some(!so),
                Judged::Known(Verdict::Yes) => {}
                Judged::Known(Verdict::Open) => unsettled = true,
                Judged::Turns(open) => turns = turns.or(Some(open)),
            }
        }
        let Some(open) = turns else {
            return if unsettled { None } else { Some(so) };
        };
        // Supposed first is what helps; either can be supposed of what is open.
        let mut undecided = false;
        for better in [open.favorable == so, open.favorable != so] {
            let mut theories = self.theories.clone();
            theories[open.party.index()].suppose(open.first, open.second, better);
            let mut supposed = Staying {
                asking: self.asking,
                theories,
            };
            match supposed.search(so, tries) {
                Some(true) => return Some(true),
                Some(false) => {}
                None => undecided = true,
            }
            if *tries == 0 {
                return None;
            }
        }
        if undecided { None } else { Some(false) }
    }

    fn better(&self, party: PartyId, first: StateId, second: StateId) -> Option<bool> {
        self.theories[party.index()].better(first, second)
    }

    fn own(&self, party: PartyId, from: StateId) -> impl Iterator<Item = StateId> + use<'_, 'q, 'a> {
        let moves = self.asking.model.moves.parties[party].reached(from);
        moves.filter(move |to| self.asking.scope.allows(&self.asking.model.space, from, *to))
    }

    /// Whether one party stays.
    fn judge(&self, focal: PartyId) -> Judged {
        let state = self.asking.state;
        let mut turns: Option<Open> = None;
        for moved in self.own(focal, state) {
            let gain = self.better(focal, moved, state);
            if gain == Some(false) || self.reprisal(focal, moved, true).is_some() {
                continue;
            }
            let possible = self.reprisal(focal, moved, false);
            match (gain, possible) {
                (Some(true), None) => return Judged::Known(Verdict::No),
                (None, _) => {
                    turns = turns.or(Some(Open {
                        party: focal,
                        first: moved,
                        second: state,
                        favorable: false,
                    }));
                }
                (Some(_), None) => {}
                (Some(_), Some(way)) => {
                    if turns.is_none() {
                        turns = self.open_on(focal, moved, &way);
                    }
                    if turns.is_none() {
                        // Nothing on the way is open, and yet it does not deter surely: something could not be settled.
                        return Judged::Known(Verdict::Open);
                    }
                }
            }
        }
        turns.map_or(Judged::Known(Verdict::Yes), Judged::Turns)
    }

    /// A reprisal that deters, surely or possibly; its steps.
    fn reprisal(&self, focal: PartyId, moved: StateId, surely: bool) -> Option<Vec<Step>> {
        let improving = matches!(self.asking.notion, Notion::Seq | Notion::Sseq);
        let none_better = |first: StateId| match self.better(focal, first, self.asking.state) {
            Some(better) => !better,
            None => !surely,
        };
        let escapes = matches!(self.asking.notion, Notion::Smr | Notion::Sseq);
        let deters = |end: StateId| none_better(end) && (!escapes || self.own(focal, end).all(none_better));
        match self.asking.notion {
            Notion::Nash | Notion::Sim => return None,
            _ if deters(moved) => return Some(Vec::new()),
            _ => {}
        }
        let counts = |by: PartyId, before: StateId, after: StateId| !improving || self.better(by, after, before).unwrap_or(!surely);
        let model = self.asking.model;
        let chains = Chains::of(&model.moves, !improving);
        let others = model.everybody().without(focal);
        sequence::shortest(&model.moves, chains, others, moved, counts, deters)
    }

    /// The first comparison on the way of a possible reprisal that is open.
    fn open_on(&self, focal: PartyId, moved: StateId, way: &[Step]) -> Option<Open> {
        let mut from = moved;
        if matches!(self.asking.notion, Notion::Seq | Notion::Sseq) {
            for step in way {
                if self.better(step.by, step.to, from).is_none() {
                    return Some(Open {
                        party: step.by,
                        first: step.to,
                        second: from,
                        favorable: true,
                    });
                }
                from = step.to;
            }
        }
        let end = way.last().map_or(moved, |step| step.to);
        let escapes = matches!(self.asking.notion, Notion::Smr | Notion::Sseq);
        let own: Vec<StateId> = if escapes { self.own(focal, end).collect() } else { Vec::new() };
        std::iter::once(end)
            .chain(own)
            .find(|first| self.better(focal, *first, self.asking.state).is_none())
            .map(|first| Open {
                party: focal,
                first,
                second: self.asking.state,
                favorable: false,
            })
    }
}
