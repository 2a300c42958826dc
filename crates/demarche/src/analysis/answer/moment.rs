//! The moment, in the case's names: one file for each section.

mod room;

use crate::analysis::answer::situation::Situation;
use crate::analysis::watch::Watch;
use crate::finding::Moment;
use crate::model::Refusal;

/// The answer.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub fn moment(situation: &Situation<'_>, watch: &mut dyn Watch) -> Result<Moment, Refusal> {
    Ok(Moment {
        room: room::room(situation, watch)?,
    })
}
