//! A model with its engines and names: what the parts of an answer share.

use crate::analysis::answer::naming::Naming;
use crate::analysis::groups::groups;
use crate::analysis::stability::coalition::Coalitions;
use crate::analysis::stability::holding::Holdings;
use crate::analysis::watch::Watch;
use crate::case::Case;
use crate::finding::TableRole;
use crate::model::{Limits, Model, PartySet, Refusal};

/// One case under one reading, ready for questions.
pub struct Situation<'a> {
    /// The case.
    pub case: &'a Case,
    /// Its model.
    pub model: &'a Model,
    /// Names.
    pub naming: Naming<'a>,
    /// Bounds.
    pub limits: &'a Limits,
    /// The stability engines that fit.
    pub holdings: Holdings<'a>,
    /// Joint moves, where the case is small enough.
    pub coalitions: Option<Coalitions<'a>>,
    /// The groups of signatories.
    pub groups: Vec<(PartySet, TableRole)>,
    /// Whether pairs were left out of them.
    pub pairs_left_out: bool,
}

impl<'a> Situation<'a> {
    /// Computes what all parts need.
    ///
    /// # Errors
    /// [`Refusal::Interrupted`] if `watch` says so.
    pub fn new(case: &'a Case, model: &'a Model, limits: &'a Limits, watch: &mut dyn Watch) -> Result<Self, Refusal> {
        let small = model.space.len() <= limits.coalition_states && model.parties.len() <= limits.coalition_parties;
        let (groups, pairs_left_out) = groups(model);
        Ok(Situation {
            case,
            model,
            naming: Naming::new(case, model),
            limits,
            holdings: Holdings::new(model, limits, watch)?,
            coalitions: small.then(|| Coalitions::new(model)),
            groups,
            pairs_left_out,
        })
    }
}
