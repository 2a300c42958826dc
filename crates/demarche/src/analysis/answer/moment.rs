//! The moment, in the case's names: one file for each section.

mod dilemmas;
mod ripeness;
mod room;
mod way;

use crate::analysis::acceptance::signing;
use crate::analysis::answer::situation::Situation;
use crate::analysis::watch::Watch;
use crate::case::Said;
use crate::finding::{Count, Moment, Verdict};
use crate::index::StateId;
use crate::model::Refusal;

/// Deals between two looks at whether to go on.
const BETWEEN: usize = 1_024;

/// The answer; stated positions are looked at among deals with `goal`.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub fn moment(situation: &Situation<'_>, goal: Option<&Said>, watch: &mut dyn Watch) -> Result<Moment, Refusal> {
    let mut cuts = Vec::new();
    let signable = signable(situation, watch)?;
    Ok(Moment {
        room: room::room(situation, watch)?,
        dilemmas: dilemmas::dilemmas(situation, goal, watch)?,
        ripeness: ripeness::ripeness(situation, &signable, &mut cuts, watch)?,
        ways: way::ways(situation, goal, &signable, &mut cuts, watch)?,
        cuts,
    })
}

/// The deals that the table can make.
struct Signable {
    /// By whether it can sign them.
    count: Count,
    /// Those that it can sign, then those that it may; those with the fewest terms first.
    deals: Vec<(Verdict, StateId)>,
}

fn signable(situation: &Situation<'_>, watch: &mut dyn Watch) -> Result<Signable, Refusal> {
    let model = situation.model;
    let table = model.signatories();
    let (mut count, mut deals) = (Count::default(), Vec::new());
    let makeable = model.makeable(table);
    for (done, state) in makeable.iter().copied().enumerate() {
        if done % BETWEEN == 0 && !watch.step("ripeness", done as u64, makeable.len() as u64) {
            return Err(Refusal::Interrupted);
        }
        if !model.is_deal(state) {
            continue;
        }
        let verdict = signing(model, table, state).verdict;
        count.add(verdict);
        if verdict != Verdict::No {
            deals.push((verdict, state));
        }
    }
    deals.sort_by_key(|(verdict, state)| (*verdict, model.terms(*state).len(), *state));
    Ok(Signable { count, deals })
}
