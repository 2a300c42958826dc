//! One door to the stability engines: which of them answers depends on the size of the case and on whether preferences are complete.
//!
//! Small cases (up to the limit on pairwise states) are examined state by state, witnesses included, under complete and incomplete preferences
//! alike ([`Replies`]); the near-linear [`Ladder`] adds margins and all states at once where preferences are complete, and alone serves
//! large cases, for the notions that its levels decide within a scope.

use crate::analysis::stability::ladder::Ladder;
use crate::analysis::stability::reply::{Examined, Replies, Reprisal, Tempted};
use crate::analysis::stability::scope::Scope;
use crate::analysis::stability::sequence::{self, Chains};
use crate::analysis::watch::Watch;
use crate::finding::{Notion, Verdict};
use crate::index::{Key, PartyId, StateId};
use crate::model::{Limits, Model, Refusal};

/// The engines that fit a model.
pub struct Holdings<'a> {
    model: &'a Model,
    /// Where preferences are complete.
    pub ladder: Option<Ladder<'a>>,
    /// Where the case is small enough.
    pub replies: Option<Replies<'a>>,
}

impl<'a> Holdings<'a> {
    /// Chooses the engines and computes the ladder.
    ///
    /// # Errors
    /// [`Refusal::Interrupted`] if `watch` says so.
    pub fn new(model: &'a Model, limits: &Limits, watch: &mut dyn Watch) -> Result<Self, Refusal> {
        let ranks: Option<Vec<&[u32]>> = model.parties.values().map(|party| party.voter.preference.ranks()).collect();
        let ladder = ranks.map(|ranks| Ladder::new(&model.moves, ranks, watch)).transpose()?;
        let replies = (model.space.len() <= limits.partial_states).then(|| Replies::new(model, limits.simultaneous_replies));
        Ok(Holdings { model, ladder, replies })
    }

    /// Whether any engine can answer.
    pub fn can_answer(&self) -> bool {
        self.ladder.is_some() || self.replies.is_some()
    }

    /// Whether `party` stays at `state`, notion by notion in the order of [`Notion::ALL`], its own moves being limited to `scope`.
    pub fn examine(&self, party: PartyId, state: StateId, scope: &Scope) -> [Examined; 6] {
        match (&self.replies, &self.ladder) {
            (Some(replies), _) => replies.examine(party, state, scope),
            (None, Some(ladder)) => Notion::ALL.map(|notion| self.by_levels(ladder, party, state, notion, scope)),
            (None, None) => Notion::ALL.map(|_| Examined {
                verdict: None,
                temptation: None,
            }),
        }
    }

    /// Value of the state less the level secured by leaving it within the scope, in ranks, and a state of that level; `None` without
    /// complete preferences, without a move, or where the levels do not decide (SIM; SMR and SSEQ in a scope narrower than the moves).
    pub fn margin(&self, party: PartyId, state: StateId, notion: Notion, scope: &Scope) -> Option<(i64, StateId)> {
        let ladder = self.ladder.as_ref()?;
        if notion == Notion::Sim || (needs_all_moves(notion) && !self.covers(party, scope)) {
            return None;
        }
        let own = self.model.moves.parties[party].reached(state).filter(|to| scope.allows(state, *to));
        let secured = own.map(|to| ladder.level(party, notion, to)).max()?;
        let ranks = ladder.ranks(party);
        let witness = ranks.iter().position(|rank| *rank == secured)?;
        Some((i64::from(ranks[state.index()]) - i64::from(secured), StateId::from_index(witness)))
    }

    /// Whether the scope contains every issue on which the party can act alone anywhere.
    fn covers(&self, party: PartyId, scope: &Scope) -> bool {
        self.model.effectivity.issue_ids().all(|issue| {
            scope.issues().contains(&issue)
                || !self
                    .model
                    .effectivity
                    .passages(issue)
                    .iter()
                    .any(|passage| passage.by.holds(&|member| member == party))
        })
    }

    fn by_levels(&self, ladder: &Ladder<'_>, party: PartyId, state: StateId, notion: Notion, scope: &Scope) -> Examined {
        if notion == Notion::Sim || (needs_all_moves(notion) && !self.covers(party, scope)) {
            return Examined {
                verdict: None,
                temptation: None,
            };
        }
        let ranks = ladder.ranks(party);
        let here = ranks[state.index()];
        let tempting = |to: &StateId| scope.allows(state, *to) && ranks[to.index()] > here;
        // The strongest break first; without one, the most tempting move.
        let best = self.model.moves.parties[party].reached(state).filter(tempting).max_by_key(|to| {
            (
                ladder.level(party, notion, *to).max(here),
                ranks[to.index()],
                std::cmp::Reverse(*to),
            )
        });
        let Some(to) = best else {
            return Examined {
                verdict: Some(Verdict::Yes),
                temptation: None,
            };
        };
        if ladder.level(party, notion, to) > here {
            return Examined {
                verdict: Some(Verdict::No),
                temptation: Some(Tempted { to, reprisal: Vec::new() }),
            };
        }
        let improving = matches!(notion, Notion::Seq | Notion::Sseq);
        let counts =
            |by: PartyId, before: StateId, after: StateId| !improving || ladder.ranks(by)[after.index()] > ladder.ranks(by)[before.index()];
        let deters = |end: StateId| {
            ranks[end.index()] <= here
                && (!needs_all_moves(notion)
                    || self.model.moves.parties[party]
                        .reached(end)
                        .all(|escape| ranks[escape.index()] <= here))
        };
        let others = self.model.everybody().without(party);
        let steps =
            sequence::shortest(&self.model.moves, Chains::of(&self.model.moves, true), others, to, counts, deters).unwrap_or_default();
        let reprisal = steps.into_iter().map(Reprisal::from).collect();
        Examined {
            verdict: Some(Verdict::Yes),
            temptation: Some(Tempted { to, reprisal }),
        }
    }
}

/// Whether a notion looks at the mover's escapes, so that a narrower scope changes its levels.
fn needs_all_moves(notion: Notion) -> bool {
    matches!(notion, Notion::Smr | Notion::Sseq)
}
