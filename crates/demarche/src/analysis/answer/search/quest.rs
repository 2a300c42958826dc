//! What is asked, and what the case must carry for it.

use crate::analysis::vast::condition::Condition;
use crate::analysis::vast::question::Question;
use crate::case::{Case, Formula, Holder, Said, Taken};
use crate::finding::Rung;
use crate::index::PartyId;
use crate::model::Refusal;
use crate::model::said::SaidOf;
use crate::rational::Rational;

/// What is asked. The default asks how many deals there are, and whether one can be signed.
#[derive(Clone, Debug, Default)]
pub struct Quest {
    /// Only deals with this.
    pub with: Option<Said>,
    /// Only deals worth at least so much to these parties.
    pub at_least: Vec<(PartyId, Rational)>,
    /// The best deal.
    pub best: Option<Best>,
    /// The nearest deals.
    pub nearest: Option<Near>,
    /// How many.
    pub count: bool,
}

/// What a deal is to be the best for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Best {
    /// For one party, by its values, its priorities or its ranking.
    Party(PartyId),
    /// The sum of the values of those at the table.
    Sum,
    /// The least gain of those at the table.
    LeastGain,
}

/// What deals are to be near to.
#[derive(Clone, Debug)]
pub enum Near {
    /// Today's state.
    Today,
    /// The states with this.
    Formula(Said),
}

impl Quest {
    /// Whether it is asked how many there are: also where nothing else is.
    pub fn counts(&self) -> bool {
        self.count || (self.best.is_none() && self.nearest.is_none() && self.with.is_none())
    }

    /// That the case carries the question; what the question adds up is added to `question`.
    ///
    /// # Errors
    /// [`Refusal::NotMeasured`] if it does not; [`Refusal::NoToday`] if it asks what is near to today and nothing holds today.
    pub fn is_carried(&self, case: &Case, question: &mut Question, taken: &Taken) -> Result<(), Refusal> {
        let not_measured = |needs: Rung, parties: Vec<PartyId>| {
            let parties = parties.into_iter().map(|party| case.parties[party].name.clone()).collect();
            Err(Refusal::NotMeasured { needs, parties })
        };
        if matches!(self.nearest, Some(Near::Today)) && question.today.is_none() {
            return Err(Refusal::NoToday);
        }
        for (party, least) in &self.at_least {
            let Some(scale) = &question.scales[*party] else {
                return not_measured(Rung::L2, vec![*party]);
            };
            let form = scale.form;
            question.at_least(form, least);
        }
        match self.best {
            Some(Best::Party(party)) => {
                let said = SaidOf::new(case, Holder::itself(party), taken);
                let ordered = said.ranking.is_some() || said.priority.is_some() || question.scales[party].is_some();
                if ordered { Ok(()) } else { not_measured(Rung::L1, vec![party]) }
            }
            Some(Best::Sum | Best::LeastGain) => {
                let unscaled: Vec<PartyId> = question.table.iter().filter(|party| question.scales[*party].is_none()).collect();
                if !unscaled.is_empty() {
                    return not_measured(Rung::L2, unscaled);
                }
                if case.comparable.is_none() {
                    return not_measured(Rung::L4, question.table.iter().collect());
                }
                let terms: Vec<(Formula, Rational)> = question.table.iter().flat_map(|party| terms(case, party, taken)).collect();
                question.form(terms).map(|_| ())
            }
            None => Ok(()),
        }
    }

    /// That deals are worth as much as is asked.
    pub(super) fn least_worths(&self, question: &Question) -> Condition {
        let reached = |(party, least): &(PartyId, Rational)| {
            let scale = question.scales[*party].as_ref()?;
            let number = question.forms[scale.form].at_least(least);
            let atom = question
                .atoms
                .iter()
                .position(|atom| atom.form == scale.form && atom.number == number)?;
            Some(Condition::Sum(atom))
        };
        Condition::all(self.at_least.iter().filter_map(reached))
    }
}

/// The terms of a party's values, where each is a single number.
pub(super) fn terms(case: &Case, party: PartyId, taken: &Taken) -> Vec<(Formula, Rational)> {
    SaidOf::new(case, Holder::itself(party), taken).exact_values().unwrap_or_default()
}
