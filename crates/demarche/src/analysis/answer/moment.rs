//! The moment, in the case's names: one file for each section.

mod dilemmas;
mod ripeness;
mod room;
mod way;

use crate::analysis::answer::situation::Situation;
use crate::analysis::watch::Watch;
use crate::case::Said;
use crate::finding::Moment;
use crate::model::Refusal;

/// The answer; stated positions are looked at among deals with `goal`.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub fn moment(situation: &Situation<'_>, goal: Option<&Said>, watch: &mut dyn Watch) -> Result<Moment, Refusal> {
    let mut cuts = Vec::new();
    Ok(Moment {
        room: room::room(situation, watch)?,
        dilemmas: dilemmas::dilemmas(situation, goal, watch)?,
        ripeness: ripeness::ripeness(situation, &mut cuts, watch)?,
        ways: way::ways(situation, goal, &mut cuts, watch)?,
        cuts,
    })
}
