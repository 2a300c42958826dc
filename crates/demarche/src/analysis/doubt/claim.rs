//! A finding as a question that can be put to any set of preferences: so under all of them, under none, or open.

use crate::analysis::acceptance::signing;
use crate::analysis::doubt::exact::Exact;
use crate::analysis::stability::Scope;
use crate::analysis::stability::holding::Holdings;
use crate::analysis::watch::Unwatched;
use crate::finding::{Notion, Verdict};
use crate::index::StateId;
use crate::model::{Limits, Model, PartySet};

/// What is claimed of a case.
#[derive(Clone, Debug)]
pub enum Claim {
    /// These parties can sign this state.
    Signable {
        /// The state.
        state: StateId,
        /// Who signs.
        signatories: PartySet,
    },
    /// This state holds under this notion.
    Holds {
        /// The state.
        state: StateId,
        /// The notion.
        notion: Notion,
        /// Which moves count. It belongs to the whole case: with fewer lines it stays the same.
        scope: Scope,
    },
    /// These parties can sign one of these states.
    SomeSignable {
        /// The states.
        states: Vec<StateId>,
        /// Who signs.
        signatories: PartySet,
    },
}

/// Whether each claim is so; `None` where that cannot be computed.
pub fn verdicts(claims: &[&Claim], model: &Model, limits: &Limits) -> Vec<Option<Verdict>> {
    settled(claims, model, limits, &|_| false)
}

/// The same, where it is known of some claims, by their position, that they are so under some preferences and not so under others.
pub fn settled(claims: &[&Claim], model: &Model, limits: &Limits, both: &dyn Fn(usize) -> bool) -> Vec<Option<Verdict>> {
    let held = claims.iter().any(|claim| matches!(claim, Claim::Holds { .. }));
    let holdings = if held {
        Holdings::new(model, limits, &mut Unwatched).ok()
    } else {
        None
    };
    let exact = Exact::new(model);
    let verdict = |(place, claim): (usize, &&Claim)| {
        if both(place) {
            return Some(Verdict::Open);
        }
        claim.verdict(model, holdings.as_ref(), &exact)
    };
    claims.iter().enumerate().map(verdict).collect()
}

impl Claim {
    fn verdict(&self, model: &Model, holdings: Option<&Holdings<'_>>, exact: &Exact<'_>) -> Option<Verdict> {
        match self {
            Claim::Signable { state, signatories } => Some(signing(model, *signatories, *state).verdict),
            Claim::SomeSignable { states, signatories } => {
                let verdicts = states.iter().map(|state| signing(model, *signatories, *state).verdict);
                Some(verdicts.min().unwrap_or(Verdict::No))
            }
            Claim::Holds { state, notion, scope } => {
                let slot = Notion::ALL.iter().position(|other| other == notion)?;
                let holdings = holdings?;
                let mut parties = model
                    .parties
                    .keys()
                    .map(|party| holdings.examine(party, *state, scope)[slot].verdict);
                let bound = parties.try_fold(Verdict::Yes, |all, verdict| verdict.map(|verdict| all.and(verdict)))?;
                Some(exact.stays(model.everybody(), *state, *notion, scope, bound).verdict)
            }
        }
    }
}
