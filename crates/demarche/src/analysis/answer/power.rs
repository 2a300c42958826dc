//! Who matters, formally: the rules of consent as simple games, votes that carry deals, and what coalitions can claim.

mod coalitions;
mod pivots;
mod rules;

use crate::analysis::answer::situation::Situation;
use crate::analysis::watch::Watch;
use crate::finding::Power;
use crate::model::Refusal;

/// The answer of one reading.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub fn power(situation: &Situation<'_>, watch: &mut dyn Watch) -> Result<Power, Refusal> {
    let mut cuts = Vec::new();
    let rules = rules::rules(situation, &mut cuts);
    let pivots = pivots::pivots(situation, &mut cuts, watch)?;
    let coalitions = coalitions::coalitions(situation, &mut cuts, watch)?;
    Ok(Power {
        rules,
        pivots,
        coalitions,
        cuts,
    })
}
