//! The holding ladder under incomplete preferences, state by state, by definition.
//!
//! A move tempts *possibly* unless the case proves that it is no improvement, and *surely* if the case proves that it is one. A reprisal deters *surely* if the case
//! proves that it leaves the mover no better off (and, under SEQ, that every step of it is an improvement for its mover), *possibly* unless the
//! case proves the contrary. A party stays (`Yes`) if every possible temptation has a sure reprisal; it leaves (`No`) if some sure temptation
//! has no possible reprisal; else the case does not settle it. Both verdicts are proofs; `Open` may hide a state that is stable in every
//! completion by a different reprisal in each. With complete preferences the two bounds meet, and nothing is open.

use std::cell::OnceCell;
use std::cmp::Reverse;

use crate::analysis::stability::scope::Scope;
use crate::analysis::stability::sequence::{self, Chains, Step};
use crate::analysis::stability::simultaneous::{self, Replier};
use crate::finding::{Notion, Verdict};
use crate::index::{Key, PartyId, StateId};
use crate::model::{Model, PartySet, Relation};

/// Answers for one model; reachable sets are kept once computed. Memory: up to states x states x parties; the caller bounds the states.
pub struct Replies<'a> {
    model: &'a Model,
    simultaneous_limit: u64,
    improvements: Vec<OnceCell<Improvements>>,
    reached: Vec<OnceCell<Box<[StateId]>>>,
    /// By party and state: what is known where every move counts.
    unscoped: Vec<OnceCell<[Examined; 6]>>,
}

/// One party's improvements from every state.
struct Improvements {
    sure: Vec<Vec<StateId>>,
    possible: Vec<Vec<StateId>>,
}

/// Which moves of the others count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Count {
    Any,
    SureImprovements,
    PossibleImprovements,
}

/// What is known of one party at one state under one notion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examined {
    /// Whether the party stays; `None` if a limit forbids an answer.
    pub verdict: Option<Verdict>,
    /// The move that breaks the state; or that may break it; or else the most tempting one that is deterred.
    pub temptation: Option<Tempted>,
}

/// A tempting move and what follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tempted {
    /// Where the party would move.
    pub to: StateId,
    /// The reprisal: one step each; for SIM a single joint one. Empty if nothing surely deters.
    pub reprisal: Vec<Reprisal>,
}

/// One step of a reprisal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reprisal {
    /// Who moves; several at once under SIM only.
    pub by: Vec<PartyId>,
    /// Where to.
    pub to: StateId,
}

impl From<Step> for Reprisal {
    fn from(step: Step) -> Self {
        Reprisal {
            by: vec![step.by],
            to: step.to,
        }
    }
}

impl<'a> Replies<'a> {
    /// Nothing is computed yet.
    pub fn new(model: &'a Model, simultaneous_limit: u64) -> Self {
        let parties = model.parties.len();
        let cells = parties * 3 * model.space.len();
        Replies {
            model,
            simultaneous_limit,
            improvements: (0..parties).map(|_| OnceCell::new()).collect(),
            reached: (0..cells).map(|_| OnceCell::new()).collect(),
            unscoped: (0..parties * model.space.len()).map(|_| OnceCell::new()).collect(),
        }
    }

    /// Whether `focal` stays at `state`, under every notion in the order of [`Notion::ALL`], its own moves and escapes being limited to
    /// `scope`. The others may reply by whatever they can.
    pub fn examine(&self, focal: PartyId, state: StateId, scope: &Scope) -> [Examined; 6] {
        if scope.is_everything() {
            let cell = &self.unscoped[focal.index() * self.model.space.len() + state.index()];
            return cell.get_or_init(|| self.examine_afresh(focal, state, scope)).clone();
        }
        self.examine_afresh(focal, state, scope)
    }

    fn examine_afresh(&self, focal: PartyId, state: StateId, scope: &Scope) -> [Examined; 6] {
        let preference = &self.model.parties[focal].voter.preference;
        let relations: Vec<Relation> = self
            .model
            .space
            .states()
            .map(|other| preference.compare(&self.model.space, other, state))
            .collect();
        Notion::ALL.map(|notion| self.examine_one(focal, state, notion, &relations, scope))
    }

    fn examine_one(&self, focal: PartyId, state: StateId, notion: Notion, relations: &[Relation], scope: &Scope) -> Examined {
        let own = |from: StateId| {
            self.model.moves.parties[focal]
                .reached(from)
                .filter(move |to| scope.allows(&self.model.space, from, *to))
        };
        // What deters, surely and possibly, once arrived at.
        let escapes = matches!(notion, Notion::Smr | Notion::Sseq);
        let surely =
            |end: StateId| relations[end.index()].at_most && (!escapes || own(end).all(|escape| relations[escape.index()].at_most));
        let possibly =
            |end: StateId| !relations[end.index()].better && (!escapes || own(end).all(|escape| !relations[escape.index()].better));
        let mut verdict = Some(Verdict::Yes);
        // How strongly the reported temptation speaks: it breaks (3), may break (2), is deterred (1). Among equals sure gains come first, then
        // the largest gain where preferences are complete, then the fewest changes, then the order of the moves.
        let ranks = self.model.parties[focal].voter.preference.ranks();
        let mut reported: Option<(_, Tempted)> = None;
        for to in own(state).filter(|to| relations[to.index()].may_be_better()) {
            let sure_gain = relations[to.index()].better;
            let (reprisal, possible) = match self.reprisals(focal, state, to, notion, &surely, &possibly) {
                Some(found) => found,
                None => {
                    verdict = None;
                    continue;
                }
            };
            let force = match (&reprisal, sure_gain && !possible) {
                (Some(_), _) => 1,
                (None, true) => 3,
                (None, false) => 2,
            };
            verdict = verdict.map(|verdict| match force {
                1 => verdict,
                2 => verdict.max(Verdict::Open),
                _ => Verdict::No,
            });
            let rank = ranks.map(|ranks| ranks[to.index()]);
            let key = (force, sure_gain, rank, Reverse(self.model.space.differing(state, to).len()));
            if reported.as_ref().is_none_or(|(best, _)| key > *best) {
                reported = Some((
                    key,
                    Tempted {
                        to,
                        reprisal: reprisal.unwrap_or_default(),
                    },
                ));
            }
        }
        Examined {
            verdict,
            temptation: reported.map(|(_, tempted)| tempted),
        }
    }

    /// A sure reprisal, if there is one, and whether there is a possible one; `None` if a limit forbids an answer.
    fn reprisals(
        &self,
        focal: PartyId,
        left: StateId,
        moved: StateId,
        notion: Notion,
        surely: &dyn Fn(StateId) -> bool,
        possibly: &dyn Fn(StateId) -> bool,
    ) -> Option<(Option<Vec<Reprisal>>, bool)> {
        let (sure_count, possible_count) = match notion {
            Notion::Nash => return Some((None, false)),
            Notion::Sim => return self.simultaneous(focal, left, moved, surely, possibly),
            Notion::Seq | Notion::Sseq => (Count::SureImprovements, Count::PossibleImprovements),
            Notion::Gmr | Notion::Smr => (Count::Any, Count::Any),
        };
        let sure = self.reached(focal, sure_count, moved).iter().find(|end| surely(**end));
        let way = sure.and_then(|end| self.way(focal, sure_count, moved, *end));
        let possible = way.is_some() || self.reached(focal, possible_count, moved).iter().any(|end| possibly(*end));
        Some((way, possible))
    }

    fn simultaneous(
        &self,
        focal: PartyId,
        left: StateId,
        moved: StateId,
        surely: &dyn Fn(StateId) -> bool,
        possibly: &dyn Fn(StateId) -> bool,
    ) -> Option<(Option<Vec<Reprisal>>, bool)> {
        let others = self.model.everybody().without(focal);
        let repliers = |sure: bool| -> Vec<Replier> {
            others
                .iter()
                .map(|party| {
                    let improvements = self.improvements(party);
                    let to = if sure { &improvements.sure } else { &improvements.possible };
                    Replier {
                        party,
                        to: to[left.index()].clone(),
                    }
                })
                .collect()
        };
        let space = &self.model.space;
        let sure = simultaneous::sanction(space, left, moved, &repliers(true), self.simultaneous_limit, &mut |end| surely(end)).ok()?;
        let possible = match &sure {
            Some(_) => true,
            None => simultaneous::sanction(space, left, moved, &repliers(false), self.simultaneous_limit, &mut |end| {
                possibly(end)
            })
            .ok()?
            .is_some(),
        };
        Some((sure.map(|(by, to)| vec![Reprisal { by, to }]), possible))
    }

    fn improvements(&self, party: PartyId) -> &Improvements {
        self.improvements[party.index()].get_or_init(|| {
            let space = &self.model.space;
            let preference = &self.model.parties[party].voter.preference;
            let mut improvements = Improvements {
                sure: Vec::new(),
                possible: Vec::new(),
            };
            for state in space.states() {
                let (mut sure, mut possible) = (Vec::new(), Vec::new());
                for to in self.model.moves.parties[party].reached(state) {
                    let relation = preference.compare(space, to, state);
                    if relation.better {
                        sure.push(to);
                    }
                    if relation.may_be_better() {
                        possible.push(to);
                    }
                }
                improvements.sure.push(sure);
                improvements.possible.push(possible);
            }
            improvements
        })
    }

    /// What the others reach from `from`, breadth first, `from` included.
    fn reached(&self, focal: PartyId, count: Count, from: StateId) -> &[StateId] {
        let states = self.model.space.len();
        let cell = &self.reached[(focal.index() * 3 + count as usize) * states + from.index()];
        cell.get_or_init(|| {
            let counts = |by, before, after| self.counts(count, by, before, after);
            sequence::explore(&self.model.moves, self.chains(count), self.others(focal), from, counts)
                .states()
                .into()
        })
    }

    fn way(&self, focal: PartyId, count: Count, from: StateId, end: StateId) -> Option<Vec<Reprisal>> {
        let counts = |by, before, after| self.counts(count, by, before, after);
        let steps = sequence::shortest(&self.model.moves, self.chains(count), self.others(focal), from, counts, |state| {
            state == end
        })?;
        Some(steps.into_iter().map(Reprisal::from).collect())
    }

    /// Sure or possible improvements of an incomplete preference need not be transitive.
    fn chains(&self, count: Count) -> Chains {
        Chains::of(&self.model.moves, count == Count::Any || self.model.is_complete())
    }

    fn counts(&self, count: Count, by: PartyId, before: StateId, after: StateId) -> bool {
        match count {
            Count::Any => true,
            Count::SureImprovements => self.improvements(by).sure[before.index()].contains(&after),
            Count::PossibleImprovements => self.improvements(by).possible[before.index()].contains(&after),
        }
    }

    fn others(&self, focal: PartyId) -> PartySet {
        self.model.everybody().without(focal)
    }
}
