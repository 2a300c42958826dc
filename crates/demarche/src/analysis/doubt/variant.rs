//! One model whose preferences follow what is taken of the case: states and moves are built once, since lines on preferences do not bear on them.

use crate::case::{Case, Holder, Taken};
use crate::index::StatementId;
use crate::model::{Limits, Model, Refusal, Voter};

/// A model that can be asked again with other lines.
pub struct Variant<'a> {
    case: &'a Case,
    limits: &'a Limits,
    model: Model,
    taken: Taken,
}

impl<'a> Variant<'a> {
    /// Begins with what is taken.
    ///
    /// # Errors
    /// As [`Model::taking`].
    pub fn new(case: &'a Case, taken: Taken, limits: &'a Limits) -> Result<Self, Refusal> {
        Ok(Variant {
            case,
            limits,
            model: Model::taking(case, &taken, limits)?,
            taken,
        })
    }

    /// The model of what is taken now: the voters of lines that count otherwise than before are made anew.
    ///
    /// # Errors
    /// As [`Voter::of`].
    pub fn taking(&mut self, taken: &Taken) -> Result<&Model, Refusal> {
        let differs = |line: &StatementId| {
            let position = self.case.statements[*line].is_position();
            taken.counts(*line) != self.taken.counts(*line) || position && taken.binds(*line) != self.taken.binds(*line)
        };
        let lines = self.case.statements.iter().map(|(line, _)| line).filter(differs);
        let mut holders: Vec<Holder> = lines.filter_map(|line| self.case.statements[line].content.holder()).collect();
        holders.sort_unstable();
        holders.dedup();
        for holder in holders {
            let voter = Voter::of(self.case, &self.model.space, holder, taken, self.limits)?;
            *self.model.voter_mut(holder) = voter;
        }
        self.taken = taken.clone();
        Ok(&self.model)
    }
}
