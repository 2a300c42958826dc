//! Whether today is a stalemate: the first condition of ripeness.
//!
//! A conflict is ripe for negotiation when its parties find themselves in a stalemate that hurts all of them and see a way out; a settlement lasts if it also offers an enticing opportunity
//! (Zartman 2000). Of this the engine answers what a case can say: that nobody can better its lot alone, that some deal can be signed, and that some deal that can be signed also holds.
//! That a stalemate hurts, and more so as time passes, no line of a case says.

use crate::analysis::moment::dilemmas::improvement;
use crate::finding::Verdict;
use crate::index::{PartyId, StateId};
use crate::model::Model;

/// Whether a party is stuck in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stuck {
    /// Whether no move of its own is better for it.
    pub verdict: Verdict,
    /// A state that it reaches alone and that is better for it; or may be, if it is open.
    pub better: Option<StateId>,
}

/// Whether `party` is stuck in `today`; moves beyond [`MOST_STEPS`](super::dilemmas::MOST_STEPS) leave it open.
pub fn stuck(model: &Model, party: PartyId, today: StateId) -> Stuck {
    let found = improvement(model, party, today, &mut 0);
    let preference = &model.parties[party].voter.preference;
    let tempting = |to: &StateId| {
        let relation = preference.compare(&model.space, *to, today);
        relation.better || (found == Verdict::Open && !relation.at_most)
    };
    Stuck {
        verdict: found.negated(),
        better: model.moves.parties[party]
            .reached(today)
            .filter(|_| found != Verdict::No)
            .find(tempting),
    }
}
