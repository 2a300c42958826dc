//! A model with its engines and names: what the parts of an answer share.

use std::cell::OnceCell;

use crate::analysis::answer::naming::Naming;
use crate::analysis::doubt::Exact;
use crate::analysis::groups::groups;
use crate::analysis::signing::Signings;
use crate::analysis::stability::UnknownPreferences;
use crate::analysis::stability::coalition::Coalitions;
use crate::analysis::stability::holding::Holdings;
use crate::analysis::watch::Watch;
use crate::case::{Case, Positions};
use crate::finding::TableRole;
use crate::model::{Limits, Marked, Model, PartySet, Refusal};

/// The engines that look at moves and preferences. Positions do not enter, so that all readings of a case share them and what they keep.
pub struct Engines<'a> {
    holdings: Holdings<'a>,
    exact: Exact<'a>,
    coalitions: Option<Coalitions<'a>>,
    unknown: Option<UnknownPreferences<'a>>,
}

impl<'a> Engines<'a> {
    /// Those that fit a model, which may be that of any reading.
    ///
    /// # Errors
    /// [`Refusal::Interrupted`] if `watch` says so.
    pub fn new(model: &'a Model, limits: &Limits, watch: &mut dyn Watch) -> Result<Self, Refusal> {
        let few_states = model.space.len() <= limits.coalition_states;
        let small = few_states && model.parties.len() <= limits.coalition_parties;
        Ok(Engines {
            holdings: Holdings::new(model, limits, watch)?,
            exact: Exact::new(model),
            coalitions: small.then(|| Coalitions::new(model)),
            unknown: (few_states && !model.is_complete()).then(|| UnknownPreferences::new(model)),
        })
    }

    /// None of those that look at moves, for answers that do not ask what holds.
    pub fn without_stability(model: &'a Model) -> Self {
        Engines {
            holdings: Holdings::none(model),
            exact: Exact::new(model),
            coalitions: None,
            unknown: None,
        }
    }
}

/// One case under one reading, ready for questions.
pub struct Situation<'a> {
    /// The case.
    pub case: &'a Case,
    /// Its model.
    pub model: &'a Model,
    /// How stated positions are read in it.
    pub positions: Positions,
    /// Names.
    pub naming: Naming<'a>,
    /// Bounds.
    pub limits: &'a Limits,
    /// The stability engines that fit.
    pub holdings: &'a Holdings<'a>,
    /// Settles what the engines leave open.
    pub exact: &'a Exact<'a>,
    /// Joint moves, where the case is small enough.
    pub coalitions: Option<&'a Coalitions<'a>>,
    /// Attitudes to what is not known, where some preferences are incomplete and the case is small enough.
    pub unknown: Option<&'a UnknownPreferences<'a>>,
    /// The groups of signatories.
    pub groups: Vec<(PartySet, TableRole)>,
    /// Whether pairs were left out of them.
    pub pairs_left_out: bool,
    /// What parties accept and groups can sign, all states at once.
    pub signings: Signings<'a>,
    terms: OnceCell<Vec<u8>>,
}

impl<'a> Situation<'a> {
    /// A reading's model, with the engines of the case.
    pub fn new(case: &'a Case, model: &'a Model, positions: Positions, limits: &'a Limits, engines: &'a Engines<'a>) -> Self {
        let (groups, pairs_left_out) = groups(model);
        Situation {
            case,
            model,
            positions,
            naming: Naming::new(case, model),
            limits,
            holdings: &engines.holdings,
            exact: &engines.exact,
            coalitions: engines.coalitions.as_ref(),
            unknown: engines.unknown.as_ref(),
            groups,
            pairs_left_out,
            signings: Signings::new(model),
            terms: OnceCell::new(),
        }
    }

    /// The deals among states: today's is none.
    pub fn deals(&self, states: &Marked) -> Marked {
        let mut deals = states.clone();
        if let Some(today) = self.model.status_quo {
            deals.remove(today);
        }
        deals
    }

    /// How many terms the deal that brings about each state has, by state.
    pub fn terms(&self) -> &[u8] {
        self.terms.get_or_init(|| self.model.term_counts())
    }
}
