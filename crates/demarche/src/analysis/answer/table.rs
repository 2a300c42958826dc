//! What each group of signatories can make and sign.

use crate::analysis::answer::situation::Situation;
use crate::analysis::watch::Watch;
use crate::case::Formula;
use crate::finding::TableFinding;
use crate::model::{Marked, Refusal};

/// One finding a group.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub fn tables(situation: &Situation<'_>, watch: &mut dyn Watch) -> Result<Vec<TableFinding>, Refusal> {
    let naming = situation.naming;
    let mut tables = Vec::new();
    for (index, (group, role)) in situation.groups.iter().enumerate() {
        if !watch.step("tables", index as u64, situation.groups.len() as u64) {
            return Err(Refusal::Interrupted);
        }
        let makeable = situation.model.makeable_set(*group);
        let deals = situation.deals(&makeable);
        let signable = situation.signings.verdicts(*group, &deals).count(&deals);
        let moved = situation.case.issues.iter().filter(|(issue, _)| {
            let space = &situation.model.space;
            let Some(today) = situation.model.status_quo else {
                return !makeable.is_empty();
            };
            let stays = Formula::In(*issue, vec![space.value(today, *issue)]);
            !makeable.clone().minus(&Marked::of(space, &stays)).is_empty()
        });
        tables.push(TableFinding {
            signatories: naming.parties(group.iter()),
            role: *role,
            makeable: makeable.count(),
            signable,
            // Who can change what, and what cannot be: both decide which states there are to be made.
            rests_on: naming.lines(
                moved
                    .map(|(_, issue)| issue.statement)
                    .chain(situation.case.never.iter().map(|never| never.statement))
                    .chain(situation.case.agreement.iter().map(|agreement| agreement.statement)),
            ),
        });
    }
    Ok(tables)
}
