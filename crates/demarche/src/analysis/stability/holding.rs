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
        let ladder = ranks
            .map(|ranks| Ladder::new(&model.space, &model.moves, ranks, watch))
            .transpose()?;
        // Reachable sets are kept: states squared for each party.
        let kept = (model.space.len() as u64).pow(2).saturating_mul(model.parties.len() as u64);
        let small = model.space.len() <= limits.partial_states && kept <= limits.partial_pairs;
        let replies = small.then(|| Replies::new(model, limits.simultaneous_replies));
        Ok(Holdings { model, ladder, replies })
    }

    /// No engine: nothing can be answered.
    pub fn none(model: &'a Model) -> Self {
        Holdings {
            model,
            ladder: None,
            replies: None,
        }
    }

    /// Whether any engine can answer.
    pub fn can_answer(&self) -> bool {
        self.ladder.is_some() || self.replies.is_some()
    }

    /// Whether `party` stays at `state`, notion by notion in the order of [`Notion::ALL`], its own moves being limited to `scope`.
    pub fn examine(&self, party: PartyId, state: StateId, scope: &Scope) -> [Examined; 6] {
        match (&self.replies, &self.ladder) {
            (Some(replies), _) => replies.examine(party, state, scope),
            (None, Some(ladder)) => self.by_levels(ladder, party, state, scope),
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
        let here = ladder.ranks(party)[state.index()];
        let secured = if self.covers(party, scope) {
            u32::try_from(i64::from(here) - ladder.margin(party, notion, state)?).ok()?
        } else {
            let own = self.model.moves.parties[party]
                .reached(state)
                .filter(|to| scope.allows(&self.model.space, state, *to));
            own.map(|to| ladder.level(party, notion, to)).max()?
        };
        Some((i64::from(here) - i64::from(secured), ladder.state_of_rank(party, secured)?))
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

    /// All notions in one pass over the party's moves.
    fn by_levels(&self, ladder: &Ladder<'_>, party: PartyId, state: StateId, scope: &Scope) -> [Examined; 6] {
        let ranks = ladder.ranks(party);
        let here = ranks[state.index()];
        let decides_escapes = self.covers(party, scope);
        if let Some(found) = decides_escapes.then(|| self.by_secured(ladder, party, state)).flatten() {
            return found;
        }
        // Notion by notion the strongest break; without one, the most tempting move.
        let mut best: [Option<((u32, u32), StateId)>; 6] = [None; 6];
        let tempting = |to: &StateId| ranks[to.index()] > here && scope.allows(&self.model.space, state, *to);
        for to in self.model.moves.parties[party].reached(state).filter(tempting) {
            for (best, notion) in best.iter_mut().zip(Notion::ALL) {
                let key = (ladder.level(party, notion, to).max(here), ranks[to.index()]);
                if best.is_none_or(|(known, _)| key > known) {
                    *best = Some((key, to));
                }
            }
        }
        let examined = |best: Option<((u32, u32), StateId)>, notion: Notion| {
            if notion == Notion::Sim || (needs_all_moves(notion) && !decides_escapes) {
                return Examined {
                    verdict: None,
                    temptation: None,
                };
            }
            let Some(((level, _), to)) = best else {
                return Examined {
                    verdict: Some(Verdict::Yes),
                    temptation: None,
                };
            };
            let breaks = level > here;
            let reprisal = if breaks {
                Vec::new()
            } else {
                self.reprisal(ladder, party, here, notion, to)
            };
            Examined {
                verdict: Some(Verdict::from_bool(!breaks)),
                temptation: Some(Tempted { to, reprisal }),
            }
        };
        let [nash, seq, sseq, sim, smr, gmr] = best;
        [
            examined(nash, Notion::Nash),
            examined(seq, Notion::Seq),
            examined(sseq, Notion::Sseq),
            examined(sim, Notion::Sim),
            examined(smr, Notion::Smr),
            examined(gmr, Notion::Gmr),
        ]
    }

    /// All notions from what the party secures by leaving, without looking at every move; `None` where that cannot be told. Every move counts.
    fn by_secured(&self, ladder: &Ladder<'_>, party: PartyId, state: StateId) -> Option<[Examined; 6]> {
        let here = ladder.ranks(party)[state.index()];
        let tempting = ladder.gainful_move(party, Notion::Nash, state)?;
        let mut examined = Notion::ALL.map(|_| Examined {
            verdict: None,
            temptation: None,
        });
        for (examined, notion) in examined.iter_mut().zip(Notion::ALL).filter(|(_, notion)| *notion != Notion::Sim) {
            let breaking = ladder.gainful_move(party, notion, state)?;
            examined.verdict = Some(Verdict::from_bool(breaking.is_none()));
            let deterred = || {
                let to = tempting?;
                let reprisal = self.reprisal(ladder, party, here, notion, to);
                Some(Tempted { to, reprisal })
            };
            let broken = breaking.map(|to| Tempted { to, reprisal: Vec::new() });
            examined.temptation = broken.or_else(deterred);
        }
        Some(examined)
    }

    /// A shortest reprisal that leaves the party no better off than `here`.
    fn reprisal(&self, ladder: &Ladder<'_>, party: PartyId, here: u32, notion: Notion, moved: StateId) -> Vec<Reprisal> {
        let ranks = ladder.ranks(party);
        let improving = matches!(notion, Notion::Seq | Notion::Sseq);
        let counts =
            |by: PartyId, before: StateId, after: StateId| !improving || ladder.ranks(by)[after.index()] > ladder.ranks(by)[before.index()];
        let escapes = |end: StateId| {
            self.model.moves.parties[party]
                .reached(end)
                .any(|escape| ranks[escape.index()] > here)
        };
        let deters = |end: StateId| ranks[end.index()] <= here && !(needs_all_moves(notion) && escapes(end));
        let others = self.model.everybody().without(party);
        let chains = Chains::of(&self.model.moves, true);
        let steps = sequence::shortest(&self.model.moves, chains, others, moved, counts, deters).unwrap_or_default();
        steps.into_iter().map(Reprisal::from).collect()
    }
}

/// Whether a notion looks at the mover's escapes, so that a narrower scope changes its levels.
fn needs_all_moves(notion: Notion) -> bool {
    matches!(notion, Notion::Smr | Notion::Sseq)
}
