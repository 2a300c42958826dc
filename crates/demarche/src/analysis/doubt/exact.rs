//! Necessary and possible, exactly: whether a deal holds under all preferences that agree with the case, under none, or under some.
//!
//! The engines of `stability` give bounds: what they prove is so, and what they leave open may still be so under all preferences, by a different reprisal in
//! each. Here the open comparisons on which a finding depends are decided both ways, one after the other, until the finding is settled: a yes or a no is
//! proven for every way of deciding them, and what stays open has a witness on either side. (A search over comparisons with a theory of what they imply, as in
//! satisfiability modulo theories; Nieuwenhuis, Oliveras & Tinelli 2006.)
//!
//! Parties' preferences are independent of each other, so that each has a theory of its own. Under Nash, GMR and SMR a party's staying depends on its own comparisons with the state only, and is
//! monotone in them; for a partial order the least and the greatest set of states at most as good are each attained by one completion, so that the bounds are exact
//! (`docs/src/doubt.md`). The search is needed for SEQ and SSEQ, where reprisals are improvements of the others, and for values in intervals, where
//! comparisons that are possible one by one may exclude each other.

mod staying;
mod theory;

use std::cell::OnceCell;

use crate::analysis::doubt::exact::staying::{Asking, Staying};
use crate::analysis::doubt::exact::theory::Theory;
use crate::analysis::stability::Scope;
use crate::finding::{Notion, Verdict};
use crate::index::{Key, PartyId, StateId};
use crate::model::{Model, PartySet};

/// Ways of deciding comparisons that are tried for one finding, on either side.
pub const MOST_TRIES: u32 = 400;

/// States up to which findings are settled: every party's comparisons are kept pair by pair.
pub const MOST_STATES: usize = 512;

/// A verdict, and whether it is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    /// `Yes`: so under every preference that agrees with the case. `No`: under none.
    pub verdict: Verdict,
    /// Whether `Open` means: so under some and not so under others. Where it is false, the bounds met their limit, or the search did.
    pub settled: bool,
}

/// Answers for one model; what is known of each party is kept.
pub struct Exact<'a> {
    model: &'a Model,
    theories: Vec<OnceCell<Option<Theory<'a>>>>,
}

impl<'a> Exact<'a> {
    /// Nothing is computed yet.
    pub fn new(model: &'a Model) -> Self {
        Exact {
            model,
            theories: model.parties.keys().map(|_| OnceCell::new()).collect(),
        }
    }

    /// Whether every one of `parties` stays at `state`, its own moves being limited to `scope`. `bound` is what is known already; `Yes` and `No` are
    /// proofs. SIM is not searched.
    pub fn stays(&self, parties: PartySet, state: StateId, notion: Notion, scope: &Scope, bound: Verdict) -> Settled {
        if bound != Verdict::Open {
            return Settled {
                verdict: bound,
                settled: true,
            };
        }
        let open = Settled {
            verdict: Verdict::Open,
            settled: false,
        };
        if notion == Notion::Sim || self.model.space.len() > MOST_STATES {
            return open;
        }
        let by_order = |party: PartyId| !self.theory(party).is_some_and(Theory::is_weighed);
        if matches!(notion, Notion::Nash | Notion::Gmr | Notion::Smr) && parties.iter().all(by_order) {
            return Settled {
                verdict: Verdict::Open,
                settled: true,
            };
        }
        let theories: Option<Vec<Theory<'a>>> = self.model.parties.keys().map(|party| self.theory(party).cloned()).collect();
        let Some(theories) = theories else { return open };
        let asking = Asking {
            model: self.model,
            parties,
            state,
            notion,
            scope,
        };
        let can_be = |so: bool| {
            let mut tries = MOST_TRIES;
            theories.iter().for_each(Theory::refresh);
            let found = Staying::new(&asking, theories.clone()).can_be(so, &mut tries);
            found.filter(|_| !theories.iter().any(Theory::is_exhausted))
        };
        match (can_be(true), can_be(false)) {
            (Some(true), Some(true)) => Settled {
                verdict: Verdict::Open,
                settled: true,
            },
            (Some(false), _) => Settled {
                verdict: Verdict::No,
                settled: true,
            },
            (_, Some(false)) => Settled {
                verdict: Verdict::Yes,
                settled: true,
            },
            _ => open,
        }
    }

    fn theory(&self, party: PartyId) -> Option<&Theory<'a>> {
        let cell = &self.theories[party.index()];
        cell.get_or_init(|| Theory::new(self.model, party)).as_ref()
    }
}
