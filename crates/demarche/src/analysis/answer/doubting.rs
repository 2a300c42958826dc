//! What carries the findings, and what would change them: lines of the case are left out, turned round or added, one at a time, and the findings are asked again.
//!
//! Parts: [`findings`] (which findings, by name), [`rests`] (what each rests on), [`effects`] (what changes between two cases), [`swings`] (line by line),
//! [`questions`] (what is not known), [`tornado`] (values that are intervals).

pub mod effects;
pub mod findings;
pub mod questions;
pub mod rests;
pub mod swings;
pub mod tornado;

use crate::analysis::answer::doubting::effects::Asking;
use crate::analysis::answer::doubting::findings::Finding;
use crate::analysis::answer::situation::Situation;
use crate::analysis::doubt::Plan;
use crate::analysis::watch::Watch;
use crate::finding::*;
use crate::model::Refusal;

/// How much is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Depth {
    /// Sets of lines told for each finding.
    pub supports: usize,
    /// Questions told.
    pub questions: usize,
    /// How models are drawn for each share that is compared.
    pub plan: Plan,
}

/// States times parties up to which lines are left out one by one: each time the findings are asked again.
pub const MOST_WORK: usize = 16_384;

/// The same for a brief, which is read while one waits.
pub const MOST_IN_BRIEF: usize = 4_096;

/// States times parties.
pub fn work(situation: &Situation<'_>) -> usize {
    situation.model.space.len().saturating_mul(situation.model.parties.len())
}

/// The reasons of some findings.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub fn reasons(situation: &Situation<'_>, findings: &[Finding], depth: Depth, watch: &mut dyn Watch) -> Result<Reasons, Refusal> {
    let mut reasons = Reasons::default();
    if work(situation) > MOST_WORK {
        reasons.cuts.push(Cut {
            what: "states times parties of cases whose lines are left out one by one".to_owned(),
            limit: MOST_WORK as u64,
            total: Some(work(situation) as u64),
            option: None,
        });
        return Ok(reasons);
    }
    let asking = Asking::new(situation, findings, depth.plan, watch)?;
    reasons.draws = asking.draws();
    reasons.findings = asking.names();
    reasons.rests = rests::rests(situation, &asking, depth.supports, watch)?;
    reasons.swings = swings::swings(situation, &asking, watch)?;
    reasons.positions = swings::positions(situation, &asking)?;
    reasons.questions = questions::questions(situation, &asking, depth.questions, watch)?;
    reasons.contradictions = rests::contradictions(situation, depth.supports)?;
    reasons.tornados = tornado::tornados(situation, findings);
    Ok(reasons)
}
